//! The item of a feed as a part of an episode.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::assemble::{EpisodePart, Guesses, PartKind};
use super::content::Content;
use super::document::{
    BlockKind, Credit, CreditRole, Document, FrontMatter, NamedPlace, NamedShow,
};
use super::episode_key::EpisodeKey;
use super::feed::{Context, FeedItem, FeedText, Note, NoteForm, Person, PersonSource, read_item};
use super::feed_file::{page, whole};
use super::file_name::readable;
use super::front_matter::{is_slug, names, number_in_title, role_named};
use super::language_tag::language_tag;
use super::markdown::{self, TextRegion};
use super::people_pages::People;
use super::show_facts::RemoteShow;
use super::source_map::SourceMap;
use super::span::Span;
use crate::text::path::file_stem;
use crate::vocabulary::DocumentPart;

/// Reads an item. `text` is the item alone, which begins at a line and column of the feed; `regulars` are
/// the channel's people, who take part unless the item names a host.
///
/// What is wrong with the item was said when the feed was outlined.
pub(crate) fn feed_item(
    source: &Arc<str>,
    (text, place): (String, (u32, u32)),
    context: &Context,
    regulars: &[(Person, (u32, u32))],
    people: &People,
) -> EpisodePart {
    let item = read_item(&text, 0..text.len() as u32, context);
    let mut writer = ItemWriter {
        map: SourceMap::slice_of(Arc::clone(source), text, place),
        content: Content::default(),
        people,
    };
    let title = item.title.as_ref().or(item.itunes_title.as_ref());
    if let Some(title) = title {
        writer.label(BlockKind::Title, title);
    }
    let notes = item.notes();
    for note in &notes.others {
        writer.note(note, TextRegion::Description);
    }
    for category in &item.categories {
        writer.label(BlockKind::Category, category);
    }
    for keyword in &item.keywords {
        writer.label(BlockKind::Tag, keyword);
    }
    writer.chapters(&item);
    if let Some(body) = notes.body {
        writer.note(body, TextRegion::Body);
    }
    let mut found = FoundCredits::default();
    for person in &item.people {
        writer.credits(person, &mut found);
    }
    // An item that names its guests only is hosted by those who host the show.
    let mut credited = found.list.iter();
    if credited.all(|credit| credit.role != CreditRole::Host) {
        for (person, place) in regulars {
            writer.regular(source, person, *place, &mut found);
        }
    }
    let short = notes
        .others
        .iter()
        .find(|note| note.form == NoteForm::Plain);
    let number = item.number.as_ref().and_then(|number| whole(number.value));
    let season_name = item.season.as_ref().and_then(|season| season.name.as_ref());
    let language = item.language.as_ref().or(context.language.as_ref());
    let front = FrontMatter {
        title: title.map(|title| title.value.clone()),
        show: None,
        number,
        season: item.season.as_ref().map(|season| season.value.into()),
        season_name: season_name.map(|name| name.value.clone()),
        date: item.date().map(|date| date.value.clone()),
        duration: item.duration.map(|duration| duration.value as u32),
        language: language.and_then(|language| language_tag(&language.value)),
        guid: item.guid.as_ref().map(|guid| guid.value.value.clone()),
        locations: writer.locations(&item),
        references: writer.references(&item),
        description: short.map(|note| folded(&note.text.value)),
        slug: None,
        url: page(&item).map(str::to_owned),
        credits: found.list,
    };
    let title_elsewhere = front.url.clone().or_else(|| untitled(&item));
    let name = front.title.as_deref().or(title_elsewhere.as_deref());
    let name: Arc<str> = name.unwrap_or(source).into();
    let guesses = Guesses {
        title: title_elsewhere,
        number: title.and_then(|title| number_in_title(&title.value)),
        date: None,
    };
    EpisodePart {
        kind: PartKind::FeedItem,
        document: Document {
            key: EpisodeKey::of_file(Arc::clone(source)),
            name,
            text: writer.map,
            blocks: writer.content.blocks,
            runs: writer.content.runs,
            links: writer.content.links,
            front,
            ..Document::default()
        },
        guesses,
    }
}

/// How an item is called that has neither title nor page: as its file is, else by its guid.
fn untitled(item: &FeedItem) -> Option<String> {
    let file = item
        .enclosures
        .first()
        .map(|file| file_stem(page_path(&file.url.value)));
    let named = file.filter(|name| name.chars().any(char::is_alphabetic));
    let guid = || item.guid.as_ref().map(|guid| guid.value.value.clone());
    named.map(readable).or_else(guid)
}

/// An address without query and fragment.
fn page_path(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default()
}

struct ItemWriter<'p> {
    map: SourceMap,
    content: Content,
    people: &'p People,
}

impl ItemWriter<'_> {
    /// Where a text stands: in the item if it reads so there, else appended.
    fn place(&mut self, text: &FeedText) -> Span {
        if let [(0, start)] = text.origins() {
            let span = Span::new(*start, start + text.value.len() as u32);
            let own = self.map.first_text();
            if own.get(span.start as usize..span.end as usize) == Some(&*text.value) {
                return span;
            }
        }
        self.map.append_decoded(&text.value, text.origins())
    }

    fn label(&mut self, kind: BlockKind, text: &FeedText) -> u32 {
        let span = self.place(text);
        self.content.plain(kind, DocumentPart::FrontMatter, span)
    }

    /// Reads a text about the episode; plain text is read as Markdown, which most who write it mean.
    fn note(&mut self, note: &Note, plain: TextRegion) {
        let decoded = note.with_letters();
        let span = self.place(decoded.as_ref().unwrap_or(&note.text));
        let region = match note.form {
            NoteForm::Html => TextRegion::Html,
            NoteForm::Plain => plain,
        };
        markdown::read(&mut self.content, self.map.slice(span), span.start, region);
    }

    fn chapters(&mut self, item: &FeedItem) {
        for chapter in &item.chapters {
            let Some(title) = &chapter.title else {
                continue;
            };
            let block = self.label(BlockKind::Chapter, title);
            self.content.blocks[block as usize].seconds = Some(chapter.start as u32);
            if let Some(href) = &chapter.href {
                self.content.link_last(href.value.clone(), false);
            }
        }
        for soundbite in &item.soundbites {
            let title = soundbite.title.as_ref();
            if let Some(title) = title.filter(|title| Some(*title) != item.title.as_ref()) {
                let block = self.label(BlockKind::Chapter, title);
                self.content.blocks[block as usize].seconds = Some(soundbite.start as u32);
            }
        }
    }

    fn locations(&mut self, item: &FeedItem) -> Vec<NamedPlace> {
        let named = item.locations.iter();
        let named = named.filter_map(|location| Some((location.name.as_ref()?, location)));
        named
            .map(|(name, location)| NamedPlace {
                name: self.place(name),
                geo: location.geo.as_ref().map(|geo| geo.value.clone()),
                osm: location.osm.as_ref().map(|osm| osm.value.clone()),
            })
            .collect()
    }

    fn references(&mut self, item: &FeedItem) -> Vec<NamedShow> {
        let mut found = Vec::new();
        for remote in &item.remote_items {
            if let Some((show, text)) = RemoteShow::of(remote) {
                found.push(NamedShow {
                    show,
                    span: self.place(text),
                    seconds: remote.start.map(|start| start as u32),
                });
            }
        }
        found
    }

    /// Adds the names that an element gives.
    fn credits(&mut self, person: &Person, found: &mut FoundCredits) {
        let span = self.place(&person.name);
        self.credited(person, span, found);
    }

    /// Adds someone of the channel, whose name stands outside of the item.
    fn regular(
        &mut self,
        source: &Arc<str>,
        person: &Person,
        place: (u32, u32),
        found: &mut FoundCredits,
    ) {
        let name = person.name.value.clone();
        let len = name.len() as u32;
        let own = SourceMap::slice_of(Arc::clone(source), name, place);
        if let Ok(shift) = self.map.take_over(own) {
            self.credited(person, Span::new(0, len).shifted(shift.bytes), found);
        }
    }

    fn credited(&mut self, person: &Person, span: Span, found: &mut FoundCredits) {
        let role = match (&person.role, person.source) {
            (Some(role), PersonSource::Podcast) => role_named(&role.value),
            _ => CreditRole::Other,
        };
        let whole = &person.name.value;
        for name in names(whole, role) {
            let known = found.knows(&name, role);
            let Some(at) = whole.find(&name).filter(|_| !known) else {
                continue;
            };
            let start = span.start + at as u32;
            let page = self.people.get(&name);
            let mut urls: Vec<String> = person.href.iter().map(|href| href.value.clone()).collect();
            for url in page.into_iter().flat_map(|page| &page.urls) {
                if !urls.contains(url) {
                    urls.push(url.clone());
                }
            }
            found.add(Credit {
                role,
                full_name: page.map(|page| page.name.clone()),
                is_slug: is_slug(&name),
                affiliation: None,
                urls,
                span: Span::new(start, start + name.len() as u32),
                name,
            });
        }
    }
}

/// Whom an item names, each once in each part.
#[derive(Default)]
struct FoundCredits {
    list: Vec<Credit>,
    roles: FxHashMap<String, Vec<CreditRole>>,
}

impl FoundCredits {
    /// Whether somebody is named in a part; whoever has none is named in any.
    fn knows(&self, name: &str, role: CreditRole) -> bool {
        let roles = self.roles.get(name);
        roles.is_some_and(|roles| role == CreditRole::Other || roles.contains(&role))
    }

    fn add(&mut self, credit: Credit) {
        let roles = self.roles.entry(credit.name.clone()).or_default();
        roles.push(credit.role);
        self.list.push(credit);
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
