//! What only some kinds of node have: shows, episodes, pages.

use super::term_vector::TermVector;
use crate::vocabulary::UrlCategory;

/// What only some kinds of node have.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub enum Detail {
    /// Nothing more: entities.
    #[default]
    None,
    /// A show, where a feed says more of it than its name.
    Show(Box<ShowDetail>),
    /// An episode.
    Episode(Box<EpisodeDetail>),
    /// A web page.
    Url {
        /// The canonical address.
        url: String,
        /// What sort of address.
        category: UrlCategory,
    },
}

/// What an episode has beside its title.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct EpisodeDetail {
    /// Path of its file below the input root, with `/`.
    pub source: String,
    /// Its number.
    pub number: Option<i64>,
    /// The number of its season.
    pub season: Option<i64>,
    /// The name of its season.
    pub season_name: Option<String>,
    /// ISO 8601.
    pub date: Option<String>,
    /// Seconds.
    pub duration: Option<u32>,
    /// A BCP 47 tag.
    pub language: Option<String>,
    /// What identifies it in feeds.
    pub guid: Option<String>,
    /// The names of the places that its feed gives for it.
    pub locations: Vec<String>,
    /// The words that tell its text from others, where the notes were read for them.
    pub terms: Option<TermVector>,
}

/// What a show's feed says of it, beside title and description.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct ShowDetail {
    /// `podcast:guid`: a UUID.
    pub guid: Option<String>,
    /// The address of its page.
    pub url: Option<String>,
    /// The address of its feed.
    pub feed: Option<String>,
    /// Who makes it, as the feed writes it; never a mail address.
    pub author: Option<String>,
    /// A BCP 47 tag.
    pub language: Option<String>,
    /// Its categories, in the order of the feed.
    pub categories: Vec<String>,
    /// The names of the places that its feed gives for it.
    pub locations: Vec<String>,
}

impl Detail {
    /// What an episode has; None for nodes of other kinds.
    pub fn episode(&self) -> Option<&EpisodeDetail> {
        match self {
            Self::Episode(episode) => Some(episode),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn episode_mut(&mut self) -> Option<&mut EpisodeDetail> {
        match self {
            Self::Episode(episode) => Some(episode),
            _ => None,
        }
    }
}

impl From<EpisodeDetail> for Detail {
    fn from(episode: EpisodeDetail) -> Self {
        Self::Episode(Box::new(episode))
    }
}

impl From<ShowDetail> for Detail {
    fn from(show: ShowDetail) -> Self {
        Self::Show(Box::new(show))
    }
}
