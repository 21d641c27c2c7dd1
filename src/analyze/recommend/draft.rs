//! An episode that is not in the graph yet: what it shares with those that are.
//!
//! The draft comes as a graph of its own, made by the same pipeline. Its nodes are found again by
//! what identifies them: pages by their address, entities by kind and name.

use std::collections::HashMap;

use super::incidence::{Incidence, IncidenceMatrix};
use crate::graph::{Detail, KnowledgeGraph, Node};
use crate::vocabulary::Kind;

/// What the first episode of `drafted` names, as entities of `matrix`, which was made of `graph`. What
/// the graph does not know is left out.
pub fn matched(
    draft: &KnowledgeGraph,
    drafted: &IncidenceMatrix,
    graph: &KnowledgeGraph,
    matrix: &IncidenceMatrix,
) -> Vec<Incidence> {
    let names = NameIndex::of(graph, matrix);
    let mut found: Vec<Incidence> = Vec::new();
    let incidences = drafted.episodes.first().map(|episode| &episode.incidences);
    for incidence in incidences.into_iter().flatten() {
        let named = draft.node(&drafted.entities[incidence.entity as usize].id);
        if let Some(entity) = named.and_then(|node| names.find(node)) {
            found.push(Incidence {
                entity,
                ..incidence.clone()
            });
        }
    }
    // Two names of the draft may be one entity of the graph.
    found.sort_by_key(|incidence| incidence.entity);
    found.dedup_by(|next, first| {
        let same = next.entity == first.entity;
        if same {
            first.relations.append(&mut next.relations);
            first.places = first.places.union(next.places);
            first.count += next.count;
            first.confidence = first.confidence.max(next.confidence);
        }
        same
    });
    found
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
