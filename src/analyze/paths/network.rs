//! The graph as paths see it: who is next to whom, and what a step there costs.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use super::answer::{Hop, PathNode};
use crate::analyze::grounds::NoGround;
use crate::analyze::recommend::Weights;
use crate::graph::{EdgeView, EntityId, KnowledgeGraph, Node};
use crate::vocabulary::{Basis, Kind, Relation};

/// What a sure step over a stated edge costs. Costs are whole numbers, so that sums are exact.
pub(super) const UNIT: u32 = 1_000;

/// What the way through the node that most edges touch costs.
const BUSIEST: f64 = 1_000.0;

/// What an edge costs that is as unsure as can be.
const UNSURE: f64 = 500.0;

/// What an edge costs that is inferred.
const INFERRED: u32 = 250;

/// What a name in passing costs that stands there once; less, the more often it does.
const IN_PASSING: u32 = 300;

/// What more than this share of the episodes names is a hub, where there are [`MANY`] of them.
const HUB: f64 = 0.4;

/// So many episodes are needed to tell a hub.
const MANY: usize = 10;

/// The place of a node among the nodes of the graph.
pub(super) type Place = usize;

/// One step along an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    to: Place,
    /// The place of the edge among the edges of the graph.
    edge: usize,
    reversed: bool,
    cost: u32,
}

/// A path: where its steps lead, and what they cost together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Steps {
    pub(super) cost: u32,
    pub(super) steps: Vec<Step>,
}

/// Where each step leads and what it costs: of its own, so that it can be kept beside the graph.
#[derive(Debug)]
pub(super) struct StepTable {
    next: Vec<Vec<Step>>,
    /// What the way through a node costs; none where no way leads through it.
    through: Vec<Option<u32>>,
}

impl StepTable {
    pub(super) fn of(graph: &KnowledgeGraph) -> Self {
        let nodes: Vec<&Node> = graph.nodes().collect();
        let mut next: Vec<Vec<Step>> = vec![Vec::new(); nodes.len()];
        for (at, (from, to, edge)) in graph.edges_by_place().enumerate() {
            // Who pays says nothing of what they have to do with each other.
            if from == to || edge.relation == Relation::SponsoredBy {
                continue;
            }
            let doubt = UNSURE * (1.0 - edge.confidence.clamp(0.0, 1.0));
            let inferred = match edge.basis {
                Basis::Inferred => INFERRED,
                Basis::Stated | Basis::Lexicon => 0,
            };
            let passing = match edge.relation {
                Relation::Mentions => IN_PASSING / edge.count.max(1),
                _ => 0,
            };
            let cost = UNIT + doubt.round() as u32 + inferred + passing;
            for (here, there, reversed) in [(from, to, false), (to, from, true)] {
                next[here].push(Step {
                    to: there,
                    edge: at,
                    reversed,
                    cost,
                });
            }
        }
        for steps in &mut next {
            // Of several edges to one node only the surest is ever taken.
            steps.sort_by_key(|step| (step.to, step.cost, step.edge));
            steps.dedup_by_key(|step| step.to);
        }
        let through = through(graph, &nodes, &next);
        Self { next, through }
    }
}

/// A graph with its table.
pub(super) struct Network<'g> {
    nodes: Vec<&'g Node>,
    edges: Vec<EdgeView<'g>>,
    next: &'g [Vec<Step>],
    through: &'g [Option<u32>],
}

impl<'g> Network<'g> {
    /// The table is that of this graph.
    pub(super) fn new(graph: &'g KnowledgeGraph, table: &'g StepTable) -> Self {
        Self {
            nodes: graph.nodes().collect(),
            edges: graph.edges().collect(),
            next: &table.next,
            through: &table.through,
        }
    }

    pub(super) fn place(&self, id: &EntityId) -> Option<Place> {
        self.nodes.binary_search_by(|node| node.id.cmp(id)).ok()
    }

    pub(super) fn node(&self, at: Place) -> PathNode {
        let node = self.nodes[at];
        PathNode {
            id: node.id.clone(),
            kind: node.kind,
            label: node.label.as_str().into(),
        }
    }

    pub(super) fn hop(&self, step: &Step) -> Hop {
        let edge = self.edges[step.edge].edge;
        Hop {
            to: self.node(step.to),
            edge: edge.id.clone(),
            relation: edge.relation,
            reversed: step.reversed,
            confidence: edge.confidence,
            basis: edge.basis,
            evidence: edge.evidence.clone(),
        }
    }

    /// The cheapest paths that enter no node twice, the cheapest first; of equal ones that with fewer steps,
    /// then the one whose nodes come first.
    pub(super) fn cheapest(&self, start: Place, end: Place, count: usize) -> Vec<Steps> {
        let rank = |path: &Steps| {
            let places: Vec<Place> = path.steps.iter().map(|step| step.to).collect();
            (path.cost, places.len(), places)
        };
        let mut found: Vec<Steps> = Vec::new();
        let mut candidates: Vec<Steps> = Vec::new();
        candidates.extend(self.cheapest_from(start, end, &[], &BTreeSet::new()));
        while found.len() < count {
            let best = (0..candidates.len()).min_by_key(|at| rank(&candidates[*at]));
            let Some(best) = best else { break };
            let best = candidates.swap_remove(best);
            // Each path that leaves the one just found somewhere, and none that was found before.
            for kept in 0..best.steps.len() {
                let root = &best.steps[..kept];
                let taken = found.iter().chain([&best]);
                let taken =
                    taken.filter(|path| path.steps.len() > kept && path.steps[..kept] == *root);
                let closed: BTreeSet<Place> = taken.map(|path| path.steps[kept].to).collect();
                let other = self.cheapest_from(start, end, root, &closed);
                candidates.extend(other.filter(|other| !candidates.contains(other)));
            }
            found.push(best);
        }
        found
    }

    /// The cheapest path that begins with some steps and then enters none of the `closed` nodes.
    fn cheapest_from(
        &self,
        start: Place,
        end: Place,
        root: &[Step],
        closed: &BTreeSet<Place>,
    ) -> Option<Steps> {
        let mut entered: BTreeSet<Place> = root.iter().map(|step| step.to).collect();
        entered.insert(start);
        let begin = root.last().map_or(start, |step| step.to);
        let mut costs: Vec<Option<(u32, Step)>> = vec![None; self.nodes.len()];
        let mut queue = BinaryHeap::from([Reverse((0, begin))]);
        while let Some(Reverse((cost, at))) = queue.pop() {
            if at == end && at != begin {
                break;
            }
            if costs[at].is_some_and(|(known, _)| cost > known) {
                continue;
            }
            for step in &self.next[at] {
                let barred = entered.contains(&step.to) || at == begin && closed.contains(&step.to);
                let through = match step.to == end {
                    true => Some(0),
                    false => self.through[step.to],
                };
                let Some(through) = through.filter(|_| !barred) else {
                    continue;
                };
                let total = cost + step.cost + through;
                if costs[step.to].is_none_or(|(known, _)| total < known) {
                    costs[step.to] = Some((total, *step));
                    queue.push(Reverse((total, step.to)));
                }
            }
        }
        let mut steps = Vec::new();
        let mut at = end;
        while at != begin {
            let (_, step) = costs[at]?;
            steps.push(step);
            // The step came from the node at the edge's other end.
            let edge = self.edges[step.edge];
            let before = if step.reversed { edge.to } else { edge.from };
            at = self.place(&before.id)?;
        }
        steps.extend(root.iter().rev());
        steps.reverse();
        (!steps.is_empty()).then(|| Steps {
            cost: self.cost(&steps, end),
            steps,
        })
    }

    fn cost(&self, steps: &[Step], end: Place) -> u32 {
        let of_step = |step: &Step| match step.to == end {
            true => step.cost,
            false => step.cost + self.through[step.to].unwrap_or_default(),
        };
        steps.iter().map(of_step).sum()
    }
}

/// What the way through each node costs: none leads through shows, hosts, sponsors, platforms and hubs.
fn through(graph: &KnowledgeGraph, nodes: &[&Node], next: &[Vec<Step>]) -> Vec<Option<u32>> {
    let ground = NoGround::of(graph, &Weights::default().platforms.slugs());
    let barred = ground.of_any_show();
    let episodes = graph.nodes_of(Kind::Episode).count();
    let busiest = next.iter().map(Vec::len).max().unwrap_or(0).max(2) as f64;
    let through = |(node, next): (&&Node, &Vec<Step>)| {
        let is_hub = episodes >= MANY
            && node.kind != Kind::Episode
            && f64::from(node.episodes) > HUB * episodes as f64;
        if node.kind == Kind::Show || is_hub || barred.contains(&node.id) {
            return None;
        }
        let busy = (next.len().max(1) as f64).ln() / busiest.ln();
        Some((BUSIEST * busy).round() as u32)
    };
    nodes.iter().zip(next).map(through).collect()
}
