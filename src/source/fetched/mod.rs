//! What `fetch` leaves in a folder, for those who read it: which file came from which address.
//!
//! [`enclosed`] and [`listed`] say what there is to be fetched; [`Record`] which file it became, so that
//! the transcript that a feed's tag names is found again. Nothing here needs the network.

mod files;
mod name;
mod named;
mod record;

use std::fmt;

use serde::{Deserialize, Serialize};

pub(crate) use files::FetchedFiles;
pub use name::ending;
pub use named::{enclosed, listed};
pub use record::{Entry, FILE_NAME, Record, key};

/// What a file is to a podcast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(clippy::exhaustive_enums, reason = "callers handle every case")]
pub enum Kind {
    /// RSS or Atom.
    Feed,
    /// What `podcast:transcript` names.
    Transcript,
    /// What `podcast:chapters` names.
    Chapters,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Feed => "feed",
            Self::Transcript => "transcript",
            Self::Chapters => "chapters",
        })
    }
}

/// A transcript or chapters that an item of a feed names.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct Enclosed {
    /// As the tag has it; relative addresses count from the feed's.
    pub address: String,
    /// The tag's `type`, as written: `text/vtt`.
    pub media_type: Option<String>,
    /// Transcript or chapters.
    pub kind: Kind,
}
