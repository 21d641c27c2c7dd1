//! From the front matter's values to what it says of the episode, and to blocks that can be read.

use std::ops::Range;

use super::credits::{self, NamedCredit, NamedCredits};
use super::dates;
use super::durations;
use super::fields::{Field, Fields};
use super::held_back::is_held_back;
use super::numbers::{number, number_in_title};
use super::value::{FieldNode, FieldValue};
use crate::knowledge::name_lists;
use crate::source::content::Content;
use crate::source::document::{BlockKind, Credit, CreditRole, FrontMatter};
use crate::source::fault::Fault;
use crate::source::language_tag::language_tag;
use crate::source::markdown::{self, TextRegion};
use crate::source::part_names::names_file;
use crate::source::people_pages::People;
use crate::source::span::Span;
use crate::text::references::{decode_letters, decode_references};
use crate::text::timestamp::clock;
use crate::vocabulary::DocumentPart;

/// Texts that stand in the file in encoded form only, to be appended to its buffer.
#[derive(Debug)]
pub(crate) struct Additions {
    next: u32,
    /// Each text with the offset in the file that it came from.
    pub texts: Vec<(String, u32)>,
}

impl Additions {
    fn new(file_len: usize) -> Self {
        Self {
            next: file_len as u32,
            texts: Vec::new(),
        }
    }

    /// The span that the text will have.
    fn add(&mut self, text: &str, origin: usize) -> Span {
        // `SourceMap::append` puts a line break before each text.
        let start = self.next + 1;
        self.next = start + text.len() as u32;
        self.texts.push((text.to_owned(), origin as u32));
        Span::new(start, self.next)
    }
}

/// What a front matter says, besides what it adds to the readable content.
#[derive(Debug)]
pub(crate) struct Front {
    pub matter: FrontMatter,
    pub additions: Additions,
    /// `type` or `layout`.
    pub kind: Option<String>,
    pub draft: bool,
    /// Whether a recording is given.
    pub audio: bool,
    /// Values that are not understood.
    pub faults: Vec<Fault>,
}

/// Whether a front matter gives a recording, a number or a duration.
pub(crate) fn has_episode_signs(root: &FieldNode<'_>, fields: &Fields) -> bool {
    let found = fields.find(root);
    let texts = |field| {
        let nodes = found.iter().filter(move |(known, _)| *known == field);
        nodes
            .flat_map(|(_, node)| node.items())
            .filter_map(FieldNode::text)
    };
    found.iter().any(|(field, _)| *field == Field::Audio)
        || texts(Field::Number).any(|text| number(text).is_some())
        || texts(Field::Duration).any(|text| durations::duration(text).is_some())
}

/// Reads the fields of a front matter; without one, gives empty fields. `spaced_labels` says that a
/// text of categories or tags is separated by spaces.
pub(crate) fn read(
    file: &str,
    root: Option<&FieldNode<'_>>,
    fields: &Fields,
    people: &People,
    spaced_labels: bool,
    content: &mut Content,
) -> Front {
    let found = root.map(|root| fields.find(root)).unwrap_or_default();
    let mut reader = FieldReader {
        file,
        found: &found,
        content,
        additions: Additions::new(file.len()),
        spaced_labels,
    };
    let matter = FrontMatter {
        title: reader.title(),
        show: reader.show(),
        number: reader
            .first(Field::Number, number)
            .or_else(|| reader.first(Field::Title, number_in_title)),
        season: reader.first(Field::Season, number),
        season_name: None,
        date: reader.first(Field::Date, dates::date),
        duration: reader.first(Field::Duration, durations::duration),
        language: reader.first(Field::Language, language_tag),
        guid: reader.first(Field::Guid, |text| Some(text.to_owned())),
        locations: Vec::new(),
        references: Vec::new(),
        description: reader.description(),
        slug: reader.first(Field::Slug, |text| Some(text.to_owned())),
        url: reader.first(Field::Url, |text| {
            (text.contains("://") || text.starts_with('/')).then(|| text.to_owned())
        }),
        credits: reader.credits(people),
    };
    reader.labels(Field::Categories, BlockKind::Category);
    reader.labels(Field::Tags, BlockKind::Tag);
    reader.chapters();
    reader.links();
    reader.notes();
    let mut faults = Vec::new();
    if matter.date.is_none() {
        reader.unread(Field::Date, "date", "2024-03-10", &mut faults);
    }
    if matter.number.is_none() {
        reader.unread(Field::Number, "number", "12", &mut faults);
    }
    if matter.duration.is_none() {
        reader.unread(Field::Duration, "duration", "1:02:03", &mut faults);
    }
    Front {
        kind: reader.first(Field::Kind, |text| Some(text.to_lowercase())),
        draft: is_held_back(root, &found),
        faults,
        audio: reader.nodes(Field::Audio).next().is_some(),
        matter,
        additions: reader.additions,
    }
}

struct FieldReader<'r, 'n, 'a> {
    file: &'a str,
    found: &'r [(Field, &'n FieldNode<'a>)],
    content: &'r mut Content,
    additions: Additions,
    /// Whether labels in one text stand between spaces, as in posts of Jekyll.
    spaced_labels: bool,
}

impl<'r, 'n, 'a> FieldReader<'r, 'n, 'a> {
    fn nodes(&self, field: Field) -> impl Iterator<Item = &'n FieldNode<'a>> + use<'r, 'n, 'a> {
        self.found
            .iter()
            .filter(move |(known, _)| *known == field)
            .map(|(_, node)| *node)
    }

    /// The first scalar of a field that reads as what it should be.
    fn first<T>(&self, field: Field, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        self.nodes(field)
            .flat_map(|node| node.items().iter().take(1))
            .filter_map(FieldNode::text)
            .find_map(read)
    }

    /// Says of a field that has a value, and yet none that reads as it should.
    fn unread(&self, field: Field, name: &str, example: &str, faults: &mut Vec<Fault>) {
        let mut nodes = self.nodes(field).flat_map(FieldNode::items);
        let Some((node, text)) = nodes.find_map(|node| Some((node, node.text()?))) else {
            return;
        };
        if matches!(text, "true" | "false") {
            return;
        }
        let text: String = text.chars().take(40).collect();
        faults.push(Fault {
            offset: node.span.start,
            message: format!(
                "the {name} \"{text}\" is not understood, write it like \"{example}\""
            ),
            lossy: false,
        });
    }

    /// Where a text stands: in the file if it does so verbatim within `range`, else appended.
    fn place(&mut self, text: &str, range: Range<usize>) -> Span {
        match self.file.get(range.clone()).and_then(|raw| raw.find(text)) {
            Some(at) => {
                let start = range.start + at;
                Span::new(start as u32, (start + text.len()) as u32)
            }
            None => {
                let raw = self.file.get(range.clone()).unwrap_or_default();
                let lead = raw
                    .find(|c: char| {
                        !(c.is_whitespace() || matches!(c, '"' | '\'' | '|' | '>' | '-'))
                    })
                    .unwrap_or(0);
                self.additions.add(text, range.start + lead)
            }
        }
    }

    fn title(&mut self) -> Option<String> {
        let node = self
            .nodes(Field::Title)
            .find(|node| node.text().is_some())?;
        let title = decode_references(node.text()?).into_owned();
        let span = self.place(&title, node.span.clone());
        self.content
            .plain(BlockKind::Title, DocumentPart::FrontMatter, span);
        Some(fold_space(&title))
    }

    fn show(&self) -> Option<String> {
        self.first(Field::Show, |text| {
            let text = &*decode_references(text);
            let name = !text.contains("://")
                && text.chars().any(char::is_alphabetic)
                && !matches!(text, "true" | "false")
                && !text.ends_with(".mp3");
            name.then(|| {
                if credits::is_slug(text) && text.contains(['-', '_']) {
                    crate::source::file_name::readable(text)
                } else {
                    fold_space(text)
                }
            })
        })
    }

    fn description(&mut self) -> Option<String> {
        let mut first: Option<String> = None;
        let nodes: Vec<_> = self.nodes(Field::Description).collect();
        for node in nodes {
            let Some(text) = node.text() else { continue };
            if first.as_ref().is_some_and(|first| first == text) {
                continue;
            }
            self.markdown(text, node.span.clone(), TextRegion::Description);
            first.get_or_insert_with(|| text.to_owned());
        }
        first.map(|text| fold_space(&decode_references(&text)))
    }

    /// Reads a text of the front matter as Markdown.
    fn markdown(&mut self, text: &str, range: Range<usize>, region: TextRegion) {
        let decoded = decode_letters(text);
        let text = decoded.as_ref().map_or(text, |(decoded, _)| decoded);
        let span = self.place(text, range);
        markdown::read(self.content, text, span.start, region);
    }

    fn credits(&mut self, people: &People) -> Vec<Credit> {
        let roles = [
            (Field::Hosts, CreditRole::Host),
            (Field::Guests, CreditRole::Guest),
            (Field::People, CreditRole::Other),
            (Field::Sponsors, CreditRole::Sponsor),
        ];
        let mut named = NamedCredits::default();
        for (field, role) in roles {
            for node in self.nodes(field) {
                credits::read(node, role, &mut named);
            }
        }
        // One author and nobody else: somebody who makes the show alone.
        let mut credited = named.list.iter();
        let alone = credited.all(|one| one.role == CreditRole::Sponsor);
        let others = named.list.len();
        for node in self.nodes(Field::Authors) {
            credits::read(node, CreditRole::Other, &mut named);
        }
        let mut named = named.list;
        if let [author] = &mut named[others..]
            && alone
        {
            author.role = CreditRole::Host;
        }
        named
            .into_iter()
            .map(|named| self.credit(named, people))
            .collect()
    }

    fn credit(&mut self, named: NamedCredit, people: &People) -> Credit {
        let span = self.place(&named.name, named.within.clone());
        let is_slug = credits::is_slug(&named.name);
        let page = match named.role {
            CreditRole::Sponsor => None,
            _ => people.get(&named.name),
        };
        let mut urls = named.urls;
        for url in page.into_iter().flat_map(|page| &page.urls) {
            if !urls.contains(url) {
                urls.push(url.clone());
            }
        }
        Credit {
            role: named.role,
            full_name: page
                .map(|page| page.name.clone())
                .or_else(|| in_title_case(&named.name))
                .or_else(|| {
                    spelled_slug(&named.name).filter(|_| named.role != CreditRole::Sponsor)
                }),
            is_slug,
            urls,
            affiliation: named.affiliation,
            span,
            name: named.name,
        }
    }

    /// Categories or tags: lists, or texts with commas.
    fn labels(&mut self, field: Field, kind: BlockKind) {
        let nodes: Vec<_> = self.nodes(field).collect();
        for (spaced, item) in nodes.iter().flat_map(|node| {
            let text = matches!(node.value, FieldValue::Scalar(_));
            node.items().iter().map(move |item| (text, item))
        }) {
            let spaced = spaced && self.spaced_labels;
            let text = match &item.value {
                FieldValue::Scalar(text) => text,
                FieldValue::Map(_) => match item.get(&["name", "title", "label"]).map(|n| &n.value)
                {
                    Some(FieldValue::Scalar(text)) => text,
                    _ => continue,
                },
                _ => continue,
            };
            let text = decode_references(text);
            // Jekyll separates categories and tags of a text by spaces.
            let spaced = spaced && !text.contains([',', ';']);
            let signs: &[char] = if spaced { &[' '] } else { &[',', ';'] };
            for label in text.split(signs).map(str::trim) {
                if label.is_empty() || matches!(label, "true" | "false") {
                    continue;
                }
                let span = self.place(label, item.span.clone());
                self.content.plain(kind, DocumentPart::FrontMatter, span);
            }
        }
    }

    fn chapters(&mut self) {
        let nodes: Vec<_> = self.nodes(Field::Chapters).collect();
        for node in nodes {
            if let Some(text) = node.text().filter(|text| text.contains('\n')) {
                self.markdown(text, node.span.clone(), TextRegion::FrontNotes);
                continue;
            }
            for item in node.items() {
                self.chapter(item);
            }
        }
    }

    fn chapter(&mut self, item: &FieldNode<'_>) {
        const TITLE: [&str; 5] = ["title", "name", "label", "text", "topic"];
        const START: [&str; 5] = ["starttime", "start", "time", "timestamp", "at"];
        match &item.value {
            FieldValue::Scalar(text) => {
                let trimmed = text.trim();
                if names_file(trimmed) {
                    return;
                }
                let time = clock(trimmed.as_bytes());
                let title =
                    trimmed[time.map_or(0, |(_, len)| len)..].trim_start_matches(|c: char| {
                        c.is_whitespace() || matches!(c, '-' | '–' | ':')
                    });
                if !title.is_empty() {
                    self.push_chapter(title, item.span.clone(), time.map(|(seconds, _)| seconds));
                }
            }
            FieldValue::Map(entries) => {
                let start = item.get(&START).and_then(FieldNode::text).and_then(|text| {
                    clock(text.as_bytes())
                        .map(|(seconds, _)| seconds)
                        .or_else(|| text.parse::<f64>().ok().map(|seconds| seconds as u32))
                });
                let Some(title) = item.get(&TITLE) else {
                    // `"00:12": Title`
                    for (key, value) in entries {
                        let time = clock(key.as_bytes()).map(|(seconds, _)| seconds);
                        if let (Some(_), Some(title)) = (time, value.text()) {
                            self.push_chapter(title, value.span.clone(), time);
                        }
                    }
                    return;
                };
                let Some(text) = title.text() else { return };
                self.push_chapter(text, title.span.clone(), start);
                let url = item.get(&["url", "href", "link"]).and_then(FieldNode::text);
                if let Some(url) = url.filter(|url| url.contains("://")) {
                    self.content.link_last(url.to_owned(), false);
                }
            }
            FieldValue::Null | FieldValue::List(_) => {}
        }
    }

    fn push_chapter(&mut self, title: &str, range: Range<usize>, seconds: Option<u32>) {
        let span = self.place(&decode_references(title), range);
        let index = self
            .content
            .plain(BlockKind::Chapter, DocumentPart::FrontMatter, span);
        self.content.blocks[index as usize].seconds = seconds;
    }

    /// Links: addresses, objects with title and url, or titles with addresses.
    fn links(&mut self) {
        let nodes: Vec<_> = self.nodes(Field::Links).collect();
        for item in nodes.iter().flat_map(|node| node.items()) {
            match &item.value {
                FieldValue::Scalar(text)
                    if text.trim_start().starts_with("http") && !text.trim().contains(' ') =>
                {
                    self.link(text.trim(), item.span.clone(), text.trim(), true);
                }
                FieldValue::Scalar(text) => {
                    let text = text.trim().to_owned();
                    self.markdown(&text, item.span.clone(), TextRegion::FrontNotes);
                }
                FieldValue::Map(entries) => {
                    let title = item.get(&["title", "name", "text", "label", "description"]);
                    let url = item
                        .get(&["url", "href", "link", "address"])
                        .and_then(FieldNode::text);
                    match (title.and_then(FieldNode::text), url) {
                        (Some(text), Some(url)) => {
                            let range = title.map_or(item.span.clone(), |node| node.span.clone());
                            self.link(text, range, url, text.contains("://"));
                        }
                        (None, Some(url)) => self.link(url, item.span.clone(), url, true),
                        _ => {
                            for (key, value) in entries {
                                if let Some(url) = value.text().filter(|url| url.contains("://")) {
                                    self.link(key.trim(), item.span.clone(), url, false);
                                }
                            }
                        }
                    }
                }
                FieldValue::Null | FieldValue::List(_) => {}
            }
        }
    }

    fn link(&mut self, text: &str, range: Range<usize>, href: &str, address: bool) {
        if text.is_empty() {
            return;
        }
        let span = self.place(text, range);
        self.content
            .plain(BlockKind::Item, DocumentPart::FrontMatter, span);
        self.content.link_last(href.to_owned(), address);
    }

    /// Notes that stand in the front matter, as text or lists of texts.
    fn notes(&mut self) {
        let nodes: Vec<_> = self.nodes(Field::Notes).collect();
        for node in nodes {
            match &node.value {
                FieldValue::Scalar(text) => {
                    self.markdown(text, node.span.clone(), TextRegion::FrontNotes)
                }
                FieldValue::List(items) => self.note_items(items, 0),
                FieldValue::Null | FieldValue::Map(_) => {}
            }
        }
    }

    fn note_items(&mut self, items: &[FieldNode<'_>], depth: u32) {
        for item in items {
            match &item.value {
                FieldValue::Scalar(text) => {
                    let first = self.content.blocks.len();
                    self.markdown(text, item.span.clone(), TextRegion::FrontNotes);
                    for block in &mut self.content.blocks[first..] {
                        if block.kind == BlockKind::Paragraph {
                            block.kind = BlockKind::Item;
                        }
                    }
                }
                FieldValue::List(items) if depth < 3 => self.note_items(items, depth + 1),
                FieldValue::Map(entries) if depth < 3 => {
                    for (_, value) in entries {
                        self.note_items(std::slice::from_ref(value), depth + 1);
                    }
                }
                _ => {}
            }
        }
    }
}

/// The name that a slug without a page is made of, where it begins with a known given name:
/// "otto-lind" is Otto Lind.
fn spelled_slug(slug: &str) -> Option<String> {
    let words: Vec<&str> = slug.split('-').collect();
    let plain = |word: &&str| word.len() > 1 && word.chars().all(char::is_lowercase);
    let name =
        (2..=3).contains(&words.len()) && words.iter().all(plain) && name_lists::is_given(words[0]);
    let capital = |word: &&str| {
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect::<String>()
    };
    name.then(|| words.iter().map(capital).collect::<Vec<_>>().join(" "))
}

/// A full name of capitals alone as names are written: "JANA WEBER" is Jana Weber, "DJ WEBER" DJ Weber.
fn in_title_case(name: &str) -> Option<String> {
    let capitals = name.contains(' ')
        && name.chars().any(char::is_uppercase)
        && !name.chars().any(char::is_lowercase);
    let vowel = |c: char| "AEIOUY".contains(c) || !c.is_ascii();
    let word = |word: &str| {
        let mut cased = String::with_capacity(word.len());
        let acronym = word.chars().count() < 3 && !word.chars().any(vowel);
        let mut inside = false;
        for c in word.chars() {
            if inside && !acronym {
                cased.extend(c.to_lowercase());
            } else {
                cased.push(c);
            }
            inside = c.is_alphabetic();
        }
        cased
    };
    let words: Vec<String> = name.split_whitespace().map(word).collect();
    let cased = words.join(" ");
    (capitals && cased != name).then_some(cased)
}

fn fold_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
