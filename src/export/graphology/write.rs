//! JSON in the format of graphology: what graphology and sigma import, and what our own commands
//! read. One node or edge per line.
//!
//! `directed`, `multigraph` and the `id` of nodes are what networkx's `node_link_graph` and d3 look for.
//!
//! It alone has the attribute `terms` of episodes, the words of their text: they are for comparing
//! episodes, and other formats are for drawing and asking.

use std::io::{self, Write};

use crate::export::Exporter;
use crate::export::attributes::AttributeValue;
use crate::export::buffer::Buffer;
use crate::export::templates::{AttributeSyntax, Templates};
use crate::export::unique_names::UniqueNames;
use crate::graph::{EntityId, KnowledgeGraph, Node};
use crate::vocabulary::{Kind, Relation};

/// Writes graphology's JSON.
#[derive(Debug, Clone, Copy, Default)]
#[must_use]
#[non_exhaustive]
pub struct Json;

impl Json {
    /// There is one way only.
    pub fn new() -> Self {
        Self
    }
}

impl Exporter for Json {
    fn write<W: Write>(&self, graph: &KnowledgeGraph, out: W) -> io::Result<W> {
        let mut out = Buffer::new(out);
        out.raw("{\"attributes\":{\"name\":");
        out.json(name(graph));
        out.raw(",\"base_iri\":");
        out.json(graph.base_iri());
        out.raw(concat!(
            ",\"generator\":\"showgraph ",
            env!("CARGO_PKG_VERSION"),
            "\"},\n"
        ));
        out.raw("\"options\":{\"type\":\"directed\",\"multi\":true,\"allowSelfLoops\":true},\n");
        out.raw("\"directed\":true,\"multigraph\":true,\n");
        let templates = Templates::<Self>::new();
        out.raw("\"nodes\":[");
        let names = UniqueNames::new(graph);
        for (at, node) in graph.nodes().enumerate() {
            out.raw(if at == 0 {
                "\n{\"key\":"
            } else {
                ",\n{\"key\":"
            });
            out.json(node.id.as_str());
            out.raw(",\"id\":");
            out.json(node.id.as_str());
            out.raw(",\"attributes\":{");
            templates.node(&mut out, node, names.of(node));
            let terms = node
                .detail
                .episode()
                .and_then(|episode| episode.terms.as_ref());
            if let Some(terms) = terms {
                out.raw(",\"terms\":");
                out.json(terms.as_str());
            }
            out.raw("}}");
            out.drain()?;
        }
        out.raw("\n],\n\"edges\":[");
        for (at, view) in graph.edges().enumerate() {
            out.raw(if at == 0 {
                "\n{\"key\":"
            } else {
                ",\n{\"key\":"
            });
            out.json(&view.edge.id);
            out.raw(",\"source\":");
            out.json(view.from.id.as_str());
            out.raw(",\"target\":");
            out.json(view.to.id.as_str());
            out.raw(",\"attributes\":{");
            templates.edge(&mut out, view);
            out.raw("}}");
            out.drain()?;
        }
        out.raw("\n]}\n");
        out.finish()
    }
}

/// The shows that a graph is about; others are only named by them.
pub(crate) fn shows_with_episodes(graph: &KnowledgeGraph) -> Vec<&Node> {
    let shows: Vec<&Node> = graph.nodes_of(Kind::Show).collect();
    let mut with_episodes: Vec<&EntityId> = graph
        .edges()
        .filter(|view| view.edge.relation == Relation::PartOfShow)
        .map(|view| &view.to.id)
        .collect();
    with_episodes.sort_unstable();
    with_episodes.dedup();
    let own = shows.iter().copied();
    let own: Vec<&Node> = own
        .filter(|show| with_episodes.binary_search(&&show.id).is_ok())
        .collect();
    // Of a part of a graph the episodes may be left out.
    if own.is_empty() { shows } else { own }
}

/// The name of a graph: that of its show, if it has just one.
pub(crate) fn name(graph: &KnowledgeGraph) -> &str {
    let mut shows = shows_with_episodes(graph).into_iter();
    match (shows.next(), shows.next()) {
        (Some(only), None) => &only.label,
        _ => "showgraph",
    }
}

impl AttributeSyntax for Json {
    fn open_first(out: &mut Buffer<Vec<u8>>, _: &str, name: &str) {
        for text in ["\"", name, "\":"] {
            out.raw(text);
        }
    }

    fn open_next(out: &mut Buffer<Vec<u8>>, prefix: &str, name: &str) {
        out.raw(",");
        Self::open_first(out, prefix, name);
    }

    /// A list is a string that holds a JSON array.
    fn value<W: Write>(out: &mut Buffer<W>, value: AttributeValue<'_>) {
        match value {
            AttributeValue::Text(text) => out.json(text),
            AttributeValue::Int(number) => out.int(number),
            AttributeValue::Double(number) => out.double(number),
            AttributeValue::List(_) | AttributeValue::Parts(_) => {
                out.composed(|text| value.push_to(text), Buffer::json);
            }
        }
    }
}
