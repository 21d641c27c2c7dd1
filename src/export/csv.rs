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
pub struct Csv {
    safe_cells: bool,
}

impl Csv {
    /// Cells hold what the graph holds.
    pub fn new() -> Self {
        Self::default()
    }

    /// A text that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, a tab or a line
    /// break) gets a `'` before it, which spreadsheets do not show
    /// (<https://owasp.org/www-community/attacks/CSV_Injection>). Other readers get one character more.
    pub fn with_safe_cells(mut self) -> Self {
        self.safe_cells = true;
        self
    }

    fn cell<W: Write>(self, out: &mut Buffer<W>, text: &str) {
        let formula = |c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n');
        match self.safe_cells && text.starts_with(formula) {
            true => cell(out, &["'", text].concat()),
            false => cell(out, text),
        }
    }

    fn nodes(self, graph: &KnowledgeGraph, out: impl Write) -> io::Result<()> {
        let mut out = Buffer::new(out);
        let names = NodeAttribute::ALL
            .iter()
            .map(|attribute| attribute.as_str());
        header(&mut out, ["id"].into_iter().chain(names).map(String::from));
        for node in graph.nodes() {
            let mut row = CsvRow::new(&mut out);
            self.cell(row.at(0), node.id.as_str());
            node_attributes(node, |attribute, value| {
                self.put(row.at(1 + attribute as usize), value)
            });
            row.end(1 + NodeAttribute::ALL.len());
            out.drain()?;
        }
        out.finish().map(drop)
    }

    fn edges(self, graph: &KnowledgeGraph, out: impl Write) -> io::Result<()> {
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
            self.cell(row.at(0), view.from.id.as_str());
            self.cell(row.at(1), view.to.id.as_str());
            edge_attributes(view, |attribute, value| {
                self.put(row.at(2 + attribute as usize), value)
            });
            row.end(2 + EdgeAttribute::ALL.len());
            out.drain()?;
        }
        out.finish().map(drop)
    }

    fn put<W: Write>(self, out: &mut Buffer<W>, value: AttributeValue<'_>) {
        match value {
            AttributeValue::Int(number) => out.int(number),
            AttributeValue::Double(number) => out.double(number),
            AttributeValue::Text(text) => self.cell(out, text),
            AttributeValue::List(_) | AttributeValue::Parts(_) => {
                out.composed(|text| value.push_to(text), |out, text| self.cell(out, text))
            }
        }
    }
}

impl FolderExporter for Csv {
    fn write_to(&self, graph: &KnowledgeGraph, sink: &mut dyn Sink) -> io::Result<()> {
        self.nodes(graph, sink.create("nodes.csv")?)?;
        self.edges(graph, sink.create("edges.csv")?)
    }
}
