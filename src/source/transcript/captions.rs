//! WebVTT and SubRip: blocks of lines with a line of times above them.
//!
//! WebVTT is read after <https://www.w3.org/TR/webvtt1/>, SubRip after what its readers agree on.
//! Both are read with one tolerance: a line of times always begins a cue, with or without a blank
//! line or a number before it, and what stands below it belongs to it up to the next one.

use super::markup::{CueWriter, Dialect};
use super::{Transcript, labels, rolling};
use crate::source::span::Span;
use crate::source::timed::Faults;
use crate::source::timed::Millis;
use crate::source::timed::cue_time;

/// Reads a WebVTT file.
///
/// Not spoken, and left out: header, `NOTE`, `STYLE` and `REGION` blocks, identifiers and settings of
/// cues, tags. A voice (`<v Name>`) begins a cue of its own. Where no cue has a voice, a name and a
/// colon at the start of a line name the speaker.
pub fn webvtt(file: &str) -> Transcript {
    let mut transcript = webvtt_cues(file);
    labels::assign(file, &mut transcript);
    transcript
}

/// Reads the cues of a WebVTT file. What stands before a colon is left in their texts.
pub(crate) fn webvtt_cues(file: &str) -> Transcript {
    let mut reader = Reader::new(file, Dialect::WebVtt);
    reader.header();
    reader.blocks();
    reader.finish()
}

/// Reads a SubRip file.
///
/// Not spoken, and left out: numbers and coordinates of cues, tags for looks. A name and a colon at the
/// start of a line name the speaker.
pub fn subrip(file: &str) -> Transcript {
    let mut reader = Reader::new(file, Dialect::SubRip);
    reader.blocks();
    let mut transcript = reader.finish();
    labels::assign(file, &mut transcript);
    transcript
}

struct Reader<'a> {
    file: &'a str,
    dialect: Dialect,
    at: usize,
    transcript: Transcript,
    faults: Faults,
    /// The cue whose lines are being read.
    cue: Option<CueWriter>,
    /// Lines of that cue that are not yet written to it.
    speech: Option<Span>,
    /// The line just above, unless it is blank.
    above: Option<Above>,
    /// Where text begins that a blank line parts from its cue, or that no cue stands before.
    astray: Option<u32>,
    /// Whether words have times of their own, as in captions that roll.
    rolling: bool,
}

#[derive(Clone, Copy)]
struct Above {
    line: Span,
    /// Whether nothing or a blank line stands above it.
    first: bool,
}

impl<'a> Reader<'a> {
    fn new(file: &'a str, dialect: Dialect) -> Self {
        Self {
            file,
            dialect,
            at: if file.starts_with('\u{feff}') { 3 } else { 0 },
            transcript: Transcript::default(),
            faults: Faults::default(),
            cue: None,
            speech: None,
            above: None,
            astray: None,
            rolling: false,
        }
    }

    fn finish(mut self) -> Transcript {
        if self.transcript.cues.is_empty() {
            let message = "no spoken text, expected lines such as \
                           \"00:00:01.000 --> 00:00:02.000\" with text below them";
            match self.astray {
                Some(at) => self.faults.lost(at as usize, message),
                None => self.faults.note(0, message),
            }
        }
        if self.rolling {
            rolling::once(self.file, &mut self.transcript);
        }
        self.transcript.faults = self.faults.finish();
        self.transcript
    }

    /// The range of the next line, without its end.
    fn line(&mut self) -> Option<Span> {
        let bytes = self.file.as_bytes();
        if self.at >= bytes.len() {
            return None;
        }
        let start = self.at;
        let len = memchr::memchr2(b'\n', b'\r', &bytes[start..]);
        let end = len.map_or(bytes.len(), |len| start + len);
        self.at = match bytes[end..] {
            [b'\r', b'\n', ..] => end + 2,
            _ => end + 1,
        };
        Some(Span::new(start as u32, end as u32))
    }

    fn read(&self, span: Span) -> &'a str {
        &self.file[span.start as usize..span.end as usize]
    }

    /// The first line and what stands right below it, up to a blank line or the first times.
    fn header(&mut self) {
        let begin = self.at;
        let first = self.line().map_or("", |line| self.read(line));
        let rest = first.strip_prefix("WEBVTT");
        if !rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t'])) {
            let message = "expected \"WEBVTT\" as the first line";
            self.faults.note(begin, message);
            self.at = begin;
            return;
        }
        loop {
            let before = self.at;
            let Some(line) = self.line() else { return };
            let text = self.read(line);
            if text.trim().is_empty() {
                return;
            }
            if text.contains("-->") {
                self.at = before;
                return;
            }
            if let Some(value) = text.strip_prefix("Language:") {
                let start = line.end - value.trim_start().len() as u32;
                let tag = Span::new(start, start + value.trim().len() as u32);
                let language = self.transcript.texts.whole(tag);
                self.transcript.language = (!language.is_empty()).then_some(language);
            }
        }
    }

    fn blocks(&mut self) {
        // Whether the line above is blank, or there is none.
        let mut first = true;
        let mut unspoken = false;
        while let Some(line) = self.line() {
            let text = self.read(line);
            if let Some((start, end)) = self.timing(text, line.start) {
                self.end_cue(true);
                self.cue = Some(CueWriter::new(self.dialect, start, end));
                (first, unspoken) = (false, false);
                continue;
            }
            if is_blank(text) {
                self.above = None;
                // A line of spaces ends no block of WebVTT: rolling captions have such lines.
                if text.is_empty() || self.dialect == Dialect::SubRip {
                    (first, unspoken) = (true, false);
                }
                continue;
            }
            if first && self.dialect == Dialect::WebVtt && is_unspoken(text) {
                self.write_speech();
                unspoken = true;
            }
            if !unspoken {
                if first || self.cue.is_none() {
                    self.astray.get_or_insert(line.start);
                }
                self.above = Some(Above { line, first });
                self.speech = Some(self.speech.map_or(line, |speech| speech.cover(line)));
            }
            first = false;
        }
        self.end_cue(false);
    }

    /// Ends the open cue, at the times of the next one or at the end of the file.
    fn end_cue(&mut self, at_times: bool) {
        let above = self
            .above
            .take()
            .filter(|above| at_times && self.is_identifier(*above));
        if let Some(Above { line, .. }) = above {
            let speech = self
                .speech
                .map(|speech| Span::new(speech.start, line.start));
            self.speech = speech.filter(|speech| !speech.is_empty());
            self.astray = self.astray.filter(|astray| *astray != line.start);
        }
        match (self.astray, &self.cue) {
            // Whether there is a cue at all is not known before the end.
            (Some(_), None) if !at_times => return,
            (Some(at), Some(_)) if self.dialect == Dialect::WebVtt => {
                let message = "text behind a blank line was read as part of the cue before";
                self.faults.note(at as usize, message);
            }
            (Some(at), None) if self.speech.is_some() => {
                self.faults
                    .lost(at as usize, "text before the first cue was left out");
            }
            _ => {}
        }
        self.astray = None;
        self.write_speech();
        if let Some(cue) = self.cue.take() {
            self.rolling |= cue.close(self.file, &mut self.transcript);
        }
    }

    fn write_speech(&mut self) {
        if let (Some(speech), Some(cue)) = (self.speech.take(), &mut self.cue) {
            cue.write(self.file, speech, &mut self.transcript);
        }
    }

    /// Whether a line right above a line of times names the cue.
    fn is_identifier(&self, above: Above) -> bool {
        let number = || {
            self.read(above.line)
                .trim()
                .bytes()
                .all(|byte| byte.is_ascii_digit())
        };
        (above.first && self.dialect == Dialect::WebVtt) || number()
    }

    /// Reads a line of times: start and end. Settings and coordinates behind them are passed over.
    fn timing(&mut self, line: &str, offset: u32) -> Option<(Option<Millis>, Option<Millis>)> {
        // Most lines are text: the first byte says so.
        let begin = line.trim_ascii_start();
        if !begin.as_bytes().first()?.is_ascii_digit() {
            return None;
        }
        let at = offset as usize;
        let start = cue_time(begin);
        let right =
            start.and_then(|start| begin[start.len..].trim_ascii_start().strip_prefix("-->"));
        let (Some(start), Some(right)) = (start, right) else {
            let (left, right) = begin.split_once("-->")?;
            // Words may hold an arrow; two times in another form are times.
            if left.contains(':') && right.contains(':') {
                let message = "a cue's times could not be read, expected \
                               \"00:00:01.000 --> 00:00:02.000\"";
                self.faults.lost(at, message);
                return Some((None, None));
            }
            return None;
        };
        let right = right.trim_ascii_start();
        let end = cue_time(right).filter(|time| {
            right[time.len..].is_empty() || right[time.len..].starts_with([' ', '\t'])
        });
        let comma = start.comma || end.is_some_and(|end| end.comma);
        if comma && self.dialect == Dialect::WebVtt {
            self.faults
                .note(at, "a comma before milliseconds was read as \".\"");
        }
        match end {
            None => self.faults.note(at, "the end of a cue could not be read"),
            Some(end) if end.at < start.at => {
                self.faults
                    .note(at, "a cue ends before it starts, its end was left out");
            }
            Some(_) => {}
        }
        let end = end.map(|end| end.at).filter(|end| *end >= start.at);
        Some((Some(start.at), end))
    }
}

fn is_blank(line: &str) -> bool {
    // A line of words is told by its first byte.
    !line.as_bytes().first().is_some_and(u8::is_ascii_graphic) && line.trim().is_empty()
}

/// Whether a line begins a block of WebVTT that is no cue.
fn is_unspoken(line: &str) -> bool {
    let rest = ["NOTE", "STYLE", "REGION"]
        .iter()
        .find_map(|word| line.strip_prefix(word));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}
