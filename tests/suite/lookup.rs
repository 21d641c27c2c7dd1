//! How a node is found by what people call it, and what is said when it is not.

use showgraph::export::parse_graph;
use showgraph::graph::{KnowledgeGraph, find_node};
use showgraph::vocabulary::Kind;

fn graph() -> KnowledgeGraph {
    let saved = r#"{"attributes": {"base_iri": "https://a.example/"}, "edges": [], "nodes": [
        {"key": "episode:a-1", "attributes": {"kind": "episode", "label": "Pods", "source": "a/001-pods.md", "number": 1}},
        {"key": "episode:b-1", "attributes": {"kind": "episode", "label": "Nets", "source": "b/001-nets.md", "number": 1}},
        {"key": "episode:b-2", "attributes": {"kind": "episode", "label": "7", "source": "b/002.md", "number": 2}},
        {"key": "product:go", "attributes": {"kind": "product", "label": "Go", "aliases": "[\"golang\"]"}},
        {"key": "concept:go", "attributes": {"kind": "concept", "label": "Go"}},
        {"key": "concept:cluster-federation", "attributes": {"kind": "concept", "label": "Cluster  Federation", "aliases": "[\"Ubernetes\"]"}},
        {"key": "person:zoe", "attributes": {"kind": "person", "label": "Zoë", "same_as": "[\"https://s.example/@zoe\"]"}},
        {"key": "url:x", "attributes": {"kind": "url", "label": "x", "url": "https://x.example/", "iri": "https://x.example/"}}]}"#;
    parse_graph(saved.into(), "graph.json").expect("valid")
}

#[test]
fn nodes_are_found_by_many_names() {
    let graph = graph();
    for (text, kinds, id) in [
        ("episode:a-1", &[][..], "episode:a-1"),
        ("a-1", &[], "episode:a-1"),
        ("001-pods.md", &[], "episode:a-1"),
        ("./a/001-pods.md", &[], "episode:a-1"),
        ("notes/a/001-pods.md", &[], "episode:a-1"),
        ("001-pods", &[], "episode:a-1"),
        ("#2", &[], "episode:b-2"),
        ("2", &[Kind::Episode], "episode:b-2"),
        ("7", &[], "episode:b-2"),
        ("GO", &[Kind::Product], "product:go"),
        ("GoLang", &[], "product:go"),
        (" cluster federation ", &[], "concept:cluster-federation"),
        ("ZOË", &[], "person:zoe"),
        ("https://s.example/@zoe", &[], "person:zoe"),
        ("https://x.example/", &[], "url:x"),
    ] {
        let found = find_node(&graph, text, kinds).map(|node| node.id.to_string());
        assert_eq!(found.as_deref(), Ok(id), "{text}");
    }
}

#[test]
fn what_is_not_found_is_explained() {
    let graph = graph();
    for (text, message) in [
        (
            "go",
            "\"go\" may be \"Go\" (concept:go) or \"Go\" (product:go): give the id",
        ),
        (
            "1",
            "\"1\" may be \"Pods\" (episode:a-1) or \"Nets\" (episode:b-1): give the id",
        ),
        (
            "federation",
            "nothing in the graph is called \"federation\"; did you mean \"Cluster  Federation\" (concept:cluster-federation)?",
        ),
        (
            "Ubernete",
            "nothing in the graph is called \"Ubernete\"; did you mean \"Cluster  Federation\" (concept:cluster-federation)?",
        ),
        (
            "zebra crossing",
            "nothing in the graph is called \"zebra crossing\"",
        ),
        ("", "nothing in the graph is called \"\""),
    ] {
        let error = find_node(&graph, text, &[]).expect_err(text);
        assert_eq!(error.to_string(), message);
    }
}
