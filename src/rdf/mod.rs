//! The graph in RDF: one mapping behind N-Quads, Turtle, JSON-LD and the query engine.

mod mapping;
mod terms;
mod triples;

pub use mapping::{PropertyValue, Resource, classes, describe, iso_duration, link_iri};
pub use terms::{Class, Property, SCHEMA, SG, SKOS};
pub(crate) use triples::{decimal, ten_thousandths};
pub use triples::{for_each_triple, triples};
