//! Files that appear whole or not at all.
//!
//! Everything is first written beside its target under a temporary name. Only when all of it stands
//! there are the targets replaced, so a run that fails leaves the old set as it was.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use showgraph::error::{Error, Result};
use tempfile::NamedTempFile;

/// Files that wait to replace their targets. Dropped without [`Staged::publish`], they vanish.
#[derive(Debug, Default)]
pub struct Staged {
    files: Vec<(NamedTempFile, PathBuf)>,
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
        content: impl FnOnce(&mut BufWriter<&File>) -> io::Result<()>,
    ) -> Result<()> {
        let folder = match target.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        create_folder(folder)?;
        // Renaming a file onto a folder fails, and by then others would have been replaced.
        if target.is_dir() {
            let error = io::Error::new(io::ErrorKind::IsADirectory, "it is a folder");
            return Err(Error::io(target, "write", error));
        }
        let failed = |error| Error::io(target, "write", error);
        let file = temporary_beside(folder).map_err(failed)?;
        let mut writer = BufWriter::with_capacity(1 << 16, file.as_file());
        content(&mut writer)
            .and_then(|()| writer.flush())
            .map_err(failed)?;
        drop(writer);
        self.files.push((file, target.to_path_buf()));
        Ok(())
    }

    /// Replaces the targets, and names them in the order in which they were written.
    pub fn publish(self) -> Result<Vec<PathBuf>> {
        let mut published = Vec::with_capacity(self.files.len());
        for (file, target) in self.files {
            file.persist(&target)
                .map_err(|error| Error::io(&target, "replace", error.error))?;
            published.push(target);
        }
        Ok(published)
    }
}

fn create_folder(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).map_err(|error| Error::io(folder, "create the folder", error))
}

fn temporary_beside(folder: &Path) -> io::Result<NamedTempFile> {
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
    fn a_folder_in_the_place_of_a_file_is_found_before_anything_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let taken = folder.path().join("graph.json");
        fs::create_dir(&taken).unwrap();
        let error = Staged::default().write(&taken, |_| Ok(())).unwrap_err();
        assert!(matches!(error, Error::Io { .. }));
        assert_eq!(names(folder.path()), ["graph.json"]);
    }
}
