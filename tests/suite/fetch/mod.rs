//! `fetch` against a server that misbehaves: what is stored, what is asked again, what is said.

mod answers;
mod command;
mod folders;
mod requests;
mod server;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use showgraph::fetch::{Change, Fetched, NoProgress, Options, Outcome, Retry, Timeouts, fetch};
use showgraph::source::fetched::{Enclosed, Kind};

const FEED: &str = "<?xml version=\"1.0\"?><rss><channel><title>The Shed</title></channel></rss>";

fn options() -> Options {
    Options {
        max_size: 1 << 20,
        timeouts: Timeouts {
            connect: Duration::from_secs(5),
            idle: Duration::from_secs(5),
            whole: Duration::from_secs(10),
        },
        retry: Retry {
            attempts: 3,
            first_wait: Duration::from_millis(10),
            longest_wait: Duration::from_secs(1),
        },
        ..Options::default()
    }
}

/// Each line of a feed that begins with `names` has an address: of chapters if that word is in it, else of
/// a transcript.
fn enclosed(feed: &[u8]) -> Vec<Enclosed> {
    let text = String::from_utf8_lossy(feed);
    let lines = text.lines().filter_map(|line| line.strip_prefix("names "));
    lines
        .map(|line| {
            let mut words = line.split(' ');
            let address = words.next().unwrap().to_owned();
            let media_type = words.next().map(str::to_owned);
            let kind = match address.contains("chapters") {
                true => Kind::Chapters,
                false => Kind::Transcript,
            };
            Enclosed {
                address,
                media_type,
                kind,
            }
        })
        .collect()
}

fn run_with(folder: &Path, feeds: &[String], options: &Options) -> Outcome {
    fetch(feeds, folder, options, &enclosed, &NoProgress).unwrap()
}

/// Fetches one feed.
fn one(folder: &Path, feed: &str) -> Fetched {
    let outcome = run_with(folder, &[feed.to_owned()], &options());
    assert_eq!(outcome.feeds.len(), 1);
    outcome.feeds.into_iter().next().unwrap().feed
}

fn change(fetched: &Fetched) -> Change {
    fetched.result.as_ref().unwrap().change
}

fn bytes(fetched: &Fetched) -> Vec<u8> {
    fs::read(&fetched.result.as_ref().unwrap().path).unwrap()
}

/// The files below a folder that readers see, with their content.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
            if path.is_dir() {
                folders.push(path);
            } else if !name.starts_with(".fetch.") {
                found.insert(name.replace('\\', "/"), fs::read(&path).unwrap());
            }
        }
    }
    found
}
