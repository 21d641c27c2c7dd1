//! Which files are no pages of episodes by where they lie: sections without episodes, further files of
//! a page bundle, what a site or the user excludes.
//!
//! Of sections a first look is taken at the front matters, and only where a site has several: the first
//! file with a recording, a number or a duration settles its section.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::front_matter::{self, Fields};
use super::page_words::{PAGE_WORDS, is_one};
use super::permalink::Generator;
use super::site_config::SiteConfig;
use super::{episode_filter, file_name};
use crate::config::Config;
use crate::text::path::file_stem;

/// Files below an input root: path with `/`, and the path to open.
type Notes = Vec<(String, PathBuf)>;

/// Takes out the files that are no pages of episodes, and says of each why. `root` is the name of the
/// input root's folder.
///
/// # Errors
///
/// A glob of the configuration that is none.
pub(crate) fn pass_over(
    notes: &mut Notes,
    root: &str,
    sites: &[SiteConfig],
    config: &Config,
    fields: &Fields,
) -> Result<Vec<(PathBuf, &'static str)>, String> {
    let exclude = globs(&config.exclude)?;
    let include = globs(&config.include)?;
    let mut site_excludes = Vec::new();
    for site in sites.iter().filter(|site| !site.exclude.is_empty()) {
        // Jekyll's patterns begin at the site's folder, and its stars reach over "/". One that is no
        // glob excludes nothing.
        let anchored = site.exclude.iter();
        let anchored: Vec<String> = anchored
            .map(|glob| {
                let anywhere = if glob.starts_with('*') { "**/" } else { "" };
                let glob = glob.trim_start_matches('/');
                format!("/{}{anywhere}{glob}", site.folder)
            })
            .collect();
        site_excludes.extend(globs(&anchored));
    }
    let matches = |globs: &Gitignore, source: &str| {
        globs.matched_path_or_any_parents(source, false).is_ignore()
    };
    let bundles: BTreeSet<String> = notes
        .iter()
        .filter(|(source, _)| file_stem(source).eq_ignore_ascii_case("index"))
        .filter_map(|(source, _)| Some(source.rsplit_once('/')?.0.to_owned()))
        .collect();
    // Jekyll's posts have a date before their names, Hexo's need none.
    let dated: BTreeSet<String> = notes
        .iter()
        .filter(|(source, _)| file_name::is_post(source))
        .filter_map(|(source, _)| posts_folder(source).map(str::to_owned))
        .filter(|folder| folder != "source/_posts" && !folder.ends_with("/source/_posts"))
        .collect();
    let without = sections_without_episodes(notes, root, fields);
    let reason = |source: &str, path: &Path| {
        if matches(&exclude, source) {
            return Some("excluded by showgraph.toml");
        }
        if !config.include.is_empty() {
            let included = matches(&include, source);
            return (!included).then_some("not included by showgraph.toml");
        }
        if site_excludes.iter().any(|globs| matches(globs, source)) {
            return Some("excluded by the site's configuration");
        }
        let of_site = |site: &&SiteConfig| source.starts_with(&*site.folder);
        for site in sites.iter().filter(of_site) {
            let below = &source[site.folder.len()..];
            let defaults = site.defaults.iter();
            if defaults
                .clone()
                .any(|all| all.held_back && all.apply_to(below))
            {
                return Some("held back by the site's configuration");
            }
            let documents = site.generator == Generator::Jekyll && in_collection(below);
            if documents && !in_posts(below) && !has_front_matter(path) {
                return Some("without front matter in a collection: not published");
            }
        }
        if posts_folder(source).is_some_and(|folder| dated.contains(folder))
            && !file_name::is_post(source)
        {
            return Some("in _posts without a date before its name: not published");
        }
        let name = source.rsplit('/').next().unwrap_or(source);
        if name.starts_with('_') && !name.starts_with("_index.") && in_collection(source) {
            return Some("its name begins with \"_\": not published");
        }
        if section(root, source).is_some_and(|section| without.contains(&section)) {
            return Some("in a section of the site without episodes");
        }
        None
    };
    let mut passed_over = Vec::new();
    notes.retain(|(source, path)| {
        let reason = reason(source, path).or_else(|| {
            further_file(source, root, &bundles, path, fields)
                .then_some("a further file of a page bundle")
        });
        passed_over.extend(reason.map(|reason| (path.clone(), reason)));
        reason.is_none()
    });
    Ok(passed_over)
}

fn globs(patterns: &[String]) -> Result<Gitignore, String> {
    let mut builder = GitignoreBuilder::new("");
    for pattern in patterns {
        builder
            .add_line(None, pattern)
            .map_err(|error| format!("the glob \"{pattern}\" cannot be read: {error}"))?;
    }
    builder.build().map_err(|error| error.to_string())
}

/// The section that a page lies in: the folder below `content` with Hugo and Zola, the collection with
/// Jekyll (`_posts`); what lies beside them is a section, too. None where a path tells of no site.
fn section(root: &str, source: &str) -> Option<String> {
    let folders = source.rsplit_once('/').map_or("", |(folders, _)| folders);
    let mut parts: Vec<&str> = folders.split('/').filter(|part| !part.is_empty()).collect();
    // The folder of a page bundle is a page.
    if file_stem(source).eq_ignore_ascii_case("index") && parts.last() != Some(&"content") {
        parts.pop();
    }
    let content = parts.iter().position(|part| *part == "content");
    let from = match content {
        Some(at) => at + 1,
        None if root == "content" => 0,
        None => {
            let collection = parts.iter().position(|part| is_collection(part));
            let folders = &PAGE_WORDS.folders;
            let named =
                |part: &&str| is_one(&folders.episodes, part) || is_one(&folders.beside, part);
            let at = collection.or_else(|| parts.iter().position(named))?;
            return Some(parts[..=at].join("/"));
        }
    };
    let is_language =
        |part: &&str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_lowercase());
    let language = usize::from(parts.get(from).is_some_and(is_language));
    let to = (from + language + 1).min(parts.len());
    Some(parts[..to].join("/"))
}

fn is_collection(folder: &str) -> bool {
    folder.starts_with('_') && folder.len() > 1
}

fn in_collection(source: &str) -> bool {
    let folders = source.rsplit_once('/').map_or("", |(folders, _)| folders);
    folders.split('/').any(is_collection)
}

fn in_posts(source: &str) -> bool {
    posts_folder(source).is_some()
}

/// The path of the folder `_posts` that a file lies in.
fn posts_folder(source: &str) -> Option<&str> {
    const NAME: &str = "_posts";
    let before = source.find("_posts/")?;
    let whole = before == 0 || source.as_bytes()[before - 1] == b'/';
    whole.then(|| &source[..before + NAME.len()])
}

/// Whether a file begins as one with front matter does; one that cannot be read is reported later.
fn has_front_matter(path: &Path) -> bool {
    let text = std::fs::read_to_string(path);
    text.map_or(true, |text| front_matter::split(&text).front.is_some())
}

/// The sections none of whose files shows signs of an episode, where another section does.
fn sections_without_episodes(notes: &Notes, root: &str, fields: &Fields) -> BTreeSet<String> {
    let mut sections: BTreeMap<String, Vec<&(String, PathBuf)>> = BTreeMap::new();
    for note in notes {
        if let Some(section) = section(root, &note.0) {
            sections.entry(section).or_default().push(note);
        }
    }
    if sections.len() < 2 {
        return BTreeSet::new();
    }
    let named_otherwise = |section: &str| {
        let name = section.rsplit('/').next().unwrap_or(section).to_lowercase();
        let name = name.trim_start_matches('_');
        is_one(&PAGE_WORDS.folders.other, name) || episode_filter::is_people_folder(name)
    };
    let (with, without): (Vec<_>, Vec<_>) = sections.into_iter().partition(|(section, notes)| {
        !named_otherwise(section)
            && notes
                .iter()
                .any(|(source, path)| has_signs(source, path, fields))
    });
    if with.is_empty() {
        return BTreeSet::new();
    }
    let without = without.into_iter().map(|(section, _)| section);
    let names_episodes = |section: &String| {
        let name = section.rsplit('/').next().unwrap_or(section);
        !section.split('/').any(|part| part == "content")
            && is_one(&PAGE_WORDS.folders.episodes, name)
    };
    without.filter(|section| !names_episodes(section)).collect()
}

/// Whether a page lies in a bundle of another page, and shows no signs of being one itself.
fn further_file(
    source: &str,
    root: &str,
    bundles: &BTreeSet<String>,
    path: &Path,
    fields: &Fields,
) -> bool {
    let Some((folder, name)) = source.rsplit_once('/') else {
        return false;
    };
    let of_site = root == "content" || source.split('/').any(|part| part == "content");
    let index = name.to_ascii_lowercase();
    of_site
        && !index.starts_with("index.")
        && !index.starts_with("_index.")
        && bundles.contains(folder)
        && !has_signs(source, path, fields)
}

/// Whether a file gives a recording, a number or a duration.
fn has_signs(source: &str, path: &std::path::Path, fields: &Fields) -> bool {
    if file_name::read(source).marked {
        return true;
    }
    let Ok(bytes) = std::fs::read(path) else {
        return false;
    };
    let text = String::from_utf8_lossy(&bytes);
    let front = front_matter::split(&text).front;
    front.is_some_and(|front| front_matter::has_episode_signs(&front.root, fields))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_what_generators_call_so() {
        let cases = [
            ("content/episode/one.md", Some("content/episode")),
            (
                "site/content/episode/one/index.md",
                Some("site/content/episode"),
            ),
            ("content/about.md", Some("content")),
            ("content/one/index.md", Some("content")),
            ("content/de/episode/one.md", Some("content/de/episode")),
            ("_posts/2024-01-05-one.md", Some("_posts")),
            ("pod/_episodes/deep/one.md", Some("pod/_episodes")),
            ("src/posts/one.md", Some("src/posts")),
            ("episodes/one.md", Some("episodes")),
            ("notes/one.md", None),
            ("one.md", None),
        ];
        for (source, expected) in cases {
            assert_eq!(section("notes", source).as_deref(), expected, "{source}");
        }
        assert_eq!(section("content", "ep/one.md").as_deref(), Some("ep"));
    }

    #[test]
    fn globs_read_like_those_of_gitignore() {
        let globs = globs(&["drafts/".into(), "/notes/*.md".into(), "**/old-*".into()]).unwrap();
        let excluded = |path| globs.matched_path_or_any_parents(path, false).is_ignore();
        assert!(excluded("a/drafts/one.md"));
        assert!(excluded("notes/one.md"));
        assert!(excluded("x/y/old-one.md"));
        assert!(!excluded("notes/deep/one.md"));
    }
}
