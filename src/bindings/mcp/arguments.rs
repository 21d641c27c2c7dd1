//! What each tool takes. The comments are what an assistant reads.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::vocabulary::{Kind, Relation};

/// Which part of a list is wanted.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Window {
    pub(super) limit: Option<usize>,
    pub(super) offset: Option<usize>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ResolveName {
    /// A name, alias, id, address, number or path of an episode, or words of a name
    pub(super) name: String,
    /// Only nodes of these kinds
    #[serde(default)]
    pub(super) kinds: Vec<Kind>,
    /// At most so many, up to 100
    #[serde(default)]
    pub(super) limit: Option<usize>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DescribeNode {
    /// A node: an id such as person:ada-lovelace, or a name
    pub(super) node: String,
}

/// Which way edges lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Direction {
    /// From the node
    Out,
    /// To the node
    In,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListNeighbours {
    /// A node: an id or a name
    pub(super) node: String,
    /// Only over these relations
    #[serde(default)]
    pub(super) relations: Vec<Relation>,
    /// Only neighbours of these kinds
    #[serde(default)]
    pub(super) kinds: Vec<Kind>,
    /// Only over edges that leave the node, or that enter it
    #[serde(default)]
    pub(super) direction: Option<Direction>,
    /// At most so many, up to 100
    #[serde(default)]
    pub(super) limit: Option<usize>,
    /// Leave out so many: the next_offset of the answer before
    #[serde(default)]
    pub(super) offset: Option<usize>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct QuoteEvidence {
    /// A node: an id or a name
    pub(super) node: String,
    /// Only what connects it with this node
    #[serde(default)]
    pub(super) other: Option<String>,
    /// Only statements of these relations
    #[serde(default)]
    pub(super) relations: Vec<Relation>,
    /// At most so many, up to 100
    #[serde(default)]
    pub(super) limit: Option<usize>,
    /// Leave out so many: the next_offset of the answer before
    #[serde(default)]
    pub(super) offset: Option<usize>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FindPaths {
    /// Where the paths begin: an id or a name
    pub(super) from: String,
    /// Where they end: an id or a name
    pub(super) to: String,
    /// At most so many, up to 10
    #[serde(default)]
    pub(super) limit: Option<usize>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListQueries {}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RunQuery {
    /// The name of a saved query, as list_queries gives it
    pub(super) query: String,
    /// Values of its parameters by name: nodes by id or name, dates as 2016, 2016-08 or 2016-08-18
    #[serde(default)]
    pub(super) parameters: BTreeMap<String, ParameterValue>,
    /// At most so many rows, up to 100
    #[serde(default)]
    pub(super) limit: Option<usize>,
    /// Leave out so many rows: the next_offset of the answer before
    #[serde(default)]
    pub(super) offset: Option<usize>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum ParameterValue {
    Text(String),
    Number(serde_json::Number),
}

impl std::fmt::Display for ParameterValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
        }
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Recommend {
    /// Episodes that were heard, by id, number or title, the last one last
    #[serde(default)]
    pub(super) after: Vec<String>,
    /// Or people, things and pages that episodes are wanted about, by id or name
    #[serde(default)]
    pub(super) about: Vec<String>,
    /// Only episodes before this day, month or year, for example 2023-05
    #[serde(default)]
    pub(super) before: Option<String>,
    /// At most so many, up to 50
    #[serde(default)]
    pub(super) limit: Option<usize>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListTopics {
    /// The key or name of a topic, for its members and episodes; without it all topics are listed
    #[serde(default)]
    pub(super) topic: Option<String>,
    /// At most so many topics, or episodes of the one topic, up to 100
    #[serde(default)]
    pub(super) limit: Option<usize>,
    /// Leave out so many: the next_offset of the answer before
    #[serde(default)]
    pub(super) offset: Option<usize>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EpisodeCard {
    /// An episode: an id, number, title, path or address
    pub(super) episode: String,
}

/// Implements `window` for what has a limit and an offset.
macro_rules! windows {
    ($($name:ident),+) => {$(
        impl $name {
            pub(super) const fn window(&self) -> Window {
                Window { limit: self.limit, offset: self.offset }
            }
        }
    )+};
}

windows!(ListNeighbours, QuoteEvidence, RunQuery, ListTopics);
