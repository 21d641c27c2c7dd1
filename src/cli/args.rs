//! Every flag of every command. What stands here as a comment is what `--help` and the man page say.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand};
use showgraph::Options;
use showgraph::export::Format;

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
    /// Read show notes, report every problem, write nothing
    Check(Check),
    /// Say what could be added to the lexicon, or what is in it
    #[command(subcommand)]
    Lexicon(LexiconCommand),
    /// Print a completion script for a shell
    Completions(Completions),
    /// Print a man page
    Man(Man),
}

/// Where notes come from and how they are read.
#[derive(Debug, clap::Args)]
pub struct Notes {
    /// Folders with notes (.md, .markdown, .mdx), or single files
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
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
    /// The same for the library, less the paths.
    pub fn options(&self) -> Options {
        Options {
            config: self.config.clone(),
            lexicons: self.lexicons.clone(),
            base_iri: self.base_iri.clone(),
            ..Options::default()
        }
    }
}

#[derive(Debug, clap::Args)]
pub struct Export {
    #[command(flatten)]
    pub notes: Notes,
    /// Write into this folder; it is created
    #[arg(short, long, value_name = "FOLDER", default_value = "output")]
    pub output: PathBuf,
    /// Write these formats, separated by commas
    #[arg(long = "format", value_name = "FORMAT", value_delimiter = ',', value_parser = formats(),
          default_value = "graphml,jsonld,dot,json")]
    pub formats: Vec<Format>,
    /// Also write down which names were taken for the same thing, why, and by which rule
    #[arg(long, value_name = "FILE")]
    pub merges: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct Check {
    #[command(flatten)]
    pub notes: Notes,
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

fn formats() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.iter().map(|format| format.as_str()))
        .try_map(|name| name.parse::<Format>())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        super::Args::command().debug_assert();
    }
}
