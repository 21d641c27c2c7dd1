//! Fits the weights of the extractor (`src/data/model.tsv`) to labelled episodes.
//!
//!     cargo run --release --example fit_extractor -- GOLD [-o src/data/model.tsv]
//!     cargo run --release --example fit_extractor -- GOLD --check families   leave one family out
//!     cargo run --release --example fit_extractor -- GOLD --check episodes   leave a third out
//!
//! `--errors COLUMN` lists what was wrong (+), missed (-) or there twice (2) in the notes, with the
//! features that said so; `--thin` reads all episodes again with a part of the lexicon hidden, as
//! a show looks whose names nobody has listed.
//!
//! GOLD holds folders of notes with their labels: `notes` with `labels`, `notes-only` with
//! `labels-notes`, `full` with `labels` (see the README there). A family is the part of an episode's
//! name before the first hyphen.
//!
//! Two steps. The first fits the features of a document alone. The second fits what the corpus says
//! (`resolve::corpus`) on top of scores that the first step gives to documents it has not seen, as
//! it will be in use. Features of words count only when several shows have them: the weights must
//! know what names look like, not the names.

mod gold;
mod regression;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gold::{COLUMNS, Count, Label, norm};
use regression::{Example, Names, Settings, Weights};
use showgraph::extract::features::Features;
use showgraph::extract::model::{Feature, Model, OUTCOMES, Scores, outcome};
use showgraph::extract::{Candidate, Knowledge, Mentions, extract_traced};
use showgraph::resolve::{Resolver, Summary, corpus};
use showgraph::vocabulary::Kind;
use showgraph::{Options, documents, prepare, summarize};

/// How many of a hundred entries of the lexicon are hidden from a second reading, for `--thin`.
/// Labelled episodes were at hand when the lexicon was written, so it knows more of their names
/// than of those of new episodes.
const HIDDEN: usize = 35;
/// How the first step is fitted: strongly drawn to the priors, so that a habit of the few labelled
/// shows does not outweigh what is known of show notes in general.
const DOCUMENT: Settings = Settings {
    steps: 60,
    pull: 12.0,
};
/// How the second step is fitted.
const CORPUS: Settings = Settings {
    steps: 60,
    pull: 1.0,
};
/// Features whose values are words.
const LEXICAL: [&str; 8] = [
    "head=", "headof=", "named=", "first=", "p=", "n=", "suffix=", "joint=",
];
/// What the thresholds of best F1 are multiplied with: four of five products that a transcript names
/// are wanted, also on shows that no label is of.
const EASE: [f64; OUTCOMES] = [1.0, 1.0, 1.0, 0.85, 1.0, 1.0];
/// How much surer than in notes a kind has to be where only a transcript names it: much is said in
/// passing, and only what matters is wanted.
const SPOKEN: [f64; OUTCOMES] = [0.0, 0.0, 0.1, 0.1, 0.25, 0.35];
/// Folds of the first step, for scores of unseen documents.
const FOLDS: usize = 4;

/// A labelled episode.
struct Episode {
    family: String,
    name: String,
    set: usize,
    notes_only: bool,
    /// Read with the thinned lexicon.
    thin: bool,
    mentions: Mentions,
    traces: Vec<Vec<String>>,
    labels: Vec<Label>,
    examples: Vec<Example>,
}

/// The folders of a labelled set: text, labels, whether the notes alone count.
const SETS: [(&str, &str, bool); 3] = [
    ("notes", "labels", true),
    ("notes-only", "labels-notes", true),
    ("full", "labels", false),
];

/// What is counted apart: all notes, those of the episodes whose whole files are labelled too, and
/// these files; then the same, read with the thinned lexicon.
const PARTS: [&str; 6] = [
    "notes",
    "notes of the whole files",
    "whole files",
    "notes, thin lexicon",
    "notes of the whole files, thin lexicon",
    "whole files, thin lexicon",
];
/// Right, wrong and missed of each part, by column.
type Counts = [[Count; COLUMNS.len()]; PARTS.len()];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (mut folder, mut output, mut check, mut errors) = (None, None, None, None);
    let mut thin = false;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "-o" => output = arguments.next().map(PathBuf::from),
            "--thin" => thin = true,
            "--check" => check = arguments.next(),
            "--errors" => errors = arguments.next(),
            _ => folder = Some(PathBuf::from(argument)),
        }
    }
    let Some(folder) = folder else {
        eprintln!(
            "usage: fit_extractor GOLD [-o FILE] [--check families|episodes [--errors COLUMN|all] [--thin]]"
        );
        std::process::exit(2);
    };
    if let Err(error) = run(
        &folder,
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
    folder: &Path,
    output: Option<&Path>,
    check: Option<&str>,
    errors: Option<&str>,
    see_thin: bool,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut names = Names::default();
    let mut episodes = Vec::new();
    let mut readers = [Knowledge::embedded(), Knowledge::embedded()];
    readers[1].lexicon = Arc::new(
        readers[0]
            .lexicon
            .without(|entry| fold(entry.name, 100) < HIDDEN),
    );
    let sets = SETS.iter().enumerate();
    for ((set, (text, labels, notes_only)), thin) in sets
        .flat_map(|set| [(set, false), (set, true)])
        .filter(|(_, thin)| see_thin || !thin)
    {
        let labels = gold::read(&folder.join(labels))?;
        let (corpus, _) = prepare(&[folder.join(text)], &Options::default())?;
        for document in documents(&corpus) {
            let name = document.source.trim_end_matches(".md").to_owned();
            let Some(labels) = labels.get(&name) else {
                continue;
            };
            let (mentions, traces) = extract_traced(&document, &readers[usize::from(thin)]);
            let mut episode = Episode {
                family: name.split('-').next().unwrap_or_default().to_owned(),
                name,
                set,
                notes_only: *notes_only,
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
            "families" => episode.family.clone(),
            _ => format!("third {}", fold(&episode.name, 3)),
        };
        let parts: BTreeSet<String> = episodes.iter().map(part).collect();
        let mut total = Counts::default();
        for held in &parts {
            let seen: Vec<bool> = episodes
                .iter()
                .map(|episode| part(episode) != *held)
                .collect();
            let text = fitted(&mut episodes, &seen, &mut names);
            learn(&mut readers, &text)?;
            let counts = evaluate(
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
    let text = fitted(&mut episodes, &seen, &mut names);
    learn(&mut readers, &text)?;
    report(
        "all, seen",
        &evaluate(&mut episodes, &readers, |_| true, errors),
    );
    match output {
        Some(path) => std::fs::write(path, text)?,
        None => eprintln!("{} weights; write them with -o FILE", text.lines().count()),
    }
    Ok(())
}

/// Gives both readers new weights.
fn learn(readers: &mut [Knowledge; 2], weights: &str) -> Result<(), String> {
    for reader in readers {
        reader.model = Arc::new(Model::parse(weights).map_err(|line| format!("line {line}"))?);
    }
    Ok(())
}

/// Gives families of few episodes more weight, so that the habits of one show do not rule.
fn balance(episodes: &mut [Episode]) {
    let mut sizes: BTreeMap<String, f64> = BTreeMap::new();
    for episode in episodes.iter() {
        *sizes.entry(episode.family.clone()).or_default() += 1.0;
    }
    let mean = episodes.len() as f64 / sizes.len() as f64;
    for episode in episodes {
        // The second reading is for measuring alone.
        let share = if episode.thin { 0.0 } else { 1.0 };
        let factor = share * (mean / sizes[&episode.family]).sqrt();
        for example in &mut episode.examples {
            example.weight *= factor;
        }
    }
}

/// How much a feature is drawn to its prior: how often a name is none at all is for the labels to
/// say.
fn pull(name: &str) -> f64 {
    if name == "bias=1" { 0.05 } else { 1.0 }
}

/// A part of the episodes, by their names alone.
fn fold(name: &str, of: usize) -> usize {
    name.bytes().fold(7_usize, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(byte.into())
    }) % of
}

/// The target of each candidate of an episode.
fn examples(episode: &Episode, names: &mut Names) -> Vec<Example> {
    let labels: Vec<&Label> = episode
        .labels
        .iter()
        .filter(|label| !episode.notes_only || label.place != "transcript")
        .collect();
    let forms: Vec<BTreeSet<String>> = labels.iter().map(|label| label.forms()).collect();
    let candidates = &episode.mentions.candidates;
    let normal: Vec<String> = candidates
        .iter()
        .map(|candidate| norm(&candidate.form))
        .collect();
    // Of the forms of one entity the fullest name counts; the others are aliases of it.
    let mut primary: BTreeMap<usize, usize> = BTreeMap::new();
    let label_of: Vec<Option<usize>> = (0..candidates.len())
        .map(|at| {
            (0..labels.len())
                .filter(|label| forms[*label].contains(&normal[at]))
                .min_by_key(|label| {
                    (
                        norm(&labels[*label].name) != normal[at],
                        !labels[*label].must(),
                    )
                })
        })
        .collect();
    for (at, label) in label_of.iter().enumerate() {
        let Some(label) = label else { continue };
        let rank = |at: usize| {
            let exact = norm(&labels[*label].name) == normal[at];
            (exact, candidates[at].count, normal[at].len())
        };
        let best = primary.entry(*label).or_insert(at);
        if rank(at) > rank(*best) {
            *best = at;
        }
    }
    let same = |one: &Candidate, other: &Candidate| {
        one.key == other.key
            || one
                .entries
                .iter()
                .any(|entry| other.entries.contains(entry))
    };
    (0..candidates.len())
        .map(|at| {
            let mut example = Example {
                features: episode.traces[at]
                    .iter()
                    .map(|name| names.number(name))
                    .collect(),
                weight: 1.0,
                ..Example::default()
            };
            let Some(label) = label_of[at] else {
                example.target[0] = 1.0;
                return example;
            };
            let (entity, first) = (labels[label], primary[&label]);
            let alias = entity.kind != Kind::Person
                && first != at
                && !same(&candidates[at], &candidates[first]);
            if alias {
                // Right as a form, wrong as a node of its own.
                example.target[0] = 1.0;
                example.weight = 0.3;
                return example;
            }
            example.must = entity.must();
            example.weight = if entity.must() { 1.0 } else { 0.4 };
            let others = entity
                .alt_types
                .iter()
                .filter(|kind| **kind != entity.kind)
                .count();
            let main = if others > 0 { 0.75 } else { 1.0 };
            example.target[outcome(entity.kind).unwrap_or(0)] += main;
            for kind in entity.alt_types.iter().filter(|kind| **kind != entity.kind) {
                example.target[outcome(*kind).unwrap_or(0)] += (1.0 - main) / others as f64;
            }
            example
        })
        .collect()
}

/// Which features may have a weight: those of several episodes, and of several families where a word
/// stands in them.
fn allowed(episodes: &[Episode], seen: &[bool], names: &Names) -> Vec<bool> {
    let mut in_episodes: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); names.names.len()];
    let mut in_families: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); names.names.len()];
    for episode in episodes
        .iter()
        .zip(seen)
        .filter(|(_, seen)| **seen)
        .map(|(episode, _)| episode)
    {
        for feature in episode
            .examples
            .iter()
            .flat_map(|example| &example.features)
        {
            in_episodes[*feature as usize].insert(&episode.name);
            in_families[*feature as usize].insert(&episode.family);
        }
    }
    names
        .names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let word = LEXICAL.iter().any(|family| name.starts_with(family));
            let enough = if word { 4 } else { 3 };
            in_episodes[at].len() >= enough && in_families[at].len() >= 2
        })
        .collect()
}

/// The weights that fitting starts with (`priors.tsv`), and which features have one.
fn priors(names: &mut Names) -> (Weights, Vec<bool>) {
    let mut rows = Vec::new();
    for line in include_str!("priors.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let mut cells = line.split('\t');
        let (Some(name), Some(kind), Some(weight)) = (cells.next(), cells.next(), cells.next())
        else {
            panic!("priors.tsv: three columns expected in \"{line}\"");
        };
        let at = kind.parse::<Kind>().ok().and_then(outcome).unwrap_or(0);
        let weight: f64 = weight.parse().expect("the third column is a number");
        rows.push((names.number(name), at, weight));
    }
    let mut weights = vec![[0.0; OUTCOMES]; names.names.len()];
    let mut known = vec![false; names.names.len()];
    for (name, at, weight) in rows {
        weights[name as usize][at] += weight;
        known[name as usize] = true;
    }
    (weights, known)
}

/// Fits both steps on the episodes that are seen, and writes the weights.
fn fitted(episodes: &mut [Episode], seen: &[bool], names: &mut Names) -> String {
    let (priors, known) = priors(names);
    let mut allowed = allowed(episodes, seen, names);
    for (allowed, known) in allowed.iter_mut().zip(known) {
        *allowed |= known;
    }
    let pulls: Vec<f64> = names.names.iter().map(|name| pull(name)).collect();
    let train = |pick: &dyn Fn(usize) -> bool, episodes: &[Episode]| -> Weights {
        let examples: Vec<&Example> = episodes
            .iter()
            .enumerate()
            .filter(|(at, _)| seen[*at] && pick(*at))
            .flat_map(|(_, episode)| &episode.examples)
            .filter(|example| example.weight > 0.0)
            .collect();
        regression::fit(&examples, &allowed, &priors, &pulls, DOCUMENT)
    };
    // An episode and its notes alone are the same episode: they belong to the same fold.
    let weights = train(&|_| true, episodes);
    for held in 0..FOLDS {
        let folds: Vec<usize> = episodes
            .iter()
            .map(|episode| fold(&episode.name, FOLDS))
            .collect();
        let part = train(&|at| folds[at] != held, episodes);
        for (at, episode) in episodes.iter_mut().enumerate() {
            if seen[at] && folds[at] == held {
                score_candidates(episode, &part, &allowed);
            }
        }
    }
    let (corpus_names, corpus_weights, mut thresholds) = second_step(episodes, seen);
    for (threshold, ease) in thresholds.iter_mut().zip(EASE) {
        *threshold *= ease;
    }
    for (at, episode) in episodes.iter_mut().enumerate() {
        if !seen[at] {
            score_candidates(episode, &weights, &allowed);
        }
    }
    let mut text = String::from(
        "# Weights of the extractor: a feature, and what it adds to none, person, organization, product,\n# concept and event. Made by `cargo run --release --example fit_extractor`.\n",
    );
    line(&mut text, "threshold", &thresholds);
    let mut spoken = thresholds;
    for (threshold, more) in spoken.iter_mut().zip(SPOKEN) {
        *threshold = (*threshold + more).min(0.9);
    }
    line(&mut text, "threshold_spoken", &spoken);
    let mut rows: BTreeMap<&str, [f64; OUTCOMES]> = BTreeMap::new();
    for (at, name) in names
        .names
        .iter()
        .enumerate()
        .filter(|(at, _)| allowed[*at])
    {
        rows.insert(name, weights[at]);
    }
    for (at, name) in corpus_names.names.iter().enumerate() {
        rows.insert(name, corpus_weights[at]);
    }
    for (name, row) in rows {
        if row.iter().any(|weight| weight.abs() >= 0.02) {
            line(&mut text, name, &row);
        }
    }
    text
}

fn line(text: &mut String, name: &str, row: &[f64; OUTCOMES]) {
    text.push_str(name);
    for weight in row {
        let _ = write!(text, "\t{:.3}", weight);
    }
    text.push('\n');
}

fn score_candidates(episode: &mut Episode, weights: &Weights, allowed: &[bool]) {
    for (candidate, example) in episode
        .mentions
        .candidates
        .iter_mut()
        .zip(&episode.examples)
    {
        let scores = regression::scores(example, weights, allowed);
        candidate.scores = Scores(scores.map(|score| score as f32));
    }
}

/// The summary of each set, read with each lexicon.
fn summaries(episodes: &[Episode], pick: &dyn Fn(usize) -> bool) -> Vec<[Summary; 2]> {
    let sum = |set, thin| {
        let mentions: Vec<Mentions> = episodes
            .iter()
            .enumerate()
            .filter(|(at, episode)| episode.set == set && episode.thin == thin && pick(*at))
            .map(|(_, episode)| episode.mentions.clone())
            .collect();
        summarize(&mentions)
    };
    (0..SETS.len())
        .map(|set| [sum(set, false), sum(set, true)])
        .collect()
}

/// Fits what the corpus says on top of the candidates' scores, and the thresholds of the kinds.
fn second_step(episodes: &[Episode], seen: &[bool]) -> (Names, Weights, [f64; OUTCOMES]) {
    let summaries = summaries(episodes, &|at| seen[at]);
    let (nothing, model) = (Default::default(), Model::default());
    let mut names = Names::default();
    let mut examples = Vec::new();
    let mut musts = Vec::new();
    for (_, episode) in episodes.iter().enumerate().filter(|(at, _)| seen[*at]) {
        let summary = &summaries[episode.set][usize::from(episode.thin)];
        let show = summary
            .shows
            .get(&episode.mentions.episode.show)
            .unwrap_or(&nothing);
        for (candidate, example) in episode.mentions.candidates.iter().zip(&episode.examples) {
            let mut features = Features::new(&model, true);
            corpus::features(&mut features, candidate, summary, show);
            examples.push(Example {
                features: features
                    .take_names()
                    .iter()
                    .map(|name| names.number(name))
                    .collect(),
                offset: candidate.scores.0.map(f64::from),
                target: example.target,
                weight: example.weight,
                must: example.must,
            });
            musts.push(episode.notes_only);
        }
    }
    let allowed = vec![true; names.names.len()];
    let start = vec![[0.0; OUTCOMES]; names.names.len()];
    let weights = regression::fit(
        &examples.iter().collect::<Vec<_>>(),
        &allowed,
        &start,
        &vec![1.0; names.names.len()],
        CORPUS,
    );
    let mut thresholds = [0.0; OUTCOMES];
    for (kind, threshold) in thresholds.iter_mut().enumerate().skip(1) {
        *threshold = best_threshold(&examples, &musts, &weights, &allowed, kind);
    }
    (names, weights, thresholds)
}

/// The probability that gives the best F1 of a kind.
fn best_threshold(
    examples: &[Example],
    notes: &[bool],
    weights: &Weights,
    allowed: &[bool],
    kind: usize,
) -> f64 {
    let mut judged: Vec<(f64, f64, f64)> = Vec::new();
    let mut wanted = 0.0;
    for (example, _) in examples.iter().zip(notes).filter(|(_, notes)| **notes) {
        let probabilities = regression::predict(example, weights, allowed);
        let best = (1..OUTCOMES)
            .max_by(|a, b| probabilities[*a].total_cmp(&probabilities[*b]))
            .unwrap_or(1);
        let right = example.target[kind] > 0.0;
        let must = right && example.must;
        wanted += f64::from(u8::from(must && example.target[kind] >= 0.7));
        if best == kind {
            judged.push((
                probabilities[kind],
                f64::from(u8::from(right)),
                f64::from(u8::from(must)),
            ));
        }
    }
    judged.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut right, mut must, mut best, mut threshold) = (0.0, 0.0, 0.0, 0.5);
    for (count, (probability, is_right, is_must)) in judged.iter().enumerate() {
        right += is_right;
        must += is_must;
        let precision = right / (count + 1) as f64;
        let recall = must / f64::max(wanted, 1.0);
        let f1 = 2.0 * precision * recall / f64::max(precision + recall, 1e-9);
        if f1 > best {
            best = f1;
            threshold = *probability;
        }
    }
    threshold.clamp(0.2, 0.8)
}

/// Scores episodes with the fitted model, notes and whole files apart.
fn evaluate(
    episodes: &mut [Episode],
    readers: &[Knowledge; 2],
    pick: impl Fn(&Episode) -> bool,
    errors: Option<&str>,
) -> Counts {
    let model = &readers[0].model;
    for episode in episodes.iter_mut() {
        for (candidate, trace) in episode.mentions.candidates.iter_mut().zip(&episode.traces) {
            let mut rows: Vec<u16> = trace
                .iter()
                .filter_map(|name| model.row(Feature::named(name)))
                .collect();
            rows.sort_unstable();
            candidate.scores = model.score(&rows);
        }
    }
    let summaries = summaries(episodes, &|_| true);
    let mut counts = Counts::default();
    for episode in episodes.iter().filter(|episode| pick(episode)) {
        let reader = usize::from(episode.thin);
        let resolver = Resolver::new(&summaries[episode.set][reader], &readers[reader]);
        let resolved = resolver.episode(&episode.mentions);
        let mut say = |kind: &str, sign: char, name: &str| {
            if (errors == Some(kind) || errors == Some("all"))
                && episode.notes_only
                && !episode.thin
            {
                println!("{} {kind} {sign} {name}", episode.name);
                explain(episode, model, name);
            }
        };
        let found = gold::score(&resolved, &episode.labels, episode.notes_only, &mut say);
        let mut add = |part: usize| {
            for (total, count) in counts[PARTS.len() / 2 * reader + part].iter_mut().zip(&found) {
                total.add(count);
            }
        };
        match (episode.notes_only, SETS[episode.set].1) {
            (false, _) => add(2),
            (true, "labels") => (add(0), add(1)).1,
            (true, _) => add(0),
        }
    }
    counts
}

/// Prints what the candidate of a name scores, and the features that say most.
fn explain(episode: &Episode, model: &Model, name: &str) {
    let wanted = norm(name);
    for (candidate, trace) in episode.mentions.candidates.iter().zip(&episode.traces) {
        if norm(&candidate.form) != wanted {
            continue;
        }
        let (kind, probability) = candidate.best();
        println!("    {} is {kind} with {probability:.2}", candidate.form);
        let mut said: Vec<(f32, String)> = trace
            .iter()
            .filter_map(|name| {
                let scores = model.score(&[model.row(Feature::named(name))?]).0;
                let at = outcome(kind).unwrap_or(0);
                Some((
                    scores[at] - scores[0],
                    format!("{name} {:+.2}", scores[at] - scores[0]),
                ))
            })
            .collect();
        said.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
        let said: Vec<String> = said.into_iter().take(14).map(|(_, text)| text).collect();
        println!("      {}", said.join("  "));
    }
}

fn report(title: &str, counts: &Counts) {
    for (part, counts) in PARTS.iter().zip(counts) {
        if counts.iter().all(|count| count.must == 0.0) {
            continue;
        }
        println!("{title} ({part})");
        for (name, count) in COLUMNS.iter().zip(counts) {
            println!(
                "  {name:13} P {:.3}  R {:.3}  F1 {:.3}  ({} labelled)",
                count.precision(),
                count.recall(),
                count.f1(),
                count.must
            );
        }
        let macro_f1 = counts[..5].iter().map(Count::f1).sum::<f64>() / 5.0;
        println!("  macro F1 {macro_f1:.3}");
    }
}
