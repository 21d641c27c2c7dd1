//! Values of a front matter, whatever its dialect: text, lists and maps, each with its place.
//!
//! Scalars stay text as written. `no`, `010` and `1.10` are often titles, slugs or versions, and
//! what they mean is for the field that they stand in to say.

use std::borrow::Cow;
use std::ops::Range;

use crate::source::fault::Fault;

/// A value and where it stands in the file.
#[derive(Debug, Clone)]
pub(crate) struct FieldNode<'a> {
    /// What it is.
    pub value: FieldValue<'a>,
    /// Its bytes in the file, with its quotes if it has some.
    pub span: Range<usize>,
}

/// What a front matter can hold.
#[derive(Debug, Clone)]
pub(crate) enum FieldValue<'a> {
    /// `null`, `~` or nothing.
    Null,
    /// A string, number, boolean or date, decoded but not interpreted.
    Scalar(Cow<'a, str>),
    /// A list.
    List(Vec<FieldNode<'a>>),
    /// Keys and values, in the order of the file.
    Map(Vec<(Cow<'a, str>, FieldNode<'a>)>),
}

impl<'a> FieldNode<'a> {
    /// The text of a scalar that is not blank.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            FieldValue::Scalar(text) if !text.trim().is_empty() => Some(text.trim()),
            _ => None,
        }
    }

    /// The items of a list; the value itself where it is none.
    pub(crate) fn items(&self) -> &[FieldNode<'a>] {
        match &self.value {
            FieldValue::List(items) => items,
            FieldValue::Null => &[],
            FieldValue::Scalar(_) | FieldValue::Map(_) => std::slice::from_ref(self),
        }
    }

    /// The entries of a map.
    pub(crate) fn entries(&self) -> &[(Cow<'a, str>, FieldNode<'a>)] {
        match &self.value {
            FieldValue::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The first entry that has one of these keys, in the order of the keys.
    pub(crate) fn get(&self, keys: &[impl AsRef<str>]) -> Option<&FieldNode<'a>> {
        keys.iter().map(AsRef::as_ref).find_map(|wanted| {
            self.entries()
                .iter()
                .find(|(key, value)| {
                    let first = key.as_bytes().first().map(u8::to_ascii_lowercase);
                    first == wanted.bytes().next()
                        && !matches!(value.value, FieldValue::Null)
                        && fold(key) == *wanted
                })
                .map(|(_, value)| value)
        })
    }
}

/// A key as it is compared: lower case, without `_`, `-` and spaces.
pub(crate) fn fold(key: &str) -> String {
    let mut folded = String::with_capacity(key.len());
    fold_onto(&mut folded, key);
    folded
}

/// Appends a folded key.
pub(crate) fn fold_onto(folded: &mut String, key: &str) {
    for c in key.chars() {
        match c {
            '_' | '-' | ' ' => {}
            _ if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            _ => folded.extend(c.to_lowercase()),
        }
    }
}

/// A front matter that was read as far as it could be.
#[derive(Debug)]
pub(crate) struct ParsedFrontMatter<'a> {
    /// Always a map.
    pub root: FieldNode<'a>,
    /// What was wrong with it.
    pub faults: Vec<Fault>,
}
