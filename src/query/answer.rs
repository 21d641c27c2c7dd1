//! What a query answers.

use oxrdf::{Term, Triple};

/// What came back.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Of a SELECT.
    Rows(Rows),
    /// Of a CONSTRUCT or DESCRIBE: sorted, none twice.
    Triples(Vec<Triple>),
    /// Of an ASK.
    Truth(bool),
}

/// A table: its variables, and the terms of each row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rows {
    pub(super) variables: Vec<String>,
    pub(super) rows: Vec<Vec<Option<Term>>>,
}

impl Rows {
    /// The names of the columns.
    pub fn variables(&self) -> &[String] {
        &self.variables
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows: each has a place for every variable, empty where the row has no value.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[Option<Term>]> {
        self.rows.iter().map(Vec::as_slice)
    }
}
