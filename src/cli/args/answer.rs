//! The flags of the commands that answer from a graph as a whole or compare two: `topics`, `report`, `path`, `diff`.

use std::path::PathBuf;

use showgraph::vocabulary::Kind;

use super::filter::{FilterArgs, LimitArgs, PART};
use super::source::GraphSource;
use super::value::{at_least_one, entity_kinds};

#[derive(Debug, clap::Args)]
pub struct TopicsArgs {
    #[command(flatten)]
    pub source: GraphSource,
    /// Write topics.json, topics.jsonld, topics.dot and, where Graphviz is installed, topics.svg into
    /// this folder; it is created
    #[arg(short, long, value_name = "FOLDER", default_value = "output")]
    pub output: PathBuf,
    /// Keep the keys and names of this topics.json for topics that continue
    #[arg(long, value_name = "FILE")]
    pub previous: Option<PathBuf>,
    /// Only topics of entities of these kinds, separated by commas
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = entity_kinds(), help_heading = PART)]
    pub kinds: Vec<Kind>,
    #[command(flatten)]
    pub limits: LimitArgs,
}

#[derive(Debug, clap::Args)]
pub struct ReportArgs {
    #[command(flatten)]
    pub source: GraphSource,
    /// Write report.md, report.html and themes.svg into this folder; it is created
    #[arg(short, long, value_name = "FOLDER", default_value = "output/report")]
    pub output: PathBuf,
    /// Link episodes to the notes: their folder, its address on the web, or an address with {source}
    /// [default: the folder that is read]
    #[arg(long, value_name = "FOLDER|URL")]
    pub notes: Option<String>,
    /// Take topics from this file, as topics wrote it [default: find them]
    #[arg(long, value_name = "FILE")]
    pub topics: Option<PathBuf>,
    #[command(flatten)]
    pub filter: FilterArgs,
}

#[derive(Debug, clap::Args)]
pub struct PathArgs {
    /// Where the path begins: an id, name, alias, number, path or address
    #[arg(value_name = "FROM")]
    pub from: String,
    /// Where it ends
    #[arg(value_name = "TO")]
    pub to: String,
    /// Read this graph, as export wrote it
    #[arg(long, value_name = "FILE", default_value = "output/graph.json")]
    pub graph: PathBuf,
    /// Print at most so many paths, the one that says most first
    #[arg(short = 'n', long = "limit", value_name = "N", default_value_t = 3, value_parser = at_least_one)]
    pub limit: usize,
    /// Print the paths as this
    #[arg(long, value_enum, default_value_t = PathFormat::Text)]
    pub format: PathFormat,
    #[command(flatten)]
    pub limits: LimitArgs,
}

/// How paths are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum PathFormat {
    /// A line for each step, and one for its evidence
    Text,
    /// The paths as data
    Json,
    /// The nodes and edges of all paths, for Graphviz
    Dot,
    /// The same, for Markdown pages
    Mermaid,
}

/// Say what changed from one graph to another.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status: 0 done, with --exit-code: nothing differs; 1 with --exit-code: something differs; \
                  2 failed or misused."
)]
pub struct Diff {
    /// The graph before: a graph.json, a folder that export wrote, or notes
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The graph after
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// Print the differences as this
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub format: DiffFormat,
    /// Print at most so many lines of each sort; json has all
    #[arg(short = 'n', long = "limit", value_name = "N", default_value_t = 20, value_parser = at_least_one)]
    pub limit: usize,
    /// End with status 1 where the graphs differ
    #[arg(long)]
    pub exit_code: bool,
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// How differences are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum DiffFormat {
    /// Lists for a terminal
    Text,
    /// All differences as data
    Json,
    /// A comment for a pull request
    Markdown,
}
