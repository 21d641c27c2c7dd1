//! Mentions of all documents in; which name, in which episode, is which entity of which kind.
//!
//! Each document's [`Mentions`](crate::extract::Mentions) are counted in a [`Summary`] whose merge is
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

pub use curation::{idle, lacking};
pub use entity::{EpisodeEntity, Form, Identity, Known, Merge, Resolved, Tie, Work};
pub use explain::{Explanation, Fate, Weighed, explain, names_in, stated};
pub use resolver::Resolver;
pub use suggest::{Suggestion, suggest};
pub use summary::{NameCount, PersonCount, ShowCount, Summary};
