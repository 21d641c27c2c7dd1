//! Candidate generation: which word sequences of a block may be names, before anything is decided.
//!
//! Generous on purpose: what a sequence is worth is decided by its features, but what is not proposed
//! here can never be found. Proposed are the lexicon's matches, capitalised sequences, sequences of
//! content words at either end of a phrase, whole lines, whole link texts and whatever is set as code,
//! strong or emphasised.

mod marks;
mod span;
mod words;

use super::tokenized::TokenizedDocument;
use crate::knowledge::Knowledge;
use marks::{lexicon_matches, lines, marked, whole_labels};
pub(super) use span::{CandidateSpan, CandidateSpans, EntryRange, containers};
use words::{capitals, nicknamed, phrases, years};

/// Finds the candidate spans of a block of the front matter or the notes, in order; adds the
/// lexicon's entries for them to `entries`.
pub(super) fn of_notes(
    out: &mut CandidateSpans,
    tokenized: &TokenizedDocument,
    block: usize,
    knowledge: &Knowledge,
    entries: &mut Vec<u32>,
) {
    let words = tokenized.words(block);
    out.clear();
    if words.is_empty() {
        return;
    }
    lexicon_matches(tokenized, words, &knowledge.lexicon, entries, out);
    whole_labels(tokenized, block, &knowledge.lexicon, entries, out);
    lines(tokenized, block, words, tokenized.cues, out);
    marked(tokenized, block, words, tokenized.cues, out);
    let text = tokenized.document.text.buffer();
    capitals(words, text, tokenized.cues, out);
    nicknamed(words, out);
    years(tokenized, words, out);
    phrases(words, out);
    out.sort();
}

/// Finds the candidate spans of a turn of a transcript: what the lexicon knows, and capitalised
/// sequences. The caller adds what the notes know ([`CandidateSpans::add_known`]) and then puts all in
/// order ([`CandidateSpans::sort`]).
pub(super) fn of_transcript(
    out: &mut CandidateSpans,
    tokenized: &TokenizedDocument,
    block: usize,
    knowledge: &Knowledge,
    entries: &mut Vec<u32>,
) {
    let words = tokenized.words(block);
    out.clear();
    lexicon_matches(tokenized, words, &knowledge.lexicon, entries, out);
    let text = tokenized.document.text.buffer();
    capitals(words, text, tokenized.cues, out);
}
