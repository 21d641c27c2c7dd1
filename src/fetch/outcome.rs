//! What a run gives: for each address its file, or why there is none.

use std::path::PathBuf;

use crate::error::Warning;
use crate::source::fetched::Kind;

use super::failure::Failure;

/// What a run gives. Feeds stand in the order in which they were asked for, and what a feed names in
/// the order of the feed, whoever was done first.
#[derive(Debug)]
#[non_exhaustive]
pub struct Outcome {
    /// A feed each, without repetitions.
    pub feeds: Vec<FetchedFeed>,
    /// What is wrong with the folder, although the work went on.
    pub notices: Vec<Warning>,
}

impl Outcome {
    /// All files, each feed before what it names.
    pub fn files(&self) -> impl Iterator<Item = &Fetched> {
        self.feeds
            .iter()
            .flat_map(|feed| std::iter::once(&feed.feed).chain(&feed.enclosed))
    }
}

/// A feed, and the files that its items name, where they were asked for.
#[derive(Debug)]
#[non_exhaustive]
pub struct FetchedFeed {
    /// The feed.
    pub feed: Fetched,
    /// Transcripts and chapters; those that an earlier feed has named already are not repeated.
    pub enclosed: Vec<Fetched>,
}

/// What became of one address.
#[derive(Debug)]
#[non_exhaustive]
pub struct Fetched {
    /// As it was given, without user name and password.
    pub address: String,
    /// What it is.
    pub kind: Kind,
    /// The file, or why there is none.
    pub result: Result<Stored, Failure>,
    /// Where it has moved for good (301 or 308): the address to use from now on.
    pub moved_to: Option<String>,
}

/// A file in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stored {
    /// Its path.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// What happened to it.
    pub change: Change,
}

/// What a run did to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_enums, reason = "callers handle every case")]
pub enum Change {
    /// It was not there before.
    New,
    /// It has other bytes than before.
    Updated,
    /// The server says that it has not changed (304), or sent the same bytes: it is untouched.
    Unchanged,
    /// It was there, and was not asked for again: a transcript or chapters without
    /// [`refresh`](super::Options::refresh).
    Kept,
}
