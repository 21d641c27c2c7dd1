//! The addresses of a page on its own site, by the rules of its generator.
//!
//! Paths are compared in one form ([`page_path`]): lower case, no `/` at the end, no `index.html`, no
//! `.html`.

use super::file_name;
use super::front_matter::FieldNode;
use super::site_config::{Permalink, SiteConfig};
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
    pub categories: Vec<String>,
    /// Addresses that the page states, and former ones.
    pub stated: &'a [String],
}

/// The addresses that a front matter states: `url`, `path` or `permalink`, and former ones.
pub(crate) fn stated(root: &FieldNode<'_>) -> Vec<String> {
    let now = ["url", "path", "permalink"].map(|key| root.get(&[key]));
    let before = ["aliases", "redirectfrom"].map(|key| root.get(&[key]));
    let before = before.into_iter().flatten().flat_map(FieldNode::items);
    now.into_iter()
        .flatten()
        .chain(before)
        .filter_map(FieldNode::text)
        .filter(|text| !text.contains("://") && !text.contains([' ', ':']))
        .map(str::to_owned)
        .collect()
}

/// The paths under which a page can be found, the surest first, each once. Without a site's
/// configuration these are the ones that generators choose by themselves.
pub(crate) fn paths(page: &PageFacts<'_>, site: Option<&SiteConfig>) -> Vec<String> {
    let mut paths = Vec::new();
    let base = site.map_or("", |site| &site.base_path);
    let mut add = |path: &str| {
        let path = page_path(path);
        if path.len() > 1 && !paths.contains(&path) {
            paths.push(path);
        }
    };
    for path in page.stated {
        add(path);
        add(&format!("{base}/{path}"));
    }
    let below = site.and_then(|site| page.source.strip_prefix(&*site.folder));
    let below = below.unwrap_or(page.source);
    let below = ["content/", "src/content/", "src/pages/"]
        .iter()
        .find_map(|folder| below.strip_prefix(folder))
        .unwrap_or(below);
    let stem = page_stem(page.source);
    let folders = folders(below);
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
    let undated = if undated.is_empty() { stem } else { undated };
    let name = page.slug.unwrap_or(undated);
    let by_rule = site.map_or(&[][..], |site| &site.permalinks);
    let by_rule = by_rule.iter().find(|rule| rule.section == section);
    let posts = Permalink::new("_posts", "date");
    let rule = by_rule.or((section == "_posts").then_some(&posts));
    if let Some(rule) = rule {
        let named = file_name::read(page.source).date;
        let date = page.date.or(named.as_deref()).unwrap_or_default();
        let expanded = expand(&rule.pattern, page, date, section, (stem, name), &folders);
        add(&format!("{base}{expanded}"));
    }
    let visible: String = folders
        .iter()
        .filter(|folder| **folder != "_posts")
        .map(|folder| format!("/{}", folder.trim_start_matches('_')))
        .collect();
    for name in [name, stem] {
        add(&format!("{base}{visible}/{name}"));
    }
    paths
}

/// The folders of a page; a page bundle's own is none.
fn folders(below: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = below.split('/').collect();
    let file = parts.pop().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    if stem.eq_ignore_ascii_case("index") {
        parts.pop();
    }
    parts
}

/// A pattern with its tokens filled in.
fn expand(
    pattern: &str,
    page: &PageFacts<'_>,
    date: &str,
    section: &str,
    (stem, name): (&str, &str),
    folders: &[&str],
) -> String {
    let date = date.get(..10).unwrap_or("0000-00-00");
    let (year, month, day) = (&date[..4], &date[5..7], &date[8..10]);
    let plain = |number: &str| number.trim_start_matches('0').to_owned();
    let mut out = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some(at) = rest.find(':') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let len = rest
            .find(|c: char| !(c.is_ascii_lowercase() || c == '_'))
            .unwrap_or(rest.len());
        let value = match &rest[..len] {
            "year" => year.to_owned(),
            "short_year" => year[2..].to_owned(),
            "month" => month.to_owned(),
            "i_month" => plain(month),
            "day" => day.to_owned(),
            "i_day" => plain(day),
            "section" | "collection" => section.trim_start_matches('_').to_owned(),
            "sections" => folders.join("/"),
            "categories" => page.categories.join("/"),
            // Jekyll's `title` is the slug, Hugo's is made from the title.
            "title" if section.starts_with('_') => name.to_owned(),
            "title" => page.title.map_or_else(|| name.to_owned(), dashed),
            "filename" | "contentbasename" | "name" | "path" => stem.to_owned(),
            "slugorfilename" | "slugorcontentbasename" => page.slug.unwrap_or(stem).to_owned(),
            "slug" => match page.slug {
                Some(slug) => slug.to_owned(),
                None if section.starts_with('_') => name.to_owned(),
                None => page.title.map_or_else(|| name.to_owned(), dashed),
            },
            _ => String::new(),
        };
        out.push_str(&value);
        rest = &rest[len..];
    }
    out.push_str(rest);
    out
}

/// A title as Hugo writes it in addresses.
fn dashed(title: &str) -> String {
    let words: Vec<String> = title
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '\'' | '’')))
        .map(|word| word.replace(['\'', '’'], "").to_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(permalinks: &[(&str, &str)]) -> SiteConfig {
        SiteConfig {
            permalinks: permalinks
                .iter()
                .map(|(section, pattern)| Permalink::new(section, pattern))
                .collect(),
            ..SiteConfig::default()
        }
    }

    #[test]
    fn pages_lie_where_their_generator_puts_them() {
        let jekyll = site(&[("_posts", "/:year/:month/:title/")]);
        let hugo = site(&[("post", "/:slug/")]);
        let none = site(&[]);
        let cases = [
            (
                &jekyll,
                "_posts/2024-03-01-tides.md",
                None,
                "/2024/03/tides",
            ),
            (
                &none,
                "_posts/2024-03-01-tides.md",
                None,
                "/2024/03/01/tides",
            ),
            (&hugo, "content/post/tides.md", Some("moon"), "/moon"),
            (&hugo, "content/post/tides.md", None, "/on-tides"),
            (&none, "content/ep/2024-03-01-tides.md", None, "/ep/tides"),
            (&none, "content/ep/tides/index.md", None, "/ep/tides"),
            (&none, "_episodes/tides.md", None, "/episodes/tides"),
        ];
        for (site, source, slug, expected) in cases {
            let page = PageFacts {
                source,
                slug,
                title: Some("On Tides"),
                date: None,
                categories: Vec::new(),
                stated: &[],
            };
            assert_eq!(paths(&page, Some(site))[0], expected, "{source}");
        }
    }
}
