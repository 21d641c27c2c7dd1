//! Which files are feeds, by their root: for discovery, where names say little.

use super::decode::decode;

/// How much of a file is looked at, in bytes.
const HEAD: usize = 8192;

/// Whether a file is a feed. The first 8 KiB are enough; a comment longer than that hides the root.
#[must_use]
pub fn is_feed(head: &[u8]) -> bool {
    root(head, |name, attributes| {
        let local = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
        let attributes = attributes.to_ascii_lowercase();
        match local.as_str() {
            "rss" => true,
            "feed" => attributes.contains("atom") || !attributes.contains("xmlns"),
            // RDF is more than RSS 1.0.
            "rdf" => attributes.contains("/rss/") || attributes.contains("netscape.com/rdf"),
            _ => false,
        }
    })
}

/// Whether a file is an OPML list.
#[must_use]
pub fn is_opml(head: &[u8]) -> bool {
    root(head, |name, _| name.eq_ignore_ascii_case("opml"))
}

/// Asks about the name and the attributes of a file's root, if there is one.
fn root(head: &[u8], is: impl Fn(&str, &str) -> bool) -> bool {
    let text = decode(head[..head.len().min(HEAD)].to_vec()).text;
    let mut rest = text.trim_start();
    loop {
        let end = if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<!") {
            // An internal subset holds declarations of its own.
            match rest.find(['[', '>']) {
                Some(at) if rest[at..].starts_with('[') => "]>",
                _ => ">",
            }
        } else {
            break;
        };
        let Some((_, behind)) = rest.split_once(end) else {
            return false;
        };
        rest = behind.trim_start();
    }
    let Some(tag) = rest.strip_prefix('<') else {
        return false;
    };
    let tag = tag.split('>').next().unwrap_or("");
    let len = tag
        .find(|c: char| c.is_whitespace() || c == '/')
        .unwrap_or(tag.len());
    is(&tag[..len], &tag[len..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_and_lists_by_their_roots() {
        let utf16: Vec<u8> = "\u{feff}<rss/>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let cases: [(&[u8], bool, bool); 14] = [
            (b"<rss version=\"2.0\"><channel>", true, false),
            (
                b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- hand-made -->\n<rss>",
                true,
                false,
            ),
            (b"<!DOCTYPE rss [<!ENTITY a \"b>\">]><rss>", true, false),
            (b"<feed xmlns=\"http://www.w3.org/2005/Atom\">", true, false),
            (
                b"<a:feed xmlns:a='http://www.w3.org/2005/Atom'>",
                true,
                false,
            ),
            (b"<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", true, false),
            (&utf16, true, false),
            (b"<rdf:RDF xmlns:s='http://schema.org/'>", false, false),
            (b"<feed xmlns=\"urn:cattle\">", false, false),
            (b"<!DOCTYPE html><html>", false, false),
            (b"# Notes about <rss>", false, false),
            (b"<!-- <rss>", false, false),
            (b"<?xml version='1.0'?><opml version='2.0'>", false, true),
            (b"", false, false),
        ];
        for (head, feed, opml) in cases {
            let name = String::from_utf8_lossy(head);
            assert_eq!((is_feed(head), is_opml(head)), (feed, opml), "{name}");
        }
    }
}
