//! What questions to a graph are answered.

use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::time::Duration;

use oxjsonld::JsonLdParser;
use oxrdf::{Term, Triple};
use oxttl::{NQuadsParser, TurtleParser};
use proptest::prelude::*;
use showgraph::export::{Exporter, JsonLd, NQuads, Statements};
use showgraph::graph::{KnowledgeGraph, triples};
use showgraph::query::{Answer, Dataset, Form, Format, Limits, Names, Prepared, SavedQuery};
use showgraph::{NoProgress, Options, build};

use crate::project::{corpus, files_below, golden, repository};
use crate::query_graph;

const PREFIXES: &str = "PREFIX schema: <https://schema.org/>
PREFIX sg: <https://showgraph.example/ns#>
";

fn shipped(name: &str) -> SavedQuery {
    SavedQuery::shipped(name).unwrap_or_else(|| panic!("{name} does not ship"))
}

fn own(body: &str) -> SavedQuery {
    SavedQuery::parse(&format!("{PREFIXES}{body}"), "own.rq").expect("valid SPARQL")
}

fn answer(prepared: &Prepared, graph: &KnowledgeGraph) -> Answer {
    prepared
        .answer(&Dataset::of(graph), Limits::default())
        .expect("an answer")
}

/// The rows of a query about the graph made by hand, labels for IRIs, cells parted by " | ".
fn rows(query: &SavedQuery, values: &[(&str, &str)]) -> Vec<String> {
    let graph = query_graph::graph();
    let prepared = query.bind(&graph, values).expect("the values fit");
    let Answer::Rows(rows) = answer(&prepared, &graph) else {
        panic!("{} gives no rows", query.name());
    };
    let names = Names::labels(&graph);
    let cell = |term: &Option<Term>| match term {
        Some(Term::NamedNode(node)) => names.of(node.as_str()).into_owned(),
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(Term::BlankNode(node)) => node.to_string(),
        None => String::new(),
    };
    let line = |row: &[Option<Term>]| row.iter().map(cell).collect::<Vec<_>>().join(" | ");
    rows.iter().map(line).collect()
}

#[test]
fn shipped_queries_answer_what_they_promise() {
    type Case = (
        &'static str,
        &'static [(&'static str, &'static str)],
        &'static [&'static str],
    );
    let cases: &[Case] = &[
        (
            "episodes-about",
            &[("product", "k8s")],
            &[
                "Pods | 2016-01-10 | about | 5",
                "Pods again | 2018-03-05 | mentions | 2",
            ],
        ),
        (
            "episodes-about",
            &[("product", "go")],
            &[
                "Nets | 2017-06-01 | about | 4",
                "Pods | 2016-01-10 | mentions | 1",
            ],
        ),
        (
            "guests-on",
            &[("topic", "SCHEDULING")],
            &["Carter | 2 | 2016-01-10 | 2018-03-05"],
        ),
        ("guests-on", &[], &["Ada | 1 | 2017-06-01 | 2017-06-01"]),
        (
            "together",
            &[],
            &[
                "Carter | Zoe | 2 | 2016-01-10 | 2018-03-05",
                "Max | Zoe | 2 | 2018-03-05 | 2019-01-01",
            ],
        ),
        (
            "products-by-year",
            &[],
            &[
                "2016 | Go | 1 | 2016-01-10",
                "2016 | Kubernetes | 1 | 2016-01-10",
                "2017 | Go | 1 | 2016-01-10",
                "2018 | Kubernetes | 1 | 2016-01-10",
            ],
        ),
        (
            "trends",
            &[],
            &[
                "open source | 50 | 50 | 0",
                "Scheduling | 50 | 50 | 0",
                "Kubernetes | 50 | 50 | 0",
                "Go | 100 | 0 | -100",
            ],
        ),
        (
            "trends",
            &[("years", "1"), ("least", "2")],
            &[
                "open source | 33.3 | 100 | 66.7",
                "Scheduling | 66.7 | 0 | -66.7",
                "Go | 66.7 | 0 | -66.7",
                "Kubernetes | 66.7 | 0 | -66.7",
            ],
        ),
        (
            "cited-pages",
            &[],
            &["docs | docs | 2 | 3", "blog | docs | 1 | 1"],
        ),
        (
            "cited-domains",
            &[],
            &["docs.example | 2 | 1 | 3", "blog.example | 1 | 1 | 1"],
        ),
        (
            "shared-pages",
            &[],
            &[
                "docs | 2 | Pods | 2016-01-10",
                "docs | 2 | Pods again | 2018-03-05",
            ],
        ),
        (
            "affiliations",
            &[],
            &["Carter | Google | Engineer | 2018-03-05 | Pods again"],
        ),
        (
            "returning-guests",
            &[],
            &["Carter | 2 | 2016-01-10 | 2018-03-05"],
        ),
        (
            "returning-guests",
            &[("least", "1")],
            &[
                "Carter | 2 | 2016-01-10 | 2018-03-05",
                "Ada | 1 | 2017-06-01 | 2017-06-01",
            ],
        ),
        (
            "related-episodes",
            &[("episode", "1")],
            &[
                "Pods again | 2018-03-05 | 2 | 1",
                "Nets | 2017-06-01 | 1 | 0.5",
            ],
        ),
        ("bridges", &[], &["Scheduling | 2 | 2"]),
        (
            "hosts",
            &[],
            &[
                "Zoe | 4 | 2 | 2016-01-10 | 2019-01-01",
                "Max | 2 | 1 | 2018-03-05 | 2019-01-01",
            ],
        ),
        (
            "no-page",
            &[("least", "2")],
            &[
                "concept | Go | 2",
                "concept | open source | 2",
                "concept | Orchestration | 2",
                "concept | Scheduling | 2",
                "organization | Acme | 2",
                "organization | Google | 2",
                "person | Ada | 2",
                "person | Carter | 2",
                "person | Max | 2",
                "person | Zoe | 2",
                "product | Go | 2",
            ],
        ),
        (
            "organization-topics",
            &[("organization", "Google")],
            &["Scheduling | 2 | 1", "Kubernetes | 2 | 1", "Go | 1 | 1"],
        ),
        (
            "where-named",
            &[],
            &[
                "2016-01-10 | about | notes/001.md | 1 | 7 | as said in 1",
                "2018-03-05 | mentions | notes/003.md | 3 | 7 | as said in 3",
            ],
        ),
        (
            "appearances",
            &[("person", "max")],
            &[
                "Pods again | 2018-03-05 | hosted_by",
                "Logs | 2019-01-01 | hosted_by",
            ],
        ),
        ("sponsors", &[], &["Acme | 1 | 2017-06-01 | 2017-06-01"]),
    ];
    for (name, values, expected) in cases {
        assert_eq!(rows(&shipped(name), values), *expected, "{name} {values:?}");
    }
}

#[test]
fn is_guest_says_yes_or_no() {
    let graph = query_graph::graph();
    for (person, truth) in [("Ada", true), ("Zoe", false)] {
        let prepared = shipped("is-guest")
            .bind(&graph, &[("person", person)])
            .unwrap();
        assert_eq!(answer(&prepared, &graph), Answer::Truth(truth), "{person}");
    }
}

fn constructed(name: &str, values: &[(&str, &str)]) -> (KnowledgeGraph, Vec<Triple>) {
    let graph = query_graph::graph();
    let prepared = shipped(name).bind(&graph, values).unwrap();
    let Answer::Triples(triples) = answer(&prepared, &graph) else {
        panic!("{name} gives no triples");
    };
    (graph, triples)
}

#[test]
fn an_episode_card_holds_the_episode_and_names() {
    let (_, triples) = constructed("episode-card", &[("episode", "notes/002.md")]);
    let lines: Vec<String> = triples.iter().map(ToString::to_string).collect();
    for line in [
        "<https://showgraph.example/episode/2> <https://schema.org/name> \"Nets\"",
        "<https://showgraph.example/episode/2> <https://showgraph.example/ns#guest> <https://showgraph.example/person/ada>",
        "<https://showgraph.example/person/ada> <https://schema.org/name> \"Ada\"",
        "<https://showgraph.example/person/ada> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/Person>",
    ] {
        assert!(lines.iter().any(|known| known == line), "{line}");
    }
    assert!(!lines.iter().any(|line| line.contains("Carter")));
}

#[test]
fn a_topic_map_ties_concepts_that_meet() {
    let (_, triples) = constructed("topic-map", &[]);
    let lines: Vec<String> = triples.iter().map(ToString::to_string).collect();
    let skos = |property: &str, object: &str| {
        let concept = "<https://showgraph.example/concept/scheduling>";
        let line = format!("{concept} <http://www.w3.org/2004/02/skos/core#{property}> {object}");
        lines.contains(&line)
    };
    assert!(skos("prefLabel", "\"Scheduling\""));
    assert!(skos(
        "inScheme",
        "<https://showgraph.example/show/night-shift#topics>"
    ));
    assert!(skos(
        "broader",
        "<https://showgraph.example/concept/orchestration>"
    ));
    assert!(!lines.iter().any(|line| line.contains("skos/core#related")));
}

#[test]
fn constructed_triples_are_the_same_in_every_rdf_format() {
    let (graph, triples) = constructed("episode-card", &[("episode", "1")]);
    let statements = Statements::new(&triples, &graph);
    let expected: BTreeSet<String> = triples.iter().map(ToString::to_string).collect();
    assert_eq!(expected.len(), triples.len(), "none twice");

    let turtle = statements.write_turtle(Vec::new()).unwrap();
    let nquads = statements.write_nquads(Vec::new()).unwrap();
    let jsonld = statements.write_jsonld(Vec::new()).unwrap();
    let of_turtle = TurtleParser::new()
        .for_slice(&turtle)
        .map(|triple| triple.unwrap().to_string());
    let of_nquads = NQuadsParser::new()
        .for_slice(&nquads)
        .map(|quad| Triple::from(quad.unwrap()).to_string());
    let of_jsonld = JsonLdParser::new()
        .for_slice(&jsonld)
        .map(|quad| Triple::from(quad.unwrap()).to_string());
    assert_eq!(of_turtle.collect::<BTreeSet<_>>(), expected);
    assert_eq!(of_nquads.collect::<BTreeSet<_>>(), expected);
    assert_eq!(of_jsonld.collect::<BTreeSet<_>>(), expected);
}

#[test]
fn constructed_triples_are_pictures_too() {
    let (graph, triples) = constructed("episode-card", &[("episode", "1")]);
    let statements = Statements::new(&triples, &graph);
    let dot = String::from_utf8(statements.write_dot(Vec::new()).unwrap()).unwrap();
    assert!(dot.contains("label=\"Carter\""), "{dot}");
    assert!(
        dot.contains("\"https://showgraph.example/episode/1\" -> \"https://showgraph.example/person/carter\" [label=\"guest\""),
        "{dot}"
    );
    let graphml = String::from_utf8(statements.write_graphml(Vec::new()).unwrap()).unwrap();
    let mut reader = quick_xml::Reader::from_str(&graphml);
    let mut names = Vec::new();
    loop {
        match reader.read_event().expect("well-formed") {
            quick_xml::events::Event::Start(tag) => names.push(tag.name().as_ref().to_vec()),
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    let edges = triples
        .iter()
        .filter(|triple| matches!(triple.object, Term::NamedNode(_)))
        .filter(|triple| !triple.predicate.as_str().ends_with("#type"))
        .count();
    assert_eq!(names.iter().filter(|name| *name == b"edge").count(), edges);
}

/// The graph of the sample corpus.
static CORPUS: LazyLock<KnowledgeGraph> = LazyLock::new(|| {
    build(&[corpus()], &Options::default(), &NoProgress)
        .expect("the corpus is sound")
        .graph
});

#[test]
fn answers_about_the_corpus_are_as_they_were() {
    let mut expected = BTreeSet::new();
    for query in SavedQuery::all_shipped() {
        let prepared = query
            .bind(&CORPUS, &[])
            .expect("the defaults are in the corpus");
        let name = query.name();
        let (file, bytes) = match answer(&prepared, &CORPUS) {
            Answer::Rows(rows) => {
                assert!(!rows.is_empty(), "{name} has no rows");
                let written = rows.write(Format::Tsv, &Names::iris(), None, Vec::new());
                (format!("query/{name}.tsv"), written.unwrap())
            }
            Answer::Triples(triples) => {
                assert!(!triples.is_empty(), "{name} has no triples");
                let written = Statements::new(&triples, &CORPUS).write_nquads(Vec::new());
                (format!("query/{name}.nq"), written.unwrap())
            }
            Answer::Truth(truth) => (format!("query/{name}.txt"), format!("{truth}\n").into()),
        };
        golden(&file, &String::from_utf8(bytes).unwrap());
        expected.insert(file);
    }
    for file in files_below(&repository().join("tests/suite/golden/query")) {
        let file = format!("query/{}", file.display());
        assert!(expected.contains(&file), "nothing answers {file} any more");
    }
}

#[test]
fn what_stands_in_a_file_is_what_its_defaults_say() {
    // Another store runs the text as it stands.
    for query in SavedQuery::all_shipped() {
        let bound = query.bind(&CORPUS, &[]).unwrap();
        assert_eq!(
            answer(&query.as_written(), &CORPUS),
            answer(&bound, &CORPUS),
            "{}",
            query.name()
        );
    }
}

#[test]
fn shipped_queries_are_complete() {
    let queries = SavedQuery::all_shipped();
    assert!(queries.len() >= 16, "{}", queries.len());
    for query in queries {
        let name = query.name();
        assert!(!query.summary().is_empty(), "{name} has no summary");
        for parameter in query.parameters() {
            assert!(parameter.about.is_some(), "{name}: {parameter}");
            assert!(parameter.default.is_some(), "{name}: {parameter}");
        }
        let prepared = query.as_written();
        if prepared.form() != Form::Ask {
            assert!(query.text().contains("\nORDER BY "), "{name} has no order");
        }
        if let Answer::Rows(rows) = answer(&prepared, &KnowledgeGraph::default()) {
            assert_eq!(query.columns(), rows.variables(), "{name}");
        }
    }
}

#[test]
fn memory_json_ld_and_n_quads_hold_the_same_triples() {
    for graph in [&query_graph::graph(), &crate::sample::graph(), &*CORPUS] {
        let everything = own("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }").as_written();
        let Answer::Triples(asked) = answer(&everything, graph) else {
            panic!("triples");
        };
        let memory: BTreeSet<String> = asked.iter().map(ToString::to_string).collect();
        let jsonld = JsonLd::new().write(graph, Vec::new()).unwrap();
        let jsonld: BTreeSet<String> = JsonLdParser::new()
            .for_slice(&jsonld)
            .map(|quad| Triple::from(quad.unwrap()).to_string())
            .collect();
        let nquads = NQuads::new().write(graph, Vec::new()).unwrap();
        let nquads: BTreeSet<String> = NQuadsParser::new()
            .for_slice(&nquads)
            .map(|quad| Triple::from(quad.unwrap()).to_string())
            .collect();
        assert_eq!(Dataset::of(graph).len(), triples(graph).len());
        assert!(memory == jsonld, "memory and JSON-LD differ");
        assert!(memory == nquads, "memory and N-Quads differ");
    }
}

#[test]
fn every_kind_of_pattern_finds_its_triples() {
    // One constant or several, in each place.
    let cases = [
        (
            "<https://showgraph.example/person/ada> ?p ?o FILTER(?o = \"Ada\")",
            1,
        ),
        ("?s schema:name ?o FILTER(?o = \"Ada\")", 1),
        ("?s ?p \"Ada\"", 1),
        ("<https://showgraph.example/person/ada> schema:name ?o", 1),
        ("<https://showgraph.example/person/ada> ?p \"Ada\"", 1),
        ("?s schema:name \"Ada\"", 1),
        (
            "<https://showgraph.example/person/ada> schema:name \"Ada\"",
            1,
        ),
        (
            "<https://showgraph.example/person/ada> schema:name \"Eve\"",
            0,
        ),
        ("?s ?p ?o FILTER(?o = \"Ada\")", 1),
        ("GRAPH ?g { ?s ?p ?o }", 0),
    ];
    for (pattern, count) in cases {
        let query = own(&format!("SELECT (COUNT(*) AS ?n) {{ {pattern} }}"));
        assert_eq!(rows(&query, &[]), [count.to_string()], "{pattern}");
    }
}

#[test]
fn own_queries_need_no_values_for_their_parameters() {
    let query = own("#+ param: product (kind product)
        #+ param: least (number) default 3
        SELECT ?episode ?product ?least {
            ?link sg:from ?episode ; sg:to ?product ; sg:count ?count FILTER(?count >= ?least)
        } ORDER BY ?episode");
    assert_eq!(
        rows(&query, &[("product", "Kubernetes")]),
        ["Pods | Kubernetes | 3"]
    );
    let all = [("product", "Kubernetes"), ("least", "1")];
    assert_eq!(
        rows(&query, &all),
        ["Pods | Kubernetes | 1", "Pods again | Kubernetes | 1"]
    );
}

#[test]
fn wrong_values_are_explained() {
    let graph = query_graph::graph();
    type Case = (
        &'static str,
        &'static [(&'static str, &'static str)],
        &'static str,
    );
    let cases: &[Case] = &[
        (
            "episodes-about",
            &[("product", "Kubernets")],
            "product: nothing in the graph is called \"Kubernets\"; did you mean \"Kubernetes\" (product:kubernetes)?",
        ),
        (
            "guests-on",
            &[("topic", "go")],
            "topic: \"go\" may be \"Go\" (concept:go) or \"Go\" (product:go): give the id",
        ),
        (
            "guests-on",
            &[("topics", "go")],
            "the query \"guests-on\" has no parameter \"topics\"; did you mean topic=…?",
        ),
        (
            "cited-pages",
            &[("product", "go")],
            "the query \"cited-pages\" takes no parameters, but got product=…",
        ),
        (
            "together",
            &[("least", "two")],
            "least: \"two\" is no number; for example least=2",
        ),
        (
            "together",
            &[("least", "2"), ("least", "3")],
            "least=… is given twice",
        ),
        (
            "organization-topics",
            &[],
            "organization: nothing in the graph is called \"Fastly\"; \"Fastly\" is the query's default: give organization=…",
        ),
    ];
    for (name, values, message) in cases {
        let error = shipped(name).bind(&graph, values).unwrap_err();
        assert_eq!(error.to_string(), *message, "{name} {values:?}");
    }
    let missing = own("#+ param: x (text)\nSELECT ?x {}")
        .bind(&graph, &[])
        .unwrap_err();
    assert_eq!(missing.to_string(), "the query \"own\" needs x=TEXT");
    let unused = own("#+ param: x (text) default a\nSELECT ?y {}").bind(&graph, &[]);
    assert_eq!(
        unused.unwrap_err().to_string(),
        "own.rq: the header declares the parameter \"x\", but the query has no ?x"
    );
}

#[test]
fn limits_hold() {
    let graph = query_graph::graph();
    let dataset = Dataset::of(&graph);
    let few = Limits {
        rows: Some(2),
        time: None,
    };
    let names = own("SELECT ?name { ?s schema:name ?name } ORDER BY ?name").as_written();
    let Answer::Rows(rows) = names.answer(&dataset, few).unwrap() else {
        panic!("rows");
    };
    assert_eq!(rows.len(), 2);
    let all = own("DESCRIBE <https://showgraph.example/person/ada>").as_written();
    assert!(matches!(all.answer(&dataset, few).unwrap(), Answer::Triples(some) if some.len() == 2));

    let endless = own("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }");
    let soon = Limits {
        rows: None,
        time: Some(Duration::from_millis(20)),
    };
    let error = endless.as_written().answer(&dataset, soon).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the query was not done after 0.02 s and was stopped; give it more time, or ask for less"
    );
}

#[test]
fn what_the_engine_has_not_is_an_error() {
    let query = own("SELECT * { SERVICE <https://a.example/sparql> { ?s ?p ?o } }").as_written();
    let error = query
        .answer(&Dataset::default(), Limits::default())
        .unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("the query cannot be answered: the service"),
        "{error}"
    );
}

#[test]
fn plans_name_the_values_and_count_results() {
    let graph = query_graph::graph();
    let prepared = shipped("episodes-about").bind(&graph, &[]).unwrap();
    let plan = prepared
        .explain(&Dataset::of(&graph), Limits::default())
        .unwrap();
    assert!(plan.contains("( <https://showgraph.example/product/kubernetes> )"));
    assert!(plan.contains(": 2 results\n"), "{plan}");
}

proptest! {
    #[test]
    fn a_value_is_one_term_whatever_it_holds(value in any::<String>()) {
        let query = own("#+ param: x (text)\nSELECT ?x { VALUES ?x { \"\" } }");
        let graph = KnowledgeGraph::default();
        let prepared = query.bind(&graph, &[("x", &value)]).unwrap();
        let Answer::Rows(rows) = answer(&prepared, &graph) else { panic!("rows") };
        let row = rows.iter().next().unwrap().to_vec();
        prop_assert_eq!(row, vec![Some(oxrdf::Literal::new_simple_literal(value).into())]);
        prop_assert_eq!(rows.len(), 1);
    }

    #[test]
    fn no_text_panics(text in "[?$a-z{}()<>#\"'.;:|/^* \n\t+=é-]{0,60}") {
        let _ = SavedQuery::parse(&text, "a.rq");
        let _ = SavedQuery::parse(&format!("#+ param: {text}\nSELECT * {{ {text} }}"), "a.rq");
    }
}
