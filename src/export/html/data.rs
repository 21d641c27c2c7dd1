//! What the page's script reads: the graph as JSON, small and in a fixed order.
//!
//! `src/export/viewer/src/data.ts` has the other half.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::{Html, Reason, title};
use crate::export::style;
use crate::graph::{Detail, EdgeView, EntityId, KnowledgeGraph, Node};
use crate::vocabulary::{Basis, Kind, Relation, UrlCategory};

impl Html {
    /// What the page is told of a graph.
    pub(super) fn page<'a>(&'a self, graph: &'a KnowledgeGraph) -> Page<'a> {
        let places: HashMap<&EntityId, usize> = graph
            .nodes()
            .enumerate()
            .map(|(at, node)| (&node.id, at))
            .collect();
        let mut rules = Rules::default();
        let edges = graph
            .edges()
            .map(|view| Row::new(view, &places, &mut rules))
            .collect();
        let recommendations = self
            .recommended
            .iter()
            .flat_map(|heard| heard.recommendations.iter().map(move |next| (heard, next)))
            .filter_map(|(heard, next)| {
                Some(Next {
                    from: *places.get(&heard.episode)?,
                    to: *places.get(&next.episode)?,
                    score: next.score,
                    because: &next.because,
                })
            })
            .collect();
        Page {
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
            nodes: graph.nodes().map(Entry::new).collect(),
            edges,
            topics: self
                .topics
                .iter()
                .map(|topic| Topic {
                    key: &topic.key,
                    name: &topic.name,
                    parent: topic.parent.as_deref(),
                    members: topic
                        .members
                        .iter()
                        .filter_map(|id| places.get(id).copied())
                        .collect(),
                    neighbours: &topic.neighbours,
                })
                .collect(),
            recommendations,
        }
    }
}

/// All of it.
#[derive(Serialize)]
pub(super) struct Page<'a> {
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
    nodes: Vec<Entry<'a>>,
    edges: Vec<Row<'a>>,
    topics: Vec<Topic<'a>>,
    recommendations: Vec<Next<'a>>,
}

/// A node, with the names of the attributes in saved graphs.
#[derive(Serialize)]
struct Entry<'a> {
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
    #[serde(flatten)]
    detail: Details<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Details<'a> {
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

impl<'a> Entry<'a> {
    fn new(node: &'a Node) -> Self {
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
            detail: match &node.detail {
                Detail::None => Details::None {},
                Detail::Episode {
                    source,
                    number,
                    date,
                    duration,
                } => Details::Episode {
                    source,
                    number: *number,
                    date: date.as_deref(),
                    duration: *duration,
                },
                Detail::Url { url, category } => Details::Url {
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
struct Row<'a>(
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
    #[serde(skip_serializing_if = "Extra::is_empty")] Extra<'a>,
);

#[derive(Serialize)]
struct Extra<'a> {
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

impl Extra<'_> {
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

impl<'a> Row<'a> {
    fn new(view: EdgeView<'a>, places: &HashMap<&EntityId, usize>, rules: &mut Rules<'a>) -> Self {
        let EdgeView { from, to, edge } = view;
        let evidence = &edge.evidence;
        let told = match &from.detail {
            Detail::Episode { source, .. } => **source == *evidence.source,
            _ => evidence.source.is_empty(),
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
            Extra {
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
struct Topic<'a> {
    key: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    members: Vec<usize>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    neighbours: &'a [String],
}

/// One recommendation, its episodes as places among the nodes.
#[derive(Serialize)]
struct Next<'a> {
    from: usize,
    to: usize,
    score: f64,
    because: &'a [Reason],
}

/// Four decimals are more than a picture shows, and keep the page small.
fn rounded(number: f64) -> f64 {
    (number * 10_000.0).round() / 10_000.0
}
