//! One run at a time writes into a folder.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use showgraph::error::{Error, Result};

/// The file that is locked. It is there only while somebody writes.
pub const LOCK: &str = ".showgraph-lock";

/// A folder that no other run writes into until this is dropped.
#[derive(Debug)]
pub struct FolderLock {
    path: PathBuf,
    /// Held open: the operating system gives the lock back when the process ends, however that is.
    _file: File,
}

impl FolderLock {
    /// Takes a folder, which exists, for this run.
    pub fn take(folder: &Path) -> Result<Self> {
        let path = folder.join(LOCK);
        let failed = |error| Error::io(&path, "write", error);
        loop {
            let mut file = open(&path).map_err(failed)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(taken(folder, &mut file)),
                // Some file systems know no locks; there, nobody is kept out.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
            // Whoever had it before may have taken the file away in between.
            if is_at(&file, &path) {
                file.set_len(0).map_err(failed)?;
                write!(file, "{}", std::process::id()).map_err(failed)?;
                return Ok(Self { path, _file: file });
            }
        }
    }
}

/// Opens the file to be locked. A link in its place is not followed, and nothing but a file is written into: the
/// folder may have come with a stranger's notes.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    let other =
        || io::Error::other("something else than a file has the name of the lock: remove it");
    match fs::symlink_metadata(path) {
        Ok(there) if !there.is_file() => return Err(other()),
        _ => {}
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        options.custom_flags(flags.bits().cast_signed());
    }
    let file = options.open(path)?;
    match file.metadata()?.is_file() {
        true => Ok(file),
        false => Err(other()),
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        // If it stays, it is an empty file that the next run locks again.
        let _ = fs::remove_file(&self.path);
    }
}

fn taken(folder: &Path, file: &mut File) -> Error {
    let mut holder = String::new();
    // On Windows a locked file cannot be read.
    let _ = file
        .rewind()
        .and_then(|()| file.read_to_string(&mut holder));
    let holder = match holder.trim() {
        "" => String::new(),
        id => format!(" (process {id})"),
    };
    Error::Argument(format!(
        "another run of showgraph{holder} is writing into {}: wait until it is done, or give another folder \
         with -o",
        folder.display()
    ))
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(held), Ok(there)) => (held.dev(), held.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

/// Elsewhere a file that is open is not taken away.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_was_first() {
        let folder = tempfile::tempdir().unwrap();
        let first = FolderLock::take(folder.path()).unwrap();
        let error = FolderLock::take(folder.path()).unwrap_err().to_string();
        assert!(error.contains("another run of showgraph"), "{error}");
        #[cfg(unix)]
        assert!(
            error.contains(&format!("process {}", std::process::id())),
            "{error}"
        );
        drop(first);
        drop(FolderLock::take(folder.path()).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_place_of_the_lock_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (output, kept) = (folder.path().join("output"), folder.path().join("kept"));
        fs::create_dir(&output).unwrap();
        fs::write(&kept, "mine").unwrap();
        std::os::unix::fs::symlink(&kept, output.join(LOCK)).unwrap();
        let error = FolderLock::take(&output).unwrap_err().to_string();
        assert!(error.contains(LOCK), "{error}");
        assert_eq!(fs::read_to_string(&kept).unwrap(), "mine");
        assert!(output.join(LOCK).is_symlink());
    }
}
