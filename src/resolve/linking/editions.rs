//! One event and its editions: "Google Cloud Next", "Google Cloud Next '19", "Next London".

use std::sync::Arc;

use super::context::LinkingContext;
use crate::knowledge::name_lists::{self, WordClass};
use crate::resolve::resolved::{Identity, LexiconFacts};
use crate::text::name_key::key;
use crate::vocabulary::Kind;

/// An event's name, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edition {
    /// The key of the name without year and place.
    pub(super) series: String,
    /// The last two digits of the year.
    year: Option<u8>,
    /// Where this edition takes place, as a key; empty where the name does not say it.
    place: String,
}

impl Edition {
    /// Takes a label apart; `whole` is the key that the event goes by.
    pub(super) fn of(label: &str, whole: &str) -> Self {
        let words: Vec<&str> = label
            .split([' ', '\'', '’', '‘', ','])
            .filter(|word| !word.is_empty())
            .collect();
        let mut series = words.len();
        let mut place = 0..0;
        let mut found = None;
        while let Some(last) = words[..series].last().filter(|_| series > 1) {
            if found.is_none()
                && let Some(year) = year(last)
            {
                found = Some(year);
            } else if place.is_empty() && is_place(last) {
                place = series - 1..series;
                // "New York", "in London"
                while place.start > 1 && opens_place(words[place.start - 1]) {
                    place.start -= 1;
                }
                series = place.start + 1;
            } else {
                break;
            }
            series -= 1;
        }
        if series == words.len() {
            return Self {
                series: whole.to_owned(),
                year: None,
                place: String::new(),
            };
        }
        let place = &words[place];
        let place = place.strip_prefix(&["in"]).unwrap_or(place);
        Self {
            series: key(&words[..series].join(" ")),
            year: found,
            place: key(&place.join(" ")),
        }
    }

    /// Whether the name is of one edition, by its year.
    pub(super) const fn is_dated(&self) -> bool {
        self.year.is_some()
    }

    /// Whether this name may mean what the other one names, and says less of it: a shorter name of the
    /// series, or no year and place where the other has them.
    pub(super) fn names_less_than(&self, other: &Self) -> bool {
        let same = self.series == other.series;
        let rest = other.series.strip_suffix(&*self.series);
        // "See you at RustConf" is no name of an edition.
        let ends = rest
            .is_some_and(|rest| rest.ends_with(' ') && !rest.split(' ').any(name_lists::is_stop));
        let year = self.year.is_none() || self.year == other.year;
        let place = self.place.is_empty() || self.place == other.place;
        let more = ends || self.year != other.year || self.place != other.place;
        (same || ends) && year && place && more
    }
}

impl LinkingContext {
    /// What is known of an event that its name says to be one edition of a series: it is a part of that.
    pub(super) fn edition_facts(&self, event: &Identity, label: &str) -> Option<Arc<LexiconFacts>> {
        let edition = (event.kind == Kind::Event).then(|| Edition::of(label, &event.key))?;
        if !edition.is_dated() || edition.series == event.key {
            return None;
        }
        let lexicon = &self.knowledge.lexicon;
        let known = lexicon.find(&edition.series).into_iter();
        let mut known = known.filter(|id| lexicon.traits(*id).kind == Kind::Event);
        let series = known.next().map(|id| key(lexicon.entry(id).name));
        Some(Arc::new(LexiconFacts {
            part_of: Some(Identity {
                kind: Kind::Event,
                key: series.unwrap_or(edition.series),
            }),
            ..LexiconFacts::default()
        }))
    }
}

/// The last two digits of a year: "2019", "19".
fn year(word: &str) -> Option<u8> {
    let digits = word.bytes().all(|byte| byte.is_ascii_digit());
    let year = match (digits, word.len()) {
        (true, 2) => word,
        (true, 4) if word.starts_with("19") || word.starts_with("20") => &word[2..],
        _ => return None,
    };
    year.parse().ok()
}

fn is_place(word: &str) -> bool {
    let part = WordClass::PLACE.union(WordClass::PLACE_END);
    word.starts_with(char::is_uppercase) && name_lists::word(word).intersects(part)
}

fn opens_place(word: &str) -> bool {
    word == "in" || name_lists::word(word).contains(WordClass::PLACE_OPENING)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edition(label: &str) -> Edition {
        Edition::of(label, &key(label))
    }

    #[test]
    fn names_of_editions_are_taken_apart() {
        for (label, series, year, place) in [
            ("RustConf", "rust conf", None, ""),
            ("RustConf 2019", "rust conf", Some(19), ""),
            ("Lamp Days '19", "lamp day", Some(19), ""),
            ("RustConf Portland 2019", "rust conf", Some(19), "portland"),
            ("Lamp Days in London", "lamp day", None, "london"),
            ("London", "london", None, ""),
            ("Section 33", "section", Some(33), ""),
        ] {
            let found = edition(label);
            let found = (&*found.series, found.year, &*found.place);
            assert_eq!(found, (series, year, place), "{label}");
        }
    }

    #[test]
    fn a_name_that_says_less_may_mean_the_edition() {
        for (short, long, expected) in [
            ("RustConf", "RustConf 2019", true),
            ("Days '19", "Lamp Days 2019", true),
            ("Lamp Days", "Lamp Days in London", true),
            ("Lamp Days 2018", "Lamp Days 2019", false),
            ("Lamp Days London", "Lamp Days Paris", false),
            ("Lamp Days 2019", "Lamp Days", false),
            ("RustConf", "See you at RustConf", false),
            ("RustConf", "RustConf", false),
        ] {
            let found = edition(short).names_less_than(&edition(long));
            assert_eq!(found, expected, "{short} for {long}");
        }
    }
}
