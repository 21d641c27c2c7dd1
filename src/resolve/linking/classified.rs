//! What each candidate of an episode is: the scores of its own document and those of the corpus
//! added up, against the threshold of the likeliest kind, and under what the producer decided.

use rustc_hash::FxHashMap;

use super::candidate_keys::CandidateKeys;
use super::context::LinkingContext;
use crate::extract::features::FeatureSet;
use crate::extract::{Candidate, ExtractedEpisode, Reading, Rule};
use crate::knowledge::lexicon::EntryId;
use crate::knowledge::name_lists;
use crate::knowledge::weights::Scores;
use crate::resolve::corpus_features;
use crate::resolve::curation::CurationDecision;
use crate::resolve::statistics::ShowStatistics;
use crate::vocabulary::{DocumentPart, DocumentParts, Kind};

/// A candidate that is an entity, with its kind.
pub(super) struct ClassifiedCandidate<'m> {
    /// Its index among the candidates of the episode.
    pub(super) index: u32,
    pub(super) candidate: &'m Candidate,
    pub(super) kind: Kind,
    pub(super) probability: f32,
}

impl LinkingContext {
    /// The scores of a candidate, with what other episodes say; `features` is only room to work in.
    pub(super) fn scores(
        &self,
        features: &mut FeatureSet,
        candidate: &Candidate,
        show: &ShowStatistics,
    ) -> Scores {
        features.clear();
        corpus_features::add(features, candidate, &self.statistics, show);
        let mut scores = candidate.scores;
        scores.add(&features.score());
        scores
    }

    /// The kind of the thing that the lexicon knows by a name of several words ("Red Hat"), which looks
    /// like a person's: where nothing says that somebody is called so.
    fn known_thing(&self, candidate: &Candidate) -> Option<Kind> {
        if !candidate.form.contains(' ') || !candidate.roles.is_empty() {
            return None;
        }
        let mut entries = candidate.entries.iter();
        let id = EntryId(*entries.next()?);
        Some(self.knowledge.lexicon.traits(id).kind).filter(|kind| *kind != Kind::Person)
    }

    /// What a name is that half of all episodes and more say again and again: it is what the show is about, or
    /// somebody in it, however doubtful each mention is. The lexicon says what, if not a
    /// mere concept, or it looks like the name of somebody.
    pub(super) fn recurring_kind(
        &self,
        candidate: &Candidate,
        likeliest: Kind,
        show: &ShowStatistics,
    ) -> Option<Kind> {
        let statistics = self.statistics.names.get(&candidate.key)?;
        let spoken = candidate.places == DocumentParts::of(DocumentPart::Transcript);
        let often = statistics.episodes >= SEVERAL
            && show.episodes >= SEVERAL
            && statistics.episodes * 2 >= self.statistics.episodes
            && candidate.count >= SEVERAL
            && candidate.free > 0
            && candidate.form.starts_with(char::is_uppercase)
            && (spoken || !corpus_features::is_boilerplate(candidate, show));
        if !often {
            return None;
        }
        let is_word = !candidate.form.contains(' ');
        let plain = is_word && name_lists::is_common(&candidate.form.to_lowercase());
        match candidate.entries.as_slice() {
            [id] if !plain => {
                let known = self.knowledge.lexicon.traits(EntryId(*id));
                let name = known.kind != Kind::Concept
                    && !known.is_ambiguous(candidate.form.split(' ').count());
                name.then_some(known.kind)
            }
            [] if is_word && !plain && likeliest == Kind::Person => {
                let lower = candidate.form.chars().skip(1).all(char::is_lowercase);
                (lower && spoken).then_some(Kind::Person)
            }
            _ => None,
        }
    }

    /// What each candidate is, where it is anything.
    pub(super) fn classify<'m>(
        &self,
        episode: &'m ExtractedEpisode,
        show: &ShowStatistics,
    ) -> Vec<ClassifiedCandidate<'m>> {
        let model = &self.knowledge.model;
        let mut classified = Vec::with_capacity(episode.candidates.len());
        let mut features = FeatureSet::new(model, false);
        let keys = CandidateKeys::new(&episode.candidates);
        let mut employs = vec![false; episode.candidates.len()];
        let mut posts: Vec<String> = Vec::new();
        for affiliation in &episode.affiliations {
            employs[affiliation.organization as usize] = true;
            posts.extend(affiliation.role.as_ref().map(|role| role.to_lowercase()));
        }
        for (index, candidate) in episode.candidates.iter().enumerate() {
            let scores = self.scores(&mut features, candidate, show);
            let (mut kind, mut probability) = scores.best();
            if kind == Kind::Person
                && let Some(known) = self.known_thing(candidate)
            {
                kind = known;
            }
            let mut sure = probability >= model.threshold(kind, episode.standing(candidate));
            if !sure && let Some(recurring) = self.recurring_kind(candidate, kind, show) {
                (kind, probability, sure) = (recurring, probability.max(RECURRING), true);
            }
            if kind == Kind::Concept && is_post(candidate, &posts) {
                sure = false;
            }
            let employs = employs[index] && sure;
            match self.curation_decision(candidate) {
                Some(CurationDecision::Drop) => sure = false,
                Some(CurationDecision::Kind(stated)) => {
                    (kind, probability, sure) = (stated, 1.0, true);
                }
                // Who pays for the episode is an organization or a product, unless it is known as
                // something else.
                None if candidate.rule == Rule::Sponsor => {
                    let settled = self.settled_kind(&mut features, &keys, candidate, kind);
                    let pays = matches!(settled, Kind::Organization | Kind::Product);
                    let other = sure && settled == Kind::Person
                        || !candidate.entries.is_empty()
                        || name_lists::is_common(&candidate.form.to_lowercase());
                    kind = if pays || other {
                        settled
                    } else {
                        Kind::Organization
                    };
                    sure |= !other || pays && !candidate.entries.is_empty();
                }
                // Who employs somebody is an organization here, whatever it is elsewhere. People come from places.
                None if kind == Kind::Organization && employs && !is_clearly_a_place(candidate) => {
                }
                None => match read_as(candidate, sure.then_some((kind, probability))) {
                    Some(read) => (kind, probability, sure) = (read.kind, read.probability, true),
                    None => kind = self.settled_kind(&mut features, &keys, candidate, kind),
                },
            }
            classified.push(sure.then_some(ClassifiedCandidate {
                index: index as u32,
                candidate,
                kind,
                probability,
            }));
        }
        let covered: Vec<bool> = classified
            .iter()
            .map(|one| one.as_ref().is_some_and(|one| is_covered(one, &classified)))
            .collect();
        let mut classified: Vec<ClassifiedCandidate> = classified
            .into_iter()
            .zip(covered)
            .filter_map(|(one, covered)| one.filter(|_| !covered))
            .collect();
        join_forms(episode, &mut classified);
        classified
    }
}

/// Episodes from which on a name recurs in a show, and mentions in each.
const SEVERAL: u32 = 3;

/// How likely a recurring name is at least what it is taken for.
const RECURRING: f32 = 0.6;

/// By how much the weights must be surer of another kind than the signs are of a place or work.
const SURER: f32 = 0.25;

/// How likely the signs of a place must be for the weights' organization of that name to be it.
const CLEARLY: f32 = 0.8;

/// Whether a name is said of people alone, as what they are: "Ann Quill, a software engineer at Acme".
fn is_post(candidate: &Candidate, posts: &[String]) -> bool {
    if posts.is_empty() || candidate.count as usize > posts.len() {
        return false;
    }
    let name = candidate.form.to_lowercase();
    let said = posts.iter().filter(|post| post.ends_with(&name)).count();
    candidate.count as usize <= said
}

/// Whether the signs say clearly that a name that the lexicon does not have is a place.
fn is_clearly_a_place(candidate: &Candidate) -> bool {
    let place = |reading: &Reading| reading.kind == Kind::Place && reading.probability >= CLEARLY;
    candidate.entries.is_empty() && candidate.reading.as_ref().is_some_and(place)
}

/// The place or work that a candidate is read as, unless the weights are surer of something else, or it is somebody
/// with a role.
fn read_as(candidate: &Candidate, weighed: Option<(Kind, f32)>) -> Option<&Reading> {
    let reading = candidate.reading.as_ref()?;
    let other = weighed.is_some_and(|(kind, probability)| {
        // Weights know works as products only, and places as organizations.
        let as_product =
            kind == Kind::Product && reading.kind == Kind::Work && candidate.entries.is_empty();
        let as_organization = kind == Kind::Organization && is_clearly_a_place(candidate);
        let surer = probability > reading.probability + SURER && !as_product && !as_organization;
        surer || kind == Kind::Person && !candidate.roles.is_empty()
    });
    (!other).then_some(reading)
}

/// Whether a name is part of a longer one, and no entity of its own: one that also stands alone, or
/// that the lexicon knows, is.
fn is_covered(one: &ClassifiedCandidate, all: &[Option<ClassifiedCandidate>]) -> bool {
    one.candidate.free == 0
        && one.candidate.inside.iter().any(|longer| {
            all[*longer as usize].as_ref().is_some_and(|longer| {
                // "I/O 2016" is an event of its own, and the one that is meant.
                let dated = longer.kind == Kind::Event
                    && longer.candidate.key.ends_with(|c: char| c.is_ascii_digit());
                let known = !one.candidate.entries.is_empty();
                // "University of Oxford" is no mention of the city, "Marie Curie" in a title none of the person.
                let part = one.kind == Kind::Place || longer.kind == Kind::Work && !known;
                // "the DNS statistics page" speaks of one thing, however likely its parts would be.
                let surer = longer.probability >= one.probability || one.kind == Kind::Concept;
                part || longer.kind == one.kind && (dated || !known && surer)
            })
        })
}

/// Adds other forms of what was found, whatever each weighs alone: other spellings ("initContainers"
/// beside "init containers") and other names that the lexicon has for it.
fn join_forms<'m>(episode: &'m ExtractedEpisode, classified: &mut Vec<ClassifiedCandidate<'m>>) {
    let mut by_key: FxHashMap<&str, (Kind, f32)> = FxHashMap::default();
    let mut by_entry: FxHashMap<u32, (Kind, f32)> = FxHashMap::default();
    let mut found = vec![false; episode.candidates.len()];
    for one in classified.iter() {
        found[one.index as usize] = true;
        if one.kind != Kind::Person {
            let thing = (one.kind, one.probability);
            by_key.insert(&one.candidate.key, thing);
            // A place that is called like a product says nothing of that product's other names.
            if !matches!(one.kind, Kind::Place | Kind::Work) {
                by_entry.extend(one.candidate.entries.iter().map(|id| (*id, thing)));
            }
        }
    }
    let candidates = episode.candidates.iter().enumerate();
    for (index, candidate) in candidates.filter(|(index, _)| !found[*index]) {
        // A single small word is no spelling of a name: "go" is not Go.
        let telling = candidate.form.contains([' ', '-'])
            || candidate.form.contains(char::is_uppercase)
            || !candidate.entries.is_empty() && !name_lists::is_common(&candidate.form);
        if !telling {
            continue;
        }
        let thing = match candidate.entries.as_slice() {
            [] => by_key.get(candidate.key.as_str()),
            // A name of two things says of neither that it is meant.
            [id] => by_entry.get(id),
            _ => None,
        };
        if let Some((kind, probability)) = thing {
            classified.push(ClassifiedCandidate {
                index: index as u32,
                candidate,
                kind: *kind,
                probability: *probability,
            });
        }
    }
}
