//! Which episode talks about which entities: what topics are named after and made up of.
//!
//! Topics are made up of what is talked about: concepts, products, organizations, and persons and events as
//! far as they go with them. Left out are hosts, sponsors, platforms, a show's own name and parts of it, other
//! shows, and in each show what more than half of its episodes name: it tells none of them from the others.

use std::collections::{BTreeMap, BTreeSet};

use crate::analyze::grounds::NoGround;
use crate::analyze::recommend::Weights;
use crate::graph::{EntityId, KnowledgeGraph, Node};
use crate::vocabulary::{Kind, Relation};

/// Shows with fewer episodes have nothing that is in too many of them.
const FEW_EPISODES: usize = 4;

/// The episodes of a graph with the entities that they talk about. Episodes and entities are
/// numbered in the order of their ids.
pub(super) struct EpisodeEntityMatrix<'g> {
    /// The episodes.
    pub episodes: Vec<&'g Node>,
    /// The entities.
    pub entities: Vec<&'g Node>,
    /// Of each entity its episodes, sorted, each with its strength there: from 0 to 1.
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
        let no_ground = NoGround::of(graph, &Weights::default().platforms.slugs());
        let entities = graph.nodes().filter(|node| node.kind.is_entity());
        let programmes = entities.filter(|node| no_ground.is_programme(node));
        let programmes: BTreeSet<&EntityId> = programmes.map(|node| &node.id).collect();
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
            let grounds = no_ground.in_episode(graph, &edges);
            let mut here: BTreeMap<&EntityId, (&Node, f64)> = BTreeMap::new();
            for view in &edges {
                let id = &view.to.id;
                let is_member = grounds.is_ground(view) && !grounds.pays(id) && !hosts.contains(id);
                if is_member && view.to.kind.is_entity() && !programmes.contains(id) {
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
        for (episode, here) in (0_u32..).zip(named) {
            for (id, (_, strength)) in here {
                episodes_of[numbers[id] as usize].push((episode, strength));
            }
        }
        Self {
            episodes,
            entities: all.into_values().collect(),
            episodes_of,
            guests,
        }
    }

    /// The node of an entity.
    pub(super) fn entity(&self, entity: u32) -> &'g Node {
        self.entities[entity as usize]
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
