//! What sites call their pages: the words of `src/data/pages.toml`, read once.

use std::sync::LazyLock;

use serde::Deserialize;

/// The words.
pub(crate) static PAGE_WORDS: LazyLock<PageWords> = LazyLock::new(|| {
    toml::from_str(include_str!("../data/pages.toml")).expect("the shipped words are valid")
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PageWords {
    pub types: TypeWords,
    pub names: NameWords,
    pub folders: FolderWords,
    pub people: PeopleWords,
}

/// What a front matter's type or layout calls a page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TypeWords {
    pub episode: Vec<String>,
    pub other: Vec<String>,
    pub person: Vec<String>,
}

/// Names of files.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NameWords {
    pub repository: Vec<String>,
    pub site: Vec<String>,
    /// Names that say so only of a page without a date.
    pub dated: Vec<String>,
    /// Codes of languages.
    pub languages: Vec<String>,
}

/// Names of folders.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FolderWords {
    /// A generator's own.
    pub generator: Vec<String>,
    /// Sections without episodes.
    pub other: Vec<String>,
    /// Folders of episodes.
    pub episodes: Vec<String>,
    /// Folders that hold no episodes where one beside them does.
    pub beside: Vec<String>,
    /// Folders whose index is the site's front page.
    pub home: Vec<String>,
}

/// What makes a page one about a person.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PeopleWords {
    pub folders: Vec<String>,
    pub fields: Vec<String>,
    pub not_fields: Vec<String>,
    pub slug: Vec<String>,
    pub name: Vec<String>,
    pub wrappers: Vec<String>,
}

/// Whether a word is one of these.
pub(crate) fn is_one(words: &[String], word: &str) -> bool {
    words.iter().any(|known| known == word)
}
