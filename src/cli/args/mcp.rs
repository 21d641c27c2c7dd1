//! The flags of `mcp`.

use std::path::PathBuf;

use super::filter::FilterArgs;
use super::source::GraphSource;

/// Keeps a graph open and answers the questions of an assistant about it, over standard input and output in the Model
/// Context Protocol; it writes nothing. An assistant is told to run this command, `showgraph mcp --graph
/// output/graph.json`, and ends it when it is done.
#[derive(Debug, clap::Args)]
pub struct Mcp {
    #[command(flatten)]
    pub source: GraphSource,
    /// Take topics from this file, as topics wrote it [default: find them]
    #[arg(long, value_name = "FILE")]
    pub topics: Option<PathBuf>,
    #[command(flatten)]
    pub filter: FilterArgs,
}
