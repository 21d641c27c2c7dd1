//! How an answer is to be.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::EntityId;
use crate::vocabulary::Kind;

/// How an answer is to be. The default is the ten best of all episodes.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct RecommendOptions {
    /// At most so many recommendations.
    pub limit: usize,
    /// At most so many of one show.
    pub show_limit: Option<usize>,
    /// Which episodes may be recommended, by their time.
    pub time: Time,
    /// Episodes and shows that are not recommended, entities and pages that are no ground.
    pub exclude: BTreeSet<EntityId>,
    /// Where there are any, only episodes that name one of these entities or pages are recommended.
    pub follow: BTreeSet<EntityId>,
    /// Whether all of the best five may rest on one same thing.
    pub same: bool,
    /// Whether words and nearness in time count, too; else things alone.
    pub words: bool,
    /// Balance of maximal marginal relevance, 0 (only unlike each other) to 1 (only relevant);
    /// none is as 1.
    pub diverse: Option<f64>,
    /// By how much more or less things of a kind count; 1 where none is given. With 0 the words of their
    /// names do not count either.
    pub kinds: BTreeMap<Kind, f64>,
}

impl Default for RecommendOptions {
    fn default() -> Self {
        Self {
            limit: 10,
            show_limit: None,
            time: Time::Any,
            exclude: BTreeSet::new(),
            follow: BTreeSet::new(),
            same: false,
            words: true,
            diverse: None,
            kinds: BTreeMap::new(),
        }
    }
}

/// Which episodes may be recommended, by their time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Time {
    /// All.
    #[default]
    Any,
    /// Those before the episode that is asked about, of several the last: by date, else by number within
    /// the show. To a draft without a date and to entities all are earlier.
    Earlier,
    /// Those before a date (ISO 8601, or the beginning of one).
    Before(String),
}
