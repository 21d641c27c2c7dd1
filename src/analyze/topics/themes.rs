//! From communities to themes: how fine they are to be, which are large enough, what belongs to them.

use std::collections::BTreeMap;

use super::leiden::{leiden, number};
use super::talk::{Scope, Talk};

/// A smaller community is an accident, not a theme.
const LEAST_MEMBERS: usize = 3;

/// An entity that shapes no theme joins one when this share of its talk is in it.
const JOINS: f64 = 0.4;

/// How many resolutions are tried.
const STEPS: i32 = 9;

/// How a network is parted.
pub(super) struct Parting {
    /// The resolution.
    pub resolution: f64,
    /// Of each node of the scope its theme; none where its community is too small.
    pub theme_of: Vec<Option<u32>>,
    /// How many themes.
    pub count: usize,
}

/// Where to begin: the previous partition of the nodes (nodes that are new have a number of their
/// own) and the resolution that made it.
pub(super) struct Start {
    pub resolution: f64,
    pub partition: Vec<u32>,
}

/// Parts a network at the resolution that makes about `aim` themes, none of them smaller than a
/// `least`th of the network.
///
/// With a start, its resolution is kept as long as the count is not a third off the aim.
pub(super) fn part(scope: &Scope, aim: usize, least: usize, start: Option<&Start>) -> Parting {
    let least = LEAST_MEMBERS.max(scope.network.len() / least);
    let at = |resolution: f64| {
        let partition = leiden(
            &scope.network,
            resolution,
            start.map(|start| start.partition.as_slice()),
        );
        large(partition, resolution, least)
    };
    if let Some(start) = start {
        let parting = at(start.resolution);
        if parting.count.abs_diff(aim) <= (aim / 3).max(1) {
            return parting;
        }
    }
    // The count grows with the resolution, by and large: halve the range until it fits.
    let (mut low, mut high) = (-3.0, 4.0);
    let mut exponent = 0.0_f64;
    let mut best: Option<Parting> = None;
    for _ in 0..STEPS {
        let parting = at(exponent.exp2());
        let (count, off) = (parting.count, parting.count.abs_diff(aim));
        if best
            .as_ref()
            .is_none_or(|best| off < best.count.abs_diff(aim))
        {
            best = Some(parting);
        }
        if off == 0 {
            break;
        }
        if count < aim {
            low = exponent;
        } else {
            high = exponent;
        }
        exponent = f64::midpoint(low, high);
    }
    best.unwrap_or_else(|| at(1.0))
}

fn large(partition: Vec<u32>, resolution: f64, least: usize) -> Parting {
    let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
    for community in &partition {
        *sizes.entry(*community).or_default() += 1;
    }
    let mut numbers: BTreeMap<u32, u32> = BTreeMap::new();
    let kept = sizes.iter().filter(|(_, size)| **size >= least);
    for ((community, _), number) in kept.zip(0..) {
        numbers.insert(*community, number);
    }
    Parting {
        resolution,
        theme_of: partition
            .iter()
            .map(|community| numbers.get(community).copied())
            .collect(),
        count: numbers.len(),
    }
}

/// What belongs to a theme, by number, the most characteristic first.
#[derive(Debug, Clone, Default)]
pub(super) struct Belongings {
    /// The nodes of the scope that shape it.
    pub nodes: Vec<u32>,
    /// The entities that shape it, each with its weight.
    pub core: Vec<(u32, f64)>,
    /// The entities that join it, each with its weight.
    pub joined: Vec<(u32, f64)>,
    /// The episodes that talk about it, each with the share of its talk.
    pub episodes: Vec<(u32, f64)>,
}

/// Finds what belongs to each theme: episodes among `episodes`, entities that join among `others`.
///
/// A member weighs most when it is talked about much, and there rather than elsewhere: its strength
/// times its specificity (the share of its ties that stay within the theme) to the power of 1.5, as
/// a share of the greatest. An episode belongs to the theme of which it talks most, and to others of
/// which it talks half as much.
pub(super) fn belongings(
    talk: &Talk<'_>,
    scope: &Scope,
    parting: &Parting,
    episodes: &[u32],
    others: &[u32],
) -> Vec<Belongings> {
    let mut themes = vec![Belongings::default(); parting.count];
    // Of each entity that shapes a theme: the theme and its specificity.
    let mut shapes: Vec<Option<(u32, f64)>> = vec![None; talk.entities.len()];
    for (node, (entity, theme)) in (0_u32..).zip(scope.entities.iter().zip(&parting.theme_of)) {
        let Some(theme) = *theme else { continue };
        let ties = scope.network.ties(node).iter();
        let inside: f64 = ties
            .filter(|(other, _)| parting.theme_of[*other as usize] == Some(theme))
            .map(|(_, weight)| weight)
            .sum();
        let specificity = inside / scope.network.strength(node).max(f64::MIN_POSITIVE);
        shapes[*entity as usize] = Some((theme, specificity));
        let belongings = &mut themes[theme as usize];
        belongings.nodes.push(node);
        belongings
            .core
            .push((*entity, weight(specificity, talk.strength(*entity))));
    }
    let shares: BTreeMap<u32, BTreeMap<u32, f64>> = episodes
        .iter()
        .map(|episode| (*episode, shares(&talk.named[*episode as usize], &shapes)))
        .collect();
    for (episode, shares) in &shares {
        let most = shares.values().copied().fold(0.0, f64::max);
        for (theme, share) in shares.iter().filter(|(_, share)| **share * 2.0 >= most) {
            themes[*theme as usize].episodes.push((*episode, *share));
        }
    }
    for entity in others
        .iter()
        .filter(|entity| shapes[**entity as usize].is_none())
    {
        if let Some((theme, specificity)) = joins(&talk.heard[*entity as usize], &shares) {
            let weight = weight(specificity, talk.strength(*entity));
            themes[theme as usize].joined.push((*entity, weight));
        }
    }
    for theme in &mut themes {
        let greatest = theme
            .core
            .iter()
            .map(|(_, weight)| *weight)
            .fold(f64::MIN_POSITIVE, f64::max);
        for list in [&mut theme.core, &mut theme.joined] {
            for (_, weight) in list.iter_mut() {
                *weight = rounded((*weight / greatest).min(1.0));
            }
            rank(list);
        }
        for (_, share) in &mut theme.episodes {
            *share = rounded(*share);
        }
        rank(&mut theme.episodes);
    }
    themes
}

/// How characteristic something is. (No power function: it differs from machine to machine.)
fn weight(specificity: f64, strength: f64) -> f64 {
    specificity * specificity.sqrt() * strength
}

/// The greatest first; of equals the lesser number.
fn rank(list: &mut [(u32, f64)]) {
    list.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
}

/// Four decimals: enough to rank by.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

/// How an episode's talk is divided among the themes; the shares sum up to 1.
fn shares(named: &[(u32, f64)], shapes: &[Option<(u32, f64)>]) -> BTreeMap<u32, f64> {
    let mut shares = BTreeMap::new();
    for (entity, strength) in named {
        if let Some((theme, specificity)) = shapes[*entity as usize] {
            *shares.entry(theme).or_default() += strength * specificity;
        }
    }
    let all: f64 = shares.values().sum();
    shares.retain(|_, share| *share > 0.0);
    for share in shares.values_mut() {
        *share /= all;
    }
    shares
}

/// The theme in which most of an entity's talk is, and how much of it.
fn joins(heard: &[(u32, f64)], shares: &BTreeMap<u32, BTreeMap<u32, f64>>) -> Option<(u32, f64)> {
    // What is named in one episode only goes with that episode.
    if heard.len() < 2 {
        return None;
    }
    let mut themes: BTreeMap<u32, f64> = BTreeMap::new();
    for (episode, strength) in heard {
        for (theme, share) in shares.get(episode).into_iter().flatten() {
            *themes.entry(*theme).or_default() += strength * share;
        }
    }
    let all: f64 = heard.iter().map(|(_, strength)| strength).sum();
    let (theme, most) = themes
        .into_iter()
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    (most >= JOINS * all).then(|| (theme, most / all))
}

/// A partition to start from: themes of before by entity, everything else alone.
pub(super) fn start(scope: &Scope, resolution: f64, before: impl Fn(u32) -> Option<u32>) -> Start {
    let count = u32::try_from(scope.entities.len()).unwrap_or(u32::MAX);
    // Numbers of themes come after those of single nodes, then all are numbered anew.
    let places = (0..count).zip(&scope.entities);
    let mut partition: Vec<u32> = places
        .map(|(node, entity)| before(*entity).map_or(node, |theme| count + theme))
        .collect();
    number(&mut partition);
    Start {
        resolution,
        partition,
    }
}
