//! What changed from one graph to another: nodes, edges, people's roles, what was joined or parted, topics.
//!
//! Nodes and edges are compared by their ids, which stay the same as long as what they stand for is called the
//! same. Weights and counts of the corpus are no differences: any new episode changes them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::graph::{EdgeView, EntityId, KnowledgeGraph, Node, slug};
use crate::vocabulary::{Kind, Relation};

/// So much less than before is a loss that somebody should look at: one in fifty.
const SHRINKS: usize = 50;

/// What changed. Lists are sorted by ids.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[non_exhaustive]
pub struct GraphDiff {
    /// How many there were and are: of episodes, nodes, edges, in this order.
    pub counts: Vec<CountChange>,
    /// Nodes that are new.
    pub gained: Vec<NodeRef>,
    /// Nodes that are gone and stand under no other.
    pub lost: Vec<NodeRef>,
    /// Nodes that are called or described differently.
    pub changed: Vec<NodeChange>,
    /// Nodes that became others: two that were joined, or one that is called differently now.
    pub merged: Vec<Merged>,
    /// Nodes that stood under others before.
    pub split: Vec<Merged>,
    /// Who became or ceased to be host or guest.
    pub roles: Vec<EdgeChange>,
    /// Edges of episodes that both graphs have, by episode.
    pub episodes: Vec<EpisodeChange>,
    /// Edges gained and lost, by relation.
    pub relations: Vec<RelationChange>,
    /// Topics, where nodes have them.
    pub topics: Vec<TopicChange>,
}

/// How many there were and are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CountChange {
    /// Of what.
    pub what: &'static str,
    /// In the old graph.
    pub old: usize,
    /// In the new graph.
    pub new: usize,
}

impl CountChange {
    /// Whether there are far fewer: of episodes any, of the rest one in fifty.
    pub fn shrinks(&self) -> bool {
        let allowed = match self.what {
            "episodes" => 0,
            _ => self.old / SHRINKS,
        };
        self.new + allowed < self.old
    }
}

/// A node.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct NodeRef {
    /// Its id.
    pub id: EntityId,
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub label: String,
}

/// A node whose attributes differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NodeChange {
    /// The node, as it is called now.
    pub node: NodeRef,
    /// Which attribute, and its values: none where there is none.
    pub what: Vec<(&'static str, Option<String>, Option<String>)>,
}

/// A node that is another one now, or was another one before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Merged {
    /// The node that only one of the graphs has.
    pub node: NodeRef,
    /// The node of the other graph that has its name.
    pub with: NodeRef,
}

/// An edge gained or lost.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct EdgeChange {
    /// Where it begins.
    pub from: NodeRef,
    /// Where it ends.
    pub to: NodeRef,
    /// What it says.
    pub relation: Relation,
    /// Whether the new graph has it.
    pub gained: bool,
}

/// What changed in an episode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EpisodeChange {
    /// The episode.
    pub episode: NodeRef,
    /// Its edges that were gained or lost; roles are among them.
    pub edges: Vec<EdgeChange>,
}

/// Edges of one relation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RelationChange {
    /// What they say.
    pub relation: Relation,
    /// How many are new.
    pub gained: usize,
    /// How many are gone.
    pub lost: usize,
}

/// A topic with other members than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TopicChange {
    /// Its key.
    pub key: String,
    /// How many nodes came to it.
    pub gained: usize,
    /// How many left it.
    pub lost: usize,
    /// How many it has now; with 0 it is gone.
    pub members: usize,
}

impl GraphDiff {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.gained.is_empty()
            && self.lost.is_empty()
            && self.changed.is_empty()
            && self.merged.is_empty()
            && self.split.is_empty()
            && self.relations.is_empty()
            && self.topics.is_empty()
    }
}

/// Compares two graphs.
///
/// ```
/// use showgraph::analyze::diff::diff;
/// use showgraph::export::parse_graph;
///
/// let graph = |label: &str| parse_graph(format!(r#"{{"attributes": {{"base_iri": "https://a.example/"}}, "edges": [],
///     "nodes": [{{"key": "person:ada", "attributes": {{"kind": "person", "label": "{label}"}}}}]}}"#).into(), "graph.json");
/// let found = diff(&graph("Ada")?, &graph("Ada Lindqvist")?);
/// assert_eq!(found.changed[0].what, [("label", Some("Ada".into()), Some("Ada Lindqvist".into()))]);
/// # Ok::<(), showgraph::error::Error>(())
/// ```
pub fn diff(old: &KnowledgeGraph, new: &KnowledgeGraph) -> GraphDiff {
    let count = |graph: &KnowledgeGraph| {
        let episodes = graph.nodes_of(Kind::Episode).count();
        [episodes, graph.node_count(), graph.edge_count()]
    };
    let counts = ["episodes", "nodes", "edges"];
    let counts = counts
        .into_iter()
        .zip(count(old).into_iter().zip(count(new)));
    let (merged, lost) = moved(old, new);
    let (split, gained) = moved(new, old);
    let edges = edge_changes(old, new);
    GraphDiff {
        counts: counts
            .map(|(what, (old, new))| CountChange { what, old, new })
            .collect(),
        gained,
        lost,
        changed: changed(old, new),
        merged,
        split,
        roles: edges.iter().filter(|edge| is_role(edge)).cloned().collect(),
        relations: by_relation(&edges),
        episodes: by_episode(old, new, edges),
        topics: topics(old, new),
    }
}

fn node_ref(node: &Node) -> NodeRef {
    NodeRef {
        id: node.id.clone(),
        kind: node.kind,
        label: node.label.clone(),
    }
}

/// The nodes of one graph that the other one lacks: those whose name stands under another node there, with
/// that node, and the rest.
fn moved(of: &KnowledgeGraph, other: &KnowledgeGraph) -> (Vec<Merged>, Vec<NodeRef>) {
    let mut names: BTreeMap<String, &Node> = BTreeMap::new();
    for node in other.nodes().filter(|node| node.kind.is_entity()) {
        for name in std::iter::once(&node.label).chain(&node.aliases) {
            names.entry(slug(name)).or_insert(node);
        }
    }
    let (mut moved, mut rest) = (Vec::new(), Vec::new());
    for node in of.nodes().filter(|node| other.node(&node.id).is_none()) {
        let with = names.get(&slug(&node.label));
        match with.filter(|_| node.kind.is_entity()) {
            Some(with) => moved.push(Merged {
                node: node_ref(node),
                with: node_ref(with),
            }),
            None => rest.push(node_ref(node)),
        }
    }
    (moved, rest)
}

fn changed(old: &KnowledgeGraph, new: &KnowledgeGraph) -> Vec<NodeChange> {
    let mut changes = Vec::new();
    for after in new.nodes() {
        let Some(before) = old.node(&after.id) else {
            continue;
        };
        let (a, b) = (described(before), described(after));
        let what: Vec<_> = a
            .into_iter()
            .zip(b)
            .filter(|((_, a), (_, b))| a != b)
            .map(|((name, a), (_, b))| (name, a, b))
            .collect();
        if !what.is_empty() {
            changes.push(NodeChange {
                node: node_ref(after),
                what,
            });
        }
    }
    changes
}

/// What is compared of a node.
fn described(node: &Node) -> [(&'static str, Option<String>); 6] {
    let episode = node.detail.episode();
    let number = |number: Option<i64>| number.map(|number| number.to_string());
    [
        ("label", Some(node.label.clone())),
        ("description", node.description.clone()),
        ("date", episode.and_then(|episode| episode.date.clone())),
        ("number", number(episode.and_then(|episode| episode.number))),
        ("season", number(episode.and_then(|episode| episode.season))),
        (
            "duration",
            number(episode.and_then(|episode| episode.duration.map(i64::from))),
        ),
    ]
}

/// The edges that only one of the graphs has, sorted.
fn edge_changes(old: &KnowledgeGraph, new: &KnowledgeGraph) -> Vec<EdgeChange> {
    let ids = |graph: &KnowledgeGraph| -> BTreeSet<String> {
        graph.edges().map(|view| view.edge.id.clone()).collect()
    };
    let (before, after) = (ids(old), ids(new));
    let change = |view: EdgeView<'_>, gained| EdgeChange {
        from: node_ref(view.from),
        to: node_ref(view.to),
        relation: view.edge.relation,
        gained,
    };
    let lost = old.edges().filter(|view| !after.contains(&view.edge.id));
    let gained = new.edges().filter(|view| !before.contains(&view.edge.id));
    let mut changes: Vec<EdgeChange> = lost
        .map(|view| change(view, false))
        .chain(gained.map(|view| change(view, true)))
        .collect();
    changes.sort();
    changes
}

fn is_role(edge: &EdgeChange) -> bool {
    matches!(edge.relation, Relation::HostedBy | Relation::HasGuest)
}

fn by_relation(edges: &[EdgeChange]) -> Vec<RelationChange> {
    let mut counts: BTreeMap<Relation, (usize, usize)> = BTreeMap::new();
    for edge in edges {
        let (gained, lost) = counts.entry(edge.relation).or_default();
        *(if edge.gained { gained } else { lost }) += 1;
    }
    let relation = |(relation, (gained, lost))| RelationChange {
        relation,
        gained,
        lost,
    };
    counts.into_iter().map(relation).collect()
}

fn by_episode(
    old: &KnowledgeGraph,
    new: &KnowledgeGraph,
    edges: Vec<EdgeChange>,
) -> Vec<EpisodeChange> {
    let mut episodes: BTreeMap<NodeRef, Vec<EdgeChange>> = BTreeMap::new();
    for edge in edges {
        let id = &edge.from.id;
        let both = edge.from.kind == Kind::Episode && old.node(id).is_some();
        if let Some(episode) = new.node(id).filter(|_| both) {
            episodes.entry(node_ref(episode)).or_default().push(edge);
        }
    }
    let change = |(episode, edges)| EpisodeChange { episode, edges };
    episodes.into_iter().map(change).collect()
}

fn topics(old: &KnowledgeGraph, new: &KnowledgeGraph) -> Vec<TopicChange> {
    let members = |graph: &KnowledgeGraph| {
        let mut members: BTreeMap<String, BTreeSet<EntityId>> = BTreeMap::new();
        for node in graph.nodes() {
            if let Some(topic) = &node.topic {
                let of_topic = members.entry(topic.clone()).or_default();
                of_topic.insert(node.id.clone());
            }
        }
        members
    };
    let (mut before, after) = (members(old), members(new));
    // Topics that only one of the graphs was asked for are no difference.
    if before.is_empty() || after.is_empty() {
        return Vec::new();
    }
    for key in after.keys() {
        before.entry(key.clone()).or_default();
    }
    let none = BTreeSet::new();
    let change = |(key, before): (String, BTreeSet<EntityId>)| {
        let after = after.get(&key).unwrap_or(&none);
        TopicChange {
            gained: after.difference(&before).count(),
            lost: before.difference(after).count(),
            members: after.len(),
            key,
        }
    };
    let changes = before.into_iter().map(change);
    changes
        .filter(|change| change.gained + change.lost > 0)
        .collect()
}
