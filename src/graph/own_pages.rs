//! Links to episodes by where their pages lie: on their site, or in the folder of notes.

use std::collections::BTreeSet;

use percent_encoding::percent_decode_str;
use rustc_hash::FxHashMap;

use crate::extract::EpisodeFacts;
use crate::text::path::{file_stem, page_path};
use crate::text::work;

/// From so many addresses of a page its relative links are followed. Pages have a few; a list of thousands that they
/// once had must not cost as many searches for each link.
const STARTS: usize = 32;

/// The episodes by the paths of their pages and files. What several have leads nowhere. A look-up costs what the
/// address is long, however many episodes are called alike.
pub(super) struct OwnPages<'e> {
    /// By path and host.
    pages: FxHashMap<(&'e str, Option<&'e str>), Page<'e>>,
    files: Files<'e>,
    hosts: BTreeSet<&'e str>,
}

/// Whose page a path is.
struct Page<'e> {
    /// The place of the path among those of its page: the surest is 0.
    rank: usize,
    facts: &'e EpisodeFacts,
    /// Whether another episode has it as surely.
    is_contested: bool,
}

/// The files of episodes, by the ends of their paths.
struct Files<'e> {
    /// The keys of the files, their parts from the last to the first with a `/` behind each, sorted: those that end
    /// alike lie side by side.
    reversed: Vec<(String, &'e EpisodeFacts)>,
    /// For each, where the next one is of another episode.
    same_until: Vec<usize>,
}

impl<'e> OwnPages<'e> {
    /// Those of some episodes.
    pub(super) fn of(episodes: impl Iterator<Item = &'e EpisodeFacts>) -> Self {
        let (mut pages, mut hosts) = (FxHashMap::default(), BTreeSet::new());
        let mut files = Vec::new();
        for facts in episodes {
            hosts.extend(facts.host.as_deref());
            for (rank, path) in facts.paths.iter().enumerate() {
                let found = Page {
                    rank,
                    facts,
                    is_contested: false,
                };
                pages
                    .entry((path.as_str(), facts.host.as_deref()))
                    .and_modify(|known: &mut Page<'_>| known.meet(rank, facts))
                    .or_insert(found);
            }
            let keys = facts.files.iter().map(|file| reversed(&file_key(file)));
            files.extend(keys.map(|key| (key, facts)));
        }
        Self {
            pages,
            files: Files::of(files),
            hosts,
        }
    }

    /// Whether pages of the corpus may lie on a host: always where no site says which host is its own.
    pub(super) fn may_be_on(&self, host: &str) -> bool {
        let host = host.strip_prefix("www.").unwrap_or(host);
        self.hosts.is_empty() || self.hosts.contains(host)
    }

    /// The episode whose page has an absolute address.
    pub(super) fn at(&self, url: &str) -> Option<&'e EpisodeFacts> {
        let (host, path) = url.split_once("://")?.1.split_once('/')?;
        let host = host.strip_prefix("www.").unwrap_or(host);
        let own = self.hosts.contains(host);
        own.then(|| self.page(path, Some(host)))?
    }

    /// The page of a host at a path: of several that may lie there, the one that does so most surely.
    fn page(&self, path: &str, host: Option<&str>) -> Option<&'e EpisodeFacts> {
        work::steps(1);
        let path = page_path(path);
        let page = self.pages.get(&(path.as_str(), host))?;
        (!page.is_contested).then_some(page.facts)
    }

    /// The episode that a link without host leads to: from the site's top, from the page, or to a file
    /// (`soil.md`, `@/ep/soil.md`, the argument of `ref` and `post_url`).
    pub(super) fn on_site(&self, href: &str, from: &EpisodeFacts) -> Option<&'e EpisodeFacts> {
        let href = href.split(['?', '#']).next()?.trim();
        if href.starts_with("//") {
            return self.at(&["https:", href].concat());
        }
        let decoded = percent_decode_str(href).decode_utf8();
        let href = decoded.as_deref().unwrap_or(href);
        // Pelican's links to files.
        let file = ["{filename}", "|filename|"]
            .into_iter()
            .find_map(|mark| href.strip_prefix(mark));
        let href = file.unwrap_or(href);
        if let Some(file) = href.strip_prefix("@/") {
            let in_content = self.file(&["content/", file].concat());
            return in_content.or_else(|| self.file(file));
        }
        let ending = href
            .rsplit('/')
            .next()?
            .rsplit_once('.')
            .map(|(_, ending)| ending);
        let is_file = ending.is_some_and(|ending| matches!(ending, "md" | "markdown" | "mdx"));
        if is_file {
            let folder = from
                .source()
                .rsplit_once('/')
                .map_or("", |(folder, _)| folder);
            let beside = joined(folder, href);
            let beside = (!href.starts_with('/'))
                .then(|| self.file(&beside))
                .flatten();
            return beside.or_else(|| self.file(href));
        }
        let at = |path: &str| self.page(path, from.host.as_deref());
        if href.starts_with('/') {
            // Where addresses are known, the last part alone is no path of a file.
            let names_file = from.host.is_none() || href.trim_matches('/').contains('/');
            return at(href).or_else(|| self.file(href).filter(|_| names_file));
        }
        let mut paths = from.paths.iter().take(STARTS);
        // A page is a folder (`/ep/one/`) or a file (`/ep/one.html`).
        paths
            .find_map(|own| {
                let above = own.rsplit_once('/').map_or("", |(above, _)| above);
                at(&format!("{own}/{href}")).or_else(|| at(&format!("{above}/{href}")))
            })
            .or_else(|| self.file(href))
    }

    /// The only episode with a file whose path ends so.
    fn file(&self, path: &str) -> Option<&'e EpisodeFacts> {
        let wanted = file_key(path.trim_start_matches(['.', '/']).trim_end_matches('/'));
        self.files.ending(&wanted)
    }
}

impl<'e> Page<'e> {
    /// Takes note of another episode with the path, or of the same one.
    fn meet(&mut self, rank: usize, facts: &'e EpisodeFacts) {
        if rank < self.rank {
            (self.rank, self.facts, self.is_contested) = (rank, facts, false);
        } else if rank == self.rank {
            self.is_contested |= facts.key != self.facts.key;
        }
    }
}

impl<'e> Files<'e> {
    fn of(mut reversed: Vec<(String, &'e EpisodeFacts)>) -> Self {
        reversed.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut same_until = vec![reversed.len(); reversed.len()];
        for at in (1..reversed.len()).rev() {
            let same = reversed[at - 1].1.key == reversed[at].1.key;
            same_until[at - 1] = if same { same_until[at] } else { at };
        }
        Self {
            reversed,
            same_until,
        }
    }

    /// The episode that all files belong to whose keys end with a path.
    fn ending(&self, path: &str) -> Option<&'e EpisodeFacts> {
        let end = reversed(path);
        let first = self.reversed.partition_point(|(key, _)| *key < end);
        let (_, found) = self.reversed.get(first)?;
        let others = &self.reversed[first..];
        let count = others.partition_point(|(key, _)| key.starts_with(&end));
        work::steps(others.len().ilog2() as usize);
        (count > 0 && first + count <= self.same_until[first]).then_some(found)
    }
}

/// The parts of a path from the last to the first, with a `/` behind each.
fn reversed(path: &str) -> String {
    path.rsplit('/').flat_map(|part| [part, "/"]).collect()
}

/// A path from a folder, without `.` and `..`.
fn joined(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A path in lower case and without ending; of a page bundle that of its folder.
fn file_key(path: &str) -> String {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let stem = match path.rsplit('/').next() {
        Some(file)
            if [".md", ".markdown", ".mdx"]
                .iter()
                .any(|end| file.ends_with(end)) =>
        {
            file_stem(path)
        }
        file => file.unwrap_or_default(),
    };
    let key = match (folder, stem) {
        (folder, "index") if !folder.is_empty() => folder.to_owned(),
        ("", stem) => stem.to_owned(),
        (folder, stem) => [folder, "/", stem].concat(),
    };
    key.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::EpisodeKey;

    fn page(source: &str, paths: &[&str]) -> EpisodeFacts {
        EpisodeFacts {
            key: EpisodeKey::of_file(source),
            files: vec![source.into()],
            host: Some("shed.example".into()),
            paths: paths.iter().map(|path| (*path).to_owned()).collect(),
            ..EpisodeFacts::default()
        }
    }

    #[test]
    fn links_as_sites_write_them() {
        let soil = page("content/ep/soil.md", &["/ep/the-soil", "/old/soil"]);
        let from = page("content/ep/links.md", &["/ep/links"]);
        let bundle = page("content/ep/worms/index.md", &["/ep/worms"]);
        let post = page("_posts/2024-03-01-tides.md", &["/2024/03/tides"]);
        let spaced = page("content/ep/Größe und Form.md", &["/ep/größe-und-form"]);
        let all = [&soil, &from, &bundle, &post, &spaced];
        let pages = OwnPages::of(all.into_iter());
        let cases = [
            // Files, from the page, the content and the top.
            ("soil.md", Some(&soil)),
            ("./soil.md", Some(&soil)),
            ("../ep/soil.md#part", Some(&soil)),
            ("/ep/soil.md", Some(&soil)),
            ("@/ep/soil.md", Some(&soil)),
            ("@/ep/soil.md?x=1#part", Some(&soil)),
            ("{filename}/ep/soil.md", Some(&soil)),
            ("|filename|soil.md", Some(&soil)),
            ("worms/index.md", Some(&bundle)),
            ("Gr%C3%B6%C3%9Fe%20und%20Form.md", Some(&spaced)),
            ("_posts/2024-03-01-tides.md", Some(&post)),
            // Pages, with and without what servers add.
            ("/ep/the-soil/", Some(&soil)),
            ("/ep/the-soil", Some(&soil)),
            ("/EP/The-Soil/index.html", Some(&soil)),
            ("/ep/the-soil/?from=feed#top", Some(&soil)),
            ("../the-soil/", Some(&soil)),
            ("the-soil.html", Some(&soil)),
            ("/old/soil/index.html", Some(&soil)),
            ("//shed.example/ep/the-soil/", Some(&soil)),
            ("/ep/gr%C3%B6%C3%9Fe-und-form/", Some(&spaced)),
            // The arguments of `ref` and `post_url`.
            ("worms", Some(&bundle)),
            ("/ep/worms", Some(&bundle)),
            ("ep/soil", Some(&soil)),
            ("2024-03-01-tides", Some(&post)),
            // What is none.
            ("/soil.pdf", None),
            ("/worms/", None),
            ("elsewhere.md", None),
            ("/", None),
        ];
        for (href, expected) in cases {
            let found = pages.on_site(href, &from).map(EpisodeFacts::source);
            assert_eq!(found, expected.map(|facts| facts.source()), "{href}");
        }
        let absolute = [
            ("https://www.shed.example/ep/the-soil/", Some(&soil)),
            ("http://shed.example/ep/the-soil", Some(&soil)),
            (
                "https://shed.example/ep/gr%C3%B6%C3%9Fe-und-form/",
                Some(&spaced),
            ),
            ("https://other.example/ep/the-soil/", None),
            ("https://blog.shed.example/ep/the-soil/", None),
        ];
        for (url, expected) in absolute {
            let found = pages.at(url).map(EpisodeFacts::source);
            assert_eq!(found, expected.map(|facts| facts.source()), "{url}");
        }
    }

    #[test]
    fn a_sure_address_wins_over_a_guessed_one() {
        let moved = page("content/ep/soil.md", &["/earth", "/ep/soil"]);
        let stated = page("content/ep/new.md", &["/ep/soil", "/ep/new"]);
        let rival = page("content/blog/new.md", &["/blog/new", "/ep/new"]);
        let mut elsewhere = page("other/ep/soil.md", &["/ep/soil"]);
        elsewhere.host = Some("barn.example".into());
        let pages = OwnPages::of([&moved, &stated, &rival, &elsewhere].into_iter());
        let at = |url| pages.at(url).map(EpisodeFacts::source);
        assert_eq!(at("https://shed.example/ep/soil/"), Some(stated.source()));
        assert_eq!(
            at("https://barn.example/ep/soil/"),
            Some(elsewhere.source())
        );
        assert_eq!(at("https://shed.example/ep/new/"), None);
    }
    #[test]
    fn a_file_that_several_may_be_leads_nowhere() {
        let two = ["a/note.md", "b/note.md"].map(|source| page(source, &[]));
        let mut one = page("c/ep/soil.md", &[]);
        one.files.push("transcripts/soil.md".into());
        let pages = OwnPages::of(two.iter().chain([&one]));
        let found = |href| pages.on_site(href, &one).map(EpisodeFacts::source);
        assert_eq!(found("note.md"), None);
        assert_eq!(found("/a/note.md"), Some("a/note.md"));
        // Both are files of one episode.
        assert_eq!(found("soil.md"), Some("c/ep/soil.md"));
        // The end of a name is no name.
        assert_eq!(found("oil.md"), None);
        assert_eq!(found("te.md"), None);
    }

    #[test]
    fn a_look_up_costs_little_more_where_many_are_called_alike() {
        let steps = |count: usize| {
            let alike: Vec<EpisodeFacts> = (0..count)
                .map(|at| page(&format!("{at}/note.md"), &["/note"]))
                .collect();
            let pages = OwnPages::of(alike.iter());
            work::take();
            for href in ["note.md", "/7/note.md", "note", "/note/"] {
                pages.on_site(href, &alike[0]);
            }
            work::take()
        };
        assert!(steps(10_000) <= 3 * steps(100));
    }
}
