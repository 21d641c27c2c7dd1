//! What a query answers, as data: [`export`](crate::export) writes it.

use oxrdf::{Term, Triple};
use serde::{Deserialize, Serialize};

/// What came back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(clippy::exhaustive_enums, reason = "callers handle every case")]
pub enum Answer {
    /// Of a SELECT.
    Rows(Rows),
    /// Of a CONSTRUCT or DESCRIBE: sorted, none twice.
    Triples(Vec<Triple>),
    /// Of an ASK.
    Truth(bool),
}

/// The answer of a SELECT.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Rows {
    /// The names of the columns, without `?`.
    pub variables: Vec<String>,
    /// The rows, in the order that the query asks for: each has a place for every variable, empty
    /// where the row has no value. A term serializes as in SPARQL 1.1 Query Results JSON:
    /// `{"type": "uri", "value": "https://…"}`.
    pub rows: Vec<Vec<Option<Term>>>,
}
