//! `showgraph topics` as a command: its files, its table, its errors.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use showgraph::analyze::topics::Topics;
use showgraph::export::topics;
use showgraph::graph::EntityId;
use showgraph::vocabulary::Kind;

use crate::project::{contents, corpus, files_below, said, showgraph};
use crate::topics::Notes;

/// Runs a command in a folder.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    said(showgraph().current_dir(folder).args(arguments))
}

#[test]
fn the_command_writes_all_files_and_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let notes = corpus();
    let (status, _, stderr) = run(
        folder.path(),
        &["export", notes.to_str().unwrap(), "-q", "--topics"],
    );
    assert_eq!(status, 0, "{stderr}");

    let (status, table, stderr) = run(folder.path(), &["topics"]);
    assert_eq!(status, 0, "{stderr}");
    let topics = topics::read(&folder.path().join("output/topics.json")).unwrap();
    assert!(topics.themes().count() >= 2, "{table}");
    assert_eq!(table.lines().count(), topics.topics.len() + 1, "{table}");
    for topic in &topics.topics {
        assert!(table.contains(&topic.name), "{} in {table}", topic.name);
    }
    for expected in [
        "modularity",
        "coverage",
        "by chance",
        "wrote output/topics.jsonld",
    ] {
        assert!(stderr.contains(expected), "{expected} in {stderr}");
    }

    // The nodes carry the same keys.
    let graph = showgraph::export::read_graph(&folder.path().join("output/graph.json")).unwrap();
    let on_nodes: BTreeSet<&str> = graph
        .nodes()
        .filter_map(|node| node.topic.as_deref())
        .collect();
    let keys: BTreeSet<&str> = topics.themes().map(|theme| theme.key.as_str()).collect();
    assert_eq!(on_nodes, keys);

    // A second run on the first one's topics changes nothing that has a name.
    let (status, again, _) = run(
        folder.path(),
        &[
            "topics",
            "-q",
            "--previous",
            "output/topics.json",
            "-o",
            "again",
        ],
    );
    assert_eq!(status, 0);
    assert_eq!(again, table);
    let (status, _, _) = run(
        folder.path(),
        &[
            "export",
            notes.to_str().unwrap(),
            "-q",
            "--topics=output/topics.json",
            "--format",
            "json",
        ],
    );
    assert_eq!(status, 0);
}

#[test]
fn topics_of_a_part_of_the_graph_are_those_of_that_part() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = showgraph::export::Exporter::write(
        &showgraph::export::Json::new(),
        &Notes::planted(24).graph(),
        Vec::new(),
    );
    fs::write(folder.path().join("graph.json"), bytes.unwrap()).unwrap();
    let topics = |limits: &[&str]| {
        let command = ["topics", "-q", "--graph", "graph.json"];
        let (status, _, stderr) = run(folder.path(), &[&command, limits].concat());
        assert_eq!(status, 0, "{limits:?}: {stderr}");
        topics::read(&folder.path().join("output/topics.json")).unwrap()
    };
    let members = |topics: &Topics| -> BTreeSet<EntityId> {
        let members = topics.topics.iter().flat_map(|topic| &topic.members);
        members.map(|member| member.id.clone()).collect()
    };
    let all = members(&topics(&[]));
    assert!(all.iter().any(|id| kind_of(id) == Some(Kind::Concept)));
    let products = members(&topics(&["--kinds", "product"]));
    assert!(products.len() > 8);
    assert!(products.iter().all(|id| kind_of(id) == Some(Kind::Product)));
    let few = members(&topics(&["--top", "4"]));
    assert!(few.len() <= 4 && few.is_subset(&all), "{few:?}");
    let (status, _, stderr) = run(
        folder.path(),
        &["topics", "--graph", "graph.json", "--since", "2999"],
    );
    assert_eq!(status, 2);
    assert!(stderr.contains("nothing is left"), "{stderr}");
}

fn kind_of(id: &EntityId) -> Option<Kind> {
    id.as_str().split_once(':')?.0.parse().ok()
}

#[test]
fn without_graphviz_everything_else_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let graph = folder.path().join("graph.json");
    let bytes = showgraph::export::Exporter::write(
        &showgraph::export::Json::new(),
        &Notes::planted(24).graph(),
        Vec::new(),
    );
    fs::write(&graph, bytes.unwrap()).unwrap();
    let output = showgraph()
        .current_dir(folder.path())
        .env("PATH", "")
        .args(["topics", "--graph", "graph.json"])
        .output()
        .unwrap();
    assert!(output.status.success());
    let names: Vec<PathBuf> = files_below(&folder.path().join("output"));
    assert_eq!(
        names,
        ["topics.dot", "topics.json", "topics.jsonld"].map(PathBuf::from)
    );
}

#[test]
fn a_wrong_file_is_named_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let graph = folder.path().join("graph.json");
    fs::write(
        &graph,
        r#"{"attributes":{"base_iri":"https://a.example/"},"nodes":[],"edges":[]}"#,
    )
    .unwrap();
    fs::write(folder.path().join("old.json"), "{\n  \"base_iri\": 7}").unwrap();
    let before = contents(folder.path());
    for (name, arguments, expected) in [
        ("no graph", &["topics"][..], "output/graph.json"),
        (
            "no topics",
            &["topics", "--graph", "graph.json", "--previous", "old.json"],
            "old.json:2:15: invalid type",
        ),
        (
            "no previous file",
            &["topics", "--graph", "graph.json", "--previous", "none.json"],
            "none.json: cannot read",
        ),
    ] {
        let (status, stdout, stderr) = run(folder.path(), arguments);
        assert_eq!(status, 2, "{name}");
        assert_eq!(stdout, "", "{name}");
        assert!(stderr.contains(expected), "{name}: {stderr}");
        assert_eq!(contents(folder.path()), before, "{name}");
    }
}

#[test]
fn notes_are_as_good_as_their_saved_graph() {
    let folder = tempfile::tempdir().unwrap();
    let notes = corpus();
    let notes = notes.to_str().unwrap();
    let (status, of_notes, stderr) = run(folder.path(), &["topics", notes, "-o", "from-notes"]);
    assert_eq!(status, 0, "{stderr}");
    let (status, _, stderr) = run(folder.path(), &["export", notes, "-q", "--format", "json"]);
    assert_eq!(status, 0, "{stderr}");
    let (_, of_graph, _) = run(folder.path(), &["topics", "-o", "from-graph"]);
    assert_eq!(of_notes, of_graph);
    let (status, _, stderr) = run(
        folder.path(),
        &["topics", notes, "--graph", "output/graph.json"],
    );
    assert_eq!(status, 2, "{stderr}");
    fs::create_dir(folder.path().join("empty")).unwrap();
    fs::write(folder.path().join("empty/a.md"), "").unwrap();
    let (status, _, stderr) = run(folder.path(), &["topics", "empty", "-o", "from-nothing"]);
    assert_eq!(status, 2, "{stderr}");
    assert!(!folder.path().join("from-nothing").exists());
}
