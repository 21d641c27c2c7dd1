//! What a feed does wrong, and how it was read all the same.

use std::collections::{BTreeMap, BTreeSet};

/// A departure from XML, from a feed format or from a tag's own rules.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    /// Where it stands: a byte offset in the decoded text of the feed.
    pub offset: u32,
    /// What kind of fault it is: faults of a kind can be counted together ([`fold`]).
    pub kind: FaultKind,
    /// What is wrong, what was expected, and what was made of it: in lower case, without a full stop.
    pub message: String,
    /// Whether something that the feed says could not be read.
    pub lossy: bool,
}

/// The kinds of faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FaultKind {
    /// An attribute without a value or quotation marks, or one that stands twice.
    Attribute,
    /// `&` that begins no reference.
    BareAmpersand,
    /// `<` that begins no tag.
    BareBracket,
    /// Chapters, soundbites, transcripts or enclosures without what makes them so.
    Incomplete,
    /// The file ends inside an element.
    CutOff,
    /// A date that is none, or whose weekday or zone is wrong.
    Date,
    /// Elements nested deeper than any feed nests them.
    Depth,
    /// Two items with one guid.
    DuplicateGuid,
    /// A duration that is none.
    Duration,
    /// `&name;` that neither XML nor the document declares.
    Entity,
    /// An item without an identity of its own.
    NoGuid,
    /// An item without a title.
    NoTitle,
    /// An episode or season number that is none.
    Number,
    /// A prefix that no `xmlns` binds.
    Prefix,
    /// Text or elements before, between or behind what belongs into a feed.
    Stray,
    /// End tags that do not match their start tags.
    Tag,
}

/// Collects the faults of one item or of one channel: of a kind that loses nothing only the first.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    found: Vec<Fault>,
    /// Of which kinds one without a loss was found.
    mended: BTreeSet<FaultKind>,
}

impl Faults {
    /// Adds something that was mended without a loss.
    pub(crate) fn mended(
        &mut self,
        kind: FaultKind,
        offset: usize,
        message: impl FnOnce() -> String,
    ) {
        if self.mended.insert(kind) {
            self.add(kind, offset, message(), false);
        }
    }

    /// Says that the file ends too early, unless that is said already of something within.
    pub(crate) fn cut(&mut self, offset: usize, message: impl FnOnce() -> String) {
        if !self
            .found
            .iter()
            .any(|fault| fault.kind == FaultKind::CutOff)
        {
            self.lost(FaultKind::CutOff, offset, message());
        }
    }

    /// Adds something that could not be read.
    pub(crate) fn lost(&mut self, kind: FaultKind, offset: usize, message: String) {
        self.add(kind, offset, message, true);
    }

    fn add(&mut self, kind: FaultKind, offset: usize, message: String, lossy: bool) {
        let offset = offset as u32;
        self.found.push(Fault {
            offset,
            kind,
            message,
            lossy,
        });
    }

    /// The faults, in the order of the text.
    pub(crate) fn into_sorted(mut self) -> Vec<Fault> {
        self.found.sort_by_key(|fault| (fault.offset, fault.kind));
        self.found
    }
}

/// Names the faults of a kind that lose nothing only once, with their number; a feed with a bare `&` in
/// every address has thousands of them. Faults that lose something all stay.
///
/// The result is in the order of the text and does not depend on the order of `faults`.
#[must_use]
pub fn fold(mut faults: Vec<Fault>) -> Vec<Fault> {
    faults.sort_by(|a, b| (a.offset, a.kind, &a.message).cmp(&(b.offset, b.kind, &b.message)));
    let mut counts: BTreeMap<FaultKind, usize> = BTreeMap::new();
    for fault in faults.iter().filter(|fault| !fault.lossy) {
        *counts.entry(fault.kind).or_default() += 1;
    }
    // What is said of one place is said of it alone: which items share a guid, and which lack one.
    let folds = |kind: FaultKind| kind != FaultKind::DuplicateGuid;
    let mut said = BTreeSet::new();
    faults.retain_mut(|fault| {
        if fault.lossy || !folds(fault.kind) {
            return true;
        }
        let more = counts[&fault.kind] - 1;
        if more > 0 && !said.contains(&fault.kind) {
            let items = if more == 1 { "item" } else { "items" };
            fault.message += &format!(" (as in {more} more {items})");
        }
        said.insert(fault.kind)
    });
    faults
}
