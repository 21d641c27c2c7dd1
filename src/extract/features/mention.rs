//! What stands around one mention: block and section, neighbours, cue words, names beside it.

use super::context::MentionContext;
use super::feature_set::FeatureSet;
use super::links::linked;
use super::{credit, edition, kind_cues, person};
use crate::extract::candidates::CandidateSpan;
use crate::extract::mention::Rule;
use crate::extract::word::is_name_like;
use crate::knowledge::cues::{Cue, Section};
use crate::knowledge::features::{FeatureValue, family, value};
use crate::knowledge::name_lists;
use crate::knowledge::name_lists::WordClass;
use crate::source::{BlockKind, Style};
use crate::text::token::{Separator, Token, WordShape, word_hash};

/// A tag or a category: what one site calls the one is the other elsewhere.
const LABEL: FeatureValue<'static> = value!("label");

/// The rules as values.
const RULES: [FeatureValue<'static>; Rule::ALL.len()] = {
    let mut values = [FeatureValue::new(""); Rule::ALL.len()];
    let mut at = 0;
    while at < values.len() {
        assert!(Rule::ALL[at] as usize == at, "the rules stand in order");
        values[at] = match Rule::ALL[at] {
            Rule::Category | Rule::Tag => LABEL,
            rule => FeatureValue::new(rule.as_str()),
        };
        at += 1;
    }
    assert!(Rule::Handle as usize + 1 == at, "no rule is missing");
    values
};

/// A rule as a value.
pub(crate) const fn rule_value(rule: Rule) -> FeatureValue<'static> {
    RULES[rule as usize]
}

/// The sections as values.
const SECTIONS: [FeatureValue<'static>; Section::ALL.len()] = {
    let mut values = [FeatureValue::new(""); Section::ALL.len()];
    let mut at = 0;
    while at < values.len() {
        assert!(
            Section::ALL[at] as usize == at,
            "the sections stand in order"
        );
        values[at] = FeatureValue::new(Section::ALL[at].as_str());
        at += 1;
    }
    assert!(Section::Top as usize + 1 == at, "no section is missing");
    values
};

/// The features of one mention in front matter or notes.
pub(crate) fn of_mention(
    out: &mut FeatureSet,
    context: &MentionContext,
    span: &CandidateSpan,
    label: FeatureValue<'static>,
) {
    let MentionContext {
        tokenized, block, ..
    } = *context;
    let words = tokenized.words(block);
    let (first, last) = (span.first as usize, span.last as usize);
    let tokenized_block = &tokenized.blocks[block];
    let kind = block_name(tokenized.document.blocks[block].kind);
    let section = tokenized_block.section;

    out.add(family!("rule"), RULES[span.rule as usize]);
    out.pair(family!("block_label"), kind, label);
    let within = SECTIONS[section as usize];
    out.pair(family!("block_section"), kind, within);
    out.add(family!("section"), within);
    let line = match (first == 0, last + 1 == words.len()) {
        (true, true) => value!("whole"),
        (true, false) => value!("start"),
        (false, true) => value!("end"),
        (false, false) => value!("middle"),
    };
    out.pair(family!("line_position"), kind, line);
    if kind == LABEL && words.len() == 1 && is_coined(&words[0]) && label == value!("none") {
        out.add(family!("coined"), LABEL);
    }

    let opens = first == 0 || words[first].gap >= Separator::Quote;
    let case = if !is_name_like(&words[first]) {
        value!("lower")
    } else if tokenized_block.title_case {
        value!("title")
    } else if opens {
        value!("opens")
    } else {
        value!("middle")
    };
    out.add(family!("capital"), case);
    out.pair(family!("capital_label"), case, label);
    out.pair(
        family!("capital_length"),
        case,
        match last - first {
            0 => value!("1"),
            1 => value!("2"),
            2 => value!("3"),
            _ => value!("4+"),
        },
    );
    if section == Section::Sponsor {
        out.pair(family!("sponsor_section"), case, label);
    }

    neighbours(out, context, words, first, last, case);
    linked(out, context, words, first, last, case);
    known_around(out, context, span, label);
    cued(out, context, words, first, last);
    person::of_mention(out, context, span);
    credit::of_mention(out, context, span);
    kind_cues::of_mention(out, context, words, first, last, case);

    let run = tokenized.run(tokenized_block.words.start + first as u32);
    for (flag, name) in [
        (Style::STRONG, value!("strong")),
        (Style::CODE, value!("code")),
        (Style::EMPHASIS, value!("emphasis")),
    ] {
        if run.style.contains(flag) {
            out.pair(family!("style"), name, case);
        }
    }
}

fn neighbours(
    out: &mut FeatureSet,
    context: &MentionContext,
    words: &[Token],
    first: usize,
    last: usize,
    case: FeatureValue<'_>,
) {
    let text = context.tokenized.document.text.buffer();
    let before = first.checked_sub(1).map(|at| &words[at]);
    let after = words.get(last + 1);
    match before {
        Some(word) if words[first].gap.joins() => {
            out.word(family!("previous_word"), word, text);
            if word.shape.contains(WordShape::POSSESSIVE) {
                out.pair(family!("after_possessive"), case, value!("1"));
            }
            out.pair(family!("left_neighbour"), belongs(word), case);
        }
        Some(_) => out.pair(family!("left_neighbour"), gap_name(words[first].gap), case),
        None => out.pair(family!("left_neighbour"), value!("^"), case),
    }
    match after {
        Some(word) if word.gap.joins() => {
            if words[last].shape.contains(WordShape::POSSESSIVE) {
                out.hashed(family!("next_word"), word_hash("'s"), "'s");
            } else {
                out.word(family!("next_word"), word, text);
            }
            out.pair(family!("right_neighbour"), belongs(word), case);
        }
        Some(word) => out.pair(family!("right_neighbour"), gap_name(word.gap), case),
        None => out.pair(family!("right_neighbour"), value!("$"), case),
    }
    // "the docker's union", of somebody's trade: a name of one word needs no article to own something.
    let owns = first == last && words[last].shape.contains(WordShape::POSSESSIVE);
    let article = before.filter(|word| words[first].gap.joins() && context.cues.is_article(word));
    if owns && article.is_some() && after.is_some_and(|word| word.gap.joins()) {
        out.add(family!("article_possessive"), case);
    }
    // "is a …", "was the …" behind a name.
    if let (Some(verb), Some(article)) = (after, words.get(last + 2)) {
        let is = context.cues.is_copula(verb);
        let a = context.cues.is_article(article) || article.text(text) == "our";
        if is && a {
            out.add(family!("before_is_a"), case);
        }
    }
}

/// Whether a neighbour could belong to the name.
fn belongs(word: &Token) -> FeatureValue<'static> {
    if is_name_like(word) {
        value!("name")
    } else if word.shape.contains(WordShape::DIGITS) {
        value!("number")
    } else if name_lists::of_token(word).contains(WordClass::STOP) {
        value!("stop")
    } else {
        value!("content")
    }
}

/// What the lexicon knows inside the mention, around it and beside it in a list.
fn known_around(
    out: &mut FeatureSet,
    context: &MentionContext,
    span: &CandidateSpan,
    label: FeatureValue<'_>,
) {
    let words = context.tokenized.words(context.block);
    for &(first, last, theirs) in context.known.around(span) {
        if (first, last) == (span.first, span.last) {
            continue;
        }
        if first <= span.first && span.last <= last {
            out.pair(family!("inside_known"), theirs, label);
        } else if span.first <= first && last <= span.last {
            let place = if first == span.first {
                family!("starts_with_known")
            } else if last == span.last {
                family!("ends_with_known")
            } else {
                family!("contains_known")
            };
            out.pair(place, theirs, label);
            let own = &words[span.first as usize..=span.last as usize];
            let event = theirs == value!("event") || theirs == value!("event?");
            if first == span.first
                && event
                && edition::words_before_edition(own) <= (last - first) as usize + 1
            {
                out.add(family!("event_edition"), value!("known"));
            }
        } else if last + 1 == span.first && words[span.first as usize].gap == Separator::Comma
            || span.last + 1 == first && words[first as usize].gap == Separator::Comma
        {
            out.pair(family!("list_neighbour"), theirs, label);
        }
    }
}

fn cued(
    out: &mut FeatureSet,
    context: &MentionContext,
    words: &[Token],
    first: usize,
    last: usize,
) {
    // "RustConf Sept 10th", "RustConf in September"
    if first < last
        && words[first + 1..=last]
            .iter()
            .any(|word| context.cues.is_date(word))
    {
        out.add(family!("contains_date"), value!("1"));
    }
    // "CEO", "Developer Advocate"
    if context.cues.is_role(&words[last]) {
        out.add(family!("role_word"), value!("is"));
    }
    if first < last
        && words[first..last]
            .iter()
            .any(|word| context.cues.is_role(word))
    {
        out.add(family!("role_word_inside"), value!("1"));
    }
    for cue in context.cues.before(words, first).filter_map(cue_name) {
        out.add(family!("cue"), cue);
    }
    if last + 1 < words.len() {
        for cue in context.cues.after(words, last + 1).filter_map(cue_name) {
            out.add(family!("cue"), cue);
        }
        // "NAME, a ROLE …" and "NAME is a ROLE …"
        let role = words[last + 1..]
            .iter()
            .take(6)
            .take_while(|word| word.gap < Separator::Sentence)
            .any(|word| context.cues.is_role(word));
        if role {
            out.add(
                family!("role_word"),
                if words[last + 1].gap == Separator::Comma {
                    value!("comma")
                } else {
                    value!("near")
                },
            );
        }
    }
    if first >= 2 {
        let near = words[first.saturating_sub(3)..first]
            .iter()
            .any(|word| context.cues.is_role(word));
        if near {
            let text = context.tokenized.document.text.buffer();
            out.add(
                family!("role_word_before"),
                if words[first - 1].text(text) == "at" {
                    value!("at")
                } else {
                    value!("other")
                },
            );
        }
    }
}

/// A cue as a value; those that say something of given names alone stand beside all sorts of words.
const fn cue_name(cue: Cue) -> Option<FeatureValue<'static>> {
    match cue {
        Cue::HostAfterCue | Cue::GuestHostAfterCue => Some(value!("host>")),
        Cue::GuestAfterCue => Some(value!("guest>")),
        Cue::GuestBeforeCue => Some(value!("<guest")),
        Cue::HostBeforeCue => Some(value!("<host")),
        Cue::GivenHostAfterCue | Cue::GivenHostBeforeCue => None,
    }
}

const fn gap_name(gap: Separator) -> FeatureValue<'static> {
    match gap {
        Separator::Quote => value!("quote"),
        Separator::Bracket => value!("bracket"),
        Separator::Comma => value!("comma"),
        Separator::Sentence => value!("sentence"),
        Separator::Block => value!("block"),
        _ => value!("sign"),
    }
}

const fn block_name(kind: BlockKind) -> FeatureValue<'static> {
    match kind {
        BlockKind::Title => value!("title"),
        BlockKind::Description => value!("description"),
        BlockKind::Category | BlockKind::Tag => LABEL,
        BlockKind::Chapter => value!("chapter"),
        BlockKind::Heading(_) => value!("heading"),
        BlockKind::Paragraph => value!("paragraph"),
        BlockKind::Item => value!("item"),
        BlockKind::Cell => value!("cell"),
        BlockKind::Quote => value!("quote"),
        BlockKind::Turn => value!("turn"),
        BlockKind::Code => value!("code"),
    }
}

/// Whether a word is no English word and nobody's name: as the names of products are.
fn is_coined(word: &Token) -> bool {
    let known = WordClass::COMMON
        .union(WordClass::STOP)
        .union(WordClass::GIVEN)
        .union(WordClass::SURNAME)
        .union(WordClass::PLACE);
    is_name_like(word) && !name_lists::of_token(word).intersects(known)
}
