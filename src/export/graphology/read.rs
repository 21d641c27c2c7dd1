//! Reads a graph that `export` saved as `graph.json` (graphology's JSON format).
//!
//! Nodes and edges are turned into the model's own one by one while the text is parsed, so that
//! beside the text and the graph nothing is held. Attributes that we do not know are left aside,
//! so a file that went through graphology is read as well.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;

use crate::error::{Error, Location, Result};
use crate::graph::{
    Detail, Edge, EntityId, EpisodeDetail, Evidence, KnowledgeGraph, Node, ShowDetail,
};
use crate::text::iri::closed_base;
use crate::vocabulary::{Basis, DocumentPart, DocumentParts, Kind, Relation, UrlCategory};

/// Reads a saved graph.
///
/// # Errors
///
/// A file that cannot be read, and one that holds no graph: with line and column.
pub fn read_graph(path: &Path) -> Result<KnowledgeGraph> {
    let bytes = std::fs::read(path).map_err(|source| Error::io(path, "read", source))?;
    parse_graph(bytes, &path.to_string_lossy())
}

/// Reads a graph from the bytes of a saved one; `path` is for messages only.
///
/// An escape such as `\ud800` that is one half of a character is read as U+FFFD.
///
/// # Errors
///
/// What is no graph: with line and column.
pub fn parse_graph(mut bytes: Vec<u8>, path: &str) -> Result<KnowledgeGraph> {
    mend_surrogates(&mut bytes);
    let text = str::from_utf8(&bytes).map_err(|error| Error::Invalid {
        location: locate(path, &bytes, error.valid_up_to()),
        message: "this is no UTF-8 text; expected the file \"graph.json\" that export writes"
            .into(),
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let saved: SavedGraph<'_> = serde_json::from_str(text).map_err(|error| {
        let full = error.to_string();
        let message = full
            .rsplit_once(" at line ")
            .map_or(full.as_str(), |(message, _)| message);
        Error::Invalid {
            location: at_line(path, text, error.line(), error.column()),
            message: format!("{message}; expected the file \"graph.json\" that export writes"),
        }
    })?;
    closed_base(&saved.attributes.base_iri).map_err(|message| Error::Invalid {
        location: Location::file(path),
        message,
    })?;
    let edges = saved
        .edges
        .into_iter()
        .map(|edge| (edge.from, edge.to, edge.edge))
        .collect();
    KnowledgeGraph::from_parts(saved.attributes.base_iri, saved.nodes, edges).map_err(|message| {
        Error::Invalid {
            location: Location::file(path),
            message: format!("{message}; write the graph again with export"),
        }
    })
}

#[derive(Deserialize)]
struct SavedGraph<'a> {
    #[serde(borrow)]
    attributes: GraphAttributes<'a>,
    nodes: Vec<Node>,
    edges: Vec<SavedEdge>,
}

#[derive(Deserialize)]
struct GraphAttributes<'a> {
    #[serde(borrow)]
    base_iri: Cow<'a, str>,
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = RawNode::deserialize(deserializer)?;
        raw.into_node().map_err(serde::de::Error::custom)
    }
}

#[derive(Deserialize)]
struct RawNode<'a> {
    #[serde(borrow)]
    key: Cow<'a, str>,
    #[serde(borrow)]
    attributes: RawNodeAttributes<'a>,
}

#[derive(Deserialize)]
struct RawNodeAttributes<'a> {
    kind: Kind,
    label: String,
    #[serde(default)]
    iri: String,
    #[serde(borrow)]
    aliases: Option<Cow<'a, str>>,
    #[serde(borrow)]
    same_as: Option<Cow<'a, str>>,
    description: Option<String>,
    #[serde(default)]
    episodes: u32,
    #[serde(default)]
    mentions: u32,
    first: Option<Arc<str>>,
    last: Option<Arc<str>>,
    #[serde(default)]
    weight: f64,
    topic: Option<String>,
    source: Option<String>,
    number: Option<i64>,
    season: Option<i64>,
    season_name: Option<String>,
    date: Option<String>,
    duration: Option<u32>,
    language: Option<String>,
    guid: Option<String>,
    #[serde(borrow)]
    locations: Option<Cow<'a, str>>,
    author: Option<String>,
    feed: Option<String>,
    #[serde(borrow)]
    genres: Option<Cow<'a, str>>,
    #[serde(borrow)]
    terms: Option<Cow<'a, str>>,
    url: Option<String>,
    category: Option<UrlCategory>,
}

impl RawNode<'_> {
    fn into_node(self) -> Result<Node, String> {
        let raw = self.attributes;
        let missing = |name| format!("the node \"{}\" has no \"{name}\"", self.key);
        let detail = match raw.kind {
            Kind::Show => {
                let show = ShowDetail {
                    guid: raw.guid,
                    url: raw.url,
                    feed: raw.feed,
                    author: raw.author,
                    language: raw.language,
                    categories: list(raw.genres.as_deref(), "genres")?,
                    locations: list(raw.locations.as_deref(), "locations")?,
                };
                if show == ShowDetail::default() {
                    Detail::None
                } else {
                    show.into()
                }
            }
            Kind::Episode => Detail::from(EpisodeDetail {
                source: raw.source.ok_or_else(|| missing("source"))?,
                number: raw.number,
                season: raw.season,
                season_name: raw.season_name,
                date: raw.date,
                duration: raw.duration,
                language: raw.language,
                guid: raw.guid,
                locations: list(raw.locations.as_deref(), "locations")?,
                terms: raw.terms.map(|terms| terms.parse()).transpose()?,
            }),
            Kind::Url => Detail::Url {
                url: raw.url.ok_or_else(|| missing("url"))?,
                category: raw.category.unwrap_or(UrlCategory::Other),
            },
            _ => Detail::None,
        };
        Ok(Node {
            id: EntityId::from(&*self.key),
            kind: raw.kind,
            label: raw.label,
            iri: raw.iri,
            aliases: list(raw.aliases.as_deref(), "aliases")?,
            same_as: list(raw.same_as.as_deref(), "same_as")?,
            description: raw.description,
            episodes: raw.episodes,
            mentions: raw.mentions,
            first: raw.first,
            last: raw.last,
            weight: raw.weight,
            topic: raw.topic,
            detail,
        })
    }
}

/// The ends are turned into ids at once, so that no edge borrows the text.
struct SavedEdge {
    from: EntityId,
    to: EntityId,
    edge: Edge,
}

impl<'de> Deserialize<'de> for SavedEdge {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = RawEdge::deserialize(deserializer)?;
        raw.into_edge().map_err(serde::de::Error::custom)
    }
}

#[derive(Deserialize)]
struct RawEdge<'a> {
    key: String,
    #[serde(borrow)]
    source: Cow<'a, str>,
    #[serde(borrow)]
    target: Cow<'a, str>,
    #[serde(borrow)]
    attributes: RawEdgeAttributes<'a>,
}

#[derive(Deserialize)]
struct RawEdgeAttributes<'a> {
    relation: Relation,
    weight: f64,
    confidence: f64,
    #[serde(default)]
    count: u32,
    #[serde(borrow, rename = "where")]
    places: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    source: Cow<'a, str>,
    #[serde(default)]
    line: u32,
    #[serde(default)]
    column: u32,
    #[serde(default)]
    quote: String,
    seconds: Option<u32>,
    #[serde(default)]
    rule: String,
    basis: Basis,
    href: Option<String>,
    text: Option<String>,
    role: Option<String>,
}

impl RawEdge<'_> {
    fn into_edge(self) -> Result<SavedEdge, String> {
        let raw = self.attributes;
        let mut places = DocumentParts::default();
        for place in list(raw.places.as_deref(), "where")? {
            places.insert(place.parse::<DocumentPart>()?);
        }
        let edge = Edge {
            id: self.key,
            relation: raw.relation,
            weight: raw.weight,
            confidence: raw.confidence,
            count: raw.count,
            places,
            evidence: Evidence {
                source: raw.source.into(),
                line: raw.line,
                column: raw.column,
                quote: raw.quote.into(),
                seconds: raw.seconds,
            },
            rule: raw.rule.into(),
            basis: raw.basis,
            href: raw.href,
            text: raw.text,
            role: raw.role,
        };
        let (from, to) = (EntityId::from(&*self.source), EntityId::from(&*self.target));
        Ok(SavedEdge { from, to, edge })
    }
}

/// A list attribute: a JSON array in a string.
fn list(text: Option<&str>, name: &str) -> Result<Vec<String>, String> {
    let Some(text) = text else {
        return Ok(Vec::new());
    };
    let mut bytes = text.as_bytes().to_vec();
    mend_surrogates(&mut bytes);
    serde_json::from_slice(&bytes)
        .map_err(|_| format!("\"{name}\" is \"{text}\", which is no JSON array of strings"))
}

/// Replaces every `\uD800` to `\uDFFF` that has no partner by `\ufffd`: the same length, so that
/// places in messages stay right.
fn mend_surrogates(json: &mut [u8]) {
    let mut at = 0;
    while let Some(found) = json[at..].iter().position(|byte| *byte == b'\\') {
        at += found;
        match surrogate(&json[at..]) {
            Some(Half::High) if surrogate(&json[at + 6..]) == Some(Half::Low) => at += 12,
            Some(_) => {
                json[at + 2..at + 6].copy_from_slice(b"fffd");
                at += 6;
            }
            None => at = (at + 2).min(json.len()),
        }
    }
}

#[derive(PartialEq)]
enum Half {
    High,
    Low,
}

fn surrogate(json: &[u8]) -> Option<Half> {
    let [b'\\', b'u', b'd' | b'D', nibble, a, b, ..] = json else {
        return None;
    };
    if !a.is_ascii_hexdigit() || !b.is_ascii_hexdigit() {
        return None;
    }
    match nibble {
        b'8' | b'9' | b'a' | b'b' | b'A' | b'B' => Some(Half::High),
        b'c'..=b'f' | b'C'..=b'F' => Some(Half::Low),
        _ => None,
    }
}

/// A line and a column in bytes, as a column in characters.
fn at_line(path: &str, text: &str, line: usize, column: usize) -> Location {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    locate(
        path,
        text.as_bytes(),
        (start + column.saturating_sub(1)).min(text.len()),
    )
}

/// The line and column of a byte; what is no UTF-8 counts as one character per byte at most.
fn locate(path: &str, bytes: &[u8], at: usize) -> Location {
    let before = &bytes[..at];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |newline| newline + 1);
    let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Location::at(path, count(line), count(column))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NODE: &str = r#"{"key":"person:a","attributes":{"kind":"person","label":"A"}}"#;

    fn graph(nodes: &str, edges: &str) -> Result<KnowledgeGraph> {
        let text = format!(
            "{{\"attributes\":{{\"base_iri\":\"https://a.example/\"}},\n\"nodes\":[{nodes}],\n\"edges\":[{edges}]}}"
        );
        parse_graph(text.into_bytes(), "graph.json")
    }

    #[test]
    fn a_small_graph_is_enough() {
        let graph = graph(NODE, "").expect("valid");
        assert_eq!(graph.base_iri(), "https://a.example/");
        assert_eq!(
            graph.nodes().next().map(|node| node.label.as_str()),
            Some("A")
        );
    }

    #[test]
    fn problems_are_named_with_their_place() {
        let cases = [
            (
                graph(
                    r#"{"key":"person:é","attributes":{"kind":"ghost","label":"A"}}"#,
                    "",
                ),
                "graph.json:2:55: unknown variant `ghost`",
            ),
            (
                graph(
                    r#"{"key":"url:a","attributes":{"kind":"url","label":"A"}}"#,
                    "",
                ),
                "the node \"url:a\" has no \"url\"",
            ),
            (
                graph(
                    r#"{"key":"person:a","attributes":{"kind":"person","label":"A","aliases":"B"}}"#,
                    "",
                ),
                "\"aliases\" is \"B\", which is no JSON array of strings",
            ),
            (
                graph(&format!("{NODE},{NODE}"), ""),
                "two nodes have the id \"person:a\"",
            ),
            (
                graph(
                    "",
                    r#"{"key":"e","source":"person:a","target":"person:a","attributes":{"relation":"about","weight":1,"confidence":1,"basis":"stated"}}"#,
                ),
                "unknown node \"person:a\"",
            ),
            (
                parse_graph(b"{\"nodes\": [\n\xff".to_vec(), "graph.json"),
                "graph.json:2:1: this is no UTF-8 text",
            ),
            (
                parse_graph(Vec::new(), "graph.json"),
                "graph.json:1:1: EOF while parsing",
            ),
        ];
        for (result, expected) in cases {
            let message = result.expect_err(expected).to_string();
            assert!(message.contains(expected), "{message}\n{expected}");
        }
    }

    #[test]
    fn half_characters_are_mended() {
        for (json, label) in [
            (r"\ud83d\ude00", "😀"),
            (r"\ud83d", "\u{fffd}"),
            (r"\ude00\ud83d!", "\u{fffd}\u{fffd}!"),
            (r"\\ud83d", "\\ud83d"),
            (r"\uD83D\uD83D\uDE00", "\u{fffd}😀"),
        ] {
            let node = format!(
                r#"{{"key":"person:a","attributes":{{"kind":"person","label":"{json}"}}}}"#
            );
            let graph = graph(&node, "").expect(json);
            assert_eq!(
                graph.nodes().next().map(|node| node.label.as_str()),
                Some(label),
                "{json}"
            );
        }
    }
}
