//! Places that are known beforehand, and the words that make a place of a name.
//!
//! The lists lie in `src/data/places`: one place a line, with its kind, how large it is (0 to 9), its country and its
//! names in five languages, the English one first; the build script makes tables of them. What no list has is read by
//! its own words ("Passaic River") or by those around it ("the city of X").

#[allow(dead_code, reason = "the build script uses the rest")]
mod tables;

use std::collections::HashSet;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::identity_hasher::IdentityHasher;
use crate::text::token::{Token, words_of};
use tables::Tables;

/// The names of all places, where their rows say.
const NAMES: &str = include_str!(concat!(env!("OUT_DIR"), "/places.txt"));
const CUES: &str = include_str!("../../data/places/cues.toml");

/// Words by the hashes that tokens carry.
type Words = HashSet<u32, BuildHasherDefault<IdentityHasher>>;

/// A place that is known beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// How large it is: 9 for a country or a city of five million, 0 for a city below thirty thousand.
    pub rank: u8,
    /// Whether it holds others, so that it may stand behind one of them: "Athens, Georgia".
    pub holds: bool,
    /// Whether its name is also a plain word or a first name in one of the five languages.
    pub plain: bool,
    /// The number of its country, where it lies in one and is none itself.
    country: u32,
    names: &'static str,
}

impl Place {
    /// Its English name.
    pub fn name(&self) -> &'static str {
        self.names().next().unwrap_or_default()
    }

    /// All its names, the English one first.
    pub fn names(&self) -> impl DoubleEndedIterator<Item = &'static str> + use<> {
        self.names.split('|')
    }
}

/// The places that are known beforehand.
pub struct Gazetteer {
    tables: Tables,
    /// The words beside names.
    pub cues: PlaceCues,
}

/// The words that make a place of a name; `src/data/places/cues.toml` describes each list.
#[non_exhaustive]
#[expect(missing_docs, reason = "the file describes its lists")]
pub struct PlaceCues {
    pub before: Words,
    pub weak: Words,
    pub nouns: Words,
    pub of: Words,
    pub articles: Words,
    pub verbs: Words,
    pub speech: Words,
    pub heads: Words,
    pub openers: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CueFile {
    before: Vec<String>,
    weak: Vec<String>,
    nouns: Vec<String>,
    of: Vec<String>,
    articles: Vec<String>,
    verbs: Vec<String>,
    speech: Vec<String>,
    heads: Vec<String>,
    openers: Vec<String>,
    #[serde(rename = "plain")]
    _plain: IgnoredAny,
}

impl Gazetteer {
    /// The places that ship with the crate.
    pub fn embedded() -> &'static Self {
        static SHIPPED: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::read);
        &SHIPPED
    }

    fn read() -> Self {
        let file: CueFile = toml::from_str(CUES).expect("shipped cues");
        Self {
            tables: Tables::of_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/places.bin"))),
            cues: PlaceCues {
                before: words(&file.before),
                weak: words(&file.weak),
                nouns: words(&file.nouns),
                of: words(&file.of),
                articles: words(&file.articles),
                verbs: words(&file.verbs),
                speech: words(&file.speech),
                heads: words(&file.heads),
                openers: words(&file.openers),
            },
        }
    }

    /// The place that goes by these words, in any letter case.
    pub fn find(&self, words: &[Token]) -> Option<Place> {
        self.place(self.tables.find(tables::hash(words)))
    }

    /// The place that goes by a name.
    pub fn find_name(&self, name: &str) -> Option<Place> {
        self.find(&words_of(name))
    }

    /// The country that a place lies in.
    pub fn country(&self, place: &Place) -> Option<Place> {
        self.place(place.country)
    }

    fn place(&self, own: u32) -> Option<Place> {
        let facts = self.tables.place(own)?;
        Some(Place {
            rank: facts.rank,
            holds: facts.holds,
            plain: facts.is_plain,
            country: facts.country,
            names: &NAMES[facts.names],
        })
    }
}

fn words(list: &[String]) -> Words {
    let words = list.iter().flat_map(|text| words_of(text));
    words.map(|word| word.hash).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_go_by_their_names_in_five_languages() {
        let gazetteer = Gazetteer::embedded();
        for (name, english, country) in [
            ("Deutschland", "Germany", None),
            ("Allemagne", "Germany", None),
            ("Alemania", "Germany", None),
            ("Alemanha", "Germany", None),
            ("münchen", "Munich", Some("Germany")),
            ("NYC", "New York City", Some("United States")),
            ("Nueva York", "New York City", Some("United States")),
            ("São Paulo", "São Paulo", Some("Brazil")),
            ("Esparta", "Sparta", None),
            ("Tschernobyl", "Chernobyl", None),
        ] {
            let place = gazetteer.find_name(name).expect(name);
            assert_eq!(place.name(), english, "{name}");
            assert_eq!(
                gazetteer.country(&place).map(|place| place.name()),
                country,
                "{name}"
            );
        }
        assert_eq!(gazetteer.find_name("Kubernetes"), None);
    }

    #[test]
    fn names_that_are_plain_words_are_known_as_such() {
        for (name, plain) in [
            ("Reading", true),
            ("Essen", true),
            ("Tours", true),
            ("Berlin", false),
        ] {
            let place = Gazetteer::embedded().find_name(name).expect(name);
            assert_eq!(place.plain, plain, "{name}");
        }
    }
}
