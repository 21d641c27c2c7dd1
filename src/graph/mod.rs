//! Resolved mentions in, [`KnowledgeGraph`] out.

pub mod attributes;
mod describe;
mod iri;
mod lookup;
mod model;
mod saved;
pub mod style;
mod terms;
mod triples;

pub use describe::{Resource, Value, describe, iso_duration, link_iri, node_iri};
pub use iri::to_iri;
pub use lookup::{Candidate, LookupError, find_node};
pub use model::{Detail, Edge, EdgeView, EntityId, Evidence, KnowledgeGraph, Node};
pub use saved::{parse_graph, read_graph};
pub use terms::{Class, Property, SCHEMA, SG, SKOS};
pub(crate) use triples::rounded;
pub use triples::{for_each_triple, triples};
