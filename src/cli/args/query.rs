//! The flags of `query` and `view`.

use std::path::PathBuf;
use std::time::Duration;

use showgraph::export::AnswerFormat;

use super::filter::{FilterArgs, PART};
use super::source::GraphSource;
use super::value::{answer_formats, key_value, seconds};

/// Answers a question in SPARQL 1.1 over a graph that export wrote.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status: 0 answered, of an ASK: yes; 1 of an ASK: no; 2 failed or misused."
)]
pub struct Query {
    /// The question: the name of a saved query, a file with SPARQL, or - for standard input
    #[arg(value_name = "NAME|FILE", required_unless_present_any = ["list", "help"])]
    pub question: Option<String>,
    /// Values for its parameters: a node by name, alias, id, number or IRI, or a plain value
    #[arg(value_name = "KEY=VALUE", value_parser = key_value)]
    pub values: Vec<(String, String)>,
    /// List the saved queries with their parameters
    #[arg(long, conflicts_with = "question")]
    pub list: bool,
    /// The graph, as export saved it
    #[arg(long, value_name = "FILE", default_value = "output/graph.json")]
    pub graph: PathBuf,
    /// Write the answer in this format
    /// [default: table; for CONSTRUCT and DESCRIBE turtle]
    #[arg(long, value_name = "FORMAT", value_parser = answer_formats())]
    pub format: Option<AnswerFormat>,
    /// Write the answer to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Show IRIs instead of labels in a table
    #[arg(long, conflicts_with = "labels")]
    pub iris: bool,
    /// Write labels instead of IRIs in csv, tsv, json and ndjson
    #[arg(long)]
    pub labels: bool,
    /// End after so many rows or triples
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Give up after so many seconds
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub timeout: Option<Duration>,
    /// Tell how the question is answered instead of the answer
    #[arg(long)]
    pub explain: bool,
    /// Take the folder queries/ beside this configuration [default: the nearest showgraph.toml, looked
    /// for from the current folder and from the graph's upwards]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Print help, of a saved query if one is named
    #[arg(short, long)]
    pub help: bool,
    #[command(flatten)]
    pub filter: FilterArgs,
}

#[derive(Debug, clap::Args)]
pub struct View {
    #[command(flatten)]
    pub source: GraphSource,
    /// Write the page here; its folder is created
    #[arg(short, long, value_name = "FILE", default_value = "output/graph.html")]
    pub output: PathBuf,
    /// Open the page in the browser
    #[arg(long)]
    pub open: bool,
    /// Call the page so [default: the name of the show]
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Link evidence to the notes: the folder that was exported, its address on the web, or an
    /// address with {source} and {line} [default: the folder that is read; else say file and line in
    /// words]
    #[arg(long, value_name = "FOLDER|URL")]
    pub notes: Option<String>,
    /// Link times to the audio: an address with {slug}, {number} or {source}, and {seconds}
    /// [default: an audio file that the notes link to]
    #[arg(long, value_name = "URL")]
    pub audio: Option<String>,
    /// Take topics from this file, as topics wrote it [default: find them]
    #[arg(long, value_name = "FILE")]
    pub topics: Option<PathBuf>,
    /// Show what to hear next as `recommend --all --format json` wrote it [default: find it]
    #[arg(long, value_name = "FILE")]
    pub recommendations: Option<PathBuf>,
    /// Only this topic, by key or name, and what is one step from its members
    #[arg(long, value_name = "TOPIC", help_heading = PART)]
    pub topic: Option<String>,
    #[command(flatten)]
    pub filter: FilterArgs,
}
