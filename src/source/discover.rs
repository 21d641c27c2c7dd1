//! The files below a path: sorted, and without what `.gitignore` excludes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use ignore::WalkBuilder;

use super::bounds::Bounds;
use super::file_kind::FileKind;
use super::own_output::is_output;
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
    /// What it holds, where it is standard input.
    pub bytes: Option<Arc<[u8]>>,
}

impl Root {
    /// Looks a path up.
    pub(super) fn find(path: &Path) -> Result<Self> {
        let real = path
            .canonicalize()
            .map_err(|source| Error::io(path, "read", source))?;
        Ok(Self {
            path: path.to_owned(),
            is_file: real.is_file(),
            real,
            bytes: None,
        })
    }

    /// Takes text that is no file, as if one of this name lay in the current folder.
    pub(crate) fn of_bytes(name: &str, bytes: Vec<u8>) -> Self {
        let folder = std::env::current_dir().unwrap_or_default();
        Self {
            path: name.into(),
            real: folder.join(name),
            is_file: true,
            bytes: Some(bytes.into()),
        }
    }

    /// The folder that a show's name is looked for in.
    pub(super) fn folder(&self) -> &Path {
        if self.is_file {
            self.real.parent().unwrap_or(&self.real)
        } else {
            &self.real
        }
    }

    /// The name of that folder.
    pub(super) fn folder_name(&self) -> String {
        self.folder()
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }
}

/// A file that can be read: its path below the root with `/`, the path to open, and what it holds.
pub(crate) type FoundFile = (String, PathBuf, FileKind);

/// What a walk found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// What can be read: the path below the root with `/`, the path to open, and what it holds.
    pub files: Vec<FoundFile>,
    /// Configurations of sites.
    pub sites: Vec<PathBuf>,
    /// How many files there are that are not read, by their endings.
    pub others: BTreeMap<String, u32>,
    /// Data files that may name people.
    pub people_data: Vec<PathBuf>,
    /// What could not be read.
    pub warnings: Vec<Warning>,
}

impl Found {
    /// What lies here in place of what is read, in words: the most frequent endings first.
    pub(crate) fn instead(&self) -> String {
        let mut others: Vec<_> = self.others.iter().collect();
        others.sort_by_key(|(ending, count)| (std::cmp::Reverse(**count), *ending));
        let name = |(ending, count): &(&String, &u32)| match ending.as_str() {
            "" => format!("{count} without an ending"),
            _ => format!("{count} .{ending}"),
        };
        let named: Vec<String> = others.iter().take(5).map(name).collect();
        let more = if others.len() > 5 { " and others" } else { "" };
        match named.as_slice() {
            [] => "no files at all".to_owned(),
            _ => format!("files of other kinds ({}{more})", named.join(", ")),
        }
    }

    /// The notes, and the files of other kinds.
    pub(crate) fn take_files(&mut self) -> (Vec<(String, PathBuf)>, Vec<FoundFile>) {
        let files = std::mem::take(&mut self.files).into_iter();
        let (notes, others): (Vec<FoundFile>, _) =
            files.partition(|(_, _, kind)| *kind == FileKind::Notes);
        let notes = notes.into_iter();
        (
            notes.map(|(source, path, _)| (source, path)).collect(),
            others,
        )
    }

    /// The notes: their paths below the root, and where to open them.
    pub(crate) fn notes(&self) -> impl Iterator<Item = (&str, &Path)> {
        let notes = self.files.iter();
        let notes = notes.filter(|(_, _, kind)| *kind == FileKind::Notes);
        notes.map(|(source, path, _)| (source.as_str(), path.as_path()))
    }
}

/// Walks a root: hidden files are passed over, and so are a generator's own folders and what a
/// `.gitignore` at or below the root excludes. Files above the root have no say, so that the place of
/// a checkout changes nothing.
pub(crate) fn walk(root: &Root, bounds: &Bounds) -> Found {
    let mut found = Found::default();
    if root.is_file {
        let name = root.path.file_name().or(root.real.file_name());
        let name = name.map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        // Whoever gives a file by its name wants it read.
        let kind = match &root.bytes {
            Some(bytes) => FileKind::of_content(&name, bytes),
            None => FileKind::of(&name, &root.path),
        };
        let kind = kind.unwrap_or(FileKind::Notes);
        found.files.push((name, root.path.clone(), kind));
        return found;
    }
    let passed_over: Arc<Mutex<Vec<(PathBuf, &str)>>> = Arc::default();
    let folders = Arc::clone(&passed_over);
    let ruled_out: Arc<Mutex<Vec<PathBuf>>> = Arc::default();
    let unruled = Arc::clone(&ruled_out);
    let own_rules = rules(&root.path, bounds);
    let within = bounds.clone();
    let walk = WalkBuilder::new(&root.path)
        .git_ignore(own_rules.is_ok())
        .filter_entry(move |entry| {
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            if entry.depth() == 0 || !is_folder {
                return true;
            }
            if let Err(file) = rules(entry.path(), &within) {
                if let Ok(mut files) = unruled.lock() {
                    files.push(file);
                }
                return false;
            }
            let name = entry.file_name().to_str();
            let reason = match name {
                Some(name) if is_one(&PAGE_WORDS.folders.generator, name) => {
                    "a folder of the site's generator, passed over"
                }
                _ if is_output(entry.path()) => "a folder that showgraph wrote, passed over",
                _ => return true,
            };
            if let Ok(mut folders) = folders.lock() {
                folders.push((entry.path().to_owned(), reason));
            }
            false
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
        if entry.path_is_symlink() && !bounds.allow(path) {
            let location = Location::file(slashed(path));
            let message = "a link out of the paths that are read, not followed; --trust follows it";
            found.warnings.push(Warning::notice(location, message));
            continue;
        }
        // A link to a folder is not followed, one to a file is.
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file())
            || (entry.path_is_symlink() && path.is_file());
        if !is_file || entry.depth() == 0 {
            continue;
        }
        let below = slashed(path.strip_prefix(&root.path).unwrap_or(path));
        let is_site = path
            .file_name()
            .and_then(|name| name.to_str())
            .is_some_and(|name| SITE_FILES.contains(&name));
        if is_site {
            found.sites.push(path.to_owned());
        } else if let Some(kind) = FileKind::of(&below, path) {
            if people_pages::is_data(path) {
                found.people_data.push(path.to_owned());
            }
            found.files.push((below, path.to_owned(), kind));
        } else if people_pages::is_data(path) {
            found.people_data.push(path.to_owned());
        } else {
            let ending = path.extension().unwrap_or_default().to_string_lossy();
            let ending = ending.to_ascii_lowercase();
            *found.others.entry(ending).or_default() += 1;
        }
    }
    let skip = |file: &PathBuf, what: &str| {
        let reason = format!("no file, or a link out of the paths that are read: {what}");
        Warning::skipped(Location::file(slashed(file)), reason)
    };
    if let Err(file) = &own_rules {
        found.warnings.push(skip(file, "no .gitignore is heeded"));
    }
    if let Ok(files) = ruled_out.lock() {
        let skipped = files
            .iter()
            .map(|file| skip(file, "its folder is passed over"));
        found.warnings.extend(skipped);
    }
    if let Ok(folders) = passed_over.lock() {
        found
            .warnings
            .extend(folders.iter().map(|(folder, reason)| {
                let location = Location::file(slashed(folder));
                Warning::note(location, *reason)
            }));
    }
    found
}

/// The rules of a folder in its `.gitignore`: an error where that is something that may never end, as a pipe is, or a
/// link that leads out of what is read.
fn rules(folder: &Path, bounds: &Bounds) -> std::result::Result<(), PathBuf> {
    let file = folder.join(".gitignore");
    let sound = match file.metadata() {
        Ok(there) => (there.is_file() || there.is_dir()) && bounds.allow(&file),
        Err(_) => true,
    };
    if sound { Ok(()) } else { Err(file) }
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
