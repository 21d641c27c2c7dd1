//! Character references in Markdown and HTML that stand for letters and signs of running text: `&eacute;`,
//! `&#39;`, `&amp;`. They are decoded before the text is parsed, so that a word which has one is a word.
//!
//! Those for signs that mean something to Markdown or HTML stay: decoded, they would do so.

use crate::source::markdown::html::{HtmlPiece, pieces};
use crate::text::references::{is_invisible, reference};

/// A text with its references decoded.
#[derive(Debug)]
pub(crate) struct DecodedText {
    /// The text.
    pub text: String,
    /// Offsets in it, ascending from 0, each with the offset in the encoded text that it stands for.
    pub origins: Vec<(u32, u32)>,
}

/// Decodes the references of a text; nothing where it has none.
pub(crate) fn decoded(text: &str) -> Option<DecodedText> {
    memchr::memchr(b'&', text.as_bytes())?;
    let mut out = DecodedText {
        text: String::with_capacity(text.len()),
        origins: Vec::new(),
    };
    let mut copied = 0;
    // Tags stay as they are: what their attributes hold is decoded when they are read.
    for piece in pieces(text, 0..text.len()) {
        let HtmlPiece::Entity(range) = piece else {
            continue;
        };
        let Some((characters, _)) = reference(&text[range.clone()]) else {
            continue;
        };
        if !is_of_words(&characters, &text[..range.start], &text[range.end..]) {
            continue;
        }
        out.copy(&text[copied..range.start], copied);
        let characters = if is_invisible(&characters) {
            ""
        } else {
            &characters
        };
        out.copy(characters, range.start);
        copied = range.end;
    }
    if copied == 0 {
        return None;
    }
    out.copy(&text[copied..], copied);
    Some(out)
}

impl DecodedText {
    fn copy(&mut self, text: &str, from: usize) {
        if !text.is_empty() {
            self.origins.push((self.text.len() as u32, from as u32));
            self.text.push_str(text);
        }
    }
}

/// Whether characters are words or signs between words where they would stand, and nothing else.
fn is_of_words(characters: &str, before: &str, after: &str) -> bool {
    let inside = before.ends_with(|c: char| !c.is_whitespace());
    characters.chars().all(|c| match c {
        '&' => !completes_reference(after),
        '"' => !in_link_title(before),
        '\'' | ',' | ';' | '?' | '@' | '/' | '%' | '$' => true,
        // At the beginning of a line these make lists.
        '.' | '-' => inside,
        c => !c.is_ascii() || c.is_ascii_alphabetic() || inside && c.is_ascii_digit(),
    })
}

/// Whether `&amp;` before this text shows a reference: `&amp;lt;`.
fn completes_reference(after: &str) -> bool {
    let name = after.split_inclusive(';').next().unwrap_or_default();
    reference(&["&", name].concat()).is_some()
}

/// Whether a text ends within what may be the title of a link: `[a](b "…`, `[a]: b "…`.
fn in_link_title(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let inline = line.rsplit_once("](");
    inline.is_some_and(|(_, target)| !target.contains(')'))
        || line.trim_start().starts_with('[') && line.contains("]:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_in_words() {
        let cases = [
            ("Aoife O&#39;Brannigan", Some("Aoife O'Brannigan")),
            ("Siobh&aacute;n &mdash; host", Some("Siobhán — host")),
            ("so&shy;da", Some("soda")),
            ("Salt &amp; rye", Some("Salt & rye")),
            // What would mean something to Markdown or HTML.
            ("&lt;b&gt; &#42;x&#42; &#91;y]", None),
            ("&#49;. first", None),
            ("write &amp;lt;", None),
            ("[a](b \"&quot;c&quot;\")", None),
            ("say &quot;c&quot;", Some("say \"c\"")),
            ("<a title=\"a &quot;b&quot;\" href=x>y</a>", None),
            ("AT&T; Q&A &unknown;", None),
        ];
        for (text, expected) in cases {
            let found = decoded(text).map(|decoded| decoded.text);
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn pieces_keep_their_places() {
        let found = decoded("a &eacute;b &amp; c").unwrap();
        assert_eq!(found.text, "a éb & c");
        assert_eq!(found.origins, [(0, 0), (2, 2), (4, 10), (6, 12), (7, 17)]);
    }
}
