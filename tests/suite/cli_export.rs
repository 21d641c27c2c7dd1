//! `showgraph export` of a saved graph, of a part of one, in the flavours of its readers, and what it
//! writes beside the formats.

use std::fs;
use std::path::Path;

use serde_json::Value;
use showgraph::export::Reader;

use crate::project::{contents, files_below, showgraph};

/// The graph of the sample notes, saved in a folder.
fn saved() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    showgraph()
        .args(["export", "tests/corpus", "--quiet", "-o"])
        .arg(folder.path())
        .assert()
        .success();
    folder
}

/// Runs `export --graph graph.json` in a folder; the status and standard error.
fn convert(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = showgraph()
        .current_dir(folder)
        .args(["export", "--graph", "graph.json"])
        .args(arguments)
        .output()
        .unwrap();
    assert_eq!(output.stdout, b"", "standard output is for data");
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// An attribute of all nodes or edges of a graph.json.
fn all(graph: &Value, what: &str, attribute: &str) -> Vec<String> {
    let each = graph[what].as_array().unwrap().iter();
    each.map(|one| one["attributes"][attribute].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_saved_graph_gives_the_files_that_its_notes_gave() {
    let folder = saved();
    let (status, stderr) = convert(folder.path(), &["-o", "again"]);
    assert_eq!(status, 0, "{stderr}");
    let again = contents(&folder.path().join("again"));
    assert_eq!(again.len(), 4);
    for (name, bytes) in again {
        let first = fs::read(folder.path().join(&name)).unwrap();
        assert!(bytes == first, "{}", name.display());
    }
}

#[test]
fn a_part_holds_what_was_asked_for_and_no_more() {
    let folder = saved();
    let whole = json(&folder.path().join("graph.json"));
    let count = |graph: &Value, what: &str| graph[what].as_array().unwrap().len();
    let part = |name: &str, arguments: &[&str]| {
        let arguments = [arguments, &["--format", "json", "-o", "part"]].concat();
        let (status, stderr) = convert(folder.path(), &arguments);
        assert_eq!(status, 0, "{name}: {stderr}");
        let part = json(&folder.path().join("part/graph.json"));
        assert!(count(&part, "nodes") > 0, "{name}");
        assert!(count(&part, "edges") < count(&whole, "edges"), "{name}");
        part
    };

    let kinds = part("kinds", &["--kinds", "episode,person"]);
    for kind in all(&kinds, "nodes", "kind") {
        assert!(["episode", "person"].contains(&kind.as_str()), "{kind}");
    }
    let relations = part("relations", &["--relations", "has_guest"]);
    assert!(
        all(&relations, "edges", "relation")
            .iter()
            .all(|relation| relation == "has_guest")
    );
    let top = part("top", &["--top", "7", "--kinds", "episode,product"]);
    let products = all(&top, "nodes", "kind");
    assert_eq!(products.iter().filter(|kind| *kind == "product").count(), 7);
    let since = part("since", &["--since", "2024-05", "--until", "2024"]);
    let dates: Vec<&str> = (since["nodes"].as_array().unwrap().iter())
        .filter_map(|node| node["attributes"]["date"].as_str())
        .collect();
    assert!(!dates.is_empty());
    assert!(
        dates.iter().all(|date| ("2024-05".."2025").contains(date)),
        "{dates:?}"
    );
    let one = part("episode", &["--episode", "#36"]);
    let kinds = all(&one, "nodes", "kind");
    assert_eq!(kinds.iter().filter(|kind| *kind == "episode").count(), 1);
    let near = part("around", &["--around", "kubernetes", "--hops", "1"]);
    assert!(all(&near, "nodes", "label").contains(&"Kubernetes".to_owned()));
    for (flag, attribute) in [("--min-weight", "weight"), ("--min-episodes", "episodes")] {
        let limit = if flag == "--min-weight" { "0.2" } else { "3" };
        let weighty = part(flag, &[flag, limit]);
        for node in weighty["nodes"].as_array().unwrap() {
            let attributes = &node["attributes"];
            if ["episode", "show"].contains(&attributes["kind"].as_str().unwrap()) {
                continue;
            }
            let value = attributes[attribute].as_f64().unwrap();
            assert!(value >= limit.parse().unwrap(), "{flag}: {node}");
        }
    }
    let sure = part("min-confidence", &["--min-confidence", "0.95"]);
    for edge in sure["edges"].as_array().unwrap() {
        assert!(edge["attributes"]["confidence"].as_f64().unwrap() >= 0.95);
    }
    let pairs = part("project", &["--project", "product,concept"]);
    assert!(
        all(&pairs, "edges", "relation")
            .iter()
            .all(|relation| relation == "shares_episodes")
    );
}

#[test]
fn parallel_edges_are_joined_when_asked() {
    let folder = saved();
    let path = folder.path().join("graph.json");
    let mut graph = json(&path);
    let edges = graph["edges"].as_array_mut().unwrap();
    let mut twin = edges[0].clone();
    twin["key"] = "twin".into();
    let ends = [edges[0]["source"].clone(), edges[0]["target"].clone()];
    edges.push(twin);
    fs::write(&path, graph.to_string()).unwrap();
    for (arguments, expected) in [(&[][..], 2), (&["--collapse-parallel"], 1)] {
        let arguments = [arguments, &["--format", "json", "-o", "part"]].concat();
        let (status, stderr) = convert(folder.path(), &arguments);
        assert_eq!(status, 0, "{stderr}");
        let part = json(&folder.path().join("part/graph.json"));
        let relation = &graph["edges"][0]["attributes"]["relation"];
        let alike = (part["edges"].as_array().unwrap().iter()).filter(|edge| {
            [&edge["source"], &edge["target"]] == [&ends[0], &ends[1]]
                && edge["attributes"]["relation"] == *relation
        });
        assert_eq!(alike.count(), expected, "{arguments:?}");
    }
}

#[test]
fn what_cannot_be_exported_is_said_and_nothing_is_written() {
    let folder = saved();
    let cases: &[(&str, &[&str], &str)] = &[
        ("notes as well", &["notes"], "[PATH]"),
        ("merges", &["--merges", "m.toml"], "--merges"),
        ("no such node", &["--around", "Kubernets"], "did you mean"),
        ("no such episode", &["--episode", "#999"], "\"#999\""),
        ("nothing left", &["--since", "2090"], "nothing is left of"),
        ("hops from nowhere", &["--hops", "2"], "--around"),
        ("episodes tied", &["--project", "episode"], "concept"),
        (
            "a flavour for nothing",
            &["--format", "dot", "--graphml-flavor", "yed"],
            "--graphml-flavor is for the format graphml",
        ),
        (
            "a context for nothing",
            &["--format", "dot", "--context", "remote"],
            "--context is for the format jsonld",
        ),
        ("an unknown flavour", &["--graphml-flavor", "gephi"], "apoc"),
    ];
    for (name, arguments, expected) in cases {
        let (status, stderr) = convert(folder.path(), &[arguments, &["-o", "new"][..]].concat());
        assert_eq!(status, 2, "{name}: {stderr}");
        assert!(stderr.contains(expected), "{name}: {stderr}");
        let new = folder.path().join("new");
        assert!(!new.exists() || files_below(&new).is_empty(), "{name}");
    }
}

#[test]
fn a_saved_graph_is_not_replaced_by_a_part_of_itself() {
    let folder = saved();
    let before = contents(folder.path());
    let (status, stderr) = convert(folder.path(), &["--top", "3", "-o", "."]);
    assert_eq!(status, 2);
    assert!(stderr.contains("give another folder"), "{stderr}");
    assert!(contents(folder.path()) == before);

    let (status, stderr) = convert(
        folder.path(),
        &["--top", "3", "-o", ".", "--format", "gexf"],
    );
    assert_eq!(status, 0, "{stderr}");
}

#[test]
fn flavours_reach_their_files() {
    let folder = saved();
    let text = |arguments: &[&str], file: &str| {
        let (status, stderr) = convert(folder.path(), &[arguments, &["-o", "new"][..]].concat());
        assert_eq!(status, 0, "{stderr}");
        fs::read_to_string(folder.path().join("new").join(file)).unwrap()
    };
    let graphml = |flavor| text(&["--graphml-flavor", flavor], "graph.graphml");
    assert!(graphml("yed").contains("<y:NodeLabel"));
    assert!(graphml("apoc").contains("labels=\":"));
    let standard = fs::read_to_string(folder.path().join("graph.graphml")).unwrap();
    assert!(graphml("standard") == standard);

    let remote = text(&["--context", "remote"], "graph.jsonld");
    assert!(remote.contains("\"https://schema.org\""));
    let inline = fs::read_to_string(folder.path().join("graph.jsonld")).unwrap();
    assert!(text(&["--context", "inline"], "graph.jsonld") == inline);
}

#[test]
fn more_files_are_written_beside_the_formats() {
    let folder = tempfile::tempdir().unwrap();
    let export = |arguments: &[&str]| {
        let more = [
            "--jsonld-split",
            "--frame",
            "--shapes",
            "--evidence",
            "--quiet",
            "-o",
        ];
        showgraph()
            .arg("export")
            .args(arguments)
            .args(more)
            .arg(folder.path())
            .assert()
            .success();
        fs::read_to_string(folder.path().join("evidence.jsonld")).unwrap()
    };
    let with_notes = export(&["tests/corpus"]);
    let pages = files_below(&folder.path().join("jsonld"));
    let pages = pages.iter().filter(|path| path.extension().is_some());
    let graph = json(&folder.path().join("graph.json"));
    let episodes = all(&graph, "nodes", "kind");
    assert_eq!(
        pages
            .map(|path| {
                let page = json(&folder.path().join("jsonld").join(path));
                assert_eq!(page["@type"], "PodcastEpisode");
            })
            .count(),
        episodes.iter().filter(|kind| *kind == "episode").count()
    );
    let frame = json(&folder.path().join("frame.jsonld"));
    assert_eq!(frame["@type"], "PodcastEpisode");
    let shapes = fs::read_to_string(folder.path().join("shapes.ttl")).unwrap();
    assert!(shapes.contains("sh:targetClass sg:Link"));
    assert!(with_notes.contains("\"sg:sha256\""));
    assert!(with_notes.contains("\"TextPositionSelector\""));

    let saved = folder.path().join("graph.json");
    let without = export(&["--graph", saved.to_str().unwrap()]);
    assert!(!without.contains("\"sg:sha256\""));
    assert!(without.contains("\"TextQuoteSelector\""));
}

#[test]
fn formats_lists_what_export_takes() {
    let output = showgraph().arg("formats").output().unwrap();
    assert!(output.status.success());
    assert_eq!(output.stderr, b"");
    let table = String::from_utf8(output.stdout).unwrap();
    let (formats, readers) = table.split_once("\n\n").unwrap();
    let names: Vec<&str> = (formats.lines().skip(1))
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    let help = showgraph().args(["export", "-h"]).output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    assert!(names.len() >= 12, "{table}");
    for name in names {
        assert!(help.contains(name), "{name} in {help}");
    }
    for row in ["graph.gexf", "obsidian/", "networkx"] {
        assert!(table.contains(row), "{row} in {table}");
    }
    for reader in Reader::ALL {
        let row = readers
            .lines()
            .find(|line| line.split(' ').next() == Some(reader.name));
        assert!(
            row.is_some_and(|row| row.contains(reader.format.as_str())),
            "{reader} in {readers}"
        );
    }
}

#[test]
fn a_reader_gets_the_format_that_it_reads_best() {
    let folder = saved();
    let cases: [(&str, &[&str]); 4] = [
        ("gephi", &["graph.gexf"]),
        ("networkx,igraph,duckdb", &["csv", "graph.graphml"]),
        ("yed", &["graph.graphml"]),
        ("sigma", &["graph.json"]),
    ];
    for (readers, files) in cases {
        let (status, said) = convert(folder.path(), &["--for", readers, "-o", readers]);
        assert_eq!(status, 0, "{said}");
        let written = fs::read_dir(folder.path().join(readers)).unwrap();
        let mut written: Vec<_> = written.map(|entry| entry.unwrap().file_name()).collect();
        written.sort();
        assert_eq!(written, files, "{readers}");
    }
    let yed = fs::read_to_string(folder.path().join("yed/graph.graphml")).unwrap();
    assert!(yed.contains("<y:NodeLabel"));
    let mistakes: [(&[&str], &str); 3] = [
        (
            &["--for", "yed,networkx"],
            "yed and networkx need different flavours of graph.graphml",
        ),
        (&["--for", "gefi"], "'gephi'"),
        (
            &["--for", "gephi", "--format", "json"],
            "cannot be used with",
        ),
    ];
    for (arguments, expected) in mistakes {
        let (status, said) = convert(folder.path(), arguments);
        assert_eq!(status, 2, "{arguments:?}");
        assert!(said.contains(expected), "{arguments:?}: {said}");
    }
}
