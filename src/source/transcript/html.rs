//! Transcripts in HTML, as the podcast namespace has them: `cite` names the speaker, `time` says when
//! he begins, `p` holds what he says. Others begin a paragraph with the name and a colon.
//!
//! <https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/transcripts/transcripts.md>

use super::{Cue, Transcript, labels};
use crate::source::markdown::html::{HtmlPiece, Tag, pieces};
use crate::source::span::Span;
use crate::source::timed::Faults;
use crate::source::timed::cue_time;
use crate::source::timed::reference;
use crate::source::timed::{Millis, Text};

/// Elements whose words are not spoken.
const UNSPOKEN: [&str; 11] = [
    "head", "script", "style", "title", "nav", "template", "h1", "h2", "h3", "h4", "footer",
];
/// Elements within a line.
const INLINE: [&str; 16] = [
    "a", "abbr", "b", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong",
    "sub", "sup", "u",
];

/// Reads an HTML transcript. A paragraph is a cue; a speaker and a time may stand in it or before it.
pub fn html(file: &str) -> Transcript {
    let mut reader = Reader {
        file,
        to: Transcript::default(),
        speaker: None,
        start: None,
        text: None,
        inside: Inside::Words,
        unspoken: None,
    };
    let mut at = 0;
    for piece in pieces(file, 0..file.len()) {
        match piece {
            HtmlPiece::Text(range) => {
                at = range.end;
                reader.text(Span::new(range.start as u32, range.end as u32));
            }
            HtmlPiece::Entity(range) => {
                at = range.end;
                reader.entity(Span::new(range.start as u32, range.end as u32));
            }
            HtmlPiece::Tag(tag) => {
                let begin = tag.name.as_ptr().addr() - file.as_ptr().addr();
                at = at.max(begin);
                reader.tag(&tag, at as u32);
            }
        }
    }
    reader.flush();
    // Without `cite`, names stand before a colon.
    labels::assign(file, &mut reader.to);
    let mut faults = Faults::default();
    if reader.to.cues.is_empty() {
        let message = "no transcript, expected \"<cite>\", \"<time>\" and \"<p>\"";
        faults.lost(0, message);
    }
    reader.to.faults = faults.finish();
    reader.to
}

/// What the words that are being read are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Words,
    Speaker,
    Time,
}

struct Reader<'a> {
    file: &'a str,
    to: Transcript,
    /// The speaker and the time of the next words.
    speaker: Option<Text>,
    start: Option<Millis>,
    text: Option<Text>,
    inside: Inside,
    /// The element whose words are not spoken, while one is open.
    unspoken: Option<&'static str>,
}

impl Reader<'_> {
    fn text(&mut self, range: Span) {
        if self.unspoken.is_none() {
            let text = self.text.get_or_insert_with(|| self.to.texts.begin());
            self.to.texts.add(text, range);
        }
    }

    fn entity(&mut self, range: Span) {
        match reference(&self.file[range.start as usize..range.end as usize]) {
            Some((characters, _)) if self.unspoken.is_none() => {
                let text = self.text.get_or_insert_with(|| self.to.texts.begin());
                self.to.texts.add_decoded(text, &characters, range);
            }
            _ => self.text(range),
        }
    }

    fn tag(&mut self, tag: &Tag, at: u32) {
        if let Some(open) = self.unspoken {
            if tag.closing && tag.is(&[open]) {
                self.unspoken = None;
            }
            return;
        }
        if tag.is(&["cite"]) || tag.is(&["time"]) {
            self.flush();
            let kind = if tag.is(&["cite"]) {
                Inside::Speaker
            } else {
                Inside::Time
            };
            self.inside = if tag.closing || tag.empty {
                Inside::Words
            } else {
                kind
            };
        } else if tag.is(&["br"]) {
            if let Some(text) = &mut self.text {
                self.to.texts.add_decoded(text, " ", Span::new(at, at));
            }
        } else if !tag.is(&INLINE) {
            self.flush();
            let unspoken = UNSPOKEN.iter().find(|name| tag.is(&[name]));
            self.unspoken = unspoken.filter(|_| !tag.closing && !tag.empty).copied();
        }
    }

    /// Ends a text, and takes it for what it is.
    fn flush(&mut self) {
        let Some(text) = self.text.take() else { return };
        let texts = &mut self.to.texts;
        let text = texts.trimmed(self.file, text);
        if text.is_empty() {
            return;
        }
        match self.inside {
            Inside::Words => {
                let (speaker, start) = (self.speaker.take(), self.start.take());
                self.to.cues.push(Cue {
                    start,
                    end: None,
                    speaker,
                    text,
                });
            }
            Inside::Speaker => self.speaker = Some(texts.without_colon(self.file, text)),
            Inside::Time => {
                let value = texts.value(self.file, text);
                let time = value.trim_start_matches(|c: char| !c.is_ascii_digit());
                self.start = cue_time(time).map(|time| time.at);
            }
        }
    }
}
