//! Pages of topics and guests for a site that Hugo, Jekyll, Eleventy or Astro builds.
//!
//! A page is Markdown with a front matter in YAML. What it says stands in its text, ready to be published, and as
//! data in its field `showgraph`, for templates: episodes with their quotations, members, guests, related pages, and
//! the page's JSON-LD as a text to put into a `<script type="application/ld+json">`. All stands below that one field,
//! so that no name means something else to a generator; `generated_by: showgraph` marks the page as the tool's own.
//!
//! Links between the pages are relative and expect that a page `a.md` becomes `a/`; the field `permalink` says so
//! to generators that do otherwise.

mod jsonld;
mod markdown;
mod page;

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::file_names::file_name;
use crate::analyze::topics::{Topic, Topics};
use crate::graph::{EdgeView, EntityId, KnowledgeGraph, Node};
use crate::text::path::page_stem;
use crate::vocabulary::{Kind, Relation};
use page::{MOST, Said, SitePage, Thing};

pub use page::{MARK, SiteOptions};

/// The folder of the pages about guests.
const GUESTS: &str = "guests";

/// By how many bytes a quotation has to be longer than the name of what it is of.
const MORE: usize = 12;

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SiteFile {
    /// Its path below the folder of the pages, with `/`.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// The pages, sorted by path: one for each topic, one for each guest, and an index of both.
pub fn pages(graph: &KnowledgeGraph, topics: &Topics, options: &SiteOptions) -> Vec<SiteFile> {
    let site = Site {
        graph,
        topics,
        options,
    };
    let mut pages = vec![site.topic_index(), site.guest_index()];
    pages.extend(topics.topics.iter().map(|topic| site.topic(topic)));
    pages.extend(
        site.guests()
            .map(|(guest, edges)| site.guest(guest, &edges)),
    );
    let mut files: Vec<SiteFile> = pages
        .iter()
        .map(|page| SiteFile {
            path: page.path.clone(),
            text: markdown::write(page, options),
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    // Keys come from a file that may be somebody else's.
    files.dedup_by(|a, b| a.path == b.path);
    files
}

struct Site<'g> {
    graph: &'g KnowledgeGraph,
    topics: &'g Topics,
    options: &'g SiteOptions,
}

impl<'g> Site<'g> {
    fn topic_index(&self) -> SitePage {
        let themes: Vec<Thing> = self
            .topics
            .themes()
            .map(|topic| self.link_to(topic, ""))
            .collect();
        SitePage {
            path: "_index.md".into(),
            page: "index",
            title: "Topics".into(),
            description: counted(themes.len(), "topic"),
            related: themes,
            ..SitePage::default()
        }
    }

    fn guest_index(&self) -> SitePage {
        let guests: Vec<Thing> = self
            .guests()
            .map(|(guest, edges)| Thing {
                address: Some(format!("{}/", page_name(&guest.id))),
                note: Some(counted(edges.len(), "episode")),
                ..Thing::of(guest)
            })
            .collect();
        SitePage {
            path: format!("{GUESTS}/_index.md"),
            page: "index",
            title: "Guests".into(),
            description: counted(guests.len(), "guest"),
            related: guests,
            ..SitePage::default()
        }
    }

    fn topic(&self, topic: &Topic) -> SitePage {
        let episodes: Vec<Said> = topic
            .episodes
            .iter()
            .filter_map(|episode| self.graph.node(&episode.id))
            .map(|episode| {
                // What the episode says of the topic: of its most characteristic member that it says something of.
                let members = topic.members.iter().map(|member| &member.id);
                self.said(episode, members)
            })
            .collect();
        let people = topic.people.iter().filter_map(|person| {
            let node = self.graph.node(&person.id)?;
            Some(self.guest_link(node, "../", person.episodes as usize))
        });
        let neighbours = topic
            .neighbours
            .iter()
            .filter_map(|next| self.topics.get(&next.key));
        let parent = topic.parent.as_deref().and_then(|key| self.topics.get(key));
        let narrower = self.topics.narrower(&topic.key);
        let related = parent.into_iter().chain(narrower).chain(neighbours);
        SitePage {
            path: format!("{}.md", topic_name(topic)),
            page: "topic",
            id: topic.key.clone(),
            title: topic.name.clone(),
            description: described(&episodes),
            things: topic
                .members
                .iter()
                .filter_map(|member| self.graph.node(&member.id))
                .take(MOST)
                .map(Thing::of)
                .collect(),
            people: people.take(MOST).collect(),
            related: related
                .take(MOST)
                .map(|topic| self.link_to(topic, "../"))
                .collect(),
            jsonld: jsonld::of_topic(topic, &episodes),
            episodes,
        }
    }

    /// Everybody who was a guest, with the edges that say so, the latest first.
    fn guests(&self) -> impl Iterator<Item = (&'g Node, Vec<EdgeView<'g>>)> + use<'g> {
        let graph = self.graph;
        graph.nodes_of(Kind::Person).filter_map(move |person| {
            let mut edges = graph.edges_to(&person.id);
            edges.retain(|view| view.edge.relation == Relation::HasGuest);
            edges.sort_by(|a, b| day(b.from).cmp(day(a.from)));
            (!edges.is_empty()).then_some((person, edges))
        })
    }

    fn guest(&self, guest: &Node, edges: &[EdgeView<'_>]) -> SitePage {
        let episodes: Vec<Said> = edges
            .iter()
            .map(|view| self.said(view.from, [&guest.id].into_iter()))
            .collect();
        // What the episodes are about, what most of them have first.
        let mut about: BTreeMap<&EntityId, usize> = BTreeMap::new();
        for view in edges {
            for thing in self.graph.neighbours(&view.from.id, Relation::About) {
                *about.entry(&thing.id).or_default() += 1;
            }
        }
        let mut about: Vec<(&EntityId, usize)> = about.into_iter().collect();
        about.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let affiliations = self.graph.edges_from(&guest.id).into_iter();
        let affiliations = affiliations
            .filter(|view| view.edge.relation == Relation::AffiliatedWith)
            .map(|view| Thing {
                note: view.edge.role.clone(),
                ..Thing::of(view.to)
            });
        let is_guests = |topic: &&Topic| topic.people.iter().any(|person| person.id == guest.id);
        let themes = self.topics.themes().filter(is_guests);
        SitePage {
            path: format!("{GUESTS}/{}.md", page_name(&guest.id)),
            page: "guest",
            id: guest.id.to_string(),
            title: guest.label.clone(),
            description: described(&episodes),
            things: about
                .into_iter()
                .filter_map(|(id, _)| self.graph.node(id))
                .take(MOST)
                .map(Thing::of)
                .collect(),
            people: affiliations.take(MOST).collect(),
            related: themes
                .take(MOST)
                .map(|topic| self.link_to(topic, "../../"))
                .collect(),
            jsonld: jsonld::of_guest(self.graph, guest, &episodes),
            episodes,
        }
    }

    fn link_to(&self, topic: &Topic, way: &str) -> Thing {
        Thing {
            id: topic.key.clone(),
            label: topic.name.clone(),
            address: Some(format!("{way}{}/", topic_name(topic))),
            note: Some(counted(topic.episodes.len(), "episode")),
        }
    }

    fn guest_link(&self, guest: &Node, way: &str, episodes: usize) -> Thing {
        Thing {
            address: Some(format!("{way}{GUESTS}/{}/", page_name(&guest.id))),
            note: Some(counted(episodes, "episode")),
            ..Thing::of(guest)
        }
    }

    /// An episode, with what it says of the first of some things of which it says more than the name.
    fn said<'i>(&self, episode: &Node, mut of: impl Iterator<Item = &'i EntityId>) -> Said {
        let detail = episode.detail.episode();
        let edges = self.graph.edges_from(&episode.id);
        let evidence = of.find_map(|id| {
            let about = edges.iter().filter(|view| view.to.id == *id);
            let longest = about.max_by_key(|view| view.edge.evidence.quote.len())?;
            let says = longest.edge.evidence.quote.len() > longest.to.label.len() + MORE;
            says.then_some(&longest.edge.evidence)
        });
        Said {
            id: episode.id.to_string(),
            title: episode.label.clone(),
            date: detail.and_then(|detail| detail.date.clone()),
            source: detail
                .map(|detail| detail.source.clone())
                .unwrap_or_default(),
            address: self
                .options
                .episodes
                .as_deref()
                .and_then(|way| address(way, episode)),
            iri: self.graph.node_iri(episode).into_owned(),
            quote: evidence.map(|evidence| evidence.quote.to_string()),
            seconds: evidence.and_then(|evidence| evidence.seconds),
        }
    }
}

impl Thing {
    fn of(node: &Node) -> Self {
        Self {
            id: node.id.to_string(),
            label: node.label.clone(),
            address: None,
            note: None,
        }
    }
}

/// What a segment of an address does not hold (RFC 3986, 2.3), the slash between them aside.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// The address of an episode's page; none where the pattern asks for a number that it has not.
fn address(pattern: &str, episode: &Node) -> Option<String> {
    let detail = episode.detail.episode()?;
    let mut address = pattern.to_owned();
    if pattern.contains("{number}") {
        address = address.replace("{number}", &detail.number?.to_string());
    }
    for (name, value) in [
        ("{stem}", page_stem(&detail.source)),
        ("{slug}", episode.id.slug()),
        ("{source}", &detail.source),
    ] {
        address = address.replace(name, &utf8_percent_encode(value, RESERVED).to_string());
    }
    Some(address)
}

fn topic_name(topic: &Topic) -> String {
    // A page of that name would lie where the folder of the guests does.
    match topic.key.as_str() {
        GUESTS => format!("topic-{GUESTS}"),
        key => page_name(&EntityId::new(Kind::Concept, key)),
    }
}

/// The name of a page's file, which is a part of its address as well.
fn page_name(id: &EntityId) -> String {
    file_name(id)
}

fn day(episode: &Node) -> &str {
    let detail = episode.detail.episode();
    detail
        .and_then(|detail| detail.date.as_deref())
        .unwrap_or_default()
}

fn described(episodes: &[Said]) -> String {
    let years = episodes
        .iter()
        .filter_map(|episode| episode.date.as_deref()?.get(..4));
    let (first, last) = (years.clone().min(), years.max());
    let count = counted(episodes.len(), "episode");
    match (first, last) {
        (Some(first), Some(last)) if first != last => format!("{count}, {first} to {last}"),
        (Some(only), _) => format!("{count}, {only}"),
        _ => count,
    }
}

fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}
