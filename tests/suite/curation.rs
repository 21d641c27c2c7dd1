//! What `showgraph.toml` says under `[curation]` wins over every rule.

use std::fs;

use showgraph::error::Severity;
use showgraph::graph::{KnowledgeGraph, Node};
use showgraph::vocabulary::Kind;
use showgraph::{Options, Outcome, Pipeline, ResolvedCorpus};

const FIRST: &str = "\
---
title: Queues with Ada Quill and Bo Tern
hosts: [Mara Finch]
---
We talk about Kubernetes, K8s for short, and about the Lantern Queue.
Bo Tern is an engineer at Harbor Works.

- [Lantern Queue](https://lantern-queue.example/) and [LanternQ](https://lantern-queue.example/q)
- [Harbor Works](https://harborworks.example/)
";

const SECOND: &str = "\
---
title: Lamps
hosts: [Mara Finch]
guests: [Ada Quill]
---
Ada Quill is back with the Lantern Queue, and PostgreSQL, the frobnicator of databases.

- [Lantern Queue](https://lantern-queue.example/)
- [Postgres](https://www.postgresql.org/)
";

fn resolve(curation: &str) -> ResolvedCorpus {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("1.md", FIRST);
    write("2.md", SECOND);
    write(
        "showgraph.toml",
        &format!("show = \"Night Harbor\"\n[curation]\n{curation}\n"),
    );
    let options = Options::default();
    let pipeline = Pipeline::open(&[folder.path().to_owned()], &options).unwrap();
    pipeline.extract().unwrap().resolve().unwrap()
}

fn build(curation: &str) -> Outcome {
    resolve(curation).into_graph().unwrap()
}

/// The entities called so, by label or alias: "kind label".
fn called(graph: &KnowledgeGraph, name: &str) -> Vec<String> {
    let named = |node: &&Node| node.label == name || node.aliases.iter().any(|alias| alias == name);
    graph
        .nodes()
        .filter(|node| node.kind.is_entity())
        .filter(named)
        .map(|node| format!("{} {}", node.kind, node.label))
        .collect()
}

#[test]
fn it_wins_over_every_rule() {
    /// What it shows, the curation, a name, and what is called so without and with it.
    type Case = (
        &'static str,
        &'static str,
        &'static str,
        &'static [&'static str],
        &'static [&'static str],
    );
    let cases: &[Case] = &[
        (
            "names that no rule unites become one",
            "same = [[\"Kubernetes\", \"PostgreSQL\"]]",
            "PostgreSQL",
            &["product PostgreSQL"],
            &["product Kubernetes"],
        ),
        (
            "people too",
            "same = [[\"Ada Quill\", \"Bo Tern\"]]",
            "Bo Tern",
            &["person Bo Tern"],
            &["person Ada Quill"],
        ),
        (
            "the first name is the label, also where nobody says it",
            "same = [[\"Ada Quill-Marsh\", \"Ada Quill\"]]",
            "Ada Quill",
            &["person Ada Quill"],
            &["person Ada Quill-Marsh"],
        ),
        (
            "names that the lexicon unites are kept apart",
            "never_same = [[\"Kubernetes\", \"K8s\"]]\nkind = { K8s = \"concept\" }",
            "K8s",
            &["product Kubernetes"],
            &["concept K8s"],
        ),
        (
            "a label is renamed",
            "rename = { \"PostgreSQL\" = \"The Elephant\" }",
            "PostgreSQL",
            &["product PostgreSQL"],
            &["product The Elephant"],
        ),
        (
            "a kind is set",
            "kind = { PostgreSQL = \"event\" }",
            "PostgreSQL",
            &["product PostgreSQL"],
            &["event PostgreSQL"],
        ),
        (
            "what no rule takes for a name becomes one",
            "kind = { frobnicator = \"concept\" }",
            "frobnicator",
            &[],
            &["concept frobnicator"],
        ),
        (
            "a person who is none loses the part",
            "kind = { \"Mara Finch\" = \"organization\" }",
            "Mara Finch",
            &["person Mara Finch"],
            &["organization Mara Finch"],
        ),
        (
            "what is no entity is dropped",
            "drop = [\"kubernetes\"]",
            "Kubernetes",
            &["product Kubernetes"],
            &[],
        ),
        (
            "a host is dropped",
            "drop = [\"Mara Finch\"]",
            "Mara Finch",
            &["person Mara Finch"],
            &[],
        ),
    ];
    let plain = build("");
    for (name, curation, asked, without, with) in cases {
        let curated = build(curation);
        assert_eq!(called(&plain.graph, asked), *without, "without: {name}");
        assert_eq!(called(&curated.graph, asked), *with, "{name}");
        let said: Vec<String> = curated.warnings.iter().map(ToString::to_string).collect();
        assert!(said.is_empty(), "{name}: {said:?}");
    }
}

#[test]
fn what_is_united_keeps_its_edges_and_is_told_by_the_merges() {
    let corpus = resolve(
        "same = [[\"Lantern Queue\", \"LanternQ\"]]\nkind = { \"Lantern Queue\" = \"product\" }",
    );
    let (outcome, merges) = corpus.into_graph_and_merges().unwrap();
    let node = outcome
        .graph
        .nodes_of(Kind::Product)
        .find(|node| node.label == "Lantern Queue")
        .unwrap();
    assert_eq!(node.episodes, 2);
    assert_eq!(node.aliases, ["LanternQ"]);
    let merge = merges
        .iter()
        .find(|merge| merge.form == "LanternQ")
        .unwrap();
    assert_eq!(
        (merge.name.as_str(), merge.rule.as_str()),
        ("Lantern Queue", "curation")
    );
}

#[test]
fn entries_that_do_nothing_are_named_with_their_place() {
    let cases = [
        (
            "same = [[\"Lantern Queue\", \"Lamp Line\"]]",
            "3:27: \"Lamp Line\" under \"same\" matches nothing in these notes",
        ),
        (
            "never_same = [[\"Kubernetes\", \"Kubernot\"]]",
            "3:30: \"Kubernot\" under \"never_same\" matches nothing in these notes",
        ),
        (
            "drop = [\n  \"nobody\",\n]",
            "4:3: \"nobody\" under \"drop\" matches nothing in these notes",
        ),
        (
            "rename = { nothing = \"something\" }",
            "3:12: \"nothing\" under \"rename\" matches nothing in these notes",
        ),
        (
            "same = [[\"Lantern Queue\"]]",
            "3:10: \"Lantern Queue\" stands alone under \"same\", expected two names",
        ),
        (
            "kind = { \"Lantern Queue\" = \"url\" }",
            "3:10: \"Lantern Queue\" cannot be made a url, expected one of person, organization",
        ),
        (
            "same = [[\"Ada Quill\", \"Bo Tern\"]]\nnever_same = [[\"Bo Tern\", \"Ada Quill\"]]",
            "3:23: \"Bo Tern\" and \"Ada Quill\" are both \"same\" and \"never_same\"",
        ),
    ];
    for (curation, expected) in cases {
        let outcome = build(curation);
        let said: Vec<String> = outcome.warnings.iter().map(ToString::to_string).collect();
        let [only] = said.as_slice() else {
            panic!("{curation}: {said:?}");
        };
        assert!(
            only.contains(&format!("/showgraph.toml:{expected}")),
            "{curation}: {only}"
        );
        assert_eq!(outcome.warnings[0].severity, Severity::Notice, "{curation}");
        assert!(!outcome.is_partial(), "{curation}");
    }
}
