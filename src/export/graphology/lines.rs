//! A file that stands as export wrote it, with one node or edge a line: its lines are read on all threads.
//!
//! A line break cannot stand within a string of JSON, so that what lies between two of them is known without
//! reading what comes before. What remains when the lines are taken out is read as a graph without nodes and
//! edges: only where it is one, and every line a node or an edge, is the whole a graph. Any other file, and one
//! with a mistake in it, is left to the reader of the whole text, which says where the mistake is.

use std::sync::Arc;

use memchr::memmem;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::elements::{RawEdge, SavedGraph};
use super::ground::Ground;
use crate::analyze::recommend::RELATIONS;
use crate::graph::{Edge, KnowledgeGraph, Node};

/// How much of a graph is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of it.
    Whole,
    /// What recommendations rest on.
    Grounds,
}

/// The lines of a file.
pub(super) struct Lines<'a> {
    base_iri: String,
    nodes: &'a str,
    edges: &'a str,
}

impl<'a> Lines<'a> {
    /// Finds them; none where the file is laid out otherwise.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let (head, rest) = parted(text, "\n\"nodes\":[\n")?;
        let (nodes, rest) = parted(rest, "\n],\n\"edges\":[\n")?;
        let (edges, tail) = parted(rest, "\n]}\n")?;
        let frame = [head, "\"nodes\":[],\"edges\":[]}", tail].concat();
        let frame: SavedGraph<'_> = serde_json::from_str(&frame).ok()?;
        Some(Self {
            base_iri: frame.attributes.base_iri.into_owned(),
            nodes,
            edges,
        })
    }

    /// Reads the graph; none where a line is no node or edge, and where they are not sorted.
    pub(super) fn read(&self, extent: Extent) -> Option<KnowledgeGraph> {
        let nodes: Vec<Node> = each(self.nodes, |line| Some(serde_json::from_str(line).ok()))?;
        if !nodes.is_sorted_by(|a, b| a.id < b.id) {
            return None;
        }
        let places: FxHashMap<&str, u32> =
            nodes.iter().map(|node| node.id.as_str()).zip(0..).collect();
        let place = |id: &str| places.get(id).copied();
        let nowhere: Arc<str> = Arc::default();
        let edges: Vec<(u32, u32, Edge)> = match extent {
            Extent::Whole => {
                let edges: Vec<(u32, u32, Edge)> = each(self.edges, |line| {
                    let edge = || {
                        let raw: RawEdge<'_> = serde_json::from_str(line).ok()?;
                        Some((place(&raw.source)?, place(&raw.target)?, raw.into_edge()))
                    };
                    Some(edge())
                })?;
                if !edges.is_sorted_by(|a, b| a.2.id < b.2.id) {
                    return None;
                }
                edges
            }
            Extent::Grounds => each(self.edges, |line| match Ground::read(line) {
                Err(_) => Some(None),
                Ok(ground) => RELATIONS.contains(&ground.relation()).then(|| {
                    let (from, to) = (place(&ground.source)?, place(&ground.target)?);
                    Some((from, to, ground.into_edge(&nowhere)))
                }),
            })?,
        };
        Some(KnowledgeGraph::from_sorted(
            self.base_iri.clone(),
            nodes,
            edges.into_iter(),
        ))
    }
}

/// What stands before a mark and behind it.
fn parted<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let at = memmem::find(text.as_bytes(), mark.as_bytes())?;
    Some((&text[..at], &text[at + mark.len()..]))
}

/// Reads every line, each but the last of which ends with a comma. `read` gives none for a line that is passed
/// over, and none within for one that cannot be read: then the whole is none.
fn each<T: Send>(lines: &str, read: impl Fn(&str) -> Option<Option<T>> + Sync) -> Option<Vec<T>> {
    let (rest, last) = match lines.rsplit_once('\n') {
        Some((rest, last)) => (Some(rest), last),
        None => (None, lines),
    };
    let mut found = match rest {
        Some(rest) => {
            let others = rest
                .par_split('\n')
                .filter_map(|line| match line.strip_suffix(',') {
                    Some(line) => read(line),
                    None => Some(None),
                });
            others.collect::<Option<Vec<T>>>()?
        }
        None => Vec::new(),
    };
    if let Some(last) = read(last) {
        found.push(last?);
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Exporter, Json, parse_graph};

    const FRAME: [&str; 4] = [
        "{\"attributes\":{\"base_iri\":\"https://a.example/\"},",
        "\n\"nodes\":[\n",
        "\n],\n\"edges\":[\n",
        "\n]}\n",
    ];

    fn node(key: &str) -> String {
        format!(
            r#"{{"key":"{key}","attributes":{{"kind":"concept","label":"A ],[ B","episodes":1}}}}"#
        )
    }

    fn edge(key: &str, target: &str) -> String {
        format!(
            r#"{{"key":"{key}","source":"concept:a","target":"{target}","attributes":{{"relation":"part_of","weight":1,"confidence":1,"basis":"stated"}}}}"#
        )
    }

    #[test]
    fn only_what_is_a_graph_line_by_line_is_read() {
        let [head, nodes, edges, end] = FRAME;
        let good = [node("concept:a"), node("concept:b")].join(",\n");
        let leading = good.replace(",\n", "\n,");
        let one = edge("1", "concept:b");
        for (name, text, is_read) in [
            (
                "one a line",
                [head, nodes, &good, edges, &one, end].concat(),
                true,
            ),
            (
                "commas at the beginning",
                [head, nodes, &leading, edges, &one, end].concat(),
                false,
            ),
            (
                "no comma",
                [head, nodes, &good.replace(",\n", "\n"), edges, &one, end].concat(),
                false,
            ),
            (
                "a comma behind the last",
                [head, nodes, &good, edges, &one, ",", end].concat(),
                false,
            ),
            (
                "not sorted",
                [head, nodes, &good.replace(":a\"", ":c\""), edges, &one, end].concat(),
                false,
            ),
            (
                "an unknown end",
                [head, nodes, &good, edges, &edge("1", "concept:z"), end].concat(),
                false,
            ),
            (
                "half a node",
                [head, nodes, &good[..40], edges, &one, end].concat(),
                false,
            ),
            (
                "two ids",
                [head, nodes, &good, edges, &one, ",\n", &one, end].concat(),
                false,
            ),
            (
                "something behind it",
                [head, nodes, &good, edges, &one, end, "x"].concat(),
                false,
            ),
            (
                "in another object",
                ["{\"x\":", head, nodes, &good, edges, &one, end].concat(),
                false,
            ),
            ("no edges", [head, nodes, &good, "\n]}\n"].concat(), false),
        ] {
            let read = Lines::of(&text).and_then(|lines| lines.read(Extent::Whole));
            assert_eq!(read.is_some(), is_read, "{name}");
        }
    }

    /// Else every file would be read by the reader of whole texts, on one thread.
    #[test]
    fn what_export_writes_is_read_by_its_lines() {
        let [head, nodes, edges, end] = FRAME;
        let two = [node("concept:a"), node("concept:b")].join(",\n");
        let three = ["1", "2", "3"].map(|key| edge(key, "concept:b"));
        let text = [head, nodes, &two, edges, &three.join(",\n"), end].concat();
        let graph = parse_graph(text.into_bytes(), "graph.json").expect("a graph");
        let written = Json::new().write(&graph, Vec::new()).expect("written");
        let written = String::from_utf8(written).expect("text");
        let read = Lines::of(&written).expect("laid out").read(Extent::Whole);
        let again = Json::new().write(&read.expect("a graph"), Vec::new());
        assert_eq!(String::from_utf8(again.expect("written")), Ok(written));
    }

    #[test]
    fn of_the_grounds_other_relations_are_passed_over() {
        let [head, nodes, edges, end] = FRAME;
        let two = [node("concept:a"), node("concept:b")].join(",\n");
        let one = edge("1", "concept:b");
        let about = edge("2", "concept:b").replace("part_of", "about");
        let text = [head, nodes, &two, edges, &one, ",\n", &about, end].concat();
        let read = Lines::of(&text).expect("laid out").read(Extent::Grounds);
        let graph = read.expect("a graph");
        assert_eq!((graph.node_count(), graph.edge_count()), (2, 1));
    }
}
