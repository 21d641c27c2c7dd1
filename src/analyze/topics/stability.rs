//! Which topic is which one of the previous run.

use std::collections::{BTreeMap, BTreeSet};

use super::{Member, Topic};
use crate::graph::EntityId;

/// Two topics are one when so much of their members, by weight, is the same.
const SAME: f64 = 1.0 / 3.0;

/// Finds for each set of members the previous topic that it continues, among those with the same
/// level; no previous topic is continued twice.
///
/// Pairs are matched by the overlap of their members (the weighted Jaccard index: what both have,
/// as a share of what either has), the greatest first.
pub(super) fn continued<'p>(
    current: &[&[Member]],
    previous: &'p [Topic],
    are_parents: bool,
) -> Vec<Option<&'p Topic>> {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (at, topic) in previous.iter().enumerate() {
        if topic.parent.is_none() != are_parents {
            continue;
        }
        let before = weights(&topic.members);
        for (index, members) in current.iter().enumerate() {
            let overlap = overlap(&weights(members), &before);
            if overlap >= SAME {
                pairs.push((overlap, at, index));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut found = vec![None; current.len()];
    let mut used = BTreeSet::new();
    for (_, at, index) in pairs {
        if found[index].is_none() && used.insert(at) {
            found[index] = Some(&previous[at]);
        }
    }
    found
}

/// Whether the members that gave a topic its name are still among its members.
pub(super) fn name_holds(topic: &Topic, members: &[Member]) -> bool {
    let ids: BTreeSet<&EntityId> = members.iter().map(|member| &member.id).collect();
    topic.named_after.iter().all(|id| ids.contains(id))
}

fn weights(members: &[Member]) -> BTreeMap<&EntityId, f64> {
    members
        .iter()
        .map(|member| (&member.id, member.weight))
        .collect()
}

fn overlap(left: &BTreeMap<&EntityId, f64>, right: &BTreeMap<&EntityId, f64>) -> f64 {
    let (mut both, mut either) = (0.0, 0.0);
    for (id, weight) in left {
        let other = right.get(id).copied().unwrap_or(0.0);
        both += weight.min(other);
        either += weight.max(other);
    }
    let only_right = right.iter().filter(|(id, _)| !left.contains_key(*id));
    either += only_right.map(|(_, weight)| weight).sum::<f64>();
    if either > 0.0 { both / either } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Kind;

    fn members(list: &[(&str, f64)]) -> Vec<Member> {
        let member = |(slug, weight): &(&str, f64)| Member {
            id: EntityId::new(Kind::Concept, slug),
            label: (*slug).to_owned(),
            kind: Kind::Concept,
            weight: *weight,
            episodes: 1,
        };
        list.iter().map(member).collect()
    }

    fn topic(key: &str, list: &[(&str, f64)]) -> Topic {
        Topic {
            key: key.to_owned(),
            members: members(list),
            named_after: vec![EntityId::new(Kind::Concept, list[0].0)],
            ..Topic::default()
        }
    }

    #[test]
    fn the_greatest_overlap_wins_and_nothing_is_used_twice() {
        let before = [
            topic("animals", &[("cat", 1.0), ("dog", 0.8), ("cow", 0.6)]),
            topic("plants", &[("oak", 1.0), ("elm", 0.5)]),
        ];
        type Members = [(&'static str, f64)];
        type Case = (
            &'static str,
            &'static [&'static Members],
            &'static [Option<&'static str>],
        );
        let cases: &[Case] = &[
            (
                "the same",
                &[&[("cat", 1.0), ("dog", 0.8)]],
                &[Some("animals")],
            ),
            (
                "halves: the weightier one goes on",
                &[&[("cow", 0.9), ("dog", 0.6)], &[("cat", 1.0), ("dog", 0.2)]],
                &[None, Some("animals")],
            ),
            ("something else", &[&[("car", 1.0)], &[]], &[None, None]),
            (
                "mixed",
                &[&[("oak", 1.0), ("cat", 1.0), ("car", 1.0)]],
                &[None],
            ),
        ];
        for (name, current, expected) in cases {
            let current: Vec<Vec<Member>> = current.iter().map(|list| members(list)).collect();
            let current: Vec<&[Member]> = current.iter().map(Vec::as_slice).collect();
            let found: Vec<Option<&str>> = continued(&current, &before, true)
                .into_iter()
                .map(|topic| topic.map(|topic| topic.key.as_str()))
                .collect();
            assert_eq!(&found, expected, "{name}");
            assert!(
                continued(&current, &before, false)
                    .iter()
                    .all(Option::is_none),
                "{name}"
            );
        }
    }

    #[test]
    fn a_name_holds_as_long_as_its_givers_are_members() {
        let before = topic("animals", &[("cat", 1.0), ("dog", 0.8)]);
        assert!(name_holds(&before, &members(&[("dog", 1.0), ("cat", 0.1)])));
        assert!(!name_holds(&before, &members(&[("dog", 1.0)])));
    }
}
