//! What the files are made of that `showgraph` reads and writes, and how it decides: pages that GitHub shows, too.
//!
//! `showgraph.toml` has its page beside its code: the module `config`.

#[doc = include_str!("graph_json.md")]
pub mod graph_json {}

#[doc = include_str!("lexicon_file.md")]
pub mod lexicon_file {}

#[doc = include_str!("query_file.md")]
pub mod query_file {}

#[doc = include_str!("exit_status.md")]
pub mod exit_status {}

#[doc = include_str!("methods.md")]
pub mod methods {}
