//! JSON with places: lists, objects and strings as ranges of the file.
//!
//! `serde_json` checks and delimits each value; this walks over them, so that a file that breaks off
//! or breaks down is read up to there.

use serde_json::value::RawValue;

use super::faults::Faults;
use super::pieces::Pieces;
use super::pieces::Text;
use super::time::{Millis, count, time_value};
use crate::source::span::Span;

/// A value, as it stands in the file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Value<'a> {
    /// From its first byte to its last one, or to the file's end where it is broken.
    pub text: &'a str,
    /// Where it begins in the file.
    pub offset: u32,
    /// Whether its end was found, or a fault in it.
    whole: bool,
}

impl<'a> Value<'a> {
    /// The value that a file consists of.
    pub(crate) fn of_file(file: &'a str, faults: &mut Faults) -> Self {
        let start = if file.starts_with('\u{feff}') { 3 } else { 0 };
        let mut walk = Walk {
            text: file,
            at: start,
            broken: false,
        };
        walk.value(0, faults).unwrap_or(Value {
            text: "",
            offset: start as u32,
            whole: true,
        })
    }

    /// Whether it is an object.
    pub(crate) fn is_object(self) -> bool {
        self.text.starts_with('{')
    }

    /// Whether it is a list.
    pub(crate) fn is_list(self) -> bool {
        self.text.starts_with('[')
    }

    /// Calls `visit` with each key and value of an object. Keys are as written.
    pub(crate) fn entries(
        self,
        faults: &mut Faults,
        mut visit: impl FnMut(&'a str, Value<'a>, &mut Faults),
    ) {
        if !self.is_object() {
            return;
        }
        let mut walk = self.inside();
        while walk.goes_on(b'}') {
            let Some(key) = walk.value(self.offset, faults).filter(|key| key.whole) else {
                return;
            };
            walk.skip(b": \t\r\n");
            let Some(value) = walk.value(self.offset, faults) else {
                return;
            };
            visit(key.text.trim_matches('"'), value, faults);
        }
    }

    /// Calls `visit` with each value of a list.
    pub(crate) fn items(self, faults: &mut Faults, mut visit: impl FnMut(Value<'a>, &mut Faults)) {
        if !self.is_list() {
            return;
        }
        let mut walk = self.inside();
        while walk.goes_on(b']') {
            let Some(value) = walk.value(self.offset, faults) else {
                return;
            };
            visit(value, faults);
        }
    }

    fn inside(self) -> Walk<'a> {
        Walk {
            text: self.text,
            at: 1,
            broken: !self.whole,
        }
    }

    /// The string or number, unless it is blank, as a text of the file.
    pub(crate) fn text(self, file: &str, texts: &mut Pieces) -> Option<Text> {
        let mut text = texts.begin();
        match self.text.as_bytes() {
            [b'"', .., b'"'] if self.whole => {
                let begin = self.offset + 1;
                add_string(texts, &mut text, &self.text[1..self.text.len() - 1], begin);
            }
            [b'0'..=b'9' | b'-', ..] if self.whole => {
                texts.add(
                    &mut text,
                    Span::new(self.offset, self.offset + self.text.len() as u32),
                );
            }
            _ => return None,
        }
        (!texts.is_blank(file, text)).then_some(text)
    }

    /// A time in seconds, or as `hh:mm:ss`, in quotes or not.
    pub(crate) fn time(self) -> Option<Millis> {
        self.whole
            .then(|| time_value(self.text.trim_matches('"')))
            .flatten()
    }

    /// A time in milliseconds.
    pub(crate) fn millis(self) -> Option<Millis> {
        self.whole
            .then(|| count(self.text.trim_matches('"'), 1.0))
            .flatten()
    }
}

/// A walk over the values of a list or an object.
struct Walk<'a> {
    text: &'a str,
    at: usize,
    /// Whether a fault in it is already told.
    broken: bool,
}

impl<'a> Walk<'a> {
    /// Whether another value comes. Commas too many are passed over.
    fn goes_on(&mut self, close: u8) -> bool {
        self.skip(b", \t\r\n");
        self.text
            .as_bytes()
            .get(self.at)
            .is_some_and(|byte| *byte != close)
    }

    fn skip(&mut self, bytes: &[u8]) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().take_while(|byte| bytes.contains(byte)).count();
    }

    /// The next value. Behind a broken one there is no other.
    fn value(&mut self, base: u32, faults: &mut Faults) -> Option<Value<'a>> {
        self.skip(b" \t\r\n");
        let rest = &self.text[self.at..];
        if rest.is_empty() {
            return None;
        }
        let offset = base + self.at as u32;
        let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<&'a RawValue>();
        match stream.next()? {
            Ok(raw) => {
                self.at += stream.byte_offset();
                Some(Value {
                    text: raw.get(),
                    offset,
                    whole: true,
                })
            }
            Err(error) => {
                self.at = self.text.len();
                if !self.broken {
                    let (at, message) = explain(rest, &error);
                    faults.lost(offset as usize + at, message);
                }
                self.broken = true;
                Some(Value {
                    text: rest,
                    offset,
                    whole: false,
                })
            }
        }
    }
}

/// Where in a text an error is, and what it says without the place.
fn explain(text: &str, error: &serde_json::Error) -> (usize, String) {
    let lines = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1));
    let line: usize = lines.map(str::len).sum();
    let mut at = (line + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let message = error.to_string();
    let place = message.rfind(" at line ").unwrap_or(message.len());
    (
        at,
        format!("not JSON, the rest was left out: {}", &message[..place]),
    )
}

/// Adds the inside of a string to a text.
fn add_string(texts: &mut Pieces, text: &mut Text, inside: &str, offset: u32) {
    let mut from = 0;
    while let Some(step) = memchr::memchr(b'\\', &inside.as_bytes()[from..]) {
        let at = from + step;
        let span = |from: usize, to: usize| Span::new(offset + from as u32, offset + to as u32);
        texts.add(text, span(from, at));
        let (c, len) = escape(&inside[at..]);
        texts.add_decoded(text, c.encode_utf8(&mut [0; 4]), span(at, at + len));
        from = at + len;
    }
    let end = offset + inside.len() as u32;
    texts.add(text, Span::new(offset + from as u32, end));
}

/// The character that an escape at the start of `text` stands for, and the escape's length.
fn escape(text: &str) -> (char, usize) {
    let unit = |at: usize| u32::from_str_radix(text.get(at..at + 4).unwrap_or_default(), 16).ok();
    let c = match text.as_bytes().get(1) {
        Some(b'n') => '\n',
        Some(b't') => '\t',
        Some(b'r') => '\r',
        Some(b'b' | b'f') => ' ',
        Some(b'u') => {
            let high = unit(2).unwrap_or_default();
            let low = unit(8).filter(|low| (0xdc00..0xe000).contains(low));
            if let (0xd800..0xdc00, Some("\\u"), Some(low)) = (high, text.get(6..8), low) {
                let joined = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                return (
                    char::from_u32(joined).unwrap_or(char::REPLACEMENT_CHARACTER),
                    12,
                );
            }
            let c = char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER);
            return (if c.is_control() { ' ' } else { c }, text.len().min(6));
        }
        // `\"`, `\\` and `\/`
        _ => {
            let c = text[1..].chars().next().unwrap_or('\\');
            return (c, text.len().min(1 + c.len_utf8()));
        }
    };
    (c, 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_map_back() {
        let file = r#"{"a": "x \"y\" \u00e4\ud83d\ude00\/\ud83d"}"#;
        let mut faults = Faults::default();
        let mut texts = Pieces::default();
        let mut found = None;
        Value::of_file(file, &mut faults).entries(&mut faults, |key, value, _| {
            assert_eq!(key, "a");
            found = value.text(file, &mut texts);
        });
        let text = found.unwrap();
        assert_eq!(texts.value(file, text), "x \"y\" ä😀/\u{fffd}");
        let (mut value, mut origins) = Default::default();
        texts.append(file, text, &mut value, &mut origins);
        let smile = value.find('😀').unwrap() as u32;
        let (_, origin) = origins.iter().find(|(at, _)| *at == smile).unwrap();
        assert!(file[*origin as usize..].starts_with(r"\ud83d\ude00"));
    }

    #[test]
    fn a_broken_file_is_read_up_to_the_fault() {
        let cases = [
            ("[1,2,3", vec!["1", "2", "3"], true),
            ("[1,2 3]", vec!["1", "2", "3"], true),
            ("[1,,2,]", vec!["1", "2"], true),
            ("[1,[2,3", vec!["1", "[2,3"], true),
            ("\u{feff} [true, \"b\"] ", vec!["true", "\"b\""], false),
            ("", vec![], false),
        ];
        for (file, expected, faulty) in cases {
            let mut faults = Faults::default();
            let mut items = Vec::new();
            let value = Value::of_file(file, &mut faults);
            value.items(&mut faults, |item, _| items.push(item.text));
            assert_eq!(items, expected, "{file}");
            assert_eq!(!faults.finish().is_empty(), faulty, "{file}");
        }
    }
}
