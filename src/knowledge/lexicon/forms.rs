//! The forms that a name is found by: beside its spelling, plurals of concepts, camel case taken apart,
//! hyphenated names closed up. This module stands alone: the build script compiles it too.

use super::line::Case;
use super::trie::Plural;
use crate::text::token::{Separator, Token, WordShape, word_hash};

/// A name of an entry, cut into words.
pub(super) struct Named<'a> {
    pub(super) name: &'a str,
    pub(super) tokens: &'a [Token],
    /// In which letter case it counts.
    pub(super) case: Case,
    /// Whether its plural is meant too.
    pub(super) is_countable: bool,
}

impl Named<'_> {
    /// Visits the forms: the hashes of their words, in which letter case they count, and what the text has
    /// behind the last word. `is_common` tells common words by their hashes.
    pub(super) fn visit(
        &self,
        is_common: &impl Fn(u32) -> bool,
        mut visit: impl FnMut(&[u32], Case, Plural),
    ) {
        let case = self.case;
        let Some(last) = self.tokens.last() else {
            return;
        };
        let mut words: Vec<u32> = self.tokens.iter().map(|token| token.hash).collect();
        visit(&words, self.acronym_case(is_common, last.hash), Plural::No);
        if let Some(parts) = humps(self.name, self.tokens) {
            let parts: Vec<u32> = parts.iter().map(|part| word_hash(part)).collect();
            visit(&parts, case.max(Case::Capital), Plural::No);
        }
        if let Some(whole) = closed_up(self.name, self.tokens) {
            visit(&[word_hash(&whole)], case, Plural::No);
        }
        let word = last.text(self.name);
        let countable = self.is_countable && word.is_ascii() && self.name.ends_with(word);
        if let Some(plural) = Plural::of(word).filter(|_| countable) {
            let last = word_hash(&plural.apply(word));
            words.pop();
            words.push(last);
            visit(&words, self.acronym_case(is_common, last), plural);
        }
    }

    /// An acronym that reads as a common word ("HA", and its plural "HAs") counts only as spelled.
    fn acronym_case(&self, is_common: &impl Fn(u32) -> bool, hash: u32) -> Case {
        match self.tokens {
            [token] if token.shape.contains(WordShape::ALL_CAPS) && is_common(hash) => Case::Exact,
            _ => self.case,
        }
    }
}

/// The parts of a name in camel case, each of three letters or more: speech writes "Big Query".
fn humps<'n>(name: &'n str, tokens: &[Token]) -> Option<Vec<&'n str>> {
    let [token] = tokens else { return None };
    let word = token.text(name);
    if !token.shape.contains(WordShape::MIXED) || !word.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let bytes = word.as_bytes();
    let mut parts = Vec::new();
    let mut start = 0;
    for at in 1..=bytes.len() {
        let border = at == bytes.len()
            || bytes[at - 1].is_ascii_lowercase() && bytes[at].is_ascii_uppercase();
        if border {
            parts.push(&word[start..at]);
            start = at;
        }
    }
    parts.iter().all(|part| part.len() > 2).then_some(parts)
}

/// A name of two words with a hyphen, dot or slash between them, as one word: "frontend", "nextjs".
fn closed_up(name: &str, tokens: &[Token]) -> Option<String> {
    let [first, second] = tokens else { return None };
    let (first, last) = (first.text(name), second.text(name));
    let joint = matches!(
        second.gap,
        Separator::Hyphen | Separator::Dot | Separator::Slash
    );
    let letters = |word: &str| word.chars().all(char::is_alphabetic);
    let closed = joint && letters(first) && letters(last) && first.len() + last.len() > 4;
    closed.then(|| [first, last].concat())
}
