//! What the files that `export` writes hold.

use std::collections::BTreeSet;

use oxjsonld::JsonLdParser;
use oxrdf::Triple;
use showgraph::export::{Dot, Exporter, GraphMl, Json, JsonLd};
use showgraph::graph::{KnowledgeGraph, parse_graph, triples};

use crate::sample;

fn text(exporter: &impl Exporter, graph: &KnowledgeGraph) -> String {
    let bytes = exporter
        .write(graph, Vec::new())
        .expect("memory takes everything");
    String::from_utf8(bytes).expect("every format is UTF-8")
}

fn same(left: &KnowledgeGraph, right: &KnowledgeGraph) {
    assert_eq!(left.base_iri(), right.base_iri());
    assert!(left.nodes().eq(right.nodes()), "the nodes differ");
    let ends = |graph: &KnowledgeGraph| -> Vec<_> {
        graph
            .edges()
            .map(|view| (view.from.id.clone(), view.to.id.clone(), view.edge.clone()))
            .collect()
    };
    assert_eq!(ends(left), ends(right));
}

#[test]
fn json_is_lossless() {
    let graph = sample::graph();
    let saved = text(&Json::new(), &graph);
    let read = parse_graph(saved.clone().into_bytes(), "graph.json").expect("our own file");
    same(&graph, &read);
    assert_eq!(saved, text(&Json::new(), &read));
}

#[test]
fn json_ld_holds_the_same_triples_as_the_graph() {
    let graph = sample::graph();
    let json_ld = text(&JsonLd::new(), &graph);
    let parsed: BTreeSet<String> = JsonLdParser::new()
        .for_slice(json_ld.as_bytes())
        .map(|quad| Triple::from(quad.expect("valid JSON-LD")).to_string())
        .collect();
    let direct: Vec<String> = triples(&graph).iter().map(ToString::to_string).collect();
    let unique: BTreeSet<String> = direct.iter().cloned().collect();
    assert_eq!(direct.len(), unique.len(), "no triple twice");
    assert_eq!(parsed, unique);
}

#[test]
fn files_are_as_they_were() {
    let graph = sample::graph();
    for (name, written) in [
        ("graph.graphml", text(&GraphMl::new(), &graph)),
        ("graph.jsonld", text(&JsonLd::new(), &graph)),
        ("graph.dot", text(&Dot::new(), &graph)),
        ("graph.json", text(&Json::new(), &graph)),
    ] {
        golden(name, &written);
    }
}

/// Compares with `tests/suite/golden/NAME`; `UPDATE_GOLDEN=1` writes it instead.
pub fn golden(name: &str, written: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/suite/golden")
        .join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        std::fs::write(&path, written).expect("writable");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if expected != written {
        let line = expected
            .lines()
            .zip(written.lines())
            .position(|(a, b)| a != b);
        panic!(
            "{name} differs from line {:?} on; UPDATE_GOLDEN=1 accepts it",
            line.map(|at| at + 1)
        );
    }
}
