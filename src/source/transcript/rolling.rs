//! Captions that roll: each cue shows the line of the cue before again, above its own.
//!
//! Speech recognition for video writes them, with a time before each word. What is shown twice is
//! said once.

use super::{Cue, Transcript};
use crate::source::timed::{Pieces, Text};

/// Takes the lines out of each cue that the cue before ends with.
pub(crate) fn once(file: &str, transcript: &mut Transcript) {
    let texts = &mut transcript.texts;
    let mut shown: Option<(Cue, Text)> = None;
    let mut cues = Vec::with_capacity(transcript.cues.len());
    for cue in &transcript.cues {
        let lines = lines(file, texts, cue.text);
        let again = shown.is_some_and(|(before, line)| {
            let touches = before
                .end
                .zip(cue.start)
                .is_some_and(|(end, start)| start <= end);
            touches
                && lines
                    .first()
                    .is_some_and(|first| texts.same(file, *first, line))
        });
        if let Some(last) = lines.last() {
            shown = Some((*cue, *last));
        }
        match lines.as_slice() {
            [_, own @ ..] if again => {
                cues.extend(own.iter().map(|text| Cue {
                    text: *text,
                    ..*cue
                }));
            }
            _ => cues.push(*cue),
        }
    }
    transcript.cues = cues;
}

/// The lines of a text that are not blank.
fn lines(file: &str, texts: &mut Pieces, text: Text) -> Vec<Text> {
    let mut lines = Vec::new();
    let mut line = texts.begin();
    for index in 0..texts.of(text).len() {
        let piece = texts.of(text)[index];
        let mut from = piece.source.start;
        let source = &file.as_bytes()[from as usize..piece.source.end as usize];
        if piece.is_verbatim() {
            for end in memchr::memchr2_iter(b'\n', b'\r', source) {
                let end = piece.source.start + end as u32;
                texts.add_piece(&mut line, piece.part(from, end));
                lines.push(texts.trimmed(file, line));
                line = texts.begin();
                from = end + 1;
            }
            texts.add_piece(&mut line, piece.part(from, piece.source.end));
        } else {
            texts.add_piece(&mut line, piece);
        }
    }
    lines.push(texts.trimmed(file, line));
    lines.retain(|line| !line.is_empty());
    lines
}
