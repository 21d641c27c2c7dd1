//! Speaker labels in running text, times beside them, and what stands in a transcript and is no speech.

use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

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

/// The words of `src/data/transcripts.toml`, read once.
static WORDS: LazyLock<TranscriptWords> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/transcripts.toml"))
        .expect("the shipped words are valid")
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TranscriptWords {
    headings: Vec<String>,
    no_speakers: Vec<String>,
    interruptions: Vec<String>,
    stage_directions: Vec<String>,
    particles: Vec<String>,
}

fn is_one(words: &[String], word: &str) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Whether a heading says that a transcript begins.
pub(crate) fn is_heading(title: &str) -> bool {
    let title = title.trim().trim_end_matches(':').to_lowercase();
    is_one(&WORDS.headings, &title)
}

/// Labels that interrupt the conversation.
pub(crate) fn is_interruption(name: &str) -> bool {
    is_one(&WORDS.interruptions, name)
}

/// Reads a speaker label at the start of `text[from..]`, in the forms that transcripts have:
/// `NAME:`, `**Name:**`, `**Name**: [12:34]`, `Name (00:12):`, `[00:12:34] Name:`, `<v Name>`.
pub(crate) fn label(text: &str, from: usize) -> Option<SpeakerLabel> {
    let bytes = text.as_bytes();
    let at = lead(text, from);
    // Most lines begin with a word in lower case or with one that a second such word follows.
    if !matches!(bytes.get(at)?, b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'_' | b'[' | b'(' | b'\\' | b'<' | 0x80..)
    {
        return None;
    }
    let (before, mut at) = times_before(text, at);
    if bytes[at..].starts_with(b"<v") {
        return voice(text, at);
    }
    let open = marks(&bytes[at..]);
    at += open;
    let name = name(text, at, open > 0)?;
    let end = LabelEnd::read(bytes, name.end, open);
    let timed = before.or(end.seconds).is_some();
    let ends_line = matches!(bytes.get(end.at), None | Some(b'\n' | b'\r'));
    if !(end.colon || (timed && ends_line && end.closed == open))
        || bytes[end.at..].starts_with(b"//")
    {
        return None;
    }
    let word = &text[name.clone()];
    let capitals = word.chars().filter(|c| c.is_uppercase()).count() >= 2
        && !word.chars().any(char::is_lowercase);
    // `Ratio 3:15` and `std::fs`.
    if !capitals && matches!(bytes.get(end.at), Some(b'0'..=b'9' | b':')) {
        return None;
    }
    if is_one(&WORDS.no_speakers, word) {
        return None;
    }
    Some(SpeakerLabel {
        name,
        content: end.at + spaces(&bytes[end.at..]),
        seconds: before.or(end.seconds),
        form: if open > 0 || timed || capitals {
            LabelForm::Marked
        } else {
            LabelForm::Plain
        },
    })
}

/// Times and stage directions that stand before a label: the first time, and where they end.
fn times_before(text: &str, from: usize) -> (Option<u32>, usize) {
    let bytes = text.as_bytes();
    let (mut seconds, mut at) = (None, from);
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
    (seconds, at)
}

/// What stands between a speaker's name and the speech: a colon, a time, the end of the emphasis.
struct LabelEnd {
    at: usize,
    colon: bool,
    /// How many marks of emphasis are closed.
    closed: usize,
    seconds: Option<u32>,
}

impl LabelEnd {
    /// Reads from the end of a name on, before which `open` marks of emphasis stand.
    fn read(bytes: &[u8], from: usize, open: usize) -> Self {
        let mut end = Self {
            at: from,
            colon: false,
            closed: 0,
            seconds: None,
        };
        loop {
            let gap = spaces(&bytes[end.at..]);
            let time = bracketed_time(bytes, end.at + gap)
                .or_else(|| closing_time(bytes, end.at + gap).filter(|_| gap > 0));
            if let Some((seconds, at)) = time {
                end.seconds = end.seconds.or(Some(seconds));
                end.at = at;
            } else if !end.colon && bytes.get(end.at) == Some(&b':') {
                end.colon = true;
                end.at += 1;
            } else if end.closed < open && marks(&bytes[end.at..]) > 0 {
                let len = marks(&bytes[end.at..]).min(open - end.closed);
                end.closed += len;
                end.at += len;
            } else {
                return end;
            }
        }
    }
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
                || WORDS.particles.iter().any(|known| known == word)
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
            WORDS
                .stage_directions
                .iter()
                .any(|stem| word.starts_with(stem.as_str()))
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
