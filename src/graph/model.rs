//! The knowledge graph: typed nodes and edges over a petgraph multigraph.
//!
//! Identity is an [`EntityId`]; petgraph's indices stay inside. Nodes and edges are kept in sorted
//! order (nodes by id, edges by id), so iteration never depends on how the graph was built.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::detail::Detail;
use crate::text::iri::iri_below;
use crate::untrusted::followed_iri;
use crate::vocabulary::{Basis, DocumentParts, Kind, Relation};

/// The identity of a node: `kind:slug`, an XML NMTOKEN, for example `person:carter-morgan`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntityId(Arc<str>);

impl EntityId {
    /// Joins a kind and a slug.
    pub fn new(kind: Kind, slug: &str) -> Self {
        Self([kind.as_str(), ":", slug].concat().into())
    }

    /// The id as it stands in files.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part after the colon.
    pub fn slug(&self) -> &str {
        self.0.split_once(':').map_or(&self.0, |(_, slug)| slug)
    }
}

impl From<&str> for EntityId {
    fn from(id: &str) -> Self {
        Self(id.into())
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A node.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct Node {
    /// Who it is.
    pub id: EntityId,
    /// What it is.
    pub kind: Kind,
    /// The canonical full name.
    pub label: String,
    /// The IRI: base IRI + `kind/slug`; of a page its own address.
    pub iri: String,
    /// Every other surface form seen or known, sorted.
    pub aliases: Vec<String>,
    /// IRIs of the same thing elsewhere, sorted.
    pub same_as: Vec<String>,
    /// A short text.
    pub description: Option<String>,
    /// In how many episodes (entities and pages).
    pub episodes: u32,
    /// How often in all (entities and pages).
    pub mentions: u32,
    /// The day of the first episode that has it, `2016-09-21` (entities, where episodes have dates).
    pub first: Option<Arc<str>>,
    /// The day of the last one.
    pub last: Option<Arc<str>>,
    /// Salience in the corpus, 0 to 1.
    pub weight: f64,
    /// The key of the topic it belongs to, where topics were asked for.
    pub topic: Option<String>,
    /// What only its kind has.
    pub detail: Detail,
}

/// Where the first mention behind an edge stands, and what it says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct Evidence {
    /// Path of the file below the input root: one text for all edges of an episode.
    pub source: Arc<str>,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What stands there, at most 160 characters.
    pub quote: Arc<str>,
    /// Seconds from the episode's start.
    pub seconds: Option<u32>,
}

/// An edge.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct Edge {
    /// Unique and stable.
    pub id: String,
    /// What it says.
    pub relation: Relation,
    /// Above 0.
    pub weight: f64,
    /// 0 to 1.
    pub confidence: f64,
    /// How many mentions stand behind it.
    pub count: u32,
    /// In which parts of the document.
    pub places: DocumentParts,
    /// The first mention.
    pub evidence: Evidence,
    /// The rule that made it.
    pub rule: Cow<'static, str>,
    /// What that rule rests on.
    pub basis: Basis,
    /// `links_to`: the address as written.
    pub href: Option<String>,
    /// `links_to`: the text as written.
    pub text: Option<String>,
    /// `affiliated_with`: the role.
    pub role: Option<String>,
}

/// An edge with its ends.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct EdgeView<'a> {
    /// The node that it leaves.
    pub from: &'a Node,
    /// The node that it enters.
    pub to: &'a Node,
    /// What it says.
    pub edge: &'a Edge,
}

/// Shows, episodes, entities and pages, and how they are related.
#[derive(Debug, Clone, Default)]
pub struct KnowledgeGraph {
    base_iri: String,
    graph: DiGraph<Node, Edge>,
    index: FxHashMap<EntityId, NodeIndex>,
}

impl KnowledgeGraph {
    /// Builds a graph from nodes and edges in any order.
    ///
    /// Nodes are sorted by id and edges by their own id. A second node with the same id, and an edge
    /// whose ends are unknown, are errors of the caller and are given back as such.
    ///
    /// # Errors
    ///
    /// The id that is doubled or missing.
    pub fn from_parts(
        base_iri: impl Into<String>,
        mut nodes: Vec<Node>,
        mut edges: Vec<(EntityId, EntityId, Edge)>,
    ) -> Result<Self, String> {
        nodes.sort_by(|a, b| a.id.cmp(&b.id));
        edges.sort_by(|a, b| a.2.id.cmp(&b.2.id));
        if let Some(two) = nodes.windows(2).find(|two| two[0].id == two[1].id) {
            return Err(format!("two nodes have the id \"{}\"", two[0].id));
        }
        if let Some(two) = edges.windows(2).find(|two| two[0].2.id == two[1].2.id) {
            return Err(format!("two edges have the id \"{}\"", two[0].2.id));
        }
        let mut made = Self::from_sorted(base_iri, nodes, std::iter::empty());
        made.graph.reserve_exact_edges(edges.len());
        for (from, to, edge) in edges {
            let find = |id: &EntityId| {
                made.index.get(id).copied().ok_or_else(|| {
                    format!("edge \"{}\" ends at the unknown node \"{id}\"", edge.id)
                })
            };
            let (from, to) = (find(&from)?, find(&to)?);
            made.graph.add_edge(from, to, edge);
        }
        Ok(made)
    }

    /// Builds a graph from some of the parts of a graph: an edge comes with both its ends.
    pub(crate) fn from_valid_parts(
        base_iri: String,
        nodes: Vec<Node>,
        edges: Vec<(EntityId, EntityId, Edge)>,
    ) -> Self {
        match Self::from_parts(base_iri, nodes, edges) {
            Ok(graph) => graph,
            Err(message) => unreachable!("a part of a graph is a graph: {message}"),
        }
    }

    /// Builds a graph from nodes and edges that are sorted by their ids, each of which is there
    /// once. The ends of an edge are places among the nodes.
    pub(crate) fn from_sorted(
        base_iri: impl Into<String>,
        nodes: Vec<Node>,
        edges: impl ExactSizeIterator<Item = (u32, u32, Edge)>,
    ) -> Self {
        let mut graph = DiGraph::with_capacity(nodes.len(), edges.len());
        let index = nodes
            .into_iter()
            .map(|node| (node.id.clone(), graph.add_node(node)))
            .collect();
        for (from, to, edge) in edges {
            graph.add_edge(NodeIndex::from(from), NodeIndex::from(to), edge);
        }
        Self {
            base_iri: base_iri.into(),
            graph,
            index,
        }
    }

    /// The base of the IRIs, with its closing `/`.
    pub fn base_iri(&self) -> &str {
        &self.base_iri
    }

    /// The IRI of a node: its own, made valid; where that cannot be done, or where it is one that runs code when it
    /// is followed, base IRI + `kind/slug`.
    pub fn node_iri<'n>(&self, node: &'n Node) -> Cow<'n, str> {
        followed_iri(&node.iri).unwrap_or_else(|| {
            let path = [node.kind.as_str(), "/", node.id.slug()];
            Cow::Owned(iri_below(&self.base_iri, &path))
        })
    }

    /// How many nodes.
    pub fn node_count(&self) -> usize {
        self.graph.node_count()
    }

    /// How many edges.
    pub fn edge_count(&self) -> usize {
        self.graph.edge_count()
    }

    /// A node by its id.
    pub fn node(&self, id: &EntityId) -> Option<&Node> {
        self.index.get(id).map(|at| &self.graph[*at])
    }

    /// All nodes, sorted by id.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = &Node> {
        self.graph.raw_nodes().iter().map(|node| &node.weight)
    }

    /// All nodes of a kind, sorted by id.
    pub fn nodes_of(&self, kind: Kind) -> impl Iterator<Item = &Node> {
        self.nodes().filter(move |node| node.kind == kind)
    }

    /// All edges, sorted by id.
    pub fn edges(&self) -> impl ExactSizeIterator<Item = EdgeView<'_>> {
        self.graph.edge_references().map(|edge| self.view(edge))
    }

    /// The edges that leave a node, sorted by id; none where the id is unknown.
    pub fn edges_from(&self, id: &EntityId) -> Vec<EdgeView<'_>> {
        self.incident(id, Direction::Outgoing)
    }

    /// The edges that enter a node, sorted by id; none where the id is unknown.
    pub fn edges_to(&self, id: &EntityId) -> Vec<EdgeView<'_>> {
        self.incident(id, Direction::Incoming)
    }

    /// The nodes that a relation leads to from a node, in the order of the edges' ids.
    pub fn neighbours(&self, id: &EntityId, relation: Relation) -> Vec<&Node> {
        self.edges_from(id)
            .into_iter()
            .filter(|view| view.edge.relation == relation)
            .map(|view| view.to)
            .collect()
    }

    /// The edges that leave the node at a place among [`KnowledgeGraph::nodes`], in no particular
    /// order: each with the place of the node that it enters.
    pub(crate) fn edges_leaving(&self, node: usize) -> impl Iterator<Item = (usize, &Edge)> {
        let edges = self.graph.edges(NodeIndex::new(node));
        edges.map(|edge| (edge.target().index(), edge.weight()))
    }

    /// All edges, sorted by id, with the places of both ends among [`KnowledgeGraph::nodes`].
    pub(crate) fn edges_by_place(&self) -> impl ExactSizeIterator<Item = (usize, usize, &Edge)> {
        let edges = self.graph.raw_edges().iter();
        edges.map(|edge| (edge.source().index(), edge.target().index(), &edge.weight))
    }

    /// The graph as petgraph has it, for what walks along edges.
    ///
    /// Node indices count through the nodes in sorted order and edge indices through the edges, so
    /// index `i` here is item `i` of [`KnowledgeGraph::nodes`] or [`KnowledgeGraph::edges`].
    pub(super) fn petgraph(&self) -> &DiGraph<Node, Edge> {
        &self.graph
    }

    /// The graph without the words of its episodes' texts: episodes are then compared by things alone.
    #[must_use]
    pub fn without_terms(mut self) -> Self {
        for node in self.graph.node_weights_mut() {
            if let Some(episode) = node.detail.episode_mut() {
                episode.terms = None;
            }
        }
        self
    }

    /// Takes the graph apart again, for filters and other changes.
    pub fn into_parts(self) -> (String, Vec<Node>, Vec<(EntityId, EntityId, Edge)>) {
        let (nodes, edges) = self.graph.into_nodes_edges();
        let nodes: Vec<Node> = nodes.into_iter().map(|node| node.weight).collect();
        let edges = edges
            .into_iter()
            .map(|edge| {
                let id = |at: NodeIndex| nodes[at.index()].id.clone();
                (id(edge.source()), id(edge.target()), edge.weight)
            })
            .collect();
        (self.base_iri, nodes, edges)
    }

    fn view<'a>(&'a self, edge: petgraph::graph::EdgeReference<'a, Edge>) -> EdgeView<'a> {
        EdgeView {
            from: &self.graph[edge.source()],
            to: &self.graph[edge.target()],
            edge: edge.weight(),
        }
    }

    fn incident(&self, id: &EntityId, direction: Direction) -> Vec<EdgeView<'_>> {
        let Some(at) = self.index.get(id) else {
            return Vec::new();
        };
        let mut edges: Vec<_> = self.graph.edges_directed(*at, direction).collect();
        edges.sort_by_key(|edge| edge.id());
        edges.into_iter().map(|edge| self.view(edge)).collect()
    }
}
