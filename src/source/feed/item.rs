//! One episode as a feed gives it.

use serde::{Deserialize, Serialize};

use super::fault::Fault;
use super::notes::{Note, NoteField, Notes};
use super::text::{At, FeedText};

/// An item of RSS or an entry of Atom. Each value knows where it stands.
///
/// Texts to show (titles, names) are plain; addresses are as written, save for their references;
/// notes are as their [`Note::form`] says.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct FeedItem {
    /// Where the item begins in the feed.
    pub offset: u32,
    /// The title.
    pub title: Option<FeedText>,
    /// `itunes:title`: the title without number and show.
    pub itunes_title: Option<FeedText>,
    /// `guid`, Atom's `id`.
    pub guid: Option<Guid>,
    /// The episode's page.
    pub link: Option<FeedText>,
    /// `podcast:episode`, else `itunes:episode`.
    pub number: Option<EpisodeNumber>,
    /// `podcast:season`, else `itunes:season`.
    pub season: Option<Season>,
    /// `itunes:episodeType`: full, trailer or bonus.
    pub episode_type: Option<FeedText>,
    /// When it appeared, as ISO 8601 with the offset it is given with: `pubDate`, Atom's `published`,
    /// `dc:date`. A date without a time is a day; a time without a zone has none.
    pub published: Option<At<String>>,
    /// When it was changed last: Atom's `updated`.
    pub updated: Option<At<String>>,
    /// Seconds.
    pub duration: Option<At<f64>>,
    /// A BCP 47 tag, where the item gives one of its own.
    pub language: Option<FeedText>,
    /// Whether it says that it is for adults.
    pub explicit: Option<At<bool>>,
    /// All that is written about it, in the order of the feed.
    pub texts: Vec<Note>,
    /// Who takes part, in the order of the feed.
    pub people: Vec<Person>,
    /// Audio and video.
    pub enclosures: Vec<Enclosure>,
    /// `podcast:transcript`.
    pub transcripts: Vec<Transcript>,
    /// `podcast:chapters`: a file of chapters.
    pub chapters_file: Option<ChaptersFile>,
    /// `psc:chapters`: chapters in the feed itself.
    pub chapters: Vec<Chapter>,
    /// `podcast:soundbite`.
    pub soundbites: Vec<Soundbite>,
    /// `podcast:location`.
    pub locations: Vec<Location>,
    /// `podcast:remoteItem`: episodes and shows elsewhere.
    pub remote_items: Vec<RemoteItem>,
    /// Categories, in the order of the feed.
    pub categories: Vec<FeedText>,
    /// `itunes:keywords`, parted at their commas.
    pub keywords: Vec<FeedText>,
    /// The licence's name or address.
    pub license: Option<FeedText>,
    /// The address of its picture.
    pub image: Option<FeedText>,
    /// Other addresses: comments, funding, discussions.
    pub links: Vec<Link>,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

/// What an item is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Guid {
    /// The identifier, as written.
    pub value: FeedText,
    /// Whether it is said to be the address of the episode's page. RSS takes it for one unless it is
    /// said not to be; of Atom's `id` it is never said.
    pub is_permalink: bool,
}

/// An episode's number.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct EpisodeNumber {
    /// The number; episodes between two others have fractions.
    pub value: f64,
    /// How it is to be shown, where that differs: `Ch.3`.
    pub display: Option<FeedText>,
    /// Where it stands.
    pub offset: u32,
}

/// An episode's season.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Season {
    /// Its number.
    pub value: u32,
    /// Its name.
    pub name: Option<FeedText>,
    /// Where the number stands.
    pub offset: u32,
}

/// Which element names a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PersonSource {
    /// `podcast:person`.
    Podcast,
    /// `itunes:author`, `googleplay:author`.
    ItunesAuthor,
    /// `author`, `managingEditor`.
    RssAuthor,
    /// `dc:creator`.
    DublinCore,
    /// Atom's `author`.
    AtomAuthor,
    /// Atom's `contributor`, `dc:contributor`.
    Contributor,
    /// `media:credit`.
    Media,
}

/// Someone, or some organization, that takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Person {
    /// The name as it is to be shown; never a mail address. May hold several names.
    pub name: FeedText,
    /// What they do, in lower case; `host` where `podcast:person` does not say. Others have none.
    pub role: Option<Credited>,
    /// The group that the role belongs to, in lower case; `cast` where `podcast:person` does not say.
    pub group: Option<Credited>,
    /// The address of a page about them: an identity.
    pub href: Option<FeedText>,
    /// The address of a picture.
    pub image: Option<FeedText>,
    /// Which element says so.
    pub source: PersonSource,
}

/// A role or a group.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Credited {
    /// Its name in lower case.
    pub value: String,
    /// Where it stands, unless it is the default.
    pub offset: Option<u32>,
}

/// What kind of a file an enclosure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EnclosureKind {
    /// `enclosure`, Atom's `link rel="enclosure"`.
    Enclosure,
    /// `media:content`.
    Media,
    /// `podcast:alternateEnclosure`.
    Alternate,
}

/// A file of audio or video.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Enclosure {
    /// The address.
    pub url: FeedText,
    /// The media type.
    pub media_type: Option<FeedText>,
    /// The size in bytes; none where it is said to be 0.
    pub length: Option<At<u64>>,
    /// Which element names it.
    pub kind: EnclosureKind,
}

/// A transcript in a file of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Transcript {
    /// The address.
    pub url: FeedText,
    /// The media type.
    pub media_type: Option<FeedText>,
    /// Its language, else the item's, else the feed's.
    pub language: Option<FeedText>,
    /// `captions`, where it is meant to be shown in time.
    pub rel: Option<FeedText>,
}

/// A file of chapters.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChaptersFile {
    /// The address.
    pub url: FeedText,
    /// The media type.
    pub media_type: Option<FeedText>,
}

/// A chapter that stands in the feed.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Chapter {
    /// Seconds from the episode's start.
    pub start: f64,
    /// Its title.
    pub title: Option<FeedText>,
    /// What it links to.
    pub href: Option<FeedText>,
    /// Where it stands.
    pub offset: u32,
}

/// A part of an episode that stands for it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Soundbite {
    /// Seconds from the episode's start.
    pub start: f64,
    /// Seconds.
    pub duration: f64,
    /// Its title, else the item's.
    pub title: Option<FeedText>,
    /// Where it stands.
    pub offset: u32,
}

/// A place that an episode or a show is about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Location {
    /// Its name.
    pub name: Option<FeedText>,
    /// Its `geo:` URI.
    pub geo: Option<FeedText>,
    /// Its type and number in OpenStreetMap.
    pub osm: Option<FeedText>,
    /// Where it stands.
    pub offset: u32,
}

/// What a remote item is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RemotePlace {
    /// In the channel or the item itself.
    Plain,
    /// Recommended in a `podcast:podroll`.
    Podroll,
    /// Publishes the show, in `podcast:publisher`.
    Publisher,
    /// Is heard in the episode, in `podcast:valueTimeSplit`.
    Heard,
}

impl RemotePlace {
    /// The name of the rule that such an item makes an edge by.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "remote_item",
            Self::Podroll => "podroll",
            Self::Publisher => "publisher",
            Self::Heard => "value_time_split",
        }
    }
}

/// A show, or an item of one, that has a feed of its own.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RemoteItem {
    /// Where it is named.
    pub place: RemotePlace,
    /// The `podcast:guid` of its feed.
    pub feed_guid: Option<FeedText>,
    /// The address of its feed.
    pub feed_url: Option<FeedText>,
    /// The guid of the item.
    pub item_guid: Option<FeedText>,
    /// Its title.
    pub title: Option<FeedText>,
    /// What kind of show it is: podcast, music, publisher.
    pub medium: Option<FeedText>,
    /// From when on it is heard, in seconds.
    pub start: Option<f64>,
    /// Where it stands.
    pub offset: u32,
}

/// An address that belongs to an episode or a show.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Link {
    /// What it is: `comments`, `funding`, `social`, or Atom's own words.
    pub rel: String,
    /// The address.
    pub href: FeedText,
    /// What stands beside it.
    pub text: Option<FeedText>,
}

impl FeedItem {
    /// The notes, and what else is worth reading.
    #[must_use]
    pub fn notes(&self) -> Notes<'_> {
        Notes::of(&self.texts)
    }

    /// The first text of a field.
    #[must_use]
    pub fn text(&self, field: NoteField) -> Option<&Note> {
        self.texts.iter().find(|note| note.field == field)
    }

    /// What the item is known by: its guid, else the address of its page, else that of its first file.
    #[must_use]
    pub fn identity(&self) -> Option<&FeedText> {
        let guid = self.guid.as_ref().map(|guid| &guid.value);
        let link = self.link.as_ref();
        guid.or(link)
            .or_else(|| self.enclosures.first().map(|file| &file.url))
    }

    /// When it appeared, else when it was changed.
    #[must_use]
    pub fn date(&self) -> Option<&At<String>> {
        self.published.as_ref().or(self.updated.as_ref())
    }
}
