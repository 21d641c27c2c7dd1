//! Markdown to blocks, runs and links, in one pass over pulldown-cmark's events.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::html::{self, Piece};
use super::shortcode::{self, Blanked, FILLER};
use super::transcript::{self, Survey};
use super::{Content, address};
use crate::source::clock::clock;
use crate::source::document::{Block, BlockKind, Link, LinkKind, Run, Style};
use crate::source::text::Span;
use crate::vocabulary::Place;

/// Which text of a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The body of a Markdown file.
    Body,
    /// The body of an MDX file.
    MdxBody,
    /// Notes that stand in the front matter.
    FrontNotes,
    /// A description in the front matter.
    Description,
}

/// Reads a Markdown text; `base` is the offset of its first byte in the buffer.
pub(crate) fn read(content: &mut Content, text: &str, base: u32, part: Part) {
    let blanked = shortcode::blank(text, part == Part::MdxBody);
    let survey = match part {
        Part::Description => Survey::default(),
        _ => Survey::of(&blanked.text, blanked.transcripts.is_empty()),
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS;
    let mut reader = Reader::new(content, &blanked, &survey, base, part);
    for (event, range) in Parser::new_ext(&blanked.text, options).into_offset_iter() {
        reader.event(event, range);
    }
    reader.finish();
}

/// What may stand between words.
struct Wanted {
    addresses: bool,
    brackets: bool,
    blanks: bool,
}

/// The range of an address that there is not.
const NOWHERE: Range<usize> = usize::MAX..usize::MAX;

/// A block whose runs are still coming.
struct Open {
    kind: BlockKind,
    place: Place,
    first_run: u32,
    parent: Option<u32>,
    seconds: Option<u32>,
    /// The speaker's label: part of the block, not of its runs.
    label: Option<Span>,
}

struct Reader<'a> {
    content: &'a mut Content,
    text: &'a str,
    survey: &'a Survey<'a>,
    blanked: &'a Blanked<'a>,
    base: u32,
    part: Part,
    open: Option<Open>,
    /// What kind the next block of running text is.
    kind: BlockKind,
    strong: u32,
    emphasis: u32,
    links: Vec<u32>,
    /// Open list items, each with its first block.
    items: Vec<Option<u32>>,
    quotes: u32,
    images: u32,
    code: bool,
    /// The headings above, with their levels.
    headings: Vec<(u8, u32)>,
    /// The level of the heading that opened a transcript.
    transcript_heading: Option<u8>,
    speaker: Option<Span>,
    /// Where the current line of running text begins.
    line: usize,
    /// Text before this offset has been dealt with.
    skip_to: usize,
    /// The HTML element whose content nobody reads.
    hidden: Option<&'static str>,
    /// How many of the shortcodes' links are placed.
    embedded: usize,
}

impl<'a> Reader<'a> {
    fn new(
        content: &'a mut Content,
        blanked: &'a Blanked<'a>,
        survey: &'a Survey<'a>,
        base: u32,
        part: Part,
    ) -> Self {
        Self {
            content,
            text: &blanked.text,
            survey,
            blanked,
            base,
            part,
            open: None,
            kind: BlockKind::Paragraph,
            strong: 0,
            emphasis: 0,
            links: Vec::new(),
            items: Vec::new(),
            quotes: 0,
            images: 0,
            code: false,
            headings: Vec::new(),
            transcript_heading: None,
            speaker: None,
            line: 0,
            skip_to: 0,
            hidden: None,
            embedded: 0,
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => {
                if self.code {
                    self.words(range, Style::CODE);
                } else {
                    // pulldown lends what reads as the source does, and owns what it decoded.
                    let verbatim =
                        matches!(text, CowStr::Borrowed(_)) || *text == self.text[range.clone()];
                    self.words(range, if verbatim { 0 } else { Style::ESCAPED });
                }
            }
            Event::Code(text) => {
                let source = &self.text[range.clone()];
                match source.find(&*text) {
                    Some(at) => {
                        let start = range.start + at;
                        self.run(start, start + text.len(), Style::CODE);
                    }
                    None => self.run(range.start, range.end, Style::CODE | Style::ESCAPED),
                }
            }
            Event::SoftBreak | Event::HardBreak => self.line_break(range.end),
            Event::InlineHtml(_) => self.html(range),
            Event::Html(_) => {}
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
            Event::Rule => self.close(),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if is_block(&tag) {
            self.close();
            // Nothing inline reaches into another block, whatever HTML left open.
            self.links.clear();
            self.strong = 0;
            self.emphasis = 0;
            self.hidden = None;
        }
        match tag {
            Tag::Paragraph => self.next_block(self.running_kind(), range.start),
            Tag::Heading { level, .. } => {
                self.heading_opens(level_number(level));
                self.next_block(BlockKind::Heading(level_number(level)), range.start);
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes += 1;
            }
            Tag::CodeBlock(_) => {
                self.next_block(BlockKind::Code, range.start);
                self.code = true;
            }
            // The events inside hold the lines; the whole block is easier to read.
            Tag::HtmlBlock => {
                self.next_block(self.running_kind(), range.start);
                self.html(range);
                self.close();
            }
            Tag::List(_) => self.close(),
            Tag::Item => {
                self.items.push(None);
                self.next_block(BlockKind::Item, range.start);
            }
            Tag::TableCell => self.next_block(BlockKind::Cell, range.start),
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strong => self.strong += 1,
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.open_link(link_type, dest_url.into_string(), &range),
            Tag::Image { dest_url, .. } => self.image(dest_url.into_string(), &range),
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition => self.next_block(self.running_kind(), range.start),
            Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => {
                let before = self.content.blocks.len();
                self.close();
                self.heading_closed(level_number(level), before);
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes -= 1;
            }
            TagEnd::CodeBlock => {
                self.close();
                self.code = false;
            }
            TagEnd::Item => {
                self.close();
                self.items.pop();
                self.kind = self.running_kind();
            }
            TagEnd::Paragraph
            | TagEnd::TableCell
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => self.close(),
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Link => self.close_link(),
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            _ => {}
        }
    }

    /// The kind of a paragraph here.
    fn running_kind(&self) -> BlockKind {
        if !self.items.is_empty() {
            BlockKind::Item
        } else if self.quotes > 0 {
            BlockKind::Quote
        } else if self.part == Part::Description {
            BlockKind::Description
        } else {
            BlockKind::Paragraph
        }
    }

    /// Closes the open block; the next one begins with the first thing to read.
    fn next_block(&mut self, kind: BlockKind, at: usize) {
        self.close();
        self.kind = kind;
        self.line = at;
    }

    /// Opens a block if none is, for what stands at `at`.
    fn ensure_open(&mut self, at: usize) -> &mut Open {
        if self.open.is_none() {
            let place = self.place(at);
            let mut open = Open {
                kind: self.kind,
                place,
                first_run: self.content.runs.len() as u32,
                parent: self.parent(),
                seconds: None,
                label: None,
            };
            if place == Place::Transcript
                && matches!(
                    self.kind,
                    BlockKind::Paragraph | BlockKind::Item | BlockKind::Quote | BlockKind::Turn
                )
            {
                open.kind = BlockKind::Turn;
                self.turn(&mut open);
            }
            self.open = Some(open);
        }
        self.open.as_mut().expect("a block was just opened")
    }

    /// Reads the speaker's label of a turn, or keeps the speaker of the one before.
    fn turn(&mut self, open: &mut Open) {
        let label = transcript::label(self.text, self.line).filter(|label| {
            self.survey
                .knows(&self.text[label.name.clone()], label.form)
        });
        let Some(label) = label else { return };
        let name = &self.text[label.name.clone()];
        let span = self.span(label.name.start, label.name.end);
        self.speaker = (!transcript::is_interruption(name)).then_some(span);
        open.seconds = label.seconds;
        open.label = Some(span);
        self.skip_to = self.skip_to.max(label.content);
    }

    fn parent(&self) -> Option<u32> {
        match self.items.split_last() {
            Some((Some(own), _)) => Some(*own),
            Some((None, outer)) => outer.iter().rev().find_map(|first| *first),
            None => None,
        }
    }

    fn place(&self, at: usize) -> Place {
        let told = || {
            let transcripts = &self.blanked.transcripts;
            let after = transcripts.partition_point(|range| range.end <= at);
            transcripts
                .get(after)
                .is_some_and(|range| range.start <= at)
        };
        match self.part {
            Part::Description => Place::FrontMatter,
            _ if self.transcript_heading.is_some()
                || self.survey.begins.is_some_and(|begins| at >= begins)
                || told() =>
            {
                Place::Transcript
            }
            _ => Place::Notes,
        }
    }

    /// A line of the same paragraph begins at `at`: in a transcript perhaps another turn.
    fn line_break(&mut self, at: usize) {
        self.line = at;
        if !self.links.is_empty() {
            return;
        }
        let Some(open) = &self.open else { return };
        let place = self.place(at);
        let another = place != open.place
            || (open.kind == BlockKind::Turn
                && transcript::label(self.text, at)
                    .is_some_and(|label| self.survey.knows(&self.text[label.name], label.form)));
        if another {
            self.close();
        }
    }

    /// Words of running text, with addresses and stage directions found in them.
    fn words(&mut self, range: Range<usize>, style: u8) {
        let end = range.end;
        let mut at = range.start.max(self.skip_to);
        if at >= end || self.images > 0 || self.hidden.is_some() {
            return;
        }
        self.place_embeds(at);
        if style & Style::ESCAPED != 0 {
            return self.run(at, end, style);
        }
        if self.open.is_none() && !self.is_blank(at, end) {
            // Template code before the first word may belong to another part of the document.
            let slice = &self.text[at..end];
            at += slice.len() - slice.trim_start().len();
            self.ensure_open(at);
            at = at.max(self.skip_to);
            if at >= end {
                return;
            }
        }
        let slice = &self.text[at..end];
        let in_turn = self
            .open
            .as_ref()
            .is_some_and(|open| open.place == Place::Transcript);
        let wanted = Wanted {
            addresses: self.links.is_empty() && address::possible(slice),
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
    fn mixed_words(&mut self, from: usize, end: usize, style: u8, wanted: Wanted) {
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
                address = address::next(self.text, at, end).unwrap_or(NOWHERE);
            }
            let first = blank.min(bracket).min(address.start);
            if first == usize::MAX {
                return self.run(at, end, style);
            }
            self.run(at, first, style);
            let next = if first == blank {
                first + 1
            } else if first == address.start {
                self.bare(address.clone(), style);
                address.end
            } else {
                match transcript::stage_direction(self.text, first) {
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
            self.skip_to = self.skip_to.max(next);
            at = next;
        }
    }

    /// A bare address.
    fn bare(&mut self, range: Range<usize>, style: u8) {
        let href = unescaped(&self.text[range.clone()]);
        let index = self.push_link(LinkKind::Bare, href, range.clone());
        self.links.push(index);
        self.run(range.start, range.end, style | Style::ADDRESS);
        self.links.pop();
        self.end_link(index);
    }

    /// Adds a run, joined to the one before where nothing stands between.
    fn run(&mut self, start: usize, end: usize, style: u8) {
        let mut start = start.max(self.skip_to);
        if start >= end || self.images > 0 || self.hidden.is_some() {
            return;
        }
        if self.open.is_none() {
            if self.is_blank(start, end) {
                return;
            }
            self.ensure_open(start);
            start = start.max(self.skip_to);
            if start >= end {
                return;
            }
        }
        let first = self.open.as_ref().map_or(0, |open| open.first_run);
        let empty = self.content.runs.len() as u32 == first;
        if empty && self.is_blank(start, end) {
            return;
        }
        let mut flags = style;
        if self.strong > 0 {
            flags |= Style::STRONG;
        }
        if self.emphasis > 0 {
            flags |= Style::EMPHASIS;
        }
        let link = self.links.last().copied().filter(|link| *link != NO_LINK);
        if link.is_some() {
            flags |= Style::LINK;
        }
        let span = self.span(start, end);
        let style = Style(flags);
        if !empty
            && flags & Style::ESCAPED == 0
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

    fn open_link(&mut self, link_type: LinkType, href: String, range: &Range<usize>) {
        self.place_embeds(range.start);
        // Links do not nest: one inside another, which HTML can write, ends it.
        self.end_links();
        // The target of a time is the recording, and of a fragment this very page.
        if href.is_empty() || href.starts_with('#') {
            self.links.push(NO_LINK);
            return;
        }
        self.ensure_open(range.start);
        let kind = match link_type {
            LinkType::Autolink | LinkType::Email => LinkKind::Bare,
            _ => LinkKind::Text,
        };
        let index = self.push_link(kind, href, range.start..range.start);
        self.links.push(index);
    }

    fn close_link(&mut self) {
        let Some(index) = self.links.pop().filter(|index| *index != NO_LINK) else {
            return;
        };
        self.end_link(index);
        let link = &self.content.links[index as usize];
        if link.kind == LinkKind::Bare {
            for run in &mut self.content.runs[link.runs.start as usize..] {
                run.style.0 |= Style::ADDRESS;
            }
        }
    }

    fn push_link(&mut self, kind: LinkKind, href: String, text: Range<usize>) -> u32 {
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

    /// Ends all links that are open.
    fn end_links(&mut self) {
        for depth in 0..self.links.len() {
            let index = std::mem::replace(&mut self.links[depth], NO_LINK);
            if index != NO_LINK {
                self.end_link(index);
            }
        }
    }

    /// The runs of a link are known when it ends.
    fn end_link(&mut self, index: u32) {
        let end = self.content.runs.len() as u32;
        let link = &mut self.content.links[index as usize];
        link.runs.end = end.max(link.runs.start);
        let runs = &self.content.runs[link.runs.start as usize..end as usize];
        if let (Some(first), Some(last)) = (runs.first(), runs.last()) {
            link.text = first.span.cover(last.span);
        }
    }

    fn image(&mut self, href: String, range: &Range<usize>) {
        if !href.is_empty() && self.hidden.is_none() {
            let index = self.push_link(LinkKind::Image, href, range.clone());
            self.end_link(index);
        }
        self.images += 1;
    }

    /// Links of shortcodes that stand before `at`.
    fn place_embeds(&mut self, at: usize) {
        while let Some((range, href)) = self.blanked.embeds.get(self.embedded) {
            if range.start >= at {
                return;
            }
            self.embedded += 1;
            let index = self.push_link(LinkKind::Bare, href.clone(), range.clone());
            self.end_link(index);
        }
    }

    /// Tags, text and entities of HTML.
    fn html(&mut self, range: Range<usize>) {
        for piece in html::pieces(self.text, range) {
            match piece {
                Piece::Text(range) => self.html_text(range),
                Piece::Entity(range) => self.run(range.start, range.end, Style::ESCAPED),
                Piece::Tag(tag) => self.tag(&tag),
            }
        }
    }

    /// Text between tags; its line breaks may begin turns.
    fn html_text(&mut self, range: Range<usize>) {
        let mut at = range.start;
        for line in self.text[range].split_inclusive('\n') {
            self.words(at..at + line.trim_end_matches(['\n', '\r']).len(), 0);
            at += line.len();
            if line.ends_with('\n') {
                self.line_break(at);
            }
        }
    }

    fn tag(&mut self, tag: &html::Tag<'_>) {
        const HIDDEN: [&str; 6] = ["script", "style", "template", "noscript", "svg", "head"];
        if let Some(name) = self.hidden {
            if tag.closing && tag.is(&[name]) {
                self.hidden = None;
            }
            return;
        }
        if let Some(name) = HIDDEN.into_iter().find(|name| tag.is(&[name])) {
            if !tag.closing && !tag.empty {
                self.hidden = Some(name);
            }
            return;
        }
        let at = tag.name.as_ptr() as usize - self.text.as_ptr() as usize;
        if tag.is(&["a"]) {
            if tag.closing {
                self.close_link();
            } else if !tag.empty {
                let href = html::decode_href(tag.attribute("href").unwrap_or_default());
                self.open_link(LinkType::Inline, href, &(at..at));
            }
        } else if tag.is(&["b", "strong"]) {
            count(&mut self.strong, tag);
        } else if tag.is(&["i", "em", "cite"]) {
            count(&mut self.emphasis, tag);
        } else if tag.is(&["img"]) {
            let src = html::decode_href(tag.attribute("src").unwrap_or_default());
            if !src.is_empty() {
                let index = self.push_link(LinkKind::Image, src, at..at);
                self.end_link(index);
            }
        } else if tag.is(&["iframe", "audio", "video", "source", "embed"]) {
            let src = html::decode_href(tag.attribute("src").unwrap_or_default());
            if !tag.closing && src.contains("//") {
                let index = self.push_link(LinkKind::Image, src, at..at);
                self.end_link(index);
            }
        } else {
            self.block_tag(tag, at);
        }
    }

    /// Tags that end one unit of reading and begin another.
    fn block_tag(&mut self, tag: &html::Tag<'_>, at: usize) {
        const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
        let heading = HEADINGS.iter().position(|name| tag.is(&[name]));
        if let Some(level) = heading.map(|index| index as u8 + 1) {
            let before = self.content.blocks.len();
            self.close();
            if tag.closing {
                self.heading_closed(level, before);
            } else {
                self.heading_opens(level);
            }
            self.kind = if tag.closing {
                self.running_kind()
            } else {
                BlockKind::Heading(level)
            };
        } else if tag.is(&["td", "th"]) {
            self.next_block(
                if tag.closing {
                    self.running_kind()
                } else {
                    BlockKind::Cell
                },
                at,
            );
        } else if tag.is(&["li", "dt", "dd"]) {
            self.next_block(
                if tag.closing {
                    self.running_kind()
                } else {
                    BlockKind::Item
                },
                at,
            );
        } else if tag.is(&[
            "p",
            "div",
            "br",
            "hr",
            "ul",
            "ol",
            "dl",
            "table",
            "tr",
            "thead",
            "tbody",
            "section",
            "article",
            "aside",
            "header",
            "footer",
            "main",
            "nav",
            "blockquote",
            "details",
            "summary",
            "figure",
            "figcaption",
            "center",
            "pre",
            "address",
        ]) {
            let kind = self.running_kind();
            self.next_block(kind, at);
        }
    }

    /// Ends the open block, if it holds anything.
    fn close(&mut self) {
        let Some(mut open) = self.open.take() else {
            return;
        };
        // A link ends with its block at the latest; what closes it later finds nothing to do.
        self.end_links();
        let index = self.content.blocks.len() as u32;
        let written = self.content.runs.len();
        self.trim(open.first_run);
        if open.place == Place::Notes
            && !matches!(open.kind, BlockKind::Heading(_) | BlockKind::Code)
            && let Some(seconds) = self.take_time(open.first_run)
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
                .then_some(self.speaker)
                .flatten(),
            seconds: open.seconds,
        });
        if let Some(first @ None) = self.items.last_mut() {
            *first = Some(index);
        }
        // What follows in the same paragraph begins where the next line does.
        if open.kind == BlockKind::Turn {
            self.kind = self.running_kind();
        }
    }

    /// Takes the white space off both ends of the runs from `first` on.
    fn trim(&mut self, first: u32) {
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
    fn take_time(&mut self, first: u32) -> Option<u32> {
        let run = *self.content.runs.get(first as usize)?;
        let start = (run.span.start - self.base) as usize;
        let bytes = self.text.as_bytes();
        let (seconds, mut end) = transcript::bracketed_time(bytes, start).or_else(|| {
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
        while index < runs.len() && runs[index].span.start < border && runs[index].link.is_none() {
            if runs[index].span.end <= border {
                runs.remove(index);
            } else {
                runs[index].span.start = border;
                index += 1;
            }
        }
        Some(seconds)
    }

    /// Finds the runs of the open block's links again, after some runs were removed.
    fn find_link_runs(&mut self, first: u32) {
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
    fn heading_opens(&mut self, level: u8) {
        if self
            .transcript_heading
            .is_some_and(|opened| level <= opened)
        {
            self.transcript_heading = None;
        }
    }

    fn heading_closed(&mut self, level: u8, index: usize) {
        let Some(block) = self.content.blocks.get(index) else {
            return;
        };
        let title: String = self.content.runs[block.runs.start as usize..block.runs.end as usize]
            .iter()
            .map(|run| self.slice(run.span))
            .collect();
        while self
            .headings
            .last()
            .is_some_and(|(above, _)| *above >= level)
        {
            self.headings.pop();
        }
        self.headings.push((level, index as u32));
        self.speaker = None;
        if self.transcript_heading.is_none() && is_transcript_title(&title) {
            self.transcript_heading = Some(level);
        }
        self.kind = self.running_kind();
    }

    fn finish(mut self) {
        self.close();
        self.kind = BlockKind::Paragraph;
        self.place_embeds(usize::MAX);
        self.close();
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start as u32, self.base + end as u32)
    }

    fn slice(&self, span: Span) -> &'a str {
        &self.text[(span.start - self.base) as usize..(span.end - self.base) as usize]
    }

    fn is_blank(&self, start: usize, end: usize) -> bool {
        self.text[start..end].trim().is_empty()
    }
}

/// Stands for a link whose target is this page itself.
const NO_LINK: u32 = u32::MAX;

fn count(depth: &mut u32, tag: &html::Tag<'_>) {
    if tag.closing {
        *depth = depth.saturating_sub(1);
    } else if !tag.empty {
        *depth += 1;
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

fn level_number(level: HeadingLevel) -> u8 {
    level as u8
}

fn is_transcript_title(title: &str) -> bool {
    let title = title.trim().trim_end_matches(':').to_lowercase();
    matches!(
        title.as_str(),
        "transcript"
            | "full transcript"
            | "episode transcript"
            | "show transcript"
            | "the transcript"
            | "transcription"
            | "full episode transcript"
            | "podcast transcript"
            | "interview transcript"
            | "complete transcript"
    )
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
    html::decode_href(&plain)
}
