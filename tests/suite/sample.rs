//! A small graph with one node of every kind and one edge of every relation that `export` makes,
//! and with the characters that formats stumble over.

use showgraph::graph::{Detail, Edge, EntityId, EpisodeDetail, Evidence, KnowledgeGraph, Node};
use showgraph::vocabulary::{Basis, DocumentPart, DocumentParts, Kind, Relation, UrlCategory};

/// The base of the sample's IRIs.
pub const BASE: &str = "https://showgraph.example/";

/// The sample.
pub fn graph() -> KnowledgeGraph {
    let nodes = vec![
        Node {
            episodes: 0,
            mentions: 0,
            ..node(Kind::Show, "night-shift", "Night Shift")
        },
        episode("night-shift-1", "Pet Sets & Federation", 1, "2016-08-18"),
        episode(
            "night-shift-2",
            "\"Go\" says <Gopher>\\",
            2,
            "2016-09-01T07:00:00Z",
        ),
        Node {
            aliases: vec!["Carter \"CM\" Morgan".into(), "MORGAN".into()],
            same_as: vec!["https://social.example/@carter".into()],
            description: Some("Developer Programs Engineer\nat Google".into()),
            topic: Some("clusters".into()),
            ..node(Kind::Person, "carter-morgan", "Carter Morgan")
        },
        node(Kind::Person, "zoe-aebi", "Zoë Äbi 😀"),
        node(Kind::Organization, "google", "Google"),
        node(Kind::Organization, "alphabet", "Alphabet"),
        Node {
            same_as: vec!["https://www.wikidata.org/entity/Q22661306".into()],
            ..node(Kind::Product, "kubernetes", "Kubernetes")
        },
        node(Kind::Product, "mail-hippo", "Mail]]>Hippo"),
        Node {
            aliases: vec!["federation".into()],
            ..node(Kind::Concept, "cluster-federation", "Cluster Federation")
        },
        node(Kind::Concept, "orchestration", "Orchestration"),
        node(Kind::Event, "kubecon-2016", "KubeCon 2016"),
        node(Kind::Event, "kubecon", "KubeCon"),
        node(Kind::Place, "lisbon", "Lisbon"),
        node(Kind::Place, "portugal", "Portugal"),
        Node {
            aliases: vec!["Pods".into()],
            ..node(Kind::Work, "a-life-in-pods", "A Life in “Pods”, Vol. 1")
        },
        page(
            "docs-example-pods",
            "https://docs.example/pods?a=1&b=\"2\"|3",
            UrlCategory::Docs,
        ),
    ];
    let first = "episode:night-shift-1";
    let second = "episode:night-shift-2";
    let mut edges = vec![
        edge(first, Relation::PartOfShow, "show:night-shift"),
        edge(second, Relation::PartOfShow, "show:night-shift"),
        edge(first, Relation::HostedBy, "person:zoe-aebi"),
        edge(second, Relation::HostedBy, "person:zoe-aebi"),
        edge(first, Relation::HasGuest, "person:carter-morgan"),
        edge(first, Relation::About, "concept:cluster-federation"),
        edge(first, Relation::Mentions, "product:kubernetes"),
        edge(second, Relation::Mentions, "product:kubernetes"),
        edge(second, Relation::Mentions, "concept:cluster-federation"),
        edge(second, Relation::Mentions, "event:kubecon-2016"),
        edge(second, Relation::Mentions, "place:lisbon"),
        edge(second, Relation::About, "work:a-life-in-pods"),
        edge(first, Relation::SponsoredBy, "product:mail-hippo"),
        edge(second, Relation::SponsoredBy, "organization:google"),
        edge(second, Relation::RefersTo, first),
        edge(
            "product:kubernetes",
            Relation::HasPage,
            "url:docs-example-pods",
        ),
        edge(
            "concept:cluster-federation",
            Relation::PartOf,
            "concept:orchestration",
        ),
        edge("event:kubecon-2016", Relation::PartOf, "event:kubecon"),
        edge("place:lisbon", Relation::PartOf, "place:portugal"),
        edge(
            "organization:google",
            Relation::PartOf,
            "organization:alphabet",
        ),
        edge(
            "product:mail-hippo",
            Relation::PartOf,
            "organization:alphabet",
        ),
    ];
    let (from, to, affiliation) = edge(
        "person:carter-morgan",
        Relation::AffiliatedWith,
        "organization:google",
    );
    edges.push((
        from,
        to,
        Edge {
            role: Some("Developer Programs Engineer".into()),
            ..affiliation
        },
    ));
    for (at, text) in ["the docs", "pods <b>"].into_iter().enumerate() {
        let (from, to, link) = edge(first, Relation::LinksTo, "url:docs-example-pods");
        let edge = Edge {
            id: format!("{}.{at}", link.id),
            href: Some("https://docs.example/pods?a=1&b=\"2\"|3".into()),
            text: Some(text.into()),
            ..link
        };
        edges.push((from, to, edge));
    }
    KnowledgeGraph::from_parts(BASE, nodes, edges).expect("ids are unique and known")
}

/// A node without anything that it may lack.
pub fn node(kind: Kind, slug: &str, label: &str) -> Node {
    Node {
        id: EntityId::new(kind, slug),
        kind,
        label: label.into(),
        iri: format!("{BASE}{kind}/{slug}"),
        aliases: Vec::new(),
        same_as: Vec::new(),
        description: None,
        episodes: 2,
        mentions: 3,
        weight: 0.25,
        first: kind.is_entity().then(|| "2016-09-21".into()),
        last: kind.is_entity().then(|| "2023-02-17".into()),
        topic: None,
        detail: Detail::None,
    }
}

/// An episode.
pub fn episode(slug: &str, label: &str, number: i64, date: &str) -> Node {
    let detail = Detail::from(EpisodeDetail {
        source: format!("notes/{slug}.md"),
        number: Some(number),
        date: Some(date.into()),
        duration: Some(2287),
        ..EpisodeDetail::default()
    });
    Node {
        episodes: 0,
        mentions: 0,
        detail,
        ..node(Kind::Episode, slug, label)
    }
}

fn page(slug: &str, url: &str, category: UrlCategory) -> Node {
    let detail = Detail::Url {
        url: url.into(),
        category,
    };
    Node {
        iri: url.into(),
        detail,
        ..node(Kind::Url, slug, url)
    }
}

/// An edge with evidence.
pub fn edge(from: &str, relation: Relation, to: &str) -> (EntityId, EntityId, Edge) {
    let mut places = DocumentParts::of(DocumentPart::Notes);
    places.insert(DocumentPart::Transcript);
    let edge = Edge {
        id: format!("{relation}.{from}.{to}"),
        relation,
        weight: 1.5,
        confidence: 0.9,
        count: 2,
        places,
        evidence: Evidence {
            source: "notes/night-shift-1.md".into(),
            line: 12,
            column: 3,
            quote: "… as they say: \"pods & pets\" …".into(),
            seconds: Some(754),
        },
        rule: "lexicon".into(),
        basis: Basis::Stated,
        href: None,
        text: None,
        role: None,
    };
    (from.into(), to.into(), edge)
}
