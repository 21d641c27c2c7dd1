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

/// The least and the greatest resolution, as powers of two.
const RANGE: (f64, f64) = (-3.0, 4.0);

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

/// Parts a network at a resolution that makes about `aim` themes: two thirds to five quarters of it.
///
/// None is less than a `least`th of all talk: a community that is goes to the one where it costs
/// least. With a start its resolution is tried first, otherwise 1.
pub(super) fn part(scope: &Scope, aim: usize, least: f64, start: Option<&Start>) -> Parting {
    let least = scope.talk.iter().sum::<f64>() / least;
    let fits = |count: usize| count * 3 >= aim * 2 && count * 4 <= aim * 5;
    // The count grows with the resolution, by and large: halve the range until it fits.
    let (mut low, mut high) = RANGE;
    let mut exponent = start.map_or(0.0, |start| start.resolution.log2());
    let mut best: Option<Parting> = None;
    for _ in 0..STEPS {
        let resolution = rounded(exponent.exp2());
        let begin = start.map(|start| start.partition.as_slice());
        let communities = leiden(&scope.network, resolution, begin);
        let parting = large(scope, communities, resolution, least);
        let count = parting.count;
        let off = count.abs_diff(aim);
        if best
            .as_ref()
            .is_none_or(|best| off < best.count.abs_diff(aim))
        {
            best = Some(parting);
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
    best.unwrap_or(Parting {
        resolution: 1.0,
        theme_of: vec![None; scope.network.len()],
        count: 0,
    })
}

/// Merges communities that are too small with those to which they are tied, each with the one where
/// the quality suffers least; those that are tied to none are left out.
fn large(scope: &Scope, mut partition: Vec<u32>, resolution: f64, least: f64) -> Parting {
    let network = &scope.network;
    loop {
        let count = number(&mut partition);
        let merged = network.merged(&partition, count);
        let mut sizes = vec![(0.0, 0); count];
        for (community, talk) in partition.iter().zip(&scope.talk) {
            let (sum, members) = &mut sizes[*community as usize];
            *sum += talk;
            *members += 1;
        }
        let is_small = |community: u32| {
            let (sum, members) = sizes[community as usize];
            sum < least || members < LEAST_MEMBERS
        };
        let numbers = || (0_u32..).zip(&sizes).map(|(community, _)| community);
        let mut small: Vec<u32> = numbers().filter(|community| is_small(*community)).collect();
        small.sort_by(|a, b| {
            let talk = |community: &u32| sizes[*community as usize].0;
            talk(a).total_cmp(&talk(b)).then(a.cmp(b))
        });
        // Where each community goes, and whether it is merged already in this round.
        let mut goes: Vec<u32> = numbers().collect();
        let mut is_merged = vec![false; count];
        for community in &small {
            let gain = |other: u32, weight: f64| {
                let chance = merged.strength(*community) * merged.strength(other) / network.total();
                weight - resolution * chance
            };
            let best = merged
                .ties(*community)
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
            let themes: BTreeMap<u32, u32> = kept.zip(0..).collect();
            return Parting {
                resolution,
                theme_of: partition.iter().map(|at| themes.get(at).copied()).collect(),
                count: themes.len(),
            };
        }
        for community in &mut partition {
            *community = goes[*community as usize];
        }
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
