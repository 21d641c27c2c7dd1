//! What a form looks like as the name of a person, by its words alone, wherever it stands: a given name
//! and a surname, a given name, or capitalised words that no list knows.

use super::feature_set::FeatureSet;
use crate::extract::word::is_name_like;
use crate::knowledge::cues::Cues;
use crate::knowledge::features::{FeatureValue, family, value};
use crate::knowledge::name_lists;
use crate::knowledge::name_lists::WordClass;
use crate::text::token::{Language, Separator, Token, WordShape};
use crate::vocabulary::Kind;

/// What a form looks like, as the name of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NamePattern {
    /// A given name and a surname: "Jane Doe".
    Full,
    /// A given name alone.
    Given,
    /// Two or three capitalised words that no list knows: "Sowmya Subramanian".
    Unknown,
    /// Anything else.
    Other,
}

impl NamePattern {
    pub(super) const fn value(self) -> FeatureValue<'static> {
        match self {
            Self::Full => value!("full"),
            Self::Given => value!("given"),
            Self::Unknown => value!("unknown"),
            Self::Other => value!("other"),
        }
    }
}

/// The longest name of a person, in words that are no particles.
pub(super) const LONGEST: usize = 5;

/// What words look like as the name of a person.
pub(crate) fn person_name_pattern(words: &[Token], text: &str, cues: &Cues) -> NamePattern {
    let words = &words[titles(words, cues)..];
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return NamePattern::Other;
    };
    let particles = words
        .iter()
        .filter(|word| cues.is_person_particle(word, text));
    if words.len() - particles.count() > LONGEST
        || !words.iter().all(|word| is_proper(word, text, cues))
    {
        return NamePattern::Other;
    }
    // "Universiteit Leiden": where no names are listed, what opens like the name of an organization is one.
    if first.language == Language::Other && cues.noun(first) == Some(Kind::Organization) {
        return NamePattern::Other;
    }
    // "Texas Governor Rick Perry", "Chris Broadfoot Twitch".
    let front = &words[..words.len() - 1];
    if front.iter().any(|word| cues.is_role(word)) || !front.is_empty() && cues.is_network(last) {
        return NamePattern::Other;
    }
    // "Example CTO" is somebody's role there.
    if !front.is_empty() && last.shape.contains(WordShape::ALL_CAPS) && cues.is_role(last) {
        return NamePattern::Other;
    }
    let inner = words[1..].iter().all(|word| {
        // 'Emily "Emmy" Quill'
        (matches!(
            word.gap,
            Separator::Space
                | Separator::Hyphen
                | Separator::Apostrophe
                | Separator::Abbreviation
                | Separator::Bracket
        ) || word.gap == Separator::Quote && words.len() == 3)
            && !word.shape.contains(WordShape::HANDLE)
    });
    if !inner || words[..words.len() - 1].iter().any(is_possessive) {
        return NamePattern::Other;
    }
    let is_initial = |word: &Token| word.end - word.start == 1;
    // "P. Roy Quill": the given name stands behind the initial.
    let known = name_lists::of_token(match words {
        [initial, second, _, ..] if is_initial(initial) => second,
        _ => first,
    });
    let given = is_given(known);
    if words.len() == 1 {
        return if given
            && !first
                .shape
                .intersects(WordShape::ALL_CAPS.union(WordShape::HANDLE))
        {
            NamePattern::Given
        } else {
            NamePattern::Other
        };
    }
    let named = |word: &Token| {
        let known = name_lists::of_token(word);
        // In other languages more surnames are words: "Silke Anders".
        let foreign = word.language != Language::English;
        foreign && known.contains(WordClass::SURNAME)
            || is_initial(word)
            || !known.contains(WordClass::STOP)
                && (!known.contains(WordClass::COMMON) || known.contains(WordClass::SURNAME))
    };
    let rest = words[1..]
        .iter()
        .all(|word| named(word) || cues.is_person_particle(word, text));
    let end = name_lists::of_token(last);
    let initial = is_initial(first);
    if !rest || cues.is_person_particle(last, text) || end.contains(WordClass::STOP) && !named(last)
    {
        NamePattern::Other
    } else if given || initial && end.contains(WordClass::SURNAME) {
        NamePattern::Full
    } else if words.len() <= 3 && words.iter().all(|word| !is_known_word(word)) {
        NamePattern::Unknown
    } else {
        NamePattern::Other
    }
}

/// A given name that is not rather a word.
pub(super) fn is_given(known: WordClass) -> bool {
    known.contains(WordClass::COMMON_GIVEN)
        || known.contains(WordClass::GIVEN)
            && !known.intersects(
                WordClass::COMMON
                    .union(WordClass::STOP)
                    .union(WordClass::PLACE),
            )
}

pub(super) fn is_known_word(word: &Token) -> bool {
    name_lists::of_token(word).intersects(
        WordClass::COMMON
            .union(WordClass::STOP)
            .union(WordClass::PLACE),
    )
}

/// Whether a word may be part of a person's name: capitalised, a particle or an initial.
fn is_proper(word: &Token, text: &str, cues: &Cues) -> bool {
    let short = word.end - word.start <= 3;
    let capital = word
        .shape
        .intersects(WordShape::CAPITAL.union(WordShape::MIXED));
    !word
        .shape
        .intersects(WordShape::HAS_DIGIT.union(WordShape::SYMBOL))
        && (capital && (short || !word.shape.contains(WordShape::ALL_CAPS))
            || cues.is_person_particle(word, text))
}

pub(super) fn is_possessive(word: &Token) -> bool {
    word.shape.contains(WordShape::POSSESSIVE)
}

/// How many titles open a name: "Dr.", "Prof. Dr.".
fn titles(words: &[Token], cues: &Cues) -> usize {
    words.iter().take_while(|word| cues.is_title(word)).count()
}

/// Whether a form begins with a word that belongs to no name, and goes on as a name: "Googlers Jon
/// Masters", "Since Bryan", "Follow Viktor".
pub(crate) fn has_foreign_prefix(words: &[Token], text: &str, cues: &Cues) -> bool {
    let Some((first, rest)) = words.split_first() else {
        return false;
    };
    let known = name_lists::of_token(first);
    let foreign = cues.is_role(first)
        || known.intersects(WordClass::COMMON.union(WordClass::STOP))
            && !known.contains(WordClass::COMMON_GIVEN);
    let most = if cues.is_role(first) {
        NamePattern::Unknown
    } else {
        NamePattern::Given
    };
    foreign && (1..=rest.len()).any(|from| person_name_pattern(&words[from..], text, cues) <= most)
}

/// Whether words are the name of a place.
pub(crate) fn is_place(words: &[Token], text: &str) -> bool {
    let Some(last) = words.last() else {
        return false;
    };
    if words.len() == 1 {
        return name_lists::of_token(last).contains(WordClass::PLACE)
            && last.shape.contains(WordShape::CAPITAL);
    }
    let span = &text[words[0].start as usize..last.end as usize];
    name_lists::of_token(last).contains(WordClass::PLACE_END)
        && name_lists::word(span).contains(WordClass::PLACE)
}

/// The features of a form.
pub(crate) fn of_form(out: &mut FeatureSet, text: &str, words: &[Token], cues: &Cues) {
    if words.len() > LONGEST + 3 || !words.iter().any(is_name_like) {
        return;
    }
    if is_place(words, text) {
        out.add(family!("place"), value!("1"));
    }
    if words
        .iter()
        .all(|word| name_lists::of_token(word).contains(WordClass::STOP))
    {
        out.add(family!("all_stop_words"), value!("1"));
    }
    // "Viktor's Presentations" is no person, though somebody owns it.
    let owned = words[..words.len() - 1].iter().any(is_possessive);
    if owned || has_foreign_prefix(words, text, cues) {
        out.add(family!("foreign_prefix"), value!("1"));
    }
    let pattern = person_name_pattern(words, text, cues);
    if pattern != NamePattern::Other {
        out.add(family!("person_name_pattern"), pattern.value());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::words_of;

    #[test]
    fn looks_of_names() {
        let cases = [
            ("Jane Doe", NamePattern::Full),
            ("Tyler McMullen", NamePattern::Full),
            ("Fei-Fei Li", NamePattern::Full),
            ("Dr. Jane Doe", NamePattern::Full),
            ("Jane \"Joan\" Doe", NamePattern::Full),
            ("P. Jane Qwyrk", NamePattern::Full),
            ("Jane T. Qwyrk", NamePattern::Full),
            ("Ludwig van Beethoven", NamePattern::Full),
            ("Emma Haruka Iwao", NamePattern::Full),
            ("Emiliano (Emi) Martinez", NamePattern::Full),
            ("Jane", NamePattern::Given),
            ("Qwyrk Zzyzx", NamePattern::Unknown),
            ("Cloud Storage", NamePattern::Other),
            ("Governor Rick Perry", NamePattern::Other),
            ("Jane Doe Twitter", NamePattern::Other),
            ("She", NamePattern::Other),
            ("JANE", NamePattern::Other),
            ("Jane's Doe", NamePattern::Other),
            ("jane doe", NamePattern::Other),
        ];
        let cues = Cues::embedded();
        for (text, expected) in cases {
            assert_eq!(
                person_name_pattern(&words_of(text), text, &cues),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn words_that_belong_to_no_name() {
        let cues = Cues::embedded();
        let cases = [
            ("Engineers Jane Doe", true),
            ("Since Bryan", true),
            ("Program Manager Will Curran", true),
            ("Jane Doe", false),
            ("Mark Mandel", false),
            ("Cloud Storage", false),
        ];
        for (text, expected) in cases {
            assert_eq!(
                has_foreign_prefix(&words_of(text), text, &cues),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn places() {
        for (text, expected) in [
            ("South Africa", true),
            ("Munich", true),
            ("Africa South", false),
            ("Jane Doe", false),
        ] {
            assert_eq!(is_place(&words_of(text), text), expected, "{text}");
        }
    }
}
