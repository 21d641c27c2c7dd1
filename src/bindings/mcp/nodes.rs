//! Names and nodes: `resolve_name`, `describe_node`.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::answers::{NamesFound, NodeDescribed, NodeRef, RelationCount};
use super::arguments::{DescribeNode, ResolveName};
use super::page::{MOST, clipped};
use super::session::{Session, sensible};
use crate::graph::{LookupError, Node, find_node};
use crate::vocabulary::{Kind, Relation};

/// How many nodes are given where no number is asked for.
const USUAL: usize = 10;

/// The most aliases and addresses of a node.
const NAMES: usize = 50;

impl Session {
    pub(super) fn resolve_name(&self, asked: &ResolveName) -> Result<NamesFound, String> {
        sensible(&asked.name)?;
        let limit = asked.limit.unwrap_or(USUAL).clamp(1, MOST);
        let (mut matches, nearest): (Vec<&Node>, Vec<&Node>) =
            match find_node(&self.graph, &asked.name, &asked.kinds) {
                Ok(node) => (vec![node], Vec::new()),
                Err(LookupError::Ambiguous { candidates, .. }) => {
                    let nodes = candidates.iter().filter_map(|one| self.graph.node(&one.id));
                    (nodes.collect(), Vec::new())
                }
                Err(LookupError::Unknown { nearest, .. }) => {
                    let nodes = nearest.iter().filter_map(|one| self.graph.node(&one.id));
                    (Vec::new(), nodes.collect())
                }
            };
        matches.sort_by_key(|node| Reverse(node.episodes));
        let mut similar = self.that_hold(asked);
        similar.retain(|node| matches.iter().all(|known| known.id != node.id));
        for near in nearest {
            if similar.iter().all(|known| known.id != near.id) {
                similar.push(near);
            }
        }
        let note = (matches.is_empty() && similar.is_empty()).then(|| {
            let kinds: Vec<&str> = asked.kinds.iter().map(|kind| kind.as_str()).collect();
            match kinds.is_empty() {
                true => format!(
                    "none of the graph's {} nodes has a name like this",
                    self.graph.node_count()
                ),
                false => format!(
                    "no {} has a name like this; try other kinds",
                    kinds.join(" or ")
                ),
            }
        });
        matches.truncate(limit);
        similar.truncate(limit);
        Ok(NamesFound {
            matches: matches.into_iter().map(NodeRef::from).collect(),
            similar: similar.into_iter().map(NodeRef::from).collect(),
            note,
        })
    }

    /// The nodes one of whose names holds all words that are asked for: pages last, else those in most episodes first.
    fn that_hold(&self, asked: &ResolveName) -> Vec<&Node> {
        let name = asked.name.to_lowercase();
        let words: Vec<&str> = name.split_whitespace().collect();
        let holds = |name: &str| {
            let name = name.to_lowercase();
            words.iter().all(|word| name.contains(word))
        };
        let mut found: Vec<&Node> = self
            .graph
            .nodes()
            .filter(|node| asked.kinds.is_empty() || asked.kinds.contains(&node.kind))
            .filter(|node| holds(&node.label) || node.aliases.iter().any(|alias| holds(alias)))
            .collect();
        if words.is_empty() {
            found.clear();
        }
        found.sort_by_key(|node| {
            let is_page = node.kind == Kind::Url;
            (is_page, Reverse(node.episodes), node.label.len())
        });
        found
    }

    pub(super) fn describe_node(&self, asked: &DescribeNode) -> Result<NodeDescribed, String> {
        let node = self.node(&asked.node, &[])?;
        let mut counts: BTreeMap<(Relation, &'static str), usize> = BTreeMap::new();
        for (edges, direction) in [
            (self.graph.edges_from(&node.id), "out"),
            (self.graph.edges_to(&node.id), "in"),
        ] {
            for view in edges {
                *counts.entry((view.edge.relation, direction)).or_default() += 1;
            }
        }
        let named = |names: &[String]| names.iter().take(NAMES).map(|name| clipped(name)).collect();
        Ok(NodeDescribed {
            node: node.into(),
            iri: clipped(&self.graph.node_iri(node)),
            description: node.description.as_deref().map(clipped),
            aliases: named(&node.aliases),
            same_as: named(&node.same_as),
            mentions: node.kind.counts_episodes().then_some(node.mentions),
            first: node.first.as_deref().map(clipped),
            last: node.last.as_deref().map(clipped),
            topic: node.topic.as_deref().map(clipped),
            note: counts
                .is_empty()
                .then(|| "no edge leads to or from this node".to_owned()),
            relations: counts
                .into_iter()
                .map(|((relation, direction), count)| RelationCount {
                    relation,
                    direction,
                    count,
                })
                .collect(),
        })
    }
}
