//! The flags that limit a graph to a part of it.

use showgraph::graph::Day;
use showgraph::vocabulary::{Kind, Relation};

use super::value::{entity_kinds, kinds, relations};

/// The heading of these flags.
pub(super) const PART: &str = "Filtering";

/// Which part of a graph is wanted, for every command that reads one.
#[derive(Debug, clap::Args)]
pub struct LimitArgs {
    /// Only this node and what is near it: an id, name, alias, number or address
    #[arg(long, value_name = "NODE", help_heading = PART)]
    pub around: Vec<String>,
    /// How many steps count as near [default: 1]
    #[arg(long, value_name = "K", help_heading = PART, requires = "around")]
    pub hops: Option<usize>,
    /// Only this episode: an id, number, slug or path
    #[arg(long = "episode", value_name = "EPISODE", help_heading = PART)]
    pub episodes: Vec<String>,
    /// Only episodes of this day, month or year or later
    #[arg(long, value_name = "DATE", help_heading = PART)]
    pub since: Option<Day>,
    /// Only episodes of this day, month or year or earlier
    #[arg(long, value_name = "DATE", help_heading = PART)]
    pub until: Option<Day>,
    /// Only edges of these relations, separated by commas
    #[arg(long, value_name = "RELATION", value_delimiter = ',', value_parser = relations(), help_heading = PART)]
    pub relations: Vec<Relation>,
    /// Only so many entities and pages, the weightiest, with the episodes and shows linked to them
    #[arg(long, value_name = "N", help_heading = PART)]
    pub top: Option<usize>,
    /// Only entities and pages of at least this weight (0 to 1)
    #[arg(long, value_name = "WEIGHT", default_value_t = 0.0, hide_default_value = true, help_heading = PART)]
    pub min_weight: f64,
    /// Only entities and pages that occur in at least so many episodes
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, help_heading = PART)]
    pub min_episodes: u32,
    /// Only edges of at least this confidence (0 to 1). Without it all that was found stays: what counts
    /// as found was already decided, for each kind, on labelled notes
    #[arg(long, value_name = "CONFIDENCE", default_value_t = 0.0, hide_default_value = true, help_heading = PART)]
    pub min_confidence: f64,
    /// Make one edge of all with the same ends and relation
    #[arg(long, help_heading = PART)]
    pub collapse_parallel: bool,
}

/// Which part of a graph is wanted, for commands that take it as it is.
#[derive(Debug, clap::Args)]
pub struct FilterArgs {
    #[command(flatten)]
    pub limits: LimitArgs,
    /// Only nodes of these kinds, separated by commas
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = kinds(), help_heading = PART)]
    pub kinds: Vec<Kind>,
    /// Instead of the graph, entities of these kinds tied by the episodes they share, separated by
    /// commas; the weight says how much more often they meet than by chance
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = entity_kinds(), help_heading = PART)]
    pub project: Vec<Kind>,
}
