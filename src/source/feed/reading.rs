//! What reading one element needs to know, and how its texts and attributes are read.

use quick_xml::events::attributes::{AttrError, Attributes};

use super::element::{Element, Piece};
use super::fault::{Fault, FaultKind, Faults};
use super::namespaces::Namespaces;
use super::plain::{Tags, plain};
use super::reference::{Entities, Reference, resolve};
use super::text::FeedText;
use super::token::{Tag, Token, Tokens};

/// What holds for the whole feed and has to be known to read one of its items.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Context {
    /// The namespaces in force around the items.
    pub(crate) namespaces: Namespaces,
    pub(crate) entities: Entities,
    /// The feed's language.
    pub(crate) language: Option<FeedText>,
    /// What relative addresses are relative to.
    pub(crate) base: Option<url::Url>,
}

/// Reads the texts and attributes of elements.
pub(crate) struct Reading<'t> {
    pub text: &'t str,
    pub context: &'t Context,
    pub faults: Faults,
    /// By how many bytes declared entities were longer than their names.
    expanded: usize,
}

impl<'t> Reading<'t> {
    /// By how many bytes declared entities may lengthen an item: names of shows, and no bombs.
    const MOST_EXPANDED: usize = 1 << 20;

    /// Reads elements of a feed; `faults` are those that were found on the way to them.
    pub(crate) fn new(text: &'t str, context: &'t Context, faults: Faults) -> Self {
        Self {
            text,
            context,
            faults,
            expanded: 0,
        }
    }

    pub(crate) fn into_faults(self) -> Vec<Fault> {
        self.faults.into_sorted()
    }

    /// The text of an element, trimmed, with XML's references decoded and nothing else: an address, a
    /// number, a guid. None where there is nothing.
    pub(crate) fn value(&mut self, element: &Element<'_>) -> Option<FeedText> {
        let text = self.decoded(element).trimmed();
        (!text.is_empty()).then_some(text)
    }

    /// A title or a name as it is to be shown: HTML's references decoded too, its tags dropped, white
    /// space folded.
    pub(crate) fn shown(&mut self, element: &Element<'_>) -> Option<FeedText> {
        let text = if element.children.is_empty() {
            plain(&self.decoded(element), Tags::OfHtml)
        } else {
            plain(&self.markup(element), Tags::All)
        };
        (!text.is_empty()).then_some(text)
    }

    /// The HTML of an element: what XML's references hide, or the tags that stand in it as elements.
    pub(crate) fn html(&mut self, element: &Element<'_>) -> Option<FeedText> {
        let text = if element.children.is_empty() {
            self.decoded(element)
        } else {
            self.markup(element)
        };
        let text = text.trimmed();
        (!text.is_empty()).then_some(text)
    }

    fn decoded(&mut self, element: &Element<'_>) -> FeedText {
        let mut text = FeedText::default();
        for piece in &element.pieces {
            match *piece {
                Piece::Text(start, end) => self.dereferenced(start, end, &mut text),
                Piece::Cdata(start, end) => text.push(&self.text[start..end], start),
            }
        }
        text
    }

    /// The content of an element as HTML in the feed's own words: prefixes dropped from tags and CDATA
    /// sections opened, all references left.
    pub(crate) fn markup(&mut self, element: &Element<'_>) -> FeedText {
        let (start, end) = element.inner;
        let mut tokens = Tokens::new(self.text, start, end);
        let mut text = FeedText::default();
        // What is wrong here was said when the element was read.
        let mut known = Faults::default();
        loop {
            match tokens.next(element.tag.name, &mut known) {
                Token::Start(tag) | Token::Empty(tag) => {
                    let end = tokens.position();
                    let name = tag.offset + 1 + tag.name.find(':').map_or(0, |colon| colon + 1);
                    text.push("<", tag.offset);
                    text.push(&self.text[name..end], name);
                }
                Token::End(name, offset) => {
                    let end = tokens.position();
                    let local = offset + 2 + name.find(':').map_or(0, |colon| colon + 1);
                    text.push("</", offset);
                    text.push(&self.text[local..end], local);
                }
                Token::Text(start, end) | Token::Cdata(start, end) => {
                    text.push(&self.text[start..end], start);
                }
                Token::Doctype(_) => {}
                Token::Eof => return text,
            }
        }
    }

    /// Appends what `&name;` stands for.
    fn reference(&mut self, start: usize, end: usize, text: &mut FeedText) {
        let written = &self.text[start..end];
        let name = &written[1..written.len() - 1];
        match resolve(name, &self.context.entities) {
            Reference::Character(character) => {
                text.push_decoded(character.encode_utf8(&mut [0; 4]), start);
            }
            Reference::Declared(value) if self.expanded < Self::MOST_EXPANDED => {
                self.expanded += value.len().saturating_sub(written.len());
                text.push_decoded(value, start);
            }
            Reference::Declared(_) => {
                text.push(written, start);
                self.faults.mended(FaultKind::Entity, start, || {
                    format!("declared entities make one item too long, expected less of them: \"{written}\" and what follows were kept as they stand")
                });
            }
            Reference::Html(value) => {
                text.push_decoded(value, start);
                self.faults.mended(FaultKind::Entity, start, || {
                    format!("XML does not know \"{written}\", expected a character or its number: it was read as in HTML")
                });
            }
            Reference::Unknown => {
                text.push(written, start);
                self.faults.mended(FaultKind::Entity, start, || {
                    format!("nothing declares \"{written}\": it was kept as it stands")
                });
            }
            Reference::None => {
                text.push(written, start);
                self.bare_ampersand(start);
            }
        }
    }

    /// An attribute's value, trimmed, with XML's references decoded: the first of this name, whatever its
    /// case. `name` has its prefix, if any. None where there is nothing in it.
    pub(crate) fn attribute(&mut self, element: &Element<'_>, name: &str) -> Option<FeedText> {
        self.tag_attribute(&element.tag, name)
    }

    /// The same of a tag.
    pub(crate) fn tag_attribute(&mut self, tag: &Tag<'_>, name: &str) -> Option<FeedText> {
        let base = tag.offset + 1 + tag.name.len();
        let mut attributes = Attributes::html(tag.attributes, 0);
        // Each is compared with all before it: not where there are thousands.
        attributes.with_checks(tag.attributes.len() < 8192);
        let mut found = None;
        for attribute in attributes {
            match attribute {
                Ok(attribute) if attribute.key.0.eq_ignore_ascii_case(name) && found.is_none() => {
                    let value = attribute.value.as_ref();
                    // quick-xml gives slices of the tag; a copy could not be found again.
                    let within = value
                        .as_ptr()
                        .addr()
                        .checked_sub(tag.attributes.as_ptr().addr())
                        .filter(|at| at + value.len() <= tag.attributes.len())?;
                    let start = base + within;
                    let mut text = FeedText::default();
                    self.dereferenced(start, start + value.len(), &mut text);
                    found = Some(text.trimmed());
                }
                Ok(_) => {}
                Err(error) => self.attribute_fault(tag, base, &error),
            }
        }
        found.filter(|text| !text.is_empty())
    }

    fn attribute_fault(&mut self, tag: &Tag<'_>, base: usize, error: &AttrError) {
        let name = tag.name;
        let (at, what) = match *error {
            AttrError::Duplicated(at, _) => (at, "stands twice in"),
            AttrError::ExpectedEq(at) | AttrError::ExpectedValue(at) => (at, "has no value in"),
            AttrError::UnquotedValue(at) | AttrError::ExpectedQuote(at, _) => {
                (at, "lacks a quotation mark in")
            }
        };
        let offset = (base + at).min(self.text.len());
        self.faults.mended(FaultKind::Attribute, offset, || {
            format!("an attribute {what} <{name}>: the others were read")
        });
    }

    /// Appends a part of the feed with its references decoded.
    fn dereferenced(&mut self, start: usize, end: usize, text: &mut FeedText) {
        let mut at = start;
        loop {
            let rest = &self.text[at..end];
            let Some(plain) = memchr::memchr(b'&', rest.as_bytes()) else {
                text.push(rest, at);
                return;
            };
            text.push(&rest[..plain], at);
            at += plain;
            let name = &rest.as_bytes()[plain + 1..];
            match memchr::memchr2(b';', b'&', name) {
                Some(len) if name[len] == b';' => {
                    self.reference(at, at + len + 2, text);
                    at += len + 2;
                }
                _ => {
                    self.bare_ampersand(at);
                    text.push("&", at);
                    at += 1;
                }
            }
        }
    }

    fn bare_ampersand(&mut self, offset: usize) {
        self.faults.mended(FaultKind::BareAmpersand, offset, || {
            "\"&\" begins no reference, expected \"&amp;\": it was read as it stands".to_owned()
        });
    }

    /// The language that an element's `xml:lang` gives.
    pub(crate) fn language(&mut self, element: &Element<'_>) -> Option<FeedText> {
        self.attribute(element, "xml:lang")
    }
}
