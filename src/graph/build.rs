//! Resolved episodes in, [`KnowledgeGraph`] out.
//!
//! Everything is gathered in sorted maps first, so that neither the order of the episodes nor the
//! number of threads shows; then the graph is made in one go.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::identity::{assign, slug};
use super::iri::to_iri;
use super::model::{Detail, Edge, EntityId, Evidence, KnowledgeGraph, Node};
use super::reference::Episodes;
use crate::extract::{EpisodeFacts, Quote, Role};
use crate::resolve::{EpisodeEntity, Identity, Resolved, Tie};
use crate::vocabulary::{Basis, Kind, Place, Places, Relation, UrlCategory};

/// The base of IRIs where none is given.
pub const DEFAULT_BASE_IRI: &str = "https://showgraph.example/";

/// Builds the graph of a corpus.
///
/// `base_iri` must end with `/` or `#`. The episodes may come in any order.
pub fn build(mut episodes: Vec<Resolved>, base_iri: &str) -> KnowledgeGraph {
    episodes.sort_by(|a, b| a.episode.source.cmp(&b.episode.source));
    let things = Things::gather(&episodes);
    let ids = things.ids();
    let mut edges = Edges::default();
    let index = Episodes::new(episodes.iter().map(|resolved| &resolved.episode));
    for resolved in &episodes {
        Episode {
            resolved,
            ids: &ids,
            index: &index,
        }
        .tie(&mut edges);
    }
    for (part, whole) in &things.parts {
        let (from, to) = (ids.thing(part), ids.thing(whole));
        let quote = &things.entities[part].first;
        edges.add(from, Relation::PartOf, to, Tied::lexicon(quote.clone()));
    }
    let edges = edges.finish(&ids);
    let nodes = things.nodes(&ids, &edges, base_iri);
    let edges = edges
        .into_iter()
        .map(|(from, to, edge)| (ids.name(from).clone(), ids.name(to).clone(), edge))
        .collect();
    KnowledgeGraph::from_parts(base_iri, nodes, edges)
        .expect("ids come from sorted sets, and every edge's ends are among them")
}

/// What the corpus says of one entity.
struct Gathered {
    label: String,
    forms: BTreeSet<String>,
    same_as: BTreeSet<String>,
    episodes: u32,
    mentions: u32,
    first: Evidence,
}

/// All that become nodes, by what identifies them.
#[derive(Default)]
struct Things<'e> {
    shows: BTreeMap<&'e str, u32>,
    episodes: Vec<(String, &'e EpisodeFacts)>,
    entities: BTreeMap<Identity, Gathered>,
    urls: BTreeMap<&'e str, (UrlCategory, u32, u32)>,
    parts: BTreeSet<(Identity, Identity)>,
}

impl<'e> Things<'e> {
    fn gather(episodes: &'e [Resolved]) -> Self {
        let mut things = Self::default();
        for resolved in episodes {
            let facts = &resolved.episode;
            *things.shows.entry(&facts.show).or_default() += 1;
            things.episodes.push((episode_name(facts), facts));
            let mut seen = BTreeSet::new();
            for link in &resolved.links {
                let url = things
                    .urls
                    .entry(&link.url)
                    .or_insert((link.category, 0, 0));
                url.1 += u32::from(seen.insert(&link.url));
                url.2 += 1;
            }
            for entity in &resolved.entities {
                things.entity(entity, facts);
            }
        }
        let known = &things.entities;
        things.parts.retain(|(_, whole)| known.contains_key(whole));
        things
    }

    fn entity(&mut self, entity: &EpisodeEntity, facts: &EpisodeFacts) {
        let known = self
            .entities
            .entry(entity.identity.clone())
            .or_insert_with(|| Gathered {
                label: entity.label.clone(),
                forms: BTreeSet::new(),
                same_as: BTreeSet::new(),
                episodes: 0,
                mentions: 0,
                first: evidence(facts, &entity.quote),
            });
        known.episodes += 1;
        known.mentions += entity.count;
        // The fuller name, then the first by alphabet: not the one that was read first.
        let rank = |label: &str| {
            (
                std::cmp::Reverse(label.split(' ').count()),
                label.to_owned(),
            )
        };
        if rank(&entity.label) < rank(&known.label) {
            known.label.clone_from(&entity.label);
        }
        known.forms.insert(entity.label.clone());
        known.forms.extend(entity.forms.iter().cloned());
        let pages = entity.same_as.iter().filter_map(|address| to_iri(address));
        known
            .same_as
            .extend(pages.map(std::borrow::Cow::into_owned));
        if let Some(whole) = &entity.part_of {
            self.parts.insert((entity.identity.clone(), whole.clone()));
        }
    }

    fn ids(&self) -> Ids<'_> {
        let shows = self.shows.keys().map(|name| (Kind::Show, *name, *name));
        let episodes = self
            .episodes
            .iter()
            .map(|(name, facts)| (Kind::Episode, facts.source.as_str(), name.as_str()));
        let urls = self.urls.keys().map(|url| {
            (
                Kind::Url,
                *url,
                url.split_once("://").map_or(*url, |(_, rest)| rest),
            )
        });
        let names: Vec<(&Identity, Cow<str>)> = self
            .entities
            .iter()
            .map(|(identity, gathered)| {
                // A person whom one episode alone knows is told apart by that episode.
                let name = match identity.key.split_once(" @ ") {
                    Some((_, source)) => Cow::Owned(format!("{} {}", gathered.label, stem(source))),
                    None => Cow::Borrowed(gathered.label.as_str()),
                };
                (identity, name)
            })
            .collect();
        let entities = names
            .iter()
            .map(|(identity, name)| (identity.kind, identity.key.as_str(), name.as_ref()));
        let assigned = assign(shows.chain(episodes).chain(urls).chain(entities));
        Ids::new(assigned)
    }

    fn nodes(&self, ids: &Ids, edges: &[(Id, Id, Edge)], base_iri: &str) -> Vec<Node> {
        let weights = Weights::of(edges, ids);
        let node = |id: Id, kind: Kind, label: &str| Node {
            id: ids.name(id).clone(),
            kind,
            label: label.to_owned(),
            iri: format!("{base_iri}{kind}/{}", ids.name(id).slug()),
            aliases: Vec::new(),
            same_as: Vec::new(),
            description: None,
            episodes: 0,
            mentions: 0,
            weight: weights.get(id, ids, kind),
            topic: None,
            detail: Detail::None,
        };
        let mut nodes =
            Vec::with_capacity(self.entities.len() + self.urls.len() + self.episodes.len() + 1);
        for show in self.shows.keys() {
            nodes.push(node(ids.get(Kind::Show, show), Kind::Show, show));
        }
        for (_, facts) in &self.episodes {
            let mut node = node(
                ids.get(Kind::Episode, &facts.source),
                Kind::Episode,
                &facts.title,
            );
            node.description.clone_from(&facts.description);
            node.detail = Detail::Episode {
                source: facts.source.clone(),
                number: facts.number,
                date: facts.date.clone(),
                duration: facts.duration,
            };
            nodes.push(node);
        }
        for (identity, gathered) in &self.entities {
            let mut node = node(
                ids.get(identity.kind, &identity.key),
                identity.kind,
                &gathered.label,
            );
            node.aliases = gathered
                .forms
                .iter()
                .filter(|form| **form != gathered.label)
                .cloned()
                .collect();
            node.same_as = gathered.same_as.iter().cloned().collect();
            node.episodes = gathered.episodes;
            node.mentions = gathered.mentions;
            nodes.push(node);
        }
        for (url, (category, episodes, mentions)) in &self.urls {
            let label = url.split_once("://").map_or(*url, |(_, rest)| rest);
            let mut node = node(
                ids.get(Kind::Url, url),
                Kind::Url,
                label.trim_end_matches('/'),
            );
            if let Some(iri) = to_iri(url) {
                node.iri = iri.into_owned();
            }
            node.episodes = *episodes;
            node.mentions = *mentions;
            node.detail = Detail::Url {
                url: (*url).to_owned(),
                category: *category,
            };
            nodes.push(node);
        }
        nodes
    }
}

/// A thing while the graph is built: the place of its id among all ids, sorted.
type Id = u32;

/// The id of every thing, by kind and key.
struct Ids<'t> {
    names: Vec<EntityId>,
    places: HashMap<(Kind, &'t str), Id>,
}

impl<'t> Ids<'t> {
    fn new(assigned: BTreeMap<(Kind, &'t str), EntityId>) -> Self {
        let mut sorted: Vec<((Kind, &str), EntityId)> = assigned.into_iter().collect();
        sorted.sort_by(|(_, a), (_, b)| a.cmp(b));
        let mut names: Vec<EntityId> = Vec::with_capacity(sorted.len());
        let mut places = HashMap::with_capacity(sorted.len());
        for (thing, id) in sorted {
            // Two things with one id are one.
            if names.last() != Some(&id) {
                names.push(id);
            }
            places.insert(thing, names.len() as Id - 1);
        }
        Self { names, places }
    }

    fn get(&self, kind: Kind, key: &str) -> Id {
        self.places[&(kind, key)]
    }

    fn thing(&self, identity: &Identity) -> Id {
        self.get(identity.kind, &identity.key)
    }

    fn name(&self, id: Id) -> &EntityId {
        &self.names[id as usize]
    }
}

/// The show and the file: "gcp-podcast/episode-36/index.md" of GCP Podcast is "GCP Podcast episode-36".
fn episode_name(facts: &EpisodeFacts) -> String {
    let stem = stem(&facts.source);
    if slug(stem).starts_with(&slug(&facts.show)) {
        stem.to_owned()
    } else {
        format!("{} {stem}", facts.show)
    }
}

/// The name of a file without its ending; of a page bundle, its folder's.
pub(super) fn stem(source: &str) -> &str {
    let (folder, file) = source.rsplit_once('/').unwrap_or(("", source));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    match folder.rsplit('/').next() {
        Some(bundle) if !bundle.is_empty() && stem.eq_ignore_ascii_case("index") => bundle,
        _ => stem,
    }
}

fn evidence(facts: &EpisodeFacts, quote: &Quote) -> Evidence {
    Evidence {
        source: facts.source.clone(),
        line: quote.line,
        column: quote.column,
        quote: quote.text.clone(),
        seconds: quote.seconds,
    }
}

/// One episode's edges.
struct Episode<'a> {
    resolved: &'a Resolved,
    ids: &'a Ids<'a>,
    index: &'a Episodes<'a>,
}

impl Episode<'_> {
    fn tie(&self, edges: &mut Edges) {
        let facts = &self.resolved.episode;
        let own = self.ids.get(Kind::Episode, &facts.source);
        let show = self.ids.get(Kind::Show, &facts.show);
        let title = Tied::stated(
            evidence(facts, &facts.quote),
            "show",
            Places::of(Place::FrontMatter),
        );
        edges.add(own, Relation::PartOfShow, show, title);
        for entity in &self.resolved.entities {
            self.entity(own, entity, edges);
        }
        for (at, link) in self.resolved.links.iter().enumerate() {
            let mut tied = Tied::stated(evidence(facts, &link.quote), "link", link.places);
            tied.href = Some(link.href.clone());
            tied.text = Some(link.text.clone());
            tied.ordinal = Some(at);
            edges.add(
                own,
                Relation::LinksTo,
                self.ids.get(Kind::Url, &link.url),
                tied,
            );
            if let Some(other) = self.index.find(&link.url, facts) {
                let tied = Tied::stated(evidence(facts, &link.quote), "link", link.places);
                let other = self.ids.get(Kind::Episode, &other.source);
                edges.add(own, Relation::RefersTo, other, tied);
            }
        }
        for work in &self.resolved.works {
            let person = self.ids.thing(&work.person);
            let organization = self.ids.thing(&work.organization);
            let mut tied = Tied::stated(
                evidence(facts, &work.quote),
                "apposition",
                Places::of(Place::Notes),
            );
            tied.basis = Basis::Inferred;
            tied.confidence = work.confidence;
            tied.role.clone_from(&work.role);
            edges.add(person, Relation::AffiliatedWith, organization, tied);
        }
    }

    fn entity(&self, own: Id, entity: &EpisodeEntity, edges: &mut Edges) {
        let facts = &self.resolved.episode;
        let id = self.ids.get(entity.identity.kind, &entity.identity.key);
        let relation = match entity.tie {
            Tie::Role(Role::Host) => Relation::HostedBy,
            Tie::Role(Role::Guest) => Relation::HasGuest,
            Tie::About => Relation::About,
            Tie::Sponsor => Relation::SponsoredBy,
            Tie::Mention => Relation::Mentions,
        };
        let tied = Tied {
            evidence: evidence(facts, &entity.quote),
            rule: entity.rule.clone(),
            basis: entity.basis,
            confidence: entity.confidence,
            count: entity.count,
            places: entity.places,
            href: None,
            text: None,
            role: None,
            ordinal: None,
        };
        edges.add(own, relation, id, tied);
        for page in &entity.pages {
            let link = &self.resolved.links[*page as usize];
            let mut tied = Tied::stated(evidence(facts, &link.quote), "link", link.places);
            tied.confidence = entity.confidence;
            edges.add(
                id,
                Relation::HasPage,
                self.ids.get(Kind::Url, &link.url),
                tied,
            );
        }
    }
}

/// What stands behind an edge.
#[derive(Debug, Clone)]
struct Tied {
    evidence: Evidence,
    rule: String,
    basis: Basis,
    confidence: f64,
    count: u32,
    places: Places,
    href: Option<String>,
    text: Option<String>,
    role: Option<String>,
    /// Of links, of which each is an edge of its own: the place in the document.
    ordinal: Option<usize>,
}

impl Tied {
    fn stated(evidence: Evidence, rule: &str, places: Places) -> Self {
        Self {
            evidence,
            rule: rule.to_owned(),
            basis: Basis::Stated,
            confidence: 1.0,
            count: 1,
            places,
            href: None,
            text: None,
            role: None,
            ordinal: None,
        }
    }

    fn lexicon(evidence: Evidence) -> Self {
        Self {
            basis: Basis::Lexicon,
            rule: "lexicon".to_owned(),
            ..Self::stated(evidence, "lexicon", Places::default())
        }
    }
}

/// What says the same is one edge.
type EdgeKey = (Id, Relation, Id, Option<String>, Option<usize>);

/// Edges as they are found.
#[derive(Default)]
struct Edges(Vec<(EdgeKey, Tied)>);

impl Edges {
    fn add(&mut self, from: Id, relation: Relation, to: Id, mut tied: Tied) {
        if from != to {
            let key = (from, relation, to, tied.role.take(), tied.ordinal);
            self.0.push((key, tied));
        }
    }

    fn finish(mut self, ids: &Ids) -> Vec<(Id, Id, Edge)> {
        // A stable sort: the first that was found stands for all that say the same.
        self.0.sort_by(|(a, _), (b, _)| a.cmp(b));
        self.0.dedup_by(|(next, more), (key, tied)| {
            let same = next == key;
            if same {
                tied.count += more.count;
                tied.places = tied.places.union(more.places);
                tied.confidence = tied.confidence.max(more.confidence);
            }
            same
        });
        let mut edges = Vec::with_capacity(self.0.len());
        let mut last = None;
        let mut parallel = 1;
        for ((from, relation, to, role, _), tied) in self.0 {
            parallel = if last == Some((from, relation, to)) {
                parallel + 1
            } else {
                1
            };
            last = Some((from, relation, to));
            let (head, tail) = (ids.name(from).as_str(), ids.name(to).as_str());
            let mut id = [head, ".", relation.as_str(), ".", tail].concat();
            if parallel > 1 {
                id.push('.');
                id.push_str(&parallel.to_string());
            }
            let main = if relation == Relation::About {
                2.0
            } else {
                1.0
            };
            let weight = main * tied.confidence * (1.0 + f64::from(tied.count.max(1)).ln());
            let edge = Edge {
                id,
                relation,
                weight: round(weight, 1e4).max(1e-4),
                confidence: round(tied.confidence, 1e3),
                count: tied.count,
                places: tied.places,
                evidence: tied.evidence,
                rule: tied.rule,
                basis: tied.basis,
                href: tied.href,
                text: tied.text,
                role,
            };
            edges.push((from, to, edge));
        }
        edges
    }
}

/// Rounded, so that the last bits of logarithms, which differ between machines, never show.
fn round(value: f64, unit: f64) -> f64 {
    (value * unit).round() / unit
}

/// Salience: the weight of the edges of a node, against the heaviest node of the same sort, on a
/// square-root scale.
struct Weights {
    sums: Vec<f64>,
    /// Of entities and pages, and of episodes.
    most: [f64; 2],
}

impl Weights {
    fn of(edges: &[(Id, Id, Edge)], ids: &Ids) -> Self {
        let mut sums = vec![0.0; ids.names.len()];
        for (from, to, edge) in edges {
            match edge.relation {
                Relation::PartOfShow | Relation::PartOf => {}
                Relation::SponsoredBy | Relation::HasPage | Relation::AffiliatedWith => {}
                _ => {
                    sums[*from as usize] += edge.weight;
                    sums[*to as usize] += edge.weight;
                }
            }
        }
        let mut most = [0.0; 2];
        for (id, sum) in ids.names.iter().zip(&sums) {
            let best: &mut f64 = &mut most[usize::from(is_episode(id))];
            *best = best.max(*sum);
        }
        Self { sums, most }
    }

    fn get(&self, id: Id, ids: &Ids, kind: Kind) -> f64 {
        if kind == Kind::Show {
            return 1.0;
        }
        let sum = self.sums[id as usize];
        let most = self.most[usize::from(is_episode(ids.name(id)))];
        round((sum / most.max(f64::MIN_POSITIVE)).sqrt(), 1e4)
    }
}

fn is_episode(id: &EntityId) -> bool {
    id.as_str().starts_with("episode:")
}
