//! How good the topics are: figures that say whether the network has such communities at all, and
//! whether the notes' own categories see them too.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Topics;
use super::episode_entities::EpisodeEntityMatrix;
use super::leiden::modularity;
use super::network::EpisodeNetwork;
use super::partition::{Partition, rounded};
use crate::graph::{EntityId, KnowledgeGraph};
use crate::vocabulary::Relation;

/// How good the topics are.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Quality {
    /// Modularity of the themes (Newman and Girvan, 2004), at resolution 1: 0 is what chance gives,
    /// and from 0.3 on communities are commonly called clear.
    pub modularity: f64,
    /// Coverage (Fortunato, 2010): how much of the weight of all edges lies within themes.
    pub coverage: f64,
    /// How many of the episodes have a theme, as a share.
    pub episodes: f64,
    /// How many of the entities that occur in more than one episode have a theme, as a share.
    pub entities: f64,
    /// Agreement with the notes' own categories, where they have some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Agreement>,
}

/// Agreement of the episodes' themes with the categories and tags that the notes give them.
///
/// Categories are entities too and help to shape the themes, so this says that the themes keep to
/// what the notes call their subjects; it is no judgement from outside.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Agreement {
    /// Normalised mutual information (Strehl and Ghosh, 2002, with the arithmetic mean): 0 to 1. An
    /// episode with several categories counts for each of them in part, so that 1 is out of reach.
    pub mutual_information: f64,
    /// The same for random themes of the same sizes: the mean of many.
    pub by_chance: f64,
    /// The greatest of the random ones.
    pub greatest_by_chance: f64,
    /// How many categories are in at least two episodes.
    pub categories: usize,
    /// How many episodes have such a category and a theme.
    pub episodes: usize,
}

impl Quality {
    /// Measures what was found in a network.
    pub(super) fn of(
        graph: &KnowledgeGraph,
        matrix: &EpisodeEntityMatrix<'_>,
        network: &EpisodeNetwork,
        partition: &Partition,
        topics: &Topics,
    ) -> Self {
        // Episodes without a theme count as communities of their own.
        let count = u32::try_from(partition.count).unwrap_or(u32::MAX);
        let mut single = count;
        let communities: Vec<u32> = partition
            .topic_of
            .iter()
            .map(|theme| {
                theme.unwrap_or_else(|| {
                    single += 1;
                    single - 1
                })
            })
            .collect();
        let (mut inside, mut all) = (0.0, 0.0);
        for (node, theme) in (0_u32..).zip(&partition.topic_of) {
            for (other, weight) in network.graph.edges(node) {
                all += weight;
                if theme.is_some() && *theme == partition.topic_of[*other as usize] {
                    inside += weight;
                }
            }
        }
        let themes: BTreeMap<&str, u32> = topics
            .themes()
            .map(|theme| theme.key.as_str())
            .zip(0..)
            .collect();
        let main: BTreeMap<&EntityId, u32> = topics
            .main_themes()
            .into_iter()
            .map(|(episode, theme)| (episode, themes[theme.key.as_str()]))
            .collect();
        let recurring = matrix
            .episodes_of
            .iter()
            .filter(|episodes| episodes.len() > 1)
            .count();
        let members: usize = topics.themes().map(|theme| theme.members.len()).sum();
        Self {
            modularity: rounded(modularity(&network.graph, &communities, 1.0)),
            coverage: share(inside, all),
            episodes: share(count_of(main.len()), count_of(matrix.episodes.len())),
            entities: share(count_of(members), count_of(recurring)),
            agreement: agreement(graph, &main),
        }
    }
}

fn count_of(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 {
        rounded(part / whole)
    } else {
        0.0
    }
}

/// How many random partitions stand for chance.
const SHUFFLES: u32 = 50;

/// The rules that take what an episode is about from its categories and tags.
const GIVEN: [&str; 2] = ["category", "tag"];

/// Compares the main theme of each episode with its categories. None where fewer than two categories
/// recur.
fn agreement(graph: &KnowledgeGraph, themes: &BTreeMap<&EntityId, u32>) -> Option<Agreement> {
    let mut given: BTreeMap<&EntityId, BTreeSet<&EntityId>> = BTreeMap::new();
    let mut counts: BTreeMap<&EntityId, usize> = BTreeMap::new();
    for view in graph.edges() {
        let is_given = view.edge.relation == Relation::About && GIVEN.contains(&&*view.edge.rule);
        if is_given && given.entry(&view.from.id).or_default().insert(&view.to.id) {
            *counts.entry(&view.to.id).or_default() += 1;
        }
    }
    counts.retain(|_, count| *count > 1);
    let numbers: BTreeMap<&EntityId, usize> = counts.keys().copied().zip(0..).collect();
    let mut labels: Vec<u32> = Vec::new();
    let mut categories: Vec<Vec<usize>> = Vec::new();
    for (episode, given) in &given {
        let recurring: Vec<usize> = given
            .iter()
            .filter_map(|id| numbers.get(id))
            .copied()
            .collect();
        if let Some(theme) = themes.get(episode)
            && !recurring.is_empty()
        {
            labels.push(*theme);
            categories.push(recurring);
        }
    }
    if numbers.len() < 2 || labels.is_empty() {
        return None;
    }
    let found = mutual_information(&labels, &categories);
    let mut random = Shuffle(labels.len() as u64);
    let by_chance: Vec<f64> = (0..SHUFFLES)
        .map(|_| {
            random.shuffle(&mut labels);
            mutual_information(&labels, &categories)
        })
        .collect();
    Some(Agreement {
        mutual_information: rounded(found),
        by_chance: rounded(by_chance.iter().sum::<f64>() / f64::from(SHUFFLES)),
        greatest_by_chance: rounded(by_chance.iter().copied().fold(0.0, f64::max)),
        categories: numbers.len(),
        episodes: labels.len(),
    })
}

/// Normalised mutual information of labels and of lists of categories, each item with weight 1.
fn mutual_information(labels: &[u32], categories: &[Vec<usize>]) -> f64 {
    let mut joint: BTreeMap<(u32, usize), f64> = BTreeMap::new();
    let mut left: BTreeMap<u32, f64> = BTreeMap::new();
    let mut right: BTreeMap<usize, f64> = BTreeMap::new();
    #[allow(
        clippy::cast_precision_loss,
        reason = "there are fewer than 2^52 episodes"
    )]
    for (label, categories) in labels.iter().zip(categories) {
        let part = 1.0 / (categories.len() * labels.len()) as f64;
        for category in categories {
            *joint.entry((*label, *category)).or_default() += part;
            *left.entry(*label).or_default() += part;
            *right.entry(*category).or_default() += part;
        }
    }
    let entropy = |parts: &mut dyn Iterator<Item = &f64>| -> f64 {
        parts.map(|part| -part * part.ln()).sum()
    };
    let both = entropy(&mut left.values()) + entropy(&mut right.values());
    if both <= 0.0 {
        return 0.0;
    }
    let shared = both - entropy(&mut joint.values());
    (2.0 * shared / both).clamp(0.0, 1.0)
}

/// SplitMix64 (Steele, Lea, Flood, 2014): chance that is the same on every machine.
struct Shuffle(u64);

impl Shuffle {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Fisher and Yates.
    fn shuffle(&mut self, items: &mut [u32]) {
        for at in (1..items.len()).rev() {
            #[allow(clippy::cast_possible_truncation, reason = "it is at most `at`")]
            let other = (self.next() % (at as u64 + 1)) as usize;
            items.swap(at, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mutual_information_runs_from_nothing_to_everything() {
        type Case = (
            &'static str,
            &'static [u32],
            &'static [&'static [usize]],
            f64,
        );
        let cases: &[Case] = &[
            ("the same", &[0, 0, 1, 1], &[&[5], &[5], &[7], &[7]], 1.0),
            (
                "nothing in common",
                &[0, 1, 0, 1],
                &[&[5], &[5], &[7], &[7]],
                0.0,
            ),
            ("one theme", &[0, 0, 0, 0], &[&[5], &[5], &[7], &[7]], 0.0),
            ("one of each", &[0], &[&[5]], 0.0),
            (
                "half of it",
                &[0, 0, 1, 1],
                &[&[5, 7], &[5], &[7], &[5, 7]],
                0.188_722,
            ),
        ];
        for (name, labels, categories, expected) in cases {
            let categories: Vec<Vec<usize>> = categories.iter().map(|list| list.to_vec()).collect();
            let found = mutual_information(labels, &categories);
            assert!((found - expected).abs() < 1e-5, "{name}: {found}");
        }
    }

    #[test]
    fn a_shuffle_keeps_the_sizes_and_repeats_itself() {
        let shuffled = || {
            let mut items: Vec<u32> = (0..100).map(|at| at / 10).collect();
            Shuffle(7).shuffle(&mut items);
            items
        };
        let mut items = shuffled();
        assert_eq!(items, shuffled());
        assert!(!items.is_sorted());
        items.sort_unstable();
        assert!(items.iter().zip(0..).all(|(item, at)| *item == at / 10));
    }
}
