//! Every flag of every command. What stands here as a comment is what `--help` and the man page say.
//!
//! This file holds the commands; `export`, `answer`, `query`, `recommend`, `fetch`, `init`, `mcp` and `site` the flags of these,
//! `source` and `filter` where a graph comes from and the flags that limit it to a part, and `value` what the values
//! of flags may be.

mod answer;
mod export;
#[cfg(feature = "fetch")]
mod fetch;
mod filter;
mod init;
#[cfg(feature = "mcp")]
mod mcp;
mod query;
mod recommend;
mod site;
mod source;
mod value;

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use showgraph::Options;

pub use answer::{Diff, DiffFormat, PathArgs, PathFormat, ReportArgs, TopicsArgs};
pub use export::{Export, Notes};
#[cfg(feature = "fetch")]
pub use fetch::Fetch;
pub use filter::{FilterArgs, LimitArgs};
pub use init::Init;
#[cfg(feature = "mcp")]
pub use mcp::Mcp;
pub use query::{Query, View};
pub use recommend::{Recommend, RecommendFormat};
pub use site::SiteArgs;
pub use source::GraphSource;

/// Turns the show notes of podcasts into knowledge graphs
///
/// Reads Markdown notes and transcripts and writes who hosts, who is the guest, what an episode is
/// about and what it links to, with the file, line and quote behind every statement. Works offline but
/// for `fetch`, and gives the same bytes for the same notes.
#[derive(Debug, Parser)]
#[command(
    name = "showgraph",
    version,
    max_term_width = 100,
    disable_help_subcommand = true,
    arg_required_else_help = true,
    after_help = "Exit status: 0 done; 1 done, but some input was skipped (each named); 2 failed or misused."
)]
pub struct Args {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

const EVERYWHERE: &str = "Options of every command";

/// What every command takes.
#[derive(Debug, clap::Args)]
pub struct Global {
    /// Say only what was skipped and what failed: no progress, no summary
    #[arg(short, long, global = true, help_heading = EVERYWHERE, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Also say what was left out and why: drafts, pages that are no episode
    #[arg(short, long, global = true, help_heading = EVERYWHERE)]
    pub verbose: bool,
    /// Use this many threads [default: one per core]
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

#[derive(Debug, Subcommand)]
#[allow(
    clippy::large_enum_variant,
    reason = "there is one, and it is read once"
)]
pub enum Command {
    /// Look at show notes and write a showgraph.toml for them
    Init(Init),
    /// Read show notes and write their knowledge graph
    Export(Export),
    /// Download feeds, and what they name, into a folder
    #[cfg(feature = "fetch")]
    Fetch(Fetch),
    /// List the formats that export writes, and what reads them
    Formats,
    /// Read show notes, report every problem, write nothing
    Check(Check),
    /// Ask a graph a question, saved or your own
    // Its --help also explains a saved query, see `cli::query`.
    #[command(disable_help_flag = true)]
    Query(Query),
    /// Find the topics of a graph and what belongs to them
    Topics(TopicsArgs),
    /// Write what a show is about as a whole: a page in Markdown, one in HTML, and a picture
    Report(ReportArgs),
    /// Write pages of topics and guests for the podcast's own site
    Site(SiteArgs),
    /// Say how two nodes of a graph are connected, with the evidence of each step
    Path(PathArgs),
    /// Compare two graphs: what was gained, lost and changed
    Diff(Diff),
    /// Say where a name stands, and why it is what it is in the graph, or why it is not
    Explain(Explain),
    /// Say what could be added to the lexicon, or what is in it
    #[command(subcommand)]
    Lexicon(LexiconCommand),
    /// Write a page that draws a graph: one HTML file that needs no network
    View(View),
    /// Recommend related episodes, with reasons
    Recommend(Recommend),
    /// Answer the questions of assistants about a graph (Model Context Protocol)
    #[cfg(feature = "mcp")]
    Mcp(Mcp),
    /// Print a completion script for a shell
    Completions(Completions),
    /// Print a man page
    Man(Man),
}

#[derive(Debug, clap::Args)]
pub struct Check {
    /// Folders with notes, feeds, transcripts and chapters, single files, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Print the problems as this
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,
    #[command(flatten)]
    pub notes: Notes,
}

/// How problems are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum CheckFormat {
    /// A line for each
    Text,
    /// An object with the problems, and with what a survey of the notes found
    Json,
}

#[derive(Debug, clap::Args)]
pub struct Explain {
    /// Notes: a file or folder; or an episode of --notes or of the graph: its source path, the name of
    /// its file, or its number
    #[arg(value_name = "PATH|EPISODE")]
    pub target: String,
    /// A name, in any letter case
    pub name: String,
    /// Take what other episodes say from these notes [default: from PATH alone]
    #[arg(long, value_name = "PATH")]
    pub notes: Vec<PathBuf>,
    /// Add entities of your own; they win over the built-in lexicon
    #[arg(long = "lexicon", value_name = "FILE")]
    pub lexicons: Vec<PathBuf>,
    /// Read this configuration instead of the input root's showgraph.toml
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Let a showgraph.toml that lies with the notes name files elsewhere, and follow links out of their
    /// folder
    #[arg(long)]
    pub trust: bool,
    /// Look for EPISODE in this graph where no notes are given
    #[arg(long, value_name = "FILE", default_value = "output/graph.json")]
    pub graph: PathBuf,
}

impl Explain {
    /// How notes are read, for the library.
    pub fn options(&self) -> Options {
        Options {
            config: self.config.clone(),
            lexicons: self.lexicons.clone(),
            trust: self.trust,
            ..Options::default()
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum LexiconCommand {
    /// Print what looks like an entity and is in no lexicon, as TOML for a --lexicon file
    Suggest(Suggest),
    /// Print the entries with a name or alias
    Find(Find),
}

#[derive(Debug, clap::Args)]
pub struct Suggest {
    /// Folders with notes, feeds, transcripts and chapters, single files, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub notes: Notes,
    /// Print at most this many, the most valuable first
    #[arg(short, long, value_name = "N", default_value_t = 50)]
    pub number: usize,
}

#[derive(Debug, clap::Args)]
pub struct Find {
    /// A name or alias, in any letter case
    pub name: String,
    /// Look in this lexicon too; its entries win over the built-in ones
    #[arg(long = "lexicon", value_name = "FILE")]
    pub lexicons: Vec<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}

#[derive(Debug, clap::Args)]
pub struct Man {
    /// The page of one command [default: the page of showgraph itself]
    pub command: Option<String>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        super::Args::command().debug_assert();
    }
}
