//! Lists of times and titles in plain text, as descriptions of episodes have them.
//!
//! A line is `time title`. Before the time may stand a list marker; it may stand in brackets, and a
//! dash, colon or bar may part it from the title. `title time` is no chapter: too much other text ends
//! with a time.

use super::{Chapter, Chapters};
use crate::source::span::Span;
use crate::source::timed::Faults;
use crate::source::timed::Millis;
use crate::source::timed::cue_time;
use crate::text::timestamp::clock;

/// A line of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChapterLine {
    /// Its time.
    pub start: Millis,
    /// Where in the line its title stands.
    pub title: Span,
}

/// Reads a line of a list: `12:34 Title`, `(1:02:03) - Title`, `- 12:34 Title`, `• [12:34]: Title`,
/// `00:00:10.500 Title`, `00:00 - 01:30 Title`; brackets may be escaped, as Markdown asks for.
pub fn chapter_line(line: &str) -> Option<ChapterLine> {
    let mut rest = line.trim_start_matches('\u{feff}').trim_start();
    rest = rest
        .strip_prefix(['-', '*', '+', '•', '–', '●', '▶'])
        .unwrap_or(rest)
        .trim_start();
    rest = rest.strip_prefix('\\').unwrap_or(rest);
    let open = rest.chars().next().filter(|c| matches!(c, '(' | '['));
    rest = rest.strip_prefix(['(', '[']).unwrap_or(rest);
    let (start, len) = time(rest)?;
    rest = rest[len..].trim_start();
    // Where a range of times stands, its end comes before the title.
    let until = rest.trim_start_matches(['-', '–', '—', ' ']);
    if let Some((_, len)) = time(until).filter(|_| until.len() < rest.len()) {
        rest = until[len..].trim_start();
    }
    if let Some(open) = open {
        rest = rest.strip_prefix('\\').unwrap_or(rest);
        rest = rest.strip_prefix(if open == '(' { ')' } else { ']' })?;
    }
    let parting =
        |c: char| matches!(c, '-' | '–' | '—' | ':' | '|' | '•' | '=' | '>') || c.is_whitespace();
    let title = rest.trim_start_matches(parting);
    let begin = (line.len() - title.len()) as u32;
    let title = title.trim_end();
    title.contains(char::is_alphanumeric).then(|| ChapterLine {
        start,
        title: Span::new(begin, begin + title.len() as u32),
    })
}

fn time(text: &str) -> Option<(Millis, usize)> {
    // Times of day and ratios are none.
    clock(text.as_bytes())?;
    cue_time(text).map(|time| (time.at, time.len))
}

/// Reads the chapters of a text: the first run of at least two lines of which the first is at 0:00.
///
/// Blank lines may stand between them; other text ends the run.
pub fn list(file: &str) -> Chapters {
    let mut to = Chapters::default();
    let mut at = 0;
    for line in file.split_inclusive('\n') {
        match chapter_line(line) {
            Some(found) if found.start == 0 || !to.chapters.is_empty() => {
                let title = Span::new(at + found.title.start, at + found.title.end);
                let (start, title) = (found.start, to.texts.whole(title));
                let (end, url, image, toc) = (None, None, None, true);
                to.chapters.push(Chapter {
                    start,
                    end,
                    title,
                    url,
                    image,
                    toc,
                });
            }
            Some(_) => {}
            None if line.trim().is_empty() => {}
            None if to.chapters.len() > 1 => break,
            None => to.chapters.clear(),
        }
        at += line.len() as u32;
    }
    if to.chapters.len() < 2 {
        to.chapters.clear();
    }
    to.finish(
        Faults::default(),
        "no chapters, expected lines such as \"0:00 Title\", from 0:00 on",
    )
}
