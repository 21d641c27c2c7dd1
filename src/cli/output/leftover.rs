//! Temporary files and folders: what they are called, and taking away those of runs that are dead.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::lock::LOCK;

/// What all temporary names begin with. Names that begin with a dot are no notes.
const PREFIX: &str = ".showgraph-";
/// What nobody's process id stands in is left over if it is older than this.
const OLD: Duration = Duration::from_secs(60 * 60);

/// What the names of this run's temporary files begin with.
pub(super) fn prefix() -> String {
    format!("{PREFIX}{}-", std::process::id())
}

/// The name of a staging folder of this run, beside a folder of this name or in it.
pub(super) fn staging(name: &str) -> String {
    format!("{}{name}.tmp", prefix())
}

/// Takes away what runs that are dead left in a folder; of staging folders only those that were made for
/// a folder of this name, where one is given. What cannot be taken away stays.
pub(super) fn clear(folder: &Path, name: Option<&str>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let file = entry.file_name();
        let Some(rest) = file.to_str().and_then(|file| file.strip_prefix(PREFIX)) else {
            continue;
        };
        let Some(rest) = rest.strip_suffix(".tmp") else {
            continue;
        };
        let (process, of) = rest.split_once('-').unwrap_or(("", rest));
        let dead = match process.parse() {
            Ok(process) => !is_alive(process),
            Err(_) => is_old(&entry.path()),
        };
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if !dead || is_folder && name.is_some_and(|name| name != of) {
            continue;
        }
        let _ = match is_folder {
            true => fs::remove_dir_all(entry.path()),
            false => fs::remove_file(entry.path()),
        };
    }
}

/// Whether a name is one of those that come and go with a run.
pub(super) fn is_own(name: &str) -> bool {
    name == LOCK || name.starts_with(PREFIX) && name.ends_with(".tmp")
}

fn is_old(path: &Path) -> bool {
    let modified = fs::metadata(path).and_then(|file| file.modified());
    modified.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > OLD))
}

#[cfg(unix)]
fn is_alive(process: i32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    let Some(process) = Pid::from_raw(process) else {
        return false;
    };
    // One of somebody else is alive, too.
    !matches!(test_kill_process(process), Err(Errno::SRCH))
}

/// Elsewhere only the time tells, and that of a folder is not enough.
#[cfg(not(unix))]
fn is_alive(process: i32) -> bool {
    process != 0
}
