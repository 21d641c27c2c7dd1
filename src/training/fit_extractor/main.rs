//! Fits the weights of the extractor (`src/data/model.tsv`) to labelled episodes.
//!
//!     cargo run --release -p showgraph-training --bin fit_extractor -- GOLD OTHERS [-o src/data/model.tsv]
//!     cargo run --release -p showgraph-training --bin fit_extractor -- GOLD OTHERS --check families   leave one family out
//!     cargo run --release -p showgraph-training --bin fit_extractor -- GOLD OTHERS --check others     the same, those of OTHERS alone
//!     cargo run --release -p showgraph-training --bin fit_extractor -- GOLD OTHERS --check episodes   leave a third out
//!
//! `--errors COLUMN` lists what was wrong (+), missed (-) or there twice (2) in the notes, with the
//! features that said so; `--thin` reads all episodes again with a part of the lexicon hidden, as
//! a show looks whose names nobody has listed.
//!
//! GOLD holds folders of notes with their labels: `notes` with `labels`, `notes-only` with
//! `labels-notes`, `full` with `labels` (see the README there). OTHERS holds `notes` with `labels` of shows
//! that are not about technology; both are fitted as one, and reported apart. A family is the part of
//! an episode's name before the first hyphen.
//!
//! Two steps. The first fits the features of a document alone. The second fits what the corpus says
//! (`resolve::corpus_features`) on top of scores that the first step gives to documents it has not seen, as
//! it will be in use. Features of words count only when several shows have them: the weights must
//! know what names look like, not the names.

mod episode;
mod gold;
mod regression;
mod report;
mod steps;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use episode::{Episode, LabelledSet, Part, balance, examples, fold, sets};
use regression::Names;
use report::{Counts, evaluate, report};
use showgraph::extract::extract_traced;
use showgraph::knowledge::Knowledge;
use showgraph::knowledge::weights::Model;
use showgraph::{Options, Pipeline};
use steps::{Fits, fitted};

/// How many of a hundred entries of the lexicon are hidden from a second reading, for `--thin`.
/// Labelled episodes were at hand when the lexicon was written, so it knows more of their names
/// than of those of new episodes.
const HIDDEN: usize = 35;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut folders = Vec::new();
    let (mut output, mut check, mut errors) = (None, None, None);
    let mut thin = false;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "-o" => output = arguments.next().map(PathBuf::from),
            "--thin" => thin = true,
            "--check" => check = arguments.next(),
            "--errors" => errors = arguments.next(),
            _ => folders.push(PathBuf::from(argument)),
        }
    }
    let (Some(technology), true) = (folders.first(), folders.len() <= 2) else {
        eprintln!(
            "usage: fit_extractor GOLD [OTHERS] [-o FILE] [--check families|others|episodes [--errors COLUMN|all] [--thin]]"
        );
        std::process::exit(2);
    };
    if let Err(error) = run(
        &sets(technology, folders.get(1).map(PathBuf::as_path)),
        output.as_deref(),
        check.as_deref(),
        errors.as_deref(),
        thin,
    ) {
        eprintln!("fit_extractor: {error}");
        std::process::exit(2);
    }
}

fn run(
    sets: &[LabelledSet],
    output: Option<&Path>,
    check: Option<&str>,
    errors: Option<&str>,
    see_thin: bool,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut names = Names::default();
    let mut episodes = Vec::new();
    let full = Knowledge::embedded();
    let mut thinned = Knowledge::embedded();
    let lexicon = full.lexicon.without(|entry| fold(entry.name, 100) < HIDDEN);
    thinned.lexicon = Arc::new(lexicon);
    let mut readers = [full, thinned].map(Arc::new);
    let readings = sets.iter().enumerate();
    for ((set, of), thin) in readings
        .flat_map(|set| [(set, false), (set, true)])
        .filter(|(_, thin)| see_thin || !thin)
    {
        let labels = gold::read(&of.labels)?;
        let pipeline = Pipeline::open(std::slice::from_ref(&of.text), &Options::default())?;
        for document in pipeline.documents() {
            let name = document.source().trim_end_matches(".md").to_owned();
            let Some(labels) = labels.get(&name) else {
                continue;
            };
            let (mentions, traces) = extract_traced(&document, &readers[usize::from(thin)]);
            let mut episode = Episode {
                family: name.split('-').next().unwrap_or_default().to_owned(),
                name,
                set,
                part: of.part,
                notes_only: of.notes_only,
                thin,
                mentions,
                traces,
                labels: labels.clone(),
                examples: Vec::new(),
            };
            episode.examples = examples(&episode, &mut names);
            episodes.push(episode);
        }
    }
    balance(&mut episodes);
    eprintln!(
        "{} episodes, {} candidates, {} features",
        episodes.len(),
        episodes
            .iter()
            .map(|episode| episode.examples.len())
            .sum::<usize>(),
        names.names.len()
    );
    if let Some(check) = check {
        let part = |episode: &Episode| match check {
            "families" | "others" => episode.family.clone(),
            _ => format!("third {}", fold(&episode.name, 3)),
        };
        let held = episodes
            .iter()
            .filter(|episode| check != "others" || episode.part == Part::Others);
        let parts: BTreeSet<String> = held.map(part).collect();
        let mut total = Counts::default();
        let mut fits = Fits::default();
        for held in &parts {
            let seen: Vec<bool> = episodes
                .iter()
                .map(|episode| part(episode) != *held)
                .collect();
            let text = fitted(sets.len(), &mut episodes, &seen, &mut names, &mut fits);
            learn(&mut readers, &text)?;
            let counts = evaluate(
                sets.len(),
                &mut episodes,
                &readers,
                |episode| part(episode) == *held,
                errors,
            );
            for (total, counts) in total.iter_mut().zip(&counts) {
                for (total, count) in total.iter_mut().zip(counts) {
                    total.add(count);
                }
            }
            report(held, &counts);
        }
        report("all, left out", &total);
        return Ok(());
    }
    let seen = vec![true; episodes.len()];
    let mut fits = Fits::default();
    let text = fitted(sets.len(), &mut episodes, &seen, &mut names, &mut fits);
    learn(&mut readers, &text)?;
    report(
        "all, seen",
        &evaluate(sets.len(), &mut episodes, &readers, |_| true, errors),
    );
    match output {
        Some(path) => std::fs::write(path, text)?,
        None => eprintln!("{} weights; write them with -o FILE", text.lines().count()),
    }
    Ok(())
}

/// Gives both readers new weights.
fn learn(readers: &mut [Arc<Knowledge>; 2], weights: &str) -> Result<(), String> {
    for reader in readers {
        let reader = Arc::get_mut(reader).expect("no resolver lives between two fits");
        reader.model = Arc::new(Model::parse(weights).map_err(|error| error.to_string())?);
    }
    Ok(())
}
