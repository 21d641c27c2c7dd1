//! Who hears how far a run has come.

use std::time::Duration;

/// Hears how far a run has come. Called from several threads.
pub trait Progress: Sync {
    /// So many more files are to be fetched. Called again when a feed names transcripts or chapters.
    fn expect(&self, files: usize);
    /// So many more bytes have arrived, decompressed.
    fn received(&self, bytes: u64);
    /// A host asked for patience: what is wanted from it waits, other hosts go on.
    fn waiting(&self, host: &str, wait: Duration);
    /// One more file is done, or has failed.
    fn done(&self);
}

/// Hears nothing.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::exhaustive_structs, reason = "it is used as a value")]
pub struct NoProgress;

impl Progress for NoProgress {
    fn expect(&self, _: usize) {}
    fn received(&self, _: u64) {}
    fn waiting(&self, _: &str, _: Duration) {}
    fn done(&self) {}
}
