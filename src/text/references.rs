//! Character references of HTML in values that are plain text: `&amp;`, `&#228;`, `&#xe4;`.

use std::borrow::Cow;

use quick_xml::escape::resolve_html5_entity;

/// No name of a character of HTML is longer.
const LONGEST: usize = 34;

/// A text with its character references decoded; what is none stays as it is.
pub(crate) fn decode_references(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(rest) {
            Some((characters, len)) => {
                out.push_str(&characters);
                rest = &rest[len..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out.into()
}

/// A text whose references to letters, to `&`, and to signs that mean nothing in Markdown and HTML are
/// decoded, so that words stand in it as they are read: `O&#8217;Hara`, `AT&amp;T`, `Ren&eacute;`. Those of
/// `<`, `>` and other ASCII signs stay, because they would be markup.
///
/// Beside the text stand offsets in it, ascending from 0, each with the offset in the given one that it
/// stands for; from one to the next both run side by side. None where there is nothing to decode.
pub(crate) fn decode_letters(text: &str) -> Option<(String, Vec<(u32, u32)>)> {
    let mut decoded = String::new();
    let mut origins = Vec::new();
    // What is copied up to.
    let mut done = 0;
    for at in memchr::memchr_iter(b'&', text.as_bytes()) {
        if at < done {
            continue;
        }
        let Some((characters, len)) = reference(&text[at..]) else {
            continue;
        };
        let behind = &text[at + len..];
        let letters = characters
            .chars()
            .all(|c| !c.is_ascii() || c.is_ascii_alphanumeric() || c == '\'');
        // Together with what follows, `&` may be a reference itself.
        let ampersand = characters == "&" && reference(&["&", head(behind)].concat()).is_none();
        if !(letters || ampersand) {
            continue;
        }
        if at > done {
            origins.push((decoded.len() as u32, done as u32));
            decoded.push_str(&text[done..at]);
        }
        if !is_invisible(&characters) {
            origins.push((decoded.len() as u32, at as u32));
            decoded.push_str(&characters);
        }
        done = at + len;
    }
    if done == 0 {
        return None;
    }
    if done < text.len() {
        origins.push((decoded.len() as u32, done as u32));
        decoded.push_str(&text[done..]);
    }
    Some((decoded, origins))
}

/// As much of a text as a reference can be long.
fn head(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The characters that a reference at the start of a text stands for, and its length.
pub(crate) fn reference(text: &str) -> Option<(String, usize)> {
    let bytes = text.as_bytes();
    let len = memchr::memchr(b';', &bytes[..bytes.len().min(LONGEST)])?;
    let name = text.get(1..len)?;
    let characters = match name.strip_prefix('#') {
        None => resolve_html5_entity(name)?.to_owned(),
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            let c = char::from_u32(code.ok()?).unwrap_or(char::REPLACEMENT_CHARACTER);
            // Control characters are no text.
            if c.is_control() { ' ' } else { c }.to_string()
        }
    };
    Some((characters, len + 1))
}

/// Whether characters are signs of direction or hyphenation, which show nothing and would part a word.
pub(crate) fn is_invisible(characters: &str) -> bool {
    let signs = [
        '\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}',
    ];
    characters.starts_with(signs)
}

#[cfg(test)]
mod tests {
    use super::{decode_letters, decode_references};

    #[test]
    fn letters_are_decoded_where_they_stand() {
        for (text, decoded, origins) in [
            ("O&#8217;Hara", "O’Hara", vec![(0, 0), (1, 1), (4, 8)]),
            ("&Eacute;t&eacute;", "Été", vec![(0, 0), (2, 8), (3, 9)]),
            ("A&amp;B", "A&B", vec![(0, 0), (1, 1), (2, 6)]),
            (
                "a&#x27;b &lt;i&gt;",
                "a'b &lt;i&gt;",
                vec![(0, 0), (1, 1), (2, 7)],
            ),
            ("so&shy;da", "soda", vec![(0, 0), (2, 7)]),
            ("&nbsp;", "\u{a0}", vec![(0, 0)]),
        ] {
            let expected = Some((decoded.to_owned(), origins));
            assert_eq!(decode_letters(text), expected, "{text}");
        }
        for text in [
            "plain",
            "a & b",
            "&amp;amp; &amp;eacute;",
            "&quot;&#42;&lt;&nothing;",
            "&amp",
        ] {
            assert_eq!(decode_letters(text), None, "{text}");
        }
    }

    #[test]
    fn references() {
        let cases = [
            ("Salt &amp; rye", "Salt & rye"),
            ("what&#8217;s &#xe4;", "what’s ä"),
            ("Siobh&aacute;n", "Siobhán"),
            ("&#0;x", " x"),
            ("AT&T; Q&A", "AT&T; Q&A"),
            ("&unknown; & b; c &amp", "&unknown; & b; c &amp"),
        ];
        for (text, expected) in cases {
            assert_eq!(decode_references(text), expected, "{text}");
        }
    }
}
