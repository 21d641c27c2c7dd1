//! YAML front matter, built from parser events so that every scalar stays text and keeps its place.
//!
//! A document that is no valid YAML (`title: Foo: Bar` is the common one) is read line by line
//! instead: simple keys, values and lists survive.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle};

use super::value::{FieldNode, FieldValue, ParsedFrontMatter, fold};
use crate::source::fault::Fault;

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

/// A list or map that is still open.
enum OpenCollection<'a> {
    List(Vec<FieldNode<'a>>),
    Map(Vec<(Cow<'a, str>, FieldNode<'a>)>, Option<Cow<'a, str>>),
}

struct Frame<'a> {
    open: OpenCollection<'a>,
    start: usize,
    anchor: usize,
}

fn from_events(file: &str, range: Range<usize>) -> Result<ParsedFrontMatter<'_>, Fault> {
    let text = &file[range.clone()];
    let base = range.start;
    let mut stack: Vec<Frame<'_>> = Vec::new();
    let mut anchors: HashMap<usize, FieldNode<'_>> = HashMap::new();
    let mut aliased = 0;
    let mut faults = Vec::new();
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
        let fault = |message: &str| Fault {
            offset: at.start,
            message: message.into(),
            lossy: true,
        };
        let (node, anchor) = match event {
            Event::Scalar(value, style, anchor, _) => {
                let empty = style == ScalarStyle::Plain
                    && matches!(&*value, "" | "~" | "null" | "Null" | "NULL");
                let value = if empty {
                    FieldValue::Null
                } else {
                    FieldValue::Scalar(value)
                };
                let node = FieldNode {
                    value,
                    span: at.clone(),
                };
                (node, anchor)
            }
            Event::SequenceStart(_, anchor, _) | Event::MappingStart(_, anchor, _)
                if stack.len() >= MAX_DEPTH =>
            {
                let _ = anchor;
                return Err(fault("nested too deeply"));
            }
            Event::SequenceStart(_, anchor, _) => {
                stack.push(Frame {
                    open: OpenCollection::List(Vec::new()),
                    start: at.start,
                    anchor,
                });
                continue;
            }
            Event::MappingStart(_, anchor, _) => {
                stack.push(Frame {
                    open: OpenCollection::Map(Vec::new(), None),
                    start: at.start,
                    anchor,
                });
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(frame) = stack.pop() else { continue };
                let value = match frame.open {
                    OpenCollection::List(items) => FieldValue::List(items),
                    OpenCollection::Map(entries, _) => FieldValue::Map(entries),
                };
                let node = FieldNode {
                    value,
                    span: frame.start..at.end.max(frame.start),
                };
                (node, frame.anchor)
            }
            Event::Alias(id) => {
                let node = anchors
                    .get(&id)
                    .cloned()
                    .ok_or_else(|| fault("an alias to what is still open"))?;
                aliased += size(&node);
                if aliased > MAX_ALIASED {
                    return Err(fault("too many aliases"));
                }
                (node, 0)
            }
            _ => continue,
        };
        if anchor > 0 {
            anchors.insert(anchor, node.clone());
        }
        match stack.last_mut().map(|frame| &mut frame.open) {
            Some(OpenCollection::List(items)) => items.push(node),
            Some(OpenCollection::Map(entries, key)) => match key.take() {
                Some(key) => insert(entries, key, node, &mut faults),
                None => {
                    *key = Some(match node.value {
                        FieldValue::Scalar(text) => text,
                        _ => "".into(),
                    });
                }
            },
            // Only the first document counts.
            None => {
                root = Some(node);
                break;
            }
        }
    }
    let root = root.unwrap_or(FieldNode {
        value: FieldValue::Null,
        span: range.clone(),
    });
    match root.value {
        FieldValue::Map(_) => {}
        FieldValue::Null => {}
        _ => {
            return Err(Fault {
                offset: root.span.start,
                message: "expected keys and values, such as \"title: …\"".into(),
                lossy: true,
            });
        }
    }
    Ok(ParsedFrontMatter { root, faults })
}

/// Adds an entry; of a key that is there already the last value counts, as for most YAML readers.
fn insert<'a>(
    entries: &mut Vec<(Cow<'a, str>, FieldNode<'a>)>,
    key: Cow<'a, str>,
    node: FieldNode<'a>,
    faults: &mut Vec<Fault>,
) {
    if key == "<<" {
        // Merged keys never replace the map's own.
        for (key, node) in node.items().iter().flat_map(FieldNode::entries) {
            if entries.iter().all(|(known, _)| known != key) {
                entries.push((key.clone(), node.clone()));
            }
        }
        return;
    }
    match entries.iter_mut().find(|(known, _)| *known == key) {
        Some((_, value)) => {
            if !matches!(node.value, FieldValue::Null) {
                faults.push(Fault {
                    offset: node.span.start,
                    message: format!("the key \"{key}\" stands here twice, the last value counts"),
                    lossy: false,
                });
                *value = node;
            }
        }
        None => entries.push((key, node)),
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
        if entries.iter().all(|(known, _)| fold(known) != fold(key)) {
            entries.push((key.into(), node));
        }
    }
    entries
}

/// A value of a salvaged line; `text` is a slice of `file`.
fn scalar<'a>(file: &'a str, text: &'a str) -> FieldNode<'a> {
    let inner = ['"', '\'']
        .into_iter()
        .find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(text);
    let start = inner.as_ptr() as usize - file.as_ptr() as usize;
    FieldNode {
        value: match inner {
            "" | "~" | "null" | "|" | ">" | "|-" | ">-" => FieldValue::Null,
            _ => FieldValue::Scalar(inner.into()),
        },
        span: start..start + inner.len(),
    }
}
