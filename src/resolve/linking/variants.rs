//! One thing under two names in an episode, of which the longer one says no more than the shorter:
//! "Next '19" beside "Google Cloud Next '19", "Firefox browser" beside "Firefox".

use rustc_hash::FxHashMap;

use super::editions::Edition;
use super::episode::EpisodeLinker;
use crate::resolve::resolved::{EpisodeEntity, Form, Identity};
use crate::vocabulary::Kind;

/// What became a form of what.
type United = FxHashMap<Identity, Identity>;

impl EpisodeLinker<'_, '_> {
    /// Unites such names.
    pub(super) fn unite_variants(&mut self) {
        let mut united = FxHashMap::default();
        self.unite_editions(&mut united);
        self.unite_named_kinds(&mut united);
        if united.is_empty() {
            return;
        }
        for entity in self.entity_of.iter_mut().flatten() {
            while let Some(name) = united.get(entity) {
                *entity = name.clone();
            }
        }
    }

    /// "Next '19" beside "Google Cloud Next '19" is that event, and so is "Google Cloud Next", where all
    /// longer names are of one edition.
    fn unite_editions(&mut self, united: &mut United) {
        let events: Vec<(Identity, Edition)> = self
            .entities
            .iter()
            .filter(|(identity, _)| identity.kind == Kind::Event)
            .map(|(identity, entity)| (identity.clone(), Edition::of(&entity.label, &identity.key)))
            .collect();
        for (short, edition) in &events {
            let longer = || {
                let others = events.iter().filter(|(other, _)| other != short);
                others.filter(|(_, other)| edition.names_less_than(other))
            };
            let Some((long, whole)) = longer().max_by_key(|(long, _)| long.key.len()) else {
                continue;
            };
            if longer().any(|(other, edition)| other != long && !edition.names_less_than(whole)) {
                continue;
            }
            self.make_form(short, long, "edition", united);
        }
    }

    /// "Firefox browser" beside "Firefox" is that product: the last word only says what it is. What the
    /// lexicon has under the longer name, or what has a page of its own, is another thing.
    fn unite_named_kinds(&mut self, united: &mut United) {
        let knowledge = &self.context.knowledge;
        let shorter = |long: &Identity| {
            let (name, noun) = long.key.rsplit_once(' ')?;
            if !knowledge.cues.says_kind(noun, long.kind) {
                return None;
            }
            let short = Identity {
                kind: long.kind,
                key: name.to_owned(),
            };
            let (one, other) = (self.entities.get(&short)?, &self.entities[long]);
            let known = !knowledge.lexicon.find(&other.label).is_empty();
            let own_page = !other.pages.is_empty()
                && !one.pages.is_empty()
                && !other.pages.iter().any(|page| one.pages.contains(page));
            (!known && !own_page).then_some(short)
        };
        let named: Vec<(Identity, Identity)> = self
            .entities
            .keys()
            .filter_map(|long| Some((long.clone(), shorter(long)?)))
            .collect();
        for (long, short) in named {
            self.make_form(&long, &short, "kind named", united);
        }
    }

    /// Makes one entity a form of another, unless the producer forbids it.
    fn make_form(
        &mut self,
        form: &Identity,
        name: &Identity,
        rule: &'static str,
        united: &mut United,
    ) {
        let (Some(one), Some(other)) = (self.entities.get(form), self.entities.get(name)) else {
            return;
        };
        let (written, label) = (one.label.clone(), other.label.clone());
        if self.context.forbids(&written, &label, other.names()) {
            return;
        }
        if let Some(mut entity) = self.remove(form) {
            // What led to the form leads to the name now, by this rule.
            entity.forms.retain(|form| form.text != written);
            entity.forms.push(Form::new(written, rule));
            self.unite(EpisodeEntity {
                identity: name.clone(),
                label,
                ..entity
            });
            united.insert(form.clone(), name.clone());
        }
    }
}
