//! Addresses that stand in running text: `https://…`, `www.…` and mail addresses.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

// Built once: every paragraph is searched.
static SCHEME: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("://"));
static WWW: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("www."));

/// Whether a text can hold an address at all: a cheap test that turns most texts away.
pub(crate) fn possible(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr(b'@', bytes).is_some()
        || SCHEME.find(bytes).is_some()
        || WWW.find(bytes).is_some()
}

/// The first address that begins in `text[from..to]`; it may reach beyond `to`,
/// and is without the punctuation of the sentence around it.
pub(crate) fn next(text: &str, from: usize, to: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < to {
        let range = match bytes[at] {
            b':' if bytes[at..].starts_with(b"://") => with_scheme(text, from, at),
            b'w' | b'W' if is_www(bytes, at) => Some(at..end(text, at + 4)),
            b'@' => mail(bytes, from, at),
            _ => None,
        };
        match range {
            Some(range) if range.len() > 6 => return Some(range),
            _ => at += 1,
        }
    }
    None
}

fn with_scheme(text: &str, from: usize, colon: usize) -> Option<Range<usize>> {
    const SCHEMES: [&str; 4] = ["https", "http", "ftp", "gemini"];
    let before = &text.as_bytes()[from..colon];
    let scheme = SCHEMES.into_iter().find(|scheme| {
        before.len() >= scheme.len()
            && before[before.len() - scheme.len()..].eq_ignore_ascii_case(scheme.as_bytes())
    })?;
    let start = colon - scheme.len();
    let joined = start > from && text.as_bytes()[start - 1].is_ascii_alphanumeric();
    if joined {
        return None;
    }
    let end = end(text, colon + 3);
    (end > colon + 3).then_some(start..end)
}

fn is_www(bytes: &[u8], at: usize) -> bool {
    bytes.len() > at + 4
        && bytes[at..at + 4].eq_ignore_ascii_case(b"www.")
        && bytes[at + 4].is_ascii_alphanumeric()
        && (at == 0 || !(bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'.'))
}

/// `local@domain.tld` around the `@`.
fn mail(bytes: &[u8], from: usize, at: usize) -> Option<Range<usize>> {
    let local = bytes[from..at]
        .iter()
        .rev()
        .take(64)
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'+' | b'-'))
        .count();
    let mut domain = bytes[at + 1..]
        .iter()
        .take(255)
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
        .count();
    while domain > 0 && !bytes[at + domain].is_ascii_alphanumeric() {
        domain -= 1;
    }
    let name = &bytes[at + 1..at + 1 + domain];
    let dot = name.iter().rposition(|b| *b == b'.')?;
    let top = &name[dot + 1..];
    let well_formed = local > 0
        && dot > 0
        && top.len() >= 2
        && top.iter().all(u8::is_ascii_alphabetic)
        && bytes[at - local].is_ascii_alphanumeric();
    well_formed.then_some(at - local..at + 1 + domain)
}

/// Where an address ends: at white space, quotes and angle brackets, less closing punctuation.
fn end(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = from;
    let mut open = 0i32;
    for (offset, c) in text[from..].char_indices() {
        match c {
            '<' | '>' | '"' | '`' | '|' | '{' | '}' | '“' | '”' | '«' | '»' => break,
            '[' | ']' => break,
            // The brackets and stops of Chinese and Japanese: no space follows them.
            '\u{3001}'..='\u{3002}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301b}' => break,
            '！' | '（' | '）' | '，' | '：' | '；' | '？' | '［' | '］' | '｛' | '｝' =>
            {
                break;
            }
            // Particles of Japanese and Korean follow the address itself: "https://a.example/bです".
            '\u{3040}'..='\u{309f}' | '\u{ac00}'..='\u{d7a3}'
                if text[..from + offset].ends_with(|c: char| c.is_ascii_alphanumeric()) =>
            {
                break;
            }
            c if c.is_whitespace() || c.is_control() => break,
            '(' => open += 1,
            ')' if open == 0 => break,
            ')' => open -= 1,
            '\'' | '’'
                if text[from + offset..]
                    .chars()
                    .nth(1)
                    .is_none_or(|c| !c.is_alphanumeric()) =>
            {
                break;
            }
            _ => {}
        }
        end = from + offset + c.len_utf8();
    }
    while end > from {
        let last = text[from..end].chars().next_back().unwrap_or(' ');
        let trailing = matches!(
            last,
            '.' | ','
                | ';'
                | ':'
                | '!'
                | '?'
                | '*'
                | '_'
                | '~'
                | '\''
                | '\\'
                | '…'
                | '–'
                | '—'
                | '’'
        ) || (last == '(' && bytes[end - 1] == b'(');
        if !trailing {
            break;
        }
        end -= last.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_before_the_sentence_does() {
        let cases: &[(&str, Option<&str>)] = &[
            ("see https://a.example/b.", Some("https://a.example/b")),
            ("(https://a.example/b)", Some("https://a.example/b")),
            (
                "https://a.example/b_(c) and",
                Some("https://a.example/b_(c)"),
            ),
            ("**https://a.example/b**", Some("https://a.example/b")),
            ("at www.example.org, now", Some("www.example.org")),
            ("write to a.b@example.org.", Some("a.b@example.org")),
            (
                "https://a.example/ž?q=1&r=2!",
                Some("https://a.example/ž?q=1&r=2"),
            ),
            ("「https://a.example/b」と", Some("https://a.example/b")),
            ("見る（https://a.example/b）。", Some("https://a.example/b")),
            ("https://a.example/百科。次", Some("https://a.example/百科")),
            ("xhttps://a.example", None),
            ("at @handle", None),
            ("a@b", None),
            ("https://", None),
            ("no address: // here", None),
        ];
        for (text, expected) in cases {
            let found = next(text, 0, text.len()).map(|address| &text[address]);
            assert_eq!(found, *expected, "{text}");
        }
    }
}
