//! Input that is broken, hostile or not there: a clear message, the right exit status, and no good
//! file lost.

use std::fs;
use std::path::Path;
use std::time::Duration;

use tempfile::TempDir;

use crate::project::{contents, showgraph};

/// A good episode, and the person by whom it is known again.
const GOOD: &str = "---\ntitle: A good one\nhosts: [Wilhelmina Oakes]\n---\nAll about SQLite.\n";
const MARK_OF_GOOD: &str = "Wilhelmina Oakes";

/// A folder `notes` with one good episode, and room for output.
fn notes() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("notes")).unwrap();
    fs::write(folder.path().join("notes/good.md"), GOOD).unwrap();
    folder
}

struct Run {
    status: i32,
    stderr: String,
    graph: String,
}

fn export(folder: &Path, flags: &[&str]) -> Run {
    let result = showgraph()
        .current_dir(folder)
        .args(["export", "notes", "-o", "out"])
        .args(flags)
        // Far beyond any honest run: ends a hang.
        .timeout(Duration::from_secs(300))
        .output()
        .unwrap();
    Run {
        status: result.status.code().expect("no signal ends the run"),
        stderr: String::from_utf8(result.stderr).unwrap(),
        graph: fs::read_to_string(folder.join("out/graph.json")).unwrap_or_default(),
    }
}

#[test]
fn a_bad_file_is_named_and_the_good_ones_are_kept() {
    let cases: &[(&str, &str, &[u8], i32, &str)] = &[
        ("an empty file", "bad.md", b"", 1, "bad.md: "),
        ("white space alone", "bad.md", b" \n\n", 1, "bad.md: "),
        (
            "invalid UTF-8",
            "bad.md",
            b"# Caf\xe9\n\nWe met at KubeCon.\n",
            1,
            "bad.md:1:6: ",
        ),
        (
            "an unclosed front matter",
            "bad.md",
            b"+++\ntitle = \"Open\"\n\nWe met at KubeCon.\n",
            1,
            "bad.md:1",
        ),
        (
            "a broken front matter",
            "bad.md",
            b"---\ntitle: Fine\nhosts: [Somebody\n---\nWe met at KubeCon.\n",
            1,
            "bad.md:",
        ),
        (
            "a rule and a list, which only look like a front matter",
            "odd.md",
            b"---\n- a\n- list\n---\nWe met at KubeCon.\n",
            0,
            "2 episodes",
        ),
        (
            "control characters",
            "odd.md",
            b"# Bells \x07 and \x1b[31mcolours\x1b[0m\x00\n\nWe met at KubeCon.\n",
            0,
            "2 episodes",
        ),
    ];
    for (name, file, bytes, status, message) in cases {
        let folder = notes();
        fs::write(folder.path().join("notes").join(file), bytes).unwrap();
        let run = export(folder.path(), &[]);
        assert_eq!(run.status, *status, "{name}: {}", run.stderr);
        assert!(run.stderr.contains(message), "{name}: {}", run.stderr);
        assert!(
            run.graph.contains(MARK_OF_GOOD),
            "{name}: the good file is lost"
        );
        if bytes.windows(7).any(|word| word == b"KubeCon") {
            assert!(
                run.graph.contains("KubeCon"),
                "{name}: the good part is lost"
            );
        }
    }
}

#[test]
fn control_characters_reach_no_output() {
    let folder = notes();
    let hostile = "---\ntitle: \"Bell \\u0007 here\"\nguests: [\"Ann\\u0000 Other\"]\n---\n\
                   [A \u{1b}[31mred\u{8} link\u{fffe}](https://example.com/\u{2})\n";
    fs::write(folder.path().join("notes/bad.md"), hostile).unwrap();
    let run = export(folder.path(), &[]);
    assert!(run.status < 2, "{}", run.stderr);
    for file in ["graph.graphml", "graph.jsonld", "graph.dot", "graph.json"] {
        let text = fs::read_to_string(folder.path().join("out").join(file)).unwrap();
        // What XML forbids is no harm in JSON.
        let is_json = file.contains("json");
        let forbidden = text.chars().find(|character| {
            (character.is_control() && !"\n\t".contains(*character))
                || (*character == '\u{fffe}' && !is_json)
        });
        assert_eq!(forbidden, None, "{file}");
    }
}

#[test]
fn a_line_of_50_megabytes_is_read_like_any_other() {
    let folder = notes();
    let line = "Rust and SQLite at the edge, again and again. ".repeat(50_000_000 / 46);
    fs::write(folder.path().join("notes/long.md"), line).unwrap();
    let run = export(folder.path(), &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.contains("2 episodes"), "{}", run.stderr);
    assert!(run.graph.len() < 1_000_000, "quotes are short");
}

#[test]
fn a_folder_with_the_name_of_a_note_is_a_folder() {
    let folder = notes();
    fs::create_dir(folder.path().join("notes/x.md")).unwrap();
    fs::write(
        folder.path().join("notes/x.md/inside.md"),
        "We met at KubeCon.\n",
    )
    .unwrap();
    let run = export(folder.path(), &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.graph.contains("x.md/inside.md"));
    assert!(run.graph.contains(MARK_OF_GOOD));
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read_is_named() {
    let folder = notes();
    std::os::unix::fs::symlink("nowhere", folder.path().join("notes/gone.md")).unwrap();
    let run = export(folder.path(), &[]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("notes/gone.md: "), "{}", run.stderr);
    assert!(run.graph.contains(MARK_OF_GOOD));
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = notes();
    let locked = folder.path().join("notes/locked.md");
    fs::write(&locked, GOOD).unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&locked).is_ok() {
        eprintln!("skipped: this user may read everything");
        return;
    }
    let run = export(folder.path(), &[]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("notes/locked.md: "), "{}", run.stderr);
    assert!(run.graph.contains(MARK_OF_GOOD));
}

#[test]
fn a_run_that_fails_writes_nothing() {
    type Spoil = fn(&Path);
    let cases: &[(&str, Spoil, &[&str], &str)] = &[
        (
            "a path that does not exist",
            |_| {},
            &["no/such/folder"],
            "no/such/folder: cannot read",
        ),
        (
            "an output folder that is a file",
            |folder| {
                fs::remove_dir_all(folder.join("out")).unwrap();
                fs::write(folder.join("out"), "taken").unwrap();
            },
            &[],
            "out: cannot create the folder",
        ),
        (
            "an output file that is a folder",
            |folder| fs::create_dir(folder.join("out/graph.jsonld")).unwrap(),
            &[],
            "graph.jsonld: cannot write",
        ),
        (
            "a configuration that is not there",
            |_| {},
            &["--config", "nowhere.toml"],
            "nowhere.toml",
        ),
        (
            "a configuration that is no TOML",
            |folder| fs::write(folder.join("site.toml"), "show \"A show\"").unwrap(),
            &["--config", "site.toml"],
            "site.toml:1",
        ),
        (
            "a lexicon that is not there",
            |_| {},
            &["--lexicon", "nowhere.toml"],
            "nowhere.toml",
        ),
        (
            "a base that is no IRI",
            |_| {},
            &["--base-iri", "not an iri"],
            "not an iri",
        ),
    ];
    for (name, spoil, flags, message) in cases {
        let folder = notes();
        fs::create_dir(folder.path().join("out")).unwrap();
        fs::write(folder.path().join("out/graph.json"), "the old graph").unwrap();
        spoil(folder.path());
        let before = contents(folder.path());
        let run = export(folder.path(), flags);
        assert_eq!(run.status, 2, "{name}: {}", run.stderr);
        assert!(
            run.stderr.starts_with("showgraph: error: "),
            "{name}: {}",
            run.stderr
        );
        assert!(run.stderr.contains(message), "{name}: {}", run.stderr);
        assert!(contents(folder.path()) == before, "{name}: files changed");
    }
}
