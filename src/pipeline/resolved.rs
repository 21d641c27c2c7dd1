//! The second half of a run: extracted episodes in, resolved ones out, and the graph built from them.

use std::sync::Arc;
use std::vec;

use rayon::prelude::*;

use super::store::WaitingEpisodes;
use crate::error::{Result, Severity, Warning};
use crate::extract::EpisodeFacts;
use crate::graph::{GraphBuilder, KnowledgeGraph, WaitingGraph};
use crate::resolve::{Merge, ResolvedEpisode, Resolver};
use crate::source::ShowFacts;
use crate::spill::SpillOptions;

/// What a run gives.
#[derive(Debug)]
#[non_exhaustive]
pub struct Outcome {
    /// The graph.
    pub graph: KnowledgeGraph,
    /// What was left out, or used only in part.
    pub warnings: Vec<Warning>,
    /// How many files were found.
    pub files: usize,
}

/// What a run gives, with a graph whose edges wait.
#[non_exhaustive]
pub struct Waiting {
    /// The graph.
    pub graph: WaitingGraph,
    /// What was left out, or used only in part.
    pub warnings: Vec<Warning>,
    /// How many files were found.
    pub files: usize,
}

impl Waiting {
    /// The same with all of the graph in memory.
    ///
    /// # Errors
    ///
    /// Where the edges cannot be read.
    pub fn into_outcome(self) -> Result<Outcome> {
        Ok(Outcome {
            graph: self.graph.into_graph()?,
            warnings: self.warnings,
            files: self.files,
        })
    }
}

impl Outcome {
    /// Whether some input was skipped.
    pub fn is_partial(&self) -> bool {
        self.warnings
            .iter()
            .any(|warning| warning.severity == Severity::Skipped)
    }
}

/// A corpus whose names are being resolved: an iterator over its episodes, in the order of their files. A batch
/// of them is resolved side by side when its first episode is asked for.
pub struct ResolvedCorpus {
    /// Of all episodes.
    pub(super) facts: Vec<EpisodeFacts>,
    pub(super) waiting: WaitingEpisodes,
    pub(super) ready: vec::IntoIter<ResolvedEpisode>,
    pub(super) resolver: Arc<Resolver>,
    pub(super) shows: Vec<ShowFacts>,
    pub(super) base_iri: String,
    pub(super) spill: SpillOptions,
    pub(super) warnings: Vec<Warning>,
    pub(super) files: usize,
}

impl ResolvedCorpus {
    /// What was left out, or used only in part, sorted.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Builds the graph.
    ///
    /// # Errors
    ///
    /// Where the store of the extracted episodes cannot be read.
    pub fn into_graph(self) -> Result<Outcome> {
        self.into_waiting()?.into_outcome()
    }

    /// Builds the graph, and leaves its edges where they wait.
    ///
    /// # Errors
    ///
    /// Where the store of the extracted episodes cannot be read, or that of the edges not be written.
    pub fn into_waiting(self) -> Result<Waiting> {
        self.into_waiting_with(|_| {})
    }

    /// Builds the graph, and tells which names were taken for one thing, and why: sorted, each once
    /// for a file.
    ///
    /// # Errors
    ///
    /// Where the store of the extracted episodes cannot be read.
    pub fn into_graph_and_merges(self) -> Result<(Outcome, Vec<Merge>)> {
        let (waiting, merges) = self.into_waiting_and_merges()?;
        Ok((waiting.into_outcome()?, merges))
    }

    /// Builds the graph, leaves its edges where they wait, and tells which names were taken for one thing, and why:
    /// sorted, each once for a file.
    ///
    /// # Errors
    ///
    /// Where the store of the extracted episodes cannot be read, or that of the edges not be written.
    pub fn into_waiting_and_merges(self) -> Result<(Waiting, Vec<Merge>)> {
        let mut merges = Vec::new();
        let waiting = self.into_waiting_with(|episode| merges.extend(episode.merges()))?;
        merges.sort();
        merges.dedup();
        Ok((waiting, merges))
    }

    /// Builds the graph, and shows each resolved episode on its way there.
    fn into_waiting_with(mut self, mut see: impl FnMut(&ResolvedEpisode)) -> Result<Waiting> {
        let (facts, shows) = (
            std::mem::take(&mut self.facts),
            std::mem::take(&mut self.shows),
        );
        let (base_iri, spill) = (std::mem::take(&mut self.base_iri), self.spill.clone());
        let mut builder = GraphBuilder::new(&facts, &shows, &base_iri, spill);
        for episode in self.by_ref() {
            let episode = episode?;
            see(&episode);
            builder.add(episode)?;
        }
        // What resolves names is as large as the graph, and not needed any more.
        drop((self.resolver, self.waiting));
        Ok(Waiting {
            graph: builder.finish()?,
            warnings: self.warnings,
            files: self.files,
        })
    }
}

impl Iterator for ResolvedCorpus {
    type Item = Result<ResolvedEpisode>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(episode) = self.ready.next() {
                return Some(Ok(episode));
            }
            match self.waiting.next()? {
                Err(error) => return Some(Err(error)),
                Ok(batch) => {
                    let resolver = &self.resolver;
                    let resolved: Vec<ResolvedEpisode> = batch
                        .into_par_iter()
                        .map(|episode| resolver.resolve_owned(episode))
                        .collect();
                    self.ready = resolved.into_iter();
                }
            }
        }
    }
}
