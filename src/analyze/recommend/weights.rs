//! The weights of the score, from one documented table: `src/data/recommend.toml`.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Location, Result};
use crate::vocabulary::{DocumentPart, DocumentParts, Kind, Relation};

/// The table that ships.
pub const TABLE: &str = include_str!("../../data/recommend.toml");

/// What each part of the score weighs. The table says what the numbers mean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct Weights {
    /// Exponent of rarity.
    pub sharpness: f64,
    /// Factor of the logarithm of the number of mentions.
    pub repetition: f64,
    /// Exponent of confidence.
    pub certainty: f64,
    /// Largest share of episodes that an entity may be in, 0 to 1.
    pub hub: f64,
    /// How much closeness in time adds, at most.
    pub nearness: f64,
    /// In how many days closeness falls to 1/e.
    pub nearness_days: f64,
    /// What is shared.
    pub kinds: KindWeights,
    /// How it is related to an episode.
    pub relations: RelationWeights,
    /// Where it is said.
    pub places: PlaceWeights,
}

/// Weights of what is shared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are the kinds")]
#[non_exhaustive]
pub struct KindWeights {
    pub person: f64,
    pub organization: f64,
    pub product: f64,
    pub concept: f64,
    pub event: f64,
    pub place: f64,
    pub work: f64,
    pub url: f64,
}

/// Weights of how an entity or page is related to an episode.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are the relations")]
#[non_exhaustive]
pub struct RelationWeights {
    pub has_guest: f64,
    pub hosted_by: f64,
    pub about: f64,
    pub mentions: f64,
    pub links_to: f64,
}

/// Weights of where an entity is named.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are the places")]
#[non_exhaustive]
pub struct PlaceWeights {
    pub front_matter: f64,
    pub notes: f64,
    pub transcript: f64,
}

impl Default for Weights {
    /// The table that ships.
    fn default() -> Self {
        Self::parse(TABLE, "recommend.toml").expect("the table that ships is sound")
    }
}

impl Weights {
    /// Reads a table; `path` is for messages only.
    ///
    /// # Errors
    ///
    /// What is no such table.
    pub fn parse(text: &str, path: &str) -> Result<Self> {
        toml::from_str(text).map_err(|error| Error::Invalid {
            location: Location::file(path),
            message: error.message().to_owned(),
        })
    }

    /// What a shared entity or page of a kind weighs; shows and episodes are not shared.
    pub fn kind(&self, kind: Kind) -> f64 {
        let kinds = &self.kinds;
        match kind {
            Kind::Person => kinds.person,
            Kind::Organization => kinds.organization,
            Kind::Product => kinds.product,
            Kind::Concept => kinds.concept,
            Kind::Event => kinds.event,
            Kind::Place => kinds.place,
            Kind::Work => kinds.work,
            Kind::Url => kinds.url,
            Kind::Show | Kind::Episode => 0.0,
        }
    }

    /// What a relation weighs; what is no ground for a recommendation weighs nothing.
    pub fn relation(&self, relation: Relation) -> f64 {
        let relations = &self.relations;
        match relation {
            Relation::HasGuest => relations.has_guest,
            Relation::HostedBy => relations.hosted_by,
            Relation::About => relations.about,
            Relation::Mentions => relations.mentions,
            Relation::LinksTo => relations.links_to,
            _ => 0.0,
        }
    }

    /// What the best of some places weighs.
    pub fn places(&self, places: DocumentParts) -> f64 {
        let weight = |place| match place {
            DocumentPart::FrontMatter => self.places.front_matter,
            DocumentPart::Notes => self.places.notes,
            DocumentPart::Transcript => self.places.transcript,
        };
        places.iter().map(weight).reduce(f64::max).unwrap_or(1.0)
    }
}
