//! What the files that `export` writes hold.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use oxjsonld::JsonLdParser;
use oxrdf::Triple;
use serde_json::Value;
use showgraph::export::parse_graph;
use showgraph::export::{Annotations, CONTEXT, FRAME, Json, JsonLd};
use showgraph::graph::KnowledgeGraph;
use showgraph::rdf::{Class, Property, triples};

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
fn the_context_has_every_term_and_no_other() {
    let document: Value = serde_json::from_str(CONTEXT).expect("JSON");
    let context = document["@context"].as_object().expect("an object");
    let namespace = |prefix: &str| context[prefix].as_str().expect("a namespace").to_owned();
    let whole = |compact: &str| {
        let (prefix, local) = compact.split_once(':').expect("a prefix");
        namespace(prefix) + local
    };
    let classes = Class::ALL.iter().map(|class| (class.key(), class.iri()));
    let properties = Property::ALL
        .iter()
        .map(|property| (property.key(), property.iri()));
    let terms: BTreeMap<&str, &str> = classes.chain(properties).collect();
    for (key, iri) in &terms {
        let defined = match context.get(*key) {
            None => whole(key),
            Some(Value::String(compact)) => whole(compact),
            Some(definition) => whole(definition["@id"].as_str().expect("an @id")),
        };
        assert_eq!(defined, *iri, "{key}");
    }
    for key in context
        .keys()
        .filter(|key| !["@version", "schema", "sg", "skos", "xsd", "prov"].contains(&key.as_str()))
    {
        assert!(terms.contains_key(key.as_str()), "{key} is no term of ours");
    }
    let frame: Value = serde_json::from_str(FRAME).expect("JSON");
    assert_eq!(
        frame["@context"], document["@context"],
        "the frame has the same context"
    );
}

#[test]
fn annotations_point_into_the_files() {
    let notes = "---\ntitle: x\n---\n".to_owned()
        + &"\n".repeat(8)
        + "Ünd as they say: \"pods & pets\" everywhere\n";
    let files = |path: &str| (path == "notes/night-shift-1.md").then(|| notes.clone().into_bytes());
    let annotations = Annotations::new().with_files(&files);
    let document: Value =
        serde_json::from_str(&text(&annotations, &sample::graph())).expect("JSON");
    let graph = document["@graph"].as_array().expect("a list");
    let file = graph
        .iter()
        .find(|item| item["name"] == "notes/night-shift-1.md")
        .expect("the file");
    assert_eq!(file["sg:sha256"].as_str().map(str::len), Some(64));
    let annotation = graph
        .iter()
        .find(|item| item["@type"] == "Annotation")
        .expect("one");
    let selectors = annotation["target"][0]["selector"]
        .as_array()
        .expect("a list");
    let of = |class: &str| {
        selectors
            .iter()
            .find(|one| one["@type"] == class)
            .expect(class)
    };
    let (start, end) = (
        &of("TextPositionSelector")["start"],
        &of("TextPositionSelector")["end"],
    );
    let cut = |at: &Value| {
        at.as_u64()
            .and_then(|at| usize::try_from(at).ok())
            .expect("a number")
    };
    let selected: String = notes.chars().take(cut(end)).skip(cut(start)).collect();
    assert_eq!(selected, of("TextQuoteSelector")["exact"]);
    assert_eq!(of("FragmentSelector")["value"], "line=11,12");
    assert_eq!(annotation["target"][1]["selector"]["value"], "t=754");
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
