//! An episode that is not in the graph yet: what it shares with those that are.
//!
//! The draft comes as a graph of its own, made by the same pipeline. Its nodes are found again by
//! what identifies them: pages by their address, entities by kind and name.

use std::collections::HashMap;

use super::ties::{Tie, Ties};
use crate::graph::{Detail, Node};
use crate::vocabulary::Kind;

/// The draft's ties, to the things of the graph. What the graph does not know is left out.
pub fn matched(draft: &[Tie], draft_things: &[&Node], ties: &Ties<'_>) -> Vec<Tie> {
    let names = Names::of(&ties.things);
    let mut found: Vec<Tie> = Vec::new();
    for tie in draft {
        if let Some(thing) = names.find(draft_things[tie.thing as usize]) {
            found.push(Tie {
                thing,
                ..tie.clone()
            });
        }
    }
    // Two names of the draft may be one thing of the graph.
    found.sort_by_key(|tie| tie.thing);
    found.dedup_by(|next, first| {
        let same = next.thing == first.thing;
        if same {
            first.relations.append(&mut next.relations);
            first.places = first.places.union(next.places);
            first.count += next.count;
            first.confidence = first.confidence.max(next.confidence);
        }
        same
    });
    found
}

/// The things of a graph by what identifies them.
struct Names<'g> {
    pages: HashMap<&'g str, u32>,
    labels: HashMap<(Kind, String), Option<u32>>,
    aliases: HashMap<(Kind, String), Option<u32>>,
}

impl<'g> Names<'g> {
    fn of(things: &[&'g Node]) -> Self {
        let mut names = Self {
            pages: HashMap::new(),
            labels: HashMap::new(),
            aliases: HashMap::new(),
        };
        for (node, at) in things.iter().copied().zip(0..) {
            if let Detail::Url { url, .. } = &node.detail {
                names.pages.insert(url, at);
                continue;
            }
            note(&mut names.labels, node.kind, &node.label, at);
            for alias in &node.aliases {
                note(&mut names.aliases, node.kind, alias, at);
            }
        }
        names
    }

    fn find(&self, node: &Node) -> Option<u32> {
        if let Detail::Url { url, .. } = &node.detail {
            return self.pages.get(url.as_str()).copied();
        }
        let by = |names: &HashMap<(Kind, String), Option<u32>>, name: &str| {
            names.get(&(node.kind, fold(name))).copied().flatten()
        };
        by(&self.labels, &node.label)
            .or_else(|| by(&self.aliases, &node.label))
            .or_else(|| {
                node.aliases
                    .iter()
                    .find_map(|alias| by(&self.labels, alias))
            })
    }
}

/// A name of two things identifies neither.
fn note(names: &mut HashMap<(Kind, String), Option<u32>>, kind: Kind, name: &str, at: u32) {
    names
        .entry((kind, fold(name)))
        .and_modify(|known| {
            if *known != Some(at) {
                *known = None;
            }
        })
        .or_insert(Some(at));
}

fn fold(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}
