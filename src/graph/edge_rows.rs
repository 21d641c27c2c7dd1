//! Edges while they wait for the ids of all nodes: as rows that serde writes and reads.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::edge_id::EdgeId;
use super::model::{Edge, Evidence};
use crate::extract::Rule;
use crate::vocabulary::{Basis, DocumentParts, Relation};

/// An edge between nodes that have no ids yet.
#[derive(Clone)]
pub(super) struct NumberedEdge {
    /// The node that it leaves, in the order in which nodes were first seen.
    pub(super) from: u32,
    /// The node that it enters, likewise.
    pub(super) to: u32,
    /// Its number among those that say the same, from 1.
    pub(super) number: u32,
    /// All but its id.
    pub(super) edge: Edge,
}

/// The same, as it is written.
#[derive(Serialize, Deserialize)]
pub(super) struct EdgeRow {
    from: u32,
    to: u32,
    number: u32,
    relation: Relation,
    weight: f64,
    confidence: f64,
    count: u32,
    places: DocumentParts,
    evidence: Evidence,
    rule: Cow<'static, str>,
    basis: Basis,
    href: Option<String>,
    text: Option<String>,
    role: Option<String>,
}

impl From<NumberedEdge> for EdgeRow {
    fn from(numbered: NumberedEdge) -> Self {
        let edge = numbered.edge;
        Self {
            from: numbered.from,
            to: numbered.to,
            number: numbered.number,
            relation: edge.relation,
            weight: edge.weight,
            confidence: edge.confidence,
            count: edge.count,
            places: edge.places,
            evidence: edge.evidence,
            rule: edge.rule,
            basis: edge.basis,
            href: edge.href,
            text: edge.text,
            role: edge.role,
        }
    }
}

/// Reads the rows of one episode: texts that several of them have are one again.
#[derive(Default)]
pub(super) struct RowReader {
    texts: FxHashSet<Arc<str>>,
}

impl RowReader {
    pub(super) fn edge(&mut self, row: EdgeRow) -> NumberedEdge {
        let evidence = Evidence {
            source: self.shared(row.evidence.source),
            quote: self.shared(row.evidence.quote),
            ..row.evidence
        };
        NumberedEdge {
            from: row.from,
            to: row.to,
            number: row.number,
            edge: Edge {
                id: EdgeId::default(),
                relation: row.relation,
                weight: row.weight,
                confidence: row.confidence,
                count: row.count,
                places: row.places,
                evidence,
                rule: known_rule(row.rule),
                basis: row.basis,
                href: row.href,
                text: row.text,
                role: row.role,
            },
        }
    }

    fn shared(&mut self, text: Arc<str>) -> Arc<str> {
        if let Some(known) = self.texts.get(&text) {
            return Arc::clone(known);
        }
        self.texts.insert(Arc::clone(&text));
        text
    }
}

/// The rule as the program has it, which needs no memory of its own. Rules of feeds are few.
fn known_rule(rule: Cow<'static, str>) -> Cow<'static, str> {
    const OTHERS: [&str; 3] = ["show", "link", "apposition"];
    let of_extraction = Rule::ALL.iter().map(|rule| rule.as_str());
    let mut known = of_extraction.chain(OTHERS);
    known
        .find(|known| *known == rule)
        .map_or(rule, Cow::Borrowed)
}
