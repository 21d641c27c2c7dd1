//! Weighed ties, from episodes to things and back: the inverted lists behind every score.

use super::Weights;
use super::ties::{Tie, Ties};

/// A thing in a query or an episode, with the strength of its tie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighed {
    /// Index of the thing.
    pub thing: u32,
    /// Above 0.
    pub tie: f64,
}

/// An episode in the list of a thing.
#[derive(Debug, Clone, Copy)]
pub struct Posting {
    /// Index of the episode.
    pub episode: u32,
    /// The strength of its tie to the thing.
    pub tie: f64,
}

/// All ties, weighed.
#[derive(Debug)]
pub struct Index {
    /// Of each episode its things, sorted by index.
    vectors: Vec<Vec<Weighed>>,
    /// Of each thing its episodes, sorted by index.
    lists: Vec<Vec<Posting>>,
    /// Of each thing what sharing it is worth; 0 for hubs and for what one episode alone has.
    worth: Vec<f64>,
}

impl Index {
    /// Weighs all ties. Linear in their number.
    pub fn new(ties: &Ties<'_>, weights: &Weights) -> Self {
        let mut lists: Vec<Vec<Posting>> = vec![Vec::new(); ties.things.len()];
        let vectors: Vec<Vec<Weighed>> = ties
            .episodes
            .iter()
            .map(|episode| weigh(&episode.ties, weights))
            .collect();
        for (vector, episode) in vectors.iter().zip(0..) {
            for &Weighed { thing, tie } in vector {
                lists[thing as usize].push(Posting { episode, tie });
            }
        }
        let episodes = ties.episodes.len();
        let worth = lists
            .iter()
            .zip(&ties.things)
            .map(|(list, node)| weights.kind(node.kind) * rarity(list.len(), episodes, weights))
            .collect();
        Self {
            vectors,
            lists,
            worth,
        }
    }

    /// The things of an episode.
    pub fn vector(&self, episode: u32) -> &[Weighed] {
        &self.vectors[episode as usize]
    }

    /// The episodes of a thing.
    pub fn list(&self, thing: u32) -> &[Posting] {
        &self.lists[thing as usize]
    }

    /// What sharing a thing is worth.
    pub fn worth(&self, thing: u32) -> f64 {
        self.worth[thing as usize]
    }
}

/// How strongly things are tied to an episode; what weighs nothing is left out.
pub fn weigh(ties: &[Tie], weights: &Weights) -> Vec<Weighed> {
    ties.iter()
        .filter_map(|tie| {
            let relation = tie
                .relations
                .iter()
                .map(|relation| weights.relation(*relation))
                .fold(0.0, f64::max);
            let repeated = 1.0 + weights.repetition * f64::from(tie.count.max(1)).ln();
            let strength = relation
                * weights.places(tie.places)
                * repeated
                * tie.confidence.powf(weights.certainty);
            (strength > 0.0).then_some(Weighed {
                thing: tie.thing,
                tie: strength,
            })
        })
        .collect()
}

fn rarity(with: usize, episodes: usize, weights: &Weights) -> f64 {
    let all = episodes as f64;
    // In a small graph two episodes may be all that share a thing, and that is no hub.
    if with as f64 > (weights.hub * all).max(2.0) {
        return 0.0;
    }
    let rarity = ((all + 1.0) / (with as f64 + 0.5)).ln() / (all + 1.0).ln();
    rarity.max(0.0).powf(weights.sharpness)
}
