//! From a ranking to a list: not five times the same reason, not without what the episode is about, and
//! on demand nothing too much alike.

use std::collections::BTreeMap;

/// So many of a list are looked at together.
pub(super) const TOP: usize = 5;

/// At most so many of them rest on one same thing.
const SAME: usize = 2;

/// What makes so much of a score is all of it to a reader.
pub(super) const RESTS: f64 = 0.8;

/// From how many times as many episodes a list is chosen.
pub(super) const POOL: usize = 5;

/// Picks `limit` places of a ranking, the best first: of the first [`TOP`] at most [`SAME`] rest on one
/// thing. Those passed over follow behind them.
///
/// `rests_on` gives the thing that makes nearly all of a score; it is asked only as far as needed.
pub(super) fn vary(
    ranking: impl Iterator<Item = u32>,
    limit: usize,
    mut rests_on: impl FnMut(u32) -> Option<u32>,
) -> Vec<u32> {
    let mut times: BTreeMap<u32, usize> = BTreeMap::new();
    let (mut picked, mut passed) = (Vec::new(), Vec::new());
    let mut ranking = ranking.fuse();
    while picked.len() < TOP.min(limit) {
        let Some(episode) = ranking.next() else { break };
        match rests_on(episode) {
            Some(thing) if times.get(&thing).is_some_and(|times| *times >= SAME) => {
                passed.push(episode)
            }
            thing => {
                picked.push(episode);
                if let Some(thing) = thing {
                    *times.entry(thing).or_default() += 1;
                }
            }
        }
    }
    picked.extend(passed.into_iter().chain(ranking).take(limit - picked.len()));
    picked
}

/// Maximal marginal relevance: a list without five times the same (Carbonell and Goldstein, 1998).
///
/// Picks `limit` of a ranking with scores, each by `balance` × relevance − (1 − `balance`) × its
/// likeness to the most similar one already picked. `balance` is 0 to 1; 1 keeps the ranking.
pub(super) fn diversify(
    ranking: Vec<(f64, u32)>,
    balance: f64,
    limit: usize,
    likeness: impl Fn(u32, u32) -> f64,
) -> Vec<u32> {
    let highest = ranking.first().map_or(1.0, |best| best.0);
    let mut rest: Vec<(f64, u32, f64)> = ranking
        .into_iter()
        .map(|(score, at)| (score, at, 0.0))
        .collect();
    let mut picked: Vec<u32> = Vec::new();
    while picked.len() < limit && !rest.is_empty() {
        if let Some(last) = picked.last() {
            for (_, at, closest) in &mut rest {
                *closest = closest.max(likeness(*last, *at));
            }
        }
        let value = |(score, _, closest): &(f64, u32, f64)| {
            balance * score / highest - (1.0 - balance) * closest
        };
        // Of equals the first, as in the ranking.
        let mut best = 0;
        for at in 1..rest.len() {
            if value(&rest[at]) > value(&rest[best]) + 1e-9 {
                best = at;
            }
        }
        picked.push(rest.remove(best).1);
    }
    picked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_most_two_of_five_rest_on_one_thing() {
        for (name, rests_on, limit, expected) in [
            ("nothing does", &[None, None, None][..], 3, &[0, 1, 2][..]),
            ("two may", &[Some(7), Some(7), None], 3, &[0, 1, 2]),
            (
                "the third comes after the five",
                &[Some(7), Some(7), Some(7), None, None, None, None],
                7,
                &[0, 1, 3, 4, 5, 2, 6],
            ),
            (
                "where there is nothing else it stays",
                &[Some(7), Some(7), Some(7)],
                3,
                &[0, 1, 2],
            ),
            (
                "two things",
                &[Some(7), Some(8), Some(7), Some(8)],
                4,
                &[0, 1, 2, 3],
            ),
            (
                "a short list",
                &[Some(7), Some(7), Some(7), None],
                3,
                &[0, 1, 3],
            ),
        ] {
            let all = 0..rests_on.len() as u32;
            let picked = vary(all, limit, |at| rests_on[at as usize]);
            assert_eq!(picked, expected, "{name}");
        }
    }
}
