//! Small sites, each with what their graphs hold, and behind "no " what they do not.

use std::collections::BTreeSet;

use showgraph::graph::{Detail, KnowledgeGraph, Node};
use showgraph::vocabulary::Kind;
use showgraph::{Options, Pipeline};

use crate::project::folder;

/// What it is, its files, and what is right.
pub type Case<'c> = (&'c str, &'c [(&'c str, &'c str)], &'c [&'c str]);

/// The facts of a graph: `person Jana Weber`, `a.md has_guest Jana Weber`, `a.md refers_to b.md`,
/// `a.md date 2024-03-10`, `a.md number 7`, `a.md title Clay`, `2 episodes`.
fn facts(graph: &KnowledgeGraph) -> BTreeSet<String> {
    let detail = |node: &Node| match &node.detail {
        Detail::Episode(detail) => Some(detail.clone()),
        _ => None,
    };
    let source = |node: &Node| {
        let detail = detail(node);
        detail.map_or_else(|| node.label.clone(), |detail| detail.source)
    };
    let mut facts = BTreeSet::new();
    for kind in [Kind::Episode, Kind::Person, Kind::Show, Kind::Url] {
        let count = graph.nodes_of(kind).count();
        facts.insert(format!("{count} {kind}s"));
    }
    for node in graph.nodes() {
        facts.insert(format!("{} {}", node.kind, node.label));
        if let Some(detail) = detail(node) {
            let place = &detail.source;
            facts.insert(format!("{place} title {}", node.label));
            facts.extend(
                detail
                    .date
                    .as_ref()
                    .map(|date| format!("{place} date {date}")),
            );
            facts.extend(
                detail
                    .number
                    .map(|number| format!("{place} number {number}")),
            );
        }
    }
    for view in graph.edges() {
        let (from, to) = (source(view.from), source(view.to));
        facts.insert(format!("{from} {} {to}", view.edge.relation));
        let seconds = view.edge.evidence.seconds;
        facts.extend(seconds.map(|seconds| format!("{from} at {seconds} {to}")));
    }
    facts
}

/// Builds the graph of each case and compares.
pub fn check(cases: &[Case<'_>]) {
    let mut wrong = Vec::new();
    for (what, files, expected) in cases {
        let folder = folder(files);
        let pipeline = Pipeline::open(&[folder.path().to_owned()], &Options::default()).unwrap();
        let facts = facts(&pipeline.build().unwrap().graph);
        for fact in *expected {
            let right = match fact.strip_prefix("no ") {
                Some(absent) => !facts.contains(absent),
                None => facts.contains(*fact),
            };
            if !right {
                wrong.push(format!("{what}: {fact}, but {facts:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A page with these fields.
pub fn with(fields: &str) -> String {
    format!("---\ntitle: Clay\n{fields}\n---\nWe talk about clay.\n")
}
