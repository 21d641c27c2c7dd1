//! What is known of a single word, and how the table of words is laid out. This module stands alone:
//! the build script, which makes that table, compiles it too.

use bitflags::bitflags;

bitflags! {
    /// What is known of a word.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub struct WordClass: u16 {
        /// A given name.
        const GIVEN = 1;
        /// One of the commonest given names of the English-speaking world and its neighbours.
        const COMMON_GIVEN = 1 << 1;
        /// A surname.
        const SURNAME = 1 << 2;
        /// A common English word, names and technical terms aside.
        const COMMON = 1 << 3;
        /// A stop word: article, pronoun, preposition, auxiliary.
        const STOP = 1 << 4;
        /// A name that is a word or the name of a product too: Mark, Will, May, Ruby, Jenkins.
        const AMBIGUOUS = 1 << 5;
        /// A place: continent, country, region or city; also of several words with a space between.
        const PLACE = 1 << 6;
        /// The last word of a place's name of several words.
        const PLACE_END = 1 << 7;
        /// A word that opens the names of places: New, San, South.
        const PLACE_OPENING = 1 << 8;
        /// A small or common word of German, in whatever letter case.
        const GERMAN = 1 << 9;
        /// One of French.
        const FRENCH = 1 << 10;
        /// One of Spanish or Portuguese.
        const IBERIAN = 1 << 11;
        /// A stop word of the languages that it is a word of, English aside.
        const SMALL = 1 << 12;
    }
}

/// In the table of words, the upper bits of a hash choose the slot, the lower bits are kept above the flags. Together they
/// are the whole hash, for no word lies far behind its slot (the build script sees to that).
pub(crate) const SLOT_BITS: u32 = 19;
/// How many flags there are.
pub(crate) const FLAG_BITS: u32 = 13;
