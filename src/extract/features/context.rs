//! What a feature of one mention may look at: its document, its block, the links there.

use super::lexicon_label::LexiconSpans;
use crate::extract::tokenized::TokenizedDocument;
use crate::knowledge::addresses::PageType;
use crate::knowledge::cues::Cues;

/// A link, as far as features need it.
#[derive(Debug, Clone)]
pub(crate) struct LinkTarget {
    /// What the page shows.
    pub page: PageType,
    /// The name in its address, folded to letters and digits.
    pub subject: Option<String>,
    /// The label of its domain, folded likewise.
    pub domain: Option<String>,
    /// Whether others publish there, so that its name says nothing of who wrote the page: an
    /// encyclopedia, a site of videos, a shop.
    pub platform: bool,
    /// Whether its top-level domain is one of software.
    pub software: bool,
}

/// What stands around one mention.
pub(crate) struct MentionContext<'a> {
    /// The document.
    pub tokenized: &'a TokenizedDocument<'a>,
    /// The block.
    pub block: usize,
    /// The block's links, by index, where they lead somewhere.
    pub targets: &'a [Option<LinkTarget>],
    /// The cue words.
    pub cues: &'a Cues,
    /// What the lexicon knows in the block.
    pub known: &'a LexiconSpans,
    /// The words of the block that are dates, in order.
    pub dates: &'a [u32],
}
