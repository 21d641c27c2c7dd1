//! Mermaid flowcharts, for small parts of a graph in Markdown pages.

use std::io::{self, Write};

use super::Exporter;
use super::buffer::{Buffer, is_forbidden_in_xml};
use super::style;
use super::style::shortened;
use crate::graph::KnowledgeGraph;
use crate::vocabulary::Kind;

/// How many edges Mermaid draws unless it is configured otherwise.
pub const MERMAID_EDGES: usize = 500;

/// How many characters Mermaid reads unless it is configured otherwise.
pub const MERMAID_CHARACTERS: usize = 50_000;

/// Writes Mermaid.
#[derive(Debug, Clone, Copy, Default)]
#[must_use]
#[non_exhaustive]
pub struct Mermaid;

impl Mermaid {
    /// There is one way only.
    pub fn new() -> Self {
        Self
    }

    /// Why Mermaid would not draw a graph, if it would not.
    pub fn refusal(&self, graph: &KnowledgeGraph) -> Option<String> {
        self.text(graph).err().map(|error| error.to_string())
    }

    fn text(&self, graph: &KnowledgeGraph) -> io::Result<String> {
        let edges = graph.edge_count();
        if edges > MERMAID_EDGES {
            return Err(too_large(edges, "edges", MERMAID_EDGES));
        }
        let text = flowchart(graph)?;
        let characters = text.chars().count();
        if characters > MERMAID_CHARACTERS {
            return Err(too_large(characters, "characters", MERMAID_CHARACTERS));
        }
        Ok(text)
    }
}

impl Exporter for Mermaid {
    /// Refuses a graph that Mermaid would not draw, with [`io::ErrorKind::InvalidInput`], before
    /// anything is written.
    fn write<W: Write>(&self, graph: &KnowledgeGraph, mut out: W) -> io::Result<W> {
        let text = self.text(graph)?;
        out.write_all(text.as_bytes())?;
        out.flush()?;
        Ok(out)
    }
}

fn too_large(count: usize, what: &str, limit: usize) -> io::Error {
    let message = format!(
        "mermaid draws at most {limit} {what}, and these would be {count}: take a part of the graph, with --around, --episode or --top"
    );
    io::Error::new(io::ErrorKind::InvalidInput, message)
}

fn flowchart(graph: &KnowledgeGraph) -> io::Result<String> {
    let mut out = Buffer::new(Vec::new());
    out.raw("flowchart LR\n");
    for (at, node) in graph.nodes().enumerate() {
        let (open, close) = shape(node.kind);
        for text in ["  n", &at.to_string(), open, "\""] {
            out.raw(text);
        }
        quoted(&mut out, &shortened(&node.label));
        for text in ["\"", close, ":::", node.kind.as_str(), "\n"] {
            out.raw(text);
        }
    }
    for (from, to, edge) in graph.edges_by_place() {
        let relation = edge.relation.as_str().replace('_', " ");
        out.raw(&format!("  n{from} -->|{relation}| n{to}\n"));
    }
    for kind in Kind::ALL
        .iter()
        .filter(|kind| graph.nodes_of(**kind).next().is_some())
    {
        let colour = style::hex(*kind);
        // Class names are ours; the colours are a frame, so that the page's own text colour holds.
        out.raw(&format!(
            "  classDef {kind} stroke:{colour},stroke-width:2px\n"
        ));
    }
    let bytes = out.finish()?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

const fn shape(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Show => ("[[", "]]"),
        Kind::Episode => ("[", "]"),
        Kind::Person => ("([", "])"),
        Kind::Organization => ("[(", ")]"),
        Kind::Product => ("{{", "}}"),
        Kind::Concept => ("(", ")"),
        Kind::Event => (">", "]"),
        Kind::Place => ("((", "))"),
        Kind::Work => ("[\\", "\\]"),
        Kind::Url => ("[/", "/]"),
    }
}

/// A label between quotes: what Mermaid, Markdown or HTML would read as markup becomes an entity.
fn quoted<W: Write>(out: &mut Buffer<W>, text: &str) {
    let special = |byte: u8| !byte.is_ascii_alphanumeric() && !matches!(byte, b' ' | b',' | b'.');
    out.escaped(text, special, |out, c| match c {
        '\n' | '\r' | '\t' => out.raw(" "),
        c if c.is_control() || is_forbidden_in_xml(c) => out.raw("\u{fffd}"),
        '-' | '\'' | '(' | ')' | '/' | '!' | '?' => out.raw(c.encode_utf8(&mut [0; 4])),
        c if c.is_ascii() => out.raw(&format!("#{};", u32::from(c))),
        c => out.raw(c.encode_utf8(&mut [0; 4])),
    });
}
