//! The numbers of the score, from one documented table: `src/data/recommend.toml`.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Location, Result};
use crate::graph::slug;
use crate::vocabulary::Relation;

/// The table that ships.
pub const TABLE: &str = include_str!("../../data/recommend.toml");

/// What each part of the score weighs. The table says what the numbers mean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct Weights {
    /// What the figures weigh.
    pub parts: PartWeights,
    /// How a thing is related to an episode.
    pub relations: RelationWeights,
    /// Where something ends.
    pub limits: Limits,
    /// Where podcasts are heard.
    pub platforms: Platforms,
}

/// Weights of the four figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the table says what they are")]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct PartWeights {
    pub things: f64,
    pub text: f64,
    pub head: f64,
    pub nearness: f64,
}

/// Weights of how a thing or page is related to an episode.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are the relations")]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct RelationWeights {
    pub has_guest: f64,
    pub about: f64,
    pub mentions: f64,
    pub links_to: f64,
}

/// Where something ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct Limits {
    /// Largest share of episodes that a thing or word may be in, 0 to 1.
    pub hub: f64,
    /// In how many days nearness falls to 1/e.
    pub nearness_days: f64,
}

/// Where podcasts are heard and talked about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct Platforms {
    /// Their names.
    pub names: Vec<String>,
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

    /// What a relation weighs; what is no ground for a recommendation weighs nothing.
    pub fn relation(&self, relation: Relation) -> f64 {
        let relations = &self.relations;
        match relation {
            Relation::HasGuest => relations.has_guest,
            Relation::About => relations.about,
            Relation::Mentions => relations.mentions,
            Relation::LinksTo => relations.links_to,
            _ => 0.0,
        }
    }
}

impl Platforms {
    /// The names as slugs.
    pub(in crate::analyze) fn slugs(&self) -> BTreeSet<String> {
        self.names.iter().map(|name| slug(name)).collect()
    }
}
