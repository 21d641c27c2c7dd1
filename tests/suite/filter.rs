//! Which part of a graph each filter keeps.

use std::collections::BTreeSet;

use showgraph::graph::{Detail, Edge, EntityId, Filter, KnowledgeGraph, Node, project};
use showgraph::vocabulary::{Kind, Relation};

use crate::sample::{self, BASE, edge, node};

fn ids(graph: &KnowledgeGraph) -> BTreeSet<&str> {
    graph.nodes().map(|node| node.id.as_str()).collect()
}

/// Three episodes: a and b share three concepts, c stands alone with a rare one.
fn graph() -> KnowledgeGraph {
    let concept = |slug: &str, weight: f64, episodes: u32| Node {
        weight,
        episodes,
        ..node(Kind::Concept, slug, slug)
    };
    let nodes = vec![
        node(Kind::Show, "s", "S"),
        sample::episode("a", "A", 1, "2016-01-31"),
        sample::episode("b", "B", 2, "2016-02-01T08:00:00Z"),
        sample::episode("c", "C", 3, "2017-05-05"),
        concept("hub", 0.9, 3),
        concept("pods", 0.5, 2),
        concept("nets", 0.4, 2),
        concept("rare", 0.1, 1),
        concept("whole", 0.0, 0),
        node(Kind::Person, "zoe", "Zoë"),
    ];
    let mut edges: Vec<_> = [("a", "s"), ("b", "s"), ("c", "s")]
        .iter()
        .map(|(from, to)| {
            edge(
                &format!("episode:{from}"),
                Relation::PartOfShow,
                &format!("show:{to}"),
            )
        })
        .collect();
    for (from, to) in [
        ("a", "hub"),
        ("b", "hub"),
        ("c", "hub"),
        ("a", "pods"),
        ("b", "pods"),
        ("a", "nets"),
        ("b", "nets"),
        ("c", "rare"),
    ] {
        edges.push(edge(
            &format!("episode:{from}"),
            Relation::Mentions,
            &format!("concept:{to}"),
        ));
    }
    edges.push(edge("episode:a", Relation::HostedBy, "person:zoe"));
    edges.push(edge("concept:pods", Relation::PartOf, "concept:whole"));
    let (from, to, about) = edge("episode:c", Relation::About, "concept:nets");
    edges.push((
        from,
        to,
        Edge {
            confidence: 0.2,
            ..about
        },
    ));
    KnowledgeGraph::from_parts(BASE, nodes, edges).expect("ids are unique and known")
}

fn id(text: &str) -> EntityId {
    text.into()
}

#[test]
fn filters_keep_what_they_say() {
    let day = |text: &str| text.parse().expect("a day");
    let cases: Vec<(&str, Filter, &str)> = vec![
        (
            "everything",
            Filter::new(),
            "concept:hub concept:nets concept:pods concept:rare concept:whole episode:a episode:b episode:c person:zoe show:s",
        ),
        (
            "one episode, and what it leads to",
            Filter::new().with_episode(id("episode:c")),
            "concept:hub concept:nets concept:rare episode:c show:s",
        ),
        (
            "since a month",
            Filter::new().with_since(day("2016-02")),
            "concept:hub concept:nets concept:pods concept:rare concept:whole episode:b episode:c show:s",
        ),
        (
            "until a year, inclusive",
            Filter::new().with_until(day("2016")),
            "concept:hub concept:nets concept:pods concept:whole episode:a episode:b person:zoe show:s",
        ),
        (
            "on a day with a time",
            Filter::new()
                .with_since(day("2016-02-01"))
                .with_until(day("2016-02-01")),
            "concept:hub concept:nets concept:pods concept:whole episode:b show:s",
        ),
        (
            "confidence drops an edge and what hung on it alone",
            Filter::new()
                .with_episode(id("episode:c"))
                .with_min_confidence(0.5),
            "concept:hub concept:rare episode:c show:s",
        ),
        (
            "kinds",
            Filter::new().with_kinds([Kind::Person, Kind::Show]),
            "person:zoe show:s",
        ),
        (
            "weight, of entities alone",
            Filter::new().with_min_weight(0.4),
            "concept:hub concept:nets concept:pods episode:a episode:b episode:c show:s",
        ),
        (
            "episodes, of entities alone",
            Filter::new().with_min_episodes(3),
            "concept:hub episode:a episode:b episode:c show:s",
        ),
        (
            "relations drop nodes that lose their last edge",
            Filter::new().with_relations([Relation::PartOf]),
            "concept:pods concept:whole",
        ),
        (
            "around: one step",
            Filter::new().with_around(id("concept:rare")),
            "concept:rare episode:c",
        ),
        (
            "around: two steps",
            Filter::new().with_around(id("concept:rare")).with_hops(2),
            "concept:hub concept:nets concept:rare episode:c show:s",
        ),
        (
            "around: a show is no bridge",
            Filter::new().with_around(id("person:zoe")).with_hops(2),
            "concept:hub concept:nets concept:pods episode:a person:zoe show:s",
        ),
        (
            "top, with the episodes linked to it",
            Filter::new().with_top(1).with_min_weight(0.5),
            "concept:hub episode:a episode:b episode:c show:s",
        ),
        (
            "top drops episodes without",
            Filter::new()
                .with_kinds([Kind::Episode, Kind::Concept])
                .with_min_weight(0.3)
                .with_relations([Relation::About])
                .with_top(1),
            "concept:nets episode:c",
        ),
        (
            "top keeps what was asked for",
            Filter::new()
                .with_around(id("concept:rare"))
                .with_hops(2)
                .with_top(1),
            "concept:rare episode:c show:s",
        ),
    ];
    for (name, filter, expected) in cases {
        let part = filter.apply(graph());
        assert_eq!(ids(&part), expected.split(' ').collect(), "{name}");
        let again = filter.apply(filter.apply(graph()));
        assert_eq!(ids(&part), ids(&again), "{name}: twice is once");
    }
}

#[test]
fn a_filter_leaves_the_corpus_facts() {
    let part = Filter::new().with_episode(id("episode:c")).apply(graph());
    let hub = part.node(&id("concept:hub")).expect("kept");
    assert_eq!((hub.episodes, hub.weight), (3, 0.9));
}

#[test]
fn an_episode_without_a_date_is_in_no_period() {
    let (base, mut nodes, edges) = graph().into_parts();
    for node in &mut nodes {
        if let Detail::Episode { date, .. } = &mut node.detail {
            *date = None;
        }
    }
    let graph = KnowledgeGraph::from_parts(base, nodes, edges).expect("as before");
    let part = Filter::new()
        .with_until("9999".parse().expect("a year"))
        .apply(graph);
    assert_eq!(part.node_count(), 0);
}

#[test]
fn parallel_edges_become_one() {
    let before = sample::graph();
    let count = |graph: &KnowledgeGraph| {
        graph
            .edges()
            .filter(|view| view.edge.relation == Relation::LinksTo)
            .count()
    };
    assert_eq!(count(&before), 2);
    let after = Filter::new()
        .with_collapsed_parallels()
        .apply(before.clone());
    assert_eq!(count(&after), 1);
    assert_eq!(after.edge_count(), before.edge_count() - 1);
    let link = after
        .edges()
        .find(|view| view.edge.relation == Relation::LinksTo)
        .expect("kept");
    assert_eq!((link.edge.weight, link.edge.count), (3.0, 4));
    assert_eq!(
        link.edge.text.as_deref(),
        Some("the docs"),
        "the first speaks for all"
    );
}

/// With a fourth episode that names the hub alone.
fn larger() -> KnowledgeGraph {
    let (base, mut nodes, mut edges) = graph().into_parts();
    nodes.push(sample::episode("d", "D", 4, "2018-01-01"));
    edges.push(edge("episode:d", Relation::Mentions, "concept:hub"));
    KnowledgeGraph::from_parts(base, nodes, edges).expect("ids are unique and known")
}

#[test]
fn a_projection_ties_what_shares_episodes() {
    let projected = project(&larger(), &BTreeSet::from([Kind::Concept]));
    let ties: Vec<(&str, &str)> = projected
        .edges()
        .map(|view| (view.from.id.slug(), view.to.id.slug()))
        .collect();
    // The hub is in every episode: it is tied to nothing.
    assert_eq!(ties, [("nets", "pods")]);
    assert_eq!(ids(&projected), ["concept:nets", "concept:pods"].into());
    let tie = projected.edges().next().expect("one").edge;
    assert_eq!((tie.count, tie.relation), (2, Relation::SharesEpisodes));
    assert!(!tie.evidence.source.is_empty());
}

#[test]
fn a_projection_is_filtered_like_any_graph() {
    let concepts = Filter::new().with_projection([Kind::Concept, Kind::Person]);
    let near = concepts.with_around(id("concept:pods")).apply(larger());
    assert_eq!(ids(&near), ["concept:nets", "concept:pods"].into());
}

#[test]
fn days_are_checked() {
    for (text, message) in [
        ("2016", None),
        ("2016-02", None),
        ("2016-02-29", None),
        (
            "2015-02-29",
            Some("\"2015-02-29\" is no date; expected one like 2016, 2016-08 or 2016-08-18"),
        ),
        (
            "16",
            Some("\"16\" is no date; expected one like 2016, 2016-08 or 2016-08-18"),
        ),
        (
            "last year",
            Some("\"last year\" is no date; expected one like 2016, 2016-08 or 2016-08-18"),
        ),
    ] {
        let parsed = text.parse::<showgraph::graph::Day>();
        assert_eq!(parsed.err().as_deref(), message, "{text}");
    }
}
