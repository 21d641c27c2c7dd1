//! What belongs to a topic: entities, the most characteristic first, and episodes.

use std::collections::BTreeMap;

use super::episode_entities::{CooccurrenceNetwork, EpisodeEntityMatrix};
use super::partition::{Partition, rounded};

/// An entity that shapes no topic joins one when this share of its talk is in it.
const JOINS: f64 = 0.4;

/// What belongs to a topic, by number, the most characteristic first.
#[derive(Debug, Clone, Default)]
pub(super) struct TopicMembers {
    /// The nodes of the network that shape it.
    pub nodes: Vec<u32>,
    /// The entities that shape it, each with its weight.
    pub core: Vec<(u32, f64)>,
    /// The entities that join it, each with its weight.
    pub joined: Vec<(u32, f64)>,
    /// The episodes that talk about it, each with the share of its talk.
    pub episodes: Vec<(u32, f64)>,
}

/// Finds what belongs to each topic: episodes among `episodes`, entities that join among `others`.
///
/// A member weighs most when it is talked about much, and there rather than elsewhere: its strength
/// times its specificity (the share of its edges that stay within the topic) to the power of 1.5, as
/// a share of the greatest. An episode belongs to the topic of which it talks most, and to others of
/// which it talks half as much.
pub(super) fn members_of(
    partition: &Partition,
    matrix: &EpisodeEntityMatrix<'_>,
    network: &CooccurrenceNetwork,
    episodes: &[u32],
    others: &[u32],
) -> Vec<TopicMembers> {
    let mut topics = vec![TopicMembers::default(); partition.count];
    // Of each entity that shapes a topic: the topic and its specificity.
    let mut shapes: Vec<Option<(u32, f64)>> = vec![None; matrix.entities.len()];
    for (node, (entity, topic)) in (0_u32..).zip(network.entities.iter().zip(&partition.topic_of)) {
        let Some(topic) = *topic else { continue };
        let edges = network.graph.edges(node).iter();
        let inside: f64 = edges
            .filter(|(other, _)| partition.topic_of[*other as usize] == Some(topic))
            .map(|(_, weight)| weight)
            .sum();
        let specificity = inside / network.graph.strength(node).max(f64::MIN_POSITIVE);
        shapes[*entity as usize] = Some((topic, specificity));
        let members = &mut topics[topic as usize];
        members.nodes.push(node);
        members
            .core
            .push((*entity, weight(specificity, matrix.strength(*entity))));
    }
    let shares: BTreeMap<u32, BTreeMap<u32, f64>> = episodes
        .iter()
        .map(|episode| {
            (
                *episode,
                shares(&matrix.entities_of[*episode as usize], &shapes),
            )
        })
        .collect();
    for (episode, shares) in &shares {
        let most = shares.values().copied().fold(0.0, f64::max);
        for (topic, share) in shares.iter().filter(|(_, share)| **share * 2.0 >= most) {
            topics[*topic as usize].episodes.push((*episode, *share));
        }
    }
    for entity in others
        .iter()
        .filter(|entity| shapes[**entity as usize].is_none())
    {
        if let Some((topic, specificity)) = joins(&matrix.episodes_of[*entity as usize], &shares) {
            let weight = weight(specificity, matrix.strength(*entity));
            topics[topic as usize].joined.push((*entity, weight));
        }
    }
    for members in &mut topics {
        let greatest = members
            .core
            .iter()
            .map(|(_, weight)| *weight)
            .fold(f64::MIN_POSITIVE, f64::max);
        for list in [&mut members.core, &mut members.joined] {
            for (_, weight) in list.iter_mut() {
                *weight = rounded((*weight / greatest).min(1.0));
            }
            rank(list);
        }
        for (_, share) in &mut members.episodes {
            *share = rounded(*share);
        }
        rank(&mut members.episodes);
    }
    topics
}

/// How characteristic something is. (No power function: it differs from machine to machine.)
fn weight(specificity: f64, strength: f64) -> f64 {
    specificity * specificity.sqrt() * strength
}

/// The greatest first; of equals the lesser number.
fn rank(list: &mut [(u32, f64)]) {
    list.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
}

/// How an episode's talk is divided among the topics; the shares sum up to 1.
fn shares(entities: &[(u32, f64)], shapes: &[Option<(u32, f64)>]) -> BTreeMap<u32, f64> {
    let mut shares = BTreeMap::new();
    for (entity, strength) in entities {
        if let Some((topic, specificity)) = shapes[*entity as usize] {
            *shares.entry(topic).or_default() += strength * specificity;
        }
    }
    let all: f64 = shares.values().sum();
    shares.retain(|_, share| *share > 0.0);
    for share in shares.values_mut() {
        *share /= all;
    }
    shares
}

/// The topic in which most of an entity's talk is, and how much of it.
fn joins(
    episodes: &[(u32, f64)],
    shares: &BTreeMap<u32, BTreeMap<u32, f64>>,
) -> Option<(u32, f64)> {
    // What is named in one episode only goes with that episode.
    if episodes.len() < 2 {
        return None;
    }
    let mut topics: BTreeMap<u32, f64> = BTreeMap::new();
    for (episode, strength) in episodes {
        for (topic, share) in shares.get(episode).into_iter().flatten() {
            *topics.entry(*topic).or_default() += strength * share;
        }
    }
    let all: f64 = episodes.iter().map(|(_, strength)| strength).sum();
    let (topic, most) = topics
        .into_iter()
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    (most >= JOINS * all).then(|| (topic, most / all))
}
