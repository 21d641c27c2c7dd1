//! Which files are episodes. In doubt a file is one.

use super::page_words::{PAGE_WORDS, PageWords, is_one};
use super::parse::ParsedPage;
use crate::text::path::file_stem;

/// What a file is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum PageClass {
    /// An episode.
    Episode,
    /// Something else, and what.
    LeftOut(&'static str),
    /// Nothing at all.
    Empty,
}

/// Says what a file is, by its name and its front matter.
pub(crate) fn classify(source: &str, page: &ParsedPage) -> PageClass {
    let stem = file_stem(source).to_lowercase();
    let document = &page.document;
    if document
        .text
        .first_text()
        .trim_matches(['\u{feff}', ' ', '\n', '\r', '\t'])
        .is_empty()
    {
        return PageClass::Empty;
    }
    let PageWords { types, names, .. } = &*PAGE_WORDS;
    let kind = page.kind.as_deref().unwrap_or_default();
    if page.draft {
        return PageClass::LeftOut("a draft");
    }
    if stem == "_index" {
        return PageClass::LeftOut("a section page, not an episode");
    }
    if is_one(&types.episode, kind) {
        return PageClass::Episode;
    }
    if page.person {
        return PageClass::LeftOut("a page about a person, not an episode");
    }
    if page.episode_signs {
        return PageClass::Episode;
    }
    let name = stem.replace(['_', ' '], "-");
    if is_one(&names.repository, &name) {
        return PageClass::LeftOut("a page about the repository, not an episode");
    }
    let name = if name == "index" {
        folder(source)
    } else {
        name
    };
    if is_one(&names.site, &name) {
        return PageClass::LeftOut("a page about the site, not an episode");
    }
    if is_one(&types.other, kind) {
        return PageClass::LeftOut("a page of another type, not an episode");
    }
    PageClass::Episode
}

fn folder(source: &str) -> String {
    source.rsplit('/').nth(1).unwrap_or_default().to_lowercase()
}

/// Whether a file lies in a folder whose name says that it holds people; `root` is the name of the
/// input root.
pub(crate) fn among_people(root: &str, source: &str) -> bool {
    let folders = source.rsplit_once('/').map_or("", |(folders, _)| folders);
    folders.split('/').chain([root]).any(|part| {
        part.to_lowercase()
            .split(['-', '_', ' '])
            .any(|word| is_one(&PAGE_WORDS.people.folders, word))
    })
}
