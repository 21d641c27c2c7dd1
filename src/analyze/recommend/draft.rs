//! An episode that is not in the graph: what it shares with those that are.
//!
//! A draft comes as a graph of its own, made by the same pipeline. Nodes are found again by what
//! identifies them: pages by their address, entities by kind and name.

use std::collections::{BTreeSet, HashMap};

use super::Weights;
use super::incidence::{Incidence, IncidenceMatrix, IndexedEpisode, unite};
use crate::analyze::grounds::NoGround;
use crate::graph::{Detail, EntityId, KnowledgeGraph, Node};
use crate::vocabulary::Kind;

/// An episode of `other`, a graph that the recommender was not made of, with what it names as entities of
/// `matrix`, which was made of `graph`. What the graph does not know is left out.
pub(super) fn matched(
    other: &KnowledgeGraph,
    episode: &Node,
    graph: &KnowledgeGraph,
    matrix: &IncidenceMatrix,
    weights: &Weights,
) -> IndexedEpisode {
    let no_ground = NoGround::of(other, &weights.platforms.slugs());
    let of_graph = NoGround::of(graph, &weights.platforms.slugs());
    let names = NameIndex::of(graph, matrix);
    let mut named: Vec<&Node> = Vec::new();
    let mut indexed = IndexedEpisode::of(other, episode, &no_ground, weights, |id| {
        let node = other.node(id)?;
        if !node.kind.is_entity() && node.kind != Kind::Url {
            return None;
        }
        let known = named.iter().position(|known| known.id == node.id);
        let at = known.unwrap_or_else(|| {
            named.push(node);
            named.len() - 1
        });
        Some(at as u32)
    });
    let incidences = std::mem::take(&mut indexed.incidences).into_iter();
    let mut found: Vec<Incidence> = incidences
        .filter_map(|incidence| {
            let entity = names.find(named[incidence.entity as usize])?;
            Some(Incidence {
                entity,
                ..incidence
            })
        })
        .collect();
    // Two names of the episode may be one entity of the graph.
    unite(&mut found);
    // What the show's other episodes say of its hosts and sponsors, the draft need not say again.
    let silent: BTreeSet<&EntityId> = of_graph.named(indexed.show.as_ref()).into_iter().collect();
    for incidence in &mut found {
        let id = &matrix.entities[incidence.entity as usize].id;
        incidence.is_ground &= incidence.is_about || !silent.contains(id);
    }
    indexed.incidences = found;
    indexed
}

/// The entities and pages of a graph by what identifies them.
struct NameIndex<'g> {
    pages: HashMap<&'g str, u32>,
    labels: HashMap<(Kind, String), Option<u32>>,
    aliases: HashMap<(Kind, String), Option<u32>>,
}

impl<'g> NameIndex<'g> {
    fn of(graph: &'g KnowledgeGraph, matrix: &IncidenceMatrix) -> Self {
        let mut names = Self {
            pages: HashMap::new(),
            labels: HashMap::new(),
            aliases: HashMap::new(),
        };
        for (at, entity) in (0..).zip(&matrix.entities) {
            let Some(node) = graph.node(&entity.id) else {
                continue;
            };
            if let Detail::Url { url, .. } = &node.detail {
                names.pages.insert(url, at);
                continue;
            }
            note(&mut names.labels, node.kind, &node.label, at);
            for alias in &node.aliases {
                note(&mut names.aliases, node.kind, alias, at);
            }
        }
        names
    }

    fn find(&self, node: &Node) -> Option<u32> {
        if let Detail::Url { url, .. } = &node.detail {
            return self.pages.get(url.as_str()).copied();
        }
        let by = |names: &HashMap<(Kind, String), Option<u32>>, name: &str| {
            names.get(&(node.kind, fold(name))).copied().flatten()
        };
        by(&self.labels, &node.label)
            .or_else(|| by(&self.aliases, &node.label))
            .or_else(|| {
                node.aliases
                    .iter()
                    .find_map(|alias| by(&self.labels, alias))
            })
    }
}

/// A name of two entities identifies neither.
fn note(names: &mut HashMap<(Kind, String), Option<u32>>, kind: Kind, name: &str, at: u32) {
    names
        .entry((kind, fold(name)))
        .and_modify(|known| {
            if *known != Some(at) {
                *known = None;
            }
        })
        .or_insert(Some(at));
}

fn fold(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}
