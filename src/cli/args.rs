//! Every flag of every command. What stands here as a comment is what `--help` and the man page say.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand};
use showgraph::Options;
use showgraph::export::{Context, Format, GraphMlFlavor};
use showgraph::graph::Day;
use showgraph::vocabulary::{Kind, Relation};

/// Turns the show notes of podcasts into knowledge graphs
///
/// Reads Markdown notes and transcripts and writes who hosts, who is the guest, what an episode is
/// about and what it links to, with the file, line and quote behind every statement. Works offline,
/// and gives the same bytes for the same notes.
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
pub enum Command {
    /// Read show notes and write their knowledge graph
    Export(Export),
    /// List the formats that export writes, and what reads them
    Formats,
    /// Read show notes, report every problem, write nothing
    Check(Check),
    /// Write a page that draws a graph: one HTML file that needs no network
    View(View),
    /// Print a completion script for a shell
    Completions(Completions),
    /// Print a man page
    Man(Man),
}

/// How notes are read.
#[derive(Debug, clap::Args)]
pub struct Notes {
    /// Add entities of your own; they win over the built-in lexicon
    #[arg(long = "lexicon", value_name = "FILE")]
    pub lexicons: Vec<PathBuf>,
    /// Read this configuration instead of the input root's showgraph.toml
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Begin the IRIs of shows, episodes and entities with this
    /// [default: the configuration's, or https://showgraph.example/]
    #[arg(long, value_name = "IRI")]
    pub base_iri: Option<String>,
}

impl Notes {
    /// The same for the library.
    pub fn options(&self) -> Options {
        Options {
            config: self.config.clone(),
            lexicons: self.lexicons.clone(),
            base_iri: self.base_iri.clone(),
        }
    }
}

#[derive(Debug, clap::Args)]
pub struct Export {
    /// Folders with notes (.md, .markdown, .mdx), or single files
    #[arg(required_unless_present = "graph", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Read no notes, but this graph, as export wrote it
    #[arg(long, value_name = "FILE",
          conflicts_with_all = ["paths", "lexicons", "config", "base_iri", "merges"])]
    pub graph: Option<PathBuf>,
    #[command(flatten)]
    pub notes: Notes,
    /// Write into this folder; it is created
    #[arg(short, long, value_name = "FOLDER", default_value = "output")]
    pub output: PathBuf,
    /// Write these formats, separated by commas; `showgraph formats` says what reads them
    #[arg(long = "format", value_name = "FORMAT", value_delimiter = ',', value_parser = formats(),
          default_value = "graphml,jsonld,dot,json")]
    pub formats: Vec<Format>,
    /// Write GraphML for these readers: any, yEd, or Neo4j's APOC [default: standard]
    #[arg(long, value_name = "FLAVOR", value_parser = graphml_flavors())]
    pub graphml_flavor: Option<GraphMlFlavor>,
    /// Put the context into JSON-LD, or refer to schema.org for it, which readers then fetch
    /// [default: inline, and remote with --jsonld-split]
    #[arg(long, value_name = "CONTEXT", value_parser = contexts())]
    pub context: Option<Context>,
    /// Also write jsonld/, one file per episode to be put into the head of its web page
    #[arg(long)]
    pub jsonld_split: bool,
    /// Also write frame.jsonld, with which a JSON-LD processor makes graph.jsonld a tree of episodes
    #[arg(long)]
    pub frame: bool,
    /// Also write evidence.jsonld, the evidence as Web Annotations; with positions in the notes and
    /// their hashes if notes are read
    #[arg(long)]
    pub evidence: bool,
    /// Also write down which names were taken for the same thing, why, and by which rule
    #[arg(long, value_name = "FILE")]
    pub merges: Option<PathBuf>,
    #[command(flatten)]
    pub part: Part,
}

#[derive(Debug, clap::Args)]
pub struct Check {
    /// Folders with notes (.md, .markdown, .mdx), or single files
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub notes: Notes,
}

#[derive(Debug, clap::Args)]
pub struct View {
    /// Read this graph, as export wrote it
    #[arg(long, value_name = "FILE", default_value = "output/graph.json")]
    pub graph: PathBuf,
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
    /// address with {source} and {line} [default: say file and line in words]
    #[arg(long, value_name = "FOLDER|URL")]
    pub notes: Option<String>,
    /// Link times to the audio: an address with {slug}, {number} or {source}, and {seconds}
    /// [default: an audio file that the notes link to]
    #[arg(long, value_name = "URL")]
    pub audio: Option<String>,
    /// Take the names of topics from this file, as topics wrote it
    #[arg(long, value_name = "FILE")]
    pub topics: Option<PathBuf>,
    /// Show what to hear next, as `recommend --all --format json` wrote it
    #[arg(long, value_name = "FILE")]
    pub recommendations: Option<PathBuf>,
    /// Only this topic, by key or name, and what is one step from its members
    #[arg(long, value_name = "TOPIC", help_heading = PART)]
    pub topic: Option<String>,
    #[command(flatten)]
    pub part: Part,
}

const PART: &str = "Only a part of the graph";

/// Which part of a graph is wanted.
#[derive(Debug, clap::Args)]
pub struct Part {
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
    /// Only nodes of these kinds, separated by commas
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = kinds(), help_heading = PART)]
    pub kinds: Vec<Kind>,
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
    /// Only edges of at least this confidence (0 to 1)
    #[arg(long, value_name = "CONFIDENCE", default_value_t = 0.0, hide_default_value = true, help_heading = PART)]
    pub min_confidence: f64,
    /// Make one edge of all with the same ends and relation
    #[arg(long, help_heading = PART)]
    pub collapse_parallel: bool,
    /// Instead of the graph, entities of these kinds tied by the episodes they share, separated by
    /// commas; the weight says how much more often they meet than by chance
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = entity_kinds(), help_heading = PART)]
    pub project: Vec<Kind>,
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

fn formats() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.iter().map(|format| format.as_str()))
        .try_map(|name| name.parse::<Format>())
}

fn graphml_flavors() -> impl TypedValueParser<Value = GraphMlFlavor> {
    PossibleValuesParser::new(GraphMlFlavor::ALL.iter().map(|flavor| flavor.as_str()))
        .try_map(|name| name.parse::<GraphMlFlavor>())
}

fn contexts() -> impl TypedValueParser<Value = Context> {
    PossibleValuesParser::new(Context::ALL.iter().map(|context| context.as_str()))
        .try_map(|name| name.parse::<Context>())
}

fn kinds() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(Kind::ALL.iter().map(|kind| kind.as_str()))
        .try_map(|name| name.parse::<Kind>())
}

/// What episodes can share.
fn entity_kinds() -> impl TypedValueParser<Value = Kind> {
    let shared = Kind::ALL.iter().filter(|kind| **kind != Kind::Episode);
    PossibleValuesParser::new(shared.map(|kind| kind.as_str())).try_map(|name| name.parse::<Kind>())
}

fn relations() -> impl TypedValueParser<Value = Relation> {
    PossibleValuesParser::new(Relation::ALL.iter().map(|relation| relation.as_str()))
        .try_map(|name| name.parse::<Relation>())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        super::Args::command().debug_assert();
    }
}
