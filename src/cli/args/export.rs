//! How notes are read, and the flags of `export`.

use std::path::PathBuf;

use showgraph::Options;
use showgraph::error::{Error, Result};
use showgraph::export::{Format, GraphMlFlavor, JsonLdContext, Reader};

use super::filter::FilterArgs;
use super::value::{contexts, formats, graphml_flavors, readers};

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
    /// Also say in dot where each node stands, for Graphviz in the browser (engine nop) and `neato -n`
    #[arg(long)]
    pub positions: bool,
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
    /// Leave the words of episodes (the attribute terms) out of graph.json: what reads it then compares
    /// episodes by things alone
    #[arg(long)]
    pub no_terms: bool,
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
        self.positions |= self.readers.iter().any(|reader| reader.positions);
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
