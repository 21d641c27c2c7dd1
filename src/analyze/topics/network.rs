//! Which episodes are near each other, by what they talk about and by the words of their text: the
//! network on which topics are found.

use super::leiden::WeightedGraph;
use crate::analyze::recommend::{PartWeights, Recommender, Weights};
use crate::graph::KnowledgeGraph;
use crate::vocabulary::Kind;

/// To so many others each episode is joined at most: those that are nearest to it. Between 15 and 25 the
/// themes of three shows hardly change; with 10 they agree less with tags that were held out.
const MOST_NEIGHBOURS: usize = 20;

/// And to so many at least, where there are so many. Within a theme, whose episodes are all alike, no more
/// count: else it would hardly fall into narrower topics.
const LEAST_NEIGHBOURS: usize = 10;

/// Between the two to one in so many: in a small corpus twenty would be of every theme.
const NEIGHBOURS_OF: usize = 8;

/// By how much more words count than they do for recommendations: one thing may tell what to hear next,
/// what a theme is the whole text tells.
const WORDS: f64 = 1.5;

/// Episodes joined to those nearest to them.
pub(super) struct EpisodeNetwork {
    /// Its nodes and edges.
    pub graph: WeightedGraph,
    /// The same nodes, joined only to the nearest of those.
    near: WeightedGraph,
    /// The episode of each of its nodes, by its place in the order of ids.
    pub episodes: Vec<u32>,
}

impl EpisodeNetwork {
    /// Joins each episode to those that the score of recommendations calls nearest, by things and text
    /// alone: titles and dates say what comes next, not what is alike.
    pub(super) fn of(graph: &KnowledgeGraph) -> Self {
        let weights = Weights::default();
        let parts = PartWeights {
            text: weights.parts.text * WORDS,
            head: 0.0,
            nearness: 0.0,
            ..weights.parts
        };
        let recommender = Recommender::with_weights(graph, Weights { parts, ..weights });
        let episodes = graph.nodes_of(Kind::Episode).count();
        let neighbours = episodes / NEIGHBOURS_OF;
        let nearest = recommender.nearest(neighbours.clamp(LEAST_NEIGHBOURS, MOST_NEIGHBOURS));
        Self {
            graph: joined(&nearest, MOST_NEIGHBOURS),
            near: joined(&nearest, LEAST_NEIGHBOURS),
            episodes: (0_u32..).zip(&nearest).map(|(at, _)| at).collect(),
        }
    }

    /// The network of some of its nodes.
    pub(super) fn subnetwork(&self, nodes: &[u32]) -> Self {
        let near = self.near.subgraph(nodes);
        Self {
            graph: near.clone(),
            near,
            episodes: nodes
                .iter()
                .map(|node| self.episodes[*node as usize])
                .collect(),
        }
    }
}

/// Joins each of some episodes to its first `count` neighbours, of which it has a list with scores.
fn joined(nearest: &[Vec<(f64, u32)>], count: usize) -> WeightedGraph {
    let mut edges: Vec<(u32, u32, f64)> = Vec::new();
    for (one, others) in (0_u32..).zip(nearest) {
        let others = others.iter().take(count);
        edges.extend(others.map(|(score, other)| (one.min(*other), one.max(*other), *score)));
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
    WeightedGraph::new(nearest.len(), &edges)
}
