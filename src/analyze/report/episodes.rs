//! What is to be said of the episodes themselves: how many each year, which stand alone, which say little.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::{MOST, Named, Thin};
use crate::graph::{EntityId, KnowledgeGraph};
use crate::vocabulary::{Kind, Relation};

/// An episode with fewer things than this says little.
const FEW: usize = 3;

/// Episodes of each year.
pub(super) fn years(graph: &KnowledgeGraph) -> BTreeMap<String, u32> {
    let mut years = BTreeMap::new();
    for episode in graph.nodes_of(Kind::Episode) {
        let date = episode
            .detail
            .episode()
            .and_then(|detail| detail.date.as_deref());
        let year = date.and_then(|date| date.get(..4));
        if let Some(year) = year.filter(|year| year.bytes().all(|byte| byte.is_ascii_digit())) {
            *years.entry(year.to_owned()).or_default() += 1;
        }
    }
    years
}

/// Episodes that name nothing, guests included, and link to nothing that another one has, too. Hosts and
/// the like do not count.
pub(super) fn alone(graph: &KnowledgeGraph, barred: &BTreeSet<&EntityId>) -> Vec<Named> {
    let tied = |episode: &EntityId| {
        let out = graph.edges_from(episode);
        let shared = out.iter().any(|view| {
            view.edge.relation == Relation::RefersTo
                || view.to.kind.counts_episodes()
                    && view.to.episodes > 1
                    && !barred.contains(&view.to.id)
        });
        let referred = |relation| relation == Relation::RefersTo;
        shared
            || graph
                .edges_to(episode)
                .iter()
                .any(|view| referred(view.edge.relation))
    };
    let episodes = graph.nodes_of(Kind::Episode);
    let alone = episodes.filter(|episode| !tied(&episode.id));
    alone.take(MOST).map(Named::of).collect()
}

/// Episodes that lack a date, everybody, or nearly all things, those that lack most first.
pub(super) fn thin(graph: &KnowledgeGraph) -> Vec<Thin> {
    let mut thin: Vec<Thin> = Vec::new();
    for episode in graph.nodes_of(Kind::Episode) {
        let edges = graph.edges_from(&episode.id);
        let count = |relations: &[Relation]| {
            let of = edges
                .iter()
                .filter(|view| relations.contains(&view.edge.relation));
            of.count()
        };
        let dated = episode
            .detail
            .episode()
            .is_some_and(|detail| detail.date.is_some());
        let people = count(&[Relation::HostedBy, Relation::HasGuest]);
        let things = count(&[Relation::About, Relation::Mentions]);
        let lacks = [
            ("date", dated),
            ("people", people > 0),
            ("things", things >= FEW),
        ];
        let lacks = lacks.into_iter().filter(|(_, there)| !there);
        let lacks: Vec<&'static str> = lacks.map(|(name, _)| name).collect();
        if !lacks.is_empty() {
            thin.push(Thin {
                episode: Named::of(episode),
                lacks,
            });
        }
    }
    thin.sort_by_key(|thin| std::cmp::Reverse(thin.lacks.len()));
    thin.truncate(MOST);
    thin
}
