//! `showgraph site`: pages of topics and guests for the podcast's own site.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Component, Path};

use showgraph::analyze::recommend::{RecommendOptions, Recommender};
use showgraph::analyze::topics::find_topics;
use showgraph::error::{Error, Location, Result, Warning};
use showgraph::export::site::{MARK, SiteOptions, pages};
use showgraph::export::{Sink as _, Subfolder, recommendations, topics};
use showgraph::vocabulary::Kind;

use super::args::SiteArgs;
use super::filter;
use super::output::Staged;
use super::report::Report;
use super::status::Status;

/// The file of what to hear next.
const RELATED: &str = "related.json";

/// How many episodes are related to each.
const NEXT: usize = 5;

pub fn run(args: &SiteArgs, report: &Report) -> Result<Status> {
    let found = args.topics.as_deref().map(topics::read).transpose()?;
    let (parent, name) = parent_and_name(&args.output)?;
    let options = SiteOptions {
        episodes: args.episode_pages.clone(),
        address: address(args)?,
        layout: args.layout.clone(),
    };
    let read = args.source.read(report)?;
    let limits = args.filter.resolve(&read.graph)?;
    let graph = filter::kept(&limits, read.graph)?;
    if graph.nodes_of(Kind::Episode).next().is_none() {
        return Err(Error::Argument(
            "there are no episodes to write pages of".into(),
        ));
    }
    let topics = found.unwrap_or_else(|| find_topics(&graph, None));
    let related = Recommender::new(&graph).all(&RecommendOptions {
        limit: NEXT,
        ..RecommendOptions::default()
    });
    let related = recommendations::to_json(&related);

    let mut staged = Staged::into_folder(&args.output)?;
    let mut files = pages(&graph, &topics, &options);
    let mut kept = Vec::new();
    for path in staged.listed(&args.output) {
        if is_the_producers(&args.output.join(&path)) {
            staged.keep(&path);
        }
    }
    files.retain(|file| {
        let target = args.output.join(&file.path);
        let theirs = is_the_producers(&target);
        if theirs {
            let message = format!("this page has no line \"{MARK}\", so it was kept as it is");
            kept.push(Warning::notice(
                Location::file(target.to_string_lossy()),
                message,
            ));
        }
        !theirs
    });
    let beside = args.related.is_none();
    staged.write_below(parent, &name, |sink| {
        let mut sink = Subfolder::new(&name, sink);
        for file in &files {
            sink.create(&file.path)?.write_all(file.text.as_bytes())?;
        }
        if beside {
            sink.create(RELATED)?.write_all(related.as_bytes())?;
        }
        Ok(())
    })?;
    if let Some(path) = &args.related {
        staged.write(path, |file| file.write_all(related.as_bytes()))?;
    }
    let written = staged.publish()?;
    report.warnings(&kept);
    report.made(&graph, &written);
    Ok(Status::of(&read.problems))
}

/// The folder that holds the folder of the pages, and that one's name with `/`.
fn parent_and_name(folder: &Path) -> Result<(&Path, String)> {
    let name = folder.file_name().and_then(|name| name.to_str());
    match (folder.parent(), name) {
        (Some(parent), Some(name)) => Ok((parent, format!("{name}/"))),
        _ => Err(Error::Argument(format!(
            "\"{}\" has no name of its own; give a folder such as content/topics",
            folder.display()
        ))),
    }
}

/// Where the pages will be, from / to /.
fn address(args: &SiteArgs) -> Result<String> {
    let given = match &args.address {
        Some(address) => address.trim_matches('/').to_owned(),
        None => {
            let parts = args.output.components().filter_map(|part| match part {
                Component::Normal(part) => Some(part.to_string_lossy()),
                _ => None,
            });
            let parts: Vec<_> = parts.collect();
            let root = |part: &std::borrow::Cow<'_, str>| {
                matches!(&**part, "content" | "src" | "docs" | "pages")
            };
            let below = parts
                .iter()
                .rposition(root)
                .map_or(parts.len() - 1, |at| at + 1);
            let below: Vec<&str> = parts[below..]
                .iter()
                .map(|part| part.trim_start_matches('_'))
                .collect();
            below.join("/")
        }
    };
    if given.contains(char::is_control) {
        return Err(Error::Argument(
            "--address holds a control character".into(),
        ));
    }
    Ok(match given.as_str() {
        "" => "/".to_owned(),
        given => format!("/{given}/"),
    })
}

/// Whether a page is there that somebody else wrote, or made their own. Of a page of ours the mark stands at its
/// beginning, before all that others wrote.
fn is_the_producers(page: &Path) -> bool {
    let Ok(file) = File::open(page) else {
        return false;
    };
    let is_page = page.extension().is_some_and(|ending| ending == "md");
    let mut head = Vec::new();
    let read = file.take(16 << 10).read_to_end(&mut head);
    let head = String::from_utf8_lossy(&head);
    is_page
        && read.is_ok()
        && !head
            .lines()
            .skip(1)
            .take_while(|line| *line != "---")
            .any(|line| line == MARK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_mark_makes_a_page_ours() {
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("a.md");
        assert!(!is_the_producers(&page));
        for (text, theirs) in [
            ("---\ntitle: \"a\"\ngenerated_by: showgraph\n---\n", false),
            ("---\ntitle: \"a\"\n---\ngenerated_by: showgraph\n", true),
            ("# mine", true),
            ("", true),
        ] {
            std::fs::write(&page, text).unwrap();
            assert_eq!(is_the_producers(&page), theirs, "{text}");
        }
    }
}
