//! Reads a graph that `export` saved as `graph.json` (graphology's JSON format).
//!
//! Nodes and edges are turned into the model's own one by one while the text is parsed, so that
//! beside the text and the graph nothing is held. Attributes that we do not know are left aside,
//! so a file that went through graphology is read as well. A file that still stands as export wrote it is
//! read on all threads of the current rayon pool ([`lines`](super::lines)).

use std::path::Path;

use super::elements::SavedGraph;
use super::foreign::converted;
use super::lines::{Extent, Lines};
use super::surrogates::mend_surrogates;
use crate::error::{Error, Location, Result};
use crate::export::saved::place_of;
use crate::graph::KnowledgeGraph;
use crate::text::iri::closed_base;

/// Reads a saved graph, or one in a form of other programs: node-link JSON of networkx, podcast_scraper's `kg.json`.
///
/// # Errors
///
/// A file that cannot be read, and one that holds no graph: with line and column.
pub fn read_graph(path: &Path) -> Result<KnowledgeGraph> {
    parse(bytes(path)?, &path.to_string_lossy(), Extent::Whole)
}

/// Reads of a saved graph what recommendations rest on, and nothing more: all nodes, and the edges of
/// [`RELATIONS`](crate::analyze::recommend::RELATIONS), which say what they weigh and quote and nothing of their
/// ids, their places in files, addresses and roles.
///
/// # Errors
///
/// A file that cannot be read, and one that holds no graph: with line and column.
pub fn read_grounds(path: &Path) -> Result<KnowledgeGraph> {
    parse(bytes(path)?, &path.to_string_lossy(), Extent::Grounds)
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|source| Error::io(path, "read", source))
}

/// Reads a graph from the bytes of a saved one; `path` is for messages only.
///
/// An escape such as `\ud800` that is one half of a character is read as U+FFFD.
///
/// # Errors
///
/// What is no graph: with line and column.
pub fn parse_graph(bytes: Vec<u8>, path: &str) -> Result<KnowledgeGraph> {
    parse(bytes, path, Extent::Whole)
}

fn parse(mut bytes: Vec<u8>, path: &str, extent: Extent) -> Result<KnowledgeGraph> {
    mend_surrogates(&mut bytes);
    let text = str::from_utf8(&bytes).map_err(|error| Error::Invalid {
        location: locate(path, &bytes, error.valid_up_to()),
        message: "this is no UTF-8 text; expected the file \"graph.json\" that export writes"
            .into(),
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(graph) = Lines::of(text).and_then(|lines| lines.read(extent)) {
        valid_base(graph.base_iri(), text, path)?;
        return Ok(graph);
    }
    let read: serde_json::Result<SavedGraph<'_>> = serde_json::from_str(text);
    if read.is_err()
        && let Some(converted) = converted(text)
    {
        let invalid = |message: String| Error::Invalid {
            location: Location::file(path),
            message,
        };
        let own = converted.map_err(invalid)?;
        // What is wrong stands somewhere else in the file than in what was made of it.
        let saved: SavedGraph<'_> = serde_json::from_str(&own).map_err(|error| {
            let full = error.to_string();
            let message = full
                .rsplit_once(" at line ")
                .map_or(full.as_str(), |(message, _)| message);
            invalid(format!(
                "{message}; expected a graph that export wrote, as networkx saves it, or a kg.json"
            ))
        })?;
        return graph_of(saved, &own, path);
    }
    let saved = read.map_err(|error| {
        let full = error.to_string();
        let message = full
            .rsplit_once(" at line ")
            .map_or(full.as_str(), |(message, _)| message);
        Error::Invalid {
            location: at_line(path, text, error.line(), error.column()),
            message: format!("{message}; expected the file \"graph.json\" that export writes"),
        }
    })?;
    graph_of(saved, text, path)
}

fn graph_of(saved: SavedGraph<'_>, text: &str, path: &str) -> Result<KnowledgeGraph> {
    valid_base(&saved.attributes.base_iri, text, path)?;
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

fn valid_base(base_iri: &str, text: &str, path: &str) -> Result<String> {
    closed_base(base_iri).map_err(|message| Error::Invalid {
        location: place_of(base_iri, text.as_bytes(), path),
        message,
    })
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
                graph(
                    r#"{"key":"person:a","attributes":{"kind":"person","label":"A","iri":"data:text/html,x"}}"#,
                    "",
                ),
                "graph.json:2:",
            ),
            (
                graph(
                    r#"{"key":"person:a","attributes":{"kind":"person","label":"A","same_as":"[\"javascript:alert(1)\"]"}}"#,
                    "",
                ),
                "\"javascript:alert(1)\" is no IRI that can be followed",
            ),
            (
                graph(
                    r#"{"key":"url:a","attributes":{"kind":"url","label":"A","url":"data:text/html,x"}}"#,
                    "",
                ),
                "\"data:text/html,x\" is no address that can be followed",
            ),
            (
                graph(
                    r#"{"key":"person:a\u001b[2J","attributes":{"kind":"person","label":"A"}}"#,
                    "",
                ),
                "holds the control character U+001B",
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
