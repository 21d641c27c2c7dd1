//! Folders that showgraph wrote: what it makes of notes are no notes.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The file that lists what was written into a folder that is a format of its own. A folder that has one
/// is passed over when notes are looked for.
pub const OUTPUT_MARK: &str = ".showgraph-files";

/// Whether a folder holds what showgraph wrote.
pub(crate) fn is_output(folder: &Path) -> bool {
    folder.join(OUTPUT_MARK).is_file() || is_unmarked_vault(folder)
}

/// A vault of a version that did not mark it yet: its folders are called as the kinds of nodes, and each
/// note begins with the id of its node.
fn is_unmarked_vault(folder: &Path) -> bool {
    let shows = folder.join("show");
    if !shows.is_dir() || !folder.join("episode").is_dir() {
        return false;
    }
    let notes = fs::read_dir(shows).into_iter().flatten().flatten();
    let mut notes = notes.map(|entry| entry.path());
    let is_note = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "md");
    let note = notes.find(|path| is_note(path) && path.is_file());
    note.is_some_and(|note| {
        let sign = b"---\nid: \"show:";
        let mut head = Vec::with_capacity(sign.len());
        let file = File::open(note);
        let read = file.and_then(|file| file.take(sign.len() as u64).read_to_end(&mut head));
        read.is_ok() && head == sign
    })
}
