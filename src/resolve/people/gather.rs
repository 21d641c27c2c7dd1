//! Takes the names of an episode in, one after the other: each is a form of somebody who is there
//! already, or somebody new.

use super::fit::{Fit, Name};
use super::label::{is_initials, is_nobody, spell_label, spell_tag};
use super::words::words;
use super::{Cast, NamedCandidate, Person};
use crate::extract::{ExtractedEpisode, Rule};
use crate::resolve::summary::is_full_name;
use crate::vocabulary::{DocumentPart, DocumentParts};

impl Cast<'_> {
    pub(super) fn credits(&mut self, mentions: &ExtractedEpisode) {
        for credit in mentions.credits.iter().filter(|credit| !credit.sponsor) {
            let name = credit
                .full_name
                .clone()
                .unwrap_or_else(|| credit.name.clone());
            let mut person = Person {
                known: true,
                forms: Vec::new(),
                urls: credit.urls.clone(),
                role: credit.role.map(|role| (role, Rule::Credit)),
                candidates: Vec::new(),
                count: 1,
                places: DocumentParts::of(DocumentPart::FrontMatter),
                quote: credit.quote.clone(),
                rule: Rule::Credit,
                confidence: 1.0,
                slug: credit.is_slug && credit.full_name.is_none(),
                accounts: Vec::new(),
                turns: 0,
                name,
            };
            if person.name != credit.name {
                person.forms.push((credit.name.clone(), "people page"));
            } else if person.slug
                && let Some(name) = self.regulars.spelled_out(&credit.name)
            {
                name.clone_into(&mut person.name);
                person.slug = false;
                person
                    .forms
                    .push((credit.name.clone(), Fit::Handle.reason()));
            }
            match self.fitting(&person.name).as_slice() {
                [(at, Fit::Same | Fit::Variant)] => {
                    let known = &mut self.people[*at];
                    known.role = known.role.or(person.role);
                    known.count += 1;
                }
                _ => self.people.push(person),
            }
        }
    }

    pub(super) fn candidate(
        &mut self,
        mentions: &ExtractedEpisode,
        named: &NamedCandidate,
        full: bool,
    ) {
        let candidate = &mentions.candidates[named.index as usize];
        let accounts: Vec<String> = mentions
            .accounts
            .iter()
            .filter(|account| account.person == named.index)
            .map(|account| account.name.clone())
            .collect();
        let mut fits = self.fitting(&candidate.form);
        if fits.is_empty() {
            fits = self.owners(&candidate.form, &accounts);
        }
        if fits.is_empty() && !full {
            fits = self.begun(&candidate.form);
        }
        if fits.is_empty() && named.by_ear {
            fits = self
                .heard(&candidate.form)
                .map(|at| (at, Fit::Sound))
                .into_iter()
                .collect();
        }
        let at = match fits.as_slice() {
            [(at, fit)] => {
                let (at, fit) = (*at, *fit);
                let person = &mut self.people[at];
                let fuller = words(&candidate.form).count() > words(&person.name).count();
                if full && fuller && !matches!(fit, Fit::Same | Fit::Sound) {
                    let shorter = std::mem::replace(&mut person.name, candidate.form.clone());
                    person.forms.push((shorter, fit.reason()));
                } else if candidate.form != person.name {
                    person.forms.push((candidate.form.clone(), fit.reason()));
                    // "scott" of the site's own is who is called Scott in all of the show.
                    if person.slug
                        && !full
                        && let Some((name, _)) = self.regulars.meant(&candidate.form)
                        && Name::new(name).makes(&person.name)
                    {
                        let slug = std::mem::replace(&mut person.name, name.to_owned());
                        person.forms.push((slug, Fit::Handle.reason()));
                        person.slug = false;
                    }
                }
                at
            }
            // Somebody in the show's own words: "Wes" where Wes Bos is in every episode.
            [] if !full => match self.regulars.meant(&candidate.form) {
                Some((name, fit)) => {
                    let at = self.add(name, mentions, named);
                    self.people[at]
                        .forms
                        .push((candidate.form.clone(), fit.reason()));
                    self.people[at].known = true;
                    at
                }
                None => self.add(&candidate.form, mentions, named),
            },
            // Two fit, or none: this name stands for itself.
            _ => self.add(&candidate.form, mentions, named),
        };
        let person = &mut self.people[at];
        person.accounts.extend(accounts);
        person.candidates.push(named.index);
        person.count += candidate.count;
        person.places = person.places.union(candidate.places);
        person.rule = person.rule.min(candidate.rule);
        person.confidence = person.confidence.max(named.probability);
    }

    fn add(&mut self, name: &str, mentions: &ExtractedEpisode, named: &NamedCandidate) -> usize {
        let candidate = &mentions.candidates[named.index as usize];
        self.people.push(Person {
            name: spell_tag(name),
            known: is_full_name(name),
            forms: Vec::new(),
            urls: Vec::new(),
            role: None,
            candidates: Vec::new(),
            count: 0,
            places: candidate.places,
            quote: candidate.quote.clone(),
            rule: candidate.rule,
            confidence: named.probability,
            slug: false,
            accounts: Vec::new(),
            turns: 0,
        });
        self.people.len() - 1
    }

    pub(super) fn speakers(&mut self, mentions: &ExtractedEpisode) {
        for speaker in &mentions.speakers {
            if is_nobody(&speaker.label) || speaker.turns < 2 && !is_full_name(&speaker.label) {
                continue;
            }
            let name = spell_label(&speaker.label);
            let mut fits = self.fitting(&name);
            if fits.is_empty() && is_initials(&speaker.label) {
                fits = self.initials(&speaker.label);
                // Whose they are is not said: "CC" names nobody.
                if fits.len() != 1 {
                    continue;
                }
            }
            let at = match fits.as_slice() {
                [(at, fit)] => {
                    let (at, fit) = (*at, *fit);
                    if fit == Fit::Variant
                        && words(&name).count() > words(&self.people[at].name).count()
                    {
                        self.people[at].name.clone_from(&name);
                    }
                    at
                }
                fits => {
                    let regular = if fits.is_empty() {
                        self.regulars.meant(&name)
                    } else {
                        None
                    };
                    let full = regular.map_or_else(|| name.clone(), |(name, _)| name.to_owned());
                    self.people.push(Person {
                        known: is_full_name(&full),
                        name: full,
                        forms: Vec::new(),
                        urls: Vec::new(),
                        role: None,
                        candidates: Vec::new(),
                        count: 0,
                        places: DocumentParts::of(DocumentPart::Transcript),
                        quote: speaker.quote.clone(),
                        rule: Rule::Speaker,
                        confidence: 0.9,
                        slug: false,
                        accounts: Vec::new(),
                        turns: 0,
                    });
                    self.people.len() - 1
                }
            };
            let person = &mut self.people[at];
            person.turns += speaker.turns;
            person.count += speaker.turns;
            person.places.insert(DocumentPart::Transcript);
            person.confidence = person.confidence.max(0.9);
            if person.name != speaker.label
                && !person.forms.iter().any(|(form, _)| *form == speaker.label)
            {
                person.forms.push((speaker.label.clone(), "speaker label"));
            }
        }
    }
}
