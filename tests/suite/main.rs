//! One binary for all integration tests, a module per feature.

#![allow(
    clippy::print_stderr,
    clippy::print_stdout,
    unreachable_pub,
    reason = "tests print, and export nothing"
)]

mod bad_input;
mod cli;
mod cli_export;
mod consumers;
mod curation;
mod determinism;
mod diff;
mod explain;
mod export;
mod export_hostile;
mod features;
mod feed_transcripts;
mod feeds;
#[cfg(feature = "fetch")]
mod fetch;
mod files;
mod filter;
mod first_use;
mod foreign_graphs;
mod graph_facts;
mod hostile_graph;
mod imports;
mod languages;
mod layers;
mod layout;
mod lookup;
#[cfg(feature = "mcp")]
mod mcp;
mod note_forms;
mod one_episode;
mod one_thing;
mod paths;
mod people;
mod places_and_works;
mod project;
mod quality;
mod query;
mod query_cli;
mod query_graph;
mod query_rdf;
mod quotes;
mod readme;
mod recommend;
mod recommend_cli;
mod reference;
mod report;
mod sample;
mod shows;
mod site_forms;
mod source_body;
mod source_corpora;
mod source_discovery;
mod source_front;
mod source_parts;
mod source_properties;
mod strangers;
mod things;
mod timed_text;
mod topics;
mod topics_cli;
mod view;
