//! Which files are transcripts or chapters.

use super::chapters;
use super::transcript::labelled::label;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// [`super::transcript::webvtt`]
    WebVtt,
    /// [`super::transcript::subrip`]
    SubRip,
    /// [`super::transcript::json`]
    JsonTranscript,
    /// [`super::transcript::html`]
    HtmlTranscript,
    /// [`super::chapters::json`]
    JsonChapters,
    /// [`super::chapters::podlove`]
    PodloveChapters,
    /// [`super::chapters::ffmetadata`]
    FfMetadata,
    /// [`super::chapters::webvtt`]
    WebVttChapters,
    /// [`chapters::list`]
    ChapterList,
}

impl Format {
    /// Whether it holds chapters, and not a transcript.
    pub const fn is_chapters(self) -> bool {
        matches!(
            self,
            Self::JsonChapters
                | Self::PodloveChapters
                | Self::FfMetadata
                | Self::WebVttChapters
                | Self::ChapterList
        )
    }
}

/// Keys that only a list of cues has, each in quotes as the file has it.
const CUE_KEYS: [&str; 9] = [
    "\"segments\"",
    "\"transcription\"",
    "\"transcripts\"",
    "\"utterances\"",
    "\"chunks\"",
    "\"start_ms\"",
    "\"startTime\"",
    "\"body\"",
    "\"voice\"",
];

/// Tells the format of a file from its name and its first bytes; some 4 kB do.
///
/// The reader has the last word: what it finds no cues or chapters in is none of these.
///
/// JSON, HTML, XML and plain text are taken only where the content says what they are: a JSON file
/// needs a list of cues or chapters, HTML `cite` beside `time` or `p` or paragraphs that begin with names,
/// XML `psc:chapters`, plain text lines of times from 0:00 on. WebVTT and SubRip are chapters where the name says "chapter".
pub fn sniff(name: &str, head: &str) -> Option<Format> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (stem, extension) = file.rsplit_once('.')?;
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let named_chapters = stem.to_ascii_lowercase().contains("chapter");
    match extension.to_ascii_lowercase().as_str() {
        "vtt" | "webvtt" if named_chapters => Some(Format::WebVttChapters),
        "vtt" | "webvtt" => Some(Format::WebVtt),
        "srt" => Some(Format::SubRip),
        "json" => json(head),
        "html" | "htm" => html(head).then_some(Format::HtmlTranscript),
        "xml" | "psc" => head
            .contains(":chapters")
            .then_some(Format::PodloveChapters),
        "txt" | "ffmetadata" | "meta" | "chapters" => text(head),
        _ => None,
    }
}

fn json(head: &str) -> Option<Format> {
    let has = |key: &str| head.contains(key);
    if head.starts_with('{') && has("\"chapters\"") && !has("\"segments\"") {
        return has("\"startTime\"").then_some(Format::JsonChapters);
    }
    let cues = head.starts_with(['{', '[']) && CUE_KEYS.iter().any(|key| has(key));
    let words = ["\"body\"", "\"text\"", "\"transcript\""]
        .iter()
        .any(|key| has(key));
    let times = ["\"start", "\"offsets\"", "\"timestamp"]
        .iter()
        .any(|key| has(key));
    ((cues && words && times) || is_cut_in_text(head)).then_some(Format::JsonTranscript)
}

/// Whether an object is cut off in a `text`: Whisper puts all words before the segments.
fn is_cut_in_text(head: &str) -> bool {
    let last = head.rfind("\"text\"").filter(|_| head.starts_with('{'));
    let mut rest = last.map_or("", |at| &head[at..]);
    for token in ["\"text\"", ":", "\""] {
        let Some(after) = rest.strip_prefix(token) else {
            return false;
        };
        rest = after.trim_start();
    }
    let mut escaped = false;
    !rest.bytes().any(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    })
}

fn html(head: &str) -> bool {
    (head.contains("<cite") && (head.contains("<time") || head.contains("<p")))
        || named_paragraphs(head) >= 2
}

/// How many paragraphs of an HTML page begin with a name and a colon.
pub(crate) fn named_paragraphs(head: &str) -> usize {
    let begins = |(at, _): &(usize, &str)| {
        let mut at = *at;
        // The paragraph's own tag, and those that set the name.
        while head[at..].starts_with('<') {
            match head[at..].find('>') {
                Some(end) => at += end + 1,
                None => return false,
            }
        }
        label(head, at).is_some()
    };
    let paragraphs = head.match_indices("<p").filter(|(at, _)| {
        let behind = head.as_bytes().get(at + 2);
        behind.is_some_and(|byte| *byte == b'>' || byte.is_ascii_whitespace())
    });
    paragraphs.filter(begins).count()
}

fn text(head: &str) -> Option<Format> {
    if head.starts_with(";FFMETADATA") {
        return Some(Format::FfMetadata);
    }
    if head.starts_with("WEBVTT") {
        return Some(Format::WebVtt);
    }
    (!chapters::list(head).chapters.is_empty()).then_some(Format::ChapterList)
}
