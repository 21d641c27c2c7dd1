//! What the files that `export` writes hold.

use std::collections::BTreeSet;
use std::path::PathBuf;

use oxjsonld::JsonLdParser;
use oxrdf::Triple;
use showgraph::export::{Json, JsonLd};
use showgraph::graph::{KnowledgeGraph, parse_graph, triples};

use crate::files::{self, text};
use crate::project::{golden, repository};
use crate::sample;

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
    let written = files::all(&sample::graph());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::remove_dir_all(golden_folder()).ok();
    }
    for (name, text) in &written {
        golden(&format!("export/{name}"), text);
    }
    let folder = golden_folder();
    let mut left = vec![folder.clone()];
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(
                std::fs::read_dir(&path)
                    .expect("readable")
                    .map(|entry| entry.expect("readable").path()),
            );
        } else {
            let name = path
                .strip_prefix(&folder)
                .expect("below")
                .to_string_lossy()
                .replace('\\', "/");
            assert!(
                written.contains_key(&name),
                "nothing writes {name} any more"
            );
        }
    }
}

fn golden_folder() -> PathBuf {
    repository().join("tests/suite/golden/export")
}
