//! What one document says: the result of `extract`, and all that later stages know of it.
//!
//! A [`ExtractedEpisode`] stands alone: it holds no reference to the text, every distinct name once, with
//! counts and its first quotation. It can be written, sent and read elsewhere (serde), so that
//! `extract` may run on many machines and `resolve` on one.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::features::subject::Subject;
use super::terms::EpisodeTerms;
use crate::knowledge::addresses::PageType;
use crate::knowledge::weights::{Scores, Standing};
use crate::source::{EpisodeKey, FileId, RemoteShow};
use crate::vocabulary::{Basis, DocumentPart, DocumentParts, Kind, UrlCategory};

/// Where a thing is said first, and what is said there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Quote {
    /// The file, by its place in [`EpisodeFacts::files`].
    pub file: FileId,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// At most 160 characters; what stands in one short block shares one text.
    pub text: Arc<str>,
    /// Seconds from the episode's start.
    pub seconds: Option<u32>,
}

/// The rule that found a name: the strongest of those that did, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Rule {
    /// A field of the front matter names a person or sponsor.
    Credit,
    /// It stands in a sponsor section.
    Sponsor,
    /// A category of the front matter.
    Category,
    /// A tag or keyword of the front matter.
    Tag,
    /// The title names a guest ("… with A and B").
    TitleWith,
    /// A heading is a person's name, or announces a biography.
    Biography,
    /// A cue word ("hosts", "joined by", "talks with") gives a role.
    Cue,
    /// "NAME, ROLE at ORGANIZATION".
    Apposition,
    /// A transcript's turns are labelled with it.
    Speaker,
    /// It is the text of a link, or labels one.
    Link,
    /// The lexicon knows it.
    Lexicon,
    /// A heading, list item or chapter consists of it.
    Line,
    /// It is set as code, strong or emphasised, or in quotation marks.
    Marked,
    /// A capitalised sequence.
    Capitals,
    /// A sequence of content words.
    Phrase,
    /// An account name ("@name").
    Handle,
}

impl Rule {
    /// Every rule, in order.
    pub const ALL: &'static [Self] = &[
        Self::Credit,
        Self::Sponsor,
        Self::Category,
        Self::Tag,
        Self::TitleWith,
        Self::Biography,
        Self::Cue,
        Self::Apposition,
        Self::Speaker,
        Self::Link,
        Self::Lexicon,
        Self::Line,
        Self::Marked,
        Self::Capitals,
        Self::Phrase,
        Self::Handle,
    ];

    /// The name as it stands on edges.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Credit => "credit",
            Self::Sponsor => "sponsor",
            Self::Category => "category",
            Self::Tag => "tag",
            Self::TitleWith => "title_with",
            Self::Biography => "biography",
            Self::Cue => "cue",
            Self::Apposition => "apposition",
            Self::Speaker => "speaker",
            Self::Link => "link",
            Self::Lexicon => "lexicon",
            Self::Line => "line",
            Self::Marked => "marked",
            Self::Capitals => "capitals",
            Self::Phrase => "phrase",
            Self::Handle => "handle",
        }
    }

    /// What the rule rests on.
    pub const fn basis(self) -> Basis {
        match self {
            Self::Credit
            | Self::Sponsor
            | Self::Category
            | Self::Tag
            | Self::TitleWith
            | Self::Biography
            | Self::Speaker
            | Self::Link => Basis::Stated,
            Self::Lexicon => Basis::Lexicon,
            Self::Cue
            | Self::Apposition
            | Self::Line
            | Self::Marked
            | Self::Capitals
            | Self::Phrase
            | Self::Handle => Basis::Inferred,
        }
    }
}

/// The role of a person in an episode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Role {
    /// Hosts it.
    Host,
    /// Is its guest.
    Guest,
}

/// A name that may be an entity.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Candidate {
    /// The name as a reader sees it where it stands first.
    pub form: String,
    /// The name without case, punctuation and plural: what joins spellings.
    pub key: String,
    /// The lexicon's entries that have this form, as row numbers of this process's lexicon. They mean
    /// nothing elsewhere and are not serialised; [`wire`](crate::pipeline::wire) writes stable keys.
    #[serde(skip)]
    pub entries: Vec<u32>,
    /// The evidence of this document, summed.
    pub scores: Scores,
    /// The strongest rule.
    pub rule: Rule,
    /// How often it stands in the document.
    pub count: u32,
    /// How often it does so outside a longer candidate.
    pub free: u32,
    /// The longer candidates that it stands in, as indices.
    pub inside: Vec<u32>,
    /// In which parts of the document.
    pub places: DocumentParts,
    /// The first mention.
    pub quote: Quote,
    /// How clearly the episode is about it, from 0 to 1: title, categories, headings.
    pub prominence: f32,
    /// All its mentions stand in sponsor sections.
    pub sponsor: bool,
    /// The blocks that it stands in, by fingerprint, while they are few.
    pub blocks: Vec<u64>,
    /// The links that it labels, as indices.
    pub pages: Vec<u32>,
    /// The roles that rules give it, each with its rule.
    pub roles: Vec<(Role, Rule)>,
    /// The place or work that signs around it make of it.
    pub reading: Option<Reading>,
}

/// A kind that rules of evidence read off a name and its surroundings.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Reading {
    /// Place or work.
    pub kind: Kind,
    /// How sure, from 0.6 to 1.
    pub probability: f32,
}

/// A person or sponsor of the front matter.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CreditMention {
    /// As written.
    pub name: String,
    /// The full name, where a people page gives it.
    pub full_name: Option<String>,
    /// Whether the name is a slug or handle.
    pub is_slug: bool,
    /// The role; none of persons in other roles.
    pub role: Option<Role>,
    /// Whether it is a sponsor and no person.
    pub sponsor: bool,
    /// Pages of the person.
    pub urls: Vec<String>,
    /// Where it stands.
    pub quote: Quote,
}

/// Someone whose words the transcript holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Speaker {
    /// The label as written.
    pub label: String,
    /// How many turns.
    pub turns: u32,
    /// The first turn.
    pub quote: Quote,
}

/// What stands before the address of a link to a page of the same site, in [`LinkMention::url`].
pub const SITE_LINK: &str = "site:";

/// A link of the notes.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LinkMention {
    /// The address as written.
    pub href: String,
    /// The text as written; of an image its alternative text.
    pub text: String,
    /// The canonical address; of a link without host [`SITE_LINK`] and the address as written.
    pub url: String,
    /// What sort of address.
    pub category: UrlCategory,
    /// What its shape says.
    pub shape: PageType,
    /// Where it stands.
    pub quote: Quote,
    /// In which part.
    pub places: DocumentParts,
    /// Whether it stands in a sponsor section.
    pub sponsor: bool,
    /// The fingerprint of its block.
    pub block: u64,
}

/// "NAME is a ROLE at ORGANIZATION".
#[derive(Debug, Clone, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AffiliationMention {
    /// The person, as an index of a candidate.
    pub person: u32,
    /// The organization, likewise.
    pub organization: u32,
    /// The role as written.
    pub role: Option<String>,
    /// Where it is said.
    pub quote: Quote,
}

/// A short form and the long form that the document explains it by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Abbreviation {
    /// The short form, as an index of a candidate.
    pub short: u32,
    /// The long form, likewise.
    pub long: u32,
}

/// An account that stands beside a name: "Jane Doe (@jdoe)", or the profile it links to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Account {
    /// The person, as an index of a candidate.
    pub person: u32,
    /// The account's name, in letters and digits.
    pub name: String,
}

/// A place that a feed says an episode is about, or was recorded at.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LocationMention {
    /// Its name.
    pub name: String,
    /// Its `geo:` URI (RFC 5870).
    pub geo: Option<String>,
    /// Its type and number in OpenStreetMap: `R113314`.
    pub osm: Option<String>,
    /// Where it stands.
    pub quote: Quote,
}

/// A show, or an episode of one, that a feed names for an episode.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ShowMention {
    /// Which one.
    pub show: RemoteShow,
    /// Where it is named.
    pub quote: Quote,
}

/// The episode's own facts.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EpisodeFacts {
    /// What tells the episode from others.
    pub key: EpisodeKey,
    /// The paths of its files below the input root: at least one.
    pub files: Vec<Arc<str>>,
    /// What its id is made from, beside the show: the name of its own file, else its title.
    pub name: Arc<str>,
    /// The show, by name.
    pub show: String,
    /// The title.
    pub title: String,
    /// The number.
    pub number: Option<i64>,
    /// The number of its season.
    #[serde(default)]
    pub season: Option<i64>,
    /// The name of its season.
    #[serde(default)]
    pub season_name: Option<String>,
    /// ISO 8601.
    pub date: Option<String>,
    /// Seconds.
    pub duration: Option<u32>,
    /// A BCP 47 tag.
    #[serde(default)]
    pub language: Option<String>,
    /// What identifies it in feeds.
    #[serde(default)]
    pub guid: Option<String>,
    /// The places that its feed gives for it.
    #[serde(default)]
    pub locations: Vec<LocationMention>,
    /// Shows and episodes elsewhere that its feed names for it.
    #[serde(default)]
    pub references: Vec<ShowMention>,
    /// A short text.
    pub description: Option<String>,
    /// The page's slug.
    pub slug: Option<String>,
    /// The canonical address of the episode's page.
    pub url: Option<String>,
    /// The host of the site that the page stands on.
    pub host: Option<String>,
    /// Where the page lies on that site.
    pub paths: Vec<String>,
    /// Where the title stands.
    pub quote: Quote,
}

/// All that one document says.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ExtractedEpisode {
    /// The episode itself.
    pub episode: EpisodeFacts,
    /// How much of it is about technology.
    #[serde(default)]
    pub subject: Subject,
    /// People and sponsors of the front matter.
    pub credits: Vec<CreditMention>,
    /// Names that may be entities, in the order of their first mention.
    pub candidates: Vec<Candidate>,
    /// Who speaks in the transcript.
    pub speakers: Vec<Speaker>,
    /// The links, in reading order.
    pub links: Vec<LinkMention>,
    /// Who works where.
    pub affiliations: Vec<AffiliationMention>,
    /// Short forms that the document itself explains.
    pub abbreviations: Vec<Abbreviation>,
    /// Accounts of the people, sorted.
    #[serde(default)]
    pub accounts: Vec<Account>,
    /// Fingerprints of the blocks of the notes: what repeats over a show is boilerplate.
    pub blocks: Vec<u64>,
    /// The words of its text.
    #[serde(default)]
    pub terms: EpisodeTerms,
}

impl ExtractedEpisode {
    /// Where a candidate stands, as far as that moves how certain it has to be.
    pub fn standing(&self, candidate: &Candidate) -> Standing {
        if candidate.places == DocumentParts::of(DocumentPart::Transcript) {
            Standing::Transcript
        } else if self.subject != Subject::Technology {
            Standing::Elsewhere
        } else {
            Standing::Notes
        }
    }
}

impl EpisodeFacts {
    /// The path of the first file below the input root.
    pub fn source(&self) -> &str {
        self.files.first().map_or("", |path| path)
    }

    /// The path of the file in which a quote stands.
    pub fn file_of(&self, quote: &Quote) -> Option<&Arc<str>> {
        self.files.get(quote.file.index())
    }
}

impl Candidate {
    /// The likeliest kind on this document's evidence alone.
    pub fn best(&self) -> (Kind, f32) {
        self.scores.best()
    }
}
