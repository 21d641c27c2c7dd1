//! The words of an episode, by which its text can be compared with others.
//!
//! Sponsors' sections say nothing of an episode and are left out; what a show repeats in every episode
//! only the whole corpus can tell, so that terms of the notes stay with the fingerprint of their block.
//! Of a transcript only words are counted, and a common word only where it is said more than once: it is
//! long enough for the rest to say little more.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::tokenized::TokenizedDocument;
use crate::knowledge::cues::Section;
use crate::knowledge::identity_hasher::IdentityHasher;
use crate::knowledge::name_lists::{WordClass, of_hash};
use crate::knowledge::terms::{push_term_of_word, visit_terms_of};
use crate::source::BlockKind;
use crate::text::token::Token;
use crate::vocabulary::DocumentPart;

/// So many words of a transcript are kept, those said most often first.
const MOST_SPOKEN: usize = 3000;

/// The terms of an episode (see [`knowledge::terms`](crate::knowledge::terms)), with how often each
/// stands there, block by block.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EpisodeTerms {
    /// All terms, a line each.
    text: String,
    /// How often each stands in its block, at most 255.
    counts: Vec<u8>,
    /// The blocks, in reading order.
    blocks: Vec<TermBlock>,
}

/// A block of which terms are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct TermBlock {
    /// The fingerprint of its words; 0 for a transcript.
    fingerprint: u64,
    /// How many terms it has.
    terms: u32,
    /// Whether it says what the episode is about: title, description, tag, category.
    head: bool,
}

/// A term of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs, reason = "callers read it")]
pub struct CountedTerm<'t> {
    /// The term.
    pub term: &'t str,
    /// How often it stands in the block.
    pub count: u8,
    /// Whether the block says what the episode is about.
    pub head: bool,
}

impl EpisodeTerms {
    /// The terms of a document.
    pub(super) fn of(tokenized: &TokenizedDocument<'_>) -> Self {
        let document = tokenized.document;
        let text = document.text.buffer();
        let mut terms = Self::default();
        let mut spoken = SpokenWords::default();
        let mut here = BlockTerms::default();
        for (at, block) in document.blocks.iter().enumerate() {
            let words = tokenized.words(at);
            let (section, fingerprint) = (
                tokenized.blocks[at].section,
                tokenized.blocks[at].fingerprint,
            );
            if block.place == DocumentPart::Transcript {
                spoken.add(words);
            } else if section != Section::Sponsor && !words.is_empty() {
                let head = matches!(
                    block.kind,
                    BlockKind::Title
                        | BlockKind::Description
                        | BlockKind::Category
                        | BlockKind::Tag
                );
                visit_terms_of(text, words, |term| here.add(term));
                let before = terms.counts.len();
                here.drain(|term, count| terms.push(term, count));
                terms.close(before, fingerprint, head);
            }
        }
        let before = terms.counts.len();
        spoken.most_said(text, &mut terms);
        terms.close(before, 0, false);
        terms
    }

    fn push(&mut self, term: &str, count: u8) {
        self.text.extend([term, "\n"]);
        self.counts.push(count);
    }

    /// Makes a block of the terms from a number on, where there are any.
    fn close(&mut self, first: usize, fingerprint: u64, head: bool) {
        let terms = (self.counts.len() - first) as u32;
        if terms > 0 {
            self.blocks.push(TermBlock {
                fingerprint,
                terms,
                head,
            });
        }
    }

    /// The terms, block by block; those of one block once each.
    pub fn iter(&self) -> impl Iterator<Item = CountedTerm<'_>> {
        let heads = self.blocks.iter();
        let heads = heads.flat_map(|block| std::iter::repeat_n(block.head, block.terms as usize));
        let terms = self.text.lines().zip(&self.counts).zip(heads);
        terms.map(|((term, count), head)| CountedTerm {
            term,
            count: *count,
            head,
        })
    }

    /// The same without the blocks that `is_repeated` finds by their fingerprints.
    #[must_use]
    pub fn without(&self, is_repeated: impl Fn(u64) -> bool) -> Self {
        let mut kept = Self::default();
        let (mut text, mut counts) = (&*self.text, &*self.counts);
        for block in &self.blocks {
            let count = block.terms as usize;
            let mut ends = memchr::memchr_iter(b'\n', text.as_bytes());
            let end = ends.nth(count - 1).map_or(text.len(), |end| end + 1);
            let (own_text, own_counts);
            (own_text, text) = text.split_at(end);
            (own_counts, counts) = counts.split_at(count);
            if block.fingerprint == 0 || block.head || !is_repeated(block.fingerprint) {
                let first = kept.counts.len();
                kept.text.push_str(own_text);
                kept.counts.extend_from_slice(own_counts);
                kept.close(first, block.fingerprint, block.head);
            }
        }
        kept
    }
}

/// The terms of a block while it is read. They lie in one text, so that none is allocated by itself.
#[derive(Default)]
struct BlockTerms {
    text: String,
    /// Where each lies there.
    terms: Vec<Range<u32>>,
}

impl BlockTerms {
    fn add(&mut self, term: &str) {
        let start = self.text.len() as u32;
        self.text.push_str(term);
        self.terms.push(start..self.text.len() as u32);
    }

    /// Hands over the terms, sorted, each once, with how often it was added (at most 255).
    fn drain(&mut self, mut visit: impl FnMut(&str, u8)) {
        let term = |range: &Range<u32>| &self.text[range.start as usize..range.end as usize];
        self.terms
            .sort_unstable_by(|one, other| term(one).cmp(term(other)));
        for equal in self.terms.chunk_by(|one, other| term(one) == term(other)) {
            visit(
                term(&equal[0]),
                u8::try_from(equal.len()).unwrap_or(u8::MAX),
            );
        }
        self.terms.clear();
        self.text.clear();
    }
}

/// The words of a transcript by their hashes: each with how often it is said, and where first.
#[derive(Default)]
struct SpokenWords(HashMap<u64, (u32, Token), BuildHasherDefault<IdentityHasher>>);

impl SpokenWords {
    fn add(&mut self, words: &[Token]) {
        for word in words {
            let entry = self.0.entry(u64::from(word.hash)).or_insert((0, *word));
            entry.0 += 1;
        }
    }

    /// Adds the words that say something, most often said first.
    fn most_said(self, text: &str, terms: &mut EpisodeTerms) {
        let common = WordClass::COMMON.union(WordClass::STOP);
        let mut said: Vec<(u32, Token)> = self.0.into_values().collect();
        // By where they stand first, so that the order of the table does not show.
        said.sort_unstable_by_key(|(count, word)| u64::from(!count) << 32 | u64::from(word.start));
        let mut left = MOST_SPOKEN;
        for (count, word) in said {
            let telling = count > 1 || !of_hash(word.hash).intersects(common);
            if left > 0 && telling && push_term_of_word(&word, text, &mut terms.text) {
                terms.text.push('\n');
                terms.counts.push(u8::try_from(count).unwrap_or(u8::MAX));
                left -= 1;
            }
        }
    }
}
