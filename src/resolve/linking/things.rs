//! Products, organizations, concepts and events of an episode become entities: by the lexicon, by what
//! an acronym stands for, without their version, or as the name of the notes that a transcript
//! misspells.

use std::cell::LazyCell;
use std::sync::Arc;

use super::classified::ClassifiedCandidate;
use super::episode::EpisodeLinker;
use super::spoken::SPOKEN_CONFIDENCE;
use crate::extract::{Candidate, Rule};
use crate::resolve::phonetic_matcher::PhoneticMatcher;
use crate::resolve::resolved::{EpisodeEntity, EpisodeRelation, Form, Identity};
use crate::vocabulary::{DocumentPart, DocumentParts, Kind};

impl EpisodeLinker<'_, '_> {
    /// Adds all that is no person.
    pub(super) fn add_things(&mut self, classified: &[ClassifiedCandidate]) {
        // What the notes name: for that alone a spoken name is taken.
        let is_written = |one: &&ClassifiedCandidate| {
            matches!(one.kind, Kind::Product | Kind::Organization)
                && !one.candidate.sponsor
                && one.candidate.places != DocumentParts::of(DocumentPart::Transcript)
        };
        let written: Vec<&ClassifiedCandidate> = classified.iter().filter(is_written).collect();
        // Most episodes have no transcript, and nothing to compare.
        let matcher = LazyCell::new(|| {
            let forms = written.iter().map(|one| &one.candidate.form);
            PhoneticMatcher::new(forms.map(String::as_str))
        });
        let sounds_like = |form: &str| {
            let name = matcher.unique_match(form)?;
            written
                .iter()
                .find(|one| one.candidate.form == name)
                .copied()
        };
        for one in classified.iter().filter(|one| one.kind != Kind::Person) {
            let written = self
                .is_from_transcript_only(one.candidate)
                .then(|| sounds_like(&one.candidate.form))
                .flatten()
                .filter(|written| written.kind == one.kind);
            self.add_thing(one, written.map(|written| written.candidate));
        }
        let unsure: Vec<u32> = self.unclassified(classified).collect();
        for index in unsure {
            let candidate = &self.episode.candidates[index as usize];
            if let Some(written) = sounds_like(&candidate.form) {
                let one = ClassifiedCandidate {
                    index,
                    candidate,
                    kind: written.kind,
                    probability: SPOKEN_CONFIDENCE,
                };
                self.add_thing(&one, Some(written.candidate));
            }
        }
    }

    /// Adds what a candidate is; `written` is the name of the notes that it sounds like.
    fn add_thing(&mut self, one: &ClassifiedCandidate, written: Option<&Candidate>) {
        let candidate = one.candidate;
        let context = self.context;
        let named = written.unwrap_or(candidate);
        let entry = context.entry(named, one.kind);
        let place = (one.kind == Kind::Place && entry.is_none())
            .then(|| context.place(named))
            .flatten();
        let known = entry.map(|id| context.lexicon_thing(id)).or(place.as_ref());
        let (mut identity_key, label, reason) = match known {
            Some(thing) => (thing.key.clone(), thing.name.clone(), "lexicon"),
            None => {
                let (identity_key, reason) = self.canonical(named, one.kind);
                let label = context.spelling(&identity_key, &named.form);
                (identity_key, label, reason)
            }
        };
        let reason = written.map_or(reason, |_| "sound");
        if identity_key.is_empty() {
            identity_key.clone_from(&candidate.form);
        }
        let identity = Identity {
            kind: one.kind,
            key: identity_key,
        };
        let sponsors = matches!(one.kind, Kind::Organization | Kind::Product) && candidate.sponsor;
        let named_there = !candidate.pages.is_empty() || candidate.rule < Rule::Lexicon;
        // Running text says who pays: "brought to you by NAME".
        let said = candidate.rule == Rule::Sponsor
            && matches!(one.kind, Kind::Organization | Kind::Product);
        let (relation, rule) = if sponsors && named_there || said && candidate.prominence < 0.7 {
            (EpisodeRelation::Sponsor, Rule::Sponsor)
        } else if candidate.prominence >= 0.7 && !candidate.sponsor {
            (EpisodeRelation::About, candidate.rule)
        } else {
            (EpisodeRelation::Mention, candidate.rule)
        };
        let entity = EpisodeEntity {
            forms: vec![Form::new(candidate.form.as_str(), reason)],
            lexicon: known
                .map(|thing| Arc::clone(&thing.facts))
                .or_else(|| context.edition_facts(&identity, &label)),
            same_as: Vec::new(),
            confidence: f64::from(one.probability),
            count: candidate.count,
            places: candidate.places,
            quote: candidate.quote.clone(),
            rule,
            relation,
            pages: candidate.pages.clone(),
            label,
            identity,
        };
        self.add(entity, &[one.index]);
    }

    /// The key that a name without an entry goes by: of the long form, or without its version.
    fn canonical(&self, candidate: &Candidate, kind: Kind) -> (String, &'static str) {
        let allowed = |name: &str| {
            let others = std::iter::empty();
            !self.context.forbids(&candidate.form, name, others)
        };
        if let Some(long) = self.context.long_form(&candidate.key)
            && allowed(long)
        {
            return (long.to_owned(), "abbreviation");
        }
        let known = |bare: &str| self.keys.of(bare).next().is_some();
        // Editions of a conference are events of their own, and sequels works.
        if !matches!(kind, Kind::Event | Kind::Work)
            && let Some(bare) = without_version(&candidate.key)
            && known(bare)
            && allowed(bare)
        {
            let entry = self.keys.of(bare);
            let entry = entry
                .filter_map(|other| self.context.entry(other, kind))
                .next();
            let known = |id| self.context.lexicon_thing(id).key.clone();
            return (entry.map_or_else(|| bare.to_owned(), known), "version");
        }
        let spaced = self.context.common_spelling(&candidate.key);
        (
            spaced.to_owned(),
            if spaced == candidate.key {
                "spelling"
            } else {
                "spacing"
            },
        )
    }
}

/// A key without the version at its end ("python" of "python 3 10"), where it has one.
pub(super) fn without_version(key: &str) -> Option<&str> {
    let bare = key.trim_end_matches(|c: char| {
        c.is_ascii_digit() || c == ' ' || c == 'x' && key.contains(' ')
    });
    (bare.len() < key.len() && bare.len() > 2 && key.as_bytes()[bare.len()] == b' ').then_some(bare)
}
