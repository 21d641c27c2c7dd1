//! What the shape of an address says that it shows, and what it is called there.

use serde::{Deserialize, Serialize};

/// What the shape of an address says it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum PageType {
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

/// A shape of paths that a host has.
#[derive(Deserialize)]
pub(super) struct Pattern {
    path: String,
    shape: PageType,
    #[serde(default)]
    subject: Option<String>,
}

/// What an address shows, and the name of that in the address.
///
/// `patterns` are those of a known host; `event_words` open or end the hosts of conferences.
pub(super) fn page_type(
    patterns: Option<&[Pattern]>,
    event_words: &[String],
    host: &str,
    path: &[&str],
) -> (PageType, Option<String>) {
    for pattern in patterns.unwrap_or_default() {
        if let Some(subject) = pattern.matches(path) {
            let subject = if pattern.subject.as_deref() == Some("subdomain") {
                host.split('.').next().map(str::to_owned)
            } else {
                subject.map(|name| name.trim_start_matches('@').to_owned())
            };
            return (pattern.shape, subject);
        }
    }
    if patterns.is_some() {
        return (PageType::Page, None);
    }
    let labels = host.split('.');
    let is_event = |text: &str| {
        event_words.iter().any(|word| {
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
        return (PageType::Event, None);
    }
    match path {
        [] => (PageType::Home, None),
        [.., last] if last.matches('-').count() >= 3 => (PageType::Article, None),
        ["@", ..] => (PageType::Page, None),
        [only] if only.starts_with('@') => (PageType::Profile, Some(only[1..].to_owned())),
        _ => (PageType::Page, None),
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

/// A segment as a name: percent escapes and underscores undone.
pub(crate) fn decode(segment: &str) -> String {
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
    use crate::knowledge::addresses::Addresses;

    #[test]
    fn shapes_and_subjects() {
        let table = Addresses::embedded();
        let cases = [
            (
                "https://github.com/rayon-rs/rayon",
                PageType::Repo,
                Some("rayon"),
            ),
            (
                "https://github.com/jonhoo",
                PageType::Profile,
                Some("jonhoo"),
            ),
            (
                "https://crates.io/crates/serde",
                PageType::Package,
                Some("serde"),
            ),
            (
                "https://www.npmjs.com/package/left-pad",
                PageType::Package,
                Some("left-pad"),
            ),
            ("https://2019.rustfest.example/talks", PageType::Event, None),
            ("https://example.com/events/x", PageType::Event, None),
            (
                "https://en.wikipedia.org/wiki/Raft_(algorithm)",
                PageType::Wiki,
                Some("Raft (algorithm)"),
            ),
            (
                "https://cloud.google.com/bigtable/docs/",
                PageType::Product,
                Some("bigtable"),
            ),
            (
                "https://cloud.google.com/blog/products/x",
                PageType::Article,
                None,
            ),
            (
                "https://twitter.com/golang/status/12",
                PageType::Article,
                None,
            ),
            (
                "https://plus.google.com/+JohnDoe",
                PageType::Profile,
                Some("JohnDoe"),
            ),
            ("https://rustconf.com/", PageType::Event, None),
            ("https://www.splunk.com", PageType::Home, None),
            (
                "https://tokio.readthedocs.io/en/latest",
                PageType::Product,
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
}
