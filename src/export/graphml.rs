//! GraphML 1.0: what Gephi, Cytoscape, yEd, networkx, igraph and graphology read.
//!
//! Valid against the XML schema of GraphML 1.0; the flavours for yEd and Neo4j's APOC go beyond it,
//! because these two readers look for things that the schema does not have.

use std::io::{self, Write};
use std::str::FromStr;

use super::Exporter;
use super::attributes::{AttributeType, AttributeValue, EdgeAttribute, NodeAttribute};
use super::buffer::Buffer;
use super::style;
use super::style::shortened;
use super::templates::{AttributeSyntax, Templates};
use super::unique_names::UniqueNames;
use crate::graph::{EdgeView, KnowledgeGraph, Node};
use crate::vocabulary::Kind;

/// For which family of readers a GraphML file is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum GraphMlFlavor {
    /// Valid against the schema.
    #[default]
    Standard,
    /// With the graphics of yFiles, so that yEd shows labels, shapes and colours at once.
    Yed,
    /// With the XML attributes `labels` and `label` from which `apoc.import.graphml` takes node
    /// labels and relationship types.
    Apoc,
}

impl GraphMlFlavor {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::Standard, Self::Yed, Self::Apoc];

    /// The name on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Yed => "yed",
            Self::Apoc => "apoc",
        }
    }
}

impl FromStr for GraphMlFlavor {
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

/// Writes GraphML.
#[derive(Debug, Clone, Copy, Default)]
#[must_use]
pub struct GraphMl {
    flavor: GraphMlFlavor,
}

impl GraphMl {
    /// The standard flavour.
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes another flavour.
    pub fn with_flavor(mut self, flavor: GraphMlFlavor) -> Self {
        self.flavor = flavor;
        self
    }
}

pub(super) const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#;
pub(super) const STANDARD_SCHEMA: &str = r#" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"#;
const YED_SCHEMA: &str = r#" xmlns:y="http://www.yworks.com/xml/graphml" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd">
"#;
const YED_KEYS: &str = r#"<key id="n_graphics" for="node" yfiles.type="nodegraphics"/>
<key id="e_graphics" for="edge" yfiles.type="edgegraphics"/>
"#;

impl Exporter for GraphMl {
    fn write<W: Write>(&self, graph: &KnowledgeGraph, out: W) -> io::Result<W> {
        let mut out = Buffer::new(out);
        out.raw(HEAD);
        match self.flavor {
            GraphMlFlavor::Standard | GraphMlFlavor::Apoc => out.raw(STANDARD_SCHEMA),
            GraphMlFlavor::Yed => out.raw(YED_SCHEMA),
        }
        for attribute in NodeAttribute::ALL {
            key(
                &mut out,
                "n_",
                "node",
                attribute.as_str(),
                attribute.value_type(),
            );
        }
        for attribute in EdgeAttribute::ALL {
            key(
                &mut out,
                "e_",
                "edge",
                attribute.as_str(),
                attribute.value_type(),
            );
        }
        if self.flavor == GraphMlFlavor::Yed {
            out.raw(YED_KEYS);
        }
        out.raw("<graph id=\"showgraph\" edgedefault=\"directed\">\n");
        let templates = Templates::new();
        let names = UniqueNames::new(graph);
        for node in graph.nodes() {
            self.node(&mut out, &templates, node, names.of(node));
            out.drain()?;
        }
        for edge in graph.edges() {
            self.edge(&mut out, &templates, edge);
            out.drain()?;
        }
        out.raw("</graph>\n</graphml>\n");
        out.finish()
    }
}

impl GraphMl {
    fn node<W: Write>(
        self,
        out: &mut Buffer<W>,
        templates: &Templates<Self>,
        node: &Node,
        name: &str,
    ) {
        out.raw("<node id=\"");
        out.xml_attribute(node.id.as_str());
        if self.flavor == GraphMlFlavor::Apoc {
            out.raw("\" labels=\":");
            out.raw(label_of(node.kind));
        }
        out.raw("\">");
        templates.node(out, node, name);
        out.raw("</data>");
        if self.flavor == GraphMlFlavor::Yed {
            yed_node(out, node);
        }
        out.raw("</node>\n");
    }

    fn edge<W: Write>(self, out: &mut Buffer<W>, templates: &Templates<Self>, view: EdgeView<'_>) {
        out.raw("<edge id=\"");
        out.xml_attribute(&view.edge.id);
        out.raw("\" source=\"");
        out.xml_attribute(view.from.id.as_str());
        out.raw("\" target=\"");
        out.xml_attribute(view.to.id.as_str());
        if self.flavor == GraphMlFlavor::Apoc {
            out.raw("\" label=\"");
            out.raw(&view.edge.relation.as_str().to_uppercase());
        }
        out.raw("\">");
        templates.edge(out, view);
        out.raw("</data>");
        if self.flavor == GraphMlFlavor::Yed {
            yed_edge(out, view);
        }
        out.raw("</edge>\n");
    }
}

fn key<W: Write>(out: &mut Buffer<W>, prefix: &str, domain: &str, name: &str, of: AttributeType) {
    let of = match of {
        AttributeType::String => "string",
        AttributeType::Int => "int",
        AttributeType::Long => "long",
        AttributeType::Double => "double",
    };
    for text in ["<key id=\"", prefix, name, "\" for=\"", domain] {
        out.raw(text);
    }
    for text in ["\" attr.name=\"", name, "\" attr.type=\"", of, "\"/>\n"] {
        out.raw(text);
    }
}

impl AttributeSyntax for GraphMl {
    fn open_first(out: &mut Buffer<Vec<u8>>, prefix: &str, name: &str) {
        for text in ["<data key=\"", prefix, name, "\">"] {
            out.raw(text);
        }
    }

    fn open_next(out: &mut Buffer<Vec<u8>>, prefix: &str, name: &str) {
        out.raw("</data>");
        Self::open_first(out, prefix, name);
    }

    fn value<W: Write>(out: &mut Buffer<W>, value: AttributeValue<'_>) {
        match value {
            AttributeValue::Text(text) => out.xml(text),
            AttributeValue::Int(number) => out.int(number),
            AttributeValue::Double(number) => out.double(number),
            AttributeValue::List(_) | AttributeValue::Parts(_) => {
                out.composed(|text| value.push_to(text), Buffer::xml);
            }
        }
    }
}

/// A kind as a node label of Neo4j.
pub(super) const fn label_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Show => "Show",
        Kind::Episode => "Episode",
        Kind::Person => "Person",
        Kind::Organization => "Organization",
        Kind::Product => "Product",
        Kind::Concept => "Concept",
        Kind::Event => "Event",
        Kind::Place => "Place",
        Kind::Work => "Work",
        Kind::Url => "Url",
    }
}

fn yed_node<W: Write>(out: &mut Buffer<W>, node: &Node) {
    let shape = match node.kind {
        Kind::Show => "octagon",
        Kind::Episode => "roundrectangle",
        Kind::Person => "ellipse",
        Kind::Organization => "rectangle",
        Kind::Product => "hexagon",
        Kind::Concept => "diamond",
        Kind::Event => "triangle",
        Kind::Place => "trapezoid",
        Kind::Work => "rectangle3d",
        Kind::Url => "parallelogram",
    };
    let side = style::size(node) * 2.0;
    out.raw("<data key=\"n_graphics\"><y:ShapeNode><y:Geometry height=\"");
    out.double(side);
    out.raw("\" width=\"");
    out.double(side);
    out.raw("\"/><y:Fill color=\"");
    out.raw(style::hex(node.kind));
    out.raw("\"/><y:NodeLabel modelName=\"sides\" modelPosition=\"s\">");
    out.xml(&shortened(&node.label));
    out.raw("</y:NodeLabel><y:Shape type=\"");
    out.raw(shape);
    out.raw("\"/></y:ShapeNode></data>");
}

fn yed_edge<W: Write>(out: &mut Buffer<W>, view: EdgeView<'_>) {
    out.raw("<data key=\"e_graphics\"><y:PolyLineEdge><y:LineStyle color=\"");
    out.raw(style::hex(view.to.kind));
    out.raw("\"/><y:Arrows source=\"none\" target=\"standard\"/><y:EdgeLabel>");
    out.raw(view.edge.relation.as_str());
    out.raw("</y:EdgeLabel></y:PolyLineEdge></data>");
}
