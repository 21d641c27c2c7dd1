//! The JSON-LD of a page, for its head: in terms of schema.org alone.

use serde_json::{Value, json};

use super::page::{MOST, Said};
use crate::analyze::topics::Topic;
use crate::graph::{KnowledgeGraph, Node};
use crate::untrusted::followed_iri;

const CONTEXT: &str = "https://schema.org";

pub(super) fn of_topic(topic: &Topic, episodes: &[Said]) -> Value {
    text(&json!({
        "@context": CONTEXT,
        "@type": "CollectionPage",
        "name": topic.name,
        "about": topic
            .members
            .iter()
            .take(MOST)
            .map(|member| json!({"@type": "Thing", "name": member.label}))
            .collect::<Vec<_>>(),
        "hasPart": parts(episodes),
    }))
}

pub(super) fn of_guest(graph: &KnowledgeGraph, guest: &Node, episodes: &[Said]) -> Value {
    let mut person = json!({"@type": "Person", "@id": graph.node_iri(guest), "name": guest.label});
    let same_as: Vec<_> = guest
        .same_as
        .iter()
        .filter_map(|iri| followed_iri(iri))
        .collect();
    if !same_as.is_empty() {
        person["sameAs"] = json!(same_as);
    }
    text(&json!({
        "@context": CONTEXT,
        "@type": "ProfilePage",
        "mainEntity": person,
        "hasPart": parts(episodes),
    }))
}

fn parts(episodes: &[Said]) -> Vec<Value> {
    let part = |episode: &Said| {
        let mut part =
            json!({"@type": "PodcastEpisode", "@id": episode.iri, "name": episode.title});
        if let Some(date) = &episode.date {
            part["datePublished"] = json!(date);
        }
        part
    };
    episodes.iter().map(part).collect()
}

/// As a text for a `<script>`, which `</script>` or `<!--` would upset.
fn text(value: &Value) -> Value {
    Value::String(value.to_string().replace('<', "\\u003c"))
}
