//! Which episode talks about which entities, and the network of those that share episodes: the ground
//! on which topics are found.
//!
//! Topics come from what is talked about: concepts, products, organizations. Persons and events say
//! who and when; they join the topics afterwards and shape none. Left out are hosts, sponsors where
//! they sponsor, a show's own name, and in each show what more than half of its episodes name: it
//! tells none of them from the others.

use std::collections::{BTreeMap, BTreeSet};

use super::leiden::WeightedGraph;
use crate::graph::{EntityId, KnowledgeGraph, MIN_SHARED, Node, associations, slug};
use crate::vocabulary::{Kind, Relation};

/// Shows with fewer episodes have nothing that is in too many of them.
const FEW_EPISODES: usize = 4;

/// With so many episodes, something named in two of them may be an accident.
const MANY_EPISODES: usize = 100;

/// With fewer episodes, hardly anything shares two of them: one is enough.
const ENOUGH_EPISODES: usize = 50;

/// The episodes of a graph with the entities that they talk about. Episodes and entities are
/// numbered in the order of their ids.
pub(super) struct EpisodeEntityMatrix<'g> {
    /// The episodes.
    pub episodes: Vec<&'g Node>,
    /// The entities.
    pub entities: Vec<&'g Node>,
    /// Of each episode its entities, sorted, each with its strength there: from 0 to 1.
    pub entities_of: Vec<Vec<(u32, f64)>>,
    /// Of each entity its episodes, sorted, with the same strength.
    pub episodes_of: Vec<Vec<(u32, f64)>>,
    /// Of each episode its guests, sorted by id.
    pub guests: Vec<Vec<&'g Node>>,
}

impl<'g> EpisodeEntityMatrix<'g> {
    /// Gathers what the episodes of a graph talk about.
    pub(super) fn of(graph: &'g KnowledgeGraph) -> Self {
        let hosts: BTreeSet<&EntityId> = graph
            .edges()
            .filter(|view| view.edge.relation == Relation::HostedBy)
            .map(|view| &view.to.id)
            .collect();
        let shows: BTreeSet<String> = graph
            .nodes_of(Kind::Show)
            .map(|show| slug(&show.label))
            .collect();
        let episodes: Vec<&Node> = graph.nodes_of(Kind::Episode).collect();
        let mut named: Vec<BTreeMap<&EntityId, (&Node, f64)>> = Vec::with_capacity(episodes.len());
        let mut guests = Vec::with_capacity(episodes.len());
        let mut of_show: BTreeMap<Option<&EntityId>, Vec<usize>> = BTreeMap::new();
        for (at, episode) in episodes.iter().enumerate() {
            let edges = graph.edges_from(&episode.id);
            let ends = |relation: Relation| {
                let wanted = edges
                    .iter()
                    .filter(move |view| view.edge.relation == relation);
                wanted.map(|view| view.to)
            };
            let show = ends(Relation::PartOfShow).map(|show| &show.id).next();
            of_show.entry(show).or_default().push(at);
            let sponsors: BTreeSet<&EntityId> = ends(Relation::SponsoredBy)
                .map(|sponsor| &sponsor.id)
                .collect();
            let mut here: BTreeMap<&EntityId, (&Node, f64)> = BTreeMap::new();
            for view in &edges {
                let told = matches!(
                    view.edge.relation,
                    Relation::About | Relation::Mentions | Relation::HasGuest
                );
                let id = &view.to.id;
                let left_out = hosts.contains(id) || sponsors.contains(id);
                if told && !left_out && view.to.kind.is_entity() && !shows.contains(id.slug()) {
                    let strength = &mut here.entry(id).or_insert((view.to, 0.0)).1;
                    *strength = strength.max(saturated(view.edge.weight));
                }
            }
            named.push(here);
            let mut here: Vec<&Node> = ends(Relation::HasGuest).collect();
            here.sort_by_key(|guest| &guest.id);
            guests.push(here);
        }
        for of_show in of_show.values() {
            leave_out_hubs(&mut named, of_show);
        }
        Self::numbered(episodes, named, guests)
    }

    fn numbered(
        episodes: Vec<&'g Node>,
        named: Vec<BTreeMap<&'g EntityId, (&'g Node, f64)>>,
        guests: Vec<Vec<&'g Node>>,
    ) -> Self {
        let all: BTreeMap<&EntityId, &Node> = named
            .iter()
            .flat_map(|here| here.iter().map(|(id, (node, _))| (*id, *node)))
            .collect();
        let numbers: BTreeMap<&EntityId, u32> = all.keys().copied().zip(0..).collect();
        let mut episodes_of = vec![Vec::new(); all.len()];
        let entities_of = (0_u32..).zip(named).map(|(episode, here)| {
            let here = here.into_iter().map(|(id, (_, strength))| {
                episodes_of[numbers[id] as usize].push((episode, strength));
                (numbers[id], strength)
            });
            here.collect()
        });
        let entities_of = entities_of.collect();
        Self {
            episodes,
            entities: all.into_values().collect(),
            entities_of,
            episodes_of,
            guests,
        }
    }

    /// The node of an entity.
    pub(super) fn entity(&self, entity: u32) -> &'g Node {
        self.entities[entity as usize]
    }

    /// How much an entity is talked about in all: the sum of its strengths.
    pub(super) fn strength(&self, entity: u32) -> f64 {
        let episodes = self.episodes_of[entity as usize].iter();
        episodes.map(|(_, strength)| strength).sum()
    }

    /// Joins what is talked about by the episodes shared, in the way of
    /// [`project`](crate::graph::project): rarity and mutual information, so that hubs fade.
    pub(super) fn network(&self) -> CooccurrenceNetwork {
        let least = if self.episodes.len() < MANY_EPISODES {
            2
        } else {
            3
        };
        let shapes: Vec<bool> = self
            .entities
            .iter()
            .zip(&self.episodes_of)
            .map(|(node, episodes)| {
                let subject = matches!(
                    node.kind,
                    Kind::Concept | Kind::Product | Kind::Organization
                );
                subject && episodes.len() >= least
            })
            .collect();
        let groups: Vec<Vec<(u32, f64)>> = self
            .entities_of
            .iter()
            .map(|here| {
                let here = here.iter().copied();
                here.filter(|(entity, _)| shapes[*entity as usize])
                    .collect()
            })
            .collect();
        let shared = if self.episodes.len() < ENOUGH_EPISODES {
            1
        } else {
            MIN_SHARED
        };
        let associations = associations(&groups, shared, |entity| self.entity(entity).weight);
        let nodes: BTreeSet<u32> = associations
            .iter()
            .flat_map(|pair| [pair.left, pair.right])
            .collect();
        let nodes: Vec<u32> = nodes.into_iter().collect();
        let place = |entity: u32| {
            // Both ends of every edge are among the nodes.
            let before = nodes.partition_point(|node| *node < entity);
            u32::try_from(before).unwrap_or(u32::MAX)
        };
        let edges: Vec<(u32, u32, f64)> = associations
            .iter()
            .map(|pair| (place(pair.left), place(pair.right), pair.weight))
            .collect();
        CooccurrenceNetwork {
            graph: WeightedGraph::new(nodes.len(), &edges),
            strengths: nodes.iter().map(|entity| self.strength(*entity)).collect(),
            entities: nodes,
        }
    }
}

/// The entities that share episodes more often than by chance: the network on which topics are
/// communities.
pub(super) struct CooccurrenceNetwork {
    /// Its nodes and edges.
    pub graph: WeightedGraph,
    /// The entity of each of its nodes.
    pub entities: Vec<u32>,
    /// How much each of them is talked about in all.
    pub strengths: Vec<f64>,
}

impl CooccurrenceNetwork {
    /// The network of some of its nodes.
    pub(super) fn subnetwork(&self, nodes: &[u32]) -> Self {
        Self {
            graph: self.graph.subgraph(nodes),
            entities: nodes
                .iter()
                .map(|node| self.entities[*node as usize])
                .collect(),
            strengths: nodes
                .iter()
                .map(|node| self.strengths[*node as usize])
                .collect(),
        }
    }
}

/// The strength of an edge as a share: 0.5 for a plain mention of full confidence that comes thrice
/// or so, more for what an episode is about, never 1.
fn saturated(weight: f64) -> f64 {
    let weight = weight.max(0.0);
    weight / (weight + 2.0)
}

fn leave_out_hubs(named: &mut [BTreeMap<&EntityId, (&Node, f64)>], episodes: &[usize]) {
    if episodes.len() < FEW_EPISODES {
        return;
    }
    let mut counts: BTreeMap<&EntityId, usize> = BTreeMap::new();
    for episode in episodes {
        for id in named[*episode].keys() {
            *counts.entry(id).or_default() += 1;
        }
    }
    for episode in episodes {
        named[*episode].retain(|id, _| counts[*id] * 2 <= episodes.len());
    }
}
