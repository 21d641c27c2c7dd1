//! What lies between extraction and resolution: the extracted episodes of a corpus.
//!
//! Resolution needs the counts of the whole corpus, so every episode has to wait until the last one
//! is extracted. An [`EpisodeStore`] is where they wait, as records of a [`Spill`]; of each, its facts stay in memory,
//! because links lead from any episode to any other. Whoever asks for the episodes gets them in the order of their
//! files, a batch at a time.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::extract::{EpisodeFacts, ExtractedEpisode};
use crate::graph::by_place;
use crate::spill::{Place, Spill, SpillOptions};

/// So many episodes are in memory at a time. A barrier stands between batches, so they are larger than the number of
/// threads; the smaller they are, the less memory is strewn with what is read and dropped.
pub(super) const BATCH: usize = 64;

/// Extracted episodes that wait to be resolved.
#[derive(Debug)]
pub struct EpisodeStore {
    spill: Spill,
    episodes: Vec<(EpisodeFacts, Place)>,
}

/// An episode as it waits, with what serde leaves out: it stays in this process.
#[derive(Serialize)]
struct Written<'e> {
    entries: Vec<&'e [u32]>,
    episode: &'e ExtractedEpisode,
}

#[derive(Deserialize)]
struct Read {
    entries: Vec<Vec<u32>>,
    episode: ExtractedEpisode,
}

impl EpisodeStore {
    /// Without episodes.
    pub(super) fn new(options: SpillOptions) -> Self {
        Self {
            spill: Spill::new(options),
            episodes: Vec::new(),
        }
    }

    /// Takes the next episodes.
    ///
    /// # Errors
    ///
    /// Where the store cannot be written.
    pub(super) fn append(&mut self, batch: Vec<ExtractedEpisode>) -> Result<()> {
        let records: Vec<Vec<u8>> = batch
            .par_iter()
            .map(|episode| {
                let entries = episode.candidates.iter().map(|one| &*one.entries);
                Spill::record(&Written {
                    entries: entries.collect(),
                    episode,
                })
            })
            .collect();
        for (episode, record) in batch.into_iter().zip(records) {
            let place = self.spill.push(&record)?;
            self.episodes.push((episode.episode, place));
        }
        Ok(())
    }

    /// Puts the episodes in the order of their files; those that stand in one file in that of their places in it.
    pub(super) fn sort(&mut self) {
        self.episodes.sort_by(|(a, _), (b, _)| by_place(a, b));
    }

    /// How many episodes it holds.
    pub fn len(&self) -> usize {
        self.episodes.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.episodes.is_empty()
    }

    /// All episodes in order, in batches; may be asked again. An item is an error where the store cannot
    /// be read.
    pub fn batches(&self) -> impl Iterator<Item = Result<Vec<ExtractedEpisode>>> {
        let batches = self.episodes.chunks(BATCH);
        batches.map(|batch| read(&self.spill, batch.iter().map(|(_, place)| *place)))
    }

    /// The facts of all episodes, and the rest of the store.
    pub(super) fn into_parts(self) -> (Vec<EpisodeFacts>, WaitingEpisodes) {
        let (facts, places) = self.episodes.into_iter().unzip();
        let waiting = WaitingEpisodes {
            spill: self.spill,
            places,
            next: 0,
        };
        (facts, waiting)
    }
}

/// The episodes of a store, each to be read once more: an iterator of batches, in order.
#[derive(Debug)]
pub(super) struct WaitingEpisodes {
    spill: Spill,
    places: Vec<Place>,
    next: usize,
}

impl Iterator for WaitingEpisodes {
    type Item = Result<Vec<ExtractedEpisode>>;

    fn next(&mut self) -> Option<Self::Item> {
        let end = (self.next + BATCH).min(self.places.len());
        let batch = &self.places[self.next..end];
        self.next = end;
        (!batch.is_empty()).then(|| read(&self.spill, batch.iter().copied()))
    }
}

/// Reads some episodes, on all threads.
fn read(spill: &Spill, places: impl Iterator<Item = Place>) -> Result<Vec<ExtractedEpisode>> {
    let records: Vec<Vec<u8>> = places
        .map(|place| spill.bytes(place))
        .collect::<Result<_>>()?;
    let episode = |record: Vec<u8>| {
        let Read {
            entries,
            mut episode,
        } = spill.value(&record)?;
        for (candidate, entries) in episode.candidates.iter_mut().zip(entries) {
            candidate.entries = entries;
        }
        Ok(episode)
    };
    records.into_par_iter().map(episode).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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

    fn sources(batches: impl Iterator<Item = Result<Vec<ExtractedEpisode>>>) -> Vec<String> {
        let episodes = batches.flat_map(|batch| batch.expect("it was written"));
        episodes
            .map(|episode| episode.episode.source().to_owned())
            .collect()
    }

    #[test]
    fn episodes_come_back_in_the_order_of_their_files() {
        for memory in [0, 1 << 30] {
            let mut store = EpisodeStore::new(SpillOptions {
                memory,
                folder: None,
            });
            assert!(store.is_empty());
            for sources in [&["b", "a"] as &[&str], &[], &["c"]] {
                store.append(batch(sources)).expect("it can be written");
            }
            store.sort();
            assert_eq!(store.len(), 3);
            assert_eq!(sources(store.batches()), ["a", "b", "c"]);
            assert_eq!(sources(store.batches()), ["a", "b", "c"], "a second time");
            let (facts, waiting) = store.into_parts();
            assert_eq!(sources(waiting), ["a", "b", "c"]);
            assert_eq!(facts[2].source(), "c");
        }
    }
}
