//! SPARQL 1.1 over a [`KnowledgeGraph`](crate::graph::KnowledgeGraph), and the queries that people
//! really ask, saved as files.
//!
//! The engine is Oxigraph's (the crate `spareval`); it reads the triples of
//! [`for_each_triple`](crate::rdf::for_each_triple), which are those of the JSON-LD, N-Quads and
//! Turtle files, so a query that works here works in every RDF store that has loaded one of them.
//!
//! A [`SavedQuery`] is a text with a header that says what it answers and which parameters it takes;
//! [`Prepared`] is one whose parameters have values; [`Dataset`] is a graph made ready to be asked;
//! [`Answer`] is what comes back, as data: [`export`](crate::export) writes it as a table, as CSV,
//! as JSON.
//!
//! ```
//! use showgraph::export::parse_graph;
//! use showgraph::query::{Answer, Dataset, QueryLimits, SavedQuery};
//!
//! let saved = r#"{"attributes": {"base_iri": "https://showgraph.example/"}, "nodes": [
//!     {"key": "episode:pods", "attributes": {"kind": "episode", "label": "Pods", "source": "1.md"}},
//!     {"key": "product:kubernetes", "attributes": {"kind": "product", "label": "Kubernetes"}}],
//!   "edges": [
//!     {"key": "1", "source": "episode:pods", "target": "product:kubernetes", "attributes":
//!         {"relation": "about", "weight": 2.0, "confidence": 1.0, "count": 3, "basis": "stated"}}]}"#;
//! let graph = parse_graph(saved.into(), "graph.json")?;
//!
//! let query = SavedQuery::shipped("episodes-about").expect("it ships");
//! let prepared = query.bind(&graph, &[("product", "kubernetes")])?;
//! let answer = prepared.answer(&Dataset::of(&graph), QueryLimits::default())?;
//! let Answer::Rows(rows) = answer else { unreachable!("a SELECT gives rows") };
//! assert_eq!(rows.variables[0], "episode");
//! assert_eq!(rows.rows.len(), 1);
//! # Ok::<(), showgraph::error::Error>(())
//! ```

mod answer;
mod bind;
mod dataset;
mod depth;
mod header;
mod parameter;
mod plan;
mod run;
mod saved;
mod shipped;
mod syntax;
mod words;

pub use answer::{Answer, Rows};
pub use dataset::Dataset;
pub use parameter::{Parameter, ParameterType};
pub use run::{Prepared, QueryForm, QueryLimits};
pub use saved::SavedQuery;
