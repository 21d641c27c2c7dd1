//! What readers of transcripts and chapters share: texts in pieces, times, character references, JSON
//! with places, faults.

mod faults;
mod json;
mod pieces;
mod references;
mod time;

pub(crate) use faults::Faults;
pub(crate) use json::Value;
pub use pieces::{Piece, Pieces, Text};
pub(crate) use references::{add_with_references, reference};
pub use time::Millis;
pub(crate) use time::{count, cue_time, time_value};
