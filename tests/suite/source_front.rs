//! Front matter: dialects, field names, people, dates, and what is left of broken ones.

use std::collections::BTreeMap;

use showgraph::error::Severity;
use showgraph::source::{
    BlockKind, CreditRole, Document, Fields, LinkKind, People, PersonPage, Position, parse,
};
use showgraph::vocabulary::DocumentPart;

fn read(text: &str) -> Document {
    parse(
        "a.md",
        text.to_owned(),
        &Fields::default(),
        &People::default(),
    )
}

fn credits(document: &Document) -> Vec<String> {
    document
        .front
        .credits
        .iter()
        .map(|credit| format!("{:?} {}", credit.role, credit.name))
        .collect()
}

fn texts(document: &Document, kind: BlockKind) -> Vec<String> {
    document
        .blocks
        .iter()
        .filter(|block| block.kind == kind)
        .map(|block| document.visible(block, block.span).into_owned())
        .collect()
}

#[test]
fn every_dialect_says_the_same() {
    let cases = [
        (
            "toml",
            "+++\ntitle = \"On graphs\"\nepisodeNumber = 7\nhosts = [\"Ada\", \"Bo\",]\n+++\nBody.\n",
        ),
        (
            "yaml",
            "---\ntitle: On graphs\nepisode_number: 007\nhosts: [Ada, Bo]\n---\nBody.\n",
        ),
        (
            "yaml, closed by dots",
            "---\ntitle: 'On graphs'\nnumber: '7'\nhosts:\n- Ada\n- Bo\n...\nBody.\n",
        ),
        (
            "json",
            "{\n \"title\": \"On graphs\", \"episode\": 7,\n \"hosts\": [\"Ada\", \"Bo\",],\n}\nBody.\n",
        ),
        (
            "crlf",
            "---\r\ntitle: On graphs\r\nnumber: 7\r\nhosts:\r\n  - Ada\r\n  - Bo\r\n---\r\nBody.\r\n",
        ),
        (
            "byte order mark",
            "\u{feff}---\ntitle: On graphs\nnumber: 7\nhosts: Ada, Bo\n---\nBody.\n",
        ),
        (
            "spaces after the delimiter",
            "+++  \ntitle = 'On graphs'\nnumber = \"7\"\nhost = \"Ada and Bo\"\n+++ \t\nBody.\n",
        ),
        (
            "zola",
            "+++\ntitle = \"On graphs\"\n[extra]\nepisode = 7\nhosts = [\"Ada\", \"Bo\"]\n+++\nBody.\n",
        ),
        (
            "doubled key",
            "---\ntitle: Old\ntitle: On graphs\nnumber: 7\nhosts: [Ada, Bo]\n---\nBody.\n",
        ),
    ];
    for (name, text) in cases {
        let document = read(text);
        assert_eq!(document.front.title.as_deref(), Some("On graphs"), "{name}");
        assert_eq!(document.front.number, Some(7), "{name}");
        assert_eq!(credits(&document), ["Host Ada", "Host Bo"], "{name}");
        assert_eq!(texts(&document, BlockKind::Paragraph), ["Body."], "{name}");
        let lost = document
            .warnings
            .iter()
            .filter(|w| w.severity == Severity::Skipped)
            .count();
        assert_eq!(lost, 0, "{name}: {:?}", document.warnings);
    }
}

#[test]
fn broken_front_matters_are_named_and_salvaged() {
    let cases = [
        (
            "---\ntitle: Foo: Bar\nnumber: 7\nhosts: [Ada]\n---\nBody.\n",
            "Foo: Bar",
            "a.md:2:11: ",
        ),
        (
            "---\nnumber: 7\nhosts: [Ada]\ntitle: \"Foo: Bar\"\nx: @y\n---\nBody.\n",
            "Foo: Bar",
            "a.md:5:",
        ),
        (
            "+++\ntitle = \"Foo: Bar\"\nx = \nnumber = 7\nhosts = [\"Ada\"]\n+++\nBody.\n",
            "Foo: Bar",
            "a.md:3:5: ",
        ),
        (
            "{\"title\": \"Foo: Bar\", \"number\": 7, \"hosts\": [\"Ada\"], \"x\": }\nBody.\n",
            "Foo: Bar",
            "a.md:1:",
        ),
        (
            "---\ntitle: 'Foo: Bar'\nnumber: 7\nhosts: [Ada]\n\nBody.\n",
            "Foo: Bar",
            "a.md:1:1: ",
        ),
    ];
    for (text, title, place) in cases {
        let document = read(text);
        let messages: Vec<_> = document.warnings.iter().map(ToString::to_string).collect();
        assert!(messages[0].starts_with(place), "{text}: {messages:?}");
        assert_eq!(document.warnings[0].severity, Severity::Skipped);
        assert_eq!(document.front.title.as_deref(), Some(title), "{text}");
        assert_eq!(document.front.number, Some(7), "{text}");
        assert_eq!(credits(&document), ["Host Ada"], "{text}");
        if !text.starts_with('{') {
            assert_eq!(texts(&document, BlockKind::Paragraph), ["Body."], "{text}");
        }
    }
}

#[test]
fn a_rule_is_no_front_matter() {
    let cases = [
        "---\n\nSome words about it.\n\n---\n\nMore.\n",
        "---\nSome words.\n",
        "{{< youtube abc >}}\n\nSome words.\n",
        "+ + +\nSome words.\n",
    ];
    for text in cases {
        let document = read(text);
        assert!(
            document.warnings.is_empty(),
            "{text}: {:?}",
            document.warnings
        );
        let all: String = document
            .blocks
            .iter()
            .map(|block| document.visible(block, block.span).into_owned())
            .collect();
        assert!(all.contains("Some words"), "{text}: {all}");
    }
}

#[test]
fn people_come_as_names_slugs_and_objects() {
    let cases: &[(&str, &[&str])] = &[
        (
            "hosts: Ada Byron, Bo Diaz and Cy Young",
            &["Host Ada Byron", "Host Bo Diaz", "Host Cy Young"],
        ),
        ("presenters: [ada, bo-diaz]", &["Host ada", "Host bo-diaz"]),
        (
            "guest:\n  name: Ada Byron\n  url: https://ada.example",
            &["Guest Ada Byron"],
        ),
        (
            "contributors:\n- {name: Ada, role: host}\n- {name: Bo, role: Guest}\n- {name: Cy, role: editor}",
            &["Host Ada", "Guest Bo", "Other Cy"],
        ),
        (
            "sponsors: [example.com-abc, {name: Food and Co}]",
            &["Sponsor example.com-abc", "Sponsor Food and Co"],
        ),
        ("hosts: []\nguests:\nsponsor: null", &[]),
        ("guests: no", &["Guest no"]),
    ];
    for (front, expected) in cases {
        let document = read(&format!("---\ntitle: x\n{front}\n---\n"));
        assert_eq!(credits(&document), *expected, "{front}");
    }
}

#[test]
fn objects_give_pages_and_organizations() {
    let document = read(
        "---\nguest:\n- name: Ada Byron\n  of: Engines\n  url: https://engines.example\n  social: https://ada.example\n  twitter: '@ada'\n---\n",
    );
    let ada = &document.front.credits[0];
    assert_eq!(ada.affiliation.as_deref(), Some("Engines"));
    assert_eq!(ada.urls, ["https://ada.example", "https://twitter.com/ada"]);
    assert!(!ada.is_slug);
}

#[test]
fn slugs_resolve_to_people_pages() {
    let mut people = People::default();
    people.insert(PersonPage {
        slug: "ada".into(),
        name: "Ada Byron".into(),
        urls: vec!["https://ada.example".into()],
    });
    let document = parse(
        "a.md",
        "---\nhosts: [ADA, bo]\n---\n".into(),
        &Fields::default(),
        &people,
    );
    let ada = &document.front.credits[0];
    assert_eq!(ada.full_name.as_deref(), Some("Ada Byron"));
    assert_eq!(ada.urls, ["https://ada.example"]);
    assert_eq!(document.front.credits[1].full_name, None);
    assert!(document.front.credits[1].is_slug);
}

#[test]
fn values_point_to_where_they_stand() {
    let text = "---\nsummary: >\n  One\n  two.\ntags: [graph, \"a \\\"b\\\"\", graph theory]\ntitle: The title\n---\n";
    let document = read(text);
    let places: Vec<_> = document
        .blocks
        .iter()
        .map(|block| {
            let Position { line, column, .. } = document.text.position(block.span.start);
            format!("{line}:{column} {}", document.visible(block, block.span))
        })
        .collect();
    assert_eq!(
        places,
        [
            "6:8 The title",
            "3:3 One two.",
            "5:8 graph",
            "5:16 a \"b\"",
            "5:26 graph theory"
        ]
    );
}

#[test]
fn notes_in_the_front_matter_are_notes() {
    let document = read(
        "---\ntitle: x\nshow_notes: |\n  About [this](https://a.example).\ntalking_points:\n- One thing\n- Another\n---\n",
    );
    assert_eq!(texts(&document, BlockKind::Item), ["One thing", "Another"]);
    assert_eq!(texts(&document, BlockKind::Paragraph), ["About this."]);
    assert_eq!(document.links[0].href, "https://a.example");
    let notes = document
        .blocks
        .iter()
        .filter(|block| block.place == DocumentPart::Notes)
        .count();
    assert_eq!(notes, 3);
}

#[test]
fn chapters_and_links_are_read() {
    let document = read(
        "{\"title\": \"x\", \"podcast_chapters\": {\"title\": \"not a title\", \"chapters\": [{\"startTime\": 89, \"title\": \"Boosts\", \"url\": \"https://a.example\"}]},\n\"links\": [{\"title\": \"Docs\", \"url\": \"https://b.example\"}, \"https://c.example\"]}\n",
    );
    assert_eq!(document.front.title.as_deref(), Some("x"));
    let chapter = &document.blocks[1];
    assert_eq!(
        (chapter.kind, chapter.seconds),
        (BlockKind::Chapter, Some(89))
    );
    let hrefs: Vec<_> = document
        .links
        .iter()
        .map(|link| (link.kind, link.href.as_str()))
        .collect();
    assert_eq!(
        hrefs,
        [
            (LinkKind::Field, "https://a.example"),
            (LinkKind::Field, "https://b.example"),
            (LinkKind::Field, "https://c.example")
        ]
    );
}

#[test]
fn a_site_adds_its_own_names() {
    let more = BTreeMap::from([("hosts".to_owned(), vec!["crew.on_air".to_owned()])]);
    let fields = Fields::new(&more).unwrap();
    let document = parse(
        "a.md",
        "---\ncrew: {onAir: [Ada]}\n---\n".into(),
        &fields,
        &People::default(),
    );
    assert_eq!(document.front.credits[0].role, CreditRole::Host);
    let wrong = BTreeMap::from([("host".to_owned(), vec![])]);
    let message = Fields::new(&wrong).unwrap_err();
    assert!(
        message.starts_with("unknown field \"host\", expected one of"),
        "{message}"
    );
}

#[test]
fn what_is_missing_comes_from_heading_and_file_name() {
    let cases = [
        (
            "2020-01-05-a-title.md",
            "Text.\n",
            "A Title",
            None,
            Some("2020-01-05"),
        ),
        ("012 - Why.md", "Text.\n", "Why", Some(12), None),
        (
            "show-12.md",
            "# The *real* title\n\nText.\n",
            "The real title",
            Some(12),
            None,
        ),
        (
            "a.md",
            "---\ntitle: T\nslug: 065-ed\ndate: 1682942400125\n---\n",
            "T",
            Some(65),
            Some("2023-05-01T12:00:00.125Z"),
        ),
    ];
    for (source, text, title, number, date) in cases {
        let document = parse(source, text.into(), &Fields::default(), &People::default());
        assert_eq!(document.front.title.as_deref(), Some(title), "{source}");
        assert_eq!(document.front.number, number, "{source}");
        assert_eq!(document.front.date.as_deref(), date, "{source}");
    }
}
