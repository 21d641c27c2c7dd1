//! Paths between two nodes: which are found, in which order, and what `showgraph path` prints of them.

use serde_json::{Value, json};
use showgraph::analyze::paths::find_paths;
use showgraph::export::parse_graph;
use showgraph::graph::KnowledgeGraph;

use crate::project::showgraph;

/// A graph of edges `from relation to`, sure and stated unless a sign stands behind: `?` unsure, `~` inferred.
fn graph(edges: &[&str]) -> KnowledgeGraph {
    let mut nodes: Vec<&str> = Vec::new();
    let mut written = Vec::new();
    for edge in edges {
        let words: Vec<&str> = edge.split(' ').collect();
        let [from, relation, to] = words[..3] else {
            panic!("{edge}")
        };
        for node in [from, to] {
            if !nodes.contains(&node) {
                nodes.push(node);
            }
        }
        let sign = words.get(3).copied().unwrap_or_default();
        written.push(
            json!({"key": edge, "source": from, "target": to, "attributes": {
            "relation": relation, "weight": 1.0, "count": 1,
            "confidence": if sign == "?" { 0.4 } else { 1.0 },
            "basis": if sign == "~" { "inferred" } else { "stated" },
            "source": "a.md", "line": 3, "quote": *edge}}),
        );
    }
    let nodes: Vec<Value> = nodes
        .into_iter()
        .map(|id| {
            let kind = id.split(':').next().unwrap();
            json!({"key": id, "attributes": {"kind": kind, "label": id, "source": "a.md", "url": "https://a.example/"}})
        })
        .collect();
    let saved =
        json!({"attributes": {"base_iri": "https://a.example/"}, "nodes": nodes, "edges": written});
    parse_graph(saved.to_string().into_bytes(), "graph.json").unwrap()
}

/// The paths as lists of the nodes that they enter.
fn paths(graph: &KnowledgeGraph, from: &str, to: &str, count: usize) -> Vec<String> {
    let found = find_paths(graph, &from.into(), &to.into(), count).expect("both nodes are there");
    let entered = |path: &showgraph::analyze::paths::Path| {
        let hops = path.hops.iter().map(|hop| hop.to.label.to_string());
        hops.collect::<Vec<_>>().join(" ")
    };
    found.paths.iter().map(entered).collect()
}

#[test]
fn the_path_that_says_most_comes_first() {
    let cases: [(&str, &[&str], &str); 7] = [
        (
            "an edge between both",
            &[
                "person:a affiliated_with organization:b",
                "episode:1 mentions person:a",
                "episode:1 mentions organization:b",
            ],
            "organization:b",
        ),
        (
            "a guest rather than a name in passing",
            &[
                "episode:1 mentions person:a",
                "episode:1 about concept:b",
                "episode:2 has_guest person:a",
                "episode:2 about concept:b",
            ],
            "episode:2 concept:b",
        ),
        (
            "a sure edge",
            &[
                "episode:1 about person:a ?",
                "episode:1 about concept:b",
                "episode:2 about person:a",
                "episode:2 about concept:b",
            ],
            "episode:2 concept:b",
        ),
        (
            "a stated edge",
            &[
                "episode:1 about person:a ~",
                "episode:1 about concept:b",
                "episode:2 about person:a",
                "episode:2 about concept:b",
            ],
            "episode:2 concept:b",
        ),
        (
            "an episode that says little else",
            &[
                "episode:1 about person:a",
                "episode:1 about concept:b",
                "episode:1 about concept:c",
                "episode:1 about concept:d",
                "episode:2 about person:a",
                "episode:2 about concept:b",
            ],
            "episode:2 concept:b",
        ),
        (
            "no way through the show",
            &[
                "episode:1 about person:a",
                "episode:1 part_of_show show:s",
                "episode:2 part_of_show show:s",
                "episode:2 about concept:b",
            ],
            "",
        ),
        (
            "nor through who pays",
            &[
                "episode:1 about person:a",
                "episode:1 sponsored_by organization:s",
                "episode:2 sponsored_by organization:s",
                "episode:2 about concept:b",
            ],
            "",
        ),
    ];
    for (name, edges, expected) in cases {
        let to = if expected.starts_with("organization") {
            "organization:b"
        } else {
            "concept:b"
        };
        let found = paths(&graph(edges), "person:a", to, 1);
        assert_eq!(found.join("; "), expected, "{name}");
    }
}

#[test]
fn who_hosts_ends_a_path_and_is_no_way() {
    let graph = graph(&[
        "episode:1 part_of_show show:s",
        "episode:1 hosted_by person:h",
        "episode:1 about concept:a",
        "episode:2 part_of_show show:s",
        "episode:2 hosted_by person:h",
        "episode:2 about concept:b",
    ]);
    assert_eq!(paths(&graph, "concept:a", "concept:b", 3), [""; 0]);
    assert_eq!(
        paths(&graph, "concept:a", "person:h", 3),
        ["episode:1 person:h"]
    );
}

#[test]
fn several_paths_differ_and_enter_no_node_twice() {
    let graph = graph(&[
        "episode:1 about concept:a",
        "episode:1 about concept:b",
        "episode:2 about concept:a",
        "episode:2 about concept:b",
        "episode:2 about concept:c",
        "episode:3 about concept:c",
        "episode:3 about concept:b",
    ]);
    assert_eq!(
        paths(&graph, "concept:a", "concept:b", 9),
        [
            "episode:1 concept:b",
            "episode:2 concept:b",
            "episode:2 concept:c episode:3 concept:b",
        ]
    );
}

#[test]
fn the_command_prints_each_step_with_its_evidence() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let output = showgraph()
            .arg("path")
            .args(arguments)
            .arg("--graph")
            .arg(folder.path().join("graph.json"))
            .output()
            .unwrap();
        let [out, err] =
            [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
        (output.status.code(), out, err)
    };
    showgraph()
        .args(["export", "tests/corpus", "-q", "--format", "json", "-o"])
        .arg(folder.path())
        .assert()
        .success();
    let (status, text, _) = run(&["Carter Morgan", "Kubernetes", "-n", "1"]);
    assert_eq!(status, Some(0));
    assert!(
        text.contains("<- has guest - What is new in Kubernetes 1.3"),
        "{text}"
    );
    assert!(
        text.contains("episode-36-kubernetes-1-3/index.md:"),
        "{text}"
    );
    let (_, text, _) = run(&["Carter Morgan", "Kubernetes", "--format", "json"]);
    let found: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(found["paths"].as_array().unwrap().len(), 3);
    assert_eq!(found["from"]["id"], "person:carter-morgan");
    let (_, text, _) = run(&["Carter Morgan", "Kubernetes", "--format", "mermaid"]);
    assert!(text.starts_with("flowchart LR"), "{text}");
    let (_, text, _) = run(&["Carter Morgan", "Kubernetes", "--format", "dot"]);
    assert!(text.starts_with("digraph"), "{text}");
    for (arguments, expected, said) in [
        (
            ["Carter Morgan", "Kubernets"],
            Some(2),
            "did you mean \"Kubernetes\"",
        ),
        (["Carter", "Carter Morgan"], Some(2), "are one node"),
    ] {
        let (status, _, err) = run(&arguments);
        assert_eq!(status, expected, "{err}");
        assert!(err.contains(said), "{err}");
    }
}
