//! The words that every stage speaks: kinds of node, kinds of edge, where a thing was said and how
//! it is known.
//!
//! Each enum has a fixed order, a fixed spelling ([`Kind::as_str`] and the like) and parses from
//! that spelling; nothing else in the crate holds these words as strings.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[allow(clippy::exhaustive_enums, reason = "callers handle every case")]
        pub enum $name { $($(#[$vmeta])* $variant,)+ }

        impl $name {
            /// Every value, in the fixed order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word as it stands in files.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }

        /// The words, as a schema lists them.
        #[cfg(feature = "mcp")]
        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": "string", "enum": [$($text),+]})
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, String> {
                Self::ALL.iter().copied().find(|word| word.as_str() == text).ok_or_else(|| {
                    let known: Vec<&str> = Self::ALL.iter().map(|word| word.as_str()).collect();
                    format!("\"{text}\" is none of {}", known.join(", "))
                })
            }
        }
    };
}

words! {
    /// What a node is.
    Kind {
        /// A podcast.
        Show = "show",
        /// One episode of a show.
        Episode = "episode",
        /// A human being.
        Person = "person",
        /// A company, foundation, university, project team or other body.
        Organization = "organization",
        /// A thing with a proper name that people use or buy: software, service, device, book series.
        Product = "product",
        /// A topic of conversation without an owner.
        Concept = "concept",
        /// A conference, meet-up or other happening.
        Event = "event",
        /// A country, region, city, river, building or other spot on a map, real or invented.
        Place = "place",
        /// A book, film, series, song, article or other title that is talked about.
        Work = "work",
        /// A web page or other address.
        Url = "url",
    }
}

impl Kind {
    /// The kinds that extraction finds in text.
    pub const ENTITIES: [Self; 7] = [
        Self::Person,
        Self::Organization,
        Self::Product,
        Self::Concept,
        Self::Event,
        Self::Place,
        Self::Work,
    ];

    /// Whether nodes of this kind say in how many episodes they are: entities and pages.
    pub const fn counts_episodes(self) -> bool {
        self.is_entity() || matches!(self, Self::Url)
    }

    /// Whether this kind is one of [`Kind::ENTITIES`].
    pub const fn is_entity(self) -> bool {
        matches!(
            self,
            Self::Person
                | Self::Organization
                | Self::Product
                | Self::Concept
                | Self::Event
                | Self::Place
                | Self::Work
        )
    }
}

words! {
    /// What an edge says. The direction is always from the first to the second of the pair named.
    Relation {
        /// episode -> show
        PartOfShow = "part_of_show",
        /// episode -> person
        HostedBy = "hosted_by",
        /// episode -> person
        HasGuest = "has_guest",
        /// episode -> entity: a category or tag of the notes, or clearly a main topic
        About = "about",
        /// episode -> entity: named in front matter, notes or transcript
        Mentions = "mentions",
        /// episode -> organization or product: named in a sponsor section
        SponsoredBy = "sponsored_by",
        /// episode -> url: one edge per link as written
        LinksTo = "links_to",
        /// episode -> episode: a link to another episode of the corpus; episode or show -> episode or show: what a
        /// feed names by `podcast:remoteItem`, alone, in `podcast:podroll`, `podcast:publisher` or
        /// `podcast:valueTimeSplit`, which the rule says
        RefersTo = "refers_to",
        /// entity -> url: a page that the notes give for the entity
        HasPage = "has_page",
        /// person -> organization
        AffiliatedWith = "affiliated_with",
        /// entity -> entity: from the lexicon
        PartOf = "part_of",
        /// entity -> entity, from the lesser id to the greater: one-mode graphs only
        SharesEpisodes = "shares_episodes",
    }
}

words! {
    /// Which part of a document a thing was said in.
    DocumentPart {
        /// The front matter: title, people, tags, description.
        FrontMatter = "front_matter",
        /// The notes: the body, less the transcript.
        Notes = "notes",
        /// The transcript.
        Transcript = "transcript",
    }
}

words! {
    /// How a thing is known.
    Basis {
        /// The notes say so: front matter, a role, a link.
        Stated = "stated",
        /// A pattern or the whole corpus suggests it.
        Inferred = "inferred",
        /// The lexicon knows it.
        Lexicon = "lexicon",
    }
}

words! {
    /// What sort of address a `url` node is.
    UrlCategory {
        /// Documentation.
        Docs = "docs",
        /// Source code.
        Code = "code",
        /// Video.
        Video = "video",
        /// A blog or article.
        Blog = "blog",
        /// News.
        News = "news",
        /// A social network.
        Social = "social",
        /// An encyclopedia or wiki.
        Wiki = "wiki",
        /// A package registry.
        Package = "package",
        /// Another podcast, or an episode.
        Podcast = "podcast",
        /// A course or tutorial.
        Course = "course",
        /// A shop.
        Store = "store",
        /// A mail address.
        Mail = "mail",
        /// Anything else.
        Other = "other",
    }
}

/// A set of [`DocumentPart`]s.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct DocumentParts(u8);

impl DocumentParts {
    /// The set of one place.
    pub const fn of(place: DocumentPart) -> Self {
        Self(1 << place as u8)
    }

    /// Adds a place.
    pub const fn insert(&mut self, place: DocumentPart) {
        self.0 |= 1 << place as u8;
    }

    /// Both sets together.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a place is in the set.
    pub const fn contains(self, place: DocumentPart) -> bool {
        self.0 & (1 << place as u8) != 0
    }

    /// A number of its own for each set, from 0.
    pub(crate) const fn number(self) -> usize {
        self.0 as usize
    }

    /// Whether the set is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The places, in the order of [`DocumentPart::ALL`].
    pub fn iter(self) -> impl Iterator<Item = DocumentPart> {
        DocumentPart::ALL
            .iter()
            .copied()
            .filter(move |place| self.contains(*place))
    }
}
