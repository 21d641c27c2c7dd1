//! The project itself: its sample corpus, scratch copies of it, and the binary to run on them.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// The top folder of the repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The sample episodes.
pub fn corpus() -> PathBuf {
    repository().join("tests/corpus")
}

/// The folder with the shared corpora, if this machine has it.
pub fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("SHOWGRAPH_SHARED")
        .map(PathBuf::from)
        .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    let found = folder.is_dir();
    if !found {
        eprintln!("skipped: no shared corpora at {}", folder.display());
    }
    found.then_some(folder)
}

/// The binary, to be run in the top folder of the repository.
pub fn showgraph() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_showgraph"));
    command.current_dir(repository());
    command
}

/// Runs a command: its exit status, and what it says on stdout and stderr.
pub fn said(command: &mut Command) -> (i32, String, String) {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// A folder of its own that holds these files: paths below it, and what they hold.
pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// Every file below a folder, as paths below it, sorted.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    fn visit(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                visit(&path, found);
            } else {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    visit(folder, &mut found);
    let mut below: Vec<PathBuf> = found
        .iter()
        .map(|path| path.strip_prefix(folder).unwrap().to_path_buf())
        .collect();
    below.sort();
    below
}

/// Copies files below a folder to another, in the order given.
pub fn copy(from: &Path, to: &Path, files: impl IntoIterator<Item = PathBuf>) {
    for file in files {
        let target = to.join(&file);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(from.join(&file), target).unwrap();
    }
}

/// Copies a whole folder.
pub fn copy_folder(from: &Path, to: &Path) {
    copy(from, to, files_below(from));
}

/// The names and bytes of the files of a folder.
pub fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    files_below(folder)
        .into_iter()
        .map(|file| {
            let bytes = fs::read(folder.join(&file)).unwrap();
            (file, bytes)
        })
        .collect()
}

/// Compares with `tests/suite/golden/NAME`; `UPDATE_GOLDEN=1` writes it instead.
pub fn golden(name: &str, written: &str) {
    let path = repository().join("tests/suite/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        fs::write(&path, written).expect("writable");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    if expected != written {
        let line = expected
            .lines()
            .zip(written.lines())
            .position(|(a, b)| a != b);
        panic!(
            "{name} differs from line {:?} on; UPDATE_GOLDEN=1 accepts it",
            line.map(|at| at + 1)
        );
    }
}
