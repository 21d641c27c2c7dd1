//! What each tool answers. All are objects, since clients of the older protocol drop lists that stand alone.

use schemars::JsonSchema;
use serde::Serialize;

use super::page::clipped;
use crate::graph::{Evidence, Node};
use crate::vocabulary::{Basis, Kind, Relation};

/// A node, as answers name it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub(super) struct NodeRef {
    /// What other tools take
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) label: String,
    /// In how many episodes it is, of entities and pages
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) episodes: Option<u32>,
    /// Of episodes, where the notes give it
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<String>,
}

impl From<&Node> for NodeRef {
    fn from(node: &Node) -> Self {
        let date = node
            .detail
            .episode()
            .and_then(|episode| episode.date.as_deref());
        Self {
            id: node.id.to_string(),
            kind: node.kind,
            label: clipped(&node.label),
            episodes: node.kind.counts_episodes().then_some(node.episodes),
            date: date.map(clipped),
        }
    }
}

#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct NamesFound {
    /// Nodes that have the name; several where it is ambiguous
    pub(super) matches: Vec<NodeRef>,
    /// Nodes whose name holds its words or is spelled alike, those in most episodes first
    pub(super) similar: Vec<NodeRef>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct NodeDescribed {
    pub(super) node: NodeRef,
    pub(super) iri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    /// Other names, at most 50 of them
    pub(super) aliases: Vec<String>,
    /// The same thing elsewhere, at most 50 addresses
    pub(super) same_as: Vec<String>,
    /// How often it is named in all
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) mentions: Option<u32>,
    /// Day of the first episode that has it
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) first: Option<String>,
    /// Day of the last one
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) last: Option<String>,
    /// Key of its topic, where the graph was saved with topics
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) topic: Option<String>,
    /// How many edges lead where: what list_neighbours gives
    pub(super) relations: Vec<RelationCount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct RelationCount {
    pub(super) relation: Relation,
    /// out: from the node; in: to the node
    pub(super) direction: &'static str,
    pub(super) count: usize,
}

/// A statement of the notes.
#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct Quoted {
    /// What the notes say there
    pub(super) quote: String,
    /// Path of the file
    pub(super) source: String,
    pub(super) line: u32,
    pub(super) column: u32,
    /// Seconds from the episode's start
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) seconds: Option<u32>,
}

impl From<&Evidence> for Quoted {
    fn from(evidence: &Evidence) -> Self {
        Self {
            quote: clipped(&evidence.quote),
            source: clipped(&evidence.source),
            line: evidence.line,
            column: evidence.column,
            seconds: evidence.seconds,
        }
    }
}

#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct Neighbours {
    pub(super) node: NodeRef,
    /// Over more mentions first, then surer edges
    pub(super) neighbours: Vec<Neighbour>,
    /// How many there are in all
    pub(super) total: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next_offset: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct Neighbour {
    pub(super) node: NodeRef,
    pub(super) relation: Relation,
    /// out: the edge leads to the neighbour; in: from it
    pub(super) direction: &'static str,
    /// How many mentions stand behind the edge
    pub(super) count: u32,
    /// 0 to 1
    pub(super) confidence: f64,
    /// Of affiliated_with: the role
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) role: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct EvidenceQuoted {
    pub(super) node: NodeRef,
    pub(super) evidence: Vec<Statement>,
    pub(super) total: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next_offset: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
}

/// An edge and where it is stated.
#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct Statement {
    pub(super) from: NodeRef,
    pub(super) relation: Relation,
    pub(super) to: NodeRef,
    /// Whether the notes state it, a pattern suggests it, or a lexicon knows it
    pub(super) basis: Basis,
    pub(super) confidence: f64,
    #[serde(flatten)]
    pub(super) quoted: Quoted,
}

#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct PathsFound {
    pub(super) from: NodeRef,
    pub(super) to: NodeRef,
    /// The one that says most first
    pub(super) paths: Vec<FoundPath>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct FoundPath {
    /// The steps: each from the node before, the first from where the path begins
    pub(super) steps: Vec<PathStep>,
}

#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct PathStep {
    pub(super) relation: Relation,
    /// out: the edge leads along the path; in: against it
    pub(super) direction: &'static str,
    pub(super) to: NodeRef,
    pub(super) basis: Basis,
    pub(super) confidence: f64,
    #[serde(flatten)]
    pub(super) quoted: Quoted,
}

#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct QueryList {
    pub(super) queries: Vec<QueryDescribed>,
}

#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct QueryDescribed {
    pub(super) name: String,
    pub(super) summary: String,
    pub(super) parameters: Vec<ParameterDescribed>,
    pub(super) columns: Vec<String>,
}

#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct ParameterDescribed {
    pub(super) name: String,
    /// kind and kinds of node, node, number, text, date or iri
    #[serde(rename = "type")]
    pub(super) of: String,
    /// What it is where none is given; without it a value must be given
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) default: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) about: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct QueryAnswered {
    pub(super) query: String,
    /// The names of the cells of a row
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<Cell>>,
    /// Of a question that is answered by yes or no
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) truth: Option<bool>,
    pub(super) total: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next_offset: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub(super) struct Cell {
    /// A text, a number as text, the label of a node, or an IRI; empty where the row has none
    pub(super) value: String,
    /// Where it is a node of the graph
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct Recommended {
    /// What was asked about
    pub(super) asked: Vec<NodeRef>,
    pub(super) recommendations: Vec<RecommendedEpisode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct RecommendedEpisode {
    pub(super) episode: NodeRef,
    /// To be compared within one answer only
    pub(super) score: f64,
    /// What both share, the strongest first
    pub(super) because: Vec<Because>,
    /// Words that the texts of both share
    pub(super) words: Vec<String>,
}

#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct Because {
    pub(super) node: NodeRef,
    /// Its part of the score, 0 to 1
    pub(super) share: f64,
    /// What the recommended episode says of it first
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) quote: String,
}

#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct TopicList {
    /// Themes with the most episodes first, each followed by its narrower topics; or the one topic asked for
    pub(super) topics: Vec<TopicDescribed>,
    /// Of the one topic asked for: its episodes, those that talk of little else first
    pub(super) episodes: Vec<TopicEpisode>,
    /// How many topics, or episodes of the one topic
    pub(super) total: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next_offset: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct TopicDescribed {
    /// What list_topics takes as topic
    pub(super) key: String,
    pub(super) name: String,
    /// Key of the theme that it is a part of
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) parent: Option<String>,
    pub(super) episodes: usize,
    /// What it is about, the most characteristic first: 5 of them, or 50 of the one topic asked for
    pub(super) members: Vec<NodeRef>,
    /// Guests of its episodes, of the one topic asked for
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) people: Vec<NodeRef>,
    /// How many of its episodes are of which year
    pub(super) years: Vec<YearCount>,
}

#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct YearCount {
    pub(super) year: String,
    pub(super) episodes: u32,
}

#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct TopicEpisode {
    pub(super) episode: NodeRef,
    /// How much of its talk is about the topic, 0 to 1
    pub(super) share: f64,
}

/// An episode at a glance.
#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct Card {
    pub(super) episode: NodeRef,
    pub(super) iri: String,
    /// Path of its file
    pub(super) source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) number: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) season: Option<i64>,
    /// Seconds
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) duration: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) topic: Option<String>,
    pub(super) show: CardList,
    pub(super) hosts: CardList,
    pub(super) guests: CardList,
    pub(super) about: CardList,
    pub(super) mentions: CardList,
    pub(super) sponsors: CardList,
    pub(super) links: CardList,
    pub(super) refers_to: CardList,
    pub(super) referred_from: CardList,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
}

/// The first 40 of some nodes, those with most mentions first; list_neighbours gives the rest.
#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct CardList {
    pub(super) total: usize,
    pub(super) nodes: Vec<NodeRef>,
}
