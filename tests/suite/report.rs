//! The report of a show as a whole: what it says of the sample notes, and that its pages are whole and safe.

use std::fs;

use serde_json::json;
use showgraph::analyze::report::report;
use showgraph::analyze::topics::find_topics;
use showgraph::export::parse_graph;
use showgraph::export::report::{Beside, themes_over_years, to_html, to_markdown};

use crate::project::{golden, repository, said, showgraph};

#[test]
fn the_sample_notes_have_a_report() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("report");
    showgraph()
        .args([
            "report",
            "tests/corpus",
            "-q",
            "--notes",
            "https://notes.example/",
            "-o",
        ])
        .arg(&output)
        .assert()
        .success();
    for name in ["report.md", "report.html", "themes.svg"] {
        let written = fs::read_to_string(output.join(name)).unwrap();
        golden(&format!("report/{name}"), &written);
    }
}

#[test]
fn links_lead_to_the_notes_from_where_the_page_is() {
    let folder = tempfile::tempdir().unwrap();
    showgraph()
        .args(["export", "tests/corpus", "-q", "--format", "json", "-o"])
        .arg(folder.path())
        .assert()
        .success();
    let graph = folder.path().join("graph.json");
    let run = |notes: &[&str]| {
        showgraph()
            .args(["report", "-q", "--graph"])
            .arg(&graph)
            .args(notes)
            .arg("-o")
            .arg(folder.path().join("pages"))
            .assert()
            .success();
        fs::read_to_string(folder.path().join("pages/report.md")).unwrap()
    };
    let corpus = repository().join("tests/corpus");
    let page = run(&["--notes", corpus.to_str().unwrap()]);
    let (_, link) = page.split_once("](<").expect("a link");
    let (path, _) = link.split_once(">)").unwrap();
    assert!(folder.path().join("pages").join(path).is_file(), "{path}");
    assert!(!run(&[]).contains("](<"), "nobody said where the notes are");
}

#[test]
fn nothing_is_reported_of_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let graph = folder.path().join("graph.json");
    let empty = json!({"attributes": {"base_iri": "https://a.example/"}, "nodes": [], "edges": []});
    fs::write(&graph, empty.to_string()).unwrap();
    let mut run = showgraph();
    run.args(["report", "--graph"]).arg(&graph);
    let (status, _, text) = said(run.arg("-o").arg(folder.path().join("out")));
    assert_eq!(status, 2);
    assert!(text.contains("no episodes to report of"), "{text}");
    assert!(!folder.path().join("out").exists());
}

#[test]
fn hostile_names_stay_text() {
    let name = "<script>alert(1)</script> [x](javascript:y) `a` \u{1b}[31m\n# b";
    let node = |key: &str, kind: &str, more: serde_json::Value| {
        let mut attributes = json!({"kind": kind, "label": name, "source": "a<b>.md", "episodes": 4,
            "first": "x", "last": "2020-0é"});
        attributes
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        json!({"key": key, "attributes": attributes})
    };
    let edge = |key: &str, to: &str, relation: &str| {
        json!({"key": key, "source": "episode:a", "target": to, "attributes": {"relation": relation,
            "weight": 1.0, "confidence": 1.0, "count": 1, "basis": "stated", "quote": name}})
    };
    let saved = json!({"attributes": {"base_iri": "https://a.example/"},
        "nodes": [node("concept:c", "concept", json!({})), node("episode:a", "episode", json!({"date": "2\u{e9}20"})),
            node("person:p", "person", json!({})), node("show:s", "show", json!({}))],
        "edges": [edge("1", "show:s", "part_of_show"), edge("2", "person:p", "hosted_by"), edge("3", "concept:c", "mentions")]});
    let graph = parse_graph(saved.to_string().into_bytes(), "graph.json").unwrap();
    let found = report(&graph, &find_topics(&graph, None));
    let beside = Beside::default().with_links("../notes/{source}");
    let markdown = to_markdown(&found, beside);
    let bare = markdown.replace("\\<", "");
    assert!(!bare.contains("<script"), "{markdown}");
    assert!(
        !markdown.contains("[x](") && !markdown.contains("\n# b"),
        "{markdown}"
    );
    let html = to_html(&found, beside);
    assert!(
        html.contains("&lt;script&gt;") && !html.contains("<script"),
        "{html}"
    );
    assert!(html.contains("../notes/a%3Cb%3E.md"), "{html}");
    assert_eq!(
        themes_over_years(&found),
        "",
        "no episode of a theme has a date"
    );
}
