//! Names that only a transcript has: it may have misspelled them.

use super::classified::ClassifiedCandidate;
use super::episode::EpisodeLinker;
use crate::extract::Candidate;
use crate::knowledge::name_lists;
use crate::vocabulary::{DocumentPart, DocumentParts};

/// How sure it is that a spoken name is the one of the notes that it sounds like.
pub(super) const SPOKEN_CONFIDENCE: f32 = 0.6;

impl<'m> EpisodeLinker<'_, 'm> {
    /// Whether a name is only spoken, and known neither to the lexicon nor from another episode: a
    /// transcript may have misspelled it.
    pub(super) fn is_from_transcript_only(&self, candidate: &Candidate) -> bool {
        let spoken = candidate.places == DocumentParts::of(DocumentPart::Transcript);
        let name = candidate.form.chars().filter(|c| c.is_alphabetic()).count() >= 4
            && candidate.form.starts_with(char::is_uppercase)
            && candidate.form.chars().any(char::is_lowercase);
        spoken
            && name
            && candidate.entries.is_empty()
            && !name_lists::is_common(&candidate.form)
            && self
                .context
                .statistics
                .names
                .get(&candidate.key)
                .is_some_and(|count| count.episodes == 1)
    }

    /// The spoken names that were classified as nothing, long enough to be compared by their sound.
    pub(super) fn unclassified<'s>(
        &'s self,
        classified: &[ClassifiedCandidate],
    ) -> impl Iterator<Item = u32> + use<'s, 'm> {
        let mut taken = vec![false; self.episode.candidates.len()];
        for one in classified {
            taken[one.index as usize] = true;
        }
        let candidates = self.episode.candidates.iter().enumerate();
        candidates
            .filter(move |(at, candidate)| {
                !taken[*at]
                    && candidate.free > 0
                    && candidate.form.len() >= 6
                    && self.is_from_transcript_only(candidate)
            })
            .map(|(at, _)| at as u32)
    }
}
