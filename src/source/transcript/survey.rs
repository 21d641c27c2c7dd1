//! Where a text has a transcript, and who speaks in it: a look over all its lines before they are read.

use rustc_hash::FxHashMap;

use super::labelled::{LabelForm, SpeakerLabel, label};
use crate::source::markdown::shortcode::FILLER;

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
    pub(crate) fn of(text: &'a str, seek: bool) -> Self {
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
    pub(crate) fn knows(&self, name: &str, form: LabelForm) -> bool {
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
