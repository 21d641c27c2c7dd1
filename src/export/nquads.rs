//! N-Quads, for RDF stores.

use std::io::{self, BufWriter, Write};

use oxrdf::GraphNameRef;
use oxttl::NQuadsSerializer;

use super::Exporter;
use crate::graph::KnowledgeGraph;
use crate::rdf::for_each_triple;

/// Writes N-Quads: one triple per line, all in the default graph.
#[derive(Debug, Clone, Copy, Default)]
#[must_use]
#[non_exhaustive]
pub struct NQuads;

impl NQuads {
    /// There is one way only.
    pub fn new() -> Self {
        Self
    }
}

impl Exporter for NQuads {
    fn write<W: Write>(&self, graph: &KnowledgeGraph, out: W) -> io::Result<W> {
        let mut quads = NQuadsSerializer::new().for_writer(BufWriter::new(out));
        for_each_triple(graph, |triple| {
            quads.serialize_quad(triple.in_graph(GraphNameRef::DefaultGraph))
        })?;
        quads
            .finish()
            .into_inner()
            .map_err(io::IntoInnerError::into_error)
    }
}
