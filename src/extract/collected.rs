//! What [`collect`](super::collect) hands to [`classify`](super::classify): the distinct names of a
//! document, and where each is mentioned.
//!
//! Most names that are proposed come to nothing. So a name costs no allocation of its own: everything
//! lies in a few long arrays, and one array points into another by number.
//!
//! ```text
//! candidates   [ 0 Kubernetes        | 1 Kubernetes Engine | 2 GKE | … ]   a distinct name each
//!                  │ mentions: first 0, last 4
//!                  ▼
//! mentions     [ 0 Kubernetes | 1 GKE | 2 … | 3 … | 4 Kubernetes | … ]     a place in the notes each,
//!                  │ next 4                            ▲                   in reading order
//!                  └───────────────────────────────────┘
//! blocks       [ 0: mentions 0..2 | 1: mentions 2..5 | … ]                 a block of the notes each
//! entries      [ lexicon entries; every span and candidate holds a range ]
//! ```
//!
//! Of the transcript only counts are kept, and a few mentions that may be of persons.

use std::num::NonZeroU32;
use std::ops::Range;

use super::candidates::{CandidateSpan, EntryRange};
use super::employment::Employment;
use super::features::lexicon_label::LexiconSpans;
use super::mention::{Role, Rule};
use crate::vocabulary::DocumentParts;

/// A number of an array, one higher than the index, so that an `Option` of it takes no more room.
macro_rules! array_number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $name(NonZeroU32);

        impl $name {
            /// The number of what stands at an index below `u32::MAX`.
            pub(crate) const fn new(index: usize) -> Self {
                Self(NonZeroU32::MIN.saturating_add(index as u32))
            }

            /// The index.
            pub(crate) const fn index(self) -> usize {
                self.0.get() as usize - 1
            }
        }
    };
}
array_number! {
    /// A pending candidate, in [`CollectedMentions::candidates`].
    CandidateId
}
array_number! {
    /// A mention in the notes, in [`CollectedMentions::mentions`].
    MentionId
}

/// A distinct name of the document that may become a candidate.
pub(super) struct PendingCandidate {
    /// The block of its first mention.
    pub block: u32,
    /// The first word of that mention, as an index into all words of the document.
    pub first: u32,
    /// The last word of that mention, included.
    pub last: u32,
    /// The strongest rule that proposed it.
    pub rule: Rule,
    /// The lexicon's entries.
    pub entries: EntryRange,
    /// All its mentions.
    pub count: u32,
    /// Those that stand in no longer span.
    pub free: u32,
    /// Those in the transcript.
    pub spoken: u32,
    /// Those in the transcript that do not open a sentence.
    pub spoken_inner: u32,
    /// In which parts of the document it stands.
    pub places: DocumentParts,
    /// Whether the title or the description has it, in whatever letter case, and whether the notes do.
    pub titled: bool,
    pub noted: bool,
    /// How clearly the episode is about it: summed over its mentions, not yet capped at 1.
    pub prominence: f32,
    /// Whether all its mentions stand in sponsor sections.
    pub sponsor: bool,
    /// Whether the text says that it pays for the episode.
    pub sponsors: bool,
    /// The first and the last of its mentions in the notes.
    pub mentions: Option<(MentionId, MentionId)>,
    /// Longer names that contain it in the transcript, a few.
    pub spoken_containers: Vec<CandidateId>,
    /// The same words with a capital where this has none, or the other way round.
    pub other_case: Option<CandidateId>,
}

/// A mention in the notes.
pub(super) struct Mention {
    /// Its words in the block.
    pub span: CandidateSpan,
    /// Its block, as an index of [`CollectedMentions::blocks`].
    pub block: u32,
    /// The name that it is a mention of.
    pub candidate: CandidateId,
    /// The next mention of that name.
    pub next: Option<MentionId>,
}

/// A block of front matter or notes.
pub(super) struct NotesBlock {
    /// The block's index in the document.
    pub block: u32,
    /// Its mentions, sorted by place, longer ones first.
    pub mentions: Range<u32>,
    /// The most words that one of them has beyond its first.
    pub widest: u32,
    /// What the lexicon knows in it.
    pub known: LexiconSpans,
    /// Its words that are dates, in order.
    pub dates: Vec<u32>,
}

/// A role that a rule gives to a name, and the mention that it was read off.
pub(super) struct RoleHint {
    /// The name.
    pub candidate: CandidateId,
    /// The role.
    pub role: Role,
    /// The rule.
    pub rule: Rule,
    /// The mention's block in the document.
    pub block: u32,
    /// The mention's words.
    pub span: CandidateSpan,
}

/// A mention in the transcript that may be of a person.
pub(super) struct SpokenMention {
    /// The name.
    pub candidate: CandidateId,
    /// The block in the document.
    pub block: u32,
    /// The words.
    pub span: CandidateSpan,
}

/// A short form and the long form that the notes explain it by.
pub(super) struct ShortForm {
    /// The short form.
    pub short: CandidateId,
    /// The long form.
    pub long: CandidateId,
}

/// A mention as the title of a work.
pub(super) struct WorkMention {
    /// The title.
    pub candidate: CandidateId,
    /// The block in the document.
    pub block: u32,
    /// The words.
    pub span: CandidateSpan,
    /// How much speaks for it.
    pub points: f32,
}

/// All names of a document, with their mentions and what ties them.
#[derive(Default)]
pub(super) struct CollectedMentions {
    /// The distinct names, in the order of their first mention.
    pub candidates: Vec<PendingCandidate>,
    /// The mentions in the notes, in reading order.
    pub mentions: Vec<Mention>,
    /// The blocks of the notes.
    pub blocks: Vec<NotesBlock>,
    /// The lexicon's entries of all spans.
    pub entries: Vec<u32>,
    /// The roles that rules give to names, each once.
    pub roles: Vec<RoleHint>,
    /// Mentions of what may be persons in the transcript.
    pub spoken: Vec<SpokenMention>,
    /// Who works where.
    pub employments: Vec<Employment<CandidateId>>,
    /// Abbreviations that the notes explain.
    pub short_forms: Vec<ShortForm>,
    /// Titles of works, in reading order.
    pub works: Vec<WorkMention>,
}

impl CollectedMentions {
    /// The lexicon's entries of a range.
    pub(super) fn entries(&self, range: EntryRange) -> &[u32] {
        &self.entries[range.start as usize..range.end as usize]
    }

    /// The mentions of a name in the notes, in reading order.
    pub(super) fn mentions_of(
        &self,
        candidate: &PendingCandidate,
    ) -> impl Iterator<Item = (MentionId, &Mention)> {
        let mut next = candidate.mentions.map(|(first, _)| first);
        std::iter::from_fn(move || {
            let id = next?;
            let mention = &self.mentions[id.index()];
            next = mention.next;
            Some((id, mention))
        })
    }

    /// Whether a span of a block stands in the title of a work, and is not all of it.
    pub(super) fn is_in_work(&self, block: u32, span: &CandidateSpan) -> bool {
        // The works of a block stand in order and apart.
        let behind = self
            .works
            .partition_point(|work| (work.block, work.span.first) <= (block, span.first));
        let nearest = self.works[..behind].last();
        nearest.is_some_and(|work| {
            work.block == block && span.last <= work.span.last && work.span.words() > span.words()
        })
    }

    /// The block that a mention stands in.
    pub(super) fn block_of(&self, mention: &Mention) -> &NotesBlock {
        &self.blocks[mention.block as usize]
    }

    /// The mentions of a block.
    pub(super) fn mentions_in(&self, block: &NotesBlock) -> &[Mention] {
        &self.mentions[block.mentions.start as usize..block.mentions.end as usize]
    }

    /// Adds a mention of a name behind those that it has.
    pub(super) fn add_mention(&mut self, span: CandidateSpan, block: u32, candidate: CandidateId) {
        let id = MentionId::new(self.mentions.len());
        self.mentions.push(Mention {
            span,
            block,
            candidate,
            next: None,
        });
        let chain = &mut self.candidates[candidate.index()].mentions;
        match chain {
            Some((_, last)) => {
                self.mentions[last.index()].next = Some(id);
                *last = id;
            }
            None => *chain = Some((id, id)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_no_number_take_four_bytes() {
        assert_eq!(size_of::<Option<CandidateId>>(), 4);
        for index in [0, 1, 4_000_000_000] {
            assert_eq!(CandidateId::new(index).index(), index);
        }
    }
}
