//! What makes an episode one, wherever it is written about.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The identity of an episode: its guid, else the address of its page, else its number in the show,
/// else its file.
///
/// Files are named by their path below the input root; all other keys begin with a `/`, as no such
/// path does.
///
/// ```
/// use showgraph::source::EpisodeKey;
///
/// assert_eq!(EpisodeKey::of_file("notes/001.md").as_str(), "notes/001.md");
/// assert_eq!(EpisodeKey::of_number("Sheds", Some(2), 7).as_str(), "/number/Sheds/2/7");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EpisodeKey(Arc<str>);

impl EpisodeKey {
    /// The episode with this guid.
    pub fn of_guid(guid: &str) -> Self {
        Self(["/guid/", guid].concat().into())
    }

    /// The episode whose page has this address.
    pub fn of_page(url: &str) -> Self {
        Self(["/page/", url].concat().into())
    }

    /// The episode of a show that has this number, in its season if it has one.
    pub fn of_number(show: &str, season: Option<i64>, number: i64) -> Self {
        Self(match season {
            Some(season) => format!("/number/{show}/{season}/{number}").into(),
            None => format!("/number/{show}/{number}").into(),
        })
    }

    /// The episode that a file is about; `path` is its path below the input root.
    pub fn of_file(path: impl Into<Arc<str>>) -> Self {
        Self(path.into())
    }

    /// The episode that a part of a file is about, which begins at this byte.
    pub fn of_part(path: &str, start: u32) -> Self {
        Self(format!("/part/{path}/{start}").into())
    }

    /// The key as a text: for maps, hashes and what is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for EpisodeKey {
    /// The key of a file without a name.
    fn default() -> Self {
        Self("".into())
    }
}

impl fmt::Display for EpisodeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
