//! What is found between two nodes, as data: [`export::paths`](crate::export::paths) writes it.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use crate::graph::{EntityId, Evidence, KnowledgeGraph};
use crate::vocabulary::{Basis, Kind, Relation};

/// How two nodes are connected.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Paths {
    /// Where each path begins.
    pub from: PathNode,
    /// Where each path ends.
    pub to: PathNode,
    /// The paths, the one that says most first; none where the nodes are not connected.
    pub paths: Vec<Path>,
}

/// A node on a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PathNode {
    /// Its id.
    pub id: EntityId,
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub label: Arc<str>,
}

/// One path.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Path {
    /// What it costs: its number of steps, and more the less it says.
    pub cost: f64,
    /// Its steps, the first from [`Paths::from`], the last to [`Paths::to`].
    pub hops: Vec<Hop>,
}

/// One step: an edge, as it stands in the graph or against its direction.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Hop {
    /// The node that the step enters.
    pub to: PathNode,
    /// The edge's id.
    pub edge: String,
    /// What the edge says.
    pub relation: Relation,
    /// Whether the step goes against the edge: the edge leads from [`Hop::to`] to the node before.
    pub reversed: bool,
    /// How sure the edge is, 0 to 1.
    pub confidence: f64,
    /// What it rests on.
    pub basis: Basis,
    /// The edge's first piece of evidence.
    #[serde(flatten)]
    pub evidence: Evidence,
}

impl Paths {
    /// The nodes and edges of the paths, as a graph.
    pub fn part_of(&self, graph: &KnowledgeGraph) -> KnowledgeGraph {
        let hops = || self.paths.iter().flat_map(|path| &path.hops);
        let mut nodes: BTreeSet<&EntityId> = hops().map(|hop| &hop.to.id).collect();
        nodes.extend([&self.from.id, &self.to.id]);
        let edges: BTreeSet<&str> = hops().map(|hop| hop.edge.as_str()).collect();
        KnowledgeGraph::from_valid_parts(
            graph.base_iri().to_owned(),
            nodes
                .into_iter()
                .filter_map(|id| graph.node(id).cloned())
                .collect(),
            graph
                .edges()
                .filter(|view| edges.contains(view.edge.id.as_str()))
                .map(|view| (view.from.id.clone(), view.to.id.clone(), view.edge.clone()))
                .collect(),
        )
    }
}
