//! `showgraph view`: what it writes, and what it says when it cannot. How the page behaves is tested in
//! a browser (tests/viewer).

use crate::project::showgraph;

/// Runs `view` on a saved graph of two episodes; status, standard error, and the page if there is one.
fn view(arguments: &[&str]) -> (i32, String, Option<String>) {
    let folder = tempfile::tempdir().unwrap();
    let (graph, page) = (
        folder.path().join("output/graph.json"),
        folder.path().join("new/page.html"),
    );
    std::fs::create_dir(folder.path().join("output")).unwrap();
    std::fs::write(&graph, GRAPH).unwrap();
    std::fs::write(folder.path().join("topics.json"), TOPICS).unwrap();
    let output = showgraph()
        .current_dir(folder.path())
        .args(["view", "-o", "new/page.html"])
        .args(arguments)
        .output()
        .unwrap();
    assert_eq!(output.stdout, b"", "standard output is for data");
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stderr).unwrap(),
        std::fs::read_to_string(page).ok(),
    )
}

const GRAPH: &str = r#"{"attributes": {"base_iri": "https://showgraph.example/"}, "nodes": [
    {"key": "concept:pods", "attributes": {"kind": "concept", "label": "pods", "episodes": 1, "mentions": 1, "topic": "ships"}},
    {"key": "concept:sql", "attributes": {"kind": "concept", "label": "SQL", "aliases": "[\"sequel\"]", "episodes": 1, "mentions": 1}},
    {"key": "episode:one", "attributes": {"kind": "episode", "label": "One", "source": "one.md", "date": "2020-01-01"}},
    {"key": "episode:two", "attributes": {"kind": "episode", "label": "Two", "source": "two.md", "date": "2021-01-01"}},
    {"key": "show:s", "attributes": {"kind": "show", "label": "Ships & <Ropes>"}}],
  "edges": [
    {"key": "a", "source": "episode:one", "target": "concept:pods", "attributes": {"relation": "mentions", "weight": 1.0, "confidence": 1.0, "count": 1, "source": "one.md", "line": 1, "column": 1, "quote": "pods", "rule": "r", "basis": "stated"}},
    {"key": "b", "source": "episode:two", "target": "concept:sql", "attributes": {"relation": "mentions", "weight": 1.0, "confidence": 1.0, "count": 1, "source": "two.md", "line": 1, "column": 1, "quote": "SQL", "rule": "r", "basis": "stated"}},
    {"key": "c", "source": "episode:one", "target": "show:s", "attributes": {"relation": "part_of_show", "weight": 1.0, "confidence": 1.0, "count": 1, "source": "one.md", "line": 1, "column": 1, "quote": "", "rule": "r", "basis": "stated"}},
    {"key": "d", "source": "episode:two", "target": "show:s", "attributes": {"relation": "part_of_show", "weight": 1.0, "confidence": 1.0, "count": 1, "source": "two.md", "line": 1, "column": 1, "quote": "", "rule": "r", "basis": "stated"}}]}"#;

const TOPICS: &str = r#"{"topics": [
    {"key": "ships", "name": "Ships and pods", "members": [{"id": "concept:pods", "label": "pods", "kind": "concept", "weight": 1.0}], "neighbours": []},
    {"key": "data", "name": "Data", "members": [{"id": "concept:sql", "label": "SQL", "kind": "concept"}, {"id": "concept:gone", "label": "gone", "kind": "concept"}], "neighbours": [{"key": "ships", "weight": 2.0}]}]}"#;

/// The data that a page holds.
#[cfg(viewer_template)]
fn data(page: &str) -> serde_json::Value {
    let (_, rest) = page
        .split_once(r#"<script id="data" type="application/json">"#)
        .unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

#[cfg(viewer_template)]
#[test]
fn a_page_holds_the_part_that_was_asked_for() {
    let all = [
        "concept:pods",
        "concept:sql",
        "episode:one",
        "episode:two",
        "show:s",
    ];
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("all of it", &[], &all),
        (
            "near a node by its alias",
            &["--around", "sequel"],
            &["concept:sql", "episode:two"],
        ),
        (
            "farther",
            &["--around", "SQL", "--hops", "2"],
            &["concept:sql", "episode:two", "show:s"],
        ),
        (
            "a topic of the nodes",
            &["--topic", "ships"],
            &["concept:pods", "episode:one"],
        ),
        (
            "a topic of the file, by name",
            &["--topic", "data", "--topics", "topics.json"],
            &["concept:sql", "episode:two"],
        ),
        (
            "a time",
            &["--since", "2021"],
            &["concept:sql", "episode:two", "show:s"],
        ),
        (
            "kinds",
            &["--kinds", "concept,show"],
            &["concept:pods", "concept:sql", "show:s"],
        ),
        (
            "relations",
            &["--relations", "part_of_show"],
            &["episode:one", "episode:two", "show:s"],
        ),
    ];
    for (name, arguments, expected) in cases {
        let (status, stderr, page) = view(arguments);
        assert_eq!(status, 0, "{name}: {stderr}");
        let data = data(&page.unwrap());
        let ids: Vec<&str> = data["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|node| node["id"].as_str().unwrap())
            .collect();
        assert_eq!(ids, *expected, "{name}");
    }
}

#[cfg(viewer_template)]
#[test]
fn a_page_is_whole_and_always_the_same() {
    let (status, stderr, page) = view(&["--title", "A & B <i>", "--topics", "topics.json"]);
    assert_eq!(status, 0, "{stderr}");
    assert!(stderr.contains("wrote new/page.html"), "{stderr}");
    let page = page.unwrap();
    assert!(page.contains("<title>A &amp; B &lt;i&gt;</title>"));
    assert!(page.contains(
        "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-"
    ));
    assert!(!page.contains("__SHOWGRAPH_"));
    // Nothing is fetched: neither script nor style nor picture comes from elsewhere.
    for attribute in ["<link", " src=\"http", "@import", "url(http"] {
        assert!(!page.contains(attribute), "{attribute}");
    }
    assert_eq!(data(&page)["topics"][1]["members"], serde_json::json!([1]));
    assert_eq!(
        view(&["--title", "A & B <i>", "--topics", "topics.json"])
            .2
            .unwrap(),
        page
    );
}

#[cfg(viewer_template)]
#[test]
fn the_way_to_the_notes_is_relative_to_the_page() {
    let cases = [
        (".", "../{source}#L{line}"),
        ("new", "{source}#L{line}"),
        (
            "https://example.org/notes",
            "https://example.org/notes/{source}#L{line}",
        ),
        ("x/{source}?{line}", "x/{source}?{line}"),
    ];
    for (given, expected) in cases {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("new")).unwrap();
        std::fs::write(folder.path().join("graph.json"), GRAPH).unwrap();
        showgraph()
            .current_dir(folder.path())
            .args([
                "view",
                "--graph",
                "graph.json",
                "-o",
                "new/page.html",
                "--notes",
                given,
            ])
            .assert()
            .success();
        let page = std::fs::read_to_string(folder.path().join("new/page.html")).unwrap();
        assert_eq!(data(&page)["notes"], expected, "{given}");
    }
}

#[cfg(viewer_template)]
#[test]
fn what_cannot_be_shown_is_said() {
    let cases: &[(&str, &[&str], &str)] = &[
        (
            "no such node",
            &["--around", "sqk"],
            "did you mean \"SQL\" (concept:sql)",
        ),
        (
            "no such topic",
            &["--topic", "boats"],
            "the graph has no topic \"boats\": it has ships",
        ),
        (
            "no such graph",
            &["--graph", "none.json"],
            "none.json: cannot read",
        ),
        ("no graph", &["--graph", "topics.json"], "topics.json:"),
        (
            "no topics",
            &["--topics", "output/graph.json"],
            "expected the file \"topics.json\"",
        ),
        (
            "no recommendations",
            &["--recommendations", "output/graph.json"],
            "graph.json:1:",
        ),
        ("no notes", &["--notes", "nowhere"], "nowhere"),
        ("hops from nowhere", &["--hops", "2"], "--around"),
        ("an unknown kind", &["--kinds", "thing"], "concept"),
        ("no date", &["--since", "soon"], "\"soon\" is no date"),
    ];
    for (name, arguments, expected) in cases {
        let (status, stderr, page) = view(arguments);
        assert_eq!(status, 2, "{name}: {stderr}");
        assert!(stderr.contains(expected), "{name}: {stderr}");
        assert!(page.is_none(), "{name}: nothing is written");
    }
}

#[cfg(all(viewer_template, target_os = "linux"))]
#[test]
fn open_hands_the_page_to_the_system() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("graph.json"), GRAPH).unwrap();
    let programs = folder.path().join("bin");
    std::fs::create_dir(&programs).unwrap();
    let opener = programs.join("xdg-open");
    let view = |script: Option<&str>| {
        std::fs::remove_file(&opener).ok();
        if let Some(script) = script {
            std::fs::write(&opener, script).unwrap();
            std::fs::set_permissions(&opener, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        let output = showgraph()
            .current_dir(folder.path())
            .env("PATH", &programs)
            .args([
                "view",
                "--graph",
                "graph.json",
                "-o",
                "a b/é.html",
                "--open",
            ])
            .output()
            .unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        (output.status.code().unwrap(), stderr)
    };

    let (status, stderr) = view(Some("#!/bin/sh\necho \"$# $1\" > opened\n"));
    assert_eq!(status, 0, "{stderr}");
    let opened = std::fs::read_to_string(folder.path().join("opened")).unwrap();
    let page = folder.path().canonicalize().unwrap().join("a b/é.html");
    assert_eq!(opened, format!("1 {}\n", page.display()));

    for (script, reason) in [
        (None, "cannot be started"),
        (Some("#!/bin/sh\nexit 3\n"), "found no way to open it"),
    ] {
        std::fs::remove_file(&page).unwrap();
        let (status, stderr) = view(script);
        assert_eq!(status, 2, "{stderr}");
        assert!(stderr.contains(reason), "{stderr}");
        assert!(page.is_file(), "the page is there all the same");
    }
}

#[cfg(not(viewer_template))]
#[test]
fn without_the_template_the_command_that_makes_it_is_named() {
    let (status, stderr, page) = view(&[]);
    assert_eq!(status, 2);
    assert!(
        stderr.contains("run `npm ci && npm run build` in src/export/viewer"),
        "{stderr}"
    );
    assert!(page.is_none());
}
