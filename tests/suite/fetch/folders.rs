//! What a run makes of a folder: transcripts and chapters, order, progress.

use std::fs;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use showgraph::fetch::{Options, Progress, fetch};
use showgraph::source::fetched::Record;
use tempfile::TempDir;

use super::server::{Reply, Server};
use super::{enclosed, files, options, run_with};

#[test]
fn transcripts_and_chapters_are_fetched_on_wish_and_once() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(|request, _| match request.path.as_str() {
        "/a/feed" => Reply::new(
            200,
            "<rss>\nnames ../1.vtt\nnames /2 application/srt\nnames 1.chapters.json\n\
             names /gone.vtt\nnames /3.pdf application/pdf\nnames mailto:ana@shed.example\n",
        ),
        "/b/feed" => Reply::new(200, "<rss>\nnames /2 application/srt\nnames /page.vtt\n"),
        "/gone.vtt" => Reply::new(404, ""),
        "/page.vtt" => Reply::new(200, "<html>Log in"),
        path => Reply::new(200, format!("content of {path}")),
    });
    let feeds = [server.url("/a/feed"), server.url("/b/feed")];
    let run = |transcripts, chapters, refresh| {
        let options = Options {
            transcripts,
            chapters,
            refresh,
            ..options()
        };
        let outcome = run_with(folder.path(), &feeds, &options);
        outcome
            .feeds
            .into_iter()
            .map(|feed| {
                let files = feed.enclosed.iter();
                files
                    .map(|file| match &file.result {
                        Ok(stored) => format!("{:?}", stored.change),
                        Err(failure) => failure.to_string().chars().take(10).collect(),
                    })
                    .collect::<Vec<_>>()
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(run(false, false, false), [[""; 0], [""; 0]]);
    assert_eq!(files(folder.path()).len(), 2);
    assert_eq!(run(false, true, false), [vec!["New"], vec![]]);
    let (gone, page, kind, address) = ("status 404", "this is a ", "no transcr", "this is no");
    assert_eq!(
        run(true, true, false),
        [vec!["New", "New", "Kept", gone, kind, address], vec![page]]
    );
    assert_eq!(
        run(true, true, false),
        [
            vec!["Kept", "Kept", "Kept", gone, kind, address],
            vec![page]
        ]
    );
    assert_eq!(server.count("/2"), 1);
    assert_eq!(
        run(true, false, true),
        [
            vec!["Unchanged", "Unchanged", gone, kind, address],
            vec![page]
        ]
    );

    let record = Record::read(folder.path()).unwrap();
    let path = record.path_of(folder.path(), &server.url("/2")).unwrap();
    assert_eq!(path.extension().unwrap(), "srt");
    assert_eq!(fs::read_to_string(path).unwrap(), "content of /2");
    assert_eq!(
        record.path_of(folder.path(), &server.url("/gone.vtt")),
        None
    );
}

#[test]
fn the_same_answers_give_the_same_folder() {
    let server = Server::start(|request, _| {
        let number: u64 = request.path[1..].parse().unwrap();
        let reply = Reply::new(200, format!("<rss>\nnames /{}\n", number / 2 + 100));
        reply.after(Duration::from_millis(number * 7 % 20))
    });
    let feeds: Vec<String> = (0..6).map(|n| server.url(&format!("/{n}"))).collect();
    let folders = [1, 4].map(|jobs| {
        let folder = TempDir::new().unwrap();
        let options = Options {
            jobs,
            transcripts: true,
            ..options()
        };
        let outcome = run_with(folder.path(), &feeds, &options);
        let listed: Vec<String> = outcome.files().map(|file| file.address.clone()).collect();
        let record = fs::read(folder.path().join(".fetch.json")).unwrap();
        (files(folder.path()), record, listed)
    });
    assert_eq!(folders[0].0.len(), 9);
    assert_eq!(folders[0], folders[1]);
}

/// Adds up what it hears.
#[derive(Default)]
struct Heard {
    expected: AtomicUsize,
    done: AtomicUsize,
    bytes: AtomicU64,
    waits: AtomicUsize,
}

impl Progress for Heard {
    fn expect(&self, files: usize) {
        self.expected.fetch_add(files, Ordering::SeqCst);
    }

    fn received(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::SeqCst);
    }

    fn waiting(&self, host: &str, _: Duration) {
        assert_eq!(host, "127.0.0.1");
        self.waits.fetch_add(1, Ordering::SeqCst);
    }

    fn done(&self) {
        self.done.fetch_add(1, Ordering::SeqCst);
    }
}

#[test]
fn progress_ends_with_all_that_was_expected() {
    let folder = TempDir::new().unwrap();
    let feed = "<rss>\nnames /t.vtt\nnames /missing.vtt\nnames mailto:a@b.example\n";
    let server = Server::start(move |request, before| match request.path.as_str() {
        "/feed" if before == 0 => Reply::new(503, ""),
        "/feed" => Reply::new(200, feed),
        "/t.vtt" => Reply::new(200, "WEBVTT"),
        _ => Reply::new(404, ""),
    });
    let options = Options {
        transcripts: true,
        ..options()
    };
    let heard = Heard::default();
    let feeds = [server.url("/feed"), "no address".to_owned()];
    fetch(&feeds, folder.path(), &options, &enclosed, &heard).unwrap();
    let count = |counter: &AtomicUsize| counter.load(Ordering::SeqCst);
    assert_eq!((count(&heard.expected), count(&heard.done)), (5, 5));
    assert_eq!(count(&heard.waits), 1);
    let bytes = heard.bytes.load(Ordering::SeqCst);
    assert_eq!(bytes, (feed.len() + "WEBVTT".len()) as u64);
}
