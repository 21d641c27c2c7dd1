//! Which files are episodes. In doubt a file is one.

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

/// Judges a file by its name and its front matter.
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
    let kind = page.kind.as_deref().unwrap_or_default();
    let called_episode = matches!(kind, "episode" | "episodes" | "podcast" | "podcasts");
    if page.draft {
        return PageClass::LeftOut("a draft");
    }
    if stem == "_index" {
        return PageClass::LeftOut("a section page, not an episode");
    }
    if called_episode {
        return PageClass::Episode;
    }
    if page.person {
        return PageClass::LeftOut("a page about a person, not an episode");
    }
    if !page.episode_signs {
        let plain = stem.replace(['_', ' '], "-");
        if matches!(
            plain.as_str(),
            "readme"
                | "changelog"
                | "license"
                | "licence"
                | "license-mit"
                | "license-apache"
                | "contributing"
                | "code-of-conduct"
                | "security"
                | "authors"
                | "contributors"
                | "maintainers"
                | "support"
                | "governance"
                | "pull-request-template"
                | "issue-template"
                | "copying"
                | "notice"
        ) {
            return PageClass::LeftOut("a page about the repository, not an episode");
        }
        let page_name = if plain == "index" {
            folder(source)
        } else {
            plain
        };
        if matches!(
            page_name.as_str(),
            "about"
                | "about-us"
                | "contact"
                | "contact-us"
                | "imprint"
                | "impressum"
                | "privacy"
                | "privacy-policy"
                | "terms"
                | "terms-of-service"
                | "404"
                | "subscribe"
                | "search"
                | "archive"
                | "archives"
                | "sponsors"
                | "sponsor"
                | "faq"
                | "legal"
                | "disclaimer"
                | "thanks"
                | "thank-you"
                | "newsletter"
                | "donate"
                | "tags"
                | "categories"
        ) {
            return PageClass::LeftOut("a page about the site, not an episode");
        }
        if matches!(
            kind,
            "page" | "about" | "home" | "sponsor" | "section" | "archive" | "search"
        ) {
            return PageClass::LeftOut("a page of another type, not an episode");
        }
    }
    PageClass::Episode
}

fn folder(source: &str) -> String {
    source.rsplit('/').nth(1).unwrap_or_default().to_lowercase()
}

/// Whether a file lies in a folder whose name says that it holds people; `root` is the name of the
/// input root.
pub(crate) fn among_people(root: &str, source: &str) -> bool {
    const WORDS: [&str; 14] = [
        "people",
        "persons",
        "person",
        "hosts",
        "host",
        "guests",
        "guest",
        "authors",
        "author",
        "team",
        "contributors",
        "speakers",
        "crew",
        "presenters",
    ];
    let folders = source.rsplit_once('/').map_or("", |(folders, _)| folders);
    folders.split('/').chain([root]).any(|part| {
        part.to_lowercase()
            .split(['-', '_', ' '])
            .any(|word| WORDS.contains(&word))
    })
}
