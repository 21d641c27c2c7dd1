//! Candidate spans that the words of a block give by themselves: capitalised sequences, phrases of content words, a
//! name with its year or with a short form inside it.

use super::span::{CandidateSpans, NAME};
use crate::extract::mention::Rule;
use crate::extract::tokenized::TokenizedDocument;
use crate::extract::word::{is_common, is_name_like, is_stop};
use crate::knowledge::cues::Cues;
use crate::knowledge::name_lists;
use crate::knowledge::name_lists::WordClass;
use crate::text::token::{Language, Separator, Token, WordShape};

/// The longest sequence of content words that is proposed.
const PHRASE: usize = 4;

/// How many small words may stand between two parts of a person's name: "de la".
const PARTICLES: usize = 2;

/// Capitalised sequences: the whole, and the parts that a small connecting word, a leading common
/// word or a version number separates.
pub(super) fn capitals(words: &[Token], text: &str, cues: &Cues, out: &mut CandidateSpans) {
    let mut at = 0;
    while at < words.len() {
        if !is_name_like(&words[at]) {
            at += 1;
            continue;
        }
        at += announcement(&words[at..], cues);
        let start = at;
        let mut last = at;
        let mut cuts = Vec::new();
        at += 1;
        while at < words.len() && words[at].gap.joins() {
            // A possessive ends a name: "Google's Kubernetes" is two.
            if words[at - 1].shape.contains(WordShape::POSSESSIVE) {
                break;
            }
            let word = &words[at];
            if is_name_like(word) || word.shape.contains(WordShape::DIGITS) {
                last = at;
                at += 1;
                continue;
            }
            // "Bank of America", "Ann de la Torre"
            let particles = words[at..].iter().take(PARTICLES);
            let particles = particles
                .take_while(|word| word.gap.joins() && cues.is_person_particle(word, text));
            let small = particles
                .count()
                .max(usize::from(connects(word, word.end - word.start)));
            let goes_on = words
                .get(at + small)
                .is_some_and(|next| small > 0 && next.gap.joins() && is_name_like(next));
            if !goes_on {
                break;
            }
            cuts.extend(at..at + small);
            at += small;
        }
        propose_capitals(words, start, last, &cuts, out);
        at = at.max(last + 1);
    }
}

/// How many words stand before what is announced: "Announcing RustFest", "CFP for RustFest".
pub(super) fn announcement(words: &[Token], cues: &Cues) -> usize {
    let joined = |at: usize| words.get(at).filter(|word| word.gap.joins());
    if words.len() < 2 || !cues.announces(&words[0]) {
        return 0;
    }
    match (joined(1), joined(2)) {
        (Some(name), _) if is_name_like(name) => 1,
        (Some(small), Some(name)) if is_stop(small) && is_name_like(name) => 2,
        _ => 0,
    }
}

fn propose_capitals(
    words: &[Token],
    start: usize,
    last: usize,
    cuts: &[usize],
    out: &mut CandidateSpans,
) {
    if last - start < NAME {
        out.add(words, start, last, Rule::Capitals);
    }
    // Each stretch between connecting words, with its prefixes and suffixes.
    let mut first = start;
    for cut in cuts.iter().copied().chain([last + 1]) {
        let end = cut.min(last + 1);
        if end > first {
            let length = end - first;
            if length <= NAME && length <= last - start {
                out.add(words, first, end - 1, Rule::Capitals);
            }
            for size in 1..length.min(NAME + 1) {
                out.add(words, first, first + size - 1, Rule::Capitals);
                out.add(words, end - size, end - 1, Rule::Capitals);
            }
            if length > 2 {
                for middle in first + 1..end - 1 {
                    if is_name_like(&words[middle]) {
                        out.add(words, middle, middle, Rule::Capitals);
                    }
                    if middle + 1 < end - 1 {
                        out.add(words, middle, middle + 1, Rule::Capitals);
                    }
                }
            }
        }
        first = cut + 1;
    }
}

/// Small words that may stand inside a name ("Bank of America", "Kubernetes the Hard Way").
fn connects(word: &Token, text_len: u32) -> bool {
    word.shape.contains(WordShape::LOWER) && text_len <= 3 && is_stop(word)
}

/// Sequences of content words: the whole phrase, and its ends.
pub(super) fn phrases(words: &[Token], out: &mut CandidateSpans) {
    // Where no small words are known, "di" would be as much of a term as any other word.
    if words
        .first()
        .is_some_and(|word| word.language == Language::Other)
    {
        return;
    }
    let mut first = 0;
    while first < words.len() {
        if !is_content(&words[first]) {
            first += 1;
            continue;
        }
        let mut end = first + 1;
        while end < words.len()
            && words[end].gap.joins()
            && is_content(&words[end])
            && !words[end - 1].shape.contains(WordShape::POSSESSIVE)
        {
            end += 1;
        }
        let length = end - first;
        // A common word alone is a name only where something sets it apart: a capital, a link, a
        // line or tag of its own, the lexicon. Other rules see to that.
        for word in (first..end).filter(|word| !is_common(&words[*word])) {
            out.add(words, word, word, Rule::Phrase);
        }
        for size in 2..=length.min(PHRASE) {
            out.add(words, end - size, end - 1, Rule::Phrase);
            out.add(words, first, first + size - 1, Rule::Phrase);
        }
        if length > 2 {
            for start in first + 1..end - 1 {
                if start + 2 < end {
                    out.add(words, start, start + 1, Rule::Phrase);
                }
            }
        }
        first = end;
    }
}

/// Whether a word can be part of a term: no stop word, no bare number, no single letter.
fn is_content(word: &Token) -> bool {
    !is_stop(word) && !word.shape.contains(WordShape::DIGITS) && word.end - word.start > 1
}

/// A name with the year behind it: "I/O 2016", "Next '18".
pub(super) fn years(tokenized: &TokenizedDocument, words: &[Token], out: &mut CandidateSpans) {
    let text = tokenized.document.text.buffer();
    let mut dated = Vec::new();
    for span in &out.found {
        let Some(year) = words.get(span.last as usize + 1) else {
            continue;
        };
        let digits =
            year.shape.contains(WordShape::DIGITS) && matches!(year.end - year.start, 2 | 4);
        let short = year.end - year.start == 2;
        let quoted = text[..year.start as usize].ends_with(['\'', '’', '‘']);
        // "Ann Quill's 1992 campaign": the year is not hers.
        let end = &words[span.last as usize];
        let named = is_name_like(end) && !end.shape.contains(WordShape::POSSESSIVE);
        if digits
            && named
            && if short {
                quoted
            } else {
                year.gap <= Separator::Space
            }
        {
            dated.push((span.first as usize, span.last as usize + 1));
        }
    }
    for (first, last) in dated {
        out.add(words, first, last, Rule::Capitals);
    }
}

/// A name with a short form inside it: "Emiliano (Emi) Martínez", 'Robert "Bob" Martin'.
pub(super) fn nicknamed(words: &[Token], out: &mut CandidateSpans) {
    for (at, three) in words.windows(3).enumerate() {
        let [before, short, after] = three else {
            continue;
        };
        let marked =
            matches!(short.gap, Separator::Bracket | Separator::Quote) && after.gap == short.gap;
        let proper = three.iter().all(|word| {
            word.shape
                .intersects(WordShape::CAPITAL.union(WordShape::MIXED))
                && !word
                    .shape
                    .intersects(WordShape::ALL_CAPS.union(WordShape::POSSESSIVE))
        });
        let given = |word: &Token| name_lists::of_token(word).contains(WordClass::GIVEN);
        if marked
            && proper
            && given(before)
            && !name_lists::of_token(after).contains(WordClass::STOP)
        {
            out.add(words, at, at + 2, Rule::Capitals);
        }
    }
}
