//! Resolved mentions in, [`KnowledgeGraph`] out.

mod model;

pub use model::{Detail, Edge, EdgeView, EntityId, Evidence, KnowledgeGraph, Node};
