//! One binary for all integration tests, a module per feature.

mod bad_input;
mod cli;
mod consumers;
mod curation;
mod determinism;
mod export;
mod export_hostile;
mod files;
mod filter;
mod layers;
mod project;
mod quality;
mod query;
mod query_cli;
mod query_graph;
mod readme;
mod recommend;
mod recommend_cli;
mod sample;
mod source_body;
mod source_corpora;
mod source_discovery;
mod source_front;
mod source_properties;
mod topics;
mod view;
