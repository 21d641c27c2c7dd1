//! What a text is cut into: words, what they look like, and what separates them.

use std::ops::Range;

use bitflags::bitflags;

use super::language::Language;

/// A word and what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Token {
    /// First byte of the word in the text.
    pub start: u32,
    /// One past its last byte, less a possessive `'s`.
    pub end: u32,
    /// Hash of the word in lower case: see [`word_hash`](super::word_hash).
    pub hash: u32,
    /// What the word looks like.
    pub shape: WordShape,
    /// What stands between the previous word and this one.
    pub gap: Separator,
    /// The language that it is read as: English, unless whoever cut the text knows better.
    pub language: Language,
}

impl Token {
    /// The word's bytes in its text.
    pub const fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The word as it stands in its text.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.range()]
    }
}

bitflags! {
    /// What a word looks like.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub struct WordShape: u16 {
        /// The first letter is a capital (`Rust`, `LINUX`, `GitLab`).
        const CAPITAL = 1;
        /// Two letters or more, all of them capitals (`DNS`, `K8S`).
        const ALL_CAPS = 1 << 1;
        /// Letters, none of them a capital.
        const LOWER = 1 << 2;
        /// A capital behind a small letter (`GitLab`, `iPhone`).
        const MIXED = 1 << 3;
        /// Nothing but digits.
        const DIGITS = 1 << 4;
        /// At least one digit.
        const HAS_DIGIT = 1 << 5;
        /// A `+`, `#` or opening `.` belongs to the word.
        const SYMBOL = 1 << 6;
        /// An `@` stands before it.
        const HANDLE = 1 << 7;
        /// A `#` stands before it.
        const HASHTAG = 1 << 8;
        /// An `'s` follows it.
        const POSSESSIVE = 1 << 9;
        /// Letters or digits beyond ASCII.
        const NON_ASCII = 1 << 10;
    }
}

impl WordShape {
    /// The shape of a word in small letters as if it opened with a capital.
    #[must_use]
    pub const fn capitalised(self) -> Self {
        match self.contains(Self::LOWER) {
            true => self.difference(Self::LOWER).union(Self::CAPITAL),
            false => self,
        }
    }

    /// Sets flags where `when` holds.
    pub(super) const fn add(&mut self, other: Self, when: bool) {
        // Without a branch: half of the words would go the other way.
        let flags = other.bits() * when as u16;
        *self = self.union(Self::from_bits_retain(flags));
    }
}

/// What stands between two words, from what binds most to what divides most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Separator {
    /// Nothing: the words touch (at a change of style, or at a sign such as `+` within `a+b`).
    None,
    /// White space.
    Space,
    /// `-` or `_` between two letters.
    Hyphen,
    /// `/` between two letters.
    Slash,
    /// `.` between two letters.
    Dot,
    /// An apostrophe between two letters.
    Apostrophe,
    /// `&`, with or without spaces.
    Ampersand,
    /// `. ` behind an initial or a title: `Samuel L. Jackson`, `Dr. Who`.
    Abbreviation,
    /// A quotation mark.
    Quote,
    /// A round, square, curly or angle bracket.
    Bracket,
    /// Any other sign.
    Symbol,
    /// A comma, or a hyphen or slash with a space beside it.
    Comma,
    /// What ends a sentence or a clause: `.` `!` `?` `:` `;`, a dash.
    Sentence,
    /// The start of a block.
    Block,
}

impl Separator {
    /// Whether a name may reach across it.
    pub const fn joins(self) -> bool {
        (self as u8) <= Self::Abbreviation as u8
    }

    /// What it means when white space or another sign stands beside it.
    pub(super) const fn apart(self) -> Self {
        match self {
            Self::Hyphen | Self::Slash => Self::Comma,
            Self::Dot => Self::Sentence,
            Self::Apostrophe => Self::Quote,
            other => other,
        }
    }

    pub(super) fn then(self, next: Self) -> Self {
        match (self, next) {
            (Self::None, gap) | (gap, Self::None) => gap,
            (before, after) => before.apart().max(after.apart()),
        }
    }
}
