//! Graphs whose names break formats.

use std::collections::BTreeSet;

use proptest::prelude::*;
use showgraph::graph::{Detail, KnowledgeGraph, Node};
use showgraph::untrusted::iri_fault;
use showgraph::vocabulary::{Kind, Relation, UrlCategory};

use crate::sample::{self, edge, node};

/// Fragments that one format or another reads as more than text.
pub const HOSTILE: &[&str] = &[
    "\"",
    "'",
    "\\",
    "\\\"",
    "]]>",
    "-->",
    "<!--",
    "<b>",
    "</script>",
    "&",
    "&amp;",
    "&#0;",
    "\0",
    "\u{1}",
    "\u{7f}",
    "\u{85}",
    "\u{9f}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{fffd}",
    "\u{200f}שלום",
    "\u{202e}",
    "😀",
    "𝔘",
    "é",
    "e\u{301}",
    "\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "  ",
    ";",
    ",",
    "|",
    "[[x]]",
    "{{x}}",
    "{x}",
    "#quot;",
    "#35;",
    "%%",
    "`",
    "$",
    "=1+1",
    "@id",
    "---\n",
    "- ",
    "\\N",
    "\\G",
    "\u{2028}",
    "\u{feff}",
    "\u{1f}",
    "\u{1b}[31m",
    "name",
    "O'Neil",
    "日本",
];

/// A name of such fragments.
pub fn hostile() -> impl Strategy<Value = String> {
    let fragments = proptest::collection::vec(proptest::sample::select(HOSTILE), 1..8);
    prop_oneof![
        8 => fragments.prop_map(|parts| parts.concat()),
        2 => any::<String>().prop_filter("a name is not empty", |name| !name.is_empty()),
        1 => proptest::sample::select(HOSTILE).prop_map(|part| format!("{}{part}", "x".repeat(10_000))),
    ]
}

/// The sample with hostile texts wherever texts stand. Ids and kinds are safe by contract.
pub fn graph_of(names: &[String]) -> KnowledgeGraph {
    let name = |at: usize| names[at % names.len()].clone();
    let (base, mut nodes, mut edges) = sample::graph().into_parts();
    for (at, node) in nodes.iter_mut().enumerate() {
        node.label = name(at);
        node.aliases = vec![name(at + 1), name(at + 2)];
        node.aliases.sort();
        node.aliases.dedup();
        node.same_as = vec![format!("https://same.example/{}", name(at + 3))];
        node.description = Some(name(at + 4));
        node.topic = Some(name(at + 5));
        if let Some(episode) = node.detail.episode_mut() {
            episode.source = name(at + 6);
            episode.date = Some(name(at + 7));
            episode.season_name = Some(name(at + 8));
            episode.language = Some(name(at + 9));
            episode.guid = Some(name(at + 10));
            episode.locations = vec![name(at + 11), name(at + 12)];
        }
    }
    for (at, address) in ["https://host.example/", "javascript:", "", "sg:", "schema:"]
        .into_iter()
        .enumerate()
    {
        let url = format!("{address}{}", name(at));
        let slug = format!("hostile-{at}");
        nodes.push(Node {
            iri: url.clone(),
            label: name(at + 1),
            detail: Detail::Url {
                url,
                category: UrlCategory::Other,
            },
            ..node(Kind::Url, &slug, "")
        });
        edges.push(edge(
            "episode:night-shift-1",
            Relation::LinksTo,
            &format!("url:{slug}"),
        ));
    }
    for (at, (_, _, edge)) in edges.iter_mut().enumerate() {
        edge.evidence.quote = name(at).into();
        edge.evidence.source = name(at + 1).into();
        edge.href = Some(name(at + 2));
        edge.text = Some(name(at + 3));
        edge.role = Some(name(at + 4));
    }
    // Pages whose address is no IRI get one from their id; two of them never share one.
    let iris: BTreeSet<&str> = nodes.iter().map(|node| node.iri.as_str()).collect();
    assert_eq!(iris.len(), nodes.len());
    KnowledgeGraph::from_parts(base, nodes, edges).expect("ids are unique and known")
}

/// All the fragments at once, a very long name among them.
pub fn worst() -> KnowledgeGraph {
    let long = ["x".repeat(10_000)];
    let names: Vec<String> = HOSTILE
        .iter()
        .map(|fragment| format!("a{fragment}b{fragment}"))
        .chain(long)
        .collect();
    graph_of(&names)
}

/// The same with addresses that a saved graph may have.
pub fn with_sound_addresses(graph: &KnowledgeGraph) -> KnowledgeGraph {
    let (base, mut nodes, edges) = graph.clone().into_parts();
    for node in &mut nodes {
        node.iri = graph.node_iri(node).into_owned();
        node.same_as.retain(|iri| iri_fault(iri).is_none());
        if let Detail::Url { url, .. } = &mut node.detail {
            url.clone_from(&node.iri);
        }
    }
    KnowledgeGraph::from_parts(base, nodes, edges).expect("as before")
}
