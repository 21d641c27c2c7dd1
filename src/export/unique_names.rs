//! The attribute `name`: the label of a node, told apart where others have the same.
//!
//! Programs that know nodes by a column `name` (R's igraph, Cytoscape) join two that share it: the product
//! "Docker" and the organization "Docker".

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::buffer::is_forbidden_in_xml;
use super::file_names::file_name;
use crate::graph::{KnowledgeGraph, Node};

/// A name for every node of a graph, no two the same.
pub(super) struct UniqueNames<'g> {
    /// The names that are no labels, by the ids of their nodes.
    told_apart: FxHashMap<&'g str, String>,
}

impl<'g> UniqueNames<'g> {
    /// The label; where several nodes have it, with the kind behind it, "Docker (organization)"; where they
    /// are of one kind, too, with the id.
    pub(super) fn new(graph: &'g KnowledgeGraph) -> Self {
        // What XML forbids is written as one and the same character.
        let in_xml = |name: &str| name.replace(is_forbidden_in_xml, "\u{fffd}");
        let told_apart = distinct(graph, |node| Cow::Borrowed(&node.label), in_xml);
        Self { told_apart }
    }

    /// The name of a node of the graph.
    pub(super) fn of<'a>(&'a self, node: &'a Node) -> &'a str {
        // Most graphs hold few labels twice, and many none.
        let own = match self.told_apart.is_empty() {
            true => None,
            false => self.told_apart.get(node.id.as_str()),
        };
        own.map_or(&node.label, String::as_str)
    }
}

/// Tells apart the nodes that have the same name, as far as `key` sees: what comes back are the names that
/// had to be changed, by the ids of the nodes.
pub(super) fn distinct<'g>(
    graph: &'g KnowledgeGraph,
    name: impl Fn(&'g Node) -> Cow<'g, str>,
    key: impl Fn(&str) -> String,
) -> FxHashMap<&'g str, String> {
    let mut seen: FxHashMap<String, u32> = FxHashMap::default();
    for node in graph.nodes() {
        *seen.entry(key(&name(node))).or_default() += 1;
    }
    let shared = |node: &&'g Node| seen[&key(&name(node))] > 1;
    let with_kind = |node: &'g Node| format!("{} ({})", name(node), node.kind);
    let mut of_kind: FxHashMap<String, u32> = FxHashMap::default();
    for node in graph.nodes().filter(shared) {
        *of_kind.entry(key(&with_kind(node))).or_default() += 1;
    }
    let mut taken: FxHashSet<String> = FxHashSet::default();
    let mut changed = FxHashMap::default();
    for node in graph.nodes().filter(shared) {
        let mut told_apart = with_kind(node);
        let mut place = key(&told_apart);
        if of_kind[&place] > 1 {
            told_apart = format!("{} ({} {})", name(node), node.kind, file_name(&node.id));
            place = key(&told_apart);
        }
        // A label may look like what was made here.
        while seen.contains_key(&place) || !taken.insert(place) {
            told_apart += "'";
            place = key(&told_apart);
        }
        changed.insert(node.id.as_str(), told_apart);
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Detail, EntityId};
    use crate::vocabulary::Kind;

    fn graph(nodes: &[(Kind, &str, &str)]) -> KnowledgeGraph {
        let node = |(kind, slug, label): &(Kind, &str, &str)| Node {
            id: EntityId::new(*kind, slug),
            kind: *kind,
            label: (*label).to_owned(),
            iri: String::new(),
            aliases: Vec::new(),
            same_as: Vec::new(),
            description: None,
            episodes: 0,
            mentions: 0,
            weight: 0.0,
            first: None,
            last: None,
            topic: None,
            detail: Detail::None,
        };
        KnowledgeGraph::from_parts(
            "https://a.example/",
            nodes.iter().map(node).collect(),
            Vec::new(),
        )
        .expect("the ids differ")
    }

    #[test]
    fn no_two_nodes_have_one_name() {
        let graph = graph(&[
            (Kind::Organization, "docker", "Docker"),
            (Kind::Product, "docker", "Docker"),
            (Kind::Product, "git", "git"),
            (Kind::Person, "mark", "Mark"),
            (Kind::Person, "mark-2", "Mark"),
            // What a label must not hide.
            (Kind::Work, "docker", "Docker (product)"),
        ]);
        let unique = UniqueNames::new(&graph);
        let names: Vec<&str> = graph.nodes().map(|node| unique.of(node)).collect();
        assert_eq!(
            names,
            [
                "Docker (organization)",
                "Mark (person mark)",
                "Mark (person mark-2)",
                "Docker (product)'",
                "git",
                "Docker (product)",
            ]
        );
    }
}
