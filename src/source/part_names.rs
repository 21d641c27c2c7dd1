//! How titles, addresses and names of files are compared that may mean one episode.

use std::borrow::Cow;

use super::front_matter::date_in_name;
use super::page_words::{PAGE_WORDS, is_one};
use crate::text::path::file_stem;

/// The language that a name ends with: `soil.de` is `soil` in German, `index.pt-BR` an index in the
/// Portuguese of Brazil.
pub(crate) fn language_of(stem: &str) -> Option<(&str, &str)> {
    let (name, tag) = stem.rsplit_once('.')?;
    let (language, region) = tag.split_once(['-', '_']).unwrap_or((tag, ""));
    let lower = language.to_ascii_lowercase();
    let known = is_one(&PAGE_WORDS.names.languages, &lower);
    let plain = region.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (known && plain && !name.is_empty()).then_some((name, tag))
}

/// The path of a file as if its name had no language: `guest/ana.en.md` is `guest/ana.md`.
pub(crate) fn without_language(source: &str) -> Cow<'_, str> {
    let stem = file_stem(source);
    match language_of(stem) {
        Some((_, tag)) => {
            let start = stem.as_ptr().addr() - source.as_ptr().addr() + stem.len() - tag.len();
            let (before, behind) = (&source[..start - 1], &source[start + tag.len()..]);
            Cow::Owned([before, behind].concat())
        }
        None => Cow::Borrowed(source),
    }
}

/// The name of a file of notes or of what goes with them: its folder, and its name in lower case without
/// language and ending.
pub(crate) fn folder_and_name(source: &str) -> (&str, String) {
    let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
    let stem = file_stem(source);
    let name = language_of(stem).map_or(stem, |(name, _)| name);
    (folder, name.to_lowercase())
}

/// An address without what does not tell pages apart: scheme, `www.`, query, fragment, `/` at the end.
/// None for what is no absolute address.
pub(crate) fn address_key(text: &str) -> Option<String> {
    let url = url::Url::parse(text.trim()).ok()?;
    let host = url.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = url.path();
    let path = path.strip_suffix("index.html").unwrap_or(path);
    let path = path.trim_end_matches('/');
    // An address may tell episodes apart by its query alone.
    let query = match (path, url.query()) {
        ("", Some(query)) => format!("?{query}"),
        _ => String::new(),
    };
    let whole = !path.is_empty() || !query.is_empty();
    whole.then(|| format!("{host}{path}{query}"))
}

/// The last part of an address or the name of a page, if that says something: numbers do not.
pub(crate) fn slug_key(text: &str) -> Option<String> {
    let path = text.split(['?', '#']).next()?;
    // The host is no name of a page.
    let path = match path.split_once("://") {
        Some((_, address)) => address.split_once('/')?.1,
        None => path,
    };
    let last = path.trim_end_matches('/').rsplit('/').next()?;
    let stem = last
        .strip_suffix(".html")
        .or_else(|| last.strip_suffix(".htm"))
        .unwrap_or(last);
    let stem = match date_in_name(stem) {
        Some((_, len)) => stem[len..].trim_start_matches(['-', '_', ' ']),
        None => stem,
    };
    let stem = stem.to_lowercase();
    let says_something = stem.chars().filter(|c| c.is_alphabetic()).count() >= 3 && stem != "index";
    says_something.then_some(stem)
}

/// Whether a value is the name of a file and not the transcript itself.
pub(crate) fn names_file(text: &str) -> bool {
    const ENDINGS: [&str; 13] = [
        "vtt",
        "srt",
        "json",
        "html",
        "htm",
        "md",
        "mdx",
        "markdown",
        "txt",
        "xml",
        "psc",
        "ffmetadata",
        "webvtt",
    ];
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let ending = path.rsplit_once('.').map(|(_, ending)| ending);
    let known = ending.is_some_and(|ending| {
        ENDINGS
            .iter()
            .any(|known| known.eq_ignore_ascii_case(ending))
    });
    known && text.len() < 500 && !text.contains(['\n', '<'])
}

/// A title's words in lower case, without the number before it.
pub(crate) fn title_key(title: &str) -> Option<String> {
    let mut key = String::with_capacity(title.len());
    let words = title.split(|c: char| !c.is_alphanumeric());
    for word in words.filter(|word| !word.is_empty()) {
        let lower = word.to_lowercase();
        let lead = key.is_empty()
            && (matches!(&*lower, "episode" | "ep" | "folge" | "no")
                || word.bytes().all(|byte| byte.is_ascii_digit()));
        if lead {
            continue;
        }
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(&lower);
    }
    (key.chars().count() >= 5).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_slugs() {
        let cases = [
            (
                "https://www.S.example/ep/Soil/?from=feed",
                "s.example/ep/Soil",
                "soil",
            ),
            (
                "http://s.example/2024-01-05-soil.html",
                "s.example/2024-01-05-soil.html",
                "soil",
            ),
            ("https://s.example/?p=12", "s.example?p=12", ""),
            ("https://s.example/12/index.html", "s.example/12", ""),
            ("2024-01-05-soil-story", "", "soil-story"),
            ("/ep/Soil-Story/", "", "soil-story"),
            ("042", "", ""),
        ];
        for (text, address, slug) in cases {
            let found = [address_key(text), slug_key(text)].map(Option::unwrap_or_default);
            assert_eq!(found, [address, slug], "{text}");
        }
    }

    #[test]
    fn titles() {
        let cases = [
            ("12: Waterloo with Bruno", Some("waterloo with bruno")),
            ("Episode #7 – Soil & worms", Some("soil worms")),
            ("Soil, 1984", Some("soil 1984")),
            ("1984", None),
            ("Soil", None),
        ];
        for (title, key) in cases {
            assert_eq!(title_key(title).as_deref(), key, "{title}");
        }
    }

    #[test]
    fn paths_without_language() {
        let cases = [
            ("guest/ana.en.md", "guest/ana.md"),
            ("a/index.pt-BR.md", "a/index.md"),
            ("a/Part.one.md", "a/Part.one.md"),
        ];
        for (source, plain) in cases {
            assert_eq!(without_language(source), plain);
        }
    }

    #[test]
    fn languages_in_names() {
        let cases = [
            ("e/soil.de.vtt", ("e", "soil")),
            ("index.pt-BR.md", ("", "index")),
            ("a/Part.one.md", ("a", "part.one")),
            ("v1.2.md", ("", "v1.2")),
        ];
        for (source, (folder, name)) in cases {
            assert_eq!(
                folder_and_name(source),
                (folder, name.to_owned()),
                "{source}"
            );
        }
    }
}
