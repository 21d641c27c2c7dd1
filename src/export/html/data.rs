//! What the page's script reads: the graph as JSON, small and in a fixed order.
//!
//! `src/export/viewer/src/data.ts` has the other half.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::{Html, map, title};
use crate::analyze::layout::Place;
use crate::analyze::recommend::{Recommendations, Subject};
use crate::analyze::topics::Topic;
use crate::export::style;
use crate::graph::{Detail, EdgeView, EntityId, KnowledgeGraph, Node};
use crate::vocabulary::{Basis, Kind, Relation, UrlCategory};

impl Html {
    /// What the page is told of a graph.
    pub(super) fn page<'a>(&'a self, graph: &'a KnowledgeGraph) -> PageData<'a> {
        let places: HashMap<&EntityId, usize> = graph
            .nodes()
            .enumerate()
            .map(|(at, node)| (&node.id, at))
            .collect();
        let layout = map::layout(graph);
        let mut rules = Rules::default();
        let edges = graph
            .edges()
            .map(|view| PageEdge::new(view, &places, &mut rules))
            .collect();
        let recommendations = self
            .recommendations
            .iter()
            .flat_map(|answer| PageRecommendation::all_of(answer, &places))
            .collect();
        let topics = self.topics.topics.iter();
        PageData {
            title: self.title.clone().unwrap_or_else(|| title(graph)),
            notes: self.notes.as_deref(),
            audio: self.audio.as_deref(),
            start: self.start.as_ref(),
            colours: Kind::ALL
                .iter()
                .map(|kind| (kind.as_str(), style::hex(*kind)))
                .collect(),
            relations: Relation::ALL,
            bases: Basis::ALL,
            rules: rules.names,
            nodes: graph
                .nodes()
                .map(|node| PageNode::new(node, layout.place(&node.id)))
                .collect(),
            edges,
            topics: topics.map(|topic| PageTopic::new(topic, &places)).collect(),
            recommendations,
        }
    }
}

/// All of it.
#[derive(Serialize)]
pub(super) struct PageData<'a> {
    pub(super) title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    audio: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<&'a EntityId>,
    colours: BTreeMap<&'static str, &'static str>,
    relations: &'static [Relation],
    bases: &'static [Basis],
    rules: Vec<&'a str>,
    nodes: Vec<PageNode<'a>>,
    edges: Vec<PageEdge<'a>>,
    topics: Vec<PageTopic<'a>>,
    recommendations: Vec<PageRecommendation<'a>>,
}

/// A node, with the names of the attributes in saved graphs.
#[derive(Serialize)]
struct PageNode<'a> {
    id: &'a EntityId,
    kind: Kind,
    label: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    aliases: &'a [String],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    same_as: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    episodes: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mentions: Option<u32>,
    weight: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    topic: Option<&'a str>,
    /// Where it stands, if it is shown at first.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<(f64, f64)>,
    #[serde(flatten)]
    detail: PageDetail<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum PageDetail<'a> {
    None {},
    Episode {
        source: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        number: Option<i64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        date: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        duration: Option<u32>,
    },
    Url {
        url: &'a str,
        category: UrlCategory,
    },
}

impl<'a> PageNode<'a> {
    fn new(node: &'a Node, place: Option<Place>) -> Self {
        let counted = node.kind.is_entity() || node.kind == Kind::Url;
        Self {
            id: &node.id,
            kind: node.kind,
            label: &node.label,
            aliases: &node.aliases,
            same_as: &node.same_as,
            description: node.description.as_deref(),
            episodes: counted.then_some(node.episodes),
            mentions: counted.then_some(node.mentions),
            weight: rounded(node.weight),
            topic: node.topic.as_deref(),
            at: place.map(|Place { x, y }| (tenths(x), tenths(y))),
            detail: match &node.detail {
                Detail::Show(_) | Detail::None => PageDetail::None {},
                Detail::Episode(episode) => PageDetail::Episode {
                    source: &episode.source,
                    number: episode.number,
                    date: episode.date.as_deref(),
                    duration: episode.duration,
                },
                Detail::Url { url, category } => PageDetail::Url {
                    url,
                    category: *category,
                },
            },
        }
    }
}

/// An edge as a row: ends, relation, weight, count, confidence, basis, rule, line, quote, and what
/// only some have. Words are places in the page's lists of words.
#[derive(Serialize)]
struct PageEdge<'a>(
    usize,
    usize,
    usize,
    f64,
    u32,
    f64,
    usize,
    usize,
    u32,
    &'a str,
    #[serde(skip_serializing_if = "EdgeExtra::is_empty")] EdgeExtra<'a>,
);

#[derive(Serialize)]
struct EdgeExtra<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    href: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
}

impl EdgeExtra<'_> {
    fn is_empty(&self) -> bool {
        self.seconds.is_none()
            && self.source.is_none()
            && self.text.is_none()
            && self.href.is_none()
            && self.role.is_none()
    }
}

/// The names of rules, in the order in which the edges bring them up.
#[derive(Default)]
struct Rules<'a> {
    names: Vec<&'a str>,
    places: HashMap<&'a str, usize>,
}

impl<'a> Rules<'a> {
    fn place(&mut self, name: &'a str) -> usize {
        *self.places.entry(name).or_insert_with(|| {
            self.names.push(name);
            self.names.len() - 1
        })
    }
}

impl<'a> PageEdge<'a> {
    fn new(view: EdgeView<'a>, places: &HashMap<&EntityId, usize>, rules: &mut Rules<'a>) -> Self {
        let EdgeView { from, to, edge } = view;
        let evidence = &edge.evidence;
        let told = match from.detail.episode() {
            Some(episode) => *episode.source == *evidence.source,
            None => evidence.source.is_empty(),
        };
        Self(
            places[&from.id],
            places[&to.id],
            edge.relation as usize,
            rounded(edge.weight),
            edge.count,
            rounded(edge.confidence),
            edge.basis as usize,
            rules.place(&edge.rule),
            evidence.line,
            &evidence.quote,
            EdgeExtra {
                seconds: evidence.seconds,
                source: (!told).then_some(&evidence.source),
                text: edge.text.as_deref(),
                href: edge.href.as_deref(),
                role: edge.role.as_deref(),
            },
        )
    }
}

/// A topic, its members as places among the nodes.
#[derive(Serialize)]
struct PageTopic<'a> {
    key: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    members: Vec<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    episodes: Vec<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    neighbours: Vec<&'a str>,
}

impl<'a> PageTopic<'a> {
    fn new(topic: &'a Topic, places: &HashMap<&EntityId, usize>) -> Self {
        let members = topic.members.iter();
        // Episodes have the key of their theme; of the topics within it they know nothing.
        let is_narrower = topic.parent.is_some();
        let episodes = topic.episodes.iter().filter(|_| is_narrower);
        let neighbours = topic.neighbours.iter();
        Self {
            key: &topic.key,
            name: &topic.name,
            parent: topic.parent.as_deref(),
            members: members
                .filter_map(|member| places.get(&member.id).copied())
                .collect(),
            episodes: episodes
                .filter_map(|episode| places.get(&episode.id).copied())
                .collect(),
            neighbours: neighbours.map(|neighbour| &*neighbour.key).collect(),
        }
    }
}

/// One recommendation, its episodes as places among the nodes.
#[derive(Serialize)]
struct PageRecommendation<'a> {
    from: usize,
    to: usize,
    score: f64,
    because: Vec<PageReason<'a>>,
}

/// What two episodes share. What kind it is of, its node knows.
#[derive(Serialize)]
struct PageReason<'a> {
    id: &'a EntityId,
    label: &'a str,
    share: f64,
}

impl<'a> PageRecommendation<'a> {
    /// Those of an answer that name two episodes of the page.
    fn all_of(answer: &'a Recommendations, places: &HashMap<&EntityId, usize>) -> Vec<Self> {
        let from = match &answer.subject {
            Subject::Episode { episode, .. } => places.get(episode),
            Subject::Draft { .. } | Subject::Heard(_) | Subject::Entities(_) => None,
        };
        let Some(from) = from.copied() else {
            return Vec::new();
        };
        let recommended = answer.recommendations.iter();
        recommended
            .filter_map(|found| {
                let because = found.because.iter().map(|reason| PageReason {
                    id: &reason.id,
                    label: &reason.label,
                    share: reason.share,
                });
                Some(Self {
                    from,
                    to: *places.get(&found.episode)?,
                    score: found.score,
                    because: because.collect(),
                })
            })
            .collect()
    }
}

/// Tenths of a pixel; what rounds to nothing has no sign.
fn tenths(number: f64) -> f64 {
    (number * 10.0).round() / 10.0 + 0.0
}

/// Four decimals are more than a picture shows, and keep the page small.
fn rounded(number: f64) -> f64 {
    (number * 10_000.0).round() / 10_000.0
}
