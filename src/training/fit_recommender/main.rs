//! Fits the weights of recommendations (`src/data/recommend.toml`) to links that editors made
//! between episodes.
//!
//!     cargo run --release -p showgraph-training --bin fit_recommender -- GRAPH GOLD [GRAPH GOLD]... [-o FILE]
//!     cargo run --release -p showgraph-training --bin fit_recommender -- GRAPH GOLD [GRAPH GOLD]... --check
//!
//! GRAPH is a `graph.json` made from notes without those links; GOLD is JSON: for each episode the
//! episodes that its notes linked to, `{"episode-9": ["episode-3"]}`, by their source paths or, for
//! page bundles, their folders' names. Several shows count alike, however many links each has.
//!
//! Coordinate ascent: each weight in turn takes the value of its list that serves best, until no
//! change helps. What is maximised is half nDCG over the first 50 and half a recall at 10 with a soft
//! edge, which moves by less than a whole link at a time. A value must help by more than `MARGIN`, so
//! that weights stay where they are unless there is a reason. `--check` fits five times on four
//! fifths of the episodes and prints the figures of the fifth left out, then those of the weights
//! that ship and of the weights fitted to everything.

mod measure;

use std::path::PathBuf;

use measure::{Figures, Judged, Site};
use showgraph::analyze::recommend::Weights;

/// By how much a change must help.
const MARGIN: f64 = 1e-3;
/// How often all weights are gone through, at most.
const SWEEPS: usize = 4;
/// Parts of a cross-validation.
const FOLDS: usize = 5;

type Access = fn(&mut Weights) -> &mut f64;

/// Each weight that is fitted, with the values that it may take. The rest are units: a kind, a
/// relation and a place to which the others compare.
const WEIGHTS: &[(&str, Access, &[f64])] = &[
    (
        "sharpness",
        |w| &mut w.sharpness,
        &[1.5, 2.0, 2.5, 3.0, 3.5, 4.0],
    ),
    (
        "repetition",
        |w| &mut w.repetition,
        &[0.0, 0.3, 0.6, 1.0, 1.5],
    ),
    (
        "certainty",
        |w| &mut w.certainty,
        &[0.0, 0.5, 1.0, 1.5, 2.0],
    ),
    ("hub", |w| &mut w.hub, &[0.1, 0.2, 0.4, 0.6]),
    (
        "nearness",
        |w| &mut w.nearness,
        &[0.0, 0.25, 0.5, 1.0, 1.5, 2.0],
    ),
    (
        "nearness_days",
        |w| &mut w.nearness_days,
        &[90.0, 180.0, 365.0, 730.0],
    ),
    (
        "person",
        |w| &mut w.kinds.person,
        &[0.25, 0.5, 1.0, 2.0, 4.0],
    ),
    (
        "organization",
        |w| &mut w.kinds.organization,
        &[0.25, 0.5, 1.0, 2.0],
    ),
    ("product", |w| &mut w.kinds.product, &[0.5, 1.0, 2.0, 3.0]),
    ("event", |w| &mut w.kinds.event, &[0.1, 0.25, 0.5, 1.0]),
    ("url", |w| &mut w.kinds.url, &[0.25, 0.5, 1.0, 2.0]),
    (
        "has_guest",
        |w| &mut w.relations.has_guest,
        &[1.0, 1.5, 2.0, 3.0],
    ),
    (
        "hosted_by",
        |w| &mut w.relations.hosted_by,
        &[0.1, 0.3, 0.6, 1.0],
    ),
    ("about", |w| &mut w.relations.about, &[1.0, 1.5, 2.0, 3.0]),
    (
        "front_matter",
        |w| &mut w.places.front_matter,
        &[1.0, 1.5, 2.0, 3.0],
    ),
    (
        "transcript",
        |w| &mut w.places.transcript,
        &[0.5, 0.7, 1.0, 1.4],
    ),
];

fn main() {
    if let Err(message) = run() {
        eprintln!("fit_recommender: {message}");
        std::process::exit(2);
    }
}

fn run() -> Result<(), String> {
    let mut files: Vec<PathBuf> = Vec::new();
    let (mut output, mut check) = (None, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--check" => check = true,
            "-o" => output = Some(PathBuf::from(arguments.next().ok_or("-o needs a file")?)),
            _ => files.push(argument.into()),
        }
    }
    if files.is_empty() || !files.len().is_multiple_of(2) {
        return Err("usage: fit_recommender GRAPH GOLD [GRAPH GOLD]... [-o FILE] [--check]".into());
    }
    let graphs = files
        .iter()
        .step_by(2)
        .map(|path| showgraph::export::read_graph(path).map_err(|error| error.to_string()))
        .collect::<Result<Vec<_>, _>>()?;
    let mut sites = graphs
        .iter()
        .zip(files.iter().skip(1).step_by(2))
        .map(|(graph, gold)| Site::new(graph, gold))
        .collect::<Result<Vec<_>, _>>()?;

    if check {
        cross_validate(&mut sites);
    }
    show(
        "shipped",
        &judge(&mut sites, &Weights::default(), &|_| true),
    );
    let fitted = fit(&mut sites, &|_| true);
    show("fitted", &judge(&mut sites, &fitted, &|_| true));
    if check {
        return Ok(());
    }
    let path = output.unwrap_or_else(|| "src/data/recommend.toml".into());
    let table = rewritten(showgraph::analyze::recommend::TABLE, fitted);
    std::fs::write(&path, table).map_err(|error| format!("{}: {error}", path.display()))
}

/// The best weights for the episodes of some folds.
fn fit(sites: &mut [Site], used: &dyn Fn(usize) -> bool) -> Weights {
    let mut weights = Weights::default();
    let goal = |sites: &mut [Site], weights: &Weights| -> f64 {
        let judged = judge(sites, weights, used);
        let sum: f64 = judged.iter().map(|judged| judged.goal()).sum();
        sum / judged.len() as f64
    };
    let mut best = goal(sites, &weights);
    for _ in 0..SWEEPS {
        let before = best;
        for (_, access, values) in WEIGHTS {
            for value in *values {
                let mut tried = weights.clone();
                *access(&mut tried) = *value;
                if tried == weights {
                    continue;
                }
                let reached = goal(sites, &tried);
                if reached > best + MARGIN {
                    (best, weights) = (reached, tried);
                }
            }
        }
        if best == before {
            break;
        }
    }
    weights
}

fn judge(sites: &mut [Site], weights: &Weights, used: &dyn Fn(usize) -> bool) -> Vec<Judged> {
    sites
        .iter_mut()
        .map(|site| site.judge(weights, &|position| used(position % FOLDS)))
        .collect()
}

fn cross_validate(sites: &mut [Site]) {
    let mut unseen: Vec<Judged> = sites.iter().map(|_| Judged::default()).collect();
    for fold in 0..FOLDS {
        let weights = fit(sites, &|of| of != fold);
        for (all, judged) in unseen
            .iter_mut()
            .zip(judge(sites, &weights, &|of| of == fold))
        {
            all.add(judged);
        }
    }
    show("unseen", &unseen);
}

fn show(name: &str, judged: &[Judged]) {
    for (judged, site) in judged.iter().zip(1..) {
        let Figures {
            episodes,
            recall_5,
            recall_10,
            mrr,
            ndcg_10,
        } = judged.figures();
        println!(
            "{name:8} site {site}: {episodes} episodes, recall@5 {recall_5:.3}, recall@10 {recall_10:.3}, mrr {mrr:.3}, ndcg@10 {ndcg_10:.3}"
        );
    }
}

/// The table with other numbers, its comments kept.
fn rewritten(table: &str, mut weights: Weights) -> String {
    let mut text = String::new();
    for line in table.lines() {
        let key = line.split_once(" = ").map_or("", |(key, _)| key);
        match WEIGHTS.iter().find(|(name, ..)| *name == key) {
            Some((_, access, _)) => text += &format!("{key} = {:?}\n", access(&mut weights)),
            None => text += &format!("{line}\n"),
        }
    }
    text
}
