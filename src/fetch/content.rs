//! What an answer holds, by its first bytes: a feed, or a web page in the place of one.
//!
//! Servers answer 200 with a web page where a feed used to be: a login, a "not found" in colours, a
//! landing page. Stored as a feed it would replace a good one. `Content-Type` decides nothing here,
//! because feeds are served as text/html and pages as text/xml.

use url::Url;

use crate::source::fetched::Kind;

/// How many bytes of a file are looked at. Feeds have been seen with long comments before the root.
pub(super) const HEAD: usize = 64 * 1024;

/// What was found in the place of what was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Mismatch {
    /// Nothing at all.
    #[error("the answer is empty")]
    Empty,
    /// A web page.
    #[error("this is a web page and no {expected}; {}", advice(*expected, feed.as_deref()))]
    WebPage {
        /// What was expected.
        expected: Kind,
        /// The feed that the page itself names.
        feed: Option<String>,
    },
    /// A list of feeds.
    #[error("this is an OPML list of feeds and no feed")]
    Opml,
    /// Something else.
    #[error("this is no feed: there is no <rss>, <feed> or <rdf:RDF> at its beginning")]
    NoFeed,
}

fn advice(expected: Kind, feed: Option<&str>) -> String {
    match (expected, feed) {
        (Kind::Feed, Some(feed)) => format!("it names this feed, give that: {feed}"),
        (Kind::Feed, None) => "look on it for \"RSS\" and give that address".to_owned(),
        (Kind::Transcript | Kind::Chapters, _) => "the feed's tag may be out of date".to_owned(),
    }
}

/// Whether a file that begins with `head` may be what was asked for.
///
/// `html` says that a transcript in HTML was announced; `base` is the address that answered, for
/// the relative addresses in a page.
pub(super) fn verify(head: &[u8], kind: Kind, html: bool, base: &Url) -> Result<(), Mismatch> {
    let text = ascii_lowercase(head);
    let elements = elements(&text);
    let root = elements.first().copied().unwrap_or_default();
    let is_page = text.trim_start().starts_with("<!doctype html") || root == "html";
    if text.trim().is_empty() {
        return Err(Mismatch::Empty);
    }
    if is_page && !html {
        let feed = match kind {
            Kind::Feed => announced_feed(head, base),
            Kind::Transcript | Kind::Chapters => None,
        };
        return Err(Mismatch::WebPage {
            expected: kind,
            feed,
        });
    }
    if kind != Kind::Feed {
        return Ok(());
    }
    if root == "opml" {
        return Err(Mismatch::Opml);
    }
    // Not the first element alone: hosts put warnings of their own software, in HTML, before it.
    let is_feed = |name: &&str| {
        let local = name.rsplit(':').next().unwrap_or(name);
        matches!(local, "rss" | "feed" | "rdf")
    };
    match elements.iter().any(is_feed) {
        true => Ok(()),
        false => Err(Mismatch::NoFeed),
    }
}

/// The ASCII of a text in any encoding that feeds come in, in lower case. Without its zero bytes
/// UTF-16 is ASCII too, as far as the names of elements go.
fn ascii_lowercase(head: &[u8]) -> String {
    head.iter()
        .filter(|byte| byte.is_ascii() && **byte != 0)
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect()
}

/// The names of the elements that begin in a text, without those in comments.
fn elements(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end..]);
            continue;
        }
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != ':')
            .unwrap_or(rest.len());
        if end > 0 {
            names.push(&rest[..end]);
        }
    }
    names
}

/// The address in a page's `<link rel="alternate" type="application/rss+xml" href="…">`.
fn announced_feed(head: &[u8], base: &Url) -> Option<String> {
    let text = String::from_utf8_lossy(head);
    let lower = text.to_ascii_lowercase();
    lower.match_indices("<link").find_map(|(at, _)| {
        let end = at + lower[at..].find('>')?;
        let is_feed = ["application/rss+xml", "application/atom+xml"]
            .iter()
            .any(|media_type| lower[at..end].contains(media_type));
        let href = is_feed.then(|| attribute(&text[at..end], "href"))??;
        let address = base.join(&href.replace("&amp;", "&")).ok()?;
        matches!(address.scheme(), "http" | "https").then(|| address.to_string())
    })
}

/// The value of an attribute in the text of a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.find(&format!(" {name}="))? + name.len() + 2;
    let value = &tag[at..];
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next(),
        _ => value.split([' ', '/', '>']).next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verified(head: &[u8], kind: Kind) -> Result<(), Mismatch> {
        let base = Url::parse("https://shed.example/show/").unwrap();
        verify(head, kind, false, &base)
    }

    fn utf16(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn what_is_a_feed_is_taken_whatever_stands_before_it() {
        for (case, head) in [
            ("rss", b"<?xml version='1.0'?><rss version='2.0'>".to_vec()),
            ("a byte order mark", b"\xef\xbb\xbf<rss>".to_vec()),
            (
                "atom",
                b"<feed xmlns='http://www.w3.org/2005/Atom'>".to_vec(),
            ),
            ("a prefix", b"<atom:feed>".to_vec()),
            ("RSS 1.0", b"<rdf:RDF>".to_vec()),
            ("capitals", b"<RSS>".to_vec()),
            (
                "a comment that names a page",
                b"<!-- <html> --><rss>".to_vec(),
            ),
            ("blank lines", b"\n\n <rss>".to_vec()),
            (
                "a warning of the host",
                b"<br /><b>Warning</b>: x <?xml?><rss>".to_vec(),
            ),
            ("UTF-16", utf16("\u{feff}<?xml version='1.0'?><rss>")),
        ] {
            assert_eq!(verified(&head, Kind::Feed), Ok(()), "{case}");
        }
    }

    #[test]
    fn what_is_no_feed_is_named() {
        let page = |feed: Option<&str>| Mismatch::WebPage {
            expected: Kind::Feed,
            feed: feed.map(str::to_owned),
        };
        for (case, head, expected) in [
            ("nothing", " \n", Mismatch::Empty),
            ("a page", "<!DOCTYPE html><p>Log in", page(None)),
            ("a page without doctype", "<html><body>", page(None)),
            (
                "a page that speaks of feeds",
                "<!doctype html><pre><rss></pre>",
                page(None),
            ),
            (
                "a page that names its feed",
                "<html><link rel=alternate type='application/rss+xml' href='Feed.xml?a=1&amp;b=2'>",
                page(Some("https://shed.example/show/Feed.xml?a=1&b=2")),
            ),
            (
                "a page whose feed is no web address",
                "<html><link type='application/rss+xml' href='file:///etc/passwd'>",
                page(None),
            ),
            ("a list", "<?xml?><opml version='2.0'>", Mismatch::Opml),
            (
                "JSON",
                "{\"version\": \"https://jsonfeed.org\"}",
                Mismatch::NoFeed,
            ),
            ("text", "not here", Mismatch::NoFeed),
            ("a feed in a comment", "<!-- <rss> -->", Mismatch::NoFeed),
        ] {
            assert_eq!(
                verified(head.as_bytes(), Kind::Feed),
                Err(expected),
                "{case}"
            );
        }
    }

    #[test]
    fn a_transcript_may_be_anything_but_a_page_unless_one_was_announced() {
        let base = Url::parse("https://shed.example/").unwrap();
        let page = b"<!doctype html><cite>Ana</cite>";
        assert_eq!(verified(b"WEBVTT", Kind::Transcript), Ok(()));
        assert!(verified(page, Kind::Transcript).is_err());
        assert_eq!(verify(page, Kind::Transcript, true, &base), Ok(()));
    }
}
