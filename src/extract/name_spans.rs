//! The names in a block that rules on roles and employment are about: persons and organizations.

use super::candidates::CandidateSpan;
use super::features::name_pattern::{NamePattern, has_foreign_prefix, person_name_pattern};
use super::tokenized::TokenizedDocument;
use super::word::{is_name_like, is_stop};
use crate::knowledge::cues::Cues;
use crate::text::token::Separator;

/// The most words that a name has beyond its first: "Ann Mary Quill de la Torre".
const LONGEST: usize = 6;

/// A name in a block: a capitalised sequence that is part of no longer one.
#[derive(Debug, Clone, Copy)]
pub(super) struct NameSpan {
    /// The candidate span, by index.
    pub span: usize,
    /// Its first word in the block.
    pub first: usize,
    /// Its last word, included.
    pub last: usize,
}

/// The names in a block.
pub(super) fn names_in(
    tokenized: &TokenizedDocument,
    block: usize,
    cues: &Cues,
    spans: &[CandidateSpan],
) -> Vec<NameSpan> {
    let words = tokenized.words(block);
    let text = tokenized.document.text.buffer();
    let mut names: Vec<NameSpan> = Vec::new();
    for (index, span) in spans.iter().enumerate() {
        let (first, last) = (span.first as usize, span.last as usize);
        // Names stand in order and apart.
        let overlaps = names.last().is_some_and(|name| first <= name.last);
        if overlaps || last - first >= LONGEST {
            continue;
        }
        let proper = is_name_like(&words[first])
            && is_name_like(&words[last])
            && words[first..=last]
                .iter()
                .all(|word| is_name_like(word) || cues.is_name_particle(word, text));
        let full = || person_name_pattern(&words[first..=last], text, cues) == NamePattern::Full;
        let named = proper || is_name_like(&words[first]) && full();
        if !named {
            continue;
        }
        // "Jane Doe & John Roe" are two, though a line of both is proposed.
        let single = words[first + 1..=last]
            .iter()
            .all(|word| word.gap.joins() && word.gap != Separator::Ampersand)
            || full();
        if !single {
            continue;
        }
        let all_stop_words = || words[first..=last].iter().all(is_stop);
        // "Program Manager Will Curran": the role is no part of the name.
        let titled = words[first..last.max(first + 1)]
            .iter()
            .any(|word| cues.is_role(word))
            || has_foreign_prefix(&words[first..=last], text, cues);
        if !titled && !all_stop_words() {
            names.push(NameSpan {
                span: index,
                first,
                last,
            });
        }
    }
    names
}
