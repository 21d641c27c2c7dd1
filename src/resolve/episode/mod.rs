//! One episode being resolved: its people, its things and its sponsors become entities.

mod longer;
mod people;
mod sponsors;
mod things;

use std::collections::BTreeMap;

use super::entity::{Affiliation, EpisodeEntity, Form, Identity, ResolvedEpisode, Tie};
use super::resolver::{Judged, Resolver};
use super::summary::ShowStatistics;
use crate::extract::{ExtractedEpisode, Quote};
use crate::vocabulary::Kind;

/// An episode being resolved.
pub(super) struct Episode<'a, 'm> {
    resolver: &'a Resolver<'a>,
    /// What the document says.
    written: &'m ExtractedEpisode,
    /// The same, as the producer wants it to be read.
    mentions: &'m ExtractedEpisode,
    entities: BTreeMap<Identity, EpisodeEntity>,
    /// The entity of each candidate.
    of: Vec<Option<Identity>>,
}

impl<'a, 'm> Episode<'a, 'm> {
    /// An episode of which nothing is resolved yet; `mentions` is what the producer makes of what is
    /// `written`.
    pub fn new(
        resolver: &'a Resolver<'a>,
        written: &'m ExtractedEpisode,
        mentions: &'m ExtractedEpisode,
    ) -> Self {
        Self {
            resolver,
            written,
            mentions,
            entities: BTreeMap::new(),
            of: vec![None; mentions.candidates.len()],
        }
    }

    /// Resolves it, all but its own facts and its links.
    pub fn resolve(mut self, judged: &[Judged], show: &ShowStatistics) -> ResolvedEpisode {
        self.people(judged, show);
        self.things(judged);
        self.sponsors();
        self.finish()
    }

    /// Adds the entity that some candidates are, or what it adds to one that is there.
    fn add(&mut self, mut entity: EpisodeEntity, candidates: &[u32]) {
        if let Some(curator) = &self.resolver.curator {
            let label = entity.label.clone();
            match curator.settle(entity) {
                Some(settled) => entity = settled,
                None => return,
            }
            let name = entity.label.clone();
            let originals = candidates
                .iter()
                .map(|index| &self.written.candidates[*index as usize].form)
                .filter(|form| curator.same(form).is_some())
                .chain([&label])
                .filter(|form| **form != name);
            for form in originals {
                entity.forms.retain(|known| known.text != *form);
                entity.forms.push(Form::new(form.as_str(), "curation"));
            }
        }
        for index in candidates {
            self.of[*index as usize] = Some(entity.identity.clone());
        }
        self.unite(entity);
    }

    /// Adds an entity, or what it says to the one of the same identity.
    fn unite(&mut self, entity: EpisodeEntity) {
        match self.entities.get_mut(&entity.identity) {
            None => {
                self.entities.insert(entity.identity.clone(), entity);
            }
            Some(known) => {
                known.count += entity.count;
                known.places = known.places.union(entity.places);
                let before = |quote: &Quote| (quote.file, quote.line, quote.column);
                if before(&entity.quote) < before(&known.quote) {
                    known.quote = entity.quote;
                }
                if (entity.tie, &entity.rule) < (known.tie, &known.rule)
                    && known.tie != Tie::Mention
                    || entity.tie < known.tie
                {
                    known.tie = entity.tie;
                    known.rule = entity.rule;
                }
                known.confidence = known.confidence.max(entity.confidence);
                let label = Form::new(entity.label, "spelling");
                for form in entity.forms.into_iter().chain([label]) {
                    let new = known.forms.iter().all(|known| known.text != form.text);
                    if new && form.text != known.label {
                        known.forms.push(form);
                    }
                }
                known.known = known.known.take().or(entity.known);
                for page in entity.pages {
                    if !known.pages.contains(&page) {
                        known.pages.push(page);
                    }
                }
            }
        }
    }

    fn finish(self) -> ResolvedEpisode {
        let mut works = Vec::new();
        for affiliation in &self.mentions.affiliations {
            let person = self.of[affiliation.person as usize].clone();
            let organization = self.of[affiliation.organization as usize].clone();
            let (Some(person), Some(organization)) = (person, organization) else {
                continue;
            };
            if person.kind != Kind::Person || organization.kind != Kind::Organization {
                continue;
            }
            let confidence = self.entities[&person]
                .confidence
                .min(self.entities[&organization].confidence);
            works.push(Affiliation {
                person,
                organization,
                role: affiliation.role.clone(),
                quote: affiliation.quote.clone(),
                confidence,
            });
        }
        ResolvedEpisode {
            entities: self.entities.into_values().collect(),
            works,
            ..ResolvedEpisode::default()
        }
    }
}
