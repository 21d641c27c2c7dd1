//! What covers what: a name that stands only inside longer ones is no mention of its own.

use super::candidates::CandidateSpan;
use super::features::name_pattern::{NamePattern, person_name_pattern};
use super::mention::Rule;
use crate::knowledge::cues::Cues;
use crate::text::token::{Token, WordShape};

/// No span has more words.
const LONGEST_SPAN: u32 = 32;

/// How far the spans of a block reach that were read so far. They come sorted, so one lies in another
/// that reaches no further than those before it.
#[derive(Default)]
pub(super) struct Reach {
    /// All of them.
    any: Option<u32>,
    /// Those that may be one name: "Ann Quill sings" is no longer name than hers.
    name: Option<u32>,
}

impl Reach {
    pub(super) fn add(&mut self, span: &CandidateSpan, words: &[Token], cues: &Cues) {
        self.any = self.any.max(Some(span.last));
        // "Music by Example Audio", "Ann Quill as Hamlet": what such a word joins is no one name.
        let parts = |word: &Token| word.shape.contains(WordShape::LOWER) && cues.parts_names(word);
        let apart = match span.rule {
            Rule::Phrase => true,
            Rule::Capitals => words[span.first as usize..=span.last as usize]
                .iter()
                .any(parts),
            _ => false,
        };
        if !apart {
            self.name = self.name.max(Some(span.last));
        }
    }

    /// Whether a span lies in one that names something longer.
    pub(super) fn covers(&self, span: &CandidateSpan) -> bool {
        let reach = if span.rule == Rule::Phrase {
            self.any
        } else {
            self.name
        };
        reach.is_some_and(|reach| reach >= span.last)
    }
}

/// Whether a name of somebody stands for itself in longer spans: "Ann Quill and Bob Roe" and "Ann Quill as Hamlet"
/// name two, "Republican Ann Quill" names her. "Ann Quill Foundation" and "Mary Ann Quill" are other names.
pub(super) fn is_somebody(
    span: &CandidateSpan,
    longer: &[CandidateSpan],
    words: &[Token],
    text: &str,
    cues: &Cues,
) -> bool {
    let of = |span: &CandidateSpan| &words[span.first as usize..=span.last as usize];
    let person = |span: &CandidateSpan| person_name_pattern(of(span), text, cues);
    let joins = |word: &Token| word.shape.contains(WordShape::LOWER) && cues.is_joint(word);
    span.words() > 1
        && person(span) == NamePattern::Full
        && longer
            .iter()
            .rev()
            .take_while(|longer| longer.first + LONGEST_SPAN >= span.first)
            .filter(|longer| longer.last >= span.last && longer.rule != Rule::Phrase)
            .all(|longer| {
                let led = longer.last == span.last && person(longer) == NamePattern::Other;
                led || of(longer).iter().any(joins)
            })
}

/// The most words that a span has beyond its first.
pub(super) fn widest(spans: &[CandidateSpan]) -> u32 {
    let widths = spans.iter().map(|span| span.last - span.first);
    widths.max().unwrap_or(0)
}
