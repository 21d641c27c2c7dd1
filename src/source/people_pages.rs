//! Pages about people, which the slugs of a site's front matters point to.

use std::collections::BTreeMap;

use super::front_matter::{self, FieldNode, fold, profile_url};
use super::page_words::{PAGE_WORDS, is_one};
use crate::text::path::file_stem;

/// A page about one person.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct PersonPage {
    /// What front matters call the person: the page's `username`, or the name of its file.
    pub slug: String,
    /// The full name.
    pub name: String,
    /// The person's pages elsewhere, in the order of the file.
    pub urls: Vec<String>,
}

/// The people that have a page, by slug.
#[derive(Debug, Clone, Default)]
pub struct People {
    pages: BTreeMap<String, PersonPage>,
}

impl People {
    /// The page that a slug or handle points to.
    pub fn get(&self, slug: &str) -> Option<&PersonPage> {
        self.pages.get(&key(slug))
    }

    /// Adds a page; the first of a slug counts.
    pub fn insert(&mut self, page: PersonPage) {
        self.pages.entry(key(&page.slug)).or_insert(page);
    }

    /// How many people have a page.
    pub fn len(&self) -> usize {
        self.pages.len()
    }

    /// Whether nobody has a page.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// All pages, sorted by slug.
    pub fn iter(&self) -> impl Iterator<Item = &PersonPage> {
        self.pages.values()
    }
}

fn key(slug: &str) -> String {
    slug.trim().trim_start_matches('@').to_lowercase()
}

/// Reads a page about a person: its front matter has a name and nothing of an episode.
pub(crate) fn read(file: &str, source: &str) -> Option<PersonPage> {
    let front = front_matter::split(file).front?;
    let root = &front.root;
    if !is_person(root) {
        return None;
    }
    let words = &PAGE_WORDS.people;
    let mut stem = file_stem(source);
    if stem.eq_ignore_ascii_case("index") || stem.eq_ignore_ascii_case("_index") {
        stem = source.rsplit('/').nth(1)?;
    }
    let slug = root
        .get(&words.slug)
        .and_then(FieldNode::text)
        .unwrap_or(stem);
    let name = root.get(&words.name).and_then(FieldNode::text)?;
    let nested = root
        .entries()
        .iter()
        .filter(|(key, _)| is_one(&words.wrappers, &fold(key)))
        .flat_map(|(_, value)| value.items())
        .flat_map(FieldNode::entries);
    let mut urls = Vec::new();
    for (key, value) in root.entries().iter().chain(nested) {
        if let Some(url) = value.text().and_then(|text| profile_url(key, text))
            && !urls.contains(&url)
        {
            urls.push(url);
        }
    }
    Some(PersonPage {
        slug: slug.to_owned(),
        name: name.split_whitespace().collect::<Vec<_>>().join(" "),
        urls,
    })
}

/// Whether a front matter is that of a person.
pub(crate) fn is_person(root: &FieldNode<'_>) -> bool {
    let words = &PAGE_WORDS.people;
    let kind = root.get(&["type", "layout"]).and_then(FieldNode::text);
    let named_so = kind.is_some_and(|kind| is_one(&PAGE_WORDS.types.person, &kind.to_lowercase()));
    let portrait = root.get(&words.fields).is_some();
    (named_so || portrait) && root.get(&words.not_fields).is_none()
}
