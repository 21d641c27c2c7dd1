//! Addresses as IRIs (RFC 3987), so that no RDF reader stumbles over one.

use std::borrow::Cow;

use oxrdf::NamedNodeRef;

/// Prefixes of our JSON-LD context: an IRI whose scheme is one of them would be read as a compact
/// IRI there.
pub(crate) const PREFIXES: [&str; 7] = ["schema", "sg", "skos", "xsd", "prov", "oa", "rdf"];

/// Makes an address a valid absolute IRI: what RFC 3987 forbids is percent-encoded.
///
/// `None` when the text is no absolute address at all, or one that cannot be mended.
///
/// ```
/// use showgraph::text::iri::to_iri;
///
/// assert_eq!(to_iri("https://a.example/x y").unwrap(), "https://a.example/x%20y");
/// assert_eq!(to_iri("https://a.example/50%").unwrap(), "https://a.example/50%25");
/// assert_eq!(to_iri("docs/intro"), None);
/// ```
pub fn to_iri(address: &str) -> Option<Cow<'_, str>> {
    if is_plain(address) {
        return Some(Cow::Borrowed(address));
    }
    let scheme = address.split_once(':')?.0;
    let shadowed = PREFIXES.contains(&scheme) && !address[scheme.len()..].starts_with("://");
    if shadowed {
        return None;
    }
    if NamedNodeRef::new(address).is_ok() {
        return Some(Cow::Borrowed(address));
    }
    let mended = encode(address);
    NamedNodeRef::new(&mended).is_ok().then_some(())?;
    Some(Cow::Owned(mended))
}

/// What the IRIs of a graph may begin with, so that a name can follow: an absolute IRI of the web that
/// ends with `/` or `#`.
///
/// # Errors
///
/// What is none: in words.
///
/// ```
/// use showgraph::text::iri::closed_base;
///
/// assert_eq!(closed_base("https://kiln.example/graph").unwrap(), "https://kiln.example/graph/");
/// assert!(closed_base("https://kiln.example/> <x").is_err());
/// assert!(closed_base("javascript://kiln.example/").is_err());
/// ```
pub fn closed_base(given: &str) -> Result<String, String> {
    let of_web = |url: url::Url| matches!(url.scheme(), "http" | "https") && url.has_host();
    let absolute = url::Url::parse(given).is_ok_and(of_web);
    if !absolute || to_iri(given).as_deref() != Some(given) {
        let shown: String = given.chars().take(80).collect();
        return Err(format!(
            "the base IRI \"{}\" is no absolute IRI of the web; expected one such as https://showgraph.example/",
            shown.escape_debug()
        ));
    }
    let closed = given.ends_with(['/', '#']);
    Ok(match closed {
        true => given.to_owned(),
        false => format!("{given}/"),
    })
}

/// The base IRI, which is taken to be valid, and a path below it, made valid.
pub fn iri_below(base: &str, parts: &[&str]) -> String {
    let mut iri = String::new();
    write_iri_below(&mut iri, base, parts);
    iri
}

/// Like [`iri_below`], into a text that is used again.
pub(crate) fn write_iri_below(iri: &mut String, base: &str, parts: &[&str]) {
    iri.clear();
    iri.reserve(base.len() + parts.iter().map(|part| part.len()).sum::<usize>());
    iri.push_str(base);
    parts.iter().for_each(|part| iri.push_str(part));
    // Ids are made of these, so that most need no closer look. Without a branch per byte, the
    // compiler looks at many at once.
    let plain = |byte: u8| matches!(byte, b'-'..=b':' | b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'~');
    let path = &iri.as_bytes()[base.len()..];
    if path.iter().fold(true, |all, byte| all & plain(*byte)) {
        return;
    }
    if let Some(Cow::Owned(mended)) = to_iri(iri) {
        *iri = mended;
    }
}

/// Whether an address is an IRI at first sight: `https`, a host by name, and nothing but what may
/// stand anywhere behind it. Most are, and a parser takes fifty times as long to say so.
fn is_plain(address: &str) -> bool {
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"));
    let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'-'..=b'9' | b'_' | b'~' | b'=' | b'?');
    rest.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphanumeric())
            && rest.bytes().fold(true, |all, byte| all & plain(byte))
    })
}

/// Percent-encodes what may stand nowhere in an IRI, a `%` that encodes nothing, brackets outside
/// the host and every `#` but the first.
fn encode(address: &str) -> String {
    let host_end = address.find("://").map_or(0, |at| {
        at + 3
            + address[at + 3..]
                .find(['/', '?', '#'])
                .unwrap_or(address.len() - at - 3)
    });
    let mut iri = String::with_capacity(address.len() + 16);
    let mut fragment = false;
    for (at, c) in address.char_indices() {
        let allowed = match c {
            '%' => {
                let digits = address.as_bytes().get(at + 1..at + 3);
                digits.is_some_and(|pair| pair.iter().all(u8::is_ascii_hexdigit))
            }
            '#' => !std::mem::replace(&mut fragment, true),
            '[' | ']' => at < host_end,
            '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`' | '\0'..=' ' | '\u{7f}' => false,
            c if c.is_ascii() => true,
            c => is_ucschar(c),
        };
        if allowed {
            iri.push(c);
        } else {
            let mut utf8 = [0; 4];
            for byte in c.encode_utf8(&mut utf8).bytes() {
                iri.push('%');
                iri.push(char::from(HEX[usize::from(byte >> 4)]));
                iri.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
    iri
}

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// The production `ucschar` of RFC 3987.
const fn is_ucschar(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{ffef}')
        || (c as u32 >= 0x1_0000 && c as u32 & 0xffff < 0xfffe && (c as u32) < 0xe_0000)
        || (c as u32 >= 0xe_1000 && c as u32 & 0xffff < 0xfffe && (c as u32) < 0xf_0000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_iris() {
        for (address, iri) in [
            ("https://a.example/", Some("https://a.example/")),
            (
                "https://a.example/é?q=ü#ö",
                Some("https://a.example/é?q=ü#ö"),
            ),
            ("https://a.example/<b>", Some("https://a.example/%3Cb%3E")),
            ("https://a.example/a#b#c", Some("https://a.example/a#b%23c")),
            ("https://a.example/[x]", Some("https://a.example/%5Bx%5D")),
            ("http://[::1]/[x]", Some("http://[::1]/%5Bx%5D")),
            (
                "https://a.example/%zz%20",
                Some("https://a.example/%25zz%20"),
            ),
            (
                "https://a.example/\u{e000}\u{1}",
                Some("https://a.example/%EE%80%80%01"),
            ),
            ("mailto:a@b.example", Some("mailto:a@b.example")),
            ("sg:secret", None),
            ("no address", None),
            ("", None),
            (":x", None),
        ] {
            assert_eq!(to_iri(address).as_deref(), iri, "{address}");
        }
    }

    #[test]
    fn what_looks_plain_is_an_iri() {
        for (address, plain) in [
            ("https://a.example", true),
            ("http://A-1.example/b_c/~d/?e=f?g", true),
            ("https://a=~.example//x", true),
            ("https:///x", false),
            ("https://?x", false),
            ("https://a.example:80/", false),
            ("https://a.example/%20", false),
            ("https://a.example/é", false),
            ("ftp://a.example/", false),
        ] {
            assert_eq!(is_plain(address), plain, "{address}");
            assert!(!plain || NamedNodeRef::new(address).is_ok(), "{address}");
        }
    }
}
