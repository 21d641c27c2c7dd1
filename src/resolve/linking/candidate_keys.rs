//! The candidates of an episode by their keys: looked up for names with a version, of which a note may have
//! thousands.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use crate::extract::Candidate;

/// Finds candidates by key; the table is made when first asked for.
pub(super) struct CandidateKeys<'m> {
    candidates: &'m [Candidate],
    by_key: OnceCell<FxHashMap<&'m str, Vec<u32>>>,
}

impl<'m> CandidateKeys<'m> {
    /// Those of an episode.
    pub(super) const fn new(candidates: &'m [Candidate]) -> Self {
        Self {
            candidates,
            by_key: OnceCell::new(),
        }
    }

    /// The candidates with a key, in the order of the episode.
    pub(super) fn of(&self, key: &str) -> impl Iterator<Item = &'m Candidate> + use<'m, '_> {
        let by_key = self.by_key.get_or_init(|| {
            let mut by_key: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
            for (at, candidate) in (0..).zip(self.candidates) {
                by_key.entry(&candidate.key).or_default().push(at);
            }
            by_key
        });
        let found = by_key.get(key).map_or(&[][..], Vec::as_slice);
        found.iter().map(|at| &self.candidates[*at as usize])
    }
}
