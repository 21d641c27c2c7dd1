//! Turns the show notes of podcasts into knowledge graphs: offline, deterministic, with the file, line
//! and quote behind every edge.
//!
//! # A first program
//!
//! ```
//! use showgraph::vocabulary::{Kind, Relation};
//! use showgraph::{Options, Pipeline};
//!
//! let pipeline = Pipeline::open(&["tests/corpus".into()], &Options::default())?;
//! let outcome = pipeline.build()?;
//! for episode in outcome.graph.nodes_of(Kind::Episode) {
//!     for guest in outcome.graph.neighbours(&episode.id, Relation::HasGuest) {
//!         println!("{} was a guest of {}", guest.label, episode.label);
//!     }
//! }
//! # Ok::<(), showgraph::error::Error>(())
//! ```
//!
//! # The data flow is the layout
//!
//! ```text
//! text, knowledge -> source -> extract -> resolve -> graph -> rdf | analyze | query -> export -> pipeline
//! ```
//!
//! | module | takes | gives |
//! |---|---|---|
//! | [`text`], [`knowledge`] | | tokens, name keys, positions; the lexicon, cue words, addresses, weights |
//! | [`source`] | files | a [`Document`](source::Document) an episode, with the place of every byte |
//! | [`extract`] | a document | its [`ExtractedEpisode`](extract::ExtractedEpisode); a pure function |
//! | [`resolve`] | all of them | [`ResolvedEpisode`](resolve::ResolvedEpisode)s: which name is which entity |
//! | [`graph`] | resolved episodes | a [`KnowledgeGraph`](graph::KnowledgeGraph) |
//! | [`rdf`], [`analyze`], `query` | a graph | answers, as data |
//! | [`export`] | a graph or an answer | bytes |
//! | [`pipeline`] | paths | the whole run |
//! | `bindings` | a graph | answers for programs in other languages: assistants |
//! | `fetch` | addresses of feeds | a folder that `source` reads; the only module that uses the network |
//!
//! Imports run left to right only, and each stage can be used alone.
//!
//! # Glossary
//!
//! - **mention**: one place where a text names something. **Surface form**: how it is spelled there.
//! - **candidate**: all mentions of one surface form in one episode, which may turn out to be an entity.
//! - **feature**: something true of a candidate that speaks for or against a kind; its **class weights**
//!   say how much. The fitted weights are data (`src/data/model.tsv`).
//! - **gazetteer** (here: *lexicon*): names that are known beforehand, with their kinds.
//! - **entity linking**: deciding which entity a candidate is. **Coreference**: which short names mean
//!   the same person within an episode or a show.
//! - **boilerplate**: text that many episodes of a show repeat.
//! - **evidence**: the file, line, column and quote where an edge is stated; its **rule** found it, its
//!   **basis** says whether it is stated, inferred, or known from the lexicon.
//! - **incidence matrix**: which entity occurs in which episode; **partition**: entities divided into
//!   topics so that each belongs to one.
//!
//! # Names of one's own
//!
//! ```
//! use showgraph::vocabulary::Kind;
//! use showgraph::{Options, Pipeline};
//!
//! let folder = std::env::temp_dir().join("showgraph-own-lexicon");
//! std::fs::create_dir_all(&folder)?;
//! std::fs::write(folder.join("own.toml"), "[product]\n\"Soil Probe 3\" = []\n")?;
//! std::fs::write(folder.join("001.md"), "# Worms\n\nWe measured with the Soil Probe 3.\n")?;
//!
//! let mut options = Options::default();
//! options.lexicons.push(folder.join("own.toml"));
//! let pipeline = Pipeline::open(&[folder.join("001.md")], &options)?;
//! let graph = pipeline.build()?.graph;
//! assert!(graph.nodes_of(Kind::Product).any(|node| node.label == "Soil Probe 3"));
//! # std::fs::remove_dir_all(&folder)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Recommendations
//!
//! ```
//! use showgraph::analyze::recommend::{RecommendOptions, Recommender};
//! use showgraph::graph::find_node;
//! use showgraph::vocabulary::Kind;
//! use showgraph::{Options, Pipeline};
//!
//! let graph = Pipeline::open(&["tests/corpus".into()], &Options::default())?.build()?.graph;
//! let heard = find_node(&graph, "Kubernetes in the Attic", &[Kind::Episode])?;
//! let recommender = Recommender::new(&graph);
//! let answer = recommender.episode(&heard.id, &RecommendOptions::default());
//! for next in answer.into_iter().flat_map(|answer| answer.recommendations) {
//!     let reasons: Vec<&str> = next.because.iter().map(|reason| &*reason.label).collect();
//!     println!("{:.2}  {}, because of {}", next.score, next.label, reasons.join(", "));
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Features
//!
//! `cli` (the binary and what it needs), `fetch` (the network, for `showgraph fetch`), `sparql` (`query`),
//! `viewer` (the page that `showgraph view` writes), `mcp` (`showgraph mcp`, with an asynchronous runtime); all on by default. A program that only builds graphs takes `default-features = false`.

pub mod analyze;
#[cfg(feature = "mcp")]
pub mod bindings;
pub mod config;
pub mod error;
pub mod export;
pub mod extract;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod graph;
pub mod knowledge;
pub mod pipeline;
#[cfg(feature = "sparql")]
pub mod query;
pub mod rdf;
pub mod reference;
pub mod resolve;
pub mod source;
pub mod text;
pub mod untrusted;
pub mod vocabulary;

pub use pipeline::{
    ExtractedCorpus, NoProgress, Options, Outcome, Pipeline, Progress, ResolvedCorpus,
};

/// What the programs that fit weights (`src/training`) need beyond the stages' own interfaces; it may
/// change with every version.
#[doc(hidden)]
pub mod training {
    pub use crate::resolve::corpus_features::add as add_corpus_features;
}

/// The README's examples are tests too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
