//! Maximal marginal relevance: a list without five times the same (Carbonell and Goldstein, 1998).

use super::index::Index;
use super::score::{Scored, likeness};

/// From how many times as many episodes a diverse list is chosen.
pub(super) const POOL: usize = 5;

/// Picks `limit` episodes from a ranking, each by `balance` × relevance − (1 − `balance`) × its
/// likeness to the most similar one already picked.
///
/// `balance` is 0 to 1; 1 keeps the ranking. Scores stay what they are.
pub(super) fn diversify(
    index: &Index,
    ranking: Vec<Scored>,
    balance: f64,
    limit: usize,
) -> Vec<Scored> {
    let highest = ranking.first().map_or(1.0, |best| best.score);
    let mut rest: Vec<(Scored, f64)> = ranking.into_iter().map(|scored| (scored, 0.0)).collect();
    let mut picked: Vec<Scored> = Vec::new();
    while picked.len() < limit && !rest.is_empty() {
        if let Some(last) = picked.last() {
            for (scored, closest) in &mut rest {
                *closest = closest.max(likeness(index, last.episode, scored.episode));
            }
        }
        let value = |(scored, closest): &(Scored, f64)| {
            balance * scored.score / highest - (1.0 - balance) * closest
        };
        // Of equals the first, as in the ranking.
        let mut best = 0;
        for at in 1..rest.len() {
            if value(&rest[at]) > value(&rest[best]) + 1e-9 {
                best = at;
            }
        }
        picked.push(rest.remove(best).0);
    }
    picked
}
