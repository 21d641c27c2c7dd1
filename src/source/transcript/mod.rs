//! Transcripts in files of their own: what was said when, and by whom.
//!
//! A reader is a function from the text of a file to a [`Transcript`]; it reads on after a fault.
//! [`turns()`] joins its cues to blocks that can be read for names, since a caption ends anywhere in a
//! sentence.

mod captions;
mod html;
mod json;
pub(crate) mod labelled;
mod labels;
mod markup;
mod rolling;
mod sentence;
pub(crate) mod survey;
mod turns;

pub(crate) use captions::webvtt_cues;
pub use captions::{subrip, webvtt};
pub use html::html;
pub use json::json;
pub use turns::{Turn, turns};

use crate::source::fault::Fault;
use crate::source::timed::{Millis, Pieces, Text};

/// A transcript, read as far as it could be.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Transcript {
    /// The language tag that the file gives itself.
    pub language: Option<Text>,
    /// What was said, in the order of the file.
    pub cues: Vec<Cue>,
    /// The pieces that the texts of language and cues consist of.
    pub texts: Pieces,
    /// Which cues name their speaker.
    pub speakers: SpeakerMarks,
    /// How words are parted at the borders of cues.
    pub borders: Borders,
    /// What was wrong with the file, in the order of the file.
    pub faults: Vec<Fault>,
}

/// Words with one time and one speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cue {
    /// When they begin.
    pub start: Option<Millis>,
    /// When they end; not before they begin.
    pub end: Option<Millis>,
    /// Who says them, where the file says so at this cue.
    pub speaker: Option<Text>,
    /// The words. White space is as the file has it, line breaks too.
    pub text: Text,
}

/// Which cues name their speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum SpeakerMarks {
    /// Those at which the speaker changes: a cue without a name goes on with the one before.
    #[default]
    OnChange,
    /// All of which the speaker is known.
    Always,
}

/// How words are parted at the borders of cues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Borders {
    /// Each border parts two words.
    #[default]
    Apart,
    /// A cue that begins a word begins with a space, as Whisper writes it; another goes on with the
    /// word before.
    Spaced,
}
