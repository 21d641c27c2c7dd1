//! The flags of `recommend`.

use std::path::PathBuf;

use showgraph::graph::Day;
use showgraph::vocabulary::Kind;

use super::filter::LimitArgs;
use super::value::{at_least_one, balance, kind_factor};

/// Of a graph: what belongs to an episode, to a draft, or to entities.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("asked").required(true).multiple(true).args(["episode", "all", "things", "heard", "follow"]))]
pub struct Recommend {
    /// The episode: an id, a number, a slug or a source path; or the file of a draft that is not in
    /// the graph yet
    #[arg(value_name = "EPISODE", conflicts_with_all = ["all", "things"])]
    pub episode: Option<String>,
    /// Answer for every episode
    #[arg(long)]
    pub all: bool,
    /// Answer for entities or pages, not for an episode
    #[arg(long = "for", value_name = "ENTITY", num_args = 1.., conflicts_with = "all")]
    pub things: Vec<String>,
    /// Leave out these episodes, which were heard; without EPISODE answer for them, the last counts
    /// most
    #[arg(long, value_name = "EPISODE", value_delimiter = ',')]
    pub heard: Vec<String>,
    /// Recommend only episodes that name this entity; alone, the latest of them first
    #[arg(long, value_name = "ENTITY")]
    pub follow: Vec<String>,
    /// Read this graph
    #[arg(long, value_name = "FILE", default_value = "output/graph.json")]
    pub graph: PathBuf,
    /// Recommend at most so many episodes
    #[arg(short = 'n', long = "limit", value_name = "N", default_value_t = 10, value_parser = at_least_one)]
    pub limit: usize,
    /// Recommend at most so many episodes of one show
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub show_limit: Option<usize>,
    /// Let more than two of the best five rest on one same thing
    #[arg(long)]
    pub same: bool,
    /// Print the answer as this; hugo and jekyll print a field for the front matter
    #[arg(long, value_enum, default_value_t = RecommendFormat::Table)]
    pub format: RecommendFormat,
    /// Recommend only episodes before this one, or before a date
    #[arg(long, value_name = "DATE", num_args = 0..=1, require_equals = true)]
    pub before: Option<Option<Day>>,
    /// Do not recommend this episode or show; do not count this entity or page
    #[arg(long, value_name = "NAME")]
    pub exclude: Vec<String>,
    /// Do not recommend five times the same: maximal marginal relevance with this balance, 0 (only
    /// unlike each other) to 1 (only relevant) [default: 0.7]
    #[arg(long, value_name = "BALANCE", num_args = 0..=1, require_equals = true, default_missing_value = "0.7", value_parser = balance)]
    pub diverse: Option<f64>,
    /// Let kinds count so many times as much (person=2,url=0), or only these (person,concept)
    #[arg(long, value_name = "KIND[=FACTOR]", value_delimiter = ',', value_parser = kind_factor)]
    pub kinds: Vec<(Kind, Option<f64>)>,
    /// Read a draft with this configuration
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Read a draft with entities of your own, too
    #[arg(long = "lexicon", value_name = "FILE")]
    pub lexicons: Vec<PathBuf>,
    #[command(flatten)]
    pub limits: LimitArgs,
}

/// How recommendations are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum RecommendFormat {
    /// For people
    Table,
    /// For programs
    Json,
    /// A list to be put into a web page
    HtmlFragment,
    /// TOML for the front matter of Hugo
    Hugo,
    /// YAML for the front matter of Jekyll
    Jekyll,
}
