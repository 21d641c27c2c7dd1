//! The flags of `init`.

use std::path::PathBuf;

use showgraph::config;

/// Looks at notes and writes what a showgraph.toml for them would say, with the counts that speak for it.
#[derive(Debug, clap::Args)]
#[command(after_long_help = keys())]
pub struct Init {
    /// The folder with the notes
    #[arg(value_name = "PATH", default_value = ".")]
    pub path: PathBuf,
    /// Write to this file, or to standard output with - [default: showgraph.toml in the folder]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long)]
    pub force: bool,
}

/// The keys of `showgraph.toml`, as its page documents them.
fn keys() -> String {
    let mut text = String::from("Keys of showgraph.toml:\n");
    for key in config::keys() {
        let meaning = key.meaning.replace('`', "");
        let first = meaning
            .split_once(". ")
            .map_or(&*meaning, |(first, _)| first);
        text += &format!("  {:<24}{}\n", key.name, first.trim_end_matches('.'));
    }
    text + "\nsrc/config/reference.md says more of each, and so does the documentation of showgraph::config."
}
