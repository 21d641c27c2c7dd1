//! Names by the words that they are made of: the same name wherever it stands, and in the transcript what the notes
//! call so.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::word::is_name_like;
use crate::knowledge::identity_hasher::IdentityHasher;
use crate::knowledge::word_set::WordSet;
use crate::text::token::Token;
use crate::text::work;

/// What is found by a hash.
pub(super) type ByHash<T> = HashMap<u64, T, BuildHasherDefault<IdentityHasher>>;

/// Names, found by what they begin with: a hash of each beginning of a name, and whether a name ends there.
#[derive(Default)]
pub(super) struct KnownNames {
    /// The first words: most words of a transcript are none of them, and need no look-up.
    openings: WordSet,
    beginnings: ByHash<bool>,
}

impl KnownNames {
    pub(super) fn add(&mut self, words: &[Token]) {
        self.openings.extend([words[0].hash]);
        let mut hash = NO_WORDS;
        for (at, word) in words.iter().enumerate() {
            hash = with_word(hash, word);
            *self.beginnings.entry(hash).or_default() |= at + 1 == words.len();
        }
    }

    /// The last words of the names that begin with the first of some words; nothing but spaces stands
    /// within a name.
    pub(super) fn beginning(&self, words: &[Token]) -> impl Iterator<Item = usize> {
        let opens = |word: &Token| self.openings.contains(&word.hash);
        let words = match words.first() {
            Some(first) if opens(first) => words,
            _ => &[],
        };
        let mut hash = NO_WORDS;
        let words = words.iter().enumerate();
        let joined = words.take_while(|(at, word)| *at == 0 || word.gap.joins());
        joined
            .map_while(move |(at, word)| {
                work::steps(1);
                hash = with_word(hash, word);
                Some((at, *self.beginnings.get(&hash)?))
            })
            .filter_map(|(at, ends)| ends.then_some(at))
    }
}

/// The hash of a name without words.
const NO_WORDS: u64 = 0xcbf2_9ce4_8422_2325;

/// The hash of a name with one word more.
fn with_word(hash: u64, word: &Token) -> u64 {
    let hash = (hash ^ u64::from(word.hash)).wrapping_mul(0x0100_0000_01b3);
    hash ^ hash >> 29
}

/// A hash of the words that make a name; the last bit tells whether any has a capital.
pub(super) fn identity(words: &[Token]) -> u64 {
    let hash = words.iter().fold(NO_WORDS, with_word);
    (hash << 1) | u64::from(words.iter().any(is_name_like))
}
