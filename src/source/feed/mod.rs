//! Feeds: RSS 2.0 (and 0.9x, 1.0), Atom and the vocabularies of podcasting inside them.
//!
//! A feed is read in three steps, so that a file of any size costs one pass and one item of memory:
//!
//! 1. [`decode()`]: bytes to one text, whatever encoding the byte order mark or the prolog names.
//!    Every offset from here on is a byte offset in that text.
//! 2. [`outline()`]: what the channel says of itself, and where each item begins and ends.
//! 3. [`read_item()`]: one item, a pure function of its range; items can be read on many threads.
//!
//! ```
//! use showgraph::source::feed::{decode, outline, read_item};
//!
//! let file = b"<rss><channel><title>Shed Hour</title><item><title>Soil &amp;amp; Worms</title></item></channel></rss>";
//! let text = decode(file.to_vec()).text;
//! let outline = outline(&text).expect("a feed");
//! let item = read_item(&text, outline.items[0].clone(), &outline.context);
//! let title = item.title.expect("a title");
//! assert_eq!(title.value, "Soil & Worms");
//! let worms = title.value.find("Worms").unwrap() as u32;
//! assert!(text[title.origin(worms) as usize..].starts_with("Worms"));
//! ```
//!
//! Vocabularies are told apart by the URI of their namespace, not by their prefix
//! ([`Vocabulary`]). What is broken is named as a [`Fault`] and read on.

mod address;
mod atom;
mod author;
mod calendar;
mod chapters;
mod date;
mod decode;
mod draft;
mod duration;
mod element;
mod fault;
mod fields;
mod item;
mod itunes;
mod media;
mod modules;
mod namespaces;
mod notes;
mod opml;
mod outline;
mod plain;
mod podcast;
mod read;
mod reading;
mod reference;
mod rss;
mod show;
mod skip;
mod sniff;
mod text;
mod token;

pub use decode::{Decoded, decode};
pub use fault::{Fault, FaultKind, fold};
pub use item::{
    Chapter, ChaptersFile, Credited, Enclosure, EnclosureKind, EpisodeNumber, FeedItem, Guid, Link,
    Location, Person, PersonSource, RemoteItem, RemotePlace, Season, Soundbite, Transcript,
};
pub use namespaces::Vocabulary;
pub use notes::{Note, NoteField, NoteForm, Notes};
pub use opml::{FeedReference, opml};
pub use outline::{Format, LiveItem, Outline, outline};
pub use read::{duplicate_guids, read_item};
pub use reading::Context;
pub use show::FeedShow;
pub use sniff::{is_feed, is_opml};
pub use text::{At, FeedText};
