//! Names for people and keys for machines, both from the most characteristic members.

use std::collections::BTreeSet;

use crate::graph::{Node, slug};

/// How many members a name lists.
const LONGEST: usize = 3;

/// The members that name a topic, most characteristic first: up to three that say different things.
///
/// "Cloud SQL" adds nothing to "SQL", "ML" nothing to "machine learning"; of two such the first
/// stands. What `taken` holds (the first name of the parent topic) is passed over, unless nothing else
/// is there.
pub(super) fn name_givers<'n>(
    members: impl IntoIterator<Item = &'n Node> + Clone,
    taken: Option<&Node>,
) -> Vec<&'n Node> {
    let choose = |taken: Option<&Node>| {
        let mut words: Vec<LabelWords> = taken.map(LabelWords::of).into_iter().collect();
        let mut chosen = Vec::new();
        for member in members.clone() {
            let new = LabelWords::of(member);
            if !new.is_empty() && !words.iter().any(|known| known.says_the_same(&new)) {
                words.push(new);
                chosen.push(member);
            }
            if chosen.len() == LONGEST {
                break;
            }
        }
        chosen
    };
    let chosen = choose(taken);
    if chosen.is_empty() {
        choose(None)
    } else {
        chosen
    }
}

/// The name that they give.
pub(super) fn name(givers: &[&Node]) -> String {
    let labels: Vec<&str> = givers.iter().map(|node| node.label.as_str()).collect();
    labels.join(", ")
}

/// A key that is not used yet: the slug of the first member whose slug is free.
pub(super) fn key<'n>(
    members: impl IntoIterator<Item = &'n Node>,
    used: &mut BTreeSet<String>,
) -> String {
    let slugs: Vec<String> = members.into_iter().map(|node| slug(&node.label)).collect();
    let fallback = slugs.first().filter(|slug| !slug.is_empty()).cloned();
    let free = |candidate: &String| !candidate.is_empty() && !used.contains(candidate);
    let key = slugs.into_iter().find(free).unwrap_or_else(|| {
        let base = fallback.unwrap_or_else(|| "topic".to_owned());
        let numbered = (2..).map(|number| format!("{base}-{number}"));
        numbered.into_iter().find(free).unwrap_or_default()
    });
    used.insert(key.clone());
    key
}

/// The words of a label, less case and plural, also as one, and its initials.
struct LabelWords {
    words: BTreeSet<String>,
    joined: String,
    initials: String,
}

impl LabelWords {
    fn of(node: &Node) -> Self {
        let slug = slug(&node.label);
        let words = slug.split('-').filter(|word| !word.is_empty());
        Self {
            initials: words
                .clone()
                .filter_map(|word| word.chars().next())
                .collect(),
            joined: words.clone().collect(),
            words: words.map(singular).map(str::to_owned).collect(),
        }
    }

    fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn says_the_same(&self, other: &Self) -> bool {
        let short_for = |short: &Self, long: &Self| {
            long.words.len() > 1 && short.words.len() == 1 && short.words.contains(&long.initials)
        };
        self.joined == other.joined
            || self.words.is_subset(&other.words)
            || other.words.is_subset(&self.words)
            || short_for(self, other)
            || short_for(other, self)
    }
}

fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with('s') => stem,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Detail, EntityId};
    use crate::vocabulary::Kind;

    fn node(label: &str) -> Node {
        Node {
            id: EntityId::new(Kind::Concept, &slug(label)),
            kind: Kind::Concept,
            label: label.to_owned(),
            iri: String::new(),
            aliases: Vec::new(),
            same_as: Vec::new(),
            description: None,
            episodes: 1,
            mentions: 1,
            weight: 0.5,
            first: None,
            last: None,
            topic: None,
            detail: Detail::None,
        }
    }

    #[test]
    fn names_do_not_repeat_themselves() {
        for (members, taken, expected) in [
            (&["A", "B", "C", "D"][..], None, "A, B, C"),
            (
                &["SQL", "Cloud SQL", "database", "databases"],
                None,
                "SQL, database",
            ),
            (
                &["machine learning", "ML", "TensorFlow"],
                None,
                "machine learning, TensorFlow",
            ),
            (&["GPU", "GPUs", "Nvidia GPU"], None, "GPU"),
            (&["Rust", "Cargo"], Some("Rust"), "Cargo"),
            (&["Rust"], Some("Rust"), "Rust"),
            (&["C", "C++"], None, "C"),
            (&["Podcast Index", "Podcastindex"], None, "Podcast Index"),
            (&["…", "Go"], None, "Go"),
            (&[], None, ""),
        ] {
            let nodes: Vec<Node> = members.iter().map(|label| node(label)).collect();
            let taken = taken.map(node);
            let found = name(&name_givers(&nodes, taken.as_ref()));
            assert_eq!(found, expected, "{members:?}");
        }
    }

    #[test]
    fn keys_are_unique_and_never_empty() {
        let mut used = BTreeSet::from(["rust".to_owned()]);
        for (members, expected) in [
            (&["Rust", "Cargo"][..], "cargo"),
            (&["Rust", "Cargo"], "rust-2"),
            (&["Rust", "Cargo"], "rust-3"),
            (&["…"], "topic-2"),
            (&[], "topic-3"),
            (&["Cloud Pub/Sub"], "cloud-pub-sub"),
        ] {
            let nodes: Vec<Node> = members.iter().map(|label| node(label)).collect();
            assert_eq!(key(&nodes, &mut used), expected, "{members:?}");
        }
    }
}
