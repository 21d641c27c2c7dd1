//! Cues to turns: blocks of whole sentences that one speaker says in one go.
//!
//! A caption ends where its line is full, in the middle of a sentence or of a name. Names are looked
//! for in blocks, so blocks must not end there.

use super::sentence::{ends_sentence, first_end};
use super::{Borders, Cue, SpeakerMarks, Transcript};
use crate::source::span::Span;
use crate::source::timed::{Millis, Text};

/// A turn that has lasted so long ends with the sentence: what is said in it is dated by its start.
const LONG: Millis = 20_000;
/// A turn with so many bytes ends with the sentence.
const FULL: u32 = 600;
/// A turn that has lasted so long ends with the cue: captions may have no full stops.
const TOO_LONG: Millis = 60_000;
/// A turn with so many bytes ends with the cue.
const OVERFULL: u32 = 3_000;
/// A silence so long ends a turn: names do not go on behind it.
const PAUSE: Millis = 3_000;

/// What one speaker says in one go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Turn {
    /// Who speaks, if known. The name stands where it was last given.
    pub speaker: Option<Text>,
    /// When the turn begins: the start of its first cue, or the last time before it.
    pub start: Option<Millis>,
    /// The words, as a text of the transcript's.
    pub text: Text,
}

/// Joins the cues of a transcript.
///
/// A turn ends where the speaker changes, before a silence of 3 s, with the first sentence that ends
/// behind 20 s or 600 bytes, and with the first cue that ends behind 60 s or 3,000 bytes. Texts whose
/// pieces can stay in the file stay there ([`Pieces::stands_in_file`](crate::source::timed::Pieces::stands_in_file)).
pub fn turns(file: &str, transcript: &mut Transcript) -> Vec<Turn> {
    let cues = std::mem::take(&mut transcript.cues);
    let mut joiner = Joiner {
        file,
        transcript,
        turns: Vec::new(),
        open: None,
        speaker: None,
        start: None,
    };
    for cue in &cues {
        joiner.add(cue);
    }
    joiner.close();
    let turns = joiner.turns;
    transcript.cues = cues;
    turns
}

struct Joiner<'a> {
    file: &'a str,
    transcript: &'a mut Transcript,
    turns: Vec<Turn>,
    open: Option<Open>,
    /// Who spoke last.
    speaker: Option<Text>,
    /// The last start of a cue.
    start: Option<Millis>,
}

/// A turn that may go on.
struct Open {
    turn: Turn,
    bytes: u32,
    end: Option<Millis>,
}

impl Joiner<'_> {
    fn add(&mut self, cue: &Cue) {
        let speaker = match (cue.speaker, self.transcript.speakers) {
            (None, SpeakerMarks::OnChange) => self.speaker,
            (named, _) => named,
        };
        let same = match (speaker, self.speaker) {
            (Some(one), Some(other)) => self.transcript.texts.same(self.file, one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        self.speaker = speaker;
        self.start = cue.start.or(self.start);
        if !same || self.open.as_ref().is_some_and(|open| self.ends(open, cue)) {
            self.close();
        }
        let full = self
            .open
            .as_ref()
            .is_some_and(|open| self.is_long(open, cue));
        let cut = if full { self.first_end(cue) } else { None };
        match cut {
            None => self.extend(cue, (0, 0), None),
            Some(place) => {
                self.extend(cue, (0, 0), Some(place));
                self.close();
                self.extend(cue, place, None);
            }
        }
    }

    /// Whether a turn ends before a cue, whatever the cue says.
    fn ends(&self, open: &Open, cue: &Cue) -> bool {
        let pause = match (open.end, cue.start) {
            (Some(end), Some(start)) => start >= end.saturating_add(PAUSE),
            _ => false,
        };
        let too_long = open.bytes >= OVERFULL || lasts(open, cue, TOO_LONG);
        let sentence = || {
            let pieces = self.transcript.texts.of(open.turn.text).iter().rev();
            let mut texts = pieces.map(|piece| self.transcript.texts.read(self.file, piece));
            texts
                .find(|text| !text.trim().is_empty())
                .is_some_and(ends_sentence)
        };
        pause || too_long || (self.is_long(open, cue) && sentence())
    }

    fn is_long(&self, open: &Open, cue: &Cue) -> bool {
        open.bytes >= FULL || lasts(open, cue, LONG)
    }

    /// Where the first sentence of a cue ends: piece, and offset in what it reads as.
    fn first_end(&self, cue: &Cue) -> Option<(usize, usize)> {
        let texts = &self.transcript.texts;
        let mut pieces = texts.of(cue.text).iter().enumerate();
        pieces.find_map(|(index, piece)| {
            let end = first_end(texts.read(self.file, piece)).filter(|_| piece.is_verbatim())?;
            Some((index, end))
        })
    }

    /// Adds the part of a cue from a place up to another.
    fn extend(&mut self, cue: &Cue, from: (usize, usize), to: Option<(usize, usize)>) {
        if self.open.is_some() {
            self.part_from(cue);
        }
        let texts = &mut self.transcript.texts;
        let open = self.open.get_or_insert_with(|| Open {
            turn: Turn {
                speaker: self.speaker,
                start: self.start,
                text: texts.begin(),
            },
            bytes: 0,
            end: None,
        });
        let last = to.map_or(usize::MAX, |(index, _)| index);
        for index in from.0..texts.of(cue.text).len().min(last.saturating_add(1)) {
            let mut piece = texts.of(cue.text)[index];
            if piece.is_verbatim() {
                let begin = piece.source.start;
                let start = if index == from.0 {
                    begin + from.1 as u32
                } else {
                    begin
                };
                let end = to
                    .filter(|_| index == last)
                    .map(|(_, at)| begin + at as u32);
                piece = piece.part(start, end.unwrap_or(piece.source.end));
            }
            open.bytes += piece.source.len();
            texts.add_piece(&mut open.turn.text, piece);
        }
        open.end = cue.end;
    }

    /// Parts the words of the open turn from those of the next cue. The white space of the file serves,
    /// where there is some.
    fn part_from(&mut self, cue: &Cue) {
        let Some(open) = &mut self.open else { return };
        let texts = &mut self.transcript.texts;
        let (Some(before), Some(after)) = (
            texts.of(open.turn.text).last().copied(),
            texts.of(cue.text).first().copied(),
        ) else {
            return;
        };
        let (left, right) = (
            texts.read(self.file, &before),
            texts.read(self.file, &after),
        );
        if left.ends_with(char::is_whitespace) || right.starts_with(char::is_whitespace) {
            return;
        }
        if self.transcript.borders == Borders::Spaced && goes_on(left, right) {
            return;
        }
        let gap = before.source.end as usize..after.source.start as usize;
        let between = self.file.as_bytes().get(gap).unwrap_or_default();
        let at = before.source.end;
        match between.iter().position(u8::is_ascii_whitespace) {
            Some(space) => {
                let space = at + space as u32;
                texts.add(&mut open.turn.text, Span::new(space, space + 1));
            }
            None => texts.add_decoded(&mut open.turn.text, " ", Span::new(at, at)),
        }
    }

    fn close(&mut self) {
        if let Some(Open { turn, .. }) = self.open.take() {
            let text = self.transcript.texts.trimmed(self.file, turn.text);
            if !text.is_empty() {
                self.turns.push(Turn { text, ..turn });
            }
        }
    }
}

fn lasts(open: &Open, cue: &Cue, limit: Millis) -> bool {
    match (open.turn.start, cue.start) {
        (Some(start), Some(now)) => now.saturating_sub(start) >= limit,
        _ => false,
    }
}

/// Whether a text without a space before it goes on with the word, or is a sign behind it.
fn goes_on(before: &str, text: &str) -> bool {
    before.ends_with(char::is_alphanumeric)
        && text.starts_with(|c: char| c.is_lowercase() || !c.is_alphanumeric())
}
