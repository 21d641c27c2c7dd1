//! Which episode of the corpus an address means.

use std::collections::BTreeMap;

use super::build::stem;
use super::identity::slug;
use crate::extract::EpisodeFacts;

/// The episodes of a corpus, by what addresses say of them.
pub struct Episodes<'e> {
    by_url: BTreeMap<&'e str, &'e EpisodeFacts>,
    by_slug: BTreeMap<String, Option<&'e EpisodeFacts>>,
    by_number: BTreeMap<(String, i64), Option<&'e EpisodeFacts>>,
}

impl<'e> Episodes<'e> {
    /// Indexes episodes.
    pub fn new(episodes: impl Iterator<Item = &'e EpisodeFacts>) -> Self {
        let mut index = Self {
            by_url: BTreeMap::new(),
            by_slug: BTreeMap::new(),
            by_number: BTreeMap::new(),
        };
        for facts in episodes {
            if let Some(url) = &facts.url {
                index.by_url.insert(url, facts);
            }
            let slugs = [Some(stem(&facts.source)), facts.slug.as_deref()];
            let slugs: std::collections::BTreeSet<String> = slugs
                .into_iter()
                .flatten()
                .map(slug)
                .filter(|slug| says_something(slug))
                .collect();
            for slug in slugs {
                // Two episodes with one slug: it says nothing.
                index
                    .by_slug
                    .entry(slug)
                    .and_modify(|known| *known = None)
                    .or_insert(Some(facts));
            }
            if let Some(number) = facts.number {
                let key = (fold(&facts.show), number);
                index
                    .by_number
                    .entry(key)
                    .and_modify(|known| *known = None)
                    .or_insert(Some(facts));
            }
        }
        index
    }

    /// The episode that an address leads to, if it is another one than `from`.
    pub fn find(&self, url: &str, from: &EpisodeFacts) -> Option<&'e EpisodeFacts> {
        let found = self
            .by_url
            .get(url)
            .copied()
            .or_else(|| self.by_path(url, from))?;
        (found.source != from.source).then_some(found)
    }

    fn by_path(&self, url: &str, from: &EpisodeFacts) -> Option<&'e EpisodeFacts> {
        let rest = url.split_once("://")?.1;
        let rest = rest.split(['?', '#']).next()?;
        let mut segments = rest.split('/').filter(|segment| !segment.is_empty());
        let host = segments.next()?;
        let own_site = || {
            // The show's name in the host's, or the host's in the show's: syntax.fm, gcppodcast.com.
            let name = fold(host.rsplit_once('.').map_or(host, |(name, _)| name));
            let show = fold(&from.show);
            let own = from
                .url
                .as_deref()
                .and_then(|url| url.split_once("://"))
                .map(|(_, rest)| rest);
            own.is_some_and(|own| own.split('/').next() == Some(host))
                || name.len() > 3
                    && show.len() > 3
                    && (name.contains(&show) || show.contains(&name))
        };
        let segments: Vec<&str> = segments.collect();
        for segment in segments.iter().rev() {
            let segment = segment.strip_suffix(".html").unwrap_or(segment);
            if let Some(found) = self.by_slug.get(&slug(segment)) {
                return *found;
            }
        }
        if !own_site() {
            return None;
        }
        let number = segments.iter().rev().find_map(|segment| {
            let digits = segment.strip_prefix("episode-").unwrap_or(segment);
            let digits = digits.split('-').next().unwrap_or(digits);
            digits.parse::<i64>().ok()
        })?;
        *self.by_number.get(&(fold(&from.show), number))?
    }
}

/// A slug of some length with more than digits in it names one page; "12" and "intro" do not.
fn says_something(slug: &str) -> bool {
    slug.len() >= 8 && slug.contains('-') && slug.chars().any(|c| c.is_ascii_alphabetic())
}

fn fold(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(source: &str, number: i64) -> EpisodeFacts {
        EpisodeFacts {
            source: source.into(),
            show: "Syntax".into(),
            number: Some(number),
            ..EpisodeFacts::default()
        }
    }

    #[test]
    fn addresses_lead_to_episodes() {
        let all = [
            facts("episode-36-kubernetes/index.md", 36),
            facts("0461.md", 461),
        ];
        let index = Episodes::new(all.iter());
        let cases = [
            (
                "https://example.com/post/episode-36-kubernetes",
                Some("episode-36-kubernetes/index.md"),
            ),
            ("https://syntax.fm/show/461/a-new-office", Some("0461.md")),
            ("https://other.example/show/461/a-new-office", None),
            ("https://syntax.fm/about", None),
        ];
        let from = facts("1.md", 1);
        for (url, expected) in cases {
            assert_eq!(
                index.find(url, &from).map(|facts| facts.source.as_str()),
                expected,
                "{url}"
            );
        }
    }
}
