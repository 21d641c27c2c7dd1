//! The layout of `src/data/cues.toml`, where each list is described.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::section::Section;
use crate::vocabulary::Kind;

/// The file.
#[derive(Deserialize)]
pub(super) struct CueTable {
    pub sections: BTreeMap<Section, Vec<String>>,
    pub labels: Words,
    pub roles: Words,
    pub person_verbs: Words,
    pub credit_tasks: Words,
    pub cues: CuePhrases,
    pub elsewhere: Elsewhere,
    pub people_headings: PeopleHeadings,
    pub kinds: BTreeMap<Kind, KindWords>,
    pub dates: Words,
    pub particles: Particles,
    pub titles: Words,
    pub networks: Words,
    pub event_heads: Words,
    pub introductions: Introductions,
    pub line_openers: Words,
    pub sponsorship: Sponsorship,
    pub notices: Words,
    pub page_tags: Words,
}

/// How sponsors are named in running text.
#[derive(Deserialize)]
pub(super) struct Sponsorship {
    pub before: Vec<String>,
    pub after: Vec<String>,
    pub own: Vec<String>,
    pub and: Vec<String>,
}

/// Small words inside names.
#[derive(Deserialize)]
pub(super) struct Particles {
    pub shared: Vec<String>,
    pub persons: Vec<String>,
    pub organizations: Vec<String>,
}

/// What stands before guests.
#[derive(Deserialize)]
pub(super) struct Introductions {
    pub anywhere: Vec<String>,
    pub titles: Vec<String>,
}

/// The words beside names of a kind.
#[derive(Deserialize)]
pub(super) struct KindWords {
    pub before: Vec<String>,
    pub after: Vec<String>,
    pub nouns: Vec<String>,
    /// Nouns that add nothing to a name of the kind.
    pub tails: Vec<String>,
}

/// Words that put a person into another episode.
#[derive(Deserialize)]
pub(super) struct Elsewhere {
    pub before: Vec<String>,
    pub orders: Vec<String>,
    pub units: Vec<String>,
}

/// Headings above lists of people.
#[derive(Deserialize)]
pub(super) struct PeopleHeadings {
    pub hosts: Vec<String>,
    pub guests: Vec<String>,
}

/// A set of words.
#[derive(Deserialize)]
pub(super) struct Words {
    pub words: Vec<String>,
}

/// Phrases before and after hosts and guests.
#[derive(Deserialize)]
pub(super) struct CuePhrases {
    pub host_before: Vec<String>,
    pub guest_host_before: Vec<String>,
    pub guest_before: Vec<String>,
    pub guest_after: Vec<String>,
    pub host_after: Vec<String>,
}
