//! Chapters in FFmpeg's metadata format.
//!
//! <https://ffmpeg.org/ffmpeg-formats.html#Metadata-2>

use super::{Chapter, Chapters};
use crate::source::span::Span;
use crate::source::timed::Faults;
use crate::source::timed::Text;
use crate::source::timed::{Millis, count};

/// Milliseconds of a nanosecond: what `START` counts where there is no `TIMEBASE`.
const NANOSECOND: f64 = 1e-6;

/// Reads the `[CHAPTER]` sections of an FFMETADATA file.
pub fn ffmetadata(file: &str) -> Chapters {
    let mut reader = Reader {
        file,
        to: Chapters::default(),
        faults: Faults::default(),
        open: None,
    };
    let mut at = 0;
    while at < file.len() {
        let line = reader.line(at);
        at = line.end as usize + 1;
        reader.read(line);
    }
    reader.close();
    reader.to.finish(
        reader.faults,
        "no chapters, expected a section \"[CHAPTER]\" with \"START\"",
    )
}

struct Reader<'a> {
    file: &'a str,
    to: Chapters,
    faults: Faults,
    open: Option<Open<'a>>,
}

/// A section that may go on.
struct Open<'a> {
    offset: u32,
    base: f64,
    start: Option<&'a str>,
    end: Option<&'a str>,
    title: Option<Text>,
}

impl<'a> Reader<'a> {
    /// The line that begins at an offset. A backslash at its end joins it with the next one.
    fn line(&self, start: usize) -> Span {
        let bytes = self.file.as_bytes();
        let mut end = start;
        while end < bytes.len() && bytes[end] != b'\n' {
            let escaped = bytes[end] == b'\\' && end + 1 < bytes.len();
            end += 1 + usize::from(escaped);
        }
        Span::new(start as u32, end.min(bytes.len()) as u32)
    }

    fn read(&mut self, line: Span) {
        let text = &self.file[line.start as usize..line.end as usize];
        let text = text.trim_start_matches('\u{feff}');
        let begin = line.end - text.len() as u32;
        let text = text.trim_end_matches('\r');
        if text.starts_with([';', '#']) {
            return;
        }
        if text.starts_with('[') {
            self.close();
            if text.trim() == "[CHAPTER]" {
                let (start, end, title) = (None, None, None);
                self.open = Some(Open {
                    offset: begin,
                    base: NANOSECOND,
                    start,
                    end,
                    title,
                });
            }
            return;
        }
        let (Some(open), Some((key, value))) = (&mut self.open, text.split_once('=')) else {
            return;
        };
        match key.trim() {
            "TIMEBASE" => match time_base(value) {
                Some(base) => open.base = base,
                None => self.faults.lost(
                    begin as usize,
                    "a TIMEBASE could not be read, expected a fraction such as \"1/1000\"",
                ),
            },
            "START" => open.start = Some(value.trim()),
            "END" => open.end = Some(value.trim()),
            "title" => {
                let from = begin + key.len() as u32 + 1;
                let mut title = self.to.texts.begin();
                let span =
                    |from: usize, to: usize| Span::new(begin + from as u32, begin + to as u32);
                let mut at = (from - begin) as usize;
                while let Some(step) = memchr::memchr(b'\\', &text.as_bytes()[at..]) {
                    self.to.texts.add(&mut title, span(at, at + step));
                    // What an escape stands for stands behind it in the file.
                    at += step + 1;
                    let len = text[at..].chars().next().map_or(0, char::len_utf8);
                    self.to.texts.add(&mut title, span(at, at + len));
                    at += len;
                }
                self.to.texts.add(&mut title, span(at, text.len()));
                open.title = Some(self.to.texts.trimmed(self.file, title));
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let time = |value: Option<&str>| -> Option<Millis> { count(value?, open.base) };
        let Some(start) = time(open.start) else {
            let message = "a chapter without a time was left out, expected \"START=\" and a number";
            self.faults.lost(open.offset as usize, message);
            return;
        };
        self.to.chapters.push(Chapter {
            start,
            end: time(open.end).filter(|end| *end >= start),
            title: open.title.unwrap_or_default(),
            url: None,
            image: None,
            toc: true,
        });
    }
}

/// Milliseconds of a unit, from a fraction of a second.
fn time_base(text: &str) -> Option<f64> {
    let (numerator, denominator) = text.trim().split_once('/')?;
    let (numerator, denominator): (f64, f64) = (
        numerator.trim().parse().ok()?,
        denominator.trim().parse().ok()?,
    );
    let base = numerator / denominator * 1000.0;
    (base.is_finite() && base > 0.0).then_some(base)
}
