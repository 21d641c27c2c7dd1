//! Writes the graphs that `tests/consumers` hands to other programs, below `target/tmp/consumers`.

use std::path::Path;

use showgraph::export::{JsonLd, JsonLdContext};
use showgraph::graph::KnowledgeGraph;
use showgraph::vocabulary::{Kind, Relation};

use crate::sample::{self, BASE, edge, node};
use crate::{files, hostile_graph};

#[test]
fn graphs_for_other_programs_are_written() {
    for (name, graph) in [
        (
            "empty",
            KnowledgeGraph::from_parts(BASE, Vec::new(), Vec::new()).expect("valid"),
        ),
        ("sample", sample::graph()),
        ("hostile", hostile_graph::worst()),
        ("large", large(2_000)),
    ] {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("consumers")
            .join(name);
        std::fs::remove_dir_all(&folder).ok();
        let mut files = files::all(&graph);
        let remote = JsonLd::new().with_context(JsonLdContext::Remote);
        files.insert("remote/graph.jsonld".into(), files::text(&remote, &graph));
        for (path, text) in files {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
            std::fs::write(path, text).expect("writable");
        }
    }
}

/// A show whose episodes each name ten concepts, some of them more often than others.
fn large(nodes: usize) -> KnowledgeGraph {
    let episodes = nodes / 10;
    let concepts = nodes - episodes - 1;
    let mut all = vec![node(Kind::Show, "large", "Large")];
    let mut edges = Vec::new();
    for at in 0..concepts {
        all.push(node(
            Kind::Concept,
            &format!("concept-{at}"),
            &format!("Concept {at}"),
        ));
    }
    for at in 0..episodes {
        let id = format!("episode:large-{at}");
        all.push(sample::episode(
            &format!("large-{at}"),
            &format!("Episode {at}"),
            at as i64,
            "2020-02-29",
        ));
        edges.push(edge(&id, Relation::PartOfShow, "show:large"));
        for turn in 0..10 {
            let concept = (at * 10 + turn * turn * 37) % concepts;
            edges.push(edge(
                &id,
                Relation::Mentions,
                &format!("concept:concept-{concept}"),
            ));
        }
    }
    edges.sort_by(|a, b| a.2.id.cmp(&b.2.id));
    edges.dedup_by(|a, b| a.2.id == b.2.id);
    KnowledgeGraph::from_parts(BASE, all, edges).expect("ids are unique and known")
}
