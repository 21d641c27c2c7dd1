//! Turns the show notes of podcasts into knowledge graphs.
//!
//! The data flow is the layout: [`source`] reads files into documents, [`extract`] finds what each
//! document mentions, [`resolve`] decides over the whole corpus which name is which entity, [`graph`]
//! ties them into a [`KnowledgeGraph`](graph::KnowledgeGraph). [`build`] runs all of it.

#![warn(missing_docs)]
#![forbid(unsafe_code)]

pub mod analyze;
pub mod config;
pub mod error;
pub mod export;
pub mod extract;
pub mod graph;
pub mod knowledge;
pub mod pipeline;
pub mod query;
pub mod rdf;
pub mod resolve;
pub mod source;
pub mod text;
pub mod vocabulary;

pub use pipeline::{
    Extracted, NoProgress, Options, Outcome, Progress, ResolvedCorpus, build, documents, mentions,
    prepare, resolve_corpus, summarize,
};

/// The README's examples are tests too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
