//! Cytoscape JSON: for Cytoscape and cytoscape.js.
//!
//! In this format `source` and `target` are the ends of an edge, so the file that an edge was found
//! in is called `source_path` here. Lists are true lists. networkx's `cytoscape_graph` takes a node's identity from
//! `value`, and tells parallel edges apart by `key`.

use std::io::{self, Write};

use super::Exporter;
use super::attributes::{AttributeValue, edge_attributes, node_attributes};
use super::buffer::Buffer;
use super::csv_row::edge_column;
use super::graphology::{Json, name};
use super::templates::AttributeSyntax;
use super::unique_names::UniqueNames;
use crate::graph::KnowledgeGraph;

/// Writes Cytoscape JSON.
#[derive(Debug, Clone, Copy, Default)]
#[must_use]
#[non_exhaustive]
pub struct Cyjs;

impl Cyjs {
    /// There is one way only.
    pub fn new() -> Self {
        Self
    }
}

impl Exporter for Cyjs {
    fn write<W: Write>(&self, graph: &KnowledgeGraph, out: W) -> io::Result<W> {
        let mut out = Buffer::new(out);
        out.raw("{\"format_version\":\"1.0\",\"generated_by\":\"showgraph\",\"target_cytoscapejs_version\":\"~3.0\",\"directed\":true,\"multigraph\":true,\n\"data\":{\"name\":");
        out.json(name(graph));
        out.raw(",\"base_iri\":");
        out.json(graph.base_iri());
        out.raw("},\n\"elements\":{\"nodes\":[");
        let names = UniqueNames::new(graph);
        for (at, node) in graph.nodes().enumerate() {
            out.raw(if at == 0 {
                "\n{\"data\":{\"id\":"
            } else {
                ",\n{\"data\":{\"id\":"
            });
            out.json(node.id.as_str());
            out.raw(",\"value\":");
            out.json(node.id.as_str());
            node_attributes(node, names.of(node), |name, value| {
                write(&mut out, name.as_str(), value)
            });
            out.raw("}}");
            out.drain()?;
        }
        out.raw("\n],\n\"edges\":[");
        for (at, view) in graph.edges().enumerate() {
            out.raw(if at == 0 {
                "\n{\"data\":{\"id\":"
            } else {
                ",\n{\"data\":{\"id\":"
            });
            out.json(&view.edge.id);
            out.raw(",\"key\":");
            out.json(&view.edge.id);
            out.raw(",\"source\":");
            out.json(view.from.id.as_str());
            out.raw(",\"target\":");
            out.json(view.to.id.as_str());
            edge_attributes(view, |name, value| {
                write(&mut out, edge_column(name), value)
            });
            out.raw("}}");
            out.drain()?;
        }
        out.raw("\n]}}\n");
        out.finish()
    }
}

fn write<W: Write>(out: &mut Buffer<W>, name: &str, value: AttributeValue<'_>) {
    for text in [",\"", name, "\":"] {
        out.raw(text);
    }
    if !matches!(value, AttributeValue::List(_) | AttributeValue::Parts(_)) {
        return Json::value(out, value);
    }
    out.raw("[");
    let mut first = true;
    value.for_each_item(|item| {
        if !std::mem::take(&mut first) {
            out.raw(",");
        }
        out.json(item);
    });
    out.raw("]");
}
