//! The first half of a run: files in, extracted episodes and the counts of the whole corpus out.

use std::sync::Arc;

use rayon::prelude::*;

use super::options::Progress;
use super::resolved::ResolvedCorpus;
use super::store::{BATCH, EpisodeStore};
use crate::error::{Result, Warning};
use crate::extract::{ExtractedEpisode, extract};
use crate::knowledge::Knowledge;
use crate::resolve::{
    CorpusStatistics, NamesInCorpus, Resolver, Suggestion, Suggestions, unused_entries,
};
use crate::source::{Corpus, EpisodeInput, ReadOutcome};
use crate::spill::SpillOptions;

/// A corpus whose documents are extracted and counted, and can be resolved.
pub struct ExtractedCorpus {
    episodes: EpisodeStore,
    resolver: Arc<Resolver>,
    corpus: Arc<Corpus>,
    base_iri: String,
    spill: SpillOptions,
    warnings: Vec<Warning>,
}

impl ExtractedCorpus {
    /// Reads every episode, finds what it mentions, and counts that.
    pub(super) fn read(
        corpus: &Arc<Corpus>,
        knowledge: &Arc<Knowledge>,
        base_iri: &str,
        spill: &SpillOptions,
        progress: &dyn Progress,
    ) -> Result<Self> {
        progress.total(corpus.episodes().len());
        let mut episodes = EpisodeStore::new(spill.clone());
        let mut statistics = CorpusStatistics::default();
        let mut warnings = corpus.warnings().to_vec();
        let extracted = |inputs: &[EpisodeInput]| -> Vec<(Option<ExtractedEpisode>, Vec<Warning>)> {
            let inputs = inputs.par_iter();
            let read = inputs.map(|input| {
                let read = read_input(corpus, input, knowledge);
                progress.step();
                read
            });
            read.collect()
        };
        // While a batch is read, the one before it is counted and put away. One table counts all of them, because what
        // several count apart is there several times.
        let mut before = Vec::new();
        for inputs in corpus.episodes().chunks(BATCH).chain([&[] as &[_]]) {
            let last = std::mem::take(&mut before);
            let (read, stored) = rayon::join(
                || extracted(inputs),
                || {
                    last.iter().for_each(|episode| statistics.add(episode));
                    episodes.append(last)
                },
            );
            stored?;
            for (episode, said) in read {
                before.extend(episode);
                warnings.extend(said);
            }
        }
        progress.finish();
        warnings.sort();
        episodes.sort();
        let resolver = Resolver::new(Arc::new(statistics), Arc::clone(knowledge));
        Ok(Self {
            episodes,
            resolver: Arc::new(resolver.with_curation(&corpus.config().curation)),
            corpus: Arc::clone(corpus),
            base_iri: base_iri.to_owned(),
            spill: spill.clone(),
            warnings,
        })
    }

    /// How many episodes there are.
    pub fn len(&self) -> usize {
        self.episodes.len()
    }

    /// Whether there is no episode.
    pub fn is_empty(&self) -> bool {
        self.episodes.is_empty()
    }

    /// What was left out, or used only in part, sorted.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The counts of the whole corpus.
    pub fn statistics(&self) -> &CorpusStatistics {
        self.resolver.statistics()
    }

    /// What resolves an episode of this corpus.
    pub fn resolver(&self) -> &Resolver {
        &self.resolver
    }

    /// The episodes, in the order of their files, in batches. An item is an error where they cannot be read.
    pub fn batches(&self) -> impl Iterator<Item = Result<Vec<ExtractedEpisode>>> {
        self.episodes.batches()
    }

    /// The names that look like entities and are in no lexicon, most valuable first.
    ///
    /// # Errors
    ///
    /// Where the store of the extracted episodes cannot be read.
    pub fn suggest(&self) -> Result<Vec<Suggestion>> {
        let mut suggestions = Suggestions::default();
        for batch in self.batches() {
            for episode in batch?.iter() {
                suggestions.add(episode, &self.resolver);
            }
        }
        Ok(suggestions.finish(&self.resolver.knowledge().lexicon))
    }

    /// Resolves all names. Entries of the curation that do nothing become warnings.
    ///
    /// # Errors
    ///
    /// Where the store of the extracted episodes cannot be read.
    pub fn resolve(self) -> Result<ResolvedCorpus> {
        let mut warnings = self.warnings;
        let config = self.corpus.config();
        if !config.curation.is_empty() {
            let lexicon = &self.resolver.knowledge().lexicon;
            let mut names = NamesInCorpus::default();
            for batch in self.episodes.batches() {
                batch?
                    .iter()
                    .for_each(|episode| names.add(episode, lexicon));
            }
            let unused = unused_entries(&config.curation, &names);
            let notice =
                |(name, reason): (String, _)| Warning::notice(config.position(&name), reason);
            warnings.extend(unused.into_iter().map(notice));
            warnings.sort();
        }
        let (facts, waiting) = self.episodes.into_parts();
        Ok(ResolvedCorpus {
            facts,
            waiting,
            ready: Vec::new().into_iter(),
            resolver: self.resolver,
            shows: self.corpus.shows(),
            base_iri: self.base_iri,
            spill: self.spill,
            warnings,
            files: self.corpus.inputs().len(),
        })
    }
}

/// Reads an episode and finds what it mentions.
fn read_input(
    corpus: &Corpus,
    input: &EpisodeInput,
    knowledge: &Knowledge,
) -> (Option<ExtractedEpisode>, Vec<Warning>) {
    match corpus.read(input) {
        ReadOutcome::Episode(mut document) => {
            let warnings = std::mem::take(&mut document.warnings);
            (Some(extract(&document, knowledge)), warnings)
        }
        ReadOutcome::LeftOut(warning) | ReadOutcome::Failed(warning) => (None, vec![warning]),
    }
}
