//! Resolved mentions in, [`KnowledgeGraph`] out.

mod build;
mod cooccurrence;
mod day;
mod detail;
mod episode_edges;
mod episode_links;
mod filter;
mod identity;
mod lookup;
mod model;
mod own_pages;
mod projection;
mod shows;
mod term_vector;
mod vocabulary_choice;

pub use build::{DEFAULT_BASE_IRI, build};
pub use cooccurrence::MIN_SHARED;
pub use day::Day;
pub use detail::{Detail, EpisodeDetail, ShowDetail};
pub use filter::Filter;
pub use identity::slug;
pub use lookup::{LookupError, NodeSuggestion, find_node};
pub use model::{Edge, EdgeView, EntityId, Evidence, KnowledgeGraph, Node};
pub use projection::project;
pub use term_vector::{Term, TermVector};
