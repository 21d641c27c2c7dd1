//! What stands around a mention: file, line, column, and at most 160 characters of its block.

use std::borrow::Cow;
use std::sync::Arc;

use super::mention::Quote;
use crate::source::{Block, Document, Lines, Origin, Position, Span};
use crate::text::position::floor_char_boundary;
use crate::text::work;

/// The longest quotation, in characters.
const LONGEST: usize = 160;
/// How many of them stand before the mention.
const BEFORE: usize = LONGEST / 3;
/// How much of a long block is read before a mention and behind it, in bytes: markup takes some of it.
const WINDOW: (u32, u32) = ((LONGEST + BEFORE) as u32, 2 * LONGEST as u32);
/// Blocks longer than this are read around each mention, others once and whole.
const LONG: u32 = 6 * LONGEST as u32;

/// Quotes one document. Remembers the block quoted last: mentions come block by block.
pub(super) struct Quoter<'a> {
    document: &'a Document,
    lines: Lines<'a>,
    block: usize,
    text: Cow<'a, str>,
    /// The text as it is quoted, where it need not be shortened.
    whole: Option<Arc<str>>,
    /// Where its words come from, where it had to be folded.
    origins: Vec<Origin>,
}

impl<'a> Quoter<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self {
            document,
            lines: document.text.lines(),
            block: usize::MAX,
            text: Cow::Borrowed(""),
            whole: None,
            origins: Vec::new(),
        }
    }

    /// A span of a block with what stands around it.
    pub(super) fn quote(&mut self, block: usize, span: Span) -> Quote {
        self.statement(block, span, span)
    }

    /// What a block says of two names, the second behind the first: the place of the first, and a
    /// text that holds both where they fit into it, else the second with what stands before it.
    pub(super) fn statement(&mut self, block: usize, span: Span, to: Span) -> Quote {
        let document = self.document;
        let own = &document.blocks[block];
        let Position { file, line, column } = self.lines.position(span.start);
        let text = if own.span.end - own.span.start > LONG {
            self.around(own, span, to)
        } else {
            if self.block != block {
                self.block = block;
                self.read(own);
            }
            // Where the mention stands matters only to a text that has to be shortened.
            match &self.whole {
                Some(whole) => Arc::clone(whole),
                None => {
                    let at = self.found(own, span);
                    let reach = if to == span {
                        at
                    } else {
                        self.found(own, to) + to.len() as usize
                    };
                    shorten(&self.text, at, reach).into()
                }
            }
        };
        Quote {
            file,
            line,
            column,
            text,
            seconds: own.seconds,
        }
    }

    /// The words of a turn with the label of who speaks before them: "ANN: Hello."
    pub(super) fn turn(&mut self, block: usize, label: Span) -> Quote {
        let words = self.quote(block, label.cover(self.document.blocks[block].span));
        let name = self.document.text.slice(label).trim();
        let text = [name, ": ", &*words.text].concat();
        Quote {
            text: shorten(&text, 0, 0).into(),
            ..words
        }
    }

    /// Reads a block that is to be quoted.
    fn read(&mut self, block: &Block) {
        self.text = self.document.visible(block, block.span);
        self.whole = is_short(&self.text).then(|| Arc::from(&*self.text));
        self.origins.clear();
        if self.whole.is_none() && matches!(self.text, Cow::Owned(_)) {
            self.origins = self.document.origins(block, block.span);
        }
    }

    /// Where a span begins in the text of its block, which was read.
    fn found(&self, block: &Block, span: Span) -> usize {
        if matches!(self.text, Cow::Borrowed(_)) {
            return self.place(block, block.span.start, span, &self.text);
        }
        let next = self
            .origins
            .partition_point(|word| word.source.start <= span.start);
        let here = self.origins[..next].last();
        let inside = here.filter(|word| span.start < word.source.end);
        // What opens with markup begins with its first word.
        match (inside, self.origins.get(next)) {
            (Some(word), _) => (word.visible + (span.start - word.source.start)) as usize,
            (None, Some(word)) => word.visible as usize,
            (None, None) => self.text.len(),
        }
    }

    /// What stands around a span of a long block, up to another behind it; only a window is read.
    fn around(&self, block: &Block, span: Span, last: Span) -> Arc<str> {
        let source = self.document.text.buffer();
        let inside = |at: u32| at.clamp(block.span.start, block.span.end);
        let (mut ahead, mut behind) = WINDOW;
        loop {
            let mut from = inside(span.start.saturating_sub(ahead));
            let mut to = inside(last.end.saturating_add(behind));
            while !source.is_char_boundary(from as usize) {
                from -= 1;
            }
            while !source.is_char_boundary(to as usize) {
                to += 1;
            }
            work::steps((to - from) as usize);
            let text = self.document.visible(block, Span::new(from, to));
            let at = self.place(block, from, span, &text);
            let (left, right) = text.split_at(at);
            // Where markup fills the window, a wider one is read; never the whole of a long block at once.
            let short_left =
                from > block.span.start && (back(left, BEFORE) == 0 || is_short(&text));
            let short_right = to < block.span.end && forth(right, LONGEST) == right.len();
            if short_left {
                ahead = ahead.saturating_mul(2);
            }
            if short_right {
                behind = behind.saturating_mul(2);
            }
            if short_left || short_right {
                continue;
            }
            let reach = if last == span {
                at
            } else {
                self.place(block, from, last, &text) + last.len() as usize
            };
            return shorten(&text, at, reach).into();
        }
    }

    /// Where a span begins in `text`, which is what a reader sees of the block from `from` on.
    fn place(&self, block: &Block, from: u32, span: Span, text: &str) -> usize {
        // A link may begin before its block has any words.
        if span.start <= from {
            return 0;
        }
        let source = self.document.text.buffer().as_bytes().as_ptr_range();
        if source.contains(&text.as_ptr()) {
            // A piece of the source, whose place is known.
            let before = source.start.addr() + span.start as usize;
            return before.saturating_sub(text.as_ptr().addr()).min(text.len());
        }
        let before = self.document.visible(block, Span::new(from, span.start));
        match text.strip_prefix(&*before) {
            Some(rest) => before.len() + usize::from(rest.starts_with(' ')),
            None => 0,
        }
    }

    /// A text of the front matter, which stands in no block.
    pub(super) fn value(&self, span: Span) -> Quote {
        let Position { file, line, column } = self.lines.position(span.start);
        Quote {
            file,
            line,
            column,
            text: shorten(self.document.text.slice(span), 0, 0).into(),
            seconds: None,
        }
    }
}

/// At most [`LONGEST`] characters of a text, from before the byte `at` to behind the byte `reach` where
/// that much fits, cut between words.
fn shorten(text: &str, at: usize, reach: usize) -> String {
    if is_short(text) {
        return text.to_owned();
    }
    let reach = floor_char_boundary(text, reach.max(at));
    let stated = text[at..reach].chars().count();
    // Two characters are for what shows the cuts.
    let (at, before) = match (LONGEST - 2).checked_sub(stated) {
        Some(room) => (at, room.min(BEFORE)),
        None => (reach, LONGEST - 2),
    };
    let start = back(&text[..at], before);
    let start = if start == 0 {
        0
    } else {
        text[start..]
            .find(' ')
            .map_or(start, |space| start + space + 1)
            .min(at)
    };
    let end = start + forth(&text[start..], LONGEST - 2);
    let end = if end == text.len() {
        end
    } else {
        text[start..end]
            .rfind(' ')
            .map(|space| start + space)
            .filter(|space| *space >= reach || reach == at)
            .unwrap_or(end)
    };
    let mut out = String::with_capacity(end - start + 8);
    if start > 0 {
        out.push('…');
    }
    out.push_str(text[start..end].trim());
    if end < text.len() {
        out.push('…');
    }
    out
}

/// Whether a text can be quoted whole.
fn is_short(text: &str) -> bool {
    // No look beyond what can be quoted: blocks may be long.
    text.len() <= LONGEST || forth(text, LONGEST) == text.len()
}

/// Where a text is after so many characters, or where it ends.
fn forth(text: &str, count: usize) -> usize {
    // Most texts are ASCII, and need no counting.
    match text.as_bytes().get(..count) {
        Some(front) if front.is_ascii() => count,
        _ => text
            .char_indices()
            .nth(count)
            .map_or(text.len(), |(index, _)| index),
    }
}

/// Where the last so many characters of a text begin.
fn back(text: &str, count: usize) -> usize {
    if count == 0 {
        return text.len();
    }
    let start = text.len().saturating_sub(count);
    if text.as_bytes()[start..].is_ascii() {
        return start;
    }
    text.char_indices()
        .rev()
        .nth(count - 1)
        .map_or(0, |(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_cut_between_words_around_the_mention() {
        let text = "word ".repeat(100) + "Kubernetes " + &"tail ".repeat(100);
        let quote = shorten(&text, 500, 500);
        assert!(
            quote.chars().count() <= LONGEST,
            "{}",
            quote.chars().count()
        );
        assert!(quote.contains("Kubernetes"));
        assert!(
            quote.starts_with("…word") && quote.ends_with("tail…"),
            "{quote}"
        );
    }

    #[test]
    fn statements_are_quoted_with_both_names() {
        for (name, between, holds_first) in [
            ("near", 2, true),
            ("far", 18, true),
            ("too far for one quote", 40, false),
        ] {
            let before = "opening ".repeat(30) + "Ann Quill ";
            let text =
                before.clone() + &"words ".repeat(between) + "Lampworks" + &" tail".repeat(60);
            let at = before.len() - "Ann Quill ".len();
            let reach = text.find("Lampworks").unwrap() + "Lampworks".len();
            let quote = shorten(&text, at, reach);
            assert!(quote.chars().count() <= LONGEST, "{name}: {quote}");
            assert!(quote.contains("Lampworks"), "{name}: {quote}");
            assert_eq!(quote.contains("Ann Quill"), holds_first, "{name}: {quote}");
        }
    }
}
