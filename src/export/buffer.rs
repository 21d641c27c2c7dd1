//! What every writer appends to: a large buffer in front of the destination, with the escapes that
//! more than one format needs.
//!
//! Own byte writers stand here and not those of libraries because the four default formats are a large
//! part of a run. A million nodes and five million edges as GraphML took 1.3 to 2.0 seconds of CPU this
//! way, 3.7 with `write!`, 7.2 with quick-xml's writer and 25 with igraph: what is written are a few
//! fixed pieces with numbers and mostly harmless text between them, which is copied once it was scanned
//! for what must be escaped. serde_json and oxttl are used where there is less to write.

use std::io::{self, Write};

use crate::rdf::{decimal, ten_thousandths};

/// How full the buffer may get before it is handed on.
const LIMIT: usize = 128 * 1024;

/// A buffer in front of a writer. Appending never fails; [`Buffer::drain`] and [`Buffer::finish`]
/// report what the writer reports.
pub(super) struct Buffer<W> {
    bytes: Vec<u8>,
    scratch: String,
    out: W,
}

impl<W: Write> Buffer<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            bytes: Vec::with_capacity(LIMIT + LIMIT / 4),
            scratch: String::new(),
            out,
        }
    }

    /// Hands on what is there if it is much. To be called after each element.
    #[inline]
    pub(super) fn drain(&mut self) -> io::Result<()> {
        if self.bytes.len() < LIMIT {
            return Ok(());
        }
        self.out.write_all(&self.bytes)?;
        self.bytes.clear();
        // One enormous text must not be paid for to the end.
        self.bytes.shrink_to(2 * LIMIT);
        Ok(())
    }

    /// Hands on the rest and gives the writer back, flushed.
    pub(super) fn finish(mut self) -> io::Result<W> {
        self.out.write_all(&self.bytes)?;
        self.out.flush()?;
        Ok(self.out)
    }

    /// Text as it is.
    #[inline]
    pub(super) fn raw(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// A whole number.
    pub(super) fn int(&mut self, number: i64) {
        self.raw(itoa::Buffer::new().format(number));
    }

    /// A finite number in its shortest form, which always has a point or an exponent.
    pub(super) fn double(&mut self, number: f64) {
        // Nearly all have at most four decimals; as whole numbers they cost a tenth.
        let Some(units) = ten_thousandths(number) else {
            return self.raw(ryu::Buffer::new().format_finite(number));
        };
        match units / 10_000 {
            digit @ 0..=9 => self.bytes.push(b'0' + digit as u8),
            whole => self.int(whole),
        }
        let rest = units % 10_000;
        let digit = |unit| b'0' + (rest / unit % 10) as u8;
        let decimals = [b'.', digit(1000), digit(100), digit(10), digit(1)];
        let zeros = match rest {
            rest if rest % 10 > 0 => 0,
            rest if rest % 100 > 0 => 1,
            rest if rest % 1000 > 0 => 2,
            _ => 3,
        };
        self.bytes.extend_from_slice(&decimals[..5 - zeros]);
    }

    /// A number as RDF has it: a decimal, never with an exponent.
    pub(super) fn decimal(&mut self, number: f64) {
        match ten_thousandths(number) {
            Some(_) => self.double(number),
            None => self.raw(&decimal(number)),
        }
    }

    /// A text that is composed first and escaped afterwards.
    pub(super) fn composed(
        &mut self,
        compose: impl FnOnce(&mut String),
        escape: impl FnOnce(&mut Self, &str),
    ) {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        compose(&mut scratch);
        escape(self, &scratch);
        self.scratch = scratch;
    }

    /// A JSON string with its quotes.
    pub(super) fn json(&mut self, text: &str) {
        self.raw("\"");
        self.escaped(
            text,
            |byte| (byte < b' ') | (byte == b'"') | (byte == b'\\'),
            |out, c| match c {
                '"' => out.raw("\\\""),
                '\\' => out.raw("\\\\"),
                '\n' => out.raw("\\n"),
                '\r' => out.raw("\\r"),
                '\t' => out.raw("\\t"),
                control => out.raw(&format!("\\u{:04x}", u32::from(control))),
            },
        );
        self.raw("\"");
    }

    /// The text of an XML element. What XML 1.0 forbids becomes U+FFFD.
    pub(super) fn xml(&mut self, text: &str) {
        self.escaped(
            text,
            |byte| is_special_in_xml(byte) & (byte != b'\t') & (byte != b'\n'),
            Self::xml_char,
        );
    }

    /// The value of an XML attribute, without its quotes. What XML 1.0 forbids becomes U+FFFD.
    pub(super) fn xml_attribute(&mut self, text: &str) {
        self.escaped(
            text,
            |byte| is_special_in_xml(byte) | (byte == b'"'),
            Self::xml_char,
        );
    }

    fn xml_char(&mut self, c: char) {
        match c {
            '&' => self.raw("&amp;"),
            '<' => self.raw("&lt;"),
            // `]]>` must not stand in a text.
            '>' => self.raw("&gt;"),
            '"' => self.raw("&quot;"),
            // Readers turn these into a space or a newline unless they are references.
            '\r' => self.raw("&#13;"),
            '\t' => self.raw("&#9;"),
            '\n' => self.raw("&#10;"),
            // XML 1.1 has two more line ends, which some readers of XML 1.0 turn into newlines too.
            '\u{85}' => self.raw("&#133;"),
            '\u{2028}' => self.raw("&#8232;"),
            c if is_forbidden_in_xml(c) => self.raw("\u{fffd}"),
            c => self.raw(c.encode_utf8(&mut [0; 4])),
        }
    }

    /// Copies runs of harmless bytes at once. `special` tells the first bytes of the characters that
    /// `escape` must see.
    #[inline]
    pub(super) fn escaped(
        &mut self,
        text: &str,
        special: impl Fn(u8) -> bool,
        mut escape: impl FnMut(&mut Self, char),
    ) {
        let mut rest = text;
        while let Some(at) = position(rest.as_bytes(), &special) {
            self.raw(&rest[..at]);
            let mut chars = rest[at..].chars();
            if let Some(c) = chars.next() {
                escape(self, c);
            }
            rest = chars.as_str();
        }
        self.raw(rest);
    }
}

/// Whether XML 1.0 has no way to write this character.
pub(super) const fn is_forbidden_in_xml(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// The bytes of XML that need a look; the last three begin U+0085, U+2028, and U+FFFE and U+FFFF.
#[inline(always)]
const fn is_special_in_xml(byte: u8) -> bool {
    (byte < b' ')
        | (byte == b'&')
        | (byte == b'<')
        | (byte == b'>')
        | (byte == 0xc2)
        | (byte == 0xe2)
        | (byte == 0xef)
}

/// Where the first special byte stands. Most texts have none, and that is found out sixteen bytes
/// at a time: where `special` does not branch, the compiler makes vector instructions of it.
#[inline(always)]
fn position(bytes: &[u8], special: &impl Fn(u8) -> bool) -> Option<usize> {
    let (chunks, _) = bytes.as_chunks::<16>();
    let mut clean = 0;
    while clean < chunks.len() && !any(&chunks[clean], special) {
        clean += 1;
    }
    if clean == chunks.len() {
        // The rest, together with bytes that were seen already.
        let ends = (
            bytes.last_chunk::<16>(),
            bytes.first_chunk::<8>(),
            bytes.last_chunk::<8>(),
        );
        let none = match ends {
            (Some(last), ..) => !any(last, special),
            (None, Some(first), Some(last)) => !(any(first, special) | any(last, special)),
            _ => false,
        };
        if none {
            return None;
        }
    }
    let seen = clean * 16;
    let at = bytes[seen..].iter().position(|byte| special(*byte))?;
    Some(seen + at)
}

#[inline(always)]
fn any<const N: usize>(bytes: &[u8; N], special: &impl Fn(u8) -> bool) -> bool {
    bytes
        .iter()
        .fold(false, |found, byte| found | special(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Buffer<Vec<u8>>)) -> String {
        let mut buffer = Buffer::new(Vec::new());
        write(&mut buffer);
        String::from_utf8(buffer.finish().expect("memory")).expect("UTF-8")
    }

    #[test]
    fn texts_are_escaped() {
        let text = "a\t\"<&>]]>\r\n\u{1}\u{fffe}\u{ff01}é😀\\\u{85}\u{2028}—";
        let cases = [
            (
                written(|b| b.xml(text)),
                "a\t\"&lt;&amp;&gt;]]&gt;&#13;\n\u{fffd}\u{fffd}\u{ff01}é😀\\&#133;&#8232;—",
            ),
            (
                written(|b| b.xml_attribute(text)),
                "a&#9;&quot;&lt;&amp;&gt;]]&gt;&#13;&#10;\u{fffd}\u{fffd}\u{ff01}é😀\\&#133;&#8232;—",
            ),
            (
                written(|b| b.json(text)),
                "\"a\\t\\\"<&>]]>\\r\\n\\u0001\u{fffe}\u{ff01}é😀\\\\\u{85}\u{2028}—\"",
            ),
        ];
        for (escaped, expected) in cases {
            assert_eq!(escaped, expected);
        }
    }

    #[test]
    fn a_special_byte_is_found_wherever_it_stands() {
        for length in 0..70 {
            let mut text = vec![b'a'; length];
            assert_eq!(position(&text, &|byte| byte == b'"'), None);
            for at in (0..length).rev() {
                text[at] = b'"';
                assert_eq!(position(&text, &|byte| byte == b'"'), Some(at), "{length}");
            }
        }
    }

    #[test]
    fn numbers_have_their_shortest_form() {
        let some = [
            0.0,
            -0.0,
            1.0,
            -1.5,
            0.1,
            0.25,
            0.987,
            1.3863,
            0.0001,
            0.000_05,
            0.12345,
            123.456,
            1e8 + 0.5,
            1e9,
            1e16,
            1e300,
            f64::MIN_POSITIVE,
            0.1 + 0.2,
            1.0 / 3.0,
        ];
        let many = (0..20_000).map(|units| f64::from(units) / 1e4);
        for number in some.into_iter().chain(many) {
            assert_eq!(
                written(|b| b.double(number)),
                ryu::Buffer::new().format_finite(number)
            );
        }
    }

    #[test]
    fn a_large_text_arrives_whole() {
        let text = "x".repeat(3 * LIMIT);
        let all = written(|buffer| {
            for _ in 0..3 {
                buffer.raw(&text);
                buffer.drain().expect("memory");
            }
        });
        assert_eq!(all.len(), 9 * LIMIT);
    }
}
