//! The graph that a command works on: read from notes, or as export saved it.

use std::path::Path;

use showgraph::error::{Error, Result, Warning};
use showgraph::export::read_graph;
use showgraph::graph::KnowledgeGraph;
use showgraph::vocabulary::Kind;
use showgraph::{Outcome, Pipeline};

use super::args::GraphSource;
use super::progress::Bar;
use super::report::Report;

/// A graph, and what was wrong with the notes that it was made of.
#[derive(Default)]
pub struct Read {
    pub graph: KnowledgeGraph,
    pub problems: Vec<Warning>,
}

impl GraphSource {
    /// Reads it, and tells the problems of notes.
    pub fn read(&self, report: &Report) -> Result<Read> {
        if self.paths.is_empty() {
            return Ok(Read {
                graph: read_graph(&self.graph)?,
                ..Read::default()
            });
        }
        self.finish(self.open(report)?.build()?, report)
    }

    /// The run over the notes that are named.
    pub fn open(&self, report: &Report) -> Result<Pipeline> {
        let pipeline = Pipeline::open(&self.paths, &self.reading.options())?;
        Ok(pipeline.with_progress(Bar::new(report.shows_progress())))
    }

    /// What a run over the notes gave; that they hold no episode is an error.
    pub fn finish(&self, outcome: Outcome, report: &Report) -> Result<Read> {
        report.warnings(&outcome.warnings);
        report.read(&outcome);
        if outcome.graph.nodes_of(Kind::Episode).next().is_none() {
            let message = "none of the files that were found is an episode; `showgraph check -v` says why of each";
            return Err(Error::Argument(message.into()));
        }
        Ok(Read {
            graph: outcome.graph,
            problems: outcome.warnings,
        })
    }

    /// The one folder that is read, if it is one.
    pub fn folder(&self) -> Option<&Path> {
        match self.paths.as_slice() {
            [only] if only.is_dir() => Some(only),
            _ => None,
        }
    }
}
