//! From a graph to its topics: the steps, one after the other. A theme is a parent topic, a narrower
//! topic within it is its child.

use std::collections::{BTreeMap, BTreeSet};

use super::episode_entities::EpisodeEntityMatrix;
use super::members::{TopicMembers, members_of};
use super::naming::{key, name, name_givers};
use super::network::EpisodeNetwork;
use super::partition::{partition, rounded, start};
use super::quality::Quality;
use super::stability::{continued, name_holds};
use super::{Member, Neighbour, Topic, TopicEpisode, TopicPerson, Topics};
use crate::graph::{EntityId, KnowledgeGraph, Node};
use crate::vocabulary::Kind;

/// More themes than this are no overview.
const MOST_THEMES: usize = 12;

/// A theme has at least this part of all episodes: a fortieth, and [`FEWEST`].
const LEAST_THEME: usize = 40;

/// A narrower topic has at least this part of all episodes: a hundredth, and [`FEWEST`].
const LEAST_CHILD: usize = 100;

/// Fewer episodes are no topic.
const FEWEST: usize = 3;

/// A narrower topic with fewer members is none.
const LEAST_MEMBERS: usize = 5;

/// For so many episodes a theme has one narrower topic.
const CHILD_EPISODES: usize = 8;

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
/// How many: about the square root of the number of episodes, and at most twelve themes.
///
/// # Complexity
///
/// That of scoring all pairs of episodes that share something; finding communities among them takes less.
pub fn find_topics(graph: &KnowledgeGraph, previous: Option<&Topics>) -> Topics {
    let matrix = EpisodeEntityMatrix::of(graph);
    let network = EpisodeNetwork::of(graph);
    let before = Before::of(previous);
    let begin = previous.map(|previous| {
        start(&network, previous.resolution, |episode| {
            before.theme(matrix.episodes[episode as usize])
        })
    });
    let aim = about_the_root(matrix.episodes.len()).clamp(1, MOST_THEMES);
    let least = matrix.episodes.len().div_ceil(LEAST_THEME).max(FEWEST);
    let partition = partition(&network, aim, least, begin.as_ref());
    let all: Vec<u32> = (0_u32..)
        .zip(&matrix.entities)
        .map(|(entity, _)| entity)
        .collect();
    let themes = members_of(&partition, &matrix, &network, &all);

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
        aim,
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

/// Which topic an episode belonged to before, by level.
#[derive(Default)]
struct Before<'p> {
    themes: BTreeMap<&'p EntityId, (f64, u32)>,
    children: BTreeMap<&'p EntityId, (f64, u32)>,
}

impl<'p> Before<'p> {
    fn of(previous: Option<&'p Topics>) -> Self {
        let mut before = Self::default();
        for (at, topic) in (0_u32..).zip(previous.iter().flat_map(|previous| &previous.topics)) {
            let level = match topic.parent {
                None => &mut before.themes,
                Some(_) => &mut before.children,
            };
            for episode in &topic.episodes {
                let best = level.entry(&episode.id).or_insert((episode.share, at));
                if episode.share > best.0 {
                    *best = (episode.share, at);
                }
            }
        }
        before
    }

    fn theme(&self, episode: &Node) -> Option<u32> {
        self.themes.get(&episode.id).map(|(_, topic)| *topic)
    }

    fn child(&self, episode: &Node) -> Option<u32> {
        self.children.get(&episode.id).map(|(_, topic)| *topic)
    }
}

/// Finds the topics within a theme: none where it does not fall into at least two.
fn children(
    matrix: &EpisodeEntityMatrix<'_>,
    network: &EpisodeNetwork,
    theme: &TopicMembers,
    before: &Before<'_>,
    resolution: Option<f64>,
) -> (f64, Vec<TopicMembers>) {
    let least = matrix.episodes.len().div_ceil(LEAST_CHILD).max(FEWEST);
    let inner = network.subnetwork(&theme.nodes);
    let begin = resolution.map(|resolution| {
        start(&inner, resolution, |episode| {
            before.child(matrix.episodes[episode as usize])
        })
    });
    let aim = theme
        .nodes
        .len()
        .div_ceil(CHILD_EPISODES)
        .clamp(2, MOST_CHILDREN);
    let partition = partition(&inner, aim, least, begin.as_ref());
    if partition.count < 2 {
        return (partition.resolution, Vec::new());
    }
    let within: Vec<u32> = theme.entities.iter().map(|(entity, _)| *entity).collect();
    let mut children = members_of(&partition, matrix, &inner, &within);
    for child in &mut children {
        for node in &mut child.nodes {
            *node = theme.nodes[*node as usize];
        }
    }
    children.retain(|child| child.entities.len() >= LEAST_MEMBERS);
    if children.len() < 2 {
        children.clear();
    }
    (partition.resolution, children)
}

/// The members by weight.
fn members(matrix: &EpisodeEntityMatrix<'_>, found: &TopicMembers) -> Vec<Member> {
    let mut members: Vec<Member> = found
        .entities
        .iter()
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
        let date = node.detail.episode().and_then(|detail| detail.date.clone());
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
        let members = || {
            found
                .entities
                .iter()
                .map(|(entity, _)| matrix.entity(*entity))
        };
        let givers = match before {
            Some(before) if name_holds(before, &topic.members) => {
                let by_id = |id: &EntityId| members().find(|node| node.id == *id);
                topic.name.clone_from(&before.name);
                topic.named_after.clone_from(&before.named_after);
                before.named_after.iter().filter_map(by_id).collect()
            }
            _ => {
                // Subjects that many of its episodes talk about; else what is there. Who was there, on which
                // occasion and where is no subject.
                let nodes = |entities: &[u32]| -> Vec<&Node> {
                    entities
                        .iter()
                        .map(|entity| matrix.entity(*entity))
                        .collect()
                };
                let subjects = |entities: &[u32]| -> Vec<&Node> {
                    let mut nodes = nodes(entities);
                    nodes.retain(|node| {
                        !matches!(node.kind, Kind::Person | Kind::Event | Kind::Place)
                    });
                    nodes
                };
                let strong: Vec<u32> = found.entities.iter().map(|(entity, _)| *entity).collect();
                let mut lists = [
                    subjects(&found.names),
                    subjects(&found.lesser_names),
                    subjects(&strong),
                    nodes(&found.names),
                    nodes(&strong),
                ]
                .into_iter();
                let givers = name_givers(
                    lists.find(|list| !list.is_empty()).unwrap_or_default(),
                    taken,
                );
                topic.name = match topic.episodes.first() {
                    Some(episode) if givers.is_empty() => episode.label.clone(),
                    _ => name(&givers),
                };
                topic.named_after = givers.iter().map(|node| node.id.clone()).collect();
                givers
            }
        };
        topic.key = match before {
            Some(before) => before.key.clone(),
            None => key(givers.iter().copied().chain(members()), &mut self.used),
        };
        givers
    }
}

/// Finds the neighbours of topics: those joined by edges of nearly the weight that chance has, or more.
fn relate<'m>(
    network: &EpisodeNetwork,
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
