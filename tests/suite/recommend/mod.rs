//! What to hear next: the score, its terms, and what they may not depend on.

mod draft;
mod list;
mod score;

use std::collections::BTreeSet;

use serde_json::json;
use showgraph::analyze::recommend::{RecommendOptions, Recommendations, Recommender};
use showgraph::export::parse_graph;
use showgraph::graph::{EntityId, KnowledgeGraph};
use showgraph::vocabulary::Kind;

/// Episodes as (slug, date, "relation thing, relation thing"); a thing is a `kind:slug`.
fn graph(episodes: &[(&str, &str, &str)]) -> KnowledgeGraph {
    let mut things = BTreeSet::new();
    let mut nodes = vec![json!({"key": "show:s", "attributes": {"kind": "show", "label": "S"}})];
    let mut edges = Vec::new();
    let mut tie = |from: &str, relation: &str, to: &str| {
        edges.push(
            json!({"key": format!("{from}.{relation}.{to}.{}", edges.len()),
            "source": from, "target": to, "attributes": {"relation": relation, "weight": 1.0, "confidence": 1.0, "basis": "stated"}}),
        );
    };
    for (number, (slug, date, ties)) in episodes.iter().enumerate() {
        let id = format!("episode:{slug}");
        let mut attributes = json!({"kind": "episode", "label": slug.to_uppercase(),
            "source": format!("{slug}.md"), "number": number + 1});
        if !date.is_empty() {
            attributes["date"] = json!(date);
        }
        nodes.push(json!({"key": id, "attributes": attributes}));
        tie(&id, "part_of_show", "show:s");
        for (relation, thing) in ties.split(", ").filter_map(|tie| tie.split_once(' ')) {
            things.insert(thing.to_owned());
            // "sponsored_by organization:x at url:y" gives the sponsor a page.
            match thing.split_once(" at ") {
                Some((sponsor, page)) => {
                    things.remove(thing);
                    things.extend([sponsor.to_owned(), page.to_owned()]);
                    tie(&id, relation, sponsor);
                    tie(sponsor, "has_page", page);
                }
                None => tie(&id, relation, thing),
            }
        }
    }
    for thing in things {
        let (kind, slug) = thing.split_once(':').unwrap();
        let mut attributes = json!({"kind": kind, "label": slug});
        if kind == "url" {
            attributes["url"] = json!(format!("https://{slug}"));
        }
        nodes.push(json!({"key": thing, "attributes": attributes}));
    }
    let saved =
        json!({"attributes": {"base_iri": "https://a.example/"}, "nodes": nodes, "edges": edges});
    parse_graph(saved.to_string().into_bytes(), "graph.json").expect("sound")
}

fn ask(graph: &KnowledgeGraph, slug: &str, options: &RecommendOptions) -> Recommendations {
    Recommender::new(graph)
        .episode(&EntityId::new(Kind::Episode, slug), options)
        .expect("a known episode")
}

/// The slugs of what is recommended.
fn order(answer: &Recommendations) -> Vec<String> {
    let episodes = answer.recommendations.iter();
    episodes
        .map(|found| found.episode.slug().to_owned())
        .collect()
}

/// The same graph without a node.
fn without(graph: &KnowledgeGraph, id: &EntityId) -> KnowledgeGraph {
    let (base, mut nodes, mut edges) = graph.clone().into_parts();
    nodes.retain(|node| node.id != *id);
    edges.retain(|(from, to, _)| from != id && to != id);
    KnowledgeGraph::from_parts(base, nodes, edges).expect("sound")
}

const EPISODES: &[(&str, &str, &str)] = &[
    (
        "ask",
        "2020-01-01",
        "about concept:bees, mentions concept:wax, mentions product:radio, has_guest person:ada",
    ),
    ("rare", "2020-01-01", "mentions concept:wax"),
    ("common", "2020-01-01", "mentions product:radio"),
    ("topic", "2020-01-01", "about concept:bees"),
    (
        "guest",
        "2020-01-01",
        "has_guest person:ada, mentions product:radio",
    ),
    ("other", "2020-01-01", "mentions product:radio"),
    ("none", "2020-01-01", "mentions concept:rope"),
];

/// Texts of episodes: "term count/episodes, …" by slug.
const TEXTS: &[(&str, &str)] = &[
    ("ask", "honey 3/2,queen 2/2,harbor 5/2,bees 4/2"),
    ("topic", "honey 2/2,bees 1/2"),
    ("rare", "queen 1/2,honey 1/2"),
    ("none", "harbor 6/2,rope 3/1"),
    ("other", "bees 2/2"),
];

/// The same graph with the words of texts.
fn with_texts(graph: KnowledgeGraph, texts: &[(&str, &str)]) -> KnowledgeGraph {
    let (base, mut nodes, edges) = graph.into_parts();
    for node in &mut nodes {
        let text = texts.iter().find(|(slug, _)| *slug == node.id.slug());
        if let (Some((_, text)), Some(detail)) = (text, node.detail.episode_mut()) {
            detail.terms = Some(text.parse().expect("sound"));
        }
    }
    KnowledgeGraph::from_parts(base, nodes, edges).expect("sound")
}
