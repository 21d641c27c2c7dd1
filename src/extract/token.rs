//! Text to words, in the one pass that everything else reads: dictionary, capitalised runs, counts.
//!
//! A [`Token`] is a run of letters and digits. What stands between two tokens is not lost: it is
//! the [`Gap`] of the second one, and decides whether a name may reach across it. So `Pub/Sub`,
//! `pub sub` and `pub-sub` are the same two words, and `Node.js` and `AT&T` are two words each.
//!
//! Three signs belong to a word because names depend on them: a trailing `+` or `++` (`C++`,
//! `Disney+`), a `#` behind a single letter (`C#`), and a `.` that opens a word (`.NET`). An `@` or
//! `#` that opens a word is kept as [`Shape::HANDLE`] or [`Shape::HASHTAG`], not as part of it. A
//! final `'s` is cut off and kept as [`Shape::POSSESSIVE`]; other apostrophes separate two words
//! (`O'Reilly`, `don't`).
//!
//! Hashes fold case, so they are equal for `GitHub` and `github`; accents count.

use std::ops::Range;

/// A word and what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte of the word in the text.
    pub start: u32,
    /// One past its last byte, less a possessive `'s`.
    pub end: u32,
    /// Hash of the word in lower case: see [`word_hash`].
    pub hash: u32,
    /// What the word looks like.
    pub shape: Shape,
    /// What stands between the previous word and this one.
    pub gap: Gap,
}

impl Token {
    /// The word's bytes in its text.
    pub const fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The word as it stands in its text.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.range()]
    }
}

/// What a word looks like: a set of flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shape(u16);

impl Shape {
    /// The first letter is a capital (`Rust`, `LINUX`, `GitLab`).
    pub const CAPITAL: Self = Self(1);
    /// Two letters or more, all of them capitals (`DNS`, `K8S`).
    pub const ALL_CAPS: Self = Self(1 << 1);
    /// Letters, none of them a capital.
    pub const LOWER: Self = Self(1 << 2);
    /// A capital behind a small letter (`GitLab`, `iPhone`).
    pub const MIXED: Self = Self(1 << 3);
    /// Nothing but digits.
    pub const DIGITS: Self = Self(1 << 4);
    /// At least one digit.
    pub const HAS_DIGIT: Self = Self(1 << 5);
    /// A `+`, `#` or opening `.` belongs to the word.
    pub const SYMBOL: Self = Self(1 << 6);
    /// An `@` stands before it.
    pub const HANDLE: Self = Self(1 << 7);
    /// A `#` stands before it.
    pub const HASHTAG: Self = Self(1 << 8);
    /// An `'s` follows it.
    pub const POSSESSIVE: Self = Self(1 << 9);
    /// Letters or digits beyond ASCII.
    pub const NON_ASCII: Self = Self(1 << 10);

    /// Whether all flags of `other` are set.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any flag of `other` is set.
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn set(&mut self, other: Self, when: bool) {
        if when {
            self.0 |= other.0;
        }
    }
}

/// What stands between two words, from what binds most to what divides most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// Nothing: the words touch (at a change of style, or at a sign such as `+` within `a+b`).
    None,
    /// White space.
    Space,
    /// `-` or `_` between two letters.
    Hyphen,
    /// `/` between two letters.
    Slash,
    /// `.` between two letters.
    Dot,
    /// An apostrophe between two letters.
    Apostrophe,
    /// `&`, with or without spaces.
    Ampersand,
    /// `. ` behind an initial or a title: `Samuel L. Jackson`, `Dr. Who`.
    Abbreviation,
    /// A quotation mark.
    Quote,
    /// A round, square, curly or angle bracket.
    Bracket,
    /// Any other sign.
    Symbol,
    /// A comma, or a hyphen or slash with a space beside it.
    Comma,
    /// What ends a sentence or a clause: `.` `!` `?` `:` `;`, a dash.
    Sentence,
    /// The start of a block.
    Block,
}

impl Gap {
    /// Whether a name may reach across it.
    pub const fn joins(self) -> bool {
        (self as u8) <= Self::Abbreviation as u8
    }

    /// What it means when white space or another sign stands beside it.
    const fn apart(self) -> Self {
        match self {
            Self::Hyphen | Self::Slash => Self::Comma,
            Self::Dot => Self::Sentence,
            Self::Apostrophe => Self::Quote,
            other => other,
        }
    }

    fn then(self, next: Self) -> Self {
        match (self, next) {
            (Self::None, gap) | (gap, Self::None) => gap,
            (before, after) => before.apart().max(after.apart()),
        }
    }
}

/// The hash of a word, with case folded: what [`Token::hash`] holds.
///
/// The word must be one token, as [`tokenize`] would cut it.
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

/// Cuts `text[range]` into words and appends them to `out`.
///
/// `lead` is the gap before the range: [`Gap::Block`] at the start of a block, and for a further
/// run of the same block what the call for the run before returned: the gap behind its last word.
///
/// ```
/// use showgraph::extract::{Gap, tokenize};
///
/// let text = "Cloud Pub/Sub, Google's";
/// let mut tokens = Vec::new();
/// tokenize(text, 0..text.len(), Gap::Block, &mut tokens);
/// let words: Vec<_> = tokens.iter().map(|t| (t.gap, t.text(text))).collect();
/// assert_eq!(words, [
///     (Gap::Block, "Cloud"),
///     (Gap::Space, "Pub"),
///     (Gap::Slash, "Sub"),
///     (Gap::Comma, "Google"),
/// ]);
/// ```
///
/// # Panics
///
/// When the range does not lie on character boundaries of the text, or the text is 4 GiB long.
pub fn tokenize(text: &str, range: Range<usize>, lead: Gap, out: &mut Vec<Token>) -> Gap {
    let text = &text[..range.end];
    u32::try_from(text.len()).expect("a text is shorter than 4 GiB");
    let bytes = text.as_bytes();
    let first = out.len();
    let mut lead = lead;
    let mut at = range.start;
    loop {
        // One space before an ASCII word is by far the commonest gap.
        let plain = bytes.get(at) == Some(&b' ')
            && bytes.get(at + 1).is_some_and(|b| b.is_ascii_alphanumeric());
        let gap = if plain {
            at += 1;
            Between::of(Gap::Space)
        } else {
            let between = Between::read(text, at, out[first..].last());
            at = between.end;
            between
        };
        let before = lead.then(gap.gap);
        if at >= bytes.len() {
            return before;
        }
        let mut token = read_word(text, at, gap.dotted);
        at = token.end as usize;
        token.gap = before;
        token.shape = token.shape.union(gap.sigil);
        if let Some(b'\'' | 0xe2) = bytes.get(at)
            && let Some(end) = possessive(text, at)
        {
            token.shape = token.shape.union(Shape::POSSESSIVE);
            at = end;
        }
        out.push(token);
        lead = Gap::None;
    }
}

/// Where the `'s` at `at` ends, if there is one.
fn possessive(text: &str, at: usize) -> Option<usize> {
    let rest = text[at..]
        .strip_prefix('\'')
        .or_else(|| text[at..].strip_prefix('’'))?;
    let rest = rest.strip_prefix(['s', 'S'])?;
    let ends = !rest.starts_with(|c: char| c.is_alphanumeric());
    ends.then_some(text.len() - rest.len())
}

/// What was read between two words.
struct Between {
    gap: Gap,
    end: usize,
    /// An `@` or `#` right before the word.
    sigil: Shape,
    /// A `.` right before the word belongs to it.
    dotted: bool,
}

impl Between {
    const fn of(gap: Gap) -> Self {
        Self {
            gap,
            end: 0,
            sigil: Shape(0),
            dotted: false,
        }
    }

    fn read(text: &str, start: usize, previous: Option<&Token>) -> Self {
        let mut between = Self::of(Gap::None);
        // The sign that the word will touch, if no white space follows it.
        let mut last: Option<char> = None;
        let mut signs = 0;
        let mut spaces = false;
        let mut chars = text[start..].chars();
        between.end = text.len();
        loop {
            let rest = chars.as_str().len();
            let Some(c) = chars.next() else { break };
            if is_word(c) {
                between.end = text.len() - rest;
                break;
            }
            if let Some(sign) = last.take() {
                between.gap = between.gap.max(sign_gap(sign).apart());
            }
            if c.is_whitespace() || matches!(c, '™' | '®' | '©' | '\u{200b}' | '\u{feff}') {
                spaces = true;
            } else {
                signs += 1;
                last = Some(c);
            }
        }
        let alone = signs == 1 && !spaces && (start > 0 && previous.is_some());
        match last {
            Some(sign) if alone => between.gap = sign_gap(sign),
            Some('@') => between.sigil = Shape::HANDLE,
            Some('#') => between.sigil = Shape::HASHTAG,
            Some('.') if text[between.end..].starts_with(|c: char| c.is_ascii_alphabetic()) => {
                between.dotted = true;
            }
            Some(sign) if signs == 1 && !spaces => between.gap = sign_gap(sign),
            Some(sign) => between.gap = between.gap.max(sign_gap(sign).apart()),
            None => {}
        }
        if spaces && between.gap == Gap::None {
            between.gap = Gap::Space;
        }
        if signs == 1 && spaces {
            if between.gap == Gap::Comma && text[start..].starts_with([' ', '\n']) {
                // A hyphen or slash with spaces on both sides is a dash.
                let sign = text[start..].trim_start();
                if sign.starts_with(['-', '/']) && last.is_none() {
                    between.gap = Gap::Sentence;
                }
            } else if between.gap == Gap::Sentence
                && text[start..].starts_with(". ")
                && previous.is_some_and(|token| abbreviates(token, text))
            {
                between.gap = Gap::Abbreviation;
            }
        }
        between
    }
}

/// Whether a full stop behind this word is probably no end of a sentence.
fn abbreviates(token: &Token, text: &str) -> bool {
    const TITLES: [&str; 8] = ["dr", "mr", "mrs", "ms", "mx", "prof", "st", "vs"];
    let word = token.text(text);
    token.shape.has(Shape::CAPITAL) && word.chars().count() == 1
        || TITLES.iter().any(|title| title.eq_ignore_ascii_case(word))
}

fn is_word(c: char) -> bool {
    // Combining accents belong to the letter before them.
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}')
}

fn sign_gap(sign: char) -> Gap {
    match sign {
        '-' | '_' | '\u{2010}' | '\u{2011}' => Gap::Hyphen,
        '/' => Gap::Slash,
        '.' => Gap::Dot,
        '\'' | '’' => Gap::Apostrophe,
        '&' => Gap::Ampersand,
        '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '‹' | '›' | '`' => Gap::Quote,
        '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' => Gap::Bracket,
        ',' | '、' => Gap::Comma,
        '!' | '?' | ':' | ';' | '…' | '–' | '—' | '―' | '•' | '·' | '|' | '。' | '→' => {
            Gap::Sentence
        }
        _ => Gap::Symbol,
    }
}

/// Reads the word at `start`; `dotted` when the `.` before it is its first character.
fn read_word(text: &str, start: usize, dotted: bool) -> Token {
    let bytes = text.as_bytes();
    let mut at = start;
    let mut hash = Hash::default();
    let mut letters = Letters::default();
    loop {
        let lanes = Lanes::new(&bytes[at..]);
        let (word, len) = lanes.leading_word();
        if len > 0 {
            letters.add(word, at == start);
            hash.add(word.folded());
        }
        at += len;
        if len < 8 {
            break;
        }
    }
    let mut shape = Shape::default();
    if bytes.get(at).is_some_and(|b| !b.is_ascii()) && text[at..].starts_with(is_word) {
        at = start
            + text[start..]
                .find(|c| !is_word(c))
                .unwrap_or(text.len() - start);
        letters = Letters::of(&text[start..at]);
        shape = shape.union(Shape::NON_ASCII);
        hash = Hash::default();
        hash.add_folded(&text[start..at]);
    }
    let signs = trailing_signs(bytes, start, at);
    let begin = start - usize::from(dotted);
    if signs > 0 || dotted {
        at += signs;
        shape = shape.union(Shape::SYMBOL);
        hash = Hash::default();
        hash.add_folded(&text[begin..at]);
    }
    Token {
        start: begin as u32,
        end: at as u32,
        hash: hash.finish(),
        shape: shape.union(letters.shape()),
        gap: Gap::None,
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
    upper: u32,
    lower: u32,
    digit: u32,
    first_upper: bool,
    /// A capital stands behind a small letter.
    hump: bool,
    /// The word so far ends with a small letter.
    ends_lower: bool,
}

impl Letters {
    fn add(&mut self, lanes: Lanes, first: bool) {
        let (upper, letter, digit) = (lanes.upper(), lanes.letter(), lanes.digit());
        let lower = letter & !upper;
        self.upper += upper.count_ones();
        self.lower += lower.count_ones();
        self.digit += digit.count_ones();
        if first {
            self.first_upper = upper & 0x80 != 0;
        }
        self.hump |= (lower << 8 | u64::from(self.ends_lower) << 7) & upper != 0;
        self.ends_lower = lower >> 63 != 0;
    }

    fn of(word: &str) -> Self {
        let mut letters = Self::default();
        for (index, c) in word.chars().enumerate() {
            let (upper, lower) = (c.is_uppercase(), c.is_lowercase());
            letters.upper += u32::from(upper);
            letters.lower += u32::from(lower);
            letters.digit += u32::from(c.is_numeric());
            letters.first_upper |= upper && index == 0;
            letters.hump |= upper && letters.ends_lower;
            letters.ends_lower = lower;
        }
        letters
    }

    fn shape(&self) -> Shape {
        let mut shape = Shape::default();
        shape.set(Shape::CAPITAL, self.first_upper);
        shape.set(Shape::ALL_CAPS, self.upper > 1 && self.lower == 0);
        shape.set(Shape::LOWER, self.lower > 0 && self.upper == 0);
        shape.set(Shape::MIXED, self.hump);
        shape.set(Shape::HAS_DIGIT, self.digit > 0);
        shape.set(
            Shape::DIGITS,
            self.digit > 0 && self.upper + self.lower == 0,
        );
        shape
    }
}

/// Eight bytes at a time; the masks have the top bit of each byte set or not.
#[derive(Clone, Copy)]
struct Lanes(u64);

impl Lanes {
    const TOP: u64 = 0x8080_8080_8080_8080;

    /// The first eight bytes, or all there are.
    fn new(bytes: &[u8]) -> Self {
        if let Some(chunk) = bytes.first_chunk::<8>() {
            return Self(u64::from_le_bytes(*chunk));
        }
        let mut chunk = [0; 8];
        chunk[..bytes.len()].copy_from_slice(bytes);
        Self(u64::from_le_bytes(chunk))
    }

    /// Bytes from `low` to `high`, both below 128.
    const fn between(bytes: u64, low: u8, high: u8) -> u64 {
        const ONES: u64 = 0x0101_0101_0101_0101;
        let seven = bytes & !Self::TOP;
        let at_least = seven + ONES * (128 - low as u64);
        let above = seven + ONES * (127 - high as u64);
        at_least & !above & !bytes & Self::TOP
    }

    const fn letter(self) -> u64 {
        Self::between(self.0 | 0x2020_2020_2020_2020, b'a', b'z')
    }

    const fn digit(self) -> u64 {
        Self::between(self.0, b'0', b'9')
    }

    const fn upper(self) -> u64 {
        Self::between(self.0, b'A', b'Z')
    }

    /// With ASCII letters in lower case.
    const fn folded(self) -> u64 {
        self.0 | self.upper() >> 2
    }

    /// The letters and digits that it begins with, the rest zero, and how many they are.
    const fn leading_word(self) -> (Self, usize) {
        let other = !(self.letter() | self.digit()) & Self::TOP;
        let len = other.trailing_zeros() as usize / 8;
        let mask = if len == 8 { !0 } else { (1 << (8 * len)) - 1 };
        (Self(self.0 & mask), len)
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
            self.add(Lanes::new(chunk).0);
        }
    }

    const fn finish(&self) -> u32 {
        (self.0 >> 32) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(Gap, String)> {
        let mut tokens = Vec::new();
        tokenize(text, 0..text.len(), Gap::Block, &mut tokens);
        tokens
            .iter()
            .map(|token| (token.gap, token.text(text).to_owned()))
            .collect()
    }

    fn shape(word: &str) -> Shape {
        let mut tokens = Vec::new();
        tokenize(word, 0..word.len(), Gap::Block, &mut tokens);
        assert_eq!(tokens.len(), 1, "{word} is one word");
        tokens[0].shape
    }

    #[test]
    fn names_with_signs() {
        use Gap::{Ampersand, Apostrophe, Block, Dot, Hyphen, Slash, Space};
        let cases: &[(&str, &[(Gap, &str)])] = &[
            (
                "C++ and C#",
                &[(Block, "C++"), (Space, "and"), (Space, "C#")],
            ),
            ("on .NET", &[(Block, "on"), (Space, ".NET")]),
            (".NET", &[(Block, ".NET")]),
            ("Node.js", &[(Block, "Node"), (Dot, "js")]),
            ("Pub/Sub", &[(Block, "Pub"), (Slash, "Sub")]),
            ("AT&T", &[(Block, "AT"), (Ampersand, "T")]),
            ("R & D", &[(Block, "R"), (Ampersand, "D")]),
            ("O'Reilly’s", &[(Block, "O"), (Apostrophe, "Reilly")]),
            ("k8s 1.3", &[(Block, "k8s"), (Space, "1"), (Dot, "3")]),
            (
                "end-to-end",
                &[(Block, "end"), (Hyphen, "to"), (Hyphen, "end")],
            ),
            ("Disney+", &[(Block, "Disney+")]),
            ("a+b", &[(Block, "a"), (Gap::Symbol, "b")]),
            ("Google's plan", &[(Block, "Google"), (Space, "plan")]),
            ("Café 1Password", &[(Block, "Café"), (Space, "1Password")]),
        ];
        for (text, expected) in cases {
            let expected: Vec<_> = expected
                .iter()
                .map(|(g, w)| (*g, (*w).to_owned()))
                .collect();
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn gaps() {
        let cases = [
            ("a, b", Gap::Comma),
            ("a. b", Gap::Sentence),
            ("a\" b", Gap::Quote),
            ("a (b", Gap::Bracket),
            ("a - b", Gap::Sentence),
            ("a — b", Gap::Sentence),
            ("a- b", Gap::Comma),
            ("A. b", Gap::Abbreviation),
            ("Dr. b", Gap::Abbreviation),
            ("a: b", Gap::Sentence),
            ("a's, b", Gap::Comma),
            ("a\u{a0}b", Gap::Space),
            ("a® b", Gap::Space),
            ("a / b", Gap::Sentence),
            ("a@b", Gap::Symbol),
            ("a @b", Gap::Space),
            ("a), b", Gap::Comma),
        ];
        for (text, gap) in cases {
            assert_eq!(words(text)[1].0, gap, "{text}");
        }
    }

    #[test]
    fn shapes() {
        let cases = [
            (
                "Rust",
                Shape::CAPITAL,
                Shape::MIXED.union(Shape::LOWER).union(Shape::ALL_CAPS),
            ),
            ("DNS", Shape::ALL_CAPS.union(Shape::CAPITAL), Shape::LOWER),
            (
                "GitLab",
                Shape::MIXED.union(Shape::CAPITAL),
                Shape::ALL_CAPS,
            ),
            ("iPhone", Shape::MIXED, Shape::CAPITAL),
            ("continuousBuild", Shape::MIXED, Shape::CAPITAL),
            ("2026", Shape::DIGITS.union(Shape::HAS_DIGIT), Shape::LOWER),
            ("k8s", Shape::LOWER.union(Shape::HAS_DIGIT), Shape::DIGITS),
            ("@mark", Shape::HANDLE.union(Shape::LOWER), Shape::HASHTAG),
            ("#rust", Shape::HASHTAG, Shape::HANDLE),
            ("Mark's", Shape::POSSESSIVE, Shape::SYMBOL),
            ("C++", Shape::SYMBOL, Shape::ALL_CAPS),
            ("Élan", Shape::CAPITAL.union(Shape::NON_ASCII), Shape::LOWER),
        ];
        for (word, yes, no) in cases {
            assert!(shape(word).has(yes), "{word}: {:?}", shape(word));
            assert!(!shape(word).any(no), "{word}: {:?}", shape(word));
        }
    }

    #[test]
    fn hashes_fold_case_and_agree_with_word_hash() {
        for word in [
            "Kubernetes",
            "abcdefgh",
            "abcdefghi",
            "ÉLAN",
            "C++",
            "a",
            "straße",
            "K8S",
        ] {
            for text in [word.to_owned(), word.to_lowercase(), format!("{word} x")] {
                let mut tokens = Vec::new();
                tokenize(&text, 0..text.len(), Gap::Block, &mut tokens);
                assert_eq!(tokens[0].hash, word_hash(word), "{text}");
            }
        }
        assert_ne!(word_hash("cafe"), word_hash("café"));
    }

    #[test]
    fn runs_of_one_block_continue() {
        let text = "the Pub/Sub. Then Node.js";
        let mut tokens = Vec::new();
        let mut lead = Gap::Block;
        for range in [0..8, 8..12, 12..18, 18..22, 22..25] {
            lead = tokenize(text, range, lead, &mut tokens);
        }
        assert_eq!(lead, Gap::None);
        let mut whole = Vec::new();
        tokenize(text, 0..text.len(), Gap::Block, &mut whole);
        let gaps = |tokens: &[Token]| tokens.iter().map(|t| (t.start, t.gap)).collect::<Vec<_>>();
        assert_eq!(gaps(&tokens)[..4], gaps(&whole)[..4]);
    }

    proptest::proptest! {
        #[test]
        fn tokens_are_ordered_and_lie_in_the_text(text in "\\PC*") {
            let mut tokens = Vec::new();
            tokenize(&text, 0..text.len(), Gap::Block, &mut tokens);
            let mut last = 0;
            for token in &tokens {
                assert!(token.start as usize >= last && token.start < token.end);
                assert_eq!(word_hash(token.text(&text)), token.hash);
                last = token.end as usize;
            }
        }
    }
}
