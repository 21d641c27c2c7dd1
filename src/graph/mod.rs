//! Resolved mentions in, [`KnowledgeGraph`] out.

mod build;
mod identity;
mod model;
mod reference;

pub use build::{DEFAULT_BASE_IRI, build};
pub use identity::{iri, slug};
pub use model::{Detail, Edge, EdgeView, EntityId, Evidence, KnowledgeGraph, Node};
