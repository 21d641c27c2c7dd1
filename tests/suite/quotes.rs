//! Every quote says what its edge says: it holds a name of what the edge leads to.

use std::collections::HashMap;
use std::path::Path;

use showgraph::graph::Node;
use showgraph::text::fold::{fold_letters, without_accents};
use showgraph::text::name_key::key;
use showgraph::vocabulary::Relation;
use showgraph::{Options, Pipeline};

use crate::people::graph;
use crate::project::{corpus, shared};

/// The letters of a text, without accents and spaces.
fn letters(text: &str) -> String {
    fold_letters(std::iter::once(&*without_accents(text)))
}

/// Whether a quote holds one of the names of a node: as written or in another number ("pet set" in "pet
/// sets"), in full or, of a person, by one word of it.
fn names(quote: &str, node: &Node) -> bool {
    let (quote_letters, quote_key) = (letters(quote), key(quote));
    let mut forms = [&node.label].into_iter().chain(&node.aliases);
    forms.any(|form| {
        let words = form.split(' ').filter(|word| word.chars().count() > 2);
        let mut words = words.map(letters);
        quote_letters.contains(&letters(form))
            || quote_key.contains(&key(form))
            || node.id.as_str().starts_with("person:")
                && words.any(|word| quote_letters.contains(&word))
    })
}

/// The id of what a quote of an edge has to name: none where it is the episode's title, or a link that is shown as
/// another edge says.
fn named<'e>(relation: Relation, from: &'e str, to: &'e str) -> Option<&'e str> {
    match relation {
        Relation::HostedBy
        | Relation::HasGuest
        | Relation::About
        | Relation::Mentions
        | Relation::SponsoredBy
        | Relation::AffiliatedWith => Some(to),
        // The lexicon says this, where the part is named.
        Relation::PartOf => Some(from),
        _ => None,
    }
}

#[test]
fn quotes_name_what_their_edges_lead_to() {
    let (seen, silent) = silent_quotes(&corpus());
    assert!(seen > 200, "{seen} edges");
    assert!(silent.is_empty(), "{silent:#?}");
}

/// Broken Markdown may hide a word from the text that is quoted: of one edge in ten thousand, not of more.
#[test]
fn quotes_of_whole_podcasts_name_what_their_edges_lead_to() {
    let Some(shared) = shared() else { return };
    let (mut seen, mut silent) = (0, Vec::new());
    for notes in [
        "gcp-podcast",
        "jupiter",
        "syntax",
        "rustacean-station",
        "genre",
    ] {
        let (edges, mut found) = silent_quotes(&shared.join("corpora").join(notes));
        seen += edges;
        silent.append(&mut found);
    }
    assert!(seen > 50_000, "{seen} edges");
    assert!(silent.len() * 10_000 <= seen, "{silent:#?}");
}

/// How many edges of a folder's graph have a quote that has to name something, and those whose quote does not.
fn silent_quotes(notes: &Path) -> (usize, Vec<String>) {
    let options = Options::default();
    let outcome = Pipeline::open(&[notes.to_owned()], &options).and_then(|open| open.build());
    let graph = outcome.unwrap().graph;
    let nodes: HashMap<&str, &Node> =
        (graph.nodes().map(|node| (node.id.as_str(), node))).collect();
    let mut seen = 0;
    let mut silent = Vec::new();
    for edge in graph.edges() {
        let (from, to) = (edge.from.id.as_str(), edge.to.id.as_str());
        let Some(node) = named(edge.edge.relation, from, to).map(|id| nodes[id]) else {
            continue;
        };
        seen += 1;
        if !names(&edge.edge.evidence.quote, node) {
            silent.push(format!("{} : {}", edge.edge.id, edge.edge.evidence.quote));
        }
    }
    (seen, silent)
}

#[test]
fn affiliations_quote_the_sentence_that_states_them() {
    let far = "and so on about lamps, lanterns and lights, ".repeat(30);
    let text = format!(
        "---\ntitle: Lamps with Nell Hartwick\n---\nNell Hartwick lights the studio. {far}at the end we hear that \
         Nell Hartwick is a staff engineer at Google, where lamps are made.\n"
    );
    let graph = graph(&text);
    let edges = graph.edges();
    let mut stated = edges.filter(|edge| edge.edge.relation == Relation::AffiliatedWith);
    let edge = stated.next().expect("an affiliation");
    let quote = &edge.edge.evidence.quote;
    assert!(
        quote.contains("Nell Hartwick is a staff engineer at Google"),
        "{quote}"
    );
    assert!(quote.chars().count() <= 160, "{quote}");
}

/// What stands behind "ROLE at" is not always who pays: a department, where a company is, a conference.
#[test]
fn an_employer_is_who_employs() {
    for (said, expected) in [
        (
            "Nell Hartwick is the Director of Lamp Products at MongoDB.",
            &["MongoDB"][..],
        ),
        ("Nell Hartwick was an engineer at TED2015 in spring.", &[]),
        (
            "Nell Hartwick was an engineer at the Seattle startup of her uncle.",
            &[],
        ),
        ("Nell Hartwick is an engineer at Mozilla.", &["Mozilla"]),
    ] {
        let graph = graph(&format!("---\ntitle: Lamps\n---\n{said}\n"));
        let edges = graph.edges();
        let edges = edges.filter(|edge| edge.edge.relation == Relation::AffiliatedWith);
        let employers: Vec<&str> = edges.map(|edge| &*edge.to.label).collect();
        assert_eq!(employers, expected, "{said}");
    }
}
