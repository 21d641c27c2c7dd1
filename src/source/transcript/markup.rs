//! The text of a cue: voices, tags for looks, character references.

use super::{Cue, Transcript};
use crate::source::span::Span;
use crate::source::timed::{Millis, Text};
use crate::source::timed::{add_with_references, reference};

/// Which markup a cue may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Tags of WebVTT's cue text. Unknown ones are tags too, as its specification says.
    WebVtt,
    /// Tags of HTML for looks, and `{\an8}`. Other words in `<>` are text.
    SubRip,
}

/// No tag or code is longer. What opens without closing must not cost a long search.
const LONGEST: usize = 1024;

/// What a tag does to the words around it.
enum Mark {
    /// Begins the words of a speaker, whose name stands in this range.
    Voice(Span),
    /// Ends them.
    VoiceEnd,
    /// Breaks the line.
    Break,
    /// Begins signs that tell how the word before is pronounced.
    Pronunciation,
    /// Ends them.
    PronunciationEnd,
    /// Says when the next word is spoken.
    Time,
    /// Says how words look.
    Look,
}

/// Writes the words of one cue of a file to a transcript, as one cue for each voice.
#[derive(Debug)]
pub(crate) struct CueWriter {
    dialect: Dialect,
    start: Option<Millis>,
    end: Option<Millis>,
    speaker: Option<Text>,
    text: Option<Text>,
    pronunciation: bool,
    /// Whether words have times of their own.
    timed: bool,
}

impl CueWriter {
    pub(crate) fn new(dialect: Dialect, start: Option<Millis>, end: Option<Millis>) -> Self {
        let (speaker, text, pronunciation, timed) = (None, None, false, false);
        Self {
            dialect,
            start,
            end,
            speaker,
            text,
            pronunciation,
            timed,
        }
    }

    /// Adds a range of the file.
    pub(crate) fn write(&mut self, file: &str, range: Span, to: &mut Transcript) {
        let bytes = &file.as_bytes()[..range.end as usize];
        // What a second range of a cue follows was no speech.
        let mut from = range.start;
        let mut at = range.start;
        loop {
            let rest = &bytes[at as usize..];
            let special = match self.dialect {
                Dialect::WebVtt => memchr::memchr2(b'<', b'&', rest),
                Dialect::SubRip => memchr::memchr3(b'<', b'&', b'{', rest),
            };
            let Some(special) = special else { break };
            at += special as u32;
            let rest = &file[at as usize..range.end as usize];
            let len = match rest.as_bytes()[0] {
                b'<' => self.tag(rest, at).map(|(mark, len)| {
                    self.verbatim(Span::new(from, at), to);
                    self.mark(mark, file, Span::new(at, at + len), to);
                    len
                }),
                b'&' => reference(rest).map(|(characters, len)| {
                    self.verbatim(Span::new(from, at), to);
                    let source = Span::new(at, at + len as u32);
                    self.decoded(&characters, source, to);
                    len as u32
                }),
                _ => override_code(rest).inspect(|_| self.verbatim(Span::new(from, at), to)),
            };
            at += len.unwrap_or(1);
            if len.is_some() {
                from = at;
            }
        }
        self.verbatim(Span::new(from, range.end), to);
    }

    fn verbatim(&mut self, source: Span, to: &mut Transcript) {
        if !self.pronunciation && !source.is_empty() {
            let text = self.text.get_or_insert_with(|| to.texts.begin());
            to.texts.add(text, source);
        }
    }

    fn decoded(&mut self, characters: &str, source: Span, to: &mut Transcript) {
        if !self.pronunciation {
            let text = self.text.get_or_insert_with(|| to.texts.begin());
            to.texts.add_decoded(text, characters, source);
        }
    }

    fn mark(&mut self, mark: Mark, file: &str, source: Span, to: &mut Transcript) {
        match mark {
            Mark::Voice(name) => {
                self.flush(file, to);
                let mut speaker = to.texts.begin();
                add_with_references(&mut to.texts, &mut speaker, file, name);
                let speaker = to.texts.trimmed(file, speaker);
                self.speaker = (!speaker.is_empty()).then_some(speaker);
            }
            Mark::VoiceEnd => {
                self.flush(file, to);
                self.speaker = None;
            }
            Mark::Break => self.decoded(" ", source, to),
            // Read with the word that they explain, they would make another word of it.
            Mark::Pronunciation => self.pronunciation = true,
            Mark::PronunciationEnd => self.pronunciation = false,
            Mark::Time => self.timed = true,
            Mark::Look => {}
        }
    }

    /// Ends what one voice says.
    fn flush(&mut self, file: &str, to: &mut Transcript) {
        self.pronunciation = false;
        if let Some(text) = self.text.take() {
            let text = to.texts.trimmed(file, text);
            if !text.is_empty() {
                let Self {
                    start,
                    end,
                    speaker,
                    ..
                } = *self;
                to.cues.push(Cue {
                    start,
                    end,
                    speaker,
                    text,
                });
            }
        }
    }

    /// Ends the cue, and says whether its words have times of their own. A cue without words is left out.
    pub(crate) fn close(mut self, file: &str, to: &mut Transcript) -> bool {
        self.flush(file, to);
        self.timed
    }

    /// The tag at the start of a text that stands at `offset`, and its length.
    fn tag(&self, text: &str, offset: u32) -> Option<(Mark, u32)> {
        let bytes = text.as_bytes();
        let closing = bytes.get(1) == Some(&b'/');
        let begin = 1 + usize::from(closing);
        let end = memchr::memchr(b'>', &bytes[..bytes.len().min(LONGEST)])?;
        let inner = text.get(begin..end)?;
        let is_time = inner.starts_with(|c: char| c.is_ascii_digit())
            && inner
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.'));
        let is_name =
            inner.starts_with(|c: char| c.is_ascii_alphabetic()) || (closing && inner.is_empty());
        if !(is_name || is_time) || inner.contains('<') {
            return None;
        }
        let len = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = &inner[..len];
        let is = |known: &[&str]| known.iter().any(|known| name.eq_ignore_ascii_case(known));
        let mark = if is_time {
            Mark::Time
        } else if is(&["v"]) && closing {
            Mark::VoiceEnd
        } else if is(&["v"]) {
            // Behind the name of the tag stand its classes, and behind white space the speaker.
            let classes = inner
                .find(|c: char| c.is_ascii_whitespace())
                .unwrap_or(inner.len());
            let start = offset + (begin + classes) as u32;
            Mark::Voice(Span::new(start, offset + end as u32))
        } else if is(&["br"]) {
            Mark::Break
        } else if is(&["rt"]) && !closing {
            Mark::Pronunciation
        } else if is(&["rt", "ruby"]) {
            Mark::PronunciationEnd
        } else if self.dialect == Dialect::WebVtt
            || is(&[
                "i", "b", "u", "s", "font", "span", "c", "em", "strong", "p", "lang", "strike",
            ])
        {
            Mark::Look
        } else {
            return None;
        };
        Some((mark, end as u32 + 1))
    }
}

/// Length of a code such as `{\an8}` at the start of a text.
fn override_code(text: &str) -> Option<u32> {
    let code = text.strip_prefix("{\\")?.as_bytes();
    let end = memchr::memchr2(b'}', b'\n', &code[..code.len().min(LONGEST)])?;
    (code[end] == b'}').then_some(end as u32 + 3)
}
