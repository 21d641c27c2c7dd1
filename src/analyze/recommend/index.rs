//! Weighted incidences, from episodes to entities and back: the inverted lists behind every score.

use super::Weights;
use super::incidence::{Incidence, IncidenceMatrix};

/// An entity or page in a query or an episode, with its weight there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct WeightedEntity {
    /// Index of the entity.
    pub entity: u32,
    /// Above 0.
    pub weight: f64,
}

/// An episode in the list of an entity.
#[derive(Debug, Clone, Copy)]
pub(super) struct Posting {
    /// Index of the episode.
    pub episode: u32,
    /// The weight of the entity in it.
    pub weight: f64,
}

/// All incidences, weighed.
#[derive(Debug)]
pub(super) struct Index {
    /// Of each episode its entities, sorted by index.
    vectors: Vec<Vec<WeightedEntity>>,
    /// Of each entity its episodes, sorted by index.
    lists: Vec<Vec<Posting>>,
    /// Of each entity what sharing it is worth; 0 for hubs and for what one episode alone has.
    worth: Vec<f64>,
}

impl Index {
    /// Weighs all incidences. Linear in their number.
    pub(super) fn new(matrix: &IncidenceMatrix, weights: &Weights) -> Self {
        let mut lists: Vec<Vec<Posting>> = vec![Vec::new(); matrix.entities.len()];
        let vectors: Vec<Vec<WeightedEntity>> = matrix
            .episodes
            .iter()
            .map(|episode| weigh(&episode.incidences, weights))
            .collect();
        for (vector, episode) in vectors.iter().zip(0..) {
            for &WeightedEntity { entity, weight } in vector {
                lists[entity as usize].push(Posting { episode, weight });
            }
        }
        let episodes = matrix.episodes.len();
        let worth = lists
            .iter()
            .zip(&matrix.entities)
            .map(|(list, entity)| weights.kind(entity.kind) * rarity(list.len(), episodes, weights))
            .collect();
        Self {
            vectors,
            lists,
            worth,
        }
    }

    /// The entities of an episode.
    pub(super) fn vector(&self, episode: u32) -> &[WeightedEntity] {
        &self.vectors[episode as usize]
    }

    /// The episodes of an entity.
    pub(super) fn list(&self, entity: u32) -> &[Posting] {
        &self.lists[entity as usize]
    }

    /// What sharing an entity is worth.
    pub(super) fn worth(&self, entity: u32) -> f64 {
        self.worth[entity as usize]
    }
}

/// How much each entity weighs in an episode; what weighs nothing is left out.
pub(super) fn weigh(incidences: &[Incidence], weights: &Weights) -> Vec<WeightedEntity> {
    incidences
        .iter()
        .filter_map(|incidence| {
            let relation = incidence
                .relations
                .iter()
                .map(|relation| weights.relation(*relation))
                .fold(0.0, f64::max);
            let repeated = 1.0 + weights.repetition * f64::from(incidence.count.max(1)).ln();
            let weight = relation
                * weights.places(incidence.places)
                * repeated
                * incidence.confidence.powf(weights.certainty);
            (weight > 0.0).then_some(WeightedEntity {
                entity: incidence.entity,
                weight,
            })
        })
        .collect()
}

fn rarity(with: usize, episodes: usize, weights: &Weights) -> f64 {
    let all = episodes as f64;
    // In a small graph two episodes may be all that share an entity, and that is no hub.
    if with as f64 > (weights.hub * all).max(2.0) {
        return 0.0;
    }
    let rarity = ((all + 1.0) / (with as f64 + 0.5)).ln() / (all + 1.0).ln();
    rarity.max(0.0).powf(weights.sharpness)
}
