//! The paths that the user gives: where they lead, and what tells the files below them apart.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::bounds::Bounds;
use super::discover::{Found, Root, slashed};
use crate::config::{self, Config};
use crate::error::{Error, Location, Result, Warning};

/// Refuses a configuration that names files elsewhere, or what is no file: a pipe would be waited for without end.
pub(crate) fn check_bounds(config: &Config, bounds: &Bounds) -> Result<()> {
    let invalid = |message: String| {
        let file = config.files.first().map(PathBuf::as_path);
        Err(Error::Invalid {
            location: Location::file(slashed(file.unwrap_or(Path::new(config::FILE_NAME)))),
            message,
        })
    };
    let mut named = config.lexicons.iter().chain(&config.people);
    if let Some(outside) = named.find(|path| !bounds.allow(path)) {
        return invalid(format!(
            "names \"{}\", which lies outside of the paths that are read; give its folder as a path, too, or \
             --trust if you know who wrote this",
            slashed(outside)
        ));
    }
    let is_other = |path: &&PathBuf| path.exists() && !path.is_file();
    if let Some(other) = config.lexicons.iter().find(is_other) {
        return invalid(format!(
            "names \"{}\" as a lexicon, which is no file",
            slashed(other)
        ));
    }
    Ok(())
}

/// What comes from standard input, as a file in the current folder.
fn standard_input(name: Option<&str>) -> Result<Root> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .map_err(|source| Error::io("-", "read", source))?;
    let captions = bytes.trim_ascii_start().starts_with(b"WEBVTT")
        || bytes.starts_with("\u{feff}WEBVTT".as_bytes());
    let guessed = if captions { "stdin.vtt" } else { "stdin.md" };
    Ok(Root::of_bytes(name.unwrap_or(guessed), bytes))
}

/// Says of paths that there is nothing in them to read: an error if that is so of all.
pub(crate) fn nothing_to_read(
    empty: Vec<(String, String)>,
    any: bool,
    warnings: &mut Vec<Warning>,
) -> Result<()> {
    let say = |(path, instead): &(String, String)| {
        let path = if path.is_empty() { "." } else { path };
        format!("nothing to read was found in \"{path}\": it holds {instead}")
    };
    if any {
        let notice =
            |found: &(String, String)| Warning::notice(Location::file(&*found.0), say(found));
        warnings.extend(empty.iter().map(notice));
        return Ok(());
    }
    let said: Vec<String> = empty.iter().map(say).collect();
    Err(Error::Argument(format!(
        "{}; expected notes (.md, .markdown, .mdx), feeds (RSS, Atom, OPML), transcripts (.vtt, .srt, .json, .html) \
         or chapters",
        said.join("; ")
    )))
}

/// The roots in an order of their own, without those that lie in another.
pub(crate) fn roots(paths: &[PathBuf], stdin_name: Option<&str>) -> Result<Vec<Root>> {
    let find = |path: &PathBuf| match path.as_os_str() == "-" {
        true => standard_input(stdin_name),
        false => Root::find(path),
    };
    let mut roots = paths.iter().map(find).collect::<Result<Vec<_>>>()?;
    roots.sort_by(|a, b| (&a.real, &a.path).cmp(&(&b.real, &b.path)));
    let mut kept: Vec<Root> = Vec::new();
    for root in roots {
        if !kept.iter().any(|outer| root.real.starts_with(&outer.real)) {
            kept.push(root);
        }
    }
    Ok(kept)
}

/// What tells the sources of several roots apart: nothing, or the end of each root's path.
pub(crate) fn prefixes(roots: &[Root], walks: &[Found]) -> Vec<String> {
    if roots.len() == 1 {
        return vec![String::new()];
    }
    let tail = |root: &Root, parts: usize| -> String {
        let names: Vec<_> = root
            .folder()
            .iter()
            .rev()
            .take(parts)
            .map(|part| part.to_string_lossy().into_owned())
            .collect();
        names.into_iter().rev().map(|name| name + "/").collect()
    };
    let sources: Vec<BTreeSet<&str>> = walks
        .iter()
        .map(|walk| {
            walk.files
                .iter()
                .map(|(source, _, _)| source.as_str())
                .collect()
        })
        .collect();
    let clash = |index: usize| {
        sources
            .iter()
            .enumerate()
            .any(|(other, names)| other != index && !names.is_disjoint(&sources[index]))
    };
    (0..roots.len())
        .map(|index| {
            if !clash(index) {
                return String::new();
            }
            (1..)
                .map(|parts| tail(&roots[index], parts))
                .zip(1..)
                .find(|(own, parts)| {
                    let longest = roots[index].real.iter().count() <= *parts;
                    longest
                        || roots
                            .iter()
                            .enumerate()
                            .all(|(other, root)| other == index || tail(root, *parts) != *own)
                })
                .map_or_else(String::new, |(own, _)| own)
        })
        .collect()
}

/// The configuration at a root. One that is a link out of the paths that are read is none.
pub(crate) fn own_config(root: &Root, bounds: &Bounds) -> Result<Config> {
    let path = if root.is_file {
        root.path
            .parent()
            .unwrap_or(Path::new(""))
            .join(config::FILE_NAME)
    } else {
        root.path.join(config::FILE_NAME)
    };
    if path.is_file() && bounds.allow(&path) {
        Config::load(&path)
    } else {
        Ok(Config::default())
    }
}
