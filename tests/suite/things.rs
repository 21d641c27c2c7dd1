//! What is named beside people, under which names, and what is quoted of it: one small episode for each
//! way of writing.

use showgraph::graph::KnowledgeGraph;
use showgraph::vocabulary::{Kind, Relation};

use crate::people::graph;

/// The things of a graph, sorted: "product NAME (ALIAS, …)".
fn things(graph: &KnowledgeGraph) -> Vec<String> {
    let kinds = [
        Kind::Product,
        Kind::Organization,
        Kind::Concept,
        Kind::Event,
    ];
    let mut things: Vec<String> = graph
        .nodes()
        .filter(|node| kinds.contains(&node.kind))
        .map(|node| format!("{} {}", node.kind, node.label))
        .collect();
    things.sort();
    things
}

#[test]
fn tags_in_small_letters_name_what_asks_for_capitals() {
    let graph = graph(
        "---\ntitle: The week\ntags: [swift, apple, rust]\n---\nA quiet week, and we talk about it.\n",
    );
    assert_eq!(
        things(&graph),
        ["organization Apple", "product Rust", "product Swift"]
    );
}

#[test]
fn a_word_that_says_what_a_thing_is_makes_no_second_thing() {
    let graph = graph(
        "---\ntitle: Browsers\n---\nWe compare [Firefox](https://www.firefox.com/) with others. The Firefox \
         Browser is fast.\n",
    );
    let firefox: Vec<_> = graph
        .nodes()
        .filter(|node| node.kind == Kind::Product && node.label.starts_with("Firefox"))
        .collect();
    let [firefox] = firefox.as_slice() else {
        panic!("one Firefox expected: {firefox:?}");
    };
    assert_eq!(firefox.label, "Firefox");
    assert!(
        firefox
            .aliases
            .iter()
            .any(|alias| alias.eq_ignore_ascii_case("Firefox Browser")),
        "{:?}",
        firefox.aliases
    );
}

/// The second "docs" of a long paragraph is quoted with what stands around it, not around the first;
/// the same where markup interrupts the paragraph.
#[test]
fn a_quotation_stands_around_its_own_mention() {
    // Markup that fills all that is read around a mention, too.
    let emphasis = "*a* ".repeat(30);
    let fillers = [
        "The lamp burns on. ",
        "The *lamp* burns  on. ",
        "Die Lämpchen brennen für \n",
        "The `l`**`a`**`m`**`p`** burns on. ",
        &emphasis,
    ];
    // In the middle of a block, at its end and at its beginning.
    let places = [(60, 60), (60, 0), (0, 60)];
    for (filler, (before, behind)) in fillers
        .iter()
        .flat_map(|filler| places.map(|place| (filler, place)))
    {
        let text = format!(
            "---\ntitle: Lamps\n---\nThe first docs are short. {}Behind the hill the [docs](https://lamps.example/docs) \
             end. {}\n",
            filler.repeat(before),
            filler.repeat(behind),
        );
        let graph = graph(&text);
        let quote = graph
            .edges()
            .find(|edge| edge.edge.relation == Relation::LinksTo)
            .map(|edge| edge.edge.evidence.quote.clone())
            .expect("the link is quoted");
        assert!(quote.contains("Behind the hill the docs end."), "{quote}");
        assert!(quote.chars().count() <= 160, "{quote}");
        let cut = (quote.starts_with('…'), quote.ends_with('…'));
        assert_eq!(cut, (before > 0, behind > 0), "{quote}");
    }
}

#[test]
fn a_name_ends_where_a_link_begins() {
    let graph = graph(
        "---\ntitle: Kubernetes 1.3\n---\n- Container initialization [initContainers](https://example.com/docs/init)\n\
         - Pet sets [docs](https://example.com/docs/petset)\n\nPet sets and init containers are new in Kubernetes.\n",
    );
    let things = things(&graph);
    assert!(
        things.contains(&"concept init container".to_owned()),
        "{things:?}"
    );
    assert!(
        !things
            .iter()
            .any(|thing| thing.contains("initialization init")),
        "{things:?}"
    );
}

#[test]
fn a_name_counts_with_a_capital_and_without() {
    let graph = graph(
        "---\ntitle: Quill Sync\n---\nA quick start with [Quill Sync](https://github.com/example/quill-sync).\n\n\
         The quill sync is what we like, and so do many of those who take it.\n",
    );
    let named: Vec<_> = graph
        .nodes()
        .filter(|node| node.kind == Kind::Product && node.label == "Quill Sync")
        .map(|node| node.mentions)
        .collect();
    assert_eq!(named, [3], "the title, the link and the text");
}
