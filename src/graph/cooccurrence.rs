//! How strongly things belong together that meet in groups, such as entities in episodes.

use std::collections::HashMap;

/// How many episodes two entities must share to be joined: one alone would join everything that an
/// episode names to everything else in it.
pub const MIN_SHARED: u32 = 2;

/// How many things of one group take part, the weightiest first: pairs grow with their square.
const PER_GROUP: usize = 400;

/// Two things that meet more often than by chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Association {
    /// The lesser.
    pub left: u32,
    /// The greater.
    pub right: u32,
    /// In how many groups both are.
    pub shared: u32,
    /// The first of these groups.
    pub first: usize,
    /// Above 0, at most 1.
    pub weight: f64,
}

/// Joins things by the groups they share.
///
/// A group lists its things, sorted, each with its strength in it (above 0, at most 1; 1 for plain
/// membership): two that are both at the edge of a group share it less than two at its centre. The
/// weight is the normalised pointwise mutual information of the two (Bouma, "Normalized (Pointwise)
/// Mutual Information in Collocation Extraction", 2009), which is 0 for two that meet as often as
/// chance has it, so that hubs are joined to nothing by being everywhere; times the discount of Pantel
/// and Lin ("Discovering Word Senses from Text", 2002) for pairs that are seen rarely. Pairs that
/// share fewer than `least_shared` groups, and those that meet no more often than by chance, are
/// left out.
///
/// Only the 400 weightiest things of a group, by `salience`, are paired.
///
/// # Complexity
///
/// O(g·k²) for g groups of k things each.
///
/// # Returns
///
/// The pairs, sorted.
pub(super) fn associations(
    groups: &[Vec<(u32, f64)>],
    least_shared: u32,
    salience: impl Fn(u32) -> f64,
) -> Vec<Association> {
    let mut alone: HashMap<u32, f64> = HashMap::new();
    let mut together: HashMap<(u32, u32), Pair> = HashMap::new();
    for (at, group) in groups.iter().enumerate() {
        for (thing, strength) in group {
            *alone.entry(*thing).or_default() += strength;
        }
        let mut paired = group.clone();
        if paired.len() > PER_GROUP {
            paired.sort_by(|a, b| salience(b.0).total_cmp(&salience(a.0)).then(a.0.cmp(&b.0)));
            paired.truncate(PER_GROUP);
            paired.sort_by_key(|(thing, _)| *thing);
        }
        for (index, (left, strength)) in paired.iter().enumerate() {
            for (right, other) in &paired[index + 1..] {
                let pair = together.entry((*left, *right)).or_insert(Pair {
                    shared: 0,
                    strength: 0.0,
                    first: at,
                });
                pair.shared += 1;
                pair.strength += strength.min(*other);
            }
        }
    }
    #[allow(
        clippy::cast_precision_loss,
        reason = "a corpus has fewer than 2^52 groups"
    )]
    let count = groups.len() as f64;
    let mut found: Vec<Association> = together
        .into_iter()
        .filter(|(_, pair)| pair.shared >= least_shared)
        .map(|((left, right), pair)| Association {
            left,
            right,
            shared: pair.shared,
            first: pair.first,
            weight: weight(count, alone[&left], alone[&right], pair.strength),
        })
        .filter(|association| association.weight > 0.0)
        .collect();
    found.sort_unstable_by_key(|association| (association.left, association.right));
    found
}

struct Pair {
    shared: u32,
    strength: f64,
    first: usize,
}

/// Normalised pointwise mutual information with the discount for rare pairs: from below 0 to 1.
fn weight(groups: f64, left: f64, right: f64, shared: f64) -> f64 {
    // Two that are in every group tell nothing about each other.
    if shared >= groups {
        return 0.0;
    }
    let information = (shared * groups / (left * right)).ln() / -(shared / groups).ln();
    let rarer = left.min(right);
    let discount = shared / (shared + 1.0) * rarer / (rarer + 1.0);
    // Six decimals: enough to rank by, and the same on every machine.
    (information * discount * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weight_is_that_of_the_papers() {
        for (name, counts, expected) in [
            ("always together", [100.0, 10.0, 10.0, 10.0], 0.826_446),
            ("by chance", [100.0, 50.0, 50.0, 25.0], 0.0),
            ("less than by chance", [100.0, 50.0, 50.0, 10.0], -0.354_670),
            ("hubs", [100.0, 100.0, 20.0, 20.0], 0.0),
            ("everywhere", [100.0, 100.0, 100.0, 100.0], 0.0),
            ("seen rarely", [100.0, 2.0, 2.0, 2.0], 0.444_444),
        ] {
            let [groups, left, right, shared] = counts;
            let value = weight(groups, left, right, shared);
            assert!((value - expected).abs() < 1e-6, "{name}: {value}");
        }
    }

    #[test]
    fn what_is_at_the_centre_of_its_groups_is_joined_more() {
        let mut groups = vec![Vec::new(); 20];
        for group in &mut groups[..3] {
            *group = vec![(0, 1.0), (1, 1.0), (2, 0.2), (3, 0.2)];
        }
        let found = associations(&groups, 2, |_| 1.0);
        let of = |left, right| {
            let pair = found
                .iter()
                .find(|pair| (pair.left, pair.right) == (left, right));
            pair.unwrap().weight
        };
        assert!(of(0, 1) > 2.0 * of(2, 3), "{found:?}");
        assert_eq!(found[0].shared, 3);
        assert_eq!(found[0].first, 0);
    }
}
