//! One item, read: each of its elements by the vocabulary that it belongs to.

use std::collections::BTreeSet;
use std::ops::Range;

use super::draft::Draft;
use super::element::Element;
use super::fault::{Fault, FaultKind, Faults};
use super::item::{FeedItem, Guid};
use super::namespaces::Vocabulary;
use super::reading::{Context, Reading};
use super::token::{Token, Tokens};
use super::{atom, chapters, itunes, media, modules, podcast, rss};

/// Reads one item of a feed.
///
/// `text` is the whole feed and `range` one of [`Outline::items`](super::Outline::items) or
/// [`Outline::live_items`](super::Outline::live_items). A pure function: items can be read in any order,
/// on any number of threads.
///
/// # Panics
///
/// When the range does not lie in the text, or not between characters.
#[must_use]
pub fn read_item(text: &str, range: Range<u32>, context: &Context) -> FeedItem {
    let (start, end) = (range.start as usize, range.end as usize);
    let mut tokens = Tokens::new(text, start, end);
    let mut faults = Faults::default();
    let mut names = context.namespaces.clone();
    let element = loop {
        match tokens.next("", &mut faults) {
            Token::Start(tag) => {
                break Element::read(&mut tokens, tag, &mut names, &mut faults, |_| false);
            }
            Token::Empty(tag) => break Element::empty(tag, &mut names, end, &mut faults),
            Token::Eof => {
                return FeedItem::default();
            }
            _ => {}
        }
    };
    let mut reading = Reading::new(text, context, faults);
    let mut item = self::item(&element, &mut reading);
    item.faults = reading.into_faults();
    item
}

/// Which items have the guid of an item before them. They are kept: hosts repeat guids by mistake.
///
/// `guids` are in the order of the feed; the fault's offset is that of the later guid.
#[must_use]
pub fn duplicate_guids<'a>(guids: impl IntoIterator<Item = &'a Guid>) -> Vec<Fault> {
    let mut seen = BTreeSet::new();
    let mut faults = Vec::new();
    for guid in guids {
        if !seen.insert(guid.value.value.as_str()) {
            faults.push(Fault {
                offset: guid.value.offset(),
                kind: FaultKind::DuplicateGuid,
                message: format!(
                    "guid \"{}\" is that of an item before, expected one of its own: both items were kept",
                    guid.value.value
                ),
                lossy: false,
            });
        }
    }
    faults
}

/// Reads an item's element.
fn item(element: &Element<'_>, reading: &mut Reading<'_>) -> FeedItem {
    let mut draft = Draft::default();
    draft.item.offset = element.tag.offset as u32;
    for child in &element.children {
        match child.vocabulary {
            Vocabulary::Rss => rss::item(&mut draft, child, reading),
            Vocabulary::Itunes | Vocabulary::GooglePlay => itunes::item(&mut draft, child, reading),
            Vocabulary::Content => modules::content(&mut draft, child, reading),
            Vocabulary::DublinCore => modules::dublin_core(&mut draft, child, reading),
            Vocabulary::CreativeCommons => modules::creative_commons(&mut draft, child, reading),
            Vocabulary::Atom => atom::entry(&mut draft, child, reading),
            Vocabulary::Podcast => podcast::item(&mut draft, child, reading),
            Vocabulary::Media => media::item(&mut draft, child, reading),
            Vocabulary::Chapters => chapters::item(&mut draft.item, child, reading),
            Vocabulary::Xhtml => modules::xhtml_body(&mut draft, child, reading),
            Vocabulary::Rdf | Vocabulary::Xml | Vocabulary::Plain | Vocabulary::Other => {}
        }
    }
    if let Some(about) = reading.attribute(element, "rdf:about") {
        let guid = Guid {
            value: about,
            is_permalink: true,
        };
        draft.guid.offer(2, guid);
    }
    if let Some(language) = reading.language(element) {
        draft.language.offer(1, language);
    }
    let mut item = draft.finished();
    let language = item.language.as_ref().or(reading.context.language.as_ref());
    for transcript in &mut item.transcripts {
        if transcript.language.is_none() {
            transcript.language = language.cloned();
        }
    }
    say_what_is_missing(&item, reading);
    item
}

fn say_what_is_missing(item: &FeedItem, reading: &mut Reading<'_>) {
    let here = item.offset as usize;
    if item.title.is_none() && item.itunes_title.is_none() {
        reading.faults.mended(FaultKind::NoTitle, here, || {
            "an item has no title, expected <title>: it was read without one".to_owned()
        });
    }
    if item.guid.is_none() {
        reading.faults.mended(FaultKind::NoGuid, here, || {
            let known = match item.identity() {
                Some(other) => format!("it is known by \"{}\"", other.value),
                None => "it is known by its place alone".to_owned(),
            };
            format!("an item has no guid, expected <guid>: {known}")
        });
    }
}
