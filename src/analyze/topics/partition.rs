//! From communities to topics: how fine they are to be, and which are large enough.

use std::collections::BTreeMap;

use super::leiden::{leiden, number};
use super::network::EpisodeNetwork;

/// How many resolutions are tried.
const STEPS: i32 = 9;

/// The least and the greatest resolution, as powers of two.
const RANGE: (f64, f64) = (-3.0, 4.0);

/// A network in topics.
pub(super) struct Partition {
    /// The resolution.
    pub resolution: f64,
    /// Of each node of the network its topic; none where its community is too small and has no edge to
    /// another.
    pub topic_of: Vec<Option<u32>>,
    /// How many topics.
    pub count: usize,
}

/// Where to begin: the previous partition of the nodes (nodes that are new have a number of their
/// own) and the resolution that made it.
pub(super) struct Start {
    pub resolution: f64,
    pub communities: Vec<u32>,
}

/// Partitions a network at a resolution that makes about `aim` topics: two thirds to seven sixths of it.
///
/// None has less than `least` episodes: a community that has goes to the one where it costs least. With a
/// start its resolution is tried first, otherwise 1.
pub(super) fn partition(
    network: &EpisodeNetwork,
    aim: usize,
    least: usize,
    start: Option<&Start>,
) -> Partition {
    let fits = |count: usize| count * 3 >= aim * 2 && count * 6 <= aim * 7;
    // The count grows with the resolution, by and large: halve the range until it fits.
    let (mut low, mut high) = RANGE;
    let mut exponent = start.map_or(0.0, |start| start.resolution.log2());
    let mut best: Option<Partition> = None;
    for _ in 0..STEPS {
        let resolution = rounded(exponent.exp2());
        let begin = start.map(|start| start.communities.as_slice());
        let communities = leiden(&network.graph, resolution, begin);
        let found = merge_small(network, communities, resolution, least);
        let count = found.count;
        let off = count.abs_diff(aim);
        if best
            .as_ref()
            .is_none_or(|best| off < best.count.abs_diff(aim))
        {
            best = Some(found);
        }
        if fits(count) {
            break;
        }
        if count < aim {
            low = exponent;
        } else {
            high = exponent;
        }
        exponent = f64::midpoint(low, high);
    }
    best.unwrap_or(Partition {
        resolution: 1.0,
        topic_of: vec![None; network.graph.len()],
        count: 0,
    })
}

/// Merges communities that are too small with those that they have edges to, each with the one where
/// the quality suffers least; those without an edge are left out.
fn merge_small(
    network: &EpisodeNetwork,
    mut communities: Vec<u32>,
    resolution: f64,
    least: usize,
) -> Partition {
    let graph = &network.graph;
    loop {
        let count = number(&mut communities);
        let merged = graph.merged(&communities, count);
        let mut sizes = vec![0_usize; count];
        for community in &communities {
            sizes[*community as usize] += 1;
        }
        let is_small = |community: u32| sizes[community as usize] < least;
        let numbers = || (0_u32..).zip(&sizes).map(|(community, _)| community);
        let mut small: Vec<u32> = numbers().filter(|community| is_small(*community)).collect();
        small.sort_by_key(|community| (sizes[*community as usize], *community));
        // Where each community goes, and whether it is merged already in this round.
        let mut goes: Vec<u32> = numbers().collect();
        let mut is_merged = vec![false; count];
        for community in &small {
            let gain = |other: u32, weight: f64| {
                let chance = merged.strength(*community) * merged.strength(other) / graph.total();
                weight - resolution * chance
            };
            let best = merged
                .edges(*community)
                .iter()
                .map(|(other, weight)| (*other, gain(*other, *weight)))
                .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
            if let Some((other, _)) = best
                && !is_merged[*community as usize]
                && goes[other as usize] == other
            {
                goes[*community as usize] = other;
                is_merged[*community as usize] = true;
                is_merged[other as usize] |= is_small(other);
            }
        }
        if (0_u32..)
            .zip(&goes)
            .all(|(community, other)| community == *other)
        {
            let kept = numbers().filter(|community| !is_small(*community));
            let topics: BTreeMap<u32, u32> = kept.zip(0..).collect();
            return Partition {
                resolution,
                topic_of: communities
                    .iter()
                    .map(|at| topics.get(at).copied())
                    .collect(),
                count: topics.len(),
            };
        }
        for community in &mut communities {
            *community = goes[*community as usize];
        }
    }
}

/// Communities to start from: topics of before by episode, everything else alone.
pub(super) fn start(
    network: &EpisodeNetwork,
    resolution: f64,
    before: impl Fn(u32) -> Option<u32>,
) -> Start {
    let count = u32::try_from(network.episodes.len()).unwrap_or(u32::MAX);
    // Numbers of topics come after those of single nodes, then all are numbered anew.
    let places = (0..count).zip(&network.episodes);
    let mut communities: Vec<u32> = places
        .map(|(node, episode)| before(*episode).map_or(node, |topic| count + topic))
        .collect();
    number(&mut communities);
    Start {
        resolution,
        communities,
    }
}

/// Four decimals: enough to rank by.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}
