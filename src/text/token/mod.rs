//! Text to words, in the one pass that everything else reads: dictionary, capitalised runs, counts.
//!
//! A [`Token`] is a run of letters and digits. What stands between two tokens is not lost: it is
//! the [`Separator`] of the second one, and decides whether a name may reach across it. So `Pub/Sub`,
//! `pub sub` and `pub-sub` are the same two words, and `Node.js` and `AT&T` are two words each.
//!
//! Three signs belong to a word because names depend on them: a trailing `+` or `++` (`C++`,
//! `Disney+`), a `#` behind a single letter (`C#`), and a `.` that opens a word (`.NET`). An `@` or
//! `#` that opens a word is kept as [`WordShape::HANDLE`] or [`WordShape::HASHTAG`], not as part of it. A
//! final `'s` is cut off and kept as [`WordShape::POSSESSIVE`]; other apostrophes separate two words
//! (`O'Reilly`, `don't`).
//!
//! Hashes fold case, so they are equal for `GitHub` and `github`; accents count.

mod between;
mod language;
mod model;
mod word;

use std::ops::Range;

use between::{Between, abbreviates, common_gap};
#[allow(
    unused_imports,
    reason = "the build script, which compiles this too, needs none"
)]
pub use language::Language;
pub use model::{Separator, Token, WordShape};
use word::read_word;
pub use word::word_hash;

/// Cuts `text[range]` into words and appends them to `out`.
///
/// `lead` is the gap before the range: [`Separator::Block`] at the start of a block, and for a further
/// run of the same block what the call for the run before returned: the gap behind its last word.
///
/// ```
/// use showgraph::text::token::{Separator, tokenize};
///
/// let text = "Cloud Pub/Sub, Google's";
/// let mut tokens = Vec::new();
/// tokenize(text, 0..text.len(), Separator::Block, &mut tokens);
/// let words: Vec<_> = tokens.iter().map(|t| (t.gap, t.text(text))).collect();
/// assert_eq!(words, [
///     (Separator::Block, "Cloud"),
///     (Separator::Space, "Pub"),
///     (Separator::Slash, "Sub"),
///     (Separator::Comma, "Google"),
/// ]);
/// ```
///
/// # Panics
///
/// When the range does not lie on character boundaries of the text, or the text is 4 GiB long.
pub fn tokenize(
    text: &str,
    range: Range<usize>,
    lead: Separator,
    out: &mut Vec<Token>,
) -> Separator {
    let text = &text[..range.end];
    u32::try_from(text.len()).expect("a text is shorter than 4 GiB");
    let bytes = text.as_bytes();
    let first = out.len();
    let mut lead = lead;
    let mut at = range.start;
    loop {
        let gap = match common_gap(bytes, at).filter(|_| at > range.start) {
            Some((gap, len)) => {
                at += len;
                Between::of(gap)
            }
            None => {
                let between = Between::read(text, at, out[first..].last());
                at = between.end;
                between
            }
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
            token.shape = token.shape.union(WordShape::POSSESSIVE);
            at = end;
        }
        out.push(token);
        lead = Separator::None;
    }
}

/// What stands between two words that white space outside of both pieces of text parts, such as the end of a
/// line: `lead` is what stood behind the first, `previous`.
pub(crate) fn gap_over_space(lead: Separator, previous: Option<&Token>, text: &str) -> Separator {
    match lead {
        Separator::Dot if previous.is_some_and(|token| abbreviates(token, text)) => {
            Separator::Abbreviation
        }
        _ => lead.then(Separator::Space),
    }
}

/// The words of a text that stands alone.
pub fn words_of(text: &str) -> Vec<Token> {
    let mut words = Vec::new();
    tokenize(text, 0..text.len(), Separator::Block, &mut words);
    words
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

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(Separator, String)> {
        words_of(text)
            .iter()
            .map(|token| (token.gap, token.text(text).to_owned()))
            .collect()
    }

    fn shape(word: &str) -> WordShape {
        let tokens = words_of(word);
        assert_eq!(tokens.len(), 1, "{word} is one word");
        tokens[0].shape
    }

    #[test]
    fn names_with_signs() {
        use Separator::{Ampersand, Apostrophe, Block, Dot, Hyphen, Slash, Space};
        let cases: &[(&str, &[(Separator, &str)])] = &[
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
            ("a+b", &[(Block, "a"), (Separator::Symbol, "b")]),
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
            ("a, b", Separator::Comma),
            ("a. b", Separator::Sentence),
            ("a\" b", Separator::Quote),
            ("a (b", Separator::Bracket),
            ("a - b", Separator::Sentence),
            ("a — b", Separator::Sentence),
            ("a- b", Separator::Comma),
            ("A. b", Separator::Abbreviation),
            ("Dr. b", Separator::Abbreviation),
            ("Rep. B", Separator::Abbreviation),
            ("rep. B", Separator::Sentence),
            ("a: b", Separator::Sentence),
            ("a's, b", Separator::Comma),
            ("a\u{a0}b", Separator::Space),
            ("a® b", Separator::Space),
            ("a / b", Separator::Sentence),
            ("a@b", Separator::Symbol),
            ("a @b", Separator::Space),
            ("a), b", Separator::Comma),
        ];
        for (text, gap) in cases {
            assert_eq!(words(text)[1].0, gap, "{text}");
        }
    }

    #[test]
    fn ends_of_lines() {
        let cases = [
            ("end.", Separator::Dot, Separator::Sentence),
            ("Samuel L.", Separator::Dot, Separator::Abbreviation),
            ("well-", Separator::Hyphen, Separator::Comma),
            ("words", Separator::None, Separator::Space),
            ("words,", Separator::Comma, Separator::Comma),
        ];
        for (line, lead, gap) in cases {
            let words = words_of(line);
            assert_eq!(gap_over_space(lead, words.last(), line), gap, "{line}");
        }
    }

    #[test]
    fn shapes() {
        let cases = [
            (
                "Rust",
                WordShape::CAPITAL,
                WordShape::MIXED
                    .union(WordShape::LOWER)
                    .union(WordShape::ALL_CAPS),
            ),
            (
                "DNS",
                WordShape::ALL_CAPS.union(WordShape::CAPITAL),
                WordShape::LOWER,
            ),
            (
                "GitLab",
                WordShape::MIXED.union(WordShape::CAPITAL),
                WordShape::ALL_CAPS,
            ),
            ("iPhone", WordShape::MIXED, WordShape::CAPITAL),
            ("continuousBuild", WordShape::MIXED, WordShape::CAPITAL),
            (
                "2026",
                WordShape::DIGITS.union(WordShape::HAS_DIGIT),
                WordShape::LOWER,
            ),
            (
                "k8s",
                WordShape::LOWER.union(WordShape::HAS_DIGIT),
                WordShape::DIGITS,
            ),
            (
                "@mark",
                WordShape::HANDLE.union(WordShape::LOWER),
                WordShape::HASHTAG,
            ),
            ("#rust", WordShape::HASHTAG, WordShape::HANDLE),
            ("Mark's", WordShape::POSSESSIVE, WordShape::SYMBOL),
            ("C++", WordShape::SYMBOL, WordShape::ALL_CAPS),
            (
                "Élan",
                WordShape::CAPITAL.union(WordShape::NON_ASCII),
                WordShape::LOWER,
            ),
        ];
        for (word, yes, no) in cases {
            assert!(shape(word).contains(yes), "{word}: {:?}", shape(word));
            assert!(!shape(word).intersects(no), "{word}: {:?}", shape(word));
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
                assert_eq!(words_of(&text)[0].hash, word_hash(word), "{text}");
            }
        }
        assert_ne!(word_hash("cafe"), word_hash("café"));
    }

    #[test]
    fn runs_of_one_block_continue() {
        let text = "the Pub/Sub. Then Node.js";
        let mut tokens = Vec::new();
        let mut lead = Separator::Block;
        for range in [0..8, 8..12, 12..18, 18..22, 22..25] {
            lead = tokenize(text, range, lead, &mut tokens);
        }
        assert_eq!(lead, Separator::None);
        let whole = words_of(text);
        let gaps = |tokens: &[Token]| tokens.iter().map(|t| (t.start, t.gap)).collect::<Vec<_>>();
        assert_eq!(gaps(&tokens)[..4], gaps(&whole)[..4]);
    }

    proptest::proptest! {
        #[test]
        fn tokens_are_ordered_and_lie_in_the_text(text in "\\PC*") {
            let tokens = words_of(&text);
            let mut last = 0;
            for token in &tokens {
                assert!(token.start as usize >= last && token.start < token.end);
                assert_eq!(word_hash(token.text(&text)), token.hash);
                last = token.end as usize;
            }
        }
    }
}
