//! Addresses: their canonical form, their category, and what their shape says about what they show.
//!
//! The knowledge is data (`src/data/addresses.toml`); this file only applies it. Canonical form:
//! `https`, the host in lower case and without `www.`, no default port, no tracking parameters, no
//! fragment unless it names a section. The form as written stays on the edge.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::vocabulary::UrlCategory;

/// What the shape of an address says it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// A source repository: a product.
    Repo,
    /// A page of a company or community on a platform: an organization.
    Owner,
    /// A package of a registry: a product.
    Package,
    /// A product's own page.
    Product,
    /// An entry of an encyclopedia: anything, but something with a name.
    Wiki,
    /// The account of a person or organization.
    Profile,
    /// A channel of videos.
    Channel,
    /// One video.
    Video,
    /// A text with a title: news, blog post, issue, message.
    Article,
    /// A page of documentation below a product.
    Docs,
    /// A conference or meet-up.
    Event,
    /// A thing in a shop or list.
    Item,
    /// The front page of a site with a domain of its own.
    Home,
    /// A mail address.
    Mail,
    /// Any other page of a site with a domain of its own.
    Page,
}

/// An address, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The canonical form.
    pub canonical: String,
    /// The category.
    pub category: UrlCategory,
    /// What it shows.
    pub shape: Shape,
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
    #[serde(default)]
    shapes: Vec<Pattern>,
}

#[derive(Deserialize)]
struct Pattern {
    path: String,
    shape: Shape,
    #[serde(default)]
    subject: Option<String>,
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
            toml::from_str(include_str!("../data/addresses.toml")).expect("shipped table");
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
        let mut path = url.path().trim_end_matches('/').to_owned();
        let mut query: Vec<(String, String)> = url
            .query_pairs()
            .filter(|(key, _)| self.keeps(known, key))
            .map(|(key, value)| (key.into_owned(), value.into_owned()))
            .collect();
        let mut written_host = host;
        if host == "youtu.be" && path.len() > 1 {
            written_host = "youtube.com";
            query.insert(0, ("v".into(), path[1..].into()));
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
            canonical.push_str(fragment);
        }

        let segments: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let domain = psl::domain_str(host)
            .and_then(|domain| domain.split('.').next())
            .map(str::to_owned);
        let (shape, subject) = self.shape(known, host, &segments);
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

    fn keeps(&self, known: Option<&Host>, key: &str) -> bool {
        let key = key.to_ascii_lowercase();
        if let Some(keep) = known.and_then(|host| host.keep.as_ref()) {
            return keep.contains(&key);
        }
        !self
            .tracking
            .iter()
            .any(|pattern| match pattern.strip_suffix('*') {
                Some(prefix) => key.starts_with(prefix),
                None => key == *pattern,
            })
    }

    fn shape(&self, known: Option<&Host>, host: &str, path: &[&str]) -> (Shape, Option<String>) {
        for pattern in known.iter().flat_map(|host| &host.shapes) {
            if let Some(subject) = pattern.matches(path) {
                let subject = if pattern.subject.as_deref() == Some("subdomain") {
                    host.split('.').next().map(str::to_owned)
                } else {
                    subject.map(|name| name.trim_start_matches('@').to_owned())
                };
                return (pattern.shape, subject);
            }
        }
        if known.is_some() {
            return (Shape::Page, None);
        }
        let labels = host.split('.');
        let is_event = |text: &str| {
            self.event_words.iter().any(|word| {
                text.strip_prefix(word.as_str())
                    .or_else(|| text.strip_suffix(word.as_str()))
                    .is_some_and(|rest| rest.is_empty() || word.len() > 3)
            })
        };
        let page = [
            "event",
            "events",
            "conference",
            "conferences",
            "summit",
            "conf",
            "meetup",
        ];
        let below = path
            .first()
            .is_some_and(|first| page.iter().any(|word| first.eq_ignore_ascii_case(word)));
        if below
            || labels
                .clone()
                .take(2)
                .any(|label| is_event(label) || ends_in_year(label))
        {
            return (Shape::Event, None);
        }
        match path {
            [] => (Shape::Home, None),
            [.., last] if last.matches('-').count() >= 3 => (Shape::Article, None),
            ["@", ..] => (Shape::Page, None),
            [only] if only.starts_with('@') => (Shape::Profile, Some(only[1..].to_owned())),
            _ => (Shape::Page, None),
        }
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

impl Pattern {
    /// Whether a path has this shape, and if so which segment is the subject.
    fn matches(&self, path: &[&str]) -> Option<Option<String>> {
        let mut subject = None;
        let mut rest = path;
        for part in self.path.split('/') {
            if part == "**" {
                return Some(subject);
            }
            let (segment, after) = rest.split_first()?;
            rest = after;
            let fits = match part {
                "*" => true,
                _ => match part.strip_suffix("NAME") {
                    Some(prefix) => match segment.strip_prefix(prefix) {
                        Some(name) if !name.is_empty() => {
                            subject = Some(name.to_owned());
                            true
                        }
                        _ => false,
                    },
                    None => part.eq_ignore_ascii_case(segment),
                },
            };
            if !fits {
                return None;
            }
        }
        rest.is_empty().then_some(subject)
    }
}

/// "rustconf2019" and "2019" in a host: the site of one edition of a conference.
fn ends_in_year(label: &str) -> bool {
    let name = label.trim_end_matches(|c: char| c.is_ascii_digit());
    let year = &label[name.len()..];
    year.len() == 4 && year.starts_with("20")
}

/// Section ids stay ("installation"); positions, states and routes do not ("t=12", "!/page").
fn names_section(fragment: &str) -> bool {
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
        shape: Shape::Mail,
        subject: None,
        domain: psl::domain_str(&host)
            .and_then(|domain| domain.split('.').next())
            .map(str::to_owned),
        software: false,
    })
}

/// A segment as a name: percent escapes and underscores undone.
fn decode(segment: &str) -> String {
    if !segment.contains(['_', '%', '+', '&', '=']) {
        return segment.to_owned();
    }
    let bytes = segment.replace('_', " ");
    let plus =
        url::form_urlencoded::parse(bytes.replace('&', "%26").replace('=', "%3D").as_bytes())
            .next()
            .map(|(key, _)| key.into_owned());
    plus.unwrap_or(bytes)
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
    fn shapes_and_subjects() {
        let table = Addresses::embedded();
        let cases = [
            (
                "https://github.com/rayon-rs/rayon",
                Shape::Repo,
                Some("rayon"),
            ),
            ("https://github.com/jonhoo", Shape::Profile, Some("jonhoo")),
            (
                "https://crates.io/crates/serde",
                Shape::Package,
                Some("serde"),
            ),
            (
                "https://www.npmjs.com/package/left-pad",
                Shape::Package,
                Some("left-pad"),
            ),
            ("https://2019.rustfest.example/talks", Shape::Event, None),
            ("https://example.com/events/x", Shape::Event, None),
            (
                "https://en.wikipedia.org/wiki/Raft_(algorithm)",
                Shape::Wiki,
                Some("Raft (algorithm)"),
            ),
            (
                "https://cloud.google.com/bigtable/docs/",
                Shape::Product,
                Some("bigtable"),
            ),
            (
                "https://cloud.google.com/blog/products/x",
                Shape::Article,
                None,
            ),
            ("https://twitter.com/golang/status/12", Shape::Article, None),
            (
                "https://plus.google.com/+JohnDoe",
                Shape::Profile,
                Some("JohnDoe"),
            ),
            ("https://rustconf.com/", Shape::Event, None),
            ("https://www.splunk.com", Shape::Home, None),
            (
                "https://tokio.readthedocs.io/en/latest",
                Shape::Product,
                Some("tokio"),
            ),
        ];
        for (written, shape, subject) in cases {
            let address = table.read(written).unwrap_or_else(|| panic!("{written}"));
            assert_eq!(
                (address.shape, address.subject.as_deref()),
                (shape, subject),
                "{written}"
            );
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
