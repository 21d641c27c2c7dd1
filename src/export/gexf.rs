//! GEXF 1.3 with its `viz` part: what Gephi likes best.

use std::io::{self, Write};

use super::Exporter;
use super::attributes::{
    AttributeType, AttributeValue, EdgeAttribute, NodeAttribute, edge_attributes, finite,
    node_attributes,
};
use super::buffer::Buffer;
use super::graphology::name;
use super::style;
use super::unique_names::UniqueNames;
use crate::graph::{EdgeView, KnowledgeGraph, Node};

/// Writes GEXF.
#[derive(Debug, Clone, Copy, Default)]
#[must_use]
#[non_exhaustive]
pub struct Gexf;

impl Gexf {
    /// There is one way only.
    pub fn new() -> Self {
        Self
    }
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
<meta><creator>showgraph</creator><description>"#;

/// What GEXF has its own place for is no attribute.
const fn of_node(attribute: NodeAttribute) -> bool {
    use NodeAttribute as A;
    !matches!(attribute, A::Label | A::Size | A::Red | A::Green | A::Blue)
}

const fn of_edge(attribute: EdgeAttribute) -> bool {
    use EdgeAttribute as A;
    !matches!(attribute, A::Label | A::Weight)
}

impl Exporter for Gexf {
    fn write<W: Write>(&self, graph: &KnowledgeGraph, out: W) -> io::Result<W> {
        let mut out = Buffer::new(out);
        out.raw(HEAD);
        out.xml(name(graph));
        out.raw("</description></meta>\n<graph mode=\"static\" defaultedgetype=\"directed\" idtype=\"string\">\n<attributes class=\"node\">\n");
        for attribute in NodeAttribute::ALL
            .iter()
            .filter(|attribute| of_node(**attribute))
        {
            declare(&mut out, attribute.as_str(), attribute.value_type());
        }
        out.raw("</attributes>\n<attributes class=\"edge\">\n");
        for attribute in EdgeAttribute::ALL
            .iter()
            .filter(|attribute| of_edge(**attribute))
        {
            declare(&mut out, attribute.as_str(), attribute.value_type());
        }
        out.raw("</attributes>\n<nodes>\n");
        let names = UniqueNames::new(graph);
        for node in graph.nodes() {
            write_node(&mut out, node, names.of(node));
            out.drain()?;
        }
        out.raw("</nodes>\n<edges>\n");
        for edge in graph.edges() {
            write_edge(&mut out, edge);
            out.drain()?;
        }
        out.raw("</edges>\n</graph>\n</gexf>\n");
        out.finish()
    }
}

fn declare<W: Write>(out: &mut Buffer<W>, name: &str, of: AttributeType) {
    let of = match of {
        AttributeType::String => "string",
        AttributeType::Int => "integer",
        AttributeType::Long => "long",
        AttributeType::Double => "double",
    };
    for text in [
        "<attribute id=\"",
        name,
        "\" title=\"",
        name,
        "\" type=\"",
        of,
        "\"/>\n",
    ] {
        out.raw(text);
    }
}

fn write_node<W: Write>(out: &mut Buffer<W>, node: &Node, name: &str) {
    out.raw("<node id=\"");
    out.xml_attribute(node.id.as_str());
    out.raw("\" label=\"");
    out.xml_attribute(&node.label);
    out.raw("\"><attvalues>");
    node_attributes(node, name, |attribute, value| {
        if of_node(attribute) {
            attvalue(out, attribute.as_str(), value);
        }
    });
    out.raw("</attvalues><viz:size value=\"");
    out.double(style::size(node));
    out.raw("\"/><viz:color");
    for (channel, value) in [" r=\"", "\" g=\"", "\" b=\""]
        .iter()
        .zip(style::colour(node.kind))
    {
        out.raw(channel);
        out.int(value.into());
    }
    out.raw("\"/></node>\n");
}

fn write_edge<W: Write>(out: &mut Buffer<W>, view: EdgeView<'_>) {
    out.raw("<edge id=\"");
    out.xml_attribute(&view.edge.id);
    out.raw("\" source=\"");
    out.xml_attribute(view.from.id.as_str());
    out.raw("\" target=\"");
    out.xml_attribute(view.to.id.as_str());
    // The kind keeps edges of different relations apart where both ends are the same.
    for text in [
        "\" kind=\"",
        view.edge.relation.as_str(),
        "\" label=\"",
        view.edge.relation.as_str(),
    ] {
        out.raw(text);
    }
    out.raw("\" weight=\"");
    out.double(finite(view.edge.weight));
    out.raw("\"><attvalues>");
    edge_attributes(view, |attribute, value| {
        if of_edge(attribute) {
            attvalue(out, attribute.as_str(), value);
        }
    });
    out.raw("</attvalues></edge>\n");
}

/// Some readers call an attribute by its id and others by its title, so both are the same.
fn attvalue<W: Write>(out: &mut Buffer<W>, name: &str, value: AttributeValue<'_>) {
    for text in ["<attvalue for=\"", name, "\" value=\""] {
        out.raw(text);
    }
    match value {
        AttributeValue::Text(text) => out.xml_attribute(text),
        AttributeValue::Int(number) => out.int(number),
        AttributeValue::Double(number) => out.double(number),
        AttributeValue::List(_) | AttributeValue::Parts(_) => {
            out.composed(|text| value.push_to(text), Buffer::xml_attribute);
        }
    }
    out.raw("\"/>");
}
