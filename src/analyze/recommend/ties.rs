//! What each episode is tied to, as the graph says: before any weight is given to it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::graph::{Detail, EdgeView, KnowledgeGraph, Node};
use crate::vocabulary::{DocumentParts, Kind, Relation, UrlCategory};

/// One thing in one episode. Parallel edges, as of links to one page, are one tie.
#[derive(Debug, Clone)]
pub struct Tie {
    /// The thing, as an index into [`Ties::things`].
    pub thing: u32,
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
pub struct Episode<'g> {
    /// Its node.
    pub node: &'g Node,
    /// Its show.
    pub show: Option<&'g Node>,
    /// Days since 1970, where its date is known.
    pub day: Option<i64>,
    /// Its ties, sorted by thing.
    pub ties: Vec<Tie>,
}

/// All episodes of a graph and the entities and pages that they are tied to, both sorted by id.
#[derive(Debug)]
pub struct Ties<'g> {
    /// The episodes.
    pub episodes: Vec<Episode<'g>>,
    /// Entities and pages.
    pub things: Vec<&'g Node>,
}

impl<'g> Ties<'g> {
    /// Gathers the ties of a graph.
    pub fn of(graph: &'g KnowledgeGraph) -> Self {
        let things: Vec<&Node> = graph
            .nodes()
            .filter(|node| node.kind.is_entity() || node.kind == Kind::Url)
            .collect();
        let index: HashMap<&str, u32> = things
            .iter()
            .zip(0..)
            .map(|(node, at)| (node.id.as_str(), at))
            .collect();
        let mut episodes: Vec<Episode> = graph
            .nodes_of(Kind::Episode)
            .map(|node| Episode {
                node,
                show: None,
                day: day(node),
                ties: Vec::new(),
            })
            .collect();
        let places: HashMap<&str, usize> = episodes
            .iter()
            .enumerate()
            .map(|(at, episode)| (episode.node.id.as_str(), at))
            .collect();

        let mut sponsors: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
        let mut pages: HashMap<&str, Vec<&Node>> = HashMap::new();
        let mut gathered: Vec<BTreeMap<u32, Tie>> = vec![BTreeMap::new(); episodes.len()];
        for view in graph.edges() {
            if view.edge.relation == Relation::HasPage {
                pages
                    .entry(view.from.id.as_str())
                    .or_default()
                    .push(view.to);
            }
            let Some(episode) = places.get(view.from.id.as_str()).copied() else {
                continue;
            };
            match view.edge.relation {
                Relation::PartOfShow => episodes[episode].show = Some(view.to),
                Relation::SponsoredBy => {
                    sponsors
                        .entry(episode)
                        .or_default()
                        .insert(view.to.id.as_str());
                }
                Relation::HasGuest
                | Relation::HostedBy
                | Relation::About
                | Relation::Mentions
                | Relation::LinksTo => {
                    if let Some(thing) = index.get(view.to.id.as_str()) {
                        add(&mut gathered[episode], *thing, view);
                    }
                }
                _ => {}
            }
        }
        for (episode, sponsors) in sponsors {
            let paid = Paid::by(&sponsors, &pages);
            gathered[episode].retain(|thing, _| !paid.covers(things[*thing as usize]));
        }
        for (episode, ties) in episodes.iter_mut().zip(gathered) {
            episode.ties = ties.into_values().collect();
        }
        Self { episodes, things }
    }
}

fn add(ties: &mut BTreeMap<u32, Tie>, thing: u32, view: EdgeView<'_>) {
    let tie = ties.entry(thing).or_insert_with(|| Tie {
        thing,
        relations: BTreeSet::new(),
        places: DocumentParts::default(),
        count: 0,
        confidence: 0.0,
    });
    tie.relations.insert(view.edge.relation);
    tie.places = tie.places.union(view.edge.places);
    tie.count += view.edge.count;
    tie.confidence = tie.confidence.max(view.edge.confidence);
}

/// What a sponsor put into an episode: itself, its pages, and other pages of the same site.
struct Paid<'g> {
    ids: BTreeSet<&'g str>,
    hosts: BTreeSet<&'g str>,
}

impl<'g> Paid<'g> {
    fn by(sponsors: &BTreeSet<&'g str>, pages: &HashMap<&str, Vec<&'g Node>>) -> Self {
        let mut ids = sponsors.clone();
        let mut hosts = BTreeSet::new();
        for page in sponsors.iter().filter_map(|id| pages.get(id)).flatten() {
            ids.insert(page.id.as_str());
            // The sponsor's account on somebody else's site does not make that site the sponsor's.
            if let Detail::Url { url, category } = &page.detail
                && matches!(
                    category,
                    UrlCategory::Other | UrlCategory::Store | UrlCategory::Docs
                )
            {
                hosts.extend(host(url));
            }
        }
        Self { ids, hosts }
    }

    fn covers(&self, thing: &Node) -> bool {
        self.ids.contains(thing.id.as_str())
            || matches!(&thing.detail, Detail::Url { url, .. }
                if host(url).is_some_and(|host| self.hosts.contains(host)))
    }
}

fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    rest.split(['/', '?', '#']).next()
}

/// Days since 1970 of an episode's date.
fn day(node: &Node) -> Option<i64> {
    let Detail::Episode { date, .. } = &node.detail else {
        return None;
    };
    let date: jiff::civil::Date = date.as_deref()?.get(..10)?.parse().ok()?;
    let epoch = jiff::civil::date(1970, 1, 1);
    Some(date.duration_since(epoch).as_hours() / 24)
}
