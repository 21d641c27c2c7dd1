//! Edges: `list_neighbours`, `quote_evidence`.

use super::answers::{EvidenceQuoted, Neighbour, Neighbours, Statement};
use super::arguments::{Direction, ListNeighbours, QuoteEvidence};
use super::page::{Page, beyond, clipped};
use super::session::Session;
use crate::graph::{EdgeView, EntityId, Node};
use crate::vocabulary::Relation;

/// How many edges are given where no number is asked for.
const USUAL: usize = 25;

/// An edge, as seen from one of its ends.
struct Seen<'g> {
    view: EdgeView<'g>,
    there: &'g Node,
    direction: Direction,
}

impl Direction {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Out => "out",
            Self::In => "in",
        }
    }
}

impl Session {
    /// The edges of a node that pass, those with most mentions first.
    fn edges(&self, id: &EntityId, passes: impl Fn(&Seen<'_>) -> bool) -> Vec<Seen<'_>> {
        let out = self.graph.edges_from(id).into_iter().map(|view| Seen {
            view,
            there: view.to,
            direction: Direction::Out,
        });
        let back = self.graph.edges_to(id).into_iter().map(|view| Seen {
            view,
            there: view.from,
            direction: Direction::In,
        });
        let mut seen: Vec<Seen<'_>> = out.chain(back).filter(|seen| passes(seen)).collect();
        // The sort is stable: of equals the one with the lesser id is first.
        seen.sort_by(|a, b| {
            let by_count = b.view.edge.count.cmp(&a.view.edge.count);
            by_count.then_with(|| b.view.edge.confidence.total_cmp(&a.view.edge.confidence))
        });
        seen
    }

    pub(super) fn list_neighbours(&self, asked: &ListNeighbours) -> Result<Neighbours, String> {
        let node = self.node(&asked.node, &[])?;
        let edges = self.edges(&node.id, |seen| {
            holds(&asked.relations, seen.view.edge.relation)
                && holds(&asked.kinds, seen.there.kind)
                && asked
                    .direction
                    .is_none_or(|wanted| wanted == seen.direction)
        });
        let page = Page::of(&edges, asked.window(), USUAL, |seen| Neighbour {
            node: seen.there.into(),
            relation: seen.view.edge.relation,
            direction: seen.direction.as_str(),
            count: seen.view.edge.count,
            confidence: seen.view.edge.confidence,
            role: seen.view.edge.role.as_deref().map(clipped),
        });
        let note = beyond(asked.window(), page.total).or_else(|| {
            let all = self.edges(&node.id, |_| true).len();
            (page.total == 0).then(|| match all {
                0 => "no edge leads to or from this node".to_owned(),
                all => format!("none of its {all} edges is of this relation, kind and direction"),
            })
        });
        Ok(Neighbours {
            node: node.into(),
            neighbours: page.items,
            total: page.total,
            next_offset: page.next,
            note,
        })
    }

    pub(super) fn quote_evidence(&self, asked: &QuoteEvidence) -> Result<EvidenceQuoted, String> {
        let node = self.node(&asked.node, &[])?;
        let other = asked
            .other
            .as_deref()
            .map(|name| self.node(name, &[]))
            .transpose()?;
        let stated = |seen: &Seen<'_>| !seen.view.edge.evidence.quote.is_empty();
        let wanted = |seen: &Seen<'_>| {
            holds(&asked.relations, seen.view.edge.relation)
                && other.is_none_or(|other| other.id == seen.there.id)
        };
        let edges = self.edges(&node.id, |seen| stated(seen) && wanted(seen));
        let page = Page::of(&edges, asked.window(), USUAL, |seen| Statement {
            from: seen.view.from.into(),
            relation: seen.view.edge.relation,
            to: seen.view.to.into(),
            basis: seen.view.edge.basis,
            confidence: seen.view.edge.confidence,
            quoted: (&seen.view.edge.evidence).into(),
        });
        let note = beyond(asked.window(), page.total).or_else(|| {
            (page.total == 0).then(|| match other {
                Some(other) if self.edges(&node.id, wanted).is_empty() => format!(
                    "no such edge joins {} and {}; find_paths says how they are connected",
                    node.id, other.id
                ),
                _ => "no edge of this node has a quote: the lexicon knows it, or there is none"
                    .to_owned(),
            })
        });
        Ok(EvidenceQuoted {
            node: node.into(),
            evidence: page.items,
            total: page.total,
            next_offset: page.next,
            note,
        })
    }

    /// The nodes over one relation, those with most mentions first, each once.
    pub(super) fn over(
        &self,
        id: &EntityId,
        relation: Relation,
        direction: Direction,
    ) -> Vec<&Node> {
        let edges = self.edges(id, |seen| {
            seen.view.edge.relation == relation && seen.direction == direction
        });
        let mut nodes: Vec<&Node> = Vec::new();
        let mut known = std::collections::BTreeSet::new();
        for seen in edges {
            if known.insert(&seen.there.id) {
                nodes.push(seen.there);
            }
        }
        nodes
    }
}

/// Whether a list of what is wanted holds something; an empty one holds all.
fn holds<T: PartialEq>(wanted: &[T], one: T) -> bool {
    wanted.is_empty() || wanted.contains(&one)
}
