//! Who is heard: hosts with their share of the episodes, and guests who came back. Shows, too.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::answer::{Dated, MOST, Named, Share};
use crate::graph::{EntityId, KnowledgeGraph, Node};
use crate::vocabulary::Relation;

/// How many episodes a relation ties to each node.
fn counted(graph: &KnowledgeGraph, relation: Relation) -> Vec<(&Node, u32)> {
    let mut counts: BTreeMap<&EntityId, (&Node, u32)> = BTreeMap::new();
    for view in graph.edges() {
        if view.edge.relation == relation {
            counts.entry(&view.to.id).or_insert((view.to, 0)).1 += 1;
        }
    }
    let mut counts: Vec<(&Node, u32)> = counts.into_values().collect();
    counts.sort_by_key(|(node, count)| (Reverse(*count), &node.id));
    counts
}

fn shares(graph: &KnowledgeGraph, relation: Relation, episodes: usize) -> Vec<Share> {
    let share = |(node, count): (&Node, u32)| Share {
        node: Named::of(node),
        episodes: count,
        share: f64::from(count) / episodes.max(1) as f64,
    };
    let counts = counted(graph, relation).into_iter();
    counts.take(MOST).map(share).collect()
}

pub(super) fn shows(graph: &KnowledgeGraph, episodes: usize) -> Vec<Share> {
    shares(graph, Relation::PartOfShow, episodes)
}

pub(super) fn hosts(graph: &KnowledgeGraph, episodes: usize) -> Vec<Share> {
    shares(graph, Relation::HostedBy, episodes)
}

/// Guests of two episodes or more, with the days of the first and the last visit.
pub(super) fn returning_guests(graph: &KnowledgeGraph) -> Vec<Dated> {
    let visits = |guest: &Node| {
        let edges = graph.edges_to(&guest.id);
        let visits = edges
            .iter()
            .filter(|view| view.edge.relation == Relation::HasGuest);
        let mut days: Vec<String> = visits
            .filter_map(|view| view.from.detail.episode()?.date.clone())
            .map(|date| date.chars().take(10).collect())
            .collect();
        days.sort();
        days
    };
    counted(graph, Relation::HasGuest)
        .into_iter()
        .filter(|(_, count)| *count > 1)
        .take(MOST)
        .map(|(guest, count)| {
            let days = visits(guest);
            Dated {
                node: Named::of(guest),
                episodes: count,
                first: days.first().cloned(),
                last: days.last().cloned(),
            }
        })
        .collect()
}
