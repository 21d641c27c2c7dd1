//! JSON-LD 1.1 with terms of schema.org: one `@graph`, IRIs everywhere, no blank nodes.
//!
//! The resources and their properties come from [`describe_stream`], as for every other RDF format; here
//! they only get their JSON form under a fixed `@context`.

use std::io::{self, Write};
use std::str::FromStr;

use serde_json::{Map, Value as Json};

use super::StreamExporter;
use super::buffer::Buffer;
use crate::graph::GraphStream;
use crate::rdf::{Class, Property, PropertyValue, Resource, describe_stream, iso_duration};

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

/// Whether a file holds the edges as resources of their own, beside the properties that they stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum JsonLdLinks {
    /// Each with its evidence: nothing is lost.
    #[default]
    All,
    /// None: for pages on the web, a quarter of the size.
    None,
}

impl JsonLdLinks {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::All, Self::None];

    /// The name on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::None => "none",
        }
    }
}

impl FromStr for JsonLdLinks {
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
    links: JsonLdLinks,
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

    /// With or without the edges as resources of their own.
    pub fn with_links(mut self, links: JsonLdLinks) -> Self {
        self.links = links;
        self
    }
}

impl StreamExporter for JsonLd {
    fn write_stream<W: Write>(&self, graph: &dyn GraphStream, out: W) -> io::Result<W> {
        let mut out = Buffer::new(out);
        let form = IriForm {
            context: self.context,
            base: usable_base(graph.base_iri()),
        };
        out.raw("{\"@context\":");
        out.raw(&context(form));
        out.raw(",\n\"@graph\":[");
        let keys = keys();
        let mut first = true;
        describe_stream(graph, &mut |resource| {
            if self.links == JsonLdLinks::None && resource.classes == [Class::Link] {
                return Ok(());
            }
            out.raw(if std::mem::take(&mut first) {
                "\n"
            } else {
                ",\n"
            });
            write_resource(&mut out, &keys, resource, form);
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

/// How IRIs stand in a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct IriForm<'a> {
    context: JsonLdContext,
    /// What `@base` says, so that IRIs below it need not repeat it.
    base: Option<&'a str>,
}

impl<'a> IriForm<'a> {
    /// Every IRI as it is.
    pub(super) const WHOLE: Self = Self {
        context: JsonLdContext::Inline,
        base: None,
    };

    /// An IRI, without the base where a reader finds that again: it goes on with a name, which is no scheme, and
    /// no part of its path is one that resolution takes away (RFC 3986, section 5.2.4).
    fn short(self, iri: &str) -> &str {
        let below = self.base.and_then(|base| iri.strip_prefix(base));
        let is_name = |below: &&str| {
            let first = below.split(['/', '?', '#']).next().unwrap_or_default();
            !first.is_empty() && !first.contains(':') && !first.starts_with('.')
        };
        below
            .filter(is_name)
            .filter(|below| !below.contains("/."))
            .unwrap_or(iri)
    }
}

/// A base that relative IRIs are simply appended to: one that ends its path, without a query or a fragment.
fn usable_base(base: &str) -> Option<&str> {
    (base.ends_with('/') && !base.contains(['?', '#'])).then_some(base)
}

/// The value of `@context`.
fn context(form: IriForm<'_>) -> String {
    let mut inline = context_of(CONTEXT);
    if let (Some(terms), Some(base)) = (inline.as_object_mut(), form.base) {
        terms.insert("@base".into(), base.into());
    }
    match (form.context, inline) {
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
    form: IriForm<'_>,
) {
    // The type comes first, as readers want it that take a document piece by piece
    // (https://www.w3.org/TR/json-ld11-streaming/).
    out.raw("{\"@type\":");
    list(out, resource.classes, |out, class| out.json(class.key()));
    out.raw(",\"@id\":");
    out.json(form.short(&resource.iri));
    for values in resource.values.chunk_by(|a, b| a.0 == b.0) {
        let property = values[0].0;
        out.raw(&keys[property as usize]);
        list(out, values, |out, (_, value)| {
            write_value(out, property, *value, form)
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
    form: IriForm<'_>,
) {
    let context = form.context;
    match value {
        // schema.org's own context does not say which of its properties lead to resources.
        PropertyValue::Iri(iri) if context == JsonLdContext::Remote => {
            out.raw("{\"@id\":");
            out.json(form.short(iri));
            out.raw("}");
        }
        PropertyValue::Iri(iri) => out.json(form.short(iri)),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iris_below_the_base_are_relative_where_they_are_resolved_to_themselves() {
        let base = "https://a.example/graph/";
        let form = IriForm {
            context: JsonLdContext::Inline,
            base: usable_base(base),
        };
        for (below, short) in [
            ("person/ada", "person/ada"),
            ("link/episode:a.about.b", "link/episode:a.about.b"),
            ("a?b#c", "a?b#c"),
            // What is a scheme, a part of the path that is taken away, nothing, or another host.
            ("person:ada", "https://a.example/graph/person:ada"),
            ("../ada", "https://a.example/graph/../ada"),
            ("a/./b", "https://a.example/graph/a/./b"),
            ("", "https://a.example/graph/"),
            ("/b.example/", "https://a.example/graph//b.example/"),
            ("?a", "https://a.example/graph/?a"),
        ] {
            let iri = [base, below].concat();
            assert_eq!(form.short(&iri), short);
            let resolved = url::Url::parse(base).and_then(|base| base.join(short));
            if short == below {
                assert_eq!(resolved.map(String::from), Ok(iri.clone()), "{below}");
            }
        }
        assert_eq!(form.short("https://b.example/x"), "https://b.example/x");
    }

    #[test]
    fn not_every_base_can_be_left_out() {
        for (base, usable) in [
            ("https://a.example/", true),
            ("https://a.example/ns#", false),
            ("https://a.example/?q=/", false),
            ("https://a.example/#/", false),
        ] {
            assert_eq!(usable_base(base).is_some(), usable, "{base}");
        }
    }
}
