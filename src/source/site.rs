//! The show's name as a site's own configuration gives it, or the file and folder names do.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::file_name;
use super::front_matter::{self, FieldNode};
use crate::config;

/// Files that hold a site's title, best first.
pub(crate) const SITE_FILES: [&str; 11] = [
    config::FILE_NAME,
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
    "_config.yml",
    "_config.yaml",
];

/// The title in a site's configuration; nothing if the file is of something else.
pub(crate) fn title(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let file = path.file_name()?.to_str()?;
    title_in(file, &text)
}

fn title_in(file: &str, text: &str) -> Option<String> {
    let fenced = front_matter::fenced(file, text);
    let front = front_matter::split(&fenced).front?;
    let root = &front.root;
    let key = if file == config::FILE_NAME {
        "show"
    } else {
        "title"
    };
    let title = root.get(&[key]).and_then(FieldNode::text)?;
    // A `config.toml` may belong to anything; a site's has an address.
    let certain = !file.starts_with("config") || root.get(&["baseurl", "languagecode"]).is_some();
    certain.then(|| title.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The title of the site that `root` may lie in.
pub(crate) fn title_above(root: &Path) -> Option<String> {
    folders_above(root).find_map(title_of_folder)
}

/// The folders above `root`, up to the repository's top folder; none where that is far away.
pub(crate) fn folders_above(root: &Path) -> impl Iterator<Item = &Path> {
    const LEVELS: usize = 4;
    let mut above = root.ancestors().take(LEVELS + 1);
    let top = above.position(|dir| dir.join(".git").exists());
    root.ancestors().skip(1).take(top.unwrap_or(0))
}

/// The title of the site whose top folder this is.
pub(crate) fn title_of_folder(dir: &Path) -> Option<String> {
    SITE_FILES
        .iter()
        .map(|file| dir.join(file))
        .find_map(|path| title(&path))
        .or_else(|| {
            let config = dir.join("config/_default");
            SITE_FILES.iter().find_map(|file| title(&config.join(file)))
        })
}

/// Shows that file names give: folder and series of a file -> show.
///
/// A folder in which most files are called `the-changelog-287` and the like holds "The Changelog";
/// one in which several such series make up most files holds several shows.
pub(crate) fn series<'a>(
    sources: impl Iterator<Item = &'a str>,
) -> BTreeMap<(String, String), String> {
    let mut folders: BTreeMap<&str, (usize, BTreeMap<String, usize>)> = BTreeMap::new();
    for source in sources {
        let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
        let (files, series) = folders.entry(folder).or_default();
        *files += 1;
        if let Some(name) = file_name::read(source).series {
            *series.entry(name).or_default() += 1;
        }
    }
    let mut shows = BTreeMap::new();
    for (folder, (files, mut series)) in folders {
        series.retain(|_, count| *count >= 3);
        if series.values().sum::<usize>() * 5 >= files * 4 {
            for (name, _) in series {
                let show = file_name::readable(&name);
                shows.insert((folder.to_owned(), name), show);
            }
        }
    }
    shows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn site_titles() {
        let cases = [
            ("hugo.toml", "title = \"A  Show\"\n", Some("A Show")),
            (
                "config.toml",
                "baseURL = \"/\"\ntitle = \"A Show\"\n",
                Some("A Show"),
            ),
            ("config.toml", "title = \"Settings of an editor\"\n", None),
            ("_config.yml", "title: A Show\nurl: /\n", Some("A Show")),
            ("hugo.json", "{\"title\": \"A Show\"}", Some("A Show")),
            ("hugo.toml", "title = ", None),
        ];
        for (file, text, expected) in cases {
            assert_eq!(title_in(file, text).as_deref(), expected, "{file}: {text}");
        }
    }

    #[test]
    fn series_make_up_most_of_a_folder() {
        let sources = [
            "a/the-show-1.md",
            "a/the-show-2.md",
            "a/the-show-3.md",
            "b/x-1.md",
            "b/y-2.md",
            "b/z.md",
            "c/one-1.md",
            "c/one-2.md",
            "c/one-3.md",
            "c/two-2019-10-14-intro.md",
            "c/two-2019-10-21-more.md",
            "c/two-2019-10-28-end.md",
            "c/about.md",
        ];
        let series: Vec<(String, String, String)> = series(sources.into_iter())
            .into_iter()
            .map(|((folder, name), show)| (folder, name, show))
            .collect();
        let expected = [
            ("a", "the-show", "The Show"),
            ("c", "one", "One"),
            ("c", "two", "Two"),
        ];
        let expected = expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
        assert_eq!(series, expected);
    }
}
