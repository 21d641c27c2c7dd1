//! One answer each: what is stored of it, or what is said of it.

use std::collections::BTreeMap;
use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use showgraph::fetch::{Change, Failure, Fetched, Options, Timeouts};
use tempfile::TempDir;

use super::server::{Reply, Server};
use super::{FEED, bytes, change, files, one, options, run_with};

/// [`FEED`] as Node's `zlib.brotliCompressSync` compresses it.
const BROTLI_FEED: [u8; 64] = [
    27, 73, 0, 128, 156, 7, 182, 219, 148, 29, 161, 80, 157, 222, 217, 62, 74, 205, 227, 67, 53,
    183, 127, 166, 202, 208, 212, 139, 92, 129, 144, 57, 198, 153, 14, 194, 215, 114, 205, 203,
    164, 195, 198, 216, 240, 60, 9, 130, 138, 1, 235, 165, 236, 121, 228, 159, 152, 164, 99, 199,
    133, 34, 152, 15,
];

#[test]
fn what_a_server_sends_is_stored_byte_for_byte() {
    let latin_1 = b"<?xml version='1.0' encoding='ISO-8859-1'?><rss>caf\xe9</rss>".to_vec();
    let utf_16: Vec<u8> = "\u{feff}<rss>\u{e9}</rss>"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let plain = FEED.as_bytes().to_vec();
    let chunked = format!("{:x}\r\n{FEED}\r\n0\r\n\r\n", FEED.len());
    let cases: Vec<(&str, Reply, Vec<u8>)> = vec![
        ("no content type", Reply::new(200, FEED), plain.clone()),
        (
            "a page's content type",
            Reply::new(200, FEED).header("Content-Type", "text/html"),
            plain.clone(),
        ),
        (
            "Latin-1 that claims to be UTF-8",
            Reply::new(200, latin_1.clone()).header("Content-Type", "text/xml; charset=utf-8"),
            latin_1.clone(),
        ),
        (
            "Latin-1 that says so",
            Reply::new(200, latin_1.clone()).header("Content-Type", "text/xml; charset=iso-8859-1"),
            latin_1,
        ),
        ("UTF-16", Reply::new(200, utf_16.clone()), utf_16),
        (
            "gzip",
            Reply::new(200, gzip(FEED)).header("Content-Encoding", "gzip"),
            plain.clone(),
        ),
        (
            "brotli",
            Reply::new(200, BROTLI_FEED).header("Content-Encoding", "br"),
            plain.clone(),
        ),
        ("chunks", Reply::chunked(&chunked), plain.clone()),
        (
            "more than its length",
            Reply::new(
                200,
                format!("{FEED}HTTP/1.1 200 OK\r\n\r\n<rss>other</rss>"),
            )
            .claims(FEED.len()),
            plain.clone(),
        ),
        (
            "no length, ended by the connection",
            Reply::new(200, FEED).unstated(),
            plain,
        ),
    ];
    for (case, reply, expected) in cases {
        let folder = TempDir::new().unwrap();
        let server = Server::start(move |_, _| reply.clone());
        let fetched = one(folder.path(), &server.url("/feed"));
        assert_eq!(change(&fetched), Change::New, "{case}");
        assert_eq!(bytes(&fetched), expected, "{case}");
    }
}

#[test]
fn what_fails_is_named_and_the_old_file_stays() {
    let broken = {
        let mut broken = gzip(FEED);
        broken[12] ^= 0xff;
        broken
    };
    let cut = gzip(FEED)[..30].to_vec();
    let encoded = |body: Vec<u8>| Reply::new(200, body).header("Content-Encoding", "gzip");
    let bomb = gzip(&format!("{FEED}{}", " ".repeat(2 << 20)));
    let cases: Vec<(&str, Reply, &str)> = vec![
        ("404", Reply::new(404, "no"), "nothing at this address"),
        ("401", Reply::new(401, "no"), "private feed"),
        ("410", Reply::new(410, "no"), "take it off your list"),
        ("500", Reply::new(500, "no"), "has a fault"),
        ("204", Reply::new(204, ""), "status 204"),
        (
            "304 that was not asked for",
            Reply::new(304, ""),
            "status 304",
        ),
        (
            "300 that leads nowhere",
            Reply::new(300, "choose"),
            "status 300",
        ),
        (
            "301 without an address",
            Reply::new(301, "moved"),
            "status 301",
        ),
        (
            "less than its length",
            Reply::new(200, FEED).claims(500),
            "before all of it",
        ),
        ("broken gzip", encoded(broken), "gzip data that is broken"),
        ("cut gzip", encoded(cut), "gzip data that is broken"),
        (
            "gzip that is none",
            encoded(FEED.into()),
            "gzip data that is broken",
        ),
        (
            "an encoding that was not asked for",
            Reply::new(200, FEED).header("Content-Encoding", "zstd"),
            "\"zstd\"",
        ),
        (
            "huge",
            Reply::new(200, vec![b'<'; (1 << 20) + 1]),
            "larger than the 1 MiB",
        ),
        ("huge, decompressed", encoded(bomb), "larger than the 1 MiB"),
        (
            "endless",
            Reply::new(200, FEED).then_for_ever(&[b' '; 4096], Duration::ZERO),
            "larger than the 1 MiB",
        ),
        (
            "a redirect to a file",
            Reply::redirect(302, "file:///etc/passwd"),
            "file:///etc/passwd",
        ),
        (
            "a redirect to itself",
            Reply::redirect(302, "/feed"),
            "more than 10 redirects",
        ),
        (
            "a web page",
            Reply::new(200, "<!doctype html><p>Gone fishing"),
            "web page",
        ),
        ("nothing", Reply::new(200, ""), "empty"),
        (
            "no HTTP",
            Reply::raw("not HTTP at all\r\n\r\n"),
            "connection",
        ),
    ];
    for (case, reply, expected) in cases {
        let folder = TempDir::new().unwrap();
        let server = Server::start(move |_, before| match before {
            0 => Reply::new(200, FEED),
            _ => reply.clone(),
        });
        let url = server.url("/feed");
        one(folder.path(), &url);
        let before = files(folder.path());
        let failure = match one(folder.path(), &url).result {
            Err(failure) => failure.to_string(),
            Ok(stored) => panic!("{case}: {stored:?}"),
        };
        assert!(failure.contains(expected), "{case}: {failure}");
        assert_eq!(files(folder.path()), before, "{case}");
    }
}

#[test]
fn a_server_that_takes_too_long_is_given_up() {
    let impatient = Options {
        timeouts: Timeouts {
            idle: Duration::from_millis(150),
            whole: Duration::from_millis(400),
            ..options().timeouts
        },
        ..options()
    };
    let cases: Vec<(&str, Reply, &str)> = vec![
        (
            "silent in the middle",
            Reply::new(200, FEED).then_silence(),
            "fell silent",
        ),
        (
            "silent from the start",
            Reply::new(200, FEED).after(Duration::from_millis(400)),
            "fell silent",
        ),
        (
            "a byte now and then",
            Reply::new(200, FEED).then_for_ever(b" ", Duration::from_millis(40)),
            "takes longer than",
        ),
    ];
    for (case, reply, expected) in cases {
        let folder = TempDir::new().unwrap();
        let server = Server::start(move |_, _| reply.clone());
        let outcome = run_with(folder.path(), &[server.url("/feed")], &impatient);
        let failure = outcome.feeds[0].feed.result.as_ref().unwrap_err();
        assert!(failure.to_string().contains(expected), "{case}: {failure}");
        assert_eq!(files(folder.path()), BTreeMap::new(), "{case}");
    }
}

#[test]
fn what_is_no_web_address_is_not_asked_for() {
    let folder = TempDir::new().unwrap();
    for address in [
        "shed.example/feed",
        "file:///etc/passwd",
        "ftp://a.example/",
        "",
        "https://",
    ] {
        let fetched = one(folder.path(), address);
        assert!(matches!(failure(fetched), Failure::BadAddress), "{address}");
    }
    let closed = Server::start(|_, _| Reply::new(200, FEED)).url("/");
    let failure = failure(one(folder.path(), &closed));
    assert!(
        matches!(failure, Failure::Network(_) | Failure::Cut),
        "{failure}"
    );
}

fn failure(fetched: Fetched) -> Failure {
    fetched.result.unwrap_err()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}
