//! How a run ended, as the exit status says it.

use std::process::ExitCode;

use showgraph::error::{Severity, Warning};

/// How a run ended, when it did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Everything was used.
    Done,
    /// Some input was skipped, or the answer is no.
    Incomplete,
}

impl Status {
    /// How a run with these warnings ends.
    pub(super) fn of(warnings: &[Warning]) -> Self {
        match warnings
            .iter()
            .any(|warning| warning.severity == Severity::Skipped)
        {
            true => Self::Incomplete,
            false => Self::Done,
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Done => Self::SUCCESS,
            Status::Incomplete => Self::from(1),
        }
    }
}
