//! Titles of works in a block: what stands in quotation marks, in italics or in a link, with what says that it is the
//! title of a book, film, song or the like.

use super::quotation::{ends, opening};
use super::{ENOUGH, holds};
use crate::extract::candidates::{CandidateSpan, EntryRange};
use crate::extract::mention::Rule;
use crate::extract::tokenized::TokenizedDocument;
use crate::extract::word::{is_name_like, is_stop};
use crate::knowledge::work_cues::WorkCues;
use crate::source::{BlockKind, Style};
use crate::text::token::{Separator, Token, WordShape};

/// The longest title, in words.
const TITLE: usize = 16;
/// From so many words beyond its first on a title's subtitle is left out.
const SUBTITLED: usize = 7;
/// The longest link text that is one title.
const LINK: usize = 12;

/// A title, and how much speaks for its being a work's.
#[derive(Debug, Clone, Copy)]
pub(in crate::extract) struct WorkSpan {
    /// Its words.
    pub span: CandidateSpan,
    /// The points, [`ENOUGH`] or more.
    pub points: f32,
}

/// What sets a title off from its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Quotation,
    Italics,
    Link,
    /// "a book called X": nothing but the words before it.
    Naming,
}

/// The titles of works in a block of the notes; `under_works` where its heading announces works.
pub(in crate::extract) fn works_in(
    tokenized: &TokenizedDocument,
    block: usize,
    cues: &WorkCues,
    under_works: bool,
    out: &mut Vec<WorkSpan>,
) {
    let reader = WorkReader {
        tokenized,
        block,
        words: tokenized.words(block),
        cues,
        under_works,
    };
    let mut at = 0;
    while at < reader.words.len() {
        let found = reader.quoted(at).map(|last| (last, Mark::Quotation));
        let found = found.or_else(|| Some((reader.linked(at)?, Mark::Link)));
        let found = found.or_else(|| Some((reader.emphasised(at)?, Mark::Italics)));
        let found = found.or_else(|| Some((reader.named(at)?, Mark::Naming)));
        let Some((end, mark)) = found else {
            at += 1;
            continue;
        };
        let last = reader.without_maker(at, end);
        let points = reader.points(at, last, end, mark);
        if points >= ENOUGH {
            out.push(WorkSpan {
                span: CandidateSpan {
                    first: at as u32,
                    last: last as u32,
                    rule: if mark == Mark::Link {
                        Rule::Link
                    } else {
                        Rule::Marked
                    },
                    entries: EntryRange::default(),
                },
                points,
            });
            at = end + 1;
        } else {
            at += 1;
        }
    }
}

/// Whether a heading announces works: "Books mentioned", "Literatur".
pub(in crate::extract) fn announces_works(words: &[Token], cues: &WorkCues) -> bool {
    words.len() <= 5 && words.iter().any(|word| holds(&cues.headings, word))
}

struct WorkReader<'a> {
    tokenized: &'a TokenizedDocument<'a>,
    block: usize,
    words: &'a [Token],
    cues: &'a WorkCues,
    under_works: bool,
}

impl WorkReader<'_> {
    /// The last word of the quotation that begins at a word.
    fn quoted(&self, first: usize) -> Option<usize> {
        let words = self.words;
        // Inside a word's own gap no mark can stand.
        if words[first].gap < Separator::Quote && first > 0 {
            return None;
        }
        let text = self.tokenized.document.text.buffer();
        let span = self.tokenized.document.blocks[self.block].span;
        let before = first.checked_sub(1).map_or(span.start, |at| words[at].end);
        let open = opening(text.get(before as usize..words[first].start as usize)?)?;
        (first..words.len().min(first + TITLE)).find(|at| {
            let end = words.get(at + 1).map_or(span.end, |next| next.start);
            let behind = text.get(words[*at].end as usize..end as usize);
            behind.is_some_and(|behind| ends(open, behind))
        })
    }

    /// The last word of the link that begins at a word, where it leads to a work's page.
    fn linked(&self, first: usize) -> Option<usize> {
        let link = self.link(first)?;
        if first > 0 && self.link(first - 1) == Some(link) || !self.leads_to_work(link) {
            return None;
        }
        let behind = (first..self.words.len()).find(|at| self.link(*at) != Some(link));
        Some(behind.unwrap_or(self.words.len()) - 1)
    }

    /// The last word of the italics that begin at a word.
    fn emphasised(&self, first: usize) -> Option<usize> {
        let italic = |at: usize| self.style(at).contains(Style::EMPHASIS);
        if !italic(first) || first > 0 && italic(first - 1) {
            return None;
        }
        let behind = (first..self.words.len()).find(|at| !italic(*at));
        let last = behind.unwrap_or(self.words.len()) - 1;
        // A paragraph in italics is a remark.
        (last - first < TITLE && last - first + 1 < self.words.len()).then_some(last)
    }

    fn token(&self, at: usize) -> u32 {
        self.tokenized.blocks[self.block].words.start + at as u32
    }

    fn link(&self, at: usize) -> Option<u32> {
        self.tokenized.run(self.token(at)).link
    }

    fn style(&self, at: usize) -> Style {
        self.tokenized.run(self.token(at)).style
    }

    fn leads_to_work(&self, link: u32) -> bool {
        let href = &self.tokenized.document.links[link as usize].href;
        self.cues.is_work_page(href)
    }

    /// The last word of a title, without its maker: "X by NAME", "X, NAME, publisher".
    fn without_maker(&self, first: usize, end: usize) -> usize {
        let words = self.words;
        let stop = (first + 1..=end).find(|at| {
            let by = holds(&self.cues.by, &words[*at])
                && *at > first
                && words.get(at + 1).is_some_and(is_name_like)
                // "de" is "of" within titles far oftener than "by".
                && words[*at].end - words[*at].start == 2
                && words[*at].text(self.tokenized.document.text.buffer()) == "by";
            // "X (a song)", "X | Site"
            by || matches!(words[*at].gap, Separator::Bracket | Separator::Symbol)
        });
        let last = stop.unwrap_or(end + 1) - 1;
        self.without_subtitle(first, last)
    }

    /// The last word of a long title before its colon: people leave out the rest.
    fn without_subtitle(&self, first: usize, last: usize) -> usize {
        let text = self.tokenized.document.text.buffer();
        let colon = (first + 2..=last).find(|at| {
            let between = self.words[at - 1].end as usize..self.words[*at].start as usize;
            text[between].contains(':')
        });
        match colon {
            Some(colon) if last - first >= SUBTITLED => colon - 1,
            _ => last,
        }
    }

    /// The last word of the title that begins at a word behind "a book called".
    fn named(&self, first: usize) -> Option<usize> {
        let words = self.words;
        let before = first.checked_sub(1)?;
        let noun = |at: &usize| holds(&self.cues.nouns, &words[*at]) && words[at + 1].gap.joins();
        if !holds(&self.cues.naming, &words[before])
            || !words[first].gap.joins()
            || !is_name_like(&words[first])
            || !(before.saturating_sub(2)..before).any(|at| noun(&at))
        {
            return None;
        }
        let mut last = first;
        for (at, word) in words.iter().enumerate().take(first + TITLE).skip(first + 1) {
            if !word.gap.joins() {
                break;
            }
            if is_name_like(word) {
                last = at;
            } else if at - last > 2 {
                break;
            }
        }
        Some(last)
    }

    fn points(&self, first: usize, last: usize, end: usize, mark: Mark) -> f32 {
        let words = &self.words[first..=last];
        if self.is_speech_or_link_label(words) {
            return 0.0;
        }
        let mut points = self.form(words) + self.before(first) + self.behind(last, end);
        points += match mark {
            Mark::Quotation => 0.25,
            Mark::Italics => 0.5,
            Mark::Link | Mark::Naming => 0.0,
        };
        let catalogued = (first..=end)
            .filter_map(|at| self.link(at))
            .any(|link| self.leads_to_work(link));
        if catalogued {
            points += if last - first < LINK { 3.0 } else { 0.0 };
        }
        if self.under_works {
            points += 1.5;
        }
        let block = &self.tokenized.document.blocks[self.block];
        // The title of the episode, set in quotation marks in its own title, is none.
        if block.kind == BlockKind::Title {
            points -= 1.0;
        }
        points
    }

    /// What is no title whatever stands around it.
    fn is_speech_or_link_label(&self, words: &[Token]) -> bool {
        let numbers = words
            .iter()
            .all(|word| word.shape.contains(WordShape::DIGITS));
        let handle = words.iter().any(|word| {
            word.shape
                .intersects(WordShape::HANDLE | WordShape::HASHTAG | WordShape::SYMBOL)
        });
        let own = |word: &Token| {
            let said = holds(&self.cues.nouns, word) || holds(&self.cues.generic, word);
            is_name_like(word) && !said && !is_stop(word)
        };
        // "the book", "Hier das Buch": words that any work goes by. A short word may be a stop word in one language and
        // a title in another.
        let generic = words.iter().all(|word| !own(word))
            && words
                .iter()
                .any(|word| holds(&self.cues.nouns, word) || holds(&self.cues.generic, word));
        // "rain.wav"
        let file = words.len() > 1 && words[words.len() - 1].gap == Separator::Dot;
        numbers || handle || generic || file
    }

    /// What the look of a title is worth: capitals, length, a single sentence.
    fn form(&self, words: &[Token]) -> f32 {
        if !is_name_like(&words[0]) && !words[0].shape.contains(WordShape::DIGITS) {
            return -3.0;
        }
        let long = |word: &&Token| !is_stop(word) && word.end - word.start > 3;
        let all = words.iter().filter(long).count();
        let capitals = words
            .iter()
            .filter(long)
            .filter(|word| is_name_like(word))
            .count();
        let mut points = match words.len() {
            1 => 0.0,
            _ if capitals == all && all > 0 => 0.75,
            // German, French and Spanish titles have few capitals.
            _ => 0.25,
        };
        if words.len() > 10 {
            points -= 0.5;
        }
        let text = self.tokenized.document.text.buffer();
        let sentences = words.windows(2).filter(|pair| {
            pair[1].gap == Separator::Sentence
                && !text[pair[0].end as usize..pair[1].start as usize].contains(':')
        });
        points - 0.75 * sentences.count() as f32
    }

    /// What the words before a title are worth, the nearest of its sentence.
    fn before(&self, first: usize) -> f32 {
        let (mut points, mut nearest) = (0.0, true);
        let from = first.saturating_sub(8);
        for at in (from..first).rev() {
            let word = &self.words[at];
            // A sentence's end between; a colon may introduce the title.
            let cut = self.words[at + 1].gap;
            if cut >= Separator::Sentence && at + 1 < first {
                break;
            }
            if holds(&self.cues.speech, word) && nearest {
                return -2.5;
            }
            if holds(&self.cues.nouns, word) {
                points = f32::max(points, if first - at <= 3 { 2.0 } else { 1.25 });
            } else if holds(&self.cues.makers, word) && first - at <= 4 {
                points = f32::max(points, 1.75);
            }
            nearest &= holds(&self.cues.of, word);
        }
        points
    }

    /// What the words behind a title are worth.
    fn behind(&self, last: usize, end: usize) -> f32 {
        let mut points = 0.0;
        let by = |at: usize| {
            let by = self
                .words
                .get(at)
                .is_some_and(|by| holds(&self.cues.by, by));
            let name = self.words.get(at + 1);
            by && name.is_some_and(|name| is_name_like(name) && name.gap.joins())
        };
        if by(last + 1) || by(end + 1) {
            points += 2.0;
        }
        // "X" (1994), "X", a novel, the "X" soundtrack
        let near = self.words[end + 1..].iter().take(3);
        let mut near = near
            .take_while(|word| word.gap < Separator::Sentence)
            .peekable();
        if near.peek().is_some_and(|word| {
            word.gap == Separator::Bracket
                && word.shape.contains(WordShape::DIGITS)
                && word.end - word.start == 4
        }) {
            points += 1.75;
        }
        if near.any(|word| holds(&self.cues.nouns, word)) {
            points += 1.5;
        }
        points
    }
}
