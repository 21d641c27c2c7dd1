//! The README cannot rot: its commands run, and its list of commands is that of `--help`.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::project::{copy_folder, repository, showgraph};

fn readme() -> String {
    fs::read_to_string(repository().join("README.md")).unwrap()
}

/// The lines of all fenced blocks of one language.
fn lines_of_blocks(text: &str, language: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        match line.strip_prefix("```") {
            Some(info) => inside = !inside && info == language,
            None if inside => lines.push(line.to_owned()),
            None => {}
        }
    }
    lines
}

/// The programs that a README may name and a machine may lack.
const OTHERS: [&str; 2] = ["dot", "sfdp"];

fn is_installed(program: &str) -> bool {
    env::split_paths(&env::var_os("PATH").unwrap_or_default())
        .any(|folder| folder.join(program).is_file())
}

#[cfg(unix)]
#[test]
fn every_command_runs_in_a_fresh_copy() {
    let commands: Vec<String> = lines_of_blocks(&readme(), "sh")
        .into_iter()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    let first: Vec<&str> = commands.iter().take(3).map(String::as_str).collect();
    assert_eq!(
        first,
        [
            "cargo run --release -- export tests/inputs/site-and-feed/feed.xml -o output/feed",
            "cargo run --release -- export tests/inputs/site-and-feed -o output/site",
            "cargo run --release -- export tests/corpus -o output",
        ],
        "a feed comes first"
    );

    let scratch = tempfile::tempdir().unwrap();
    for inputs in ["tests/corpus", "tests/inputs/site-and-feed"] {
        copy_folder(&repository().join(inputs), &scratch.path().join(inputs));
    }
    let programs = scratch.path().join(".programs");
    fs::create_dir(&programs).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_showgraph"), programs.join("showgraph"))
        .unwrap();
    let path = env::join_paths(
        [programs.clone()]
            .into_iter()
            .chain(env::split_paths(&env::var_os("PATH").unwrap())),
    )
    .unwrap();

    for command in commands {
        // The binary under test stands in for a build of its own.
        let command = command.replace("cargo run --release --", "showgraph");
        let program = command.split(' ').next().unwrap();
        if OTHERS.contains(&program) && !is_installed(program) {
            eprintln!("skipped: {program} is not installed: {command}");
            continue;
        }
        let output = Command::new("sh")
            .args(["-euc", &command])
            .current_dir(scratch.path())
            .env("PATH", &path)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{command}\n{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        // What the page shows of an answer is what the command says.
        if command.starts_with("showgraph query") && !command.contains("--list") {
            let answer = String::from_utf8(output.stdout).unwrap();
            assert!(
                readme().contains(answer.trim_end()),
                "{command} answers otherwise:\n{answer}"
            );
        }
    }
}

/// The commands of `--help` as (name, what it does).
fn commands_of_help() -> Vec<(String, String)> {
    let output = showgraph().arg("-h").output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    help.lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .map(|line| {
            let (name, about) = line.trim().split_once("  ").unwrap();
            (name.to_owned(), about.trim().to_owned())
        })
        .collect()
}

/// The commands of the README's table: rows such as "| `showgraph export` | … |".
fn commands_of_readme() -> Vec<(String, String)> {
    readme()
        .lines()
        .filter_map(|line| {
            let row = line.strip_prefix("| `showgraph ")?;
            let (name, about) = row.split_once("` | ")?;
            Some((name.to_owned(), about.trim_end_matches(" |").to_owned()))
        })
        .collect()
}

#[test]
fn the_commands_are_those_of_help() {
    let commands = commands_of_help();
    assert!(commands.len() > 3, "{commands:?}");
    assert_eq!(commands_of_readme(), commands);
}

#[test]
fn the_files_that_it_points_to_exist() {
    let readme = readme();
    let links = readme
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'))
        .map(|(target, _)| target)
        .filter(|target| !target.contains("://") && !target.starts_with('#'));
    let missing: Vec<&str> = links
        .filter(|target| !repository().join(Path::new(target)).exists())
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// The rows of a table of figures, tab-separated in a file, as the README shows them.
fn rows_of_figures(file: &str) -> Vec<String> {
    let text = fs::read_to_string(repository().join(file)).unwrap();
    text.lines()
        .map(|line| format!("| {} |", line.replace('\t', " | ")))
        .collect()
}

/// They are written by `benches/peers/run` and `benches/related/run`.
#[test]
fn its_figures_are_those_that_were_measured() {
    let readme = readme();
    for file in ["benches/peers/figures.tsv", "benches/related/figures.tsv"] {
        let rows = rows_of_figures(file);
        assert!(rows.len() > 2, "{file}: {rows:?}");
        for row in rows {
            assert!(
                readme.lines().any(|line| line == row),
                "{file} says {row}, README.md does not"
            );
        }
    }
}

#[test]
fn its_configuration_is_read() {
    let blocks: Vec<String> = readme()
        .split("```toml\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap().to_owned())
        .collect();
    assert!(!blocks.is_empty());
    let scratch = tempfile::tempdir().unwrap();
    let file = scratch.path().join("showgraph.toml");
    for block in blocks {
        fs::write(&file, &block).unwrap();
        let output = showgraph()
            .args(["check", "--config"])
            .arg(&file)
            .arg(repository().join("tests/corpus"))
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{block}\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}
