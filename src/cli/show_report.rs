//! `showgraph report`: what a show is about as a whole, as pages to publish.

use std::io::Write as _;
use std::path::Path;

use showgraph::analyze::report::report;
use showgraph::analyze::topics::find_topics;
use showgraph::error::{Error, Result, Severity, Warning};
use showgraph::export::report::{Beside, PICTURE, themes_over_years, to_html, to_markdown};
use showgraph::export::topics;
use showgraph::resolve::Suggestion;
use showgraph::vocabulary::Kind;

use super::args::ReportArgs;
use super::filter;
use super::graph_source::Read;
use super::notes_address::notes_address;
use super::output::Staged;
use super::report::Report;
use super::status::Status;

pub fn run(args: &ReportArgs, report_to: &Report) -> Result<Status> {
    let previous = args.topics.as_deref().map(topics::read).transpose()?;
    let (read, names) = read(args, report_to)?;
    let limits = args.filter.resolve(&read.graph)?;
    let graph = filter::kept(&limits, read.graph)?;
    if graph.nodes_of(Kind::Episode).next().is_none() {
        return Err(Error::Argument("there are no episodes to report of".into()));
    }
    let topics = previous.unwrap_or_else(|| find_topics(&graph, None));
    let found = report(&graph, &topics);

    let markdown = args.output.join("report.md");
    let notes = links(args, &markdown)?;
    let told = read
        .problems
        .iter()
        .filter(|problem| problem.severity != Severity::Note);
    let problems: Vec<Warning> = told.cloned().collect();
    let mut beside = Beside::default().with_notes(&names, &problems);
    if let Some(notes) = &notes {
        beside = beside.with_links(notes);
    }
    let mut staged = Staged::into_folder(&args.output)?;
    for (name, text) in [
        ("report.md", to_markdown(&found, beside)),
        ("report.html", to_html(&found, beside)),
        (PICTURE, themes_over_years(&found)),
    ] {
        staged.write(&args.output.join(name), |file| {
            file.write_all(text.as_bytes())
        })?;
    }
    let written = staged.publish()?;
    report_to.made(&graph, &written);
    Ok(Status::of(&read.problems))
}

/// The graph, and the names of its notes that no lexicon has.
fn read(args: &ReportArgs, report: &Report) -> Result<(Read, Vec<Suggestion>)> {
    let source = &args.source;
    if source.paths.is_empty() {
        return Ok((source.read(report)?, Vec::new()));
    }
    let extracted = source.open(report)?.extract()?;
    let names = extracted.suggest()?;
    let outcome = extracted.resolve()?.into_graph()?;
    Ok((source.finish(outcome, report)?, names))
}

/// The address of the notes as seen from the pages: as asked for, else the one folder that was read.
fn links(args: &ReportArgs, page: &Path) -> Result<Option<String>> {
    let folder = args.source.folder();
    let folder = folder.map(|folder| folder.to_string_lossy().into_owned());
    let Some(folder) = args.notes.clone().or(folder) else {
        return Ok(None);
    };
    // The pages link to files, not to lines.
    let address = notes_address(&folder, page)?;
    let address = address.strip_suffix("#L{line}").unwrap_or(&address);
    Ok(Some(address.replace("{line}", "1")))
}
