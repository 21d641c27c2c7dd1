//! `showgraph view`: a saved graph in, a page that draws it out.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use showgraph::analyze::recommend::{RecommendOptions, Recommender};
use showgraph::analyze::topics::{Topic, Topics, find_topics};
use showgraph::error::{Error, Result};
use showgraph::export::{Exporter, Html, read_graph, recommendations, title, topics};
use showgraph::graph::{EntityId, Filter, KnowledgeGraph};

use super::args::View;
use super::filter;
use super::output::Staged;
use super::report::Report;
use super::status::Status;

/// How many episodes the panel of one recommends.
const SHOWN_NEXT: usize = 5;

pub fn run(args: &View, report: &Report) -> Result<Status> {
    // First of all: without the template no graph needs to be read.
    let mut page = Html::new()?;
    let mut graph = read_graph(&args.graph)?;
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

    if let Some(notes) = &args.notes {
        page = page.with_notes(notes_address(notes, &args.output)?);
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
    Ok(Status::Done)
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

/// The address of a line of the notes, as seen from the page.
fn notes_address(notes: &str, page: &Path) -> Result<String> {
    if notes.contains("{source}") {
        return Ok(notes.to_owned());
    }
    let line = "{source}#L{line}";
    if notes.contains("://") {
        return Ok(format!("{}/{line}", notes.trim_end_matches('/')));
    }
    let whole =
        |path: &Path| fs::canonicalize(path).map_err(|error| Error::io(path, "read", error));
    let notes = whole(Path::new(notes))?;
    // The page may not exist yet, nor may its folder.
    let current = whole(Path::new("."))?;
    let folder = current.join(page.parent().unwrap_or(Path::new("")));
    let folder = fs::canonicalize(&folder).unwrap_or(folder);
    let notes = match notes.is_dir() {
        true => notes,
        false => notes.parent().map(Path::to_path_buf).unwrap_or_default(),
    };
    Ok(match relative(&notes, &folder).as_str() {
        "" => line.to_owned(),
        path => format!("{path}/{line}"),
    })
}

/// What a folder's name holds that a segment of an address does not (RFC 3986, 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The way from one folder to another, as a relative address; both are absolute.
fn relative(to: &Path, from: &Path) -> String {
    let way = pathdiff::diff_paths(to, from).unwrap_or_default();
    let parts = way
        .iter()
        .map(|part| utf8_percent_encode(&part.to_string_lossy(), RESERVED).to_string());
    parts.collect::<Vec<_>>().join("/")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_the_notes_is_seen_from_the_page() {
        let cases = [
            ("/a/notes", "/a/output", "../notes"),
            ("/a", "/a", ""),
            ("/a/b c/é", "/a", "b%20c/%C3%A9"),
            ("/", "/a/b", "../.."),
        ];
        for (to, from, expected) in cases {
            let way = relative(Path::new(to), Path::new(from));
            assert_eq!(way, expected, "{to} from {from}");
        }
    }

    #[test]
    fn addresses_and_patterns_are_taken_as_they_are() {
        let cases = [
            (
                "https://example.org/notes/",
                "https://example.org/notes/{source}#L{line}",
            ),
            (
                "https://example.org/{source}?plain=1#L{line}",
                "https://example.org/{source}?plain=1#L{line}",
            ),
            ("../notes/{source}", "../notes/{source}"),
        ];
        for (given, expected) in cases {
            let address = notes_address(given, Path::new("output/graph.html")).expect("an address");
            assert_eq!(address, expected);
        }
        let error = notes_address("no/such/folder", Path::new("graph.html")).unwrap_err();
        assert!(error.to_string().contains("no/such/folder"), "{error}");
    }
}
