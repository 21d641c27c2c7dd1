//! What a line of credits says of the names in it: "Audio editing: NAME", "Artwork by NAME".
//!
//! The feature `credit` has the value `label` for what names the task itself, and for the name that is
//! credited how it looks as a person's ([`NamePattern`](super::name_pattern::NamePattern)): a maker is a
//! person or an organization, and no topic.

use super::context::MentionContext;
use super::feature_set::FeatureSet;
use super::name_pattern::person_name_pattern;
use crate::extract::candidates::CandidateSpan;
use crate::extract::word::is_name_like;
use crate::knowledge::cues::Cues;
use crate::knowledge::features::{family, value};
use crate::text::token::{Separator, Token};

/// The longest label of a credit, in words.
const LABEL: usize = 4;
/// The longest line of a cast, in words.
const CAST: usize = 10;
/// So many words of a line may name those who are credited.
const MAKERS: usize = 24;

/// The features of one mention.
pub(super) fn of_mention(out: &mut FeatureSet, context: &MentionContext, span: &CandidateSpan) {
    let words = context.tokenized.words(context.block);
    let text = context.tokenized.document.text.buffer();
    let (first, last) = (span.first as usize, span.last as usize);
    if first == 0 && plays(words, text, last + 1) {
        let pattern = person_name_pattern(&words[first..=last], text, context.cues);
        return out.add(family!("credit"), pattern.value());
    }
    // Most mentions are far from the opening of their line, or in a long one.
    let Some((label, maker)) = (first <= LABEL + 1 || words.len() <= MAKERS)
        .then(|| task(words, text, context.cues))
        .flatten()
    else {
        return;
    };
    if last < label {
        out.add(family!("credit"), value!("label"));
    } else if words[first].gap == Separator::Quote {
        // 'Song: "Example"': a work, and nobody who made it.
    } else if first == maker || first > maker && continues(words, context.cues, first) {
        let pattern = person_name_pattern(&words[first..=last], text, context.cues);
        out.add(family!("credit"), pattern.value());
    }
}

/// Whether a line of a cast says whom a name plays: "Ann Quill as Hamlet".
fn plays(words: &[Token], text: &str, at: usize) -> bool {
    let part = words.get(at + 1..).unwrap_or_default();
    words.len() <= CAST
        && words.get(at).is_some_and(|word| {
            word.gap == Separator::Space && matches!(word.text(text), "as" | "als" | "como")
        })
        && part.first().is_some_and(is_name_like)
        && part.last().is_some_and(is_name_like)
}

/// Whether a word continues a list of names: behind a comma or "and".
fn continues(words: &[Token], cues: &Cues, at: usize) -> bool {
    let joined = matches!(words[at].gap, Separator::Comma | Separator::Ampersand);
    joined || words[at].gap == Separator::Space && cues.is_joint(&words[at - 1])
}

/// How many words the label of a credit has that a line opens with, and where the maker stands.
fn task(words: &[Token], text: &str, cues: &Cues) -> Option<(usize, usize)> {
    let label = (1..words.len().min(LABEL + 1)).find(|at| {
        words[*at].gap == Separator::Sentence || words[*at].text(text).eq_ignore_ascii_case("by")
    })?;
    let maker = label + usize::from(words[label].gap != Separator::Sentence);
    (maker < words.len() && cues.is_credit_task(&words[label - 1])).then_some((label, maker))
}
