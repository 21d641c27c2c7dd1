//! The people of an episode become entities. Also which names a transcript may have misspelled.

use super::Episode;
use crate::extract::{Candidate, ExtractedEpisode};
use crate::knowledge::addresses::PageType;
use crate::knowledge::name_lists;
use crate::resolve::entity::{EpisodeEntity, Form, Identity, Tie};
use crate::resolve::people::{self, NamedCandidate, Person};
use crate::resolve::resolver::Judged;
use crate::resolve::summary::ShowStatistics;
use crate::text::fold::fold_letters;
use crate::text::name_key::key;
use crate::vocabulary::{DocumentPart, DocumentParts, Kind};

/// How sure it is that a name heard is the one of the notes that it sounds like.
pub(super) const BY_EAR: f32 = 0.6;

impl Episode<'_, '_> {
    /// Adds the people.
    pub(super) fn people(&mut self, judged: &[Judged], show: &ShowStatistics) {
        let named: Vec<NamedCandidate> = judged
            .iter()
            .filter(|judged| {
                judged.kind == Kind::Person && !is_own_account(judged.candidate, self.mentions)
            })
            .map(|judged| NamedCandidate {
                index: judged.index,
                probability: judged.probability,
                by_ear: self.by_ear(judged.candidate),
            })
            .collect();
        let unsure: Vec<NamedCandidate> = self
            .unjudged(judged)
            .map(|index| NamedCandidate {
                index,
                probability: BY_EAR,
                by_ear: true,
            })
            .collect();
        let regulars = self.resolver.regulars(self.mentions);
        for mut person in people::resolve(self.mentions, &named, &unsure, show, regulars) {
            for other in self.apart(&mut person) {
                self.person(other);
            }
            if person.count > 0 {
                self.person(person);
            }
        }
    }

    /// The people whom the producer keeps apart from the one for whom they were taken.
    fn apart(&self, person: &mut Person) -> Vec<Person> {
        let resolver = self.resolver;
        let mut apart = Vec::new();
        for index in person.candidates.clone() {
            let candidate = &self.mentions.candidates[index as usize];
            let others = person.forms.iter().map(|(form, _)| form.as_str());
            if resolver.forbids(&candidate.form, &person.name, others) {
                apart.push(person.part(index, candidate));
            }
        }
        apart
    }

    fn person(&mut self, person: Person) {
        let own = key(&person.name);
        let identity = Identity {
            kind: Kind::Person,
            key: if person.known {
                own
            } else {
                format!("{own} @ {}", self.mentions.episode.key)
            },
        };
        let mut same_as = person.urls.clone();
        let mut pages = Vec::new();
        for index in &person.candidates {
            for page in &self.mentions.candidates[*index as usize].pages {
                let link = &self.mentions.links[*page as usize];
                if link.shape == PageType::Profile && person.known && !same_as.contains(&link.url) {
                    same_as.push(link.url.clone());
                }
                pages.push(*page);
            }
        }
        let forms = person.forms.into_iter();
        let rule = person.role.map_or(person.rule, |(_, rule)| rule);
        let entity = EpisodeEntity {
            label: person.name,
            forms: forms.map(|(form, why)| Form::new(form, why)).collect(),
            known: None,
            same_as,
            confidence: f64::from(person.confidence),
            count: person.count,
            places: person.places,
            quote: person.quote,
            rule,
            tie: person
                .role
                .map_or(Tie::Mention, |(role, _)| Tie::Role(role)),
            pages,
            identity,
        };
        self.add(entity, &person.candidates);
    }

    /// Whether a name is only spoken, and known neither to the lexicon nor from another episode: a
    /// transcript may have misspelled it.
    pub(super) fn by_ear(&self, candidate: &Candidate) -> bool {
        let spoken = candidate.places == DocumentParts::of(DocumentPart::Transcript);
        let name = candidate.form.chars().filter(|c| c.is_alphabetic()).count() >= 4
            && candidate.form.starts_with(char::is_uppercase)
            && candidate.form.chars().any(char::is_lowercase);
        spoken
            && name
            && candidate.entries.is_empty()
            && !name_lists::is_common(&candidate.form)
            && self
                .resolver
                .summary
                .names
                .get(&candidate.key)
                .is_some_and(|count| count.episodes == 1)
    }

    /// The names heard that were taken for nothing, long enough to be compared by their sound.
    pub(super) fn unjudged<'j>(&'j self, judged: &[Judged]) -> impl Iterator<Item = u32> + use<'j> {
        let mut taken = vec![false; self.mentions.candidates.len()];
        for judged in judged {
            taken[judged.index as usize] = true;
        }
        let candidates = self.mentions.candidates.iter().enumerate();
        candidates
            .filter(move |(at, candidate)| {
                !taken[*at]
                    && candidate.free > 0
                    && candidate.form.len() >= 6
                    && self.by_ear(candidate)
            })
            .map(|(at, _)| at as u32)
    }
}

/// Whether a name is the show's own account ("@rustaceanfm" of Rustacean Station), and no person.
fn is_own_account(candidate: &Candidate, mentions: &ExtractedEpisode) -> bool {
    let [form, show] = [&candidate.form, &mentions.episode.show]
        .map(|name| fold_letters([name.as_str()].into_iter()));
    let single = !candidate.form.contains(' ');
    single
        && show.len() >= 4
        && (form.contains(&show) || form.get(..6).is_some_and(|start| show.starts_with(start)))
}
