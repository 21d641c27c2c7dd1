//! The pages that document files hold what their readers and writers know, no more and no less, and their examples
//! are read.

use std::fs;

use showgraph::config::{self, Config};
use showgraph::export::attributes::{EdgeAttribute, NodeAttribute};
use showgraph::export::parse_graph;
use showgraph::knowledge::lexicon::Lexicon;
use showgraph::source::Fields;
use showgraph::vocabulary::{Basis, DocumentPart, Kind, Relation, UrlCategory};

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

fn page(name: &str) -> String {
    fs::read_to_string(repository().join("src/reference").join(name)).unwrap()
}

/// The first cells of the table below a heading, without their backticks, and the rest of each row.
fn rows<'p>(page: &'p str, heading: &str) -> Vec<(&'p str, &'p str)> {
    let table = page[page.find(heading).expect(heading)..].lines();
    let table = table.skip_while(|line| !line.starts_with('|'));
    let table = table.take_while(|line| line.starts_with('|')).skip(2);
    let cells = |line: &'p str| line.trim_matches(['|', ' ']).split_once(" | ").unwrap();
    table
        .map(cells)
        .map(|(first, rest)| (first.trim_matches('`'), rest))
        .collect()
}

/// The code of a page in a language.
fn examples<'p>(page: &'p str, language: &str) -> Vec<&'p str> {
    let fence = format!("```{language}\n");
    let examples = page.split(&fence).skip(1);
    examples
        .map(|code| code.split_once("```").unwrap().0)
        .collect::<Vec<_>>()
}

#[test]
fn every_attribute_and_every_word_of_a_graph_is_documented() {
    let page = page("graph_json.md");
    let nodes = rows(&page, "## Attributes of nodes");
    let names: Vec<&str> = nodes.iter().map(|(name, _)| *name).collect();
    let known = NodeAttribute::ALL
        .iter()
        .map(|attribute| attribute.as_str());
    assert_eq!(names, known.chain(["terms"]).collect::<Vec<_>>());
    let edges = rows(&page, "## Attributes of edges");
    let names: Vec<&str> = edges.iter().map(|(name, _)| *name).collect();
    let known = EdgeAttribute::ALL
        .iter()
        .map(|attribute| attribute.as_str());
    assert_eq!(names, known.collect::<Vec<_>>());
    let words = |rows: &[(&str, &str)], of: &str| -> Vec<String> {
        let (_, rest) = rows.iter().find(|(name, _)| *name == of).unwrap();
        rest.split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect()
    };
    let named = |all: Vec<&'static str>| all.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let kinds = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(words(&nodes, "kind"), named(kinds));
    let categories = UrlCategory::ALL
        .iter()
        .map(|category| category.as_str())
        .collect();
    assert_eq!(words(&nodes, "category"), named(categories));
    let relations = Relation::ALL
        .iter()
        .map(|relation| relation.as_str())
        .collect();
    assert_eq!(words(&edges, "relation"), named(relations));
    let parts = DocumentPart::ALL.iter().map(|part| part.as_str()).collect();
    assert_eq!(words(&edges, "where"), named(parts));
    let bases = Basis::ALL.iter().map(|basis| basis.as_str()).collect();
    assert_eq!(words(&edges, "basis"), named(bases));
    for example in examples(&page, "json") {
        let graph = parse_graph(example.to_owned().into_bytes(), "graph_json.md").unwrap();
        assert_eq!(graph.node_count(), 1);
    }
}

#[test]
fn every_key_of_a_lexicon_is_documented() {
    let page = page("lexicon_file.md");
    let documented: Vec<&str> = rows(&page, "| key |")
        .into_iter()
        .map(|(key, _)| key)
        .collect();
    let wrong = "[[entity]]\nkind = \"product\"\nname = \"A\"\nno-such-key = 1\n";
    let message = Lexicon::from_toml("", wrong).unwrap_err().to_string();
    let (_, list) = message.split_once("expected").expect("what is known");
    for key in &documented {
        assert!(list.contains(key), "{key} in {message}");
    }
    assert_eq!(list.matches(',').count() + 1, documented.len(), "{message}");
    for example in examples(&page, "toml") {
        Lexicon::from_toml("lexicon_file.md", example).unwrap();
    }
}

#[test]
fn the_example_of_a_query_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let page = page("query_file.md");
    let example = examples(&page, "sparql")[0].to_owned();
    fs::write(folder.path().join("own.rq"), &example).unwrap();
    let export = ["export", "tests/corpus", "-q", "--format", "json", "-o"];
    showgraph()
        .args(export)
        .arg(folder.path())
        .assert()
        .success();
    let ask = |values: &[&str]| {
        let mut command = showgraph();
        command
            .arg("query")
            .arg(folder.path().join("own.rq"))
            .args(values);
        said(command.arg("--graph").arg(folder.path().join("graph.json")))
    };
    let (status, all, error) = ask(&["least=1"]);
    assert_eq!(status, 0, "{error}");
    let (_, some, _) = ask(&[]);
    assert!(all.lines().count() > some.lines().count() && some.lines().count() > 1);
    let lines: Vec<&str> = rows(&page, "| line |")
        .into_iter()
        .map(|(line, _)| line)
        .collect();
    assert_eq!(lines, ["summary", "param", "columns"]);
    for (of, _) in rows(&page, "| type |") {
        let of = of.replace("KIND", "person|product");
        fs::write(
            folder.path().join("typed.rq"),
            format!("#+ param: it ({of})\nASK {{}}\n"),
        )
        .unwrap();
        let mut command = showgraph();
        let (status, _, error) = said(
            command
                .arg("query")
                .arg(folder.path().join("typed.rq"))
                .arg("--help"),
        );
        assert_eq!(status, 0, "{of}: {error}");
    }
}
