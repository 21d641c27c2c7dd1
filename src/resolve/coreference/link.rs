//! Whom a name means: the people of the episode, or else of the show, whom it matches.

use super::name_match::{NameMatch, PersonName, shortens};
use super::person::{EpisodePeople, Person};
use super::words::words;
use crate::knowledge::name_lists;
use crate::resolve::phonetic_matcher::PhoneticMatcher;
use crate::resolve::statistics::is_full_name;
use crate::text::fold::fold_letters;
use crate::vocabulary::DocumentPart;

impl EpisodePeople<'_> {
    /// The people of whom one of some account names, or the name itself, is an account.
    pub(super) fn account_matches(
        &self,
        form: &str,
        accounts: &[String],
    ) -> Vec<(usize, NameMatch)> {
        if !self.affords(self.people.len() * (1 + accounts.len())) {
            return Vec::new();
        }
        let own = folded(form);
        let full = is_full_name(form);
        let owns = |person: &Person| {
            let known = |name: &String| person.accounts.contains(name);
            let called = |name: &String| {
                !is_full_name(&person.name) && *name == folded(&person.name)
                    || person.forms.iter().any(|(form, _)| *name == folded(form))
            };
            let beside = accounts.iter().any(|name| known(name) || called(name));
            // Two full names are two people, even where they share a page.
            !full && known(&own) || beside && !(full && is_full_name(&person.name))
        };
        let people = self.people.iter().enumerate();
        people
            .filter(|(_, person)| owns(person))
            .map(|(at, _)| (at, NameMatch::Handle))
            .collect()
    }

    /// The people whose short name on the site begins with a given name: "Erin" is "erindavies".
    pub(super) fn slug_prefix_matches(&self, form: &str) -> Vec<(usize, NameMatch)> {
        let given = name_lists::is_given(form) && form.chars().count() > 2;
        if !given || !self.affords(self.people.len()) {
            return Vec::new();
        }
        let begins = |person: &Person| {
            if !person.slug {
                return false;
            }
            let slug = folded(&person.name);
            slug.len() > form.len() + 1 && shortens(form, &slug, 3)
        };
        let people = self.people.iter().enumerate();
        people
            .filter(|(_, person)| begins(person))
            .map(|(at, _)| (at, NameMatch::Handle))
            .collect()
    }

    /// The person of the notes whose name a spoken one must be by its sound.
    pub(super) fn phonetic_match(&self, form: &str) -> Option<usize> {
        // Each name is turned into sounds first.
        if !self.affords(4 * self.people.len()) {
            return None;
        }
        let written = |person: &&Person| {
            person.places.contains(DocumentPart::Notes)
                || person.places.contains(DocumentPart::FrontMatter)
        };
        let full = is_full_name(form);
        let called = |person: &Person| -> String {
            let end = match full {
                true => person.name.len(),
                false => person.name.find(' ').unwrap_or(person.name.len()),
            };
            person.name[..end].to_owned()
        };
        let names: Vec<String> = self.people.iter().filter(written).map(called).collect();
        let name = PhoneticMatcher::new(names.iter().map(String::as_str)).unique_match(form)?;
        let mut people = self.people.iter().enumerate();
        let mut found = people
            .by_ref()
            .filter(|(_, person)| written(person) && called(person) == name);
        let (at, _) = found.next()?;
        found.next().is_none().then_some(at)
    }

    /// The people whose initials a label is.
    pub(super) fn initials_matches(&self, label: &str) -> Vec<(usize, NameMatch)> {
        if !self.affords(self.people.len()) {
            return Vec::new();
        }
        let spells = |person: &Person| {
            is_full_name(&person.name)
                && words(&person.name)
                    .filter_map(|word| word.chars().next())
                    .flat_map(char::to_uppercase)
                    .eq(label.chars())
        };
        let people = self.people.iter().enumerate();
        people
            .filter(|(_, person)| spells(person))
            .map(|(at, _)| (at, NameMatch::Initials))
            .collect()
    }

    /// The people whom a form matches, and how: those whom it matches best.
    pub(super) fn best_matches(&self, form: &str) -> Vec<(usize, NameMatch)> {
        if !self.affords(self.people.len()) {
            let same = self.of_same_name(form).iter();
            return same.map(|at| (*at, NameMatch::Same)).collect();
        }
        let written = PersonName::<&str>::new(form);
        let mut matches: Vec<(usize, NameMatch)> = self
            .people
            .iter()
            .enumerate()
            .filter_map(|(at, person)| {
                let known = self.names_of(at);
                let direct = written
                    .matches(&known.name)
                    // "chris" may be any Chris: a full name of the notes does not spell it out.
                    .filter(|how| !(person.slug && *how == NameMatch::Given && is_full_name(form)));
                // The other forms, as far as comparisons are left.
                let affords = known.forms.is_empty() || self.affords(known.forms.len());
                let other = known
                    .forms
                    .iter()
                    .filter(|_| affords)
                    .filter_map(|form| written.matches(form))
                    .filter(|how| *how <= NameMatch::Variant)
                    .min();
                direct.into_iter().chain(other).min().map(|how| (at, how))
            })
            .collect();
        if let Some(best) = matches.iter().map(|(_, how)| *how).min() {
            matches.retain(|(_, how)| *how == best);
        }
        // Of two Marks the one who takes part is meant.
        let takes_part = |at: usize| self.people[at].role.is_some();
        if matches.len() > 1 && matches.iter().filter(|(at, _)| takes_part(*at)).count() == 1 {
            matches.retain(|(at, _)| takes_part(*at));
        }
        matches
    }
}

/// The letters and digits of one name.
fn folded(name: &str) -> String {
    fold_letters(std::iter::once(name))
}
