//! Imports run left to right: text, knowledge, source, extract, resolve, graph, rdf, then analyze and
//! query, then export and pipeline.

use std::collections::BTreeSet;
use std::fs;

use std::path::PathBuf;

use crate::project::{files_below, repository};

/// The modules of the library in the order of the data flow: each may use those before it.
const FLOW: &[&[&str]] = &[
    &["error"],
    &["vocabulary"],
    &["config"],
    &["text"],
    &["knowledge"],
    &["source"],
    &["extract"],
    &["resolve"],
    &["graph"],
    &["rdf"],
    &["analyze", "query"],
    &["export"],
    &["pipeline"],
];

/// The first names of all paths that begin with `crate::`, comments left aside.
fn used_modules(code: &str) -> BTreeSet<String> {
    let code: String = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut found = BTreeSet::new();
    for (at, prefix) in code.match_indices("crate::") {
        let rest = &code[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(group_heads(group)),
            None => found.extend([identifier(rest)]),
        }
    }
    found
}

/// The first names in the braces of `crate::{a, b::{c, d}}`.
fn group_heads(group: &str) -> Vec<String> {
    let mut heads = Vec::new();
    let mut depth = 0;
    let mut at_head = true;
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => at_head = true,
            _ if at_head && (character.is_alphanumeric() || character == '_') => {
                heads.push(identifier(&group[at..]));
                at_head = false;
            }
            _ => {}
        }
    }
    heads
}

/// The Rust files of the library and the binary, as paths below `src`. The training tools are
/// programs of their own.
fn sources() -> Vec<PathBuf> {
    let mut files = files_below(&repository().join("src"));
    files.retain(|file| {
        file.extension().is_some_and(|extension| extension == "rs") && !file.starts_with("training")
    });
    files
}

fn identifier(text: &str) -> String {
    text.chars()
        .take_while(|character| character.is_alphanumeric() || *character == '_')
        .collect()
}

#[test]
fn paths_are_found_however_they_are_written() {
    let cases = [
        ("one path", "use crate::graph::Node;", vec!["graph"]),
        ("a whole module", "use crate::graph;", vec!["graph"]),
        (
            "a group",
            "use crate::{\n    error::{Error, Result},\n    graph,\n};",
            vec!["error", "graph"],
        ),
        (
            "in an expression",
            "let x = crate::export::all();",
            vec!["export"],
        ),
        (
            "a re-export",
            "pub(crate) use crate::query::run;",
            vec!["query"],
        ),
        (
            "a comment",
            "/// See [`crate::export`].\n// use crate::query;",
            vec![],
        ),
    ];
    for (name, code, expected) in cases {
        let found: Vec<String> = used_modules(code).into_iter().collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn imports_run_left_to_right_only() {
    let source = repository().join("src");
    let mut wrong = Vec::new();
    for file in sources() {
        let first = file.iter().next().unwrap().to_str().unwrap();
        let module = first.trim_end_matches(".rs");
        // The library's root and the binary see several stages; that is what they are for.
        if ["lib", "main", "cli"].contains(&module) {
            continue;
        }
        let Some(place) = FLOW.iter().position(|step| step.contains(&module)) else {
            wrong.push(format!(
                "src/{}: \"{module}\" has no place in the flow",
                file.display()
            ));
            continue;
        };
        let before = FLOW[..place].concat();
        for used in used_modules(&fs::read_to_string(source.join(&file)).unwrap()) {
            if used != module && !before.contains(&used.as_str()) {
                wrong.push(format!("src/{} uses crate::{used}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
