//! The first half of a run: files in, extracted episodes and the counts of the whole corpus out.

use std::borrow::Cow;
use std::sync::Arc;

use rayon::prelude::*;

use super::options::Progress;
use super::resolved::ResolvedCorpus;
use super::store::{EpisodeStore, MemoryStore};
use crate::error::{Result, Warning};
use crate::extract::{ExtractedEpisode, extract};
use crate::knowledge::Knowledge;
use crate::resolve::{
    CorpusStatistics, NamesInCorpus, Resolver, Suggestion, Suggestions, unused_entries,
};
use crate::source::{Corpus, EpisodeInput, ReadOutcome};

/// So many episodes are read and extracted before they go into the store. A barrier stands between
/// batches, so they are larger than the number of threads; the smaller they are, the less memory is
/// strewn with what is read and dropped.
const BATCH: usize = 64;

/// A corpus whose documents are extracted and counted, and can be resolved.
pub struct ExtractedCorpus {
    episodes: Box<dyn EpisodeStore>,
    resolver: Arc<Resolver>,
    corpus: Arc<Corpus>,
    base_iri: String,
    warnings: Vec<Warning>,
}

impl ExtractedCorpus {
    /// Reads every episode, finds what it mentions, and counts that.
    pub(super) fn read(
        corpus: &Arc<Corpus>,
        knowledge: &Arc<Knowledge>,
        base_iri: &str,
        progress: &dyn Progress,
    ) -> Result<Self> {
        progress.total(corpus.episodes().len());
        let mut episodes = MemoryStore::default();
        let mut warnings = corpus.warnings().to_vec();
        for inputs in corpus.episodes().chunks(BATCH) {
            let read: Vec<(Option<ExtractedEpisode>, Vec<Warning>)> = inputs
                .par_iter()
                .map(|input| {
                    let read = read_input(corpus, input, knowledge);
                    progress.step();
                    read
                })
                .collect();
            let mut batch = Vec::with_capacity(read.len());
            for (episode, said) in read {
                batch.extend(episode);
                warnings.extend(said);
            }
            episodes.append(batch)?;
        }
        progress.finish();
        warnings.sort();
        // Counted when all are read: what lives long is then not strewn among what is read and dropped.
        let mut counts = Counts::new();
        for batch in episodes.batches() {
            counts.add(&batch?);
        }
        let resolver = Resolver::new(Arc::new(counts.finish()), Arc::clone(knowledge));
        Ok(Self {
            episodes: Box::new(episodes),
            resolver: Arc::new(resolver.with_curation(&corpus.config().curation)),
            corpus: Arc::clone(corpus),
            base_iri: base_iri.to_owned(),
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

    /// The episodes, in input order, in batches. An item is an error where they cannot be read.
    pub fn batches(&self) -> impl Iterator<Item = Result<Cow<'_, [ExtractedEpisode]>>> {
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
        Ok(ResolvedCorpus::new(
            self.episodes.into_batches(),
            self.resolver,
            self.corpus.shows(),
            self.base_iri,
            warnings,
            self.corpus.inputs().len(),
        ))
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

/// The counts of a corpus while it is read: one share for each thread, since what is merged is
/// counted twice.
struct Counts(Vec<CorpusStatistics>);

impl Counts {
    fn new() -> Self {
        Self(vec![
            CorpusStatistics::default();
            rayon::current_num_threads()
        ])
    }

    fn add(&mut self, batch: &[ExtractedEpisode]) {
        let share = batch.len().div_ceil(self.0.len()).max(1);
        let shares = self.0.par_iter_mut().zip(batch.par_chunks(share));
        shares.for_each(|(counts, episodes)| {
            episodes.iter().for_each(|episode| counts.add(episode));
        });
    }

    fn finish(self) -> CorpusStatistics {
        let all = self.0.into_iter().reduce(|mut all, share| {
            all.merge(share);
            all
        });
        all.unwrap_or_default()
    }
}
