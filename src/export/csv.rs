//! Plain CSV: `nodes.csv` and `edges.csv`, for spreadsheets, data frames and databases.

use std::io::{self, Write};

use super::attributes::{
    AttributeValue, EdgeAttribute, NodeAttribute, edge_attributes, node_attributes,
};
use super::buffer::Buffer;
use super::csv_row::{CsvRow, cell, edge_column, header};
use super::unique_names::UniqueNames;
use super::{FolderExporter, Sink};
use crate::graph::{EdgeView, KnowledgeGraph, Node};

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
        let columns = NodeAttribute::ALL
            .iter()
            .map(|attribute| attribute.as_str());
        header(
            &mut out,
            ["id"].into_iter().chain(columns).map(String::from),
        );
        let names = UniqueNames::new(graph);
        let filled = |node: &&Node, columns: &mut u64| {
            node_attributes(node, &node.label, |attribute, _| {
                *columns |= 1 << attribute as u64;
            });
        };
        for node in fullest_first(graph.nodes(), filled) {
            let mut row = CsvRow::new(&mut out);
            self.cell(row.at(0), node.id.as_str());
            node_attributes(node, names.of(node), |attribute, value| {
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
        let filled = |view: &EdgeView<'_>, columns: &mut u64| {
            edge_attributes(*view, |attribute, _| *columns |= 1 << attribute as u64);
        };
        for view in fullest_first(graph.edges(), filled) {
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

/// The rows in their order, but for those that are the first to fill a column: these come before all others.
/// Readers that tell the types of columns from some first rows (polars reads 100) then see a value of each.
///
/// `filled` adds the columns of a row to a set of them, a bit for each.
fn fullest_first<T>(rows: impl Iterator<Item = T>, filled: impl Fn(&T, &mut u64)) -> Vec<T> {
    let mut seen = 0;
    let (mut rows, rest): (Vec<T>, Vec<T>) = rows.partition(|row| {
        let before = seen;
        filled(row, &mut seen);
        seen != before
    });
    rows.extend(rest);
    rows
}

impl FolderExporter for Csv {
    fn write_to(&self, graph: &KnowledgeGraph, sink: &mut dyn Sink) -> io::Result<()> {
        self.nodes(graph, sink.create("nodes.csv")?)?;
        self.edges(graph, sink.create("edges.csv")?)
    }
}
