//! What a graph tells as a whole, as data.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::graph::{EntityId, Evidence, Node};
use crate::vocabulary::Kind;

/// At most so many items of each sort.
pub(super) const MOST: usize = 12;

/// What a graph tells as a whole. Lists have at most a dozen items, the most telling first.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[non_exhaustive]
pub struct GraphReport {
    /// The shows that have episodes, those with most first.
    pub shows: Vec<Share>,
    /// How many episodes there are.
    pub episodes: usize,
    /// Episodes of each year; those without a date are in none.
    pub years: BTreeMap<String, u32>,
    /// The themes, those with most episodes first.
    pub themes: Vec<Theme>,
    /// Who hosts, by episodes.
    pub hosts: Vec<Share>,
    /// Guests who came more than once.
    pub guests: Vec<Dated>,
    /// What most episodes name, hosts, sponsors and platforms aside.
    pub hubs: Vec<Share>,
    /// What is talked about in several themes.
    pub bridges: Vec<Bridge>,
    /// Two rare things that meet more than once: nobody expects them together.
    pub pairs: Vec<Pair>,
    /// What was named for the first time in the last year.
    pub newcomers: Vec<Dated>,
    /// What was named in several episodes, and in none of the last two years.
    pub departed: Vec<Dated>,
    /// Episodes that share nothing with another.
    pub alone: Vec<Named>,
    /// Episodes that say little, and what they lack.
    pub thin: Vec<Thin>,
}

/// A node.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Named {
    /// Its id.
    pub id: EntityId,
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub label: String,
    /// Path of its file: episodes only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Named {
    pub(super) fn of(node: &Node) -> Self {
        let episode = node.detail.episode();
        Self {
            id: node.id.clone(),
            kind: node.kind,
            label: node.label.clone(),
            source: episode.map(|episode| episode.source.clone()),
        }
    }
}

/// A node, and in how many episodes it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Share {
    /// The node.
    pub node: Named,
    /// In how many episodes.
    pub episodes: u32,
    /// Of all episodes, 0 to 1.
    pub share: f64,
}

/// A node, and when it was talked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Dated {
    /// The node.
    pub node: Named,
    /// In how many episodes.
    pub episodes: u32,
    /// The day of the first of them, where it has a date.
    pub first: Option<String>,
    /// The day of the last of them.
    pub last: Option<String>,
}

/// A theme over the years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Theme {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// How many episodes talk about it.
    pub episodes: usize,
    /// How many of them are of which year.
    pub years: BTreeMap<String, u32>,
}

/// A thing that several themes talk about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Bridge {
    /// The thing.
    pub node: Named,
    /// The names of the themes, that with most of its episodes first, with how many.
    pub themes: Vec<(String, u32)>,
}

/// Two things that meet.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Pair {
    /// One.
    pub left: Named,
    /// The other.
    pub right: Named,
    /// In how many episodes both are.
    pub episodes: u32,
    /// Where one of these names the second.
    pub evidence: Evidence,
}

/// An episode that says little.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Thin {
    /// The episode.
    pub episode: Named,
    /// What it lacks: `date`, `people`, `things`.
    pub lacks: Vec<&'static str>,
}
