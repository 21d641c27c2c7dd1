//! Queries that construct triples, and the same triples in every RDF format.

use std::collections::BTreeSet;

use oxjsonld::JsonLdParser;
use oxrdf::{Term, Triple};
use oxttl::{NQuadsParser, TurtleParser};
use showgraph::export::{ConstructedTriples, Exporter, JsonLd, NQuads};
use showgraph::graph::KnowledgeGraph;
use showgraph::query::{Answer, Dataset};
use showgraph::rdf::triples;

use crate::query::{CORPUS, answer, own, shipped};
use crate::query_graph;

fn constructed(name: &str, values: &[(&str, &str)]) -> (KnowledgeGraph, Vec<Triple>) {
    let graph = query_graph::graph();
    let prepared = shipped(name).bind(&graph, values).unwrap();
    let Answer::Triples(triples) = answer(&prepared, &graph) else {
        panic!("{name} gives no triples");
    };
    (graph, triples)
}

#[test]
fn an_episode_card_holds_the_episode_and_names() {
    let (_, triples) = constructed("episode-card", &[("episode", "notes/002.md")]);
    let lines: Vec<String> = triples.iter().map(ToString::to_string).collect();
    for line in [
        "<https://showgraph.example/episode/2> <https://schema.org/name> \"Nets\"",
        "<https://showgraph.example/episode/2> <https://showgraph.example/ns#guest> <https://showgraph.example/person/ada>",
        "<https://showgraph.example/person/ada> <https://schema.org/name> \"Ada\"",
        "<https://showgraph.example/person/ada> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/Person>",
    ] {
        assert!(lines.iter().any(|known| known == line), "{line}");
    }
    assert!(!lines.iter().any(|line| line.contains("Carter")));
}

#[test]
fn a_topic_map_ties_concepts_that_meet() {
    let (_, triples) = constructed("topic-map", &[]);
    let lines: Vec<String> = triples.iter().map(ToString::to_string).collect();
    let skos = |property: &str, object: &str| {
        let concept = "<https://showgraph.example/concept/scheduling>";
        let line = format!("{concept} <http://www.w3.org/2004/02/skos/core#{property}> {object}");
        lines.contains(&line)
    };
    assert!(skos("prefLabel", "\"Scheduling\""));
    assert!(skos(
        "inScheme",
        "<https://showgraph.example/show/night-shift#topics>"
    ));
    assert!(skos(
        "broader",
        "<https://showgraph.example/concept/orchestration>"
    ));
    assert!(!lines.iter().any(|line| line.contains("skos/core#related")));
}

#[test]
fn constructed_triples_are_the_same_in_every_rdf_format() {
    let (graph, triples) = constructed("episode-card", &[("episode", "1")]);
    let statements = ConstructedTriples::new(&triples, &graph);
    let expected: BTreeSet<String> = triples.iter().map(ToString::to_string).collect();
    assert_eq!(expected.len(), triples.len(), "none twice");

    let turtle = statements.write_turtle(Vec::new()).unwrap();
    let nquads = statements.write_nquads(Vec::new()).unwrap();
    let jsonld = statements.write_jsonld(Vec::new()).unwrap();
    let of_turtle = TurtleParser::new()
        .for_slice(&turtle)
        .map(|triple| triple.unwrap().to_string());
    let of_nquads = NQuadsParser::new()
        .for_slice(&nquads)
        .map(|quad| Triple::from(quad.unwrap()).to_string());
    let of_jsonld = JsonLdParser::new()
        .for_slice(&jsonld)
        .map(|quad| Triple::from(quad.unwrap()).to_string());
    assert_eq!(of_turtle.collect::<BTreeSet<_>>(), expected);
    assert_eq!(of_nquads.collect::<BTreeSet<_>>(), expected);
    assert_eq!(of_jsonld.collect::<BTreeSet<_>>(), expected);
}

#[test]
fn constructed_triples_are_pictures_too() {
    let (graph, triples) = constructed("episode-card", &[("episode", "1")]);
    let statements = ConstructedTriples::new(&triples, &graph);
    let dot = String::from_utf8(statements.write_dot(Vec::new()).unwrap()).unwrap();
    assert!(dot.contains("label=\"Carter\""), "{dot}");
    assert!(
        dot.contains("\"https://showgraph.example/episode/1\" -> \"https://showgraph.example/person/carter\" [label=\"guest\""),
        "{dot}"
    );
    let graphml = String::from_utf8(statements.write_graphml(Vec::new()).unwrap()).unwrap();
    let mut reader = quick_xml::Reader::from_str(&graphml);
    let mut names = Vec::new();
    loop {
        match reader.read_event().expect("well-formed") {
            quick_xml::events::Event::Start(tag) => names.push(tag.name().as_ref().to_owned()),
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    let edges = triples
        .iter()
        .filter(|triple| matches!(triple.object, Term::NamedNode(_)))
        .filter(|triple| !triple.predicate.as_str().ends_with("#type"))
        .count();
    assert_eq!(names.iter().filter(|name| *name == "edge").count(), edges);
}

#[test]
fn memory_json_ld_and_n_quads_hold_the_same_triples() {
    for graph in [&query_graph::graph(), &crate::sample::graph(), &*CORPUS] {
        let everything = own("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }").as_written();
        let Answer::Triples(asked) = answer(&everything, graph) else {
            panic!("triples");
        };
        let memory: BTreeSet<String> = asked.iter().map(ToString::to_string).collect();
        let jsonld = JsonLd::new().write(graph, Vec::new()).unwrap();
        let jsonld: BTreeSet<String> = JsonLdParser::new()
            .for_slice(&jsonld)
            .map(|quad| Triple::from(quad.unwrap()).to_string())
            .collect();
        let nquads = NQuads::new().write(graph, Vec::new()).unwrap();
        let nquads: BTreeSet<String> = NQuadsParser::new()
            .for_slice(&nquads)
            .map(|quad| Triple::from(quad.unwrap()).to_string())
            .collect();
        assert_eq!(Dataset::of(graph).len(), triples(graph).len());
        assert!(memory == jsonld, "memory and JSON-LD differ");
        assert!(memory == nquads, "memory and N-Quads differ");
    }
}
