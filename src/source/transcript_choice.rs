//! Which of several transcripts of one episode is read.
//!
//! Hosts offer one transcript in up to five formats. All of them say the same, so one is read: that
//! which keeps most. WebVTT has names, seconds, and lines that a reader finds again. The podcast
//! namespace's JSON has names and seconds, but often stands in one line. SubRip has seconds, and
//! names only where they stand before a colon. HTML may have any of these, a text has names at best.

use rustc_hash::FxHashMap;

use super::assemble::PartKind;
use super::file_kind::FileKind;
use super::index::PartAt;
use super::input::Input;
use super::language_tag::same_language;
use super::part_names::{folder_and_name, language_of};
use super::sniff::Format;
use crate::text::path::file_stem;

/// What feeds tell of the transcripts that they name.
///
/// Two transcripts are versions of one if they are in one language, and one item names both or they
/// have one name.
#[derive(Debug, Default)]
pub(crate) struct TranscriptVersions {
    /// By the place of a file among the inputs: where the item begins that names it, and its language
    /// where that is not the episode's.
    named: FxHashMap<u32, (u32, Option<String>)>,
}

impl TranscriptVersions {
    /// Keeps that an item names a file.
    pub(crate) fn add(&mut self, file: u32, item: u32, language: Option<String>) {
        self.named.entry(file).or_insert((item, language));
    }

    /// The transcript among those read already that makes another one needless.
    pub(crate) fn better(&self, part: &PartAt, heard: &[u32], inputs: &[Input]) -> Option<u32> {
        if part.kind != PartKind::Transcript {
            return None;
        }
        let own = &inputs[part.input as usize];
        let mut heard = heard.iter().copied();
        heard.find(|other| {
            let known = &inputs[*other as usize];
            rank(known.kind) < rank(own.kind)
                && self.are_versions((*other, known), (part.input, own))
        })
    }

    fn are_versions(&self, one: (u32, &Input), other: (u32, &Input)) -> bool {
        let name = |input: &Input| folder_and_name(&input.source).1;
        let item = |at: u32| self.named.get(&at).map(|(item, _)| *item);
        let together = item(one.0).is_some() && item(one.0) == item(other.0);
        let same = match (self.language(one), self.language(other)) {
            (Some(one), Some(other)) => same_language(one, other),
            (None, None) => true,
            _ => false,
        };
        same && (together || name(one.1) == name(other.1))
    }

    /// The language of a file, where it is said to be another than the episode's.
    fn language<'s>(&'s self, (at, input): (u32, &'s Input)) -> Option<&'s str> {
        match self.named.get(&at) {
            Some((_, told)) => told.as_deref(),
            None => language_of(file_stem(&input.source)).map(|(_, tag)| tag),
        }
    }
}

/// The parts of an episode in the order in which they are read: transcripts that keep most come first.
pub(crate) fn best_first<'p>(parts: &'p [PartAt], inputs: &[Input]) -> Vec<&'p PartAt> {
    let mut parts: Vec<&PartAt> = parts.iter().collect();
    parts.sort_by_key(|part| {
        let transcript = part.kind == PartKind::Transcript;
        let rank = transcript.then(|| rank(inputs[part.input as usize].kind));
        (part.kind, rank)
    });
    parts
}

/// How much a form of transcripts keeps, the best first.
fn rank(kind: FileKind) -> u8 {
    match kind {
        FileKind::Timed(Format::WebVtt) => 0,
        FileKind::Timed(Format::JsonTranscript) => 1,
        FileKind::Timed(Format::SubRip) => 2,
        FileKind::Timed(Format::HtmlTranscript) => 3,
        _ => 4,
    }
}
