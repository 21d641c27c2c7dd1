//! `showgraph mcp`: a graph for an assistant, over standard input and output.

use showgraph::bindings::mcp::{Session, serve};
use showgraph::error::Result;
use showgraph::export::topics;

use super::args::Mcp;
use super::filter;
use super::report::Report;
use super::saved_queries;
use super::status::Status;

pub fn run(args: &Mcp, report: &Report) -> Result<Status> {
    let topics = args.topics.as_deref().map(topics::read).transpose()?;
    let place = args.source.paths.first().unwrap_or(&args.source.graph);
    let folder = saved_queries::folder(args.source.reading.config.as_deref(), place);
    let (queries, warnings) = saved_queries::all(folder.as_deref())?;
    report.warnings(&warnings);
    let read = args.source.read(report)?;
    let filter = args.filter.resolve(&read.graph)?;
    let graph = filter::kept(&filter, read.graph)?;
    let session = Session::new(graph).with_queries(queries);
    serve(match topics {
        Some(topics) => session.with_topics(topics),
        None => session,
    })?;
    Ok(Status::of(&[read.problems, warnings].concat()))
}
