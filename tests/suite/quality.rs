//! How well the graph of the sample episodes agrees with what a careful reader finds in them.
//!
//! The labels lie in `tests/labels`. A node counts as right when an entity of its kind, not yet
//! matched, has its label as one of its forms; `ok` entities are right to give and right to leave
//! out, so recall is over `must` alone. The floors lie a little below what was reached.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde::Deserialize;
use showgraph::graph::{KnowledgeGraph, Node};
use showgraph::vocabulary::{Kind, Relation};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::project::repository;

#[derive(Deserialize)]
struct Labels {
    episode: String,
    entities: Vec<Label>,
}

#[derive(Deserialize)]
struct Label {
    #[serde(rename = "type")]
    kind: Kind,
    name: String,
    aliases: Vec<String>,
    #[serde(default)]
    alt_types: Vec<Kind>,
    #[serde(default)]
    roles: Vec<Role>,
    level: Level,
}

#[derive(Deserialize, PartialEq, Eq, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Role {
    Host,
    Guest,
    Mentioned,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Level {
    Must,
    Ok,
}

/// Right, output, found, wanted.
#[derive(Default, Clone, Copy)]
struct Count {
    right: u32,
    output: u32,
    found: u32,
    wanted: u32,
}

impl Count {
    fn precision(self) -> f64 {
        f64::from(self.right) / f64::from(self.output.max(1))
    }

    fn recall(self) -> f64 {
        f64::from(self.found) / f64::from(self.wanted.max(1))
    }

    fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE)
    }
}

/// A form without case, accents, punctuation, article and plural.
fn normal(form: &str) -> String {
    let plain: String = form
        .nfkd()
        .filter(|character| !is_combining_mark(*character))
        .flat_map(char::to_lowercase)
        .collect();
    let plain = plain.replace("'s ", " ");
    let words = plain
        .split(|character: char| !character.is_alphanumeric() && !"_+#".contains(character))
        .filter(|word| !word.is_empty());
    let mut words: Vec<&str> = words.collect();
    if words.len() > 1 && ["the", "a", "an"].contains(&words[0]) {
        words.remove(0);
    }
    let singular = words.iter().map(|word| match word.strip_suffix('s') {
        Some(stem) if word.len() > 3 && !stem.ends_with('s') => stem,
        _ => word,
    });
    singular.collect::<Vec<_>>().join(" ")
}

/// The entities of an episode, each with the relations that lead to it.
fn entities_of<'a>(
    graph: &'a KnowledgeGraph,
    episode: &Node,
) -> Vec<(&'a Node, BTreeSet<Relation>)> {
    let mut found: BTreeMap<_, (&Node, BTreeSet<Relation>)> = BTreeMap::new();
    for view in graph.edges_from(&episode.id) {
        if view.to.kind.is_entity() {
            let entry = found
                .entry(&view.to.id)
                .or_insert((view.to, BTreeSet::new()));
            entry.1.insert(view.edge.relation);
        }
    }
    found.into_values().collect()
}

/// Adds one episode's figures, and says what was missed and what was wrong.
fn score(
    labels: &Labels,
    entities: &[(&Node, BTreeSet<Relation>)],
    counts: &mut BTreeMap<&'static str, Count>,
) -> Vec<String> {
    let mut remarks = Vec::new();
    let mut hits: Vec<Option<&BTreeSet<Relation>>> = vec![None; labels.entities.len()];
    for (node, relations) in entities {
        let label = normal(&node.label);
        let fits = |wanted: &Label| {
            (wanted.kind == node.kind || wanted.alt_types.contains(&node.kind))
                && (normal(&wanted.name) == label
                    || wanted.aliases.iter().any(|alias| normal(alias) == label)
                    || node
                        .aliases
                        .iter()
                        .any(|alias| normal(alias) == normal(&wanted.name)))
        };
        // The entity whose very name it is comes before one that has it as an alias.
        let hit = (0..labels.entities.len())
            .filter(|at| hits[*at].is_none() && fits(&labels.entities[*at]))
            .min_by_key(|at| normal(&labels.entities[*at].name) != label);
        let count = counts.entry(node.kind.as_str()).or_default();
        count.output += 1;
        match hit {
            Some(at) => {
                hits[at] = Some(relations);
                count.right += 1;
            }
            None => remarks.push(format!(
                "{}: + {} {}",
                labels.episode, node.kind, node.label
            )),
        }
    }
    for (wanted, hit) in labels.entities.iter().zip(&hits) {
        if wanted.level == Level::Must {
            let count = counts.entry(wanted.kind.as_str()).or_default();
            count.wanted += 1;
            count.found += u32::from(hit.is_some());
            if hit.is_none() {
                remarks.push(format!(
                    "{}: - {} {}",
                    labels.episode, wanted.kind, wanted.name
                ));
            }
        }
    }
    for (name, role, relation) in [
        ("host", Role::Host, Relation::HostedBy),
        ("guest", Role::Guest, Relation::HasGuest),
    ] {
        let count = counts.entry(name).or_default();
        count.output += entities
            .iter()
            .filter(|(_, has)| has.contains(&relation))
            .count() as u32;
        for (wanted, hit) in labels.entities.iter().zip(&hits) {
            if wanted.roles.contains(&role) {
                let right = u32::from(hit.is_some_and(|has| has.contains(&relation)));
                count.wanted += 1;
                count.right += right;
                count.found += right;
            }
        }
    }
    remarks
}

#[test]
fn forms_are_compared_as_a_reader_would() {
    let cases = [
        ("Pet Sets", "pet set"),
        ("the Café's  menu", "cafe menu"),
        ("C++", "c++"),
        ("NATS", "nat"),
        ("DNS", "dns"),
        ("compress", "compress"),
        ("Wi-Fi", "wi fi"),
    ];
    for (form, expected) in cases {
        assert_eq!(normal(form), expected, "{form}");
    }
}

#[test]
fn a_careful_reader_agrees() {
    let corpus = repository().join("tests/corpus");
    let options = showgraph::Options::default();
    let graph = showgraph::Pipeline::open(&[corpus], &options)
        .and_then(|pipeline| pipeline.build())
        .unwrap()
        .graph;

    let mut files: Vec<_> = fs::read_dir(repository().join("tests/labels"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    files.sort();
    let mut counts = BTreeMap::new();
    let mut remarks = Vec::new();
    for file in files {
        let labels: Labels = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        let episode = graph
            .nodes_of(Kind::Episode)
            .find(|node| {
                let own = node.detail.episode();
                own.is_some_and(|own| own.source == labels.episode)
            })
            .unwrap_or_else(|| panic!("{} is not in the graph", labels.episode));
        remarks.extend(score(&labels, &entities_of(&graph, episode), &mut counts));
    }

    // Kind or role, and the least F1.
    let floors = [
        ("person", 0.93),
        ("host", 0.93),
        ("guest", 0.90),
        ("product", 0.78),
        ("organization", 0.75),
        ("concept", 0.60),
        ("event", 0.85),
    ];
    let mut table = String::new();
    let mut low = Vec::new();
    for (name, floor) in floors {
        let count = counts[name];
        let (precision, recall) = (count.precision(), count.recall());
        let f1 = count.f1();
        table += &format!("{name:13} P {precision:.3}  R {recall:.3}  F1 {f1:.3}\n");
        if f1 < floor {
            low.push(name);
        }
    }
    assert!(
        low.is_empty(),
        "below the floor: {}\n{table}{}",
        low.join(", "),
        remarks.join("\n")
    );
}
