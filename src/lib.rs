//! Turns the show notes of podcasts into knowledge graphs.

#![warn(missing_docs)]
#![forbid(unsafe_code)]

pub mod config;
pub mod error;
pub mod extract;
pub mod graph;
pub mod resolve;
pub mod source;
pub mod vocabulary;
