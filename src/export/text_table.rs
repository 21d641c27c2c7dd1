//! Aligned tables: as wide as a terminal shows the characters, not as many bytes or letters as they
//! have.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::untrusted::is_obeyed;

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) is_number: bool,
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            is_number: false,
        }
    }

    pub(super) fn number(number: impl ToString) -> Self {
        Self {
            text: number.to_string(),
            is_number: true,
        }
    }
}

/// What stands over a column, and how wide the column is at least.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    head: String,
    least: usize,
}

impl Column {
    /// A column as wide as its widest cell.
    pub(super) fn new(head: impl Into<String>) -> Self {
        Self {
            head: head.into(),
            least: 0,
        }
    }

    /// Never narrower than this.
    pub(super) fn at_least(mut self, width: usize) -> Self {
        self.least = width;
        self
    }
}

/// A text on one line, without what a terminal would obey.
pub(super) fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || is_obeyed(c))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Two spaces part the columns; numbers stand at the right.
///
/// `widest` cuts cells to so many columns of a terminal.
pub(super) fn aligned(heads: &[Column], rows: Vec<Vec<Cell>>, widest: Option<usize>) -> String {
    let rows: Vec<Vec<Cell>> = rows
        .into_iter()
        .map(|row| row.into_iter().map(|cell| shown(cell, widest)).collect())
        .collect();
    let mut columns: Vec<(usize, bool)> = Vec::new();
    for (at, head) in heads.iter().enumerate() {
        let cells = || rows.iter().filter_map(|row| row.get(at));
        let width = cells().map(|cell| cell.text.width()).max().unwrap_or(0);
        let numbers = !rows.is_empty() && cells().all(|cell| cell.is_number);
        columns.push((width.max(head.head.width()).max(head.least), numbers));
    }
    let mut text = String::new();
    line(
        heads.iter().map(|column| &*column.head),
        &columns,
        &mut text,
    );
    for row in &rows {
        line(
            row.iter().map(|cell| cell.text.as_str()),
            &columns,
            &mut text,
        );
    }
    text
}

fn line<'c>(cells: impl Iterator<Item = &'c str>, columns: &[(usize, bool)], text: &mut String) {
    let mut line = String::new();
    for (at, (cell, (width, right))) in cells.zip(columns).enumerate() {
        if at > 0 {
            line.push_str("  ");
        }
        let blanks = " ".repeat(width.saturating_sub(cell.width()));
        if *right {
            line.push_str(&blanks);
            line.push_str(cell);
        } else {
            line.push_str(cell);
            line.push_str(&blanks);
        }
    }
    text.push_str(line.trim_end());
    text.push('\n');
}

/// A cell in one line, cut if it is too wide. What a terminal would obey is left out.
fn shown(cell: Cell, widest: Option<usize>) -> Cell {
    let blank = |c: char| if is_obeyed(c) { ' ' } else { c };
    let one_line: String = cell.text.trim_end().chars().map(blank).collect();
    let text = match widest {
        Some(widest) if one_line.width() > widest => cut(&one_line, widest),
        _ => one_line,
    };
    Cell { text, ..cell }
}

fn cut(text: &str, widest: usize) -> String {
    let mut width = 1;
    let mut kept: String = text
        .chars()
        .take_while(|c| {
            width += c.width().unwrap_or(0);
            width <= widest
        })
        .collect();
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> Cell {
        Cell {
            text: text.into(),
            is_number: text.parse::<f64>().is_ok(),
        }
    }

    #[test]
    fn columns_are_aligned_as_a_terminal_shows_them() {
        let rows = [["Zoë", "7"], ["東京", "12"], ["a\tb\u{1b}[31m\n", "100"]];
        let rows = rows.map(|row| row.map(cell).to_vec()).to_vec();
        let table = aligned(
            &[Column::new("name"), Column::new("episodes")],
            rows,
            Some(7),
        );
        assert_eq!(
            table,
            "name     episodes\nZoë             7\n東京           12\na b [3…       100\n"
        );
    }

    #[test]
    fn no_rows_are_a_head() {
        assert_eq!(
            aligned(
                &[Column::new("a").at_least(3), Column::new("b")],
                Vec::new(),
                None
            ),
            "a    b\n"
        );
    }
}
