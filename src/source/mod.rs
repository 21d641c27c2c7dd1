//! Files in, [`Document`]s out.
//!
//! An episode may be written about in several files, and a file may hold several episodes. So it goes in
//! three steps:
//!
//! 1. [`Corpus::discover`] finds files (`discover.rs`), tells what each holds (`file_kind.rs`) and lists the
//!    parts of episodes in them (`part_list.rs`, [`PartEntry`]): where each is and what identifies its
//!    episode. Feeds are outlined for this (`feed_file.rs`); of notes the front matter is read, and only
//!    where there is something to join them with (`notes_keys.rs`).
//! 2. [`episodes`] groups the parts (`index.rs`): an [`EpisodeInput`] has a key and one part or more.
//! 3. [`Corpus::read`] reads the parts of one episode, each with the reader of its format, and
//!    [`assemble()`] joins them. Any thread may read any episode.
//!
//! A reader makes an [`EpisodePart`]: a [`Document`] of one file, or of one slice of it. Its text is a
//! [`SourceMap`], so that whatever it holds can be traced to file, line and column: what stands in the
//! file as it reads is a [`Span`] of it; what had to be decoded is appended with its origins. The readers
//! of front matter (`front_matter/`), Markdown (`markdown/`), feeds (`feed/`, `feed_part.rs`), transcripts
//! and chapters (`transcript/`, `chapters/`, `timed_part.rs`) collect blocks, runs and links in the same way
//! (`content.rs`). A further format is a further reader, with an entry where files are told apart
//! (`file_kind.rs`) and another where parts are read (`read.rs`).

mod assemble;
mod bounds;
pub mod chapters;
mod content;
mod contradiction;
mod corpus;
mod decode;
mod discover;
mod document;
mod episode_filter;
mod episode_key;
mod fault;
pub mod feed;
mod feed_file;
mod feed_list;
mod feed_part;
pub mod fetched;
mod file_kind;
mod file_name;
mod front_matter;
mod index;
mod input;
mod language_tag;
mod markdown;
mod notes_keys;
mod own_output;
mod page_address;
mod page_words;
mod parse;
mod part_list;
mod part_names;
mod people_pages;
mod permalink;
mod read;
mod roots;
mod sections;
mod show_facts;
mod shows;
mod site;
mod site_config;
mod sniff;
mod source_map;
mod span;
mod survey;
mod timed;
mod timed_part;
pub mod transcript;
mod transcript_choice;
mod translations;

pub use assemble::{EpisodePart, Guesses, PartKind, assemble};
pub use bounds::Reach;
pub use corpus::Corpus;
pub use document::{
    Block, BlockKind, Credit, CreditRole, Document, FrontMatter, Link, LinkKind, NamedPlace,
    NamedShow, Origin, Run, Style,
};
pub(crate) use episode_filter::is_people_folder;
pub use episode_key::EpisodeKey;
pub use fault::Fault;
pub use file_kind::FileKind;
pub use front_matter::Fields;
pub use index::{EpisodeInput, PartAt, PartEntry, PartKeys, episodes};
pub use input::Input;
pub use own_output::OUTPUT_MARK;
pub use parse::parse;
pub use people_pages::{People, PersonPage};
pub use read::ReadOutcome;
pub use show_facts::{RemoteShow, ShowFacts, ShowReference};
pub use sniff::{Format, sniff};
pub use source_map::{FileId, Lines, Position, Shift, SourceFile, SourceMap};
pub use span::Span;
pub use survey::{
    FieldUse, MissingPage, NamedPeople, PassedOver, Survey, Unclaimed, UnclaimedKind,
};
pub use timed::{Millis, Piece, Pieces, Text};
