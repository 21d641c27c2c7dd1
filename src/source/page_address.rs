//! The addresses of a page on its own site, by the rules of its generator.
//!
//! Paths are compared in one form ([`page_path`]): decoded, lower case, no `/` at the end, no
//! `index.html`, no `.html`.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::file_name;
use super::front_matter::FieldNode;
use super::permalink::{Generator, Tokens, hugo_name};
use super::site_config::SiteConfig;
use crate::text::distinct::DistinctList;
use crate::text::path::{page_path, page_stem};

/// What of a page its address is made from.
#[derive(Debug)]
pub(crate) struct PageFacts<'a> {
    /// The path below the input root.
    pub source: &'a str,
    pub slug: Option<&'a str>,
    pub title: Option<&'a str>,
    /// ISO 8601.
    pub date: Option<&'a str>,
    pub stated: &'a StatedAddress,
}

/// What a front matter says itself of its page's address.
#[derive(Debug, Default)]
pub(crate) struct StatedAddress {
    /// Paths of the page, or patterns of them.
    pub now: Vec<String>,
    /// Paths that lead to it, too.
    pub former: Vec<String>,
    /// As Jekyll has them: in lower case.
    pub categories: Vec<String>,
}

impl StatedAddress {
    /// Reads `url`, `path` or `permalink`, `aliases` and what else an address is made from.
    pub(crate) fn read(root: &FieldNode<'_>) -> Self {
        let now = ["url", "path", "permalink"].map(|key| root.get(&[key]));
        let former = ["aliases", "redirectfrom"].map(|key| root.get(&[key]));
        let texts = |nodes: &[Option<&FieldNode<'_>>]| {
            let items = nodes.iter().flatten().flat_map(|node| node.items());
            let texts = items.filter_map(FieldNode::text);
            texts.map(str::to_owned).collect::<Vec<_>>()
        };
        let mut categories = texts(&[root.get(&["category"])]);
        match root.get(&["categories"]) {
            Some(node) if node.text().is_some() => {
                let words = node.text().unwrap_or_default().split_whitespace();
                categories.extend(words.map(str::to_owned));
            }
            node => categories.extend(texts(&[node])),
        }
        let local = |text: &String| !text.contains("://");
        Self {
            now: texts(&now).into_iter().filter(local).collect(),
            former: texts(&former).into_iter().filter(local).collect(),
            categories: categories.iter().map(|name| name.to_lowercase()).collect(),
        }
    }
}

/// The paths under which a page can be found, the surest first, each once. Without a site's
/// configuration these are the ones that generators choose by themselves.
pub(crate) fn paths<'a>(page: &PageFacts<'a>, site: Option<&'a SiteConfig>) -> Vec<String> {
    let place = Place::of(page, site);
    let mut paths = Vec::new();
    let base = site.map_or("", |site| &site.base_path);
    let base = format!("{base}{}", place.language);
    let mut add = |path: &str| {
        let path = page_path(path);
        if path.len() > 1 && !paths.contains(&path) {
            paths.push(path);
        }
    };
    let days = days(page, site);
    let mut categories: Vec<String> = place
        .folders_before_posts()
        .map(str::to_lowercase)
        .collect();
    for category in &page.stated.categories {
        if !categories.contains(category) {
            categories.push(category.clone());
        }
    }
    let tokens = |date| Tokens {
        generator: place.generator,
        section: place.section,
        folders: &place.folders,
        stem: place.stem,
        undated: place.undated,
        slug: page.slug,
        title: page.title,
        categories: &categories,
        date,
        time: page
            .date
            .and_then(|date| date.get(11..))
            .unwrap_or_default(),
    };
    for path in &page.stated.now {
        if place.generator == Generator::Jekyll {
            let filled = tokens(days.first().copied()).fill(path);
            add(&format!("{base}/{filled}"));
            continue;
        }
        // Eleventy's name of the page.
        let path = path.replace("{{ page.fileSlug }}", place.undated);
        if !path.contains("{{") {
            add(&format!("{base}/{path}"));
            add(&path);
        }
    }
    if let Some(pattern) = place.pattern(site) {
        for date in days
            .iter()
            .copied()
            .map(Some)
            .chain(days.is_empty().then_some(None))
        {
            add(&format!("{base}/{}", tokens(date).fill(pattern)));
        }
    }
    let visible = |rename: fn(&str) -> String| -> String {
        let folders = place.folders.iter().filter(|folder| **folder != "_posts");
        let folders = folders.map(|folder| format!("/{}", rename(folder.trim_start_matches('_'))));
        folders.collect()
    };
    let name = page.slug.unwrap_or(place.undated);
    // Hugo keeps the date of a file's name, Zola and Eleventy do not.
    for name in [name, page.slug.unwrap_or(place.stem), place.stem] {
        add(&format!("{base}{}/{}", visible(hugo_name), hugo_name(name)));
        add(&format!("{base}{}/{name}", visible(str::to_owned)));
    }
    // Docusaurus makes folders of the date of a file's name.
    if place.undated != place.stem && page.slug.is_none() {
        for date in &days {
            let date = date.strftime("%Y/%m/%d");
            let folders = visible(str::to_owned);
            add(&format!("{base}{folders}/{date}/{}", place.undated));
        }
    }
    let own = paths.first().cloned().unwrap_or_default();
    let mut paths = DistinctList::from(paths);
    for path in &page.stated.former {
        if !path.starts_with('/') && place.generator == Generator::Hugo {
            paths.push(page_path(&format!("{own}/../{path}")));
        }
        for path in [format!("{base}/{path}"), path.clone()] {
            let path = page_path(&path);
            if path.len() > 1 {
                paths.push(path);
            }
        }
    }
    // `{{ site.baseurl }}/x` stands in the notes as `/x`.
    let mut paths = paths.into_vec();
    if let Some(site) = site.filter(|site| !site.base_path.is_empty()) {
        let below = |path: &String| {
            let below = path.strip_prefix(&*site.base_path)?;
            (below.starts_with('/') && below.len() > 1).then(|| below.to_owned())
        };
        let below: Vec<String> = paths.iter().filter_map(below).collect();
        let mut all = DistinctList::from(paths);
        for path in below {
            all.push(path);
        }
        paths = all.into_vec();
    }
    paths
}

/// Where a page lies in the folders of its site.
struct Place<'a> {
    generator: Generator,
    /// The part of the path for its language: empty, or with a `/` at its beginning.
    language: String,
    /// The folders of the page; a page bundle's own is none.
    folders: Vec<&'a str>,
    section: &'a str,
    /// The name of its file, or of its bundle.
    stem: &'a str,
    /// That without the date at its beginning.
    undated: &'a str,
    /// The path below the site's folder.
    below: &'a str,
}

impl<'a> Place<'a> {
    fn of(page: &PageFacts<'a>, site: Option<&'a SiteConfig>) -> Self {
        let below = site.and_then(|site| page.source.strip_prefix(&*site.folder));
        let below = below.unwrap_or(page.source);
        let mut stem = page_stem(below);
        let mut inside = below;
        let mut language = String::new();
        let languages = site.map_or(&[][..], |site| &site.languages);
        for (at, known) in languages.iter().enumerate() {
            let in_folder = known.folder.as_deref();
            let in_folder = in_folder.and_then(|folder| below.strip_prefix(folder));
            let file = crate::text::path::file_stem(below);
            let named = file
                .strip_suffix(&*known.code)
                .and_then(|name| name.strip_suffix('.'));
            if in_folder.is_none() && named.is_none() {
                continue;
            }
            inside = in_folder.unwrap_or(inside);
            stem = match named {
                Some("index") => below.rsplit('/').nth(1).unwrap_or(stem),
                Some(name) => name,
                None => stem,
            };
            if at > 0 || site.is_some_and(|site| site.first_in_folder) {
                language = format!("/{}", known.code);
            }
            break;
        }
        let above = site.map_or("", |site| site.above.as_str());
        let above = without_content(above).split('/');
        let above = above.filter(|folder| !folder.is_empty());
        let folders: Vec<&str> = above.chain(folders(without_content(inside))).collect();
        let section = folders
            .iter()
            .copied()
            .find(|folder| folder.starts_with('_'))
            .or(folders.first().copied())
            .unwrap_or_default();
        let undated = stem
            .get(file_name::date_length(stem)..)
            .unwrap_or(stem)
            .trim_start_matches(['-', '_', '.']);
        let of_jekyll = section.starts_with('_');
        Self {
            generator: match site {
                Some(site) => site.generator,
                None if of_jekyll => Generator::Jekyll,
                None => Generator::Hugo,
            },
            language,
            section,
            stem,
            undated: if undated.is_empty() { stem } else { undated },
            folders,
            below,
        }
    }

    /// Jekyll takes the folders above its posts for categories.
    fn folders_before_posts(&self) -> impl Iterator<Item = &'a str> {
        let posts = self.folders.iter().position(|folder| *folder == "_posts");
        self.folders[..posts.unwrap_or(0)].iter().copied()
    }

    /// The pattern of the page's addresses.
    fn pattern<'s>(&self, site: Option<&'s SiteConfig>) -> Option<&'s str> {
        let of_posts = (self.section == "_posts").then_some("date");
        let Some(site) = site else { return of_posts };
        // Of several defaults the one with the longest path counts.
        let defaults = site
            .defaults
            .iter()
            .filter(|defaults| defaults.apply_to(self.below));
        let defaults = defaults.filter(|defaults| defaults.permalink.is_some());
        let default = defaults.max_by_key(|defaults| defaults.path.len());
        let default = default.and_then(|defaults| defaults.permalink.as_deref());
        let mut rules = site.permalinks.iter();
        let rule = rules.find(|rule| rule.section == self.section);
        default.or(rule.map(|rule| &*rule.pattern)).or(of_posts)
    }
}

/// A path without the folder in which a generator looks for pages.
fn without_content(path: &str) -> &str {
    let folders = ["content/", "src/content/", "src/pages/", "src/", "source/"];
    let inside = folders.iter().find_map(|folder| path.strip_prefix(folder));
    inside.unwrap_or(path)
}

/// The folders of a page; a page bundle's own is none.
fn folders(below: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = below.split('/').collect();
    let file = parts.pop().unwrap_or_default();
    let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
    if stem.eq_ignore_ascii_case("index") {
        parts.pop();
    }
    parts
}

/// The days that may stand in a page's address, the surest first: the one as written, and with Jekyll
/// that of the site's time zone.
fn days(page: &PageFacts<'_>, site: Option<&SiteConfig>) -> Vec<Date> {
    let named = file_name::read(page.source).date;
    let Some(date) = page.date.or(named.as_deref()) else {
        return Vec::new();
    };
    let written: Option<Date> = date.get(..10).and_then(|day| day.parse().ok());
    let mut days: Vec<Date> = written.into_iter().collect();
    let Ok(instant) = date.parse::<Timestamp>() else {
        return days;
    };
    let Some(site) = site.filter(|site| site.generator == Generator::Jekyll) else {
        return days;
    };
    let utc = jiff::tz::Offset::UTC.to_datetime(instant).date();
    days.push(utc);
    if site.time_zone {
        // Which zone it is says a database that is not at hand; it is at most a day away.
        days.extend(
            [-1, 1]
                .iter()
                .filter_map(|step| utc.checked_add(step.days()).ok()),
        );
    }
    days
}

#[cfg(test)]
mod tests {
    use super::super::permalink::Permalink;
    use super::super::site_config::{Defaults, Language};
    use super::*;

    fn site(generator: Generator, permalinks: &[(&str, &str)]) -> SiteConfig {
        SiteConfig {
            generator,
            permalinks: permalinks
                .iter()
                .map(|(section, pattern)| Permalink::new(section, pattern))
                .collect(),
            ..SiteConfig::default()
        }
    }

    fn first(source: &str, slug: Option<&str>, site: Option<&SiteConfig>) -> String {
        let page = PageFacts {
            source,
            slug,
            title: Some("On Tides"),
            date: None,
            stated: &StatedAddress::default(),
        };
        paths(&page, site).swap_remove(0)
    }

    #[test]
    fn pages_lie_where_their_generator_puts_them() {
        let jekyll = site(Generator::Jekyll, &[("_posts", "/:year/:month/:title/")]);
        let hugo = site(Generator::Hugo, &[("post", "/:slug/")]);
        let cases = [
            (
                Some(&jekyll),
                "_posts/2024-03-01-tides.md",
                None,
                "/2024/03/tides",
            ),
            (
                None,
                "_posts/2024-03-01-tides.md",
                None,
                "/2024/03/01/tides",
            ),
            (
                None,
                "talk/_posts/2024-03-01-tides.md",
                None,
                "/talk/2024/03/01/tides",
            ),
            (Some(&hugo), "content/post/tides.md", Some("moon"), "/moon"),
            (Some(&hugo), "content/post/tides.md", None, "/on-tides"),
            (
                Some(&hugo),
                "content/ep/High Tides.md",
                None,
                "/ep/high-tides",
            ),
            (None, "content/ep/2024-03-01-tides.md", None, "/ep/tides"),
            (None, "content/ep/tides/index.md", None, "/ep/tides"),
            (None, "_episodes/tides.md", None, "/episodes/tides"),
        ];
        for (site, source, slug, expected) in cases {
            assert_eq!(first(source, slug, site), expected, "{source}");
        }
    }

    #[test]
    fn languages_have_paths_of_their_own() {
        let language = |code: &str, folder: Option<&str>| Language {
            code: code.into(),
            folder: folder.map(Into::into),
        };
        let by_folder = SiteConfig {
            languages: vec![
                language("en", Some("content/en/")),
                language("pt", Some("content/pt/")),
            ],
            ..SiteConfig::default()
        };
        let by_name = SiteConfig {
            languages: vec![language("de", None), language("en", None)],
            ..SiteConfig::default()
        };
        let cases = [
            (&by_folder, "content/en/show/low.md", "/show/low"),
            (&by_folder, "content/pt/show/low.md", "/pt/show/low"),
            (&by_name, "content/show/low.de.md", "/show/low"),
            (&by_name, "content/show/low/index.en.md", "/en/show/low"),
            (&by_name, "content/show/low.fr.md", "/show/low.fr"),
        ];
        for (site, source, expected) in cases {
            assert_eq!(first(source, None, Some(site)), expected, "{source}");
        }
    }

    #[test]
    fn defaults_give_a_pattern() {
        let mut oven = site(Generator::Jekyll, &[("_shows", "/:collection/:name/")]);
        oven.defaults.push(Defaults {
            path: "_shows/new".into(),
            collection: None,
            permalink: Some("/new/:title/".into()),
            held_back: false,
        });
        assert_eq!(first("_shows/one.md", None, Some(&oven)), "/shows/one");
        assert_eq!(first("_shows/new/one.md", None, Some(&oven)), "/new/one");
    }

    #[test]
    fn former_addresses_come_last() {
        let page = PageFacts {
            source: "content/ep/tides.md",
            slug: None,
            title: None,
            date: None,
            stated: &StatedAddress {
                now: vec!["/by/hand/".into()],
                former: vec!["/old/tides/".into(), "flood".into()],
                categories: Vec::new(),
            },
        };
        let below_talk = SiteConfig {
            base_path: "/talk".into(),
            ..SiteConfig::default()
        };
        let found = paths(&page, Some(&below_talk));
        assert_eq!(found[..2], ["/talk/by/hand", "/by/hand"]);
        for former in ["/talk/old/tides", "/talk/by/flood"] {
            assert!(found.iter().any(|path| path == former), "{former}");
        }
    }
}
