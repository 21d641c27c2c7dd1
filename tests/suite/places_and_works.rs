//! Places and works in notes: a sentence for each sign, in five languages, and for what is none.

use showgraph::graph::KnowledgeGraph;
use showgraph::vocabulary::{Kind, Relation};

use crate::people::graph;

/// The labels of one kind, sorted.
fn labels(graph: &KnowledgeGraph, kind: Kind) -> Vec<&str> {
    let mut labels: Vec<&str> = graph
        .nodes_of(kind)
        .map(|node| node.label.as_str())
        .collect();
    labels.sort_unstable();
    labels
}

/// Checks what one sentence of notes names of a kind.
fn check(kind: Kind, cases: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (sentence, expected) in cases {
        let graph = graph(&format!("---\ntitle: The week\n---\n{sentence}\n"));
        let found = labels(&graph, kind);
        if found != *expected {
            wrong.push(format!("{sentence}\n    {found:?}, expected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn places_are_read_in_five_languages() {
    check(
        Kind::Place,
        &[
            ("She grew up in Lisbon and never left.", &["Lisbon"]),
            ("They came from Poland by ship.", &["Poland"]),
            (
                "Wir fahren nach Island und dann nach München.",
                &["Island", "München"],
            ),
            ("Die Reise nach Indien war lang.", &["Indien"]),
            ("Elle habite à Bruxelles depuis dix ans.", &["Bruxelles"]),
            (
                "Ils ont traversé la Pologne et la Suisse.",
                &["Pologne", "Suisse"],
            ),
            (
                "Llegaron a las costas de Irlanda y Francia.",
                &["Francia", "Irlanda"],
            ),
            ("Ela nasceu em Lisboa.", &["Lisboa"]),
        ],
    );
}

#[test]
fn names_of_their_own_form_and_company_are_places() {
    check(
        Kind::Place,
        &[
            (
                "We paddle down the Quillet River at dawn.",
                &["Quillet River"],
            ),
            (
                "The shop is in Dunmorrow, Ireland.",
                &["Dunmorrow", "Ireland"],
            ),
            (
                "He toured Ohio, Georgia and Utah.",
                &["Georgia", "Ohio", "Utah"],
            ),
            ("She lives in the city of Dunmorrow.", &["Dunmorrow"]),
        ],
    );
}

#[test]
fn names_of_people_words_and_bodies_are_no_places() {
    check(
        Kind::Place,
        &[
            ("Jordan Tarrow tells us about bees.", &[]),
            ("Reading is what Nora likes best.", &[]),
            ("It was Nice to meet you.", &[]),
            ("Paris Tarrow says that bees sleep.", &[]),
            ("She studied at the University of Oxford.", &[]),
            ("An essay in the New York Times started it.", &[]),
            ("Wir sprechen über gutes Essen.", &[]),
            ("All about Kubernetes and Rust.", &[]),
        ],
    );
}

#[test]
fn works_are_read_in_five_languages() {
    check(
        Kind::Work,
        &[
            (
                "Nora wrote the novel “The Kelp Gatherers” last year.",
                &["The Kelp Gatherers"],
            ),
            (
                "\"Low Tide Lullaby\" by Nora Tarrow closes the show.",
                &["Low Tide Lullaby"],
            ),
            (
                "Sie las aus dem Roman „Das Salz der Küste“ vor.",
                &["Das Salz der Küste"],
            ),
            (
                "Elle parle de son livre « Le sel des marées ».",
                &["Le sel des marées"],
            ),
            (
                "El autor de «La sal de la costa» nos visita.",
                &["La sal de la costa"],
            ),
            ("O filme “A maré cheia” estreia hoje.", &["A maré cheia"]),
            (
                "The author of *The Kelp Gatherers* joins us.",
                &["The Kelp Gatherers"],
            ),
            (
                "We liked [The Salt Road](https://www.goodreads.com/book/show/1.the-salt-road).",
                &["The Salt Road"],
            ),
            (
                "- [Tide and Time, by Nora Tarrow](https://www.amazon.com/dp/0123456789)",
                &["Tide and Time"],
            ),
        ],
    );
}

#[test]
fn speech_doubts_and_emphasis_are_no_works() {
    check(
        Kind::Work,
        &[
            ("She said “The Tide Always Wins” and left.", &[]),
            ("The so-called “Kelp Economy” is small.", &[]),
            ("This is *very* important, and *Really New*.", &[]),
            ("Press the “Save All” button.", &[]),
            ("They call it “the quiet coast”.", &[]),
        ],
    );
}

/// A place goes by the name that the notes use, and lies in its country where they name that too.
#[test]
fn a_place_has_one_node_whatever_its_language() {
    let graph = graph(
        "---\ntitle: Trips\n---\nWe went to Munich, Germany.\n\nDanach fuhren wir nach München zurück.\n",
    );
    assert_eq!(labels(&graph, Kind::Place), ["Germany", "Munich"]);
    let inside = graph
        .edges()
        .find(|view| view.edge.relation == Relation::PartOf)
        .expect("Munich is a part of Germany");
    assert_eq!(
        (inside.from.label.as_str(), inside.to.label.as_str()),
        ("Munich", "Germany")
    );
}

#[test]
fn a_lexicon_of_ones_own_may_hold_both_kinds() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "own.toml",
        "[place]\n\"Weeping Ledge\" = [\"The Ledge\"]\n[work]\n\"Low Tide\" = []\n",
    );
    write(
        "notes.md",
        "---\ntitle: Trips\n---\nWeeping Ledge again, and Low Tide too.\n",
    );
    let options = showgraph::Options {
        lexicons: vec![folder.path().join("own.toml")],
        ..showgraph::Options::default()
    };
    let notes = folder.path().join("notes.md");
    let pipeline = showgraph::Pipeline::open(&[notes], &options).unwrap();
    let graph = pipeline.build().unwrap().graph;
    assert_eq!(labels(&graph, Kind::Place), ["Weeping Ledge"]);
    assert_eq!(labels(&graph, Kind::Work), ["Low Tide"]);
}
