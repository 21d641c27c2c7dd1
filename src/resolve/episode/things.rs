//! Products, organizations, concepts and events of an episode become entities: by the lexicon, by what
//! an acronym stands for, without their version, or as what a transcript means by a name that it spells
//! by ear.

use std::cell::LazyCell;
use std::sync::Arc;

use super::Episode;
use super::people::BY_EAR;
use crate::extract::{Candidate, Rule};
use crate::resolve::entity::{EpisodeEntity, Form, Identity, Tie};
use crate::resolve::resolver::Judged;
use crate::resolve::sound::Ear;
use crate::vocabulary::{DocumentPart, DocumentParts, Kind};

impl Episode<'_, '_> {
    /// Adds all that is no person.
    pub(super) fn things(&mut self, judged: &[Judged]) {
        // What the notes name, by kind: towards them alone a name heard is taken.
        let written = |judged: &&Judged| {
            matches!(judged.kind, Kind::Product | Kind::Organization)
                && !judged.candidate.sponsor
                && judged.candidate.places != DocumentParts::of(DocumentPart::Transcript)
        };
        let written: Vec<&Judged> = judged.iter().filter(written).collect();
        // Most episodes have no transcript, and nothing to hear.
        let ear = LazyCell::new(|| {
            let forms = written.iter().map(|judged| &judged.candidate.form);
            Ear::new(forms.map(String::as_str))
        });
        let meant = |form: &str| {
            let name = ear.meant(form)?;
            written
                .iter()
                .find(|judged| judged.candidate.form == name)
                .copied()
        };
        for judged in judged.iter().filter(|judged| judged.kind != Kind::Person) {
            let heard = self
                .by_ear(judged.candidate)
                .then(|| meant(&judged.candidate.form))
                .flatten()
                .filter(|meant| meant.kind == judged.kind);
            self.thing(judged, heard.map(|meant| meant.candidate));
        }
        let unsure: Vec<u32> = self.unjudged(judged).collect();
        for index in unsure {
            let candidate = &self.mentions.candidates[index as usize];
            if let Some(meant) = meant(&candidate.form) {
                let judged = Judged {
                    index,
                    candidate,
                    kind: meant.kind,
                    probability: BY_EAR,
                };
                self.thing(&judged, Some(meant.candidate));
            }
        }
        self.longer_names();
    }

    /// Adds what a candidate is; `meant` is the name of the notes that it sounds like.
    fn thing(&mut self, judged: &Judged, meant: Option<&Candidate>) {
        let candidate = judged.candidate;
        let resolver = self.resolver;
        let named = meant.unwrap_or(candidate);
        let entry = resolver.entry(named, judged.kind);
        let known = entry.map(|id| resolver.known(id));
        let (mut identity_key, label, reason) = match known {
            Some(thing) => (thing.key.clone(), thing.name.clone(), "lexicon"),
            None => {
                let (identity_key, reason) = self.canonical(named, judged.kind);
                let label = resolver.spelling(&identity_key, &named.form);
                (identity_key, label, reason)
            }
        };
        let reason = meant.map_or(reason, |_| "sound");
        if identity_key.is_empty() {
            identity_key.clone_from(&candidate.form);
        }
        let identity = Identity {
            kind: judged.kind,
            key: identity_key,
        };
        let sponsors =
            matches!(judged.kind, Kind::Organization | Kind::Product) && candidate.sponsor;
        let named_there = !candidate.pages.is_empty() || candidate.rule < Rule::Lexicon;
        let (tie, rule) = if sponsors && named_there {
            (Tie::Sponsor, Rule::Sponsor)
        } else if candidate.prominence >= 0.7 && !candidate.sponsor {
            (Tie::About, candidate.rule)
        } else {
            (Tie::Mention, candidate.rule)
        };
        let entity = EpisodeEntity {
            forms: vec![Form::new(candidate.form.as_str(), reason)],
            label,
            known: known.map(|thing| Arc::clone(&thing.known)),
            same_as: Vec::new(),
            confidence: f64::from(judged.probability),
            count: candidate.count,
            places: candidate.places,
            quote: candidate.quote.clone(),
            rule,
            tie,
            pages: candidate.pages.clone(),
            identity,
        };
        self.add(entity, &[judged.index]);
    }

    /// The key that a name without an entry goes by: of the long form, or without its version.
    fn canonical(&self, candidate: &Candidate, kind: Kind) -> (String, &'static str) {
        let allowed = |name: &str| {
            let others = std::iter::empty();
            !self.resolver.forbids(&candidate.form, name, others)
        };
        if let Some(long) = self.resolver.long_form(&candidate.key)
            && allowed(long)
        {
            return (long.to_owned(), "abbreviation");
        }
        let bare = candidate.key.trim_end_matches(|c: char| {
            c.is_ascii_digit() || c == ' ' || c == 'x' && candidate.key.contains(' ')
        });
        let version = bare.len() < candidate.key.len()
            && bare.len() > 2
            && candidate.key.as_bytes()[bare.len()] == b' ';
        let known = |bare: &str| {
            self.mentions
                .candidates
                .iter()
                .any(|other| other.key == bare)
        };
        // Editions of a conference are events of their own.
        if version && kind != Kind::Event && known(bare) && allowed(bare) {
            let entry = self
                .mentions
                .candidates
                .iter()
                .filter(|other| other.key == bare);
            let entry = entry
                .filter_map(|other| self.resolver.entry(other, kind))
                .next();
            let known = |id| self.resolver.known(id).key.clone();
            return (entry.map_or_else(|| bare.to_owned(), known), "version");
        }
        (candidate.key.clone(), "spelling")
    }
}
