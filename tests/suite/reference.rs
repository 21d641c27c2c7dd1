//! The page that documents `showgraph.toml` holds the keys that its reader knows, no more and no less.

use std::fs;

use showgraph::config::{self, Config};
use showgraph::source::Fields;

use crate::project::{repository, said, showgraph};

/// The keys that the reader says it expects where there is one that does not exist.
fn expected(toml: &str) -> Vec<String> {
    let message = Config::parse(toml, "").unwrap_err().to_string();
    let (_, list) = message.split_once("expected one of ").expect("a list");
    let names = list.split('"').skip(1).step_by(2);
    names.map(str::to_owned).collect()
}

#[test]
fn every_key_is_documented_and_every_documented_key_exists() {
    let mut known = expected("no-such-key = 1\n");
    let below = |table: &str, name: &str| format!("{table}.{name}");
    let curation = expected("[curation]\nno-such-key = 1\n");
    known.extend(curation.iter().map(|name| below("curation", name)));
    known.extend(Fields::known().map(|name| below("fields", name)));
    known.sort();
    let mut documented: Vec<&str> = config::keys().map(|key| key.name).collect();
    documented.sort_unstable();
    assert_eq!(documented, known);
}

#[test]
fn every_example_is_read() {
    let page = fs::read_to_string(repository().join("src/config/reference.md")).unwrap();
    let examples: Vec<&str> = page.split("```toml\n").skip(1).collect();
    assert!(examples.len() >= 4);
    for example in examples {
        let (toml, _) = example.split_once("```").expect("it is closed");
        let config = Config::parse(toml, "reference.md").unwrap();
        Fields::new(&config.fields).unwrap();
    }
}

#[test]
fn help_names_every_key() {
    let (status, help, _) = said(showgraph().args(["init", "--help"]));
    assert_eq!(status, 0);
    for key in config::keys() {
        let named = help
            .lines()
            .any(|line| line.trim_start().starts_with(key.name));
        assert!(named, "{} in {help}", key.name);
    }
}
