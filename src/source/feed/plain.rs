//! Titles and names as they are to be shown: no tags, no references, single spaces.

use super::reference::{Entities, Reference, resolve};
use super::text::FeedText;

/// Which tags are dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tags {
    /// Those of HTML: `Vec<T>` is a title, too.
    OfHtml,
    /// Whatever looks like one.
    All,
}

/// Tags of HTML that part words: white space stands where they stood.
const PARTING: [&str; 22] = [
    "address",
    "article",
    "blockquote",
    "body",
    "br",
    "div",
    "dd",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "section",
    "table",
    "ul",
];
/// Tags of HTML that stand within words and between them.
const JOINING: [&str; 34] = [
    "a", "abbr", "acronym", "b", "big", "cite", "code", "del", "dfn", "em", "font", "html", "i",
    "img", "ins", "kbd", "mark", "q", "s", "samp", "script", "small", "span", "strike", "strong",
    "style", "sub", "sup", "td", "th", "tr", "tt", "u", "wbr",
];

/// How far the end of a tag or of a comment is looked for, in bytes: texts of nothing but their beginnings
/// must not cost more than their length.
const LONGEST: usize = 8192;

/// The plain text of HTML, with white space folded and trimmed.
pub(crate) fn plain(html: &FeedText, tags: Tags) -> FeedText {
    let source = html.value.as_str();
    let none = Entities::default();
    let mut text = FeedText::default();
    // Where the white space stands that is to be one space before the next word.
    let mut blank: Option<usize> = None;
    let mut at = 0;
    while let Some(first) = source[at..].chars().next() {
        let rest = &source[at..];
        match first {
            '<' => {
                if let Some((len, parts)) = tag(rest, tags) {
                    if parts {
                        blank.get_or_insert(at);
                    }
                    at += len;
                    continue;
                }
                word(html, &mut text, &mut blank, at, at + 1);
                at += 1;
            }
            '&' => {
                let len = rest
                    .bytes()
                    .take(40)
                    .position(|byte| byte == b';')
                    .unwrap_or(0);
                let mut utf8 = [0; 4];
                let decoded = match resolve(rest.get(1..len).unwrap_or(""), &none) {
                    Reference::Character(character) => &*character.encode_utf8(&mut utf8),
                    Reference::Declared(value) => value,
                    Reference::Html(value) => value,
                    Reference::Unknown | Reference::None => "",
                };
                if decoded.is_empty() {
                    word(html, &mut text, &mut blank, at, at + 1);
                    at += 1;
                } else if decoded.trim().is_empty() {
                    blank.get_or_insert(at);
                    at += len + 1;
                } else {
                    space(html, &mut text, &mut blank);
                    text.push_decoded(decoded, html.origin(at as u32) as usize);
                    at += len + 1;
                }
            }
            _ if first.is_whitespace() => {
                blank.get_or_insert(at);
                at += first.len_utf8();
            }
            _ => {
                let len = rest
                    .find(|c: char| c.is_whitespace() || matches!(c, '<' | '&'))
                    .unwrap_or(rest.len());
                word(html, &mut text, &mut blank, at, at + len);
                at += len;
            }
        }
    }
    text
}

fn word(html: &FeedText, text: &mut FeedText, blank: &mut Option<usize>, start: usize, end: usize) {
    space(html, text, blank);
    text.push_from(html, start, end);
}

fn space(html: &FeedText, text: &mut FeedText, blank: &mut Option<usize>) {
    if let Some(at) = blank.take()
        && !text.is_empty()
    {
        text.push_decoded(" ", html.origin(at as u32) as usize);
    }
}

/// The length of the tag or comment that a text begins with, and whether it parts words.
pub(super) fn tag(text: &str, tags: Tags) -> Option<(usize, bool)> {
    if text.starts_with("<!--") {
        let near = &text.as_bytes()[..text.len().min(LONGEST)];
        return memchr::memmem::find(near, b"-->").map(|end| (end + 3, false));
    }
    let name = text[1..].trim_start_matches('/');
    let len = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    let (name, rest) = name.split_at(len);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let is = |known: &&str| known.eq_ignore_ascii_case(name);
    let parts = PARTING.iter().any(&is);
    let known = parts || JOINING.iter().any(is);
    let next = rest.chars().next()?;
    let ends_name = next == '>' || next == '/' || next.is_whitespace();
    if !(known && ends_name || tags == Tags::All) {
        return None;
    }
    let near = &rest.as_bytes()[..rest.len().min(LONGEST)];
    let end = memchr::memchr(b'>', near)? + (text.len() - rest.len()) + 1;
    // What stands in these is never shown.
    for hidden in ["script", "style"] {
        if name.eq_ignore_ascii_case(hidden) && !text.starts_with("</") {
            let close = format!("</{hidden}");
            let within = text[end..].find(&close).unwrap_or(text.len() - end);
            return Some((end + within, parts));
        }
    }
    Some((end, parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_as_they_are_shown() {
        let cases = [
            ("Compost &amp; Worms", "Compost & Worms"),
            ("Compost & Worms", "Compost & Worms"),
            ("  Soil\n\t and <b>worms</b> ", "Soil and worms"),
            ("Soil<br/>worms", "Soil worms"),
            ("wo<i>rm</i>s", "worms"),
            ("Vec<T> and Option<u8>", "Vec<T> and Option<u8>"),
            ("a < b > c", "a < b > c"),
            ("Caf&eacute;&nbsp;&#8211; 1", "Café – 1"),
            ("&unknown; & &", "&unknown; & &"),
            ("<!-- draft -->Soil", "Soil"),
            ("Soil<script>alert(1)</script>!", "Soil!"),
            ("<p></p>", ""),
        ];
        for (html, expected) in cases {
            let shown = plain(&FeedText::verbatim(html, 7), Tags::OfHtml);
            assert_eq!(shown.value, expected, "{html}");
        }
    }

    #[test]
    fn shown_words_know_where_they_stand() {
        let html = "Soil &amp; <b>worms</b>";
        let shown = plain(&FeedText::verbatim(html, 100), Tags::OfHtml);
        for (word, written) in [("Soil", "Soil"), ("&", "&amp;"), ("worms", "worms")] {
            let at = shown.value.find(word).unwrap() as u32;
            let expected = 100 + html.find(written).unwrap() as u32;
            assert_eq!(shown.origin(at), expected, "{word}");
        }
    }
}
