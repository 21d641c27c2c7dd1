//! One binary for all integration tests, a module per feature.

mod source_corpora;
