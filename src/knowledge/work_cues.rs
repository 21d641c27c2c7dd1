//! The words and pages that make a work of a title: `src/data/works.toml`.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::addresses::decode;
use super::identity_hasher::IdentityHasher;
use crate::text::token::words_of;

/// Words by the hashes that tokens carry.
type Words = HashSet<u32, BuildHasherDefault<IdentityHasher>>;

/// What speaks for and against a title; the file describes its lists.
#[non_exhaustive]
#[expect(missing_docs, reason = "the file describes its lists")]
pub struct WorkCues {
    pub nouns: Words,
    pub makers: Words,
    pub of: Words,
    pub by: Words,
    pub headings: Words,
    pub naming: Words,
    pub generic: Words,
    pub speech: Words,
    encyclopedia: HashSet<String>,
    pages: FxHashMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CueFile {
    nouns: Vec<String>,
    makers: Vec<String>,
    of: Vec<String>,
    by: Vec<String>,
    headings: Vec<String>,
    naming: Vec<String>,
    generic: Vec<String>,
    speech: Vec<String>,
    encyclopedia: HashSet<String>,
    pages: FxHashMap<String, Vec<String>>,
}

impl WorkCues {
    /// The words and pages that ship with the crate.
    pub fn embedded() -> &'static Self {
        static SHIPPED: LazyLock<WorkCues> = LazyLock::new(|| {
            let file: CueFile =
                toml::from_str(include_str!("../data/works.toml")).expect("shipped cues");
            WorkCues {
                nouns: words(&file.nouns),
                makers: words(&file.makers),
                of: words(&file.of),
                by: words(&file.by),
                headings: words(&file.headings),
                naming: words(&file.naming),
                generic: words(&file.generic),
                speech: words(&file.speech),
                encyclopedia: file.encyclopedia,
                pages: file.pages,
            }
        });
        &SHIPPED
    }

    /// Whether an address is that of a work's page in a catalogue, a shop or an encyclopedia.
    pub fn is_work_page(&self, address: &str) -> bool {
        let Some((_, rest)) = address.split_once("//") else {
            return false;
        };
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let host = host.to_ascii_lowercase();
        let label = host.rsplit('.').nth(1).unwrap_or_default();
        match label {
            "wikipedia" => self.is_encyclopedia_work(path),
            "amazon" | "co" if host.contains("amazon.") => is_book_number(path),
            _ => {
                let mut domain = host.as_str();
                loop {
                    if let Some(parts) = self.pages.get(domain) {
                        return parts.iter().any(|part| holds(path, part));
                    }
                    match domain.split_once('.') {
                        Some((_, rest)) => domain = rest,
                        None => return false,
                    }
                }
            }
        }
    }

    /// "/wiki/NAME_(novel)", "/wiki/NAME_(2006_film)"
    fn is_encyclopedia_work(&self, path: &str) -> bool {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let path = decode(path.rsplit_once('/').map_or(path, |(_, title)| title));
        let Some((_, what)) = path
            .strip_suffix(')')
            .and_then(|path| path.rsplit_once('('))
        else {
            return false;
        };
        let what = what.to_lowercase();
        // "2006 film", "Kafka novel"
        let last = what.rsplit_once(' ').map_or(&*what, |(_, last)| last);
        self.encyclopedia.contains(&what) || self.encyclopedia.contains(last)
    }
}

/// Whether a part of a path between slashes begins so; what opens with a hyphen may stand anywhere.
fn holds(path: &str, part: &str) -> bool {
    let mut found = path.match_indices(part);
    found.any(|(at, _)| part.starts_with('-') || path[..at].ends_with('/'))
}

/// Whether a shop's path holds an ISBN of ten digits (ISO 2108:2005), with its check digit: the shop's own numbers
/// begin with a letter.
fn is_book_number(path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.split('/').any(|part| {
        let digits = part.char_indices().map(|(at, c)| match c {
            'X' if at == 9 => Some(10),
            c => c.to_digit(10),
        });
        let digits: Option<Vec<u32>> = digits.collect();
        digits.is_some_and(|digits| {
            let weighted = digits.iter().zip((1..=10).rev());
            digits.len() == 10
                && weighted.map(|(digit, weight)| digit * weight).sum::<u32>() % 11 == 0
        })
    })
}

fn words(list: &[String]) -> Words {
    let words = list.iter().flat_map(|text| words_of(text));
    words.map(|word| word.hash).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_works_are_known_by_their_addresses() {
        let cues = WorkCues::embedded();
        for (address, work) in [
            ("https://www.imdb.com/title/tt0000001/", true),
            ("https://www.imdb.com/name/nm0000001/", false),
            ("https://www.imdb.com/subtitle/tt0000001/", false),
            ("https://genius.com/Quarterdeck-low-tide-lyrics", true),
            ("https://m.goodreads.com/book/show/1-kelp", true),
            ("https://quarterdeck.bandcamp.com/track/low-tide", true),
            ("https://www.amazon.de/gp/product/0123456789/ref=x", true),
            ("https://www.amazon.co.uk/dp/080442957X?tag=x", true),
            ("https://www.amazon.com/dp/B00ABCDEFG", false),
            ("https://www.amazon.com/dp/0123456788", false),
            ("https://en.wikipedia.org/wiki/Kelp_(2006_film)", true),
            ("https://de.wikipedia.org/wiki/Ebbe_%28Roman%29", true),
            ("https://es.wikipedia.org/wiki/Marea_(canci%C3%B3n)", true),
            ("https://en.wikipedia.org/wiki/Kelp_(disambiguation)", false),
            ("https://en.wikipedia.org/wiki/Kelp", false),
            ("mailto:kelp@tide.example", false),
        ] {
            assert_eq!(cues.is_work_page(address), work, "{address}");
        }
    }
}
