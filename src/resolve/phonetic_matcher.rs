//! Names that sound alike: which name of the notes a transcript misspells.
//!
//! Each word becomes a [`phonetic_code`], and two names are compared by what it costs to turn one into
//! the other: nothing for other letters of the same
//! sound, little between vowels and between sounds that are easily mistaken, much for a consonant
//! more or less. Only long names may differ at all, and a name is only taken for another where no
//! third one comes close: rather no merge than a wrong one.

use std::cell::{Cell, OnceCell};

use crate::knowledge::name_lists;
use crate::knowledge::name_lists::WordClass;
use crate::text::phonetic::{NEAR_SOUND, phonetic_code, phonetic_distance};
use crate::text::work;

/// How much closer than the next name a match must be.
const MARGIN: f32 = 1.0;

/// What it costs at most to take a name of so many sounds for another.
const fn allowed(sounds: usize) -> f32 {
    match sounds {
        0..=4 => 0.0,
        5..=6 => NEAR_SOUND,
        7..=9 => 2.0 * NEAR_SOUND,
        _ => 3.0 * NEAR_SOUND,
    }
}

/// The names that an episode writes, ready to be compared with spoken ones.
pub(super) struct PhoneticMatcher<'n> {
    names: Vec<(&'n str, PhoneticName<'n>)>,
    /// How many comparisons may still be made.
    left: Cell<usize>,
}

/// So many pairs of spoken and written names are compared; of what is spoken behind that, nothing is a
/// misspelling. Long transcripts of episodes with many names come to a tenth of it.
const COMPARISONS: usize = 1_000_000;

impl<'n> PhoneticMatcher<'n> {
    /// A matcher for some names.
    pub(super) fn new(names: impl Iterator<Item = &'n str>) -> Self {
        let mut names: Vec<_> = names.map(|name| (name, PhoneticName::new(name))).collect();
        names.sort_by_key(|(name, _)| *name);
        names.dedup_by_key(|(name, _)| *name);
        Self {
            names,
            left: Cell::new(COMPARISONS),
        }
    }

    /// The one written name that a spoken one must be, if it sounds like one and like no other.
    pub(super) fn unique_match(&self, spoken: &str) -> Option<&'n str> {
        if self.names.is_empty() {
            return None;
        }
        let left = self.left.get().checked_sub(self.names.len())?;
        self.left.set(left);
        work::steps(self.names.len());
        let spoken = PhoneticName::new(spoken);
        let mut best: Option<(f32, &str, usize)> = None;
        let mut next = f32::MAX;
        for (name, written) in &self.names {
            let Some(cost) = spoken.distance(written) else {
                continue;
            };
            match best {
                Some((least, ..)) if cost >= least => next = next.min(cost),
                _ => {
                    next = best.map_or(next, |(least, ..)| next.min(least));
                    best = Some((cost, name, written.length));
                }
            }
        }
        let (cost, name, length) = best?;
        let close = cost <= allowed(length.min(spoken.length));
        (close && next - cost >= MARGIN).then_some(name)
    }
}

/// A name, as it sounds.
struct PhoneticName<'n> {
    words: Vec<&'n str>,
    codes: Vec<Vec<u8>>,
    /// Of all words.
    length: usize,
    /// The sounds of all words read as one, where they were asked for.
    joined: OnceCell<Vec<u8>>,
}

impl<'n> PhoneticName<'n> {
    fn new(name: &'n str) -> Self {
        let words: Vec<&str> = name
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let codes: Vec<Vec<u8>> = words.iter().map(|word| phonetic_code(word)).collect();
        Self {
            length: codes.iter().map(Vec::len).sum(),
            words,
            codes,
            joined: OnceCell::new(),
        }
    }

    /// The sounds of all words read as one.
    fn joined(&self) -> &[u8] {
        self.joined
            .get_or_init(|| phonetic_code(&self.words.concat()))
    }

    /// What it costs to turn one name into the other; none where they cannot be the same.
    fn distance(&self, other: &Self) -> Option<f32> {
        let (first, last) = (self.words.first()?, other.words.first()?);
        // "Dan Roe" and "Don Roe" are two, whatever they sound like: both are names that people have.
        let given = |word: &str| name_lists::word(word).contains(WordClass::GIVEN);
        let known = self.words.len() > 1 && given(first) && given(last);
        if known && !name_lists::same_given(first, last) && self.codes[0] != other.codes[0] {
            return None;
        }
        // The same number of words: each opens with the same sound.
        if self.words.len() == other.words.len() {
            let mut sum = 0.0;
            for at in 0..self.words.len() {
                let (one, theirs) = (&self.codes[at], &other.codes[at]);
                if name_lists::same_given(self.words[at], other.words[at]) {
                    continue;
                }
                if one.first() != theirs.first() {
                    return None;
                }
                sum += phonetic_distance(one, theirs);
            }
            return Some(sum);
        }
        // "FinOps X" is not FinOps: a word more is another name.
        let (short, long) = if self.words.len() < other.words.len() {
            (self, other)
        } else {
            (other, self)
        };
        if short.codes.iter().all(|word| long.codes.contains(word)) {
            return None;
        }
        // "Cooper Netties": words are cut where the ear hears a gap.
        let (one, theirs) = (self.joined(), other.joined());
        (one.first() == theirs.first()).then(|| phonetic_distance(one, theirs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(one: &str, other: &str) -> bool {
        PhoneticMatcher::new([other].into_iter())
            .unique_match(one)
            .is_some()
    }

    #[test]
    fn names_that_sound_alike() {
        let cases = [
            ("Kelly Roe", "Kelli Roe", true),
            ("Katherine Doe", "Catherine Doe", true),
            ("Shawn Roe", "Sean Roe", true),
            ("Stephen Doe", "Steven Doe", true),
            ("Geoff Roe", "Jeff Roe", true),
            ("April Wenzel", "April Wensel", true),
            ("Duffie Colley", "Duffie Cooley", true),
            ("Kelsey Hitower", "Kelsey Hightower", true),
            ("Philip Crosby", "Phillip Krosby", true),
            ("Schmidt", "Shmitt", true),
            ("Cooper Netties", "Kubernetes", true),
            ("Prometeus", "Prometheus", true),
            ("Wright", "Rite", true),
            // Names of their own.
            ("Dan Roe", "Don Roe", false),
            ("Mark Mandel", "Mark Mirchandani", false),
            ("Jane Doe", "Jane Roe", false),
            ("Spanner", "Scanner", false),
            ("GPT-3", "GPT-4", false),
            ("Cloud Run", "Cloud Fun", false),
            ("Bigtable", "BigQuery", false),
            ("FinOps", "FinOps X", false),
            ("Maps", "Apps", false),
            ("Dawn", "Dan", false),
            ("", "Dan", false),
        ];
        let wrong: Vec<_> = cases
            .iter()
            .filter(|(one, other, expected)| {
                alike(one, other) != *expected || alike(other, one) != *expected
            })
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn one_name_matches_or_none() {
        let cases: &[(&str, &[&str], Option<&str>)] = &[
            (
                "April Wenzel",
                &["Kim Maida", "April Wensel"],
                Some("April Wensel"),
            ),
            // Two come as close: nobody knows which.
            ("Kelli Roe", &["Kelly Roe", "Kelley Roe"], None),
            ("Anna Roe", &["Kim Maida"], None),
            ("Anna Roe", &[], None),
        ];
        for (spoken, written, expected) in cases {
            assert_eq!(
                PhoneticMatcher::new(written.iter().copied()).unique_match(spoken),
                *expected,
                "{spoken} among {written:?}"
            );
        }
    }
}
