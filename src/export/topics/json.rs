//! `topics.json`: everything about the topics, a topic a line, so that changes show; and its reader,
//! for the next run and for the page.

use std::path::Path;

use crate::analyze::topics::Topics;
use crate::error::Result;
use crate::export::saved::{parse_json, read_json};

/// What a file is called where another one was given.
const EXPECTED: &str = "the file \"topics.json\" that topics writes";

/// The topics as JSON: an object with `base_iri`, `resolution`, `aim`, `quality` and the list `topics`.
pub fn to_json(topics: &Topics) -> String {
    let json = |value: serde_json::Result<String>| match value {
        Ok(text) => text,
        Err(error) => unreachable!("text, numbers and lists of them have a JSON form: {error}"),
    };
    let mut text = format!(
        "{{\"base_iri\":{},\n\"resolution\":{},\n\"aim\":{},\n\"quality\":{},\n\"topics\":[",
        json(serde_json::to_string(&topics.base_iri)),
        json(serde_json::to_string(&topics.resolution)),
        topics.aim,
        json(serde_json::to_string(&topics.quality)),
    );
    for (at, topic) in topics.topics.iter().enumerate() {
        text.push_str(if at > 0 { ",\n" } else { "\n" });
        text.push_str(&json(serde_json::to_string(topic)));
    }
    text.push_str("\n]}\n");
    text
}

/// Reads the topics of a previous run from what [`to_json`] wrote; `path` is for messages.
///
/// # Errors
///
/// What is something else: with line and column.
pub fn parse(json: &[u8], path: &str) -> Result<Topics> {
    parse_json(json, path, EXPECTED)
}

/// Reads the file that [`to_json`] was written to.
///
/// # Errors
///
/// A file that cannot be read, and those of [`parse`].
pub fn read(path: &Path) -> Result<Topics> {
    read_json(path, EXPECTED)
}
