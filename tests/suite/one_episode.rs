//! A site, its feed, transcripts, chapters and translations given together: each episode is there once,
//! with evidence from each of its files.

use std::fs;
use std::path::Path;

use showgraph::error::Severity;
use showgraph::graph::KnowledgeGraph;
use showgraph::vocabulary::{Kind, Relation};
use showgraph::{Options, Outcome, Pipeline};
use tempfile::TempDir;

use crate::project::{corpus, repository, said, showgraph};

fn build(path: &Path) -> Outcome {
    let pipeline = Pipeline::open(&[path.into()], &Options::default()).unwrap();
    pipeline.build().unwrap()
}

fn site() -> Outcome {
    build(&repository().join("tests/inputs/site-and-feed"))
}

fn episodes(graph: &KnowledgeGraph) -> Vec<(String, String)> {
    let nodes = graph.nodes_of(Kind::Episode);
    let mut found: Vec<_> = nodes
        .map(|node| (node.id.to_string(), node.label.clone()))
        .collect();
    found.sort();
    found
}

/// `file:line:column` of the evidence from an episode to what has this label, with the seconds.
fn evidence(graph: &KnowledgeGraph, episode: &str, label: &str) -> String {
    let mut edges = graph.edges();
    let edge = edges.find(|view| view.from.label == episode && view.to.label == label);
    let at = &edge
        .unwrap_or_else(|| panic!("nothing leads from {episode} to {label}"))
        .edge
        .evidence;
    let seconds = at.seconds.map_or(String::new(), |at| format!(" at {at} s"));
    format!(
        "{}:{}:{}{seconds}: {}",
        at.source, at.line, at.column, at.quote
    )
}

#[test]
fn each_episode_is_there_once() {
    let graph = site().graph;
    let labels: Vec<String> = episodes(&graph)
        .into_iter()
        .map(|(_, label)| label)
        .collect();
    assert_eq!(labels, ["Cold frames", "Rain barrels", "Warm beds"]);
    assert_eq!(graph.nodes_of(Kind::Show).count(), 1);
}

#[test]
fn a_sample_site_and_its_feed_give_each_episode_once() {
    let site = corpus().join("crate-and-keel");
    let both = build(&site);
    assert!(
        both.warnings
            .iter()
            .all(|warning| warning.severity == Severity::Note),
        "{:?}",
        both.warnings
    );
    let notes = build(&site.join("_posts")).graph;
    let feed = build(&site.join("feed.xml")).graph;
    let titles = |graph: &KnowledgeGraph| {
        let mut titles: Vec<String> = episodes(graph)
            .into_iter()
            .map(|(_, title)| title)
            .collect();
        titles.sort();
        titles
    };
    assert_eq!(titles(&both.graph).len(), 4);
    assert_eq!(titles(&both.graph), titles(&notes));
    assert_eq!(titles(&both.graph), titles(&feed));
    // The notes give the file, and the feed what only it has.
    for node in both.graph.nodes_of(Kind::Episode) {
        let episode = node.detail.episode().unwrap();
        assert!(episode.source.starts_with("_posts/"), "{}", episode.source);
        let number = episode.number.unwrap();
        assert_eq!(episode.guid, Some(format!("crate-and-keel-{number}")));
    }
}

#[test]
fn evidence_comes_from_each_file() {
    let graph = site().graph;
    let beds = "content/episodes/warm-beds";
    let cases = [
        ("Warm beds", "PostgreSQL", format!("{beds}.md:10:44: ")),
        ("Warm beds", "Redis", format!("{beds}.de.md:6:35: ")),
        (
            "Warm beds",
            "Grafana",
            "feed.xml:17:38: The plots are drawn with Grafana.".into(),
        ),
        (
            "Warm beds",
            "Kubernetes",
            "static/chapters/warm-beds.json:4:33 at 95 s: ".into(),
        ),
        (
            "Warm beds",
            "Terraform",
            "static/transcripts/warm-beds.vtt:7:23 at 65 s: ".into(),
        ),
        (
            "Cold frames",
            "Debian",
            "content/episodes/cold-frames.srt:7:11 at 5 s: ".into(),
        ),
        (
            "Rain barrels",
            "Prometheus",
            "feed.xml:32:60: Cleo measures them with Prometheus".into(),
        ),
        (
            "Rain barrels",
            "Cleo Park",
            "feed.xml:31:63: Cleo Park".into(),
        ),
    ];
    for (episode, label, expected) in cases {
        let found = evidence(&graph, episode, label);
        assert!(
            found.starts_with(&expected),
            "{label}: {found}, expected {expected}"
        );
    }
    let guests = |label: &str| {
        let mut nodes = graph.nodes_of(Kind::Episode);
        let episode = nodes.find(|node| node.label == label).unwrap();
        let guests = graph.neighbours(&episode.id, Relation::HasGuest);
        guests
            .into_iter()
            .map(|guest| guest.label.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(guests("Warm beds"), ["Ben Ito"]);
    assert_eq!(guests("Rain barrels"), ["Cleo Park"]);
}

#[test]
fn what_files_contradict_each_other_in_is_said() {
    let outcome = site();
    let said: Vec<String> = outcome
        .warnings
        .iter()
        .filter(|warning| warning.severity == Severity::Notice)
        .map(|warning| warning.message.clone())
        .collect();
    let page = repository().join("tests/inputs/site-and-feed/content/episodes/cold-frames.md");
    let page = page.display();
    assert_eq!(
        said,
        [
            format!(
                "the date of this episode is 2024-03-12T06:00:00+01:00 here and 2024-03-08 in {page}"
            ),
            format!("the number of this episode is 3 here and 2 in {page}"),
        ]
    );
}

#[test]
fn files_that_are_named_and_not_there_are_said() {
    let folder = TempDir::new().unwrap();
    let notes = "---\ntitle: Soil\ntranscript: soil.vtt\n---\nWords.\n";
    fs::write(folder.path().join("a.md"), notes).unwrap();
    fs::write(
        folder.path().join("other.srt"),
        "1\n00:00:01,000 --> 00:00:02,000\nHello there.\n",
    )
    .unwrap();
    let outcome = build(folder.path());
    let said: Vec<String> = outcome.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].contains("a.md:3:13: \"soil.vtt\" was not found"),
        "{said:?}"
    );
    // The transcript that belongs to nobody is an episode of its own.
    assert_eq!(episodes(&outcome.graph).len(), 2);
}

#[test]
fn faults_of_a_feed_have_line_and_column() {
    let folder = TempDir::new().unwrap();
    let feed = "<rss><channel><title>S</title>\n<item><title>A</title><guid>1</guid>\n\
                <pubDate>some day</pubDate></item></channel></rss>";
    fs::write(folder.path().join("feed.xml"), feed).unwrap();
    let (status, problems, _) = said(showgraph().args(["check", "-v"]).arg(folder.path()));
    assert!(problems.contains("feed.xml:3:10: "), "{problems}");
    let outcome = build(folder.path());
    let places: Vec<_> = outcome
        .warnings
        .iter()
        .map(|warning| (warning.location.line, warning.location.column))
        .collect();
    assert_eq!(places, [(3, 10)]);
    assert_eq!(status, 1);
}

#[test]
fn standard_input_is_read_as_what_it_is() {
    let feed = "<rss><channel><title>S</title><item><title>Kubernetes at home</title></item></channel></rss>";
    let cases = [
        (feed, None, "Kubernetes at home"),
        (
            "WEBVTT\n\n00:01.000 --> 00:02.000\nKubernetes.\n",
            None,
            "stdin",
        ),
        ("# Kubernetes\n\nWords.\n", None, "Kubernetes"),
        (
            "# Kubernetes\n\nWords.\n",
            Some("007-soil.md"),
            "Kubernetes",
        ),
        (
            "1\n00:00:01,000 --> 00:00:02,000\nKubernetes.\n",
            Some("talk.srt"),
            "talk",
        ),
    ];
    for (text, name, title) in cases {
        let folder = TempDir::new().unwrap();
        let output = folder.path().join("out");
        let mut command = showgraph();
        command
            .args(["export", "-", "--format", "json", "-o"])
            .arg(&output);
        command.args(name.map(|name| format!("--stdin-name={name}")));
        command.write_stdin(text);
        let (status, _, errors) = said(&mut command);
        assert_eq!(status, 0, "{errors}");
        let graph = showgraph::export::read_graph(&output.join("graph.json")).unwrap();
        let labels: Vec<String> = episodes(&graph)
            .into_iter()
            .map(|(_, label)| label)
            .collect();
        assert_eq!(labels.len(), 1);
        assert_eq!(labels[0].to_lowercase(), title.to_lowercase(), "{text}");
    }
}

#[test]
fn nothing_to_read_is_an_error_that_keeps_the_old_output() {
    let folder = TempDir::new().unwrap();
    let (input, output) = (folder.path().join("in"), folder.path().join("out"));
    fs::create_dir_all(&input).unwrap();
    fs::create_dir_all(&output).unwrap();
    fs::write(input.join("a.pdf"), "x").unwrap();
    fs::write(input.join("b.pdf"), "x").unwrap();
    fs::write(input.join("c.mp3"), "x").unwrap();
    fs::write(output.join("graph.json"), "old").unwrap();
    let (status, _, errors) = said(
        showgraph()
            .arg("export")
            .arg(&input)
            .args(["--format", "json", "-o"])
            .arg(&output),
    );
    assert_eq!(status, 2, "{errors}");
    assert!(errors.contains("(2 .pdf, 1 .mp3)"), "{errors}");
    assert_eq!(
        fs::read_to_string(output.join("graph.json")).unwrap(),
        "old"
    );
}

#[test]
fn a_list_of_feeds_names_those_beside_it() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let feed = |title: &str| {
        format!(
            "<rss><channel><title>{title}</title><item><title>Hello from {title}</title><guid>{title}</guid></item></channel></rss>"
        )
    };
    write("feeds/one.xml", &feed("Show One"));
    write("feeds/two.xml", &feed("Show Two"));
    write(
        "list.opml",
        "<opml><body><outline xmlUrl='feeds/one.xml'/>\n<outline xmlUrl='https://s.example/feed'/>\n\
         <outline xmlUrl='feeds/none.xml'/></body></opml>",
    );
    let list = folder.path().join("list.opml");
    let outcome = build(&list);
    assert_eq!(episodes(&outcome.graph).len(), 1);
    let said: Vec<String> = outcome.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].contains("1 of the feeds in this list"), "{said:?}");
    assert!(said[1].contains("list.opml:3:"), "{said:?}");
    let all = build(folder.path());
    assert_eq!(episodes(&all.graph).len(), 2);
    assert_eq!(all.graph.nodes_of(Kind::Show).count(), 2);
}
