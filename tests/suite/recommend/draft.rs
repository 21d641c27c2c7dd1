//! Episodes that are asked about and are not in the graph that answers.

use serde_json::json;
use showgraph::analyze::recommend::{RecommendOptions, Recommender};
use showgraph::export::parse_graph;
use showgraph::graph::{EntityId, KnowledgeGraph};
use showgraph::vocabulary::Kind;

use super::{EPISODES, graph, order, without};

#[test]
fn a_draft_is_answered_as_if_it_were_in_the_graph() {
    let all = graph(EPISODES);
    let published = without(&all, &"episode:ask".into());
    let draft = graph(&EPISODES[..1]);
    let answer = Recommender::new(&published)
        .draft(&published, &draft, &RecommendOptions::default())
        .expect("an episode");
    let order = order(&answer);
    for slug in ["guest", "topic", "rare"] {
        assert!(
            order.iter().any(|found| found == slug),
            "{slug} in {order:?}"
        );
    }
    assert!(
        Recommender::new(&all)
            .draft(
                &all,
                &KnowledgeGraph::default(),
                &RecommendOptions::default()
            )
            .is_none()
    );
}

#[test]
fn an_episode_outside_of_the_part_that_answers_is_answered() {
    let all = graph(EPISODES);
    let part = without(&all, &"episode:ask".into());
    let recommender = Recommender::new(&part);
    let ask = |graph: &KnowledgeGraph, slug: &str| {
        let id = EntityId::new(Kind::Episode, slug);
        recommender.episode_of(graph, &id, &RecommendOptions::default())
    };
    let answer = ask(&all, "ask").expect("the larger graph has it");
    // The radio is a hub there.
    assert_eq!(answer.entities, 3);
    let found = order(&answer);
    for slug in ["guest", "topic", "rare"] {
        assert!(
            found.iter().any(|other| other == slug),
            "{slug} in {found:?}"
        );
    }
    // What the part has is answered as by the part alone, and what neither has is not answered.
    let rare: EntityId = "episode:rare".into();
    assert_eq!(
        ask(&all, "rare"),
        recommender.episode(&rare, &RecommendOptions::default())
    );
    assert_eq!(ask(&all, "no"), None);
}

#[test]
fn a_draft_calls_things_by_other_names() {
    let node = |label: &str, aliases: &str| json!({"key": "product:x", "attributes": {"kind": "product", "label": label, "aliases": aliases}});
    let one = |node: serde_json::Value| {
        let saved = json!({"attributes": {"base_iri": "https://a.example/"},
            "nodes": [node, {"key": "episode:e", "attributes": {"kind": "episode", "label": "E", "source": "e.md"}}],
            "edges": [{"key": "1", "source": "episode:e", "target": "product:x", "attributes": {"relation": "about", "weight": 1.0, "confidence": 1.0, "basis": "stated"}}]});
        parse_graph(saved.to_string().into_bytes(), "graph.json").expect("sound")
    };
    let graph = one(node("Kubernetes", r#"["K8s"]"#));
    let cases = [
        ("the same", node("Kubernetes", "[]"), true),
        ("other case", node("kubernetes", "[]"), true),
        ("its alias", node("k8s", "[]"), true),
        (
            "an alias of the draft",
            node("Kube", r#"["Kubernetes"]"#),
            true,
        ),
        ("something else", node("Nomad", "[]"), false),
    ];
    for (name, node, found) in cases {
        let draft = one(node);
        let answer = Recommender::new(&graph)
            .draft(&graph, &draft, &RecommendOptions::default())
            .unwrap();
        assert_eq!(!answer.recommendations.is_empty(), found, "{name}");
    }
}
