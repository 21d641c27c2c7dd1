//! Resolved mentions in, [`KnowledgeGraph`] out.

mod associate;
mod build;
mod filter;
mod identity;
mod lookup;
mod model;
mod project;
mod reference;
mod tie;

pub use associate::MIN_SHARED;
pub(crate) use associate::associations;
pub use build::{DEFAULT_BASE_IRI, build};
pub use filter::{Day, Filter};
pub use identity::slug;
pub use lookup::{LookupError, NodeSuggestion, find_node};
pub use model::{Detail, Edge, EdgeView, EntityId, Evidence, KnowledgeGraph, Node};
pub use project::project;
