//! One episode being resolved: its people, its things and its sponsors become entities.

mod longer;

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::entity::{EpisodeEntity, Form, Identity, Resolved, Tie, Work};
use super::people::{self, NamedCandidate, Person};
use super::resolver::{Judged, Resolver};
use super::sound::Ear;
use super::summary::ShowCount;
use crate::extract::address::Shape;
use crate::extract::features::fold;
use crate::extract::lexicon::names;
use crate::extract::{Candidate, Mentions, Quote, Rule, key};
use crate::vocabulary::{Kind, Place, Places};

/// How sure it is that a name heard is the one of the notes that it sounds like.
const BY_EAR: f32 = 0.6;

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

/// An episode being resolved.
pub(super) struct Episode<'a, 'm> {
    resolver: &'a Resolver<'a>,
    /// What the document says.
    written: &'m Mentions,
    /// The same, as the producer wants it to be read.
    mentions: &'m Mentions,
    entities: BTreeMap<Identity, EpisodeEntity>,
    /// The entity of each candidate.
    of: Vec<Option<Identity>>,
}

impl<'a, 'm> Episode<'a, 'm> {
    /// An episode of which nothing is resolved yet; `mentions` is what the producer makes of what is
    /// `written`.
    pub fn new(resolver: &'a Resolver<'a>, written: &'m Mentions, mentions: &'m Mentions) -> Self {
        Self {
            resolver,
            written,
            mentions,
            entities: BTreeMap::new(),
            of: vec![None; mentions.candidates.len()],
        }
    }

    /// Resolves it, all but its own facts and its links.
    pub fn resolve(mut self, judged: &[Judged], show: &ShowCount) -> Resolved {
        self.people(judged, show);
        self.things(judged);
        self.sponsors();
        self.finish()
    }

    fn people(&mut self, judged: &[Judged], show: &ShowCount) {
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
                format!("{own} @ {}", self.mentions.episode.source)
            },
        };
        let mut same_as = person.urls.clone();
        let mut pages = Vec::new();
        for index in &person.candidates {
            for page in &self.mentions.candidates[*index as usize].pages {
                let link = &self.mentions.links[*page as usize];
                if link.shape == Shape::Profile && person.known && !same_as.contains(&link.url) {
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
    fn by_ear(&self, candidate: &Candidate) -> bool {
        let spoken = candidate.places == Places::of(Place::Transcript);
        let name = candidate.form.chars().filter(|c| c.is_alphabetic()).count() >= 4
            && candidate.form.starts_with(char::is_uppercase)
            && candidate.form.chars().any(char::is_lowercase);
        spoken
            && name
            && candidate.entries.is_empty()
            && !names::is_common(&candidate.form)
            && self
                .resolver
                .summary
                .names
                .get(&candidate.key)
                .is_some_and(|count| count.episodes == 1)
    }

    /// The names heard that were taken for nothing, long enough to be compared by their sound.
    fn unjudged<'j>(&'j self, judged: &[Judged]) -> impl Iterator<Item = u32> + use<'j> {
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

    fn things(&mut self, judged: &[Judged]) {
        // What the notes name, by kind: towards them alone a name heard is taken.
        let written = |judged: &&Judged| {
            matches!(judged.kind, Kind::Product | Kind::Organization)
                && !judged.candidate.sponsor
                && judged.candidate.places != Places::of(Place::Transcript)
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

    /// The sponsors that the front matter names.
    fn sponsors(&mut self) {
        for credit in self.mentions.credits.iter().filter(|credit| credit.sponsor) {
            let name = credit.full_name.as_ref().unwrap_or(&credit.name);
            let (kind, label) = self.sponsor(name);
            let entity = EpisodeEntity {
                identity: Identity {
                    kind,
                    key: key(&label),
                },
                label,
                forms: vec![Form::new(credit.name.as_str(), "sponsor")],
                known: None,
                same_as: credit.urls.clone(),
                confidence: 1.0,
                count: 1,
                places: Places::of(Place::FrontMatter),
                quote: credit.quote.clone(),
                rule: Rule::Sponsor,
                tie: Tie::Sponsor,
                pages: Vec::new(),
            };
            self.add(entity, &[]);
        }
    }

    /// Whom the name of a sponsor means. Where it is an address, perhaps with the show's own mark
    /// behind it ("example.com-abc"), the domain names the sponsor.
    fn sponsor(&self, name: &str) -> (Kind, String) {
        let lexicon = &self.resolver.knowledge.lexicon;
        let known = |name: &str| {
            let entry = lexicon.entry(*lexicon.find(name).first()?);
            let sponsors = matches!(entry.kind, Kind::Organization | Kind::Product);
            sponsors.then(|| (entry.kind, entry.name.to_owned()))
        };
        let Some(domain) = domain(name) else {
            return known(name).unwrap_or((Kind::Organization, name.to_owned()));
        };
        let label = domain.split('.').next().unwrap_or(domain);
        let letters = fold([label].into_iter());
        let named = self.entities.iter().find(|(identity, entity)| {
            let sponsors = matches!(identity.kind, Kind::Organization | Kind::Product);
            sponsors
                && entity
                    .names()
                    .any(|form| fold([form].into_iter()) == letters)
        });
        named
            .map(|(identity, entity)| (identity.kind, entity.label.clone()))
            .or_else(|| known(domain))
            .or_else(|| known(label))
            .unwrap_or((Kind::Organization, domain.to_owned()))
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
                let before = |quote: &Quote| (quote.line, quote.column);
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

    fn finish(self) -> Resolved {
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
            works.push(Work {
                person,
                organization,
                role: affiliation.role.clone(),
                quote: affiliation.quote.clone(),
                confidence,
            });
        }
        Resolved {
            entities: self.entities.into_values().collect(),
            works,
            ..Resolved::default()
        }
    }
}

/// Whether a name is the show's own account ("@rustaceanfm" of Rustacean Station), and no person.
fn is_own_account(candidate: &Candidate, mentions: &Mentions) -> bool {
    let fold = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let (form, show) = (fold(&candidate.form), fold(&mentions.episode.show));
    let single = !candidate.form.contains(' ');
    single
        && show.len() >= 4
        && (form.contains(&show) || form.get(..6).is_some_and(|start| show.starts_with(start)))
}
