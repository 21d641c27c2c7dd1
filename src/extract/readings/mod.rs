//! Places and works: kinds that rules of evidence read off a name and its surroundings.
//!
//! The other kinds are weighed against each other by fitted weights; for these two there are too few labels to fit
//! any. So each sign counts a round number of points, and from [`ENOUGH`] on the name is what the signs say. The
//! words of the signs are data: `src/data/places/cues.toml` and `src/data/works.toml`.
//!
//! | file | reads |
//! |---|---|
//! | [`places`] | the gazetteer, the words before a name ("in", "city of"), its own ("River"), places beside it |
//! | [`works`] | titles in quotation marks, in italics and in links, with what says that they are of works |
//! | `quotation` | where a quotation begins and ends |

pub(super) mod places;
mod quotation;
pub(super) mod works;

use std::hash::BuildHasher;

use crate::extract::mention::Reading;
use crate::text::token::Token;
use crate::vocabulary::Kind;

/// From how many points on a name is what the signs say.
pub(super) const ENOUGH: f32 = 2.0;

/// The points of what the lexicon has as a place or a work.
pub(super) const KNOWN: f32 = 4.0;

/// What so many points say: nothing where they are too few.
pub(super) fn reading(kind: Kind, points: f32) -> Option<Reading> {
    (points >= ENOUGH).then(|| Reading {
        kind,
        // One point more halves the doubt, roughly.
        probability: 1.0 - 0.4 * (-0.7 * (points - ENOUGH)).exp(),
    })
}

/// Whether a list of words holds a word.
fn holds<S: BuildHasher>(words: &std::collections::HashSet<u32, S>, word: &Token) -> bool {
    words.contains(&word.hash)
}
