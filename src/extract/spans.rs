//! Which word sequences of a block may be names: the candidates, before anything is weighed.
//!
//! Generous on purpose: what a sequence is worth is decided by evidence ([`super::features`]), but
//! what is not proposed here can never be found. Proposed are the lexicon's matches, capitalised
//! sequences, sequences of content words at either end of a phrase, whole lines, whole link texts
//! and whatever is set as code, strong or emphasised.

use super::Knowledge;
use super::cues::Cues;
use super::features::is_common;
use super::lexicon::Lexicon;
use super::lexicon::names::{self, Word};
use super::mention::Rule;
use super::reading::Reading;
use super::token::{Gap, Shape, Token};
use crate::source::{BlockKind, Style};

/// Lexicon entries, as a range of an array that holds those of a whole document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Entries {
    pub start: u32,
    pub end: u32,
}

impl Entries {
    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// A word sequence of a block that may be a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposal {
    /// Its first word, as an index into the block's words.
    pub first: u32,
    /// Its last word, included.
    pub last: u32,
    /// The strongest rule that proposed it.
    pub rule: Rule,
    /// The lexicon's entries with this form.
    pub entries: Entries,
}

impl Proposal {
    /// How many words it has.
    pub const fn words(&self) -> usize {
        (self.last - self.first) as usize + 1
    }

    /// The order of proposals: by first word, the longer ones first, the stronger rule first.
    fn order(&self) -> u64 {
        let beyond = u64::from(self.last - self.first);
        u64::from(self.first) << 32 | 0xff_ffff_u64.saturating_sub(beyond) << 8 | self.rule as u64
    }
}

/// The longest sequence of content words that is proposed.
const PHRASE: usize = 4;
/// The longest name.
const NAME: usize = 8;

/// The proposals of one block, at most one for each word sequence. One of these serves all blocks of
/// a document.
#[derive(Default)]
pub struct Proposals {
    found: Vec<Proposal>,
}

impl Proposals {
    /// The proposals: sorted by place, longer ones first.
    pub fn found(&self) -> &[Proposal] {
        &self.found
    }

    /// Finds those of a block of the front matter or the notes; adds the lexicon's entries for them.
    pub fn of_notes(
        &mut self,
        reading: &Reading,
        block: usize,
        knowledge: &Knowledge,
        entries: &mut Vec<u32>,
    ) {
        let words = reading.words(block);
        self.found.clear();
        if words.is_empty() {
            return;
        }
        matches(reading, words, &knowledge.lexicon, entries, self);
        whole_labels(reading, block, &knowledge.lexicon, entries, self);
        lines(reading, block, words, &knowledge.cues, self);
        marked(reading, block, words, &knowledge.cues, self);
        capitals(words, self);
        nicknamed(words, self);
        years(reading, words, self);
        phrases(words, self);
        self.settle();
    }

    /// Finds those of a turn of a transcript: what the lexicon knows, and capitalised sequences. What
    /// the notes know is added by [`Proposals::known`]; [`Proposals::settle`] then puts all in order.
    pub fn of_transcript(
        &mut self,
        reading: &Reading,
        block: usize,
        knowledge: &Knowledge,
        entries: &mut Vec<u32>,
    ) {
        let words = reading.words(block);
        self.found.clear();
        matches(reading, words, &knowledge.lexicon, entries, self);
        capitals(words, self);
    }

    /// Adds a sequence that the notes of the document hold.
    pub fn known(&mut self, first: usize, last: usize) {
        self.found.push(Proposal {
            first: first as u32,
            last: last as u32,
            rule: Rule::Phrase,
            entries: Entries::default(),
        });
    }

    fn add(&mut self, words: &[Token], first: usize, last: usize, rule: Rule) {
        // A number alone names nothing.
        if words[first..=last]
            .iter()
            .all(|word| word.shape.has(Shape::DIGITS))
        {
            return;
        }
        self.found.push(Proposal {
            first: first as u32,
            last: last as u32,
            rule,
            entries: Entries::default(),
        });
    }

    /// Sorts them, and unites doubles under the strongest rule.
    pub fn settle(&mut self) {
        self.found.sort_unstable_by_key(Proposal::order);
        self.found.dedup_by(|next, kept| {
            let same = next.first == kept.first && next.last == kept.last;
            if same && kept.entries.is_empty() {
                kept.entries = next.entries;
            }
            same
        });
    }
}

/// The proposals of a block that properly contain one of them, by index. They stand before it, and
/// not far: no proposal has more than `widest` words beyond its first.
pub fn containers<T>(
    block: &[T],
    proposal: impl Fn(&T) -> Proposal,
    index: usize,
    widest: u32,
) -> impl Iterator<Item = usize> {
    let last = proposal(&block[index]).last;
    let from = last.saturating_sub(widest);
    let start = block[..index].partition_point(|other| proposal(other).first < from);
    (start..index).filter(move |at| proposal(&block[*at]).last >= last)
}

/// A name with the year behind it: "I/O 2016", "Next '18".
fn years(reading: &Reading, words: &[Token], out: &mut Proposals) {
    let text = reading.document.text.buffer();
    let mut dated = Vec::new();
    for proposal in &out.found {
        let Some(year) = words.get(proposal.last as usize + 1) else {
            continue;
        };
        let digits = year.shape.has(Shape::DIGITS) && matches!(year.end - year.start, 2 | 4);
        let short = year.end - year.start == 2;
        let quoted = text[..year.start as usize].ends_with(['\'', '’', '‘']);
        let named = is_name_like(&words[proposal.last as usize]);
        if digits
            && named
            && if short {
                quoted
            } else {
                year.gap <= Gap::Space
            }
        {
            dated.push((proposal.first as usize, proposal.last as usize + 1));
        }
    }
    for (first, last) in dated {
        out.add(words, first, last, Rule::Capitals);
    }
}

/// A name with a short form inside it: "Emiliano (Emi) Martínez", 'Robert "Bob" Martin'.
fn nicknamed(words: &[Token], out: &mut Proposals) {
    for (at, three) in words.windows(3).enumerate() {
        let [before, short, after] = three else {
            continue;
        };
        let marked = matches!(short.gap, Gap::Bracket | Gap::Quote) && after.gap == short.gap;
        let proper = three.iter().all(|word| {
            word.shape.any(Shape::CAPITAL.union(Shape::MIXED))
                && !word.shape.any(Shape::ALL_CAPS.union(Shape::POSSESSIVE))
        });
        let given = |word: &Token| names::of_hash(word.hash).has(Word::GIVEN);
        if marked && proper && given(before) && !names::of_hash(after.hash).has(Word::STOP) {
            out.add(words, at, at + 2, Rule::Capitals);
        }
    }
}

fn matches(
    reading: &Reading,
    words: &[Token],
    lexicon: &Lexicon,
    entries: &mut Vec<u32>,
    out: &mut Proposals,
) {
    lexicon.scan(reading.document.text.buffer(), words, |found| {
        let start = entries.len() as u32;
        entries.extend(found.forms.iter().map(|form| form.entry.0));
        out.found.push(Proposal {
            first: found.first as u32,
            last: found.last as u32,
            rule: Rule::Lexicon,
            entries: Entries {
                start,
                end: entries.len() as u32,
            },
        });
    });
}

/// A whole tag or category that an entry would want in other letters ("swift", "Open source"): sites write all
/// of theirs in one way, whatever the name.
fn whole_labels(
    reading: &Reading,
    block: usize,
    lexicon: &Lexicon,
    entries: &mut Vec<u32>,
    out: &mut Proposals,
) {
    let words = reading.words(block);
    let label = matches!(
        reading.document.blocks[block].kind,
        BlockKind::Tag | BlockKind::Category
    );
    let last = words.len() as u32 - 1;
    let whole = |proposal: &Proposal| (proposal.first, proposal.last) == (0, last);
    if !label || out.found.iter().any(whole) {
        return;
    }
    let base = reading.passages[block].words.start;
    let span = reading.span(base, base + last);
    let found = lexicon.find(reading.document.text.slice(span));
    if found.is_empty() {
        return;
    }
    let start = entries.len() as u32;
    entries.extend(found.iter().map(|entry| entry.0));
    out.found.push(Proposal {
        first: 0,
        last,
        rule: Rule::Lexicon,
        entries: Entries {
            start,
            end: entries.len() as u32,
        },
    });
}

/// Whole lines: tags, categories, headings, list items and chapters; and the parts of them that a
/// dash, a colon or a comma cuts.
fn lines(reading: &Reading, block: usize, words: &[Token], cues: &Cues, out: &mut Proposals) {
    let rule = match reading.document.blocks[block].kind {
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
        if at == words.len() || !words[at].gap.joins() || words[at].gap == Gap::Ampersand {
            let mut last = at - 1;
            // "Bigtable [docs](…)": the label is no part of the name.
            while last > first
                && cues.is_label(&words[last..=last])
                && reading_link_starts(reading, block, last)
            {
                last -= 1;
            }
            let mut start = first;
            while start < last && is_article(&words[start], reading) {
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

fn is_article(word: &Token, reading: &Reading) -> bool {
    matches!(
        word.text(reading.document.text.buffer())
            .to_ascii_lowercase()
            .as_str(),
        "the"
            | "a"
            | "an"
            | "our"
            | "your"
            | "my"
            | "new"
            | "introducing"
            | "announcing"
            | "about"
            | "meet"
            | "with"
    )
}

/// Whether a word is the first of a link's text.
fn reading_link_starts(reading: &Reading, block: usize, word: usize) -> bool {
    let token = reading.passages[block].words.start + word as u32;
    let link = reading.run(token).link;
    link.is_some() && (word == 0 || reading.run(token - 1).link != link)
}

/// Link texts, the names before a labelled link, and code, strong and emphasised text.
fn marked(reading: &Reading, block: usize, words: &[Token], cues: &Cues, out: &mut Proposals) {
    let base = reading.passages[block].words.start;
    let mut first = 0;
    for at in 1..=words.len() {
        let run = reading.run(base + first as u32);
        let same = at < words.len() && {
            let next = reading.run(base + at as u32);
            next.link == run.link
                && next.style.has(STRESS) == run.style.has(STRESS)
                && words[at].gap.joins()
        };
        if same {
            continue;
        }
        let stressed = run.style.has(STRESS);
        if (run.link.is_some() || stressed) && at - first <= NAME {
            let rule = if run.link.is_some() {
                Rule::Link
            } else {
                Rule::Marked
            };
            if !cues.is_label(&words[first..at]) {
                out.add(words, first, at - 1, rule);
            } else if first > 0 && words[first].gap.joins() {
                // The name that the label labels, back to where its clause begins.
                let mut start = first - 1;
                while start > 0
                    && first - start <= NAME
                    && words[start].gap.joins()
                    && reading.run(base + start as u32 - 1).link.is_none()
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

const STRESS: u8 = Style::STRONG | Style::EMPHASIS | Style::CODE;

/// Small words that may stand inside a name ("Bank of America", "Kubernetes the Hard Way").
fn connects(word: &Token, text_len: u32) -> bool {
    word.shape.has(Shape::LOWER) && text_len <= 3 && is_stop(word)
}

/// Whether a word looks like (a part of) a proper name.
pub fn is_name_like(word: &Token) -> bool {
    word.shape.any(
        Shape::CAPITAL
            .union(Shape::MIXED)
            .union(Shape::ALL_CAPS)
            .union(Shape::HANDLE)
            .union(Shape::SYMBOL),
    ) || word.shape.has(Shape::HAS_DIGIT) && !word.shape.has(Shape::DIGITS)
}

/// Capitalised sequences: the whole, and the parts that a small connecting word, a leading common
/// word or a version number separates.
fn capitals(words: &[Token], out: &mut Proposals) {
    let mut at = 0;
    while at < words.len() {
        if !is_name_like(&words[at]) {
            at += 1;
            continue;
        }
        let start = at;
        let mut last = at;
        let mut cuts = Vec::new();
        at += 1;
        while at < words.len() && words[at].gap.joins() {
            // A possessive ends a name: "Google's Kubernetes" is two.
            if words[at - 1].shape.has(Shape::POSSESSIVE) {
                break;
            }
            let word = &words[at];
            if is_name_like(word) || word.shape.has(Shape::DIGITS) {
                last = at;
                at += 1;
            } else if connects(word, word.end - word.start)
                && words
                    .get(at + 1)
                    .is_some_and(|next| next.gap.joins() && is_name_like(next))
            {
                cuts.push(at);
                at += 1;
            } else {
                break;
            }
        }
        propose_capitals(words, start, last, &cuts, out);
        at = at.max(last + 1);
    }
}

fn propose_capitals(
    words: &[Token],
    start: usize,
    last: usize,
    cuts: &[usize],
    out: &mut Proposals,
) {
    if last - start < NAME {
        out.add(words, start, last, Rule::Capitals);
    }
    // Each stretch between connecting words, with its prefixes and suffixes.
    let mut first = start;
    for cut in cuts.iter().copied().chain([last + 1]) {
        let end = cut.min(last + 1);
        if end > first {
            let length = end - first;
            if length <= NAME && length <= last - start {
                out.add(words, first, end - 1, Rule::Capitals);
            }
            for size in 1..length.min(NAME + 1) {
                out.add(words, first, first + size - 1, Rule::Capitals);
                out.add(words, end - size, end - 1, Rule::Capitals);
            }
            if length > 2 {
                for middle in first + 1..end - 1 {
                    if is_name_like(&words[middle]) {
                        out.add(words, middle, middle, Rule::Capitals);
                    }
                    if middle + 1 < end - 1 {
                        out.add(words, middle, middle + 1, Rule::Capitals);
                    }
                }
            }
        }
        first = cut + 1;
    }
}

/// Sequences of content words: the whole phrase, and its ends.
fn phrases(words: &[Token], out: &mut Proposals) {
    let mut first = 0;
    while first < words.len() {
        if !is_content(&words[first]) {
            first += 1;
            continue;
        }
        let mut end = first + 1;
        while end < words.len()
            && words[end].gap.joins()
            && is_content(&words[end])
            && !words[end - 1].shape.has(Shape::POSSESSIVE)
        {
            end += 1;
        }
        let length = end - first;
        // A common word alone is a name only where something sets it apart: a capital, a link, a
        // line or tag of its own, the lexicon. Other rules see to that.
        for word in (first..end).filter(|word| !is_common(&words[*word])) {
            out.add(words, word, word, Rule::Phrase);
        }
        for size in 2..=length.min(PHRASE) {
            out.add(words, end - size, end - 1, Rule::Phrase);
            out.add(words, first, first + size - 1, Rule::Phrase);
        }
        if length > 2 {
            for start in first + 1..end - 1 {
                if start + 2 < end {
                    out.add(words, start, start + 1, Rule::Phrase);
                }
            }
        }
        first = end;
    }
}

fn is_stop(word: &Token) -> bool {
    names::of_hash(word.hash).has(Word::STOP)
}

/// Whether a word can be part of a term: no stop word, no bare number, no single letter.
fn is_content(word: &Token) -> bool {
    !is_stop(word) && !word.shape.has(Shape::DIGITS) && word.end - word.start > 1
}
