//! What feeds say of their shows and of shows elsewhere, brought together with the shows of the corpus.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::detail::ShowDetail;
use super::model::Node;
use crate::resolve::ResolvedEpisode;
use crate::source::{RemoteShow, ShowFacts};
use crate::text::iri::to_iri;
use crate::untrusted::is_followed;
use crate::vocabulary::Kind;

/// The shows that feeds tell of.
pub(super) struct FeedShows<'e> {
    /// What each feed says of its own show, with the name that the show's episodes give it.
    own: Vec<(&'e str, &'e ShowFacts)>,
    /// Every mention of a show elsewhere that is none of the corpus, with what tells it from others.
    remote: Vec<(&'e str, &'e RemoteShow)>,
    /// The keys of shows by guids, and by addresses of feeds.
    keys: FxHashMap<String, &'e str>,
    /// The keys of episodes by their guids; none where several have one.
    episodes: FxHashMap<&'e str, Option<&'e str>>,
}

impl<'e> FeedShows<'e> {
    /// `shows` are in the order of their files, and the episodes are sorted.
    pub(super) fn new(shows: &'e [ShowFacts], episodes: &'e [ResolvedEpisode]) -> Self {
        let mut found = Self {
            own: own(shows, episodes),
            remote: Vec::new(),
            keys: FxHashMap::default(),
            episodes: FxHashMap::default(),
        };
        for (name, facts) in &found.own {
            let feed = facts.feed.as_deref().map(feed_key);
            for key in facts.guid.clone().into_iter().chain(feed) {
                found.keys.entry(key).or_insert(name);
            }
        }
        let of_shows = shows.iter().flat_map(|show| &show.references);
        let of_shows = of_shows.map(|reference| &reference.show);
        let of_episodes = episodes.iter().flat_map(|one| &one.episode.references);
        let of_episodes = of_episodes.map(|reference| &reference.show);
        let mut all: Vec<&RemoteShow> = of_shows.chain(of_episodes).collect();
        if all.is_empty() {
            return found;
        }
        // What tells both guid and address joins those that tell one of them.
        all.sort_by_key(|remote| remote.guid.is_none() || remote.feed.is_none());
        for remote in &all {
            let known = found.known(remote).unwrap_or(remote.key());
            let names = remote
                .guid
                .clone()
                .into_iter()
                .chain(remote.feed.as_deref().map(feed_key));
            for name in names {
                found.keys.entry(name).or_insert(known);
            }
        }
        found.index_episodes(episodes);
        let names: FxHashSet<&str> = found.own.iter().map(|(name, _)| *name).collect();
        for remote in all {
            let key = found.known(remote).unwrap_or(remote.key());
            if found.episode(remote).is_none() && !names.contains(&key) {
                found.remote.push((key, remote));
            }
        }
        found
    }

    fn index_episodes(&mut self, episodes: &'e [ResolvedEpisode]) {
        for resolved in episodes {
            let facts = &resolved.episode;
            if let Some(guid) = &facts.guid {
                let known = self
                    .episodes
                    .entry(guid)
                    .or_insert(Some(facts.key.as_str()));
                *known = known.filter(|known| *known == facts.key.as_str());
            }
        }
    }

    /// The key of a show that feeds tell of, if they tell of it.
    fn known(&self, remote: &RemoteShow) -> Option<&'e str> {
        let guid = remote.guid.as_ref().and_then(|guid| self.keys.get(guid));
        let by_feed = |feed: &String| self.keys.get(&feed_key(feed));
        let known = guid.or_else(|| remote.feed.as_ref().and_then(by_feed));
        known.copied()
    }

    /// The key of an episode of the corpus that is meant.
    fn episode(&self, remote: &RemoteShow) -> Option<&'e str> {
        let guid = remote.item.as_deref()?;
        self.episodes.get(guid).copied().flatten()
    }

    /// What feeds say of the shows of the corpus, each with the show's name.
    pub(super) fn own(&self) -> impl Iterator<Item = (&'e str, &'e ShowFacts)> {
        self.own.iter().copied()
    }

    /// The mentions of shows that are none of the corpus, each with the show's key.
    pub(super) fn remote(&self) -> impl Iterator<Item = (&'e str, &'e RemoteShow)> {
        self.remote.iter().copied()
    }

    /// What a feed means by a show elsewhere: the episode of the corpus that it names, else the show.
    pub(super) fn target<'s>(&'s self, remote: &'s RemoteShow) -> (Kind, &'s str) {
        match self.episode(remote) {
            Some(episode) => (Kind::Episode, episode),
            None => (Kind::Show, self.known(remote).unwrap_or(remote.key())),
        }
    }
}

/// The feeds with the names of their shows: that which most of a feed's episodes have, since notes and
/// configurations name a show, too; else that of the feed.
fn own<'e>(
    shows: &'e [ShowFacts],
    episodes: &'e [ResolvedEpisode],
) -> Vec<(&'e str, &'e ShowFacts)> {
    let mut counts: FxHashMap<&str, BTreeMap<&str, u32>> = shows
        .iter()
        .map(|show| (&*show.source, BTreeMap::new()))
        .collect();
    if shows.is_empty() {
        return Vec::new();
    }
    for resolved in episodes {
        let facts = &resolved.episode;
        for file in &facts.files {
            if let Some(count) = counts.get_mut(&**file) {
                *count.entry(&facts.show).or_default() += 1;
            }
        }
    }
    let named = |show: &'e ShowFacts| {
        let names = counts[&*show.source].iter();
        // Of several that are as frequent, the first by alphabet.
        let most = names.rev().max_by_key(|(_, count)| **count);
        (most.map_or(show.name.as_str(), |(name, _)| *name), show)
    };
    shows.iter().map(named).collect()
}

/// The address of a feed without what does not tell feeds apart.
fn feed_key(address: &str) -> String {
    let address = address.trim();
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let rest = rest.trim_end_matches('/');
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    host.to_ascii_lowercase() + path
}

/// How a show is called of which only a mention is known: by its title, else by its address.
pub(super) fn remote_label(remote: &RemoteShow) -> &str {
    let feed = remote.feed.as_deref();
    let feed = feed.map(|feed| feed.split_once("://").map_or(feed, |(_, rest)| rest));
    remote.own_title().or(feed).unwrap_or(remote.key())
}

/// What the feeds of a show say of it: of each thing the first word.
pub(super) fn describe_show(node: &mut Node, feeds: &[&ShowFacts]) {
    let mut detail = ShowDetail::default();
    for facts in feeds {
        let fill = |field: &mut Option<String>, value: &Option<String>| {
            if field.is_none() {
                field.clone_from(value);
            }
        };
        fill(&mut detail.guid, &facts.guid);
        let followed = |address: &Option<String>| address.clone().filter(|it| is_followed(it));
        fill(&mut detail.url, &followed(&facts.url));
        fill(&mut detail.feed, &followed(&facts.feed));
        fill(&mut detail.author, &facts.author);
        fill(&mut detail.language, &facts.language);
        fill(&mut node.description, &facts.description);
        if detail.categories.is_empty() {
            detail.categories.clone_from(&facts.categories);
        }
        if detail.locations.is_empty() {
            detail.locations.clone_from(&facts.locations);
        }
        node.same_as
            .extend(facts.guid.as_deref().and_then(uuid_iri));
        let title = facts.title.as_ref().filter(|title| **title != node.label);
        node.aliases.extend(title.cloned());
    }
    sort_names(node);
    if detail != ShowDetail::default() {
        node.detail = detail.into();
    }
}

/// What mentions of a show tell of it.
pub(super) fn describe_remote(node: &mut Node, known: &[&RemoteShow]) {
    let mut detail = ShowDetail::default();
    for remote in known {
        detail.guid = detail.guid.take().or_else(|| remote.guid.clone());
        let feed = remote.feed.as_ref().filter(|feed| is_followed(feed));
        detail.feed = detail.feed.take().or_else(|| feed.cloned());
        let title = remote.own_title().filter(|title| *title != node.label);
        node.aliases.extend(title.map(str::to_owned));
    }
    node.same_as
        .extend(detail.guid.as_deref().and_then(uuid_iri));
    sort_names(node);
    node.detail = detail.into();
}

fn sort_names(node: &mut Node) {
    for names in [&mut node.aliases, &mut node.same_as] {
        names.sort();
        names.dedup();
    }
}

/// A UUID as an IRI (RFC 9562, section 4): `urn:uuid:…`. None for what is no UUID.
fn uuid_iri(guid: &str) -> Option<String> {
    let parts = guid.split('-').map(str::len);
    let hex = |byte: u8| byte == b'-' || byte.is_ascii_hexdigit();
    let iri = format!("urn:uuid:{}", guid.to_ascii_lowercase());
    let is_uuid = parts.eq([8, 4, 4, 4, 12]) && guid.bytes().all(hex);
    (is_uuid && to_iri(&iri).is_some()).then_some(iri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guids_are_iris() {
        let guid = "917393E3-1b1e-5cef-ace4-edaa54e1f810";
        let iri = "urn:uuid:917393e3-1b1e-5cef-ace4-edaa54e1f810";
        assert_eq!(uuid_iri(guid).as_deref(), Some(iri));
        for none in [
            "",
            "shed-hour",
            "917393e3-1b1e-5cef-ace4",
            "917393g3-1b1e-5cef-ace4-edaa54e1f810",
        ] {
            assert_eq!(uuid_iri(none), None, "{none}");
        }
    }

    #[test]
    fn addresses_of_feeds_are_compared_without_scheme() {
        let key = "shed.example/Feed?id=3";
        for address in [
            "https://shed.example/Feed?id=3",
            "http://www.Shed.example/Feed?id=3/",
        ] {
            assert_eq!(feed_key(address), key, "{address}");
        }
        assert_ne!(feed_key("https://shed.example/Feed?id=4"), key);
    }
}
