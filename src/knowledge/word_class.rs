//! What is known of a single word, and how the table of words is laid out. This module stands alone:
//! the build script, which makes that table, compiles it too.

/// What is known of a word: a set of flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WordClass(u16);

impl WordClass {
    /// Nothing is known.
    pub const NONE: Self = Self(0);
    /// A given name.
    pub const GIVEN: Self = Self(1);
    /// One of the commonest given names of the English-speaking world and its neighbours.
    pub const COMMON_GIVEN: Self = Self(1 << 1);
    /// A surname.
    pub const SURNAME: Self = Self(1 << 2);
    /// A common English word, names and technical terms aside.
    pub const COMMON: Self = Self(1 << 3);
    /// A stop word: article, pronoun, preposition, auxiliary.
    pub const STOP: Self = Self(1 << 4);
    /// A name that is a word or the name of a product too: Mark, Will, May, Ruby, Jenkins.
    pub const AMBIGUOUS: Self = Self(1 << 5);
    /// A place: continent, country, region or city; also of several words with a space between.
    pub const PLACE: Self = Self(1 << 6);
    /// The last word of a place's name of several words.
    pub const PLACE_END: Self = Self(1 << 7);
    /// A word that opens the names of places: New, San, South.
    pub const PLACE_OPENING: Self = Self(1 << 8);

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

    /// Sets the flags of `other` too.
    pub const fn insert(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// The flags as a number.
    pub const fn bits(self) -> u16 {
        self.0
    }

    /// The flags that a number stands for.
    pub const fn of_bits(bits: u16) -> Self {
        Self(bits)
    }
}

/// In the table of words, the upper bits of a hash choose the slot, the lower bits are kept above the flags. Together they
/// are the whole hash, for no word lies far behind its slot (the build script sees to that).
pub(crate) const SLOT_BITS: u32 = 19;
/// How many flags there are.
pub(crate) const FLAG_BITS: u32 = 9;
