//! YAML front matter, built from parser events so that every scalar stays text and keeps its place.
//!
//! A document that is no valid YAML (`title: Foo: Bar` is the common one) is read line by line
//! instead: simple keys, values and lists survive.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle};
use rustc_hash::{FxHashMap, FxHashSet};

use super::value::{FieldNode, FieldValue, ParsedFrontMatter, fold};
use crate::source::fault::Fault;
use crate::text::work;

/// Deeper nesting than any front matter has.
const MAX_DEPTH: usize = 64;
/// How many nodes aliases may add, against "billion laughs".
const MAX_ALIASED: usize = 10_000;

/// Reads the YAML in `file[range]`.
pub(crate) fn parse(file: &str, range: Range<usize>) -> ParsedFrontMatter<'_> {
    match from_events(file, range.clone()) {
        Ok(parsed) => parsed,
        Err(fault) => ParsedFrontMatter {
            root: FieldNode {
                value: FieldValue::Map(salvage(file, range.clone())),
                span: range,
            },
            faults: vec![fault],
        },
    }
}

/// Reads `key: value` lines that are no YAML, as Pelican and MultiMarkdown write them.
pub(crate) fn parse_lines(file: &str, range: Range<usize>) -> ParsedFrontMatter<'_> {
    ParsedFrontMatter {
        root: FieldNode {
            value: FieldValue::Map(salvage(file, range.clone())),
            span: range,
        },
        faults: Vec::new(),
    }
}

/// Builds the values of the first document.
fn from_events(file: &str, range: Range<usize>) -> Result<ParsedFrontMatter<'_>, Fault> {
    let text = &file[range.clone()];
    let base = range.start;
    let mut tree = Tree::default();
    let mut root = None;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| Fault {
            offset: base + byte_offset(text, error.marker().line(), error.marker().col()),
            message: error.info(),
            lossy: true,
        })?;
        let at = span
            .byte_range()
            .map_or(base..base, |bytes| base + bytes.start..base + bytes.end);
        let node = tree.take(event, at)?;
        root = node.and_then(|node| tree.add(node));
        if root.is_some() {
            break;
        }
    }
    let root = root.unwrap_or(FieldNode {
        value: FieldValue::Null,
        span: range,
    });
    match root.value {
        FieldValue::Map(_) | FieldValue::Null => Ok(ParsedFrontMatter {
            root,
            faults: tree.faults,
        }),
        FieldValue::Scalar(_) | FieldValue::List(_) => Err(fault(
            root.span.start,
            "expected keys and values, such as \"title: …\"",
        )),
    }
}

fn fault(offset: usize, message: &str) -> Fault {
    Fault {
        offset,
        message: message.into(),
        lossy: true,
    }
}

/// A list or map that is still open.
enum OpenCollection<'a> {
    List(Vec<FieldNode<'a>>),
    /// With the key whose value comes next.
    Map(Entries<'a>, Option<Cow<'a, str>>),
}

/// The entries of a map, each key once.
#[derive(Default)]
struct Entries<'a> {
    list: Vec<(Cow<'a, str>, FieldNode<'a>)>,
    /// Where each key stands, once there are more than [`FEW`].
    places: FxHashMap<Cow<'a, str>, usize>,
}

/// So many keys are looked through; front matter seldom has more.
const FEW: usize = 32;

impl<'a> Entries<'a> {
    /// Where a key stands.
    fn place(&mut self, key: &str) -> Option<usize> {
        if self.list.len() < FEW {
            work::steps(self.list.len());
            return self.list.iter().position(|(known, _)| known == key);
        }
        if self.places.is_empty() {
            let keys = self.list.iter().enumerate();
            self.places = keys.map(|(at, (key, _))| (key.clone(), at)).collect();
        }
        self.places.get(key).copied()
    }

    /// Adds an entry whose key is new.
    fn push(&mut self, key: Cow<'a, str>, node: FieldNode<'a>) {
        if !self.places.is_empty() {
            self.places.insert(key.clone(), self.list.len());
        }
        self.list.push((key, node));
    }
}

struct Frame<'a> {
    open: OpenCollection<'a>,
    start: usize,
    anchor: usize,
}

/// The values as they are built.
#[derive(Default)]
struct Tree<'a> {
    /// From the outermost collection to the innermost.
    stack: Vec<Frame<'a>>,
    anchors: HashMap<usize, FieldNode<'a>>,
    /// How many nodes aliases have added.
    aliased: usize,
    faults: Vec<Fault>,
}

impl<'a> Tree<'a> {
    /// The value that an event completes, if it does.
    fn take(&mut self, event: Event<'a>, at: Range<usize>) -> Result<Option<FieldNode<'a>>, Fault> {
        let (node, anchor) = match event {
            Event::Scalar(text, style, anchor, _) => {
                let empty = style == ScalarStyle::Plain
                    && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                let value = if empty {
                    FieldValue::Null
                } else {
                    FieldValue::Scalar(text)
                };
                (FieldNode { value, span: at }, anchor)
            }
            Event::SequenceStart(_, anchor, _) => {
                return self.open(OpenCollection::List(Vec::new()), at.start, anchor);
            }
            Event::MappingStart(_, anchor, _) => {
                return self.open(
                    OpenCollection::Map(Entries::default(), None),
                    at.start,
                    anchor,
                );
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(frame) = self.stack.pop() else {
                    return Ok(None);
                };
                let value = match frame.open {
                    OpenCollection::List(items) => FieldValue::List(items),
                    OpenCollection::Map(entries, _) => FieldValue::Map(entries.list),
                };
                let span = frame.start..at.end.max(frame.start);
                (FieldNode { value, span }, frame.anchor)
            }
            Event::Alias(id) => {
                let node = self.anchors.get(&id).cloned();
                let node = node.ok_or_else(|| fault(at.start, "an alias to what is still open"))?;
                self.aliased += size(&node);
                if self.aliased > MAX_ALIASED {
                    return Err(fault(at.start, "too many aliases"));
                }
                (node, 0)
            }
            _ => return Ok(None),
        };
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        Ok(Some(node))
    }

    /// Opens a list or map, which completes nothing.
    fn open(
        &mut self,
        open: OpenCollection<'a>,
        start: usize,
        anchor: usize,
    ) -> Result<Option<FieldNode<'a>>, Fault> {
        if self.stack.len() >= MAX_DEPTH {
            return Err(fault(start, "nested too deeply"));
        }
        self.stack.push(Frame {
            open,
            start,
            anchor,
        });
        Ok(None)
    }

    /// Adds a value to the innermost collection; gives it back if none is open.
    fn add(&mut self, node: FieldNode<'a>) -> Option<FieldNode<'a>> {
        let Some(frame) = self.stack.last_mut() else {
            return Some(node);
        };
        match &mut frame.open {
            OpenCollection::List(items) => items.push(node),
            OpenCollection::Map(entries, key) => match key.take() {
                Some(key) => insert(entries, key, node, &mut self.faults),
                None => {
                    *key = Some(match node.value {
                        FieldValue::Scalar(text) => text,
                        _ => "".into(),
                    });
                }
            },
        }
        None
    }
}

/// Adds an entry; of a key that is there already the last value counts, as for most YAML readers.
fn insert<'a>(
    entries: &mut Entries<'a>,
    key: Cow<'a, str>,
    node: FieldNode<'a>,
    faults: &mut Vec<Fault>,
) {
    if key == "<<" {
        // Merged keys never replace the map's own.
        for (key, node) in node.items().iter().flat_map(FieldNode::entries) {
            if entries.place(key).is_none() {
                entries.push(key.clone(), node.clone());
            }
        }
        return;
    }
    match entries.place(&key) {
        Some(at) => {
            if !matches!(node.value, FieldValue::Null) {
                faults.push(Fault {
                    offset: node.span.start,
                    message: format!("the key \"{key}\" stands here twice, the last value counts"),
                    lossy: false,
                });
                entries.list[at].1 = node;
            }
        }
        None => entries.push(key, node),
    }
}

fn size(node: &FieldNode<'_>) -> usize {
    match &node.value {
        FieldValue::Null | FieldValue::Scalar(_) => 1,
        FieldValue::List(items) => 1 + items.iter().map(size).sum::<usize>(),
        FieldValue::Map(entries) => 1 + entries.iter().map(|(_, node)| size(node)).sum::<usize>(),
    }
}

/// The byte offset of a line (from 1) and a column (from 0, in characters).
fn byte_offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = &text[start..];
    start
        + rest
            .char_indices()
            .nth(column)
            .map_or(rest.len(), |(offset, _)| offset)
}

/// Reads `key: value` lines and the `- item` lines below a key, and nothing else.
fn salvage(file: &str, range: Range<usize>) -> Vec<(Cow<'_, str>, FieldNode<'_>)> {
    let mut entries: Vec<(Cow<'_, str>, FieldNode<'_>)> = Vec::new();
    let mut known = FxHashSet::default();
    let mut offset = range.start;
    for line in file[range].split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let trimmed = line.trim();
        if let Some(item) = trimmed.strip_prefix("- ") {
            let Some((_, node)) = entries.last_mut() else {
                continue;
            };
            let item = scalar(file, item);
            match &mut node.value {
                FieldValue::List(items) => items.push(item),
                FieldValue::Null => node.value = FieldValue::List(vec![item]),
                _ => {}
            }
            continue;
        }
        if line.starts_with([' ', '\t', '#']) {
            continue;
        }
        let Some((key, value)) = trimmed.split_once(':') else {
            continue;
        };
        if key.is_empty() || !(value.is_empty() || value.starts_with([' ', '\t'])) {
            continue;
        }
        let key = key.trim_matches(['"', '\'']);
        let value = value.trim();
        let node = match value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
            Some(list) => FieldNode {
                value: FieldValue::List(
                    list.split(',')
                        .filter(|item| !item.trim().is_empty())
                        .map(|item| scalar(file, item.trim()))
                        .collect(),
                ),
                span: start..offset,
            },
            None => scalar(file, value),
        };
        if known.insert(fold(key)) {
            entries.push((key.into(), node));
        }
    }
    entries
}

/// A value of a salvaged line; `text` is a slice of `file`.
fn scalar<'a>(file: &'a str, text: &'a str) -> FieldNode<'a> {
    // Quotes around the whole, or one whose other is missing.
    let unquoted = |quote: char| match text.matches(quote).count() {
        2 => text.strip_prefix(quote)?.strip_suffix(quote),
        1 if quote == '"' => text.strip_prefix(quote).or(text.strip_suffix(quote)),
        _ => None,
    };
    let inner = ['"', '\''].into_iter().find_map(unquoted).unwrap_or(text);
    let start = inner.as_ptr() as usize - file.as_ptr() as usize;
    FieldNode {
        value: match inner {
            "" | "~" | "null" | "|" | ">" | "|-" | ">-" => FieldValue::Null,
            _ => FieldValue::Scalar(inner.into()),
        },
        span: start..start + inner.len(),
    }
}
