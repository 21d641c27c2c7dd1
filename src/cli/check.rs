//! `showgraph check PATH...`: every problem of the notes, and nothing written.
//!
//! Behind the problems stand what a survey of the notes finds wanting (`findings.rs`), and the entities
//! that most episodes are linked to although they are probably none. All this is what the user asked
//! for, so it goes to standard output.

use std::fmt::Write as _;

use serde::Serialize;
use showgraph::analyze::hubs::suspicious_hubs;
use showgraph::config::FILE_NAME;
use showgraph::error::{Error, Location, Result, Severity, Warning};
use showgraph::knowledge::lexicon::Lexicon;
use showgraph::source::Survey;
use showgraph::{Outcome, Pipeline};

use super::args::{Check, CheckFormat};
use super::findings;
use super::progress::Bar;
use super::report::{Labelled, Report};
use super::status::Status;
use super::stdout::{print, print_text};

pub fn run(args: &Check, report: &Report) -> Result<Status> {
    let pipeline = Pipeline::open(&args.paths, &args.notes.options())?
        .with_progress(Bar::new(report.shows_progress()));
    let outcome = pipeline.build()?;
    let survey = Survey::of(pipeline.corpus());

    let mut problems = outcome.warnings.clone();
    let single = report.shows(Severity::Note);
    problems.extend(findings::notices(&survey, single));
    problems.extend(hubs(&outcome));
    problems.retain(|problem| report.shows(problem.severity));
    match args.format {
        CheckFormat::Text => {
            let mut lines = String::new();
            for problem in &problems {
                let _ = writeln!(lines, "{}", Labelled(problem));
            }
            print_text(&lines)?;
        }
        CheckFormat::Json => print(&json(&problems, &survey)?)?,
    }
    report.read(&outcome);
    report.made(&outcome.graph, &[]);
    Ok(Status::of(&outcome.warnings))
}

/// Entities that most episodes are linked to, and that are probably none.
fn hubs(outcome: &Outcome) -> Vec<Warning> {
    let lexicon = Lexicon::embedded();
    let is_known = |name: &str| {
        let entries = lexicon.find(name);
        entries.iter().any(|id| !lexicon.entry(*id).ambiguous)
    };
    let hubs = suspicious_hubs(&outcome.graph, is_known).into_iter();
    hubs.map(|hub| {
        let name = &hub.label;
        let evidence = &hub.evidence;
        let place = Location::at(&*evidence.source, evidence.line, evidence.column);
        let message = format!(
            "the {} \"{name}\" is linked to {} of {} episodes of \"{}\", and is probably none ({}); \
             if so, put it under \"drop\" in {FILE_NAME}",
            hub.kind, hub.linked, hub.episodes, hub.show, hub.doubt
        );
        Warning::notice(place, message)
    })
    .collect()
}

/// What `--format json` prints.
#[derive(Serialize)]
struct Answer<'a> {
    problems: Vec<Problem<'a>>,
    survey: &'a Survey,
}

/// A problem; a line or column of 0 means the whole file or line.
#[derive(Serialize)]
struct Problem<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    severity: &'static str,
    message: &'a str,
}

fn json(problems: &[Warning], survey: &Survey) -> Result<Vec<u8>> {
    let problems = problems
        .iter()
        .map(|problem| Problem {
            path: &problem.location.path,
            line: problem.location.line,
            column: problem.location.column,
            severity: problem.severity.word(),
            message: &problem.message,
        })
        .collect();
    let mut bytes = serde_json::to_vec_pretty(&Answer { problems, survey })
        .map_err(|error| Error::io("standard output", "write", error.into()))?;
    bytes.push(b'\n');
    Ok(bytes)
}
