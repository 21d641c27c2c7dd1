//! JSON front matter, read with the tolerance that hand-edited files need.
//!
//! Commas before a closing bracket, comments and doubled keys are accepted. The parser knows where
//! the object ends, so that it also finds the border between front matter and body, and keeps what it
//! has read before an error. The `jsonc-parser` crate (0.34) was weighed: it reads whole texts only, and
//! gives nothing of a broken one.

use std::borrow::Cow;

use super::value::{FieldNode, FieldValue, ParsedFrontMatter};
use crate::source::fault::Fault;

/// Deeper nesting than any front matter has; the limit keeps the recursion off the stack's end.
const MAX_DEPTH: u32 = 64;

/// Reads the JSON object that begins at `start`, and says where it ends.
///
/// After an error the entries read so far are kept, and the end is unknown.
pub(crate) fn parse(file: &str, start: usize) -> (ParsedFrontMatter<'_>, Option<usize>) {
    let mut reader = JsonParser { file, at: start };
    let mut entries = Vec::new();
    let fault = reader.object(&mut entries, 0).err();
    let end = fault.is_none().then_some(reader.at);
    let parsed = ParsedFrontMatter {
        root: FieldNode {
            value: FieldValue::Map(entries),
            span: start..reader.at,
        },
        faults: fault.into_iter().collect(),
    };
    (parsed, end)
}

struct JsonParser<'a> {
    file: &'a str,
    at: usize,
}

impl<'a> JsonParser<'a> {
    fn object(
        &mut self,
        entries: &mut Vec<(Cow<'a, str>, FieldNode<'a>)>,
        depth: u32,
    ) -> Result<(), Fault> {
        self.expect(b'{', "\"{\"")?;
        loop {
            self.space();
            match self.peek() {
                Some(b'}') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b',') => self.at += 1,
                Some(b'"') => {
                    let key = self.string()?;
                    self.space();
                    self.expect(b':', "\":\" after a key")?;
                    let value = self.value(depth + 1)?;
                    entries.push((key, value));
                    self.space();
                    if !matches!(self.peek(), Some(b',' | b'}')) {
                        return Err(self.fault("expected \",\" or \"}\" after a value"));
                    }
                }
                _ => return Err(self.fault("expected a key in quotes or \"}\"")),
            }
        }
    }

    fn value(&mut self, depth: u32) -> Result<FieldNode<'a>, Fault> {
        self.space();
        if depth > MAX_DEPTH {
            return Err(self.fault("nested too deeply"));
        }
        let start = self.at;
        let value = match self.peek() {
            Some(b'{') => {
                let mut entries = Vec::new();
                self.object(&mut entries, depth)?;
                FieldValue::Map(entries)
            }
            Some(b'[') => self.array(depth)?,
            Some(b'"') => FieldValue::Scalar(self.string()?),
            Some(b'-' | b'+' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z') => {
                let rest = &self.file[start..];
                let len = rest
                    .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.')))
                    .unwrap_or(rest.len());
                self.at += len;
                match &rest[..len] {
                    "null" => FieldValue::Null,
                    word => FieldValue::Scalar(word.into()),
                }
            }
            _ => return Err(self.fault("expected a value")),
        };
        Ok(FieldNode {
            value,
            span: start..self.at,
        })
    }

    fn array(&mut self, depth: u32) -> Result<FieldValue<'a>, Fault> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.space();
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    return Ok(FieldValue::List(items));
                }
                Some(b',') => self.at += 1,
                Some(_) => {
                    items.push(self.value(depth + 1)?);
                    self.space();
                    if !matches!(self.peek(), Some(b',' | b']')) {
                        return Err(self.fault("expected \",\" or \"]\" after a value"));
                    }
                }
                None => return Err(self.fault("the list is not closed, expected \"]\"")),
            }
        }
    }

    fn string(&mut self) -> Result<Cow<'a, str>, Fault> {
        let open = self.at;
        self.at += 1;
        let start = self.at;
        let mut decoded: Option<String> = None;
        let mut copied = start;
        loop {
            let rest = &self.file.as_bytes()[self.at..];
            let Some(step) = rest.iter().position(|b| matches!(b, b'"' | b'\\')) else {
                self.at = open;
                return Err(self.fault("the string is not closed, expected \"\\\"\""));
            };
            self.at += step;
            if self.file.as_bytes()[self.at] == b'"' {
                let tail = &self.file[copied..self.at];
                self.at += 1;
                return Ok(match decoded {
                    Some(mut text) => {
                        text.push_str(tail);
                        text.into()
                    }
                    None => tail.into(),
                });
            }
            let text = decoded.get_or_insert_default();
            text.push_str(&self.file[copied..self.at]);
            let (c, len) = escape(&self.file[self.at..])
                .ok_or_else(|| self.fault("unknown escape in a string"))?;
            text.push(c);
            self.at += len;
            copied = self.at;
        }
    }

    /// Skips white space and comments.
    fn space(&mut self) {
        loop {
            let rest = &self.file[self.at..];
            let trimmed = rest.trim_start_matches([' ', '\t', '\r', '\n']);
            self.at += rest.len() - trimmed.len();
            let comment = match trimmed.as_bytes() {
                [b'/', b'/', ..] => trimmed.find('\n'),
                [b'/', b'*', ..] => trimmed.find("*/").map(|at| at + 2),
                _ => return,
            };
            self.at += comment.unwrap_or(trimmed.len());
        }
    }

    fn peek(&self) -> Option<u8> {
        self.file.as_bytes().get(self.at).copied()
    }

    fn expect(&mut self, byte: u8, what: &str) -> Result<(), Fault> {
        if self.peek() != Some(byte) {
            return Err(self.fault(&format!("expected {what}")));
        }
        self.at += 1;
        Ok(())
    }

    fn fault(&self, message: &str) -> Fault {
        Fault {
            offset: self.at,
            message: message.into(),
            lossy: true,
        }
    }
}

/// The character that an escape at the start of `text` stands for, and the escape's length.
fn escape(text: &str) -> Option<(char, usize)> {
    let unit = |at: usize| -> Option<u32> {
        let digits = text.get(at..at + 4)?;
        u32::from_str_radix(digits, 16).ok()
    };
    let c = match text.as_bytes().get(1)? {
        b'n' => '\n',
        b't' => '\t',
        b'r' => '\r',
        b'b' | b'f' => ' ',
        b'u' => {
            let high = unit(2)?;
            if (0xd800..0xdc00).contains(&high) && text.get(6..8) == Some("\\u") {
                let low = unit(8)?;
                let joined = 0x10000 + ((high - 0xd800) << 10) + (low.wrapping_sub(0xdc00) & 0x3ff);
                return Some((char::from_u32(joined).unwrap_or('\u{fffd}'), 12));
            }
            return Some((char::from_u32(high).unwrap_or('\u{fffd}'), 6));
        }
        // `\"`, `\\`, `\/`, and what other writers escape without need.
        _ => {
            let c = text[1..].chars().next()?;
            return Some((c, 1 + c.len_utf8()));
        }
    };
    Some((c, 2))
}
