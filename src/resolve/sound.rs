//! Names that sound alike: who is meant by a name that a transcript spells by ear.
//!
//! A word is turned into the sounds that an English reader makes of it ([`sounds`]), and two names
//! are compared by what it costs to turn one into the other: nothing for other letters of the same
//! sound, little between vowels and between sounds that are easily mistaken, much for a consonant
//! more or less. Only long names may differ at all, and a name is only taken for another where no
//! third one comes close: rather no merge than a wrong one.

use std::borrow::Cow;
use std::cell::OnceCell;

use crate::knowledge::name_lists;
use crate::knowledge::name_lists::WordClass;

/// A consonant more or less.
const CONSONANT: f32 = 1.0;
/// A vowel more or less.
const VOWEL: f32 = 0.4;
/// Another vowel, or a sound that is easily taken for the other.
const NEAR: f32 = 0.35;
/// How much closer than the next name the one must be that is meant.
const MARGIN: f32 = 1.0;

/// What it costs at most to take a name of so many sounds for another.
const fn allowed(sounds: usize) -> f32 {
    match sounds {
        0..=4 => 0.0,
        5..=6 => NEAR,
        7..=9 => 2.0 * NEAR,
        _ => 3.0 * NEAR,
    }
}

/// Names that were written, ready to be compared with what is heard.
pub struct Ear<'n> {
    names: Vec<(&'n str, Heard<'n>)>,
}

impl<'n> Ear<'n> {
    /// An ear for some names.
    pub fn new(names: impl Iterator<Item = &'n str>) -> Self {
        let mut names: Vec<_> = names.map(|name| (name, Heard::new(name))).collect();
        names.sort_by_key(|(name, _)| *name);
        names.dedup_by_key(|(name, _)| *name);
        Self { names }
    }

    /// The one name that a name heard must be, if it sounds like one and like no other.
    pub fn meant(&self, heard: &str) -> Option<&'n str> {
        if self.names.is_empty() {
            return None;
        }
        let heard = Heard::new(heard);
        let mut best: Option<(f32, &str, usize)> = None;
        let mut next = f32::MAX;
        for (name, written) in &self.names {
            let Some(cost) = heard.distance(written) else {
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
        let close = cost <= allowed(length.min(heard.length));
        (close && next - cost >= MARGIN).then_some(name)
    }
}

/// A name, as it sounds.
struct Heard<'n> {
    words: Vec<&'n str>,
    sounds: Vec<Vec<u8>>,
    /// Of all words.
    length: usize,
    /// The sounds of all words read as one, where they were asked for.
    joined: OnceCell<Vec<u8>>,
}

impl<'n> Heard<'n> {
    fn new(name: &'n str) -> Self {
        let words: Vec<&str> = name
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let sounds: Vec<Vec<u8>> = words.iter().map(|word| sounds(word)).collect();
        Self {
            length: sounds.iter().map(Vec::len).sum(),
            words,
            sounds,
            joined: OnceCell::new(),
        }
    }

    /// The sounds of all words read as one.
    fn joined(&self) -> &[u8] {
        self.joined.get_or_init(|| sounds(&self.words.concat()))
    }

    /// What it costs to turn one name into the other; none where they cannot be the same.
    fn distance(&self, other: &Self) -> Option<f32> {
        let (first, last) = (self.words.first()?, other.words.first()?);
        // "Dan Roe" and "Don Roe" are two, whatever they sound like: both are names that people have.
        let given = |word: &str| name_lists::word(word).has(WordClass::GIVEN);
        let known = self.words.len() > 1 && given(first) && given(last);
        if known && !name_lists::same_given(first, last) && self.sounds[0] != other.sounds[0] {
            return None;
        }
        // The same number of words: each opens with the same sound.
        if self.words.len() == other.words.len() {
            let mut sum = 0.0;
            for at in 0..self.words.len() {
                let (one, theirs) = (&self.sounds[at], &other.sounds[at]);
                if name_lists::same_given(self.words[at], other.words[at]) {
                    continue;
                }
                if one.first() != theirs.first() {
                    return None;
                }
                sum += edit(one, theirs);
            }
            return Some(sum);
        }
        // "FinOps X" is not FinOps: a word more is another name.
        let (short, long) = if self.words.len() < other.words.len() {
            (self, other)
        } else {
            (other, self)
        };
        if short.sounds.iter().all(|word| long.sounds.contains(word)) {
            return None;
        }
        // "Cooper Netties": words are cut where the ear hears a gap.
        let (one, theirs) = (self.joined(), other.joined());
        (one.first() == theirs.first()).then(|| edit(one, theirs))
    }
}

/// The costs of turning one sequence of sounds into another, by the usual table.
fn edit(one: &[u8], other: &[u8]) -> f32 {
    let mut row: Vec<f32> = vec![0.0];
    for sound in other {
        row.push(row[row.len() - 1] + alone(*sound));
    }
    for sound in one {
        let mut corner = row[0];
        row[0] += alone(*sound);
        for (at, theirs) in other.iter().enumerate() {
            let kept = corner + between(*sound, *theirs);
            let more = row[at] + alone(*theirs);
            let less = row[at + 1] + alone(*sound);
            corner = row[at + 1];
            row[at + 1] = kept.min(more).min(less);
        }
    }
    row[other.len()]
}

const fn is_vowel(sound: u8) -> bool {
    matches!(sound, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// What a sound more or less costs.
const fn alone(sound: u8) -> f32 {
    match sound {
        b'h' | b'w' | b'y' => NEAR,
        sound if is_vowel(sound) => VOWEL,
        // Numbers are never misheard by half.
        b'0'..=b'9' => 4.0,
        _ => CONSONANT,
    }
}

/// What it costs to take one sound for another.
fn between(one: u8, other: u8) -> f32 {
    const EASY: [&[u8]; 8] = [b"pb", b"tdT", b"kg", b"fvT", b"sz", b"SCJz", b"mn", b"iy"];
    if one == other {
        0.0
    } else if is_vowel(one) && is_vowel(other)
        || EASY
            .iter()
            .any(|group| group.contains(&one) && group.contains(&other))
    {
        NEAR
    } else if one.is_ascii_digit() || other.is_ascii_digit() {
        4.0
    } else {
        CONSONANT
    }
}

/// The sounds of a word: one letter each, `S` as in *ship*, `C` as in *chip*, `J` as in *jam* and
/// `T` as in *thin*. A run of vowels is one sound, a doubled consonant too.
fn sounds(word: &str) -> Vec<u8> {
    let ascii = if word.is_ascii() {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(deunicode::deunicode(word))
    };
    let letters = ascii.bytes().filter(u8::is_ascii_alphanumeric);
    let letters: Vec<u8> = letters.map(|byte| byte.to_ascii_lowercase()).collect();
    let mut out: Vec<u8> = Vec::with_capacity(letters.len());
    let mut at = 0;
    while at < letters.len() {
        let (sound, length) = sound(&letters, at);
        for sound in sound.iter().copied() {
            if out.last() != Some(&sound) || sound.is_ascii_digit() {
                out.push(sound);
            }
        }
        at += length;
    }
    out
}

/// The sounds at a place of a word, and how many letters make them.
fn sound(letters: &[u8], at: usize) -> (&'static [u8], usize) {
    let rest = &letters[at..];
    let next = rest.get(1).copied();
    let soft = matches!(next, Some(b'e' | b'i' | b'y'));
    // "Dawn", "Shaw": the two letters are one vowel, unless another follows ("awake").
    if rest.starts_with(b"aw") && !rest.get(2).copied().is_some_and(is_vowel) {
        return (b"o", 2);
    }
    if is_vowel(rest[0]) || rest[0] == b'y' && !next.is_some_and(is_vowel) {
        return vowels(letters, at);
    }
    if at == 0 {
        match rest {
            [b'k' | b'g' | b'p', b'n', ..] => return (b"n", 2),
            [b'w', b'r', ..] => return (b"r", 2),
            [b'w', b'h', ..] => return (b"w", 2),
            [b'p', b's', ..] => return (b"s", 2),
            [b'x', ..] => return (b"z", 1),
            [b't', b's', ..] => return (b"s", 2),
            _ => {}
        }
    }
    match rest {
        [b's', b'c', b'h', ..] => (b"S", 3),
        [b't', b'c', b'h', ..] => (b"C", 3),
        [b's', b'h', ..] | [b'z', b'h', ..] => (b"S", 2),
        [b'c', b'h', b'r' | b'l', ..] => (b"k", 2),
        [b'c', b'h', ..] => (b"C", 2),
        [b'p', b'h', ..] => (b"f", 2),
        [b't', b'h', ..] => (b"T", 2),
        [b'g', b'h'] | [b'g', b'h', b't', ..] => (b"", 2),
        [b'g' | b'r' | b'k' | b'd' | b'b', b'h', ..] => (single(rest[0]), 2),
        [b'd', b'g', b'e' | b'i' | b'y', ..] => (b"J", 2),
        [b'd', b't', ..] => (b"t", 2),
        [b'c', b'k', ..] => (b"k", 2),
        [b's', b'c', b'e' | b'i' | b'y', ..] => (b"s", 2),
        [b'c', ..] if soft => (b"s", 1),
        [b'g', b'g', ..] => (b"g", 2),
        [b'g', b'e' | b'i' | b'y', _, ..] if at > 0 => (b"J", 1),
        // "Geoff", "George": at the start of a word only this is always soft.
        [b'g', b'e', b'o', ..] => (b"J", 1),
        [b'q', b'u', ..] => (b"kw", 2),
        [b'm', b'b'] => (b"m", 2),
        // "Sarah", "Cohen" after a vowel: not heard where no vowel follows.
        [b'h', ..] if at > 0 && !next.is_some_and(is_vowel) => (b"", 1),
        [b'w', ..] if at > 0 && !next.is_some_and(is_vowel) => (b"", 1),
        [letter, ..] => (single(*letter), 1),
        [] => (b"", 1),
    }
}

/// A run of vowels: one sound, after its first letters. A final `e` behind a consonant is silent.
fn vowels(letters: &[u8], at: usize) -> (&'static [u8], usize) {
    let run = letters[at..]
        .iter()
        .take_while(|letter| is_vowel(**letter) || **letter == b'y')
        .count();
    let silent = &letters[at..] == b"e" && at > 1 && !is_vowel(letters[at - 1]);
    let sound: &[u8] = match &letters[at..at + run] {
        _ if silent => b"",
        [b'e', b'a' | b'e' | b'y' | b'i', ..] | [b'i', b'e', ..] | [b'i' | b'y', ..] => b"i",
        [b'o', b'o' | b'u', ..] | [b'e', b'u', ..] | [b'u', ..] => b"u",
        [b'a', b'u', ..] | [b'o', ..] => b"o",
        [b'a', ..] => b"a",
        _ => b"e",
    };
    (sound, run)
}

const fn single(letter: u8) -> &'static [u8] {
    match letter {
        b'b' => b"b",
        b'd' => b"d",
        b'f' => b"f",
        b'g' => b"g",
        b'h' => b"h",
        b'j' => b"J",
        b'c' | b'k' | b'q' => b"k",
        b'l' => b"l",
        b'm' => b"m",
        b'n' => b"n",
        b'p' => b"p",
        b'r' => b"r",
        b's' => b"s",
        b't' => b"t",
        b'v' => b"v",
        b'w' => b"w",
        b'x' => b"ks",
        b'y' => b"y",
        b'z' => b"z",
        b'0' => b"0",
        b'1' => b"1",
        b'2' => b"2",
        b'3' => b"3",
        b'4' => b"4",
        b'5' => b"5",
        b'6' => b"6",
        b'7' => b"7",
        b'8' => b"8",
        b'9' => b"9",
        _ => b"",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(one: &str, other: &str) -> bool {
        Ear::new([other].into_iter()).meant(one).is_some()
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
    fn one_name_is_meant_or_none() {
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
        for (heard, written, expected) in cases {
            assert_eq!(
                Ear::new(written.iter().copied()).meant(heard),
                *expected,
                "{heard} among {written:?}"
            );
        }
    }
}
