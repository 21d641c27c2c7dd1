//! Addresses: their canonical form, their category, and what their shape says about what they show.
//!
//! The knowledge is data (`src/data/addresses.toml`); this file only applies it. Canonical form:
//! `https`, the host in lower case and without `www.`, no default port, no tracking parameters, no
//! fragment unless it names a section. The form as written stays on the edge.

mod page_type;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use url::Url;

use crate::vocabulary::UrlCategory;
pub use page_type::PageType;
pub(super) use page_type::decode;
use page_type::{Pattern, page_type};

/// An address, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Address {
    /// The canonical form.
    pub canonical: String,
    /// The category.
    pub category: UrlCategory,
    /// What it shows.
    pub shape: PageType,
    /// The name in the address of what it shows: the repository, package, product, account.
    pub subject: Option<String>,
    /// The label of the registrable domain (`rust-lang` of `doc.rust-lang.org`).
    pub domain: Option<String>,
    /// Whether the top-level domain is one that makers of software choose (`.dev`).
    pub software: bool,
}

#[derive(Deserialize)]
struct Table {
    tracking: Vec<String>,
    software: Vec<String>,
    host: Vec<Host>,
    words: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Host {
    host: String,
    category: UrlCategory,
    same: Option<String>,
    keep: Option<Vec<String>>,
    /// Whether the first two segments of its paths name a repository, in any letter case.
    #[serde(default)]
    repositories: bool,
    /// Where a path holds the id of a video that `watch?v=ID` shows too.
    #[serde(default)]
    videos: Vec<String>,
    #[serde(default)]
    shapes: Vec<Pattern>,
}

/// The table of hosts and path shapes.
pub struct Addresses {
    hosts: FxHashMap<String, Host>,
    tracking: Vec<String>,
    software: Vec<String>,
    categories: FxHashMap<String, UrlCategory>,
    event_words: Vec<String>,
}

impl Addresses {
    /// The table that ships with the crate.
    ///
    /// # Panics
    ///
    /// Never with the shipped data: a test reads it.
    pub fn embedded() -> Self {
        let table: Table =
            toml::from_str(include_str!("../../data/addresses.toml")).expect("shipped table");
        let mut categories = FxHashMap::default();
        let mut event_words = Vec::new();
        for (name, words) in table.words {
            match name.parse::<UrlCategory>() {
                Ok(category) => categories.extend(words.into_iter().map(|word| (word, category))),
                Err(_) => event_words.extend(words),
            }
        }
        Self {
            hosts: table
                .host
                .into_iter()
                .map(|host| (host.host.clone(), host))
                .collect(),
            tracking: table.tracking,
            software: table.software,
            categories,
            event_words,
        }
    }

    /// Understands an address as written; `None` where it is none (a relative path, a bare word, a
    /// scheme that nobody can open).
    pub fn read(&self, written: &str) -> Option<Address> {
        let written = written.trim();
        let lower = written.get(..7).unwrap_or(written).to_ascii_lowercase();
        if lower == "mailto:" {
            return mail(&written[7..]);
        }
        let url = match Url::parse(written) {
            Ok(url) => url,
            Err(url::ParseError::RelativeUrlWithoutBase) => {
                if written.contains('@') && !written.contains(['/', ' ']) {
                    return mail(written);
                }
                let head = written.trim_start_matches('/').split('/').next()?;
                let dotted = written.starts_with("//") || !written.starts_with('/');
                if !dotted || !head.contains('.') || head.starts_with('.') || head.contains(' ') {
                    return None;
                }
                // "index.md" and "build.rs" are files, though Moldova and Serbia have domains.
                let file = [".md", ".rs", ".py", ".sh", ".pl", ".so", ".ps"];
                if head == written && file.iter().any(|ending| head.ends_with(ending)) {
                    return None;
                }
                psl::suffix(head.as_bytes()).filter(|suffix| suffix.is_known())?;
                Url::parse(&format!("https://{}", written.trim_start_matches('/'))).ok()?
            }
            Err(_) => return None,
        };
        if !matches!(url.scheme(), "http" | "https" | "ftp" | "gemini") {
            return None;
        }
        self.web(&url)
    }

    fn web(&self, url: &Url) -> Option<Address> {
        let host = url.host_str()?.trim_end_matches('.');
        let host = host.strip_prefix("www.").unwrap_or(host);
        if !host.contains('.') {
            return None;
        }
        let known = self.host(host);
        if let Some(target) = redirect_target(host, url) {
            return self.read(&target);
        }
        let mut path = plain_path(url.path().trim_end_matches('/'));
        if known.is_some_and(|host| host.repositories) {
            path = repository_path(&path);
        }
        let mut query: Vec<(String, String)> = url
            .query_pairs()
            .filter(|(key, value)| self.keeps(known, key, value))
            .map(|(key, value)| (key.into_owned(), value.into_owned()))
            .collect();
        let mut written_host = host;
        let video = known.and_then(|host| video_of(host, &path));
        if let Some(video) = video {
            written_host = "youtube.com";
            query.insert(0, ("v".into(), video.into()));
            path = "/watch".into();
        } else if let Some(same) = known.and_then(|host| host.same.as_deref()) {
            written_host = same;
        }
        let mut canonical = String::with_capacity(url.as_str().len());
        canonical.push_str(if url.scheme() == "http" {
            "https"
        } else {
            url.scheme()
        });
        canonical.push_str("://");
        canonical.push_str(written_host);
        if let Some(port) = url.port().filter(|port| !matches!(port, 80 | 443)) {
            canonical.push_str(&format!(":{port}"));
        }
        canonical.push_str(if path.is_empty() { "/" } else { &path });
        if !query.is_empty() {
            let pairs = url::form_urlencoded::Serializer::new(String::new())
                .extend_pairs(&query)
                .finish();
            canonical.push('?');
            canonical.push_str(&pairs);
        }
        if let Some(fragment) = url.fragment().filter(|fragment| names_section(fragment)) {
            canonical.push('#');
            // A second "#" is written so, or the address is none (RFC 3986, 3.5): "#/#room:host".
            canonical.push_str(&fragment.replace('#', "%23"));
        }

        let segments: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let domain = psl::domain_str(host)
            .and_then(|domain| domain.split('.').next())
            .map(str::to_owned);
        let patterns = known.map(|host| host.shapes.as_slice());
        let (shape, subject) = page_type(patterns, &self.event_words, host, &segments);
        let category = known.map_or_else(|| self.category(host, &segments), |known| known.category);
        Some(Address {
            canonical,
            category,
            shape,
            subject: subject.map(|name| decode(&name)),
            domain,
            software: host
                .rsplit('.')
                .next()
                .is_some_and(|top| self.software.iter().any(|known| known == top)),
        })
    }

    /// The longest suffix of a host that the table knows.
    fn host(&self, host: &str) -> Option<&Host> {
        let mut rest = host;
        loop {
            if let Some(known) = self.hosts.get(rest) {
                return Some(known);
            }
            rest = rest.split_once('.')?.1;
        }
    }

    /// Whether a parameter tells pages apart. Where the table does not know the host, a number tells
    /// which page is meant, and a word where the reader comes from ("ref=4045", "ref=newsletter").
    fn keeps(&self, known: Option<&Host>, key: &str, value: &str) -> bool {
        let key = key.to_ascii_lowercase();
        if let Some(keep) = known.and_then(|host| host.keep.as_ref()) {
            return keep.contains(&key);
        }
        let numbered = matches!(&*key, "ref" | "cid" | "source" | "tag")
            && value.starts_with(|first: char| first.is_ascii_digit());
        numbered
            || !self
                .tracking
                .iter()
                .any(|pattern| match pattern.strip_suffix('*') {
                    Some(prefix) => key.starts_with(prefix),
                    None => key == *pattern,
                })
    }

    fn category(&self, host: &str, path: &[&str]) -> UrlCategory {
        let first = host.split('.').next().unwrap_or_default();
        let by_word = |word: &str| {
            let known = self.categories.get(word).copied();
            known.or_else(|| {
                let capital = word.bytes().any(|byte| byte.is_ascii_uppercase());
                let lower = capital.then(|| word.to_ascii_lowercase())?;
                self.categories.get(&lower).copied()
            })
        };
        by_word(first)
            .or_else(|| path.first().and_then(|segment| by_word(segment)))
            .unwrap_or(UrlCategory::Other)
    }
}

/// The id of the video that a path shows.
fn video_of<'p>(host: &Host, path: &'p str) -> Option<&'p str> {
    let ids = host.videos.iter();
    let mut ids = ids.filter_map(|front| path.strip_prefix(front.as_str()));
    ids.find(|id| !id.is_empty() && !id.contains('/'))
}

/// The path of a code host, on which owners and repositories are the same in any letter case, and with
/// ".git" behind them; what lies in a repository stays as written.
fn repository_path(path: &str) -> String {
    let deeper = path
        .match_indices('/')
        .nth(2)
        .map_or(path.len(), |(at, _)| at);
    let (repository, rest) = path.split_at(deeper);
    let repository = repository.to_ascii_lowercase();
    let repository = repository.strip_suffix(".git").unwrap_or(&repository);
    [repository, rest].concat()
}

/// Where a search engine's redirect leads: "google.com/url?q=ADDRESS".
fn redirect_target(host: &str, url: &Url) -> Option<String> {
    if host != "google.com" || url.path() != "/url" {
        return None;
    }
    let mut pairs = url.query_pairs();
    let target = pairs.find(|(key, _)| matches!(&**key, "q" | "url"))?.1;
    target.starts_with("http").then(|| target.into_owned())
}

/// A path in which signs that need no escape are not escaped: "Rye_%28grain%29" is "Rye_(grain)".
fn plain_path(path: &str) -> String {
    const SIGNS: [(&str, &str); 9] = [
        ("%28", "("),
        ("%29", ")"),
        ("%2C", ","),
        ("%27", "'"),
        ("%21", "!"),
        ("%3A", ":"),
        ("%40", "@"),
        ("%7E", "~"),
        ("%2A", "*"),
    ];
    let mut path = path.to_owned();
    if path.contains('%') {
        for (escaped, sign) in SIGNS {
            path = path.replace(escaped, sign);
            path = path.replace(&escaped.to_ascii_lowercase(), sign);
        }
    }
    path
}

/// Section ids stay ("installation"), and so do routes that show pages of their own ("/page",
/// "!/page"); positions and states do not ("t=12").
fn names_section(fragment: &str) -> bool {
    let route = fragment.strip_prefix('!').unwrap_or(fragment);
    if route.strip_prefix('/').is_some_and(|path| !path.is_empty()) {
        return true;
    }
    fragment.starts_with(|first: char| first.is_ascii_alphabetic())
        && fragment.len() > 1
        && !fragment.contains(['=', '/', '!', ':', '~', '&'])
}

fn mail(address: &str) -> Option<Address> {
    let address = address.split('?').next()?.trim();
    let (user, host) = address.split_once('@')?;
    if user.is_empty() || !host.contains('.') || address.contains(char::is_whitespace) {
        return None;
    }
    let host = host.to_ascii_lowercase();
    Some(Address {
        canonical: format!("mailto:{user}@{host}"),
        category: UrlCategory::Mail,
        shape: PageType::Mail,
        subject: None,
        domain: psl::domain_str(&host)
            .and_then(|domain| domain.split('.').next())
            .map(str::to_owned),
        software: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_forms() {
        let table = Addresses::embedded();
        let cases = [
            (
                "HTTP://WWW.Example.com:80/a/?utm_source=x&b=1#top=1",
                "https://example.com/a?b=1",
            ),
            (
                "https://youtu.be/21hXNReWsUU?t=3",
                "https://youtube.com/watch?v=21hXNReWsUU",
            ),
            (
                "https://m.youtube.com/watch?v=abc&feature=youtu.be",
                "https://youtube.com/watch?v=abc",
            ),
            ("https://x.com/rustlang", "https://twitter.com/rustlang"),
            (
                "mailto:Hello@Example.ORG?subject=Hi",
                "mailto:Hello@example.org",
            ),
            (
                "https://kubernetes.io/docs/#concepts",
                "https://kubernetes.io/docs#concepts",
            ),
            ("example.com/docs", "https://example.com/docs"),
            // One page, written in several ways.
            (
                "https://github.com/Ann/Lamp.git",
                "https://github.com/ann/lamp",
            ),
            (
                "https://en.wikipedia.org/wiki/Lamp_%28light%29?wprov=sfti1",
                "https://en.wikipedia.org/wiki/Lamp_(light)",
            ),
            (
                "https://www.youtube.com/embed/abc",
                "https://youtube.com/watch?v=abc",
            ),
            (
                "https://www.youtube.com/shorts/abc",
                "https://youtube.com/watch?v=abc",
            ),
            (
                "https://www.youtube-nocookie.com/embed/abc",
                "https://youtube.com/watch?v=abc",
            ),
            (
                "https://www.google.com/url?q=https%3A%2F%2Fexample.com%2Fa&sa=D",
                "https://example.com/a",
            ),
            // Pages of their own.
            (
                "https://example.com/kb.php?ref=4045-USHJ",
                "https://example.com/kb.php?ref=4045-USHJ",
            ),
            (
                "https://example.com/a?ref=newsletter",
                "https://example.com/a",
            ),
            (
                "https://maps.google.com/?cid=111",
                "https://maps.google.com/?cid=111",
            ),
            ("https://example.com/#!/one", "https://example.com/#!/one"),
            ("https://example.com/#/one", "https://example.com/#/one"),
            (
                "https://example.com/#/#room:host.example",
                "https://example.com/#/%23room:host.example",
            ),
        ];
        for (written, expected) in cases {
            let address = table.read(written).unwrap_or_else(|| panic!("{written}"));
            assert_eq!(address.canonical, expected, "{written}");
        }
        for written in [
            "/images/a.png",
            "javascript:alert(1)",
            "index.md",
            "#top",
            "http://localhost",
            "",
        ] {
            assert_eq!(table.read(written), None, "{written}");
        }
    }

    #[test]
    fn top_level_domains_of_software() {
        let table = Addresses::embedded();
        for (written, expected) in [
            ("https://example.dev/", true),
            ("https://docs.example.io/start", true),
            ("https://example.com/app", false),
            ("mailto:ann@example.dev", false),
        ] {
            let address = table.read(written).unwrap_or_else(|| panic!("{written}"));
            assert_eq!(address.software, expected, "{written}");
        }
    }
}
