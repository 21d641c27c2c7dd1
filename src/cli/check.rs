//! `showgraph check PATH...`: every problem of the notes, and nothing written.
//!
//! The problems are what the user asked for, so they go to standard output.

use std::fmt::Write as _;

use showgraph::error::Result;

use super::args::Check;
use super::progress::Bar;
use super::report::{Labelled, Report};
use super::{Status, print};

pub fn run(args: &Check, report: &Report) -> Result<Status> {
    let bar = Bar::new(report.shows_progress());
    let outcome = showgraph::build(&args.paths, &args.notes.options(), &bar)?;
    drop(bar);

    let mut problems = String::new();
    for warning in outcome
        .warnings
        .iter()
        .filter(|warning| report.shows(warning.severity))
    {
        let _ = writeln!(problems, "{}", Labelled(warning));
    }
    print(problems.as_bytes())?;
    report.read(&outcome);
    report.made(&outcome.graph, &[]);
    Ok(Status::of(&outcome.warnings))
}
