//! Transcripts in JSON, in the forms that podcast hosts and speech recognition write.
//!
//! | form | list of cues | of a cue |
//! |---|---|---|
//! | podcast namespace | `segments` | `speaker`, `startTime`, `endTime`, `body` |
//! | Whisper, WhisperX, faster-whisper | `segments` | `start`, `end`, `text`, `speaker`, `words` |
//! | whisper.cpp | `transcription` | `offsets` or `timestamps` with `from` and `to`, `text` |
//! | Podlove | the file, or `transcripts` | `start`, `start_ms`, `end`, `end_ms`, `speaker`, `voice`, `text` |
//! | Transformers | `chunks` | `timestamp` (a pair), `text` |
//! | AssemblyAI | `utterances` | `start` and `end` in ms, `speaker`, `text` |
//! | Deepgram | `results.utterances` | `start`, `end`, `speaker`, `transcript` |
//!
//! Times are seconds, as numbers or `hh:mm:ss.fff`, unless said otherwise. A cue may be a single word.

use super::{Borders, Cue, SpeakerMarks, Transcript};
use crate::source::timed::Faults;
use crate::source::timed::Value;
use crate::source::timed::{Millis, Text};

/// Reads a JSON transcript. What is none has no cues, and a fault that says so.
pub fn json(file: &str) -> Transcript {
    let mut faults = Faults::default();
    let mut reader = Reader {
        file,
        to: Transcript::default(),
        spaced: 0,
    };
    reader.to.speakers = SpeakerMarks::Always;
    let value = Value::of_file(file, &mut faults);
    if value.is_list() {
        reader.cues(value, Unit::Seconds, &mut faults);
    }
    value.entries(&mut faults, |key, value, faults| {
        reader.top(key, value, faults)
    });
    let mut to = reader.to;
    // Whisper's segments all begin with a space, unless one goes on with a word.
    if reader.spaced * 2 > to.cues.len() {
        to.borders = Borders::Spaced;
    }
    if to.cues.is_empty() {
        let message = "no transcript, expected a list of segments with their texts";
        faults.lost(0, message);
    }
    to.faults = faults.finish();
    to
}

/// What `start` and `end` count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Seconds,
    Millis,
}

struct Reader<'a> {
    file: &'a str,
    to: Transcript,
    /// How many cues begin with a space.
    spaced: usize,
}

/// What a cue says of itself.
#[derive(Default)]
struct Fields<'a> {
    start: Option<Millis>,
    end: Option<Millis>,
    start_ms: Option<Millis>,
    end_ms: Option<Millis>,
    speaker: Option<Value<'a>>,
    voice: Option<Value<'a>>,
    text: Option<Value<'a>>,
    words: Option<Value<'a>>,
}

impl<'a> Reader<'a> {
    /// An entry of the file's object.
    fn top(&mut self, key: &str, value: Value<'a>, faults: &mut Faults) {
        match key {
            "utterances" => self.cues(value, Unit::Millis, faults),
            "result" | "results" => value.entries(faults, |key, value, faults| match key {
                "utterances" => self.cues(value, Unit::Seconds, faults),
                _ => self.entry(key, value, faults),
            }),
            _ => self.entry(key, value, faults),
        }
    }

    /// An entry of the file's object, or of one in it that holds the results.
    fn entry(&mut self, key: &str, value: Value<'a>, faults: &mut Faults) {
        match key {
            "segments" | "transcription" | "transcripts" | "transcript" | "chunks" => {
                self.cues(value, Unit::Seconds, faults);
            }
            "language" | "language_code" => {
                self.to.language = value.text(self.file, &mut self.to.texts);
            }
            _ => {}
        }
    }

    fn cues(&mut self, list: Value<'a>, unit: Unit, faults: &mut Faults) {
        // Where a file has several forms of the same words, the first is read.
        if !self.to.cues.is_empty() {
            return;
        }
        list.items(faults, |item, faults| {
            let fields = Fields::of(item, unit, faults);
            let speaker = self.speaker(&fields);
            if !self.push(item, &fields, speaker, faults)
                && let Some(words) = fields.words
            {
                // A segment without a text of its own is what its words say.
                words.items(faults, |word, faults| {
                    let fields = Fields::of(word, unit, faults);
                    let speaker = self.speaker(&fields).or(speaker);
                    self.push(word, &fields, speaker, faults);
                });
            }
        });
    }

    fn speaker(&mut self, fields: &Fields<'a>) -> Option<Text> {
        // Podlove's `speaker` may be a number, its `voice` is the name.
        let named = [fields.voice, fields.speaker].into_iter().flatten();
        let mut named = named.map(|value| value.text(self.file, &mut self.to.texts));
        named.find_map(|text| text)
    }

    /// Adds a cue, if it has words.
    fn push(
        &mut self,
        item: Value<'a>,
        fields: &Fields<'a>,
        speaker: Option<Text>,
        faults: &mut Faults,
    ) -> bool {
        let texts = &mut self.to.texts;
        let text = fields.text.and_then(|text| text.text(self.file, texts));
        let Some(text) = text else { return false };
        let start = fields.start_ms.or(fields.start);
        let mut end = fields.end_ms.or(fields.end);
        if start.zip(end).is_some_and(|(start, end)| end < start) {
            let message = "a segment ends before it starts, its end was left out";
            faults.note(item.offset as usize, message);
            end = None;
        }
        let first = texts.of(text).first();
        let spaced = first.is_some_and(|first| texts.read(self.file, first).starts_with(' '));
        self.spaced += usize::from(spaced);
        self.to.cues.push(Cue {
            start,
            end,
            speaker,
            text,
        });
        true
    }
}

impl<'a> Fields<'a> {
    fn of(item: Value<'a>, unit: Unit, faults: &mut Faults) -> Self {
        let mut fields = Self::default();
        item.entries(faults, |key, value, faults| {
            fields.entry(key, value, unit, faults)
        });
        fields
    }

    fn entry(&mut self, key: &str, value: Value<'a>, unit: Unit, faults: &mut Faults) {
        let time = |value: Value| match unit {
            Unit::Seconds => value.time(),
            Unit::Millis => value.millis(),
        };
        match key {
            "start" | "startTime" | "start_time" => self.start = time(value),
            "end" | "endTime" | "end_time" => self.end = time(value),
            "start_ms" => self.start_ms = value.millis(),
            "end_ms" => self.end_ms = value.millis(),
            "offsets" => value.entries(faults, |key, value, _| match key {
                "from" => self.start_ms = value.millis(),
                "to" => self.end_ms = value.millis(),
                _ => {}
            }),
            "timestamps" => value.entries(faults, |key, value, _| match key {
                "from" => self.start = value.time(),
                "to" => self.end = value.time(),
                _ => {}
            }),
            "timestamp" => {
                let mut times = Vec::new();
                value.items(faults, |value, _| times.push(value.time()));
                self.start = times.first().copied().flatten();
                self.end = times.get(1).copied().flatten();
            }
            "speaker" if value.is_object() => value.entries(faults, |key, value, _| {
                if key == "name" {
                    self.speaker = Some(value);
                }
            }),
            "speaker" => self.speaker = Some(value),
            "voice" => self.voice = Some(value),
            "body" | "text" | "transcript" | "word" | "content" => self.text = Some(value),
            // Deepgram writes each word twice, with its signs and without.
            "punctuated_word" => self.text = Some(value),
            "words" => self.words = Some(value),
            _ => {}
        }
    }
}
