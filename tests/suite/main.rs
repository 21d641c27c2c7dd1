//! One binary for all integration tests, a module per feature.

mod export;
mod sample;
mod source_corpora;
