//! One binary for all integration tests, a module per feature.

mod bad_input;
mod cli;
mod cli_export;
mod consumers;
mod determinism;
mod export;
mod export_hostile;
mod files;
mod filter;
mod layers;
mod project;
mod quality;
mod readme;
mod sample;
mod source_body;
mod source_corpora;
mod source_discovery;
mod source_front;
mod source_properties;
mod view;
