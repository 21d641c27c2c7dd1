//! Blocks: where one begins and ends, who speaks in it, which time it gives.

use super::{BlockReader, OpenBlock, TextRegion};
use crate::source::chapters::chapter_line;
use crate::source::document::{Block, BlockKind};
use crate::source::transcript::labelled;
use crate::text::timestamp::clock;
use crate::text::work;
use crate::vocabulary::DocumentPart;

impl<'a> BlockReader<'a> {
    /// The kind of a paragraph here.
    pub(super) fn running_kind(&self) -> BlockKind {
        if !self.outline.items.is_empty() {
            BlockKind::Item
        } else if self.outline.quotes > 0 {
            BlockKind::Quote
        } else if self.region == TextRegion::Description {
            BlockKind::Description
        } else {
            BlockKind::Paragraph
        }
    }

    /// Closes the open block; the next one begins with the first thing to read.
    pub(super) fn next_block(&mut self, kind: BlockKind, at: usize) {
        self.close();
        self.outline.kind = kind;
        self.cursor.line = at;
    }

    /// Opens a block if none is, for what stands at `at`.
    pub(super) fn ensure_open(&mut self, at: usize) -> &mut OpenBlock {
        if self.outline.open.is_none() {
            let place = self.place(at);
            let mut open = OpenBlock {
                kind: self.outline.kind,
                place,
                first_run: self.content.runs.len() as u32,
                parent: self.parent(),
                seconds: None,
                label: None,
            };
            if place == DocumentPart::Transcript
                && matches!(
                    self.outline.kind,
                    BlockKind::Paragraph | BlockKind::Item | BlockKind::Quote | BlockKind::Turn
                )
            {
                open.kind = BlockKind::Turn;
                self.turn(&mut open);
            }
            self.outline.open = Some(open);
        }
        self.outline.open.as_mut().expect("a block was just opened")
    }

    /// Reads the speaker's label of a turn, or keeps the speaker of the one before.
    pub(super) fn turn(&mut self, open: &mut OpenBlock) {
        let label = labelled::label(self.text, self.cursor.line).filter(|label| {
            self.survey
                .knows(&self.text[label.name.clone()], label.form)
        });
        let Some(label) = label else { return };
        let name = &self.text[label.name.clone()];
        let span = self.span(label.name.start, label.name.end);
        self.speech.speaker = (!labelled::is_interruption(name)).then_some(span);
        open.seconds = label.seconds;
        open.label = Some(span);
        self.cursor.skip_to = self.cursor.skip_to.max(label.content);
    }

    pub(super) fn parent(&self) -> Option<u32> {
        match self.outline.items.split_last() {
            Some((Some(own), _)) => Some(*own),
            Some((None, outer)) => outer.iter().rev().find_map(|first| *first),
            None => None,
        }
    }

    pub(super) fn place(&self, at: usize) -> DocumentPart {
        let told = || {
            let transcripts = &self.blanked.transcripts;
            let after = transcripts.partition_point(|range| range.end <= at);
            transcripts
                .get(after)
                .is_some_and(|range| range.start <= at)
        };
        match self.region {
            TextRegion::Description => DocumentPart::FrontMatter,
            TextRegion::Transcript => DocumentPart::Transcript,
            _ if self.speech.transcript_heading.is_some()
                || self.survey.begins.is_some_and(|begins| at >= begins)
                || told() =>
            {
                DocumentPart::Transcript
            }
            _ => DocumentPart::Notes,
        }
    }

    /// A line of the same paragraph begins at `at`: in a transcript perhaps another turn, in a list of
    /// times and titles another chapter.
    pub(super) fn line_break(&mut self, at: usize) {
        let before = std::mem::replace(&mut self.cursor.line, at);
        if !self.inline.links.is_empty() {
            return;
        }
        let Some(open) = &self.outline.open else {
            return;
        };
        let place = self.place(at);
        let another = place != open.place
            || (open.kind == BlockKind::Turn
                && labelled::label(self.text, at)
                    .is_some_and(|label| self.survey.knows(&self.text[label.name], label.form)))
            || (place == DocumentPart::Notes
                && (self.is_chapter(at, before)
                    || self.is_labelled(at) && self.is_labelled(before)));
        if another {
            self.close();
        }
    }

    /// Whether the line at `at` is a time and a title, and so is that before or behind it: one alone may
    /// say when something happened.
    fn is_chapter(&self, at: usize, before: usize) -> bool {
        let bytes = self.text.as_bytes();
        let timed = |at: usize| chapter_line(&self.text[at..self.line_end(at)]).is_some();
        let behind = |at: usize| match bytes.get(at..at + 2) {
            Some(b"\r\n") => at + 2,
            _ => (at + 1).min(bytes.len()),
        };
        timed(at) && (timed(before) || timed(behind(self.line_end(at))))
    }

    /// Where the line at `at` ends. Files whose lines end with a carriage return alone have lines, too.
    fn line_end(&self, at: usize) -> usize {
        let rest = &self.text.as_bytes()[at..];
        let length = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        work::steps(length);
        at + length
    }

    /// Whether the line at `at` opens with up to three words and a colon: "Guest: NAME". Of two such lines
    /// each says something else.
    fn is_labelled(&self, at: usize) -> bool {
        let line = &self.text[at..self.line_end(at)];
        let Some((label, rest)) = line.split_once(':') else {
            return false;
        };
        let label = label.trim_matches(['*', '_', ' ']);
        let words = label.split(' ').count() <= 3;
        let letters = label
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\''));
        !label.is_empty() && words && letters && rest.starts_with([' ', '*', '_'])
    }

    /// Ends the open block, if it holds anything.
    pub(super) fn close(&mut self) {
        let Some(mut open) = self.outline.open.take() else {
            return;
        };
        // A link ends with its block at the latest; what closes it later finds nothing to do.
        self.end_links();
        let index = self.content.blocks.len() as u32;
        let written = self.content.runs.len();
        self.trim(open.first_run);
        if open.place == DocumentPart::Notes
            && open.kind != BlockKind::Code
            && let Some(seconds) = self.take_time(open.first_run).or_else(|| {
                let item = open.kind == BlockKind::Item;
                item.then(|| self.time_at_end(open.first_run)).flatten()
            })
        {
            open.seconds = Some(seconds);
        }
        if self.content.runs.len() != written {
            self.find_link_runs(open.first_run);
        }
        let last_run = self.content.runs.len() as u32;
        let runs = &self.content.runs[open.first_run as usize..];
        let links = self.content.links.len();
        let has_link = links > 0 && self.content.links[links - 1].block == index;
        let wordless = runs
            .iter()
            .all(|run| !self.slice(run.span).chars().any(char::is_alphanumeric));
        if open.kind == BlockKind::Cell {
            // The time in one cell of a row is that of the others.
            if wordless && open.seconds.is_some() {
                self.outline.row_time = open.seconds;
            }
            open.seconds = open.seconds.or(self.outline.row_time);
        }
        if wordless && !has_link {
            self.content.runs.truncate(open.first_run as usize);
            return;
        }
        let mut span = match (runs.first(), runs.last()) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => self.content.links[links - 1].text,
        };
        if let Some(label) = open.label {
            span = span.cover(label);
        }
        let heading = match open.kind {
            BlockKind::Heading(level) => Some(level),
            _ => None,
        };
        let section = self
            .outline
            .headings
            .iter()
            .rev()
            .find(|(level, _)| heading.is_none_or(|own| *level < own))
            .map(|(_, block)| *block);
        self.content.blocks.push(Block {
            kind: open.kind,
            place: open.place,
            span,
            runs: open.first_run..last_run,
            section,
            parent: open.parent,
            speaker: (open.kind == BlockKind::Turn)
                .then_some(self.speech.speaker)
                .flatten(),
            seconds: open.seconds,
        });
        if let Some(first @ None) = self.outline.items.last_mut() {
            *first = Some(index);
        }
        // What follows in the same paragraph begins where the next line does.
        if open.kind == BlockKind::Turn {
            self.outline.kind = self.running_kind();
        }
    }

    /// Takes the white space off both ends of the runs from `first` on.
    pub(super) fn trim(&mut self, first: u32) {
        while let Some(run) = self.content.runs.last().copied() {
            if self.content.runs.len() as u32 <= first {
                return;
            }
            let kept = self.slice(run.span).trim_end().len() as u32;
            if kept > 0 {
                self.content.runs.last_mut().expect("just seen").span.end = run.span.start + kept;
                break;
            }
            self.content.runs.pop();
        }
        if let Some(run) = self.content.runs.get(first as usize).copied() {
            let slice = self.slice(run.span);
            let blank = (slice.len() - slice.trim_start().len()) as u32;
            self.content.runs[first as usize].span.start += blank;
        }
    }

    /// The time that an item begins with goes to the block: `[@3:09] - `, `(12:34)`, `3:54 - `.
    pub(super) fn take_time(&mut self, first: u32) -> Option<u32> {
        let run = *self.content.runs.get(first as usize)?;
        let start = (run.span.start - self.base) as usize;
        let bytes = self.text.as_bytes();
        let (seconds, mut end) = labelled::bracketed_time(bytes, start).or_else(|| {
            let at = start + usize::from(bytes[start] == b'@');
            clock(&bytes[at..]).map(|(seconds, len)| (seconds, at + len))
        })?;
        // What closes the time and what leads over from it: brackets, emphasis, a link's target.
        loop {
            let rest = &self.text[end..];
            let Some(c) = rest.chars().next() else { break };
            if rest.starts_with("](#") {
                end += rest.find(')').map_or(rest.len(), |close| close + 1);
            } else if matches!(
                c,
                ']' | ')' | '*' | '_' | '\\' | ' ' | '\t' | '-' | '–' | '—' | '|' | ':' | '•' | '·'
            ) {
                end += c.len_utf8();
            } else {
                break;
            }
        }
        let border = self.base + end as u32;
        let runs = &mut self.content.runs;
        let mut index = first as usize;
        // A link that begins with the time keeps its text.
        if runs[index].link.is_some() && runs[index].span.end > border {
            return Some(seconds);
        }
        let taken = runs[index..].iter();
        let taken = taken.take_while(|run| run.link.is_none() && run.span.end <= border);
        let behind = index + taken.count();
        runs.drain(index..behind);
        while index < runs.len() && runs[index].span.start < border && runs[index].link.is_none() {
            runs[index].span.start = border;
            index += 1;
        }
        Some(seconds)
    }

    /// The time in brackets that an item ends with: `Title (12:34)`.
    fn time_at_end(&self, first: u32) -> Option<u32> {
        let run = self.content.runs.get(first as usize..)?.last()?;
        let text = self.slice(run.span).strip_suffix([')', ']'])?;
        let open = text.rfind(['(', '['])?;
        let time = &text.as_bytes()[open + 1..];
        let (seconds, len) = clock(time)?;
        (len == time.len()).then_some(seconds)
    }

    /// Finds the runs of the open block's links again, after some runs were removed.
    pub(super) fn find_link_runs(&mut self, first: u32) {
        let block = self.content.blocks.len() as u32;
        let from = self
            .content
            .links
            .iter()
            .rposition(|link| link.block != block)
            .map_or(0, |at| at + 1);
        for link in &mut self.content.links[from..] {
            link.runs = first..first;
        }
        for (run, index) in self.content.runs[first as usize..].iter().zip(first..) {
            if let Some(link) = run.link {
                let runs = &mut self.content.links[link as usize].runs;
                if runs.start == runs.end {
                    runs.start = index;
                }
                runs.end = index + 1;
            }
        }
    }

    /// A heading as high as the one that opened a transcript ends it.
    pub(super) fn heading_opens(&mut self, level: u8) {
        if self
            .speech
            .transcript_heading
            .is_some_and(|opened| level <= opened)
        {
            self.speech.transcript_heading = None;
        }
    }

    pub(super) fn heading_closed(&mut self, level: u8, index: usize) {
        let Some(block) = self.content.blocks.get(index) else {
            return;
        };
        let title: String = self.content.runs[block.runs.start as usize..block.runs.end as usize]
            .iter()
            .map(|run| self.slice(run.span))
            .collect();
        while self
            .outline
            .headings
            .last()
            .is_some_and(|(above, _)| *above >= level)
        {
            self.outline.headings.pop();
        }
        self.outline.headings.push((level, index as u32));
        self.speech.speaker = None;
        if self.speech.transcript_heading.is_none() && labelled::is_heading(&title) {
            self.speech.transcript_heading = Some(level);
        }
        self.outline.kind = self.running_kind();
    }
}
