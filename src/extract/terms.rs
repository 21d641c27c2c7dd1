//! The words of an episode, by which its text can be compared with others.
//!
//! Sponsors' sections say nothing of an episode and are left out; what a show repeats in every episode
//! only the whole corpus can tell, so that terms of the notes stay with the fingerprint of their block.
//! Of a transcript only words are counted, and a common word only where it is said more than once: it is
//! long enough for the rest to say little more.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasherDefault;

use serde::{Deserialize, Serialize};

use super::tokenized::TokenizedDocument;
use crate::knowledge::cues::Section;
use crate::knowledge::identity_hasher::IdentityHasher;
use crate::knowledge::name_lists::is_common;
use crate::knowledge::terms::{term_of_word, visit_terms_of};
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
                let mut here: BTreeMap<String, u8> = BTreeMap::new();
                visit_terms_of(text, words, |term| count(&mut here, term));
                let here = here.iter().map(|(term, count)| (term.as_str(), *count));
                terms.push(fingerprint, head, here);
            }
        }
        let spoken = spoken.most_said(text);
        terms.push(
            0,
            false,
            spoken.iter().map(|(word, count)| (word.as_str(), *count)),
        );
        terms
    }

    fn push<'t>(
        &mut self,
        fingerprint: u64,
        head: bool,
        terms: impl Iterator<Item = (&'t str, u8)>,
    ) {
        let before = self.counts.len();
        for (term, count) in terms {
            self.text.extend([term, "\n"]);
            self.counts.push(count);
        }
        let terms = (self.counts.len() - before) as u32;
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
        let mut terms = self.text.lines().zip(self.counts.iter().copied());
        for block in &self.blocks {
            let own = terms.by_ref().take(block.terms as usize);
            if block.fingerprint != 0 && !block.head && is_repeated(block.fingerprint) {
                own.for_each(drop);
            } else {
                kept.push(block.fingerprint, block.head, own);
            }
        }
        kept
    }
}

fn count(counts: &mut BTreeMap<String, u8>, term: &str) {
    match counts.get_mut(term) {
        Some(known) => *known = known.saturating_add(1),
        None => {
            counts.insert(term.to_owned(), 1);
        }
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

    /// The words that say something, most often said first.
    fn most_said(self, text: &str) -> Vec<(String, u8)> {
        let mut said: Vec<(u32, Token)> = self.0.into_values().collect();
        // By where they stand first, so that the order of the table does not show.
        said.sort_unstable_by_key(|(count, word)| (std::cmp::Reverse(*count), word.start));
        let words = said.into_iter().filter_map(|(count, word)| {
            let written = word.text(text);
            let term =
                term_of_word(written, word.shape).filter(|_| count > 1 || !is_common(written))?;
            Some((term, u8::try_from(count).unwrap_or(u8::MAX)))
        });
        words.take(MOST_SPOKEN).collect()
    }
}
