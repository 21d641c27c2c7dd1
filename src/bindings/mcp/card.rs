//! An episode at a glance: `episode_card`, and the resources.

use super::answers::{Card, CardList, NodeRef};
use super::arguments::{Direction, EpisodeCard};
use super::page::clipped;
use super::session::Session;
use crate::graph::Node;
use crate::vocabulary::{Kind, Relation};

/// The most nodes of a list.
const MOST: usize = 40;

impl Session {
    pub(super) fn episode_card(&self, asked: &EpisodeCard) -> Result<Card, String> {
        Ok(self.card(self.node(&asked.episode, &[Kind::Episode])?))
    }

    /// The card of an episode.
    pub(super) fn card(&self, node: &Node) -> Card {
        let list = |relation, direction| {
            let nodes = self.over(&node.id, relation, direction);
            CardList {
                total: nodes.len(),
                nodes: nodes.into_iter().take(MOST).map(NodeRef::from).collect(),
            }
        };
        let out = |relation| list(relation, Direction::Out);
        let detail = node.detail.episode();
        let no_edge = self.graph.edges_from(&node.id).is_empty();
        Card {
            episode: node.into(),
            iri: clipped(&self.graph.node_iri(node)),
            source: detail
                .map(|detail| clipped(&detail.source))
                .unwrap_or_default(),
            description: node.description.as_deref().map(clipped),
            number: detail.and_then(|detail| detail.number),
            season: detail.and_then(|detail| detail.season),
            duration: detail.and_then(|detail| detail.duration),
            language: detail.and_then(|detail| detail.language.as_deref().map(clipped)),
            topic: node.topic.as_deref().map(clipped),
            show: out(Relation::PartOfShow),
            hosts: out(Relation::HostedBy),
            guests: out(Relation::HasGuest),
            about: out(Relation::About),
            mentions: out(Relation::Mentions),
            sponsors: out(Relation::SponsoredBy),
            links: out(Relation::LinksTo),
            refers_to: out(Relation::RefersTo),
            referred_from: list(Relation::RefersTo, Direction::In),
            note: no_edge.then(|| "nothing was found in the notes of this episode".to_owned()),
        }
    }
}
