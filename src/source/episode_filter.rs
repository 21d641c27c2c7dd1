//! Which files are episodes. In doubt a file is one.

use jiff::civil::Date;

use super::page_words::{PAGE_WORDS, PageWords, is_one};
use super::parse::ParsedPage;
use super::people_pages::Portraits;
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
        let folder = folder(source);
        if is_one(&PAGE_WORDS.folders.home, &folder) {
            return PageClass::LeftOut("the front page of the site, not an episode");
        }
        folder
    } else {
        name
    };
    let dated = page.document.front.date.is_some();
    if is_one(&names.site, &name) || !dated && is_one(&names.dated, &name) {
        return PageClass::LeftOut("a page about the site, not an episode");
    }
    if is_one(&types.other, kind) {
        return PageClass::LeftOut("a page of another type, not an episode");
    }
    if page.redirect {
        return PageClass::LeftOut("a page that leads elsewhere, not an episode");
    }
    PageClass::Episode
}

/// What a page says of the time at which its generator publishes it, where that is not now. It stays an
/// episode: what is written must not depend on the day.
pub(crate) fn untimely(page: &ParsedPage, today: Date) -> Option<String> {
    let day = |date: &str| date.get(..10)?.parse::<Date>().ok();
    let date = page.document.front.date.as_deref();
    if let Some(date) = date.and_then(day).filter(|date| *date > today) {
        return Some(format!(
            "dated {date}: its generator publishes it from then on"
        ));
    }
    let expired = page.expires.as_deref().and_then(day);
    let expired = expired.filter(|date| *date <= today)?;
    Some(format!(
        "expired on {expired}: its generator no longer publishes it"
    ))
}

fn folder(source: &str) -> String {
    source.rsplit('/').nth(1).unwrap_or_default().to_lowercase()
}

/// Whether a folder's name says that it holds pages about people, and nothing else.
pub(crate) fn is_people_folder(name: &str) -> bool {
    is_one(&PAGE_WORDS.people.folders, name.trim_start_matches('_'))
}

/// Whether a file may be a page about a person by where it lies, and how surely; `root` is the name of
/// the input root, and `told` says that the configuration names the place.
pub(crate) fn portraits(root: &str, source: &str, told: bool) -> Option<Portraits> {
    if told {
        return Some(Portraits::Surely);
    }
    let folders = source.rsplit_once('/').map_or("", |(folders, _)| folders);
    let names: Vec<String> = [root]
        .into_iter()
        .chain(folders.split('/'))
        .map(str::to_lowercase)
        .collect();
    if let Some(at) = names.iter().position(|name| is_people_folder(name)) {
        let of_site = names[at].starts_with('_') || at > 0 && names[at - 1] == "content";
        return Some(if of_site {
            Portraits::Surely
        } else {
            Portraits::Probably
        });
    }
    let perhaps = names.iter().any(|name| {
        name.split(['-', '_', ' '])
            .any(|word| is_one(&PAGE_WORDS.people.folders, word))
    });
    perhaps.then_some(Portraits::Perhaps)
}
