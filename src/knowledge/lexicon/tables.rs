//! A lexicon as tables: its entries, and the trie of their forms. Those of the shipped lexicon are made by the
//! build script, which compiles this module too; those of users' lexicons at run time.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::forms::Named;
use super::line::{EntryId, Line};
use super::trie::{EntryForm, LONGEST, Trie};
use super::trie_builder::TrieBuilder;
use crate::knowledge::rows::{self, Rows};
use crate::text::token::{Separator, tokenize, words_of};

/// An entry as a row: where its line begins and how long it is (0 where a user's entry has taken its place),
/// the letters of its kinds, the words of its shortest ambiguous form (0 where it has none), how well known it
/// is, the words of its name, whether it is technical.
pub(super) type EntryRow = [u8; 14];

/// The tables of a lexicon whose text is held elsewhere.
#[derive(Debug, Clone)]
pub(crate) struct Tables {
    pub(super) entries: Rows<{ size_of::<EntryRow>() }>,
    pub(super) trie: Trie,
}

impl Tables {
    /// The tables of a flat lexicon; entries that begin before the offset `wins` take their forms from those
    /// behind it. `is_common` tells common words by their hashes.
    pub(crate) fn build(text: &str, wins: usize, is_common: &impl Fn(u32) -> bool) -> Self {
        // About one form in twenty bytes, and not quite two words per form.
        let mut builder = TrieBuilder::with_capacity(text.len() / 14);
        let mut entries = Vec::with_capacity(text.len() / 40);
        let mut taken = BTreeSet::new();
        let mut tokens = Vec::new();
        let mut at = 0;
        for written in text.split_terminator('\n') {
            let (start, ours) = (at, at >= wins);
            at += written.len() + 1;
            let line = Line::read(written);
            if ours && taken.contains(&folded(line.name)) {
                entries.push(entry_row(start, 0, &line));
                continue;
            }
            let id = EntryId(entries.len() as u32);
            entries.push(entry_row(start, written.len(), &line));
            for (alias, name) in line.forms().enumerate() {
                if wins < text.len() {
                    if !ours {
                        taken.insert(folded(name));
                    } else if taken.contains(&folded(name)) {
                        continue;
                    }
                }
                tokens.clear();
                tokenize(name, 0..name.len(), Separator::Block, &mut tokens);
                if tokens.len() > LONGEST {
                    continue;
                }
                let start = name.as_ptr() as usize - text.as_ptr() as usize;
                let span = start..start + name.len();
                let named = Named {
                    name,
                    tokens: &tokens,
                    case: line.case,
                    is_countable: line.is_countable(),
                };
                named.visit(is_common, |words, case, plural| {
                    let form = EntryForm::new((id, alias as u16), (case, plural), &span);
                    builder.insert(words.iter().copied(), form);
                });
            }
        }
        Self {
            entries: Cow::Owned(entries),
            trie: builder.finish(),
        }
    }

    /// The tables as a file.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        rows::write(&self.entries, &mut bytes);
        self.trie.write(&mut bytes);
        bytes
    }

    /// The tables that [`Tables::to_bytes`] has written, where they lie.
    pub(crate) fn of_bytes(mut bytes: &'static [u8]) -> Self {
        Self {
            entries: rows::read(&mut bytes),
            trie: Trie::read(&mut bytes),
        }
    }
}

fn entry_row(start: usize, len: usize, line: &Line<'_>) -> EntryRow {
    let mut row: EntryRow = rows::row(&[start as u32, len as u32]);
    let technical = u8::from(line.is_technical());
    let signs = [
        line.kind,
        line.also,
        line.ambiguous_words(),
        line.known,
        line.name_words(),
        technical,
    ];
    row[8..].copy_from_slice(&signs);
    row
}

/// The words of a name in lower case.
pub(crate) fn folded(name: &str) -> String {
    let tokens = words_of(name);
    let words: Vec<_> = tokens
        .iter()
        .map(|token| token.text(name).to_lowercase())
        .collect();
    words.join(" ")
}
