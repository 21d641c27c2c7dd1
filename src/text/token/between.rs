//! Reads what stands between two words.

use super::model::{Separator, Token, WordShape};

/// The gaps that make up nearly all of a text, before an ASCII letter or digit, and their lengths.
pub(super) fn common_gap(bytes: &[u8], at: usize) -> Option<(Separator, usize)> {
    let &[one, two, three] = bytes.get(at..)?.first_chunk()?;
    let word = |byte: u8| byte.is_ascii_alphanumeric();
    match (one, two) {
        (b' ', _) if word(two) => Some((Separator::Space, 1)),
        (b',', b' ') if word(three) => Some((Separator::Comma, 2)),
        (b'\'', _) if word(two) => Some((Separator::Apostrophe, 1)),
        (b'-', _) if word(two) => Some((Separator::Hyphen, 1)),
        _ => None,
    }
}

/// What was read between two words.
pub(super) struct Between {
    pub(super) gap: Separator,
    pub(super) end: usize,
    /// An `@` or `#` right before the word.
    pub(super) sigil: WordShape,
    /// A `.` right before the word belongs to it.
    pub(super) dotted: bool,
}

impl Between {
    pub(super) const fn of(gap: Separator) -> Self {
        Self {
            gap,
            end: 0,
            sigil: WordShape::empty(),
            dotted: false,
        }
    }

    pub(super) fn read(text: &str, start: usize, previous: Option<&Token>) -> Self {
        let mut between = Self::of(Separator::None);
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
            Some('@') => between.sigil = WordShape::HANDLE,
            Some('#') => between.sigil = WordShape::HASHTAG,
            Some('.') if text[between.end..].starts_with(|c: char| c.is_ascii_alphabetic()) => {
                between.dotted = true;
            }
            Some(sign) if signs == 1 && !spaces => between.gap = sign_gap(sign),
            Some(sign) => between.gap = between.gap.max(sign_gap(sign).apart()),
            None => {}
        }
        if spaces && between.gap == Separator::None {
            between.gap = Separator::Space;
        }
        if signs == 1 && spaces {
            if between.gap == Separator::Comma && text[start..].starts_with([' ', '\n']) {
                // A hyphen or slash with spaces on both sides is a dash.
                let sign = text[start..].trim_start();
                if sign.starts_with(['-', '/']) && last.is_none() {
                    between.gap = Separator::Sentence;
                }
            } else if between.gap == Separator::Sentence
                && text[start..].starts_with(". ")
                && previous.is_some_and(|token| abbreviates(token, text))
            {
                between.gap = Separator::Abbreviation;
            }
        }
        between
    }
}

/// Whether a full stop behind this word is probably no end of a sentence.
pub(super) fn abbreviates(token: &Token, text: &str) -> bool {
    const TITLES: [&str; 8] = ["dr", "mr", "mrs", "ms", "mx", "prof", "st", "vs"];
    // These are words or ends of names too in small letters.
    const CAPITALISED: [&str; 11] = [
        "Rep", "Sen", "Gov", "Rev", "Gen", "Capt", "Lt", "Sgt", "Sr", "Sra", "Dra",
    ];
    let word = token.text(text);
    token.shape.contains(WordShape::CAPITAL) && word.chars().count() == 1
        || TITLES.iter().any(|title| title.eq_ignore_ascii_case(word))
        || CAPITALISED.contains(&word)
}

pub(super) fn is_word(c: char) -> bool {
    // Combining accents belong to the letter before them.
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}')
}

fn sign_gap(sign: char) -> Separator {
    match sign {
        '-' | '_' | '\u{2010}' | '\u{2011}' => Separator::Hyphen,
        '/' => Separator::Slash,
        '.' => Separator::Dot,
        '\'' | '’' => Separator::Apostrophe,
        '&' => Separator::Ampersand,
        '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '‹' | '›' | '`' => Separator::Quote,
        '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' => Separator::Bracket,
        ',' | '、' => Separator::Comma,
        '!' | '?' | ':' | ';' | '…' | '–' | '—' | '―' | '•' | '·' | '|' | '。' | '→' => {
            Separator::Sentence
        }
        _ => Separator::Symbol,
    }
}
