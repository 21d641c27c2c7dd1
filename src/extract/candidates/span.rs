//! Word sequences that may be names, and the set of them that a block has.

use crate::extract::mention::Rule;
use crate::text::token::{Token, WordShape};

/// Lexicon entries, as a range of an array that holds those of a whole document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct EntryRange {
    pub start: u32,
    pub end: u32,
}

impl EntryRange {
    /// Whether there are none.
    pub(crate) const fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// A word sequence of a block that may be a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CandidateSpan {
    /// Its first word, as an index into the block's words.
    pub first: u32,
    /// Its last word, included.
    pub last: u32,
    /// The strongest rule that proposed it.
    pub rule: Rule,
    /// The lexicon's entries with this form.
    pub entries: EntryRange,
}

impl CandidateSpan {
    /// How many words it has.
    pub(crate) const fn words(&self) -> usize {
        (self.last - self.first) as usize + 1
    }

    /// The order of spans: by first word, the longer ones first, the stronger rule first.
    fn order(&self) -> u64 {
        let beyond = u64::from(self.last - self.first);
        u64::from(self.first) << 32 | 0xff_ffff_u64.saturating_sub(beyond) << 8 | self.rule as u64
    }
}

/// The longest name.
pub(super) const NAME: usize = 8;

/// The spans of one block, at most one for each word sequence. One of these serves all blocks of
/// a document.
#[derive(Default)]
pub(crate) struct CandidateSpans {
    pub(super) found: Vec<CandidateSpan>,
}

impl CandidateSpans {
    /// The spans: sorted by place, longer ones first.
    pub(crate) fn found(&self) -> &[CandidateSpan] {
        &self.found
    }

    /// Forgets all spans, for the next block.
    pub(super) fn clear(&mut self) {
        self.found.clear();
    }

    /// Adds a sequence that the notes of the document hold.
    pub(crate) fn add_known(&mut self, first: usize, last: usize) {
        self.found.push(CandidateSpan {
            first: first as u32,
            last: last as u32,
            rule: Rule::Phrase,
            entries: EntryRange::default(),
        });
    }

    /// Adds a sequence that a rule proposes.
    pub(super) fn add(&mut self, words: &[Token], first: usize, last: usize, rule: Rule) {
        // A number alone names nothing.
        if words[first..=last]
            .iter()
            .all(|word| word.shape.contains(WordShape::DIGITS))
        {
            return;
        }
        self.found.push(CandidateSpan {
            first: first as u32,
            last: last as u32,
            rule,
            entries: EntryRange::default(),
        });
    }

    /// Keeps those that are wanted.
    pub(crate) fn retain(&mut self, is_wanted: impl FnMut(&CandidateSpan) -> bool) {
        self.found.retain(is_wanted);
    }

    /// Sorts them, and unites doubles under the strongest rule.
    pub(crate) fn sort(&mut self) {
        self.found.sort_unstable_by_key(CandidateSpan::order);
        self.found.dedup_by(|next, kept| {
            let same = next.first == kept.first && next.last == kept.last;
            if same && kept.entries.is_empty() {
                kept.entries = next.entries;
            }
            same
        });
    }
}

/// The spans of a block that properly contain one of them, by index. They stand before it, and
/// not far: no span has more than `widest` words beyond its first.
pub(crate) fn containers<T>(
    block: &[T],
    span: impl Fn(&T) -> CandidateSpan,
    index: usize,
    widest: u32,
) -> impl Iterator<Item = usize> {
    let last = span(&block[index]).last;
    let from = last.saturating_sub(widest);
    let start = block[..index].partition_point(|other| span(other).first < from);
    (start..index).filter(move |at| span(&block[*at]).last >= last)
}
