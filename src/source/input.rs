//! One file of the input.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::file_kind::FileKind;

/// Longer files are refused: spans are 32 bits wide.
const MAX_FILE: u64 = u32::MAX as u64 / 2;

/// One file, found but not read.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Input {
    /// Path below its input root, with `/`: unique in the corpus.
    pub source: Arc<str>,
    /// Where to open it.
    pub path: PathBuf,
    /// The name of the show, if its file does not give one.
    pub show: Arc<str>,
    /// What it holds.
    pub kind: FileKind,
    /// Its bytes, where it is no file: from standard input.
    pub bytes: Option<Arc<[u8]>>,
}

impl Input {
    /// Reads it; what stops that is said in words.
    pub(crate) fn read(&self) -> Result<Vec<u8>, String> {
        match &self.bytes {
            Some(bytes) => Ok(bytes.to_vec()),
            None => open(&self.path),
        }
    }
}

/// Reads a file; what stops that is said in words.
pub(crate) fn open(path: &Path) -> Result<Vec<u8>, String> {
    let reason = |error: std::io::Error| format!("cannot read: {error}");
    let size = fs::metadata(path).map_err(reason)?.len();
    if size > MAX_FILE {
        return Err(format!(
            "the file is too large: {size} bytes, at most {MAX_FILE}"
        ));
    }
    fs::read(path).map_err(reason)
}
