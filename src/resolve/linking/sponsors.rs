//! The sponsors that the front matter of an episode names.

use super::episode::EpisodeLinker;
use crate::extract::Rule;
use crate::resolve::resolved::{EpisodeEntity, EpisodeRelation, Form, Identity};
use crate::text::fold::fold_letters;
use crate::text::name_key::key;
use crate::vocabulary::{DocumentPart, DocumentParts, Kind};

impl EpisodeLinker<'_, '_> {
    /// Adds the sponsors that the front matter names.
    pub(super) fn add_sponsors(&mut self) {
        for credit in self.episode.credits.iter().filter(|credit| credit.sponsor) {
            let name = credit.full_name.as_ref().unwrap_or(&credit.name);
            let (kind, label) = self.sponsor_entity(name);
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
            self.add(entity, &[]);
        }
    }

    /// Whom the name of a sponsor means. Where it is an address, perhaps with the show's own mark
    /// behind it ("example.com-abc"), the domain names the sponsor.
    fn sponsor_entity(&self, name: &str) -> (Kind, String) {
        let lexicon = &self.context.knowledge.lexicon;
        let known = |name: &str| {
            let entry = lexicon.entry(*lexicon.find(name).first()?);
            let sponsors = matches!(entry.kind, Kind::Organization | Kind::Product);
            sponsors.then(|| (entry.kind, entry.name.to_owned()))
        };
        let named = |letters: &str| {
            let named = self.entities.iter().find(|(identity, entity)| {
                let sponsors = matches!(identity.kind, Kind::Organization | Kind::Product);
                sponsors
                    && entity
                        .names()
                        .any(|form| fold_letters([form].into_iter()) == letters)
            });
            named.map(|(identity, entity)| (identity.kind, entity.label.clone()))
        };
        let Some(domain) = domain(name) else {
            return named(&fold_letters([name].into_iter()))
                .or_else(|| known(name))
                .unwrap_or((Kind::Organization, name.to_owned()));
        };
        let label = domain.split('.').next().unwrap_or(domain);
        named(&fold_letters([label].into_iter()))
            .or_else(|| known(domain))
            .or_else(|| known(label))
            .unwrap_or((Kind::Organization, domain.to_owned()))
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
