//! Which files the input may lead to: a site may be a stranger's, and must not name the secrets of the
//! machine that reads it.

use std::path::{Path, PathBuf};

/// How far the input may lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Reach {
    /// To what lies in the folders that are read: a site of a stranger names no other file of the machine.
    #[default]
    Roots,
    /// To any file.
    Anywhere,
}

/// Which files may be read: those below some folders, or all.
#[derive(Debug, Clone)]
pub(crate) struct Bounds(Option<Vec<PathBuf>>);

impl Bounds {
    /// Those of some folders, by their real paths.
    pub(crate) fn new(folders: Vec<PathBuf>, reach: Reach) -> Self {
        Self(match reach {
            Reach::Roots => Some(folders),
            Reach::Anywhere => None,
        })
    }

    /// Whether a path leads to what may be read. One that leads nowhere may be: that is found out later.
    pub(crate) fn allow(&self, path: &Path) -> bool {
        let Some(folders) = &self.0 else { return true };
        match path.canonicalize() {
            Ok(real) => folders.iter().any(|folder| real.starts_with(folder)),
            Err(_) => true,
        }
    }
}
