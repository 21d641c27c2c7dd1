//! Mentions of all documents in; which name, in which episode, is which entity of which kind.
//!
//! Each document's [`ExtractedEpisode`](crate::extract::ExtractedEpisode) are counted in a [`CorpusStatistics`] whose merge is
//! associative and commutative; a [`Resolver`] over that summary then resolves each episode alone.

pub mod corpus;
mod curation;
mod entity;
mod episode;
mod explain;
mod people;
mod resolver;
mod sound;
mod suggest;
mod summary;

pub use curation::{missing_entries, unused_entries};
pub use entity::{
    Affiliation, EpisodeEntity, Form, Identity, LexiconFacts, Merge, ResolvedEpisode, Tie,
};
pub use explain::{Explanation, Fate, Weighed, explain, names_in, stated};
pub use resolver::Resolver;
pub use suggest::{Suggestion, suggest};
pub use summary::{CorpusStatistics, NameStatistics, PersonStatistics, ShowStatistics};
