//! An episode of several files: one document, one node, and evidence that names each file.

use std::sync::Arc;

use showgraph::extract::extract;
use showgraph::graph::{DEFAULT_BASE_IRI, KnowledgeGraph, build};
use showgraph::knowledge::Knowledge;
use showgraph::resolve::{CorpusStatistics, Resolver};
use showgraph::source::{
    Block, BlockKind, Document, EpisodeKey, EpisodePart, Fields, Guesses, PartKind, People, Run,
    SourceMap, Span, Style, assemble, parse,
};
use showgraph::vocabulary::DocumentPart;

use crate::source_properties::check;

const NOTES: &str = "---\ntitle: Warm beds\nguests: [Ana Weber]\n---\n\
                     We talk about Kubernetes with [Ana](https://shed.example/ana).\n";
/// An item that stands in its feed from line 41, column 5 on.
const ITEM: &str = "<item>\n<title>Warm beds</title>\n<description>Ana likes &lt;b&gt;PostgreSQL&lt;/b&gt;, \
                    Kubernetes &amp;amp; worms.</description>\n</item>";
const CAPTIONS: &str = "WEBVTT\n\n00:01:05.000 --> 00:01:09.000\nI run Terraform at home.\n";

fn part(kind: PartKind, document: Document) -> EpisodePart {
    EpisodePart {
        kind,
        document,
        guesses: Guesses::default(),
    }
}

fn notes() -> EpisodePart {
    let (fields, people) = (Fields::default(), People::default());
    let document = parse("notes/beds.md", NOTES.into(), &fields, &people);
    part(PartKind::Notes, document)
}

/// A document of plain blocks.
fn plain(text: SourceMap, blocks: &[(BlockKind, DocumentPart, Span, Option<u32>)]) -> Document {
    let mut document = Document {
        text,
        ..Document::default()
    };
    for (kind, place, span, seconds) in blocks {
        let run = document.runs.len() as u32;
        document.runs.push(Run {
            span: *span,
            style: Style::default(),
            link: None,
        });
        document.blocks.push(Block {
            kind: *kind,
            place: *place,
            span: *span,
            runs: run..run + 1,
            section: None,
            parent: None,
            speaker: None,
            seconds: *seconds,
        });
    }
    document
}

/// The item as a reader of feeds gives it: the title as it stands, the notes decoded piece by piece.
fn item() -> EpisodePart {
    let at = |text: &str| ITEM.find(text).unwrap() as u32;
    let mut text = SourceMap::slice_of("feed.xml", ITEM.into(), (41, 5));
    let title = Span::new(at("Warm"), at("</title>"));
    let decoded = "Ana likes PostgreSQL, Kubernetes & worms.";
    let to = |text: &str| decoded.find(text).unwrap() as u32;
    let origins = [
        (0, at("Ana")),
        (to("Postgre"), at("PostgreSQL")),
        (to(","), at(", Kubernetes")),
        (to("&"), at("&amp;amp;")),
        (to(" worms"), at(" worms")),
    ];
    let body = text.append_decoded(decoded, &origins);
    let blocks = [
        (BlockKind::Title, DocumentPart::FrontMatter, title, None),
        (BlockKind::Paragraph, DocumentPart::Notes, body, None),
    ];
    part(PartKind::FeedItem, plain(text, &blocks))
}

fn captions() -> EpisodePart {
    let text = SourceMap::new("talks/beds.vtt", CAPTIONS.into());
    let start = CAPTIONS.find("I run").unwrap() as u32;
    let words = Span::new(start, CAPTIONS.trim_end().len() as u32);
    let blocks = [(BlockKind::Turn, DocumentPart::Transcript, words, Some(65))];
    part(PartKind::Transcript, plain(text, &blocks))
}

fn beds() -> Document {
    let parts = vec![captions(), item(), notes()];
    assemble(EpisodeKey::of_guid("beds"), parts).unwrap()
}

fn graph_of(document: &Document) -> KnowledgeGraph {
    let knowledge = Arc::new(Knowledge::embedded());
    let episode = extract(document, &knowledge);
    let statistics = Arc::new(CorpusStatistics::of(&episode));
    let resolved = Resolver::new(statistics, knowledge).resolve_owned(episode);
    build(vec![resolved], &[], DEFAULT_BASE_IRI)
}

#[test]
fn parts_become_one_document_in_the_order_of_their_kinds() {
    let document = beds();
    check(&document);
    let files: Vec<&str> = document
        .text
        .files()
        .iter()
        .map(|file| &*file.path)
        .collect();
    assert_eq!(files, ["notes/beds.md", "feed.xml", "talks/beds.vtt"]);
    assert_eq!(document.key, EpisodeKey::of_guid("beds"));
    assert_eq!(document.front.title.as_deref(), Some("Warm beds"));
    let lines = document.text.lines();
    let blocks: Vec<String> = document
        .blocks
        .iter()
        .map(|block| {
            let at = lines.position(block.span.start);
            let text = document.visible(block, block.span);
            format!("{}:{}:{} {text}", at.file.index(), at.line, at.column)
        })
        .collect();
    // The item's title says what the notes' title says.
    assert_eq!(
        blocks,
        [
            "0:2:8 Warm beds",
            "0:5:1 We talk about Kubernetes with Ana.",
            "1:43:14 Ana likes PostgreSQL, Kubernetes & worms.",
            "2:4:1 I run Terraform at home.",
        ]
    );
    assert!(assemble(EpisodeKey::default(), Vec::new()).is_none());
}

#[test]
fn what_a_part_repeats_is_read_once() {
    let mut item = item();
    item.document.blocks[0].seconds = Some(7);
    item.document.front.number = Some(12);
    item.document.front.title = Some("Another title".into());
    item.guesses.date = Some("2024-01-05".into());
    let twice = assemble(EpisodeKey::default(), vec![notes(), notes(), item]).unwrap();
    check(&twice);
    assert_eq!(twice.blocks.len(), 3);
    assert_eq!(twice.links.len(), 1);
    assert_eq!(twice.front.credits.len(), 1);
    assert_eq!(twice.blocks[0].seconds, Some(7));
    // The first part that states a fact is right; guesses come last.
    assert_eq!(twice.front.title.as_deref(), Some("Warm beds"));
    assert_eq!(twice.front.number, Some(12));
    assert_eq!(twice.front.date.as_deref(), Some("2024-01-05"));
}

#[test]
fn evidence_names_the_file_of_its_quote() {
    let graph = graph_of(&beds());
    let evidence = |label: &str| {
        let view = graph
            .edges()
            .find(|view| view.to.label == label)
            .unwrap_or_else(|| panic!("nothing leads to {label}"));
        let at = &view.edge.evidence;
        let seconds = at
            .seconds
            .map_or_else(String::new, |at| format!(" at {at} s"));
        format!(
            "{}:{}:{}{seconds}: {}",
            at.source, at.line, at.column, at.quote
        )
    };
    let cases = [
        ("Ana Weber", "notes/beds.md:3:10: Ana Weber"),
        (
            "Kubernetes",
            "notes/beds.md:5:15: We talk about Kubernetes with Ana.",
        ),
        (
            "PostgreSQL",
            "feed.xml:43:33: Ana likes PostgreSQL, Kubernetes & worms.",
        ),
        (
            "Terraform",
            "talks/beds.vtt:4:7 at 65 s: I run Terraform at home.",
        ),
    ];
    for (label, expected) in cases {
        assert_eq!(evidence(label), expected, "{label}");
    }
    let episodes: Vec<_> = graph
        .nodes()
        .filter(|node| node.kind.as_str() == "episode")
        .map(|node| node.id.to_string())
        .collect();
    assert_eq!(episodes, ["episode:beds"]);
}
