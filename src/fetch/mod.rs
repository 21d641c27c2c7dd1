//! Feeds, and the transcripts and chapters that they name, from the network into a folder.
//!
//! This module is the only one that touches the network, and exists only with the feature `fetch`.
//! [`fetch`] asks for each feed, with the validators of the last run, stores what is new, and goes on
//! to what the items name. Bytes are stored as they were sent, decompressed and otherwise untouched:
//! which encoding they are in is the reader's business. Everything is bounded: sizes, redirects,
//! waiting, attempts, connections.
//!
//! ```text
//! feeds/
//!   .fetch.json                             which file came from where, see `source::fetched`
//!   shed.example_show_feed.xml              a feed
//!   transcripts/shed.example_show_12.vtt    what its items name
//!   chapters/shed.example_show_12.json
//! ```

mod client;
mod content;
mod failure;
mod folder;
mod outcome;
mod progress;
mod queue;
mod request;
mod run;

pub use content::Mismatch;
pub use failure::Failure;
pub use outcome::{Change, Fetched, FetchedFeed, Outcome, Stored};
pub use progress::{NoProgress, Progress};
pub use request::{EnclosedReader, Options, Retry, Timeouts};
pub use run::fetch;
