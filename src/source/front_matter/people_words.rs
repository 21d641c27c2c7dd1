//! Words of the texts that name people in front matters: `src/data/people_texts.toml`, read once.

use std::sync::LazyLock;

use serde::Deserialize;

/// The words.
pub(super) static PEOPLE_WORDS: LazyLock<PeopleWords> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/people_texts.toml"))
        .expect("the shipped words are valid")
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PeopleWords {
    pub joiners: Joiners,
    /// Between a name and an organization, with the spaces around them.
    pub places: Vec<String>,
    /// First words of posts.
    pub posts: Vec<String>,
    /// Degrees and the like behind a comma.
    pub titles: Vec<String>,
    /// What stands before a name and is no part of it.
    pub labels: Vec<String>,
    nobody: Vec<String>,
    nobody_first: Vec<String>,
    nobody_then: Vec<String>,
}

/// Words between two names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Joiners {
    any: Vec<String>,
    full: Vec<String>,
}

impl Joiners {
    /// Whether a word in lower case joins what stands before and behind it.
    pub(super) fn join(&self, word: &str, before: &str, after: &str) -> bool {
        let is_full = |name: &str| name.trim().contains(' ');
        holds(&self.any, word) || holds(&self.full, word) && is_full(before) && is_full(after)
    }
}

/// Whether a text says that there is nobody, or nobody yet.
pub(super) fn is_nobody(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let plain = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if plain.is_empty() || holds(&PEOPLE_WORDS.nobody, plain) {
        return true;
    }
    let none = |first: &String| {
        let rest = plain.strip_prefix(first.as_str()).map(str::trim_start);
        rest.is_some_and(|rest| {
            rest.is_empty() && first != "no" || holds(&PEOPLE_WORDS.nobody_then, rest)
        })
    };
    PEOPLE_WORDS.nobody_first.iter().any(none)
}

/// Whether a word is one of these.
pub(super) fn holds(words: &[String], word: &str) -> bool {
    words.iter().any(|known| known == word)
}
