//! What is known of one episode once its names are resolved: all that the graph is built from.

use serde::{Deserialize, Serialize};

use crate::extract::{EpisodeFacts, LinkMention, Quote, Role};
use crate::vocabulary::{Basis, Kind, Places};

/// Which thing a name means: things with the same identity are one node.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Identity {
    /// What it is.
    pub kind: Kind,
    /// The key of its canonical name; of a person whom only one episode knows, with that episode.
    pub key: String,
}

/// An entity in one episode.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EpisodeEntity {
    /// Which.
    pub identity: Identity,
    /// Its canonical name.
    pub label: String,
    /// The forms used in this episode, and those that the lexicon knows.
    pub forms: Vec<String>,
    /// IRIs of the same thing elsewhere.
    pub same_as: Vec<String>,
    /// What the lexicon says that it is a part of.
    pub part_of: Option<Identity>,
    /// How sure, from 0 to 1.
    pub confidence: f64,
    /// How many mentions.
    pub count: u32,
    /// In which parts of the document.
    pub places: Places,
    /// The first mention.
    pub quote: Quote,
    /// The rule that found it.
    pub rule: String,
    /// What the rule rests on.
    pub basis: Basis,
    /// What ties it to the episode.
    pub tie: Tie,
    /// The links that it labels, as indices into [`Resolved::links`].
    pub pages: Vec<u32>,
}

/// What ties an entity to an episode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tie {
    /// A part in it.
    Role(Role),
    /// It is a main topic.
    About,
    /// It pays for it.
    Sponsor,
    /// It is named.
    Mention,
}

/// A person's place of work, as an episode states it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Work {
    /// The person.
    pub person: Identity,
    /// The organization.
    pub organization: Identity,
    /// The role.
    pub role: Option<String>,
    /// Where it is said.
    pub quote: Quote,
    /// How sure.
    pub confidence: f64,
}

/// Two names that were taken for one thing, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Merge {
    /// What it was taken for.
    pub kind: Kind,
    /// The canonical name.
    pub name: String,
    /// The other form.
    pub form: String,
    /// Why: "lexicon", "given name", "abbreviation", …
    pub rule: String,
    /// In which file.
    pub source: String,
}

/// One episode, resolved.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Resolved {
    /// The episode itself.
    pub episode: EpisodeFacts,
    /// Its entities, sorted by identity.
    pub entities: Vec<EpisodeEntity>,
    /// Its links, in reading order.
    pub links: Vec<LinkMention>,
    /// Who works where.
    pub works: Vec<Work>,
    /// What was taken for the same thing.
    pub merges: Vec<Merge>,
}
