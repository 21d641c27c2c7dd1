//! `showgraph export PATH...`: notes in, graph files out.

use std::io;

use showgraph::analyze::topics::{Topics, find_topics};
use showgraph::error::Result;
use showgraph::export::{
    Cyjs, Dot, Exporter, Format, Gexf, GraphMl, Json, JsonLd, Mermaid, NQuads, Turtle,
};
use showgraph::graph::KnowledgeGraph;

use super::args::Export;
use super::output::Staged;
use super::progress::Bar;
use super::report::Report;
use super::{Status, merges};

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

    for format in &args.formats {
        staged.write(&args.output.join(format.file_name()), |file| {
            write(*format, &outcome.graph, file)
        })?;
    }
    if let Some(path) = &args.merges {
        staged.write(path, |file| merges::write(&outcome.merges, file))?;
    }
    let written = staged.publish()?;

    report.warnings(&outcome.warnings);
    report.summary(&outcome, &written);
    Ok(Status::of(&outcome.warnings))
}

fn write(format: Format, graph: &KnowledgeGraph, out: impl io::Write) -> io::Result<()> {
    match format {
        Format::GraphMl => GraphMl::new().write(graph, out).map(drop),
        Format::JsonLd => JsonLd::new().write(graph, out).map(drop),
        Format::Dot => Dot::new().write(graph, out).map(drop),
        Format::Json => Json::new().write(graph, out).map(drop),
        Format::Gexf => Gexf::new().write(graph, out).map(drop),
        Format::Cyjs => Cyjs::new().write(graph, out).map(drop),
        Format::NQuads => NQuads::new().write(graph, out).map(drop),
        Format::Turtle => Turtle::new().write(graph, out).map(drop),
        Format::Mermaid => Mermaid::new().write(graph, out).map(drop),
        Format::Neo4j | Format::Obsidian | Format::Csv => Err(io::Error::other("not a file")),
    }
}
