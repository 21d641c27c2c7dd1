//! `topics.json`: everything about the topics, a topic a line, so that changes show.

use std::path::Path;

use super::Topics;
use crate::error::{Error, Location, Result};

impl Topics {
    /// The topics as JSON: an object with `base_iri`, `resolution`, `quality` and the list `topics`.
    pub fn to_json(&self) -> String {
        let json = |value: serde_json::Result<String>| match value {
            Ok(text) => text,
            Err(error) => unreachable!("text, numbers and lists of them have a JSON form: {error}"),
        };
        let mut text = format!(
            "{{\"base_iri\":{},\n\"resolution\":{},\n\"quality\":{},\n\"topics\":[",
            json(serde_json::to_string(&self.base_iri)),
            json(serde_json::to_string(&self.resolution)),
            json(serde_json::to_string(&self.quality)),
        );
        for (at, topic) in self.topics.iter().enumerate() {
            text.push_str(if at > 0 { ",\n" } else { "\n" });
            text.push_str(&json(serde_json::to_string(topic)));
        }
        text.push_str("\n]}\n");
        text
    }

    /// Reads the topics of a previous run from what [`Topics::to_json`] wrote; `path` is for messages.
    ///
    /// # Errors
    ///
    /// What is something else: with line and column.
    pub fn parse(json: &[u8], path: &str) -> Result<Self> {
        serde_json::from_slice(json).map_err(|error| {
            let full = error.to_string();
            let (message, _) = full.rsplit_once(" at line ").unwrap_or((&full, ""));
            let [line, column] =
                [error.line(), error.column()].map(|number| u32::try_from(number).unwrap_or(0));
            Error::Invalid {
                location: Location::at(path, line, column),
                message: format!("{message}; expected the file \"topics.json\" that topics writes"),
            }
        })
    }

    /// Reads the file that [`Topics::to_json`] was written to.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, and those of [`Topics::parse`].
    pub fn read(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(|source| Error::io(path, "read", source))?;
        Self::parse(&bytes, &path.to_string_lossy())
    }
}
