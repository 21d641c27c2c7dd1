//! Resolved episodes in, [`KnowledgeGraph`] out.
//!
//! First all nodes are gathered by borrowed keys, so that each is known by a number; their ids are
//! made from all of them together, and everything is sorted by these, so that neither the order of
//! the episodes nor the number of threads shows. Then the episodes are taken apart, and what they
//! say moves into the edges.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::detail::{Detail, EpisodeDetail};
use super::episode_edges::{
    Edges, EpisodeNodes, NodeNumber, add_episode_edges, date, edge_count, evidence, lexicon,
    named_by_feed, weigh,
};
use super::episode_links::EpisodeLinks;
use super::identity::{assign, slug};
use super::model::{Edge, EntityId, Evidence, KnowledgeGraph, Node};
use super::shows::{FeedShows, describe_remote, describe_show, remote_label};
use super::vocabulary_choice::term_vectors;
use crate::extract::{EpisodeFacts, LinkMention, Quote, SITE_LINK};
use crate::resolve::{EpisodeEntity, Identity, LexiconFacts, ResolvedEpisode};
use crate::source::{RemoteShow, ShowFacts};
use crate::text::iri::{iri_below, to_iri};
use crate::untrusted::followed_iri;
use crate::vocabulary::{Kind, Relation, UrlCategory};

/// The base of IRIs where none is given.
pub const DEFAULT_BASE_IRI: &str = "https://showgraph.example/";

/// Builds the graph of a corpus.
///
/// `shows` is what feeds say of shows, in the order of their files; `base_iri` must end with `/` or
/// `#`. The episodes may come in any order.
pub fn build(
    episodes: impl IntoIterator<Item = ResolvedEpisode>,
    shows: &[ShowFacts],
    base_iri: &str,
) -> KnowledgeGraph {
    let mut episodes: Vec<ResolvedEpisode> = episodes.into_iter().collect();
    // By file; of those that stand in one file, by their place in it.
    episodes.sort_by(|a, b| {
        let place = |facts: &'_ EpisodeFacts| (facts.quote.line, facts.quote.column);
        let (a, b) = (&a.episode, &b.episode);
        let by_source = a.source().cmp(b.source());
        let by_place = by_source.then_with(|| place(a).cmp(&place(b)));
        by_place.then_with(|| a.key.cmp(&b.key))
    });
    let feeds = FeedShows::new(shows, &episodes);
    let indexer = NodeIndexer::gather(&episodes, &feeds);
    let vectors = term_vectors(&episodes);
    let ids = indexer.ids();
    let mut nodes = indexer.nodes(&ids, base_iri);
    let parts = indexer.parts(&ids);
    let of_shows = shows.iter().map(|show| show.references.len());
    let count = episodes
        .iter()
        .map(edge_count)
        .chain(of_shows)
        .sum::<usize>()
        + parts.len();
    let mut edges = Edges::with_capacity(count);
    let nodes_of = indexer.nodes_of(&episodes, &feeds, &ids);
    let references = indexer.references(&feeds, &ids);
    drop(indexer);
    for (vector, nodes_of) in vectors.into_iter().zip(&nodes_of) {
        if let Some(detail) = nodes[nodes_of.own as usize].detail.episode_mut() {
            detail.terms = vector;
        }
    }
    drop(feeds);
    for (resolved, nodes_of) in episodes.into_iter().zip(nodes_of) {
        add_episode_edges(resolved, &nodes_of, &mut edges);
    }
    for (part, whole, evidence) in parts {
        edges.add(part, Relation::PartOf, whole, lexicon(evidence));
    }
    for (show, other, edge) in references {
        edges.add(show, Relation::RefersTo, other, edge);
    }
    let edges = edges.finish(&ids.names);
    weigh(&mut nodes, &edges);
    date(&mut nodes, &edges);
    KnowledgeGraph::from_sorted(base_iri, nodes, edges.into_sorted(&ids.names))
}

/// Whether a link leads to a page of the same site, which is no page of its own in the graph.
fn is_of_site(link: &LinkMention) -> bool {
    link.url.starts_with(SITE_LINK)
}

/// The number of a node in the order in which it was first seen.
type SeenNumber = u32;

/// What identifies a node: its kind, and a key among those of its kind.
type NodeKey<'e> = (Kind, &'e str);

/// All that become nodes, by what identifies them.
#[derive(Default)]
struct NodeIndexer<'e> {
    all: Vec<GatheredNode<'e>>,
    numbers: FxHashMap<NodeKey<'e>, SeenNumber>,
}

/// What the corpus says of one node.
struct GatheredNode<'e> {
    kind: Kind,
    /// What identifies it among those of its kind.
    key: &'e str,
    label: &'e str,
    episodes: u32,
    mentions: u32,
    what: NodeSource<'e>,
}

enum NodeSource<'e> {
    /// A show, and what its feeds say of it.
    Show(Vec<&'e ShowFacts>),
    /// A show that feeds name.
    RemoteShow(Vec<&'e RemoteShow>),
    Episode(&'e EpisodeFacts),
    Page {
        category: UrlCategory,
        /// The last episode that links to it, by its place.
        last: usize,
    },
    Entity {
        forms: BTreeSet<&'e str>,
        same_as: BTreeSet<&'e str>,
        wholes: BTreeSet<&'e Identity>,
        /// What the lexicon adds, as the last episode had it.
        known: Option<&'e LexiconFacts>,
        first: (&'e EpisodeFacts, &'e Quote),
    },
}

impl<'e> NodeIndexer<'e> {
    fn gather(episodes: &'e [ResolvedEpisode], feeds: &FeedShows<'e>) -> Self {
        let mut indexer = Self::default();
        for (at, resolved) in episodes.iter().enumerate() {
            let facts = &resolved.episode;
            indexer.show(&facts.show);
            indexer.gathered(Kind::Episode, facts.key.as_str(), &facts.title, || {
                NodeSource::Episode(facts)
            });
            for link in resolved.links.iter().filter(|link| !is_of_site(link)) {
                let label = without_scheme(&link.url).trim_end_matches('/');
                let page = indexer.gathered(Kind::Url, &link.url, label, || NodeSource::Page {
                    category: link.category,
                    last: usize::MAX,
                });
                if let NodeSource::Page { last, .. } = &mut page.what {
                    page.episodes += u32::from(std::mem::replace(last, at) != at);
                    page.mentions += 1;
                }
            }
            for entity in &resolved.entities {
                indexer.entity(entity, facts);
            }
        }
        for (name, facts) in feeds.own() {
            if let NodeSource::Show(known) = &mut indexer.show(name).what {
                known.push(facts);
            }
        }
        for (key, remote) in feeds.remote() {
            let label = remote_label(remote);
            let node = indexer.gathered(Kind::Show, key, label, || NodeSource::RemoteShow(vec![]));
            if let NodeSource::RemoteShow(known) = &mut node.what {
                known.push(remote);
                node.label = known
                    .iter()
                    .find_map(|known| known.own_title())
                    .unwrap_or(label);
            }
        }
        indexer
    }

    fn show(&mut self, name: &'e str) -> &mut GatheredNode<'e> {
        self.gathered(Kind::Show, name, name, || NodeSource::Show(Vec::new()))
    }

    /// What is known of a node so far.
    fn gathered(
        &mut self,
        kind: Kind,
        key: &'e str,
        label: &'e str,
        what: impl FnOnce() -> NodeSource<'e>,
    ) -> &mut GatheredNode<'e> {
        let number = *self.numbers.entry((kind, key)).or_insert_with(|| {
            self.all.push(GatheredNode {
                kind,
                key,
                label,
                episodes: 0,
                mentions: 0,
                what: what(),
            });
            self.all.len() as SeenNumber - 1
        });
        &mut self.all[number as usize]
    }

    fn entity(&mut self, entity: &'e EpisodeEntity, facts: &'e EpisodeFacts) {
        let Identity { kind, key } = &entity.identity;
        let node = self.gathered(*kind, key, &entity.label, || NodeSource::Entity {
            forms: BTreeSet::new(),
            same_as: BTreeSet::new(),
            wholes: BTreeSet::new(),
            known: None,
            first: (facts, &entity.quote),
        });
        node.episodes += 1;
        node.mentions += entity.count;
        // The fuller name, the one with its accents, a person's not in capitals, then the first by
        // alphabet: not the one that was read first.
        let rank = |label: &'e str| {
            let accents = label.chars().filter(|c| !c.is_ascii()).count();
            let words = label.split(' ').count();
            let shouted = *kind == Kind::Person && !label.chars().any(char::is_lowercase);
            (std::cmp::Reverse((words, accents)), shouted, label)
        };
        if entity.label != node.label && rank(&entity.label) < rank(node.label) {
            node.label = &entity.label;
        }
        if let NodeSource::Entity {
            forms,
            same_as,
            wholes,
            known,
            ..
        } = &mut node.what
        {
            forms.insert(&entity.label);
            forms.extend(entity.forms.iter().map(|form| form.text.as_str()));
            same_as.extend(entity.same_as.iter().map(String::as_str));
            // Episodes share it, as long as nobody has changed it for one of them.
            let last = std::mem::replace(known, entity.lexicon.as_deref());
            if let Some(known) = *known
                && last.is_none_or(|last| !std::ptr::eq(last, known))
            {
                forms.extend(known.aliases.iter().map(String::as_str));
                same_as.extend(known.same_as.iter().map(String::as_str));
                wholes.extend(&known.part_of);
            }
        }
    }

    fn ids(&self) -> NodeIds {
        let names: Vec<(Kind, &str, Cow<str>)> = self
            .all
            .iter()
            .map(|node| (node.kind, node.key, node.name()))
            .collect();
        NodeIds::new(assign(&names))
    }

    fn get(&self, kind: Kind, key: &str) -> SeenNumber {
        self.numbers[&(kind, key)]
    }

    fn identity(&self, identity: &Identity) -> SeenNumber {
        self.get(identity.kind, &identity.key)
    }

    /// What the lexicon says is a part of what, with the first mention of the part.
    fn parts(&self, ids: &NodeIds) -> Vec<(NodeNumber, NodeNumber, Evidence)> {
        let mut parts = Vec::new();
        for (number, gathered) in self.all.iter().enumerate() {
            let NodeSource::Entity { wholes, first, .. } = &gathered.what else {
                continue;
            };
            for whole in wholes {
                if let Some(whole) = self.numbers.get(&(whole.kind, whole.key.as_str())) {
                    let (facts, quote) = *first;
                    let evidence = evidence(facts, quote.clone());
                    parts.push((ids.of(number as SeenNumber), ids.of(*whole), evidence));
                }
            }
        }
        parts
    }

    /// The ids of all that each episode names.
    fn nodes_of(
        &self,
        episodes: &[ResolvedEpisode],
        feeds: &FeedShows<'e>,
        ids: &NodeIds,
    ) -> Vec<EpisodeNodes> {
        let index = EpisodeLinks::new(episodes.iter().map(|resolved| &resolved.episode));
        let id = |kind, key: &str| ids.of(self.get(kind, key));
        let place = |resolved: &ResolvedEpisode| {
            let facts = &resolved.episode;
            let links = resolved.links.iter().map(|link| {
                let other = index.find(&link.url, facts);
                let other = other.map(|other| id(Kind::Episode, other.key.as_str()));
                let page = (!is_of_site(link)).then(|| id(Kind::Url, &link.url));
                (page, other)
            });
            let entities = resolved.entities.iter();
            let affiliations = resolved.affiliations.iter();
            EpisodeNodes {
                own: id(Kind::Episode, facts.key.as_str()),
                show: id(Kind::Show, &facts.show),
                entities: entities
                    .map(|entity| ids.of(self.identity(&entity.identity)))
                    .collect(),
                links: links.collect(),
                references: facts
                    .references
                    .iter()
                    .map(|reference| self.referred(&reference.show, feeds, ids))
                    .collect(),
                affiliations: affiliations
                    .map(|affiliation| [&affiliation.person, &affiliation.organization])
                    .map(|ends| ends.map(|end| ids.of(self.identity(end))))
                    .collect(),
            }
        };
        episodes.iter().map(place).collect()
    }

    /// The node that a feed means by a show elsewhere.
    fn referred(&self, remote: &RemoteShow, feeds: &FeedShows<'e>, ids: &NodeIds) -> NodeNumber {
        let (kind, key) = feeds.target(remote);
        ids.of(self.get(kind, key))
    }

    /// What the feeds of shows say of other shows.
    fn references(
        &self,
        feeds: &FeedShows<'e>,
        ids: &NodeIds,
    ) -> Vec<(NodeNumber, NodeNumber, Edge)> {
        let mut found = Vec::new();
        for (name, facts) in feeds.own() {
            for reference in &facts.references {
                let evidence = Evidence {
                    source: Arc::clone(&facts.source),
                    line: reference.line,
                    column: reference.column,
                    quote: reference.quote.as_str().into(),
                    seconds: None,
                };
                found.push((
                    ids.of(self.get(Kind::Show, name)),
                    self.referred(&reference.show, feeds, ids),
                    named_by_feed(evidence, reference.show.place),
                ));
            }
        }
        found
    }

    /// The nodes, without their weights, sorted by id.
    fn nodes(&self, ids: &NodeIds, base_iri: &str) -> Vec<Node> {
        let mut nodes = Vec::with_capacity(ids.names.len());
        for (seen, name) in ids.seen.iter().zip(&ids.names) {
            nodes.push(self.all[*seen as usize].node(name, base_iri));
        }
        nodes
    }
}

impl GatheredNode<'_> {
    /// What its id is made from.
    fn name(&self) -> Cow<'_, str> {
        match &self.what {
            NodeSource::Show(_) => self.key.into(),
            NodeSource::RemoteShow(_) => self.label.into(),
            NodeSource::Episode(facts) => episode_name(facts).into(),
            NodeSource::Page { .. } => without_scheme(self.key).into(),
            // A person whom one episode alone knows is told apart by that episode.
            NodeSource::Entity { first, .. } if self.key.contains(" @ ") => {
                format!("{} {}", self.label, first.0.name).into()
            }
            NodeSource::Entity { .. } => self.label.into(),
        }
    }

    fn node(&self, id: &EntityId, base_iri: &str) -> Node {
        let mut node = Node {
            id: id.clone(),
            kind: self.kind,
            label: self.label.to_owned(),
            iri: String::new(),
            aliases: Vec::new(),
            same_as: Vec::new(),
            description: None,
            episodes: self.episodes,
            mentions: self.mentions,
            weight: 0.0,
            first: None,
            last: None,
            topic: None,
            detail: Detail::None,
        };
        match &self.what {
            NodeSource::Show(facts) => describe_show(&mut node, facts),
            NodeSource::RemoteShow(known) => describe_remote(&mut node, known),
            NodeSource::Episode(facts) => {
                node.description.clone_from(&facts.description);
                let locations = facts.locations.iter();
                node.detail = Detail::from(EpisodeDetail {
                    source: facts.source().to_owned(),
                    number: facts.number,
                    season: facts.season,
                    season_name: facts.season_name.clone(),
                    date: facts.date.clone(),
                    duration: facts.duration,
                    language: facts.language.clone(),
                    guid: facts.guid.clone(),
                    locations: locations.map(|place| place.name.clone()).collect(),
                    terms: None,
                });
            }
            NodeSource::Entity { forms, same_as, .. } => {
                let others = forms.iter().filter(|form| **form != self.label);
                node.aliases = others.copied().map(str::to_owned).collect();
                let pages = same_as.iter().filter_map(|address| followed_iri(address));
                node.same_as = pages.map(Cow::into_owned).collect();
                node.same_as.sort();
                node.same_as.dedup();
            }
            NodeSource::Page { category, .. } => {
                node.iri = to_iri(self.key).map_or_else(String::new, Cow::into_owned);
                node.detail = Detail::Url {
                    url: self.key.to_owned(),
                    category: *category,
                };
            }
        }
        if node.iri.is_empty() {
            node.iri = iri_below(base_iri, &[self.kind.as_str(), "/", id.slug()]);
        }
        node
    }
}

/// The id of every node.
struct NodeIds {
    /// Sorted.
    names: Vec<EntityId>,
    /// The first node seen behind each name.
    seen: Vec<SeenNumber>,
    places: Vec<NodeNumber>,
}

impl NodeIds {
    fn new(assigned: Vec<EntityId>) -> Self {
        let mut seen: Vec<SeenNumber> = (0..assigned.len() as SeenNumber).collect();
        seen.sort_by(|a, b| assigned[*a as usize].cmp(&assigned[*b as usize]));
        // Two nodes with one id are one.
        seen.dedup_by(|next, first| assigned[*next as usize] == assigned[*first as usize]);
        let names: Vec<EntityId> = seen
            .iter()
            .map(|number| assigned[*number as usize].clone())
            .collect();
        let mut places = vec![NodeNumber::MAX; assigned.len()];
        for (place, number) in seen.iter().enumerate() {
            places[*number as usize] = place as NodeNumber;
        }
        for (number, place) in places.iter_mut().enumerate() {
            if *place == NodeNumber::MAX {
                let found = names.binary_search(&assigned[number]);
                *place = found.unwrap_or_else(|place| place) as NodeNumber;
            }
        }
        Self {
            names,
            seen,
            places,
        }
    }

    fn of(&self, number: SeenNumber) -> NodeNumber {
        self.places[number as usize]
    }
}

fn without_scheme(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest)
}

/// The show and the file: "gcp-podcast/episode-36/index.md" of GCP Podcast is "GCP Podcast episode-36".
fn episode_name(facts: &EpisodeFacts) -> String {
    if slug(&facts.name).starts_with(&slug(&facts.show)) {
        facts.name.to_string()
    } else {
        format!("{} {}", facts.show, facts.name)
    }
}
