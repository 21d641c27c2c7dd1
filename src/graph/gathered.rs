//! Nodes while a graph is built: what each episode says of them is gathered, by a number in the order in which they
//! were first seen, until their ids can be made from all of them together.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::detail::{Detail, EpisodeDetail};
use super::episode_edges::{Edges, SeenNumber, day, evidence, named_by_feed, salience, weights};
use super::identity::{assign, slug};
use super::model::{Edge, EntityId, Evidence, Node};
use super::shows::{FeedShows, describe_remote, describe_show, remote_label};
use crate::extract::{EpisodeFacts, LinkMention, Quote};
use crate::resolve::{EpisodeEntity, Identity, LexiconFacts};
use crate::source::{RemoteShow, ShowFacts};
use crate::text::iri::{iri_below, to_iri};
use crate::untrusted::followed_iri;
use crate::vocabulary::{Kind, UrlCategory};

/// All that become nodes, by what identifies them: a kind, and a key among those of its kind.
pub(super) struct NodeIndexer<'f> {
    all: Vec<GatheredNode<'f>>,
    /// By kind.
    numbers: Vec<FxHashMap<Arc<str>, SeenNumber>>,
}

/// What the corpus says of one node.
struct GatheredNode<'f> {
    kind: Kind,
    /// What identifies it among those of its kind.
    key: Arc<str>,
    /// Of a page nothing: its key says it.
    label: Cow<'f, str>,
    episodes: u32,
    mentions: u32,
    /// What its edges add to its weight.
    salience: u64,
    first: Option<Arc<str>>,
    last: Option<Arc<str>>,
    what: NodeSource<'f>,
}

enum NodeSource<'f> {
    /// A show, and what its feeds say of it.
    Show(Vec<&'f ShowFacts>),
    /// A show that feeds name.
    RemoteShow(Vec<&'f RemoteShow>),
    Episode(&'f EpisodeFacts),
    Page {
        category: UrlCategory,
        /// The last episode that links to it, by its place.
        last: u32,
    },
    Entity(Box<GatheredEntity>),
}

/// What the corpus says of an entity, each list sorted.
struct GatheredEntity {
    forms: Vec<Box<str>>,
    same_as: Vec<Box<str>>,
    wholes: Vec<Identity>,
    /// What the lexicon adds, as the last episode had it.
    known: Option<Arc<LexiconFacts>>,
    /// The first episode that has it, by its place, and where.
    first: (u32, Quote),
}

impl<'f> NodeIndexer<'f> {
    /// The nodes that are known before any episode is resolved: episodes and shows.
    pub(super) fn new(episodes: &'f [EpisodeFacts], feeds: &FeedShows<'f>) -> Self {
        let mut indexer = Self {
            all: Vec::new(),
            numbers: vec![FxHashMap::default(); Kind::ALL.len()],
        };
        for facts in episodes {
            indexer.show(&facts.show);
            indexer.gathered(Kind::Episode, facts.key.as_str(), || {
                (Cow::Borrowed(&*facts.title), NodeSource::Episode(facts))
            });
        }
        for (name, facts) in feeds.own() {
            let number = indexer.show(name);
            if let NodeSource::Show(known) = &mut indexer.all[number as usize].what {
                known.push(facts);
            }
        }
        for (key, remote) in feeds.remote() {
            let label = remote_label(remote);
            let number = indexer.gathered(Kind::Show, key, || {
                (Cow::Borrowed(label), NodeSource::RemoteShow(Vec::new()))
            });
            let node = &mut indexer.all[number as usize];
            if let NodeSource::RemoteShow(known) = &mut node.what {
                known.push(remote);
                let title = known.iter().find_map(|known| known.own_title());
                node.label = Cow::Borrowed(title.unwrap_or(label));
            }
        }
        indexer
    }

    fn show(&mut self, name: &'f str) -> SeenNumber {
        self.gathered(Kind::Show, name, || {
            (Cow::Borrowed(name), NodeSource::Show(Vec::new()))
        })
    }

    /// The number of a node, with a label and what is known of it where it is new.
    fn gathered(
        &mut self,
        kind: Kind,
        key: &str,
        what: impl FnOnce() -> (Cow<'f, str>, NodeSource<'f>),
    ) -> SeenNumber {
        let numbers = &mut self.numbers[kind as usize];
        if let Some(number) = numbers.get(key) {
            return *number;
        }
        let (number, key) = (self.all.len() as SeenNumber, Arc::from(key));
        numbers.insert(Arc::clone(&key), number);
        let (label, what) = what();
        self.all.push(GatheredNode {
            kind,
            key,
            label,
            episodes: 0,
            mentions: 0,
            salience: 0,
            first: None,
            last: None,
            what,
        });
        number
    }

    /// The page that an episode links to.
    pub(super) fn page(&mut self, link: &LinkMention, at: u32) -> SeenNumber {
        let number = self.gathered(Kind::Url, &link.url, || {
            let what = NodeSource::Page {
                category: link.category,
                last: u32::MAX,
            };
            (Cow::Borrowed(""), what)
        });
        let page = &mut self.all[number as usize];
        if let NodeSource::Page { last, .. } = &mut page.what {
            page.episodes += u32::from(std::mem::replace(last, at) != at);
            page.mentions += 1;
        }
        number
    }

    /// An entity of an episode.
    pub(super) fn entity(&mut self, entity: &EpisodeEntity, at: u32) -> SeenNumber {
        let Identity { kind, key } = &entity.identity;
        let number = self.gathered(*kind, key, || {
            let gathered = GatheredEntity {
                forms: Vec::new(),
                same_as: Vec::new(),
                wholes: Vec::new(),
                known: None,
                first: (at, entity.quote.clone()),
            };
            let what = NodeSource::Entity(Box::new(gathered));
            (Cow::Owned(entity.label.clone()), what)
        });
        let node = &mut self.all[number as usize];
        node.episodes += 1;
        node.mentions += entity.count;
        // The fuller name, the one with its accents, a person's not in capitals, then the first by
        // alphabet: not the one that was read first.
        fn rank(kind: Kind, label: &str) -> (std::cmp::Reverse<(usize, usize)>, bool, &str) {
            let accents = label.chars().filter(|c| !c.is_ascii()).count();
            let words = label.split(' ').count();
            let shouted = kind == Kind::Person && !label.chars().any(char::is_lowercase);
            (std::cmp::Reverse((words, accents)), shouted, label)
        }
        if entity.label != node.label && rank(*kind, &entity.label) < rank(*kind, &node.label) {
            node.label = Cow::Owned(entity.label.clone());
        }
        if let NodeSource::Entity(gathered) = &mut node.what {
            let forms = entity.forms.iter().map(|form| &*form.text);
            insert_all(&mut gathered.forms, forms.chain([&*entity.label]));
            insert_all(
                &mut gathered.same_as,
                entity.same_as.iter().map(|iri| &**iri),
            );
            // Episodes share it, as long as nobody has changed it for one of them.
            let last = std::mem::replace(&mut gathered.known, entity.lexicon.clone());
            if let Some(known) = &gathered.known
                && last.is_none_or(|last| !Arc::ptr_eq(&last, known))
            {
                insert_all(
                    &mut gathered.forms,
                    known.aliases.iter().map(|form| &**form),
                );
                insert_all(
                    &mut gathered.same_as,
                    known.same_as.iter().map(|iri| &**iri),
                );
                if let Some(whole) = &known.part_of
                    && let Err(at) = gathered.wholes.binary_search(whole)
                {
                    gathered.wholes.insert(at, whole.clone());
                }
            }
        }
        number
    }

    pub(super) fn get(&self, kind: Kind, key: &str) -> SeenNumber {
        self.numbers[kind as usize][key]
    }

    /// Adds what edges say to the weights of their ends.
    pub(super) fn weigh(&mut self, edges: &Edges) {
        for (from, to, edge) in edges.iter() {
            let salience = salience(edge);
            self.all[from as usize].salience += salience;
            self.all[to as usize].salience += salience;
        }
    }

    /// Notes the day of an episode with the entities that its edges lead to.
    pub(super) fn date(&mut self, edges: &Edges, facts: &EpisodeFacts) {
        let Some(day) = day(facts) else {
            return;
        };
        for (_, to, _) in edges.iter() {
            let node = &mut self.all[to as usize];
            if !node.kind.is_entity() {
                continue;
            }
            if node.first.as_ref().is_none_or(|first| day < *first) {
                node.first = Some(Arc::clone(&day));
            }
            if node.last.as_ref().is_none_or(|last| day > *last) {
                node.last = Some(Arc::clone(&day));
            }
        }
    }

    pub(super) fn ids(&self, facts: &[EpisodeFacts]) -> NodeIds {
        let names: Vec<(Kind, &str, Cow<str>)> = self
            .all
            .iter()
            .map(|node| (node.kind, &*node.key, node.name(facts)))
            .collect();
        NodeIds::new(assign(&names))
    }

    /// What the lexicon says is a part of what, with the first mention of the part.
    pub(super) fn parts(
        &self,
        episodes: &[EpisodeFacts],
    ) -> Vec<(SeenNumber, SeenNumber, Evidence)> {
        let mut parts = Vec::new();
        for (number, gathered) in (0..).zip(&self.all) {
            let NodeSource::Entity(entity) = &gathered.what else {
                continue;
            };
            for whole in &entity.wholes {
                let numbers = &self.numbers[whole.kind as usize];
                if let Some(whole) = numbers.get(&*whole.key) {
                    let (at, quote) = &entity.first;
                    let evidence = evidence(&episodes[*at as usize], quote.clone());
                    parts.push((number, *whole, evidence));
                }
            }
        }
        parts
    }

    /// The node that a feed means by a show elsewhere.
    pub(super) fn referred(&self, remote: &RemoteShow, feeds: &FeedShows<'f>) -> SeenNumber {
        let (kind, key) = feeds.target(remote);
        self.get(kind, key)
    }

    /// What the feeds of shows say of other shows.
    pub(super) fn references(&self, feeds: &FeedShows<'f>) -> Vec<(SeenNumber, SeenNumber, Edge)> {
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
                    self.get(Kind::Show, name),
                    self.referred(&reference.show, feeds),
                    named_by_feed(evidence, reference.show.place),
                ));
            }
        }
        found
    }

    /// The nodes, sorted by id.
    pub(super) fn into_nodes(self, ids: &NodeIds, base_iri: &str) -> Vec<Node> {
        drop(self.numbers);
        let mut sums: Vec<(Kind, u64)> = vec![(Kind::Url, 0); ids.names.len()];
        for (number, node) in (0..).zip(&self.all) {
            let sum = &mut sums[ids.of(number)];
            *sum = (node.kind, sum.1 + node.salience);
        }
        let mut all: Vec<Option<GatheredNode<'_>>> = self.all.into_iter().map(Some).collect();
        let of_each = ids.seen.iter().zip(&ids.names).zip(weights(&sums));
        of_each
            .filter_map(|((seen, name), weight)| {
                let node = all[*seen as usize].take()?.into_node(name, base_iri);
                Some(Node { weight, ..node })
            })
            .collect()
    }
}

/// Inserts texts into a sorted list, each once.
fn insert_all<'t>(list: &mut Vec<Box<str>>, texts: impl Iterator<Item = &'t str>) {
    for text in texts {
        if let Err(at) = list.binary_search_by(|known| (**known).cmp(text)) {
            if list.len() < 4 {
                list.reserve_exact(1);
            }
            list.insert(at, text.into());
        }
    }
}

impl GatheredNode<'_> {
    /// What its id is made from.
    fn name(&self, episodes: &[EpisodeFacts]) -> Cow<'_, str> {
        match &self.what {
            NodeSource::Show(_) => (*self.key).into(),
            NodeSource::RemoteShow(_) => (*self.label).into(),
            NodeSource::Episode(facts) => episode_name(facts).into(),
            NodeSource::Page { .. } => without_scheme(&self.key).into(),
            // A person whom one episode alone knows is told apart by that episode.
            NodeSource::Entity(entity) if self.key.contains(" @ ") => {
                let first = &episodes[entity.first.0 as usize];
                format!("{} {}", self.label, first.name).into()
            }
            NodeSource::Entity(_) => (*self.label).into(),
        }
    }

    fn into_node(self, id: &EntityId, base_iri: &str) -> Node {
        let mut node = Node {
            id: id.clone(),
            kind: self.kind,
            label: self.label.into_owned(),
            iri: String::new(),
            aliases: Vec::new(),
            same_as: Vec::new(),
            description: None,
            episodes: self.episodes,
            mentions: self.mentions,
            weight: 0.0,
            first: self.first,
            last: self.last,
            topic: None,
            detail: Detail::None,
        };
        match self.what {
            NodeSource::Show(facts) => describe_show(&mut node, &facts),
            NodeSource::RemoteShow(known) => describe_remote(&mut node, &known),
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
            NodeSource::Entity(entity) => {
                let forms = entity.forms.into_iter().map(String::from);
                node.aliases = forms.filter(|form| *form != node.label).collect();
                let pages = entity.same_as.iter();
                let pages = pages.filter_map(|address| followed_iri(address));
                node.same_as = pages.map(Cow::into_owned).collect();
                node.same_as.sort();
                node.same_as.dedup();
            }
            NodeSource::Page { category, .. } => {
                let key = &*self.key;
                node.label = without_scheme(key).trim_end_matches('/').to_owned();
                node.iri = to_iri(key).map_or_else(String::new, Cow::into_owned);
                node.detail = Detail::Url {
                    url: key.to_owned(),
                    category,
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
pub(super) struct NodeIds {
    /// Sorted.
    pub(super) names: Vec<EntityId>,
    /// The first node seen behind each name.
    seen: Vec<SeenNumber>,
    /// The place of each node's id among the names.
    pub(super) places: Vec<u32>,
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
        let mut places = vec![u32::MAX; assigned.len()];
        for (place, number) in seen.iter().enumerate() {
            places[*number as usize] = place as u32;
        }
        for (number, place) in places.iter_mut().enumerate() {
            if *place == u32::MAX {
                let found = names.binary_search(&assigned[number]);
                *place = found.unwrap_or_else(|place| place) as u32;
            }
        }
        Self {
            names,
            seen,
            places,
        }
    }

    /// The place of a node's id among the names.
    pub(super) fn of(&self, number: SeenNumber) -> usize {
        self.places[number as usize] as usize
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
