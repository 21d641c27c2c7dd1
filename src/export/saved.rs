//! Answers that were saved as JSON, read back.

use std::path::Path;

use serde::de::DeserializeOwned;

use crate::error::{Error, Location, Result};
use crate::text::position::line_and_column;

/// Reads an answer from its JSON; `path` is for messages, `expected` says what the file should be.
///
/// # Errors
///
/// What is something else: with line and column.
pub(super) fn parse_json<T: DeserializeOwned>(
    json: &[u8],
    path: &str,
    expected: &str,
) -> Result<T> {
    serde_json::from_slice(json).map_err(|error| {
        let full = error.to_string();
        let (message, _) = full.rsplit_once(" at line ").unwrap_or((&full, ""));
        let [line, column] =
            [error.line(), error.column()].map(|number| u32::try_from(number).unwrap_or(0));
        Error::Invalid {
            location: Location::at(path, line, column),
            message: format!("{message}; expected {expected}"),
        }
    })
}

/// Reads the file of an answer.
///
/// # Errors
///
/// A file that cannot be read, and those of [`parse_json`].
pub(super) fn read_json<T: DeserializeOwned>(path: &Path, expected: &str) -> Result<T> {
    let bytes = std::fs::read(path).map_err(|source| Error::io(path, "read", source))?;
    parse_json(&bytes, &path.to_string_lossy(), expected)
}

/// Where a text that was read from some JSON stands in it: where its value begins. The file as a whole where it is
/// written in another way than we write it.
pub(super) fn place_of(text: &str, json: &[u8], path: &str) -> Location {
    let written = serde_json::to_string(text).unwrap_or_default();
    let read = String::from_utf8_lossy(json);
    match read.find(&written) {
        Some(at) => {
            let (line, column) = line_and_column(&read, at);
            Location::at(path, line, column)
        }
        None => Location::file(path),
    }
}
