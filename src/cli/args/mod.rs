//! Every flag of every command. What stands here as a comment is what `--help` and the man page say.
//!
//! This file holds the commands; `fetch` and `init` the flags of these, `filter` the flags that limit a graph to a
//! part of it, and `value` what the values of flags may be.

#[cfg(feature = "fetch")]
mod fetch;
mod filter;
mod init;
mod source;
mod value;

use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, Subcommand};
use showgraph::Options;
use showgraph::error::{Error, Result};
use showgraph::export::{AnswerFormat, Format, GraphMlFlavor, JsonLdContext, Reader};
use showgraph::graph::Day;
use showgraph::vocabulary::Kind;

#[cfg(feature = "fetch")]
pub use fetch::Fetch;
use filter::PART;
pub use filter::{FilterArgs, LimitArgs};
pub use init::Init;
pub use source::GraphSource;
use value::{
    answer_formats, at_least_one, balance, contexts, entity_kinds, formats, graphml_flavors,
    key_value, kind_factor, readers, seconds,
};

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
    /// Let a showgraph.toml that lies with the notes name files outside of PATH, and follow links out of it:
    /// not for notes of strangers
    #[arg(long)]
    pub trust: bool,
    /// Begin the IRIs of shows, episodes and entities with this
    /// [default: the configuration's, or https://showgraph.example/]
    #[arg(long, value_name = "IRI")]
    pub base_iri: Option<String>,
    /// Read standard input, the path -, as a file of this name; its ending says what it holds
    /// [default: what the content looks like]
    #[arg(long, value_name = "NAME")]
    pub stdin_name: Option<String>,
}

impl Notes {
    /// The same for the library.
    pub fn options(&self) -> Options {
        Options {
            config: self.config.clone(),
            lexicons: self.lexicons.clone(),
            base_iri: self.base_iri.clone(),
            drafts: false,
            trust: self.trust,
            stdin_name: self.stdin_name.clone(),
        }
    }
}

#[derive(Debug, clap::Args)]
pub struct Export {
    /// Folders with notes, feeds, transcripts and chapters, single files, or - for standard input
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
    /// Write what these programs read best, separated by commas; `showgraph formats` lists them
    #[arg(long = "for", value_name = "READER", value_delimiter = ',', value_parser = readers(),
          conflicts_with_all = ["formats", "graphml_flavor"], hide_possible_values = true)]
    pub readers: Vec<Reader>,
    /// Write nothing where one of the formats cannot hold the graph [default: write the others]
    #[arg(long)]
    pub all_or_none: bool,
    /// Put a ' before cells of csv that a spreadsheet would run as a formula (=, +, -, @)
    #[arg(long)]
    pub csv_safe: bool,
    /// Write GraphML for these readers: any, yEd, or Neo4j's APOC [default: standard]
    #[arg(long, value_name = "FLAVOR", value_parser = graphml_flavors())]
    pub graphml_flavor: Option<GraphMlFlavor>,
    /// Put the context into JSON-LD, or refer to schema.org for it, which readers then fetch
    /// [default: inline, and remote with --jsonld-split]
    #[arg(long, value_name = "CONTEXT", value_parser = contexts())]
    pub context: Option<JsonLdContext>,
    /// Also write jsonld/, one file per episode to be put into the head of its web page
    #[arg(long)]
    pub jsonld_split: bool,
    /// Also write frame.jsonld, with which a JSON-LD processor makes graph.jsonld a tree of episodes
    #[arg(long)]
    pub frame: bool,
    /// Also write shapes.ttl, the SHACL shapes that graph.jsonld, graph.ttl and graph.nq fulfil
    #[arg(long)]
    pub shapes: bool,
    /// Also write evidence.jsonld, the evidence as Web Annotations; with positions in the notes and
    /// their hashes if notes are read
    #[arg(long)]
    pub evidence: bool,
    /// Also write down which names were taken for the same thing, why, and by which rule
    #[arg(long, value_name = "FILE")]
    pub merges: Option<PathBuf>,
    /// Find topics and write their keys onto the nodes; with the topics.json of a previous run, those
    /// that continue keep their keys
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    pub topics: Option<Option<PathBuf>>,
    #[command(flatten)]
    pub filter: FilterArgs,
}

impl Export {
    /// With the formats that the readers of `--for` need.
    ///
    /// # Errors
    ///
    /// Two readers that need different flavours of one file.
    pub fn for_readers(mut self) -> Result<Self> {
        if self.readers.is_empty() {
            return Ok(self);
        }
        self.formats = self.readers.iter().map(|reader| reader.format).collect();
        let graphml = self.readers.iter();
        let mut graphml = graphml.filter(|reader| reader.format == Format::GraphMl);
        if let Some(first) = graphml.next() {
            if let Some(other) = graphml.find(|reader| reader.graphml != first.graphml) {
                return Err(Error::Argument(format!(
                    "{first} and {other} need different flavours of {}: export for each into a folder of its own",
                    Format::GraphMl.file_name()
                )));
            }
            self.graphml_flavor = first.graphml;
        }
        Ok(self)
    }
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
