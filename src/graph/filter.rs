//! The part of a graph that a user asks for. A filtered graph is a graph by the same contract.
//!
//! `episodes`, `mentions` and `weight` stay what they are in the whole corpus: a filter says which
//! nodes are shown, not how weighty they are.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::day::Day;
use super::model::{Edge, EntityId, KnowledgeGraph, Node};
use super::projection::project;
use crate::vocabulary::{Kind, Relation};

/// Which part of a graph is wanted. The default is all of it.
///
/// The parts are applied in this order: episodes (`episode`, `since`, `until`), `min_confidence`;
/// then what no remaining episode leads to is left out; `kinds`, `min_weight`, `min_episodes`; the
/// projection; `relations`; `around`; `top`; `collapse_parallel`.
///
/// ```
/// use showgraph::graph::{Filter, KnowledgeGraph};
/// use showgraph::vocabulary::Kind;
///
/// let people = Filter::new().with_kinds([Kind::Episode, Kind::Person]).with_since("2016".parse()?);
/// let part = people.apply(KnowledgeGraph::default());
/// assert_eq!(part.node_count(), 0);
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[must_use]
pub struct Filter {
    episodes: BTreeSet<EntityId>,
    since: Option<Day>,
    until: Option<Day>,
    min_confidence: f64,
    kinds: BTreeSet<Kind>,
    min_weight: f64,
    min_episodes: u32,
    projection: BTreeSet<Kind>,
    relations: BTreeSet<Relation>,
    around: BTreeSet<EntityId>,
    hops: Option<usize>,
    top: Option<usize>,
    collapse_parallel: bool,
}

impl Filter {
    /// Everything.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only this episode (and others so named), with all that it leads to.
    pub fn with_episode(mut self, id: EntityId) -> Self {
        self.episodes.insert(id);
        self
    }

    /// Only episodes of this day or later. An episode without a date is left out.
    pub fn with_since(mut self, day: Day) -> Self {
        self.since = Some(day);
        self
    }

    /// Only episodes of this day (month, year) or earlier. An episode without a date is left out.
    pub fn with_until(mut self, day: Day) -> Self {
        self.until = Some(day);
        self
    }

    /// Only edges of at least this confidence.
    pub fn with_min_confidence(mut self, confidence: f64) -> Self {
        self.min_confidence = confidence;
        self
    }

    /// Only nodes of these kinds.
    pub fn with_kinds(mut self, kinds: impl IntoIterator<Item = Kind>) -> Self {
        self.kinds.extend(kinds);
        self
    }

    /// Only entities and pages of at least this weight.
    pub fn with_min_weight(mut self, weight: f64) -> Self {
        self.min_weight = weight;
        self
    }

    /// Only entities and pages that occur in at least so many episodes.
    pub fn with_min_episodes(mut self, episodes: u32) -> Self {
        self.min_episodes = episodes;
        self
    }

    /// Instead of the graph the one-mode graph of these kinds, see [`project`].
    pub fn with_projection(mut self, kinds: impl IntoIterator<Item = Kind>) -> Self {
        self.projection.extend(kinds);
        self
    }

    /// Only edges of these relations. A node that loses its last edge by this is left out.
    pub fn with_relations(mut self, relations: impl IntoIterator<Item = Relation>) -> Self {
        self.relations.extend(relations);
        self
    }

    /// Only this node (and others so named) and what is near it: one step away unless
    /// [`Filter::with_hops`] says otherwise.
    pub fn with_around(mut self, id: EntityId) -> Self {
        self.around.insert(id);
        self
    }

    /// How many steps `around` goes, along edges of either direction. No step leads on from a show:
    /// it would lead to everything.
    pub fn with_hops(mut self, hops: usize) -> Self {
        self.hops = Some(hops);
        self
    }

    /// Only so many entities and pages, the weightiest, and the episodes and shows linked to them.
    /// The nodes of `around` are always among them.
    pub fn with_top(mut self, count: usize) -> Self {
        self.top = Some(count);
        self
    }

    /// Makes one edge out of all with the same ends and the same relation: weights and counts are
    /// summed, the rest is that of the first.
    pub fn with_collapsed_parallels(mut self) -> Self {
        self.collapse_parallel = true;
        self
    }

    /// The part of the graph that is wanted.
    #[must_use]
    pub fn apply(&self, graph: KnowledgeGraph) -> KnowledgeGraph {
        if *self == Self::default() {
            return graph;
        }
        let mut selection = Selection::all(graph);
        self.scope(&mut selection);
        self.thresholds(&mut selection);
        if !self.projection.is_empty() {
            selection = Selection::all(project(&selection.into_graph(), &self.projection));
        }
        self.relations(&mut selection);
        self.neighbourhood(&mut selection);
        self.weightiest(&mut selection);
        let graph = selection.into_graph();
        if self.collapse_parallel {
            collapse(graph)
        } else {
            graph
        }
    }

    fn scope(&self, selection: &mut Selection) {
        let narrows_episodes =
            !self.episodes.is_empty() || self.since.is_some() || self.until.is_some();
        if !narrows_episodes && self.min_confidence <= 0.0 {
            return;
        }
        selection.keep_nodes(|node| node.kind != Kind::Episode || self.wants_episode(node));
        selection.keep_edges(|edge| edge.confidence >= self.min_confidence);
        selection.keep_reachable_from_episodes();
    }

    fn wants_episode(&self, node: &Node) -> bool {
        let Some(episode) = node.detail.episode() else {
            return false;
        };
        let date = episode.date.as_deref().unwrap_or_default();
        let since = self.since.as_ref();
        let until = self.until.as_ref();
        (self.episodes.is_empty() || self.episodes.contains(&node.id))
            && since.is_none_or(|since| !date.is_empty() && since.is_reached(date))
            && until.is_none_or(|until| !date.is_empty() && until.is_not_passed(date))
    }

    fn thresholds(&self, selection: &mut Selection) {
        selection.keep_nodes(|node| {
            let counted = !matches!(node.kind, Kind::Show | Kind::Episode);
            (self.kinds.is_empty() || self.kinds.contains(&node.kind) || self.projects(node.kind))
                && (!counted
                    || (node.weight >= self.min_weight && node.episodes >= self.min_episodes))
        });
    }

    /// A projection needs the episodes, whatever kinds are wanted in the end.
    fn projects(&self, kind: Kind) -> bool {
        !self.projection.is_empty() && kind == Kind::Episode
    }

    fn relations(&self, selection: &mut Selection) {
        if self.relations.is_empty() {
            return;
        }
        let before = selection.have_edges();
        selection.keep_edges(|edge| self.relations.contains(&edge.relation));
        let after = selection.have_edges();
        for (at, keep) in selection.nodes.iter_mut().enumerate() {
            *keep &= after[at] || !before[at];
        }
    }

    fn neighbourhood(&self, selection: &mut Selection) {
        if self.around.is_empty() {
            return;
        }
        let near = selection.within(&self.around, self.hops.unwrap_or(1));
        selection.nodes = near;
    }

    fn weightiest(&self, selection: &mut Selection) {
        let Some(count) = self.top else { return };
        let graph = selection.graph.petgraph();
        let mut counted: Vec<NodeIndex> = graph
            .node_indices()
            .filter(|at| selection.nodes[at.index()])
            .filter(|at| !matches!(graph[*at].kind, Kind::Show | Kind::Episode))
            .collect();
        // Node indices count in the order of the ids.
        counted.sort_by(|a, b| {
            let asked = |at: &NodeIndex| self.around.contains(&graph[*at].id);
            let by_weight = graph[*b].weight.total_cmp(&graph[*a].weight);
            asked(b).cmp(&asked(a)).then(by_weight).then(a.cmp(b))
        });
        let mut kept = vec![false; selection.nodes.len()];
        for at in counted.iter().take(count) {
            kept[at.index()] = true;
        }
        for kind in [Kind::Episode, Kind::Show] {
            for at in graph.node_indices().filter(|at| graph[*at].kind == kind) {
                let linked = graph.neighbors_undirected(at).any(|other| {
                    // An episode stays for an entity or page, a show for an episode.
                    kept[other.index()]
                        && (kind == Kind::Show
                            || !matches!(graph[other].kind, Kind::Show | Kind::Episode))
                });
                kept[at.index()] = linked || self.around.contains(&graph[at].id);
            }
        }
        for (keep, kept) in selection.nodes.iter_mut().zip(kept) {
            *keep &= kept;
        }
    }
}

/// A graph with marks on what stays.
struct Selection {
    graph: KnowledgeGraph,
    nodes: Vec<bool>,
    edges: Vec<bool>,
}

impl Selection {
    fn all(graph: KnowledgeGraph) -> Self {
        let (nodes, edges) = (
            vec![true; graph.node_count()],
            vec![true; graph.edge_count()],
        );
        Self {
            graph,
            nodes,
            edges,
        }
    }

    fn keep_nodes(&mut self, wanted: impl Fn(&Node) -> bool) {
        for (keep, node) in self.nodes.iter_mut().zip(self.graph.nodes()) {
            *keep = *keep && wanted(node);
        }
    }

    fn keep_edges(&mut self, wanted: impl Fn(&Edge) -> bool) {
        for (keep, view) in self.edges.iter_mut().zip(self.graph.edges()) {
            *keep = *keep && wanted(view.edge);
        }
    }

    /// Whether an edge and both its ends stay.
    fn holds(&self, edge: petgraph::graph::EdgeReference<'_, Edge>) -> bool {
        self.edges[edge.id().index()]
            && self.nodes[edge.source().index()]
            && self.nodes[edge.target().index()]
    }

    /// Drops what no remaining episode leads to, along the direction of the edges.
    fn keep_reachable_from_episodes(&mut self) {
        let graph = self.graph.petgraph();
        let is_start = |at: &NodeIndex| self.nodes[at.index()] && graph[*at].kind == Kind::Episode;
        let mut queue: Vec<NodeIndex> = graph.node_indices().filter(is_start).collect();
        let mut reached = vec![false; self.nodes.len()];
        for at in &queue {
            reached[at.index()] = true;
        }
        while let Some(at) = queue.pop() {
            for edge in graph.edges(at).filter(|edge| self.holds(*edge)) {
                if !std::mem::replace(&mut reached[edge.target().index()], true) {
                    queue.push(edge.target());
                }
            }
        }
        self.nodes = reached;
    }

    /// Which nodes have an edge that stays.
    fn have_edges(&self) -> Vec<bool> {
        let mut have = vec![false; self.nodes.len()];
        for edge in self
            .graph
            .petgraph()
            .edge_references()
            .filter(|edge| self.holds(*edge))
        {
            have[edge.source().index()] = true;
            have[edge.target().index()] = true;
        }
        have
    }

    /// Which nodes are so many steps from one of these.
    fn within(&self, centres: &BTreeSet<EntityId>, hops: usize) -> Vec<bool> {
        let graph = self.graph.petgraph();
        let mut near = vec![false; self.nodes.len()];
        let mut queue: VecDeque<(NodeIndex, usize)> = VecDeque::new();
        for at in graph.node_indices() {
            if self.nodes[at.index()] && centres.contains(&graph[at].id) {
                near[at.index()] = true;
                queue.push_back((at, 0));
            }
        }
        while let Some((at, steps)) = queue.pop_front() {
            if steps == hops || (graph[at].kind == Kind::Show && steps > 0) {
                continue;
            }
            for direction in [Direction::Outgoing, Direction::Incoming] {
                for edge in graph
                    .edges_directed(at, direction)
                    .filter(|edge| self.holds(*edge))
                {
                    let next = if edge.source() == at {
                        edge.target()
                    } else {
                        edge.source()
                    };
                    if !std::mem::replace(&mut near[next.index()], true) {
                        queue.push_back((next, steps + 1));
                    }
                }
            }
        }
        near
    }

    fn into_graph(self) -> KnowledgeGraph {
        let (base_iri, nodes, edges) = self.graph.into_parts();
        let kept = |marks: Vec<bool>| move |at: usize| marks[at];
        let (keep_node, keep_edge) = (kept(self.nodes), kept(self.edges));
        let nodes: Vec<Node> = retain(nodes, keep_node);
        let ids: BTreeSet<&EntityId> = nodes.iter().map(|node| &node.id).collect();
        let mut edges = retain(edges, keep_edge);
        edges.retain(|(from, to, _)| ids.contains(from) && ids.contains(to));
        KnowledgeGraph::from_valid_parts(base_iri, nodes, edges)
    }
}

fn retain<T>(items: Vec<T>, keep: impl Fn(usize) -> bool) -> Vec<T> {
    let kept = items.into_iter().enumerate().filter(|(at, _)| keep(*at));
    kept.map(|(_, item)| item).collect()
}

fn collapse(graph: KnowledgeGraph) -> KnowledgeGraph {
    let (base_iri, nodes, edges) = graph.into_parts();
    let mut merged: BTreeMap<(EntityId, EntityId, Relation), Edge> = BTreeMap::new();
    // Edges come sorted by id, so the first of a group is always the same.
    for (from, to, edge) in edges {
        let key = (from, to, edge.relation);
        match merged.get_mut(&key) {
            None => {
                merged.insert(key, edge);
            }
            Some(first) => {
                first.weight += edge.weight;
                first.confidence = first.confidence.max(edge.confidence);
                first.count = first.count.saturating_add(edge.count);
                first.places = first.places.union(edge.places);
            }
        }
    }
    let edges = merged
        .into_iter()
        .map(|((from, to, _), edge)| (from, to, edge))
        .collect();
    KnowledgeGraph::from_valid_parts(base_iri, nodes, edges)
}
