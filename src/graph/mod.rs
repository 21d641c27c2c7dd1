//! Resolved mentions in, [`KnowledgeGraph`] out.

mod associate;
pub mod attributes;
mod build;
mod describe;
mod filter;
mod hubs;
mod identity;
mod iri;
mod lookup;
mod model;
mod project;
mod reference;
mod saved;
pub mod style;
mod terms;
mod tie;
mod triples;

pub use associate::MIN_SHARED;
pub(crate) use associate::associations;
pub use build::{DEFAULT_BASE_IRI, build};
pub use describe::{
    Resource, Value, classes, describe, iri_below, iso_duration, link_iri, node_iri,
};
pub use filter::{Day, Filter};
pub use hubs::{DoubtfulHub, doubtful_hubs};
pub use identity::slug;
pub use iri::to_iri;
pub use lookup::{Candidate, LookupError, find_node};
pub use model::{Detail, Edge, EdgeView, EntityId, Evidence, KnowledgeGraph, Node};
pub use project::project;
pub use saved::{parse_graph, read_graph};
pub use terms::{Class, Property, SCHEMA, SG, SKOS};
pub(crate) use triples::{canonical_double, rounded, ten_thousandths};
pub use triples::{for_each_triple, triples};
