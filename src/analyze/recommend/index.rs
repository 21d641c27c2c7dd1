//! The vectors behind the score: of each episode its things, the words of its text and those of its
//! head.

use std::collections::{BTreeMap, BTreeSet};

use super::Weights;
use super::incidence::{Incidence, IncidenceMatrix};
use super::sparse::{Entry, SparseMatrix};
use super::vocabulary::Vocabulary;
use crate::analyze::grounds::NoGround;
use crate::graph::{EntityId, KnowledgeGraph};
use crate::vocabulary::Kind;

/// The vectors of all episodes of a graph.
#[derive(Debug)]
pub(super) struct Index {
    /// Columns are entities and pages; a product of two rows is the figure `things`.
    pub things: SparseMatrix,
    /// Columns are terms.
    pub text: SparseMatrix,
    /// Columns are terms.
    pub head: SparseMatrix,
    /// The terms.
    pub vocabulary: Vocabulary,
    /// Of each entity how rare it is; 0 for hubs.
    pub rarity: Vec<f64>,
    /// Of each entity the terms of its names.
    pub names: Vec<Vec<u32>>,
    /// What says nothing in each show.
    pub silent: BTreeMap<Option<EntityId>, BTreeSet<u32>>,
}

impl Index {
    /// Weighs everything. Linear in the number of edges and terms.
    pub(super) fn new(
        graph: &KnowledgeGraph,
        matrix: &IncidenceMatrix,
        no_ground: &NoGround<'_>,
        weights: &Weights,
    ) -> Self {
        let mut with = vec![0_u32; matrix.entities.len()];
        for incidence in matrix
            .episodes
            .iter()
            .flat_map(|episode| &episode.incidences)
        {
            with[incidence.entity as usize] += u32::from(incidence.is_ground);
        }
        let rarity: Vec<f64> = with
            .iter()
            .map(|with| rarity(*with, matrix.episodes.len(), weights.limits.hub))
            .collect();
        let vocabulary = Vocabulary::of(graph, weights.limits.hub);
        let mut silent = BTreeMap::new();
        let (mut things, mut text, mut head) = (Vec::new(), Vec::new(), Vec::new());
        for (node, episode) in graph.nodes_of(Kind::Episode).zip(&matrix.episodes) {
            let silent = silent
                .entry(episode.show.clone())
                .or_insert_with(|| vocabulary.silent(graph, no_ground, episode.show.as_ref()));
            things.push(things_of(&episode.incidences, &rarity));
            text.push(vocabulary.text(node, silent));
            head.push(vocabulary.head(node, &graph.edges_from(&node.id), silent));
        }
        let names = matrix.entities.iter().zip(&with).map(|(entity, with)| {
            let node = graph
                .node(&entity.id)
                .filter(|node| *with > 1 && node.kind.is_entity());
            node.map(|node| vocabulary.of_names(node))
                .unwrap_or_default()
        });
        Self {
            names: names.collect(),
            things: SparseMatrix::new(matrix.entities.len(), things),
            text: SparseMatrix::new(vocabulary.len(), text),
            head: SparseMatrix::new(vocabulary.len(), head),
            vocabulary,
            rarity,
            silent,
        }
    }
}

/// The vector of what an episode names.
pub(super) fn things_of(incidences: &[Incidence], rarity: &[f64]) -> Vec<Entry> {
    let grounds = incidences.iter().filter(|incidence| incidence.is_ground);
    let weighed = grounds.map(|incidence| Entry {
        at: incidence.entity,
        weight: (incidence.tie.sqrt() * rarity[incidence.entity as usize]) as f32,
    });
    weighed.filter(|entry| entry.weight > 0.0).collect()
}

/// From 0 for what all episodes have to nearly 1. Both ends of a pair are weighed with it,
/// so that the product holds the cube of the share of logarithms.
fn rarity(with: u32, episodes: usize, hub: f64) -> f64 {
    let (with, all) = (f64::from(with), episodes as f64);
    // In a small graph two episodes may be all that share an entity, and that is no hub.
    if with > (hub * all).max(2.0) {
        return 0.0;
    }
    let share = ((all + 1.0) / (with + 0.5)).ln() / (all + 1.0).ln();
    let share = share.max(0.0);
    share * share.sqrt()
}
