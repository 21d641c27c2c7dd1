//! A feed of the input: outlined once, so that each of its items can be read by itself, on any thread.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::discover::slashed;
use super::feed::{self, Context, Fault, FeedItem, FeedText, Guid, LiveItem, Outline, Person};
use super::front_matter::number_in_title;
use super::index::PartKeys;
use super::input::Input;
use super::language_tag::{language_tag, same_language};
use super::part_names::{address_key, slug_key};
use super::show_facts::ShowFacts;
use super::source_map::{Lines, SourceMap};
use crate::error::{Location, Severity, Warning};

/// So many people of a channel take part in its items. A show has a few; each of thousands in each of thousands of
/// items would make more of a feed than memory holds.
const REGULARS: usize = 64;

/// A feed, and where its items are.
#[derive(Debug)]
pub(crate) struct FeedFile {
    /// What it says of its show.
    pub show: ShowFacts,
    /// The people of the channel, who take part in every episode that names no host; each with line and
    /// column.
    pub regulars: Vec<(Person, (u32, u32))>,
    /// What reading an item needs to know.
    pub context: Context,
    items: Vec<ItemPlace>,
    text: FeedSource,
}

/// Where an item stands.
#[derive(Debug, Clone)]
struct ItemPlace {
    range: Range<u32>,
    line: u32,
    column: u32,
}

/// Where the text of a feed is between its outline and its items.
#[derive(Debug)]
enum FeedSource {
    /// In its file, which begins with so many bytes of a byte order mark.
    File(PathBuf, u64),
    /// In memory: the file has another encoding, or there is none.
    Memory(String),
}

/// What an item says of its episode, and which files it names.
#[derive(Debug)]
pub(crate) struct ItemHead {
    /// Its bytes in the text of the feed.
    pub range: Range<u32>,
    /// What identifies the episode; the show is not in it.
    pub keys: PartKeys,
    /// Transcripts and chapters.
    pub files: Vec<NamedFile>,
}

/// A file that an item names.
#[derive(Debug)]
pub(crate) struct NamedFile {
    /// Its address, as written.
    pub address: String,
    /// The language of a transcript that is in another language than the episode: a BCP 47 tag.
    pub language: Option<String>,
}

impl FeedFile {
    /// Outlines a feed, and reads the heads of its items; what is wrong with either is in the warnings.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, or that holds no feed.
    pub(crate) fn read(input: &Input) -> Result<(Self, Vec<ItemHead>, Vec<Warning>), Warning> {
        let path = slashed(&input.path);
        let skipped = |reason: String| Warning::skipped(Location::file(&*path), reason);
        let bytes = input.read().map_err(skipped)?;
        let mark = if bytes.starts_with(b"\xef\xbb\xbf") {
            3
        } else {
            0
        };
        let size = bytes.len() as u64;
        let decoded = feed::decode(bytes);
        let as_it_is = decoded.encoding == "UTF-8" && decoded.text.len() as u64 + mark == size;
        let map = SourceMap::new(Arc::clone(&input.source), decoded.text);
        let text = map.first_text();
        let mut outline = feed::outline(text).map_err(|fault| skipped(fault.message))?;
        let lines = map.lines();
        let mut warnings = Vec::new();
        if let Some(at) = decoded.replaced {
            warnings.push(Warning::skipped(
                place(&lines, &path, at as u32),
                format!(
                    "bytes that {} has no character for were replaced",
                    decoded.encoding
                ),
            ));
        }
        let announced = join_ended(text, &mut outline);
        warnings.extend(
            announced
                .into_iter()
                .map(|(offset, message)| Warning::note(place(&lines, &path, offset), message)),
        );
        let heads = heads(text, &outline);
        let mut faults = outline.faults;
        let (mut guids, mut items) = (Vec::new(), Vec::with_capacity(heads.len()));
        for (head, guid, mut found) in heads {
            faults.append(&mut found);
            guids.extend(guid);
            items.push(head);
        }
        faults.extend(feed::duplicate_guids(&guids));
        let said = feed::fold(faults).into_iter();
        warnings.extend(said.map(|fault| warning(&lines, &path, fault)));

        let at = |offset| {
            let at = lines.position(offset);
            (at.line, at.column)
        };
        let show = ShowFacts::of(&input.source, &outline.show, at);
        let regulars = outline.show.people.into_iter();
        let regulars = regulars.filter(|person| person.source == feed::PersonSource::Podcast);
        let regulars = regulars.take(REGULARS);
        let places = outline.items.iter().map(|range| {
            let (line, column) = at(range.start);
            ItemPlace {
                range: range.clone(),
                line,
                column,
            }
        });
        let file = Self {
            show,
            regulars: regulars
                .map(|person| {
                    let place = at(person.name.offset());
                    (person, place)
                })
                .collect(),
            context: outline.context,
            items: places.collect(),
            text: match &input.bytes {
                None if as_it_is => FeedSource::File(input.path.clone(), mark),
                _ => FeedSource::Memory(text.to_owned()),
            },
        };
        Ok((file, items, warnings))
    }

    /// The text of an item, and the line and column that it begins at.
    ///
    /// # Errors
    ///
    /// The file cannot be read any more, or is another one by now: in words.
    pub(crate) fn item(&self, range: &Range<u32>) -> Result<(String, (u32, u32)), String> {
        let changed = || "the feed changed while it was read".to_owned();
        let at = self
            .items
            .binary_search_by_key(&range.start, |item| item.range.start);
        let item = &self.items[at.map_err(|_| changed())?];
        let text = match &self.text {
            FeedSource::Memory(text) => text[range.start as usize..range.end as usize].to_owned(),
            FeedSource::File(path, mark) => {
                let bytes = slice(path, mark + u64::from(range.start), range.len())
                    .map_err(|error| format!("cannot read: {error}"))?;
                String::from_utf8(bytes).map_err(|_| changed())?
            }
        };
        Ok((text, (item.line, item.column)))
    }
}

fn slice(path: &Path, start: u64, len: usize) -> std::io::Result<Vec<u8>> {
    let mut bytes = vec![0; len];
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Puts live items that are over among the items, unless an item has their guid: they are announced as
/// the episodes that they became. What becomes of the others is said, each with its place.
fn join_ended(text: &str, outline: &mut Outline) -> Vec<(u32, String)> {
    let live_items = std::mem::take(&mut outline.live_items);
    if live_items.is_empty() {
        return Vec::new();
    }
    let read = |range: &Range<u32>| feed::read_item(text, range.clone(), &outline.context);
    let guid = |item: &FeedItem| Some(item.guid.as_ref()?.value.value.clone());
    let mut guids = FxHashSet::default();
    if live_items.iter().any(LiveItem::is_ended) {
        guids.extend(outline.items.iter().filter_map(|range| guid(&read(range))));
    }
    let mut left_out = Vec::new();
    let mut ended = Vec::new();
    for live in live_items {
        let item = read(&live.range);
        let title = item.title.as_ref().map_or("", |title| &title.value);
        let known = guid(&item).filter(|guid| guids.contains(guid));
        let reason = match (live.is_ended(), known) {
            (true, None) => {
                guids.extend(guid(&item));
                ended.push(live.range);
                continue;
            }
            (true, Some(guid)) => format!("is the item with the guid \"{guid}\""),
            (false, _) => {
                let status = live.status.as_deref().unwrap_or("none");
                format!("is no episode before it has ended (status: {status})")
            }
        };
        left_out.push((
            live.range.start,
            format!("the live item \"{title}\" {reason}: it was left out"),
        ));
    }
    outline.items.extend(ended);
    outline.items.sort_by_key(|range| range.start);
    left_out
}

/// Reads the items for what identifies their episodes. Of each no more than that is kept.
fn heads(text: &str, outline: &Outline) -> Vec<(ItemHead, Option<Guid>, Vec<Fault>)> {
    let ranges = outline.items.par_iter();
    let head = |range: &Range<u32>| {
        let mut item = feed::read_item(text, range.clone(), &outline.context);
        let faults = std::mem::take(&mut item.faults);
        (
            head(&item, range.clone(), &outline.context),
            item.guid,
            faults,
        )
    };
    ranges.map(head).collect()
}

fn head(item: &FeedItem, range: Range<u32>, context: &Context) -> ItemHead {
    let value = |text: &Option<FeedText>| text.as_ref().map(|text| text.value.clone());
    let title = value(&item.title).or_else(|| value(&item.itunes_title));
    let page = page(item);
    let number = item.number.as_ref().map(|number| number.value);
    let own = item.language.as_ref().or(context.language.as_ref());
    let own = own.and_then(|language| language_tag(&language.value));
    let transcripts = item.transcripts.iter().map(|file| NamedFile {
        address: file.url.value.clone(),
        language: file
            .language
            .as_ref()
            .and_then(|language| language_tag(&language.value))
            .filter(|tag| own.as_deref().is_none_or(|own| !same_language(own, tag))),
    });
    let chapters = item.chapters_file.iter().map(|file| NamedFile {
        address: file.url.value.clone(),
        language: None,
    });
    let keys = PartKeys {
        show: None,
        guid: item.guid.as_ref().map(|guid| guid.value.value.clone()),
        page: page.and_then(address_key),
        enclosure: item
            .enclosures
            .iter()
            .find_map(|file| address_key(&file.url.value)),
        season: item.season.as_ref().map(|season| i64::from(season.value)),
        number: number
            .and_then(whole)
            .or_else(|| title.as_deref().and_then(number_in_title)),
        date: item.date().map(|date| date.value.clone()),
        slug: page.and_then(slug_key),
        title,
        files: Vec::new(),
    };
    ItemHead {
        range,
        keys,
        files: transcripts.chain(chapters).collect(),
    }
}

/// The address of an item's page: its link, else its guid where that is one.
pub(crate) fn page(item: &FeedItem) -> Option<&str> {
    let guid = item.guid.as_ref().filter(|guid| guid.is_permalink);
    let guid = guid.map(|guid| guid.value.value.as_str());
    let link = item.link.as_ref().map(|link| link.value.as_str());
    link.or(guid.filter(|guid| guid.contains("://")))
}

/// A number that is whole: an episode between two others has none that sites count by.
pub(crate) fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() < 1e9).then_some(number as i64)
}

fn place(lines: &Lines<'_>, path: &str, offset: u32) -> Location {
    let at = lines.position(offset);
    Location::at(path, at.line, at.column)
}

fn warning(lines: &Lines<'_>, path: &str, fault: Fault) -> Warning {
    Warning {
        location: place(lines, path, fault.offset),
        severity: if fault.lossy {
            Severity::Skipped
        } else {
            Severity::Note
        },
        message: fault.message,
    }
}
