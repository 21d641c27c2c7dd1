//! Which episode names which entities and links to which pages, and how firmly: what the graph says, as
//! sorted lists.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Weights;
use crate::analyze::grounds::NoGround;
use crate::graph::{EntityId, KnowledgeGraph, Node};
use crate::vocabulary::{Kind, Relation};

/// One entity or page in one episode. Parallel edges, as of links to one page, are one incidence.
#[derive(Debug, Clone)]
pub(super) struct Incidence {
    /// The entity, as an index into [`IncidenceMatrix::entities`].
    pub entity: u32,
    /// How firmly it is tied to the episode, by its firmest edge; above 0.
    pub tie: f64,
    /// Whether it is a ground for recommendations.
    pub is_ground: bool,
    /// Whether the episode is about it.
    pub is_about: bool,
    /// What is said where it is named first.
    pub quote: Arc<str>,
}

/// An episode, with what queries ask about it.
#[derive(Debug)]
pub(super) struct IndexedEpisode {
    /// Its node.
    pub id: EntityId,
    /// Its title.
    pub label: Arc<str>,
    /// Path of its file.
    pub source: Arc<str>,
    /// Its number.
    pub number: Option<i64>,
    /// Its date, ISO 8601.
    pub date: Option<Box<str>>,
    /// Days since 1970, where its date is known.
    pub day: Option<i64>,
    /// Its show.
    pub show: Option<EntityId>,
    /// What it names and links to, sorted by entity.
    pub incidences: Vec<Incidence>,
}

/// An entity or page.
#[derive(Debug)]
pub(super) struct IndexedEntity {
    /// Its node.
    pub id: EntityId,
    /// Its name.
    pub label: Arc<str>,
    /// What it is.
    pub kind: Kind,
}

/// All episodes of a graph and the entities and pages that they name, both sorted by id. It is of
/// its own: the graph may change or go.
#[derive(Debug)]
pub(super) struct IncidenceMatrix {
    /// The episodes.
    pub episodes: Vec<IndexedEpisode>,
    /// Entities and pages.
    pub entities: Vec<IndexedEntity>,
}

impl IncidenceMatrix {
    /// Gathers what the episodes of a graph name. Linear in the number of edges.
    pub(super) fn of(graph: &KnowledgeGraph, no_ground: &NoGround<'_>, weights: &Weights) -> Self {
        let entities: Vec<IndexedEntity> = graph
            .nodes()
            .filter(|node| node.kind.is_entity() || node.kind == Kind::Url)
            .map(|node| IndexedEntity {
                id: node.id.clone(),
                label: node.label.as_str().into(),
                kind: node.kind,
            })
            .collect();
        let numbers: FxHashMap<&EntityId, u32> =
            entities.iter().map(|entity| &entity.id).zip(0..).collect();
        let number = |id: &EntityId| numbers.get(id).copied();
        let episodes = graph.nodes_of(Kind::Episode);
        Self {
            episodes: episodes
                .map(|node| IndexedEpisode::of(graph, node, no_ground, weights, &number))
                .collect(),
            entities,
        }
    }

    /// The index of an entity or page.
    pub(super) fn entity(&self, id: &EntityId) -> Option<u32> {
        let found = self.entities.binary_search_by(|entity| entity.id.cmp(id));
        Some(found.ok()? as u32)
    }

    /// The index of an episode.
    pub(super) fn episode(&self, id: &EntityId) -> Option<u32> {
        let found = self.episodes.binary_search_by(|episode| episode.id.cmp(id));
        Some(found.ok()? as u32)
    }
}

impl IndexedEpisode {
    /// Gathers what one episode of a graph names. Entities that have no number are left out.
    pub(super) fn of(
        graph: &KnowledgeGraph,
        node: &Node,
        no_ground: &NoGround<'_>,
        weights: &Weights,
        mut number: impl FnMut(&EntityId) -> Option<u32>,
    ) -> Self {
        let edges = graph.edges_from(&node.id);
        let here = no_ground.in_episode(graph, &edges);
        let mut incidences: Vec<Incidence> = Vec::with_capacity(edges.len());
        for view in &edges {
            let relation = match view.edge.relation {
                // Whoever hosts is named.
                Relation::HostedBy => weights.relations.mentions,
                other => weights.relation(other),
            };
            let tie =
                relation * (1.0 + f64::from(view.edge.count.max(1)).ln()) * view.edge.confidence;
            let Some(entity) = number(&view.to.id).filter(|_| tie > 0.0) else {
                continue;
            };
            incidences.push(Incidence {
                entity,
                tie,
                is_ground: here.is_ground(view),
                is_about: view.edge.relation == Relation::About,
                quote: Arc::clone(&view.edge.evidence.quote),
            });
        }
        unite(&mut incidences);
        let (source, number, date) = match node.detail.episode() {
            Some(own) => (own.source.as_str(), own.number, own.date.as_deref()),
            None => ("", None, None),
        };
        Self {
            id: node.id.clone(),
            label: node.label.as_str().into(),
            source: source.into(),
            number,
            date: date.map(Box::from),
            day: date.and_then(day),
            show: edges
                .iter()
                .rfind(|view| view.edge.relation == Relation::PartOfShow)
                .map(|view| view.to.id.clone()),
            incidences,
        }
    }

    /// What an entity is to the episode, where it is named.
    pub(super) fn incidence(&self, entity: u32) -> Option<&Incidence> {
        let found = self
            .incidences
            .binary_search_by_key(&entity, |incidence| incidence.entity);
        found.ok().map(|at| &self.incidences[at])
    }
}

/// Sorts incidences by their entities and makes one of all that are of one.
pub(super) fn unite(incidences: &mut Vec<Incidence>) {
    incidences.sort_by_key(|incidence| incidence.entity);
    incidences.dedup_by(|next, first| {
        let same = next.entity == first.entity;
        if same {
            first.unite(next.clone());
        }
        same
    });
}

impl Incidence {
    /// Adds what another edge says.
    fn unite(&mut self, other: Self) {
        self.is_about |= other.is_about;
        if (other.is_ground, other.tie) > (self.is_ground, self.tie) {
            // The words around a name say more than the address that they link to.
            let quote = std::mem::replace(&mut self.quote, other.quote);
            if self.quote.is_empty() {
                self.quote = quote;
            }
            (self.is_ground, self.tie) = (other.is_ground, other.tie);
        }
    }
}

/// Days since 1970 of an episode's date.
fn day(date: &str) -> Option<i64> {
    let date: jiff::civil::Date = date.get(..10)?.parse().ok()?;
    let epoch = jiff::civil::date(1970, 1, 1);
    Some(date.duration_since(epoch).as_hours() / 24)
}
