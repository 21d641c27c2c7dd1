//! `showgraph diff OLD NEW`: what changed from one graph to another.

use std::path::Path;

use showgraph::Pipeline;
use showgraph::analyze::diff::diff;
use showgraph::error::{Error, Result};
use showgraph::export::{Format, diff as written, read_graph};
use showgraph::graph::KnowledgeGraph;

use super::args::{Diff, DiffFormat};
use super::filter;
use super::report::Report;
use super::status::Status;
use super::stdout::{print, print_text};

pub fn run(args: &Diff, report: &Report) -> Result<Status> {
    let part = |path: &Path| {
        let graph = read(path, report)?;
        let filter = args.filter.resolve(&graph)?;
        filter::kept(&filter, graph)
    };
    let found = diff(&part(&args.old)?, &part(&args.new)?);
    let text = match args.format {
        DiffFormat::Text => written::to_text(&found, args.limit),
        DiffFormat::Json => written::to_json(&found),
        DiffFormat::Markdown => written::to_markdown(&found, args.limit),
    };
    match args.format {
        DiffFormat::Json => print(text.as_bytes())?,
        DiffFormat::Text | DiffFormat::Markdown => print_text(&text)?,
    };
    for count in found.counts.iter().filter(|count| count.shrinks()) {
        let (what, old, new) = (count.what, count.old, count.new);
        report.shortfall(format_args!(
            "the graph shrinks: {old} {what} before, {new} now"
        ));
    }
    Ok(match args.exit_code && !found.is_empty() {
        true => Status::Incomplete,
        false => Status::Done,
    })
}

/// The graph that a path stands for: a saved one, one in a folder that export wrote, or that of notes.
fn read(path: &Path, report: &Report) -> Result<KnowledgeGraph> {
    if path.is_file() && path.extension().is_some_and(|ending| ending == "json") {
        return read_graph(path);
    }
    let saved = path.join(Format::Json.file_name());
    if saved.is_file() {
        return read_graph(&saved);
    }
    let outcome = Pipeline::open(&[path.to_owned()], &showgraph::Options::default())?.build()?;
    report.warnings(&outcome.warnings);
    if outcome.graph.node_count() == 0 {
        let message = format!(
            "\"{}\" holds neither a graph.json nor episodes",
            path.display()
        );
        return Err(Error::Argument(message));
    }
    Ok(outcome.graph)
}
