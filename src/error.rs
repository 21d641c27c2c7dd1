//! What can go wrong, said so that a person can act on it.
//!
//! Two things are kept apart: an [`Error`] ends the work, a [`Warning`] names one input that was
//! skipped or used only in part while the work went on. Both carry the place where they arose.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// A place in an input file.
///
/// Lines and columns count from 1; columns count characters, not bytes. A line or column of 0
/// means that the problem concerns the whole file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub struct Location {
    /// The path as the user would type it, with `/`.
    pub path: String,
    /// Line, from 1; 0 when the whole file is meant.
    pub line: u32,
    /// Column in characters, from 1; 0 when the whole line is meant.
    pub column: u32,
}

impl Location {
    /// The file as a whole.
    pub fn file(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            line: 0,
            column: 0,
        }
    }

    /// A position in a file.
    pub fn at(path: impl Into<String>, line: u32, column: u32) -> Self {
        Self {
            path: path.into(),
            line,
            column,
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
            if self.column > 0 {
                write!(f, ":{}", self.column)?;
            }
        }
        Ok(())
    }
}

/// How much of an input a [`Warning`] cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(clippy::exhaustive_enums, reason = "callers handle every case")]
pub enum Severity {
    /// Nothing is lost: worth knowing, shown with `--verbose`, no effect on the exit status.
    Note,
    /// Nothing is lost, but something that was asked for had no effect, or looks wrong: always
    /// shown, no effect on the exit status.
    Notice,
    /// The input was used in part, or not at all; the run ends with status 1.
    Skipped,
}

impl Severity {
    /// The word that messages begin with.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Notice => "notice",
            Self::Skipped => "warning",
        }
    }
}

/// One input that was left out, or used only in part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Warning {
    /// Where.
    pub location: Location,
    /// How much was lost.
    pub severity: Severity,
    /// What was found and what was expected: lower case, no full stop.
    pub message: String,
}

impl Warning {
    /// Some of the input could not be used.
    pub fn skipped(location: Location, message: impl Into<String>) -> Self {
        Self {
            location,
            severity: Severity::Skipped,
            message: message.into(),
        }
    }

    /// Nothing is lost, but the user should look at it.
    pub fn notice(location: Location, message: impl Into<String>) -> Self {
        Self {
            location,
            severity: Severity::Notice,
            message: message.into(),
        }
    }

    /// Nothing is lost, but a careful user wants to know.
    pub fn note(location: Location, message: impl Into<String>) -> Self {
        Self {
            location,
            severity: Severity::Note,
            message: message.into(),
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.location, self.message)
    }
}

/// What ends a run, by what a caller can do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("{}: cannot {action}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What was tried: `read`, `write`, `create the folder`.
        action: &'static str,
        /// What the operating system said.
        #[source]
        source: std::io::Error,
    },
    /// A file that the run depends on (configuration, lexicon, graph, query) is malformed.
    #[error("{location}: {message}")]
    Invalid {
        /// Where in the file.
        location: Location,
        /// What was found, what was expected, what to do.
        message: String,
    },
    /// An argument makes no sense, alone or beside the others; the text says what was expected.
    #[error("{0}")]
    Argument(String),
    /// A query is well formed, and yet the engine cannot answer it.
    #[error("the query cannot be answered: {0}")]
    Query(String),
    /// A query took longer than it was allowed to.
    #[error("the query was not done after {} s and was stopped", .0.as_secs_f64())]
    Timeout(Duration),
    /// The crate was built without the page that `view` fills.
    #[error("this showgraph was built without the viewer")]
    MissingViewer,
}

impl Error {
    /// Wraps an I/O error with the path and the action that failed.
    pub fn io(path: impl Into<PathBuf>, action: &'static str, source: std::io::Error) -> Self {
        Self::Io {
            path: path.into(),
            action,
            source,
        }
    }
}

/// The library's result type.
pub type Result<T, E = Error> = std::result::Result<T, E>;
