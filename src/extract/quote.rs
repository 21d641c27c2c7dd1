//! What stands around a mention: line, column, and at most 160 characters of its block.

use std::borrow::Cow;

use super::mention::Quote;
use crate::source::{Document, Lines, Span};

/// The longest quotation, in characters.
const LONGEST: usize = 160;

/// Quotes one document. Remembers the block quoted last: mentions come block by block.
pub struct Quoter<'a> {
    document: &'a Document,
    lines: Lines<'a>,
    block: usize,
    text: Cow<'a, str>,
}

impl<'a> Quoter<'a> {
    pub fn new(document: &'a Document) -> Self {
        Self {
            document,
            lines: document.text.lines(),
            block: usize::MAX,
            text: Cow::Borrowed(""),
        }
    }

    /// A span of a block with what stands around it.
    pub fn quote(&mut self, block: usize, span: Span) -> Quote {
        let document = self.document;
        let own = &document.blocks[block];
        if self.block != block {
            self.block = block;
            self.text = document.visible(own, own.span);
        }
        let (line, column) = self.lines.position(span.start);
        // Where the mention stands matters only to a text that has to be shortened.
        let text = if self.text.len() <= LONGEST {
            self.text.clone().into_owned()
        } else {
            let form = document.visible(own, span);
            let at = memchr::memmem::find(self.text.as_bytes(), form.as_bytes());
            shorten(&self.text, at.unwrap_or(0))
        };
        Quote {
            line,
            column,
            text,
            seconds: own.seconds,
        }
    }

    /// A text of the front matter, which stands in no block.
    pub fn value(&self, span: Span) -> Quote {
        let (line, column) = self.lines.position(span.start);
        Quote {
            line,
            column,
            text: shorten(self.document.text.slice(span), 0),
            seconds: None,
        }
    }
}

/// At most [`LONGEST`] characters of a text, around the byte `at`, cut between words.
fn shorten(text: &str, at: usize) -> String {
    // No look beyond what can be quoted: blocks may be long.
    if text.len() <= LONGEST || text.chars().nth(LONGEST).is_none() {
        return text.to_owned();
    }
    let start = text[..at]
        .char_indices()
        .rev()
        .nth(LONGEST / 3 - 1)
        .map_or(0, |(index, _)| index);
    let start = if start == 0 {
        0
    } else {
        text[start..]
            .find(' ')
            .map_or(start, |space| start + space + 1)
            .min(at)
    };
    let end = text[start..]
        .char_indices()
        .nth(LONGEST - 2)
        .map_or(text.len(), |(index, _)| start + index);
    let end = if end == text.len() {
        end
    } else {
        text[start..end]
            .rfind(' ')
            .map_or(end, |space| start + space)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_cut_between_words_around_the_mention() {
        let text = "word ".repeat(100) + "Kubernetes " + &"tail ".repeat(100);
        let quote = shorten(&text, 500);
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
}
