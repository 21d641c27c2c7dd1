//! Which episode of the corpus an address means.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::identity::slug;
use super::own_pages::OwnPages;
use crate::extract::{EpisodeFacts, SITE_LINK};

/// The words that stand before an episode's number in the addresses of podcast sites.
const EPISODE_WORDS: [&str; 8] = [
    "episode", "episodes", "ep", "eps", "show", "shows", "podcast", "podcasts",
];

/// The episodes of a corpus, by what addresses say of them.
pub(super) struct EpisodeLinks<'e> {
    by_url: FxHashMap<&'e str, &'e EpisodeFacts>,
    by_slug: FxHashMap<String, Option<&'e EpisodeFacts>>,
    by_number: FxHashMap<(String, i64), Option<&'e EpisodeFacts>>,
    pages: OwnPages<'e>,
    shows: BTreeSet<String>,
    /// The shows on each host.
    shows_on: BTreeMap<&'e str, BTreeSet<String>>,
}

impl<'e> EpisodeLinks<'e> {
    /// Indexes episodes.
    pub(super) fn new(episodes: impl Iterator<Item = &'e EpisodeFacts> + Clone) -> Self {
        let mut index = Self {
            by_url: FxHashMap::default(),
            by_slug: FxHashMap::default(),
            by_number: FxHashMap::default(),
            pages: OwnPages::of(episodes.clone()),
            shows: BTreeSet::new(),
            shows_on: BTreeMap::new(),
        };
        for facts in episodes {
            index.shows.insert(fold(&facts.show));
            if let Some(url) = &facts.url {
                index.by_url.insert(url, facts);
                if let Some(host) = host_of(url) {
                    let shows = index.shows_on.entry(host).or_default();
                    shows.insert(fold(&facts.show));
                }
            }
            let slugs = [Some(&*facts.name), facts.slug.as_deref()];
            let slugs: BTreeSet<String> = slugs
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
    pub(super) fn find(&self, url: &str, from: &EpisodeFacts) -> Option<&'e EpisodeFacts> {
        let found = match url.strip_prefix(SITE_LINK) {
            Some(href) => self.on_site(href, from)?,
            None => self
                .by_url
                .get(url)
                .copied()
                .or_else(|| self.pages.at(url))
                .or_else(|| self.by_path(url, from))?,
        };
        (found.key != from.key).then_some(found)
    }

    /// The episode that an address without host leads to.
    fn on_site(&self, href: &str, from: &EpisodeFacts) -> Option<&'e EpisodeFacts> {
        self.pages.on_site(href, from).or_else(|| {
            let last = href.split(['?', '#']).next()?;
            let last = last.trim_end_matches('/').rsplit('/').next()?;
            let last = last.strip_suffix(".html").unwrap_or(last);
            *self.by_slug.get(&slug(last)).filter(|_| may_say(last))?
        })
    }

    fn by_path(&self, url: &str, from: &EpisodeFacts) -> Option<&'e EpisodeFacts> {
        let rest = url.split_once("://")?.1;
        let rest = rest.split(['?', '#']).next()?;
        let mut segments = rest.split('/').filter(|segment| !segment.is_empty());
        let host = segments.next()?;
        let segments: Vec<&str> = segments
            .map(|segment| segment.strip_suffix(".html").unwrap_or(segment))
            .collect();
        // Where the site's host is known, a slug counts on it and on hosts called like the show.
        let elsewhere = !self.pages.may_be_on(host) && !self.is_site_of(host, from);
        let slugs = segments.iter().rev().filter(|segment| may_say(segment));
        for segment in slugs.take_while(|_| !elsewhere) {
            if let Some(found) = self.by_slug.get(&slug(segment)) {
                return *found;
            }
        }
        // "654" and "episode-654-new-apis" say a number; "6-new-apis" may also be a title, so it
        // comes last and has to be the title of that very episode.
        let numbered = |read: fn(&str) -> Option<i64>| {
            let places = segments.iter().enumerate().rev();
            places.filter_map(move |(at, segment)| Some((at, read(segment)?)))
        };
        let at = |(at, number): (usize, i64)| {
            let show = self.show_of(host, &segments[..at], from)?;
            *self.by_number.get(&(show, number))?
        };
        if let Some(found) = numbered(number_said).find_map(at) {
            return Some(found);
        }
        numbered(number_before_words).find_map(|place| {
            at(place).filter(|facts| shares_a_word(segments[place.0], &facts.title))
        })
    }

    /// Whose episode a number is, by the host and the path before it.
    fn show_of(&self, host: &str, before: &[&str], from: &EpisodeFacts) -> Option<String> {
        let own = fold(&from.show);
        let here = self.shows_on.get(host);
        let is_word = |segment: &&str| EPISODE_WORDS.contains(segment);
        if let Some((last, rest)) = before.split_last() {
            let named = fold(last);
            // A path names a show on its own site, or where it says that this is a show.
            let on_site = here.is_some_and(|shows| shows.contains(&named))
                || named == own && self.is_site_of(host, from)
                || rest.last().is_some_and(is_word);
            if on_site && self.shows.contains(&named) {
                return Some(named);
            }
            if !is_word(last) {
                return None;
            }
        }
        let name = name_of(host);
        if self.shows.contains(&name) {
            return Some(name);
        }
        let shared = here.is_some_and(|shows| shows.len() > 1);
        (!shared && self.is_site_of(host, from)).then_some(own)
    }

    fn is_site_of(&self, host: &str, from: &EpisodeFacts) -> bool {
        // The show's name in the host's, or the host's in the show's: syntax.fm, gcppodcast.com.
        let (name, show) = (name_of(host), fold(&from.show));
        from.url.as_deref().and_then(host_of) == Some(host)
            || name.len() > 3 && show.len() > 3 && (name.contains(&show) || show.contains(&name))
    }
}

fn host_of(url: &str) -> Option<&str> {
    url.split_once("://")?.1.split('/').next()
}

/// What a host is called: "selfhosted" of www.selfhosted.show.
fn name_of(host: &str) -> String {
    let host = host.strip_prefix("www.").unwrap_or(host);
    fold(host.rsplit_once('.').map_or(host, |(name, _)| name))
}

/// The number of a segment that says nothing else, or says that it is an episode's: "12", "ep12",
/// "episode-12-a-title".
fn number_said(segment: &str) -> Option<i64> {
    let marked = ["episode", "ep"].iter().find_map(|word| {
        let (front, rest) = segment.split_at_checked(word.len())?;
        front.eq_ignore_ascii_case(word).then_some(rest)
    });
    match marked {
        Some(rest) => {
            let rest = rest.trim_start_matches(['-', '_']);
            rest.split(['-', '_']).next()?.parse().ok()
        }
        None => segment.parse().ok(),
    }
}

/// The number that words follow: "12-a-title".
fn number_before_words(segment: &str) -> Option<i64> {
    segment.split_once('-')?.0.parse().ok()
}

/// Whether a title has one of the longer words of a segment.
fn shares_a_word(segment: &str, title: &str) -> bool {
    let title = slug(title);
    let mut words = segment.split('-').filter(|word| word.len() > 3);
    words.any(|word| title.split('-').any(|own| own.eq_ignore_ascii_case(word)))
}

/// A slug of some length with more than digits in it names one page; "12" and "intro" do not.
fn says_something(slug: &str) -> bool {
    slug.len() >= 8 && slug.contains('-') && slug.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// Whether the slug of a segment can say something: one word of letters and digits does not.
fn may_say(segment: &str) -> bool {
    !segment.bytes().all(|byte| byte.is_ascii_alphanumeric())
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
    use crate::source::EpisodeKey;
    use crate::text::path::page_stem;

    fn facts(source: &str, number: i64) -> EpisodeFacts {
        EpisodeFacts {
            key: EpisodeKey::of_file(source),
            files: vec![source.into()],
            name: page_stem(source).into(),
            show: "Syntax".into(),
            title: format!("Hasty treat {number}"),
            number: Some(number),
            ..EpisodeFacts::default()
        }
    }

    fn of_network(show: &str, number: i64) -> EpisodeFacts {
        EpisodeFacts {
            show: show.into(),
            url: Some(format!("https://network.example/{}/{number}", slug(show))),
            ..facts(&format!("{}/{number}.md", slug(show)), number)
        }
    }

    #[test]
    fn addresses_lead_to_episodes() {
        let all = [
            facts("episode-36-kubernetes/index.md", 36),
            facts("0461.md", 461),
            facts("0006.md", 6),
            facts("0002.md", 2),
        ];
        let index = EpisodeLinks::new(all.iter());
        let cases = [
            (
                "https://example.com/post/episode-36-kubernetes",
                Some("episode-36-kubernetes/index.md"),
            ),
            ("https://syntax.fm/show/461/a-new-office", Some("0461.md")),
            ("https://other.example/show/461/a-new-office", None),
            ("https://syntax.fm/about", None),
            ("https://syntax.fm/461", Some("0461.md")),
            ("https://syntax.fm/EP461?t=9", Some("0461.md")),
            ("https://syntax.fm/episodes/episode-006", Some("0006.md")),
            (
                "https://syntax.fm/show/461/6-or-so-new-apis",
                Some("0461.md"),
            ),
            // A title that begins with a number, and one that has it before.
            ("https://syntax.fm/show/6-or-so-new-apis", None),
            ("https://syntax.fm/show/6-hasty-treat", Some("0006.md")),
            // Dates and pages of lists are no episodes.
            ("https://syntax.fm/blog/2021/06/a-new-office", None),
            ("https://syntax.fm/posts/page/2", None),
        ];
        let from = facts("1.md", 1);
        for (url, expected) in cases {
            assert_eq!(
                index.find(url, &from).map(EpisodeFacts::source),
                expected,
                "{url}"
            );
        }
    }

    #[test]
    fn a_number_belongs_to_the_show_that_the_address_names() {
        let all = [
            of_network("Self Hosted", 12),
            of_network("Linux Hour", 12),
            of_network("Linux Hour", 13),
        ];
        let index = EpisodeLinks::new(all.iter());
        let from = &all[2];
        for (url, expected) in [
            ("https://network.example/show/self-hosted/12", Some(&all[0])),
            ("https://network.example/show/linux-hour/12/", Some(&all[1])),
            ("https://linuxhour.example/12", Some(&all[1])),
            ("https://www.selfhosted.example/12", Some(&all[0])),
            (
                "https://elsewhere.example/show/self-hosted/12",
                Some(&all[0]),
            ),
            ("https://elsewhere.example/self-hosted/12", None),
            // One of several shows, and it does not say which.
            ("https://network.example/episode/12", None),
            ("https://network.example/another-show/12", None),
        ] {
            let source = |facts: &EpisodeFacts| facts.source().to_owned();
            assert_eq!(
                index.find(url, from).map(source),
                expected.map(source),
                "{url}"
            );
        }
    }
}
