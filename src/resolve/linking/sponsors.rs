//! The sponsors that the front matter of an episode names.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::episode::EpisodeLinker;
use crate::extract::Rule;
use crate::resolve::resolved::{EpisodeEntity, EpisodeRelation, Form, Identity};
use crate::text::fold::fold_letters;
use crate::text::name_key::key;
use crate::vocabulary::{DocumentPart, DocumentParts, Kind};

impl EpisodeLinker<'_, '_> {
    /// Adds the sponsors that the front matter names.
    pub(super) fn add_sponsors(&mut self) {
        let mut named = NamedEntities::default();
        for credit in self.episode.credits.iter().filter(|credit| credit.sponsor) {
            let name = credit.full_name.as_ref().unwrap_or(&credit.name);
            let (kind, label) = self.sponsor_entity(name, &mut named);
            let entity = EpisodeEntity {
                identity: Identity {
                    kind,
                    key: key(&label),
                },
                label,
                forms: vec![Form::new(credit.name.as_str(), "sponsor")],
                lexicon: None,
                same_as: credit.urls.clone(),
                confidence: 1.0,
                count: 1,
                places: DocumentParts::of(DocumentPart::FrontMatter),
                quote: credit.quote.clone(),
                rule: Rule::Sponsor,
                relation: EpisodeRelation::Sponsor,
                pages: Vec::new(),
            };
            if let Some(identity) = self.add(entity, &[]) {
                named.add(&identity, &self.entities[&identity].label);
                named.add(&identity, &credit.name);
            }
        }
    }

    /// Whom the name of a sponsor means. Where it is an address, perhaps with the show's own mark
    /// behind it ("example.com-abc"), the domain names the sponsor.
    fn sponsor_entity(&self, name: &str, known_here: &mut NamedEntities) -> (Kind, String) {
        let lexicon = &self.context.knowledge.lexicon;
        let known = |name: &str| {
            let entry = lexicon.entry(*lexicon.find(name).first()?);
            let sponsors = matches!(entry.kind, Kind::Organization | Kind::Product);
            sponsors.then(|| (entry.kind, entry.name.to_owned()))
        };
        let mut named = |name: &str| {
            let identity = known_here.find(name, &self.entities)?;
            Some((identity.kind, self.entities[identity].label.clone()))
        };
        let Some(domain) = domain(name) else {
            return named(name)
                .or_else(|| known(name))
                .unwrap_or((Kind::Organization, name.to_owned()));
        };
        let label = domain.split('.').next().unwrap_or(domain);
        named(label)
            .or_else(|| known(domain))
            .or_else(|| known(label))
            .unwrap_or((Kind::Organization, domain.to_owned()))
    }
}

/// The organizations and products of an episode by the letters of their names; of several with one name the first.
#[derive(Default)]
struct NamedEntities {
    by_letters: FxHashMap<String, Identity>,
    is_read: bool,
}

impl NamedEntities {
    /// The one that has a name.
    fn find(
        &mut self,
        name: &str,
        entities: &BTreeMap<Identity, EpisodeEntity>,
    ) -> Option<&Identity> {
        if !self.is_read {
            self.is_read = true;
            for (identity, entity) in entities {
                entity.names().for_each(|name| self.add(identity, name));
            }
        }
        self.by_letters.get(&fold_letters([name].into_iter()))
    }

    /// Adds a name of an entity.
    fn add(&mut self, identity: &Identity, name: &str) {
        if !matches!(identity.kind, Kind::Organization | Kind::Product) {
            return;
        }
        let letters = fold_letters([name].into_iter());
        let first = self
            .by_letters
            .entry(letters)
            .or_insert_with(|| identity.clone());
        if identity < first {
            first.clone_from(identity);
        }
    }
}

/// The registrable domain that a name begins with, up to a hyphen or its end.
fn domain(name: &str) -> Option<&str> {
    let ends = name
        .match_indices('-')
        .map(|(at, _)| at)
        .chain([name.len()]);
    ends.map(|end| &name[..end]).find_map(|host| {
        let known = psl::suffix(host.as_bytes()).is_some_and(|suffix| suffix.is_known());
        let bare = !host.contains(char::is_whitespace) && host.contains('.');
        psl::domain_str(host).filter(|_| known && bare)
    })
}
