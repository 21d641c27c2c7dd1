//! HTML in Markdown: what its tags mean for blocks, runs and links.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::BlockReader;
use super::html::{self, HtmlPiece};
use crate::source::document::{BlockKind, LinkKind, Style};
use crate::text::references::decode_references;

impl<'a> BlockReader<'a> {
    /// Tags, text and entities of HTML.
    pub(super) fn html(&mut self, range: Range<usize>) {
        for piece in html::pieces(self.text, range) {
            match piece {
                HtmlPiece::Text(range) => self.html_text(range),
                HtmlPiece::Entity(range) => self.run(range.start, range.end, Style::ESCAPED),
                HtmlPiece::Tag(tag) => self.tag(&tag),
            }
        }
    }

    /// Text between tags; its line breaks may begin turns.
    pub(super) fn html_text(&mut self, range: Range<usize>) {
        let mut at = range.start;
        for line in self.text[range].split_inclusive('\n') {
            self.words(
                at..at + line.trim_end_matches(['\n', '\r']).len(),
                Style::empty(),
            );
            at += line.len();
            if line.ends_with('\n') {
                self.line_break(at);
            }
        }
    }

    pub(super) fn tag(&mut self, tag: &html::Tag<'_>) {
        const HIDDEN: [&str; 6] = ["script", "style", "template", "noscript", "svg", "head"];
        if let Some(name) = self.inline.hidden {
            if tag.closing && tag.is(&[name]) {
                self.inline.hidden = None;
            }
            return;
        }
        if let Some(name) = HIDDEN.into_iter().find(|name| tag.is(&[name])) {
            if !tag.closing && !tag.empty {
                self.inline.hidden = Some(name);
            }
            return;
        }
        let at = tag.name.as_ptr() as usize - self.text.as_ptr() as usize;
        if tag.is(&["a"]) {
            if tag.closing {
                self.close_link();
            } else if !tag.empty {
                let href =
                    decode_references(tag.attribute("href").unwrap_or_default()).into_owned();
                self.open_link(LinkType::Inline, href, &(at..at));
            }
        } else if tag.is(&["b", "strong"]) {
            count(&mut self.inline.strong, tag);
        } else if tag.is(&["i", "em", "cite"]) {
            count(&mut self.inline.emphasis, tag);
        } else if tag.is(&["img"]) {
            let src = decode_references(tag.attribute("src").unwrap_or_default()).into_owned();
            if !src.is_empty() {
                let index = self.push_link(LinkKind::Image, src, at..at);
                self.end_link(index);
            }
        } else if tag.is(&["iframe", "audio", "video", "source", "embed"]) {
            let src = decode_references(tag.attribute("src").unwrap_or_default()).into_owned();
            if !tag.closing && src.contains("//") {
                let index = self.push_link(LinkKind::Image, src, at..at);
                self.end_link(index);
            }
        } else {
            self.block_tag(tag, at);
        }
    }

    /// Tags that end one unit of reading and begin another.
    pub(super) fn block_tag(&mut self, tag: &html::Tag<'_>, at: usize) {
        if tag.is(&["tr"]) {
            self.outline.row_time = None;
        }
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
            self.outline.kind = if tag.closing {
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
}

fn count(depth: &mut u32, tag: &html::Tag<'_>) {
    if tag.closing {
        *depth = depth.saturating_sub(1);
    } else if !tag.empty {
        *depth += 1;
    }
}
