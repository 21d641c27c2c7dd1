//! Labelled episodes as they were read, and what is wanted of each candidate.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use showgraph::extract::{Candidate, ExtractedEpisode};
use showgraph::knowledge::weights::outcome;
use showgraph::resolve::CorpusStatistics;
use showgraph::vocabulary::Kind;

use super::gold::{Label, norm};
use super::regression::{Example, Names};

/// A labelled episode.
pub struct Episode {
    pub family: String,
    pub name: String,
    pub set: usize,
    pub part: Part,
    pub notes_only: bool,
    /// Read with the thinned lexicon.
    pub thin: bool,
    pub mentions: ExtractedEpisode,
    pub traces: Vec<Vec<String>>,
    pub labels: Vec<Label>,
    pub examples: Vec<Example>,
}

/// A folder of notes with its labels.
pub struct LabelledSet {
    pub text: PathBuf,
    pub labels: PathBuf,
    /// Whether the notes alone count.
    pub notes_only: bool,
    /// What its episodes are counted under.
    pub part: Part,
}

/// What is counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Notes of episodes whose whole files are labelled too.
    NotesOfWhole,
    /// Further notes.
    Notes,
    /// Whole files, with their transcripts.
    Whole,
    /// Notes of shows about other subjects than technology.
    Others,
}

/// The labelled sets of a folder of technology shows, and of one of other subjects.
pub fn sets(technology: &Path, others: Option<&Path>) -> Vec<LabelledSet> {
    let set = |folder: &Path, text: &str, labels: &str, part: Part| LabelledSet {
        text: folder.join(text),
        labels: folder.join(labels),
        notes_only: part != Part::Whole,
        part,
    };
    let mut sets = vec![
        set(technology, "notes", "labels", Part::NotesOfWhole),
        set(technology, "notes-only", "labels-notes", Part::Notes),
        set(technology, "full", "labels", Part::Whole),
    ];
    sets.extend(others.map(|folder| set(folder, "notes", "labels", Part::Others)));
    sets
}

/// Gives families of few episodes more weight, so that the habits of one show do not rule.
pub fn balance(episodes: &mut [Episode]) {
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

/// A part of the episodes, by their names alone.
pub fn fold(name: &str, of: usize) -> usize {
    name.bytes().fold(7_usize, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(byte.into())
    }) % of
}

/// The target of each candidate of an episode.
pub fn examples(episode: &Episode, names: &mut Names) -> Vec<Example> {
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

/// The statistics of each set (there are `sets`), read with each lexicon.
pub fn statistics(
    sets: usize,
    episodes: &[Episode],
    pick: &dyn Fn(usize) -> bool,
) -> Vec<[CorpusStatistics; 2]> {
    let sum = |set, thin| {
        let mut statistics = CorpusStatistics::default();
        for (at, episode) in episodes.iter().enumerate() {
            if episode.set == set && episode.thin == thin && pick(at) {
                statistics.add(&pruned(&episode.mentions));
            }
        }
        statistics
    };
    (0..sets)
        .map(|set| [sum(set, false), sum(set, true)])
        .collect()
}

/// Whether a candidate is kept where nothing is traced.
pub fn is_kept(candidate: &Candidate) -> bool {
    !candidate.roles.is_empty() || !candidate.scores.is_prunable()
}

/// What a document mentions less the candidates that are dropped where nothing is traced.
pub fn pruned(mentions: &ExtractedEpisode) -> ExtractedEpisode {
    let candidates = &mentions.candidates;
    let names: BTreeSet<String> = candidates
        .iter()
        .filter(|candidate| is_kept(candidate))
        .map(|candidate| candidate.form.to_lowercase())
        .collect();
    let mut place = vec![None; candidates.len()];
    let mut kept = Vec::new();
    for (at, candidate) in candidates.iter().enumerate() {
        if names.contains(&candidate.form.to_lowercase()) {
            place[at] = Some(kept.len() as u32);
            kept.push(candidate.clone());
        }
    }
    let moved = |at: u32| place[at as usize];
    for candidate in &mut kept {
        candidate.inside = candidate.inside.iter().copied().filter_map(moved).collect();
    }
    let mut mentions = mentions.clone();
    mentions.candidates = kept;
    mentions.accounts.retain_mut(|account| {
        let person = moved(account.person);
        account.person = person.unwrap_or(0);
        person.is_some()
    });
    mentions.affiliations.retain_mut(|work| {
        let (person, organization) = (moved(work.person), moved(work.organization));
        work.person = person.unwrap_or(0);
        work.organization = organization.unwrap_or(0);
        person.is_some() && organization.is_some()
    });
    mentions.abbreviations.retain_mut(|pair| {
        let (short, long) = (moved(pair.short), moved(pair.long));
        pair.short = short.unwrap_or(0);
        pair.long = long.unwrap_or(0);
        short.is_some() && long.is_some()
    });
    mentions
}
