//! How a word sounds, and how far two sounds are apart.
//!
//! A code of one's own, and none of `rphonetic` (Soundex, Double Metaphone, Beider-Morse), because
//! these codes only say whether two names are alike. Whoever looks for the name behind a misspelled
//! one must know by how much, so that a second name that is nearly as close forbids the match: sounds
//! keep their vowels here, and a weighted distance tells a vowel apart from a consonant.

use std::borrow::Cow;

/// A consonant more or less.
const CONSONANT: f32 = 1.0;
/// A vowel more or less.
const VOWEL: f32 = 0.4;
/// Another vowel, or a sound that is easily taken for the other.
pub const NEAR_SOUND: f32 = 0.35;
/// What it costs to turn one sequence of sounds into another: an edit distance (Wagner and Fischer
/// 1974) whose costs depend on the sounds. Sequences are those of [`phonetic_code`]; the cost of one
/// consonant more or less is 1.
pub fn phonetic_distance(one: &[u8], other: &[u8]) -> f32 {
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
        b'h' | b'w' | b'y' => NEAR_SOUND,
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
        NEAR_SOUND
    } else if one.is_ascii_digit() || other.is_ascii_digit() {
        4.0
    } else {
        CONSONANT
    }
}

/// The sounds of a word, read as English: one letter each, `S` as in *ship*, `C` as in *chip*, `J` as in *jam* and
/// `T` as in *thin*. A run of vowels is one sound, a doubled consonant too.
///
/// ```
/// use showgraph::text::phonetic::phonetic_code;
///
/// assert_eq!(phonetic_code("Geoff"), phonetic_code("Jeff"));
/// assert_ne!(phonetic_code("Dan"), phonetic_code("Dawn"));
/// ```
pub fn phonetic_code(word: &str) -> Vec<u8> {
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
