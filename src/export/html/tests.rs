//! What the page is filled with.

use super::*;
use crate::analyze::recommend::{RecommendOptions, Recommender};
use crate::export::parse_graph;
use crate::vocabulary::{Basis, Relation};

const HOSTILE: &str = r#"<img src=x onerror=alert(1)></script>&amp; \"' "#;

/// A template that shows what it was filled with.
const PLAIN: &str = "<title>__SHOWGRAPH_TITLE__</title><script>__SHOWGRAPH_DATA__</script>";

fn graph() -> KnowledgeGraph {
    let name = serde_json::to_string(HOSTILE).expect("a string");
    let text = format!(
        r#"{{"attributes": {{"base_iri": "https://showgraph.example/"}}, "nodes": [
        {{"key": "concept:x", "attributes": {{"kind": "concept", "label": {name}, "episodes": 1, "mentions": 2, "weight": 0.123456}}}},
        {{"key": "episode:one", "attributes": {{"kind": "episode", "label": "One", "source": "one.md", "number": 7, "date": "2024-05-06"}}}},
        {{"key": "show:s", "attributes": {{"kind": "show", "label": {name}}}}}],
        "edges": [{{"key": "e1", "source": "episode:one", "target": "concept:x", "attributes": {{
        "relation": "mentions", "weight": 2.0, "confidence": 0.5, "count": 2, "source": "one.md", "line": 3, "column": 1,
        "quote": {name}, "rule": "lexicon", "basis": "inferred", "where": "[\"notes\"]", "seconds": 61}}}}]}}"#
    );
    parse_graph(text.into(), "graph.json").expect("a graph")
}

fn written(html: &Html) -> String {
    String::from_utf8(html.write(&graph(), Vec::new()).expect("memory")).expect("UTF-8")
}

fn data(page: &str) -> serde_json::Value {
    let (_, rest) = page.split_once("<script>").expect("the block");
    serde_json::from_str(rest.strip_suffix("</script>").expect("its end")).expect("JSON")
}

#[test]
fn names_from_the_notes_are_never_markup() {
    let page = written(&Html::from_template(PLAIN));
    assert!(page.starts_with("<title>&lt;img src=x onerror=alert(1)&gt;&lt;/script&gt;&amp;amp;"));
    assert_eq!(page.matches('<').count(), 4, "{page}");
    assert_eq!(data(&page)["nodes"][0]["label"], HOSTILE);
    assert_eq!(data(&page)["title"], HOSTILE);
}

#[test]
fn nodes_and_edges_are_all_there() {
    let data = data(&written(&Html::from_template(PLAIN)));
    let node = |at: usize| data["nodes"][at].clone();
    assert_eq!(node(0)["weight"], 0.1235);
    assert_eq!(
        node(1),
        serde_json::json!({"id": "episode:one", "kind": "episode", "label": "One", "weight": node(1)["weight"],
            "at": node(1)["at"], "source": "one.md", "number": 7, "date": "2024-05-06"})
    );
    assert!(node(1)["at"][1].is_f64(), "shown at first, it has a place");
    assert!(node(2).get("at").is_none(), "a single show is not shown");
    let mentions = Relation::ALL
        .iter()
        .position(|one| one.as_str() == "mentions");
    let inferred = Basis::ALL.iter().position(|one| one.as_str() == "inferred");
    assert_eq!(
        data["edges"],
        serde_json::json!([[1, 0, mentions, 2.0, 2, 0.5, inferred, 0, 3, HOSTILE, {"seconds": 61}]])
    );
    assert_eq!(data["rules"], serde_json::json!(["lexicon"]));
}

#[test]
fn recommendations_outside_the_graph_are_left_out() {
    let text = r#"[{"episode": "episode:one", "source": "one.md", "recommendations": [
        {"episode": "episode:one", "score": 0.5, "because": [{"id": "concept:x", "label": "X", "kind": "concept", "share": 1.0}]},
        {"episode": "episode:gone", "score": 0.4}]},
        {"episode": "episode:gone", "recommendations": [{"episode": "episode:one", "score": 0.4, "because": []}]}]"#;
    let answers: Vec<Recommendations> = serde_json::from_str(text).expect("the shape");
    let html = Html::from_template(PLAIN).with_recommendations(answers);
    assert_eq!(
        data(&written(&html))["recommendations"],
        serde_json::json!([{"from": 1, "to": 1, "score": 0.5, "because": [{"id": "concept:x", "label": "X", "share": 1.0}]}])
    );
}

#[test]
fn topics_name_their_members_by_place() {
    let text = r#"{"topics": [{"key": "t", "name": "T", "members": [
        {"id": "person:gone", "label": "Gone", "kind": "person"}, {"id": "concept:x", "label": "X", "kind": "concept"}],
        "neighbours": [{"key": "u", "weight": 1.5}]}]}"#;
    let topics = serde_json::from_str(text).expect("the shape");
    let html = Html::from_template(PLAIN).with_topics(topics);
    assert_eq!(
        data(&written(&html))["topics"],
        serde_json::json!([{"key": "t", "name": "T", "members": [0], "neighbours": ["u"]}])
    );
}

/// Everything that a page can hold, once: what `data.ts` has to know.
const EVERYTHING: &str = r#"{"attributes": {"base_iri": "https://showgraph.example/"}, "nodes": [
    {"key": "concept:bees", "attributes": {"kind": "concept", "label": "bees", "aliases": "[\"honey bees\"]", "same_as": "[\"https://bees.example/\"]", "description": "Insects.", "episodes": 2, "mentions": 3, "weight": 1.0, "topic": "bees"}},
    {"key": "episode:hives", "attributes": {"kind": "episode", "label": "Hives", "source": "hives.md", "number": 1, "date": "2024-05-06", "duration": 61, "weight": 0.5, "topic": "bees"}},
    {"key": "episode:honey", "attributes": {"kind": "episode", "label": "Honey", "source": "honey.md", "weight": 0.5}},
    {"key": "organization:apiary", "attributes": {"kind": "organization", "label": "Apiary", "episodes": 1, "mentions": 1, "weight": 0.1}},
    {"key": "person:ada", "attributes": {"kind": "person", "label": "Ada", "episodes": 1, "mentions": 1, "weight": 0.1}},
    {"key": "show:s", "attributes": {"kind": "show", "label": "Bees Weekly", "weight": 1.0}},
    {"key": "url:bees.example", "attributes": {"kind": "url", "label": "bees.example", "url": "https://bees.example/", "category": "other", "episodes": 1, "mentions": 1}}],
  "edges": [
    {"key": "a", "source": "episode:hives", "target": "concept:bees", "attributes": {"relation": "about", "weight": 2.0, "confidence": 1.0, "count": 2, "source": "hives.md", "line": 3, "column": 1, "quote": "Bees.", "rule": "lexicon", "basis": "inferred", "seconds": 61}},
    {"key": "b", "source": "episode:honey", "target": "concept:bees", "attributes": {"relation": "mentions", "weight": 1.0, "confidence": 0.5, "count": 1, "source": "more.md", "line": 4, "column": 1, "quote": "bees", "rule": "lexicon", "basis": "inferred"}},
    {"key": "c", "source": "episode:hives", "target": "url:bees.example", "attributes": {"relation": "links_to", "weight": 1.0, "confidence": 1.0, "count": 1, "source": "hives.md", "line": 5, "column": 1, "quote": "site", "rule": "link", "basis": "stated", "href": "https://bees.example", "text": "site"}},
    {"key": "d", "source": "person:ada", "target": "organization:apiary", "attributes": {"relation": "affiliated_with", "weight": 1.0, "confidence": 0.8, "count": 1, "source": "hives.md", "line": 6, "column": 1, "quote": "Ada keeps the Apiary", "rule": "apposition", "basis": "inferred", "role": "keeper"}},
    {"key": "e", "source": "episode:hives", "target": "show:s", "attributes": {"relation": "part_of_show", "weight": 1.0, "confidence": 1.0, "count": 1, "source": "hives.md", "line": 1, "column": 1, "quote": "", "rule": "show", "basis": "stated"}}]}"#;

/// The types of the viewer are those of what is written: TypeScript checks the fixture against them
/// (`npm run check`), and this test that the fixture is what is written today.
#[test]
fn the_viewers_fixture_is_what_is_written() {
    let graph = parse_graph(EVERYTHING.into(), "graph.json").expect("a graph");
    let topics = serde_json::from_str(
        r#"{"topics": [
            {"key": "bees", "name": "bees", "members": [{"id": "concept:bees", "label": "bees", "kind": "concept"}], "neighbours": [{"key": "boats", "weight": 1.5}]},
            {"key": "honey", "name": "honey", "parent": "bees"}]}"#,
    );
    let html = Html::from_template("__SHOWGRAPH_TITLE__\n__SHOWGRAPH_DATA__")
        .with_notes("../notes/{source}#L{line}")
        .with_audio("https://bees.example/{number}.mp3#t={seconds}")
        .with_start("concept:bees".into())
        .with_topics(topics.expect("the shape"))
        .with_recommendations(Recommender::new(&graph).all(&RecommendOptions::default()));
    let page = String::from_utf8(html.write(&graph, Vec::new()).expect("memory")).expect("UTF-8");
    let (_, data) = page.split_once('\n').expect("the title stands before");
    let data: serde_json::Value = serde_json::from_str(data).expect("JSON");
    let written = format!(
        "// What showgraph writes into the page for a small graph with everything in it. A Rust test keeps it\n\
         // (src/export/html/tests.rs), `tsc` compares it with the types.\n\n\
         import type {{ Payload }} from \"./data\";\n\n\
         export const page: Payload = {data:#};\n"
    );
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src/export/viewer/src/page.fixture.ts"
    );
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &written).expect("writable");
    }
    assert!(
        std::fs::read_to_string(path).unwrap_or_default() == written,
        "{path} differs from what is written; UPDATE_GOLDEN=1 accepts it"
    );
}

#[test]
fn the_same_graph_gives_the_same_page() {
    let html = Html::from_template(PLAIN)
        .with_notes("../notes/{source}#L{line}")
        .with_start("concept:x".into());
    assert_eq!(written(&html), written(&html));
    assert_eq!(data(&written(&html))["start"], "concept:x");
}

#[test]
fn a_crate_without_the_template_says_so() {
    match Html::new() {
        Ok(html) => {
            let page = written(&html);
            assert!(page.contains("Content-Security-Policy") && !page.contains("__SHOWGRAPH_"));
        }
        Err(error) => assert!(matches!(error, Error::MissingViewer), "{error}"),
    }
}
