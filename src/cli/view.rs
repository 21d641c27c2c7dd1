//! `showgraph view`: a saved graph in, a page that draws it out.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use showgraph::analyze::recommend::{RecommendOptions, Recommender};
use showgraph::analyze::topics::{Topic, Topics, find_topics};
use showgraph::error::{Error, Result};
use showgraph::export::{Exporter, Html, recommendations, title, topics};
use showgraph::graph::{EntityId, Filter, KnowledgeGraph};

use super::args::View;
use super::filter;
use super::notes_address::notes_address;
use super::output::Staged;
use super::report::Report;
use super::status::Status;

/// How many episodes the panel of one recommends.
const SHOWN_NEXT: usize = 5;

pub fn run(args: &View, report: &Report) -> Result<Status> {
    // First of all: without the template no graph needs to be read.
    let mut page = Html::new()?;
    let read = args.source.read(report)?;
    let mut graph = read.graph;
    let topics = match &args.topics {
        Some(path) => topics::read(path)?,
        None => own_topics(&mut graph),
    };
    // Of all of it, too: a part may have lost the show, and what its episodes share.
    page = page.with_title(match &args.title {
        Some(title) => title.clone(),
        None => title(&graph),
    });
    page = page.with_recommendations(match &args.recommendations {
        Some(path) => recommendations::read(path)?,
        None => Recommender::new(&graph).all(&RecommendOptions {
            limit: SHOWN_NEXT,
            ..RecommendOptions::default()
        }),
    });

    if let [only] = args.filter.limits.around.as_slice() {
        page = page.with_start(filter::node(&graph, only, &[])?);
    }
    let filter = args.filter.resolve(&graph)?;
    let graph = match &args.topic {
        Some(name) => around_topic(graph, name, &topics)?,
        None => graph,
    };
    let graph = filter::kept(&filter, graph)?;

    let folder = args.source.folder();
    let folder = folder.map(|folder| folder.to_string_lossy().into_owned());
    if let Some(notes) = args.notes.clone().or(folder) {
        page = page.with_notes(notes_address(&notes, &args.output)?);
    }
    if let Some(audio) = &args.audio {
        page = page.with_audio(audio);
    }
    page = page.with_topics(topics);

    let mut staged = Staged::default();
    staged.write(&args.output, |file| page.write(&graph, file).map(drop))?;
    let written = staged.publish()?;
    report.made(&graph, &written);
    if args.open {
        open(&args.output)?;
    }
    Ok(Status::of(&read.problems))
}

/// The topics of a graph that no file tells: those that its nodes name, if they are what `topics` finds
/// today, and those that it finds where the nodes name none.
fn own_topics(graph: &mut KnowledgeGraph) -> Topics {
    let found = find_topics(graph, None);
    let named: BTreeSet<&str> = graph
        .nodes()
        .filter_map(|node| node.topic.as_deref())
        .collect();
    if named.is_empty() {
        *graph = found.annotate(std::mem::take(graph));
    } else if !named.iter().all(|key| found.get(key).is_some()) {
        return Topics::default();
    }
    found
}

/// The members of a topic, by key or name, and what is one step from them.
fn around_topic(graph: KnowledgeGraph, wanted: &str, topics: &Topics) -> Result<KnowledgeGraph> {
    let folded = wanted.to_lowercase();
    let named = |topic: &&Topic| topic.key == wanted || topic.name.to_lowercase() == folded;
    let topic = topics.topics.iter().find(named);
    let key = topic.map_or(wanted, |topic| &topic.key);
    let members = topic.into_iter().flat_map(|topic| &topic.members);
    let listed = members.map(|member| &member.id);
    let telling = graph
        .nodes()
        .filter(|node| node.topic.as_deref() == Some(key))
        .map(|node| &node.id);
    let members: BTreeSet<EntityId> = telling
        .chain(listed.filter(|id| graph.node(id).is_some()))
        .cloned()
        .collect();
    if members.is_empty() {
        let known: BTreeSet<&str> = (graph.nodes().filter_map(|node| node.topic.as_deref()))
            .chain(topics.topics.iter().map(|topic| topic.key.as_str()))
            .collect();
        let known = match known.len() {
            0 => "its nodes have no topics; give them some with `export --topics`".to_owned(),
            _ => format!(
                "it has {}",
                known.into_iter().collect::<Vec<_>>().join(", ")
            ),
        };
        let message = format!("the graph has no topic \"{wanted}\": {known}");
        return Err(Error::Argument(message));
    }
    let filter = members.into_iter().fold(Filter::new(), Filter::with_around);
    Ok(filter.apply(graph))
}

/// How long the program that opens pages may take to say that it cannot. Some hand the page on and
/// end, others stay until the browser is closed: those are left alone.
const PATIENCE: Duration = Duration::from_millis(800);

/// Hands the page to the program that the system opens pages with.
fn open(page: &Path) -> Result<()> {
    // Not the canonical path: Windows writes that as \\?\C:\…, which its Explorer does not take.
    let whole = std::path::absolute(page).map_err(|error| Error::io(page, "open", error))?;
    let program = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    let failed = |reason: &str| {
        let page = page.display();
        Error::Argument(format!(
            "{page} is written, but {program} {reason}; open it by a double click"
        ))
    };
    let mut opener = Command::new(program)
        .arg(&whole)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| failed(&format!("cannot be started ({error})")))?;
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        match opener.try_wait() {
            // Explorer ends with 1 whatever happens.
            Ok(Some(status)) if !status.success() && program != "explorer" => {
                return Err(failed("found no way to open it"));
            }
            Ok(None) => std::thread::sleep(Duration::from_millis(20)),
            _ => break,
        }
    }
    Ok(())
}
