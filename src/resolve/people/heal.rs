//! Whom a name means: the people of the episode, or else of the show, whom it fits.

use super::fit::{Fit, Name, shortens};
use super::words::{fold, words};
use super::{Cast, Person};
use crate::knowledge::name_lists;
use crate::resolve::sound::Ear;
use crate::resolve::summary::is_full_name;
use crate::vocabulary::DocumentPart;

impl Cast<'_> {
    /// The people of whom one of some account names, or the name itself, is an account.
    pub(super) fn owners(&self, form: &str, accounts: &[String]) -> Vec<(usize, Fit)> {
        let own = fold(form);
        let full = is_full_name(form);
        let owns = |person: &Person| {
            let known = |name: &String| person.accounts.contains(name);
            let called = |name: &String| {
                !is_full_name(&person.name) && *name == fold(&person.name)
                    || person.forms.iter().any(|(form, _)| *name == fold(form))
            };
            let beside = accounts.iter().any(|name| known(name) || called(name));
            // Two full names are two people, even where they share a page.
            !full && known(&own) || beside && !(full && is_full_name(&person.name))
        };
        let people = self.people.iter().enumerate();
        people
            .filter(|(_, person)| owns(person))
            .map(|(at, _)| (at, Fit::Handle))
            .collect()
    }

    /// The people whose short name on the site begins with a given name: "Erin" is "erindavies".
    pub(super) fn begun(&self, form: &str) -> Vec<(usize, Fit)> {
        let given = name_lists::is_given(form) && form.chars().count() > 2;
        let begins = |person: &Person| {
            let slug = fold(&person.name);
            given && person.slug && slug.len() > form.len() + 1 && shortens(form, &slug, 3)
        };
        let people = self.people.iter().enumerate();
        people
            .filter(|(_, person)| begins(person))
            .map(|(at, _)| (at, Fit::Handle))
            .collect()
    }

    /// The person of the notes whose name a spoken one must be by its sound.
    pub(super) fn heard(&self, form: &str) -> Option<usize> {
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
        let meant = Ear::new(names.iter().map(String::as_str)).meant(form)?;
        let mut people = self.people.iter().enumerate();
        let mut found = people
            .by_ref()
            .filter(|(_, person)| written(person) && called(person) == meant);
        let (at, _) = found.next()?;
        found.next().is_none().then_some(at)
    }

    /// The people whose initials a label is.
    pub(super) fn initials(&self, label: &str) -> Vec<(usize, Fit)> {
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
            .map(|(at, _)| (at, Fit::Initials))
            .collect()
    }

    /// The people whom a form fits: all of the best fit.
    pub(super) fn fitting(&self, form: &str) -> Vec<(usize, Fit)> {
        let written = Name::new(form);
        let fit = |name: &str| written.fit(&Name::new(name));
        let mut fits: Vec<(usize, Fit)> = self
            .people
            .iter()
            .enumerate()
            .filter_map(|(at, person)| {
                let direct = fit(&person.name)
                    // "chris" may be any Chris: a full name of the notes does not spell it out.
                    .filter(|fit| !(person.slug && *fit == Fit::Given && is_full_name(form)));
                let other = person
                    .forms
                    .iter()
                    .filter_map(|(known, _)| fit(known).filter(|fit| *fit <= Fit::Variant))
                    .min();
                direct.into_iter().chain(other).min().map(|fit| (at, fit))
            })
            .collect();
        if let Some(best) = fits.iter().map(|(_, fit)| *fit).min() {
            fits.retain(|(_, fit)| *fit == best);
        }
        // Of two Marks the one who takes part is meant.
        let takes_part = |at: usize| self.people[at].role.is_some();
        if fits.len() > 1 && fits.iter().filter(|(at, _)| takes_part(*at)).count() == 1 {
            fits.retain(|(at, _)| takes_part(*at));
        }
        fits
    }
}
