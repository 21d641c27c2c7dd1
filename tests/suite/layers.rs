//! Imports run left to right: text, knowledge, source, extract, resolve, graph, rdf, then analyze and
//! query, then export and pipeline, and fetch; and no two files need each other.

use std::fs;

use std::path::PathBuf;

use crate::imports::Imports;
use crate::project::{files_below, repository};

/// The modules of the library in the order of the data flow: each may use those before it.
const FLOW: &[&[&str]] = &[
    &["error"],
    &["vocabulary"],
    &["text"],
    &["untrusted"],
    &["config"],
    &["knowledge"],
    &["source"],
    &["extract"],
    &["resolve"],
    &["graph"],
    &["rdf"],
    &["analyze", "query"],
    &["export"],
    &["pipeline"],
    // Doors for programs in other languages.
    &["bindings"],
    // Fills a folder for `source`, and needs no stage after it.
    &["fetch"],
    // Pages of documentation, no code.
    &["reference"],
];

/// The Rust files of the library and the binary, as paths below `src`. The training tools are
/// programs of their own.
fn sources() -> Vec<PathBuf> {
    let mut files = files_below(&repository().join("src"));
    files.retain(|file| {
        file.extension().is_some_and(|extension| extension == "rs") && !file.starts_with("training")
    });
    files
}

/// The library's modules; the binary and the training tools are programs that use it from outside.
fn imports() -> Imports {
    Imports::read(
        &repository().join("src"),
        &["lib", "main", "cli", "training"],
    )
}

#[test]
fn imports_run_left_to_right_only() {
    let imports = imports();
    let mut wrong = Vec::new();
    for module in imports.modules() {
        let name = module.join("/");
        let Some(place) = FLOW
            .iter()
            .position(|step| step.contains(&module[0].as_str()))
        else {
            wrong.push(format!(
                "{name}: \"{}\" has no place in the flow",
                module[0]
            ));
            continue;
        };
        let before = FLOW[..place].concat();
        for used in imports.used_by(module) {
            if used[0] != module[0] && !before.contains(&used[0].as_str()) {
                wrong.push(format!("{name} uses {}", used.join("/")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_files_use_each_other() {
    // The command line's too; the training tools are small programs, each in its folder.
    let all = Imports::read(&repository().join("src"), &["lib", "main", "training"]);
    let circles: Vec<String> = all
        .circles()
        .iter()
        .map(|circle| circle.join(" <-> "))
        .collect();
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

#[test]
fn only_the_command_line_prints_and_ends_the_process() {
    let source = repository().join("src");
    let mut wrong = Vec::new();
    for file in sources() {
        if file.starts_with("cli") {
            continue;
        }
        let code = fs::read_to_string(source.join(&file)).unwrap();
        for (number, line) in code.lines().enumerate() {
            // Examples in the documentation may print.
            let comment = line.trim_start().starts_with("//");
            for word in ["println!", "print!", "dbg!", "process::exit"] {
                if !comment && line.contains(word) {
                    wrong.push(format!("src/{}:{}: {word}", file.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
