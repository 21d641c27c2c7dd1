//! What the lexicon says of the forms in a block, as values of features.

use crate::extract::candidates::CandidateSpan;
use crate::knowledge::features::{FeatureValue, value};
use crate::knowledge::lexicon::{EntryId, Lexicon};
use crate::vocabulary::Kind;

/// What the lexicon says of a form of so many words, in one word.
pub(crate) fn lexicon_label(
    entries: &[u32],
    words: usize,
    lexicon: &Lexicon,
) -> FeatureValue<'static> {
    let mut label = None;
    for id in entries {
        let known = lexicon.traits(EntryId(*id));
        let ambiguous = known.is_ambiguous(words);
        let word = match (known.kind, ambiguous) {
            (Kind::Person, false) => value!("person"),
            (Kind::Organization, false) => value!("organization"),
            (Kind::Product, false) => value!("product"),
            (Kind::Concept, false) => value!("concept"),
            (Kind::Event, false) => value!("event"),
            (Kind::Person, true) => value!("person?"),
            (Kind::Organization, true) => value!("organization?"),
            (Kind::Product, true) => value!("product?"),
            (Kind::Concept, true) => value!("concept?"),
            (Kind::Event, true) => value!("event?"),
            _ => continue,
        };
        // The first that is sure, or else the first.
        if label.is_none_or(|(_, known)| known && !ambiguous) {
            label = Some((word, ambiguous));
        }
    }
    label.map_or(value!("none"), |(word, _)| word)
}

/// The spans of a block that the lexicon knows, with its labels.
#[derive(Default)]
pub(crate) struct LexiconSpans {
    /// First word, last word, label: by first word.
    found: Vec<(u32, u32, FeatureValue<'static>)>,
    /// The most words that one of them has beyond its first.
    reach: u32,
}

impl LexiconSpans {
    /// Keeps them; each span comes with the lexicon's label.
    pub(crate) fn new<'p>(
        spans: impl Iterator<Item = (&'p CandidateSpan, FeatureValue<'static>)>,
    ) -> Self {
        let found: Vec<_> = spans
            .map(|(span, label)| (span.first, span.last, label))
            .collect();
        let reach = found.iter().map(|(first, last, _)| last - first).max();
        Self {
            found,
            reach: reach.unwrap_or(0),
        }
    }

    /// Those that overlap a span or stand right beside it, and perhaps some more nearby.
    pub(super) fn around(&self, span: &CandidateSpan) -> &[(u32, u32, FeatureValue<'static>)] {
        let from = span.first.saturating_sub(self.reach + 1);
        let start = self.found.partition_point(|(first, ..)| *first < from);
        let behind = span.last + 1;
        let count = self.found[start..].partition_point(|(first, ..)| *first <= behind);
        &self.found[start..start + count]
    }
}
