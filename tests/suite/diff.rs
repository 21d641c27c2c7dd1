//! What changed from one graph to another, and what `showgraph diff` prints of it.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use showgraph::analyze::diff::{GraphDiff, diff};
use showgraph::export::{diff as written, parse_graph};
use showgraph::graph::KnowledgeGraph;

use crate::project::showgraph;

/// A graph of nodes `id label` and edges `from relation to`.
fn graph(nodes: &[(&str, &str)], edges: &[(&str, &str, &str)]) -> KnowledgeGraph {
    let nodes: Vec<Value> = nodes
        .iter()
        .map(|(id, label)| {
            let kind = id.split(':').next().unwrap();
            let (label, aliases) = label.split_once('|').unwrap_or((label, ""));
            let aliases: Vec<&str> = aliases
                .split('|')
                .filter(|alias| !alias.is_empty())
                .collect();
            json!({"key": id, "attributes": {"kind": kind, "label": label, "source": "a.md",
                "aliases": serde_json::to_string(&aliases).unwrap()}})
        })
        .collect();
    let edges: Vec<Value> = edges
        .iter()
        .map(|(from, relation, to)| {
            json!({"key": format!("{from}.{relation}.{to}"), "source": from, "target": to,
                "attributes": {"relation": relation, "weight": 1.0, "confidence": 1.0, "count": 1, "basis": "stated"}})
        })
        .collect();
    let saved =
        json!({"attributes": {"base_iri": "https://a.example/"}, "nodes": nodes, "edges": edges});
    parse_graph(saved.to_string().into_bytes(), "graph.json").unwrap()
}

/// Two graphs in which every sort of difference occurs once.
fn found() -> GraphDiff {
    let old = graph(
        &[
            ("episode:1", "One"),
            ("episode:2", "Two"),
            ("person:ada", "Ada"),
            ("product:vue", "Vue"),
            ("product:vue-js", "Vue.js"),
            ("concept:bees", "bees"),
            ("organization:hive", "Hive"),
        ],
        &[
            ("episode:1", "hosted_by", "person:ada"),
            ("episode:1", "mentions", "product:vue"),
            ("episode:1", "mentions", "concept:bees"),
            ("episode:2", "mentions", "product:vue-js"),
        ],
    );
    let new = graph(
        &[
            ("episode:1", "One"),
            ("person:ada", "Ada Lindqvist"),
            ("product:vue", "Vue|Vue.js"),
            ("concept:wasps", "wasps"),
            ("organization:hive", "Hive"),
        ],
        &[
            ("episode:1", "has_guest", "person:ada"),
            ("episode:1", "mentions", "product:vue"),
            ("episode:1", "mentions", "concept:wasps"),
        ],
    );
    diff(&old, &new)
}

#[test]
fn every_sort_of_difference_is_named() {
    assert_eq!(
        written::to_text(&found(), 20),
        "episodes         2 ->        1  (fewer!)\n\
         nodes            7 ->        5  (fewer!)\n\
         edges            4 ->        3  (fewer!)\n\
         \n\
         nodes lost: 2\n  bees (concept:bees)\n  Two (episode:2)\n\
         \n\
         nodes gained: 1\n  wasps (concept:wasps)\n\
         \n\
         nodes changed: 1\n  Ada Lindqvist (person:ada): label \"Ada\" -> \"Ada Lindqvist\"\n\
         \n\
         nodes that became others: 1\n  Vue.js (product:vue-js) -> Vue (product:vue)\n\
         \n\
         roles: 2\n  One: -hosted_by Ada\n  One: +has_guest Ada Lindqvist\n\
         \n\
         edges by relation: 3\n  hosted_by: +0 -1\n  has_guest: +1 -0\n  mentions: +1 -2\n\
         \n\
         episodes with other edges: 1\n  One: -mentions bees, +mentions wasps, -hosted_by Ada, +has_guest Ada Lindqvist\n"
    );
}

#[test]
fn long_lists_are_cut_and_counted_and_markup_is_text() {
    let nodes: Vec<(String, String)> = (0..5)
        .map(|at| (format!("concept:c{at}"), format!("*c{at}*")))
        .collect();
    let nodes: Vec<(&str, &str)> = nodes.iter().map(|(id, label)| (&**id, &**label)).collect();
    let found = diff(&graph(&[], &[]), &graph(&nodes, &[]));
    let text = written::to_markdown(&found, 2);
    assert!(
        text.contains("<summary>nodes gained: 5</summary>"),
        "{text}"
    );
    assert!(text.contains("- \\*c0\\* (concept:c0)\n"), "{text}");
    assert!(
        text.contains("- … and 3 more\n") && !text.contains("c2"),
        "{text}"
    );
}

#[test]
fn a_graph_does_not_differ_from_itself() {
    let graph = graph(&[("person:ada", "Ada")], &[]);
    let found = diff(&graph, &graph);
    assert!(found.is_empty() && found.episodes.is_empty() && found.roles.is_empty());
}

#[test]
fn the_command_compares_graphs_and_folders_and_says_so_in_its_status() {
    let folder = tempfile::tempdir().unwrap();
    let notes = folder.path().join("notes");
    let output = folder.path().join("output");
    fs::create_dir(&notes).unwrap();
    let episode = |name: &str, text: &str| fs::write(notes.join(name), text).unwrap();
    episode(
        "1.md",
        "---\ntitle: Bees\nguests: [Ada Lindqvist]\n---\nWe talk about Kubernetes.\n",
    );
    episode("2.md", "---\ntitle: Wasps\n---\nWe talk about Docker.\n");
    showgraph()
        .args(["export", "-q", "--format", "json", "-o"])
        .args([&output, &notes])
        .assert()
        .success();
    let run = |old: &Path, new: &Path| {
        let run = showgraph()
            .arg("diff")
            .args([old, new])
            .arg("--exit-code")
            .output()
            .unwrap();
        let [out, err] = [run.stdout, run.stderr].map(|text| String::from_utf8(text).unwrap());
        (run.status.code(), out, err)
    };
    let (status, text, said) = run(&output, &notes);
    assert_eq!((status, said.as_str()), (Some(0), ""), "{text}");
    fs::remove_file(notes.join("2.md")).unwrap();
    let (status, text, said) = run(&output.join("graph.json"), &notes);
    assert_eq!(status, Some(1));
    assert!(text.contains("Wasps (episode:"), "{text}");
    assert!(
        said.contains("the graph shrinks: 2 episodes before, 1 now"),
        "{said}"
    );
    let (status, _, said) = run(&output, &folder.path().join("nowhere"));
    assert_eq!(status, Some(2), "{said}");
}
