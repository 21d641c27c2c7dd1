//! What a feed says of its show, and of other shows.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::feed::{FeedShow, FeedText, NoteForm, Person, PersonSource, RemoteItem, RemotePlace};
use super::language_tag::language_tag;
use crate::text::distinct::DistinctList;
use crate::untrusted::is_followed;

/// What a feed says of its show.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ShowFacts {
    /// Path of the feed below the input root.
    pub source: Arc<str>,
    /// The name under which the episodes of the feed stand, unless other files name another.
    pub name: String,
    /// The title that the feed has.
    pub title: Option<String>,
    /// `podcast:guid`: a UUID.
    pub guid: Option<String>,
    /// The address of its page.
    pub url: Option<String>,
    /// The address of the feed.
    pub feed: Option<String>,
    /// Who makes it, as the feed writes it; never a mail address.
    pub author: Option<String>,
    /// A BCP 47 tag.
    pub language: Option<String>,
    /// A short text about it.
    pub description: Option<String>,
    /// Its categories, in the order of the feed.
    pub categories: Vec<String>,
    /// The names of its places.
    pub locations: Vec<String>,
    /// The shows that it names.
    pub references: Vec<ShowReference>,
}

/// A show elsewhere, or an episode of one: what `podcast:remoteItem` tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RemoteShow {
    /// What it is named for.
    pub place: RemotePlace,
    /// The `podcast:guid` of its feed, in lower case.
    pub guid: Option<String>,
    /// The address of its feed.
    pub feed: Option<String>,
    /// Its title, unless an item is meant: then it is that of the item.
    pub title: Option<String>,
    /// The guid of an item of it, where one is meant.
    pub item: Option<String>,
}

/// A show that the feed of another one names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ShowReference {
    /// Which one.
    pub show: RemoteShow,
    /// Line of the feed, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What stands there.
    pub quote: String,
}

impl ShowFacts {
    /// What the channel of a feed says; `place` gives line and column of an offset.
    pub(crate) fn of(
        source: &Arc<str>,
        show: &FeedShow,
        place: impl Fn(u32) -> (u32, u32),
    ) -> Self {
        let value = |text: &Option<FeedText>| text.as_ref().map(|text| text.value.clone());
        let address = |text| value(text).filter(|url| url.starts_with("http"));
        let texts = |texts: &[FeedText]| {
            let mut kept = DistinctList::default();
            for text in texts {
                kept.push(text.value.clone());
            }
            kept.into_vec()
        };
        let references = show.remote_items.iter().filter_map(|item| {
            let (show, at) = RemoteShow::of(item)?;
            let (line, column) = place(at.offset());
            let quote = at.value.clone();
            Some(ShowReference {
                show,
                line,
                column,
                quote,
            })
        });
        Self {
            source: Arc::clone(source),
            name: String::new(),
            title: value(&show.title),
            guid: value(&show.guid).map(|guid| guid.to_ascii_lowercase()),
            url: address(&show.link),
            feed: address(&show.self_link),
            author: author(&show.people).or_else(|| value(&show.owner)),
            language: show
                .language
                .as_ref()
                .and_then(|tag| language_tag(&tag.value)),
            description: description(show),
            categories: texts(&show.categories),
            locations: show
                .locations
                .iter()
                .filter_map(|location| value(&location.name))
                .collect(),
            references: references.collect(),
        }
    }
}

impl RemoteShow {
    /// What an element says, and the text of it that names what is meant best. None where it names no
    /// feed.
    pub(crate) fn of(item: &RemoteItem) -> Option<(Self, &FeedText)> {
        let best = item.title.as_ref().filter(|title| !title.value.is_empty());
        let feed = item.feed_url.as_ref();
        let feed = feed.filter(|feed| is_followed(feed.value.trim()));
        let best = best.or(feed).or(item.feed_guid.as_ref())?;
        let value = |text: &Option<FeedText>| text.as_ref().map(|text| text.value.clone());
        let show = Self {
            place: item.place,
            guid: value(&item.feed_guid).map(|guid| guid.to_ascii_lowercase()),
            feed: feed.map(|feed| feed.value.clone()),
            title: value(&item.title).filter(|title| !title.is_empty()),
            item: value(&item.item_guid),
        };
        (show.guid.is_some() || show.feed.is_some()).then_some((show, best))
    }

    /// The title of the show itself.
    pub fn own_title(&self) -> Option<&str> {
        self.title.as_deref().filter(|_| self.item.is_none())
    }

    /// What tells it from other shows: its guid, else the address of its feed.
    pub fn key(&self) -> &str {
        let key = self.guid.as_deref().or(self.feed.as_deref());
        key.unwrap_or_default()
    }
}

/// Who makes a show: Apple's author, else that of another vocabulary.
fn author(people: &[Person]) -> Option<String> {
    let by = |source| people.iter().find(move |person| person.source == source);
    let author = [
        PersonSource::ItunesAuthor,
        PersonSource::AtomAuthor,
        PersonSource::RssAuthor,
        PersonSource::DublinCore,
    ]
    .into_iter()
    .find_map(by);
    author.map(|person| person.name.value.clone())
}

/// The words of the text about a show.
fn description(show: &FeedShow) -> Option<String> {
    let notes = show.notes();
    let plain = notes
        .others
        .iter()
        .find(|note| note.form == NoteForm::Plain);
    let text = plain.copied().or(notes.body)?.words();
    (!text.is_empty()).then_some(text)
}
