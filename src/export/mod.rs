//! [`KnowledgeGraph`] in, bytes out: a file per format.
//!
//! Each format is a small type with options (`with_*`) that implements [`Exporter`]: writer in,
//! writer back. Formats that are a folder of files implement [`FolderExporter`] and open their files
//! through a [`Sink`]. Nothing here knows about paths: where the bytes go, and how a half-written
//! file is kept from readers, is the caller's affair.
//!
//! All formats hold the same nodes and edges in the same order, and the same graph gives the same
//! bytes.
//!
//! ```
//! use showgraph::export::{Exporter, GraphMl, GraphMlFlavor};
//! use showgraph::graph::parse_graph;
//!
//! let saved = r#"{"attributes": {"base_iri": "https://showgraph.example/"}, "edges": [], "nodes": [
//!     {"key": "person:ada", "attributes": {"kind": "person", "label": "Ada"}}]}"#;
//! let graph = parse_graph(saved.into(), "graph.json")?;
//! let graphml = GraphMl::new().with_flavor(GraphMlFlavor::Yed).write(&graph, Vec::new())?;
//! assert!(String::from_utf8(graphml)?.contains("<y:NodeLabel"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::io;

use crate::graph::KnowledgeGraph;

mod buffer;
mod dot;
mod graphml;
mod html;
mod json;
mod jsonld;
mod text;

pub use dot::Dot;
pub use graphml::{GraphMl, GraphMlFlavor};
pub use html::{Html, Reason, Recommendation, Recommended, TopicName};
pub use json::Json;
pub use jsonld::{CONTEXT, Context, FRAME, JsonLd};

/// A format that is one file.
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
