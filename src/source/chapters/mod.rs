//! Chapters of an episode: where each begins, and what it is about.

mod ffmetadata;
mod json;
mod list;
mod podlove;
mod webvtt;

pub use ffmetadata::ffmetadata;
pub use json::json;
pub use list::{ChapterLine, chapter_line, list};
pub use podlove::{podlove, simple_chapter};
pub use webvtt::webvtt;

use crate::source::fault::Fault;
use crate::source::timed::Faults;
use crate::source::timed::{Millis, Pieces, Text};

/// The chapters of one file.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Chapters {
    /// By start; those with one start in the order of the file.
    pub chapters: Vec<Chapter>,
    /// The pieces that their texts consist of.
    pub texts: Pieces,
    /// What was wrong with the file, in the order of the file.
    pub faults: Vec<Fault>,
}

/// A part of an episode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Chapter {
    /// When it begins.
    pub start: Millis,
    /// When it ends, where the file says so.
    pub end: Option<Millis>,
    /// What it is called. Empty where it has no title, as silent chapters often do.
    pub title: Text,
    /// The page that it leads to.
    pub url: Option<Text>,
    /// The picture shown meanwhile.
    pub image: Option<Text>,
    /// Whether it belongs to the table of contents. A silent chapter only changes picture or link.
    pub toc: bool,
}

impl Chapters {
    /// Sorts the chapters, and takes over the faults.
    fn finish(mut self, mut faults: Faults, expected: &'static str) -> Self {
        if self.chapters.is_empty() {
            faults.lost(0, expected);
        }
        self.chapters.sort_by_key(|chapter| chapter.start);
        self.faults = faults.finish();
        self
    }
}
