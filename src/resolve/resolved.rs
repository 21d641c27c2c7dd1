//! What is known of one episode once its names are resolved: all that the graph is built from.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::extract::{EpisodeFacts, EpisodeTerms, LinkMention, Quote, Role, Rule};
use crate::vocabulary::{DocumentParts, Kind};

/// Which thing a name means: things with the same identity are one node.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Identity {
    /// What it is.
    pub kind: Kind,
    /// The key of its canonical name; of a person whom only one episode knows, with that episode.
    pub key: String,
}

/// An entity in one episode.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EpisodeEntity {
    /// Which.
    pub identity: Identity,
    /// Its canonical name.
    pub label: String,
    /// The forms used in this episode; the label may be among them.
    pub forms: Vec<Form>,
    /// What the lexicon adds; all episodes share it.
    pub lexicon: Option<Arc<LexiconFacts>>,
    /// Addresses of the same thing elsewhere that the episode gives.
    pub same_as: Vec<String>,
    /// How sure, from 0 to 1.
    pub confidence: f64,
    /// How many mentions.
    pub count: u32,
    /// In which parts of the document.
    pub places: DocumentParts,
    /// The first mention.
    pub quote: Quote,
    /// The rule that found it.
    pub rule: Rule,
    /// How it is related to the episode.
    pub relation: EpisodeRelation,
    /// The links that it labels, as indices into [`ResolvedEpisode::links`].
    pub pages: Vec<u32>,
}

impl EpisodeEntity {
    /// Its label, the forms used in this episode and those that the lexicon knows.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let known = self.lexicon.iter().flat_map(|facts| &facts.aliases);
        let used = self.forms.iter().map(|form| &form.text);
        [&self.label]
            .into_iter()
            .chain(used)
            .chain(known)
            .map(String::as_str)
    }
}

/// A form of an entity's name that an episode uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Form {
    /// As written.
    pub text: String,
    /// Why it was taken for this entity: "lexicon", "given name", "abbreviation", …
    pub rule: Cow<'static, str>,
}

impl Form {
    /// A form, and why it was taken for the entity.
    pub fn new(text: impl Into<String>, rule: impl Into<Cow<'static, str>>) -> Self {
        Self {
            text: text.into(),
            rule: rule.into(),
        }
    }
}

/// What the lexicon knows of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LexiconFacts {
    /// Other forms of its name.
    pub aliases: Vec<String>,
    /// IRIs of the same thing elsewhere.
    pub same_as: Vec<String>,
    /// What it is a part of.
    pub part_of: Option<Identity>,
}

/// How an entity is related to an episode; the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EpisodeRelation {
    /// It has a role in it.
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
#[non_exhaustive]
pub struct Affiliation {
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
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
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
#[non_exhaustive]
pub struct ResolvedEpisode {
    /// The episode itself.
    pub episode: EpisodeFacts,
    /// Its entities, sorted by identity.
    pub entities: Vec<EpisodeEntity>,
    /// Its links, in reading order.
    pub links: Vec<LinkMention>,
    /// Who works where.
    pub affiliations: Vec<Affiliation>,
    /// The words of its text, without what its show repeats.
    #[serde(default)]
    pub terms: EpisodeTerms,
}

impl ResolvedEpisode {
    /// The names that were taken for one thing: of each entity, every form but its label.
    pub fn merges(&self) -> impl Iterator<Item = Merge> {
        self.entities.iter().flat_map(|entity| {
            let others = entity.forms.iter().filter(|form| form.text != entity.label);
            others.map(|form| Merge {
                kind: entity.identity.kind,
                name: entity.label.clone(),
                form: form.text.clone(),
                rule: form.rule.to_string(),
                source: self.episode.source().to_owned(),
            })
        })
    }
}
