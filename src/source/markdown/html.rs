//! The little of HTML that notes use: tags with their attributes, comments, entities.

use std::ops::Range;

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum HtmlPiece<'a> {
    /// Words.
    Text(Range<usize>),
    /// `&amp;` and the like.
    Entity(Range<usize>),
    /// A tag.
    Tag(Tag<'a>),
}

/// An opening or closing tag.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// Its name as written.
    pub name: &'a str,
    /// Whether it closes an element.
    pub closing: bool,
    /// Whether it opens and closes an element.
    pub empty: bool,
    /// What stands between its name and its end.
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// Whether the name is one of these, whatever its case.
    pub(in crate::source) fn is(&self, names: &[&str]) -> bool {
        names
            .iter()
            .any(|name| self.name.eq_ignore_ascii_case(name))
    }

    /// The value of an attribute.
    pub(in crate::source) fn attribute(&self, wanted: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let len = rest
                .find(|c: char| c == '=' || c.is_whitespace())
                .unwrap_or(rest.len());
            if len == 0 {
                return None;
            }
            let name = &rest[..len];
            rest = rest[len..].trim_start();
            let mut value = "";
            if let Some(after) = rest.strip_prefix('=') {
                let after = after.trim_start();
                let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
                let (start, end) = match quote {
                    Some(quote) => (1, after[1..].find(quote).map_or(after.len(), |end| end + 1)),
                    None => (0, after.find(char::is_whitespace).unwrap_or(after.len())),
                };
                value = &after[start..end];
                rest = after[end..].trim_start_matches(['"', '\'']);
            }
            if name.eq_ignore_ascii_case(wanted) {
                return Some(value.trim());
            }
        }
    }
}

/// The pieces of `text[range]`.
pub(crate) fn pieces(text: &str, range: Range<usize>) -> Pieces<'_> {
    Pieces {
        text: &text[..range.end],
        at: range.start,
    }
}

/// An iterator over the pieces of a text; comments and declarations are passed over.
pub(crate) struct Pieces<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = HtmlPiece<'a>;

    fn next(&mut self) -> Option<HtmlPiece<'a>> {
        loop {
            let rest = &self.text[self.at..];
            let start = self.at;
            match rest.as_bytes().first()? {
                b'<' => {
                    if rest.starts_with("<!--") {
                        self.at += rest.find("-->").map_or(rest.len(), |end| end + 3);
                        continue;
                    }
                    match tag(rest) {
                        Some((tag, len)) => {
                            self.at += len;
                            if let Some(tag) = tag {
                                return Some(HtmlPiece::Tag(tag));
                            }
                        }
                        None => {
                            self.at += 1 + next_special(&rest[1..]);
                            return Some(HtmlPiece::Text(start..self.at));
                        }
                    }
                }
                b'&' => {
                    let len = entity(rest);
                    if len > 0 {
                        self.at += len;
                        return Some(HtmlPiece::Entity(start..self.at));
                    }
                    self.at += 1 + next_special(&rest[1..]);
                    return Some(HtmlPiece::Text(start..self.at));
                }
                _ => {
                    self.at += next_special(rest);
                    return Some(HtmlPiece::Text(start..self.at));
                }
            }
        }
    }
}

fn next_special(text: &str) -> usize {
    text.find(['<', '&']).unwrap_or(text.len())
}

const LONGEST_TAG: usize = 64 * 1024;

/// The tag at the start of a text, with its length; no tag for `<!DOCTYPE …>` and `<?…?>`.
fn tag(text: &str) -> Option<(Option<Tag<'_>>, usize)> {
    // What opens without closing must not cost a long search.
    let bytes = &text.as_bytes()[..text.len().min(LONGEST_TAG)];
    let closing = bytes.get(1) == Some(&b'/');
    let from = 1 + usize::from(closing);
    let first = *bytes.get(from)?;
    if matches!(first, b'!' | b'?') {
        return Some((None, declaration_end(bytes)? + 1));
    }
    // A fragment `<>` of MDX has no name.
    if !(first.is_ascii_alphabetic() || first == b'>') {
        return None;
    }
    let mut end = from;
    let mut quote = None;
    while end < bytes.len() {
        match (quote, bytes[end]) {
            (None, b'>') => break,
            // Another tag begins: this one was none.
            (None, b'<') => return None,
            (None, b'"' | b'\'') if bytes[end - 1] == b'=' => quote = Some(bytes[end]),
            (Some(open), byte) if byte == open => quote = None,
            _ => {}
        }
        end += 1;
    }
    if end == bytes.len() {
        // A quote that never closes must not swallow the text.
        end = close(bytes)?;
    }
    let inner = &text[from..end];
    let name = inner
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':')))
        .unwrap_or(inner.len());
    let tag = Tag {
        name: &inner[..name],
        closing,
        empty: inner.ends_with('/'),
        attributes: &inner[name..],
    };
    Some((Some(tag), end + 1))
}

/// Where a declaration ends, unless another begins before it does.
fn declaration_end(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += memchr::memchr2(b'<', b'>', &bytes[at..])?;
        match (bytes[at], bytes.get(at + 1)) {
            (b'>', _) => return Some(at),
            (_, Some(b'!' | b'?')) => return None,
            _ => at += 1,
        }
    }
}

/// Where the next `>` stands, unless another tag begins before it.
fn close(bytes: &[u8]) -> Option<usize> {
    let at = 1 + memchr::memchr2(b'<', b'>', &bytes[1..])?;
    (bytes[at] == b'>').then_some(at)
}

/// Length of the character reference at the start of a text, or 0.
fn entity(text: &str) -> usize {
    text.as_bytes()
        .iter()
        .take(34)
        .skip(1)
        .position(|b| !(b.is_ascii_alphanumeric() || *b == b'#'))
        .filter(|len| *len > 1 && text.as_bytes()[len + 1] == b';')
        .map_or(0, |len| len + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opens_and_does_not_close_is_text() {
        let words = |text: &'static str| -> String {
            let texts = pieces(text, 0..text.len()).filter_map(|piece| match piece {
                HtmlPiece::Text(range) => Some(&text[range]),
                _ => None,
            });
            texts.collect()
        };
        assert_eq!(words("<b <b <i>x</i>"), "<b <b x");
        assert_eq!(words("<a href=\"x>y <i>z</i>"), "y z");
        assert_eq!(words("a <b"), "a <b");
    }

    #[test]
    fn tags_have_attributes() {
        let text =
            r#"<a class='x' href="https://a.example/?q=a>b" target=_blank>b</a> &amp; <br/> 1 < 2"#;
        let mut words = Vec::new();
        let mut names = Vec::new();
        for piece in pieces(text, 0..text.len()) {
            match piece {
                HtmlPiece::Text(range) => words.push(&text[range]),
                HtmlPiece::Entity(range) => words.push(&text[range]),
                HtmlPiece::Tag(tag) => {
                    if tag.is(&["A"]) && !tag.closing {
                        assert_eq!(tag.attribute("HREF"), Some("https://a.example/?q=a>b"));
                        assert_eq!(tag.attribute("target"), Some("_blank"));
                        assert_eq!(tag.attribute("title"), None);
                    }
                    names.push((tag.name, tag.closing, tag.empty));
                }
            }
        }
        assert_eq!(words, ["b", " ", "&amp;", " ", " 1 ", "< 2"]);
        assert_eq!(
            names,
            [("a", false, false), ("a", true, false), ("br", false, true)]
        );
    }
}
