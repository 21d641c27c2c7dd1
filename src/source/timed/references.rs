//! Character references of HTML in captions and chapters: decoded, and where each stood is kept.

use super::pieces::Pieces;
use super::pieces::Text;
use crate::source::span::Span;
use crate::text::references;

/// Adds a range of the file to a text, with its character references decoded.
pub(crate) fn add_with_references(texts: &mut Pieces, text: &mut Text, file: &str, range: Span) {
    let mut from = range.start;
    let bytes = &file.as_bytes()[..range.end as usize];
    while let Some(found) = memchr::memchr(b'&', &bytes[from as usize..]) {
        let at = from + found as u32;
        texts.add(text, Span::new(from, at));
        from = match reference(&file[at as usize..range.end as usize]) {
            Some((characters, len)) => {
                let end = at + len as u32;
                texts.add_decoded(text, &characters, Span::new(at, end));
                end
            }
            None => {
                texts.add(text, Span::new(at, at + 1));
                at + 1
            }
        };
    }
    texts.add(text, Span::new(from, range.end));
}

/// The characters that a reference at the start of a text stands for, and its length.
///
/// Invisible signs of direction give nothing: they would part a word.
pub(crate) fn reference(text: &str) -> Option<(String, usize)> {
    let (characters, len) = references::reference(text)?;
    let invisible = references::is_invisible(&characters);
    Some((if invisible { String::new() } else { characters }, len))
}

#[cfg(test)]
mod tests {
    use super::reference;

    #[test]
    fn references() {
        let cases = [
            ("&amp; b", Some(("&", 5))),
            ("&#228;", Some(("ä", 6))),
            ("&#xE4;", Some(("ä", 6))),
            ("&nbsp;", Some(("\u{a0}", 6))),
            ("&lrm;x", Some(("", 5))),
            ("&#0;", Some((" ", 4))),
            ("&#x110000;", Some(("\u{fffd}", 10))),
            ("&unknown;", None),
            ("&amp", None),
            ("& b; c", None),
            ("&;", None),
        ];
        for (text, expected) in cases {
            let expected = expected.map(|(characters, len)| (characters.to_owned(), len));
            assert_eq!(reference(text), expected, "{text}");
        }
    }
}
