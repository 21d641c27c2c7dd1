//! Candidate spans that markup and layout give: the lexicon's forms, whole lines and labels, the texts of links, and
//! code, strong and emphasised text.

use super::span::{CandidateSpan, CandidateSpans, EntryRange, NAME};
use super::words::announcement;
use crate::extract::mention::Rule;
use crate::extract::tokenized::TokenizedDocument;
use crate::extract::word::{is_common, is_stop};
use crate::knowledge::cues::Cues;
use crate::knowledge::lexicon::{EntryForm, Lexicon};
use crate::source::{BlockKind, Style};
use crate::text::token::{Language, Separator, Token, WordShape};
use crate::vocabulary::Kind;

const STRESS: Style = Style::STRONG.union(Style::EMPHASIS).union(Style::CODE);

/// The forms that the lexicon has.
pub(super) fn lexicon_matches(
    tokenized: &TokenizedDocument,
    words: &[Token],
    lexicon: &Lexicon,
    entries: &mut Vec<u32>,
    out: &mut CandidateSpans,
) {
    lexicon.scan(tokenized.document.text.buffer(), words, |found| {
        let start = entries.len() as u32;
        let name = &words[found.first..=found.last];
        let holds = |form: &&EntryForm| match name {
            [word] => holds_in_language(word, form, lexicon),
            _ => !is_plain(name),
        };
        entries.extend(found.forms.iter().filter(holds).map(|form| form.entry.0));
        if entries.len() as u32 == start {
            return;
        }
        out.found.push(CandidateSpan {
            first: found.first as u32,
            last: found.last as u32,
            rule: Rule::Lexicon,
            entries: EntryRange {
                start,
                end: entries.len() as u32,
            },
        });
    });
}

/// Whether a name of several words is but plain words of another language than English: "e os" is
/// Portuguese for "and the", and no /e/OS.
fn is_plain(name: &[Token]) -> bool {
    let small = |word: &Token| word.shape.contains(WordShape::LOWER);
    name[0].language != Language::English
        && name.iter().all(is_common)
        && name[1..].iter().all(small)
}

/// Whether a form of one word, which is one of English, means the same in the language of the text. A small letter
/// makes it a word of that language, and so does a capital where that has such a word; other
/// languages have abbreviations of their own.
fn holds_in_language(word: &Token, form: &EntryForm, lexicon: &Lexicon) -> bool {
    if word.language == Language::English {
        return true;
    }
    let capitals = word.shape.contains(WordShape::ALL_CAPS);
    // "rayos X", "399 a. C."
    if word.end - word.start == 1 {
        return false;
    }
    let short = word.end - word.start <= 3;
    let concept = lexicon.traits(form.entry).kind == Kind::Concept;
    let abbreviates = match (short, capitals) {
        (true, false) => true,
        (true, true) | (false, true) => concept,
        (false, false) => false,
    };
    let abbreviates = form.alias > 0 && abbreviates;
    let name = word
        .shape
        .intersects(WordShape::MIXED.union(WordShape::ALL_CAPS));
    !word.shape.contains(WordShape::LOWER) && (name || !is_common(word)) && !abbreviates
}

/// A whole tag or category that an entry would want in other letters ("swift", "Open source"): sites write all
/// of theirs in one way, whatever the name.
pub(super) fn whole_labels(
    tokenized: &TokenizedDocument,
    block: usize,
    lexicon: &Lexicon,
    entries: &mut Vec<u32>,
    out: &mut CandidateSpans,
) {
    let words = tokenized.words(block);
    let label = matches!(
        tokenized.document.blocks[block].kind,
        BlockKind::Tag | BlockKind::Category
    );
    let last = words.len() as u32 - 1;
    let whole = |span: &CandidateSpan| (span.first, span.last) == (0, last);
    let plain = words.len() == 1 && words[0].language != Language::English && is_common(&words[0]);
    if !label || plain || out.found.iter().any(whole) {
        return;
    }
    let base = tokenized.blocks[block].words.start;
    let span = tokenized.span(base, base + last);
    let label = tokenized.document.text.slice(span);
    let mut found = lexicon.find(label);
    if let [word] = words
        && is_stop(word)
    {
        // The tag "Next" is no NeXT: small words are names only as these are spelled, but for the first letter.
        let alike = |form: &str| match (form.char_indices().nth(1), label.char_indices().nth(1)) {
            (Some((at, _)), Some((own, _))) => form[at..] == label[own..],
            _ => form == label,
        };
        found.retain(|id| {
            let entry = lexicon.entry(*id);
            alike(entry.name) || entry.aliases().any(alike)
        });
    }
    if found.is_empty() {
        return;
    }
    let start = entries.len() as u32;
    entries.extend(found.iter().map(|entry| entry.0));
    out.found.push(CandidateSpan {
        first: 0,
        last,
        rule: Rule::Lexicon,
        entries: EntryRange {
            start,
            end: entries.len() as u32,
        },
    });
}

/// Whole lines: tags, categories, headings, list items and chapters; and the parts of them that a
/// dash, a colon or a comma cuts.
pub(super) fn lines(
    tokenized: &TokenizedDocument,
    block: usize,
    words: &[Token],
    cues: &Cues,
    out: &mut CandidateSpans,
) {
    let rule = match tokenized.document.blocks[block].kind {
        BlockKind::Category => Rule::Category,
        BlockKind::Tag => Rule::Tag,
        BlockKind::Heading(_)
        | BlockKind::Item
        | BlockKind::Chapter
        | BlockKind::Cell
        | BlockKind::Title => Rule::Line,
        _ => return,
    };
    let mut first = 0;
    for at in 1..=words.len() {
        if at == words.len() || !words[at].gap.joins() || words[at].gap == Separator::Ampersand {
            let mut last = at - 1;
            // "Bigtable [docs](…)": the label is no part of the name.
            while last > first
                && cues.is_label(&words[last..=last])
                && starts_link(tokenized, block, last)
            {
                last -= 1;
            }
            let mut start = first;
            while start < last && cues.opens_line(&words[start]) {
                start += 1;
            }
            if last - start < NAME {
                out.add(words, start, last, rule);
            }
            first = at;
        }
    }
    if words.len() <= NAME && rule < Rule::Line {
        out.add(words, 0, words.len() - 1, rule);
    }
}

/// Whether a word is the first of a link's text.
fn starts_link(tokenized: &TokenizedDocument, block: usize, word: usize) -> bool {
    let token = tokenized.blocks[block].words.start + word as u32;
    let link = tokenized.run(token).link;
    link.is_some() && (word == 0 || tokenized.run(token - 1).link != link)
}

/// Link texts, the names before a labelled link, and code, strong and emphasised text.
pub(super) fn marked(
    tokenized: &TokenizedDocument,
    block: usize,
    words: &[Token],
    cues: &Cues,
    out: &mut CandidateSpans,
) {
    let base = tokenized.blocks[block].words.start;
    let mut first = 0;
    for at in 1..=words.len() {
        let run = tokenized.run(base + first as u32);
        let same = at < words.len() && {
            let next = tokenized.run(base + at as u32);
            next.link == run.link
                && next.style.intersects(STRESS) == run.style.intersects(STRESS)
                && words[at].gap.joins()
        };
        if same {
            continue;
        }
        let stressed = run.style.intersects(STRESS);
        if (run.link.is_some() || stressed) && at - first <= NAME {
            let rule = if run.link.is_some() {
                Rule::Link
            } else {
                Rule::Marked
            };
            if !cues.is_label(&words[first..at]) {
                let announced = announcement(&words[first..at], cues);
                out.add(words, first + announced, at - 1, rule);
            } else if first > 0 && words[first].gap.joins() {
                // The name that the label labels, back to where its clause begins.
                let mut start = first - 1;
                while start > 0
                    && first - start <= NAME
                    && words[start].gap.joins()
                    && tokenized.run(base + start as u32 - 1).link.is_none()
                {
                    start -= 1;
                }
                if first - start <= NAME {
                    out.add(words, start, first - 1, Rule::Link);
                }
            }
        }
        first = at;
    }
}
