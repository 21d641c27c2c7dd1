//! One binary for all integration tests, a module per feature.

mod bad_input;
mod cli;
mod determinism;
mod export;
mod layers;
mod project;
mod quality;
mod readme;
mod sample;
mod source_corpora;
mod topics;
