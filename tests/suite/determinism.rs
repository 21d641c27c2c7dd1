//! The same notes give the same bytes, whatever else differs.

use std::fs;
use std::path::Path;

use crate::project::{contents, copy, copy_folder, corpus, files_below, repository, showgraph};

type Files = Vec<(std::path::PathBuf, Vec<u8>)>;

fn export(input: &Path, flags: &[&str]) -> Files {
    let output = tempfile::tempdir().unwrap();
    showgraph()
        .arg("export")
        .arg(input)
        .arg("-o")
        .arg(output.path())
        .args(flags)
        .assert()
        .success();
    contents(output.path())
}

/// Says which file differs; the bytes themselves would fill the screen.
fn assert_same(name: &str, expected: &Files, found: &Files) {
    let names = |files: &Files| -> Vec<String> {
        files
            .iter()
            .map(|(file, _)| file.display().to_string())
            .collect()
    };
    assert_eq!(names(expected), names(found), "{name}: the files");
    for ((file, expected), (_, found)) in expected.iter().zip(found) {
        if let Some(line) = first_difference(expected, found) {
            panic!("{name}: {} differs from line {line} on", file.display());
        }
    }
}

fn first_difference(expected: &[u8], found: &[u8]) -> Option<usize> {
    if expected == found {
        return None;
    }
    let same = expected
        .iter()
        .zip(found)
        .take_while(|(a, b)| a == b)
        .count();
    Some(
        1 + expected[..same]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count(),
    )
}

#[test]
fn runs_threads_places_and_order_make_no_difference() {
    let expected = export(&corpus(), &["--threads", "1"]);
    let names: Vec<_> = expected
        .iter()
        .map(|(file, _)| file.to_str().unwrap())
        .collect();
    assert_eq!(
        names,
        ["graph.dot", "graph.graphml", "graph.json", "graph.jsonld"]
    );

    let scratch = tempfile::tempdir().unwrap();
    let elsewhere = scratch.path().join("a/deeper/place/corpus");
    copy_folder(&corpus(), &elsewhere);
    let reversed = scratch.path().join("corpus");
    copy(
        &corpus(),
        &reversed,
        files_below(&corpus()).into_iter().rev(),
    );

    assert_same(
        "once more",
        &expected,
        &export(&corpus(), &["--threads", "1"]),
    );
    assert_same(
        "two threads",
        &expected,
        &export(&corpus(), &["--threads", "2"]),
    );
    assert_same("another place", &expected, &export(&elsewhere, &[]));
    assert_same("files made in reverse", &expected, &export(&reversed, &[]));
}

#[test]
fn the_committed_output_is_what_the_first_command_makes() {
    // The input as the README gives it, so that paths in messages and files are the same too.
    let made = export(Path::new("tests/corpus"), &[]);
    // Other files may lie in that folder: the picture that the README draws, for example.
    let committed = made
        .iter()
        .map(|(file, _)| {
            (
                file.clone(),
                fs::read(repository().join("output").join(file)).unwrap(),
            )
        })
        .collect();
    assert_same(
        "output/ (make it anew: export tests/corpus -o output)",
        &committed,
        &made,
    );
}
