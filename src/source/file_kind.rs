//! What a file holds: told by its name and its first bytes.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::decode::decode;
use super::feed;
use super::sniff::{Format, named_paragraphs, sniff};

/// What a file of the input holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FileKind {
    /// Notes: the page of an episode, in Markdown.
    Notes,
    /// Spoken words in a text, with the names of who speaks: Markdown or plain text.
    LabelledTranscript,
    /// A transcript or chapters, in a format of their own.
    Timed(Format),
    /// A feed: RSS or Atom.
    Feed,
    /// A list of feeds: OPML.
    FeedList,
}

/// How much of a file is looked at.
const HEAD: u64 = 8192;
/// Folders with the templates that sites are made from: what looks like a feed there is none.
const TEMPLATES: [&str; 8] = [
    "layouts",
    "_layouts",
    "_includes",
    "themes",
    "archetypes",
    "templates",
    "node_modules",
    "partials",
];

impl FileKind {
    /// Tells what a file holds; `source` is its path below the input root. None for what is not read.
    ///
    /// Costs a look into the file, unless the name tells all.
    pub(crate) fn of(source: &str, path: &Path) -> Option<Self> {
        Self::of_head(source, || head(path))
    }

    /// As [`FileKind::of`], with the first bytes of the file where they are asked for.
    fn of_head(source: &str, head: impl FnOnce() -> Option<Vec<u8>>) -> Option<Self> {
        let name = source.rsplit('/').next().unwrap_or(source);
        let extension = name.rsplit_once('.')?.1.to_ascii_lowercase();
        match extension.as_str() {
            "md" | "markdown" | "mdx" => return Some(Self::Notes),
            "vtt" | "webvtt" | "srt" | "json" | "html" | "htm" | "psc" | "ffmetadata" | "meta"
            | "chapters" | "txt" | "xml" | "rss" | "atom" | "opml" => {}
            _ => return None,
        }
        let mut folders = source.rsplit('/').skip(1);
        if folders.any(|folder| TEMPLATES.contains(&folder)) {
            return None;
        }
        let head = head()?;
        if extension.starts_with("htm") && !is_spoken_page(source, &head) {
            return None;
        }
        Self::of_content(name, &head).or_else(|| {
            let spoken = extension == "txt" && source.to_ascii_lowercase().contains("transcript");
            spoken.then_some(Self::LabelledTranscript)
        })
    }

    /// Tells what a text holds by its name and its first bytes, unless it is notes or nothing that is
    /// read.
    pub(crate) fn of_content(name: &str, head: &[u8]) -> Option<Self> {
        if feed::is_feed(head) {
            return (!is_template(head)).then_some(Self::Feed);
        }
        if feed::is_opml(head) {
            return Some(Self::FeedList);
        }
        let (text, _) = decode(head.to_vec(), name);
        sniff(name, &text).map(Self::Timed)
    }
}

/// Whether a page in HTML may be a transcript: many pages cite somebody somewhere.
fn is_spoken_page(source: &str, head: &[u8]) -> bool {
    let cites = memchr::memmem::find_iter(head, b"<cite").count();
    let timed = memchr::memmem::find(head, b"<time").is_some();
    let named = source.to_ascii_lowercase().contains("transcript");
    (cites >= 2 && (timed || named))
        || (named && named_paragraphs(&String::from_utf8_lossy(head)) >= 2)
}

/// Whether a text is one that a generator of sites fills in.
fn is_template(head: &[u8]) -> bool {
    let has = |sign: &[u8]| memchr::memmem::find(head, sign).is_some();
    (has(b"{{") && has(b"}}")) || (has(b"{%") && has(b"%}"))
}

/// The first bytes of a file; a file that cannot be read is named when it is read as a whole, if ever.
fn head(path: &Path) -> Option<Vec<u8>> {
    let mut head = Vec::new();
    File::open(path)
        .ok()?
        .take(HEAD)
        .read_to_end(&mut head)
        .ok()?;
    Some(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_name_and_content() {
        let spoken =
            "<cite>Ana:</cite><time>0:00</time><p>Hello.</p><cite>Ben:</cite><p>Hello.</p>";
        let labelled = "<p>Ana Weber: Hello.</p><p class=a><b>Ben Ito:</b> Hello.</p>";
        let quoting =
            "<html><time>2024</time><p>Soil</p><blockquote>Worms<cite>Ana</cite></blockquote>";
        let feed = "<rss><channel><title>S</title></channel></rss>";
        let template = "<rss><channel><title>{{ .Title }}</title></channel></rss>";
        let transcript = Some(FileKind::Timed(Format::HtmlTranscript));
        let cases = [
            ("a.md", "", Some(FileKind::Notes)),
            ("talk.html", spoken, transcript),
            ("blog.html", quoting, None),
            ("transcripts/talk.html", labelled, transcript),
            ("blog.html", labelled, None),
            ("transcripts/about.html", "<p>Soil.</p><p>Worms.</p>", None),
            ("feed.xml", feed, Some(FileKind::Feed)),
            ("layouts/feed.xml", feed, None),
            ("feed.xml", template, None),
            (
                "list.opml",
                "<opml version='2.0'/>",
                Some(FileKind::FeedList),
            ),
            (
                "transcripts/a.txt",
                "Ana: Hello.",
                Some(FileKind::LabelledTranscript),
            ),
            ("robots.txt", "User-agent: *", None),
            ("package.json", "{\"name\": \"site\"}", None),
            ("a.vtt", "WEBVTT\n", Some(FileKind::Timed(Format::WebVtt))),
            ("a.pdf", "WEBVTT\n", None),
        ];
        for (source, content, expected) in cases {
            let kind = FileKind::of_head(source, || Some(content.into()));
            assert_eq!(kind, expected, "{source}: {content}");
        }
    }
}
