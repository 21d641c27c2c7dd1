//! What is written and not yet published.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use showgraph::error::{Error, Result};
use showgraph::export::Sink;
use showgraph::source::OUTPUT_MARK;
use showgraph::untrusted;
use tempfile::{NamedTempFile, TempPath};

use super::leftover;
use super::lock::FolderLock;
use super::switch::{Change, sync_file, sync_folder};

/// In a folder that is a format of its own: the names of the files that were written there, so that
/// the next run can take away those that it no longer writes, and none of the user's.
pub(super) const LIST: &str = OUTPUT_MARK;

/// The longest list that is read, in bytes. Of a longer one nothing vanishes.
const LONGEST_LIST: u64 = 64 << 20;

/// Files that wait to replace their targets. Dropped without [`Staged::publish`], they vanish.
#[derive(Debug, Default)]
pub struct Staged {
    set: Option<Arc<Set>>,
    /// Files of the set, as paths below its folder.
    names: BTreeSet<PathBuf>,
    /// Files that vanish from its folder.
    stale: BTreeSet<PathBuf>,
    /// Files of its folder that stay, whatever a list of earlier runs says.
    kept: BTreeSet<PathBuf>,
    /// Files elsewhere, each beside its target.
    singles: Vec<(TempPath, PathBuf)>,
    /// What to tell the user: files, and folders as a whole.
    written: Vec<PathBuf>,
}

/// A folder for which a set of files is prepared.
#[derive(Debug)]
struct Set {
    /// As the user gave it.
    given: PathBuf,
    real: PathBuf,
    staging: PathBuf,
    /// Whether the staging folder lies beside the folder.
    beside: bool,
    /// Folders that were made for this run, the innermost first.
    made: Vec<PathBuf>,
    lock: Option<FolderLock>,
}

impl Set {
    fn prepare(folder: &Path) -> Result<Self> {
        let made: Vec<PathBuf> = folder
            .ancestors()
            .filter(|folder| *folder != Path::new("") && !folder.exists())
            .map(Path::to_owned)
            .collect();
        create_folder(folder)?;
        let mut set = Self {
            given: folder.to_owned(),
            real: folder
                .canonicalize()
                .map_err(|error| Error::io(folder, "read", error))?,
            staging: PathBuf::new(),
            beside: false,
            made,
            lock: None,
        };
        set.lock = Some(FolderLock::take(folder)?);
        let name = set
            .real
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        leftover::clear(&set.real, None);
        let parent = set
            .real
            .parent()
            .filter(|parent| may_switch(&set.real, parent));
        if let Some(parent) = parent {
            leftover::clear(parent, Some(&name));
            let staging = parent.join(leftover::staging(&name));
            if fs::create_dir(&staging).is_ok() {
                set.staging = staging;
                set.beside = true;
                return Ok(set);
            }
        }
        let staging = set.real.join(leftover::staging(""));
        create_folder(&staging)?;
        set.staging = staging;
        Ok(set)
    }
}

impl Drop for Set {
    fn drop(&mut self) {
        if self.staging != Path::new("") {
            let _ = fs::remove_dir_all(&self.staging);
        }
        // The lock's file lies in the folder.
        self.lock = None;
        for folder in &self.made {
            // One that is not empty stays.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Whether a folder may change places with another beside it: not if it is a mount point, and not if this
/// process or the shell that started it stands in it.
fn may_switch(folder: &Path, parent: &Path) -> bool {
    let inside = std::env::current_dir().is_ok_and(|current| current.starts_with(folder));
    !inside && on_one_device(folder, parent)
}

#[cfg(unix)]
fn on_one_device(folder: &Path, parent: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::metadata(folder), fs::metadata(parent)) {
        (Ok(folder), Ok(parent)) => folder.dev() == parent.dev(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn on_one_device(_: &Path, _: &Path) -> bool {
    false
}

impl Staged {
    /// Prepares to write a set of files into a folder, which is created: a wrong folder, or another run
    /// that writes there, shows before the work begins.
    pub fn into_folder(folder: &Path) -> Result<Self> {
        Ok(Self {
            set: Some(Arc::new(Set::prepare(folder)?)),
            ..Self::default()
        })
    }

    /// Writes one file; if it is none of the set, under a temporary name in the folder of its target,
    /// which is created.
    pub fn write(
        &mut self,
        target: &Path,
        content: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> Result<()> {
        if self.in_set(target).is_none() {
            create_folder(folder_of(target))?;
        }
        let failed = |error| Error::io(target, "write", error);
        let mut writer = BufWriter::with_capacity(1 << 16, self.open(target).map_err(failed)?);
        content(&mut writer)
            .and_then(|()| writer.flush())
            .map_err(failed)?;
        self.written.push(target.to_path_buf());
        Ok(())
    }

    /// Writes what has a name of its own below a folder: a file or, if the name ends with `/`, a
    /// folder of files, in which other files stay.
    pub fn write_below(
        &mut self,
        folder: &Path,
        name: &str,
        content: impl FnOnce(&mut dyn Sink) -> io::Result<()>,
    ) -> Result<()> {
        let target = &folder.join(name);
        let failed = |error| Error::io(target, "write", error);
        let mut below = Below {
            folder,
            names: BTreeSet::new(),
            staged: self,
        };
        content(&mut below).map_err(failed)?;
        let names = below.names;
        if name.ends_with('/') {
            let names = names.iter().filter_map(|path| path.strip_prefix(name));
            self.list(target, &names.collect()).map_err(failed)?;
        }
        self.written.push(target.clone());
        Ok(())
    }

    /// Writes several files or folders below a folder side by side, on the threads of the current
    /// rayon pool, each as [`Staged::write_below`] does. What is told of them, and of which error
    /// if there is more than one, goes by their order and not by who is done first.
    pub fn write_each_below<T: Sync>(
        &mut self,
        folder: &Path,
        items: &[(&str, T)],
        content: impl Fn(&T, &mut dyn Sink) -> io::Result<()> + Sync,
    ) -> Result<()> {
        let mut results: Vec<Result<Self>> = Vec::new();
        results.resize_with(items.len(), || Ok(Self::default()));
        let set = &self.set;
        rayon::scope_fifo(|scope| {
            for ((name, item), result) in items.iter().zip(&mut results) {
                let content = &content;
                scope.spawn_fifo(move |_| {
                    let mut own = Self {
                        set: set.clone(),
                        ..Self::default()
                    };
                    let written = own.write_below(folder, name, |sink| content(item, sink));
                    *result = written.map(|()| own);
                });
            }
        });
        for result in results {
            let own = result?;
            self.names.extend(own.names);
            self.stale.extend(own.stale);
            self.singles.extend(own.singles);
            self.written.extend(own.written);
        }
        Ok(())
    }

    /// Writes down the names of the files of a folder, and marks those that are no longer written.
    fn list(&mut self, target: &Path, names: &BTreeSet<&str>) -> io::Result<()> {
        let list = target.join(LIST);
        let old = read_list(target);
        if let Some(below) = self.in_set(target) {
            let stale = old
                .lines()
                .filter(|name| stays_below(name) && !names.contains(name));
            let stale = stale.map(|name| below.join(name));
            self.stale
                .extend(stale.filter(|path| !self.kept.contains(path)));
        }
        let lines: String = names.iter().map(|name| format!("{name}\n")).collect();
        self.open(&list)?.write_all(lines.as_bytes())
    }

    /// What an earlier run wrote into a folder, as paths below it.
    pub fn listed(&self, folder: &Path) -> Vec<PathBuf> {
        let list = read_list(folder);
        let names = list.lines().filter(|name| stays_below(name));
        names.map(PathBuf::from).collect()
    }

    /// Leaves a file below the folder of the set as it is, though an earlier run wrote it: it is the user's now.
    pub fn keep(&mut self, path: &Path) {
        self.kept.insert(path.to_owned());
    }

    /// Has the files of the set replaced one by one, as where two folders cannot change places.
    #[cfg(test)]
    pub(super) fn set_is_replaced_one_by_one(&mut self) {
        let set = self.set.as_mut().and_then(Arc::get_mut);
        set.expect("a set that no thread writes").beside = false;
    }

    /// Replaces the targets, and says what was written, in that order.
    pub fn publish(self) -> Result<Vec<PathBuf>> {
        if let Some(set) = &self.set {
            let change = Change {
                folder: &set.real,
                staging: &set.staging,
                beside: set.beside,
                names: &self.names,
                stale: &self.stale,
            };
            change.publish()?;
        }
        for (file, target) in self.singles {
            let failed = |error| Error::io(&target, "replace", error);
            if let Ok(old) = fs::metadata(&target) {
                let _ = fs::set_permissions(&file, old.permissions());
            }
            let written = fs::OpenOptions::new().append(true).open(&file);
            if let Ok(written) = written {
                sync_file(&written).map_err(failed)?;
            }
            file.persist(&target).map_err(|error| failed(error.error))?;
            sync_folder(folder_of(&target));
        }
        Ok(self.written)
    }

    /// The path of a target below the folder of the set.
    fn in_set(&self, target: &Path) -> Option<PathBuf> {
        let set = self.set.as_ref()?;
        target.strip_prefix(&set.given).ok().map(Path::to_owned)
    }

    /// Opens a file that waits to become `target`.
    fn open(&mut self, target: &Path) -> io::Result<File> {
        // Renaming a file onto a folder fails, and by then others would have been replaced.
        if target.is_dir() {
            return Err(io::Error::new(
                io::ErrorKind::IsADirectory,
                "it is a folder",
            ));
        }
        if let (Some(set), Some(name)) = (&self.set, self.in_set(target)) {
            let place = set.staging.join(&name);
            fs::create_dir_all(folder_of(&place))?;
            self.names.insert(name);
            return File::create(place);
        }
        leftover::clear(folder_of(target), None);
        let (file, temporary) = temporary_in(folder_of(target))?.into_parts();
        self.singles.push((temporary, target.to_path_buf()));
        Ok(file)
    }
}

/// What an earlier run wrote into a folder, a name a line; nothing where no list can be read.
fn read_list(folder: &Path) -> String {
    let list = folder.join(LIST);
    match fs::symlink_metadata(&list) {
        // A folder that came with a stranger's notes may have anything in its place.
        Ok(there) if there.is_file() => {
            untrusted::read_text(&list, LONGEST_LIST).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// A folder below which files are being staged.
struct Below<'a> {
    folder: &'a Path,
    names: BTreeSet<String>,
    staged: &'a mut Staged,
}

impl Sink for Below<'_> {
    fn create(&mut self, path: &str) -> io::Result<Box<dyn Write + '_>> {
        let target = self.folder.join(path);
        if self.staged.in_set(&target).is_none() {
            fs::create_dir_all(folder_of(&target))?;
        }
        self.names.insert(path.to_owned());
        Ok(Box::new(self.staged.open(&target)?))
    }
}

/// Whether a name from a list, which anybody may have edited, leads nowhere else.
fn stays_below(name: &str) -> bool {
    Path::new(name)
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
}

fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

fn create_folder(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).map_err(|error| Error::io(folder, "create the folder", error))
}

fn temporary_in(folder: &Path) -> io::Result<NamedTempFile> {
    let prefix = leftover::prefix();
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".tmp");
    // Temporary files are private by default; these become the user's files.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
