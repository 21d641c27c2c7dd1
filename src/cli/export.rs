//! `showgraph export PATH...`: notes in, graph files out; `--graph FILE`: a saved graph in instead.

use std::path::Path;

use showgraph::Pipeline;
use showgraph::analyze::topics::find_topics;
use showgraph::error::{Error, Result};
use showgraph::export::{Format, read_graph, topics};
use showgraph::graph::{Filter, KnowledgeGraph};

use super::args::Export;
use super::output::Staged;
use super::progress::Bar;
use super::report::Report;
use super::{Status, filter, merges, write};

pub fn run(args: &Export, report: &Report) -> Result<Status> {
    let flavors = write::flavors(args)?;
    write::check(args)?;
    let mut staged = Staged::into_folder(&args.output)?;
    let (mut graph, status) = match &args.graph {
        Some(saved) => (convert(args, saved)?, Status::Done),
        None => read_notes(args, report, &mut staged)?,
    };
    if let Some(previous) = &args.topics {
        let previous = previous.as_deref().map(topics::read).transpose()?;
        let topics = find_topics(&graph, previous.as_ref());
        graph = topics.annotate(graph);
    }
    write::stage(&mut staged, args, flavors, &graph)?;
    let written = staged.publish()?;
    report.made(&graph, &written);
    if args.formats.contains(&Format::Neo4j) {
        let folder = args.output.join(Format::Neo4j.file_name());
        report.next_step(format_args!(
            "import it into Neo4j: cd '{}' && sh import.sh",
            folder.display()
        ));
    }
    Ok(status)
}

/// The wanted part of the graph of the notes; how names were joined is told of all of it.
fn read_notes(
    args: &Export,
    report: &Report,
    staged: &mut Staged,
) -> Result<(KnowledgeGraph, Status)> {
    let pipeline = Pipeline::open(&args.paths, &args.notes.options())?
        .with_progress(Bar::new(report.shows_progress()));
    let resolved = pipeline.extract()?.resolve()?;
    let outcome = match &args.merges {
        Some(path) => {
            let (outcome, joined) = resolved.into_graph_and_merges()?;
            staged.write(path, |file| merges::write(&joined, file))?;
            outcome
        }
        None => resolved.into_graph()?,
    };
    report.warnings(&outcome.warnings);
    report.read(&outcome);

    let filter = args.filter.resolve(&outcome.graph)?;
    let status = Status::of(&outcome.warnings);
    Ok((filter::kept(&filter, outcome.graph)?, status))
}

/// The wanted part of a saved graph.
fn convert(args: &Export, saved: &Path) -> Result<KnowledgeGraph> {
    let graph = read_graph(saved)?;
    let filter = args.filter.resolve(&graph)?;
    if filter != Filter::new() && write::replaces(args, saved) {
        return Err(Error::Argument(format!(
            "the graph {} would be replaced by a part of itself: give another folder with -o, or \
             formats without json",
            saved.display()
        )));
    }
    filter::kept(&filter, graph)
}
