//! The score of pairs, and the best of them: by inverted lists, never all with all.
//!
//! A score is a sum of terms, one for each shared entity or page; what a reader is shown of it are these very
//! terms. A long tail of weak ones is held down, so that the few that can be shown are always the
//! greater part: what comes after the first [`SHOWN`] counts at most [`TAIL`] times as much as they do.

use std::cmp::Ordering;

use super::index::{Index, WeightedEntity};

/// How many terms of a score are shown.
pub const SHOWN: usize = 5;

/// How much all other terms may count, against those that are shown.
pub const TAIL: f64 = 0.9;

/// Scores are compared and given to this precision: the last bits of logarithms differ between
/// machines, the order must not.
const PRECISION: f64 = 1e6;

/// One term of a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Term {
    /// The shared entity.
    pub entity: u32,
    /// What it adds to the score.
    pub value: f64,
}

/// The score of an episode.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scored {
    /// Its index.
    pub episode: u32,
    /// The score, rounded.
    pub score: f64,
    /// The strongest terms, at most [`SHOWN`], the strongest first.
    pub terms: Vec<Term>,
}

/// What a query needs besides its entities.
pub(super) struct ScoreQuery<'a> {
    /// The entities that are asked for, sorted by index.
    pub entities: &'a [WeightedEntity],
    /// What sharing an entity is worth to this query.
    pub worth: &'a (dyn Fn(u32) -> f64 + Sync),
    /// By what an episode's sum is multiplied; 0 leaves it out.
    pub factor: &'a (dyn Fn(u32) -> f64 + Sync),
    /// The order of episodes with the same score.
    pub tie_break: &'a (dyn Fn(u32, u32) -> Ordering + Sync),
}

/// A sum for each episode; kept from one query to the next.
pub(super) struct Accumulator {
    sums: Vec<f64>,
    touched: Vec<u32>,
}

impl Accumulator {
    /// Room for so many episodes.
    pub(super) fn new(episodes: usize) -> Self {
        Self {
            sums: vec![0.0; episodes],
            touched: Vec::new(),
        }
    }

    /// The best episodes for a query, the best first.
    ///
    /// Costs the length of the lists of the query's entities, and the exact terms of little more
    /// than `limit` episodes.
    pub(super) fn best(
        &mut self,
        index: &Index,
        query: &ScoreQuery<'_>,
        limit: usize,
    ) -> Vec<Scored> {
        for &WeightedEntity { entity, weight } in query.entities {
            let strength = (query.worth)(entity) * weight;
            if strength <= 0.0 {
                continue;
            }
            for posting in index.list(entity) {
                let sum = &mut self.sums[posting.episode as usize];
                if *sum == 0.0 {
                    self.touched.push(posting.episode);
                }
                *sum += strength * posting.weight;
            }
        }
        let mut bounds: Vec<(f64, u32)> = Vec::with_capacity(self.touched.len());
        for episode in self.touched.drain(..) {
            let sum = std::mem::take(&mut self.sums[episode as usize]);
            let bound = sum * (query.factor)(episode);
            if bound > 0.0 {
                bounds.push((bound, episode));
            }
        }
        best_of(bounds, index, query, limit)
    }
}

/// The sum of all terms bounds a score from above, so only the highest sums need a closer look.
fn best_of(
    mut bounds: Vec<(f64, u32)>,
    index: &Index,
    query: &ScoreQuery<'_>,
    limit: usize,
) -> Vec<Scored> {
    let order = |a: &Scored, b: &Scored| {
        b.score
            .total_cmp(&a.score)
            .then_with(|| (query.tie_break)(a.episode, b.episode))
    };
    let mut best: Vec<Scored> = Vec::new();
    let mut batch = limit.saturating_mul(2).saturating_add(16);
    while limit > 0 && !bounds.is_empty() {
        let (next, rest) = if batch < bounds.len() {
            bounds.select_nth_unstable_by(batch, |a, b| b.0.total_cmp(&a.0));
            let rest = bounds.split_off(batch);
            (std::mem::replace(&mut bounds, rest), true)
        } else {
            (std::mem::take(&mut bounds), false)
        };
        best.extend(
            next.into_iter()
                .filter_map(|(_, episode)| exact(index, query, episode)),
        );
        best.sort_by(order);
        best.truncate(limit);
        if rest && best.len() == limit {
            let highest = bounds.iter().map(|(bound, _)| *bound).fold(0.0, f64::max);
            if best[limit - 1].score > rounded(highest) {
                break;
            }
        }
        batch = batch.saturating_mul(2);
    }
    best
}

/// The score of an episode, with its terms.
fn exact(index: &Index, query: &ScoreQuery<'_>, episode: u32) -> Option<Scored> {
    let factor = (query.factor)(episode);
    let mut terms: Vec<Term> = shared(query.entities, index.vector(episode))
        .map(|(entity, product)| Term {
            entity,
            value: (query.worth)(entity) * product * factor,
        })
        .filter(|term| term.value > 0.0)
        .collect();
    terms.sort_by(|a, b| {
        b.value
            .total_cmp(&a.value)
            .then_with(|| a.entity.cmp(&b.entity))
    });
    let tail = terms.split_off(terms.len().min(SHOWN));
    let shown: f64 = terms.iter().map(|term| term.value).sum();
    let others: f64 = tail.iter().map(|term| term.value).sum();
    let score = rounded(shown + others.min(TAIL * shown));
    (score > 0.0).then_some(Scored {
        episode,
        score,
        terms,
    })
}

/// The entities of both, with the product of their weights.
fn shared(one: &[WeightedEntity], other: &[WeightedEntity]) -> impl Iterator<Item = (u32, f64)> {
    let (mut a, mut b) = (one.iter().peekable(), other.iter().peekable());
    std::iter::from_fn(move || {
        loop {
            let (left, right) = (a.peek()?, b.peek()?);
            match left.entity.cmp(&right.entity) {
                Ordering::Less => drop(a.next()),
                Ordering::Greater => drop(b.next()),
                Ordering::Equal => {
                    let found = (left.entity, left.weight * right.weight);
                    a.next();
                    b.next();
                    return Some(found);
                }
            }
        }
    })
}

/// How alike two episodes are, from 0 to 1: the cosine of their weighted entities.
pub(super) fn likeness(index: &Index, one: u32, other: u32) -> f64 {
    let product = |a: u32, b: u32| -> f64 {
        shared(index.vector(a), index.vector(b))
            .map(|(entity, product)| index.worth(entity) * product)
            .sum()
    };
    let lengths = (product(one, one) * product(other, other)).sqrt();
    if lengths > 0.0 {
        product(one, other) / lengths
    } else {
        0.0
    }
}

fn rounded(value: f64) -> f64 {
    (value * PRECISION).round() / PRECISION
}
