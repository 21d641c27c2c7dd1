//! Topics as files: [`to_json`] and back ([`read`]), a SKOS concept scheme, a map for Graphviz, a
//! table for people.
//!
//! ```
//! use showgraph::analyze::topics::{Topic, Topics};
//! use showgraph::export::topics;
//!
//! let mut theme = Topic::default();
//! theme.key = "bees".into();
//! theme.name = "bees, honey".into();
//! let mut found = Topics::default();
//! found.topics.push(theme);
//! assert_eq!(topics::parse(topics::to_json(&found).as_bytes(), "topics.json")?, found);
//! assert!(topics::to_dot(&found).contains("cluster_bees"));
//! # Ok::<(), showgraph::error::Error>(())
//! ```

mod dot;
mod json;
mod skos;
mod table;

pub use dot::to_dot;
pub use json::{parse, read, to_json};
pub use skos::{scheme_iri, to_skos, topic_iri};
pub use table::to_table;
