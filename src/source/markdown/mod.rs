//! Markdown to blocks, runs and links, in one pass over pulldown-cmark's events.

mod bare_address;
mod block;
pub(in crate::source) mod html;
mod inline;
mod lookahead;
pub(crate) mod shortcode;
mod tags;

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use shortcode::Blanked;

use crate::source::content::Content;

use crate::source::document::{BlockKind, Style};
use crate::source::source_map::SourceMap;
use crate::source::span::Span;
use crate::source::transcript::survey::Survey;
use crate::text::references::decode_letters;
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
    /// A transcript in a file of its own.
    Transcript,
    /// Notes in HTML, as feeds have them.
    Html,
}

/// Where a part of the map's file stands with its letters decoded that stand as character references: there
/// already, if it has none.
pub(crate) fn decoded(map: &mut SourceMap, span: Span) -> Span {
    let Some((text, mut origins)) = decode_letters(map.slice(span)) else {
        return span;
    };
    for (_, from) in &mut origins {
        *from += span.start;
    }
    map.append_decoded(&text, &origins)
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
    if region == TextRegion::Html {
        let mut reader = BlockReader::new(content, &blanked, &survey, base, region);
        reader.next_block(BlockKind::Paragraph, 0);
        reader.html(0..text.len());
        return reader.finish();
    }
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS;
    // With wiki links, "[[1]](address)" would be none to the address.
    if region != TextRegion::Transcript && text.contains("[[") && !text.contains("]](") {
        options |= Options::ENABLE_WIKILINKS;
    }
    let mut reader = BlockReader::new(content, &blanked, &survey, base, region);
    for (event, range) in Parser::new_ext(&blanked.text, options).into_offset_iter() {
        reader.event(event, range);
    }
    reader.finish();
}

/// Turns events into blocks. What it keeps in mind between two of them is in four parts, each with the
/// files whose functions change it.
struct BlockReader<'a> {
    content: &'a mut Content,
    text: &'a str,
    survey: &'a Survey<'a>,
    blanked: &'a Blanked<'a>,
    base: u32,
    region: TextRegion,
    outline: Outline,
    inline: Inline,
    speech: Speech,
    cursor: Cursor,
}

/// Blocks and what they are nested in: `block.rs`, for the tags of Markdown and HTML.
struct Outline {
    open: Option<OpenBlock>,
    /// What kind the next block of running text is.
    kind: BlockKind,
    /// Open list items, each with its first block.
    items: Vec<Option<u32>>,
    quotes: u32,
    /// The headings above, with their levels.
    headings: Vec<(u8, u32)>,
    /// The time that a cell of the table's row gives.
    row_time: Option<u32>,
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

/// How words are set: `inline.rs` for links and images, `tags.rs` for HTML, `mod.rs` for Markdown.
#[derive(Default)]
struct Inline {
    strong: u32,
    emphasis: u32,
    /// Open links, as indices into the content's links; [`NO_LINK`] for those that lead nowhere.
    links: Vec<u32>,
    images: u32,
    code: bool,
    /// The HTML element whose content nobody reads.
    hidden: Option<&'static str>,
}

/// Who speaks: `block.rs`.
#[derive(Default)]
struct Speech {
    /// The level of the heading that opened a transcript.
    transcript_heading: Option<u8>,
    speaker: Option<Span>,
}

/// How far the text has been read: all files.
#[derive(Default)]
struct Cursor {
    /// Where the current line of running text begins.
    line: usize,
    /// Text before this offset has been dealt with.
    skip_to: usize,
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
            outline: Outline {
                open: None,
                kind: BlockKind::Paragraph,
                items: Vec::new(),
                quotes: 0,
                headings: Vec::new(),
                row_time: None,
            },
            inline: Inline::default(),
            speech: Speech::default(),
            cursor: Cursor::default(),
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => {
                if self.inline.code {
                    self.words(range, Style::CODE);
                } else {
                    // pulldown lends what reads as the source does, and owns what it decoded.
                    let verbatim =
                        matches!(text, CowStr::Borrowed(_)) || *text == self.text[range.clone()];
                    self.words(
                        range,
                        if verbatim {
                            Style::empty()
                        } else {
                            Style::ESCAPED
                        },
                    );
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
            self.inline.links.clear();
            self.inline.strong = 0;
            self.inline.emphasis = 0;
            self.inline.hidden = None;
        }
        match tag {
            Tag::Paragraph => self.next_block(self.running_kind(), range.start),
            Tag::Heading { level, .. } => {
                self.heading_opens(level_number(level));
                self.next_block(BlockKind::Heading(level_number(level)), range.start);
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.outline.quotes += 1;
            }
            Tag::CodeBlock(_) => {
                self.next_block(BlockKind::Code, range.start);
                self.inline.code = true;
            }
            // The events inside hold the lines; the whole block is easier to read.
            Tag::HtmlBlock => {
                self.next_block(self.running_kind(), range.start);
                self.html(range);
                self.close();
            }
            Tag::List(_) => self.close(),
            Tag::Item => {
                self.outline.items.push(None);
                self.next_block(BlockKind::Item, range.start);
            }
            Tag::TableCell => self.next_block(BlockKind::Cell, range.start),
            Tag::Emphasis => self.inline.emphasis += 1,
            Tag::Strong => self.inline.strong += 1,
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
            Tag::TableHead | Tag::TableRow => self.outline.row_time = None,
            Tag::Table(_)
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
                self.outline.quotes -= 1;
            }
            TagEnd::CodeBlock => {
                self.close();
                self.inline.code = false;
            }
            TagEnd::Item => {
                self.close();
                self.outline.items.pop();
                self.outline.kind = self.running_kind();
            }
            TagEnd::Paragraph
            | TagEnd::TableCell
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => self.close(),
            TagEnd::Emphasis => self.inline.emphasis = self.inline.emphasis.saturating_sub(1),
            TagEnd::Strong => self.inline.strong = self.inline.strong.saturating_sub(1),
            TagEnd::Link => self.close_link(),
            TagEnd::Image => self.inline.images = self.inline.images.saturating_sub(1),
            _ => {}
        }
    }

    fn finish(mut self) {
        self.close();
        self.outline.kind = BlockKind::Paragraph;
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
