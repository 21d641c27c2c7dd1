//! What lies between extraction and resolution: the extracted episodes of a corpus, in input order.
//!
//! Resolution needs the counts of the whole corpus, so every episode has to wait until the last one
//! is extracted. An [`EpisodeStore`] is where they wait. It takes and gives batches, so that neither
//! side has to hold more than one of them, and its methods can fail, so that a store may lie on disk.

use std::borrow::Cow;

use crate::error::Result;
use crate::extract::ExtractedEpisode;

/// The batches of a store, given away.
pub type OwnedBatches = Box<dyn Iterator<Item = Result<Vec<ExtractedEpisode>>> + Send>;

/// The batches of a store, lent: borrowed where they lie in memory, owned where they are read.
pub type LentBatches<'s> = Box<dyn Iterator<Item = Result<Cow<'s, [ExtractedEpisode]>>> + 's>;

/// Keeps the extracted episodes of a corpus in the order in which they were appended.
pub trait EpisodeStore: Send + Sync {
    /// Takes the next episodes.
    ///
    /// # Errors
    ///
    /// Where the store cannot be written.
    fn append(&mut self, batch: Vec<ExtractedEpisode>) -> Result<()>;

    /// How many episodes it holds.
    fn len(&self) -> usize;

    /// Whether it holds none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Lends all episodes in order; may be asked again. An item is an error where the store cannot
    /// be read.
    fn batches(&self) -> LentBatches<'_>;

    /// Gives all episodes away in order, each batch when it is asked for. An item is an error where
    /// the store cannot be read.
    fn into_batches(self: Box<Self>) -> OwnedBatches;
}

/// A store in memory. It cannot fail.
#[derive(Debug, Default)]
pub struct MemoryStore {
    batches: Vec<Vec<ExtractedEpisode>>,
}

impl EpisodeStore for MemoryStore {
    fn append(&mut self, batch: Vec<ExtractedEpisode>) -> Result<()> {
        self.batches.push(batch);
        Ok(())
    }

    fn len(&self) -> usize {
        self.batches.iter().map(Vec::len).sum()
    }

    fn batches(&self) -> LentBatches<'_> {
        let batches = self.batches.iter();
        Box::new(batches.map(|batch| Ok(Cow::Borrowed(batch.as_slice()))))
    }

    fn into_batches(self: Box<Self>) -> OwnedBatches {
        Box::new(self.batches.into_iter().map(Ok))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::EpisodeFacts;

    fn batch(sources: &[&str]) -> Vec<ExtractedEpisode> {
        let episode = |source: &&str| ExtractedEpisode {
            episode: EpisodeFacts {
                files: vec![(*source).into()],
                ..EpisodeFacts::default()
            },
            ..ExtractedEpisode::default()
        };
        sources.iter().map(episode).collect()
    }

    fn lent(store: &dyn EpisodeStore) -> Vec<String> {
        let mut sources = Vec::new();
        for batch in store.batches() {
            let batch = batch.expect("memory does not fail");
            sources.extend(
                batch
                    .iter()
                    .map(|episode| episode.episode.source().to_owned()),
            );
        }
        sources
    }

    #[test]
    fn episodes_come_back_in_the_order_in_which_they_went_in() {
        let mut store: Box<dyn EpisodeStore> = Box::new(MemoryStore::default());
        assert!(store.is_empty());
        for sources in [&["b", "a"] as &[&str], &[], &["c"]] {
            store.append(batch(sources)).expect("memory does not fail");
        }
        assert_eq!(store.len(), 3);
        assert_eq!(lent(&*store), ["b", "a", "c"]);
        assert_eq!(lent(&*store), ["b", "a", "c"], "a second time");
        let given: Vec<String> = store
            .into_batches()
            .flat_map(|batch| batch.expect("memory does not fail"))
            .map(|episode| episode.episode.source().to_owned())
            .collect();
        assert_eq!(given, ["b", "a", "c"]);
    }
}
