//! The reasons of a recommendation: the terms of its score, in the form in which a listener
//! understands them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::answer::{Reason, Recommendation, SharedWord};
use super::incidence::IncidenceMatrix;
use super::index::Index;
use super::score::Terms;

/// How many things are given as reasons.
pub const SHOWN: usize = 5;

/// How many words are given beside them.
pub const SHOWN_WORDS: usize = 3;

/// What makes less of a score is not given as a reason.
const LEAST: f64 = 0.01;

/// Makes reasons of terms.
pub(super) struct Explainer<'a> {
    pub matrix: &'a IncidenceMatrix,
    pub index: &'a Index,
    /// What the question is about: one of these is among the reasons wherever it is shared.
    pub about: &'a BTreeSet<u32>,
}

impl Explainer<'_> {
    /// A recommendation of an episode for some things alone.
    pub(super) fn of_things(&self, at: u32, score: f64, things: Vec<(u32, f64)>) -> Recommendation {
        let terms = Terms {
            things,
            ..Terms::default()
        };
        self.of(at, score, terms)
    }

    /// A recommendation of an episode. A word that stands in the name of a shared thing counts for that
    /// thing, so that nothing is said twice.
    pub(super) fn of(&self, at: u32, score: f64, mut terms: Terms) -> Recommendation {
        let mut things = terms.things;
        rank(&mut things);
        for (thing, value) in &mut things {
            for word in &self.index.names[*thing as usize] {
                let found = terms.words.binary_search_by_key(word, |(word, _)| *word);
                // What a thing has taken is worth nothing to the next.
                *value += found.map_or(0.0, |at| std::mem::take(&mut terms.words[at].1));
            }
        }
        rank(&mut things);
        if let Some(place) = things
            .iter()
            .position(|(thing, _)| self.about.contains(thing))
            && place >= SHOWN
        {
            things[SHOWN - 1..=place].rotate_right(1);
        }
        let mut words = terms.words;
        words.retain(|(_, value)| *value > 0.0);
        rank(&mut words);
        let episode = &self.matrix.episodes[at as usize];
        // Rounded down, so that shares never add up to more than the whole.
        let share = |value: f64| (value / score * 1e4).floor().clamp(0.0, 1e4) / 1e4;
        let because = things.into_iter().take(SHOWN).map(|(thing, value)| {
            let entity = &self.matrix.entities[thing as usize];
            let quote = episode
                .incidence(thing)
                .map(|incidence| Arc::clone(&incidence.quote));
            Reason {
                id: entity.id.clone(),
                label: entity.label.clone(),
                kind: entity.kind,
                share: share(value),
                quote: quote.unwrap_or_default(),
            }
        });
        let words = words
            .into_iter()
            .take(SHOWN_WORDS)
            .filter(|(_, value)| *value >= LEAST * score);
        Recommendation {
            episode: episode.id.clone(),
            source: episode.source.clone(),
            label: episode.label.clone(),
            score,
            because: because.collect(),
            words: words
                .map(|(word, value)| SharedWord {
                    word: self.index.vocabulary.term(word).into(),
                    share: share(value),
                })
                .collect(),
            nearness: share(terms.nearness),
        }
    }
}

/// The greatest first; of equals the lesser place.
fn rank(terms: &mut [(u32, f64)]) {
    terms.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
}
