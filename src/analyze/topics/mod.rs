//! The topics of a corpus: groups of episodes that talk about the same, and what they talk about.
//!
//! Each episode is joined to those nearest to it, by shared things and by the words of its text; the
//! network is partitioned into communities, at two levels: about a dozen themes on corpora of normal
//! size, fewer on small ones, and the topics within each. So every episode that has anything to do with
//! another has a theme. Things whose talk is in one theme are its members and give it its name.
//! [`find_topics`] does it, [`Topics`] is what it finds, as data;
//! [`export::topics`](crate::export::topics) writes and reads it.
//!
//! ```
//! use showgraph::analyze::topics::find_topics;
//!
//! let notes = ["tests/corpus".into()];
//! let pipeline = showgraph::Pipeline::open(&notes, &showgraph::Options::default())?;
//! let graph = pipeline.build()?.graph;
//! let topics = find_topics(&graph, None);
//! for theme in topics.themes() {
//!     println!("{}: {} episodes", theme.name, theme.episodes.len());
//! }
//! assert!(topics.quality.modularity > 0.3);
//!
//! // With what was found before, topics that continue keep their keys and names.
//! let again = find_topics(&graph, Some(&topics));
//! assert!(again.themes().all(|theme| topics.get(&theme.key).is_some()));
//! # Ok::<(), showgraph::error::Error>(())
//! ```

mod episode_entities;
mod find;
mod leiden;
mod members;
mod naming;
mod network;
mod partition;
mod quality;
mod stability;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::graph::{EntityId, KnowledgeGraph};
use crate::vocabulary::{Kind, Relation};

pub use find::find_topics;
pub use quality::{Agreement, Quality};

/// The topics of a corpus.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Topics {
    /// The base of their IRIs: that of the graph.
    #[serde(default)]
    pub base_iri: String,
    /// The resolution at which the themes were found.
    #[serde(default)]
    pub resolution: f64,
    /// How many themes were looked for.
    #[serde(default)]
    pub aim: usize,
    /// How good they are.
    #[serde(default)]
    pub quality: Quality,
    /// The themes, those with the most episodes first, each followed by its narrower topics.
    pub topics: Vec<Topic>,
}

/// A topic: a theme, or a narrower topic within one.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Topic {
    /// Unique; stays the same from run to run as long as the topic does.
    pub key: String,
    /// Its most characteristic members.
    pub name: String,
    /// The key of its theme; none for a theme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// The members that gave it its name.
    #[serde(default)]
    pub named_after: Vec<EntityId>,
    /// Of a theme with narrower topics: the resolution at which they were found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<f64>,
    /// The entities that belong to it, the most characteristic first.
    #[serde(default)]
    pub members: Vec<Member>,
    /// The episodes that talk about it, those that talk of little else first.
    #[serde(default)]
    pub episodes: Vec<TopicEpisode>,
    /// How many of these episodes are of which year.
    #[serde(default)]
    pub years: BTreeMap<String, u32>,
    /// How many of these episodes are of which month: `2016-08`.
    #[serde(default)]
    pub months: BTreeMap<String, u32>,
    /// The guests of these episodes, the most frequent first.
    #[serde(default)]
    pub people: Vec<TopicPerson>,
    /// Topics of the same level that it shares episodes with, the closest first.
    #[serde(default)]
    pub neighbours: Vec<Neighbour>,
}

/// An entity that belongs to a topic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Member {
    /// Its node.
    pub id: EntityId,
    /// Its name.
    pub label: String,
    /// What it is.
    pub kind: Kind,
    /// How characteristic it is: 1 for the most characteristic member, above 0 for all.
    #[serde(default)]
    pub weight: f64,
    /// In how many episodes of the corpus it is talked about.
    #[serde(default)]
    pub episodes: u32,
}

/// An episode that talks about a topic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TopicEpisode {
    /// Its node.
    pub id: EntityId,
    /// Its title.
    pub label: String,
    /// Its date, ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// How much of its talk is about the topic, among all topics of the level: 0 to 1.
    pub share: f64,
}

/// A guest of episodes that talk about a topic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TopicPerson {
    /// The person's node.
    pub id: EntityId,
    /// The person's name.
    pub label: String,
    /// Of how many of the topic's episodes.
    pub episodes: u32,
}

/// Another topic of the same level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Neighbour {
    /// Its key.
    pub key: String,
    /// The weight of the edges between the two, against what chance has: 1 is as much.
    #[serde(default)]
    pub weight: f64,
}

impl Topics {
    /// The topic with this key.
    pub fn get(&self, key: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.key == key)
    }

    /// The themes.
    pub fn themes(&self) -> impl Iterator<Item = &Topic> {
        self.topics.iter().filter(|topic| topic.parent.is_none())
    }

    /// The narrower topics of a theme.
    pub fn narrower(&self, theme: &str) -> impl Iterator<Item = &Topic> {
        let within = move |topic: &&Topic| topic.parent.as_deref() == Some(theme);
        self.topics.iter().filter(within)
    }

    /// Writes the keys of the themes onto the nodes of a graph, as their attribute `topic`.
    ///
    /// An entity has the theme to which it belongs, an episode the one of which it talks most. An
    /// entity that belongs to none has that of its episodes, where they all have the same. Shows and
    /// pages have none.
    #[must_use]
    pub fn annotate(&self, graph: KnowledgeGraph) -> KnowledgeGraph {
        let mut keys: BTreeMap<EntityId, Option<String>> = BTreeMap::new();
        let main = self.main_themes();
        for theme in self.themes() {
            for member in &theme.members {
                keys.insert(member.id.clone(), Some(theme.key.clone()));
            }
        }
        let mut told: BTreeMap<EntityId, Option<String>> = BTreeMap::new();
        for view in graph.edges() {
            let tells = matches!(
                view.edge.relation,
                Relation::About | Relation::Mentions | Relation::HasGuest | Relation::HostedBy
            );
            if tells && view.to.kind.is_entity() && !keys.contains_key(&view.to.id) {
                let theme = main.get(&view.from.id).map(|theme| theme.key.clone());
                let known = told
                    .entry(view.to.id.clone())
                    .or_insert_with(|| theme.clone());
                if *known != theme {
                    *known = None;
                }
            }
        }
        keys.append(&mut told);
        for (episode, theme) in main {
            keys.insert(episode.clone(), Some(theme.key.clone()));
        }
        let (base_iri, mut nodes, edges) = graph.into_parts();
        for node in &mut nodes {
            node.topic = keys.remove(&node.id).flatten();
        }
        KnowledgeGraph::from_valid_parts(base_iri, nodes, edges)
    }

    /// The theme of which each episode talks most.
    fn main_themes(&self) -> BTreeMap<&EntityId, &Topic> {
        let mut main: BTreeMap<&EntityId, (&Topic, f64)> = BTreeMap::new();
        for theme in self.themes() {
            for episode in &theme.episodes {
                let best = main.entry(&episode.id).or_insert((theme, episode.share));
                if episode.share > best.1 {
                    *best = (theme, episode.share);
                }
            }
        }
        main.into_iter()
            .map(|(id, (theme, _))| (id, theme))
            .collect()
    }
}
