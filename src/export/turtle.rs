//! Turtle: RDF that people can read.

use std::io::{self, Write};

use super::Exporter;
use super::buffer::Buffer;
use crate::graph::KnowledgeGraph;
use crate::rdf::{PropertyValue, Resource, SCHEMA, SG, SKOS, describe, iso_duration};

/// Writes Turtle.
#[derive(Debug, Clone, Copy, Default)]
#[must_use]
#[non_exhaustive]
pub struct Turtle;

impl Turtle {
    /// There is one way only.
    pub fn new() -> Self {
        Self
    }
}

pub(super) const PREFIXES: [(&str, &str); 4] = [
    ("schema", SCHEMA),
    ("sg", SG),
    ("skos", SKOS),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

impl Exporter for Turtle {
    fn write<W: Write>(&self, graph: &KnowledgeGraph, out: W) -> io::Result<W> {
        let mut out = Buffer::new(out);
        for (prefix, iri) in PREFIXES {
            for text in ["@prefix ", prefix, ": <", iri, "> .\n"] {
                out.raw(text);
            }
        }
        describe(graph, |resource| {
            write_resource(&mut out, resource);
            out.drain()
        })?;
        out.finish()
    }
}

fn write_resource<W: Write>(out: &mut Buffer<W>, resource: &Resource<'_>) {
    out.raw("\n");
    iri(out, &resource.iri);
    for (at, class) in resource.classes.iter().enumerate() {
        out.raw(if at == 0 { " a " } else { ", " });
        term(out, class.iri());
    }
    for values in resource.values.chunk_by(|a, b| a.0 == b.0) {
        out.raw(" ;\n  ");
        term(out, values[0].0.iri());
        for (at, (_, value)) in values.iter().enumerate() {
            out.raw(if at == 0 { " " } else { ", " });
            write_value(out, *value);
        }
    }
    out.raw(" .\n");
}

/// One of our terms: its local name needs no escape.
fn term<W: Write>(out: &mut Buffer<W>, iri: &str) {
    for (prefix, namespace) in PREFIXES {
        if let Some(local) = iri.strip_prefix(namespace) {
            for text in [prefix, ":", local] {
                out.raw(text);
            }
            return;
        }
    }
    self::iri(out, iri);
}

fn iri<W: Write>(out: &mut Buffer<W>, iri: &str) {
    // A valid IRI has no character that must be escaped here.
    out.raw("<");
    out.raw(iri);
    out.raw(">");
}

fn write_value<W: Write>(out: &mut Buffer<W>, value: PropertyValue<'_>) {
    match value {
        PropertyValue::Iri(address) => iri(out, address),
        PropertyValue::Text(text) => literal(out, text),
        PropertyValue::Integer(number) => out.int(number),
        PropertyValue::Decimal(number) => out.decimal(number),
        PropertyValue::Date(text) => typed(out, text, "xsd:date"),
        PropertyValue::DateTime(text) => typed(out, text, "xsd:dateTime"),
        PropertyValue::Duration(seconds) => typed(out, &iso_duration(seconds), "xsd:duration"),
    }
}

fn typed<W: Write>(out: &mut Buffer<W>, text: &str, datatype: &str) {
    literal(out, text);
    out.raw("^^");
    out.raw(datatype);
}

/// Turtle's escapes are those of JSON.
fn literal<W: Write>(out: &mut Buffer<W>, text: &str) {
    out.json(text);
}
