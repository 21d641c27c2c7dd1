//! What questions to a graph are answered.

use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::time::Duration;

use oxrdf::Term;
use proptest::prelude::*;
use showgraph::export::{AnswerFormat, ConstructedTriples, IriNames, write_rows};
use showgraph::graph::KnowledgeGraph;
use showgraph::query::{Answer, Dataset, Prepared, QueryForm, QueryLimits, SavedQuery};
use showgraph::{Options, Pipeline};

use crate::project::{corpus, files_below, golden, repository};
use crate::query_graph;

const PREFIXES: &str = "PREFIX schema: <https://schema.org/>
PREFIX sg: <https://showgraph.example/ns#>
";

pub fn shipped(name: &str) -> SavedQuery {
    SavedQuery::shipped(name).unwrap_or_else(|| panic!("{name} does not ship"))
}

pub fn own(body: &str) -> SavedQuery {
    SavedQuery::parse(&format!("{PREFIXES}{body}"), "own.rq").expect("valid SPARQL")
}

pub fn answer(prepared: &Prepared, graph: &KnowledgeGraph) -> Answer {
    prepared
        .answer(&Dataset::of(graph), QueryLimits::default())
        .expect("an answer")
}

/// The rows of a query about the graph made by hand, labels for IRIs, cells parted by " | ".
fn rows(query: &SavedQuery, values: &[(&str, &str)]) -> Vec<String> {
    let graph = query_graph::graph();
    let prepared = query.bind(&graph, values).expect("the values fit");
    let Answer::Rows(rows) = answer(&prepared, &graph) else {
        panic!("{} gives no rows", query.name());
    };
    let names = IriNames::labels(&graph);
    let cell = |term: &Option<Term>| match term {
        Some(Term::NamedNode(node)) => names.of(node.as_str()).into_owned(),
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(Term::BlankNode(node)) => node.to_string(),
        None => String::new(),
    };
    let line = |row: &[Option<Term>]| row.iter().map(cell).collect::<Vec<_>>().join(" | ");
    rows.rows.iter().map(|row| line(row)).collect()
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

/// The graph of the sample corpus.
pub static CORPUS: LazyLock<KnowledgeGraph> = LazyLock::new(|| {
    Pipeline::open(&[corpus()], &Options::default())
        .and_then(|pipeline| pipeline.build())
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
                assert!(!rows.rows.is_empty(), "{name} has no rows");
                let written = write_rows(
                    &rows,
                    AnswerFormat::Tsv,
                    &IriNames::iris(),
                    None,
                    Vec::new(),
                );
                (format!("query/{name}.tsv"), written.unwrap())
            }
            Answer::Triples(triples) => {
                assert!(!triples.is_empty(), "{name} has no triples");
                let written = ConstructedTriples::new(&triples, &CORPUS).write_nquads(Vec::new());
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
        if prepared.form() != QueryForm::Ask {
            assert!(query.text().contains("\nORDER BY "), "{name} has no order");
        }
        if let Answer::Rows(rows) = answer(&prepared, &KnowledgeGraph::default()) {
            assert_eq!(query.columns(), rows.variables, "{name}");
        }
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
    let few = QueryLimits {
        rows: Some(2),
        time: None,
    };
    let names = own("SELECT ?name { ?s schema:name ?name } ORDER BY ?name").as_written();
    let Answer::Rows(rows) = names.answer(&dataset, few).unwrap() else {
        panic!("rows");
    };
    assert_eq!(rows.rows.len(), 2);
    let all = own("DESCRIBE <https://showgraph.example/person/ada>").as_written();
    assert!(matches!(all.answer(&dataset, few).unwrap(), Answer::Triples(some) if some.len() == 2));

    let endless = own("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }");
    let soon = QueryLimits {
        rows: None,
        time: Some(Duration::from_millis(20)),
    };
    let error = endless.as_written().answer(&dataset, soon).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the query was not done after 0.02 s and was stopped"
    );
}

#[test]
fn what_the_engine_has_not_is_an_error() {
    let query = own("SELECT * { SERVICE <https://a.example/sparql> { ?s ?p ?o } }").as_written();
    let error = query
        .answer(&Dataset::default(), QueryLimits::default())
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
        .explain(&Dataset::of(&graph), QueryLimits::default())
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
        let row = rows.rows[0].clone();
        prop_assert_eq!(row, vec![Some(oxrdf::Literal::new_simple_literal(value).into())]);
        prop_assert_eq!(rows.rows.len(), 1);
    }

    #[test]
    fn no_text_panics(text in "[?$a-z{}()<>#\"'.;:|/^* \n\t+=é-]{0,60}") {
        let _ = SavedQuery::parse(&text, "a.rq");
        let _ = SavedQuery::parse(&format!("#+ param: {text}\nSELECT * {{ {text} }}"), "a.rq");
    }
}
