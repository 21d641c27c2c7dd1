//! Which vocabulary a name belongs to: by the URI its prefix is bound to.
//!
//! Hosts write these URIs with capitals, with or without `www.`, a slash at the end or `https`; they are
//! compared without all that. Where nothing binds a prefix, the one that everybody uses counts.

use quick_xml::events::attributes::Attributes;

use super::token::Tag;

/// The vocabularies that tell something of shows and episodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Vocabulary {
    /// RSS itself: no namespace in 2.0, one of its own in 0.9, 1.0 and 1.1.
    Rss,
    /// RFC 4287, and Atom 0.3.
    Atom,
    /// Apple's `itunes:*`.
    Itunes,
    /// Google Play's `googleplay:*`, a copy of Apple's.
    GooglePlay,
    /// The podcast namespace, `podcast:*`.
    Podcast,
    /// `content:encoded`.
    Content,
    /// Dublin Core elements and terms.
    DublinCore,
    /// Media RSS.
    Media,
    /// Podlove Simple Chapters.
    Chapters,
    /// Creative Commons licences in RSS.
    CreativeCommons,
    /// The containers of RSS 1.0.
    Rdf,
    /// XHTML in texts.
    Xhtml,
    /// `xml:lang` and `xml:base`.
    Xml,
    /// OPML, and whatever else has no namespace outside of a feed.
    Plain,
    /// Any other.
    Other,
}

impl Vocabulary {
    /// The vocabulary of a namespace's URI.
    fn of_uri(uri: &str) -> Self {
        let lower = uri.trim().to_ascii_lowercase();
        let rest = lower
            .strip_prefix("http://")
            .or_else(|| lower.strip_prefix("https://"))
            .unwrap_or(&lower);
        let rest = rest.strip_prefix("www.").unwrap_or(rest);
        match rest.trim_end_matches(['/', '#']) {
            "w3.org/2005/atom" | "purl.org/atom/ns" => Self::Atom,
            "itunes.com/dtds/podcast-1.0.dtd"
            | "itunes.com/dtds/podcast-1.0"
            | "itunes.com/dtds/podcast" => Self::Itunes,
            "google.com/schemas/play-podcasts/1.0"
            | "google.com/schemas/play-podcasts/1.0/play-podcasts.xsd" => Self::GooglePlay,
            "podcastindex.org/namespace/1.0"
            | "github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md" => {
                Self::Podcast
            }
            "purl.org/rss/1.0/modules/content" => Self::Content,
            "purl.org/dc/elements/1.1" | "purl.org/dc/elements/1.0" | "purl.org/dc/terms" => {
                Self::DublinCore
            }
            "search.yahoo.com/mrss" => Self::Media,
            "podlove.org/simple-chapters" | "podlove.de/simple-chapters" => Self::Chapters,
            "backend.userland.com/creativecommonsrssmodule"
            | "cyber.law.harvard.edu/rss/creativecommonsrssmodule.html"
            | "creativecommons.org/ns"
            | "web.resource.org/cc" => Self::CreativeCommons,
            "w3.org/1999/02/22-rdf-syntax-ns" => Self::Rdf,
            "w3.org/1999/xhtml" => Self::Xhtml,
            "purl.org/rss/1.0"
            | "purl.org/net/rss1.1"
            | "my.netscape.com/rdf/simple/0.9"
            | "channel.netscape.com/rdf/simple/0.9"
            | "my.netscape.com/publish/formats/rss-0.91.dtd"
            | "backend.userland.com/rss"
            | "backend.userland.com/rss2"
            | "blogs.law.harvard.edu/tech/rss"
            | "cyber.law.harvard.edu/rss/rss.html"
            | "rssboard.org/rss-specification"
            | "backend.userland.com/rss091"
            | "backend.userland.com/rss092" => Self::Rss,
            _ => Self::Other,
        }
    }

    /// The vocabulary of a prefix that nothing binds, by custom.
    fn of_custom(prefix: &str) -> Option<Self> {
        Some(match prefix {
            "xml" => Self::Xml,
            "itunes" => Self::Itunes,
            "googleplay" => Self::GooglePlay,
            "podcast" => Self::Podcast,
            "content" => Self::Content,
            "dc" | "dcterms" => Self::DublinCore,
            "atom" | "atom10" | "a10" => Self::Atom,
            "media" => Self::Media,
            "psc" => Self::Chapters,
            "creativeCommons" | "cc" => Self::CreativeCommons,
            "rdf" => Self::Rdf,
            "xhtml" => Self::Xhtml,
            _ => return None,
        })
    }
}

/// The bindings in force at one place of a document.
#[derive(Debug, Clone)]
pub(crate) struct Namespaces {
    bindings: Vec<(String, Vocabulary)>,
    /// What a name without a prefix and without a namespace belongs to.
    bare: Vocabulary,
}

/// How a name was resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Resolved<'t> {
    pub vocabulary: Vocabulary,
    pub local: &'t str,
    /// The prefix, where nothing binds it.
    pub unbound: Option<&'t str>,
}

impl Namespaces {
    /// How many bindings are in force at most; no feed has more than a few dozen.
    const MOST: usize = 256;

    /// No bindings yet; names without a namespace belong to `bare`.
    pub(crate) const fn new(bare: Vocabulary) -> Self {
        Self {
            bindings: Vec::new(),
            bare,
        }
    }

    /// Says what names without a namespace belong to, once the document's root is known.
    pub(crate) const fn set_bare(&mut self, bare: Vocabulary) {
        self.bare = bare;
    }

    /// Takes over what a start tag binds; [`Namespaces::leave`] with the mark takes it back.
    pub(crate) fn enter(&mut self, tag: &Tag<'_>) -> usize {
        let mark = self.bindings.len();
        if tag.attributes.contains("xmlns") {
            // Duplicates are named where attributes are read.
            let mut attributes = Attributes::html(tag.attributes, 0);
            attributes.with_checks(false);
            for attribute in attributes.flatten() {
                if self.bindings.len() == Self::MOST {
                    break;
                }
                let prefix = match attribute.key.0 {
                    "xmlns" => "",
                    key => match key.strip_prefix("xmlns:") {
                        Some(prefix) => prefix,
                        None => continue,
                    },
                };
                let vocabulary = Vocabulary::of_uri(&attribute.value);
                self.bindings.push((prefix.to_owned(), vocabulary));
            }
        }
        mark
    }

    /// Forgets what was bound since the mark.
    pub(crate) fn leave(&mut self, mark: usize) {
        self.bindings.truncate(mark);
    }

    /// Resolves an element's name.
    pub(crate) fn resolve<'t>(&self, name: &'t str) -> Resolved<'t> {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let bound = self
            .bindings
            .iter()
            .rev()
            .find(|(known, _)| known == prefix);
        let (vocabulary, unbound) = match (bound, prefix) {
            // A feed's own names stay its own, whatever namespace its host gives them.
            (Some((_, Vocabulary::Other)), "") | (None, "") => (self.bare, None),
            (Some((_, vocabulary)), _) => (*vocabulary, None),
            (None, _) => match Vocabulary::of_custom(prefix) {
                Some(Vocabulary::Xml) => (Vocabulary::Xml, None),
                Some(vocabulary) => (vocabulary, Some(prefix)),
                None => (Vocabulary::Other, Some(prefix)),
            },
        };
        Resolved {
            vocabulary,
            local,
            unbound,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_are_compared_without_their_frills() {
        let cases = [
            (
                "http://www.itunes.com/dtds/podcast-1.0.dtd",
                Vocabulary::Itunes,
            ),
            (
                "http://www.itunes.com/DTDs/Podcast-1.0.dtd",
                Vocabulary::Itunes,
            ),
            (
                "https://podcastindex.org/namespace/1.0",
                Vocabulary::Podcast,
            ),
            (
                "http://podcastindex.org/namespace/1.0/",
                Vocabulary::Podcast,
            ),
            (
                "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
                Vocabulary::Podcast,
            ),
            ("http://search.yahoo.com/mrss", Vocabulary::Media),
            ("http://www.w3.org/2005/Atom", Vocabulary::Atom),
            ("http://purl.org/dc/terms/", Vocabulary::DublinCore),
            ("https://example.com/podcast", Vocabulary::Other),
        ];
        for (uri, expected) in cases {
            assert_eq!(Vocabulary::of_uri(uri), expected, "{uri}");
        }
    }

    #[test]
    fn prefixes_count_where_nothing_binds_them() {
        let mut names = Namespaces::new(Vocabulary::Rss);
        let tag = Tag {
            name: "rss",
            attributes: r#" xmlns:p="https://podcastindex.org/namespace/1.0" xmlns:itunes="urn:x""#,
            offset: 0,
        };
        let mark = names.enter(&tag);
        let vocabulary = |names: &Namespaces, name| names.resolve(name).vocabulary;
        assert_eq!(vocabulary(&names, "p:person"), Vocabulary::Podcast);
        assert_eq!(vocabulary(&names, "itunes:author"), Vocabulary::Other);
        assert_eq!(vocabulary(&names, "title"), Vocabulary::Rss);
        assert_eq!(names.resolve("dc:date").unbound, Some("dc"));
        names.leave(mark);
        assert_eq!(vocabulary(&names, "itunes:author"), Vocabulary::Itunes);
        assert_eq!(vocabulary(&names, "p:person"), Vocabulary::Other);
    }
}
