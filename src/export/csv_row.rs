//! CSV (RFC 4180): what the plain tables and those for Neo4j share.

use std::io::Write;

use super::attributes::EdgeAttribute;
use super::buffer::{Buffer, is_forbidden_in_xml};

/// The name of an edge's attribute where `source` means the node that the edge leaves.
pub(super) const fn edge_column(attribute: EdgeAttribute) -> &'static str {
    match attribute {
        EdgeAttribute::Source => "source_path",
        other => other.as_str(),
    }
}

/// A cell in quotes, so that an empty text is not taken for a missing one.
///
/// A line break within is kept. Control characters, which no reader of CSV expects, become U+FFFD.
pub(super) fn cell<W: Write>(out: &mut Buffer<W>, text: &str) {
    out.raw("\"");
    cell_text(out, text);
    out.raw("\"");
}

/// What stands between the quotes of a cell.
pub(super) fn cell_text<W: Write>(out: &mut Buffer<W>, text: &str) {
    let special = |byte| byte == b'"' || byte < b' ' || byte == 0xef;
    out.escaped(text, special, |out, c| match c {
        '"' => out.raw("\"\""),
        c if is_forbidden_in_xml(c) => out.raw("\u{fffd}"),
        c => out.raw(c.encode_utf8(&mut [0; 4])),
    });
}

/// One row: its cells come in the order of their columns, and what does not come stays empty.
pub(super) struct CsvRow<'o, W> {
    out: &'o mut Buffer<W>,
    column: usize,
}

impl<'o, W: Write> CsvRow<'o, W> {
    pub(super) fn new(out: &'o mut Buffer<W>) -> Self {
        Self { out, column: 0 }
    }

    /// Goes on to a column and gives the place to write its cell.
    pub(super) fn at(&mut self, column: usize) -> &mut Buffer<W> {
        while self.column < column {
            self.out.raw(",");
            self.column += 1;
        }
        self.out
    }

    /// Ends a row of so many columns.
    pub(super) fn end(mut self, columns: usize) {
        self.at(columns - 1).raw("\n");
    }
}

/// The row of names.
pub(super) fn header<W: Write>(out: &mut Buffer<W>, names: impl IntoIterator<Item = String>) {
    for (at, name) in names.into_iter().enumerate() {
        if at > 0 {
            out.raw(",");
        }
        out.raw(&name);
    }
    out.raw("\n");
}
