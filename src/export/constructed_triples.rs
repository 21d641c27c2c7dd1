//! Triples of any vocabulary, such as a query constructs them, in the formats of a graph.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter, Write};

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{GraphNameRef, NamedOrBlankNode, Term, Triple};
use oxttl::{NQuadsSerializer, TurtleSerializer};

use super::buffer::Buffer;
use super::dot::quoted;
use super::jsonld::{CONTEXT, context_of};
use super::style;
use super::style::shortened;
use super::turtle::PREFIXES;
use crate::graph::{KnowledgeGraph, Node};
use crate::rdf::{Class, Property, SCHEMA, SG, SKOS};

/// Properties whose value is the name of a thing, the best first.
const NAMES: [&str; 3] = [
    Property::PrefLabel.iri(),
    Property::Name.iri(),
    "http://www.w3.org/2000/01/rdf-schema#label",
];

/// Triples, with the graph that they come from: it knows the labels and kinds of their nodes.
///
/// In DOT and GraphML every IRI and blank node is a node, every triple between two of them is an
/// edge, and literals are attributes of their subject. What is an `rdf:type` is an attribute too.
#[derive(Debug, Clone, Copy)]
pub struct ConstructedTriples<'a> {
    triples: &'a [Triple],
    graph: &'a KnowledgeGraph,
}

impl<'a> ConstructedTriples<'a> {
    /// Triples of a graph, or made of its nodes.
    pub fn new(triples: &'a [Triple], graph: &'a KnowledgeGraph) -> Self {
        Self { triples, graph }
    }

    /// Writes Turtle.
    ///
    /// # Errors
    ///
    /// What the writer reports.
    pub fn write_turtle<W: Write>(&self, out: W) -> io::Result<W> {
        let mut serializer = TurtleSerializer::new();
        for (prefix, iri) in PREFIXES {
            serializer = serializer
                .with_prefix(prefix, iri)
                .map_err(io::Error::other)?;
        }
        let mut writer = serializer.for_writer(BufWriter::new(out));
        for triple in self.triples {
            writer.serialize_triple(triple)?;
        }
        let out = writer.finish()?;
        out.into_inner().map_err(io::IntoInnerError::into_error)
    }

    /// Writes N-Quads.
    ///
    /// # Errors
    ///
    /// What the writer reports.
    pub fn write_nquads<W: Write>(&self, out: W) -> io::Result<W> {
        let mut writer = NQuadsSerializer::new().for_writer(BufWriter::new(out));
        for triple in self.triples {
            writer.serialize_quad(triple.as_ref().in_graph(GraphNameRef::DefaultGraph))?;
        }
        let out = writer.finish();
        out.into_inner().map_err(io::IntoInnerError::into_error)
    }

    /// Writes JSON-LD under the context of the graph's own files.
    ///
    /// # Errors
    ///
    /// What the writer reports.
    pub fn write_jsonld<W: Write>(&self, out: W) -> io::Result<W> {
        let mut resources: BTreeMap<String, BTreeMap<&str, Vec<&Term>>> = BTreeMap::new();
        for triple in self.triples {
            let of = resources.entry(subject(triple)).or_default();
            of.entry(triple.predicate.as_str())
                .or_default()
                .push(&triple.object);
        }
        let mut out = Buffer::new(out);
        out.raw("{\"@context\":");
        out.raw(&context_of(CONTEXT).to_string());
        out.raw(",\n\"@graph\":[");
        for (at, (id, properties)) in resources.iter().enumerate() {
            out.raw(if at == 0 {
                "\n{\"@id\":"
            } else {
                ",\n{\"@id\":"
            });
            out.json(id);
            for (property, values) in properties {
                let is_type = *property == rdf::TYPE.as_str();
                out.raw(",");
                out.json(if is_type { "@type" } else { key(property) });
                out.raw(":[");
                for (at, value) in values.iter().enumerate() {
                    if at > 0 {
                        out.raw(",");
                    }
                    match value {
                        Term::NamedNode(node) if is_type => out.json(class_key(node.as_str())),
                        value => json_value(&mut out, value),
                    }
                }
                out.raw("]");
            }
            out.raw("}");
            out.drain()?;
        }
        out.raw("\n]}\n");
        out.finish()
    }

    /// Writes DOT.
    ///
    /// # Errors
    ///
    /// What the writer reports.
    pub fn write_dot<W: Write>(&self, out: W) -> io::Result<W> {
        let picture = Picture::of(self);
        let mut out = Buffer::new(out);
        out.raw("digraph \"showgraph query\" {\n");
        out.raw(super::dot::SETTINGS);
        for (id, shape) in &picture.nodes {
            out.raw("  ");
            quoted(&mut out, id);
            out.raw(" [label=");
            quoted(&mut out, &shortened(&shape.label));
            out.raw(", tooltip=");
            quoted(&mut out, &format!("{}\n{id}", shape.label));
            if id.starts_with("https://") || id.starts_with("http://") {
                out.raw(", URL=");
                quoted(&mut out, id);
            }
            if let Some(node) = shape.node {
                let colour = style::hex(node.kind);
                for text in [", color=\"", colour, "\", fillcolor=\"", colour, "33\""] {
                    out.raw(text);
                }
            }
            out.raw("];\n");
            out.drain()?;
        }
        for (from, predicate, to) in &picture.edges {
            out.raw("  ");
            quoted(&mut out, from);
            out.raw(" -> ");
            quoted(&mut out, to);
            out.raw(" [label=");
            quoted(&mut out, compact(predicate));
            out.raw(", tooltip=");
            quoted(&mut out, predicate);
            out.raw("];\n");
            out.drain()?;
        }
        out.raw("}\n");
        out.finish()
    }

    /// Writes GraphML 1.0.
    ///
    /// # Errors
    ///
    /// What the writer reports.
    pub fn write_graphml<W: Write>(&self, out: W) -> io::Result<W> {
        let picture = Picture::of(self);
        let mut attributes: BTreeSet<&str> = BTreeSet::new();
        for shape in picture.nodes.values() {
            attributes.extend(shape.attributes.keys().copied());
        }
        let keys: BTreeMap<&str, String> = attributes
            .iter()
            .enumerate()
            .map(|(at, property)| (*property, format!("n_{at}")))
            .collect();
        let mut out = Buffer::new(out);
        out.raw(super::graphml::HEAD);
        out.raw(super::graphml::STANDARD_SCHEMA);
        for (id, domain, name) in [
            ("n_label", "node", "label"),
            ("n_kind", "node", "kind"),
            ("n_iri", "node", "iri"),
            ("e_relation", "edge", "relation"),
        ] {
            graphml_key(&mut out, id, domain, name);
        }
        for (property, id) in &keys {
            graphml_key(&mut out, id, "node", compact(property));
        }
        out.raw("<graph id=\"showgraph\" edgedefault=\"directed\">\n");
        // Ids must be name tokens, which IRIs are not.
        let ids: BTreeMap<&str, String> = picture
            .nodes
            .iter()
            .enumerate()
            .map(|(at, (iri, shape))| {
                let own = shape.node.map(|node| node.id.to_string());
                (iri.as_str(), own.unwrap_or_else(|| format!("n{at}")))
            })
            .collect();
        for (iri, shape) in &picture.nodes {
            out.raw("<node id=\"");
            out.xml_attribute(&ids[iri.as_str()]);
            out.raw("\">");
            graphml_data(&mut out, "n_label", &shape.label);
            if let Some(node) = shape.node {
                graphml_data(&mut out, "n_kind", node.kind.as_str());
            }
            graphml_data(&mut out, "n_iri", iri);
            for (property, values) in &shape.attributes {
                graphml_data(&mut out, &keys[property], &values.join("\n"));
            }
            out.raw("</node>\n");
            out.drain()?;
        }
        for (at, (from, predicate, to)) in picture.edges.iter().enumerate() {
            out.raw("<edge id=\"e");
            out.int(at as i64);
            out.raw("\" source=\"");
            out.xml_attribute(&ids[from.as_str()]);
            out.raw("\" target=\"");
            out.xml_attribute(&ids[to.as_str()]);
            out.raw("\">");
            graphml_data(&mut out, "e_relation", compact(predicate));
            out.raw("</edge>\n");
            out.drain()?;
        }
        out.raw("</graph>\n</graphml>\n");
        out.finish()
    }
}

/// Triples as nodes and edges.
struct Picture<'a> {
    nodes: BTreeMap<String, PictureNode<'a>>,
    edges: Vec<(String, &'a str, String)>,
}

#[derive(Default)]
struct PictureNode<'a> {
    label: String,
    node: Option<&'a Node>,
    attributes: BTreeMap<&'a str, Vec<String>>,
}

impl<'a> Picture<'a> {
    fn of(constructed: &ConstructedTriples<'a>) -> Self {
        let mut nodes: BTreeMap<String, PictureNode<'a>> = BTreeMap::new();
        let mut edges = Vec::new();
        for triple in constructed.triples {
            let from = subject(triple);
            let predicate = triple.predicate.as_str();
            let shape = nodes.entry(from.clone()).or_default();
            let to = match &triple.object {
                Term::NamedNode(node) if predicate == rdf::TYPE.as_str() => {
                    let class = compact(node.as_str()).to_owned();
                    shape.attributes.entry(predicate).or_default().push(class);
                    continue;
                }
                Term::Literal(literal) => {
                    let text = literal.value().to_owned();
                    shape.attributes.entry(predicate).or_default().push(text);
                    continue;
                }
                Term::NamedNode(node) => node.as_str().to_owned(),
                Term::BlankNode(node) => node.to_string(),
            };
            nodes.entry(to.clone()).or_default();
            edges.push((from, predicate, to));
        }
        for node in constructed.graph.nodes() {
            if let Some(shape) = nodes.get_mut(&*constructed.graph.node_iri(node)) {
                shape.node = Some(node);
            }
        }
        for (iri, shape) in &mut nodes {
            let said = NAMES
                .iter()
                .find_map(|name| shape.attributes.get(name)?.first().cloned());
            let known = || shape.node.map(|node| node.label.clone());
            shape.label = said.or_else(known).unwrap_or_else(|| iri.clone());
        }
        Self { nodes, edges }
    }
}

fn subject(triple: &Triple) -> String {
    match &triple.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
        NamedOrBlankNode::BlankNode(node) => node.to_string(),
    }
}

/// The name of a property in our context; of any other its IRI.
fn key(iri: &str) -> &str {
    let known = Property::ALL.iter().find(|property| property.iri() == iri);
    known.map_or(iri, |property| property.key())
}

/// The name of a class in our context; of any other its IRI.
fn class_key(iri: &str) -> &str {
    let known = Class::ALL.iter().find(|class| class.iri() == iri);
    known.map_or(iri, |class| class.key())
}

/// What follows the namespace, for pictures.
fn compact(iri: &str) -> &str {
    let namespaces = [SCHEMA, SG, SKOS];
    let local = namespaces
        .iter()
        .find_map(|namespace| iri.strip_prefix(namespace));
    local.unwrap_or_else(|| match iri.rfind(['#', '/']) {
        Some(at) if at + 1 < iri.len() => &iri[at + 1..],
        _ => iri,
    })
}

/// A value object: it means the same under every context.
fn json_value<W: Write>(out: &mut Buffer<W>, value: &Term) {
    match value {
        Term::NamedNode(node) => {
            out.raw("{\"@id\":");
            out.json(node.as_str());
        }
        Term::BlankNode(node) => {
            out.raw("{\"@id\":");
            out.json(&node.to_string());
        }
        Term::Literal(literal) => {
            out.raw("{\"@value\":");
            out.json(literal.value());
            if let Some(language) = literal.language() {
                out.raw(",\"@language\":");
                out.json(language);
            } else if literal.datatype() != xsd::STRING {
                out.raw(",\"@type\":");
                out.json(literal.datatype().as_str());
            }
        }
    }
    out.raw("}");
}

fn graphml_key<W: Write>(out: &mut Buffer<W>, id: &str, domain: &str, name: &str) {
    out.raw("<key id=\"");
    out.xml_attribute(id);
    out.raw("\" for=\"");
    out.raw(domain);
    out.raw("\" attr.name=\"");
    out.xml_attribute(name);
    out.raw("\" attr.type=\"string\"/>\n");
}

fn graphml_data<W: Write>(out: &mut Buffer<W>, key: &str, text: &str) {
    out.raw("<data key=\"");
    out.xml_attribute(key);
    out.raw("\">");
    out.xml(text);
    out.raw("</data>");
}
