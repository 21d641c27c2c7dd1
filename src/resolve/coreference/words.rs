//! The words of a name, and how two of them are compared: titles and accents do not count.

use std::borrow::Cow;

use crate::text::fold::without_accents;
use crate::text::name_key::key;
use crate::text::work;

pub(super) fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '(' | ')' | '"'))
        .filter(|word| !word.is_empty() && !is_title(word))
}

/// Whether two words differ in letter case and accents at most.
pub(super) fn equal(one: &str, other: &str) -> bool {
    work::steps(1);
    if one.is_ascii() && other.is_ascii() {
        return one.eq_ignore_ascii_case(other);
    }
    without_accents(one).to_lowercase() == without_accents(other).to_lowercase()
}

/// The words of a name as one text that is the same for two names whose words are all [`equal`].
pub(super) fn folded_words(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for word in words(name) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&folded_word(word));
    }
    folded
}

/// A word in small letters, without accents.
pub(super) fn folded_word(word: &str) -> String {
    without_accents(word).to_lowercase()
}

/// A name without the titles before and behind it: "Dr. Jane Doe, PhD" is Jane Doe. Empty where nothing
/// else is there.
pub(super) fn untitled(name: &str) -> Cow<'_, str> {
    let bare = |word: &str| is_title(word.trim_end_matches(['.', ',']));
    if !name.split_whitespace().any(bare) {
        return Cow::Borrowed(name);
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let start = words.iter().take_while(|word| bare(word)).count();
    let titles = words[start..].iter().rev().take_while(|word| bare(word));
    let end = words.len() - titles.count();
    let name = words[start..end].join(" ");
    Cow::Owned(name.trim_end_matches(',').to_owned())
}

/// What joins the spellings of a person's name: the key of the name without titles and accents.
pub(super) fn person_key(name: &str) -> String {
    key(&without_accents(&untitled(name)))
}

fn is_title(word: &str) -> bool {
    const TITLES: [&str; 28] = [
        "herr",
        "frau",
        "monsieur",
        "madame",
        "señor",
        "señora",
        "rev",
        "reverend",
        "rabbi",
        "capt",
        "captain",
        "senator",
        "dipl.-ing",
        "dr",
        "mr",
        "mrs",
        "ms",
        "mx",
        "prof",
        "sir",
        "dame",
        "professor",
        "doctor",
        "phd",
        "ph.d",
        "msc",
        "mba",
        "esq",
    ];
    TITLES.iter().any(|title| title.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_no_part_of_names() {
        for (name, expected) in [
            ("Dr. Jane Doe", "Jane Doe"),
            ("Prof. Dr. Jane Doe, PhD", "Jane Doe"),
            ("Professor Jane Q. Doe", "Jane Q. Doe"),
            ("Jane Doe", "Jane Doe"),
            ("Dr", ""),
        ] {
            assert_eq!(untitled(name), expected, "{name}");
        }
    }

    #[test]
    fn spellings_of_one_person_have_one_key() {
        for (one, other) in [
            ("Jana Kovářová", "Jana Kovarova"),
            ("Dr. Jane Doe", "Jane Doe"),
            ("MARK DOE", "Mark Doe"),
        ] {
            assert_eq!(person_key(one), person_key(other), "{one} / {other}");
        }
        assert_ne!(person_key("Jane Doe"), person_key("Jane Roe"));
    }
}
