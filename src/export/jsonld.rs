//! JSON-LD 1.1 with terms of schema.org: one `@graph`, IRIs everywhere, no blank nodes.
//!
//! The resources and their properties come from [`describe`], as for every other RDF format; here
//! they only get their JSON form under a fixed `@context`.

use std::io::{self, Write};
use std::str::FromStr;

use serde_json::{Map, Value as Json};

use super::Exporter;
use super::buffer::Buffer;
use crate::graph::KnowledgeGraph;
use crate::rdf::{Property, PropertyValue, Resource, describe, iso_duration};

/// The inline context, as a JSON-LD document.
pub const CONTEXT: &str = include_str!("../data/context.jsonld");

/// A frame that makes a tree out of the graph, with the episodes at its root.
pub const FRAME: &str = include_str!("../data/frame.jsonld");

/// What every graph in RDF holds, as shapes of SHACL (<https://www.w3.org/TR/shacl/>), in Turtle.
pub const SHAPES: &str = include_str!("../data/shapes.ttl");

/// Which `@context` a file gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum JsonLdContext {
    /// The whole context, so that no reader needs the network.
    #[default]
    Inline,
    /// `https://schema.org` by name, and our own terms inline: for pages on the web. Readers that
    /// fetch it get terms in `http://schema.org/`, without the `s`.
    Remote,
}

impl JsonLdContext {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::Inline, Self::Remote];

    /// The name on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Inline => "inline",
            Self::Remote => "remote",
        }
    }
}

impl FromStr for JsonLdContext {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .iter()
            .copied()
            .find(|one| one.as_str() == text)
            .ok_or_else(|| {
                let known: Vec<&str> = Self::ALL.iter().map(|one| one.as_str()).collect();
                format!("\"{text}\" is none of {}", known.join(", "))
            })
    }
}

/// Writes JSON-LD.
#[derive(Debug, Clone, Copy, Default)]
#[must_use]
pub struct JsonLd {
    context: JsonLdContext,
}

impl JsonLd {
    /// With the inline context.
    pub fn new() -> Self {
        Self::default()
    }

    /// Names the context in another way.
    pub fn with_context(mut self, context: JsonLdContext) -> Self {
        self.context = context;
        self
    }
}

impl Exporter for JsonLd {
    fn write<W: Write>(&self, graph: &KnowledgeGraph, out: W) -> io::Result<W> {
        let mut out = Buffer::new(out);
        out.raw("{\"@context\":");
        out.raw(&context(self.context));
        out.raw(",\n\"@graph\":[");
        let keys = keys();
        let mut first = true;
        describe(graph, |resource| {
            out.raw(if std::mem::take(&mut first) {
                "\n"
            } else {
                ",\n"
            });
            write_resource(&mut out, &keys, resource, self.context);
            out.drain()
        })?;
        out.raw("\n]}\n");
        out.finish()
    }
}

/// The `@context` of an embedded document.
pub(super) fn context_of(document: &str) -> Json {
    let Ok(Json::Object(mut document)) = serde_json::from_str(document) else {
        unreachable!("the embedded context is a JSON object")
    };
    document.remove("@context").unwrap_or_default()
}

/// The value of `@context`.
fn context(context: JsonLdContext) -> String {
    match (context, context_of(CONTEXT)) {
        (JsonLdContext::Remote, Json::Object(terms)) => {
            let own: Map<String, Json> = terms
                .into_iter()
                .filter(|(name, definition)| {
                    let id = definition.get("@id").unwrap_or(definition);
                    name != "schema" && !id.as_str().is_some_and(|id| id.starts_with("schema:"))
                })
                .collect();
            Json::Array(vec![SCHEMA_CONTEXT.into(), own.into()]).to_string()
        }
        (_, inline) => inline.to_string(),
    }
}

/// schema.org's own context by name.
pub(super) const SCHEMA_CONTEXT: &str = "https://schema.org";

/// What stands before the values of each property, composed once.
fn keys() -> Vec<String> {
    let key = |property: &Property| format!(",\"{}\":", property.key());
    Property::ALL.iter().map(key).collect()
}

/// One resource as an object.
fn write_resource<W: Write>(
    out: &mut Buffer<W>,
    keys: &[String],
    resource: &Resource<'_>,
    context: JsonLdContext,
) {
    // The type comes first, as readers want it that take a document piece by piece
    // (https://www.w3.org/TR/json-ld11-streaming/).
    out.raw("{\"@type\":");
    list(out, resource.classes, |out, class| out.json(class.key()));
    out.raw(",\"@id\":");
    out.json(&resource.iri);
    for values in resource.values.chunk_by(|a, b| a.0 == b.0) {
        let property = values[0].0;
        out.raw(&keys[property as usize]);
        list(out, values, |out, (_, value)| {
            write_value(out, property, *value, context)
        });
    }
    out.raw("}");
}

/// One value as it is, several as an array.
pub(super) fn list<W: Write, T>(
    out: &mut Buffer<W>,
    items: &[T],
    write: impl Fn(&mut Buffer<W>, &T),
) {
    if let [only] = items {
        return write(out, only);
    }
    out.raw("[");
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.raw(",");
        }
        write(out, item);
    }
    out.raw("]");
}

/// A value in the form that the context expects.
pub(super) fn write_value<W: Write>(
    out: &mut Buffer<W>,
    property: Property,
    value: PropertyValue<'_>,
    context: JsonLdContext,
) {
    match value {
        // schema.org's own context does not say which of its properties lead to resources.
        PropertyValue::Iri(iri) if context == JsonLdContext::Remote => {
            out.raw("{\"@id\":");
            out.json(iri);
            out.raw("}");
        }
        PropertyValue::Iri(iri) => out.json(iri),
        // The context types dates; one that is none must not be.
        PropertyValue::Text(text)
            if matches!(
                property,
                Property::DatePublished | Property::First | Property::Last
            ) =>
        {
            out.raw("{\"@value\":");
            out.json(text);
            out.raw("}");
        }
        PropertyValue::Text(text) => out.json(text),
        // JavaScript keeps whole numbers up to 2^53.
        PropertyValue::Integer(number) if number.unsigned_abs() >= 1 << 53 => {
            typed(out, itoa::Buffer::new().format(number), "xsd:integer");
        }
        PropertyValue::Integer(number) => out.int(number),
        // As text, typed by the context: processors spell a JSON number each in its own way.
        PropertyValue::Decimal(number) => {
            out.raw("\"");
            out.decimal(number);
            out.raw("\"");
        }
        PropertyValue::Date(date) if context == JsonLdContext::Remote => {
            typed(out, date, "xsd:date")
        }
        PropertyValue::Date(date) => out.json(date),
        PropertyValue::DateTime(time) => typed(out, time, "xsd:dateTime"),
        PropertyValue::Duration(seconds) if context == JsonLdContext::Remote => {
            typed(out, &iso_duration(seconds), "xsd:duration");
        }
        PropertyValue::Duration(seconds) => out.json(&iso_duration(seconds)),
    }
}

fn typed<W: Write>(out: &mut Buffer<W>, text: &str, datatype: &str) {
    out.raw("{\"@value\":");
    out.json(text);
    out.raw(",\"@type\":");
    out.json(datatype);
    out.raw("}");
}
