//! The formats by name: what `--format` takes and `showgraph formats` lists.

use std::fmt;
use std::io;
use std::str::FromStr;

use super::{
    Csv, Cyjs, Dot, Exporter, FolderExporter, Gexf, GraphMl, GraphMlFlavor, Json, JsonLd,
    JsonLdContext, Kuzu, Mermaid, NQuads, Neo4j, Obsidian, Sink, Turtle,
};
use crate::graph::KnowledgeGraph;

/// The choices that some formats offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[must_use]
pub struct Flavors {
    graphml: GraphMlFlavor,
    context: JsonLdContext,
    safe_cells: bool,
    positions: bool,
}

impl Flavors {
    /// What most readers take.
    pub fn new() -> Self {
        Self::default()
    }

    /// Another flavour of GraphML.
    pub fn with_graphml(mut self, flavor: GraphMlFlavor) -> Self {
        self.graphml = flavor;
        self
    }

    /// No cell of plain CSV begins as a formula does; see [`Csv::with_safe_cells`].
    pub fn with_safe_cells(mut self) -> Self {
        self.safe_cells = true;
        self
    }

    /// DOT says where each node stands; see [`Dot::with_positions`].
    pub fn with_positions(mut self) -> Self {
        self.positions = true;
        self
    }

    /// Another way to name the context of JSON-LD.
    pub fn with_context(mut self, context: JsonLdContext) -> Self {
        self.context = context;
        self
    }
}

/// A format that `export` can write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// GraphML 1.0.
    GraphMl,
    /// JSON-LD 1.1.
    JsonLd,
    /// DOT.
    Dot,
    /// graphology's JSON.
    Json,
    /// GEXF 1.3.
    Gexf,
    /// Cytoscape JSON.
    Cyjs,
    /// CSV for Neo4j's bulk import: a folder.
    Neo4j,
    /// CSV with the statements for Kùzu and Ladybug: a folder.
    Kuzu,
    /// N-Quads.
    NQuads,
    /// Turtle.
    Turtle,
    /// Mermaid: small graphs only.
    Mermaid,
    /// Notes for Obsidian: a folder.
    Obsidian,
    /// Plain CSV: a folder.
    Csv,
}

impl Format {
    /// Every format.
    pub const ALL: &'static [Self] = &[
        Self::GraphMl,
        Self::JsonLd,
        Self::Dot,
        Self::Json,
        Self::Gexf,
        Self::Cyjs,
        Self::Neo4j,
        Self::Kuzu,
        Self::NQuads,
        Self::Turtle,
        Self::Mermaid,
        Self::Obsidian,
        Self::Csv,
    ];

    /// What `export` writes when it is not told.
    pub const DEFAULT: &'static [Self] = &[Self::GraphMl, Self::JsonLd, Self::Dot, Self::Json];

    /// The name that `--format` takes.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::GraphMl => "graphml",
            Self::JsonLd => "jsonld",
            Self::Dot => "dot",
            Self::Json => "json",
            Self::Gexf => "gexf",
            Self::Cyjs => "cyjs",
            Self::Neo4j => "neo4j",
            Self::Kuzu => "kuzu",
            Self::NQuads => "nquads",
            Self::Turtle => "turtle",
            Self::Mermaid => "mermaid",
            Self::Obsidian => "obsidian",
            Self::Csv => "csv",
        }
    }

    /// The file in the output folder; of a folder its name with a closing `/`.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::GraphMl => "graph.graphml",
            Self::JsonLd => "graph.jsonld",
            Self::Dot => "graph.dot",
            Self::Json => "graph.json",
            Self::Gexf => "graph.gexf",
            Self::Cyjs => "graph.cyjs",
            Self::Neo4j => "neo4j/",
            Self::Kuzu => "kuzu/",
            Self::NQuads => "graph.nq",
            Self::Turtle => "graph.ttl",
            Self::Mermaid => "graph.mmd",
            Self::Obsidian => "obsidian/",
            Self::Csv => "csv/",
        }
    }

    /// Whether it is a folder of files.
    pub const fn is_folder(self) -> bool {
        matches!(self, Self::Neo4j | Self::Kuzu | Self::Obsidian | Self::Csv)
    }

    /// Why the format cannot hold a graph, before anything is written of it: Mermaid draws small graphs only.
    pub fn refusal(self, graph: &KnowledgeGraph) -> Option<String> {
        match self {
            Self::Mermaid => Mermaid::new().refusal(graph),
            _ => None,
        }
    }

    /// Writes the graph as [`Format::file_name`], or as files below it if that is a folder.
    ///
    /// # Errors
    ///
    /// What the sink reports; and, with [`io::ErrorKind::InvalidInput`], a graph that the format is
    /// not made for (Mermaid).
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use showgraph::export::{Flavors, Format};
    /// use showgraph::graph::KnowledgeGraph;
    ///
    /// let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    /// for format in [Format::Json, Format::Csv] {
    ///     format.write_to(Flavors::new(), &KnowledgeGraph::default(), &mut files)?;
    /// }
    /// assert!(files.keys().eq(["csv/edges.csv", "csv/nodes.csv", "graph.json"]));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn write_to(
        self,
        flavors: Flavors,
        graph: &KnowledgeGraph,
        sink: &mut dyn Sink,
    ) -> io::Result<()> {
        match self {
            Self::GraphMl => self.file(&GraphMl::new().with_flavor(flavors.graphml), graph, sink),
            Self::JsonLd => self.file(&JsonLd::new().with_context(flavors.context), graph, sink),
            Self::Dot => {
                let dot = match flavors.positions {
                    true => Dot::new().with_positions(),
                    false => Dot::new(),
                };
                self.file(&dot, graph, sink)
            }
            Self::Json => self.file(&Json::new(), graph, sink),
            Self::Gexf => self.file(&Gexf::new(), graph, sink),
            Self::Cyjs => self.file(&Cyjs::new(), graph, sink),
            Self::NQuads => self.file(&NQuads::new(), graph, sink),
            Self::Turtle => self.file(&Turtle::new(), graph, sink),
            Self::Mermaid => self.file(&Mermaid::new(), graph, sink),
            Self::Neo4j => Neo4j::new().write_to(graph, &mut self.folder(sink)),
            Self::Kuzu => Kuzu::new().write_to(graph, &mut self.folder(sink)),
            Self::Obsidian => Obsidian::new().write_to(graph, &mut self.folder(sink)),
            Self::Csv => {
                let csv = match flavors.safe_cells {
                    true => Csv::new().with_safe_cells(),
                    false => Csv::new(),
                };
                csv.write_to(graph, &mut self.folder(sink))
            }
        }
    }

    fn file(
        self,
        exporter: &impl Exporter,
        graph: &KnowledgeGraph,
        sink: &mut dyn Sink,
    ) -> io::Result<()> {
        exporter
            .write(graph, sink.create(self.file_name())?)
            .map(drop)
    }

    fn folder<'a>(self, sink: &'a mut dyn Sink) -> Subfolder<'a> {
        Subfolder::new(self.file_name(), sink)
    }

    /// The media type of its files.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::GraphMl => "application/graphml+xml",
            Self::JsonLd => "application/ld+json",
            Self::Dot => "text/vnd.graphviz",
            Self::Json | Self::Cyjs => "application/json",
            Self::Gexf => "application/gexf+xml",
            Self::NQuads => "application/n-quads",
            Self::Turtle => "text/turtle",
            Self::Mermaid => "text/vnd.mermaid",
            Self::Obsidian => "text/markdown",
            Self::Neo4j | Self::Kuzu | Self::Csv => "text/csv",
        }
    }

    /// Programs that read it.
    pub const fn readers(self) -> &'static str {
        match self {
            Self::GraphMl => "Gephi, Cytoscape, yEd, networkx, igraph, graphology, Neo4j APOC",
            Self::JsonLd => "web sites, pyld, jsonld.js, rdflib, any RDF store",
            Self::Dot => "Graphviz, pydot, pygraphviz",
            Self::Json => "graphology, sigma, showgraph query, recommend, topics and view",
            Self::Gexf => "Gephi, networkx, graphology",
            Self::Cyjs => "Cytoscape, cytoscape.js",
            Self::Neo4j => "neo4j-admin database import",
            Self::Kuzu => "Kùzu, Ladybug",
            Self::NQuads | Self::Turtle => "Oxigraph, Jena, GraphDB, rdflib, any RDF store",
            Self::Mermaid => "GitHub, GitLab, Obsidian, mermaid-cli (small graphs)",
            Self::Obsidian => "Obsidian, Logseq, Quartz, any editor",
            Self::Csv => "spreadsheets, pandas, DuckDB, Gephi",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .iter()
            .copied()
            .find(|format| format.as_str() == text)
            .ok_or_else(|| {
                let known: Vec<&str> = Self::ALL.iter().map(|format| format.as_str()).collect();
                format!("\"{text}\" is none of {}", known.join(", "))
            })
    }
}

/// A folder below a sink.
pub struct Subfolder<'a> {
    folder: &'a str,
    sink: &'a mut dyn Sink,
}

impl<'a> Subfolder<'a> {
    /// `folder` with its closing `/`.
    pub fn new(folder: &'a str, sink: &'a mut dyn Sink) -> Self {
        Self { folder, sink }
    }
}

impl Sink for Subfolder<'_> {
    fn create(&mut self, path: &str) -> io::Result<Box<dyn io::Write + '_>> {
        self.sink.create(&[self.folder, path].concat())
    }
}
