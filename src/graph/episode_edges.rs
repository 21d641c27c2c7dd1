//! What episodes say, as edges: each with its evidence, its id and its weight.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use super::model::{Edge, EntityId, Evidence, Node};
use crate::extract::{EpisodeFacts, Quote, Role};
use crate::resolve::{EpisodeRelation, ResolvedEpisode};
use crate::source::feed::RemotePlace;
use crate::vocabulary::{Basis, DocumentPart, DocumentParts, Kind, Relation};

/// A node while the graph is built: the place of its id among all ids, sorted.
pub(super) type NodeNumber = u32;

/// A quote of an episode, with its file.
pub(super) fn evidence(episode: &EpisodeFacts, quote: Quote) -> Evidence {
    Evidence {
        source: episode
            .file_of(&quote)
            .map_or_else(|| "".into(), Arc::clone),
        line: quote.line,
        column: quote.column,
        quote: quote.text,
        seconds: quote.seconds,
    }
}

/// The ids of all that one episode names, item by item.
pub(super) struct EpisodeNodes {
    pub(super) own: NodeNumber,
    pub(super) show: NodeNumber,
    pub(super) entities: Vec<NodeNumber>,
    /// Each page, and the episode that it is.
    pub(super) links: Vec<(Option<NodeNumber>, Option<NodeNumber>)>,
    /// Persons and organizations.
    pub(super) affiliations: Vec<[NodeNumber; 2]>,
    /// Shows and episodes that its feed names.
    pub(super) references: Vec<NodeNumber>,
}

/// How many edges one episode makes, but for those to other episodes.
pub(super) fn edge_count(resolved: &ResolvedEpisode) -> usize {
    let pages = resolved.entities.iter().map(|entity| entity.pages.len());
    1 + resolved.entities.len()
        + pages.sum::<usize>()
        + resolved.links.len()
        + resolved.affiliations.len()
        + resolved.episode.references.len()
}

/// One episode's edges.
pub(super) fn add_episode_edges(
    resolved: ResolvedEpisode,
    nodes: &EpisodeNodes,
    edges: &mut Edges,
) {
    let episode = &resolved.episode;
    let own = nodes.own;
    let title = stated(
        evidence(episode, episode.quote.clone()),
        "show",
        DocumentParts::of(DocumentPart::FrontMatter),
    );
    edges.add(own, Relation::PartOfShow, nodes.show, title);
    for (reference, to) in episode.references.iter().zip(&nodes.references) {
        let evidence = evidence(episode, reference.quote.clone());
        let edge = named_by_feed(evidence, reference.show.place);
        edges.add(own, Relation::RefersTo, *to, edge);
    }
    for (entity, id) in resolved.entities.into_iter().zip(&nodes.entities) {
        for page in &entity.pages {
            let link = &resolved.links[*page as usize];
            let mut edge = stated(evidence(episode, link.quote.clone()), "link", link.places);
            edge.confidence = entity.confidence;
            if let (Some(page), _) = nodes.links[*page as usize] {
                edges.add(*id, Relation::HasPage, page, edge);
            }
        }
        let relation = match entity.relation {
            EpisodeRelation::Role(Role::Host) => Relation::HostedBy,
            EpisodeRelation::Role(Role::Guest) => Relation::HasGuest,
            EpisodeRelation::About => Relation::About,
            EpisodeRelation::Sponsor => Relation::SponsoredBy,
            EpisodeRelation::Mention => Relation::Mentions,
        };
        let edge = Edge {
            basis: entity.rule.basis(),
            confidence: entity.confidence,
            count: entity.count,
            ..stated(
                evidence(episode, entity.quote),
                entity.rule.as_str(),
                entity.places,
            )
        };
        edges.add(own, relation, *id, edge);
    }
    for (link, (page, other)) in resolved.links.into_iter().zip(&nodes.links) {
        if let Some(other) = other {
            let edge = stated(evidence(episode, link.quote.clone()), "link", link.places);
            edges.add(own, Relation::RefersTo, *other, edge);
        }
        let Some(page) = page else { continue };
        let mut edge = stated(evidence(episode, link.quote), "link", link.places);
        edge.href = Some(link.href);
        edge.text = Some(link.text);
        edges.add(own, Relation::LinksTo, *page, edge);
    }
    for (affiliation, [person, organization]) in
        resolved.affiliations.into_iter().zip(&nodes.affiliations)
    {
        let edge = Edge {
            basis: Basis::Inferred,
            confidence: affiliation.confidence,
            role: affiliation.role,
            ..stated(
                evidence(episode, affiliation.quote),
                "apposition",
                DocumentParts::of(DocumentPart::Notes),
            )
        };
        edges.add(*person, Relation::AffiliatedWith, *organization, edge);
    }
}

/// An edge that the notes state, without what [`Edges`] knows of it.
fn stated(evidence: Evidence, rule: &'static str, places: DocumentParts) -> Edge {
    Edge {
        id: String::new(),
        relation: Relation::Mentions,
        weight: 0.0,
        confidence: 1.0,
        count: 1,
        places,
        evidence,
        rule: Cow::Borrowed(rule),
        basis: Basis::Stated,
        href: None,
        text: None,
        role: None,
    }
}

/// What a feed says of a show elsewhere.
pub(super) fn named_by_feed(evidence: Evidence, place: RemotePlace) -> Edge {
    let places = DocumentParts::of(DocumentPart::FrontMatter);
    stated(evidence, place.as_str(), places)
}

pub(super) fn lexicon(evidence: Evidence) -> Edge {
    Edge {
        basis: Basis::Lexicon,
        ..stated(evidence, "lexicon", DocumentParts::default())
    }
}

/// Where an edge leads, and its place among the edges: small enough to be sorted in the edge's
/// stead.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct EdgeKey {
    from: NodeNumber,
    relation: Relation,
    to: NodeNumber,
    at: u32,
}

/// Edges as they are found.
pub(super) struct Edges {
    keys: Vec<EdgeKey>,
    edges: Vec<Edge>,
}

impl Edges {
    /// No edges, and room for so many.
    pub(super) fn with_capacity(edges: usize) -> Self {
        Self {
            keys: Vec::with_capacity(edges),
            edges: Vec::with_capacity(edges),
        }
    }

    pub(super) fn add(
        &mut self,
        from: NodeNumber,
        relation: Relation,
        to: NodeNumber,
        mut edge: Edge,
    ) {
        if from != to {
            let at = self.edges.len() as u32;
            self.keys.push(EdgeKey {
                from,
                relation,
                to,
                at,
            });
            edge.relation = relation;
            self.edges.push(edge);
        }
    }

    /// Joins what says the same, and gives each edge its id and weight.
    pub(super) fn finish(mut self, ids: &[EntityId]) -> Self {
        let room = Vec::with_capacity(self.keys.len());
        let mut keys = std::mem::replace(&mut self.keys, room);
        keys.sort_unstable();
        for parallel in
            keys.chunk_by_mut(|a, b| (a.from, a.relation, a.to) == (b.from, b.relation, b.to))
        {
            // A stable sort: the first that was found stands for all that say the same.
            parallel.sort_by(|a, b| self.role(a).cmp(&self.role(b)));
            let mut count = 0;
            let mut kept: Option<EdgeKey> = None;
            for key in parallel.iter().copied() {
                match kept {
                    // Of links each is an edge of its own.
                    Some(kept)
                        if key.relation != Relation::LinksTo
                            && self.role(&kept) == self.role(&key) =>
                    {
                        self.join(kept, key);
                    }
                    _ => {
                        count += 1;
                        self.name(key, count, ids);
                        self.keys.push(key);
                        kept = Some(key);
                    }
                }
            }
        }
        for key in &self.keys {
            weigh_edge(&mut self.edges[key.at as usize]);
        }
        self
    }

    fn role(&self, key: &EdgeKey) -> Option<&str> {
        self.edges[key.at as usize].role.as_deref()
    }

    fn join(&mut self, kept: EdgeKey, more: EdgeKey) {
        let Edge {
            count,
            places,
            confidence,
            ..
        } = self.edges[more.at as usize];
        let edge = &mut self.edges[kept.at as usize];
        edge.count += count;
        edge.places = edge.places.union(places);
        edge.confidence = edge.confidence.max(confidence);
    }

    /// The ids of its ends and the relation; of a further one of the same sort its number too.
    fn name(&mut self, key: EdgeKey, number: u32, ids: &[EntityId]) {
        let (from, to) = (
            ids[key.from as usize].as_str(),
            ids[key.to as usize].as_str(),
        );
        let mut id = [from, ".", key.relation.as_str(), ".", to].concat();
        if number > 1 {
            id.push('.');
            id.push_str(itoa::Buffer::new().format(number));
        }
        self.edges[key.at as usize].id = id;
    }

    /// The edges with their ends, sorted by id. Each is moved just once.
    pub(super) fn into_sorted(
        mut self,
        ids: &[EntityId],
    ) -> impl ExactSizeIterator<Item = (NodeNumber, NodeNumber, Edge)> {
        // Behind the first end an id goes on with a dot, which not all ids sort before: "a.x", "a-b.x".
        let mut order: Vec<NodeNumber> = (0..ids.len() as NodeNumber).collect();
        let id = |at: &NodeNumber| ids[*at as usize].as_str().as_bytes();
        order.sort_unstable_by(|a, b| dotted(id(a), id(b)));
        let mut place = vec![0; ids.len()];
        for (at, id) in order.into_iter().enumerate() {
            place[id as usize] = at;
        }
        let id = |key: &EdgeKey| self.edges[key.at as usize].id.as_str();
        self.keys.sort_by(|a, b| {
            let begins = place[a.from as usize].cmp(&place[b.from as usize]);
            begins.then_with(|| id(a).cmp(id(b)))
        });
        let mut edges: Vec<Option<Edge>> = self.edges.into_iter().map(Some).collect();
        self.keys.into_iter().map(move |key| {
            let edge = edges[key.at as usize].take();
            (key.from, key.to, edge.expect("every edge has one key"))
        })
    }
}

/// The order of two texts with a dot behind each.
fn dotted(one: &[u8], other: &[u8]) -> Ordering {
    let shared = one.len().min(other.len());
    let next = |text: &[u8]| text.get(shared).copied().unwrap_or(b'.');
    one[..shared]
        .cmp(&other[..shared])
        .then_with(|| next(one).cmp(&next(other)))
        .then_with(|| one.len().cmp(&other.len()))
}

fn weigh_edge(edge: &mut Edge) {
    let main = if edge.relation == Relation::About {
        2.0
    } else {
        1.0
    };
    let weight = main * edge.confidence * (1.0 + f64::from(edge.count.max(1)).ln());
    edge.weight = round(weight, 1e4).max(1e-4);
    edge.confidence = round(edge.confidence, 1e3);
}

/// Rounded, so that the last bits of logarithms, which differ between machines, never show.
fn round(value: f64, unit: f64) -> f64 {
    (value * unit).round() / unit
}

/// When entities were talked about first and last: the days of the episodes that lead to them.
pub(super) fn date(nodes: &mut [Node], edges: &Edges) {
    let days: Vec<Option<Arc<str>>> = nodes.iter().map(day).collect();
    for key in &edges.keys {
        let Some(day) = &days[key.from as usize] else {
            continue;
        };
        let node = &mut nodes[key.to as usize];
        if !node.kind.is_entity() {
            continue;
        }
        if node.first.as_ref().is_none_or(|first| day < first) {
            node.first = Some(Arc::clone(day));
        }
        if node.last.as_ref().is_none_or(|last| day > last) {
            node.last = Some(Arc::clone(day));
        }
    }
}

/// The day of an episode, where its date says one.
fn day(node: &Node) -> Option<Arc<str>> {
    let date = node.detail.episode()?.date.as_deref()?;
    let day = date.split('T').next()?;
    day.parse::<jiff::civil::Date>().is_ok().then(|| day.into())
}

/// Salience: the weight of the edges of a node, against the heaviest node of the same sort, on a
/// square-root scale.
pub(super) fn weigh(nodes: &mut [Node], edges: &Edges) {
    for key in &edges.keys {
        match key.relation {
            Relation::PartOfShow | Relation::PartOf => {}
            Relation::SponsoredBy | Relation::HasPage | Relation::AffiliatedWith => {}
            _ => {
                let weight = edges.edges[key.at as usize].weight;
                nodes[key.from as usize].weight += weight;
                nodes[key.to as usize].weight += weight;
            }
        }
    }
    // Of entities and pages, and of episodes.
    let mut most = [f64::MIN_POSITIVE; 2];
    for node in nodes.iter() {
        let best = &mut most[usize::from(node.kind == Kind::Episode)];
        *best = best.max(node.weight);
    }
    for node in nodes {
        node.weight = match node.kind {
            Kind::Show => 1.0,
            kind => {
                let most = most[usize::from(kind == Kind::Episode)];
                round((node.weight / most).sqrt(), 1e4)
            }
        };
    }
}
