//! Plain CSV: `nodes.csv` and `edges.csv`, for spreadsheets, data frames and databases.

use std::io::{self, Write};

use super::attributes::{
    AttributeValue, EdgeAttribute, NodeAttribute, edge_attributes, node_attributes,
};
use super::buffer::Buffer;
use super::csv_row::{CsvRow, cell, edge_column, header};
use super::{FolderExporter, Sink};
use crate::graph::KnowledgeGraph;

/// Writes plain CSV.
#[derive(Debug, Clone, Copy, Default)]
#[must_use]
#[non_exhaustive]
pub struct Csv;

impl Csv {
    /// There is one way only.
    pub fn new() -> Self {
        Self
    }
}

impl FolderExporter for Csv {
    fn write_to(&self, graph: &KnowledgeGraph, sink: &mut dyn Sink) -> io::Result<()> {
        nodes(graph, sink.create("nodes.csv")?)?;
        edges(graph, sink.create("edges.csv")?)
    }
}

fn nodes(graph: &KnowledgeGraph, out: impl Write) -> io::Result<()> {
    let mut out = Buffer::new(out);
    let names = NodeAttribute::ALL
        .iter()
        .map(|attribute| attribute.as_str());
    header(&mut out, ["id"].into_iter().chain(names).map(String::from));
    for node in graph.nodes() {
        let mut row = CsvRow::new(&mut out);
        cell(row.at(0), node.id.as_str());
        node_attributes(node, |attribute, value| {
            put(row.at(1 + attribute as usize), value)
        });
        row.end(1 + NodeAttribute::ALL.len());
        out.drain()?;
    }
    out.finish().map(drop)
}

fn edges(graph: &KnowledgeGraph, out: impl Write) -> io::Result<()> {
    let mut out = Buffer::new(out);
    let names = EdgeAttribute::ALL.iter().map(|attribute| match attribute {
        EdgeAttribute::EdgeId => "id",
        other => edge_column(*other),
    });
    header(
        &mut out,
        ["source", "target"]
            .into_iter()
            .chain(names)
            .map(String::from),
    );
    for view in graph.edges() {
        let mut row = CsvRow::new(&mut out);
        cell(row.at(0), view.from.id.as_str());
        cell(row.at(1), view.to.id.as_str());
        edge_attributes(view, |attribute, value| {
            put(row.at(2 + attribute as usize), value)
        });
        row.end(2 + EdgeAttribute::ALL.len());
        out.drain()?;
    }
    out.finish().map(drop)
}

fn put<W: Write>(out: &mut Buffer<W>, value: AttributeValue<'_>) {
    match value {
        AttributeValue::Int(number) => out.int(number),
        AttributeValue::Double(number) => out.double(number),
        AttributeValue::Text(text) => cell(out, text),
        AttributeValue::List(_) | AttributeValue::Parts(_) => {
            out.composed(|text| value.push_to(text), cell)
        }
    }
}
