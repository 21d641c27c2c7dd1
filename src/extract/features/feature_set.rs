//! The features of one candidate, summed as they are found.

use crate::knowledge::features::{Feature, FeatureFamily, FeatureValue};
use crate::knowledge::weights::{Model, Scores, WeightSum};
use crate::text::token::Token;

/// The features of one candidate, as the sum of their weights: what has no weight says nothing.
/// Keeps the names of all of them too when asked to, for fitting. One of these serves all candidates
/// of a document.
pub struct FeatureSet<'m> {
    model: &'m Model,
    /// The weights of all, each feature once.
    sum: WeightSum,
    /// Of each row: for which candidate it was added last.
    added: Vec<u32>,
    candidate: u32,
    /// All names, where wanted.
    names: Option<Vec<String>>,
}

impl<'m> FeatureSet<'m> {
    /// An empty set that keeps names or does not.
    pub fn new(model: &'m Model, named: bool) -> Self {
        Self {
            model,
            sum: WeightSum::default(),
            added: vec![0; model.row_count()],
            candidate: 1,
            names: named.then(Vec::new),
        }
    }

    /// Forgets all features, for the next candidate.
    pub fn clear(&mut self) {
        self.sum = WeightSum::default();
        self.candidate += 1;
    }

    #[inline]
    fn feature(&mut self, feature: Feature) {
        if let Some(row) = self.model.row(feature) {
            let added = &mut self.added[row as usize];
            if *added != self.candidate {
                *added = self.candidate;
                self.sum.add(self.model.weights(row));
            }
        }
    }

    /// Adds `family=value`.
    #[inline]
    pub fn add(&mut self, family: FeatureFamily, value: FeatureValue<'_>) {
        self.feature(Feature::new(family, value));
        if let Some(names) = &mut self.names {
            names.push(format!("{}={}", family.name, value.name));
        }
    }

    /// Adds `family=first/second`.
    #[inline]
    pub fn pair(
        &mut self,
        family: FeatureFamily,
        first: FeatureValue<'_>,
        second: FeatureValue<'_>,
    ) {
        self.feature(Feature::pair(family, first, second));
        if let Some(names) = &mut self.names {
            names.push(format!("{}={}/{}", family.name, first.name, second.name));
        }
    }

    /// Adds `family=word`, for a word of the text in any letter case.
    #[inline]
    pub(super) fn word(&mut self, family: FeatureFamily, word: &Token, text: &str) {
        self.hashed(family, word.hash, word.text(text));
    }

    #[inline]
    pub(super) fn hashed(&mut self, family: FeatureFamily, hash: u32, word: &str) {
        self.feature(Feature::word(family, hash));
        if let Some(names) = &mut self.names {
            names.push(format!("{}={}", family.name, word.to_lowercase()));
        }
    }

    /// The sum of their weights.
    pub fn score(&self) -> Scores {
        self.sum.scores()
    }

    /// Takes the names out, sorted, each once; none where they are not kept.
    pub fn take_names(&mut self) -> Vec<String> {
        let mut names = self.names.as_mut().map(std::mem::take).unwrap_or_default();
        names.sort_unstable();
        names.dedup();
        names
    }
}
