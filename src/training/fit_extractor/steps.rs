//! The two steps of fitting, and the thresholds of the kinds.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use showgraph::extract::features::FeatureSet;
use showgraph::knowledge::feature_families::FeatureFamilyDef;
use showgraph::knowledge::weights::{Model, OUTCOMES, Scores, Standing, outcome};
use showgraph::training::add_corpus_features;
use showgraph::vocabulary::Kind;

use super::episode::{Episode, Part, fold, is_kept, statistics};
use super::regression::{self, Example, Names, Settings, Weights};

/// How the first step is fitted: strongly drawn to the priors, so that a habit of the few labelled
/// shows does not outweigh what is known of show notes in general.
const DOCUMENT: Settings = Settings {
    steps: 60,
    pull: 10.0,
};
/// How the second step is fitted.
const CORPUS: Settings = Settings {
    steps: 60,
    pull: 1.0,
};
/// The family of words that may have weights like any other: the word before the number or year that a
/// name ends with. Few stand there, and nearly all of them name conferences.
const WORD_BEFORE_NUMBER: &str = "word_before_number";
/// How much harder shared features are drawn to their weights of technology shows.
const STEADY: f64 = 6.0;
/// Families of the transcript, which only one of the labelled families of episodes has.
const OF_TRANSCRIPTS: [&str; 4] = [
    "spoken",
    "spoken_rank",
    "spoken_sentence_start",
    "spoken_inside_sentence",
];
/// How much surer than in notes a kind has to be where only a transcript names it: much is said in
/// passing, and only what matters is wanted.
const SPOKEN: [f64; OUTCOMES] = [0.0, 0.0, 0.05, 0.1, 0.26, 0.5];
/// Cuts whose F1 differs by less are equally good.
const NEARLY: f64 = 0.006;
/// Which of them is taken, from 0, the surest, to 1, the most generous: products, concepts and events are
/// missed by readers more than doubtful ones are in their way.
const GENEROUS: [f64; OUTCOMES] = [0.5, 0.5, 0.7, 0.6, 0.8, 0.9];
/// How often what is found in unseen notes about technology has to be right: of the cuts that are nearly
/// as good as the best, those that find more and are wrong more often are not taken.
const PRECISION: [f64; OUTCOMES] = [0.0, 0.9, 0.88, 0.84, 0.79, 0.73];
/// Folds of the first step, for scores of unseen documents.
const FOLDS: usize = 4;
/// The outcome of persons, and how certain they have to be at least.
const PERSON: usize = 1;
const SURE_PERSON: f64 = 0.3;
/// Labels of a kind from which on shows of other subjects say themselves how certain it has to be.
const ENOUGH: f64 = 20.0;

/// How much a feature is drawn to its prior: how often a name is none at all is for the labels to
/// say, and how much that differs where the notes are about something else.
fn pull(name: &str) -> f64 {
    match name.split_once('=') {
        Some(("bias", _)) => 0.05,
        Some(("subject" | "language", _)) => 0.1,
        Some((family, _)) if family.starts_with("subject_") || family.starts_with("language_") => {
            0.3
        }
        _ => 1.0,
    }
}

/// Whether a feature is only of documents that are not in English or not about technology.
fn is_of_others(name: &str) -> bool {
    ["subject", "language", "opening_noun", "closing_noun"]
        .iter()
        .any(|family| name.starts_with(family))
}

/// How much a feature is drawn to what technology shows alone say of it, once the others are seen: what
/// is true of both should not change much for the few others.
fn pull_to_technology(name: &str) -> f64 {
    if is_of_others(name) {
        pull(name)
    } else {
        STEADY
    }
}

/// Which features may have a weight: those of several episodes and families, so far as these can have
/// them, and of more episodes where a word stands in them.
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
            let family = name
                .split_once('=')
                .map_or(name.as_str(), |(family, _)| family);
            let word = FeatureFamilyDef::find(family).is_some_and(|def| def.is_of_words())
                && family != WORD_BEFORE_NUMBER;
            let enough = if word { 4 } else { 3 };
            let spoken = OF_TRANSCRIPTS.contains(&family);
            let families = if spoken { 1 } else { 2 };
            in_episodes[at].len() >= enough && in_families[at].len() >= families
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

/// What a round of leaving out has fitted and the next asks for again: the weights of technology shows
/// alone, by the episodes that were seen.
pub type Fits = BTreeMap<Vec<usize>, Weights>;

/// The fold of an episode, for scores of unseen documents. An episode and its notes alone are the same
/// episode; a show of other subjects is seen as a new one would be, not by what its other episodes repeat.
fn fold_of(episode: &Episode) -> usize {
    match episode.part {
        Part::Others => fold(&episode.family, FOLDS),
        _ => fold(&episode.name, FOLDS),
    }
}

/// Fits both steps on the episodes that are seen, of so many sets, and writes the weights.
pub fn fitted(
    sets: usize,
    episodes: &mut [Episode],
    seen: &[bool],
    names: &mut Names,
    fits: &mut Fits,
) -> String {
    let (priors, known) = priors(names);
    let allowed_of = |seen: &[bool]| -> Vec<bool> {
        let allowed = allowed(episodes, seen, names).into_iter();
        allowed
            .zip(&known)
            .map(|(one, known)| one || *known)
            .collect()
    };
    let allowed = allowed_of(seen);
    let of_technology = |at: usize| episodes[at].part != Part::Others;
    let seen_technology: Vec<bool> = (0..episodes.len())
        .map(|at| seen[at] && of_technology(at))
        .collect();
    let allowed_technology = allowed_of(&seen_technology);
    let pulls: Vec<f64> = names.names.iter().map(|name| pull(name)).collect();
    let steady: Vec<f64> = names
        .names
        .iter()
        .map(|name| pull_to_technology(name))
        .collect();
    // First technology alone, then all: so the many labels of the one world hold in it, and the few of
    // the other go into what tells the two apart.
    let train = |pick: &dyn Fn(usize) -> bool, episodes: &[Episode], fits: &mut Fits| -> Weights {
        let examples = |seen: &[bool]| -> (Vec<usize>, Vec<&Example>) {
            let picked = (0..episodes.len()).filter(|at| seen[*at] && pick(*at));
            let picked: Vec<usize> = picked.collect();
            let examples = picked.iter().flat_map(|at| &episodes[*at].examples);
            let examples = examples.filter(|example| example.weight > 0.0).collect();
            (picked, examples)
        };
        let (picked, of_technology) = examples(&seen_technology);
        let technology = fits.entry(picked).or_insert_with(|| {
            regression::fit(
                &of_technology,
                &allowed_technology,
                &priors,
                &pulls,
                DOCUMENT,
            )
        });
        if episodes.iter().all(|episode| episode.part != Part::Others) {
            return technology.clone();
        }
        regression::fit(&examples(seen).1, &allowed, technology, &steady, DOCUMENT)
    };
    let weights = train(&|_| true, episodes, fits);
    let folds: Vec<usize> = episodes.iter().map(fold_of).collect();
    for held in 0..FOLDS {
        let part = train(&|at| folds[at] != held, episodes, fits);
        for (at, episode) in episodes.iter_mut().enumerate() {
            if seen[at] && folds[at] == held {
                score_candidates(episode, &part, &allowed);
            }
        }
    }
    let (corpus_names, corpus_weights, [thresholds, elsewhere]) = second_step(sets, episodes, seen);
    for (at, episode) in episodes.iter_mut().enumerate() {
        if !seen[at] {
            score_candidates(episode, &weights, &allowed);
        }
    }
    let mut text = String::from(
        "# Weights of the extractor: a feature, and what it adds to none, person, organization, product,\n# concept and event. Made by `cargo run --release -p showgraph-training --bin fit_extractor`.\n",
    );
    line(&mut text, "threshold", &thresholds);
    let mut spoken = thresholds;
    for (threshold, more) in spoken.iter_mut().zip(SPOKEN) {
        *threshold = (*threshold + more).min(0.9);
    }
    line(&mut text, "threshold_spoken", &spoken);
    line(&mut text, "threshold_elsewhere", &elsewhere);
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

/// Fits what the corpus says on top of the candidates' scores, and the thresholds of the kinds: for notes
/// about technology, and for others.
fn second_step(
    sets: usize,
    episodes: &[Episode],
    seen: &[bool],
) -> (Names, Weights, [[f64; OUTCOMES]; 2]) {
    let all = statistics(sets, episodes, &|at| seen[at]);
    let (nothing, model) = (Default::default(), Model::default());
    let mut names = Names::default();
    let mut examples = Vec::new();
    let mut judged = Vec::new();
    for (_, episode) in episodes.iter().enumerate().filter(|(at, _)| seen[*at]) {
        let counts = &all[episode.set][usize::from(episode.thin)];
        let show = counts
            .shows
            .get(&episode.mentions.episode.show)
            .unwrap_or(&nothing);
        for (candidate, example) in episode.mentions.candidates.iter().zip(&episode.examples) {
            let mut features = FeatureSet::new(&model, true);
            add_corpus_features(&mut features, candidate, counts, show);
            examples.push(Example {
                features: features
                    .take_names()
                    .iter()
                    .map(|name| names.number(name))
                    .collect(),
                offset: candidate.scores.0.map(f64::from),
                target: example.target,
                // What a corpus of many episodes says is fitted where there is one.
                weight: if is_kept(candidate) && episode.part != Part::Others {
                    example.weight
                } else {
                    0.0
                },
                must: example.must,
            });
            let judges = match episode.part {
                Part::Whole => None,
                Part::Others if episode.mentions.standing(candidate) == Standing::Elsewhere => {
                    Some(Standing::Elsewhere)
                }
                Part::Others => None,
                _ => Some(Standing::Notes),
            };
            judged.push((judges, is_kept(candidate)));
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
    let best =
        |kind, standing| best_threshold(&examples, &judged, &weights, &allowed, kind, standing);
    let mut thresholds = [0.0; OUTCOMES];
    for (kind, threshold) in thresholds.iter_mut().enumerate().skip(1) {
        *threshold = best(kind, Standing::Notes).0;
    }
    // Where other subjects have too few labels of a kind, it has to be as much less certain as the others.
    let own: Vec<(usize, f64)> = (1..OUTCOMES)
        .map(|kind| (kind, best(kind, Standing::Elsewhere)))
        .filter(|(_, (_, wanted))| *wanted >= ENOUGH)
        .map(|(kind, (threshold, _))| (kind, threshold))
        .collect();
    let ratios = own.iter().map(|(kind, own)| own / thresholds[*kind]);
    let ratio = ratios.sum::<f64>() / f64::max(own.len() as f64, 1.0);
    let mut elsewhere = thresholds;
    if !own.is_empty() {
        elsewhere = thresholds.map(|threshold| threshold * ratio);
    }
    for (kind, own) in own {
        elsewhere[kind] = own;
    }
    // The name of a person looks much the same whatever the notes are about.
    let least = f64::min(thresholds[PERSON], SURE_PERSON);
    elsewhere[PERSON] = elsewhere[PERSON].clamp(least, thresholds[PERSON]);
    (names, weights, [thresholds, elsewhere])
}

/// What counts as an entity from a probability on.
struct Cut {
    f1: f64,
    precision: f64,
    probability: f64,
}

/// The probability that gives the best F1 of a kind, and how many labels it was found by; with each example
/// goes where it judges, and whether it is kept where nothing is traced, for nobody asks for
/// the probability of others.
fn best_threshold(
    examples: &[Example],
    judged: &[(Option<Standing>, bool)],
    weights: &Weights,
    allowed: &[bool],
    kind: usize,
    standing: Standing,
) -> (f64, f64) {
    let mut asked: Vec<(f64, f64, f64)> = Vec::new();
    let mut wanted = 0.0;
    let notes = examples
        .iter()
        .zip(judged)
        .filter(|(_, (judges, _))| *judges == Some(standing));
    for (example, (_, is_kept)) in notes {
        let probabilities = regression::predict(example, weights, allowed);
        let best = (1..OUTCOMES)
            .max_by(|a, b| probabilities[*a].total_cmp(&probabilities[*b]))
            .unwrap_or(1);
        let right = example.target[kind] > 0.0;
        let must = right && example.must;
        wanted += f64::from(u8::from(must && example.target[kind] >= 0.7));
        if best == kind && *is_kept {
            asked.push((
                probabilities[kind],
                f64::from(u8::from(right)),
                f64::from(u8::from(must)),
            ));
        }
    }
    asked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut right, mut must) = (0.0, 0.0);
    let mut cuts = Vec::new();
    for (count, (probability, is_right, is_must)) in asked.iter().enumerate() {
        right += is_right;
        must += is_must;
        let precision = right / (count + 1) as f64;
        let recall = must / f64::max(wanted, 1.0);
        cuts.push(Cut {
            f1: 2.0 * precision * recall / f64::max(precision + recall, 1e-9),
            precision,
            probability: *probability,
        });
    }
    // Which cut is the best is a matter of luck; which are nearly as good is less so.
    let best = cuts.iter().map(|cut| cut.f1).fold(0.0, f64::max);
    let good = || cuts.iter().filter(|cut| cut.f1 >= best - NEARLY);
    let threshold = match (good().next(), good().next_back()) {
        (Some(high), Some(low)) => {
            let between = |high: f64, low: f64| high + (low - high) * GENEROUS[kind];
            let threshold = between(high.probability, low.probability);
            let sure = good().rfind(|cut| cut.precision >= PRECISION[kind]);
            let sure = sure.filter(|_| standing == Standing::Notes);
            sure.map_or(threshold, |cut| threshold.max(cut.probability))
        }
        _ => 0.5,
    };
    let least = if standing == Standing::Elsewhere {
        0.12
    } else {
        0.2
    };
    (threshold.clamp(least, 0.8), wanted)
}
