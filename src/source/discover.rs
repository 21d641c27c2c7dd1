//! The files below a path: sorted, and without what `.gitignore` excludes.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use ignore::WalkBuilder;

use super::page_words::{PAGE_WORDS, is_one};
use super::people_pages;
use super::site::SITE_FILES;
use crate::error::{Error, Location, Result, Warning};

/// One path that the user gave.
#[derive(Debug)]
pub(crate) struct Root {
    /// As the user gave it.
    pub path: PathBuf,
    /// Its real place.
    pub real: PathBuf,
    /// Whether it is one file.
    pub is_file: bool,
}

impl Root {
    /// Looks a path up.
    pub fn find(path: &Path) -> Result<Self> {
        let real = path
            .canonicalize()
            .map_err(|source| Error::io(path, "read", source))?;
        Ok(Self {
            path: path.to_owned(),
            is_file: real.is_file(),
            real,
        })
    }

    /// The folder that a show's name is looked for in.
    pub fn folder(&self) -> &Path {
        if self.is_file {
            self.real.parent().unwrap_or(&self.real)
        } else {
            &self.real
        }
    }

    /// The name of that folder.
    pub fn folder_name(&self) -> String {
        self.folder()
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }
}

/// What a walk found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Markdown files: the path below the root with `/`, and the path to open.
    pub notes: Vec<(String, PathBuf)>,
    /// Configurations of sites.
    pub sites: Vec<PathBuf>,
    /// Data files that may name people.
    pub people_data: Vec<PathBuf>,
    /// What could not be read.
    pub warnings: Vec<Warning>,
}

/// Walks a root: hidden files are passed over, and so are a generator's own folders and what a
/// `.gitignore` at or below the root excludes. Files above the root have no say, so that the place of a checkout changes nothing.
pub(crate) fn walk(root: &Root) -> Found {
    let mut found = Found::default();
    if root.is_file {
        let name = root.path.file_name().or(root.real.file_name());
        let name = name.map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        found.notes.push((name, root.path.clone()));
        return found;
    }
    let passed_over: Arc<Mutex<Vec<PathBuf>>> = Arc::default();
    let folders = Arc::clone(&passed_over);
    let walk = WalkBuilder::new(&root.path)
        .filter_entry(move |entry| {
            let of_generator = entry.depth() > 0
                && entry.file_type().is_some_and(|kind| kind.is_dir())
                && entry
                    .file_name()
                    .to_str()
                    .is_some_and(|name| is_one(&PAGE_WORDS.folders.generator, name));
            if of_generator && let Ok(mut folders) = folders.lock() {
                folders.push(entry.path().to_owned());
            }
            !of_generator
        })
        .require_git(false)
        .parents(false)
        .git_global(false)
        .git_exclude(false)
        .ignore(false)
        .sort_by_file_name(Ord::cmp)
        .build();
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.warnings.push(unreadable(&error, &root.path));
                continue;
            }
        };
        if let Some(error) = entry.error() {
            found.warnings.push(unreadable(error, entry.path()));
        }
        let path = entry.path();
        if entry.path_is_symlink() && is_markdown(path) && !path.exists() {
            let location = Location::file(slashed(path));
            found.warnings.push(Warning::skipped(
                location,
                "cannot read: the link leads nowhere",
            ));
            continue;
        }
        // A link to a folder is not followed, one to a file is.
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file())
            || (entry.path_is_symlink() && path.is_file());
        if !is_file || entry.depth() == 0 {
            continue;
        }
        if is_markdown(path) {
            let below = path.strip_prefix(&root.path).unwrap_or(path);
            found.notes.push((slashed(below), path.to_owned()));
        } else if path
            .file_name()
            .and_then(|name| name.to_str())
            .is_some_and(|name| SITE_FILES.contains(&name))
        {
            found.sites.push(path.to_owned());
        } else if people_pages::is_data(path) {
            found.people_data.push(path.to_owned());
        }
    }
    if let Ok(folders) = passed_over.lock() {
        found.warnings.extend(folders.iter().map(|folder| {
            let location = Location::file(slashed(folder));
            Warning::note(location, "a folder of the site's generator, passed over")
        }));
    }
    found
}

/// A path with `/`, for output and messages.
pub(crate) fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn is_markdown(path: &Path) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| {
            ["md", "markdown", "mdx"]
                .iter()
                .any(|known| extension.eq_ignore_ascii_case(known))
        })
}

fn unreadable(error: &ignore::Error, path: &Path) -> Warning {
    fn place(error: &ignore::Error) -> Option<&Path> {
        match error {
            ignore::Error::WithPath { path, .. } => Some(path),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
                place(err)
            }
            _ => None,
        }
    }
    let location = Location::file(slashed(place(error).unwrap_or(path)));
    let reason = error
        .io_error()
        .map_or_else(|| error.to_string(), ToString::to_string);
    Warning::skipped(location, format!("cannot read: {reason}"))
}
