//! What belongs to a topic: episodes, by the network; entities, by the episodes that talk about them.

use std::collections::BTreeMap;

use super::episode_entities::EpisodeEntityMatrix;
use super::network::EpisodeNetwork;
use super::partition::{Partition, rounded};

/// An entity belongs to the topic with most of its talk when this share of it is there, or when a quarter
/// of the topic's episodes talk about it.
const JOINS: f64 = 1.0 / 3.0;

/// And then only when that is so many times what chance has.
const LIFT: f64 = 1.5;

/// An entity of one episode alone goes with that episode, and shapes nothing.
const LEAST_EPISODES: usize = 2;

/// What belongs to a topic, by number, the most characteristic first.
#[derive(Debug, Clone, Default)]
pub(super) struct TopicMembers {
    /// The nodes of the network that it has.
    pub nodes: Vec<u32>,
    /// The entities, each with its weight.
    pub entities: Vec<(u32, f64)>,
    /// The entities that a quarter of its episodes talk about and the rest less, the best first: they name it.
    pub names: Vec<u32>,
    /// Those that fewer of its episodes talk about: they name it where there is nothing else.
    pub lesser_names: Vec<u32>,
    /// The episodes that talk about it, each with the share of its neighbours that do.
    pub episodes: Vec<(u32, f64)>,
}

/// How many of a topic's episodes have to talk about what names it: a quarter.
const SUPPORT: f64 = 0.25;

/// And how many times as often as the others do.
const NAME_LIFT: f64 = 2.0;

/// From here on it makes no difference how much more often: the rarest names are not the best.
const MOST_LIFT: f64 = 16.0;

/// Finds what belongs to each topic of a partition.
///
/// A member weighs most when it is talked about much, and there rather than elsewhere: its strength
/// times its specificity (the share of its strength within the topic) to the power of 1.5, as a share
/// of the greatest. An episode belongs to the topic of its community, and to others to which its edges
/// lead half as much as to the first. What names a topic is talked about in a quarter of its episodes
/// and at least twice as often there as elsewhere: `support · ln²(support / support elsewhere)`. Where nothing
/// is, what fewer talk about may name it, by `support · ln(support / support elsewhere)`.
///
/// `within` are the entities that may be members, by number.
pub(super) fn members_of(
    partition: &Partition,
    matrix: &EpisodeEntityMatrix<'_>,
    network: &EpisodeNetwork,
    within: &[u32],
) -> Vec<TopicMembers> {
    let mut topics = vec![TopicMembers::default(); partition.count];
    let mut topic_of: Vec<Option<u32>> = vec![None; matrix.episodes.len()];
    for (node, topic) in (0_u32..).zip(&partition.topic_of) {
        let Some(topic) = *topic else { continue };
        topic_of[network.episodes[node as usize] as usize] = Some(topic);
        topics[topic as usize].nodes.push(node);
        for (other, share) in shares(network, partition, node, topic) {
            let episode = network.episodes[node as usize];
            topics[other as usize].episodes.push((episode, share));
        }
    }
    let all: usize = topics.iter().map(|topic| topic.nodes.len()).sum();
    // Of each topic what may name it, with its value.
    let mut names: Vec<NameValues> = vec![NameValues::default(); partition.count];
    for entity in within {
        let episodes = &matrix.episodes_of[*entity as usize];
        if episodes.len() < LEAST_EPISODES {
            continue;
        }
        let mut talk: BTreeMap<u32, (f64, u32)> = BTreeMap::new();
        let mut strength = 0.0;
        for (episode, part) in episodes {
            strength += part;
            if let Some(topic) = topic_of[*episode as usize] {
                let (sum, count) = talk.entry(topic).or_default();
                *sum += part;
                *count += 1;
            }
        }
        let most = talk
            .iter()
            .max_by(|a, b| a.1.0.total_cmp(&b.1.0).then(b.0.cmp(a.0)));
        let Some((topic, (sum, count))) = most else {
            continue;
        };
        let size = topics[*topic as usize].nodes.len() as f64;
        let (share, support) = (sum / strength, f64::from(*count) / size);
        let is_more = partition.count == 1 || share >= LIFT * size / all as f64;
        if is_more && (share >= JOINS || support >= SUPPORT) {
            let weight = share * share.sqrt() * strength;
            topics[*topic as usize].entities.push((*entity, weight));
            let inside: u32 = talk.values().map(|(_, count)| count).sum();
            let elsewhere = (f64::from(inside - count) + 0.5) / (all as f64 - size + 1.0);
            let lift = support / elsewhere;
            if lift >= NAME_LIFT {
                let names = &mut names[*topic as usize];
                let more = lift.min(MOST_LIFT).ln();
                if support >= SUPPORT && *count > 1 {
                    names.common.push((*entity, rounded(support * more * more)));
                } else if *count > 2 {
                    names.lesser.push((*entity, rounded(support * more)));
                }
            }
        }
    }
    for (members, mut names) in topics.iter_mut().zip(names) {
        let greatest = members.entities.iter().map(|(_, weight)| *weight);
        let greatest = greatest.fold(f64::MIN_POSITIVE, f64::max);
        for (_, weight) in &mut members.entities {
            *weight = rounded((*weight / greatest).min(1.0));
        }
        rank(&mut members.entities);
        for (values, ranked) in [
            (&mut names.common, &mut members.names),
            (&mut names.lesser, &mut members.lesser_names),
        ] {
            rank(values);
            *ranked = values.iter().map(|(entity, _)| *entity).collect();
        }
        for (_, share) in &mut members.episodes {
            *share = rounded(*share);
        }
        rank(&mut members.episodes);
    }
    topics
}

/// What may name a topic, each with its value.
#[derive(Clone, Default)]
struct NameValues {
    common: Vec<(u32, f64)>,
    lesser: Vec<(u32, f64)>,
}

/// The greatest first; of equals the lesser number.
fn rank(list: &mut [(u32, f64)]) {
    list.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
}

/// How an episode's edges are divided among the topics: its own topic, with no less than any other, and
/// those that have half as much of them. Shares are of all edges that lead to topics.
fn shares(
    network: &EpisodeNetwork,
    partition: &Partition,
    node: u32,
    own: u32,
) -> BTreeMap<u32, f64> {
    let mut sums: BTreeMap<u32, f64> = BTreeMap::from([(own, 0.0)]);
    for (other, weight) in network.graph.edges(node) {
        if let Some(topic) = partition.topic_of[*other as usize] {
            *sums.entry(topic).or_default() += weight;
        }
    }
    let all: f64 = sums.values().sum::<f64>().max(f64::MIN_POSITIVE);
    let most = sums.values().copied().fold(0.0, f64::max);
    sums.retain(|topic, sum| *topic == own || *sum * 2.0 >= most);
    for (topic, sum) in &mut sums {
        // By a trace more than others, so that the topic of the community is the first.
        let first = if *topic == own {
            most.max(*sum) + all * 1e-3
        } else {
            *sum
        };
        *sum = (first / all).min(1.0);
    }
    sums
}
