//! The one-mode graph: entities joined by the episodes they share.

use std::collections::BTreeSet;

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::cooccurrence::{Association, MIN_SHARED, associations};
use super::model::{Edge, EntityId, KnowledgeGraph};
use crate::vocabulary::{Basis, DocumentParts, Kind, Relation};

/// Joins the entities of some kinds by the episodes they share.
///
/// The weight is the normalised pointwise mutual information of the two (Bouma, "Normalized
/// (Pointwise) Mutual Information in Collocation Extraction", 2009), which is 0 for two that meet as
/// often as chance has it, so that hubs are joined to nothing by being everywhere; times the discount
/// of Pantel and Lin ("Discovering Word Senses from Text", 2002) for pairs that are seen rarely. Pairs
/// with fewer than [`MIN_SHARED`] episodes, and those that meet no more often than
/// by chance, are left out. Sponsors of an episode take no part in it.
///
/// The evidence of an edge is that of its first shared episode.
///
/// # Complexity
///
/// O(E·k²) for E episodes that name k entities each.
///
/// # Returns
///
/// A graph of the nodes of these kinds that are joined to another, with edges
/// [`Relation::SharesEpisodes`] from the lesser id to the greater.
pub fn project(graph: &KnowledgeGraph, kinds: &BTreeSet<Kind>) -> KnowledgeGraph {
    let petgraph = graph.petgraph();
    let wanted = |kind: Kind| kinds.contains(&kind) && kind != Kind::Episode;
    let named: Vec<Vec<(u32, &Edge)>> = petgraph
        .node_indices()
        .filter(|at| petgraph[*at].kind == Kind::Episode)
        .map(|episode| {
            // The edge with the greatest confidence speaks for an entity; of equals the one with the lesser id.
            let mut named: Vec<(u32, &Edge)> = petgraph
                .edges_directed(episode, Direction::Outgoing)
                .filter(|edge| edge.weight().relation != Relation::SponsoredBy)
                .filter(|edge| wanted(petgraph[edge.target()].kind))
                .map(|edge| (index(edge.target().index()), edge.weight()))
                .collect();
            named.sort_by(|a, b| {
                let by_confidence = b.1.confidence.total_cmp(&a.1.confidence);
                a.0.cmp(&b.0)
                    .then(by_confidence)
                    .then_with(|| a.1.id.cmp(&b.1.id))
            });
            named.dedup_by_key(|(entity, _)| *entity);
            named
        })
        .collect();
    let groups: Vec<Vec<(u32, f64)>> = named
        .iter()
        .map(|group| group.iter().map(|(entity, _)| (*entity, 1.0)).collect())
        .collect();
    let node = |entity: u32| &petgraph[NodeIndex::new(entity as usize)];
    let edges: Vec<(EntityId, EntityId, Edge)> =
        associations(&groups, MIN_SHARED, |at| node(at).weight)
            .into_iter()
            .map(|pair| {
                let group = &named[pair.first];
                let first = group.partition_point(|(entity, _)| *entity < pair.left);
                let (left, right) = (&node(pair.left).id, &node(pair.right).id);
                (
                    left.clone(),
                    right.clone(),
                    edge(left, right, &pair, group[first].1),
                )
            })
            .collect();
    let joined: BTreeSet<&EntityId> = edges
        .iter()
        .flat_map(|(left, right, _)| [left, right])
        .collect();
    let nodes = graph
        .nodes()
        .filter(|node| joined.contains(&node.id))
        .cloned()
        .collect();
    KnowledgeGraph::from_valid_parts(graph.base_iri().to_owned(), nodes, edges)
}

fn index(at: usize) -> u32 {
    // petgraph itself counts nodes in 32 bits.
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The edge between two entities that met; `first` is the one from the first episode to the left one.
fn edge(left: &EntityId, right: &EntityId, pair: &Association, first: &Edge) -> Edge {
    Edge {
        id: format!("{}.{left}.{right}", Relation::SharesEpisodes),
        relation: Relation::SharesEpisodes,
        weight: pair.weight,
        confidence: first.confidence,
        count: pair.shared,
        places: DocumentParts::default(),
        evidence: first.evidence.clone(),
        rule: "npmi".into(),
        basis: Basis::Inferred,
        href: None,
        text: None,
        role: None,
    }
}
