//! What a text is cut into: words, what they look like, and what separates them.

use std::ops::Range;

/// A word and what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte of the word in the text.
    pub start: u32,
    /// One past its last byte, less a possessive `'s`.
    pub end: u32,
    /// Hash of the word in lower case: see [`word_hash`].
    pub hash: u32,
    /// What the word looks like.
    pub shape: WordShape,
    /// What stands between the previous word and this one.
    pub gap: Separator,
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

/// What a word looks like: a set of flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WordShape(u16);

impl WordShape {
    /// No flag.
    pub const NONE: Self = Self(0);
    /// The first letter is a capital (`Rust`, `LINUX`, `GitLab`).
    pub const CAPITAL: Self = Self(1);
    /// Two letters or more, all of them capitals (`DNS`, `K8S`).
    pub const ALL_CAPS: Self = Self(1 << 1);
    /// Letters, none of them a capital.
    pub const LOWER: Self = Self(1 << 2);
    /// A capital behind a small letter (`GitLab`, `iPhone`).
    pub const MIXED: Self = Self(1 << 3);
    /// Nothing but digits.
    pub const DIGITS: Self = Self(1 << 4);
    /// At least one digit.
    pub const HAS_DIGIT: Self = Self(1 << 5);
    /// A `+`, `#` or opening `.` belongs to the word.
    pub const SYMBOL: Self = Self(1 << 6);
    /// An `@` stands before it.
    pub const HANDLE: Self = Self(1 << 7);
    /// A `#` stands before it.
    pub const HASHTAG: Self = Self(1 << 8);
    /// An `'s` follows it.
    pub const POSSESSIVE: Self = Self(1 << 9);
    /// Letters or digits beyond ASCII.
    pub const NON_ASCII: Self = Self(1 << 10);

    /// Whether all flags of `other` are set.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any flag of `other` is set.
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The shape of a word in small letters as if it opened with a capital.
    #[must_use]
    pub const fn capitalised(self) -> Self {
        match self.has(Self::LOWER) {
            true => Self(self.0 & !Self::LOWER.0 | Self::CAPITAL.0),
            false => self,
        }
    }

    pub(super) const fn set(&mut self, other: Self, when: bool) {
        // Without a branch: half of the words would go the other way.
        self.0 |= other.0 * when as u16;
    }
}

/// What stands between two words, from what binds most to what divides most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
