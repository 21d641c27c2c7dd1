//! The second half of a run: extracted episodes in, resolved ones out, and the graph built from them.

use std::sync::Arc;
use std::vec;

use rayon::prelude::*;

use super::store::OwnedBatches;
use crate::error::{Result, Severity, Warning};
use crate::graph::{self, KnowledgeGraph};
use crate::resolve::{Merge, ResolvedEpisode, Resolver};
use crate::source::ShowFacts;

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

impl Outcome {
    /// Whether some input was skipped.
    pub fn is_partial(&self) -> bool {
        self.warnings
            .iter()
            .any(|warning| warning.severity == Severity::Skipped)
    }
}

/// A corpus whose names are being resolved: an iterator over its episodes, in input order. A batch
/// of them is resolved side by side when its first episode is asked for.
pub struct ResolvedCorpus {
    batches: OwnedBatches,
    ready: vec::IntoIter<ResolvedEpisode>,
    resolver: Arc<Resolver>,
    shows: Vec<ShowFacts>,
    base_iri: String,
    warnings: Vec<Warning>,
    files: usize,
}

impl ResolvedCorpus {
    pub(super) fn new(
        batches: OwnedBatches,
        resolver: Arc<Resolver>,
        shows: Vec<ShowFacts>,
        base_iri: String,
        warnings: Vec<Warning>,
        files: usize,
    ) -> Self {
        Self {
            batches,
            ready: Vec::new().into_iter(),
            resolver,
            shows,
            base_iri,
            warnings,
            files,
        }
    }

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
        self.into_graph_with(|_| {})
    }

    /// Builds the graph, and tells which names were taken for one thing, and why: sorted, each once
    /// for a file.
    ///
    /// # Errors
    ///
    /// Where the store of the extracted episodes cannot be read.
    pub fn into_graph_and_merges(self) -> Result<(Outcome, Vec<Merge>)> {
        let mut merges = Vec::new();
        let outcome = self.into_graph_with(|episode| merges.extend(episode.merges()))?;
        merges.sort();
        merges.dedup();
        Ok((outcome, merges))
    }

    /// Builds the graph, and shows each resolved episode on its way there.
    fn into_graph_with(mut self, mut see: impl FnMut(&ResolvedEpisode)) -> Result<Outcome> {
        let episodes = self.by_ref().map(|episode| episode.inspect(&mut see));
        let episodes = episodes.collect::<Result<Vec<_>>>()?;
        // What resolves names is as large as the graph, and not needed any more.
        drop(self.resolver);
        Ok(Outcome {
            graph: graph::build(episodes, &self.shows, &self.base_iri),
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
            match self.batches.next()? {
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
