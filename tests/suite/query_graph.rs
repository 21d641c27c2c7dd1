//! A graph made by hand, so that the answers to questions about it can be told by heart.

use showgraph::graph::{Detail, Edge, EntityId, EpisodeDetail, Evidence, KnowledgeGraph, Node};
use showgraph::vocabulary::{Kind, Relation, UrlCategory};

use crate::sample::{BASE, edge, node};

/// Four episodes in four years: pods, nets, pods again, logs.
pub fn graph() -> KnowledgeGraph {
    let nodes = vec![
        node(Kind::Show, "night-shift", "Night Shift"),
        episode(1, "Pods", "2016-01-10"),
        episode(2, "Nets", "2017-06-01T07:00:00Z"),
        episode(3, "Pods again", "2018-03-05"),
        episode(4, "Logs", "2019-01-01"),
        node(Kind::Person, "zoe", "Zoe"),
        node(Kind::Person, "max", "Max"),
        node(Kind::Person, "carter", "Carter"),
        node(Kind::Person, "ada", "Ada"),
        node(Kind::Organization, "google", "Google"),
        node(Kind::Organization, "acme", "Acme"),
        Node {
            aliases: vec!["k8s".into()],
            ..node(Kind::Product, "kubernetes", "Kubernetes")
        },
        node(Kind::Product, "go", "Go"),
        node(Kind::Concept, "go", "Go"),
        node(Kind::Concept, "scheduling", "Scheduling"),
        node(Kind::Concept, "orchestration", "Orchestration"),
        node(Kind::Concept, "open-source", "open source"),
        page("docs", "https://docs.example/pods"),
        page("blog", "https://www.blog.example/a"),
    ];
    let mut edges: Vec<(EntityId, EntityId, Edge)> = Vec::new();
    for (number, relation, to, count) in [
        (1, Relation::HostedBy, "person:zoe", 1),
        (2, Relation::HostedBy, "person:zoe", 1),
        (3, Relation::HostedBy, "person:zoe", 1),
        (4, Relation::HostedBy, "person:zoe", 1),
        (3, Relation::HostedBy, "person:max", 1),
        (4, Relation::HostedBy, "person:max", 1),
        (1, Relation::HasGuest, "person:carter", 1),
        (3, Relation::HasGuest, "person:carter", 1),
        (2, Relation::HasGuest, "person:ada", 1),
        (1, Relation::About, "product:kubernetes", 5),
        (3, Relation::Mentions, "product:kubernetes", 2),
        (1, Relation::Mentions, "product:go", 1),
        (2, Relation::About, "product:go", 4),
        (1, Relation::About, "concept:scheduling", 3),
        (3, Relation::Mentions, "concept:scheduling", 1),
        (4, Relation::Mentions, "concept:open-source", 1),
        (2, Relation::Mentions, "concept:open-source", 1),
        (2, Relation::SponsoredBy, "organization:acme", 1),
        (1, Relation::LinksTo, "url:docs", 1),
        (3, Relation::LinksTo, "url:docs", 1),
        (2, Relation::LinksTo, "url:blog", 1),
    ] {
        edges.push(said(number, relation, to, count));
    }
    // The same page a second time.
    let (from, to, mut link) = said(1, Relation::LinksTo, "url:docs", 1);
    link.id += ".2";
    edges.push((from, to, link));
    for number in 1..=4 {
        edges.push(said(number, Relation::PartOfShow, "show:night-shift", 1));
    }
    edges.push(edge("product:kubernetes", Relation::HasPage, "url:docs"));
    edges.push(edge(
        "concept:scheduling",
        Relation::PartOf,
        "concept:orchestration",
    ));
    let (from, to, mut affiliation) = edge(
        "person:carter",
        Relation::AffiliatedWith,
        "organization:google",
    );
    affiliation.role = Some("Engineer".into());
    affiliation.evidence = evidence(3);
    edges.push((from, to, affiliation));
    KnowledgeGraph::from_parts(BASE, nodes, edges).expect("ids are unique and known")
}

fn source(number: u32) -> String {
    format!("notes/{number:03}.md")
}

fn evidence(number: u32) -> Evidence {
    Evidence {
        source: source(number).into(),
        line: number,
        column: 7,
        quote: format!("as said in {number}").into(),
        seconds: None,
    }
}

fn said(number: u32, relation: Relation, to: &str, count: u32) -> (EntityId, EntityId, Edge) {
    let (from, to, edge) = edge(&format!("episode:{number}"), relation, to);
    let edge = Edge {
        count,
        evidence: evidence(number),
        ..edge
    };
    (from, to, edge)
}

fn episode(number: u32, label: &str, date: &str) -> Node {
    let detail = Detail::from(EpisodeDetail {
        source: source(number),
        number: Some(number.into()),
        date: Some(date.into()),
        ..EpisodeDetail::default()
    });
    Node {
        detail,
        ..node(Kind::Episode, &number.to_string(), label)
    }
}

fn page(slug: &str, url: &str) -> Node {
    let detail = Detail::Url {
        url: url.into(),
        category: UrlCategory::Docs,
    };
    Node {
        iri: url.into(),
        detail,
        ..node(Kind::Url, slug, slug)
    }
}
