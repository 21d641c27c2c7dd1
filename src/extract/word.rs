//! What single words look like: the questions that candidate generation, features and roles all ask.

use crate::knowledge::name_lists;
use crate::knowledge::name_lists::WordClass;
use crate::text::token::{Token, WordShape};

/// Whether a word looks like (a part of) a proper name.
pub(super) fn is_name_like(word: &Token) -> bool {
    word.shape.intersects(
        WordShape::CAPITAL
            .union(WordShape::MIXED)
            .union(WordShape::ALL_CAPS)
            .union(WordShape::HANDLE)
            .union(WordShape::SYMBOL),
    ) || word.shape.contains(WordShape::HAS_DIGIT) && !word.shape.contains(WordShape::DIGITS)
}

/// Whether a word is a common one of its language.
pub(super) fn is_common(word: &Token) -> bool {
    name_lists::of_token(word).intersects(WordClass::COMMON.union(WordClass::STOP))
}

/// Whether a word is a stop word.
pub(super) fn is_stop(word: &Token) -> bool {
    name_lists::of_token(word).contains(WordClass::STOP)
}

/// The letter case of a word, as one letter of a word-shape pattern: `C` capital first, `A` all
/// capitals, `M` mixed, `l` lower case, `k` lower case with digits, `0` digits, `@` an account name.
pub(super) fn letter_case(word: &Token) -> u8 {
    let shape = word.shape;
    if shape.contains(WordShape::HANDLE) {
        b'@'
    } else if shape.contains(WordShape::DIGITS) {
        b'0'
    } else if shape.contains(WordShape::MIXED) {
        b'M'
    } else if shape.contains(WordShape::ALL_CAPS) {
        b'A'
    } else if shape.contains(WordShape::CAPITAL) {
        b'C'
    } else if shape.contains(WordShape::HAS_DIGIT) {
        b'k'
    } else {
        b'l'
    }
}
