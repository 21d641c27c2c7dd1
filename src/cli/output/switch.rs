//! From a staging folder to the folder that it is for: in one switch where the platform can.
//!
//! The staging folder lies beside its target and gets all that stays there as hard links, which cost no
//! space; then the two change places (`renameat2` with `RENAME_EXCHANGE` on Linux, `renameatx_np` on macOS). Whoever looks
//! sees the old set or the new one, and so does whoever looks after a power cut, since what is new was
//! handed to the disk before. Where that cannot be done (other systems, a file system that cannot, a
//! folder that somebody works in), the files are replaced one by one.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use showgraph::error::{Error, Result};

use super::leftover::is_own;
use super::step::step;

/// More entries are not linked: files are replaced one by one then.
const MOST: usize = 50_000;
/// So many files are handed to the disk one by one; of more, the whole file system is asked.
const SINGLY: usize = 64;

/// What changes in a folder.
pub(super) struct Change<'a> {
    /// The folder, by its real path.
    pub folder: &'a Path,
    /// Where the new files lie, by the same names.
    pub staging: &'a Path,
    /// Whether that is beside the folder, and not in it.
    pub beside: bool,
    /// The new files, as paths below both.
    pub names: &'a BTreeSet<PathBuf>,
    /// Files that vanish.
    pub stale: &'a BTreeSet<PathBuf>,
}

impl Change<'_> {
    /// Makes the change.
    pub(super) fn publish(&self) -> Result<()> {
        self.keep_modes();
        step();
        self.sync()
            .map_err(|error| Error::io(self.folder, "write", error))?;
        step();
        // What stops this is no failure: there is the other way.
        if self.beside && self.switched().unwrap_or(false) {
            return Ok(());
        }
        self.one_by_one()
    }

    /// Files that are replaced keep their modes.
    fn keep_modes(&self) {
        for name in self.names {
            if let Ok(old) = fs::metadata(self.folder.join(name)) {
                let _ = fs::set_permissions(self.staging.join(name), old.permissions());
            }
        }
    }

    /// Hands the new files to the disk.
    fn sync(&self) -> io::Result<()> {
        if self.names.len() > SINGLY && sync_all_of(self.staging)? {
            return Ok(());
        }
        for name in self.names {
            let file = OpenOptions::new().write(true).open(self.staging.join(name));
            match file.and_then(|file| file.sync_all()) {
                // A file that may not be written, a file system that cannot.
                Err(error) if is_no_loss(&error) => {}
                other => other?,
            }
        }
        Ok(())
    }

    fn switched(&self) -> io::Result<bool> {
        let mut count = 0;
        self.carry(Path::new(""), &mut count)?;
        fs::set_permissions(self.staging, fs::metadata(self.folder)?.permissions())?;
        sync_folder(self.staging);
        step();
        if !exchange(self.staging, self.folder)? {
            return Ok(false);
        }
        step();
        if let Some(parent) = self.folder.parent() {
            sync_folder(parent);
        }
        // What somebody put there since it was linked comes along; it lies in the old folder now.
        let _ = self.take_along(Path::new(""));
        step();
        Ok(true)
    }

    /// Links what stays into the staging folder.
    fn carry(&self, below: &Path, count: &mut usize) -> io::Result<()> {
        for entry in fs::read_dir(self.folder.join(below))? {
            let entry = entry?;
            let name = below.join(entry.file_name());
            *count += 1;
            if *count > MOST {
                return Err(io::Error::other("too many files"));
            }
            if self.names.contains(&name) || self.stale.contains(&name) {
                continue;
            }
            let (from, to) = (entry.path(), self.staging.join(&name));
            let kind = entry.file_type()?;
            if kind.is_dir() {
                fs::create_dir_all(&to)?;
                self.carry(&name, count)?;
                fs::set_permissions(&to, entry.metadata()?.permissions())?;
            } else if kind.is_file() {
                fs::hard_link(&from, &to)?;
                step();
            } else {
                same_link(&from, &to)?;
            }
        }
        Ok(())
    }

    /// After the switch: moves what is in the old folder and not, or otherwise, in the new one.
    fn take_along(&self, below: &Path) -> io::Result<()> {
        for entry in fs::read_dir(self.staging.join(below))? {
            let entry = entry?;
            let name = below.join(entry.file_name());
            let own = entry.file_name().to_str().is_some_and(is_own);
            if own || self.names.contains(&name) || self.stale.contains(&name) {
                continue;
            }
            let (old, new) = (entry.path(), self.folder.join(&name));
            match (entry.file_type()?, fs::symlink_metadata(&new)) {
                (_, Err(_)) => fs::rename(&old, &new)?,
                (kind, Ok(there)) if kind.is_dir() && there.is_dir() => self.take_along(&name)?,
                (kind, Ok(there)) if kind.is_file() && !is_same(&entry.metadata()?, &there) => {
                    fs::rename(&old, &new)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn one_by_one(&self) -> Result<()> {
        for name in self.names {
            let target = self.folder.join(name);
            let folder = target.parent().unwrap_or(self.folder);
            fs::create_dir_all(folder)
                .map_err(|error| Error::io(folder, "create the folder", error))?;
            step();
            fs::rename(self.staging.join(name), &target)
                .map_err(|error| Error::io(&target, "replace", error))?;
        }
        for name in self.stale {
            step();
            let path = self.folder.join(name);
            // Nothing vanishes from where a link leads.
            let folder = path.parent().map(Path::canonicalize);
            if !matches!(folder, Some(Ok(real)) if real.starts_with(self.folder)) {
                continue;
            }
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(Error::io(path, "remove", error));
                }
                _ => {}
            }
        }
        sync_folder(self.folder);
        Ok(())
    }
}

/// Hands a file to the disk, as far as the file system can.
pub(super) fn sync_file(file: &File) -> io::Result<()> {
    match file.sync_all() {
        Err(error) if is_no_loss(&error) => Ok(()),
        other => other,
    }
}

fn is_no_loss(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidInput, PermissionDenied, Unsupported};
    matches!(error.kind(), InvalidInput | PermissionDenied | Unsupported)
}

/// Hands names to the disk; where folders cannot be opened, there is no need to.
pub(super) fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn sync_all_of(folder: &Path) -> io::Result<bool> {
    rustix::fs::syncfs(File::open(folder)?)?;
    Ok(true)
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn sync_all_of(_: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Lets two folders change places.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?;
    Ok(true)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

#[cfg(unix)]
fn is_same(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn is_same(_: &fs::Metadata, _: &fs::Metadata) -> bool {
    true
}

#[cfg(unix)]
fn same_link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(not(unix))]
fn same_link(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
