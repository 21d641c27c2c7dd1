//! What the binary promises to shells and scripts.

use std::io::Read;
use std::process::{Command, Stdio};

use crate::project::{corpus, said, showgraph};

fn output_of(arguments: &[&str]) -> (i32, String, String) {
    said(showgraph().args(arguments))
}

#[test]
fn misuse_ends_with_status_2_and_says_what_is_wrong() {
    let cases: &[(&str, &[&str], &str)] = &[
        ("no command", &[], "Usage: showgraph"),
        ("an unknown command", &["exprot"], "'export'"),
        ("no path", &["export"], "<PATH>"),
        (
            "an unknown format",
            &["export", ".", "--format", "svg"],
            "graphml",
        ),
        ("no threads", &["check", ".", "--threads", "0"], "--threads"),
        (
            "quiet and verbose",
            &["check", ".", "-q", "-v"],
            "--verbose",
        ),
        ("a shell that nobody has", &["completions", "hal"], "bash"),
        (
            "a page of no command",
            &["man", "woman"],
            "\"woman\" is no command",
        ),
        (
            "a path that is not there",
            &["check", "no/such/notes"],
            "no/such/notes",
        ),
    ];
    for (name, arguments, expected) in cases {
        let (status, stdout, stderr) = output_of(arguments);
        assert_eq!(status, 2, "{name}: {stderr}");
        assert_eq!(stdout, "", "{name}: standard output is for data");
        assert!(stderr.contains(expected), "{name}: {stderr}");
    }
}

#[test]
fn the_summary_names_what_was_read_and_written() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("new/folder");
    let run = |flag: &str| {
        let result = showgraph()
            .args(["export", "tests/corpus", flag, "-o"])
            .arg(&output)
            .output()
            .unwrap();
        assert!(result.status.success());
        assert_eq!(result.stdout, b"", "standard output is for data");
        String::from_utf8(result.stderr).unwrap()
    };

    let summary = run("--threads=1");
    for expected in [
        "18 episodes",
        "nothing skipped",
        "nodes: show 5",
        "part_of_show 18",
    ] {
        assert!(summary.contains(expected), "{expected:?} in {summary}");
    }
    for file in ["graph.graphml", "graph.jsonld", "graph.dot", "graph.json"] {
        let path = output.join(file);
        assert!(path.is_file());
        assert!(
            summary.contains(&format!("wrote {}", path.display())),
            "{summary}"
        );
    }

    assert_eq!(run("--quiet"), "");

    let verbose = run("--verbose");
    for left_out in [
        "about.md",
        "_index.md",
        "README.md",
        "0104.md",
        "people/noor.md",
    ] {
        assert!(verbose.contains(left_out), "{left_out} in {verbose}");
    }
}

#[test]
fn formats_are_written_as_asked() {
    let folder = tempfile::tempdir().unwrap();
    showgraph()
        .args([
            "export",
            "tests/corpus",
            "--format",
            "dot,json",
            "--format",
            "dot",
            "-o",
        ])
        .arg(folder.path())
        .assert()
        .success();
    let mut names: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["graph.dot", "graph.json"]);
}

#[test]
fn check_reads_everything_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let result = showgraph()
        .current_dir(folder.path())
        .arg("check")
        .arg(corpus())
        .output()
        .unwrap();
    assert!(result.status.success());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn check_prints_problems_as_data() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("one.md"),
        "---\ntitle: [open\n---\nText.\n",
    )
    .unwrap();
    let result = showgraph()
        .args(["check", "--quiet"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert_eq!(result.status.code(), Some(1));
    let problems = String::from_utf8(result.stdout).unwrap();
    assert!(problems.contains("one.md:"), "{problems}");
    assert_eq!(result.stderr, b"");
}

#[test]
fn every_shell_gets_completions_for_every_command() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (status, script, _) = output_of(&["completions", shell]);
        assert_eq!(status, 0, "{shell}");
        for command in ["export", "check", "topics", "completions", "man"] {
            assert!(script.contains(command), "{command} in {shell}");
        }
    }
}

#[test]
fn man_pages_are_roff_and_name_their_command() {
    for (arguments, name) in [
        (&["man"][..], "showgraph"),
        (&["man", "export"], "showgraph\\-export"),
    ] {
        let (status, page, _) = output_of(arguments);
        assert_eq!(status, 0);
        assert!(page.contains(".TH"), "{page}");
        assert!(page.contains(&format!(".SH NAME\n{name} ")), "{page}");
    }
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_showgraph"))
        .args(["completions", "zsh"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Closed before the binary writes, or while it does: both must end quietly.
    drop(child.stdout.take());
    let mut stderr = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut stderr)
        .unwrap();
    assert_eq!(stderr, "");
    assert!(child.wait().unwrap().success());
}
