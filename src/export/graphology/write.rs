//! JSON in the format of graphology: what graphology and sigma import, and what our own commands
//! read. One node or edge per line.
//!
//! `directed`, `multigraph` and the `id` of nodes are what networkx's `node_link_graph` and d3 look for.
//!
//! It alone has the attribute `terms` of episodes, the words of their text: they are for comparing
//! episodes, and other formats are for drawing and asking.

use std::io::{self, Write};

use crate::export::StreamExporter;
use crate::export::attributes::AttributeValue;
use crate::export::buffer::Buffer;
use crate::export::templates::{AttributeSyntax, Templates};
use crate::export::unique_names::UniqueNames;
use crate::graph::GraphStream;

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

impl StreamExporter for Json {
    fn write_stream<W: Write>(&self, graph: &dyn GraphStream, out: W) -> io::Result<W> {
        let mut out = Buffer::new(out);
        out.raw("{\"attributes\":{\"name\":");
        out.json(graph.name());
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
        let mut first = true;
        graph.visit_edges(&mut |view| {
            out.raw(match std::mem::take(&mut first) {
                true => "\n{\"key\":",
                false => ",\n{\"key\":",
            });
            out.json(view.edge.id.as_str());
            out.raw(",\"source\":");
            out.json(view.from.id.as_str());
            out.raw(",\"target\":");
            out.json(view.to.id.as_str());
            out.raw(",\"attributes\":{");
            templates.edge(&mut out, view);
            out.raw("}}");
            out.drain()
        })?;
        out.raw("\n]}\n");
        out.finish()
    }
}

impl AttributeSyntax for Json {
    fn open_first(out: &mut Buffer<Vec<u8>>, _: &str, name: &str) {
        for text in ["\"", name, "\":"] {
            out.raw(text);
        }
    }

    fn open_next(out: &mut Buffer<Vec<u8>>, key: &str, name: &str) {
        out.raw(",");
        Self::open_first(out, key, name);
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
