//! Places that are known beforehand, and the words that make a place of a name.
//!
//! The lists lie in `src/data/places`: one place a line, with its kind, how large it is (0 to 9), its country and its
//! names in five languages, the English one first. What no list has is read by its own words ("Passaic River") or by
//! those around it ("the city of X").

use std::collections::HashSet;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::identity_hasher::IdentityHasher;
use crate::text::token::{Token, words_of};

/// From the most certain to the least: where two places share a name the first is meant.
const LISTS: [&str; 3] = [
    include_str!("../data/places/countries.tsv"),
    include_str!("../data/places/regions.tsv"),
    include_str!("../data/places/cities.tsv"),
];
const CUES: &str = include_str!("../data/places/cues.toml");

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
    /// The ISO code of its country, where it lies in one and is none itself.
    country: Option<&'static str>,
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
    places: Vec<Place>,
    by_name: FxHashMap<u64, u32>,
    countries: FxHashMap<&'static str, u32>,
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
    plain: Vec<String>,
}

impl Gazetteer {
    /// The places that ship with the crate.
    pub fn embedded() -> &'static Self {
        static SHIPPED: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::read);
        &SHIPPED
    }

    fn read() -> Self {
        let file: CueFile = toml::from_str(CUES).expect("shipped cues");
        let plain: HashSet<u64> = file.plain.iter().map(|name| name_hash(name)).collect();
        let mut gazetteer = Self {
            places: Vec::with_capacity(10_000),
            by_name: FxHashMap::with_capacity_and_hasher(12_000, rustc_hash::FxBuildHasher),
            countries: FxHashMap::default(),
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
        };
        let lines = LISTS.iter().flat_map(|list| list.lines());
        for line in lines.filter(|line| !line.starts_with('#')) {
            let [kind, rank, country, names] = columns(line);
            let own = gazetteer.places.len() as u32;
            if kind == "country" && !country.is_empty() {
                gazetteer.countries.insert(country, own);
            }
            let inside = kind != "country" && !country.is_empty();
            gazetteer.places.push(Place {
                rank: rank.parse().expect("a rank is a digit"),
                holds: kind != "city",
                plain: names
                    .split('|')
                    .any(|name| plain.contains(&name_hash(name))),
                country: inside.then_some(country),
                names,
            });
            for name in names.split('|') {
                gazetteer.by_name.entry(name_hash(name)).or_insert(own);
            }
        }
        gazetteer
    }

    /// The place that goes by these words, in any letter case.
    pub fn find(&self, words: &[Token]) -> Option<&Place> {
        let own = self.by_name.get(&hash(words))?;
        Some(&self.places[*own as usize])
    }

    /// The place that goes by a name.
    pub fn find_name(&self, name: &str) -> Option<&Place> {
        self.find(&words_of(name))
    }

    /// The country that a place lies in.
    pub fn country(&self, place: &Place) -> Option<&Place> {
        let own = self.countries.get(place.country?)?;
        Some(&self.places[*own as usize])
    }
}

fn columns(line: &'static str) -> [&'static str; 4] {
    let mut columns = line.split('\t');
    std::array::from_fn(|_| columns.next().expect("a place has four columns"))
}

fn words(list: &[String]) -> Words {
    let words = list.iter().flat_map(|text| words_of(text));
    words.map(|word| word.hash).collect()
}

fn name_hash(name: &str) -> u64 {
    hash(&words_of(name))
}

/// A hash of the words that make a name.
fn hash(words: &[Token]) -> u64 {
    words.iter().fold(0xcbf2_9ce4_8422_2325, |hash, word| {
        (hash ^ u64::from(word.hash)).wrapping_mul(0x0100_0000_01b3)
    })
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
            assert_eq!(gazetteer.country(place).map(Place::name), country, "{name}");
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
