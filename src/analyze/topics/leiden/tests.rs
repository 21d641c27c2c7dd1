//! The guarantees of the paper, on random graphs, and graphs whose answer is known.

use proptest::prelude::*;

use super::*;

/// The friends in a karate club (Zachary, 1977): of each member those with a greater number.
const KARATE: &[(u32, &[u32])] = &[
    (1, &[2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 18, 20, 22, 32]),
    (2, &[3, 4, 8, 14, 18, 20, 22, 31]),
    (3, &[4, 8, 9, 10, 14, 28, 29, 33]),
    (4, &[8, 13, 14]),
    (5, &[7, 11]),
    (6, &[7, 11, 17]),
    (7, &[17]),
    (9, &[31, 33, 34]),
    (10, &[34]),
    (14, &[34]),
    (15, &[33, 34]),
    (16, &[33, 34]),
    (19, &[33, 34]),
    (20, &[34]),
    (21, &[33, 34]),
    (23, &[33, 34]),
    (24, &[26, 28, 30, 33, 34]),
    (25, &[26, 28, 32]),
    (26, &[32]),
    (27, &[30, 34]),
    (28, &[34]),
    (29, &[32, 34]),
    (30, &[33, 34]),
    (31, &[33, 34]),
    (32, &[33, 34]),
    (33, &[34]),
];

fn karate() -> WeightedGraph {
    let edges = KARATE
        .iter()
        .flat_map(|(left, others)| others.iter().map(|right| (*left - 1, *right - 1, 1.0)));
    WeightedGraph::new(34, &edges.collect::<Vec<_>>())
}

/// `count` cliques of five, each joined to the next by one faint edge.
fn cliques(count: u32) -> WeightedGraph {
    let mut edges = Vec::new();
    for clique in 0..count {
        let first = clique * 5;
        for left in first..first + 5 {
            edges.extend((left + 1..first + 5).map(|right| (left, right, 1.0)));
        }
        if clique > 0 {
            edges.push((first - 5, first, 0.1));
        }
    }
    WeightedGraph::new(count as usize * 5, &edges)
}

#[test]
fn known_graphs_have_the_known_communities() {
    let club = karate();
    let found = leiden(&club, 1.0, None);
    assert_eq!(club.total(), 156.0);
    // The greatest modularity that this graph has is 0.4198.
    let reached = modularity(&club, &found, 1.0);
    assert!(reached > 0.419, "{reached}: {found:?}");

    let found = leiden(&cliques(6), 1.0, None);
    let expected: Vec<u32> = (0..30).map(|node| node / 5).collect();
    assert_eq!(found, expected);
}

#[test]
fn modularity_is_that_of_the_papers() {
    let two = cliques(2);
    let halves: Vec<u32> = (0..10).map(|node| node / 5).collect();
    for (name, partition, resolution, expected) in [
        ("one community", vec![0; 10], 1.0, 0.0),
        (
            "one community, twice the resolution",
            vec![0; 10],
            2.0,
            -1.0,
        ),
        ("two halves", halves, 1.0, 40.0 / 40.2 - 0.5),
        ("every node alone", alone(10), 1.0, -0.100_1),
    ] {
        let value = modularity(&two, &partition, resolution);
        assert!((value - expected).abs() < 1e-4, "{name}: {value}");
    }
    assert_eq!(modularity(&WeightedGraph::new(3, &[]), &alone(3), 1.0), 0.0);
}

#[test]
fn a_higher_resolution_makes_more_communities() {
    let club = karate();
    let count = |resolution| {
        let partition = leiden(&club, resolution, None);
        partition.iter().max().unwrap() + 1
    };
    let counts: Vec<u32> = [0.1, 0.5, 1.0, 2.0, 20.0].into_iter().map(count).collect();
    assert!(counts.is_sorted(), "{counts:?}");
    assert_eq!((counts[0], counts[4]), (1, 34));
}

#[test]
fn nodes_without_ties_stay_alone() {
    assert_eq!(
        leiden(&WeightedGraph::new(0, &[]), 1.0, None),
        [] as [u32; 0]
    );
    assert_eq!(leiden(&WeightedGraph::new(3, &[]), 1.0, None), [0, 1, 2]);
    let graph = WeightedGraph::new(4, &[(0, 2, 1.0)]);
    assert_eq!(leiden(&graph, 1.0, None), [0, 1, 0, 2]);
}

#[test]
fn a_part_of_a_network_is_a_network() {
    let graph = WeightedGraph::new(4, &[(0, 1, 1.0), (1, 2, 2.0), (2, 3, 4.0)]);
    let part = graph.subgraph(&[3, 2, 0]);
    assert_eq!(part, WeightedGraph::new(3, &[(0, 1, 4.0)]));
}

/// Louvain: the same without refinement.
fn louvain(graph: &WeightedGraph, resolution: f64) -> Vec<u32> {
    let mut place = alone(graph.len());
    let mut level = graph.clone();
    loop {
        let mut partition = alone(level.len());
        move_nodes(&level, resolution, &mut partition);
        let count = number(&mut partition);
        for at in &mut place {
            *at = partition[*at as usize];
        }
        if count == level.len() {
            return place;
        }
        level = level.merged(&partition, count);
    }
}

fn communities(partition: &[u32]) -> Vec<Vec<u32>> {
    let mut found = vec![Vec::new(); partition.iter().max().map_or(0, |most| *most as usize + 1)];
    for (node, community) in (0_u32..).zip(partition) {
        found[*community as usize].push(node);
    }
    found
}

/// The weight between two sets of nodes.
fn between(graph: &WeightedGraph, left: &[u32], right: &[u32]) -> f64 {
    let edges = left.iter().flat_map(|node| graph.edges(*node));
    edges
        .filter(|(other, _)| right.contains(other))
        .map(|(_, weight)| weight)
        .sum()
}

fn strength(graph: &WeightedGraph, nodes: &[u32]) -> f64 {
    nodes.iter().map(|node| graph.strength(*node)).sum()
}

/// Whether merging two sets does not lower the quality.
fn merge_pays(graph: &WeightedGraph, left: &[u32], right: &[u32], resolution: f64) -> bool {
    let chance = strength(graph, left) * strength(graph, right) / graph.total();
    between(graph, left, right) + 1e-6 >= resolution * chance
}

/// The paper's definition of a well-connected (γ-connected) set: a single node, or one that parts
/// into two well-connected sets whose merge pays.
fn is_well_connected(graph: &WeightedGraph, nodes: &[u32], resolution: f64) -> bool {
    if nodes.len() < 2 {
        return true;
    }
    (1..(1_u32 << (nodes.len() - 1))).any(|choice| {
        let (left, right): (Vec<u32>, Vec<u32>) = nodes.iter().enumerate().fold(
            (Vec::new(), Vec::new()),
            |(mut left, mut right), (at, node)| {
                if choice & (1 << at) != 0 {
                    &mut left
                } else {
                    &mut right
                }
                .push(*node);
                (left, right)
            },
        );
        merge_pays(graph, &left, &right, resolution)
            && is_well_connected(graph, &left, resolution)
            && is_well_connected(graph, &right, resolution)
    })
}

fn is_connected(graph: &WeightedGraph, nodes: &[u32]) -> bool {
    let mut seen = vec![nodes[0]];
    let mut at = 0;
    while at < seen.len() {
        for (other, _) in graph.edges(seen[at]) {
            if nodes.contains(other) && !seen.contains(other) {
                seen.push(*other);
            }
        }
        at += 1;
    }
    seen.len() == nodes.len()
}

/// Networks of up to `most` nodes, with a partition to start from and a resolution.
fn graphs(most: u32) -> impl Strategy<Value = (WeightedGraph, Vec<u32>, f64)> {
    (2..=most)
        .prop_flat_map(|count| {
            let pairs: Vec<(u32, u32)> = (0..count)
                .flat_map(|left| (left + 1..count).map(move |right| (left, right)))
                .collect();
            let some = pairs.len().min(3 * count as usize);
            (
                Just(count as usize),
                proptest::sample::subsequence(pairs, 0..=some),
                proptest::collection::vec(0.01..1.0_f64, some),
                proptest::collection::vec(0..count, count as usize),
                0.3..3.0_f64,
            )
        })
        .prop_map(|(count, pairs, weights, start, resolution)| {
            let edges: Vec<(u32, u32, f64)> = pairs
                .into_iter()
                .zip(weights)
                .map(|((left, right), weight)| (left, right, weight))
                .collect();
            (WeightedGraph::new(count, &edges), start, resolution)
        })
}

proptest! {
    #[test]
    fn communities_hold_together_and_no_merge_pays((graph, start, resolution) in graphs(40)) {
        for start in [None, Some(&*start)] {
            let partition = leiden(&graph, resolution, start);
            let communities = communities(&partition);
            for (at, nodes) in communities.iter().enumerate() {
                prop_assert!(!nodes.is_empty());
                prop_assert!(is_connected(&graph, nodes), "{nodes:?}");
                for other in &communities[..at] {
                    let gain = between(&graph, nodes, other)
                        - resolution * strength(&graph, nodes) * strength(&graph, other)
                            / graph.total().max(1e-9);
                    prop_assert!(gain < 1e-6, "merging {nodes:?} and {other:?} gains {gain}");
                }
            }
        }
    }

    #[test]
    fn communities_are_well_connected((graph, start, resolution) in graphs(8)) {
        for start in [None, Some(&*start)] {
            for nodes in communities(&leiden(&graph, resolution, start)) {
                prop_assert!(is_well_connected(&graph, &nodes, resolution), "{nodes:?}");
            }
        }
    }

    #[test]
    fn nothing_gets_worse((graph, start, resolution) in graphs(40)) {
        let of = |partition: &[u32]| modularity(&graph, partition, resolution);
        let found = leiden(&graph, resolution, Some(&start));
        prop_assert!(of(&found) >= of(&start) - 1e-9);
        let louvain = louvain(&graph, resolution);
        let found = leiden(&graph, resolution, Some(&louvain));
        prop_assert!(of(&found) >= of(&louvain) - 1e-9);
        prop_assert_eq!(leiden(&graph, resolution, Some(&louvain)), found);
    }
}
