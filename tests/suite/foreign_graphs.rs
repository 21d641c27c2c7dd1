//! Graphs in the form of other programs are read as a saved graph is, and looked at as closely.

use showgraph::export::{Exporter, Json, parse_graph};
use showgraph::graph::KnowledgeGraph;

use serde_json::{Value, json};

use crate::project::repository;

fn sample() -> Value {
    let text = std::fs::read_to_string(repository().join("output/graph.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn written(graph: &KnowledgeGraph) -> String {
    String::from_utf8(Json::new().write(graph, Vec::new()).unwrap()).unwrap()
}

fn read(value: &Value) -> Result<KnowledgeGraph, String> {
    parse_graph(value.to_string().into_bytes(), "other.json").map_err(|error| error.to_string())
}

/// As `networkx.node_link_data` writes what it read from `graph.json`, and from GraphML.
#[test]
fn a_graph_that_went_through_networkx_is_the_same_graph() {
    let own = sample();
    let expected = written(&parse_graph(own.to_string().into_bytes(), "graph.json").unwrap());
    for nested in [true, false] {
        for edges in ["edges", "links"] {
            let with = |item: &Value, names: &[(&str, &Value)]| {
                let mut made = match nested {
                    true => json!({"attributes": item["attributes"]}),
                    false => item["attributes"].clone(),
                };
                for (name, value) in names {
                    // The file of an edge's evidence has the name of its end, where they lie side by side.
                    if !nested && *name == "source" {
                        made["source_path"] = made["source"].clone();
                    }
                    made[*name] = (*value).clone();
                }
                made
            };
            let nodes: Vec<Value> = own["nodes"]
                .as_array()
                .unwrap()
                .iter()
                .map(|node| with(node, &[("id", &node["key"])]))
                .collect();
            let links: Vec<Value> = own["edges"]
                .as_array()
                .unwrap()
                .iter()
                .map(|edge| {
                    let names = [
                        ("source", &edge["source"]),
                        ("target", &edge["target"]),
                        ("key", &edge["key"]),
                    ];
                    with(edge, &names)
                })
                .collect();
            let value = json!({"directed": true, "multigraph": true, "graph": {}, "nodes": nodes, edges: links});
            let graph = read(&value).unwrap();
            match nested {
                true => assert_eq!(written(&graph), expected),
                // networkx itself puts an edge's ends over the attribute `source`.
                false => {
                    assert_eq!(
                        (graph.node_count(), graph.edge_count()),
                        (nodes.len(), links.len())
                    );
                    assert_eq!(graph.base_iri(), "https://showgraph.example/");
                }
            }
        }
    }
}

fn kg() -> Value {
    json!({
        "schema_version": "2.0", "episode_id": "ep-1",
        "extraction": {"model_version": "metadata_only", "extracted_at": "2026-01-01", "transcript_ref": "1.txt"},
        "nodes": [
            {"id": "podcast:kiln", "type": "Podcast", "properties": {"title": "Kiln", "rss_url": "https://kiln.example/feed"}},
            {"id": "episode:ep-1", "type": "Episode", "properties":
                {"podcast_id": "podcast:kiln", "title": "Glazes", "publish_date": "2025-03-04", "duration_ms": 61_500}},
            {"id": "person:ann-quill", "type": "Person", "properties": {"name": "Ann Quill", "role": "host"}},
            {"id": "person:bo", "type": "Entity", "properties": {"name": "Bo", "kind": "person", "role": "guest"}},
            {"id": "org:pots", "type": "Organization", "properties": {"name": "Pots & Co", "aliases": ["Pots"]}, "confidence": 0.9},
            {"id": "topic:ash glaze", "type": "Topic", "properties": {"label": "ash glaze", "slug": "ash glaze"}}
        ],
        "edges": [
            {"type": "HAS_EPISODE", "from": "podcast:kiln", "to": "episode:ep-1"},
            {"type": "MENTIONS", "from": "topic:ash glaze", "to": "episode:ep-1"},
            {"type": "MENTIONS", "from": "org:pots", "to": "episode:ep-1"},
            {"type": "HOSTS", "from": "person:ann-quill", "to": "podcast:kiln"}
        ]
    })
}

#[test]
fn a_kg_json_of_podcast_scraper_is_an_episode_with_what_it_names() {
    let graph = read(&kg()).unwrap();
    let said: Vec<String> = graph
        .edges()
        .map(|view| format!("{} {} {}", view.from.id, view.edge.relation, view.to.id))
        .collect();
    assert_eq!(
        said,
        [
            "episode:ep-1 hosted_by person:ann-quill",
            "episode:ep-1 has_guest person:bo",
            "episode:ep-1 part_of_show show:kiln",
            "episode:ep-1 mentions concept:ash-glaze",
            "episode:ep-1 mentions organization:pots",
        ]
    );
    let episode = graph
        .node(&"episode:ep-1".into())
        .unwrap()
        .detail
        .episode()
        .unwrap();
    assert_eq!(
        (episode.duration, episode.date.as_deref()),
        (Some(61), Some("2025-03-04"))
    );
}

#[test]
fn what_is_wrong_is_refused_as_in_a_saved_graph() {
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut value = kg();
        change(&mut value);
        read(&value).unwrap_err()
    };
    let cases = [
        (
            changed(&|kg| kg["nodes"][0]["properties"]["rss_url"] = json!("javascript:alert(1)")),
            "no address that can be followed",
        ),
        (
            changed(&|kg| kg["nodes"][2]["type"] = json!("Ghost")),
            "expected Podcast, Episode, Person",
        ),
        (
            changed(&|kg| kg["edges"][1]["to"] = json!("episode:x")),
            "unknown node \"episode:x\"",
        ),
        (
            changed(&|kg| kg["nodes"][3]["id"] = json!("person:ann-quill")),
            "two nodes have the id",
        ),
        (
            changed(&|kg| kg["nodes"][2]["id"] = json!({"a": 1})),
            "is no id of a node",
        ),
        (
            read(&json!({"nodes": [{"id": 1, "label": "f()"}], "links": []})).unwrap_err(),
            "missing field `kind`; expected a graph that export wrote, as networkx saves it",
        ),
        (
            read(&json!({"nodes": [], "edges": 5})).unwrap_err(),
            "expected the file \"graph.json\"",
        ),
    ];
    for (message, expected) in cases {
        assert!(message.contains(expected), "{message}\n{expected}");
        assert!(message.starts_with("other.json"), "{message}");
    }
}
