//! `explain` and `lexicon`: why a name is what it is, and what a lexicon could gain.

use std::fs;

use showgraph::config::Config;
use showgraph::knowledge::lexicon::Lexicon;

use crate::project::showgraph;

const NOTES: &str = "\
---
title: Queues with Bo Tern
hosts: [Mara Finch]
---
We talk about Kubernetes and about the Lantern Queue.

- [Lantern Queue](https://lantern-queue.example/) runs on K8s
";

struct Said {
    status: i32,
    stdout: String,
    stderr: String,
}

/// Runs a command in a folder that holds `notes/1.md`.
fn run(arguments: &[&str], config: Option<&str>) -> Said {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("notes")).unwrap();
    fs::write(folder.path().join("notes/1.md"), NOTES).unwrap();
    if let Some(config) = config {
        fs::write(folder.path().join("notes/showgraph.toml"), config).unwrap();
    }
    let output = showgraph()
        .args(arguments)
        .current_dir(folder.path())
        .output()
        .unwrap();
    Said {
        status: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn every_mention_is_shown_with_its_place() {
    let said = run(&["explain", "notes", "kubernetes", "-q"], None);
    assert_eq!(said.status, 0, "{}", said.stderr);
    for expected in [
        "product \"Kubernetes\": confidence ",
        "mentions: 2",
        "notes/1.md:5:15: We talk about Kubernetes",
        "notes/1.md:7:59: Lantern Queue runs on K8s",
        "\"K8s\" was taken for \"Kubernetes\": lexicon",
        "the lexicon has it as product",
    ] {
        assert!(
            said.stdout.contains(expected),
            "{expected:?} in {}",
            said.stdout
        );
    }
}

#[test]
fn an_episode_is_found_in_the_notes_by_its_file() {
    for episode in ["1", "1.md"] {
        let said = run(
            &["explain", episode, "Mara Finch", "--notes", "notes", "-q"],
            None,
        );
        assert_eq!(said.status, 0, "{episode}: {}", said.stderr);
        assert!(
            said.stdout.contains("person \"Mara Finch\""),
            "{}",
            said.stdout
        );
        assert!(said.stdout.contains("notes/1.md:3:"), "{}", said.stdout);
    }
}

#[test]
fn what_the_configuration_drops_is_said_to_be_dropped() {
    let config = "[curation]\ndrop = [\"Kubernetes\"]\n";
    let said = run(&["explain", "notes/1.md", "Kubernetes", "-q"], Some(config));
    assert!(
        said.stdout.contains("the configuration drops it"),
        "{}",
        said.stdout
    );
}

#[test]
fn a_name_that_is_not_there_is_answered_with_the_nearest() {
    let said = run(&["explain", "notes", "Kubernets", "-q"], None);
    assert_eq!((said.status, said.stdout.as_str()), (1, ""));
    assert!(
        said.stderr.contains("did you mean \"Kubernetes\"?"),
        "{}",
        said.stderr
    );
    let said = run(
        &["explain", "12", "Kubernetes", "--notes", "notes", "-q"],
        None,
    );
    assert_eq!(said.status, 2);
    assert!(
        said.stderr.contains("neither a path nor an episode"),
        "{}",
        said.stderr
    );
}

#[test]
fn a_saved_graph_gives_the_evidence_of_its_edges() {
    let folder = tempfile::tempdir().unwrap();
    let graph = folder.path().join("graph.json");
    let export = showgraph()
        .args(["export", "tests/corpus", "--format", "json", "-q", "-o"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(export.status.success());
    let explain = |name: &str| {
        let output = showgraph()
            .args(["explain", "tideline/episodes/0102.md", name, "--graph"])
            .arg(&graph)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        (output.status.code().unwrap(), text)
    };
    let (status, text) = explain("Kubernetes");
    assert_eq!(status, 0);
    assert!(text.contains("product \"Kubernetes\": "), "{text}");
    assert!(text.contains("tideline/episodes/0102.md:"), "{text}");
    assert_eq!(explain("nobody at all").0, 2);
}

#[test]
fn suggestions_are_a_lexicon() {
    let said = run(&["lexicon", "suggest", "notes", "-q"], None);
    assert_eq!(said.status, 0, "{}", said.stderr);
    let lexicon = Lexicon::from_toml("suggested.toml", &said.stdout).unwrap();
    assert_eq!(lexicon.find("Lantern Queue").len(), 1, "{}", said.stdout);
    assert!(lexicon.find("Kubernetes").is_empty(), "{}", said.stdout);
    assert!(
        said.stdout.contains("# 1 episode, 2 mentions, "),
        "{}",
        said.stdout
    );
    let none = run(&["lexicon", "suggest", "notes", "-q", "-n", "0"], None);
    assert!(!none.stdout.contains("[[entity]]"), "{}", none.stdout);
}

#[test]
fn entries_are_found_by_any_form() {
    let said = run(&["lexicon", "find", "k8S"], None);
    assert_eq!(said.status, 0);
    let lexicon = Lexicon::from_toml("found.toml", &said.stdout).unwrap();
    assert_eq!(lexicon.find("Kubernetes").len(), 1, "{}", said.stdout);
    let said = run(&["lexicon", "find", "kubernets"], None);
    assert_eq!((said.status, said.stdout.as_str()), (1, ""));
    assert!(
        said.stderr.contains("did you mean \"Kubernetes\""),
        "{}",
        said.stderr
    );
}

#[test]
fn merges_can_be_pasted_into_the_configuration() {
    let merges = tempfile::NamedTempFile::new().unwrap();
    let path = merges.path().to_str().unwrap();
    let said = run(&["export", "notes", "-q", "--merges", path], None);
    assert_eq!(said.status, 0, "{}", said.stderr);
    let text = fs::read_to_string(path).unwrap();
    let config = Config::parse(&text, "merges.toml").unwrap();
    let pair = ["Kubernetes".to_owned(), "K8s".to_owned()];
    assert!(config.curation.same.contains(&pair.to_vec()), "{text}");
    let said = run(&["check", "notes"], Some(&text));
    assert!(!said.stdout.contains("notice"), "{}", said.stdout);
}

/// Nobody can be told then, and the answer is no as before.
#[cfg(target_os = "linux")]
#[test]
fn a_standard_error_that_takes_nothing_is_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("1.md"), NOTES).unwrap();
    let path = folder.path().display().to_string();
    let runs: [&[&str]; 2] = [
        &["explain", &path, "Nobody"],
        &["lexicon", "find", "nobody"],
    ];
    for run in runs {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_showgraph"));
        let status = command
            .args(run)
            .stdout(std::process::Stdio::null())
            .stderr(full)
            .status();
        assert_eq!(status.unwrap().code(), Some(1), "{run:?}");
    }
}
