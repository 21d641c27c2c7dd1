//! Trigger words for the kind of a name: "speaking at NAME", "NAME is a company", "the NAME library",
//! and dates and places beside it.

use super::context::MentionContext;
use super::feature_set::FeatureSet;
use crate::extract::word::is_name_like;
use crate::knowledge::features::{FeatureValue, family, value};
use crate::knowledge::name_lists;
use crate::knowledge::name_lists::WordClass;
use crate::text::token::{Separator, Token};
use crate::vocabulary::Kind;

/// What the words around a name say of its kind.
pub(super) fn of_mention(
    out: &mut FeatureSet,
    context: &MentionContext,
    words: &[Token],
    first: usize,
    last: usize,
    case: FeatureValue<'_>,
) {
    let cues = context.cues;
    let mut start = first;
    // "at the NAME conference": the article is no part of the cue.
    if start > 0 && words[start].gap.joins() && is_stop_article(&words[start - 1], context) {
        start -= 1;
    }
    if start > 0 && words[start].gap.joins() {
        for kind in cues.kind_cues_before(words, start) {
            out.pair(family!("cue_before"), kind_value(kind), case);
        }
    }
    // "the app 'Example'" as "the app Example"
    if start > 0 && (words[start].gap.joins() || words[start].gap == Separator::Quote) {
        let before = &words[start - 1];
        let text = before.text(context.tokenized.document.text.buffer());
        let called = matches!(text, "called" | "named") && start > 1;
        let noun = if called { &words[start - 2] } else { before };
        if let Some(kind) = cues.noun(noun) {
            let family = if called {
                family!("called")
            } else {
                family!("noun_before")
            };
            out.pair(family, kind_value(kind), case);
        }
    }
    if let Some(next) = words.get(last + 1) {
        if next.gap.joins() {
            for kind in cues.kind_cues_after(words, last + 1) {
                out.pair(family!("cue_after"), kind_value(kind), case);
            }
        }
        if (next.gap.joins() || next.gap == Separator::Quote)
            && let Some(kind) = cues.noun(next)
        {
            out.pair(family!("noun_after"), kind_value(kind), case);
        }
        // "RustConf in Portland"
        let place = words.get(last + 2).is_some_and(|word| {
            let part = WordClass::PLACE.union(WordClass::PLACE_OPENING);
            is_name_like(word) && name_lists::of_token(word).intersects(part)
        });
        if place && next.text(context.tokenized.document.text.buffer()) == "in" {
            out.add(family!("place_after"), case);
        }
        if let Some(kind) = definition(context, words, last + 1) {
            out.pair(family!("defined_as"), kind_value(kind), case);
        }
    }
    if !context.dates.is_empty() {
        let at = context
            .dates
            .partition_point(|date| (*date as usize) < first);
        let near = |from: usize, to: usize| {
            to - from <= 8
                && words[from + 1..=to]
                    .iter()
                    .all(|word| word.gap < Separator::Sentence)
        };
        let behind = context
            .dates
            .get(at)
            .is_some_and(|date| near(first, *date as usize));
        let before = at > 0 && near(context.dates[at - 1] as usize, first);
        if behind || before {
            let side = if behind {
                value!("behind")
            } else {
                value!("before")
            };
            out.pair(family!("date_nearby"), side, case);
        }
    }
}

fn is_stop_article(word: &Token, context: &MentionContext) -> bool {
    let text = word.text(context.tokenized.document.text.buffer());
    context.cues.is_article(word) || matches!(text, "our" | "this" | "their")
}

/// What a name is said to be right behind it: "X is a company that …", "X, an open source library".
fn definition(context: &MentionContext, words: &[Token], next: usize) -> Option<Kind> {
    let text = context.tokenized.document.text.buffer();
    let article = |at: usize| {
        let word = words
            .get(at)
            .filter(|word| word.gap < Separator::Sentence)?;
        let article = context.cues.is_article(word);
        (article || matches!(word.text(text), "our" | "another" | "one")).then_some(at + 1)
    };
    let from = if words[next].gap == Separator::Comma {
        article(next)
    } else if context.cues.is_copula(&words[next]) || words[next].text(text) == "as" {
        article(next + 1)
    } else {
        None
    }?;
    // The last of the first nouns in a row says it: "a software company building tools".
    let mut nouns = words[from..]
        .iter()
        .take(6)
        .take_while(|word| {
            word.gap.joins() && !name_lists::of_token(word).contains(WordClass::STOP)
        })
        .map(|word| context.cues.noun(word))
        .skip_while(Option::is_none);
    let mut kind = nouns.next()?;
    while let Some(next) = nouns.next().flatten() {
        kind = Some(next);
    }
    kind
}

/// A kind as a value.
pub(super) const fn kind_value(kind: Kind) -> FeatureValue<'static> {
    match kind {
        Kind::Person => value!("person"),
        Kind::Organization => value!("organization"),
        Kind::Product => value!("product"),
        Kind::Event => value!("event"),
        _ => value!("concept"),
    }
}
