//! References: `&amp;`, `&#252;`, `&nbsp;` and what a document declares itself.

use quick_xml::escape::resolve_html5_entity;

/// What a document type declares: names and what they stand for.
///
/// Only short values without markup count, so that nothing expands into more than itself many times
/// over ("billion laughs") and nothing is read from elsewhere.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entities(Vec<(String, String)>);

impl Entities {
    /// The longest value that is taken, in bytes: a company's name, a character.
    const LONGEST: usize = 64;
    /// How many are taken.
    const MOST: usize = 256;

    /// Reads the `<!ENTITY name "value">` of a document type declaration.
    pub(crate) fn declared(doctype: &str) -> Self {
        let mut entities = Vec::new();
        for declaration in doctype.split("<!ENTITY").skip(1).take(Self::MOST) {
            let mut words = declaration.trim_start().splitn(2, char::is_whitespace);
            let (Some(name), Some(rest)) = (words.next(), words.next()) else {
                continue;
            };
            let rest = rest.trim_start();
            let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
                continue;
            };
            let Some(value) = rest[1..].split(quote).next() else {
                continue;
            };
            if let Some(value) = Self::plain(value) {
                entities.push((name.to_owned(), value));
            }
        }
        Self(entities)
    }

    /// A value that holds nothing to expand, or is one character reference.
    fn plain(value: &str) -> Option<String> {
        if value.len() > Self::LONGEST || value.contains(['<', '%']) {
            return None;
        }
        match value
            .strip_prefix('&')
            .and_then(|rest| rest.strip_suffix(';'))
        {
            Some(name) => character(name).map(String::from),
            None => (!value.contains('&')).then(|| value.to_owned()),
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(known, _)| known == name)?;
        Some(value)
    }
}

/// What a reference is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Reference<'e> {
    /// A character by its number.
    Character(char),
    /// One of the five that XML knows, or one that the document declares.
    Declared(&'e str),
    /// One that only HTML knows.
    Html(&'static str),
    /// None that anybody knows, but of their form.
    Unknown,
    /// Not of the form of a reference.
    None,
}

/// Resolves the name between `&` and `;`.
pub(crate) fn resolve<'e>(name: &str, entities: &'e Entities) -> Reference<'e> {
    if name.starts_with('#') {
        return character(name).map_or(Reference::None, Reference::Character);
    }
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte));
    if !is_name {
        return Reference::None;
    }
    if let Some(value) = entities.get(name) {
        return Reference::Declared(value);
    }
    match (name, resolve_html5_entity(name)) {
        ("amp" | "lt" | "gt" | "quot" | "apos", Some(value)) => Reference::Declared(value),
        (_, Some(value)) => Reference::Html(value),
        (_, None) => Reference::Unknown,
    }
}

/// The character of `#252` or `#xfc`.
fn character(name: &str) -> Option<char> {
    let number = name.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) if hex.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            u32::from_str_radix(hex, 16).ok()?
        }
        None if number.bytes().all(|byte| byte.is_ascii_digit()) => number.parse().ok()?,
        _ => return None,
    };
    match code {
        // Written by programs that take Windows-1252 for Unicode; HTML reads them so, too.
        0x80..=0x9f => {
            let byte = [code as u8];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
            text.chars().next()
        }
        // No control characters in texts to read.
        0x09 | 0x0a | 0x0d => char::from_u32(code),
        0x00..=0x1f | 0x7f => Some(' '),
        _ => char::from_u32(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        let none = Entities::default();
        let cases = [
            ("amp", Reference::Declared("&")),
            ("#252", Reference::Character('ü')),
            ("#xFC", Reference::Character('ü')),
            ("#146", Reference::Character('’')),
            ("#8", Reference::Character(' ')),
            ("nbsp", Reference::Html("\u{a0}")),
            ("eacute", Reference::Html("é")),
            ("worms", Reference::Unknown),
            ("#xD800", Reference::None),
            ("#+5", Reference::None),
            ("#", Reference::None),
            ("b=2", Reference::None),
            (" Worms", Reference::None),
            ("", Reference::None),
        ];
        for (name, expected) in cases {
            assert_eq!(resolve(name, &none), expected, "&{name};");
        }
    }

    #[test]
    fn a_document_declares_what_expands_into_itself_alone() {
        let declared = Entities::declared(
            "rss [<!ENTITY show \"Compost Hour\"><!ENTITY nbsp '&#160;'>\
             <!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\"><!ENTITY file SYSTEM \"file:///etc/hosts\">\
             <!ENTITY % p \"x\">]",
        );
        let cases = [
            ("show", Reference::Declared("Compost Hour")),
            ("nbsp", Reference::Declared("\u{a0}")),
            ("b", Reference::Unknown),
            ("file", Reference::Unknown),
        ];
        for (name, expected) in cases {
            assert_eq!(resolve(name, &declared), expected, "&{name};");
        }
    }
}
