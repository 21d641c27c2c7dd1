//! What the transcript says of a name: how often it is spoken, and where in a sentence.

use super::feature_set::FeatureSet;
use crate::knowledge::features::{FeatureValue, family, value};

/// How often a name is spoken in a transcript.
pub(crate) struct SpokenCounts {
    /// Its mentions.
    pub mentions: u32,
    /// Those that do not open a sentence.
    pub inner: u32,
    /// How many names of the lexicon are spoken more often.
    pub rank: u32,
}

/// The features of a candidate as far as the transcript goes.
pub(crate) fn of_transcript(out: &mut FeatureSet, spoken: &SpokenCounts, label: FeatureValue<'_>) {
    let bucket = match spoken.mentions {
        0 => return,
        1 => value!("1"),
        2 => value!("2"),
        3..=5 => value!("3"),
        6..=11 => value!("6"),
        _ => value!("12"),
    };
    out.pair(family!("spoken"), bucket, label);
    let rank = match spoken.rank {
        0..=4 => value!("0"),
        5..=14 => value!("5"),
        15..=39 => value!("15"),
        _ => value!("40"),
    };
    out.pair(family!("spoken_rank"), rank, label);
    if spoken.inner == 0 {
        out.pair(family!("spoken_sentence_start"), bucket, label);
    } else {
        let inner = if spoken.inner > 1 {
            value!("2")
        } else {
            value!("1")
        };
        out.add(family!("spoken_inside_sentence"), inner);
    }
}
