//! Which episodes are near each other, by what they talk about and by the words of their text: the
//! network on which topics are found.

use super::leiden::WeightedGraph;
use crate::analyze::recommend::{PartWeights, Recommender, Weights};
use crate::graph::KnowledgeGraph;

/// To so many others each episode is joined: those that are nearest to it.
const NEIGHBOURS: usize = 10;

/// Episodes joined to those nearest to them.
pub(super) struct EpisodeNetwork {
    /// Its nodes and edges.
    pub graph: WeightedGraph,
    /// The episode of each of its nodes, by its place in the order of ids.
    pub episodes: Vec<u32>,
}

impl EpisodeNetwork {
    /// Joins each episode to those that the score of recommendations calls nearest, by things and text
    /// alone: titles and dates say what comes next, not what is alike.
    pub(super) fn of(graph: &KnowledgeGraph) -> Self {
        let weights = Weights::default();
        let parts = PartWeights {
            head: 0.0,
            nearness: 0.0,
            ..weights.parts
        };
        let recommender = Recommender::with_weights(graph, Weights { parts, ..weights });
        let nearest = recommender.nearest(NEIGHBOURS);
        let mut edges: Vec<(u32, u32, f64)> = Vec::new();
        for (one, others) in (0_u32..).zip(&nearest) {
            edges.extend(
                others
                    .iter()
                    .map(|(score, other)| (one.min(*other), one.max(*other), *score)),
            );
        }
        // An edge that both ends ask for weighs what they give it together.
        edges.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
        edges.dedup_by(|next, first| {
            let same = (next.0, next.1) == (first.0, first.1);
            if same {
                first.2 += next.2;
            }
            same
        });
        Self {
            graph: WeightedGraph::new(nearest.len(), &edges),
            episodes: (0_u32..).zip(&nearest).map(|(at, _)| at).collect(),
        }
    }

    /// The network of some of its nodes.
    pub(super) fn subnetwork(&self, nodes: &[u32]) -> Self {
        Self {
            graph: self.graph.subgraph(nodes),
            episodes: nodes
                .iter()
                .map(|node| self.episodes[*node as usize])
                .collect(),
        }
    }
}
