//! Extracted episodes in, resolved ones out: which name, in which episode, is which entity of which
//! kind.
//!
//! Each [`ExtractedEpisode`](crate::extract::ExtractedEpisode) is counted in [`CorpusStatistics`]
//! whose merge is associative and commutative; a [`Resolver`] over them then resolves each episode
//! alone. `linking` turns candidates into entities (entity linking), `coreference` finds out which
//! names of people mean the same person, `curation` applies what a producer decided.

mod coreference;
pub(crate) mod corpus_features;
mod curation;
mod curation_entries;
mod explain;
mod linking;
mod phonetic_matcher;
mod resolved;
mod statistics;
mod suggest;

pub use curation_entries::{NamesInCorpus, missing_entries, unused_entries};
pub use explain::{
    ExplainedForm, Explanation, FeatureContribution, FormOutcome, explain, names_in,
};
pub use linking::Resolver;
pub use resolved::{
    Affiliation, EpisodeEntity, EpisodeRelation, Form, Identity, LexiconFacts, Merge,
    ResolvedEpisode,
};
pub use statistics::{CorpusStatistics, NameStatistics, PersonStatistics, ShowStatistics};
pub use suggest::{Suggestion, Suggestions};
