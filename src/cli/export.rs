//! `showgraph export PATH...`: notes in, graph files out.

use std::collections::BTreeSet;

use showgraph::analyze::topics::{Topics, find_topics};
use showgraph::error::Result;

use super::args::Export;
use super::output::Staged;
use super::progress::Bar;
use super::report::Report;
use super::{Status, merges, write};

pub fn run(args: &Export, report: &Report) -> Result<Status> {
    let mut staged = Staged::into_folder(&args.output)?;
    let bar = Bar::new(report.shows_progress());
    let mut outcome = showgraph::build(&args.notes.paths, &args.notes.options(), &bar)?;
    drop(bar);
    if let Some(previous) = &args.topics {
        let previous = previous.as_deref().map(Topics::read).transpose()?;
        let topics = find_topics(&outcome.graph, previous.as_ref());
        outcome.graph = topics.annotate(outcome.graph);
    }

    for format in args.formats.iter().copied().collect::<BTreeSet<_>>() {
        write::stage(&mut staged, &args.output, format, &outcome.graph)?;
    }
    if let Some(path) = &args.merges {
        staged.write(path, |file| merges::write(&outcome.merges, file))?;
    }
    let written = staged.publish()?;

    report.warnings(&outcome.warnings);
    report.summary(&outcome, &written);
    Ok(Status::of(&outcome.warnings))
}
