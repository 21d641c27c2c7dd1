//! The people of an episode become entities.

use super::classified::ClassifiedCandidate;
use super::episode::EpisodeLinker;
use super::spoken::SPOKEN_CONFIDENCE;
use crate::extract::{Candidate, ExtractedEpisode};
use crate::knowledge::addresses::PageType;
use crate::resolve::coreference::{NamedCandidate, Person, people_of};
use crate::resolve::resolved::{EpisodeEntity, EpisodeRelation, Form, Identity};
use crate::resolve::statistics::ShowStatistics;
use crate::text::distinct::DistinctList;
use crate::text::fold::fold_letters;
use crate::vocabulary::Kind;

impl EpisodeLinker<'_, '_> {
    /// Adds the people.
    pub(super) fn add_people(&mut self, classified: &[ClassifiedCandidate], show: &ShowStatistics) {
        let named: Vec<NamedCandidate> = classified
            .iter()
            .filter(|one| one.kind == Kind::Person && !is_own_account(one.candidate, self.episode))
            .map(|one| NamedCandidate {
                index: one.index,
                probability: one.probability,
                from_transcript_only: self.is_from_transcript_only(one.candidate),
            })
            .collect();
        let unsure: Vec<NamedCandidate> = self
            .unclassified(classified)
            .map(|index| NamedCandidate {
                index,
                probability: SPOKEN_CONFIDENCE,
                from_transcript_only: true,
            })
            .collect();
        let recurring = self.context.recurring(self.episode);
        for mut person in people_of(self.episode, &named, &unsure, show, recurring) {
            for other in self.kept_apart(&mut person) {
                self.person(other);
            }
            if person.count > 0 {
                self.person(person);
            }
        }
    }

    /// The people whom the producer keeps apart from the one for whom they were taken.
    fn kept_apart(&self, person: &mut Person) -> Vec<Person> {
        let mut apart = Vec::new();
        for index in person.candidates.clone() {
            let candidate = &self.episode.candidates[index as usize];
            let others = person.forms.iter().map(|(form, _)| form.as_str());
            if self.context.forbids(&candidate.form, &person.name, others) {
                apart.push(person.split_off(index, candidate));
            }
        }
        apart
    }

    fn person(&mut self, person: Person) {
        let recurring = self.context.recurring(self.episode);
        let own = recurring.key_of(&person.name);
        let facts = &self.episode.episode;
        let is_recurring = |index: &u32| {
            let candidate = &self.episode.candidates[*index as usize];
            let show = self.context.show(self.episode);
            let kind = self.context.recurring_kind(candidate, Kind::Person, show);
            kind == Some(Kind::Person)
        };
        let identity = Identity {
            kind: Kind::Person,
            key: if person.is_identified {
                own
            } else if recurring.is_one_person(&person.name)
                || person.candidates.iter().any(is_recurring)
            {
                format!("{own} ({})", facts.show)
            } else {
                format!("{own} @ {}", facts.key)
            },
        };
        let mut same_as = DistinctList::from(person.urls.clone());
        let mut pages = Vec::new();
        for index in &person.candidates {
            for page in &self.episode.candidates[*index as usize].pages {
                let link = &self.episode.links[*page as usize];
                if link.shape == PageType::Profile && person.is_identified {
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
            lexicon: None,
            same_as: same_as.into_vec(),
            confidence: f64::from(person.confidence),
            count: person.count,
            places: person.places,
            quote: person.quote,
            rule,
            relation: person.role.map_or(EpisodeRelation::Mention, |(role, _)| {
                EpisodeRelation::Role(role)
            }),
            pages,
            identity,
        };
        self.add(entity, &person.candidates);
    }
}

/// Whether a name is the show's own account ("@rustaceanfm" of Rustacean Station), and no person.
fn is_own_account(candidate: &Candidate, episode: &ExtractedEpisode) -> bool {
    let [form, show] = [&candidate.form, &episode.episode.show]
        .map(|name| fold_letters([name.as_str()].into_iter()));
    let single = !candidate.form.contains(' ');
    single
        && show.len() >= 4
        && (form.contains(&show) || form.get(..6).is_some_and(|start| show.starts_with(start)))
}
