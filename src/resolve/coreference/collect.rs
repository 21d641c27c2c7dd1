//! Takes the names of an episode in, one after the other: each is a form of somebody who is there
//! already, or somebody new.

use super::labels::{is_initials, is_nobody, spell_label, spell_tag};
use super::name_match::{NameMatch, PersonName};
use super::person::{EpisodePeople, NamedCandidate, Person};
use super::words::{untitled, words};
use crate::extract::{Candidate, ExtractedEpisode, Rule};
use crate::resolve::statistics::is_full_name;
use crate::vocabulary::{DocumentPart, DocumentParts};

impl EpisodePeople<'_> {
    pub(super) fn collect_credits(&mut self, episode: &ExtractedEpisode) {
        for credit in episode.credits.iter().filter(|credit| !credit.sponsor) {
            let name = credit
                .full_name
                .clone()
                .unwrap_or_else(|| credit.name.clone());
            let name = untitled(&name).into_owned();
            // A title alone names nobody.
            if name.is_empty() {
                continue;
            }
            let mut person = Person {
                is_identified: true,
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
                && self.affords(self.recurring.len())
                && let Some(name) = self.recurring.spelled_out(&credit.name)
            {
                name.clone_into(&mut person.name);
                person.slug = false;
                person
                    .forms
                    .push((credit.name.clone(), NameMatch::Handle.reason()));
            }
            match self.best_matches(&person.name).as_slice() {
                [(at, NameMatch::Same | NameMatch::Variant)] => {
                    let known = &mut self.people[*at];
                    known.role = known.role.or(person.role);
                    known.count += 1;
                }
                _ => {
                    self.push(person);
                }
            }
        }
    }

    pub(super) fn collect_candidate(
        &mut self,
        episode: &ExtractedEpisode,
        named: &NamedCandidate,
        full: bool,
    ) {
        let candidate = &episode.candidates[named.index as usize];
        // A title alone names nobody: "Dame", the game.
        if untitled(&candidate.form).is_empty() {
            return;
        }
        // Accounts are sorted by whose they are.
        let first = episode
            .accounts
            .partition_point(|account| account.person < named.index);
        let accounts: Vec<String> = episode.accounts[first..]
            .iter()
            .take_while(|account| account.person == named.index)
            .map(|account| account.name.clone())
            .collect();
        let mut matches = self.best_matches(&candidate.form);
        if matches.is_empty() {
            matches = self.account_matches(&candidate.form, &accounts);
        }
        if matches.is_empty() && !full {
            matches = self.slug_prefix_matches(&candidate.form);
        }
        if matches.is_empty() && named.from_transcript_only {
            matches = self
                .phonetic_match(&candidate.form)
                .map(|at| (at, NameMatch::Sound))
                .into_iter()
                .collect();
        }
        let at = match matches.as_slice() {
            [(at, how)] => {
                let (at, how) = (*at, *how);
                let person = &mut self.people[at];
                let fuller = words(&candidate.form).count() > words(&person.name).count();
                if full && fuller && !matches!(how, NameMatch::Same | NameMatch::Sound) {
                    let shorter = std::mem::replace(&mut person.name, candidate.form.clone());
                    person.forms.push((shorter, how.reason()));
                } else if candidate.form != person.name {
                    person.forms.push((candidate.form.clone(), how.reason()));
                    // "scott" of the site's own is who is called Scott in all of the show.
                    if person.slug
                        && !full
                        && let Some((name, _)) = self.recurring.unique_match(&candidate.form)
                        && PersonName::<&str>::new(name).has_handle(&person.name)
                    {
                        let slug = std::mem::replace(&mut person.name, name.to_owned());
                        person.forms.push((slug, NameMatch::Handle.reason()));
                        person.slug = false;
                    }
                }
                at
            }
            // Somebody whom the whole show knows: "Wes" where Wes Bos is in every episode.
            [] if !full => match self.recurring.unique_match(&candidate.form) {
                Some((name, how)) => {
                    let at = self.add(name, episode, named);
                    self.people[at]
                        .forms
                        .push((candidate.form.clone(), how.reason()));
                    self.people[at].is_identified = true;
                    at
                }
                None => self.add(&candidate.form, episode, named),
            },
            // "Mark" where two hosts are called so.
            _ if !full && matches.len() > 1 => {
                let Some(at) = self.decided(&matches, candidate, episode) else {
                    return;
                };
                self.people[at]
                    .forms
                    .push((candidate.form.clone(), NameMatch::Given.reason()));
                at
            }
            // Two match, or none: this name stands for itself.
            _ => self.add(&candidate.form, episode, named),
        };
        let person = &mut self.people[at];
        person.accounts.extend(accounts);
        person.candidates.push(named.index);
        person.count += candidate.count;
        person.places = person.places.union(candidate.places);
        person.rule = person.rule.min(candidate.rule);
        person.confidence = person.confidence.max(named.probability);
        self.renamed(at);
    }

    /// Whom a single name means that fits several people of the episode: the only one of them who
    /// speaks, or whose name the address makes that it links to.
    fn decided(
        &self,
        matches: &[(usize, NameMatch)],
        candidate: &Candidate,
        episode: &ExtractedEpisode,
    ) -> Option<usize> {
        let only = |is_meant: &dyn Fn(&Person) -> bool| {
            let mut meant = matches.iter().filter(|(at, _)| is_meant(&self.people[*at]));
            let (at, _) = meant.next()?;
            meant.next().is_none().then_some(*at)
        };
        let links = || {
            candidate
                .pages
                .iter()
                .map(|page| &episode.links[*page as usize].url)
        };
        only(&|person| person.turns > 0).or_else(|| {
            only(&|person| {
                let name = PersonName::<&str>::new(&person.name);
                links().any(|url| {
                    let account = url.rsplit('/').next().unwrap_or_default();
                    let account = account.trim_start_matches('@');
                    name.has_handle(account) || person.urls.contains(url)
                })
            })
        })
    }

    fn add(&mut self, name: &str, episode: &ExtractedEpisode, named: &NamedCandidate) -> usize {
        let candidate = &episode.candidates[named.index as usize];
        self.push(Person {
            name: spell_tag(&untitled(name)),
            is_identified: is_full_name(name),
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
        })
    }

    pub(super) fn collect_speakers(&mut self, episode: &ExtractedEpisode) {
        for speaker in &episode.speakers {
            if is_nobody(&speaker.label) || speaker.turns < 2 && !is_full_name(&speaker.label) {
                continue;
            }
            let name = untitled(&spell_label(&speaker.label)).into_owned();
            let mut matches = self.best_matches(&name);
            if matches.is_empty() && is_initials(&speaker.label) {
                matches = self.initials_matches(&speaker.label);
                // Whose they are is not said: "CC" names nobody.
                if matches.len() != 1 {
                    continue;
                }
            }
            let at = match matches.as_slice() {
                [(at, how)] => {
                    let (at, how) = (*at, *how);
                    if how == NameMatch::Variant
                        && words(&name).count() > words(&self.people[at].name).count()
                    {
                        self.people[at].name.clone_from(&name);
                    }
                    at
                }
                matches => {
                    let recurring = if matches.is_empty() {
                        self.recurring.unique_match(&name)
                    } else {
                        None
                    };
                    let full = recurring.map_or_else(|| name.clone(), |(name, _)| name.to_owned());
                    self.push(Person {
                        is_identified: is_full_name(&full),
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
                    })
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
            self.renamed(at);
        }
    }
}
