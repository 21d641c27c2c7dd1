//! What speaks for and against a candidate: its features.
//!
//! Two sorts: what the form itself looks like ([`of_form`]), once for each distinct name, and what
//! stands around one mention of it ([`of_mention`]). A feature that several mentions share counts
//! once. The names of features are those of the file of weights (`src/data/model.tsv`); families:
//!
//! | family | value |
//! |---|---|
//! | `len`, `shape`, `head`, `first`, `suffix` | number of words, their letter case, last and first word |
//! | `lex`, `known`, `ends`, `starts`, `within` | the lexicon's word on it, on its parts and on what it is part of |
//! | `name` | which of its words are given names and surnames |
//! | `in`, `sec`, `line` | the block and section it stands in, and how much of the block it is |
//! | `case` | what a capital means there: middle or start of a sentence, a title, none |
//! | `p`, `n`, `left`, `right` | the words beside it, and whether they could belong to it |
//! | `link`, `part`, `label`, `subject` | what the page shows that it links to |
//! | `home`, `crosses` | whether that page is the home of software; whether a link begins or ends inside it |
//! | `coined` | whether it is a tag that is no word and no name that is known |
//! | `spoken`, `rank` | how often a transcript has it, and how many names of the lexicon it has more often |
//! | `list` | what the lexicon says of its neighbours in a list |
//! | `cue`, `style`, `rule` | cue words beside it, how it is set, what proposed it |
//! | `told`, `tells`, `noun`, `called`, `defined` | words beside it that tell of a kind |
//! | `when`, `where`, `tail` | a date nearby; a place behind it; an ending that conferences have |
//! | `edition`, `year` | the place and year that conferences are held at |
//! | `place`, `joint`, `headof` | whether it is or ends with a place; the small word inside it, and the one before |

mod credit;
mod edition;
mod form;
mod links;
pub(super) mod look;
mod mention;
pub(super) mod person;
mod telling;

pub use form::of_form;
pub use mention::of_mention;

use super::reading::TokenizedDocument;
use super::spans::Proposal;
use crate::knowledge::addresses::PageType;
use crate::knowledge::cues::Cues;
use crate::knowledge::lexicon::{EntryId, Lexicon};
use crate::knowledge::name_lists;
use crate::knowledge::name_lists::WordClass;
use crate::knowledge::weights::{
    Feature, FeatureFamily, FeatureValue, Model, Scores, Sum, family, value,
};
use crate::text::token::Token;
use crate::vocabulary::Kind;

/// The features of one candidate, as the sum of their weights: what has no weight says nothing.
/// Keeps the names of all of them too when asked to, for fitting. One of these serves all candidates
/// of a document.
pub struct Features<'m> {
    model: &'m Model,
    /// The weights of all, each feature once.
    sum: Sum,
    /// Of each row: for which candidate it was added last.
    added: Vec<u32>,
    candidate: u32,
    /// All names, where wanted.
    names: Option<Vec<String>>,
}

impl<'m> Features<'m> {
    /// An empty set that keeps names or does not.
    pub fn new(model: &'m Model, named: bool) -> Self {
        Self {
            model,
            sum: Sum::default(),
            added: vec![0; model.row_count()],
            candidate: 1,
            names: named.then(Vec::new),
        }
    }

    /// Forgets all features, for the next candidate.
    pub fn clear(&mut self) {
        self.sum = Sum::default();
        self.candidate += 1;
    }

    #[inline]
    fn feature(&mut self, feature: Feature) {
        if let Some(row) = self.model.row(feature) {
            let added = &mut self.added[row as usize];
            if *added != self.candidate {
                *added = self.candidate;
                self.sum.add(self.model.weights(row));
            }
        }
    }

    /// Adds `family=value`.
    #[inline]
    pub fn add(&mut self, family: FeatureFamily, value: FeatureValue<'_>) {
        self.feature(Feature::new(family, value));
        if let Some(names) = &mut self.names {
            names.push(format!("{}={}", family.name, value.name));
        }
    }

    /// Adds `family=first/second`.
    #[inline]
    pub fn pair(
        &mut self,
        family: FeatureFamily,
        first: FeatureValue<'_>,
        second: FeatureValue<'_>,
    ) {
        self.feature(Feature::pair(family, first, second));
        if let Some(names) = &mut self.names {
            names.push(format!("{}={}/{}", family.name, first.name, second.name));
        }
    }

    /// Adds `family=word`, for a word of the text in any letter case.
    #[inline]
    fn word(&mut self, family: FeatureFamily, word: &Token, text: &str) {
        self.hashed(family, word.hash, word.text(text));
    }

    #[inline]
    fn hashed(&mut self, family: FeatureFamily, hash: u32, word: &str) {
        self.feature(Feature::word(family, hash));
        if let Some(names) = &mut self.names {
            names.push(format!("{}={}", family.name, word.to_lowercase()));
        }
    }

    /// What all of them weigh together.
    pub fn score(&self) -> Scores {
        self.sum.scores()
    }

    /// Takes the names out, sorted, each once; none where they are not kept.
    pub fn take_names(&mut self) -> Vec<String> {
        let mut names = self.names.as_mut().map(std::mem::take).unwrap_or_default();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// What the lexicon says of a form of so many words, in one word.
pub fn verdict(entries: &[u32], words: usize, lexicon: &Lexicon) -> FeatureValue<'static> {
    let mut verdict = None;
    for id in entries {
        let known = lexicon.traits(EntryId(*id));
        let ambiguous = known.is_ambiguous(words);
        let word = match (known.kind, ambiguous) {
            (Kind::Person, false) => value!("person"),
            (Kind::Organization, false) => value!("organization"),
            (Kind::Product, false) => value!("product"),
            (Kind::Concept, false) => value!("concept"),
            (Kind::Event, false) => value!("event"),
            (Kind::Person, true) => value!("person?"),
            (Kind::Organization, true) => value!("organization?"),
            (Kind::Product, true) => value!("product?"),
            (Kind::Concept, true) => value!("concept?"),
            (Kind::Event, true) => value!("event?"),
            _ => continue,
        };
        // The first that is sure, or else the first.
        if verdict.is_none_or(|(_, known)| known && !ambiguous) {
            verdict = Some((word, ambiguous));
        }
    }
    verdict.map_or(value!("none"), |(word, _)| word)
}

/// Whether a word is a common English one.
pub fn is_common(word: &Token) -> bool {
    name_lists::of_hash(word.hash).any(WordClass::COMMON.union(WordClass::STOP))
}

/// A link, as far as features need it.
#[derive(Debug, Clone)]
pub struct Target {
    /// What the page shows.
    pub page: PageType,
    /// The name in its address, folded to letters and digits.
    pub subject: Option<String>,
    /// The label of its domain, folded likewise.
    pub domain: Option<String>,
    /// Whether its top-level domain is one of software.
    pub software: bool,
}

/// What stands around one mention.
pub struct Context<'a> {
    /// The document.
    pub reading: &'a TokenizedDocument<'a>,
    /// The block.
    pub block: usize,
    /// The block's links, by index, where they lead somewhere.
    pub targets: &'a [Option<Target>],
    /// The cue words.
    pub cues: &'a Cues,
    /// What the lexicon knows in the block.
    pub known: &'a LexiconSpans,
    /// The words of the block that are dates, in order.
    pub dates: &'a [u32],
}

/// The proposals of a block that the lexicon knows, with its verdicts.
#[derive(Default)]
pub struct LexiconSpans {
    /// First word, last word, verdict: by first word.
    found: Vec<(u32, u32, FeatureValue<'static>)>,
    /// The most words that one of them has beyond its first.
    reach: u32,
}

impl LexiconSpans {
    /// Keeps them; each proposal comes with the lexicon's verdict.
    pub fn new<'p>(proposals: impl Iterator<Item = (&'p Proposal, FeatureValue<'static>)>) -> Self {
        let found: Vec<_> = proposals
            .map(|(proposal, verdict)| (proposal.first, proposal.last, verdict))
            .collect();
        let reach = found.iter().map(|(first, last, _)| last - first).max();
        Self {
            found,
            reach: reach.unwrap_or(0),
        }
    }

    /// Those that overlap a proposal or stand right beside it, and perhaps some more nearby.
    fn around(&self, proposal: &Proposal) -> &[(u32, u32, FeatureValue<'static>)] {
        let from = proposal.first.saturating_sub(self.reach + 1);
        let start = self.found.partition_point(|(first, ..)| *first < from);
        let behind = proposal.last + 1;
        let count = self.found[start..].partition_point(|(first, ..)| *first <= behind);
        &self.found[start..start + count]
    }
}

/// Letters and digits alone, in lower case.
pub fn fold<'t>(words: impl Iterator<Item = &'t str>) -> String {
    let mut folded = String::with_capacity(24);
    for word in words {
        if word.is_ascii() {
            let letters = word.bytes().filter(u8::is_ascii_alphanumeric);
            folded.extend(letters.map(|byte| char::from(byte.to_ascii_lowercase())));
        } else {
            let letters = word.chars().filter(|c| c.is_alphanumeric());
            folded.extend(letters.flat_map(char::to_lowercase));
        }
    }
    folded
}

/// How often a name is spoken in a transcript.
pub struct Spoken {
    /// Its mentions.
    pub mentions: u32,
    /// Those that do not open a sentence.
    pub inner: u32,
    /// How many names of the lexicon are spoken more often.
    pub rank: u32,
}

/// The features of a candidate as far as the transcript goes.
pub fn of_transcript(out: &mut Features, spoken: &Spoken, verdict: FeatureValue<'_>) {
    let bucket = match spoken.mentions {
        0 => return,
        1 => value!("1"),
        2 => value!("2"),
        3..=5 => value!("3"),
        6..=11 => value!("6"),
        _ => value!("12"),
    };
    out.pair(family!("spoken"), bucket, verdict);
    let rank = match spoken.rank {
        0..=4 => value!("0"),
        5..=14 => value!("5"),
        15..=39 => value!("15"),
        _ => value!("40"),
    };
    out.pair(family!("rank"), rank, verdict);
    if spoken.inner == 0 {
        out.pair(family!("spokenopens"), bucket, verdict);
    } else {
        let inner = if spoken.inner > 1 {
            value!("2")
        } else {
            value!("1")
        };
        out.add(family!("spokeninner"), inner);
    }
}
