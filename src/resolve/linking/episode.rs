//! One episode being linked: the entities found so far, and what belongs to one of them united.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::candidate_keys::CandidateKeys;
use super::context::LinkingContext;
use crate::extract::{ExtractedEpisode, Quote};
use crate::resolve::resolved::{
    Affiliation, EpisodeEntity, EpisodeRelation, Form, Identity, ResolvedEpisode,
};
use crate::vocabulary::Kind;

/// An episode whose candidates are being linked to entities.
pub(super) struct EpisodeLinker<'a, 'm> {
    pub(super) context: &'a LinkingContext,
    /// What the document says.
    written: &'m ExtractedEpisode,
    /// The same, as the producer wants it to be read.
    pub(super) episode: &'m ExtractedEpisode,
    pub(super) entities: BTreeMap<Identity, EpisodeEntity>,
    /// Its candidates by their keys.
    pub(super) keys: CandidateKeys<'m>,
    /// The entity of each candidate.
    pub(super) entity_of: Vec<Option<Identity>>,
    /// The forms of entities that have more than [`FEW`].
    many_forms: FxHashMap<Identity, FxHashSet<String>>,
    /// Their pages, likewise.
    many_pages: FxHashMap<Identity, FxHashSet<u32>>,
}

/// So many forms or pages of an entity are looked through.
const FEW: usize = 16;

impl<'a, 'm> EpisodeLinker<'a, 'm> {
    /// An episode of which nothing is linked yet; `episode` is what the producer makes of what is
    /// `written`.
    pub(super) fn new(
        context: &'a LinkingContext,
        written: &'m ExtractedEpisode,
        episode: &'m ExtractedEpisode,
    ) -> Self {
        Self {
            context,
            written,
            episode,
            entities: BTreeMap::new(),
            keys: CandidateKeys::new(&episode.candidates),
            entity_of: vec![None; episode.candidates.len()],
            many_forms: FxHashMap::default(),
            many_pages: FxHashMap::default(),
        }
    }

    /// Adds the entity that some candidates are, or what it adds to one that is there. Gives its identity, unless
    /// the producer drops it.
    pub(super) fn add(
        &mut self,
        mut entity: EpisodeEntity,
        candidates: &[u32],
    ) -> Option<Identity> {
        if let Some(curator) = &self.context.curator {
            let label = entity.label.clone();
            match curator.apply_after(entity) {
                Some(settled) => entity = settled,
                None => return None,
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
            self.entity_of[*index as usize] = Some(entity.identity.clone());
        }
        let identity = entity.identity.clone();
        self.unite(entity);
        Some(identity)
    }

    /// Adds an entity, or what it says to the one of the same identity.
    pub(super) fn unite(&mut self, entity: EpisodeEntity) {
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
                if (entity.relation, &entity.rule) < (known.relation, &known.rule)
                    && known.relation != EpisodeRelation::Mention
                    || entity.relation < known.relation
                {
                    known.relation = entity.relation;
                    known.rule = entity.rule;
                }
                known.confidence = known.confidence.max(entity.confidence);
                let label = Form::new(entity.label, "spelling");
                for form in entity.forms.into_iter().chain([label]) {
                    let new = if known.forms.len() < FEW {
                        known.forms.iter().all(|known| known.text != form.text)
                    } else {
                        let many = self.many_forms.entry(entity.identity.clone());
                        let texts = known.forms.iter().map(|form| form.text.clone());
                        many.or_insert_with(|| texts.collect())
                            .insert(form.text.clone())
                    };
                    if new && form.text != known.label {
                        known.forms.push(form);
                    }
                }
                known.lexicon = known.lexicon.take().or(entity.lexicon);
                for page in entity.pages {
                    let new = if known.pages.len() < FEW {
                        !known.pages.contains(&page)
                    } else {
                        let many = self.many_pages.entry(entity.identity.clone());
                        many.or_insert_with(|| known.pages.iter().copied().collect())
                            .insert(page)
                    };
                    if new {
                        known.pages.push(page);
                    }
                }
            }
        }
    }

    /// Takes an entity out.
    pub(super) fn remove(&mut self, identity: &Identity) -> Option<EpisodeEntity> {
        self.many_forms.remove(identity);
        self.many_pages.remove(identity);
        self.entities.remove(identity)
    }

    /// Counts a name within a longer one of the same entity once: "Danielle" in "Danielle Osei".
    fn count_once(&mut self) {
        let candidates = &self.episode.candidates;
        for (index, identity) in self.entity_of.iter().enumerate() {
            let Some(identity) = identity else { continue };
            let candidate = &candidates[index];
            let same = |longer: &&u32| {
                let longer = **longer as usize;
                longer != index && self.entity_of[longer].as_ref() == Some(identity)
            };
            let longer = candidate.inside.iter().filter(same);
            let within: u32 = longer
                .map(|longer| candidates[*longer as usize].count)
                .sum();
            let within = within.min(candidate.count.saturating_sub(candidate.free));
            if let Some(entity) = self.entities.get_mut(identity) {
                entity.count = entity.count.saturating_sub(within).max(1);
            }
        }
    }

    /// What was linked, all but the episode's own facts and its links.
    pub(super) fn finish(mut self) -> ResolvedEpisode {
        self.count_once();
        let mut affiliations = Vec::new();
        for affiliation in &self.episode.affiliations {
            let person = self.entity_of[affiliation.person as usize].clone();
            let organization = self.entity_of[affiliation.organization as usize].clone();
            let (Some(person), Some(organization)) = (person, organization) else {
                continue;
            };
            if person.kind != Kind::Person || organization.kind != Kind::Organization {
                continue;
            }
            let confidence = self.entities[&person]
                .confidence
                .min(self.entities[&organization].confidence);
            affiliations.push(Affiliation {
                person,
                organization,
                role: affiliation.role.clone(),
                quote: affiliation.quote.clone(),
                confidence,
            });
        }
        ResolvedEpisode {
            entities: self.entities.into_values().collect(),
            affiliations,
            ..ResolvedEpisode::default()
        }
    }
}
