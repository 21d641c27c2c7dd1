//! `showgraph export PATH...`: notes in, graph files out; `--graph FILE`: a saved graph in instead.

use std::path::Path;

use showgraph::analyze::topics::find_topics;
use showgraph::error::{Error, Result, Warning};
use showgraph::export::{Format, read_graph, topics};
use showgraph::graph::{Filter, GraphStream, KnowledgeGraph, WaitingGraph};
use showgraph::spill::SpillOptions;
use showgraph::vocabulary::Kind;
use showgraph::{Options, Pipeline};

use super::args::Export;
use super::output::Staged;
use super::progress::Bar;
use super::report::{Report, census};
use super::status::Status;
use super::write::{self, Places};
use super::{filter, merges};

pub fn run(args: &Export, report: &Report) -> Result<Status> {
    let flavors = write::flavors(args)?;
    write::check(args)?;
    let mut staged = Staged::into_folder(&args.output)?;
    let mut notes = Places::new();
    let (made, status) = match &args.graph {
        Some(saved) => (Made::Whole(convert(args, saved)?), Status::Done),
        None => read_notes(args, report, &mut staged, &mut notes)?,
    };
    let mut refused = Vec::new();
    match made {
        Made::Whole(mut graph) => {
            if let Some(previous) = &args.topics {
                let previous = previous.as_deref().map(topics::read).transpose()?;
                let topics = find_topics(&graph, previous.as_ref());
                graph = topics.annotate(graph);
            }
            if args.no_terms {
                graph = graph.without_terms();
            }
            refused = write::stage(&mut staged, args, flavors, &graph, &notes)?;
            report.made(&graph, &staged.publish()?);
        }
        Made::Waiting(mut graph) => {
            if args.no_terms {
                graph = graph.without_terms();
            }
            write::stage_stream(&mut staged, args, flavors, &graph)?;
            let census = census(&graph);
            // Its file lies in the folder that changes places now, which not every system allows.
            drop(graph);
            report.found(census, &staged.publish()?);
        }
    }
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

/// What is to be written.
enum Made {
    Whole(KnowledgeGraph),
    /// All of a graph that is too large for the memory it may have.
    Waiting(WaitingGraph),
}

/// The wanted part of the graph of the notes; how names were joined is told of all of it.
fn read_notes(
    args: &Export,
    report: &Report,
    staged: &mut Staged,
    notes: &mut Places,
) -> Result<(Made, Status)> {
    let options = Options {
        spill: SpillOptions {
            memory: args.memory,
            folder: Some(args.output.clone()),
        },
        ..args.notes.options()
    };
    let pipeline =
        Pipeline::open(&args.paths, &options)?.with_progress(Bar::new(report.shows_progress()));
    if args.evidence {
        // What came from standard input cannot be opened.
        let inputs = pipeline.corpus().inputs().iter();
        let inputs = inputs.filter(|input| input.bytes.is_none());
        notes.extend(inputs.map(|input| (input.source.to_string(), input.path.clone())));
    }
    let resolved = pipeline.extract()?.resolve()?;
    let waiting = match &args.merges {
        Some(path) => {
            let (waiting, joined) = resolved.into_waiting_and_merges()?;
            staged.write(path, |file| merges::write(&joined, file))?;
            waiting
        }
        None => resolved.into_waiting()?,
    };
    report.warnings(&waiting.warnings);
    report.read(waiting.files, &waiting.warnings, &waiting.graph);
    if !waiting.graph.nodes().any(|node| node.kind == Kind::Episode) {
        return Err(nothing(&waiting.warnings));
    }
    let status = Status::of(&waiting.warnings);
    if waiting.graph.is_on_disk() && write::is_stream(args) {
        return Ok((Made::Waiting(waiting.graph), status));
    }
    let graph = waiting.graph.into_graph()?;
    let filter = args.filter.resolve(&graph)?;
    Ok((Made::Whole(filter::kept(&filter, graph)?), status))
}

/// What is said where no file holds an episode: what is there must not be replaced by nothing.
fn nothing(warnings: &[Warning]) -> Error {
    let reasons = warnings.iter().filter(|warning| warning.location.line == 0);
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
