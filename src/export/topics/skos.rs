//! `topics.jsonld`: the topics as a SKOS concept scheme (Miles and Bechhofer, W3C, 2009), in JSON-LD 1.1
//! with its context inline. Every resource has an IRI below the base IRI of the graph.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::analyze::topics::{Topic, Topics};
use crate::graph::{EntityId, KnowledgeGraph};
use crate::rdf::{SCHEMA, SG, SKOS};
use crate::text::iri::iri_below;

/// The IRI of a topic.
pub fn topic_iri(topics: &Topics, topic: &Topic) -> String {
    iri_of(topics, &topic.key)
}

fn iri_of(topics: &Topics, key: &str) -> String {
    iri_below(&topics.base_iri, &["topic/", key])
}

/// The IRI of the concept scheme.
pub fn scheme_iri(topics: &Topics) -> String {
    iri_below(&topics.base_iri, &["topics"])
}

/// The topics as a concept scheme in JSON-LD.
///
/// Themes are top concepts and have narrower ones; neighbours are related. `sg:member` leads to
/// the entities of `graph` that belong to a topic, `schema:subjectOf` to the episodes about it.
pub fn to_skos(topics: &Topics, graph: &KnowledgeGraph) -> String {
    let scheme = scheme_iri(topics);
    let tops: Vec<String> = topics
        .themes()
        .map(|theme| topic_iri(topics, theme))
        .collect();
    let mut resources = vec![object([
        ("@id", json!(scheme)),
        ("@type", json!("skos:ConceptScheme")),
        ("prefLabel", json!("Topics")),
        ("hasTopConcept", json!(tops)),
    ])];
    resources.extend(
        topics
            .topics
            .iter()
            .map(|topic| concept(topics, topic, graph, &scheme)),
    );
    let document = json!({"@context": context(), "@graph": resources});
    let mut text = format!("{document:#}");
    text.push('\n');
    text
}

fn concept(topics: &Topics, topic: &Topic, graph: &KnowledgeGraph, scheme: &str) -> Value {
    let narrower = topics
        .narrower(&topic.key)
        .map(|topic| topic_iri(topics, topic))
        .collect();
    let related = topic
        .neighbours
        .iter()
        .map(|other| iri_of(topics, &other.key))
        .collect();
    let members = topic.members.iter().map(|member| &member.id);
    let episodes = topic.episodes.iter().map(|episode| &episode.id);
    object([
        ("@id", json!(topic_iri(topics, topic))),
        ("@type", json!("skos:Concept")),
        ("prefLabel", json!(topic.name)),
        ("notation", json!(topic.key)),
        ("inScheme", json!(scheme)),
        (
            "topConceptOf",
            topic.parent.is_none().then_some(scheme).into(),
        ),
        (
            "broader",
            topic.parent.as_ref().map(|key| iri_of(topics, key)).into(),
        ),
        ("narrower", list(narrower)),
        ("related", list(related)),
        ("member", list(iris(members, graph))),
        ("subjectOf", list(iris(episodes, graph))),
    ])
}

/// The IRIs of nodes, those that the graph has, without repetition.
fn iris<'i>(ids: impl Iterator<Item = &'i EntityId>, graph: &KnowledgeGraph) -> BTreeSet<String> {
    let nodes = ids.filter_map(|id| graph.node(id));
    nodes
        .map(|node| graph.node_iri(node).into_owned())
        .collect()
}

/// Sorted, and nothing for an empty list.
fn list(iris: BTreeSet<String>) -> Value {
    if iris.is_empty() {
        Value::Null
    } else {
        json!(iris)
    }
}

/// An object of the properties that have a value.
fn object<const N: usize>(properties: [(&str, Value); N]) -> Value {
    let given = properties.into_iter().filter(|(_, value)| !value.is_null());
    let given: Map<String, Value> = given
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    given.into()
}

fn context() -> Value {
    let link = |term: &str| json!({"@id": term, "@type": "@id"});
    json!({
        "@version": 1.1,
        "skos": SKOS,
        "schema": SCHEMA,
        "sg": SG,
        "prefLabel": "skos:prefLabel",
        "notation": "skos:notation",
        "inScheme": link("skos:inScheme"),
        "hasTopConcept": link("skos:hasTopConcept"),
        "topConceptOf": link("skos:topConceptOf"),
        "broader": link("skos:broader"),
        "narrower": link("skos:narrower"),
        "related": link("skos:related"),
        "member": link("sg:member"),
        "subjectOf": link("schema:subjectOf"),
    })
}
