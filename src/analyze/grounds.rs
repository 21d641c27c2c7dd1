//! What tells nothing of an episode although it is named there: who hosts the show, the show itself,
//! who pays for it, the platforms on which it is heard, and what is named only in a sentence that the show
//! repeats. It is no ground for a recommendation and no member of a topic.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::graph::{Detail, Edge, EdgeView, EntityId, KnowledgeGraph, Node, slug};
use crate::vocabulary::{Kind, Relation, UrlCategory};

/// Who hosts so many episodes of a show is one of its hosts.
const HOSTS: u32 = 2;

/// What pays for so many episodes of a show is one of its sponsors.
const PAYS: u32 = 2;

/// A sentence that so many episodes of a show have says nothing of any of them. Fewer may be the episodes of
/// one event or the parts of one story: with 3 to 5, as for the words of a text, editors' own links are found
/// again a little worse.
const REPEATED: u32 = 8;

/// A quote with so many words beside the name is a sentence; fewer are the name with its label ("Kubernetes
/// site"), and that many episodes link to one page is no advertisement.
const SENTENCE: usize = 3;

/// The last word of many names of programmes.
const PROGRAMMES: [&str; 3] = ["podcast", "radio", "show"];

/// What is no ground in the episodes of a graph, show by show.
#[derive(Debug)]
pub(super) struct NoGround<'g> {
    /// Nodes called like a show, or like a sort of show, in no episode a ground.
    shows: BTreeSet<&'g EntityId>,
    /// The names of the shows, as slugs.
    show_names: BTreeSet<String>,
    /// Platforms: a ground only where an episode is about them.
    platforms: BTreeSet<&'g EntityId>,
    by_show: BTreeMap<Option<&'g EntityId>, OfShow<'g>>,
    /// Sentences that several episodes of a show have, with that show.
    repeated: FxHashSet<OfShowSentence<'g>>,
}

/// What is no ground in the episodes of one show.
#[derive(Debug, Default)]
struct OfShow<'g> {
    hosted: BTreeMap<&'g EntityId, u32>,
    /// A ground only where an episode is about them.
    sponsors: BTreeMap<&'g EntityId, u32>,
}

impl<'g> NoGround<'g> {
    /// Gathers it from a graph; `platforms` are names as slugs. Linear in the number of edges.
    pub(super) fn of(graph: &'g KnowledgeGraph, platforms: &BTreeSet<String>) -> Self {
        let names = |node: &'g Node| {
            let names = [&node.label].into_iter().chain(&node.aliases);
            names.map(|name| slug(name))
        };
        // Shows that a feed only recommends are no shows of the graph.
        let episodes = graph
            .edges()
            .filter(|view| view.edge.relation == Relation::PartOfShow);
        let own: BTreeSet<&EntityId> = episodes.map(|view| &view.to.id).collect();
        let own = own.into_iter().filter_map(|id| graph.node(id));
        let own: BTreeSet<String> = own.flat_map(names).collect();
        let (mut shows_called, mut platforms_called) = (BTreeSet::new(), BTreeSet::new());
        for node in graph.nodes().filter(|node| node.kind.is_entity()) {
            let mut is_show = says_what_it_is(node);
            for name in names(node) {
                is_show |= own.contains(&name);
                if platforms.contains(&name) {
                    platforms_called.insert(&node.id);
                }
            }
            if is_show {
                shows_called.insert(&node.id);
            }
        }
        let mut by_show: BTreeMap<Option<&EntityId>, OfShow<'_>> = BTreeMap::new();
        let shows: BTreeMap<&EntityId, &EntityId> = graph
            .edges()
            .filter(|view| view.edge.relation == Relation::PartOfShow)
            .map(|view| (&view.from.id, &view.to.id))
            .collect();
        for view in graph.edges() {
            let of_show = || shows.get(&view.from.id).copied();
            match view.edge.relation {
                Relation::HostedBy => {
                    let hosted = &mut by_show.entry(of_show()).or_default().hosted;
                    *hosted.entry(&view.to.id).or_default() += 1;
                }
                Relation::SponsoredBy => {
                    let sponsors = &mut by_show.entry(of_show()).or_default().sponsors;
                    *sponsors.entry(&view.to.id).or_default() += 1;
                }
                _ => {}
            }
        }
        Self {
            repeated: repeated_sentences(graph, &shows),
            shows: shows_called,
            show_names: own,
            platforms: platforms_called,
            by_show,
        }
    }

    /// What is no ground in an episode, given the edges that leave it.
    pub(super) fn in_episode(
        &self,
        graph: &'g KnowledgeGraph,
        edges: &[EdgeView<'g>],
    ) -> InEpisode<'_, 'g> {
        let ends = |relation| {
            let edges = edges
                .iter()
                .filter(move |view| view.edge.relation == relation);
            edges.map(|view| view.to)
        };
        let show = ends(Relation::PartOfShow).next_back().map(|show| &show.id);
        let mut paid = Paid::by(graph, ends(Relation::SponsoredBy));
        paid.ids
            .extend(ends(Relation::HostedBy).map(|host| &host.id));
        InEpisode {
            all: self,
            show,
            of_show: self.by_show.get(&show),
            paid,
        }
    }

    /// Who hosts or pays for any of the shows, the shows themselves, and platforms.
    pub(super) fn of_any_show(&self) -> BTreeSet<&'g EntityId> {
        let of_shows = self.by_show.values().flat_map(|of_show| {
            let hosts = of_show.hosted.iter();
            let hosts = hosts.filter(|(_, count)| **count >= HOSTS);
            hosts
                .map(|(id, _)| *id)
                .chain(of_show.sponsors.keys().copied())
        });
        let everywhere = self.shows.iter().chain(&self.platforms).copied();
        of_shows.chain(everywhere).collect()
    }

    /// Whether something is no subject but a programme: called like a part of a show's name and nothing that is
    /// known elsewhere ("EXTRAS" beside the show "Jupiter EXTRAS"; "Linux" beside "Linux Unplugged" is known), or
    /// another show by its name ("Linux Action Show").
    pub(super) fn is_programme(&self, node: &Node) -> bool {
        let name = slug(&node.label);
        let last = name.rsplit('-').next().unwrap_or_default();
        let is_show = last != name && PROGRAMMES.contains(&last);
        let is_part = |show: &String| {
            let starts = show.match_indices(&name);
            starts.into_iter().any(|(at, part)| {
                let (before, after) = (&show[..at], &show[at + part.len()..]);
                (before.is_empty() || before.ends_with('-'))
                    && (after.is_empty() || after.starts_with('-'))
            })
        };
        is_show
            || node.same_as.is_empty() && !name.is_empty() && self.show_names.iter().any(is_part)
    }

    /// The nodes whose names say nothing in the episodes of a show.
    pub(super) fn named(&self, show: Option<&EntityId>) -> Vec<&'g EntityId> {
        let found = self.by_show.iter().find(|(known, _)| **known == show);
        let of_show = found.map(|(_, of_show)| of_show);
        let hosts = of_show.into_iter().flat_map(|of_show| &of_show.hosted);
        let hosts = hosts
            .filter(|(_, count)| **count >= HOSTS)
            .map(|(id, _)| *id);
        let sponsors = of_show
            .into_iter()
            .flat_map(|of_show| of_show.sponsors.keys())
            .copied();
        let everywhere = self.shows.iter().chain(&self.platforms).copied();
        hosts.chain(sponsors).chain(everywhere).collect()
    }
}

/// A sentence of a show.
type OfShowSentence<'g> = (Option<&'g EntityId>, &'g str);

/// The sentences that name something in [`REPEATED`] episodes of a show or more.
fn repeated_sentences<'g>(
    graph: &'g KnowledgeGraph,
    shows: &BTreeMap<&'g EntityId, &'g EntityId>,
) -> FxHashSet<OfShowSentence<'g>> {
    let nodes: Vec<&Node> = graph.nodes().collect();
    let repeated = |counts: &dyn Fn(&OfShowSentence<'g>, &Node) -> bool| {
        // Of each sentence in how many episodes it stands, and the last of them.
        let mut episodes_with: FxHashMap<OfShowSentence<'g>, (u32, usize)> = FxHashMap::default();
        for (at, episode) in nodes.iter().enumerate() {
            if episode.kind != Kind::Episode {
                continue;
            }
            let show = shows.get(&episode.id).copied();
            for (to, edge) in graph.edges_leaving(at) {
                let sentence = (show, &*edge.evidence.quote);
                if is_passing(edge) && counts(&sentence, nodes[to]) {
                    let known = episodes_with.entry(sentence).or_insert((0, usize::MAX));
                    if known.1 != at {
                        *known = (known.0 + 1, at);
                    }
                }
            }
        }
        episodes_with.retain(|_, (episodes, _)| *episodes >= REPEATED);
        episodes_with.into_keys().collect::<FxHashSet<_>>()
    };
    // Words are counted only in the few quotes that stand often enough.
    let often = repeated(&|_, _| true);
    match often.is_empty() {
        true => often,
        false => repeated(&|sentence, named| {
            often.contains(sentence) && is_sentence(sentence.1, &named.label)
        }),
    }
}

/// Whether an edge says that something is named just once.
fn is_passing(edge: &Edge) -> bool {
    edge.relation == Relation::Mentions && edge.count <= 1
}

/// Whether a quote says more than a name.
fn is_sentence(quote: &str, name: &str) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    words(quote) >= words(name) + SENTENCE
}

/// Whether a concept only says that this is a podcast, and of what sort: "podcast", "interview podcast".
fn says_what_it_is(node: &Node) -> bool {
    node.kind == Kind::Concept && node.id.slug().rsplit('-').next() == Some("podcast")
}

/// What is no ground in one episode.
pub(super) struct InEpisode<'a, 'g> {
    all: &'a NoGround<'g>,
    show: Option<&'g EntityId>,
    of_show: Option<&'a OfShow<'g>>,
    paid: Paid<'g>,
}

impl InEpisode<'_, '_> {
    /// Whether an edge of the episode leads to what is a ground.
    pub(super) fn is_ground(&self, view: &EdgeView<'_>) -> bool {
        let (id, relation) = (&view.to.id, view.edge.relation);
        let told = matches!(
            relation,
            Relation::HasGuest | Relation::About | Relation::Mentions | Relation::LinksTo
        );
        let hosts = self
            .of_show
            .and_then(|of_show| of_show.hosted.get(id))
            .copied();
        let sponsors = self
            .of_show
            .is_some_and(|of_show| of_show.sponsors.contains_key(id));
        let is_about = relation == Relation::About;
        told && !self.paid.covers(view.to)
            && !self.all.shows.contains(id)
            && hosts.unwrap_or(0) < HOSTS
            && (is_about || !sponsors && !self.all.platforms.contains(id))
            && !(is_passing(view.edge)
                && self
                    .all
                    .repeated
                    .contains(&(self.show, &*view.edge.evidence.quote)))
    }

    /// Whether something pays for the show often enough not to be what it talks about.
    pub(super) fn pays(&self, id: &EntityId) -> bool {
        let paid = self
            .of_show
            .and_then(|of_show| of_show.sponsors.get(id))
            .copied();
        paid.is_some_and(|paid| paid >= PAYS)
    }
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
