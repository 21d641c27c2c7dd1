//! The terms by which texts are compared: words, and pairs of words that follow each other.
//!
//! Stop words are passed over, those of English and of the language of the text, and so is what says nothing alone: a single letter, a number. A number
//! counts together with the word before it ("python 3"). Chinese and Japanese text has no spaces
//! between words: there a term is two characters that follow each other.

use super::name_lists::{WordClass, of_hash, of_token};
use crate::text::token::{Language, Separator, Token, WordShape, words_of};

/// Visits the terms of a text that stands alone, in reading order, in lower case; each as often as it
/// stands there.
///
/// ```
/// use showgraph::knowledge::terms::visit_terms;
///
/// let mut terms = Vec::new();
/// visit_terms("The history of Python 3: 日本語", |term| terms.push(term.to_owned()));
/// assert_eq!(terms, ["history", "python", "history python", "python 3", "日本", "本語"]);
/// ```
pub fn visit_terms(text: &str, visit: impl FnMut(&str)) {
    visit_terms_of(text, &words_of(text), visit);
}

/// The same of a text in some language.
///
/// ```
/// use showgraph::knowledge::terms::visit_terms_in;
/// use showgraph::text::token::Language;
///
/// let mut terms = Vec::new();
/// visit_terms_in(Language::German, "Die Geschichte der Raumfahrt", |term| terms.push(term.to_owned()));
/// assert_eq!(terms, ["geschichte", "raumfahrt", "geschichte raumfahrt"]);
/// ```
pub fn visit_terms_in(language: Language, text: &str, visit: impl FnMut(&str)) {
    let mut words = words_of(text);
    for word in &mut words {
        word.language = language;
    }
    visit_terms_of(text, &words, visit);
}

/// Visits the terms of words of a text, which stand in one block of it.
pub fn visit_terms_of(text: &str, words: &[Token], mut visit: impl FnMut(&str)) {
    let mut pair = String::new();
    let (mut word, mut before) = (String::new(), String::new());
    for token in words {
        if token.gap >= Separator::Sentence {
            before.clear();
        }
        let written = token.text(text);
        if is_several_terms(written, token.shape) {
            before.clear();
            visit_ideographic(written, &mut visit);
            continue;
        }
        let number = token.shape.contains(WordShape::DIGITS);
        if !number && is_silent(token, written) {
            continue;
        }
        word.clear();
        push_lower(&mut word, written);
        if !number {
            visit(&word);
        }
        if !before.is_empty() {
            pair.clear();
            pair.extend([&before, " ", &word]);
            visit(&pair);
        }
        if number {
            before.clear();
        } else {
            std::mem::swap(&mut before, &mut word);
        }
    }
}

/// Appends the term that a word of a text is alone; tells whether it is one: it is none where it says
/// nothing, or is no single term.
pub fn push_term_of_word(word: &Token, text: &str, out: &mut String) -> bool {
    let written = word.text(text);
    let silent = word.shape.contains(WordShape::DIGITS) || is_silent(word, written);
    let is_term = !silent && !is_several_terms(written, word.shape);
    if is_term {
        push_lower(out, written);
    }
    is_term
}

/// Whether a word says nothing: a single letter, a stop word of its language or of English, of which there is
/// some in notes of any language.
fn is_silent(word: &Token, written: &str) -> bool {
    let classes = || [of_hash(word.hash), of_token(word)];
    written.len() < 2
        || classes()
            .iter()
            .any(|class| class.contains(WordClass::STOP))
}

/// Whether a word is text without spaces, which is cut into terms.
fn is_several_terms(written: &str, shape: WordShape) -> bool {
    shape.contains(WordShape::NON_ASCII) && written.chars().any(is_ideographic)
}

fn push_lower(out: &mut String, written: &str) {
    if written.is_ascii() {
        let start = out.len();
        out.push_str(written);
        out[start..].make_ascii_lowercase();
    } else {
        out.extend(written.chars().flat_map(char::to_lowercase));
    }
}

/// Two characters each; one where there are no two.
fn visit_ideographic(written: &str, visit: &mut impl FnMut(&str)) {
    let starts: Vec<usize> = written.char_indices().map(|(at, _)| at).collect();
    let end = |after: usize| starts.get(after).copied().unwrap_or(written.len());
    match starts.len() {
        0 => {}
        1 => visit(written),
        count => (0..count - 1).for_each(|at| visit(&written[starts[at]..end(at + 2)])),
    }
}

/// Kana and Han characters.
fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_words_and_pairs() {
        for (name, text, expected) in [
            ("case is folded", "Rust Cargo", "rust|cargo|rust cargo"),
            (
                "stop words are passed over",
                "the bank of England",
                "bank|england|bank england",
            ),
            ("a sentence ends a pair", "Rust. Cargo", "rust|cargo"),
            (
                "a number counts with the word before it",
                "In 2019 Python 3 arrived",
                "python|python 3|arrived",
            ),
            ("a letter says nothing", "x ray", "ray"),
            ("other letters", "Größe ÜBER", "größe|über|größe über"),
            ("Japanese", "東京の空", "東京|京の|の空"),
            ("one character", "空", "空"),
            ("nothing", " … ", ""),
        ] {
            let mut terms = Vec::new();
            visit_terms(text, |term| terms.push(term.to_owned()));
            assert_eq!(terms.join("|"), expected, "{name}");
        }
    }

    #[test]
    fn a_word_alone_is_the_term_that_it_is_among_others() {
        for (word, expected) in [
            ("Rust", Some("rust")),
            ("the", None),
            ("2019", None),
            ("東京", None),
            ("É", Some("é")),
        ] {
            let mut term = String::new();
            let is_term = push_term_of_word(&words_of(word)[0], word, &mut term);
            assert_eq!(is_term.then_some(&*term), expected, "{word}");
        }
    }
}
