//! One binary for all integration tests, a module per feature.

mod source_body;
mod source_corpora;
mod source_discovery;
mod source_front;
mod source_properties;
