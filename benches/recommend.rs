//! All recommendations of growing graphs: `cargo bench --bench recommend`.
//!
//! The graphs are synthetic: an episode names 60 things, chosen so that few things are in many
//! episodes and many things in few, as in real notes. The time per pair of list entries should stay
//! even; the time for all should grow with the number of such pairs, not of episodes squared.

#![allow(
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "what is measured is printed"
)]

use std::time::Instant;

use showgraph::analyze::recommend::{RecommendOptions, Recommender};
use showgraph::graph::{Detail, Edge, EntityId, EpisodeDetail, Evidence, KnowledgeGraph, Node};
use showgraph::vocabulary::{Basis, DocumentPart, DocumentParts, Kind, Relation};

/// Things that an episode names.
const NAMED: u64 = 60;

fn main() {
    for episodes in [1_250, 2_500, 5_000, 10_000] {
        let graph = synthetic(episodes);
        let start = Instant::now();
        let recommender = Recommender::new(&graph);
        let indexed = start.elapsed();
        let answers = recommender.all(&RecommendOptions::default());
        let found: usize = answers
            .iter()
            .map(|answer| answer.recommendations.len())
            .sum();
        println!(
            "{episodes:>6} episodes, {:>7} edges: index {indexed:>9.1?}, all {:>9.1?}, {found} recommendations",
            graph.edge_count(),
            start.elapsed()
        );
    }
}

fn synthetic(episodes: u64) -> KnowledgeGraph {
    let mut random = Random(7);
    let things = episodes * 15;
    let mut nodes: Vec<Node> = (0..things)
        .map(|at| node(Kind::Concept, &format!("thing-{at}"), Detail::None))
        .collect();
    let mut edges = Vec::new();
    for at in 0..episodes {
        let detail = Detail::from(EpisodeDetail {
            source: format!("{at}.md"),
            number: Some(at as i64),
            date: Some(format!(
                "{}-{:02}-{:02}",
                2000 + at / 336,
                1 + at / 28 % 12,
                1 + at % 28
            )),
            ..EpisodeDetail::default()
        });
        let episode = node(Kind::Episode, &format!("show-{at}"), detail);
        for _ in 0..NAMED {
            // Log-uniform, so that ranks follow Zipf's law.
            let rank = (random.next() * (things as f64).ln()).exp() as u64 - 1;
            let thing = EntityId::new(Kind::Concept, &format!("thing-{}", rank.min(things - 1)));
            edges.push((episode.id.clone(), thing, edge(edges.len())));
        }
        nodes.push(episode);
    }
    KnowledgeGraph::from_parts("https://showgraph.example/", nodes, edges).expect("sound")
}

fn node(kind: Kind, slug: &str, detail: Detail) -> Node {
    Node {
        id: EntityId::new(kind, slug),
        kind,
        label: slug.into(),
        iri: String::new(),
        aliases: Vec::new(),
        same_as: Vec::new(),
        description: None,
        episodes: 0,
        mentions: 0,
        weight: 0.0,
        first: None,
        last: None,
        topic: None,
        detail,
    }
}

fn edge(at: usize) -> Edge {
    Edge {
        id: format!("{at:09}"),
        relation: Relation::Mentions,
        weight: 1.0,
        confidence: 1.0,
        count: 1,
        places: DocumentParts::of(DocumentPart::Notes),
        evidence: Evidence::default(),
        rule: "".into(),
        basis: Basis::Lexicon,
        href: None,
        text: None,
        role: None,
    }
}

/// A linear congruential generator (Knuth's MMIX), for numbers from 0 to 1.
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
}
