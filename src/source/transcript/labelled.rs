//! Transcripts: who is labelled as speaking, what is no speech, and where a transcript stands.

use rustc_hash::FxHashMap;
use std::ops::Range;

use crate::source::markdown::shortcode::FILLER;
use crate::text::timestamp::clock;

/// A speaker label at the start of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SpeakerLabel {
    /// The name, without colon and markup.
    pub name: Range<usize>,
    /// Where the speech begins.
    pub content: usize,
    /// The time beside the label.
    pub seconds: Option<u32>,
    /// How sure it is that this is a label.
    pub form: LabelForm,
}

/// What makes a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LabelForm {
    /// Set in bold, timed, in capitals or in `<v …>`: a label wherever a transcript is.
    Marked,
    /// Capitalised words and a colon: a label where it comes again.
    Plain,
}

/// Words that end with a colon and name no speaker.
fn is_no_speaker(name: &str) -> bool {
    let mut lower = [0; 10];
    let Some(lower) = lower.get_mut(..name.len()) else {
        return false;
    };
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    matches!(
        &*lower,
        b"note"
            | b"notes"
            | b"warning"
            | b"update"
            | b"edit"
            | b"example"
            | b"tip"
            | b"ps"
            | b"faq"
            | b"todo"
            | b"source"
            | b"sources"
            | b"link"
            | b"links"
            | b"question"
            | b"answer"
            | b"spoiler"
            | b"disclaimer"
            | b"summary"
            | b"title"
            | b"date"
            | b"time"
            | b"topics"
            | b"chapter"
    )
}

/// Labels that interrupt the conversation.
pub(crate) fn is_interruption(name: &str) -> bool {
    ["break", "music", "jingle", "ad break", "commercial"]
        .iter()
        .any(|word| name.eq_ignore_ascii_case(word))
}

/// Reads a speaker label at the start of `text[from..]`, in the forms that transcripts have:
/// `NAME:`, `**Name:**`, `**Name**: [12:34]`, `Name (00:12):`, `[00:12:34] Name:`, `<v Name>`.
pub(crate) fn label(text: &str, from: usize) -> Option<SpeakerLabel> {
    let bytes = text.as_bytes();
    let mut at = lead(text, from);
    // Most lines begin with a word in lower case or with one that a second such word follows.
    if !matches!(bytes.get(at)?, b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'_' | b'[' | b'(' | b'\\' | b'<' | 0x80..)
    {
        return None;
    }
    let mut seconds = None;
    // Times and stage directions may come first.
    while matches!(bytes.get(at), Some(b'[' | b'(' | b'\\' | b'0'..=b'9')) {
        if let Some((time, end)) = bracketed_time(bytes, at) {
            seconds = seconds.or(Some(time));
            at = end;
        } else if let Some((time, len)) = clock(&bytes[at..]) {
            seconds = seconds.or(Some(time));
            at += len;
        } else if let Some(stage) = stage_direction(text, at) {
            at = stage.end;
        } else {
            break;
        }
        at += spaces(&bytes[at..]);
        if bytes[at..].starts_with(b"- ") {
            at += 2;
        }
    }
    if bytes[at..].starts_with(b"<v") {
        return voice(text, at);
    }
    let open = marks(&bytes[at..]);
    at += open;
    let name = name(text, at, open > 0)?;
    at = name.end;
    let mut colon = false;
    let mut closed = 0;
    let mut timed = seconds.is_some();
    loop {
        let gap = spaces(&bytes[at..]);
        if let Some((time, end)) = bracketed_time(bytes, at + gap) {
            seconds = seconds.or(Some(time));
            timed = true;
            at = end;
        } else if let Some((time, end)) = closing_time(bytes, at + gap).filter(|_| gap > 0) {
            seconds = seconds.or(Some(time));
            timed = true;
            at = end;
        } else if !colon && bytes.get(at) == Some(&b':') {
            colon = true;
            at += 1;
        } else if closed < open && marks(&bytes[at..]) > 0 {
            let len = marks(&bytes[at..]).min(open - closed);
            closed += len;
            at += len;
        } else {
            break;
        }
    }
    let ends_line = matches!(bytes.get(at), None | Some(b'\n' | b'\r'));
    if !(colon || (timed && ends_line && closed == open)) || bytes[at..].starts_with(b"//") {
        return None;
    }
    let word = &text[name.clone()];
    let capitals = word.chars().filter(|c| c.is_uppercase()).count() >= 2
        && !word.chars().any(char::is_lowercase);
    // `Ratio 3:15` and `std::fs`.
    if !capitals && matches!(bytes.get(at), Some(b'0'..=b'9' | b':')) {
        return None;
    }
    if is_no_speaker(word) {
        return None;
    }
    at += spaces(&bytes[at..]);
    Some(SpeakerLabel {
        name,
        content: at,
        seconds,
        form: if open > 0 || timed || capitals {
            LabelForm::Marked
        } else {
            LabelForm::Plain
        },
    })
}

/// `<v Name>` or `<v.class Name>`, as in WebVTT.
fn voice(text: &str, at: usize) -> Option<SpeakerLabel> {
    let end = at + text[at..].find(['>', '\n'])?;
    let inner = text[at..end].find([' ', '\t'])? + at + 1;
    let name = inner..inner + text[inner..end].trim_end().len();
    (text.as_bytes()[end] == b'>' && !name.is_empty()).then_some(SpeakerLabel {
        name,
        content: end + 1,
        seconds: None,
        form: LabelForm::Marked,
    })
}

/// One to four words of which the first is capitalised and the others are, or are particles. In bold
/// the first may begin with another sign.
fn name(text: &str, from: usize, bold: bool) -> Option<Range<usize>> {
    const PARTICLES: [&str; 14] = [
        "de", "da", "del", "der", "den", "di", "du", "la", "le", "van", "von", "and", "bin", "ten",
    ];
    let mut end = from;
    let mut words = 0;
    let mut at = from;
    loop {
        let rest = &text[at..];
        let len = word_len(rest);
        let word = &rest[..len];
        let first = word.chars().next()?;
        let fits = if words == 0 {
            first.is_uppercase() || (bold && matches!(first, '$' | '@' | '0'..='9'))
        } else {
            first.is_uppercase()
                || first.is_ascii_digit()
                || first == '&'
                || PARTICLES.contains(&word)
        };
        if !fits {
            // The name ended with the word before, and a colon did not follow it.
            return None;
        }
        words += 1;
        at += len;
        end = end.max(at);
        if words > 4 || end - from > 48 {
            return None;
        }
        match text.as_bytes().get(at) {
            Some(b' ')
                if text[at + 1..]
                    .chars()
                    .next()
                    .is_some_and(|c| c.is_alphanumeric() || c == '&') =>
            {
                if clock(&text.as_bytes()[at + 1..]).is_some() {
                    break;
                }
                at += 1;
            }
            _ => break,
        }
    }
    let name = &text[from..end];
    (!name.ends_with(['.', '-', '&']) || name.len() > 2).then_some(from..end)
}

/// Length of the word of a name at the start of a text.
fn word_len(text: &str) -> usize {
    let ascii = text
        .bytes()
        .take_while(|b| {
            b.is_ascii_alphanumeric() || matches!(b, b'.' | b'\'' | b'-' | b'&' | b'$' | b'@')
        })
        .count();
    if text.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
        return ascii;
    }
    text.find(|c: char| {
        !(c.is_alphanumeric() || matches!(c, '.' | '\'' | '’' | '-' | '&' | '$' | '@'))
    })
    .unwrap_or(text.len())
}

/// A bare time that ends its line, as in `**Name** 12:34`: seconds and where the line ends.
fn closing_time(bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    let (seconds, len) = clock(bytes.get(at..)?)?;
    let end = at + len + spaces(&bytes[at + len..]);
    matches!(bytes.get(end), None | Some(b'\n' | b'\r')).then_some((seconds, end))
}

/// A time in brackets or parentheses, escaped or not: seconds and where it ends.
pub(crate) fn bracketed_time(bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    let mut start = at;
    if bytes.get(start) == Some(&b'\\') {
        start += 1;
    }
    let close = match bytes.get(start)? {
        b'[' => b']',
        b'(' => b')',
        _ => return None,
    };
    start += 1;
    while matches!(bytes.get(start), Some(b'@' | b' ' | b'\\')) {
        start += 1;
    }
    let (seconds, len) = clock(&bytes[start..])?;
    let mut end = start + len;
    if bytes.get(end) == Some(&b'\\') {
        end += 1;
    }
    (bytes.get(end) == Some(&close)).then_some((seconds, end + 1))
}

/// What stands in brackets and is not said: `[LAUGHTER]`, `\[unintelligible 00:12:34\]`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct StageDirection {
    /// Where it ends.
    pub end: usize,
    /// The time in it.
    pub seconds: Option<u32>,
}

/// The stage direction that begins at `at`, if one does.
pub(crate) fn stage_direction(text: &str, at: usize) -> Option<StageDirection> {
    const WORDS: [&str; 34] = [
        "laugh",
        "music",
        "applau",
        "inaudible",
        "unintelligible",
        "crosstalk",
        "cross-talk",
        "cross",
        "clears",
        "sigh",
        "silence",
        "pause",
        "playing",
        "sound",
        "beep",
        "chuckl",
        "whisper",
        "sing",
        "sample",
        "song",
        "foreign",
        "noise",
        "cough",
        "cheer",
        "theme",
        "clap",
        "gasp",
        "giggl",
        "audio",
        "overlapping",
        "indistinct",
        "spoiler",
        "jingle",
        "break",
    ];
    let bytes = text.as_bytes();
    let mut open = at;
    if bytes.get(open) == Some(&b'\\') {
        open += 1;
    }
    if bytes.get(open) != Some(&b'[') {
        return None;
    }
    let inner = open + 1;
    let len = bytes[inner..]
        .iter()
        .take(80)
        .position(|b| matches!(b, b']' | b'\n' | b'['))?;
    let close = inner + len;
    if bytes[close] != b']' || matches!(bytes.get(close + 1), Some(b'(' | b'[')) {
        return None;
    }
    let said = text[inner..close].trim_matches(['\\', ' ', '*', '_', '@']);
    let time = said
        .char_indices()
        .filter(|(index, c)| {
            c.is_ascii_digit()
                && (*index == 0 || !said.as_bytes()[index - 1].is_ascii_alphanumeric())
        })
        .find_map(|(index, _)| clock(&said.as_bytes()[index..]));
    // `[DING]`, but not `[AWS]`, which is a word that the editor put in.
    let capitals = said.len() > 3
        && said.chars().any(char::is_uppercase)
        && !said.chars().any(char::is_lowercase);
    let known = || {
        said.split(' ').any(|word| {
            let word = word.to_ascii_lowercase();
            WORDS.iter().any(|stem| word.starts_with(stem))
        })
    };
    (time.is_some() || capitals || known()).then(|| StageDirection {
        end: close + 1,
        seconds: time.map(|(seconds, _)| seconds),
    })
}

/// Skips white space, a byte order mark, quote and list markers.
fn lead(text: &str, from: usize) -> usize {
    let mut at = from;
    loop {
        at += spaces(&text.as_bytes()[at..]);
        let rest = &text[at..];
        at += if rest.starts_with('\u{feff}') {
            3
        } else if rest.starts_with('>') {
            1
        } else if rest.starts_with("- ") || rest.starts_with("* ") || rest.starts_with("+ ") {
            2
        } else {
            return at;
        };
    }
}

fn spaces(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .take_while(|b| matches!(**b, b' ' | b'\t' | FILLER))
        .count()
}

/// Length of the emphasis marks or bold tags at the start.
fn marks(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .take(3)
        .take_while(|b| matches!(**b, b'*' | b'_'))
        .count()
}

/// What a look over the lines of a text says of its turns.
#[derive(Debug, Default)]
pub(crate) struct Survey<'a> {
    counts: FxHashMap<&'a str, Seen>,
    /// Where the transcript begins, if most of the text from there on is turns.
    pub begins: Option<usize>,
    /// How many paragraphs there are, by a rough count.
    pub paragraphs: u32,
    last_heading: Option<usize>,
}

/// Whether a labelled line is speech: list items and labelled links are not.
fn is_turn(text: &str, line: usize, label: &SpeakerLabel) -> bool {
    let marker = ["- ", "* ", "+ "]
        .iter()
        .any(|marker| text[line..].trim_start().starts_with(marker));
    let rest = &text[label.content..];
    let first_line = || rest.lines().next().unwrap_or_default();
    let link = (rest.starts_with('[') && first_line().contains("](")) || rest.starts_with("http");
    !marker && !link
}

#[derive(Debug, Default, Clone, Copy)]
struct Seen {
    lines: u32,
    paragraphs: u32,
    /// The first paragraph that it opens: how many came before, and its offset.
    first: Option<(u32, usize)>,
}

impl<'a> Survey<'a> {
    /// Counts the labels of a text; `seek` if the text does not say itself where a transcript is.
    pub fn of(text: &'a str, seek: bool) -> Self {
        let mut survey = Self::default();
        let mut paragraphs = 0;
        let mut after_blank = true;
        let mut at = 0;
        let bytes = text.as_bytes();
        while at < bytes.len() {
            let next = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |len| at + len + 1);
            let blank = matches!(bytes[at], b'\n' | b'\r')
                || (matches!(bytes[at], b' ' | b'\t' | FILLER) && text[at..next].trim().is_empty());
            if !blank {
                if bytes[at] == b'#' {
                    survey.last_heading = Some(at);
                }
                let turn = label(text, at).filter(|label| is_turn(text, at, label));
                if let Some(label) = turn {
                    let seen = survey.counts.entry(&text[label.name]).or_default();
                    seen.lines += 1;
                    if after_blank {
                        seen.paragraphs += 1;
                        seen.first.get_or_insert((paragraphs, at));
                    }
                }
                paragraphs += u32::from(after_blank);
            }
            after_blank = blank;
            at = next;
        }
        survey.paragraphs = paragraphs;
        survey.begins = seek.then(|| survey.beginning(paragraphs)).flatten();
        survey
    }

    /// Whether a label names a speaker of this text's transcript.
    pub fn knows(&self, name: &str, form: LabelForm) -> bool {
        form == LabelForm::Marked || self.counts.get(name).is_some_and(|seen| seen.lines >= 2)
    }

    fn beginning(&self, paragraphs: u32) -> Option<usize> {
        let repeated = || self.counts.values().filter(|seen| seen.paragraphs >= 2);
        let turns: u32 = repeated().map(|seen| seen.paragraphs).sum();
        let (before, offset) = repeated().filter_map(|seen| seen.first).min()?;
        let all = paragraphs - before;
        // Songs and readings may stretch a long transcript; notes have headings between.
        let long = turns >= 20 && turns * 10 >= all;
        let short =
            turns >= 4 && turns * 3 >= all && self.last_heading.is_none_or(|at| at < offset);
        // A guest who speaks but once, or a recording, may come first.
        let first = self.counts.values().filter_map(|seen| seen.first).min()?.1;
        match repeated().count() >= 2 {
            true if long && self.last_heading.is_none_or(|at| at < first) => Some(first),
            true if long => Some(offset),
            true if short => Some(offset),
            _ => None,
        }
    }
}
