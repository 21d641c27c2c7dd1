//! Transcripts: who says what, and when.

pub(crate) mod labelled;
pub(crate) mod survey;
