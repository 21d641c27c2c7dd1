//! What is asked, of whom, how often and when.

use std::fs;
use std::time::{Duration, Instant};

use showgraph::fetch::{Change, Failure, Options};
use tempfile::TempDir;

use super::server::{Reply, Server};
use super::{FEED, change, files, one, options, run_with};

#[test]
fn what_has_not_changed_is_neither_sent_nor_written() {
    let date = "Sat, 28 Nov 2026 10:00:00 GMT";
    for validator in ["etag", "date", "none"] {
        let folder = TempDir::new().unwrap();
        let server = Server::start(move |request, before| {
            let reply = match before {
                0..=2 => Reply::new(200, FEED),
                _ => Reply::new(200, FEED.replace("Shed", "Barn")),
            };
            let is_known = match validator {
                "etag" => request.header("If-None-Match") == Some("W/\"1\""),
                "date" => request.header("If-Modified-Since") == Some(date),
                _ => false,
            };
            match validator {
                _ if is_known && before < 3 => Reply::new(304, ""),
                "etag" => reply.header("ETag", "W/\"1\""),
                "date" => reply.header("Last-Modified", date),
                _ => reply,
            }
        });
        let url = server.url("/feed");
        let first = one(folder.path(), &url);
        let path = first.result.unwrap().path;
        let written = fs::metadata(&path).unwrap().modified().unwrap();
        assert_eq!(
            change(&one(folder.path(), &url)),
            Change::Unchanged,
            "{validator}"
        );
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), written);
        assert!(server.requests()[0].header("If-None-Match").is_none());

        // Validators of a file that is no longer there, or no longer whole, are not sent.
        fs::write(&path, "half").unwrap();
        assert_eq!(
            change(&one(folder.path(), &url)),
            Change::Updated,
            "{validator}"
        );
        let last = server.requests().pop().unwrap();
        assert!(
            last.header("If-None-Match").is_none() && last.header("If-Modified-Since").is_none()
        );
        assert_eq!(
            change(&one(folder.path(), &url)),
            Change::Updated,
            "{validator}"
        );
        assert!(fs::read_to_string(&path).unwrap().contains("Barn"));
    }
}

#[test]
fn validators_go_to_the_address_they_came_from() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(|request, _| match request.path.as_str() {
        "/feed" => Reply::redirect(302, "/there"),
        _ if request.header("If-None-Match").is_some() => Reply::new(304, ""),
        _ => Reply::new(200, FEED).header("ETag", "\"a\""),
    });
    one(folder.path(), &server.url("/feed"));
    assert_eq!(
        change(&one(folder.path(), &server.url("/feed"))),
        Change::Unchanged
    );
    let sent: Vec<(String, bool)> = server
        .requests()
        .into_iter()
        .map(|request| {
            let has = request.header("If-None-Match").is_some();
            (request.path, has)
        })
        .collect();
    let expected = [
        ("/feed", false),
        ("/there", false),
        ("/feed", false),
        ("/there", true),
    ];
    assert_eq!(sent, expected.map(|(path, has)| (path.to_owned(), has)));
}

#[test]
fn permanent_moves_are_reported_and_the_file_moves_along() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(|request, _| match request.path.as_str() {
        "/old" => Reply::redirect(301, "older?x=1#top"),
        "/older?x=1" => Reply::redirect(308, "/new feed"),
        "/mixed" => Reply::redirect(301, "/today"),
        "/today" => Reply::redirect(302, "/new%20feed"),
        "/passing" => Reply::redirect(307, "/old"),
        _ => Reply::new(200, FEED),
    });
    let moved = |path: &str| one(folder.path(), &server.url(path)).moved_to;
    assert_eq!(moved("/old"), Some(server.url("/new%20feed")));
    assert_eq!(moved("/mixed"), Some(server.url("/today")));
    assert_eq!(moved("/passing"), None);
    assert_eq!(moved("/new%20feed"), None);

    let names: Vec<String> = files(folder.path()).into_keys().collect();
    assert_eq!(
        names.len(),
        3,
        "the new address goes on with the old one's file: {names:?}"
    );
}

#[test]
fn a_busy_server_is_asked_again_in_its_own_time() {
    for (case, header, times, expected) in [
        ("no header", None, 2, Ok(3)),
        ("zero seconds", Some("0"), 1, Ok(2)),
        ("for ever", None, 9, Err(3)),
        ("tomorrow", Some("86400"), 9, Err(1)),
    ] {
        let folder = TempDir::new().unwrap();
        let server = Server::start(move |_, before| match (before < times, header) {
            (true, Some(value)) => Reply::new(429, "").header("Retry-After", value),
            (true, None) => Reply::new(503, ""),
            (false, _) => Reply::new(200, FEED),
        });
        let fetched = one(folder.path(), &server.url("/feed"));
        let asked = server.count("/feed");
        match (fetched.result, expected) {
            (Ok(_), Ok(count)) => assert_eq!(asked, count, "{case}"),
            (Err(Failure::Busy { attempts, .. }), Err(count)) => {
                assert_eq!((asked, attempts as usize), (count, count), "{case}");
            }
            (result, _) => panic!("{case}: {result:?}"),
        }
    }
}

#[test]
fn retry_after_is_waited_for() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(|_, before| match before {
        0 => Reply::new(503, "").header("Retry-After", "1"),
        _ => Reply::new(200, FEED),
    });
    let started = Instant::now();
    assert_eq!(
        change(&one(folder.path(), &server.url("/feed"))),
        Change::New
    );
    assert!(started.elapsed() >= Duration::from_secs(1));
}

#[test]
fn one_host_gets_two_connections_and_results_keep_their_order() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(|request, _| {
        let number = request.path.trim_start_matches('/').parse::<u64>().unwrap();
        Reply::new(200, FEED).after(Duration::from_millis(60 - 10 * number))
    });
    let feeds: Vec<String> = (0..6).map(|n| server.url(&format!("/{n}"))).collect();
    let options = Options {
        jobs: 6,
        ..options()
    };
    let outcome = run_with(folder.path(), &feeds, &options);
    let order: Vec<&str> = outcome.files().map(|file| file.address.as_str()).collect();
    assert_eq!(order, feeds);
    assert!(outcome.files().all(|file| file.result.is_ok()));
    assert_eq!(server.most_connections(), 2);
}

#[test]
fn user_names_and_passwords_are_sent_and_kept_nowhere() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(|request, _| match request.header("Authorization") {
        Some("Basic YW5hOnNlY3JldA==") => Reply::new(200, FEED),
        _ => Reply::new(401, ""),
    });
    let url = server.url("/feed").replace("//", "//ana:secret@");
    let fetched = one(folder.path(), &url);
    assert_eq!(change(&fetched), Change::New);
    assert_eq!(fetched.address, server.url("/feed"));
    let record = fs::read_to_string(folder.path().join(".fetch.json")).unwrap();
    assert!(!record.contains("secret"), "{record}");
}
