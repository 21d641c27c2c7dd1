//! Resolved mentions in, [`KnowledgeGraph`] out.

mod build;
mod cooccurrence;
mod day;
mod detail;
mod edge_id;
mod edge_rows;
mod episode_edges;
mod episode_links;
mod filter;
mod gathered;
mod identity;
mod lookup;
mod model;
mod own_pages;
mod projection;
mod shows;
mod stream;
mod term_vector;
mod vocabulary_choice;
mod waiting;

pub use build::{DEFAULT_BASE_IRI, build};
pub(crate) use build::{GraphBuilder, by_place};
pub use cooccurrence::MIN_SHARED;
pub use day::Day;
pub use detail::{Detail, EpisodeDetail, ShowDetail};
pub use edge_id::EdgeId;
pub use filter::Filter;
pub use identity::slug;
pub use lookup::{LookupError, NodeSuggestion, find_node};
pub use model::{Edge, EdgeView, EntityId, Evidence, KnowledgeGraph, Node};
pub use projection::project;
pub use stream::GraphStream;
pub use term_vector::{Term, TermVector};
pub use waiting::WaitingGraph;
