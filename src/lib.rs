//! Turns the show notes of podcasts into knowledge graphs.

#![warn(missing_docs)]
#![forbid(unsafe_code)]

pub mod error;
pub mod export;
pub mod graph;
pub mod source;
pub mod vocabulary;
