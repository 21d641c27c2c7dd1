//! Feeds and transcripts that belong to nobody: where there are notes, they are probably about the same
//! episodes, and something that would tie them together is missing.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::source::assemble::PartKind;
use crate::source::corpus::Corpus;
use crate::source::discover::slashed;

/// A file that belongs to no notes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Unclaimed {
    /// As the user would type it.
    pub path: String,
    /// What it is.
    pub kind: UnclaimedKind,
    /// How many episodes are made of it alone.
    pub episodes: u32,
}

/// What a file is that belongs to no notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum UnclaimedKind {
    /// A feed none of whose items belongs to notes.
    Feed,
    /// A transcript.
    Transcript,
}

/// The feeds and transcripts of a corpus with notes that belong to none, by their paths.
pub(super) fn find(corpus: &Corpus) -> Vec<Unclaimed> {
    // File -> its kind, how many episodes are made of it alone, and whether some belongs to another.
    let mut files: BTreeMap<u32, (UnclaimedKind, u32, bool)> = BTreeMap::new();
    let (mut others, mut any_notes) = (false, false);
    for episode in corpus.episodes() {
        let has_notes = episode
            .parts
            .iter()
            .any(|part| part.kind == PartKind::Notes);
        any_notes |= has_notes;
        let transcripts = episode
            .parts
            .iter()
            .all(|part| part.kind == PartKind::Transcript);
        others |= !transcripts;
        for part in &episode.parts {
            let (kind, alone) = match part.kind {
                PartKind::FeedItem => (UnclaimedKind::Feed, !has_notes),
                PartKind::Transcript => (UnclaimedKind::Transcript, transcripts),
                _ => continue,
            };
            let file = files.entry(part.input).or_insert((kind, 0, false));
            file.1 += u32::from(alone);
            file.2 |= !alone;
        }
    }
    files
        .into_iter()
        .filter(|(_, (kind, _, belongs))| {
            !belongs
                && match kind {
                    UnclaimedKind::Feed => any_notes,
                    UnclaimedKind::Transcript => others,
                }
        })
        .map(|(input, (kind, episodes, _))| Unclaimed {
            path: slashed(&corpus.inputs()[input as usize].path),
            kind,
            episodes,
        })
        .collect()
}
