//! Why a name is an entity of an episode, or why it is none.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::corpus_features;
use super::linking::Resolver;
use super::resolved::{EpisodeEntity, Merge, ResolvedEpisode};
use crate::extract::features::FeatureSet;
use crate::extract::{Candidate, ExtractedEpisode, Quote, Rule, occurrences};
use crate::knowledge::features::Feature;
use crate::knowledge::weights::{Model, outcome};
use crate::source::Document;
use crate::text::name_key::key;
use crate::vocabulary::Kind;

/// How many features are named for and against.
const NAMED: usize = 5;

/// A contribution of less than this, for or against, is not worth telling.
const TELLING: f32 = 0.05;

/// What an episode makes of a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Explanation {
    /// The paths of the episode's files below the input root; a [`Quote`] names one of them by its
    /// place.
    pub files: Vec<Arc<str>>,
    /// The entities that go by the name.
    pub entities: Vec<EpisodeEntity>,
    /// Where these entities, or the name itself, are mentioned, in reading order.
    pub mentions: Vec<Quote>,
    /// The forms of these entities, and the name itself, as they were weighed.
    pub forms: Vec<ExplainedForm>,
    /// What was taken for one of these entities, and why, sorted.
    pub merges: Vec<Merge>,
}

/// One form of a name, weighed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ExplainedForm {
    /// The form as written.
    pub form: String,
    /// The likeliest kind.
    pub kind: Kind,
    /// How likely it is that, from 0 to 1.
    pub probability: f32,
    /// How likely it must be, from 0 to 1.
    pub threshold: f32,
    /// The rule that found it.
    pub rule: Rule,
    /// How often it stands in the document.
    pub count: u32,
    /// What became of it.
    pub outcome: FormOutcome,
    /// Whether it stands only in what many episodes of the show repeat.
    pub boilerplate: bool,
    /// The strongest features for the kind, strongest first.
    pub supports: Vec<FeatureContribution>,
    /// The strongest against it, strongest first.
    pub opposes: Vec<FeatureContribution>,
}

/// What a feature says of a kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FeatureContribution {
    /// Family and value: `shape=Capital`.
    pub feature: String,
    /// What it adds to the score of the kind, less what it adds to that of no entity (log-odds).
    pub adds: f32,
}

/// What became of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
#[allow(clippy::exhaustive_enums, reason = "callers handle every case")]
pub enum FormOutcome {
    /// It is an entity.
    Entity {
        /// The kind of the entity.
        kind: Kind,
        /// The canonical name of the entity.
        label: String,
    },
    /// The configuration drops it.
    Dropped,
    /// It is not likely enough.
    Unlikely,
    /// It is only part of longer names.
    PartOf {
        /// The longer names, as written.
        longer: Vec<String>,
    },
}

/// Explains a name in an episode; nothing where the episode does not have it.
///
/// `episode` and `features` are those that [`extract_traced`](crate::extract::extract_traced) gives
/// for `document`.
pub fn explain(
    resolver: &Resolver,
    document: &Document,
    episode: &ExtractedEpisode,
    features: &[Vec<String>],
    name: &str,
) -> Option<Explanation> {
    let wanted = key(name);
    let resolved = resolver.resolve(episode);
    let called = resolved.entities.iter();
    let entities: Vec<EpisodeEntity> = called
        .filter(|entity| is_called(entity, &wanted))
        .cloned()
        .collect();
    let mut forms = Vec::new();
    for (candidate, own) in episode.candidates.iter().zip(features) {
        let mut names = entities.iter().flat_map(EpisodeEntity::names);
        if candidate.key == wanted || names.any(|form| form == candidate.form) {
            forms.push(explain_form(resolver, episode, &resolved, candidate, own));
        }
    }
    if entities.is_empty() && forms.is_empty() {
        return None;
    }
    let merges = resolved.merges().filter(|merge| {
        let label = |entity: &EpisodeEntity| entity.label == merge.name;
        key(&merge.form) == wanted || entities.iter().any(label)
    });
    let mut merges: Vec<Merge> = merges.collect();
    merges.sort();
    merges.dedup();
    let mut names: Vec<&str> = forms.iter().map(|form| form.form.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let mut mentions = occurrences(document, resolver.knowledge(), &names);
    mentions.extend(quotes_of_fields(episode, &entities));
    mentions.sort();
    mentions.dedup_by_key(|quote| (quote.file, quote.line, quote.column));
    Some(Explanation {
        files: episode.episode.files.clone(),
        entities,
        mentions,
        forms,
        merges,
    })
}

/// Whether an entity goes by a name, given as a key.
fn is_called(entity: &EpisodeEntity, name: &str) -> bool {
    entity.names().any(|form| key(form) == name)
}

/// How a candidate was weighed, and what became of it; `features` are those of its document.
fn explain_form(
    resolver: &Resolver,
    episode: &ExtractedEpisode,
    resolved: &ResolvedEpisode,
    candidate: &Candidate,
    features: &[String],
) -> ExplainedForm {
    let model = &resolver.knowledge().model;
    let show = resolver.show(episode);
    let (kind, probability) = resolver.scores(candidate, show).best();
    let threshold = model.threshold(kind, episode.standing(candidate));
    let mut entities = resolved.entities.iter();
    let outcome = match entities.find(|entity| is_called(entity, &candidate.key)) {
        Some(entity) => FormOutcome::Entity {
            kind: entity.identity.kind,
            label: entity.label.clone(),
        },
        None if resolver.drops(candidate) => FormOutcome::Dropped,
        None if probability < threshold => FormOutcome::Unlikely,
        None => {
            let longer = candidate.inside.iter();
            let longer = longer.map(|at| episode.candidates[*at as usize].form.clone());
            FormOutcome::PartOf {
                longer: longer.collect(),
            }
        }
    };
    let mut of_corpus = FeatureSet::new(model, true);
    corpus_features::add(&mut of_corpus, candidate, resolver.statistics(), show);
    let mut names = features.to_vec();
    names.extend(of_corpus.take_names());
    let (supports, opposes) = strongest(names, model, kind);
    ExplainedForm {
        form: candidate.form.clone(),
        kind,
        probability,
        threshold,
        rule: candidate.rule,
        count: candidate.count,
        outcome,
        boilerplate: corpus_features::is_boilerplate(candidate, show),
        supports,
        opposes,
    }
}

/// The features that say most for a kind rather than none, and those that say most against it.
fn strongest(
    names: Vec<String>,
    model: &Model,
    kind: Kind,
) -> (Vec<FeatureContribution>, Vec<FeatureContribution>) {
    let at = outcome(kind).unwrap_or(0);
    let mut all: Vec<FeatureContribution> = names
        .into_iter()
        .map(|feature| {
            let row = Feature::named(&feature)
                .ok()
                .and_then(|feature| model.row(feature));
            let scores = row
                .map_or_else(Default::default, |row| model.score([row]))
                .0;
            FeatureContribution {
                feature,
                adds: scores[at] - scores[0],
            }
        })
        .collect();
    all.sort_by(|a, b| {
        b.adds
            .total_cmp(&a.adds)
            .then_with(|| a.feature.cmp(&b.feature))
    });
    all.dedup_by(|a, b| a.feature == b.feature);
    let supports = all.iter().take(NAMED).filter(|one| one.adds > TELLING);
    let opposes = all.iter().rev().take(NAMED);
    let opposes = opposes.filter(|one| one.adds < -TELLING);
    (supports.cloned().collect(), opposes.cloned().collect())
}

/// Where entities are named in fields that no text of the notes repeats.
fn quotes_of_fields<'e>(
    episode: &'e ExtractedEpisode,
    entities: &'e [EpisodeEntity],
) -> impl Iterator<Item = Quote> + 'e {
    let called = |name: &str| {
        let name = key(name);
        entities.iter().any(|entity| is_called(entity, &name))
    };
    let credits = episode.credits.iter().filter(move |credit| {
        called(&credit.name) || credit.full_name.as_deref().is_some_and(called)
    });
    let speakers = episode.speakers.iter();
    let speakers = speakers.filter(move |speaker| called(&speaker.label));
    credits
        .map(|credit| credit.quote.clone())
        .chain(speakers.map(|speaker| speaker.quote.clone()))
}

/// Every name that an episode has, for "did you mean".
pub fn names_in(episode: &ExtractedEpisode) -> impl Iterator<Item = &str> {
    let credits = episode
        .credits
        .iter()
        .map(|credit| credit.full_name.as_ref().unwrap_or(&credit.name));
    let candidates = episode.candidates.iter().map(|candidate| &candidate.form);
    let speakers = episode.speakers.iter().map(|speaker| &speaker.label);
    credits
        .chain(candidates)
        .chain(speakers)
        .map(String::as_str)
}
