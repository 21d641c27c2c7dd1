//! `showgraph export PATH...`: notes in, graph files out; `--graph FILE`: a saved graph in instead.

use std::path::Path;

use showgraph::analyze::topics::find_topics;
use showgraph::error::{Error, Result};
use showgraph::export::{Format, read_graph, topics};
use showgraph::graph::{Filter, KnowledgeGraph};
use showgraph::vocabulary::Kind;
use showgraph::{Outcome, Pipeline};

use super::args::Export;
use super::output::Staged;
use super::progress::Bar;
use super::report::Report;
use super::status::Status;
use super::write::{self, Places};
use super::{filter, merges};

pub fn run(args: &Export, report: &Report) -> Result<Status> {
    let flavors = write::flavors(args)?;
    write::check(args)?;
    let mut staged = Staged::into_folder(&args.output)?;
    let mut notes = Places::new();
    let (mut graph, status) = match &args.graph {
        Some(saved) => (convert(args, saved)?, Status::Done),
        None => read_notes(args, report, &mut staged, &mut notes)?,
    };
    if let Some(previous) = &args.topics {
        let previous = previous.as_deref().map(topics::read).transpose()?;
        let topics = find_topics(&graph, previous.as_ref());
        graph = topics.annotate(graph);
    }
    if args.no_terms {
        graph = graph.without_terms();
    }
    let refused = write::stage(&mut staged, args, flavors, &graph, &notes)?;
    let written = staged.publish()?;
    report.made(&graph, &written);
    if args.formats.contains(&Format::Neo4j) {
        let folder = args.output.join(Format::Neo4j.file_name());
        report.next_step(format_args!(
            "import it into Neo4j: cd '{}' && sh import.sh",
            folder.display()
        ));
    }
    if args.formats.contains(&Format::Kuzu) {
        let folder = args.output.join(Format::Kuzu.file_name());
        report.next_step(format_args!(
            "import it into Kùzu or Ladybug: run import.cypher in '{}'",
            folder.display()
        ));
    }
    for reason in &refused {
        report.shortfall(reason);
    }
    Ok(if refused.is_empty() {
        status
    } else {
        Status::Incomplete
    })
}

/// The wanted part of the graph of the notes; how names were joined is told of all of it.
fn read_notes(
    args: &Export,
    report: &Report,
    staged: &mut Staged,
    notes: &mut Places,
) -> Result<(KnowledgeGraph, Status)> {
    let pipeline = Pipeline::open(&args.paths, &args.notes.options())?
        .with_progress(Bar::new(report.shows_progress()));
    if args.evidence {
        // What came from standard input cannot be opened.
        let inputs = pipeline.corpus().inputs().iter();
        let inputs = inputs.filter(|input| input.bytes.is_none());
        notes.extend(inputs.map(|input| (input.source.to_string(), input.path.clone())));
    }
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
    if outcome.graph.nodes_of(Kind::Episode).next().is_none() {
        return Err(nothing(&outcome));
    }

    let filter = args.filter.resolve(&outcome.graph)?;
    let status = Status::of(&outcome.warnings);
    Ok((filter::kept(&filter, outcome.graph)?, status))
}

/// What is said where no file holds an episode: what is there must not be replaced by nothing.
fn nothing(outcome: &Outcome) -> Error {
    let reasons = outcome
        .warnings
        .iter()
        .filter(|warning| warning.location.line == 0);
    let reasons: Vec<String> = reasons.take(3).map(ToString::to_string).collect();
    let reasons = match reasons.is_empty() {
        true => String::new(),
        false => format!(" ({})", reasons.join("; ")),
    };
    Error::Argument(format!(
        "nothing was written: none of the files that were found is an episode{reasons}; `showgraph check -v` says \
         why of each"
    ))
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
