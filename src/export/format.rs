//! The formats by name: what `--format` takes and `showgraph formats` lists.

use std::fmt;
use std::str::FromStr;

/// A format that `export` can write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
            Self::NQuads => "graph.nq",
            Self::Turtle => "graph.ttl",
            Self::Mermaid => "graph.mmd",
            Self::Obsidian => "obsidian/",
            Self::Csv => "csv/",
        }
    }

    /// Whether it is a folder of files.
    pub const fn is_folder(self) -> bool {
        matches!(self, Self::Neo4j | Self::Obsidian | Self::Csv)
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
            Self::Neo4j | Self::Csv => "text/csv",
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
