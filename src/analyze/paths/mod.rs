//! How two nodes are connected: the paths between them that say most.
//!
//! A path goes along edges in either direction. Each step costs 1; more, where the edge is unsure, inferred, or
//! a name in passing, and where the path goes through a node that many edges touch, since what everybody names ties
//! nobody. Paths do not lead through shows, hosts, sponsors and platforms, nor through what most episodes
//! name: they connect everything with everything. The cheapest paths without a node twice are found by Yen's
//! algorithm (Management Science 17(11), 1971) over Dijkstra's.

mod answer;
mod network;

pub use answer::{Hop, Path, PathNode, Paths};

use crate::graph::{EntityId, KnowledgeGraph};
use network::{Network, StepTable};

/// Finds up to `count` paths between two nodes. None where one of them is not in the graph.
///
/// ```
/// use showgraph::analyze::paths::find_paths;
/// use showgraph::export::parse_graph;
///
/// let saved = r#"{"attributes": {"base_iri": "https://a.example/"}, "nodes": [
///     {"key": "episode:a", "attributes": {"kind": "episode", "label": "Bees", "source": "a.md"}},
///     {"key": "person:ada", "attributes": {"kind": "person", "label": "Ada"}},
///     {"key": "concept:honey", "attributes": {"kind": "concept", "label": "honey"}}], "edges": [
///     {"key": "1", "source": "episode:a", "target": "person:ada", "attributes":
///         {"relation": "has_guest", "basis": "stated", "confidence": 1, "count": 1, "weight": 1}},
///     {"key": "2", "source": "episode:a", "target": "concept:honey", "attributes":
///         {"relation": "about", "basis": "stated", "confidence": 1, "count": 1, "weight": 1}}]}"#;
/// let graph = parse_graph(saved.into(), "graph.json")?;
/// let found = find_paths(&graph, &"person:ada".into(), &"concept:honey".into(), 3).expect("both are there");
/// let labels: Vec<&str> = found.paths[0].hops.iter().map(|hop| &*hop.to.label).collect();
/// assert_eq!(labels, ["Bees", "honey"]);
/// # Ok::<(), showgraph::error::Error>(())
/// ```
pub fn find_paths(
    graph: &KnowledgeGraph,
    from: &EntityId,
    to: &EntityId,
    count: usize,
) -> Option<Paths> {
    PathFinder::new(graph).find(graph, from, to, count)
}

/// Finds paths in one graph, any number of times.
#[derive(Debug)]
pub struct PathFinder(StepTable);

impl PathFinder {
    /// A finder for a graph. Linear in the number of edges.
    pub fn new(graph: &KnowledgeGraph) -> Self {
        Self(StepTable::of(graph))
    }

    /// The same as [`find_paths`], in the graph that the finder was made for.
    pub fn find(
        &self,
        graph: &KnowledgeGraph,
        from: &EntityId,
        to: &EntityId,
        count: usize,
    ) -> Option<Paths> {
        let network = Network::new(graph, &self.0);
        let (start, end) = (network.place(from)?, network.place(to)?);
        let paths = network.cheapest(start, end, count);
        let path = |steps: network::Steps| Path {
            cost: f64::from(steps.cost) / f64::from(network::UNIT),
            hops: steps.steps.iter().map(|step| network.hop(step)).collect(),
        };
        Some(Paths {
            from: network.node(start),
            to: network.node(end),
            paths: paths.into_iter().map(path).collect(),
        })
    }
}
