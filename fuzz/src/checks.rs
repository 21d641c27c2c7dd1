//! What must hold for files that are no notes, and for whatever is written.

use std::str;
use std::sync::LazyLock;
use std::time::Duration;

use quick_xml::Reader;
use quick_xml::events::Event;
use showgraph::export::{
    Dot, Exporter, GraphMl, Json, JsonLd, NQuads, parse_graph, topics as saved,
};
use showgraph::graph::KnowledgeGraph;
use showgraph::knowledge::lexicon;
use showgraph::query::{Dataset, QueryLimits, SavedQuery};
use showgraph::text::token::{Separator, tokenize};

/// A graph with a node of each kind that queries ask for.
const SAMPLE: &str = r#"{"attributes": {"base_iri": "https://showgraph.example/"}, "nodes": [
    {"key": "episode:pods", "attributes": {"kind": "episode", "label": "Pods", "source": "1.md", "number": 1}},
    {"key": "person:ann-quill", "attributes": {"kind": "person", "label": "Ann Quill"}},
    {"key": "product:kubernetes", "attributes": {"kind": "product", "label": "Kubernetes", "aliases": "[\"k8s\"]"}}],
  "edges": [
    {"key": "1", "source": "episode:pods", "target": "product:kubernetes", "attributes":
        {"relation": "about", "weight": 2.0, "confidence": 1.0, "count": 3, "basis": "stated"}},
    {"key": "2", "source": "episode:pods", "target": "person:ann-quill", "attributes":
        {"relation": "has_guest", "weight": 1.0, "confidence": 1.0, "count": 1, "basis": "stated"}}]}"#;

static GRAPH: LazyLock<KnowledgeGraph> =
    LazyLock::new(|| parse_graph(SAMPLE.into(), "graph.json").expect("the sample is a graph"));

/// The bytes of several formats, each of which its readers accept.
pub(crate) fn outputs(graph: &KnowledgeGraph) -> Vec<Vec<u8>> {
    fn bytes(format: &impl Exporter, graph: &KnowledgeGraph) -> Vec<u8> {
        format
            .write(graph, Vec::new())
            .expect("memory can be written to")
    }
    let json = bytes(&Json::new(), graph);
    let again = parse_graph(json.clone(), "graph.json").expect("what was saved can be read");
    assert_eq!(json, bytes(&Json::new(), &again), "and is the same graph");

    let graphml = bytes(&GraphMl::new(), graph);
    let mut reader = Reader::from_reader(&*graphml);
    while !matches!(reader.read_event().expect("GraphML is XML"), Event::Eof) {}

    let jsonld = bytes(&JsonLd::new(), graph);
    serde_json::from_slice::<serde::de::IgnoredAny>(&jsonld).expect("JSON-LD is JSON");

    let nquads = bytes(&NQuads::new(), graph);
    for quad in oxttl::NQuadsParser::new().for_slice(&nquads) {
        quad.expect("N-Quads can be read");
    }

    let dot = bytes(&Dot::new(), graph);
    let text = str::from_utf8(&dot).expect("DOT is text");
    assert!(
        !text.contains("URL=\"javascript:") && !text.contains("URL=\"data:"),
        "no address in DOT runs code"
    );
    vec![json, graphml, jsonld, nquads, dot]
}

/// A file that says that it is a saved graph.
pub(crate) fn saved_graph(input: &[u8]) {
    if let Ok(graph) = parse_graph(input.to_vec(), "graph.json") {
        outputs(&graph);
    }
}

/// A file that says that it holds topics.
pub(crate) fn topics(input: &[u8]) {
    let Ok(topics) = saved::parse(input, "topics.json") else {
        return;
    };
    let json = saved::to_json(&topics);
    let again = saved::parse(json.as_bytes(), "topics.json").expect("what was saved can be read");
    assert_eq!(saved::to_json(&again), json);
    let skos = saved::to_skos(&topics, &GRAPH);
    serde_json::from_str::<serde::de::IgnoredAny>(&skos).expect("SKOS in JSON-LD is JSON");
    saved::to_dot(&topics);
    saved::to_table(&topics);
}

/// A user's lexicon.
pub(crate) fn lexicon(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else {
        return;
    };
    let Ok(own) = lexicon::Lexicon::from_toml("own.toml", text) else {
        return;
    };
    own.problems();
    // Each name of its own is found in a text that holds nothing else, or is no text at all.
    for (_, entry) in own.entries() {
        own.find(entry.name);
        let mut tokens = Vec::new();
        tokenize(
            entry.name,
            0..entry.name.len(),
            Separator::Block,
            &mut tokens,
        );
        own.scan(entry.name, &tokens, |_| {});
    }
}

/// A saved query: parsed, given its defaults, answered within a second.
pub(crate) fn query(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else {
        return;
    };
    let Ok(query) = SavedQuery::parse(text, "own.rq") else {
        return;
    };
    let Ok(prepared) = query.bind(&GRAPH, &[]) else {
        return;
    };
    let limits = QueryLimits {
        rows: Some(100),
        time: Some(Duration::from_secs(1)),
    };
    // A query may ask for what the engine has not, or for too much.
    let _ = prepared.answer(&Dataset::of(&GRAPH), limits);
}
