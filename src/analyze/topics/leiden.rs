//! Communities of a weighted graph: the Leiden algorithm (Traag, Waltman, van Eck, "From Louvain to
//! Leiden: guaranteeing well-connected communities", 2019) on modularity with a resolution.
//!
//! The paper picks at random in two places, to reach every partition; here the nodes are visited in
//! their own order and the best gain wins, so that one graph has one answer. The guarantees do not
//! rest on chance: no community falls apart, each can be built up by merges that pay, and no merge of
//! two communities would pay.
//!
//! The crate leiden-rs (0.8.1) was weighed. Its moves and its refinement draw from a seeded generator,
//! so that another node order or another release may give other communities for the same graph, and
//! keys and names of topics would not last. What is here uses no randomness, starts from the
//! communities of a previous run, which keeps topics where they are, and is tested against the paper's
//! guarantees.

use std::borrow::Cow;
use std::collections::VecDeque;

/// Gains below this are rounding.
const LEAST_GAIN: f64 = 1e-10;

/// How often the whole may be repeated on its own result; it rests after two or three times.
const MOST_ROUNDS: usize = 10;

/// An undirected graph with weights above 0.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct WeightedGraph {
    /// Where the edges of each node begin; one more at the end.
    starts: Vec<usize>,
    /// The other end and the weight, node by node; each edge stands at both its ends.
    edges: Vec<(u32, f64)>,
    /// The weight inside a node that stands for several.
    loops: Vec<f64>,
    /// The weight at each node, loops twice.
    strengths: Vec<f64>,
    /// The sum of the strengths.
    total: f64,
}

impl WeightedGraph {
    /// Of `count` nodes, numbered from 0, and edges between two different ones.
    pub(super) fn new(count: usize, edges: &[(u32, u32, f64)]) -> Self {
        let mut rows = vec![Vec::new(); count];
        for &(left, right, weight) in edges {
            rows[left as usize].push((right, weight));
            rows[right as usize].push((left, weight));
        }
        Self::of_rows(rows, vec![0.0; count])
    }

    fn of_rows(rows: Vec<Vec<(u32, f64)>>, loops: Vec<f64>) -> Self {
        let mut starts = vec![0];
        let mut edges = Vec::with_capacity(rows.iter().map(Vec::len).sum());
        let mut strengths = Vec::with_capacity(rows.len());
        for (mut row, inside) in rows.into_iter().zip(&loops) {
            row.sort_unstable_by_key(|(other, _)| *other);
            strengths.push(2.0 * inside + row.iter().map(|(_, weight)| weight).sum::<f64>());
            edges.append(&mut row);
            starts.push(edges.len());
        }
        let total = strengths.iter().sum();
        Self {
            starts,
            edges,
            loops,
            strengths,
            total,
        }
    }

    /// How many nodes.
    pub(super) fn len(&self) -> usize {
        self.strengths.len()
    }

    /// The edges of a node: the other end and the weight.
    pub(super) fn edges(&self, node: u32) -> &[(u32, f64)] {
        let node = node as usize;
        &self.edges[self.starts[node]..self.starts[node + 1]]
    }

    /// The weight of all edges of a node.
    pub(super) fn strength(&self, node: u32) -> f64 {
        self.strengths[node as usize]
    }

    /// The sum of the strengths of all nodes: twice the weight of all edges.
    pub(super) fn total(&self) -> f64 {
        self.total
    }

    /// The subgraph of some of the nodes, which are numbered anew in the order given.
    pub(super) fn subgraph(&self, nodes: &[u32]) -> Self {
        let mut place = vec![None; self.len()];
        for (at, node) in (0_u32..).zip(nodes) {
            place[*node as usize] = Some(at);
        }
        let rows = nodes.iter().map(|node| {
            let edges = self.edges(*node).iter();
            edges
                .filter_map(|(other, weight)| Some((place[*other as usize]?, *weight)))
                .collect()
        });
        let loops = nodes.iter().map(|node| self.loops[*node as usize]);
        Self::of_rows(rows.collect(), loops.collect())
    }

    /// One node for each community.
    pub(super) fn merged(&self, partition: &[u32], communities: usize) -> Self {
        let mut members = vec![Vec::new(); communities];
        for (node, community) in (0_u32..).zip(partition) {
            members[*community as usize].push(node);
        }
        let mut sums = Sums::new(communities);
        let mut loops = vec![0.0; communities];
        let rows = members.iter().enumerate().map(|(community, members)| {
            for node in members {
                loops[community] += self.loops[*node as usize];
                for (other, weight) in self.edges(*node) {
                    sums.add(partition[*other as usize], *weight);
                }
            }
            let mut row = sums.take();
            row.retain(|(other, weight)| {
                let inside = *other as usize == community;
                if inside {
                    // Each edge inside was met from both its ends.
                    loops[community] += weight / 2.0;
                }
                !inside
            });
            row
        });
        let rows = rows.collect();
        Self::of_rows(rows, loops)
    }
}

/// How good a partition is: modularity (Newman and Girvan, 2004) with a resolution (Reichardt and
/// Bornholdt, 2006), 1 for the plain one. Above 0 is better than chance, 1 is the bound.
pub(super) fn modularity(graph: &WeightedGraph, partition: &[u32], resolution: f64) -> f64 {
    if graph.total <= 0.0 {
        return 0.0;
    }
    let mut inside = vec![0.0; graph.len()];
    let mut strengths = vec![0.0; graph.len()];
    for (node, community) in (0_u32..).zip(partition) {
        let at = *community as usize;
        strengths[at] += graph.strength(node);
        inside[at] += 2.0 * graph.loops[node as usize];
        for (other, weight) in graph.edges(node) {
            if partition[*other as usize] == *community {
                inside[at] += weight;
            }
        }
    }
    let parts = inside.iter().zip(&strengths).map(|(inside, strength)| {
        let share = strength / graph.total;
        inside / graph.total - resolution * share * share
    });
    parts.sum()
}

/// Partitions a graph into communities.
///
/// # Arguments
///
/// A higher `resolution` makes more and smaller communities. `start` is a partition to begin with,
/// any numbers below the count of nodes; without it each node begins alone.
///
/// # Returns
///
/// The community of each node, numbered from 0 in the order of their first nodes: never worse than
/// `start`.
///
/// # Complexity
///
/// Close to linear in the number of edges.
pub(super) fn leiden(graph: &WeightedGraph, resolution: f64, start: Option<&[u32]>) -> Vec<u32> {
    let mut start = start.map_or_else(|| alone(graph.len()), <[u32]>::to_vec);
    number(&mut start);
    let mut best = round(graph, resolution, start);
    for _ in 1..MOST_ROUNDS {
        let next = round(graph, resolution, best.clone());
        let gain = modularity(graph, &next, resolution) - modularity(graph, &best, resolution);
        if gain <= LEAST_GAIN {
            break;
        }
        best = next;
    }
    best
}

/// Moving, refining and merging until nothing can be merged any more.
fn round(graph: &WeightedGraph, resolution: f64, mut partition: Vec<u32>) -> Vec<u32> {
    // The node of the present level in which each node of the graph is.
    let mut place = alone(graph.len());
    let mut level = Cow::Borrowed(graph);
    loop {
        move_nodes(&level, resolution, &mut partition);
        if number(&mut partition) == level.len() {
            break;
        }
        let mut refined = refine(&level, resolution, &partition);
        let parts = number(&mut refined);
        if parts == level.len() {
            // What is left are nodes without edges that were put together from the start.
            partition = refined;
            break;
        }
        let mut above = vec![0; parts];
        for (part, community) in refined.iter().zip(&partition) {
            above[*part as usize] = *community;
        }
        for at in &mut place {
            *at = refined[*at as usize];
        }
        level = Cow::Owned(level.merged(&refined, parts));
        partition = above;
    }
    let mut whole: Vec<u32> = place.iter().map(|at| partition[*at as usize]).collect();
    number(&mut whole);
    whole
}

/// Moves single nodes to the community where they gain most, until none gains.
fn move_nodes(graph: &WeightedGraph, resolution: f64, partition: &mut [u32]) {
    let count = graph.len();
    let mut strengths = vec![0.0; count];
    let mut sizes = vec![0_u32; count];
    for (node, community) in (0_u32..).zip(partition.iter()) {
        strengths[*community as usize] += graph.strength(node);
        sizes[*community as usize] += 1;
    }
    let mut empty: Vec<u32> = (0_u32..)
        .zip(&sizes)
        .filter(|(_, size)| **size == 0)
        .map(|(at, _)| at)
        .collect();
    empty.reverse();
    let mut queue: VecDeque<u32> = alone(count).into();
    let mut queued = vec![true; count];
    let mut sums = Sums::new(count);
    while let Some(node) = queue.pop_front() {
        queued[node as usize] = false;
        let own = partition[node as usize];
        let strength = graph.strength(node);
        strengths[own as usize] -= strength;
        sizes[own as usize] -= 1;
        for (other, weight) in graph.edges(node) {
            sums.add(partition[*other as usize], *weight);
        }
        let gain = |community: u32, weight: f64| {
            weight - resolution * strength * strengths[community as usize] / graph.total
        };
        let mut best = (own, gain(own, sums.of(own)));
        if sizes[own as usize] > 0
            && best.1 < -LEAST_GAIN
            && let Some(community) = empty.last()
        {
            best = (*community, 0.0);
        }
        for (community, weight) in sums.take() {
            let gain = gain(community, weight);
            if gain > best.1 + LEAST_GAIN {
                best = (community, gain);
            }
        }
        let (chosen, _) = best;
        strengths[chosen as usize] += strength;
        sizes[chosen as usize] += 1;
        if chosen == own {
            continue;
        }
        partition[node as usize] = chosen;
        if empty.last() == Some(&chosen) {
            empty.pop();
        }
        if sizes[own as usize] == 0 {
            empty.push(own);
        }
        for (other, _) in graph.edges(node) {
            if partition[*other as usize] != chosen && !queued[*other as usize] {
                queued[*other as usize] = true;
                queue.push_back(*other);
            }
        }
    }
}

/// Parts each community into pieces that hold together well: nodes that are well connected to the rest
/// of their community join the piece where they gain most.
fn refine(graph: &WeightedGraph, resolution: f64, partition: &[u32]) -> Vec<u32> {
    let count = graph.len();
    let mut strengths = vec![0.0; count];
    for (node, community) in (0_u32..).zip(partition) {
        strengths[*community as usize] += graph.strength(node);
    }
    // Of each node, and later of each piece: the weight of its edges to the rest of its community.
    let inner = |node: u32| -> f64 {
        let community = partition[node as usize];
        let inside = |(other, _): &&(u32, f64)| partition[*other as usize] == community;
        graph
            .edges(node)
            .iter()
            .filter(inside)
            .map(|(_, weight)| weight)
            .sum()
    };
    let inner_weights: Vec<f64> = alone(count).into_iter().map(inner).collect();
    let mut pieces = alone(count);
    let mut sizes = vec![1_u32; count];
    let mut piece_weights = inner_weights.clone();
    let mut piece_strengths = graph.strengths.clone();
    let mut sums = Sums::new(count);
    for node in alone(count) {
        let at = node as usize;
        let community = strengths[partition[at] as usize];
        let well_connected = |weight: f64, strength: f64| {
            weight + LEAST_GAIN >= resolution * strength * (community - strength) / graph.total
        };
        // Only a node that is still a piece of its own may move.
        if pieces[at] != node
            || sizes[at] != 1
            || !well_connected(inner_weights[at], graph.strengths[at])
        {
            continue;
        }
        for (other, weight) in graph.edges(node) {
            if partition[*other as usize] == partition[at] {
                sums.add(pieces[*other as usize], *weight);
            }
        }
        let mut best = None;
        let mut best_gain = LEAST_GAIN;
        for (piece, weight) in sums.take() {
            let strength = piece_strengths[piece as usize];
            let gain = weight - resolution * graph.strengths[at] * strength / graph.total;
            if gain > best_gain && well_connected(piece_weights[piece as usize], strength) {
                best = Some((piece, weight));
                best_gain = gain;
            }
        }
        if let Some((piece, weight)) = best {
            pieces[at] = piece;
            sizes[at] = 0;
            let piece = piece as usize;
            sizes[piece] += 1;
            piece_strengths[piece] += graph.strengths[at];
            piece_weights[piece] += inner_weights[at] - 2.0 * weight;
        }
    }
    pieces
}

/// Every node in a community of its own.
fn alone(count: usize) -> Vec<u32> {
    (0..u32::try_from(count).unwrap_or(u32::MAX)).collect()
}

/// Numbers communities from 0 in the order in which they appear, and counts them.
pub(super) fn number(partition: &mut [u32]) -> usize {
    let mut numbers = vec![None; partition.iter().max().map_or(0, |most| *most as usize + 1)];
    let mut count = 0;
    for community in partition {
        *community = *numbers[*community as usize].get_or_insert_with(|| {
            count += 1;
            count - 1
        });
    }
    count as usize
}

/// Sums of weights by community, without clearing what was not used.
struct Sums {
    sums: Vec<f64>,
    used: Vec<u32>,
}

impl Sums {
    fn new(communities: usize) -> Self {
        Self {
            sums: vec![0.0; communities],
            used: Vec::new(),
        }
    }

    fn add(&mut self, community: u32, weight: f64) {
        let sum = &mut self.sums[community as usize];
        if *sum == 0.0 {
            self.used.push(community);
        }
        *sum += weight;
    }

    fn of(&self, community: u32) -> f64 {
        self.sums[community as usize]
    }

    /// The sums, sorted by community; afterwards there are none.
    fn take(&mut self) -> Vec<(u32, f64)> {
        self.used.sort_unstable();
        let sums = &mut self.sums;
        let taken = self.used.drain(..);
        taken
            .map(|at| (at, std::mem::take(&mut sums[at as usize])))
            .collect()
    }
}

#[cfg(test)]
mod tests;
