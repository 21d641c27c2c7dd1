//! Where nodes stand on a map: the same everywhere, each with room of its own, and near what it belongs to.

use rayon::ThreadPoolBuilder;
use showgraph::analyze::layout::{Layout, MapShape, Place};
use showgraph::export::{Dot, Exporter, read_graph};
use showgraph::graph::{EntityId, KnowledgeGraph, Node};
use showgraph::vocabulary::{Kind, Relation};

use crate::project::{repository, showgraph};

/// The graph of the sample notes.
fn graph() -> KnowledgeGraph {
    read_graph(&repository().join("output/graph.json")).unwrap()
}

const SIDE: f64 = 20.0;

fn places(graph: &KnowledgeGraph) -> Vec<(&Node, Place)> {
    let nodes: Vec<&Node> = graph.nodes().collect();
    let shape = MapShape {
        aspect: 1.5,
        room: 8.0,
    };
    let layout = Layout::of(graph, &nodes, shape, |_| (SIDE, SIDE));
    let place = |node: &&Node| layout.place(&node.id).unwrap();
    nodes.iter().map(|node| (*node, place(node))).collect()
}

fn distance(a: Place, b: Place) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

#[test]
fn one_graph_has_one_layout_on_any_number_of_threads() {
    let graph = graph();
    let on = |threads| {
        let pool = ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| places(&graph))
    };
    assert_eq!(on(1), on(3));
}

#[test]
fn every_node_has_room_of_its_own() {
    let graph = graph();
    let places = places(&graph);
    for (n, (node, place)) in places.iter().enumerate() {
        assert!(place.x.is_finite() && place.y.is_finite());
        for (other, there) in &places[n + 1..] {
            // A rounding error is no overlap.
            let apart = (place.x - there.x).abs().max((place.y - there.y).abs());
            assert!(apart > SIDE - 1e-6, "{} and {}", node.id, other.id);
        }
    }
}

#[test]
fn guests_of_one_episode_stand_nearer_to_it_than_most_nodes_do() {
    let graph = graph();
    let places = places(&graph);
    let at = |id: &EntityId| places.iter().find(|(node, _)| node.id == *id).unwrap().1;
    let mut nearer = Vec::new();
    for episode in graph.nodes_of(Kind::Episode) {
        let guests = graph.neighbours(&episode.id, Relation::HasGuest);
        for guest in guests.into_iter().filter(|guest| guest.episodes == 1) {
            let own = distance(at(&episode.id), at(&guest.id));
            let others = places
                .iter()
                .filter(|(_, place)| distance(at(&episode.id), *place) < own);
            nearer.push(others.count());
        }
    }
    nearer.sort_unstable();
    let median = nearer[nearer.len() / 2];
    assert!(median * 20 < places.len(), "{nearer:?} of {}", places.len());
}

#[test]
fn a_graph_of_one_node_or_none_has_a_layout() {
    assert!(places(&KnowledgeGraph::default()).is_empty());
    let graph = graph();
    let node = graph.nodes().next().unwrap();
    let shape = MapShape {
        aspect: 1.0,
        room: 1.0,
    };
    let layout = Layout::of(&graph, &[node], shape, |_| (0.0, 0.0));
    assert_eq!(layout.place(&node.id), Some(Place::default()));
}

#[test]
fn dot_says_where_each_node_stands_if_asked() {
    let graph = graph();
    let written = |dot: Dot| String::from_utf8(dot.write(&graph, Vec::new()).unwrap()).unwrap();
    let positions = |text: &str| text.matches(", pos=\"").count();
    assert_eq!(positions(&written(Dot::new())), 0);
    let text = written(Dot::new().with_positions());
    assert_eq!(positions(&text), graph.nodes().count());
    assert_eq!(text, written(Dot::new().with_positions()));
}

#[test]
fn positions_are_for_dot() {
    let scratch = tempfile::tempdir().unwrap();
    let saved = repository().join("output/graph.json");
    let export = |flags: &[&str]| {
        let mut command = showgraph();
        command.args(["export", "--graph"]).arg(&saved);
        command.arg("-o").arg(scratch.path()).args(flags);
        command.output().unwrap()
    };
    let refused = export(&["--positions", "--format", "csv"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--positions is for the format dot"));
    assert!(export(&["--for", "viz.js"]).status.success());
    let text = std::fs::read_to_string(scratch.path().join("graph.dot")).unwrap();
    assert!(text.contains(", pos=\""));
}
