//! Where a command takes its graph from: notes, or a saved graph.

use std::path::PathBuf;

use super::export::Notes;

/// A graph: that of notes, or a saved one.
#[derive(Debug, clap::Args)]
pub struct GraphSource {
    /// Read these notes, feeds, transcripts and chapters [default: the graph]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Read this graph, as export wrote it, where no notes are given
    #[arg(
        long,
        value_name = "FILE",
        default_value = "output/graph.json",
        conflicts_with = "paths"
    )]
    pub graph: PathBuf,
    #[command(flatten)]
    pub reading: Notes,
}
