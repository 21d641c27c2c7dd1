//! What the episodes are about: `list_topics`.

use super::answers::{NodeRef, TopicDescribed, TopicEpisode, TopicList, YearCount};
use super::arguments::ListTopics;
use super::page::{Page, beyond, clipped};
use super::session::Session;
use crate::analyze::topics::Topic;
use crate::graph::EntityId;
use crate::text::similarity::most_similar;

/// How many topics or episodes are given where no number is asked for.
const USUAL: usize = 25;

/// The members that are named of a topic in a list, and of one alone.
const MEMBERS: [usize; 2] = [5, 50];

impl Session {
    pub(super) fn list_topics(&self, asked: &ListTopics) -> Result<TopicList, String> {
        let topics = &self.topics().topics;
        let Some(name) = &asked.topic else {
            let page = Page::of(topics, asked.window(), USUAL, |topic| {
                self.described(topic, MEMBERS[0])
            });
            let none = || "no topics: too few things recur together in these episodes".to_owned();
            return Ok(TopicList {
                topics: page.items,
                episodes: Vec::new(),
                total: page.total,
                next_offset: page.next,
                note: beyond(asked.window(), page.total).or_else(|| (page.total == 0).then(none)),
            });
        };
        let topic = self.topic(name)?;
        let page = Page::of(&topic.episodes, asked.window(), USUAL, |episode| {
            TopicEpisode {
                episode: match self.graph.node(&episode.id) {
                    Some(node) => node.into(),
                    None => NodeRef {
                        id: episode.id.to_string(),
                        kind: crate::vocabulary::Kind::Episode,
                        label: clipped(&episode.label),
                        episodes: None,
                        date: episode.date.as_deref().map(clipped),
                    },
                },
                share: episode.share,
            }
        });
        let mut described = self.described(topic, MEMBERS[1]);
        let people = topic.people.iter().map(|person| &person.id);
        described.people = self.nodes(people.take(MEMBERS[1]));
        Ok(TopicList {
            topics: vec![described],
            episodes: page.items,
            total: page.total,
            next_offset: page.next,
            note: beyond(asked.window(), page.total),
        })
    }

    fn topic(&self, name: &str) -> Result<&Topic, String> {
        super::session::sensible(name)?;
        let topics = self.topics();
        let folded = name.trim().to_lowercase();
        let named = || {
            topics
                .topics
                .iter()
                .find(|topic| topic.name.to_lowercase() == folded)
        };
        topics.get(name.trim()).or_else(named).ok_or_else(|| {
            let known = topics.topics.iter().map(|topic| topic.name.as_str());
            match most_similar(name, known, 1).first() {
                Some(near) => format!("no topic is called \"{name}\"; did you mean \"{near}\"?"),
                None => {
                    format!("no topic is called \"{name}\"; list_topics without topic lists them")
                }
            }
        })
    }

    fn described(&self, topic: &Topic, members: usize) -> TopicDescribed {
        TopicDescribed {
            key: topic.key.clone(),
            name: clipped(&topic.name),
            parent: topic.parent.clone(),
            episodes: topic.episodes.len(),
            members: self.nodes(topic.members.iter().map(|member| &member.id).take(members)),
            people: Vec::new(),
            years: topic
                .years
                .iter()
                .take(200)
                .map(|(year, episodes)| YearCount {
                    year: clipped(year),
                    episodes: *episodes,
                })
                .collect(),
        }
    }

    /// Those of some ids that are nodes of the graph: topics of a file may be of another one.
    fn nodes<'i>(&self, ids: impl Iterator<Item = &'i EntityId>) -> Vec<NodeRef> {
        ids.filter_map(|id| self.graph.node(id))
            .map(NodeRef::from)
            .collect()
    }
}
