//! One episode read again with everything that spoke for and against its names.

use crate::extract::{ExtractedEpisode, extract_traced};
use crate::knowledge::Knowledge;
use crate::resolve::{Explanation, Resolver, explain, names_in};
use crate::source::Document;

/// An episode with the features of each of its candidates. No candidate is left out, however
/// unlikely it is.
#[derive(Debug)]
#[non_exhaustive]
pub struct TracedEpisode {
    /// The episode as it was read.
    pub document: Document,
    /// What it mentions.
    pub extracted: ExtractedEpisode,
    /// The names of the features of each candidate, in the order of the candidates.
    pub features: Vec<Vec<String>>,
}

impl TracedEpisode {
    /// Extracts an episode and keeps all features.
    pub fn new(document: Document, knowledge: &Knowledge) -> Self {
        let (extracted, features) = extract_traced(&document, knowledge);
        Self {
            document,
            extracted,
            features,
        }
    }

    /// Why a name is what it is in this episode; nothing where the episode does not have it.
    /// `resolver` is that of the corpus which the episode belongs to.
    pub fn explain(&self, resolver: &Resolver, name: &str) -> Option<Explanation> {
        explain(
            resolver,
            &self.document,
            &self.extracted,
            &self.features,
            name,
        )
    }

    /// Every name that the episode has.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        names_in(&self.extracted)
    }
}
