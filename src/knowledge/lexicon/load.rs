//! The flat lexicon as a dictionary: which forms lead to which entry.
//!
//! Beside the forms that an entry names, some others follow from them: plurals of concepts, camel
//! case taken apart, hyphenated names closed up.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::entry::{Case, Entry, EntryId};
use super::trie::{Builder, LONGEST, Plural};
use super::{Lexicon, folded};
use crate::knowledge::name_lists;
use crate::text::token::{Separator, Token, WordShape, tokenize, word_hash};
use crate::vocabulary::Kind;

impl Lexicon {
    /// Reads flat lines; entries that begin before the offset `wins` take their forms from those
    /// behind it.
    pub(super) fn build(text: Cow<'static, str>, wins: usize) -> Self {
        // About one form in twenty bytes, and not quite two words per form.
        let mut builder = Builder::with_capacity(text.len() / 14);
        let mut lines = Vec::with_capacity(text.len() / 40);
        let mut traits = Vec::with_capacity(text.len() / 40);
        let mut taken = BTreeSet::new();
        let mut tokens = Vec::new();
        let mut at = 0;
        for line in text.split_terminator('\n') {
            let span = at as u32..(at + line.len()) as u32;
            let ours = at >= wins;
            at += line.len() + 1;
            let entry = Entry::read(line);
            traits.push(entry.traits());
            if ours && taken.contains(&folded(entry.name)) {
                lines.push(0..0);
                continue;
            }
            let id = EntryId(lines.len() as u32);
            lines.push(span);
            for (alias, form) in entry.forms().enumerate() {
                if wins < text.len() {
                    if !ours {
                        taken.insert(folded(form));
                    } else if taken.contains(&folded(form)) {
                        continue;
                    }
                }
                tokens.clear();
                tokenize(form, 0..form.len(), Separator::Block, &mut tokens);
                if tokens.len() > LONGEST {
                    continue;
                }
                let start = form.as_ptr() as usize - text.as_ptr() as usize;
                let named = Named {
                    entry: &entry,
                    form,
                    tokens: &tokens,
                    number: (id, alias as u16),
                    span: start..start + form.len(),
                };
                named.insert_all(&mut builder);
            }
        }
        Self {
            lines,
            traits,
            trie: builder.finish(),
            text,
        }
    }
}

/// A form, cut into words.
struct Named<'a> {
    entry: &'a Entry<'a>,
    form: &'a str,
    tokens: &'a [Token],
    number: (EntryId, u16),
    span: Range<usize>,
}

impl Named<'_> {
    /// Adds the form and what follows from it.
    fn insert_all(&self, builder: &mut Builder) {
        let case = self.entry.case;
        let Some((last, before)) = self.tokens.split_last() else {
            return;
        };
        let before = before.iter().map(|token| token.hash);
        let acronym = acronym_case(case, self.tokens, last.hash);
        self.insert(
            builder,
            before.clone().chain([last.hash]),
            acronym,
            Plural::No,
        );
        if let Some(parts) = humps(self.form, self.tokens) {
            let words = parts.iter().map(|part| word_hash(part));
            self.insert(builder, words, case.max(Case::Capital), Plural::No);
        }
        if let Some(whole) = closed_up(self.form, self.tokens) {
            self.insert(
                builder,
                std::iter::once(word_hash(&whole)),
                case,
                Plural::No,
            );
        }
        let word = last.text(self.form);
        let countable =
            self.entry.kind == Kind::Concept && word.is_ascii() && self.form.ends_with(word);
        if let Some(plural) = Plural::of(word).filter(|_| countable) {
            let last = word_hash(&plural.apply(word));
            let case = acronym_case(case, self.tokens, last);
            self.insert(builder, before.chain([last]), case, plural);
        }
    }

    fn insert(
        &self,
        builder: &mut Builder,
        words: impl Iterator<Item = u32>,
        case: Case,
        plural: Plural,
    ) {
        builder.insert(words, self.number, (case, plural), self.span.clone());
    }
}

/// An acronym that reads as a common word ("HA", and its plural "HAs") counts only as spelled.
fn acronym_case(case: Case, tokens: &[Token], hash: u32) -> Case {
    let [token] = tokens else { return case };
    let common = name_lists::WordClass::COMMON.union(name_lists::WordClass::STOP);
    if token.shape.contains(WordShape::ALL_CAPS) && name_lists::of_hash(hash).intersects(common) {
        return Case::Exact;
    }
    case
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
