//! N-Quads and Turtle, for RDF stores.

use std::io::{self, BufWriter, Write};

use oxrdf::GraphNameRef;
use oxttl::{NQuadsSerializer, TurtleSerializer};

use super::Exporter;
use crate::graph::{KnowledgeGraph, SCHEMA, SG, SKOS, for_each_triple};

/// Writes N-Quads: one triple per line, all in the default graph.
#[derive(Debug, Clone, Copy, Default)]
#[must_use]
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

/// Writes Turtle.
#[derive(Debug, Clone, Copy, Default)]
#[must_use]
pub struct Turtle;

impl Turtle {
    /// There is one way only.
    pub fn new() -> Self {
        Self
    }
}

impl Exporter for Turtle {
    fn write<W: Write>(&self, graph: &KnowledgeGraph, out: W) -> io::Result<W> {
        let mut triples = turtle_serializer()?.for_writer(BufWriter::new(out));
        for_each_triple(graph, |triple| triples.serialize_triple(triple))?;
        triples
            .finish()?
            .into_inner()
            .map_err(io::IntoInnerError::into_error)
    }
}

/// With the prefixes of the vocabularies that we write.
pub(super) fn turtle_serializer() -> io::Result<TurtleSerializer> {
    let mut serializer = TurtleSerializer::new();
    for (prefix, iri) in [
        ("schema", SCHEMA),
        ("sg", SG),
        ("skos", SKOS),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ] {
        serializer = serializer
            .with_prefix(prefix, iri)
            .map_err(io::Error::other)?;
    }
    Ok(serializer)
}
