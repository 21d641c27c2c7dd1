//! One word: where it ends, what it looks like, and its hash, eight bytes at a time.

use super::between::is_word;
use super::language::Language;
use super::model::{Separator, Token, WordShape};

/// The hash of a word, with case folded: what [`Token::hash`] holds.
///
/// The word must be one token, as [`tokenize`](crate::text::token::tokenize) would cut it.
pub fn word_hash(word: &str) -> u32 {
    let mut hash = Hash::default();
    if word.is_ascii() {
        for chunk in word.as_bytes().chunks(8) {
            hash.add(Lanes::new(chunk).folded());
        }
    } else {
        hash.add_folded(word);
    }
    hash.finish()
}

/// Reads the word at `start`; `dotted` when the `.` before it is its first character.
#[inline]
pub(super) fn read_word(text: &str, start: usize, dotted: bool) -> Token {
    let bytes = text.as_bytes();
    let mut at = start;
    let mut hash = Hash::default();
    let mut letters = Letters::default();
    loop {
        let mut lanes = Lanes::new(&bytes[at..]);
        let len = lanes.cut();
        if len > 0 {
            letters.add(&lanes, at == start);
            hash.add(lanes.folded());
        }
        at += len;
        if len < 8 {
            break;
        }
    }
    let mut shape = WordShape::default();
    if bytes.get(at).is_some_and(|b| !b.is_ascii()) && text[at..].starts_with(is_word) {
        at = start
            + text[start..]
                .find(|c| !is_word(c))
                .unwrap_or(text.len() - start);
        letters = Letters::of(&text[start..at]);
        shape = shape.union(WordShape::NON_ASCII);
        hash = Hash::default();
        hash.add_folded(&text[start..at]);
    }
    let signs = trailing_signs(bytes, start, at);
    let begin = start - usize::from(dotted);
    if signs > 0 || dotted {
        at += signs;
        shape = shape.union(WordShape::SYMBOL);
        hash = Hash::default();
        hash.add_folded(&text[begin..at]);
    }
    Token {
        start: begin as u32,
        end: at as u32,
        hash: hash.finish(),
        shape: shape.union(letters.shape()),
        gap: Separator::None,
        language: Language::English,
    }
}

/// How many signs behind the word `bytes[start..end]` belong to it.
fn trailing_signs(bytes: &[u8], start: usize, end: usize) -> usize {
    let Some(sign @ (b'+' | b'#')) = bytes.get(end) else {
        return 0;
    };
    let next = bytes.get(end + 1).copied().unwrap_or(b' ');
    let letter = bytes[end - 1].is_ascii_alphabetic();
    match sign {
        b'#' if end - start == 1 && letter && !next.is_ascii_alphanumeric() => 1,
        b'+' if letter && next == b'+' => 2,
        b'+' if letter && !next.is_ascii_alphanumeric() => 1,
        _ => 0,
    }
}

/// Which letters and digits a word has.
#[derive(Default)]
struct Letters {
    upper: bool,
    /// Two capitals or more.
    uppers: bool,
    lower: bool,
    digit: bool,
    first_upper: bool,
    /// A capital stands behind a small letter.
    hump: bool,
    /// The word so far ends with a small letter.
    ends_lower: bool,
}

impl Letters {
    #[inline]
    fn add(&mut self, lanes: &Lanes, first: bool) {
        let upper = lanes.upper;
        let lower = lanes.letter & !upper;
        self.lower |= lower != 0;
        self.digit |= lanes.digit != 0;
        self.uppers |= self.upper & (upper != 0) | (upper & upper.wrapping_sub(1) != 0);
        self.upper |= upper != 0;
        self.hump |= (lower << 8 | u64::from(self.ends_lower) << 7) & upper != 0;
        self.first_upper |= first & (upper & 0x80 != 0);
        self.ends_lower = lower >> 63 != 0;
    }

    fn of(word: &str) -> Self {
        let mut letters = Self::default();
        for (index, c) in word.chars().enumerate() {
            let (upper, lower) = (c.is_uppercase(), c.is_lowercase());
            letters.uppers |= upper && letters.upper;
            letters.upper |= upper;
            letters.lower |= lower;
            letters.digit |= c.is_numeric();
            letters.first_upper |= upper && index == 0;
            letters.hump |= upper && letters.ends_lower;
            letters.ends_lower = lower;
        }
        letters
    }

    fn shape(&self) -> WordShape {
        let mut shape = WordShape::default();
        shape.add(WordShape::CAPITAL, self.first_upper);
        shape.add(WordShape::ALL_CAPS, self.uppers && !self.lower);
        shape.add(WordShape::LOWER, self.lower && !self.upper);
        shape.add(WordShape::MIXED, self.hump);
        shape.add(WordShape::HAS_DIGIT, self.digit);
        shape.add(WordShape::DIGITS, self.digit && !self.upper && !self.lower);
        shape
    }
}

/// Eight bytes of text, and which of them are what: the masks have the top bit of a byte set or not.
struct Lanes {
    bytes: u64,
    upper: u64,
    letter: u64,
    digit: u64,
}

impl Lanes {
    const TOP: u64 = 0x8080_8080_8080_8080;

    /// The first eight bytes, or all there are.
    #[inline]
    fn new(bytes: &[u8]) -> Self {
        let bytes = match bytes.first_chunk::<8>() {
            Some(chunk) => u64::from_le_bytes(*chunk),
            None => {
                let mut chunk = [0; 8];
                chunk[..bytes.len()].copy_from_slice(bytes);
                u64::from_le_bytes(chunk)
            }
        };
        let (seven, ascii) = (bytes & !Self::TOP, !bytes & Self::TOP);
        let upper = Self::between(seven, b'A', b'Z') & ascii;
        Self {
            bytes,
            upper,
            letter: Self::between(seven | 0x2020_2020_2020_2020, b'a', b'z') & ascii,
            digit: Self::between(seven, b'0', b'9') & ascii,
        }
    }

    /// Top bits of the bytes from `low` to `high`; no byte may have its own top bit set.
    const fn between(seven: u64, low: u8, high: u8) -> u64 {
        const ONES: u64 = 0x0101_0101_0101_0101;
        (seven + ONES * (128 - low as u64)) & !(seven + ONES * (127 - high as u64))
    }

    /// With ASCII letters in lower case.
    const fn folded(&self) -> u64 {
        self.bytes | self.upper >> 2
    }

    /// Clears what does not belong to the word at the start, and says how long that word is.
    #[inline]
    const fn cut(&mut self) -> usize {
        let other = !(self.letter | self.digit) & Self::TOP;
        let len = other.trailing_zeros() / 8;
        // All eight bytes for a length of eight, for which a shift would be too wide.
        let mask = (1u64 << (4 * len) << (4 * len)).wrapping_sub(1);
        self.bytes &= mask;
        self.upper &= mask;
        self.letter &= mask;
        self.digit &= mask;
        len as usize
    }
}

/// A multiplicative hash over words of eight bytes.
#[derive(Default)]
struct Hash(u64);

impl Hash {
    const fn add(&mut self, chunk: u64) {
        self.0 = (self.0.rotate_left(5) ^ chunk).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn add_folded(&mut self, word: &str) {
        let folded = word.to_lowercase();
        for chunk in folded.as_bytes().chunks(8) {
            self.add(Lanes::new(chunk).bytes);
        }
    }

    const fn finish(&self) -> u32 {
        (self.0 >> 32) as u32
    }
}
