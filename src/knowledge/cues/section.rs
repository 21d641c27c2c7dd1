//! What sections of show notes are for.

use serde::Deserialize;

/// What a section is for, as its heading says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Section {
    /// Advertisement.
    Sponsor,
    /// A transcript.
    Transcript,
    /// Who made the episode.
    Credits,
    /// Where the makers can be met.
    Events,
    /// How to reach the makers.
    Contact,
    /// About a person.
    Biography,
    /// A list of links.
    Links,
    /// Things recommended.
    Picks,
    /// News.
    News,
    /// What is talked about, often with times.
    Topics,
    /// The main conversation.
    Interview,
    /// Any other heading.
    Other,
    /// No heading above.
    Top,
}

impl Section {
    /// Every one, in order.
    pub const ALL: &'static [Self] = &[
        Self::Sponsor,
        Self::Transcript,
        Self::Credits,
        Self::Events,
        Self::Contact,
        Self::Biography,
        Self::Links,
        Self::Picks,
        Self::News,
        Self::Topics,
        Self::Interview,
        Self::Other,
        Self::Top,
    ];

    /// A short name, for features.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sponsor => "sponsor",
            Self::Transcript => "transcript",
            Self::Credits => "credits",
            Self::Events => "events",
            Self::Contact => "contact",
            Self::Biography => "biography",
            Self::Links => "links",
            Self::Picks => "picks",
            Self::News => "news",
            Self::Topics => "topics",
            Self::Interview => "interview",
            Self::Other => "other",
            Self::Top => "top",
        }
    }
}
