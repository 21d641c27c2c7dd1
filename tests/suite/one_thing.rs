//! What only a corpus can tell: one thing has one kind and one spelling in all of its episodes; who pays
//! and which service delivers is no topic.

use std::fs;

use showgraph::graph::KnowledgeGraph;
use showgraph::vocabulary::{Kind, Relation};
use showgraph::{Options, Pipeline};

use crate::people::graph;
use crate::project::corpus;

/// The graph of some episodes, each given by its front matter without title and by its notes.
fn corpus_of(episodes: &[(&str, &str)]) -> KnowledgeGraph {
    let folder = tempfile::tempdir().unwrap();
    for (number, (front, notes)) in episodes.iter().enumerate() {
        let text = format!("---\ntitle: Part {number}\n{front}\n---\n{notes}\n");
        fs::write(folder.path().join(format!("{number}.md")), text).unwrap();
    }
    let options = Options::default();
    let outcome = Pipeline::open(&[folder.path().to_owned()], &options)
        .and_then(|pipeline| pipeline.build())
        .unwrap();
    outcome.graph
}

/// "KIND LABEL" of all nodes with a label, in whatever letter case.
fn named(graph: &KnowledgeGraph, label: &str) -> Vec<String> {
    let nodes = graph.nodes().filter(|node| node.kind.is_entity());
    let nodes = nodes.filter(|node| node.label.eq_ignore_ascii_case(label));
    nodes
        .map(|node| format!("{} {}", node.kind, node.label))
        .collect()
}

/// The labels that the edges of a relation lead to, sorted.
fn reached(graph: &KnowledgeGraph, relation: Relation) -> Vec<String> {
    let edges = graph.edges().filter(|edge| edge.edge.relation == relation);
    let mut labels: Vec<String> = edges.map(|edge| edge.to.label.clone()).collect();
    labels.sort();
    labels
}

#[test]
fn spellings_are_one_product() {
    for (what, forms, nodes) in [
        ("letter case", ["QuillSync", "quillsync", "Quillsync"], 1),
        ("spaces", ["ArchiveOS", "Archive OS", "archiveos"], 1),
        ("plural", ["Lamp Bridge", "Lamp Bridges", "LampBridge"], 1),
        ("accents", ["Touchégg", "Touchegg", "touchégg"], 1),
        (
            "digits stay apart",
            ["Lampos 6.14", "Lampos 6.1.4", "Lampos 6.14"],
            2,
        ),
    ] {
        let notes =
            forms.map(|form| format!("We use [{form}](https://github.com/example/lamps), a tool."));
        let graph = corpus_of(&notes.each_ref().map(|notes| ("season: 1", notes.as_str())));
        let products = graph.nodes_of(Kind::Product).filter(|node| {
            forms
                .iter()
                .any(|form| form.eq_ignore_ascii_case(&node.label))
        });
        assert_eq!(products.count(), nodes, "{what}");
    }
}

#[test]
fn a_name_has_one_kind_in_all_episodes() {
    let graph = corpus_of(&[
        ("tags: [quillbase]", "We migrated to Quillbase, a database."),
        (
            "tags: [lamps]",
            "Running Quillbase in a cluster, with the Quillbase CLI.",
        ),
        (
            "tags: [quillbase]",
            "What is quillbase? The basics of Quillbase techniques.",
        ),
        ("tags: [lamps]", "Quillbase announced layoffs."),
    ]);
    assert_eq!(
        named(&graph, "Quillbase").len(),
        1,
        "{:?}",
        named(&graph, "Quillbase")
    );
}

#[test]
fn a_person_is_no_product_where_a_link_bears_the_name() {
    let graph = corpus_of(&[
        ("guests: [Nell Hartwick]", "About lamps."),
        (
            "tags: [lamps]",
            "The app [Nell Hartwick](https://github.com/nellhartwick) and its plugins.",
        ),
    ]);
    assert_eq!(named(&graph, "Nell Hartwick"), ["person Nell Hartwick"]);
}

#[test]
fn a_text_may_tell_a_company_from_its_product() {
    let graph = corpus_of(&[
        ("tags: [docker]", "We run all of it in Docker."),
        ("tags: [docker]", "Install Docker, then use the Docker CLI."),
        (
            "tags: [lamps]",
            "Our guest is Nell Hartwick, a staff engineer at Docker.",
        ),
    ]);
    assert_eq!(
        named(&graph, "Docker"),
        ["organization Docker", "product Docker"]
    );
}

#[test]
fn tags_in_scripts_without_capitals_are_no_products() {
    let graph = corpus_of(&[("tags: [料理, 重力波]", "今日の話。")]);
    assert_eq!(named(&graph, "料理"), ["concept 料理"]);
    assert_eq!(named(&graph, "重力波"), ["concept 重力波"]);
}

#[test]
fn the_sample_has_no_thing_of_two_kinds() {
    let options = Options::default();
    let outcome = Pipeline::open(&[corpus()], &options).and_then(|pipeline| pipeline.build());
    let graph = outcome.unwrap().graph;
    let mut labels: Vec<&str> = graph
        .nodes()
        .filter(|node| node.kind.is_entity() && node.kind != Kind::Person)
        .map(|node| node.label.as_str())
        .collect();
    labels.sort_unstable();
    let twice: Vec<&[&str]> = labels
        .windows(2)
        .filter(|pair| pair[0] == pair[1])
        .collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn running_text_names_sponsors() {
    let cases: &[(&str, &[&str])] = &[
        (
            "Support for this episode comes from Lampworks, makers of fine lamps.",
            &["Lampworks"],
        ),
        (
            "Today's sponsor: Quillfeather. Visit them.",
            &["Quillfeather"],
        ),
        (
            "This week's show is brought to you by the good people at Hollow Oak and by Brightwater.",
            &["Brightwater", "Hollow Oak"],
        ),
        (
            "Thank you to Tidepool for sponsoring this episode.",
            &["Tidepool"],
        ),
        (
            "Our sponsor this week is Fernwick Mattress.",
            &["Fernwick Mattress"],
        ),
        (
            "## Transcript\n\n**Mara Finch:** And now a word from our sponsor, Lampworks. Lampworks makes \
             lamps.\n\n**Mara Finch:** Back to the soil.",
            &["Lampworks"],
        ),
        ("Diese Folge wird präsentiert von Lehmbau.", &["Lehmbau"]),
        ("## Lampworks - Sponsor\n\nLamps for all.", &["Lampworks"]),
        // Of somebody else's event or project nothing is said about this episode.
        ("The meetup was sponsored by Tidepool, and it rained.", &[]),
        ("The library was supported by Lampworks for years.", &[]),
    ];
    for (notes, expected) in cases {
        let graph = graph(&format!(
            "---\ntitle: Soil\nhosts: [Mara Finch]\n---\n{notes}\n"
        ));
        assert_eq!(reached(&graph, Relation::SponsoredBy), *expected, "{notes}");
    }
}

#[test]
fn notices_of_services_name_no_topic() {
    for notice in [
        "Hosted on Acast. See [acast.com/privacy](https://acast.com/privacy) for more information.",
        "Support the show on [Patreon](https://patreon.com/rain). Follow us on [Twitter](https://twitter.com/rain).",
        "Subscribe on [Apple Podcasts](https://podcasts.apple.com/x) or [Spotify](https://spotify.com/x).",
        "Subscribe wherever you get your podcasts: Apple Podcasts, Spotify, Overcast.",
        "Learn more about your ad choices. Visit megaphone.fm/adchoices",
        "Music from Epidemic Sound. Licensed under Creative Commons.",
        "Recorded with Riverside.",
        "[Soil](https://en.wikipedia.org/wiki/Soil) on a page, and [Rain - Wikipedia](https://en.wikipedia.org/wiki/Rain).",
        "Write to hello@soil.example or [ann@soil.example](mailto:ann@soil.example).",
        "[https://soil.example/a](https://soil.example/a), [www.soil.example](https://www.soil.example)",
    ] {
        let graph = graph(&format!(
            "---\ntitle: At home\nhosts: [Mara Finch]\n---\nWe talk.\n\n{notice}\n"
        ));
        let things = graph.nodes().filter(|node| {
            matches!(node.kind, Kind::Product | Kind::Organization)
                || node.label.contains('@')
                || node.label == "HTTP"
        });
        let labels: Vec<&str> = things.map(|node| node.label.as_str()).collect();
        assert!(labels.is_empty(), "{notice}: {labels:?}");
    }
}

#[test]
fn references_of_characters_are_letters_of_names() {
    let written = "Today we talk with Ren&eacute;e O&#39;Dovetail of Lampworks&nbsp;Labs about \
                   [Zo&euml;DB](https://zoedb.example/).\n\nAnd **Ren&eacute;e O&#39;Dovetail** is back.\n";
    let plain = "Today we talk with Renée O'Dovetail of Lampworks Labs about [ZoëDB](https://zoedb.example/).\n\n\
                 And **Renée O'Dovetail** is back.\n";
    let [written, plain] =
        [written, plain].map(|notes| graph(&format!("---\ntitle: Lamps\n---\n{notes}")));
    let labels = |graph: &KnowledgeGraph| -> Vec<String> {
        let nodes = graph.nodes().filter(|node| node.kind != Kind::Show);
        nodes
            .map(|node| format!("{} {}", node.kind, node.label))
            .collect()
    };
    assert_eq!(labels(&written), labels(&plain));
    let edge = written
        .edges()
        .find(|edge| edge.to.label == "Renée O'Dovetail")
        .unwrap();
    let evidence = &edge.edge.evidence;
    assert_eq!(
        (evidence.line, evidence.column),
        (4, 20),
        "{}",
        evidence.quote
    );
}

#[test]
fn what_is_said_counts_once() {
    let text = "---\ntitle: Lamps\n---\nA pet set is here. Pet sets are made of lamps, and we like pet sets. A pet \
                set is a [Pet Set](https://lamps.example/docs/pet-set), and a PetSet too.\n";
    let graph = graph(text);
    let pet_set = graph
        .nodes()
        .find(|node| node.label.eq_ignore_ascii_case("pet set"));
    assert_eq!(pet_set.map(|node| node.mentions), Some(6));
}

#[test]
fn things_know_when_they_were_talked_about_first_and_last() {
    let about = "We talk about Kubernetes.";
    let graph = corpus_of(&[
        ("date: 2021-05-04", about),
        ("date: 2019-02-03T10:00:00Z", about),
        ("date: 2020-01-01", "We talk about Docker."),
        ("season: 1", about),
    ]);
    let days = |label: &str| {
        let node = graph.nodes().find(|node| node.label == label).unwrap();
        (node.first.as_deref(), node.last.as_deref())
    };
    assert_eq!(days("Kubernetes"), (Some("2019-02-03"), Some("2021-05-04")));
    assert_eq!(days("Docker"), (Some("2020-01-01"), Some("2020-01-01")));
    // Episodes have a date of their own.
    assert_eq!(days("Part 0"), (None, None));
}

/// What half of a show's episodes say again and again is what the show is about, however little each
/// mention says: a transcript has no links and no quotation marks.
#[test]
fn what_a_show_says_again_and_again_is_named() {
    let told = |number: usize| {
        format!(
            "### Transcript\n\n[00:00:01] **NELL:** Welcome back to Babylon 5. The thing about Babylon 5 was odd in \
             part {number}, and that is why Babylon 5 works, and everybody on Babylon 5 knows it.\n"
        )
    };
    let told: Vec<String> = (1..=3).map(told).collect();
    let episodes: Vec<(&str, &str)> = told
        .iter()
        .map(|text| ("hosts: [Nell Hartwick]", text.as_str()))
        .collect();
    let graph = corpus_of(&episodes);
    assert_eq!(named(&graph, "Babylon 5"), ["product Babylon 5"]);
}

#[test]
fn an_event_is_one_with_its_edition_and_part_of_its_series() {
    let graph = corpus_of(&[
        (
            "tags: [lamps]",
            "We were at RustConf 2019, and RustConf was loud. See you at RustConf in Portland.",
        ),
        (
            "tags: [lamps]",
            "Everybody was speaking at RustConf last week.",
        ),
    ]);
    let events: Vec<&str> = graph
        .nodes()
        .filter(|node| node.kind == Kind::Event)
        .map(|node| &*node.label)
        .collect();
    assert_eq!(events, ["RustConf", "RustConf 2019"]);
    assert_eq!(reached(&graph, Relation::PartOf), ["RustConf"]);
}

/// A tag in any letters names what asks for others, but a small word is its own name.
#[test]
fn a_small_word_as_a_tag_is_no_company() {
    let graph = corpus_of(&[(
        "tags: [Next]",
        "A quiet week, and we talk about what comes.",
    )]);
    assert!(named(&graph, "NeXT").is_empty());
}

#[test]
fn a_name_with_an_article_that_owns_something_is_another_word() {
    let graph = corpus_of(&[(
        "tags: [harbour]",
        "The speech of the Docker's union came first, and then the ships went out.",
    )]);
    assert!(named(&graph, "Docker").is_empty());
}
