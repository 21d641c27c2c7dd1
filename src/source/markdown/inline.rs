//! What stands in a block: runs of words, links, addresses, stage directions.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::LinkType;

use super::bare_address;
use super::shortcode::FILLER;
use super::{BlockReader, NO_LINK};
use crate::source::document::{Link, LinkKind, Run, Style};
use crate::source::transcript::labelled;
use crate::text::references::decode_references;
use crate::vocabulary::DocumentPart;

/// What may stand between words.
struct Wanted {
    addresses: bool,
    brackets: bool,
    blanks: bool,
}

/// The range of an address that there is not.
const NOWHERE: Range<usize> = usize::MAX..usize::MAX;

impl<'a> BlockReader<'a> {
    /// Words of running text, with addresses and stage directions found in them.
    pub(super) fn words(&mut self, range: Range<usize>, style: Style) {
        let end = range.end;
        let mut at = range.start.max(self.cursor.skip_to);
        if at >= end || self.inline.images > 0 || self.inline.hidden.is_some() {
            return;
        }
        self.place_embeds(at);
        if style.contains(Style::ESCAPED) {
            return self.run(at, end, style);
        }
        if self.outline.open.is_none() && !self.is_blank(at, end) {
            // Template code before the first word may belong to another part of the document.
            let slice = &self.text[at..end];
            at += slice.len() - slice.trim_start().len();
            self.ensure_open(at);
            at = at.max(self.cursor.skip_to);
            if at >= end {
                return;
            }
        }
        let slice = &self.text[at..end];
        let in_turn = self
            .outline
            .open
            .as_ref()
            .is_some_and(|open| open.place == DocumentPart::Transcript);
        let wanted = Wanted {
            addresses: bare_address::possible(slice),
            brackets: in_turn && memchr::memchr(b'[', slice.as_bytes()).is_some(),
            blanks: matches!(self.blanked.text, Cow::Owned(_))
                && memchr::memchr(FILLER, slice.as_bytes()).is_some(),
        };
        if wanted.addresses || wanted.brackets || wanted.blanks {
            self.mixed_words(at, end, style, wanted);
        } else {
            self.run(at, end, style);
        }
    }

    /// Words with something else between; each of the three is looked for again only when passed.
    fn mixed_words(&mut self, from: usize, end: usize, style: Style, wanted: Wanted) {
        let bytes = self.text.as_bytes();
        let seek = |byte: u8, from: usize| {
            memchr::memchr(byte, &bytes[from..end]).map_or(usize::MAX, |len| from + len)
        };
        let mut at = from;
        let mut blank = if wanted.blanks { 0 } else { usize::MAX };
        let mut bracket = if wanted.brackets { 0 } else { usize::MAX };
        let mut address = if wanted.addresses { 0..0 } else { NOWHERE };
        while at < end {
            if blank < at || at == from && blank == 0 {
                blank = seek(FILLER, at);
            }
            if bracket < at || at == from && bracket == 0 {
                bracket = seek(b'[', at);
            }
            if address.start < at || at == from && address.end == 0 {
                address = bare_address::next(self.text, at, end).unwrap_or(NOWHERE);
            }
            let first = blank.min(bracket).min(address.start);
            if first == usize::MAX {
                return self.run(at, end, style);
            }
            self.run(at, first, style);
            let next = if first == blank {
                first + 1
            } else if first == address.start {
                if self.inline.links.is_empty() {
                    self.bare(address.clone(), style);
                } else {
                    // A link that shows an address names nothing by it.
                    self.run(address.start, address.end.min(end), style | Style::ADDRESS);
                }
                address.end
            } else {
                match labelled::stage_direction(self.text, first) {
                    Some(stage) => {
                        let open = self.ensure_open(first);
                        open.seconds = open.seconds.or(stage.seconds);
                        stage.end
                    }
                    None => {
                        self.run(first, first + 1, style);
                        first + 1
                    }
                }
            };
            self.cursor.skip_to = self.cursor.skip_to.max(next);
            at = next;
        }
    }

    /// A bare address.
    fn bare(&mut self, range: Range<usize>, style: Style) {
        // The text of a link may hold an address; it leads where the link leads.
        if !self.inline.links.is_empty() {
            return self.run(range.start, range.end, style | Style::ADDRESS);
        }
        let href = unescaped(&self.text[range.clone()]);
        let index = self.push_link(LinkKind::Bare, href, range.clone());
        self.inline.links.push(index);
        self.run(range.start, range.end, style | Style::ADDRESS);
        self.inline.links.pop();
        self.end_link(index);
    }

    /// Adds a run, joined to the one before where nothing stands between.
    pub(super) fn run(&mut self, start: usize, end: usize, style: Style) {
        let mut start = start.max(self.cursor.skip_to);
        if start >= end || self.inline.images > 0 || self.inline.hidden.is_some() {
            return;
        }
        if self.outline.open.is_none() {
            if self.is_blank(start, end) {
                return;
            }
            self.ensure_open(start);
            start = start.max(self.cursor.skip_to);
            if start >= end {
                return;
            }
        }
        let first = self.outline.open.as_ref().map_or(0, |open| open.first_run);
        let empty = self.content.runs.len() as u32 == first;
        if empty && self.is_blank(start, end) {
            return;
        }
        let mut style = style;
        if self.inline.strong > 0 {
            style |= Style::STRONG;
        }
        if self.inline.emphasis > 0 {
            style |= Style::EMPHASIS;
        }
        let link = self
            .inline
            .links
            .last()
            .copied()
            .filter(|link| *link != NO_LINK);
        if link.is_some() {
            style |= Style::LINK;
        }
        let span = self.span(start, end);

        if !empty
            && !style.contains(Style::ESCAPED)
            && let Some(last) = self.content.runs.last_mut()
            && last.span.end == span.start
            && last.style == style
            && last.link == link
        {
            last.span.end = span.end;
            return;
        }
        self.content.runs.push(Run { span, style, link });
    }

    pub(super) fn open_link(&mut self, link_type: LinkType, href: String, range: &Range<usize>) {
        self.place_embeds(range.start);
        // Links do not nest: one inside another, which HTML can write, ends it.
        self.end_links();
        // The target of a time is the recording, and of a fragment this very page.
        if href.is_empty() || href.starts_with('#') {
            self.inline.links.push(NO_LINK);
            return;
        }
        self.ensure_open(range.start);
        let kind = match link_type {
            LinkType::Autolink | LinkType::Email => LinkKind::Bare,
            _ => LinkKind::Text,
        };
        let index = self.push_link(kind, href, range.start..range.start);
        self.inline.links.push(index);
    }

    pub(super) fn close_link(&mut self) {
        let Some(index) = self.inline.links.pop().filter(|index| *index != NO_LINK) else {
            return;
        };
        self.end_link(index);
        let link = &self.content.links[index as usize];
        if link.kind == LinkKind::Bare {
            for run in &mut self.content.runs[link.runs.start as usize..] {
                run.style |= Style::ADDRESS;
            }
        }
    }

    pub(super) fn push_link(&mut self, kind: LinkKind, href: String, text: Range<usize>) -> u32 {
        self.ensure_open(text.start);
        let runs = self.content.runs.len() as u32;
        let text = self.span(text.start, text.end);
        self.content.links.push(Link {
            kind,
            href,
            text,
            block: self.content.blocks.len() as u32,
            runs: runs..runs,
        });
        self.content.links.len() as u32 - 1
    }

    /// Ends the link that is open, if one is: the innermost, since those around it ended when it began.
    pub(super) fn end_links(&mut self) {
        if let Some(open) = self.inline.links.last_mut()
            && *open != NO_LINK
        {
            let index = std::mem::replace(open, NO_LINK);
            self.end_link(index);
        }
    }

    /// The runs of a link are known when it ends.
    pub(super) fn end_link(&mut self, index: u32) {
        let end = self.content.runs.len() as u32;
        let link = &mut self.content.links[index as usize];
        link.runs.end = end.max(link.runs.start);
        let runs = &self.content.runs[link.runs.start as usize..end as usize];
        if let (Some(first), Some(last)) = (runs.first(), runs.last()) {
            link.text = first.span.cover(last.span);
        }
    }

    pub(super) fn image(&mut self, href: String, range: &Range<usize>) {
        if !href.is_empty() && self.inline.hidden.is_none() {
            let index = self.push_link(LinkKind::Image, href, range.clone());
            self.end_link(index);
        }
        self.inline.images += 1;
    }

    /// Links of shortcodes that stand before `at`.
    pub(super) fn place_embeds(&mut self, at: usize) {
        while let Some((range, href)) = self.blanked.embeds.get(self.cursor.embedded) {
            if range.start >= at {
                return;
            }
            self.cursor.embedded += 1;
            let index = self.push_link(LinkKind::Bare, href.clone(), range.clone());
            self.end_link(index);
        }
    }
}

/// An address as its reader sees it: `\_` is `_`, `&amp;` is `&`.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation) {
            continue;
        }
        plain.push(c);
    }
    decode_references(&plain).into_owned()
}
