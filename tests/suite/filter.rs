//! Which part of a graph each filter keeps.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use showgraph::graph::{Edge, EntityId, Filter, KnowledgeGraph, Node, project};
use showgraph::vocabulary::{Kind, Relation};
use showgraph::{Options, Pipeline};

use crate::export_hostile::every_format_gives_the_labels_back;
use crate::project::corpus;
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
        if let Some(episode) = node.detail.episode_mut() {
            episode.date = None;
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

/// The graph of the sample notes.
static NOTES: LazyLock<KnowledgeGraph> = LazyLock::new(|| {
    let pipeline = Pipeline::open(&[corpus()], &Options::default());
    let outcome = pipeline.and_then(|pipeline| pipeline.build());
    outcome.expect("the notes can be read").graph
});

/// Which kinds a relation ties, as the contract has it.
fn ties(relation: Relation, from: Kind, to: Kind) -> bool {
    use Relation as R;
    match relation {
        R::PartOfShow => (from, to) == (Kind::Episode, Kind::Show),
        R::HostedBy | R::HasGuest => (from, to) == (Kind::Episode, Kind::Person),
        R::About | R::Mentions => from == Kind::Episode && to.is_entity(),
        R::SponsoredBy => from == Kind::Episode && matches!(to, Kind::Organization | Kind::Product),
        R::LinksTo => (from, to) == (Kind::Episode, Kind::Url),
        R::RefersTo => {
            let is = |kind| matches!(kind, Kind::Episode | Kind::Show);
            is(from) && is(to)
        }
        R::HasPage => from.is_entity() && to == Kind::Url,
        R::AffiliatedWith => (from, to) == (Kind::Person, Kind::Organization),
        R::PartOf => from.is_entity() && to.is_entity(),
        R::SharesEpisodes => from != Kind::Episode && to != Kind::Episode,
    }
}

/// Any limits, as they may be asked for together.
#[derive(Debug, Clone)]
struct Limits {
    episodes: Vec<prop::sample::Index>,
    since: Option<u32>,
    until: Option<u32>,
    confidence: f64,
    kinds: Vec<Kind>,
    weight: f64,
    min_episodes: u32,
    projection: Vec<Kind>,
    relations: Vec<Relation>,
    around: Vec<prop::sample::Index>,
    hops: Option<usize>,
    top: Option<usize>,
    collapse: bool,
}

impl Limits {
    fn filter(&self, graph: &KnowledgeGraph) -> Filter {
        let pick = |from: &[&Node], at: &prop::sample::Index| from[at.index(from.len())].id.clone();
        let nodes: Vec<&Node> = graph.nodes().collect();
        let episodes: Vec<&Node> = graph.nodes_of(Kind::Episode).collect();
        let mut filter = Filter::new()
            .with_min_confidence(self.confidence)
            .with_kinds(self.kinds.iter().copied())
            .with_min_weight(self.weight)
            .with_min_episodes(self.min_episodes)
            .with_projection(self.projection.iter().copied())
            .with_relations(self.relations.iter().copied());
        for at in &self.episodes {
            filter = filter.with_episode(pick(&episodes, at));
        }
        for at in &self.around {
            filter = filter.with_around(pick(&nodes, at));
        }
        let year = |year: u32| year.to_string().parse().expect("a year");
        if let Some(since) = self.since {
            filter = filter.with_since(year(since));
        }
        if let Some(until) = self.until {
            filter = filter.with_until(year(until));
        }
        if let Some(hops) = self.hops {
            filter = filter.with_hops(hops);
        }
        if let Some(top) = self.top {
            filter = filter.with_top(top);
        }
        match self.collapse {
            true => filter.with_collapsed_parallels(),
            false => filter,
        }
    }
}

prop_compose! {
    fn limits()(
        (episodes, since, until) in (
            prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec(any::<prop::sample::Index>(), 1..4)],
            prop::option::weighted(0.2, 2014u32..2025),
            prop::option::weighted(0.2, 2014u32..2025),
        ),
        (confidence, weight, min_episodes) in (
            prop_oneof![3 => Just(0.0), 1 => 0.0..1.0],
            prop_oneof![3 => Just(0.0), 1 => 0.0..0.6],
            prop_oneof![3 => Just(0u32), 1 => 1u32..4],
        ),
        (kinds, projection, relations) in (
            prop_oneof![3 => Just(Vec::new()), 1 => prop::sample::subsequence(Kind::ALL, 1..6)],
            prop_oneof![5 => Just(Vec::new()), 1 => prop::sample::subsequence(&Kind::ENTITIES[..], 1..4)],
            prop_oneof![3 => Just(Vec::new()), 1 => prop::sample::subsequence(Relation::ALL, 1..6)],
        ),
        (around, hops, top, collapse) in (
            prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec(any::<prop::sample::Index>(), 1..3)],
            prop::option::of(0usize..4),
            prop::option::weighted(0.3, 0usize..40),
            any::<bool>(),
        ),
    ) -> Limits {
        Limits { episodes, since, until, confidence, kinds, weight, min_episodes, projection, relations, around, hops, top, collapse }
    }
}

/// A part is a graph by the same contract, and holds nothing that was not there.
fn is_a_part(part: &KnowledgeGraph, whole: &KnowledgeGraph, limits: &Limits) {
    let sorted = |ids: Vec<&str>| ids.windows(2).all(|pair| pair[0] < pair[1]);
    assert!(sorted(part.nodes().map(|node| node.id.as_str()).collect()));
    assert!(sorted(
        part.edges().map(|view| view.edge.id.as_str()).collect()
    ));
    for node in part.nodes() {
        assert_eq!(whole.node(&node.id), Some(node), "as it was");
        let of_kind = limits.kinds.is_empty() || limits.kinds.contains(&node.kind);
        assert!(of_kind || !limits.projection.is_empty(), "{}", node.id);
        if !matches!(node.kind, Kind::Show | Kind::Episode) {
            assert!(node.weight >= limits.weight && node.episodes >= limits.min_episodes);
        }
    }
    for view in part.edges() {
        let edge = view.edge;
        assert!(
            ties(edge.relation, view.from.kind, view.to.kind),
            "{}",
            edge.id
        );
        assert!(
            edge.weight > 0.0 && (0.0..=1.0).contains(&edge.confidence),
            "{}",
            edge.id
        );
        assert!(edge.confidence >= limits.confidence, "{}", edge.id);
        assert!(limits.relations.is_empty() || limits.relations.contains(&edge.relation));
        let tied = edge.relation == Relation::SharesEpisodes;
        assert_eq!(tied, !limits.projection.is_empty(), "{}", edge.id);
        if !tied {
            let before = whole.edges_from(&view.from.id);
            let before = before.iter().find(|known| known.edge.id == edge.id);
            let before = before.expect("an edge of the whole graph");
            assert_eq!(before.to.id, view.to.id);
            assert!(limits.collapse || before.edge == edge, "{}", edge.id);
            assert_eq!(before.edge.evidence, edge.evidence, "the evidence stays");
        }
    }
    if limits.collapse {
        let pairs: BTreeSet<_> = part
            .edges()
            .map(|view| (&view.from.id, &view.to.id, view.edge.relation))
            .collect();
        assert_eq!(pairs.len(), part.edge_count());
    }
    if let Some(top) = limits.top {
        let counted = |node: &&Node| !matches!(node.kind, Kind::Show | Kind::Episode);
        assert!(part.nodes().filter(counted).count() <= top);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_part_is_a_graph_by_the_same_contract(limits in limits()) {
        for whole in [&*NOTES, &sample::graph()] {
            let part = limits.filter(whole).apply(whole.clone());
            is_a_part(&part, whole, &limits);
        }
    }

    #[test]
    fn every_format_takes_any_part(limits in limits()) {
        let whole = sample::graph();
        every_format_gives_the_labels_back(&limits.filter(&whole).apply(whole));
    }
}

#[test]
fn every_format_takes_a_projection_of_real_notes() {
    let projection = Filter::new().with_projection([Kind::Person, Kind::Product, Kind::Concept]);
    let part = projection.apply(NOTES.clone());
    assert!(part.edge_count() > 10);
    every_format_gives_the_labels_back(&part);
}
