//! Which word sequences of a block may be names: the candidates, before anything is weighed.
//!
//! Generous on purpose: what a sequence is worth is decided by evidence ([`super::features`]), but
//! what is not proposed here can never be found. Proposed are the lexicon's matches, capitalised
//! sequences, sequences of content words at either end of a phrase, whole lines, whole link texts
//! and whatever is set as code, strong or emphasised.

mod marks;
mod words;

use super::mention::Rule;
use super::reading::TokenizedDocument;
use crate::knowledge::Knowledge;
use crate::knowledge::name_lists;
use crate::knowledge::name_lists::WordClass;
use crate::text::token::{Token, WordShape};
use marks::{lines, marked, matches, whole_labels};
use words::{capitals, nicknamed, phrases, years};

/// Lexicon entries, as a range of an array that holds those of a whole document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Entries {
    pub start: u32,
    pub end: u32,
}

impl Entries {
    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// A word sequence of a block that may be a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposal {
    /// Its first word, as an index into the block's words.
    pub first: u32,
    /// Its last word, included.
    pub last: u32,
    /// The strongest rule that proposed it.
    pub rule: Rule,
    /// The lexicon's entries with this form.
    pub entries: Entries,
}

impl Proposal {
    /// How many words it has.
    pub const fn words(&self) -> usize {
        (self.last - self.first) as usize + 1
    }

    /// The order of proposals: by first word, the longer ones first, the stronger rule first.
    fn order(&self) -> u64 {
        let beyond = u64::from(self.last - self.first);
        u64::from(self.first) << 32 | 0xff_ffff_u64.saturating_sub(beyond) << 8 | self.rule as u64
    }
}

/// The longest name.
const NAME: usize = 8;

/// The proposals of one block, at most one for each word sequence. One of these serves all blocks of
/// a document.
#[derive(Default)]
pub struct Proposals {
    found: Vec<Proposal>,
}

impl Proposals {
    /// The proposals: sorted by place, longer ones first.
    pub fn found(&self) -> &[Proposal] {
        &self.found
    }

    /// Finds those of a block of the front matter or the notes; adds the lexicon's entries for them.
    pub fn of_notes(
        &mut self,
        reading: &TokenizedDocument,
        block: usize,
        knowledge: &Knowledge,
        entries: &mut Vec<u32>,
    ) {
        let words = reading.words(block);
        self.found.clear();
        if words.is_empty() {
            return;
        }
        matches(reading, words, &knowledge.lexicon, entries, self);
        whole_labels(reading, block, &knowledge.lexicon, entries, self);
        lines(reading, block, words, &knowledge.cues, self);
        marked(reading, block, words, &knowledge.cues, self);
        capitals(words, self);
        nicknamed(words, self);
        years(reading, words, self);
        phrases(words, self);
        self.settle();
    }

    /// Finds those of a turn of a transcript: what the lexicon knows, and capitalised sequences. What
    /// the notes know is added by [`Proposals::known`]; [`Proposals::settle`] then puts all in order.
    pub fn of_transcript(
        &mut self,
        reading: &TokenizedDocument,
        block: usize,
        knowledge: &Knowledge,
        entries: &mut Vec<u32>,
    ) {
        let words = reading.words(block);
        self.found.clear();
        matches(reading, words, &knowledge.lexicon, entries, self);
        capitals(words, self);
    }

    /// Adds a sequence that the notes of the document hold.
    pub fn known(&mut self, first: usize, last: usize) {
        self.found.push(Proposal {
            first: first as u32,
            last: last as u32,
            rule: Rule::Phrase,
            entries: Entries::default(),
        });
    }

    fn add(&mut self, words: &[Token], first: usize, last: usize, rule: Rule) {
        // A number alone names nothing.
        if words[first..=last]
            .iter()
            .all(|word| word.shape.has(WordShape::DIGITS))
        {
            return;
        }
        self.found.push(Proposal {
            first: first as u32,
            last: last as u32,
            rule,
            entries: Entries::default(),
        });
    }

    /// Sorts them, and unites doubles under the strongest rule.
    pub fn settle(&mut self) {
        self.found.sort_unstable_by_key(Proposal::order);
        self.found.dedup_by(|next, kept| {
            let same = next.first == kept.first && next.last == kept.last;
            if same && kept.entries.is_empty() {
                kept.entries = next.entries;
            }
            same
        });
    }
}

/// The proposals of a block that properly contain one of them, by index. They stand before it, and
/// not far: no proposal has more than `widest` words beyond its first.
pub fn containers<T>(
    block: &[T],
    proposal: impl Fn(&T) -> Proposal,
    index: usize,
    widest: u32,
) -> impl Iterator<Item = usize> {
    let last = proposal(&block[index]).last;
    let from = last.saturating_sub(widest);
    let start = block[..index].partition_point(|other| proposal(other).first < from);
    (start..index).filter(move |at| proposal(&block[*at]).last >= last)
}

/// Whether a word looks like (a part of) a proper name.
pub fn is_name_like(word: &Token) -> bool {
    word.shape.any(
        WordShape::CAPITAL
            .union(WordShape::MIXED)
            .union(WordShape::ALL_CAPS)
            .union(WordShape::HANDLE)
            .union(WordShape::SYMBOL),
    ) || word.shape.has(WordShape::HAS_DIGIT) && !word.shape.has(WordShape::DIGITS)
}

fn is_stop(word: &Token) -> bool {
    name_lists::of_hash(word.hash).has(WordClass::STOP)
}
