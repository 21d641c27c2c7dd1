//! What a run may be told, and who hears how far it has come.

use std::path::PathBuf;

/// What a run may be told.
#[derive(Debug, Clone, Default)]
#[allow(clippy::exhaustive_structs, reason = "callers build it")]
pub struct Options {
    /// A configuration file, used instead of the `showgraph.toml` at the input root.
    pub config: Option<PathBuf>,
    /// Lexicons of one's own; they win over the one that ships.
    pub lexicons: Vec<PathBuf>,
    /// The base of IRIs; wins over the configuration's.
    pub base_iri: Option<String>,
    /// Whether notes count that say of themselves that they are not published yet.
    pub drafts: bool,
    /// Whether the input may lead elsewhere: its `showgraph.toml` to files outside of the paths that are
    /// read, and links out of them. Not to be set for input of strangers.
    pub trust: bool,
    /// What the path `-`, standard input, is called: its ending says what it holds.
    pub stdin_name: Option<String>,
}

/// Hears how far a run has come. Called from several threads.
pub trait Progress: Send + Sync {
    /// How many episodes there are to read.
    fn total(&self, episodes: usize);
    /// One more of them is done.
    fn step(&self);
    /// All of them are done.
    fn finish(&self) {}
}

/// Hears nothing.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct NoProgress;

impl Progress for NoProgress {
    fn total(&self, _: usize) {}
    fn step(&self) {}
}
