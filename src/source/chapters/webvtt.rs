//! Chapters in WebVTT: a cue is a chapter, its text the title.

use super::{Chapter, Chapters};
use crate::source::timed::Faults;
use crate::source::transcript;

/// Reads a WebVTT file whose cues are chapters.
pub fn webvtt(file: &str) -> Chapters {
    let cues = transcript::webvtt_cues(file);
    let mut to = Chapters {
        texts: cues.texts,
        ..Chapters::default()
    };
    for cue in &cues.cues {
        if let Some(start) = cue.start {
            let (end, title) = (cue.end, cue.text);
            to.chapters.push(Chapter {
                start,
                end,
                title,
                url: None,
                image: None,
                toc: true,
            });
        }
    }
    to = to.finish(Faults::default(), "no chapters, expected cues with times");
    let known = cues.faults.into_iter();
    to.faults = if to.chapters.is_empty() {
        to.faults
    } else {
        known.collect()
    };
    to
}
