//! One nested JSON-LD file per episode, for the head of the episode's web page.
//!
//! Some readers of pages follow no references between the items of a `@graph`; here what is said of
//! an episode is nested in it, in terms of schema.org alone.

use std::collections::HashMap;
use std::io::{self, Write};

use super::buffer::Buffer;
use super::file_names::file_name;
use super::jsonld::{JsonLdContext, SCHEMA_CONTEXT, list, write_value};
use super::{FolderExporter, Sink};
use crate::graph::{KnowledgeGraph, Node};
use crate::rdf::{Class, Property, PropertyValue, Resource, classes, describe};
use crate::untrusted::followed_iri;
use crate::vocabulary::Kind;

/// Writes `SLUG.jsonld` for each episode.
#[derive(Debug, Clone, Copy)]
#[must_use]
pub struct JsonLdPages {
    context: JsonLdContext,
}

impl Default for JsonLdPages {
    fn default() -> Self {
        Self {
            context: JsonLdContext::Remote,
        }
    }
}

/// All that these files need of a context.
const INLINE: &str =
    r#"{"@vocab":"https://schema.org/","sameAs":{"@type":"@id"},"url":{"@type":"@id"}}"#;

impl JsonLdPages {
    /// With schema.org's context by name, as search engines expect it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Names the context in another way.
    pub fn with_context(mut self, context: JsonLdContext) -> Self {
        self.context = context;
        self
    }
}

impl FolderExporter for JsonLdPages {
    fn write_to(&self, graph: &KnowledgeGraph, sink: &mut dyn Sink) -> io::Result<()> {
        let by_iri: HashMap<String, &Node> = graph
            .nodes()
            .map(|node| (graph.node_iri(node).into_owned(), node))
            .collect();
        describe(graph, |resource| {
            if resource.classes != [Class::PodcastEpisode] {
                return Ok(());
            }
            let Some(episode) = by_iri.get(&*resource.iri) else {
                return Ok(());
            };
            let page = self.page(resource, &by_iri)?;
            let mut file = sink.create(&format!("{}.jsonld", file_name(&episode.id)))?;
            // The text is meant for a `<script>`, which `</script>` or `<!--` would upset.
            file.write_all(page.replace('<', "\\u003c").as_bytes())?;
            file.flush()
        })
    }
}

impl JsonLdPages {
    fn page(self, episode: &Resource<'_>, nodes: &HashMap<String, &Node>) -> io::Result<String> {
        let mut out = Buffer::new(Vec::new());
        out.raw("{\n  \"@context\": ");
        match self.context {
            JsonLdContext::Inline => out.raw(INLINE),
            JsonLdContext::Remote => out.json(SCHEMA_CONTEXT),
        }
        out.raw(",\n  \"@type\": \"PodcastEpisode\",\n  \"@id\": ");
        out.json(&episode.iri);
        let own = |property: Property| property.iri().starts_with(crate::rdf::SCHEMA);
        for values in episode.values.chunk_by(|a, b| a.0 == b.0) {
            let property = values[0].0;
            if !own(property) {
                continue;
            }
            out.raw(",\n  ");
            out.json(property.key());
            out.raw(": ");
            list(&mut out, values, |out, (_, value)| match value {
                PropertyValue::Iri(iri) => match nodes.get(*iri) {
                    Some(node) => card(out, iri, node),
                    None => out.json(iri),
                },
                // Plain texts: the types of XML Schema mean nothing to readers of pages.
                PropertyValue::Date(text)
                | PropertyValue::DateTime(text)
                | PropertyValue::Text(text) => out.json(text),
                PropertyValue::Duration(_)
                | PropertyValue::Integer(_)
                | PropertyValue::Decimal(_) => {
                    write_value(out, property, *value, JsonLdContext::Inline);
                }
            });
        }
        out.raw("\n}\n");
        String::from_utf8(out.finish()?).map_err(io::Error::other)
    }
}

/// What is said of a thing that an episode names.
fn card<W: Write>(out: &mut Buffer<W>, iri: &str, node: &Node) {
    out.raw("{\"@type\":");
    out.json(classes(node.kind)[0].key());
    out.raw(",\"@id\":");
    out.json(iri);
    out.raw(",\"name\":");
    out.json(&node.label);
    if node.kind == Kind::Url {
        out.raw(",\"url\":");
        out.json(iri);
    }
    let same_as: Vec<_> = node
        .same_as
        .iter()
        .filter_map(|iri| followed_iri(iri))
        .collect();
    if !same_as.is_empty() {
        out.raw(",\"sameAs\":");
        list(out, &same_as, |out, iri| out.json(iri));
    }
    out.raw("}");
}
