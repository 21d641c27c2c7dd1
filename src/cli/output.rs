//! Files that appear whole or not at all.
//!
//! Everything is first written beside its target under a temporary name. Only when all of it stands
//! there are the targets replaced, so a run that fails leaves the old set as it was.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Component, Path, PathBuf};

use showgraph::error::{Error, Result};
use showgraph::export::Sink;
use tempfile::{NamedTempFile, TempPath};

/// In a folder that is a format of its own: the names of the files that were written there, so that
/// the next run can take away those that it no longer writes, and none of the user's.
const LIST: &str = ".showgraph-files";

/// Files that wait to replace their targets. Dropped without [`Staged::publish`], they vanish.
#[derive(Debug, Default)]
pub struct Staged {
    files: Vec<(TempPath, PathBuf)>,
    stale: Vec<PathBuf>,
    /// What to tell the user: files, and folders as a whole.
    written: Vec<PathBuf>,
}

impl Staged {
    /// Prepares to write into a folder, which is created: a wrong folder shows before the work begins.
    pub fn into_folder(folder: &Path) -> Result<Self> {
        create_folder(folder)?;
        Ok(Self::default())
    }

    /// Writes one file under a temporary name in the folder of its target, which is created.
    pub fn write(
        &mut self,
        target: &Path,
        content: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> Result<()> {
        create_folder(folder_of(target))?;
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
            create_folder(target)?;
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
        rayon::scope_fifo(|scope| {
            for ((name, item), result) in items.iter().zip(&mut results) {
                let content = &content;
                scope.spawn_fifo(move |_| {
                    let mut own = Self::default();
                    let written = own.write_below(folder, name, |sink| content(item, sink));
                    *result = written.map(|()| own);
                });
            }
        });
        for result in results {
            let own = result?;
            self.files.extend(own.files);
            self.stale.extend(own.stale);
            self.written.extend(own.written);
        }
        Ok(())
    }

    /// Writes down the names of the files of a folder, and marks those that are no longer written.
    fn list(&mut self, target: &Path, names: &BTreeSet<&str>) -> io::Result<()> {
        let list = target.join(LIST);
        let old = fs::read_to_string(&list).unwrap_or_default();
        let stale = old
            .lines()
            .filter(|name| stays_below(name) && !names.contains(name));
        self.stale.extend(stale.map(|name| target.join(name)));
        let lines: String = names.iter().map(|name| format!("{name}\n")).collect();
        self.open(&list)?.write_all(lines.as_bytes())
    }

    /// Replaces the targets, and says what was written, in that order.
    pub fn publish(self) -> Result<Vec<PathBuf>> {
        for (file, target) in self.files {
            file.persist(&target)
                .map_err(|error| Error::io(&target, "replace", error.error))?;
        }
        for path in self.stale {
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(Error::io(path, "remove", error));
                }
                _ => {}
            }
        }
        Ok(self.written)
    }

    /// Opens a temporary file that waits to become `target`.
    fn open(&mut self, target: &Path) -> io::Result<File> {
        // Renaming a file onto a folder fails, and by then others would have been replaced.
        if target.is_dir() {
            return Err(io::Error::new(
                io::ErrorKind::IsADirectory,
                "it is a folder",
            ));
        }
        let (file, temporary) = temporary_in(folder_of(target))?.into_parts();
        self.files.push((temporary, target.to_path_buf()));
        Ok(file)
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
        fs::create_dir_all(folder_of(&target))?;
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
    let mut builder = tempfile::Builder::new();
    builder.prefix(".showgraph-").suffix(".tmp");
    // Temporary files are private by default; these become the user's files.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_set_is_replaced_together() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("new/one"), folder.path().join("new/two"));
        let mut staged = Staged::default();
        staged.write(&one, |file| file.write_all(b"1")).unwrap();
        staged.write(&two, |file| file.write_all(b"2")).unwrap();
        assert!(!one.exists());
        assert_eq!(staged.publish().unwrap(), [one.clone(), two]);
        assert_eq!(names(one.parent().unwrap()), ["one", "two"]);
        assert_eq!(fs::read(one).unwrap(), b"1");
    }

    #[test]
    fn a_failure_leaves_the_old_set_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        fs::write(&one, "old").unwrap();
        let mut staged = Staged::default();
        staged.write(&one, |file| file.write_all(b"new")).unwrap();
        let error = staged
            .write(&two, |_| Err(io::Error::other("the disk is full")))
            .unwrap_err();
        drop(staged);
        assert_eq!(
            error.to_string(),
            format!("{}: cannot write", two.display())
        );
        assert_eq!(names(folder.path()), ["one"]);
        assert_eq!(fs::read(one).unwrap(), b"old");
    }

    #[test]
    fn what_is_written_side_by_side_is_told_in_its_order() {
        let folder = tempfile::tempdir().unwrap();
        let items: Vec<(&str, u64)> = vec![("a", 20), ("b", 10), ("c", 0)];
        let write = |staged: &mut Staged, failing: u64| {
            staged.write_each_below(folder.path(), &items, |delay, sink| {
                std::thread::sleep(std::time::Duration::from_millis(*delay));
                if *delay < failing {
                    return Err(io::Error::other("the disk is full"));
                }
                sink.create(items.iter().find(|item| item.1 == *delay).unwrap().0)?
                    .write_all(b"x")
            })
        };
        let mut staged = Staged::default();
        let error = write(&mut staged, 15).unwrap_err();
        let failed = folder.path().join("b");
        assert_eq!(
            error.to_string(),
            format!("{}: cannot write", failed.display())
        );
        drop(staged);
        assert!(names(folder.path()).is_empty());

        let mut staged = Staged::default();
        write(&mut staged, 0).unwrap();
        let all = ["a", "b", "c"];
        assert_eq!(
            staged.publish().unwrap(),
            all.map(|name| folder.path().join(name))
        );
        assert_eq!(names(folder.path()), all);
    }

    #[test]
    fn a_folder_in_the_place_of_a_file_is_found_before_anything_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let taken = folder.path().join("graph.json");
        fs::create_dir(&taken).unwrap();
        let error = Staged::default().write(&taken, |_| Ok(())).unwrap_err();
        assert!(matches!(error, Error::Io { .. }));
        assert_eq!(names(folder.path()), ["graph.json"]);
    }

    #[test]
    fn a_folder_loses_what_is_no_longer_written_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let vault = folder.path().join("vault");
        let write = |names: &[&str]| {
            let mut staged = Staged::default();
            staged
                .write_below(folder.path(), "vault/", |sink| {
                    for name in names {
                        sink.create(&format!("vault/{name}"))?.write_all(b"x")?;
                    }
                    Ok(())
                })
                .unwrap();
            staged.publish().unwrap()
        };
        assert_eq!(write(&["a.md", "people/b.md"]), [vault.join("")]);
        fs::write(vault.join("mine.md"), "my own note").unwrap();
        fs::write(folder.path().join("precious"), "").unwrap();
        let list = fs::read_to_string(vault.join(LIST)).unwrap();
        assert_eq!(list, "a.md\npeople/b.md\n");
        fs::write(vault.join(LIST), list + "../precious\n").unwrap();

        write(&["a.md", "c.md"]);
        assert_eq!(names(&vault), [LIST, "a.md", "c.md", "mine.md", "people"]);
        assert!(names(&vault.join("people")).is_empty());
        assert!(folder.path().join("precious").exists());
    }
}
