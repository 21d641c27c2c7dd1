//! What ties the episodes together: hubs, bridges between themes, pairs that nobody expects, and what came and
//! went over the years.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::answer::{Bridge, Dated, MOST, Named, Pair, Share};
use crate::analyze::topics::Topics;
use crate::graph::{EntityId, Evidence, KnowledgeGraph, Node};
use crate::vocabulary::{Kind, Relation};

/// A theme with so many of a thing's episodes is one of those that talk about it.
const TALKS: u32 = 2;

/// What more themes than this talk about belongs to all of them.
const THEMES: usize = 4;

/// A thing in more episodes than this is not rare; among few episodes, one in this many is.
const RARE: u32 = 6;
const RARE_OF: u32 = 25;

/// A thing was talked about if so many episodes name it.
const TALKED: u32 = 3;

/// The things that may be told of: no people, whose roles stand elsewhere, and nothing that is everywhere by
/// its nature.
fn things<'g>(
    graph: &'g KnowledgeGraph,
    barred: &'g BTreeSet<&EntityId>,
) -> impl Iterator<Item = &'g Node> {
    let things = graph
        .nodes()
        .filter(|node| node.kind.is_entity() && node.kind != Kind::Person);
    things.filter(|node| !barred.contains(&node.id))
}

pub(super) fn hubs(
    graph: &KnowledgeGraph,
    barred: &BTreeSet<&EntityId>,
    episodes: usize,
) -> Vec<Share> {
    let mut hubs: Vec<&Node> = things(graph, barred)
        .filter(|node| node.episodes > 1)
        .collect();
    hubs.sort_by_key(|node| (Reverse(node.episodes), &node.id));
    let share = |node: &Node| Share {
        node: Named::of(node),
        episodes: node.episodes,
        share: f64::from(node.episodes) / episodes.max(1) as f64,
    };
    hubs.into_iter().take(MOST).map(share).collect()
}

/// The theme that each episode talks about most, as its place among the themes.
fn theme_of(topics: &Topics) -> BTreeMap<&EntityId, usize> {
    let mut best: BTreeMap<&EntityId, (usize, f64)> = BTreeMap::new();
    for (at, theme) in topics.themes().enumerate() {
        for episode in &theme.episodes {
            let known = best.entry(&episode.id).or_insert((at, episode.share));
            if episode.share > known.1 {
                *known = (at, episode.share);
            }
        }
    }
    best.into_iter().map(|(id, (at, _))| (id, at)).collect()
}

/// The things that a few themes talk about: those first that most episodes name outside of the theme where they
/// are at home, and of these the rarer ones.
pub(super) fn bridges(
    graph: &KnowledgeGraph,
    topics: &Topics,
    barred: &BTreeSet<&EntityId>,
) -> Vec<Bridge> {
    let names: Vec<&str> = topics.themes().map(|theme| theme.name.as_str()).collect();
    let theme_of = theme_of(topics);
    let mut bridges: Vec<(u32, u32, Bridge)> = Vec::new();
    for node in things(graph, barred).filter(|node| node.episodes >= 2 * TALKS) {
        let mut counts: BTreeMap<usize, u32> = BTreeMap::new();
        for view in graph.edges_to(&node.id) {
            if let Some(theme) = theme_of.get(&view.from.id) {
                *counts.entry(*theme).or_default() += 1;
            }
        }
        let most = counts.values().max().copied().unwrap_or(0);
        counts.retain(|_, count| *count >= TALKS);
        if !(2..=THEMES).contains(&counts.len()) {
            continue;
        }
        // What is nearly in one theme only is its own.
        let apart = counts.values().sum::<u32>().saturating_sub(most);
        let mut themes: Vec<(String, u32)> = counts
            .iter()
            .map(|(at, count)| (names[*at].to_owned(), *count))
            .collect();
        themes.sort_by_key(|(_, count)| Reverse(*count));
        let bridge = Bridge {
            node: Named::of(node),
            themes,
        };
        bridges.push((apart, node.episodes, bridge));
    }
    bridges.sort_by(|a, b| {
        let rank = |(apart, episodes, _): &(u32, u32, Bridge)| (Reverse(*apart), *episodes);
        rank(a)
            .cmp(&rank(b))
            .then_with(|| a.2.node.id.cmp(&b.2.node.id))
    });
    bridges
        .into_iter()
        .take(MOST)
        .map(|(.., bridge)| bridge)
        .collect()
}

/// Pairs of rare things that meet in two episodes or more although they are at home in different themes.
pub(super) fn unexpected_pairs(
    graph: &KnowledgeGraph,
    topics: &Topics,
    barred: &BTreeSet<&EntityId>,
) -> Vec<Pair> {
    let mut home: BTreeMap<&EntityId, &str> = BTreeMap::new();
    for theme in topics.themes() {
        home.extend(
            theme
                .members
                .iter()
                .map(|member| (&member.id, theme.key.as_str())),
        );
    }
    let all = graph.nodes_of(Kind::Episode).count() as u32;
    let most = (all / RARE_OF).clamp(2, RARE);
    let rare = |node: &Node| {
        (2..=most).contains(&node.episodes)
            && node.kind.is_entity()
            && node.kind != Kind::Person
            && !barred.contains(&node.id)
    };
    let mut met: BTreeMap<(&EntityId, &EntityId), (u32, &Evidence)> = BTreeMap::new();
    for episode in graph.nodes_of(Kind::Episode) {
        let edges = graph.edges_from(&episode.id);
        let told = |relation| matches!(relation, Relation::About | Relation::Mentions);
        let mut named: Vec<(&EntityId, &Evidence)> = edges
            .iter()
            .filter(|view| told(view.edge.relation) && rare(view.to))
            .map(|view| (&view.to.id, &view.edge.evidence))
            .collect();
        named.sort_unstable_by_key(|(id, _)| *id);
        named.dedup_by_key(|(id, _)| *id);
        for (at, (left, _)) in named.iter().enumerate() {
            for (right, evidence) in &named[at + 1..] {
                met.entry((left, right)).or_insert((0, evidence)).0 += 1;
            }
        }
    }
    let together = |(left, right): &(&EntityId, &EntityId)| matches!((home.get(left), home.get(right)), (Some(one), Some(other)) if one == other);
    let mut pairs: Vec<Pair> = met
        .into_iter()
        .filter(|(pair, (count, _))| *count > 1 && !together(pair))
        .filter_map(|((left, right), (episodes, evidence))| {
            let (left, right) = (graph.node(left)?, graph.node(right)?);
            // One name within the other is one subject, not two.
            let within = |a: &str, b: &str| a.to_lowercase().contains(&b.to_lowercase());
            let one = within(&left.label, &right.label) || within(&right.label, &left.label);
            (!one).then(|| Pair {
                left: Named::of(left),
                right: Named::of(right),
                episodes,
                evidence: evidence.clone(),
            })
        })
        .collect();
    // How much of the talk about both is about both.
    let closeness = |pair: &Pair| {
        let count = |id| graph.node(id).map_or(1, |node: &Node| node.episodes.max(1));
        1_000 * pair.episodes * pair.episodes / (count(&pair.left.id) * count(&pair.right.id))
    };
    pairs.sort_by_key(|pair| (Reverse((pair.episodes, closeness(pair))), pair.left.clone()));
    pairs.truncate(MOST);
    pairs
}

/// What was named for the first time in the last year of the show, and what was talked about before and in the
/// last two years no more.
pub(super) fn comings_and_goings(
    graph: &KnowledgeGraph,
    barred: &BTreeSet<&EntityId>,
) -> (Vec<Dated>, Vec<Dated>) {
    let days = graph.nodes().filter_map(|node| node.last.as_deref());
    let Some(last) = days.max() else {
        return Default::default();
    };
    // A saved graph may hold anything.
    let parts = last.split_at_checked(4);
    let Some((Ok(year), day)) = parts.map(|(year, day)| (year.parse::<i32>(), day)) else {
        return Default::default();
    };
    let back = |years: i32| format!("{:04}{day}", year - years);
    let dated = |node: &Node| Dated {
        node: Named::of(node),
        episodes: node.episodes,
        first: node.first.as_deref().map(str::to_owned),
        last: node.last.as_deref().map(str::to_owned),
    };
    let chosen = |wanted: &dyn Fn(&Node) -> bool| {
        let mut nodes: Vec<&Node> = things(graph, barred).filter(|node| wanted(node)).collect();
        nodes.sort_by_key(|node| (Reverse(node.episodes), &node.id));
        nodes.into_iter().take(MOST).map(dated).collect()
    };
    let (year, two) = (back(1), back(2));
    let newcomers = |node: &Node| {
        node.episodes > 1
            && node
                .first
                .as_deref()
                .is_some_and(|first| first > year.as_str())
    };
    let departed = |node: &Node| {
        node.episodes >= TALKED
            && node
                .last
                .as_deref()
                .is_some_and(|last| last <= two.as_str())
    };
    (chosen(&newcomers), chosen(&departed))
}
