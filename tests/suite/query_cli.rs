//! What `showgraph query` promises to shells and scripts.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use showgraph::export::{Exporter, Json};
use tempfile::TempDir;

use crate::project::{said, showgraph};
use crate::query_graph;

/// A folder with the graph made by hand.
static FOLDER: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let json = Json::new()
        .write(&query_graph::graph(), Vec::new())
        .unwrap();
    fs::write(folder.path().join("graph.json"), json).unwrap();
    folder
});

fn graph() -> PathBuf {
    FOLDER.path().join("graph.json")
}

struct Output {
    status: i32,
    stdout: String,
    stderr: String,
}

fn query_with(input: &str, arguments: &[&str]) -> Output {
    let output = showgraph()
        .arg("query")
        .args(arguments)
        .arg("--graph")
        .arg(graph())
        .write_stdin(input)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Output {
        status: output.status.code().unwrap(),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

fn query(arguments: &[&str]) -> Output {
    query_with("", arguments)
}

#[test]
fn a_table_shows_labels() {
    let output = query(&["episodes-about", "product=k8s"]);
    assert_eq!(output.stderr, "");
    assert_eq!(
        output.stdout,
        "episode     date        relation  mentions\n\
         Pods        2016-01-10  about            5\n\
         Pods again  2018-03-05  mentions         2\n"
    );
    assert_eq!(output.status, 0);
}

#[test]
fn a_question_can_be_put_to_a_part_of_the_graph() {
    for (limits, expected) in [
        (&["--since", "2017"][..], "Pods again  2018-03-05"),
        (&["--until", "2016"], "Pods        2016-01-10"),
        (&["--relations", "mentions"], "Pods again  2018-03-05"),
    ] {
        let output = query(&[&["episodes-about", "product=k8s"], limits].concat());
        assert_eq!(output.status, 0, "{limits:?}: {}", output.stderr);
        let rows: Vec<&str> = output.stdout.lines().skip(1).collect();
        assert_eq!(rows.len(), 1, "{limits:?}: {rows:?}");
        let words = |text: &str| {
            text.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert!(
            words(rows[0]).starts_with(&words(expected)),
            "{limits:?}: {rows:?}"
        );
    }
    let output = query(&["episodes-about", "product=k8s", "--kinds", "person,episode"]);
    assert_eq!(output.status, 2, "what the part lacks is unknown");
    assert!(output.stderr.contains("k8s"), "{}", output.stderr);
}

#[test]
fn formats_are_as_asked() {
    let cases: &[(&[&str], &str)] = &[
        (
            &["--iris"],
            "https://showgraph.example/episode/1  2016-01-10  about ",
        ),
        (
            &["--format", "csv"],
            "episode,date,relation,mentions\r\nhttps://showgraph.example/episode/1,2016-01-10,about,5\r\n",
        ),
        (
            &["--format", "csv", "--labels"],
            "\r\nPods,2016-01-10,about,5\r\n",
        ),
        (
            &["--format", "tsv"],
            "<https://showgraph.example/episode/1>\t\"2016-01-10\"\t\"about\"\t5\n",
        ),
        (
            &["--format", "json"],
            "{\"type\":\"uri\",\"value\":\"https://showgraph.example/episode/1\"}",
        ),
        (
            &["--format", "ndjson", "--labels"],
            "{\"episode\":\"Pods\",\"date\":\"2016-01-10\",\"relation\":\"about\",\"mentions\":5}\n",
        ),
        (&["--explain"], "ORDER BY"),
    ];
    for (flags, expected) in cases {
        let output = query(&[&["episodes-about"], *flags].concat());
        assert_eq!(output.status, 0, "{flags:?}: {}", output.stderr);
        assert!(
            output.stdout.contains(expected),
            "{flags:?}: {}",
            output.stdout
        );
    }
}

#[test]
fn triples_are_written_as_graphs() {
    for (format, expected) in [
        (
            "turtle",
            "<https://showgraph.example/episode/1> a schema:PodcastEpisode",
        ),
        ("nquads", "<https://schema.org/name> \"Pods\" .\n"),
        ("jsonld", "\"@context\""),
        ("dot", "digraph"),
        ("graphml", "<graphml"),
    ] {
        let output = query(&["episode-card", "episode=1", "--format", format]);
        assert_eq!(output.status, 0, "{format}: {}", output.stderr);
        assert!(
            output.stdout.contains(expected),
            "{format}: {}",
            output.stdout
        );
    }
}

#[test]
fn an_ask_answers_by_its_status_too() {
    for (person, status, text) in [("person=Ada", 0, "yes\n"), ("person=Zoe", 1, "no\n")] {
        let output = query(&["is-guest", person]);
        assert_eq!((output.status, output.stdout.as_str()), (status, text));
        assert_eq!(output.stderr, "");
    }
    let json = query(&["is-guest", "person=Ada", "--format", "json"]);
    assert_eq!(json.stdout, "{\"head\":{},\"boolean\":true}\n");
}

#[test]
fn queries_come_from_files_and_from_standard_input() {
    let text = "SELECT ?name { ?s <https://schema.org/name> ?name } ORDER BY DESC(?name)";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("names.rq");
    fs::write(&file, text).unwrap();
    let from_file = query(&[file.to_str().unwrap(), "--limit", "2"]);
    assert_eq!(from_file.stdout, "name\nopen source\ndocs\n");
    let from_input = query_with(text, &["-", "--limit=2"]);
    assert_eq!(from_input.stdout, from_file.stdout);
}

#[test]
fn errors_show_the_place() {
    let output = query_with("SELECT ?name\nWHERE { ?s ?name }\n", &["-"]);
    assert_eq!(output.status, 2);
    assert_eq!(output.stdout, "");
    assert!(
        output
            .stderr
            .starts_with("showgraph: error: standard input:2:18: \"}\" is not expected here"),
        "{}",
        output.stderr
    );
    assert!(
        output
            .stderr
            .contains("\n    WHERE { ?s ?name }\n                     ^\n"),
        "{}",
        output.stderr
    );
}

#[test]
fn misuse_is_explained() {
    let cases: &[(&[&str], &str)] = &[
        (&["episode-about"], "did you mean episodes-about?"),
        (
            &["zzz"],
            "no saved query is called \"zzz\"; see showgraph query --list",
        ),
        (&["no/such.rq"], "no/such.rq: cannot read"),
        (&["hosts", "least"], "expected KEY=VALUE"),
        (
            &["hosts", "--format", "dot"],
            "a SELECT gives rows, which cannot be written as dot",
        ),
        (
            &["topic-map", "--format", "csv"],
            "expected one of turtle, nquads, jsonld, dot, graphml",
        ),
        (
            &["hosts", "--timeout", "0"],
            "expected a number of seconds above 0",
        ),
        (&["together", "least=a"], "\"a\" is no number"),
        (
            &[
                "hosts",
                "--config",
                "no/such/showgraph.toml",
                "--graph-file",
            ],
            "--graph",
        ),
        (&[], "NAME|FILE"),
    ];
    for (arguments, expected) in cases {
        let output = query(arguments);
        assert_eq!(output.status, 2, "{arguments:?}: {}", output.stdout);
        assert_eq!(output.stdout, "", "{arguments:?}");
        assert!(
            output.stderr.contains(expected),
            "{arguments:?}: {}",
            output.stderr
        );
    }
    let missing = showgraph()
        .args(["query", "hosts", "--graph", "no/such/graph.json"])
        .output()
        .unwrap();
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("no/such/graph.json: cannot read"));
}

#[test]
fn a_query_that_takes_too_long_ends() {
    let endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    let output = query_with(endless, &["-", "--timeout", "0.05"]);
    assert_eq!(output.status, 2);
    assert!(
        output.stderr.contains("was not done after 0.05 s"),
        "{}",
        output.stderr
    );
}

#[test]
fn the_list_and_the_help_name_parameters() {
    let list = query(&["--list"]);
    assert_eq!(list.status, 0);
    let line = |name: &str| list.stdout.lines().find(|line| line.starts_with(name));
    assert!(line("episodes-about ").is_some_and(|line| line.contains("episodes about a product")));
    assert!(
        list.stdout
            .contains("product (kind product) default Kubernetes")
    );
    let names: Vec<&str> = list
        .stdout
        .lines()
        .filter(|line| !line.starts_with(' '))
        .collect();
    assert!(names.len() >= 16 && names.is_sorted(), "{names:?}");

    let help = query(&["episodes-about", "--help"]);
    assert_eq!(help.status, 0);
    for expected in [
        "Usage: showgraph query episodes-about [product=PRODUCT]",
        "Columns: episode, date, relation, mentions",
        "SELECT ?episode",
    ] {
        assert!(help.stdout.contains(expected), "{}", help.stdout);
    }
    for flag in ["-h", "--help"] {
        let help = query(&[flag]);
        assert!(
            help.stdout.contains("--timeout <SECONDS>"),
            "{}",
            help.stdout
        );
    }
}

#[test]
fn a_folder_beside_the_configuration_adds_queries() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path();
    fs::create_dir_all(site.join("queries")).unwrap();
    fs::create_dir_all(site.join("output")).unwrap();
    fs::write(site.join("showgraph.toml"), "").unwrap();
    fs::copy(graph(), site.join("output/graph.json")).unwrap();
    let own = "#+ summary: my own\nASK {}";
    fs::write(site.join("queries/mine.rq"), own).unwrap();
    fs::write(site.join("queries/hosts.rq"), own).unwrap();
    fs::write(site.join("queries/notes.txt"), "no query").unwrap();

    let list = |folder: &Path, flags: &[&str]| {
        let output = showgraph()
            .current_dir(folder)
            .args(["query", "--list"])
            .args(flags)
            .output()
            .unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    let config = site.join("showgraph.toml");
    let graph = site.join("output/graph.json");
    let elsewhere = tempfile::tempdir().unwrap();
    for (name, listed) in [
        ("in the folder", list(site, &[])),
        ("below it", list(&site.join("output"), &[])),
        (
            "by the configuration",
            list(elsewhere.path(), &["--config", config.to_str().unwrap()]),
        ),
        (
            "by the graph",
            list(elsewhere.path(), &["--graph", graph.to_str().unwrap()]),
        ),
    ] {
        assert!(listed.contains("\nmine "), "{name}: {listed}");
        assert!(
            listed.contains("\nhosts                my own\n"),
            "{name}: {listed}"
        );
        assert!(listed.contains("\nepisodes-about "), "{name}: {listed}");
    }

    // A broken one is named, and the others stay.
    fs::write(site.join("queries/broken.rq"), "SELEC").unwrap();
    for (arguments, status) in [
        (["query", "broken"], 2),
        (["query", "--list"], 1),
        (["query", "mine"], 0),
    ] {
        let output = showgraph()
            .current_dir(site)
            .args(arguments)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(status), "{arguments:?}");
        let named =
            String::from_utf8_lossy(&output.stderr).contains("broken.rq:1:1: \"SELEC\" is not");
        assert_eq!(named, status > 0, "{arguments:?}");
    }
}

#[test]
fn an_answer_can_go_to_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new/answer.csv");
    let output = query(&["sponsors", "--format=csv", "-o", file.to_str().unwrap()]);
    assert_eq!((output.status, output.stdout.as_str()), (0, ""));
    let text = fs::read_to_string(file).unwrap();
    assert!(
        text.starts_with("sponsor,episodes,first,last\r\n"),
        "{text}"
    );
}

#[test]
fn a_query_may_nest_a_hundred_levels_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let ask = |text: &str| {
        let file = folder.path().join("deep.rq");
        std::fs::write(&file, text).unwrap();
        said(
            showgraph()
                .args(["query", "--format", "csv", "--limit", "1"])
                .arg(&file),
        )
    };
    let groups = |levels: usize| {
        format!(
            "SELECT * {}?s ?p ?o{}",
            "{".repeat(levels),
            "}".repeat(levels)
        )
    };
    let sums = |levels: usize| {
        format!(
            "SELECT (1 AS ?one) {{\n  FILTER({}1{} > 0) }}",
            "(".repeat(levels),
            ")".repeat(levels)
        )
    };
    let alternatives = |signs: usize| format!("ASK {{ FILTER(true{}) }}", " || true".repeat(signs));
    for query in [groups(100), sums(98), alternatives(400)] {
        let (status, _, stderr) = ask(&query);
        assert_eq!(status, 0, "{stderr}");
    }
    for (query, place) in [
        (groups(101), ":1:110: "),
        (sums(99), ":2:108: "),
        (alternatives(401), ":1:"),
    ] {
        let (status, stdout, stderr) = ask(&query);
        assert_eq!((status, &*stdout), (2, ""));
        assert!(stderr.contains(&format!("deep.rq{place}")), "{stderr}");
        assert!(stderr.contains("too deep"), "{stderr}");
    }
}

#[test]
fn one_bad_file_does_not_hide_the_other_queries() {
    let site = tempfile::tempdir().unwrap();
    std::fs::write(site.path().join("showgraph.toml"), "").unwrap();
    let queries = site.path().join("queries");
    std::fs::create_dir(&queries).unwrap();
    std::fs::write(queries.join("deep.rq"), format!("ASK {}", "{".repeat(101))).unwrap();
    std::fs::write(queries.join("latin.rq"), b"ASK { ?s ?p '\xe9' }").unwrap();
    std::fs::write(
        queries.join("mine.rq"),
        "#+ summary: Mine\nASK { ?s ?p ?o }",
    )
    .unwrap();
    let config = site.path().join("showgraph.toml");
    let (status, stdout, stderr) = said(
        showgraph()
            .args(["query", "--list", "--config"])
            .arg(config),
    );
    assert_eq!(status, 1, "{stderr}");
    assert!(stdout.contains("mine"), "{stdout}");
    assert!(
        stderr.contains("deep.rq:1:105: ") && stderr.contains("latin.rq"),
        "{stderr}"
    );
}

#[test]
fn an_explanation_has_the_same_bytes_every_time() {
    let explain = || said(showgraph().args(["query", "returning-guests", "--explain"]));
    let (status, told, _) = explain();
    assert_eq!(status, 0);
    assert!(told.contains("?unnamed1"), "{told}");
    assert_eq!(explain().1, told);
}
