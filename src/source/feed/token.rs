//! The tokens of XML as it is served: quick-xml's events, with their places, and mended.
//!
//! What quick-xml gives up on is taken for text and read on from there. Every recovery reads some of
//! the text again, so there are only so many of them.

use quick_xml::Reader;
use quick_xml::errors::{Error, SyntaxError};
use quick_xml::events::Event;

use super::fault::{FaultKind, Faults};

/// A start tag.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tag<'t> {
    /// The name as written, with its prefix.
    pub name: &'t str,
    /// What stands behind the name.
    pub attributes: &'t str,
    /// Where its `<` stands.
    pub offset: usize,
}

/// A token. Ranges and offsets are bytes of the whole text.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Token<'t> {
    /// A start tag.
    Start(Tag<'t>),
    /// A start tag that is its own end.
    Empty(Tag<'t>),
    /// An end tag: its name, and where its `<` stands.
    End(&'t str, usize),
    /// Text up to the next `<`, with its references: where it begins, where it ends.
    Text(usize, usize),
    /// What stands in `<![CDATA[` and `]]>`.
    Cdata(usize, usize),
    /// A document type declaration.
    Doctype(&'t str),
    /// Nothing more.
    Eof,
}

/// Reads the tokens of a part of a text.
pub(crate) struct Tokens<'t> {
    text: &'t str,
    end: usize,
    /// Where the present reader began.
    base: usize,
    reader: Reader<&'t [u8]>,
    recoveries: u32,
}

impl<'t> Tokens<'t> {
    /// How often reading may begin again behind what is no XML.
    const RECOVERIES: u32 = 100;
    const CDATA: &'static str = "<![CDATA[";

    /// The tokens of `text[start..end]`. Both have to be borders of characters.
    pub(crate) fn new(text: &'t str, start: usize, end: usize) -> Self {
        Self {
            text,
            end,
            base: start,
            reader: Self::reader(&text[start..end]),
            recoveries: 0,
        }
    }

    fn reader(text: &str) -> Reader<&[u8]> {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        // Which tag closes what is decided with more context by `element`.
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        reader
    }

    /// Where the next token begins.
    pub(crate) fn position(&self) -> usize {
        self.base + self.reader.buffer_position() as usize
    }

    /// Whether the last token stands at the end of the whole text, and not only of a part.
    pub(crate) const fn are_all(&self) -> bool {
        self.end == self.text.len()
    }

    /// Goes on from another place.
    pub(crate) fn seek(&mut self, offset: usize) {
        self.base = offset;
        self.reader = Self::reader(&self.text[offset..self.end]);
    }

    /// The next token. `open` is the name of the element it stands in, whose end tag ends CDATA that
    /// nothing else ends.
    pub(crate) fn next(&mut self, open: &str, faults: &mut Faults) -> Token<'t> {
        loop {
            let start = self.position();
            let rest = &self.text.as_bytes()[start..self.end];
            // quick-xml parts text at every `&`: in escaped HTML that is every few letters.
            if !matches!(rest.first(), None | Some(b'<')) {
                let end = start + memchr::memchr(b'<', rest).unwrap_or(rest.len());
                self.seek(end);
                return Token::Text(start, end);
            }
            let event = self.reader.read_event();
            let end = self.position();
            let token = match event {
                Ok(Event::Start(_)) => self.start(start, end).map(Token::Start),
                Ok(Event::Empty(_)) => self.start(start, end).map(Token::Empty),
                Ok(Event::End(_)) => {
                    let name = self.text[start + 2..end - 1].trim();
                    return Token::End(name, start);
                }
                Ok(Event::CData(_)) => return Token::Cdata(start + Self::CDATA.len(), end - 3),
                Ok(Event::DocType(_)) => return Token::Doctype(&self.text[start..end]),
                Ok(Event::Eof) => return Token::Eof,
                Ok(_) => continue,
                Err(Error::Syntax(SyntaxError::UnclosedCData))
                    // Cut short, it may be no more than `<![CD`.
                    if self.text[start..self.end].starts_with(Self::CDATA) =>
                {
                    return self.open_cdata(start, open, faults);
                }
                Err(_) => None,
            };
            match token {
                Some(token) => return token,
                None => {
                    if let Some(token) = self.recover(start, end, faults) {
                        return token;
                    }
                }
            }
        }
    }

    /// A start tag, unless its name cannot be one.
    fn start(&self, start: usize, end: usize) -> Option<Tag<'t>> {
        let inner = self.text.get(start + 1..end - 1)?;
        let inner = inner.strip_suffix('/').unwrap_or(inner);
        if !inner.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            return None;
        }
        let len = inner
            .find(|c: char| c.is_whitespace() || c == '/')
            .unwrap_or(inner.len());
        let (name, attributes) = inner.split_at(len);
        // A name holds no markup: `a<b>` is a bare bracket before another tag.
        if name.contains(['<', '"', '\'', '=']) {
            return None;
        }
        Some(Tag {
            name,
            attributes,
            offset: start,
        })
    }

    /// Takes a `<` that begins no tag for text, and reads on behind it.
    fn recover(&mut self, start: usize, end: usize, faults: &mut Faults) -> Option<Token<'t>> {
        // The place may lie before the markup, where white space was passed over.
        let bracket = start + self.text[start..end].find('<')?;
        let behind = bracket + 1;
        if !self.text[behind..self.end].contains('<') {
            faults.cut(bracket, || {
                "the file ends inside a tag, expected \">\": what stands there was not read"
                    .to_owned()
            });
            self.seek(self.end);
            return None;
        }
        if self.recoveries == Self::RECOVERIES {
            let message = "too much here is no XML, expected tags: the rest of it was not read";
            faults.lost(FaultKind::BareBracket, bracket, message.to_owned());
            self.seek(self.end);
            return None;
        }
        self.recoveries += 1;
        faults.mended(FaultKind::BareBracket, bracket, || {
            "\"<\" begins no tag, expected \"&lt;\": it was read as text".to_owned()
        });
        self.seek(behind);
        Some(Token::Text(bracket, behind))
    }

    /// CDATA without an end: it goes up to the end tag of its element, or to the end.
    fn open_cdata(&mut self, start: usize, open: &str, faults: &mut Faults) -> Token<'t> {
        let from = start + Self::CDATA.len();
        let rest = &self.text[from..self.end];
        let close = format!("</{open}");
        let to = from + rest.find(&close).unwrap_or(rest.len());
        if to == self.text.len() {
            faults.cut(start, || {
                "the file ends inside CDATA, expected \"]]>\": what stands before the end was read".to_owned()
            });
        } else {
            faults.mended(FaultKind::Tag, start, || {
                format!("CDATA has no end, expected \"]]>\" before \"{close}>\": it was read up to there")
            });
        }
        self.seek(to);
        Token::Cdata(from, to)
    }
}
