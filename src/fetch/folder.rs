//! The folder that is fetched into: its lock, its record, and files that appear whole or not at all.
//!
//! A file is received under a temporary name, synchronized, compared with the one that is there, and
//! put into its place only if it differs. A run that is killed leaves whole files, and temporary
//! ones that the next run takes away; the lock keeps two runs from doing that to each other.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tempfile::NamedTempFile;

use crate::error::{Error, Location, Result, Warning};
use crate::source::fetched::{self, Entry, Record};

use super::content::HEAD;
use super::outcome::Change;

/// Hidden, so that readers of notes pass it by.
const LOCK: &str = ".fetch.lock";
const TEMPORARY: (&str, &str) = (".fetch-", ".part");

/// How often the record is written during a run. Writing it after each of ten thousand files would
/// cost more than the files; what a killed run has not recorded is compared when it comes again.
const RECORD_INTERVAL: Duration = Duration::from_secs(2);

/// A folder that nobody else fetches into.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    state: Mutex<State>,
    /// Held until the run ends; none where the file system has no locks.
    lock: Option<File>,
}

#[derive(Debug)]
struct State {
    record: Record,
    saved: Instant,
}

/// A file that has arrived, under a temporary name.
#[derive(Debug)]
pub(super) struct Received {
    file: NamedTempFile,
    /// Its size.
    pub(super) bytes: u64,
    /// Its first bytes, at most [`HEAD`].
    pub(super) head: Vec<u8>,
}

/// Why a body could not be received.
#[derive(Debug)]
pub(super) enum ReceiveError {
    /// It has more bytes than allowed.
    TooLarge,
    /// It could not be read from the connection.
    Read(io::Error),
    /// It could not be written to the disk.
    Write(io::Error),
}

impl Folder {
    /// Opens a folder, which is created, and says what is wrong with it.
    pub(super) fn open(path: &Path) -> Result<(Self, Vec<Warning>)> {
        fs::create_dir_all(path).map_err(|error| Error::io(path, "create the folder", error))?;
        let mut notices = Vec::new();
        let lock = lock(path)?;
        match lock {
            // Without the lock they may belong to a run that is still going on.
            Some(_) => remove_temporary(path)?,
            None => notices.push(Warning::notice(
                Location::file(path.display().to_string()),
                "this file system has no locks; see to it that only one run writes here",
            )),
        }
        let record = match Record::read(path) {
            Ok(record) => record,
            // It only saves work: without it all files are fetched and compared.
            Err(Error::Invalid { location, message }) => {
                let message = format!("{message}; it is made anew");
                notices.push(Warning::notice(location, message));
                Record::default()
            }
            Err(error) => return Err(error),
        };
        let state = State {
            record,
            saved: Instant::now(),
        };
        let folder = Self {
            path: path.to_path_buf(),
            state: Mutex::new(state),
            lock,
        };
        Ok((folder, notices))
    }

    /// The path of a file below the folder.
    pub(super) fn path(&self, file: &str) -> PathBuf {
        self.path.join(file)
    }

    /// Uses the record.
    pub(super) fn with_record<T>(&self, use_it: impl FnOnce(&mut Record) -> T) -> T {
        use_it(&mut self.state().record)
    }

    /// What the record says of an address whose file is still there, with the size it had.
    pub(super) fn known(&self, address: &str) -> Option<Entry> {
        let entry = self.state().record.get(address)?.clone();
        let metadata = fs::metadata(self.path(&entry.file)).ok()?;
        (metadata.is_file() && metadata.len() == entry.bytes).then_some(entry)
    }

    /// Receives a body of at most `limit` bytes, and says how much of it has come.
    pub(super) fn receive(
        &self,
        mut body: impl Read,
        limit: u64,
        mut arrived: impl FnMut(u64),
    ) -> Result<Received, ReceiveError> {
        let mut file = temporary_in(&self.path).map_err(ReceiveError::Write)?;
        let mut head = Vec::new();
        let mut bytes = 0;
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let length = match body.read(&mut buffer) {
                Ok(0) => break,
                Ok(length) => length,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(ReceiveError::Read(error)),
            };
            bytes += length as u64;
            if bytes > limit {
                return Err(ReceiveError::TooLarge);
            }
            let part = &buffer[..length];
            head.extend(part.iter().take(HEAD - head.len()));
            file.write_all(part).map_err(ReceiveError::Write)?;
            arrived(length as u64);
        }
        Ok(Received { file, bytes, head })
    }

    /// Puts a file into its place, unless the same bytes are there already.
    pub(super) fn publish(&self, received: Received, file: &str) -> io::Result<Change> {
        let target = self.path(file);
        let change = match fs::metadata(&target) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Change::New,
            Err(error) => return Err(error),
            Ok(metadata) if metadata.is_dir() => {
                return Err(io::Error::new(
                    io::ErrorKind::IsADirectory,
                    "it is a folder",
                ));
            }
            Ok(metadata)
                if metadata.len() == received.bytes
                    && has_same_bytes(received.file.path(), &target)? =>
            {
                return Ok(Change::Unchanged);
            }
            Ok(_) => Change::Updated,
        };
        received.file.as_file().sync_all()?;
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        received
            .file
            .persist(&target)
            .map_err(|error| error.error)?;
        Ok(change)
    }

    /// Records a file, and now and then writes the record.
    pub(super) fn record(&self, address: &str, entry: Entry) -> Result<()> {
        let mut state = self.state();
        state.record.set(address, entry);
        match state.saved.elapsed() >= RECORD_INTERVAL {
            true => self.save(&mut state),
            false => Ok(()),
        }
    }

    /// Writes the record, if it differs from the one that is there.
    pub(super) fn finish(&self) -> Result<()> {
        self.save(&mut self.state())
    }

    fn save(&self, state: &mut State) -> Result<()> {
        let target = self.path(fetched::FILE_NAME);
        let write = || {
            let file = temporary_in(&self.path)?;
            let mut writer = BufWriter::new(file);
            state.record.write_to(&mut writer)?;
            let file = writer
                .into_inner()
                .map_err(io::IntoInnerError::into_error)?;
            if target.exists() && has_same_bytes(file.path(), &target)? {
                return Ok(());
            }
            file.as_file().sync_all()?;
            file.persist(&target).map_err(|error| error.error)?;
            Ok(())
        };
        write().map_err(|error| Error::io(&target, "write", error))?;
        state.saved = Instant::now();
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Each change of the state is a single insertion, so a panic elsewhere leaves it whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Closing the file is not enough: a process that is being started by another thread holds a
        // copy of it for a moment, and the lock with it. What fails here ends with the process.
        if let Some(lock) = &self.lock {
            let _ = lock.unlock();
        }
    }
}

/// Takes the folder for this run.
fn lock(folder: &Path) -> Result<Option<File>> {
    let path = folder.join(LOCK);
    // A link in its place would make a file where it leads.
    if fs::symlink_metadata(&path).is_ok_and(|there| !there.is_file()) {
        let other =
            io::Error::other("something else than a file has the name of the lock: remove it");
        return Err(Error::io(path, "lock", other));
    }
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|error| Error::io(&path, "write", error))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(Error::Argument(format!(
            "{}: another run is fetching into this folder; wait for it, or give another folder",
            folder.display()
        ))),
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(None),
        Err(TryLockError::Error(error)) => Err(Error::io(path, "lock", error)),
    }
}

/// Takes away what a killed run has left.
fn remove_temporary(folder: &Path) -> Result<()> {
    let failed = |error| Error::io(folder, "read", error);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(TEMPORARY.0) && name.ends_with(TEMPORARY.1) {
            let path = entry.path();
            fs::remove_file(&path).map_err(|error| Error::io(path, "remove", error))?;
        }
    }
    Ok(())
}

fn temporary_in(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1);
    // Temporary files are private by default; these become ordinary ones, subject to the umask.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

fn has_same_bytes(left: &Path, right: &Path) -> io::Result<bool> {
    let mut left = BufReader::with_capacity(1 << 16, File::open(left)?);
    let mut right = BufReader::with_capacity(1 << 16, File::open(right)?);
    loop {
        let (a, b) = (left.fill_buf()?, right.fill_buf()?);
        let length = a.len().min(b.len());
        if length == 0 {
            return Ok(a.is_empty() && b.is_empty());
        }
        if a[..length] != b[..length] {
            return Ok(false);
        }
        left.consume(length);
        right.consume(length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != LOCK)
            .collect();
        names.sort();
        names
    }

    fn put(folder: &Folder, file: &str, bytes: &[u8]) -> Change {
        let received = folder.receive(bytes, 100, |_| ()).unwrap();
        folder.publish(received, file).unwrap()
    }

    #[test]
    fn a_file_is_written_when_it_differs_and_left_alone_when_it_does_not() {
        let root = tempfile::tempdir().unwrap();
        let (folder, notices) = Folder::open(&root.path().join("new/feeds")).unwrap();
        assert!(notices.is_empty());
        assert_eq!(put(&folder, "transcripts/b.vtt", b"one"), Change::New);
        let written = fs::metadata(folder.path("transcripts/b.vtt")).unwrap();
        assert_eq!(put(&folder, "transcripts/b.vtt", b"one"), Change::Unchanged);
        let after = fs::metadata(folder.path("transcripts/b.vtt")).unwrap();
        assert_eq!(written.modified().unwrap(), after.modified().unwrap());
        assert_eq!(put(&folder, "transcripts/b.vtt", b"two"), Change::Updated);
        assert_eq!(fs::read(folder.path("transcripts/b.vtt")).unwrap(), b"two");
    }

    #[test]
    fn what_fails_leaves_nothing() {
        let root = tempfile::tempdir().unwrap();
        let (folder, _) = Folder::open(root.path()).unwrap();
        let too_large = folder.receive(&[b'x'; 101][..], 100, |_| ());
        assert!(matches!(too_large, Err(ReceiveError::TooLarge)));
        drop(
            folder
                .receive(&b"never published"[..], 100, |_| ())
                .unwrap(),
        );
        fs::create_dir(folder.path("taken.xml")).unwrap();
        let received = folder.receive(&b"x"[..], 100, |_| ()).unwrap();
        assert!(folder.publish(received, "taken.xml").is_err());
        assert_eq!(names(root.path()), ["taken.xml"]);
    }

    #[test]
    fn a_folder_belongs_to_one_run_which_clears_what_a_killed_one_left() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join(".fetch-abc.part"), "half").unwrap();
        fs::write(root.path().join("mine.xml"), "whole").unwrap();
        let (folder, _) = Folder::open(root.path()).unwrap();
        assert_eq!(names(root.path()), ["mine.xml"]);
        let second = Folder::open(root.path()).unwrap_err().to_string();
        assert!(second.contains("another run"), "{second}");
        drop(folder);
        Folder::open(root.path()).unwrap();
    }

    #[test]
    fn a_broken_record_is_told_and_made_anew() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join(fetched::FILE_NAME), "{").unwrap();
        let (folder, notices) = Folder::open(root.path()).unwrap();
        assert!(notices[0].message.contains("made anew"), "{notices:?}");
        folder.finish().unwrap();
        assert_eq!(Record::read(root.path()).unwrap(), Record::default());
    }
}
