//! The one-mode graph: entities tied by the episodes they share.

use std::collections::{BTreeSet, HashMap};

use petgraph::Direction;
use petgraph::visit::EdgeRef;

use super::filter::rebuilt;
use super::model::{Edge, EntityId, KnowledgeGraph};
use crate::vocabulary::{Basis, Kind, Places, Relation};

/// How many episodes two entities must share to be tied: one alone would tie everything that an
/// episode names to everything else in it.
pub const MIN_SHARED: u32 = 2;

/// How many entities of one episode take part, the weightiest first: pairs grow with their square.
const PER_EPISODE: usize = 400;

/// Ties the entities of some kinds by the episodes they share.
///
/// The weight is the normalised pointwise mutual information of the two (Bouma, "Normalized
/// (Pointwise) Mutual Information in Collocation Extraction", 2009), which is 0 for two that meet as
/// often as chance has it, so that hubs are tied to nothing by being everywhere; times the discount
/// of Pantel and Lin ("Discovering Word Senses from Text", 2002) for pairs that are seen rarely. Pairs
/// with fewer than [`MIN_SHARED`] episodes, and those that meet no more often than by chance, are
/// left out. Sponsors of an episode take no part in it.
///
/// The evidence of an edge is that of its first shared episode.
///
/// # Complexity
///
/// O(E·k²) for E episodes that name k entities each.
///
/// # Returns
///
/// A graph of the nodes of these kinds that are tied to another, with edges
/// [`Relation::SharesEpisodes`] from the lesser id to the greater.
pub fn project(graph: &KnowledgeGraph, kinds: &BTreeSet<Kind>) -> KnowledgeGraph {
    let petgraph = graph.petgraph();
    let wanted = |kind: Kind| kinds.contains(&kind) && kind != Kind::Episode;
    let mut episodes = 0_u32;
    let mut alone: HashMap<u32, u32> = HashMap::new();
    let mut together: HashMap<(u32, u32), Pair<'_>> = HashMap::new();
    for episode in petgraph
        .node_indices()
        .filter(|at| petgraph[*at].kind == Kind::Episode)
    {
        episodes += 1;
        // The edge with the greatest confidence speaks for an entity; ties go to the lesser id.
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
        for (entity, _) in &named {
            *alone.entry(*entity).or_default() += 1;
        }
        if named.len() > PER_EPISODE {
            let weight =
                |entity: u32| petgraph[petgraph::graph::NodeIndex::new(entity as usize)].weight;
            named.sort_by(|a, b| weight(b.0).total_cmp(&weight(a.0)).then(a.0.cmp(&b.0)));
            named.truncate(PER_EPISODE);
            named.sort_by_key(|(entity, _)| *entity);
        }
        for (at, (left, edge)) in named.iter().enumerate() {
            for (right, _) in &named[at + 1..] {
                together
                    .entry((*left, *right))
                    .or_insert(Pair {
                        shared: 0,
                        first: edge,
                    })
                    .shared += 1;
            }
        }
    }
    let id = |entity: u32| &petgraph[petgraph::graph::NodeIndex::new(entity as usize)].id;
    let mut edges: Vec<(EntityId, EntityId, Edge)> = together
        .into_iter()
        .filter(|(_, pair)| pair.shared >= MIN_SHARED)
        .filter_map(|((left, right), pair)| {
            let weight = association(episodes, alone[&left], alone[&right], pair.shared);
            let (left, right) = (id(left), id(right));
            (weight > 0.0).then(|| (left.clone(), right.clone(), pair.edge(left, right, weight)))
        })
        .collect();
    edges.sort_by(|a, b| a.2.id.cmp(&b.2.id));
    let tied: BTreeSet<&EntityId> = edges
        .iter()
        .flat_map(|(left, right, _)| [left, right])
        .collect();
    let nodes = graph
        .nodes()
        .filter(|node| tied.contains(&node.id))
        .cloned()
        .collect();
    rebuilt(graph.base_iri().to_owned(), nodes, edges)
}

fn index(at: usize) -> u32 {
    // petgraph itself counts nodes in 32 bits.
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Two entities that met.
struct Pair<'g> {
    shared: u32,
    first: &'g Edge,
}

impl Pair<'_> {
    fn edge(&self, left: &EntityId, right: &EntityId, weight: f64) -> Edge {
        Edge {
            id: format!("{}.{left}.{right}", Relation::SharesEpisodes),
            relation: Relation::SharesEpisodes,
            weight,
            confidence: self.first.confidence,
            count: self.shared,
            places: Places::default(),
            evidence: self.first.evidence.clone(),
            rule: "npmi".into(),
            basis: Basis::Inferred,
            href: None,
            text: None,
            role: None,
        }
    }
}

/// Normalised pointwise mutual information with the discount for rare pairs: from below 0 to 1.
fn association(episodes: u32, left: u32, right: u32, shared: u32) -> f64 {
    let (n, left, right, shared) = (
        f64::from(episodes),
        f64::from(left),
        f64::from(right),
        f64::from(shared),
    );
    // Two that are in every episode tell nothing about each other.
    if shared >= n {
        return 0.0;
    }
    let information = (shared * n / (left * right)).ln() / -(shared / n).ln();
    let rarer = left.min(right);
    let discount = shared / (shared + 1.0) * rarer / (rarer + 1.0);
    // Six decimals: enough to rank by, and the same on every machine.
    (information * discount * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn association_is_that_of_the_papers() {
        for (name, counts, expected) in [
            ("always together", (100, 10, 10, 10), 0.826_446),
            ("by chance", (100, 50, 50, 25), 0.0),
            ("less than by chance", (100, 50, 50, 10), -0.354_670),
            ("hubs", (100, 100, 20, 20), 0.0),
            ("everywhere", (100, 100, 100, 100), 0.0),
            ("seen rarely", (100, 2, 2, 2), 0.444_444),
        ] {
            let (episodes, left, right, shared) = counts;
            let value = association(episodes, left, right, shared);
            assert!((value - expected).abs() < 1e-6, "{name}: {value}");
        }
    }
}
