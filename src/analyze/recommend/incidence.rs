//! Which episode names which entities and links to which pages, as the graph says: before any weight
//! is given to it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::graph::{Detail, EdgeView, EntityId, KnowledgeGraph, Node};
use crate::vocabulary::{DocumentParts, Kind, Relation, UrlCategory};

/// One entity or page in one episode. Parallel edges, as of links to one page, are one incidence.
#[derive(Debug, Clone)]
pub(super) struct Incidence {
    /// The entity, as an index into [`IncidenceMatrix::entities`].
    pub entity: u32,
    /// Every relation between the two.
    pub relations: BTreeSet<Relation>,
    /// Where it is said.
    pub places: DocumentParts,
    /// How often.
    pub count: u32,
    /// The surest mention, 0 to 1.
    pub confidence: f64,
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
    pub(super) fn of(graph: &KnowledgeGraph) -> Self {
        let entities: Vec<IndexedEntity> = graph
            .nodes()
            .filter(|node| node.kind.is_entity() || node.kind == Kind::Url)
            .map(|node| IndexedEntity {
                id: node.id.clone(),
                label: node.label.as_str().into(),
                kind: node.kind,
            })
            .collect();
        let numbers: HashMap<&EntityId, u32> =
            entities.iter().map(|entity| &entity.id).zip(0..).collect();
        let number = |id: &EntityId| numbers.get(id).copied();
        let episodes = graph.nodes_of(Kind::Episode);
        Self {
            episodes: episodes
                .map(|node| IndexedEpisode::of(graph, node, &number))
                .collect(),
            entities,
        }
    }

    /// The index of an entity or page.
    pub(super) fn entity(&self, id: &EntityId) -> Option<u32> {
        let found = self.entities.binary_search_by(|entity| entity.id.cmp(id));
        Some(found.ok()? as u32)
    }
}

impl IndexedEpisode {
    /// Gathers what one episode of a graph names. Entities that have no number are left out.
    pub(super) fn of(
        graph: &KnowledgeGraph,
        node: &Node,
        mut number: impl FnMut(&EntityId) -> Option<u32>,
    ) -> Self {
        let edges = graph.edges_from(&node.id);
        let to = |relation| {
            let wanted = edges
                .iter()
                .filter(move |view| view.edge.relation == relation);
            wanted.map(|view| view.to)
        };
        let paid = Paid::by(graph, to(Relation::SponsoredBy));
        let mut incidences: BTreeMap<u32, Incidence> = BTreeMap::new();
        for view in &edges {
            let is_ground = matches!(
                view.edge.relation,
                Relation::HasGuest
                    | Relation::HostedBy
                    | Relation::About
                    | Relation::Mentions
                    | Relation::LinksTo
            );
            if is_ground
                && let Some(entity) = number(&view.to.id)
                && !paid.covers(view.to)
            {
                add(&mut incidences, entity, *view);
            }
        }
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
            show: to(Relation::PartOfShow)
                .next_back()
                .map(|show| show.id.clone()),
            incidences: incidences.into_values().collect(),
        }
    }
}

fn add(incidences: &mut BTreeMap<u32, Incidence>, entity: u32, view: EdgeView<'_>) {
    let incidence = incidences.entry(entity).or_insert_with(|| Incidence {
        entity,
        relations: BTreeSet::new(),
        places: DocumentParts::default(),
        count: 0,
        confidence: 0.0,
    });
    incidence.relations.insert(view.edge.relation);
    incidence.places = incidence.places.union(view.edge.places);
    incidence.count += view.edge.count;
    incidence.confidence = incidence.confidence.max(view.edge.confidence);
}

/// What sponsors put into an episode: themselves, their pages, and other pages of the same sites.
#[derive(Default)]
struct Paid<'g> {
    ids: BTreeSet<&'g EntityId>,
    hosts: BTreeSet<&'g str>,
}

impl<'g> Paid<'g> {
    fn by(graph: &'g KnowledgeGraph, sponsors: impl Iterator<Item = &'g Node>) -> Self {
        let mut paid = Self::default();
        for sponsor in sponsors {
            paid.ids.insert(&sponsor.id);
            for page in graph.neighbours(&sponsor.id, Relation::HasPage) {
                paid.ids.insert(&page.id);
                // The sponsor's account on somebody else's site does not make that site the sponsor's.
                if let Detail::Url { url, category } = &page.detail
                    && matches!(
                        category,
                        UrlCategory::Other | UrlCategory::Store | UrlCategory::Docs
                    )
                {
                    paid.hosts.extend(host(url));
                }
            }
        }
        paid
    }

    fn covers(&self, node: &Node) -> bool {
        self.ids.contains(&node.id)
            || !self.hosts.is_empty()
                && matches!(&node.detail, Detail::Url { url, .. }
                    if host(url).is_some_and(|host| self.hosts.contains(host)))
    }
}

fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    rest.split(['/', '?', '#']).next()
}

/// Days since 1970 of an episode's date.
fn day(date: &str) -> Option<i64> {
    let date: jiff::civil::Date = date.get(..10)?.parse().ok()?;
    let epoch = jiff::civil::date(1970, 1, 1);
    Some(date.duration_since(epoch).as_hours() / 24)
}
