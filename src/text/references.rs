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

#[cfg(test)]
mod tests {
    use super::decode_references;

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
