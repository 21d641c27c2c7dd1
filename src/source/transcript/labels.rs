//! Speakers that captions name in the text: `Ana Weber: Welcome`.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::labelled::{LabelForm, is_interruption, label};
use super::sentence::ends_sentence;
use super::{Cue, Transcript};
use crate::source::span::Span;
use crate::source::timed::{Pieces, Text};

/// A name and a colon at the start of a line of a cue.
struct Found {
    cue: usize,
    /// Which piece of the cue's text it stands in.
    piece: usize,
    /// Where its line begins.
    line: u32,
    name: Range<usize>,
    /// Where the words begin.
    content: u32,
    form: LabelForm,
    /// Whether nothing is said before it in its cue.
    opens_cue: bool,
    /// Whether it opens its cue, and the cue before ends a sentence.
    opens_sentence: bool,
}

/// Takes the names of speakers out of the texts, and splits cues in which another one speaks.
///
/// A name in capitals is taken wherever it begins a line. Another name must come twice, or be a full
/// name at the very beginning; where there are such, a full name that begins a cue behind the end of a
/// sentence is taken too. Nothing is taken where voices name the speakers.
pub(crate) fn assign(file: &str, transcript: &mut Transcript) {
    if transcript.cues.iter().any(|cue| cue.speaker.is_some()) {
        return;
    }
    let mut found = find(file, transcript);
    let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
    for label in &found {
        *counts.entry(&file[label.name.clone()]).or_default() += 1;
    }
    let full = |label: &Found| label.opens_sentence && file[label.name.clone()].contains(' ');
    let known = |label: &Found| {
        let first = label.cue == 0 && full(label);
        label.form == LabelForm::Marked || first || counts[&file[label.name.clone()]] > 1
    };
    let any = found.iter().any(known);
    found.retain(|label| known(label) || (any && full(label)));
    if !found.is_empty() {
        apply(file, transcript, &found);
    }
}

fn find(file: &str, transcript: &Transcript) -> Vec<Found> {
    let texts = &transcript.texts;
    let mut found = Vec::new();
    for (index, cue) in transcript.cues.iter().enumerate() {
        let mut nothing_said = true;
        for (number, piece) in texts.of(cue.text).iter().enumerate() {
            // Behind markup a line goes on, behind `&gt;&gt;`, the sign of another speaker, it begins.
            let begins = nothing_said;
            nothing_said &= matches!(texts.read(file, piece), ">" | " ");
            if !piece.is_verbatim() {
                continue;
            }
            let range = piece.source.start as usize..piece.source.end as usize;
            let begin = begins.then_some(range.start);
            let breaks = memchr::memchr2_iter(b'\n', b'\r', &file.as_bytes()[range.clone()]);
            let lines = begin
                .into_iter()
                .chain(breaks.map(|at| range.start + at + 1));
            for line in lines {
                let Some(label) = label(&file[..range.end], line) else {
                    continue;
                };
                if is_interruption(&file[label.name.clone()]) {
                    continue;
                }
                let before = index
                    .checked_sub(1)
                    .map(|before| transcript.cues[before].text);
                let opens_cue = begins && line == range.start;
                found.push(Found {
                    cue: index,
                    piece: number,
                    line: line as u32,
                    name: label.name,
                    content: label.content as u32,
                    form: label.form,
                    opens_cue,
                    opens_sentence: opens_cue
                        && before.is_none_or(|text| ends_sentence(&texts.value(file, text))),
                });
            }
        }
    }
    found
}

fn apply(file: &str, transcript: &mut Transcript, found: &[Found]) {
    let texts = &mut transcript.texts;
    let mut cues = Vec::with_capacity(transcript.cues.len() + found.len());
    let mut found = found.iter().peekable();
    for (index, cue) in transcript.cues.iter().enumerate() {
        if found.peek().is_none_or(|label| label.cue != index) {
            cues.push(*cue);
            continue;
        }
        // The rest of the cue that no label was found in yet: first piece and byte.
        let opening = found.peek().filter(|label| label.opens_cue);
        let first = || (0, texts.of(cue.text)[0].source.start);
        let mut rest = opening.map_or_else(first, |label| (label.piece, label.line));
        let mut speaker = None;
        while let Some(label) = found.next_if(|label| label.cue == index) {
            let text = between(texts, cue.text, rest, (label.piece, label.line));
            push(
                file,
                texts,
                &mut cues,
                Cue {
                    speaker,
                    text,
                    ..*cue
                },
            );
            let name = Span::new(label.name.start as u32, label.name.end as u32);
            speaker = Some(texts.whole(name));
            rest = (label.piece, label.content);
        }
        let text = between(texts, cue.text, rest, (usize::MAX, 0));
        push(
            file,
            texts,
            &mut cues,
            Cue {
                speaker,
                text,
                ..*cue
            },
        );
    }
    transcript.cues = cues;
}

fn push(file: &str, texts: &mut Pieces, cues: &mut Vec<Cue>, cue: Cue) {
    let text = texts.trimmed(file, cue.text);
    if !text.is_empty() {
        cues.push(Cue { text, ..cue });
    }
}

/// The part of a text from one place up to another, each a piece and an offset of the file in it.
fn between(texts: &mut Pieces, text: Text, from: (usize, u32), to: (usize, u32)) -> Text {
    let mut part = texts.begin();
    for index in from.0..texts.of(text).len().min(to.0.saturating_add(1)) {
        let piece = texts.of(text)[index];
        let start = if index == from.0 {
            from.1
        } else {
            piece.source.start
        };
        let end = if index == to.0 {
            to.1
        } else {
            piece.source.end
        };
        texts.add_piece(&mut part, piece.part(start, end));
    }
    part
}
