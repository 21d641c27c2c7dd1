//! The topics of graphs whose themes are known, and of the sample notes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use oxjsonld::JsonLdParser;
use oxrdf::{NamedOrBlankNode, Term, Triple};
use showgraph::analyze::topics::{Topic, find_topics};
use showgraph::export::topics::{parse, to_dot, to_json, to_skos};
use showgraph::graph::{Detail, Edge, EntityId, EpisodeDetail, KnowledgeGraph, Node, slug};
use showgraph::vocabulary::{Kind, Relation};
use showgraph::{Options, Pipeline};

use crate::project::{copy_folder, corpus};
use crate::sample;

const THEMES: [&str; 8] = [
    "brewing",
    "sailing",
    "weaving",
    "stargazing",
    "gardening",
    "pottery",
    "archery",
    "falconry",
];

/// Notes in which every episode talks about four of the eight things of its own theme, one thing of
/// another theme, and whatever everybody talks about.
#[derive(Default)]
pub struct Notes {
    nodes: BTreeMap<EntityId, Node>,
    edges: Vec<(EntityId, EntityId, Edge)>,
}

impl Notes {
    pub fn planted(episodes: u32) -> Self {
        let mut notes = Self::default();
        for number in 0..episodes {
            notes.episode(number);
        }
        notes
    }

    fn node(&mut self, kind: Kind, label: &str) -> EntityId {
        let node = sample::node(kind, &slug(label), label);
        let id = node.id.clone();
        self.nodes.entry(id.clone()).or_insert(node);
        id
    }

    fn tie(&mut self, from: &EntityId, relation: Relation, to: &EntityId, rule: &'static str) {
        let (from, to, edge) = sample::edge(from.as_str(), relation, to.as_str());
        self.edges.push((
            from,
            to,
            Edge {
                rule: rule.into(),
                ..edge
            },
        ));
    }

    fn episode(&mut self, number: u32) {
        let theme = THEMES[number as usize % THEMES.len()];
        let round = number / 8;
        let show = self.node(Kind::Show, "Pastimes");
        let episode = self.node(Kind::Episode, &format!("Pastimes {number}"));
        if let Some(node) = self.nodes.get_mut(&episode) {
            node.detail = Detail::from(EpisodeDetail {
                source: format!("{number}.md"),
                number: Some(number.into()),
                date: Some(format!("{}-{:02}-01", 2015 + number / 12, number % 12 + 1)),
                ..EpisodeDetail::default()
            });
        }
        self.tie(&episode, Relation::PartOfShow, &show, "show");
        let category = self.node(Kind::Concept, theme);
        self.tie(&episode, Relation::About, &category, "category");
        for at in [0, 1, 3, 6] {
            let thing = self.node(Kind::Product, &format!("{theme} tool {}", (round + at) % 8));
            self.tie(&episode, Relation::Mentions, &thing, "capitals");
        }
        let other = THEMES[(number as usize + 1 + round as usize % 3) % THEMES.len()];
        let stray = self.node(
            Kind::Product,
            &format!("{other} tool {}", (3 * round + number) % 8),
        );
        let always = self.node(Kind::Product, "Coffee");
        let sponsor = self.node(Kind::Organization, "Mattress Co");
        let host = self.node(Kind::Person, "Zoë Äbi");
        let guest = self.node(Kind::Person, &format!("Guest of {theme}"));
        self.tie(&episode, Relation::Mentions, &stray, "capitals");
        self.tie(&episode, Relation::Mentions, &always, "capitals");
        if number.is_multiple_of(3) {
            self.tie(&episode, Relation::SponsoredBy, &sponsor, "sponsor");
            self.tie(&episode, Relation::Mentions, &sponsor, "capitals");
        }
        self.tie(&episode, Relation::HostedBy, &host, "credit");
        if number.is_multiple_of(8) {
            self.tie(&episode, Relation::Mentions, &host, "capitals");
        }
        self.tie(&episode, Relation::HasGuest, &guest, "credit");
    }

    pub fn graph(&self) -> KnowledgeGraph {
        let nodes = self.nodes.values().cloned().collect();
        KnowledgeGraph::from_parts(sample::BASE, nodes, self.edges.clone()).expect("ids are unique")
    }
}

fn graph_of(notes: &Path) -> KnowledgeGraph {
    let outcome = Pipeline::open(&[notes.to_path_buf()], &Options::default())
        .and_then(|pipeline| pipeline.build());
    outcome.expect("the notes can be read").graph
}

fn ids(topic: &Topic) -> BTreeSet<&EntityId> {
    topic.members.iter().map(|member| &member.id).collect()
}

#[test]
fn planted_themes_are_found() {
    let graph = Notes::planted(96).graph();
    let topics = find_topics(&graph, None);
    let keys: BTreeSet<&str> = topics.themes().map(|theme| theme.key.as_str()).collect();
    assert_eq!(
        keys,
        BTreeSet::from(THEMES),
        "each named after its category"
    );
    for theme in topics.themes() {
        assert!(theme.name.starts_with(&theme.key), "{}", theme.name);
        assert_eq!(
            theme.members.len(),
            10,
            "eight tools, a category, a guest: {theme:?}"
        );
        for member in &theme.members {
            assert!(
                member.id.slug().contains(&theme.key),
                "{} in {}",
                member.id,
                theme.key
            );
            assert!(member.weight > 0.0 && member.weight <= 1.0, "{member:?}");
        }
        assert_eq!(theme.members[0].weight, 1.0);
        assert!(theme.members.is_sorted_by(|a, b| a.weight >= b.weight));
        assert_eq!(theme.episodes.len(), 12);
        let number = |id: &EntityId| {
            id.slug()
                .rsplit('-')
                .next()
                .unwrap()
                .parse::<usize>()
                .unwrap()
        };
        assert!(
            theme
                .episodes
                .iter()
                .all(|episode| THEMES[number(&episode.id) % 8] == theme.key)
        );
        assert_eq!(theme.years.values().sum::<u32>(), 12);
        assert_eq!(theme.months.values().sum::<u32>(), 12);
        assert_eq!(theme.years.len(), 8, "{:?}", theme.years);
        assert_eq!(theme.people.len(), 1);
        assert_eq!(
            (theme.people[0].label.as_str(), theme.people[0].episodes),
            (&*format!("Guest of {}", theme.key), 12)
        );
    }
}

#[test]
fn what_is_everywhere_hosts_and_sponsors_shape_no_topic() {
    let graph = Notes::planted(96).graph();
    let topics = find_topics(&graph, None);
    let members: BTreeSet<&str> = topics
        .topics
        .iter()
        .flat_map(|topic| ids(topic))
        .map(EntityId::as_str)
        .collect();
    for left_out in [
        "product:coffee",
        "organization:mattress-co",
        "person:zoe-abi",
        "show:pastimes",
    ] {
        assert!(graph.node(&left_out.into()).is_some(), "{left_out}");
        assert!(!members.contains(left_out), "{left_out}");
    }
}

/// Of a show called "Pastimes Weekly Extras".
#[test]
fn parts_of_a_shows_name_and_other_shows_are_no_members_but_known_things_are() {
    let mut notes = Notes::planted(96);
    let show = EntityId::new(Kind::Show, "pastimes");
    notes.nodes.get_mut(&show).expect("it is there").label = "Pastimes Weekly Extras".into();
    // In every episode about brewing, and so members of its theme if they are any.
    for (label, known, is_member) in [
        ("Weekly", true, true),
        ("Extras", false, false),
        ("Weekly Extras", false, false),
        ("Week", false, true),
        ("Sailors' Hour Show", true, false),
        ("Show", false, true),
    ] {
        let mut notes = Notes {
            nodes: notes.nodes.clone(),
            edges: notes.edges.clone(),
        };
        let thing = notes.node(Kind::Concept, label);
        if known {
            let node = notes.nodes.get_mut(&thing).expect("it is there");
            node.same_as = vec!["https://a.example/thing".into()];
        }
        for number in (0..96).step_by(8) {
            let episode = notes.node(Kind::Episode, &format!("Pastimes {number}"));
            notes.tie(&episode, Relation::Mentions, &thing, "capitals");
        }
        let topics = find_topics(&notes.graph(), None);
        let found = topics
            .topics
            .iter()
            .any(|topic| ids(topic).contains(&thing));
        assert_eq!(found, is_member, "{label}");
    }
}

#[test]
fn quality_is_far_above_chance() {
    let quality = find_topics(&Notes::planted(96).graph(), None).quality;
    let agreement = quality.agreement.expect("there are categories");
    assert!(agreement.mutual_information > 0.9, "{agreement:?}");
    assert!(agreement.greatest_by_chance < 0.4, "{agreement:?}");
    assert!(agreement.by_chance <= agreement.greatest_by_chance);
    assert_eq!((agreement.categories, agreement.episodes), (8, 96));
    assert!(quality.modularity > 0.5, "{}", quality.modularity);
    assert!(quality.coverage > 0.7, "{}", quality.coverage);
    assert_eq!((quality.episodes, quality.entities), (1.0, 1.0));
}

#[test]
fn narrower_topics_lie_within_their_theme() {
    for graph in [Notes::planted(96).graph(), graph_of(&corpus())] {
        let topics = find_topics(&graph, None);
        let keys: BTreeSet<&str> = topics
            .topics
            .iter()
            .map(|topic| topic.key.as_str())
            .collect();
        assert_eq!(keys.len(), topics.topics.len(), "keys are unique");
        for topic in &topics.topics {
            assert!(
                !topic.name.is_empty() && !topic.episodes.is_empty(),
                "{topic:?}"
            );
            assert!(topic.named_after.iter().all(|id| ids(topic).contains(id)));
            assert!(topic.neighbours.iter().all(|other| {
                let other = topics.get(&other.key).expect("neighbours exist");
                other.parent.is_none() == topic.parent.is_none()
                    && other.neighbours.iter().any(|back| back.key == topic.key)
            }));
            let Some(parent) = &topic.parent else {
                continue;
            };
            let theme = topics.get(parent).expect("the theme exists");
            assert_eq!(theme.parent, None, "there are two levels");
            assert!(
                ids(topic).is_subset(&ids(theme)),
                "{} in {parent}",
                topic.key
            );
        }
    }
}

#[test]
fn the_same_graph_has_the_same_topics_whatever_the_order() {
    let notes = Notes::planted(48);
    let mut edges = notes.edges.clone();
    edges.reverse();
    let nodes = notes.nodes.values().rev().cloned().collect();
    let other = KnowledgeGraph::from_parts(sample::BASE, nodes, edges).unwrap();
    let json = |graph: &KnowledgeGraph| to_json(&find_topics(graph, None));
    assert_eq!(json(&notes.graph()), json(&other));
    // What export wrote onto the nodes before has no say.
    let marked = find_topics(&other, None).annotate(other.clone());
    assert_eq!(json(&marked), json(&other));
}

#[test]
fn a_graph_without_shared_things_has_no_topics() {
    for (name, graph) in [
        ("nothing", KnowledgeGraph::default()),
        ("one of each kind", sample::graph()),
        ("one episode", Notes::planted(1).graph()),
    ] {
        let topics = find_topics(&graph, None);
        assert_eq!(topics.topics, [], "{name}");
        assert!(to_dot(&topics).ends_with("}\n"), "{name}");
        assert_eq!(
            parse(to_json(&topics).as_bytes(), "").unwrap(),
            topics,
            "{name}"
        );
    }
}

#[test]
fn topics_keep_key_and_name_when_episodes_are_added() {
    let mut notes = Notes::planted(60);
    let first = find_topics(&notes.graph(), None);
    let mut previous = first.clone();
    for number in 60..64 {
        notes.episode(number);
        let next = find_topics(&notes.graph(), Some(&previous));
        for theme in first.themes() {
            let now = next.get(&theme.key).expect("it goes on");
            assert_eq!(now.name, theme.name);
            assert_eq!(ids(now), ids(theme), "{}", theme.key);
        }
        assert_eq!(next.themes().count(), first.themes().count());
        previous = next;
    }
}

/// Of the ids of both, those that are in each.
fn overlap(left: &Topic, right: &Topic) -> f64 {
    let (left, right) = (ids(left), ids(right));
    left.intersection(&right).count() as f64 / left.union(&right).count().max(1) as f64
}

#[test]
fn topics_of_the_sample_notes_survive_a_new_episode() {
    let scratch = tempfile::tempdir().unwrap();
    copy_folder(&corpus(), scratch.path());
    let whole = graph_of(&corpus());
    let new = [
        "crate-and-keel/_posts/2024-05-09-sqlite-in-rust.md",
        "maintainers-table/2025-01-26-models-at-home.md",
    ];
    let mut unchanged = 0;
    for file in new {
        let path = scratch.path().join(file);
        let text = fs::read(&path).expect("it is among the sample notes");
        fs::remove_file(&path).unwrap();
        let before = find_topics(&graph_of(scratch.path()), None);
        fs::write(&path, text).unwrap();
        let after = find_topics(&whole, Some(&before));
        let keys: BTreeSet<&str> = after
            .topics
            .iter()
            .map(|topic| topic.key.as_str())
            .collect();
        assert_eq!(keys.len(), after.topics.len());
        for topic in before.themes() {
            // The same by any measure: most of the members of both are the same.
            if let Some(same) = after.themes().find(|now| overlap(now, topic) > 0.6) {
                assert_eq!(same.key, topic.key, "{file}");
                // A name falls only with a member that gave it.
                let holds = topic.named_after.iter().all(|id| ids(same).contains(id));
                assert_eq!(holds, same.name == topic.name, "{file}: {}", topic.key);
                unchanged += 1;
            }
        }
    }
    assert!(
        unchanged >= 4,
        "only {unchanged} themes stayed as they were"
    );
}

#[test]
fn nodes_get_the_keys_of_their_themes() {
    let graph = Notes::planted(96).graph();
    let topics = find_topics(&graph, None);
    let marked = topics.annotate(graph);
    let topic = |id: &str| marked.node(&id.into()).unwrap().topic.as_deref();
    for (id, expected) in [
        ("product:sailing-tool-3", Some("sailing")),
        ("person:guest-of-weaving", Some("weaving")),
        ("episode:pastimes-0", Some("brewing")),
        ("product:coffee", None),
        ("person:zoe-abi", None),
        ("show:pastimes", None),
    ] {
        assert_eq!(topic(id), expected, "{id}");
    }
}

/// The triples of a JSON-LD document.
fn triples(json_ld: &str) -> Vec<Triple> {
    let quads = JsonLdParser::new().for_slice(json_ld.as_bytes());
    quads
        .map(|quad| Triple::from(quad.expect("valid JSON-LD")))
        .collect()
}

#[test]
fn the_concept_scheme_keeps_the_rules_of_skos() {
    let graph = Notes::planted(96).graph();
    for (graph, topics) in [
        (graph.clone(), find_topics(&graph, None)),
        (graph_of(&corpus()), find_topics(&graph_of(&corpus()), None)),
    ] {
        let triples = triples(&to_skos(&topics, &graph));
        let pairs = |property: &str| -> BTreeSet<(String, String)> {
            let property = format!("http://www.w3.org/2004/02/skos/core#{property}");
            let with = triples
                .iter()
                .filter(|triple| triple.predicate.as_str() == property);
            with.map(|triple| (triple.subject.to_string(), triple.object.to_string()))
                .collect()
        };
        let turned = |pairs: BTreeSet<(String, String)>| -> BTreeSet<(String, String)> {
            pairs
                .into_iter()
                .map(|(left, right)| (right, left))
                .collect()
        };
        for triple in &triples {
            let NamedOrBlankNode::NamedNode(subject) = &triple.subject else {
                panic!("a blank node: {triple}")
            };
            assert!(subject.as_str().starts_with(graph.base_iri()), "{triple}");
            assert!(!matches!(triple.object, Term::BlankNode(_)), "{triple}");
        }
        assert_eq!(pairs("prefLabel").len(), topics.topics.len() + 1);
        assert_eq!(pairs("inScheme").len(), topics.topics.len());
        assert_eq!(pairs("broader"), turned(pairs("narrower")));
        assert_eq!(pairs("hasTopConcept"), turned(pairs("topConceptOf")));
        assert_eq!(pairs("hasTopConcept").len(), topics.themes().count());
        assert_eq!(pairs("related"), turned(pairs("related")));
        assert!(pairs("related").is_disjoint(&pairs("broader")));
        let members = triples
            .iter()
            .filter(|triple| triple.predicate.as_str().ends_with("#member"));
        let listed: usize = topics.topics.iter().map(|topic| topic.members.len()).sum();
        assert_eq!(members.count(), listed, "all are nodes of the graph");
    }
}

#[test]
fn hostile_names_stay_text() {
    let mut notes = Notes::planted(48);
    let nasty = "<img src=x> \"}; \\N &amp; ]]>\u{1}\u{202e}";
    for node in notes.nodes.values_mut() {
        if node.kind == Kind::Concept {
            node.label = format!("{} {nasty}", node.label);
        }
    }
    let graph = notes.graph();
    let topics = find_topics(&graph, None);
    assert!(topics.themes().any(|theme| theme.name.contains(nasty)));
    assert_eq!(parse(to_json(&topics).as_bytes(), "").unwrap(), topics);
    assert!(triples(&to_skos(&topics, &graph)).len() > 50);
    let dot = to_dot(&topics);
    assert!(
        dot.contains("<img src=x> \\\"}; \\\\N &amp;amp; ]]>\u{fffd}"),
        "{dot}"
    );
    for line in dot.lines() {
        let quotes = line
            .replace("\\\\", "")
            .replace("\\\"", "")
            .matches('"')
            .count();
        assert_eq!(quotes % 2, 0, "{line}");
    }
}

/// A corpus of real notes beside the repository, where there is one.
fn shared(name: &str) -> Option<PathBuf> {
    Some(crate::project::shared()?.join("corpora").join(name))
}

#[test]
fn real_notes_have_an_overview() {
    let Some(notes) = shared("gcp-podcast") else {
        return;
    };
    let topics = find_topics(&graph_of(&notes), None);
    let themes = topics.themes().count();
    assert!((8..=15).contains(&themes), "{themes} themes");
    assert!(
        topics.topics.len() > 2 * themes,
        "most themes have narrower topics"
    );
    assert!(topics.quality.episodes > 0.9, "{:?}", topics.quality);
    assert!(topics.quality.modularity > 0.1, "{:?}", topics.quality);
    let agreement = topics
        .quality
        .agreement
        .expect("these notes have categories");
    let chance = (
        agreement.by_chance,
        agreement.greatest_by_chance - agreement.by_chance,
    );
    assert!(
        agreement.mutual_information > chance.0 + 2.0 * chance.1,
        "{agreement:?}"
    );
}
