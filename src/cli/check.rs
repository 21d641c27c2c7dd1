//! `showgraph check PATH...`: every problem of the notes, and nothing written.
//!
//! At the end stand the entities that most episodes are linked to although they are probably none.
//! The problems are what the user asked for, so they go to standard output.

use std::fmt::Write as _;

use showgraph::Pipeline;
use showgraph::analyze::hubs::suspicious_hubs;
use showgraph::config::FILE_NAME;
use showgraph::error::{Location, Result, Warning};
use showgraph::knowledge::lexicon::Lexicon;

use super::args::Check;
use super::progress::Bar;
use super::report::{Labelled, Report};
use super::{Status, print};

pub fn run(args: &Check, report: &Report) -> Result<Status> {
    let outcome = Pipeline::open(&args.paths, &args.notes.options())?
        .with_progress(Bar::new(report.shows_progress()))
        .build()?;

    let mut problems = String::new();
    for warning in outcome
        .warnings
        .iter()
        .filter(|warning| report.shows(warning.severity))
    {
        let _ = writeln!(problems, "{}", Labelled(warning));
    }
    let lexicon = Lexicon::embedded();
    let is_known = |name: &str| {
        let entries = lexicon.find(name);
        entries.iter().any(|id| !lexicon.entry(*id).ambiguous)
    };
    for hub in suspicious_hubs(&outcome.graph, is_known) {
        let name = &hub.label;
        let place = Location::at(
            &*hub.evidence.source,
            hub.evidence.line,
            hub.evidence.column,
        );
        let message = format!(
            "the {} \"{name}\" is linked to {} of {} episodes of \"{}\", and is probably none ({}); \
             if so, put it under \"drop\" in {FILE_NAME}",
            hub.kind, hub.linked, hub.episodes, hub.show, hub.doubt
        );
        let notice = Warning::notice(place, message);
        if report.shows(notice.severity) {
            let _ = writeln!(problems, "{}", Labelled(&notice));
        }
    }
    print(problems.as_bytes())?;
    report.read(&outcome);
    report.made(&outcome.graph, &[]);
    Ok(Status::of(&outcome.warnings))
}
