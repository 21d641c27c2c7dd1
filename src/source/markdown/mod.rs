//! Markdown to blocks, runs and links, in one pass over pulldown-cmark's events.

mod bare_address;
mod block;
mod html;
mod inline;
pub(crate) mod shortcode;
mod tags;

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use shortcode::Blanked;

use crate::source::content::Content;

use crate::source::document::{BlockKind, Style};
use crate::source::source_map::Span;
use crate::source::transcript::labelled::Survey;
use crate::vocabulary::DocumentPart;

/// Which text of a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextRegion {
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
pub(crate) fn read(content: &mut Content, text: &str, base: u32, region: TextRegion) {
    let blanked = shortcode::blank(text, region == TextRegion::MdxBody);
    let survey = match region {
        TextRegion::Description => Survey::default(),
        _ => Survey::of(&blanked.text, blanked.transcripts.is_empty()),
    };
    content.blocks.reserve(survey.paragraphs as usize);
    content.runs.reserve(survey.paragraphs as usize);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS;
    let mut reader = BlockReader::new(content, &blanked, &survey, base, region);
    for (event, range) in Parser::new_ext(&blanked.text, options).into_offset_iter() {
        reader.event(event, range);
    }
    reader.finish();
}

/// A block whose runs are still coming.
struct OpenBlock {
    kind: BlockKind,
    place: DocumentPart,
    first_run: u32,
    parent: Option<u32>,
    seconds: Option<u32>,
    /// The speaker's label: part of the block, not of its runs.
    label: Option<Span>,
}

struct BlockReader<'a> {
    content: &'a mut Content,
    text: &'a str,
    survey: &'a Survey<'a>,
    blanked: &'a Blanked<'a>,
    base: u32,
    region: TextRegion,
    open: Option<OpenBlock>,
    /// What kind the next block of running text is.
    kind: BlockKind,
    strong: u32,
    emphasis: u32,
    links: Vec<u32>,
    /// OpenBlock list items, each with its first block.
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

impl<'a> BlockReader<'a> {
    fn new(
        content: &'a mut Content,
        blanked: &'a Blanked<'a>,
        survey: &'a Survey<'a>,
        base: u32,
        region: TextRegion,
    ) -> Self {
        Self {
            content,
            text: &blanked.text,
            survey,
            blanked,
            base,
            region,
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
