//! Words that names are made of, and words that they are not: given names, surnames, nicknames,
//! places, common words and stop words of English, and of German, French, Spanish and Portuguese.
//!
//! The lists lie in `src/data/names`; the build script makes one table of word hashes from them, so
//! that one look-up tells everything about a word and nothing is built at start-up.

use std::sync::OnceLock;

pub use super::word_class::WordClass;
use super::word_class::{FLAG_BITS, SLOT_BITS};
use crate::text::token::{Language, Token, word_hash};

/// `u32` numbers, little-endian: the words, 0 where there is none, each in the first free slot from
/// its own on.
static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.bin"));

/// What is known of the word with this hash ([`Token::hash`](crate::text::token::Token::hash)).
#[inline]
pub fn of_hash(hash: u32) -> WordClass {
    let slot = (hash >> (32 - SLOT_BITS)) as usize;
    let key = hash << FLAG_BITS >> FLAG_BITS;
    let (words, _) = TABLE[slot * 4..].as_chunks();
    for word in words {
        let word = u32::from_le_bytes(*word);
        if word == 0 {
            break;
        }
        if word >> FLAG_BITS == key {
            return WordClass::from_bits_retain((word & ((1 << FLAG_BITS) - 1)) as u16);
        }
    }
    WordClass::empty()
}

/// What is known of a word in a text of its language: there a common word or stop word is one of that
/// language. Of a language without lists no word is known to be a stop word.
#[inline]
pub fn of_token(word: &Token) -> WordClass {
    let class = of_hash(word.hash);
    if word.language == Language::English {
        return class;
    }
    in_language(class, word.language)
}

/// The class of a word in a text of another language than English.
fn in_language(class: WordClass, language: Language) -> WordClass {
    let of = match language {
        Language::German => WordClass::GERMAN,
        Language::French => WordClass::FRENCH,
        Language::Spanish | Language::Portuguese => WordClass::IBERIAN,
        _ => WordClass::empty(),
    };
    let mut here = class.difference(WordClass::STOP);
    if class.intersects(of) {
        here.insert(WordClass::COMMON);
        here.set(WordClass::STOP, class.contains(WordClass::SMALL));
    }
    here
}

/// What is known of a single word, in any letter case.
pub fn word(word: &str) -> WordClass {
    of_hash(word_hash(word))
}

/// Whether it is a given name.
pub fn is_given(name: &str) -> bool {
    word(name).contains(WordClass::GIVEN)
}

/// Whether it is a surname.
pub fn is_surname(name: &str) -> bool {
    word(name).contains(WordClass::SURNAME)
}

/// Whether it is a common English word.
pub fn is_common(text: &str) -> bool {
    word(text).intersects(WordClass::COMMON.union(WordClass::STOP))
}

/// Whether it is a stop word.
pub fn is_stop(text: &str) -> bool {
    word(text).contains(WordClass::STOP)
}

static NICKNAMES: &str = include_str!("../data/names/nicknames.txt");

/// Whether one given name may stand for the other: Mike and Michael, Stephen and Steven, any letter
/// case. Two short forms of one name are two names: a Jack is no Jon, though both may be John. Names
/// that differ only in case are the same.
///
/// ```
/// use showgraph::knowledge::name_lists;
///
/// assert!(name_lists::same_given("Mike", "Michael"));
/// assert!(!name_lists::same_given("Mike", "Mark"));
/// assert!(!name_lists::same_given("Jack", "Jon"));
/// ```
pub fn same_given(one: &str, other: &str) -> bool {
    if one.eq_ignore_ascii_case(other) {
        return true;
    }
    groups_of(one).any(|group| {
        let holds = |names: &str, name: &str| {
            let mut names = names.split(' ');
            names.any(|known| known.eq_ignore_ascii_case(name))
        };
        holds(group.full, one) && (holds(group.full, other) || holds(group.short, other))
            || holds(group.short, one) && holds(group.full, other)
    })
}

/// Whether the lists know other spellings, short or full forms of a given name: what has none is
/// [`same_given`] to itself alone.
pub fn has_given_forms(name: &str) -> bool {
    groups_of(name).next().is_some()
}

/// Spellings of one full name, and its short forms; names are separated by spaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct GivenNameGroup {
    full: &'static str,
    short: &'static str,
}

/// The groups that a name belongs to.
fn groups_of(name: &str) -> impl Iterator<Item = GivenNameGroup> {
    static INDEX: OnceLock<Vec<(u32, GivenNameGroup)>> = OnceLock::new();
    let index = INDEX.get_or_init(|| {
        let names = groups().flat_map(|group| {
            let names = group.full.split(' ').chain(group.short.split(' '));
            names.map(move |name| (name, group))
        });
        let mut index: Vec<_> = names
            .map(|(name, group)| (word_hash(name), group))
            .collect();
        index.sort_unstable();
        index
    });
    let hash = word_hash(name);
    let start = index.partition_point(|(known, _)| *known < hash);
    index[start..]
        .iter()
        .take_while(move |(known, _)| *known == hash)
        .map(|(_, group)| *group)
}

/// All groups of given names.
fn groups() -> impl Iterator<Item = GivenNameGroup> {
    NICKNAMES
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (full, short) = line.split_once(": ").unwrap_or((line, ""));
            GivenNameGroup { full, short }
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        let cases = [
            (
                "Mark",
                WordClass::GIVEN
                    .union(WordClass::COMMON_GIVEN)
                    .union(WordClass::AMBIGUOUS),
                WordClass::STOP,
            ),
            ("francesc", WordClass::GIVEN, WordClass::COMMON),
            ("Mandel", WordClass::SURNAME, WordClass::COMMON),
            (
                "Jenkins",
                WordClass::SURNAME.union(WordClass::AMBIGUOUS),
                WordClass::STOP,
            ),
            ("the", WordClass::STOP, WordClass::AMBIGUOUS),
            ("computer", WordClass::COMMON, WordClass::STOP),
            ("McMullen", WordClass::SURNAME, WordClass::COMMON),
            ("Lithuania", WordClass::PLACE, WordClass::COMMON),
            ("South Africa", WordClass::PLACE, WordClass::COMMON),
            ("Chicago", WordClass::PLACE, WordClass::STOP),
            ("xyzzyq", WordClass::default(), WordClass::all()),
        ];
        for (text, yes, no) in cases {
            assert!(word(text).contains(yes), "{text}: {:?}", word(text));
            assert!(!word(text).intersects(no), "{text}: {:?}", word(text));
        }
    }

    #[test]
    fn nicknames() {
        for (one, other) in [
            ("Bob", "Robert"),
            ("bill", "William"),
            ("Kate", "Katherine"),
            ("Stephen", "Steven"),
        ] {
            assert!(same_given(one, other), "{one} {other}");
            assert!(same_given(other, one), "{other} {one}");
        }
        for (one, other) in [
            ("Bob", "William"),
            // Both are short for one name, or one of them for the other's long form.
            ("Jack", "Jon"),
            ("Nathan", "John"),
            ("Betty", "Lisa"),
        ] {
            assert!(!same_given(one, other), "{one} {other}");
            assert!(!same_given(other, one), "{other} {one}");
        }
    }

    #[test]
    fn groups_are_of_two_names_at_least() {
        for group in groups() {
            let names = group.full.split(' ').chain(group.short.split(' '));
            assert!(
                names.filter(|name| !name.is_empty()).count() > 1,
                "{group:?}"
            );
            assert!(
                !group.full.contains(':') && !group.short.contains(':'),
                "{group:?}"
            );
        }
    }
}
