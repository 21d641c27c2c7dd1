//! What is known before any document is read: names with their kinds, what addresses and cue words
//! say, how much each feature weighs. All of it is data (`src/data`), loaded once and never changed.

pub mod addresses;
pub mod cues;
pub mod feature_families;
pub mod features;
pub mod gazetteer;
pub mod identity_hasher;
pub mod lexicon;
pub mod name_lists;
#[allow(dead_code, reason = "the build script uses the rest")]
mod rows;
pub mod terms;
pub mod weights;
mod word_class;
pub(crate) mod word_set;
pub mod work_cues;

use std::sync::Arc;

/// What is known before any document is read.
#[non_exhaustive]
pub struct Knowledge {
    /// Names with their kinds: the gazetteer.
    pub lexicon: Arc<lexicon::Lexicon>,
    /// What addresses say.
    pub addresses: addresses::Addresses,
    /// What cue words say.
    pub cues: cues::Cues,
    /// How much each feature weighs.
    pub model: Arc<weights::Model>,
}

impl Knowledge {
    /// All that ships with the crate.
    pub fn embedded() -> Self {
        Self {
            lexicon: Arc::clone(lexicon::Lexicon::embedded()),
            addresses: addresses::Addresses::embedded(),
            cues: cues::Cues::embedded(),
            model: weights::Model::embedded(),
        }
    }
}
