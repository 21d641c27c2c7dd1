//! What a newcomer to a site is told: `init` writes a configuration that says what the notes do, and
//! `check` names what is not read of them.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::project::{copy_folder, corpus, folder, repository, said, showgraph};

/// A site whose field names nobody knows, with slugs, pages of people, and files that belong to nobody.
fn kiln() -> TempDir {
    folder(&[
        (
            "content/ep/1.md",
            "---\ntitle: One\nnumber: 1\nstarring: Jana Weber\nvoices: [ana]\nhosts: [ottto]\n---\nClay.\n",
        ),
        (
            "content/ep/2.md",
            "---\ntitle: Two\nnumber: 2\nstarring: [Peter Lind, 'Maria de la Cruz']\nvoices: [ana]\n---\nAsh.\n",
        ),
        (
            "content/ep/3.md",
            "---\ntitle: Three\nnumber: 3\nextra:\n  starring:\n    - name: Daniel Brandt\ncover: Red Kiln.png\nvoices: [ana]\n---\nSalt.\n",
        ),
        (
            "content/ep/4.md",
            "---\ntitle: Four\nnumber: 4\nvoices: [ana]\nmood: Warm and slow\n---\nIron.\n",
        ),
        (
            "content/ep/5.md",
            "---\ntitle: Five\ndraft: true\n---\nNot yet.\n",
        ),
        (
            "content/bios/ana.md",
            "---\ntitle: Ana Kovac\navatar: a.png\n---\n",
        ),
        (
            "content/people/otto.md",
            "---\ntitle: Otto Brandt\navatar: o.png\n---\n",
        ),
        ("content/about.md", "---\ntitle: About\n---\nUs.\n"),
        (
            "talks/glaze.vtt",
            "WEBVTT\n\n00:01.000 --> 00:04.000\nGlaze is glass.\n",
        ),
        (
            "feed.xml",
            "<rss version='2.0'><channel><title>Kiln</title><item><title>Wheel</title><guid>w</guid></item></channel></rss>",
        ),
    ])
}

/// Runs `export` and says how it ended and how many episodes the graph has.
fn exported(notes: &Path) -> (i32, String, Vec<Value>) {
    let output = TempDir::new().unwrap();
    let (status, _, stderr) = said(
        showgraph()
            .args(["export", "--format", "json", "-o"])
            .arg(output.path())
            .arg(notes),
    );
    let graph = fs::read(output.path().join("graph.json")).unwrap();
    let graph: Value = serde_json::from_slice(&graph).unwrap();
    (status, stderr, graph["nodes"].as_array().unwrap().clone())
}

fn of_kind<'n>(nodes: &'n [Value], kind: &str) -> Vec<&'n str> {
    let nodes = nodes
        .iter()
        .filter(|node| node["attributes"]["kind"] == kind);
    nodes
        .map(|node| node["attributes"]["label"].as_str().unwrap())
        .collect()
}

#[test]
fn what_init_writes_makes_export_read_more() {
    let site = kiln();
    let (_, _, before) = exported(site.path());
    assert!(!of_kind(&before, "person").contains(&"Jana Weber"));

    let (status, stdout, stderr) = said(showgraph().arg("init").arg(site.path()));
    assert_eq!((status, &*stdout), (0, ""), "{stderr}");
    let written = fs::read_to_string(site.path().join("showgraph.toml")).unwrap();
    for expected in [
        "guests = [\"starring\"]\n",
        "hosts = [\"voices\"]\n",
        "people = [\"content/bios\"]\n",
        "`starring` stands in 3 of 4 files",
        "names 1 person (ana), 4.0 times each",
        "# hosts: read from `hosts`, in 1 of 4 files.",
    ] {
        assert!(written.contains(expected), "{expected:?} in {written}");
    }

    let (status, stderr, after) = exported(site.path());
    assert_eq!(status, 0, "{stderr}");
    assert!(!stderr.contains("showgraph.toml"), "{stderr}");
    assert_eq!(of_kind(&after, "episode"), of_kind(&before, "episode"));
    let people = of_kind(&after, "person");
    for person in [
        "Jana Weber",
        "Peter Lind",
        "Maria de la Cruz",
        "Daniel Brandt",
        "Ana Kovac",
    ] {
        assert!(people.contains(&person), "{person} in {people:?}");
    }
}

#[test]
fn init_says_nothing_wrong_of_any_sample() {
    for sample in [
        "tests/corpus",
        "tests/inputs/site-and-feed",
        "tests/corpus/tideline",
        "tests/corpus/platform-hour",
    ] {
        let copy = TempDir::new().unwrap();
        copy_folder(&repository().join(sample), copy.path());
        let own = copy.path().join("showgraph.toml");
        fs::remove_file(&own).ok();
        let (_, _, before) = exported(copy.path());
        let (status, _, stderr) = said(showgraph().arg("init").arg(copy.path()));
        assert_eq!(status, 0, "{sample}: {stderr}");
        let (status, stderr, after) = exported(copy.path());
        assert_eq!(status, 0, "{sample}: {stderr}");
        assert!(!stderr.contains("showgraph.toml"), "{sample}: {stderr}");
        let count = |nodes: &[Value]| of_kind(nodes, "episode").len();
        assert!(
            count(&after) >= count(&before),
            "{sample}: {}",
            fs::read_to_string(own).unwrap()
        );
    }
}

#[test]
fn init_never_overwrites_unless_it_is_told_to() {
    let site = folder(&[
        ("one.md", "# One\n\nClay.\n"),
        ("showgraph.toml", "show = \"Mine\"\n"),
    ]);
    let own = site.path().join("showgraph.toml");
    let (status, stdout, stderr) = said(showgraph().arg("init").arg(site.path()));
    assert_eq!((status, &*stdout), (2, ""));
    assert!(stderr.contains("--force"), "{stderr}");
    assert_eq!(fs::read_to_string(&own).unwrap(), "show = \"Mine\"\n");

    let (status, printed, _) = said(showgraph().args(["init", "-o", "-"]).arg(site.path()));
    assert_eq!(status, 0);
    assert_eq!(fs::read_to_string(&own).unwrap(), "show = \"Mine\"\n");
    assert!(printed.contains("show = \"Mine\"\n"), "{printed}");

    let (status, _, _) = said(showgraph().args(["init", "--force"]).arg(site.path()));
    assert_eq!(status, 0);
    assert_eq!(fs::read_to_string(&own).unwrap(), printed);
}

#[test]
fn check_names_what_is_not_read() {
    let site = kiln();
    let (status, problems, _) = said(showgraph().arg("check").arg(site.path()));
    assert_eq!(status, 0);
    let expected = [
        "content/ep/1.md:4:11: the field \"starring\" looks like people (",
        "in 3 of 4 files and is not read",
        "[fields] guests = [\"starring\"]",
        "content/ep/1.md:6:9: no page of a person is called \"ottto\" (in 1 episode); did you mean \"otto\"?",
        "talks/glaze.vtt: a transcript that no notes name",
        "feed.xml: none of its items (1) belongs to notes",
        "content/ep/5.md: passed over: a draft\n",
        "content/about.md: passed over: in a section of the site without episodes; so are ",
    ];
    for line in expected {
        assert!(problems.contains(line), "{line:?} in {problems}");
    }
    for other in ["\"cover\"", "\"mood\"", "\"title\""] {
        assert!(!problems.contains(other), "{other} in {problems}");
    }
}

#[test]
fn check_prints_the_same_as_json() {
    let site = kiln();
    let run = || {
        said(
            showgraph()
                .args(["check", "--format", "json", "--threads", "2"])
                .arg(site.path()),
        )
    };
    let (status, printed, _) = run();
    assert_eq!(status, 0);
    let answer: Value = serde_json::from_str(&printed).unwrap();
    let fields = answer["survey"]["fields"].as_array().unwrap();
    let starring = fields
        .iter()
        .find(|field| field["name"] == "starring")
        .unwrap();
    assert_eq!(starring["files"], 3);
    assert_eq!(starring["people"]["different"], 4);
    assert_eq!(starring["read_as"], Value::Null);
    let problems = answer["problems"].as_array().unwrap();
    let slug = problems
        .iter()
        .find(|problem| problem["line"] == 6)
        .unwrap();
    assert_eq!(
        (&slug["column"], &slug["severity"]),
        (&9.into(), &"notice".into())
    );
    assert_eq!(run().1, printed, "the same notes give the same bytes");
}

#[test]
fn check_of_the_sample_passes_over_and_finds_nothing_wanting() {
    let (status, problems, _) = said(showgraph().arg("check").arg(corpus()));
    assert_eq!(status, 0);
    let reasons = ["a draft", "a section page", "a page about", "in a section"];
    for line in problems.lines() {
        assert!(
            reasons
                .iter()
                .any(|reason| line.contains(&format!("passed over: {reason}"))),
            "{line}"
        );
    }
    assert!(problems.contains("about.md: passed over: "), "{problems}");
}
