//! How well fitted weights do: right, wrong and missed, and why.

use std::sync::Arc;

use showgraph::knowledge::Knowledge;
use showgraph::knowledge::features::Feature;
use showgraph::knowledge::weights::{Model, outcome};
use showgraph::resolve::Resolver;

use super::episode::{Episode, Part, pruned, statistics};
use super::gold::{self, COLUMNS, Count, norm};

/// What is counted apart: all notes, those of the episodes whose whole files are labelled too, these
/// files, and notes of other subjects; then the same, read with the thinned lexicon.
const PARTS: [&str; 8] = [
    "notes",
    "notes of the whole files",
    "whole files",
    "notes of other subjects",
    "notes, thin lexicon",
    "notes of the whole files, thin lexicon",
    "whole files, thin lexicon",
    "notes of other subjects, thin lexicon",
];
/// Right, wrong and missed of each part, by column.
pub type Counts = [[Count; COLUMNS.len()]; PARTS.len()];

/// Scores episodes with the fitted model, notes and whole files apart.
pub fn evaluate(
    sets: usize,
    episodes: &mut [Episode],
    readers: &[Arc<Knowledge>; 2],
    pick: impl Fn(&Episode) -> bool,
    errors: Option<&str>,
) -> Counts {
    let model = &readers[0].model;
    for episode in episodes.iter_mut() {
        for (candidate, trace) in episode.mentions.candidates.iter_mut().zip(&episode.traces) {
            let rows = trace
                .iter()
                .filter_map(|name| model.row(Feature::named(name).ok()?));
            candidate.scores = model.score(rows);
        }
    }
    let resolvers: Vec<Vec<Resolver>> = statistics(sets, episodes, &|_| true)
        .into_iter()
        .map(|both| {
            let both = both.into_iter().zip(readers);
            both.map(|(statistics, reader)| Resolver::new(Arc::new(statistics), Arc::clone(reader)))
                .collect()
        })
        .collect();
    let mut counts = Counts::default();
    for episode in episodes.iter().filter(|episode| pick(episode)) {
        let reader = usize::from(episode.thin);
        let resolver = &resolvers[episode.set][reader];
        let resolved = resolver.resolve(&pruned(&episode.mentions));
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
            for (total, count) in counts[PARTS.len() / 2 * reader + part]
                .iter_mut()
                .zip(&found)
            {
                total.add(count);
            }
        };
        match episode.part {
            Part::Whole => add(2),
            Part::NotesOfWhole => (add(0), add(1)).1,
            Part::Notes => add(0),
            Part::Others => add(3),
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
                let scores = model.score([model.row(Feature::named(name).ok()?)?]).0;
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

pub fn report(title: &str, counts: &Counts) {
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
