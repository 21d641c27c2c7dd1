//! What episodes say, as edges: each with its evidence, its id and its weight.

use std::borrow::Cow;
use std::sync::Arc;

use super::edge_id::EdgeId;
use super::edge_rows::NumberedEdge;
use super::model::{Edge, Evidence};
use crate::extract::{EpisodeFacts, Quote, Role};
use crate::resolve::{EpisodeRelation, ResolvedEpisode};
use crate::source::feed::RemotePlace;
use crate::vocabulary::{Basis, DocumentPart, DocumentParts, Kind, Relation};

/// A node while the graph is built: its number in the order in which nodes were first seen.
pub(super) type SeenNumber = u32;

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
    pub(super) own: SeenNumber,
    pub(super) show: SeenNumber,
    pub(super) entities: Vec<SeenNumber>,
    /// Each page, and the episode that it is.
    pub(super) links: Vec<(Option<SeenNumber>, Option<SeenNumber>)>,
    /// Persons and organizations.
    pub(super) affiliations: Vec<[SeenNumber; 2]>,
    /// Shows and episodes that its feed names.
    pub(super) references: Vec<SeenNumber>,
}

/// One episode's edges: those that leave it, and `between` the things that it names, of which other episodes may
/// say the same.
pub(super) fn add_episode_edges(
    resolved: ResolvedEpisode,
    nodes: &EpisodeNodes,
    edges: &mut Edges,
    between: &mut Edges,
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
                between.add(*id, Relation::HasPage, page, edge);
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
        between.add(*person, Relation::AffiliatedWith, *organization, edge);
    }
}

/// An edge that the notes state, without what [`Edges`] knows of it.
fn stated(evidence: Evidence, rule: &'static str, places: DocumentParts) -> Edge {
    Edge {
        id: EdgeId::default(),
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
    from: SeenNumber,
    relation: Relation,
    to: SeenNumber,
    at: u32,
}

impl EdgeKey {
    fn is_parallel(&self, other: &Self) -> bool {
        (self.from, self.relation, self.to) == (other.from, other.relation, other.to)
    }
}

/// Edges as they are found.
#[derive(Default)]
pub(super) struct Edges {
    keys: Vec<EdgeKey>,
    edges: Vec<Edge>,
}

impl Edges {
    pub(super) fn add(
        &mut self,
        from: SeenNumber,
        relation: Relation,
        to: SeenNumber,
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

    /// Joins what says the same, and gives each edge its weight.
    pub(super) fn finish(mut self) -> Self {
        let room = Vec::with_capacity(self.keys.len());
        let mut keys = std::mem::replace(&mut self.keys, room);
        keys.sort_unstable();
        for parallel in keys.chunk_by_mut(EdgeKey::is_parallel) {
            // A stable sort: the first that was found stands for all that say the same.
            parallel.sort_by(|a, b| self.role(a).cmp(&self.role(b)));
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

    /// The edges with their ends, when they are finished.
    pub(super) fn iter(&self) -> impl Iterator<Item = (SeenNumber, SeenNumber, &Edge)> {
        let edge = |key: &EdgeKey| (key.from, key.to, &self.edges[key.at as usize]);
        self.keys.iter().map(edge)
    }

    /// The edges with their ends, each with its number among those that say the same, when they are finished.
    pub(super) fn into_numbered(self) -> Vec<NumberedEdge> {
        let mut edges: Vec<Option<Edge>> = self.edges.into_iter().map(Some).collect();
        let mut numbered = Vec::with_capacity(self.keys.len());
        for parallel in self.keys.chunk_by(EdgeKey::is_parallel) {
            for (number, key) in (1..).zip(parallel) {
                let edge = edges[key.at as usize].take();
                numbered.push(NumberedEdge {
                    from: key.from,
                    to: key.to,
                    number,
                    edge: edge.expect("every edge has one key"),
                });
            }
        }
        numbered
    }
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

/// What an edge adds to the weight of its ends, in ten thousandths: whole numbers, so that sums have no order.
pub(super) fn salience(edge: &Edge) -> u64 {
    match edge.relation {
        Relation::PartOfShow | Relation::PartOf => 0,
        Relation::SponsoredBy | Relation::HasPage | Relation::AffiliatedWith => 0,
        _ => (edge.weight * 1e4).round() as u64,
    }
}

/// The weights of nodes from their [`salience`], by kind: against the most salient node of the same sort, on a
/// square-root scale.
pub(super) fn weights(salience: &[(Kind, u64)]) -> impl Iterator<Item = f64> {
    // Of entities and pages, and of episodes.
    let mut most = [1; 2];
    for (kind, own) in salience {
        let best = &mut most[usize::from(*kind == Kind::Episode)];
        *best = (*best).max(*own);
    }
    salience.iter().map(move |(kind, own)| match kind {
        Kind::Show => 1.0,
        kind => {
            let most = most[usize::from(*kind == Kind::Episode)];
            round((*own as f64 / most as f64).sqrt(), 1e4)
        }
    })
}

/// The day of an episode, where its date says one.
pub(super) fn day(facts: &EpisodeFacts) -> Option<Arc<str>> {
    let day = facts.date.as_deref()?.split('T').next()?;
    day.parse::<jiff::civil::Date>().is_ok().then(|| day.into())
}
