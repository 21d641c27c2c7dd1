//! DOT for Graphviz: short labels, the whole text in the tooltip, addresses clickable in SVG. Of escapes only `\"`
//! and `\\` are used, which every reader of DOT knows.

use std::borrow::Cow;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::Exporter;
use super::buffer::Buffer;
use super::graphology::name;
use super::style;
use super::style::{DOT_LONGEST, dot_escape, dot_string, is_special_in_dot, shortened};
use crate::analyze::layout::{Layout, MapShape, Place};
use crate::graph::{Detail, EdgeView, KnowledgeGraph, Node};
use crate::text::iri::to_iri;
use crate::vocabulary::Kind;

/// Writes DOT.
#[derive(Debug, Clone, Copy, Default)]
#[must_use]
pub struct Dot {
    positions: bool,
}

impl Dot {
    /// Without positions: Graphviz finds them.
    pub fn new() -> Self {
        Self::default()
    }

    /// Also writes where each node stands (`pos`, in points), for the engines that draw what is given (`nop`,
    /// `neato -n`): Graphviz in the browser lacks what the others need against overlaps.
    pub fn with_positions(mut self) -> Self {
        self.positions = true;
        self
    }
}

pub(super) const SETTINGS: &str = r##"  graph [layout=sfdp, overlap=prism, outputorder=edgesfirst, splines=line, K=0.6, bgcolor="white", fontname="Helvetica", charset="UTF-8"];
  node [style="filled,rounded", shape=box, fontname="Helvetica", fontcolor="#1a1a1a", margin="0.08,0.04", height=0.2, penwidth=1.2];
  edge [arrowsize=0.5, fontname="Helvetica", fontsize=8];
"##;

impl Exporter for Dot {
    fn write<W: Write>(&self, graph: &KnowledgeGraph, out: W) -> io::Result<W> {
        let mut out = Buffer::new(out);
        out.raw("digraph ");
        quoted(&mut out, &shortened(name(graph)));
        out.raw(" {\n");
        out.raw(SETTINGS);
        let layout = self.positions.then(|| layout(graph));
        for node in graph.nodes() {
            let place = layout.as_ref().and_then(|layout| layout.place(&node.id));
            write_node(&mut out, graph, node, place);
            out.drain()?;
        }
        for edge in graph.edges() {
            write_edge(&mut out, edge);
            out.drain()?;
        }
        out.raw("}\n");
        out.finish()
    }
}

/// Where all nodes stand, each with room for its label.
fn layout(graph: &KnowledgeGraph) -> Layout {
    let nodes: Vec<&Node> = graph.nodes().collect();
    let shape = MapShape {
        aspect: 1.5,
        room: 3.0,
    };
    Layout::of(graph, &nodes, shape, |node| {
        let label = shortened(&node.label);
        let (characters, size) = (
            f64::from(u16::try_from(label.width()).unwrap_or(60)),
            font_size(node),
        );
        // Helvetica's letters are a little over half as wide as high; then the margins of SETTINGS, and a gap.
        (0.56 * size * characters + 24.0, 1.2 * size + 14.0)
    })
}

fn write_node<W: Write>(
    out: &mut Buffer<W>,
    graph: &KnowledgeGraph,
    node: &Node,
    place: Option<Place>,
) {
    out.raw("  ");
    quoted(out, node.id.as_str());
    out.raw(" [label=");
    quoted(out, &shortened(&node.label));
    out.raw(", tooltip=");
    let kind = node.kind.as_str();
    match &node.description {
        Some(description) => quoted_parts(out, &[kind, ": ", &node.label, " — ", description]),
        None => quoted_parts(out, &[kind, ": ", &node.label]),
    }
    if let Some(address) = address(graph, node) {
        out.raw(", URL=");
        quoted(out, &address);
        out.raw(", target=\"_blank\"");
    }
    let colour = style::hex(node.kind);
    for text in [
        ", class=\"",
        node.kind.as_str(),
        "\", color=\"",
        colour,
        "\", fillcolor=\"",
    ] {
        out.raw(text);
    }
    // A tint, so that dark letters stand out from every colour.
    for text in [colour, "33\", shape=", shape(node.kind), ", fontsize="] {
        out.raw(text);
    }
    out.double(font_size(node));
    if let Some(Place { x, y }) = place {
        out.raw(", pos=\"");
        out.double(x.round() + 0.0);
        out.raw(",");
        out.double(y.round() + 0.0);
        out.raw("\"");
    }
    out.raw("];\n");
}

/// In points.
fn font_size(node: &Node) -> f64 {
    8.0 + (style::size(node) / 2.0).round()
}

fn write_edge<W: Write>(out: &mut Buffer<W>, view: EdgeView<'_>) {
    out.raw("  ");
    quoted(out, view.from.id.as_str());
    out.raw(" -> ");
    quoted(out, view.to.id.as_str());
    out.raw(" [tooltip=");
    let relation = view.edge.relation.as_str();
    let quote = &view.edge.evidence.quote;
    let parts = [
        &view.from.label,
        " ",
        relation,
        " ",
        &view.to.label,
        " — ",
        quote,
    ];
    quoted_parts(
        out,
        if quote.is_empty() {
            &parts[..5]
        } else {
            &parts
        },
    );
    for text in [
        ", class=\"",
        relation,
        "\", color=\"",
        style::hex(view.to.kind),
    ] {
        out.raw(text);
    }
    out.raw("99\", penwidth=");
    // From 0.5 for the faintest to 3 for the strongest, whatever the scale of the weights.
    let weight = view.edge.weight.max(0.0);
    out.double(((0.5 + 2.5 * weight / (1.0 + weight)) * 100.0).round() / 100.0);
    out.raw("];\n");
}

/// Where a click leads: to the page itself, to the same thing elsewhere, or to its own IRI. Only
/// addresses that a browser opens without running anything; made valid, because Graphviz copies
/// quotes into the attributes of its SVG.
fn address<'a>(graph: &KnowledgeGraph, node: &'a Node) -> Option<Cow<'a, str>> {
    let opens = |address: &&str| {
        ["https://", "http://", "mailto:"]
            .iter()
            .any(|scheme| address.starts_with(scheme))
    };
    let own = (!graph.base_iri().starts_with("https://showgraph.example/")).then_some(&node.iri);
    let page = match &node.detail {
        Detail::Url { url, .. } => Some(url),
        Detail::Show(show) => show.url.as_ref(),
        Detail::Episode(_) | Detail::None => None,
    };
    let addresses = page.into_iter().chain(&node.same_as).chain(own);
    addresses.map(String::as_str).filter(opens).find_map(to_iri)
}

const fn shape(kind: Kind) -> &'static str {
    match kind {
        Kind::Show => "doubleoctagon",
        Kind::Episode => "box",
        Kind::Person => "ellipse",
        Kind::Organization => "box3d",
        Kind::Product => "hexagon",
        Kind::Concept => "cds",
        Kind::Event => "septagon",
        Kind::Place => "house",
        Kind::Work => "tab",
        Kind::Url => "note",
    }
}

pub(super) fn quoted<W: Write>(out: &mut Buffer<W>, text: &str) {
    quoted_parts(out, &[text]);
}

/// Several texts as one string, without joining them first.
fn quoted_parts<W: Write>(out: &mut Buffer<W>, parts: &[&str]) {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    if length > DOT_LONGEST {
        // Too long perhaps, which is rare.
        return out.raw(&dot_string(&parts.concat()));
    }
    out.raw("\"");
    for part in parts {
        out.escaped(part, is_special_in_dot, |out, c| match dot_escape(c) {
            Some(escape) => out.raw(escape),
            None => out.raw(c.encode_utf8(&mut [0; 4])),
        });
    }
    out.raw("\"");
}
