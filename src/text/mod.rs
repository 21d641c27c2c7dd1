//! Strings and nothing else: what every stage may use, and what knows of no stage.

pub mod compose;
pub(crate) mod distinct;
pub mod fold;
pub mod iri;
pub mod language;
pub mod name_key;
pub mod path;
pub mod phonetic;
pub mod position;
pub mod references;
pub mod similarity;
pub mod timestamp;
pub mod token;
pub(crate) mod work;
