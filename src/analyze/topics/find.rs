//! From a graph to its topics: the steps, one after the other. A theme is a parent topic, a narrower
//! topic within it is its child.

use std::collections::{BTreeMap, BTreeSet};

use super::episode_entities::{CooccurrenceNetwork, EpisodeEntityMatrix};
use super::members::{TopicMembers, members_of};
use super::naming::{key, name, name_givers};
use super::partition::{partition, rounded, start};
use super::quality::Quality;
use super::stability::{continued, name_holds};
use super::{Member, Neighbour, Topic, TopicEpisode, TopicPerson, Topics};
use crate::graph::{EntityId, KnowledgeGraph, Node};

/// More themes than this are no overview.
const MOST_THEMES: usize = 12;

/// A theme is at least this part of all talk: a fortieth.
const LEAST_THEME: f64 = 40.0;

/// A narrower topic is at least this part of its theme's talk: a sixteenth.
const LEAST_CHILD: f64 = 16.0;

/// How many narrower topics a theme has at most.
const MOST_CHILDREN: usize = 6;

/// Topics are neighbours from this weight of their edges on, against what chance has.
const NEAR: f64 = 0.6;

/// Finds the topics of a graph.
///
/// With the topics of a `previous` run, those that continue keep their keys, and their names as long
/// as the members that gave them belong to them still; the search begins with what it found then.
///
/// A graph whose episodes share too little has no topics.
///
/// # Complexity
///
/// That of joining the entities: O(e·k²) for e episodes that name k entities each. Finding communities
/// among them takes less.
pub fn find_topics(graph: &KnowledgeGraph, previous: Option<&Topics>) -> Topics {
    let matrix = EpisodeEntityMatrix::of(graph);
    let network = matrix.network();
    let before = Before::of(previous);
    let begin = previous.map(|previous| {
        start(&network, previous.resolution, |entity| {
            before.parents.get(&matrix.entity(entity).id).copied()
        })
    });
    let aim = about_the_root(matrix.episodes.len()).clamp(1, MOST_THEMES);
    let partition = partition(&network, aim, LEAST_THEME, begin.as_ref());
    let all =
        |count: usize| -> Vec<u32> { (0..u32::try_from(count).unwrap_or(u32::MAX)).collect() };
    let episodes = all(matrix.episodes.len());
    let others = all(matrix.entities.len());
    let themes = members_of(&partition, &matrix, &network, &episodes, &others);

    let members: Vec<Vec<Member>> = themes.iter().map(|theme| members(&matrix, theme)).collect();
    let mut keys = Keys::new(previous);
    let continues = keys.continued(&members, true);
    let mut parents: Vec<Topic> = Vec::new();
    let mut child_members: Vec<ChildMembers> = Vec::new();
    for ((at, theme), (members, before_it)) in (0_u32..)
        .zip(&themes)
        .zip(members.into_iter().zip(&continues))
    {
        let mut topic = topic(&matrix, theme, members);
        let givers = keys.name(&mut topic, &matrix, theme, *before_it, None);
        let resolution = before_it.and_then(|topic| topic.resolution);
        let (resolution, children) = children(&matrix, &network, theme, &before, resolution);
        topic.resolution = (!children.is_empty()).then_some(resolution);
        for members in children {
            child_members.push(ChildMembers {
                parent: at,
                members,
                named_parent: givers.first().copied(),
            });
        }
        parents.push(topic);
    }
    let members: Vec<Vec<Member>> = child_members
        .iter()
        .map(|child| self::members(&matrix, &child.members))
        .collect();
    let continues = keys.continued(&members, false);
    let mut children: Vec<Topic> = Vec::new();
    for ((child, members), before_it) in child_members.iter().zip(members).zip(continues) {
        let mut topic = topic(&matrix, &child.members, members);
        topic.parent = Some(parents[child.parent as usize].key.clone());
        keys.name(
            &mut topic,
            &matrix,
            &child.members,
            before_it,
            child.named_parent,
        );
        children.push(topic);
    }

    relate(&network, themes.iter(), &mut parents);
    relate(
        &network,
        child_members.iter().map(|child| &child.members),
        &mut children,
    );
    let mut topics = Topics {
        base_iri: graph.base_iri().to_owned(),
        resolution: partition.resolution,
        quality: Quality::default(),
        topics: arranged(parents, &children),
    };
    topics.quality = Quality::of(graph, &matrix, &network, &partition, &topics);
    topics
}

/// A child topic before it has a name.
struct ChildMembers<'n> {
    parent: u32,
    members: TopicMembers,
    /// The member that named the parent first.
    named_parent: Option<&'n Node>,
}

/// The square root, rounded: how many groups are neither many nor large.
fn about_the_root(count: usize) -> usize {
    let mut root = count.isqrt();
    if count > root * root + root {
        root += 1;
    }
    root
}

/// Which topic an entity belonged to before, by level.
#[derive(Default)]
struct Before<'p> {
    parents: BTreeMap<&'p EntityId, u32>,
    children: BTreeMap<&'p EntityId, u32>,
}

impl<'p> Before<'p> {
    fn of(previous: Option<&'p Topics>) -> Self {
        let mut before = Self::default();
        for (at, topic) in (0_u32..).zip(previous.iter().flat_map(|previous| &previous.topics)) {
            let level = match topic.parent {
                None => &mut before.parents,
                Some(_) => &mut before.children,
            };
            level.extend(topic.members.iter().map(|member| (&member.id, at)));
        }
        before
    }
}

/// Finds the topics within a theme: none where it does not fall into at least two.
fn children(
    matrix: &EpisodeEntityMatrix<'_>,
    network: &CooccurrenceNetwork,
    theme: &TopicMembers,
    before: &Before<'_>,
    resolution: Option<f64>,
) -> (f64, Vec<TopicMembers>) {
    let inner = network.subnetwork(&theme.nodes);
    let begin = resolution.map(|resolution| {
        start(&inner, resolution, |entity| {
            before.children.get(&matrix.entity(entity).id).copied()
        })
    });
    let aim = about_the_root(theme.nodes.len())
        .div_ceil(2)
        .clamp(2, MOST_CHILDREN);
    let partition = partition(&inner, aim, LEAST_CHILD, begin.as_ref());
    if partition.count < 2 {
        return (partition.resolution, Vec::new());
    }
    let episodes: Vec<u32> = theme.episodes.iter().map(|(episode, _)| *episode).collect();
    let others: Vec<u32> = theme.joined.iter().map(|(entity, _)| *entity).collect();
    let mut children = members_of(&partition, matrix, &inner, &episodes, &others);
    for child in &mut children {
        for node in &mut child.nodes {
            *node = theme.nodes[*node as usize];
        }
    }
    // Communities of which no episode talks most are beside the point.
    children.retain(|child| !child.episodes.is_empty());
    if children.len() < 2 {
        children.clear();
    }
    (partition.resolution, children)
}

/// The members by weight.
fn members(matrix: &EpisodeEntityMatrix<'_>, found: &TopicMembers) -> Vec<Member> {
    let all = found.core.iter().chain(&found.joined);
    let mut members: Vec<Member> = all
        .map(|(entity, weight)| {
            let node = matrix.entity(*entity);
            let episodes = matrix.episodes_of[*entity as usize].len();
            Member {
                id: node.id.clone(),
                label: node.label.clone(),
                kind: node.kind,
                weight: weight.max(1e-4),
                episodes: u32::try_from(episodes).unwrap_or(u32::MAX),
            }
        })
        .collect();
    members.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.id.cmp(&b.id)));
    members
}

/// A topic without name and neighbours.
fn topic(matrix: &EpisodeEntityMatrix<'_>, found: &TopicMembers, members: Vec<Member>) -> Topic {
    let mut topic = Topic {
        members,
        ..Topic::default()
    };
    let mut people: BTreeMap<&EntityId, (&Node, u32)> = BTreeMap::new();
    for (episode, share) in &found.episodes {
        let node = matrix.episodes[*episode as usize];
        let date = node.detail.episode().and_then(|own| own.date.clone());
        for (length, counts) in [(4, &mut topic.years), (7, &mut topic.months)] {
            if let Some(part) = date.as_deref().and_then(|date| date.get(..length)) {
                *counts.entry(part.to_owned()).or_default() += 1;
            }
        }
        for guest in &matrix.guests[*episode as usize] {
            people.entry(&guest.id).or_insert((guest, 0)).1 += 1;
        }
        topic.episodes.push(TopicEpisode {
            id: node.id.clone(),
            label: node.label.clone(),
            date,
            share: *share,
        });
    }
    let people = people.into_values().map(|(guest, episodes)| TopicPerson {
        id: guest.id.clone(),
        label: guest.label.clone(),
        episodes,
    });
    topic.people = people.collect();
    topic
        .people
        .sort_by(|a, b| b.episodes.cmp(&a.episodes).then_with(|| a.id.cmp(&b.id)));
    topic
}

/// Gives out names and keys.
struct Keys<'p> {
    previous: &'p [Topic],
    used: BTreeSet<String>,
}

impl<'p> Keys<'p> {
    /// No key of the previous run is given to another topic.
    fn new(previous: Option<&'p Topics>) -> Self {
        let previous = previous.map_or(&[][..], |previous| &previous.topics);
        Self {
            previous,
            used: previous.iter().map(|topic| topic.key.clone()).collect(),
        }
    }

    /// The previous topic that each one continues.
    fn continued(&self, members: &[Vec<Member>], are_parents: bool) -> Vec<Option<&'p Topic>> {
        let members: Vec<&[Member]> = members.iter().map(Vec::as_slice).collect();
        continued(&members, self.previous, are_parents)
    }

    /// Names a topic, and says which members named it.
    fn name<'g>(
        &mut self,
        topic: &mut Topic,
        matrix: &EpisodeEntityMatrix<'g>,
        found: &TopicMembers,
        before: Option<&Topic>,
        taken: Option<&Node>,
    ) -> Vec<&'g Node> {
        let core = found.core.iter().map(|(entity, _)| matrix.entity(*entity));
        let givers = match before {
            Some(before) if name_holds(before, &topic.members) => {
                let by_id = |id: &EntityId| core.clone().find(|node| node.id == *id);
                topic.name.clone_from(&before.name);
                topic.named_after.clone_from(&before.named_after);
                before.named_after.iter().filter_map(by_id).collect()
            }
            _ => {
                let givers = name_givers(core.clone(), taken);
                topic.name = name(&givers);
                topic.named_after = givers.iter().map(|node| node.id.clone()).collect();
                givers
            }
        };
        topic.key = match before {
            Some(before) => before.key.clone(),
            None => key(givers.iter().copied().chain(core), &mut self.used),
        };
        givers
    }
}

/// Finds the neighbours of topics: those joined by edges of nearly the weight that chance has, or more.
fn relate<'m>(
    network: &CooccurrenceNetwork,
    members: impl Iterator<Item = &'m TopicMembers>,
    topics: &mut [Topic],
) {
    let graph = &network.graph;
    let mut topic_of: Vec<Option<usize>> = vec![None; graph.len()];
    let mut strengths = vec![0.0; topics.len()];
    for (at, members) in members.enumerate() {
        for node in &members.nodes {
            topic_of[*node as usize] = Some(at);
            strengths[at] += graph.strength(*node);
        }
    }
    let mut between: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (node, topic) in (0_u32..).zip(&topic_of) {
        for (other, weight) in graph.edges(node) {
            if let (Some(left), Some(right)) = (*topic, topic_of[*other as usize])
                && left != right
            {
                *between.entry((left, right)).or_default() += weight;
            }
        }
    }
    for ((left, right), weight) in between {
        let chance = strengths[left] * strengths[right] / graph.total();
        let weight = rounded(weight / chance);
        if weight >= NEAR {
            let key = topics[right].key.clone();
            topics[left].neighbours.push(Neighbour { key, weight });
        }
    }
    for topic in topics {
        let closest = |a: &Neighbour, b: &Neighbour| {
            b.weight
                .total_cmp(&a.weight)
                .then_with(|| a.key.cmp(&b.key))
        };
        topic.neighbours.sort_by(closest);
    }
}

/// Themes with the most episodes first, each followed by its narrower topics in the same order.
fn arranged(mut parents: Vec<Topic>, children: &[Topic]) -> Vec<Topic> {
    let larger = |a: &Topic, b: &Topic| {
        b.episodes
            .len()
            .cmp(&a.episodes.len())
            .then_with(|| a.key.cmp(&b.key))
    };
    parents.sort_by(larger);
    let mut topics = Vec::with_capacity(parents.len() + children.len());
    for theme in parents {
        let of_theme = |topic: &&Topic| topic.parent.as_ref() == Some(&theme.key);
        let mut own: Vec<Topic> = children.iter().filter(of_theme).cloned().collect();
        own.sort_by(larger);
        topics.push(theme);
        topics.append(&mut own);
    }
    topics
}
