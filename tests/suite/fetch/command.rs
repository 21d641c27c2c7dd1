//! The command: its messages, its exit status, and what is left when it is killed.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use showgraph::Pipeline;
use showgraph::fetch::Change;
use showgraph::vocabulary::{self as node, Relation};
use tempfile::TempDir;

use super::server::{Reply, Server};
use super::{FEED, change, files, options, run_with};

/// Runs the command.
fn showgraph(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_showgraph"));
    command.arg("fetch").args(args).current_dir(folder);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[test]
fn a_killed_run_leaves_whole_files_and_the_next_one_goes_on() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(|request, before| match (request.path.as_str(), before) {
        ("/slow", 0) => Reply::new(200, FEED).then_for_ever(b" ", Duration::from_millis(5)),
        _ => Reply::new(200, FEED),
    });
    let (quick, slow) = (server.url("/quick"), server.url("/slow"));
    let feeds = folder.path().join("feeds");
    let mut child = showgraph(folder.path(), &[&quick, &slow]).spawn().unwrap();
    let until = Instant::now() + Duration::from_secs(5);
    let is_halfway = || {
        let names = feeds.read_dir().into_iter().flatten().flatten();
        let names = names.map(|entry| entry.file_name().into_string().unwrap());
        let names: Vec<String> = names.collect();
        let has = |test: &dyn Fn(&String) -> bool| names.iter().any(test);
        has(&|name| name.ends_with(".part")) && has(&|name| name.ends_with(".xml"))
    };
    while !is_halfway() && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let whole = |name: &String| name.ends_with(".xml");
    let left: Vec<String> = files(&feeds).into_keys().filter(whole).collect();
    assert_eq!(left.len(), 1, "{left:?}");

    let outcome = run_with(&feeds, &[quick, slow], &options());
    let changes: Vec<Change> = outcome.files().map(change).collect();
    assert_eq!(changes, [Change::Unchanged, Change::New]);
    assert!(files(&feeds).keys().all(whole), "nothing temporary is left");
}

#[test]
fn the_command_says_what_happened_and_ends_accordingly() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(|request, _| match request.path.as_str() {
        "/old" => Reply::redirect(301, "/new"),
        "/gone" => Reply::new(410, ""),
        "/huge" => Reply::new(200, vec![b' '; (1 << 20) + 1]),
        "/list" => Reply::new(200, "<opml/>"),
        _ => Reply::new(200, FEED),
    });
    let (old, new, gone) = (server.url("/old"), server.url("/new"), server.url("/gone"));
    let (huge, list) = (server.url("/huge"), server.url("/list"));
    let outlines = format!(
        "<opml><body><outline xmlUrl=\"{new}?a\"/><outline xmlUrl=\"{gone}\"/></body></opml>"
    );
    fs::write(folder.path().join("list.opml"), outlines).unwrap();
    fs::write(folder.path().join("empty.opml"), "<opml/>").unwrap();
    for (args, status, said) in [
        (&[old.as_str()][..], 0, "has moved to"),
        (&[&new], 0, "1 feed: 1 unchanged"),
        (
            &[&new, "--opml", "list.opml"],
            1,
            "3 feeds: 1 new, 1 unchanged, 1 failed",
        ),
        (
            &["--opml", "list.opml"],
            1,
            "gone for good (410): take it off your list",
        ),
        (&["--opml", "empty.opml"], 2, "no feed in this list"),
        (&["--opml", "missing.opml"], 2, "missing.opml: cannot read"),
        (&[&gone], 2, "no feed could be fetched"),
        (
            &[&huge, "--max-size", "1"],
            2,
            "1 MiB that are allowed; allow more with --max-size",
        ),
        (&[&list], 2, "save it and give the file with --opml"),
        (&["shed.example/feed"], 2, "expected https://"),
        (&[], 2, "FEED-URL"),
        (&[&new, "-o", "list.opml"], 2, "cannot create the folder"),
        (&[&new, "--ca-file", "list.opml"], 2, "no certificate in it"),
        (&[&new, "--jobs", "0"], 2, "--jobs"),
    ] {
        let output = showgraph(folder.path(), args).output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(status), "{args:?}: {error}");
        assert!(error.contains(said), "{args:?}: {error}");
        assert_eq!(output.stdout, b"", "{args:?}");
    }
    let agent = server.requests()[0].header("User-Agent").map(str::to_owned);
    assert!(agent.unwrap().starts_with("showgraph/"));
}

#[test]
fn what_is_fetched_becomes_episodes_with_their_transcripts() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(|request, _| match request.path.as_str() {
        "/feed" => Reply::new(
            200,
            "<rss xmlns:podcast=\"https://podcastindex.org/namespace/1.0\"><channel>\
             <title>Shed Hour</title>\
             <item><title>Worms and Soil</title><guid>1</guid>\
             <podcast:transcript url=\"/text?episode=1\" type=\"text/vtt\"/></item>\
             <item><title>Rain and Gutters</title><guid>2</guid>\
             <podcast:transcript url=\"/text?episode=2\" type=\"text/vtt\"/></item>\
             </channel></rss>",
        ),
        "/text?episode=1" => Reply::new(
            200,
            "WEBVTT\n\n00:01.000 --> 00:04.000\nWe keep our counts in PostgreSQL.\n",
        ),
        _ => Reply::new(
            200,
            "WEBVTT\n\n00:01.000 --> 00:04.000\nWe run it on Kubernetes.\n",
        ),
    });
    let fetch = showgraph(folder.path(), &[&server.url("/feed"), "--transcripts"]).output();
    let said = String::from_utf8(fetch.unwrap().stderr).unwrap();
    assert!(
        said.contains("1 feed: 1 new; 2 transcripts: 2 new"),
        "{said}"
    );

    let pipeline = Pipeline::open(
        &[folder.path().join("feeds")],
        &showgraph::Options::default(),
    );
    let outcome = pipeline.unwrap().build().unwrap();
    assert_eq!(outcome.warnings, []);
    assert_eq!(outcome.files, 3, "the record and the lock are not read");
    let mut found = Vec::new();
    for episode in outcome.graph.nodes_of(node::Kind::Episode) {
        for product in ["PostgreSQL", "Kubernetes"] {
            let names = |relation| {
                let nodes = outcome.graph.neighbours(&episode.id, relation);
                nodes.iter().any(|node| &*node.label == product)
            };
            if names(Relation::Mentions) || names(Relation::About) {
                found.push((episode.label.to_string(), product));
            }
        }
    }
    found.sort();
    let expected = [
        ("Rain and Gutters".to_owned(), "Kubernetes"),
        ("Worms and Soil".to_owned(), "PostgreSQL"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_broken_record_is_named_and_the_feed_beside_it_is_read() {
    let folder = TempDir::new().unwrap();
    fs::write(
        folder.path().join("feed.xml"),
        "<rss><channel><item><guid>1</guid><title>Worms and Soil</title></item></channel></rss>",
    )
    .unwrap();
    let read = || {
        let paths = [folder.path().to_owned()];
        let pipeline = Pipeline::open(&paths, &showgraph::Options::default());
        pipeline.unwrap().build().unwrap()
    };
    assert_eq!(read().warnings, [], "most feeds have no record");
    for (record, expected) in [
        ("{", ".fetch.json:1:1: this is no record of fetched files"),
        (
            "{\"format\": \"showgraph-fetch\", \"version\": 99}",
            "use a newer showgraph",
        ),
    ] {
        fs::write(folder.path().join(".fetch.json"), record).unwrap();
        let outcome = read();
        assert_eq!(outcome.graph.nodes_of(node::Kind::Episode).count(), 1);
        let said: Vec<String> = outcome.warnings.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].contains(expected), "{said:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_a_stranger_prepared_is_refused() {
    let folder = TempDir::new().unwrap();
    let feeds = folder.path().join("feeds");
    fs::create_dir(&feeds).unwrap();
    let server = Server::start(|_, _| Reply::new(200, FEED));
    // A link in place of the lock makes no file where it leads.
    std::os::unix::fs::symlink("../made", feeds.join(".fetch.lock")).unwrap();
    let output = showgraph(folder.path(), &[&server.url("/feed")]).output();
    assert_eq!(output.unwrap().status.code(), Some(2));
    assert!(!folder.path().join("made").exists());
    fs::remove_file(feeds.join(".fetch.lock")).unwrap();
    // Nor is a record waited for that is none.
    std::os::unix::fs::symlink("/dev/zero", feeds.join(".fetch.json")).unwrap();
    let output = showgraph(folder.path(), &[&server.url("/feed")]).output();
    let output = output.unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("it is no file"), "{said}");
}
