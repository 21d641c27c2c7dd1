//! A [`KnowledgeGraph`] or an answer in, bytes out: a file per format.
//!
//! Each format of a graph is a small type with options (`with_*`) that implements [`Exporter`]: writer in,
//! writer back. Formats that are a folder of files implement [`FolderExporter`] and open their files
//! through a [`Sink`]. Nothing here knows about paths: where the bytes go, and how a half-written
//! file is kept from readers, is the caller's affair.
//!
//! All formats hold the same nodes and edges in the same order, and the same graph gives the same
//! bytes.
//!
//! What [`analyze`](crate::analyze) and `query` answer is written here, too: [`topics`] and
//! [`recommendations`] have a function a format and read back what they wrote as JSON, `write_rows`
//! writes the rows of a query, [`ConstructedTriples`] its triples, `Html` the page that shows all of it.
//!
//! ```
//! use showgraph::export::{Exporter, GraphMl, GraphMlFlavor};
//! use showgraph::export::parse_graph;
//!
//! let saved = r#"{"attributes": {"base_iri": "https://showgraph.example/"}, "edges": [], "nodes": [
//!     {"key": "person:ada", "attributes": {"kind": "person", "label": "Ada"}}]}"#;
//! let graph = parse_graph(saved.into(), "graph.json")?;
//! let graphml = GraphMl::new().with_flavor(GraphMlFlavor::Yed).write(&graph, Vec::new())?;
//! assert!(String::from_utf8(graphml)?.contains("<y:NodeLabel"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::collections::BTreeMap;
use std::io;

use crate::graph::KnowledgeGraph;

mod annotations;
#[cfg(feature = "sparql")]
mod answer_format;
pub mod attributes;
mod buffer;
mod bulk_csv;
mod constructed_triples;
mod csv;
mod csv_row;
mod cyjs;
pub mod diff;
mod dot;
mod file_names;
mod format;
mod gexf;
mod graphml;
mod graphology;
#[cfg(feature = "viewer")]
mod html;
mod jsonld;
mod kuzu;
mod markup;
mod mermaid;
mod neo4j;
mod nquads;
mod obsidian;
mod pages;
pub mod paths;
mod readers;
pub mod recommendations;
pub mod report;
#[cfg(feature = "sparql")]
mod rows;
mod saved;
pub mod site;
pub mod style;
mod templates;
mod text_table;
pub mod topics;
mod turtle;
mod unique_names;

pub use annotations::Annotations;
#[cfg(feature = "sparql")]
pub use answer_format::AnswerFormat;
pub use constructed_triples::ConstructedTriples;
pub use csv::Csv;
pub use cyjs::Cyjs;
pub use dot::Dot;
pub use format::{Flavors, Format, Subfolder};
pub use gexf::Gexf;
pub use graphml::{GraphMl, GraphMlFlavor};
pub use graphology::{Json, parse_graph, read_graph, read_grounds};
#[cfg(feature = "viewer")]
pub use html::{Html, title};
pub use jsonld::{CONTEXT, FRAME, JsonLd, JsonLdContext, SHAPES};
pub use kuzu::Kuzu;
pub use mermaid::{MERMAID_CHARACTERS, MERMAID_EDGES, Mermaid};
pub use neo4j::Neo4j;
pub use nquads::NQuads;
pub use obsidian::Obsidian;
pub use pages::JsonLdPages;
pub use readers::{Load, Reader};
#[cfg(feature = "sparql")]
pub use rows::{IriNames, write_rows, write_truth};
pub use turtle::Turtle;

/// A format that is one file.
///
/// ```
/// use showgraph::export::{Dot, Exporter};
/// use showgraph::graph::KnowledgeGraph;
///
/// // The writer comes back: here a list of bytes, which takes a second graph behind the first.
/// let bytes = Dot::new().write(&KnowledgeGraph::default(), Vec::new())?;
/// let bytes = Dot::new().write(&KnowledgeGraph::default(), bytes)?;
/// assert_eq!(String::from_utf8_lossy(&bytes).matches("digraph").count(), 2);
/// # Ok::<(), std::io::Error>(())
/// ```
pub trait Exporter {
    /// Writes the graph and gives the writer back, flushed.
    ///
    /// The writer needs no buffer of its own.
    ///
    /// # Errors
    ///
    /// What the writer reports.
    fn write<W: io::Write>(&self, graph: &KnowledgeGraph, out: W) -> io::Result<W>;
}

/// A format that is a folder of files.
pub trait FolderExporter {
    /// Writes the graph into files of the sink, one after the other.
    ///
    /// # Errors
    ///
    /// What the sink and its files report.
    fn write_to(&self, graph: &KnowledgeGraph, sink: &mut dyn Sink) -> io::Result<()>;
}

/// Where the files of a [`FolderExporter`] go: a folder, an archive, memory.
///
/// ```
/// use std::collections::BTreeMap;
/// use showgraph::export::{Csv, FolderExporter};
/// use showgraph::graph::KnowledgeGraph;
///
/// let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
/// Csv::new().write_to(&KnowledgeGraph::default(), &mut files)?;
/// assert!(files["nodes.csv"].starts_with(b"id,kind,label"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub trait Sink {
    /// Opens a file to write. `path` is relative, with `/`; its folders are made when they are
    /// missing. The file is complete when it was flushed and dropped.
    ///
    /// # Errors
    ///
    /// When it cannot be opened.
    fn create(&mut self, path: &str) -> io::Result<Box<dyn io::Write + '_>>;
}

impl Sink for BTreeMap<String, Vec<u8>> {
    fn create(&mut self, path: &str) -> io::Result<Box<dyn io::Write + '_>> {
        let file = self.entry(path.to_owned()).or_default();
        file.clear();
        Ok(Box::new(file))
    }
}
