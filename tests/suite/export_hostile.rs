//! Names that break formats: every file stays readable, and the label comes back.

use std::collections::{BTreeMap, BTreeSet};

use oxjsonld::JsonLdParser;
use oxrdf::Triple;
use oxttl::{NQuadsParser, TurtleParser};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use showgraph::export::{Exporter, Json, parse_graph};
use showgraph::graph::{Detail, Edge, KnowledgeGraph, Node, find_node};
use showgraph::rdf::triples;
use showgraph::vocabulary::Kind;

use crate::files::{self, Files};
use crate::hostile_graph::{HOSTILE, graph_of, hostile, with_sound_addresses};
use crate::sample;

/// What formats put in place of characters that they have no way to write.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' | '\n' | '\r' => c,
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
            c => c,
        })
        .collect()
}

fn labels(graph: &KnowledgeGraph) -> BTreeMap<String, String> {
    graph
        .nodes()
        .map(|node| (node.id.to_string(), clean(&node.label)))
        .collect()
}

fn statements<E: std::fmt::Display>(
    parsed: impl Iterator<Item = Result<Triple, E>>,
) -> BTreeSet<String> {
    parsed
        .map(|triple| triple.unwrap_or_else(|error| panic!("{error}")).to_string())
        .collect()
}

fn same(name: &str, parsed: &BTreeSet<String>, expected: &BTreeSet<String>) {
    let lost: Vec<&String> = expected.difference(parsed).collect();
    let new: Vec<&String> = parsed.difference(expected).collect();
    assert!(
        lost.is_empty() && new.is_empty(),
        "{name}\nlost: {lost:?}\nnew: {new:?}"
    );
}

fn rdf_holds_the_triples(graph: &KnowledgeGraph, files: &Files) {
    let expected: BTreeSet<String> = triples(graph).iter().map(ToString::to_string).collect();
    let json_ld = JsonLdParser::new().for_slice(files["graph.jsonld"].as_bytes());
    same(
        "jsonld",
        &statements(json_ld.map(|quad| quad.map(Triple::from))),
        &expected,
    );
    let n_quads = NQuadsParser::new().for_slice(files["graph.nq"].as_bytes());
    same(
        "nquads",
        &statements(n_quads.map(|quad| quad.map(Triple::from))),
        &expected,
    );
    let turtle = TurtleParser::new().for_slice(files["graph.ttl"].as_bytes());
    same("turtle", &statements(turtle), &expected);
    assert!(
        expected.iter().all(|triple| !triple.contains("_:b")),
        "no blank nodes"
    );
    let pages = files.iter().filter(|(path, _)| path.starts_with("jsonld/"));
    let pages: Vec<&String> = pages.map(|(_, page)| page).collect();
    assert_eq!(pages.len(), graph.nodes_of(Kind::Episode).count());
    for json in pages.iter().copied().chain([&files["evidence.jsonld"]]) {
        serde_json::from_str::<serde_json::Value>(json).expect("JSON");
    }
    statements(
        JsonLdParser::new()
            .for_slice(files["evidence.jsonld"].as_bytes())
            .map(|quad| quad.map(Triple::from)),
    );
    assert!(
        pages.iter().all(|page| !page.contains('<')),
        "safe within a script element"
    );
}

fn attribute(element: &BytesStart<'_>, name: &str) -> String {
    let value = element
        .try_get_attribute(name)
        .expect("well-formed")
        .expect(name);
    value
        .normalized_value(quick_xml::XmlVersion::Implicit1_0)
        .expect("well-formed")
        .into_owned()
}

/// The labels by node, from the text of an element or from an attribute.
fn xml_labels(xml: &str) -> BTreeMap<String, String> {
    let mut reader = Reader::from_str(xml);
    let mut labels = BTreeMap::new();
    let (mut node, mut text) = (None, None::<String>);
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(element) if element.name().as_ref() == "node" => {
                node = Some(attribute(&element, "id"));
                if element
                    .try_get_attribute("label")
                    .expect("well-formed")
                    .is_some()
                {
                    labels.insert(attribute(&element, "id"), attribute(&element, "label"));
                }
            }
            Event::Start(element) if element.name().as_ref() == "data" => {
                text = (attribute(&element, "key") == "n_label").then(String::new);
            }
            Event::Text(part) => {
                if let Some(text) = &mut text {
                    *text += &part;
                }
            }
            Event::GeneralRef(reference) => {
                let c = match reference.resolve_char_ref().expect("a character") {
                    Some(c) => c,
                    None => match &*reference {
                        "amp" => '&',
                        "lt" => '<',
                        "gt" => '>',
                        other => panic!("unknown entity {other}"),
                    },
                };
                if let Some(text) = &mut text {
                    text.push(c);
                }
            }
            Event::End(_) => {
                if let (Some(node), Some(text)) = (&node, text.take()) {
                    labels.insert(node.clone(), text);
                }
            }
            Event::Eof => return labels,
            _ => {}
        }
    }
}

/// RFC 4180, with line breaks in quoted cells.
fn table(csv: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut chars = csv.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => loop {
                match chars.next().expect("a closed quote") {
                    '"' if chars.peek() == Some(&'"') => {
                        chars.next();
                        cell.push('"');
                    }
                    '"' => break,
                    c => cell.push(c),
                }
            },
            ',' => row.push(std::mem::take(&mut cell)),
            '\n' => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    assert!(row.is_empty() && cell.is_empty(), "the last row ends");
    let width = rows[0].len();
    assert!(
        rows.iter().all(|row| row.len() == width),
        "all rows are as wide as the first"
    );
    rows
}

fn column(rows: &[Vec<String>], key: &str, name: &str) -> BTreeMap<String, String> {
    let find = |name: &str| {
        rows[0]
            .iter()
            .position(|column| column == name)
            .expect(name)
    };
    let (key, value) = (find(key), find(name));
    rows[1..]
        .iter()
        .map(|row| (row[key].clone(), row[value].clone()))
        .collect()
}

/// The attributes of DOT's nodes, with Graphviz's escapes and entities undone.
fn dot_tooltips(dot: &str) -> BTreeMap<String, String> {
    let mut tooltips = BTreeMap::new();
    for line in dot
        .lines()
        .filter(|line| line.starts_with("  \"") && !line.contains("\" -> \""))
    {
        let mut strings = Vec::new();
        let mut chars = line.chars();
        while let Some(c) = chars.next() {
            if c != '"' {
                continue;
            }
            let mut text = String::new();
            loop {
                match chars.next().expect("a closed quote") {
                    '"' => break,
                    '\\' => match chars.next().expect("an escape") {
                        c @ ('\\' | '"') => text.push(c),
                        c => panic!("\\{c} is an escape that not every reader of DOT knows"),
                    },
                    c => text.push(c),
                }
            }
            strings.push(text.replace("&amp;", "&"));
        }
        tooltips.insert(strings[0].clone(), strings[2].clone());
    }
    tooltips
}

fn shown_by_dot(node: &Node) -> String {
    let mut text = format!("{}: {}", node.kind, node.label);
    if let Some(description) = &node.description {
        text += " — ";
        text += description;
    }
    text.chars()
        .take(4_000)
        .map(|c| match c {
            '\t' | '\r' | '\n' => ' ',
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => '\u{fffd}',
            c => c,
        })
        .collect()
}

fn titles_of_notes(files: &Files) -> BTreeMap<String, String> {
    let value = |note: &str, name: &str| -> String {
        let line = note
            .lines()
            .find_map(|line| line.strip_prefix(name))
            .expect(name);
        serde_json::from_str(line).expect("a JSON string")
    };
    let notes = files
        .iter()
        .filter(|(path, _)| path.starts_with("obsidian/"));
    notes
        .map(|(_, note)| (value(note, "id: "), clean(&value(note, "title: "))))
        .collect()
}

/// A saved graph is read as it was written.
fn json_gives_the_graph_back(graph: &KnowledgeGraph) {
    let saved = Json::new().write(graph, Vec::new()).expect("memory");
    let read = parse_graph(saved, "graph.json").expect("our own");
    assert!(read.nodes().eq(graph.nodes()), "json");
    let mut edges = read.edges().zip(graph.edges());
    assert!(edges.all(|(a, b)| a.edge == b.edge), "json");
}

/// Every format can be read, and what was written comes back.
pub fn every_format_gives_the_labels_back(graph: &KnowledgeGraph) {
    let files = files::all(graph);
    let expected = labels(graph);
    rdf_holds_the_triples(graph, &files);
    json_gives_the_graph_back(&with_sound_addresses(graph));
    for name in [
        "graph.graphml",
        "yed/graph.graphml",
        "apoc/graph.graphml",
        "graph.gexf",
    ] {
        assert_eq!(xml_labels(&files[name]), expected, "{name}");
    }
    assert_eq!(
        column(&table(&files["csv/nodes.csv"]), "id", "label"),
        expected,
        "csv"
    );
    assert_eq!(table(&files["csv/edges.csv"]).len(), graph.edge_count() + 1);
    let mut imported = BTreeMap::new();
    let mut edges = 0;
    for (path, csv) in files
        .iter()
        .filter(|(path, _)| path.starts_with("neo4j/") && path.ends_with(".csv"))
    {
        let rows = table(csv);
        if rows[0][0] == "id:ID" {
            imported.extend(column(&rows, "id:ID", "label"));
        } else {
            assert_eq!(rows[0][..2], [":START_ID", ":END_ID"], "{path}");
            edges += rows.len() - 1;
        }
    }
    assert_eq!(imported, expected, "neo4j");
    assert_eq!(edges, graph.edge_count(), "neo4j");
    let cyjs: serde_json::Value = serde_json::from_str(&files["graph.cyjs"]).expect("JSON");
    let elements = cyjs["elements"]["nodes"].as_array().expect("a list");
    let text = |value: &serde_json::Value| value.as_str().expect("text").to_owned();
    let by_id = elements.iter().map(|node| {
        (
            text(&node["data"]["id"]),
            clean(&text(&node["data"]["label"])),
        )
    });
    assert_eq!(by_id.collect::<BTreeMap<_, _>>(), expected, "cyjs");
    let tooltips: BTreeMap<String, String> = graph
        .nodes()
        .map(|node| (node.id.to_string(), shown_by_dot(node)))
        .collect();
    assert_eq!(dot_tooltips(&files["graph.dot"]), tooltips, "dot");
    for name in [
        "graph.dot",
        "graph.mmd",
        "graph.graphml",
        "graph.gexf",
        "csv/nodes.csv",
    ] {
        let Some(text) = files.get(name) else {
            continue;
        };
        let forbidden = |c: char| {
            (c < ' ' && !matches!(c, '\n' | '\t' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
        };
        assert!(!text.contains(forbidden), "{name} has control characters");
    }
    assert_eq!(titles_of_notes(&files), expected, "obsidian");
}

#[test]
fn each_hostile_fragment_alone() {
    for fragment in HOSTILE {
        every_format_gives_the_labels_back(&graph_of(&[(*fragment).to_owned()]));
        every_format_gives_the_labels_back(&graph_of(&[
            format!("a{fragment}"),
            format!("{fragment}z"),
        ]));
    }
}

#[test]
fn no_format_keeps_an_address_that_runs_code() {
    let (base, mut nodes, edges) = sample::graph().into_parts();
    let addresses = [
        "javascript:alert(1)",
        "JavaScript:alert(2)",
        "data:text/html,alert(3)",
        "vbscript:alert(4)",
    ];
    for (node, address) in nodes.iter_mut().zip(addresses.into_iter().cycle()) {
        node.iri = address.to_owned();
        node.same_as = vec![address.to_owned()];
        if let Detail::Url { url, .. } = &mut node.detail {
            address.clone_into(url);
        }
    }
    let graph = KnowledgeGraph::from_parts(base, nodes, edges).expect("as before");
    for (name, text) in files::all(&graph) {
        // What is written as it is, and refused where it is read: graphs that are saved, and attributes as text.
        let link = match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "md" | "dot" | "mmd" | "jsonld" | "nq" | "ttl" => text.contains("alert("),
            _ => false,
        };
        assert!(!link, "{name}: {text}");
    }
    let saved = Json::new().write(&graph, Vec::new()).expect("memory");
    let error = parse_graph(saved, "graph.json").unwrap_err().to_string();
    assert!(error.contains("can be followed"), "{error}");
}

#[test]
fn no_lookup_panics() {
    let names: Vec<String> = HOSTILE.iter().map(ToString::to_string).collect();
    let graph = graph_of(&names);
    for fragment in HOSTILE {
        let found = find_node(&graph, fragment, &[]);
        if let Err(error) = found {
            assert!(!error.to_string().is_empty());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_hostile_names(names in proptest::collection::vec(hostile(), 1..6)) {
        every_format_gives_the_labels_back(&graph_of(&names));
    }

    #[test]
    fn any_numbers(weight in any::<f64>(), number in any::<i64>(), count in any::<u32>()) {
        let (base, mut nodes, mut edges) = sample::graph().into_parts();
        for node in &mut nodes {
            node.weight = weight;
            if let Some(episode) = node.detail.episode_mut() {
                (episode.number, episode.season) = (Some(number), Some(number));
                episode.duration = Some(count);
            }
        }
        for (_, _, Edge { weight: own, confidence, count: mentions, .. }) in &mut edges {
            (*own, *confidence, *mentions) = (weight, weight, count);
        }
        let graph = KnowledgeGraph::from_parts(base, nodes, edges).expect("as before");
        let files = files::all(&graph);
        rdf_holds_the_triples(&graph, &files);
        let read = parse_graph(files["graph.json"].clone().into_bytes(), "graph.json").expect("our own");
        if weight.is_finite() {
            prop_assert!(read.nodes().eq(graph.nodes()));
        }
    }
}
