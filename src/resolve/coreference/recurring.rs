//! Those whose full names a show knows: whom its single names and its site's short names mean.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::labels::{is_initials, is_nobody};
use super::name_match::{NameMatch, PersonName};
use super::words::{folded_word, person_key, words};
use crate::resolve::statistics::{ShowStatistics, is_full_name};

/// In so many episodes somebody is named who is known to the show by one name alone.
const RECURRING: u32 = 3;

/// A single name is compared with so many people of a show, the commonest. Few shows have more who come again.
const COMMONEST: usize = 2_000;

/// The names of a show's people, taken apart once for all of its episodes; the commonest first.
#[derive(Debug, Default)]
pub(crate) struct RecurringPeople {
    people: Vec<RecurringPerson>,
    /// Keys of single names that mean one person in the whole show.
    singles: BTreeSet<String>,
    /// Keys of names that are another name with more or less in the middle, and the key of that.
    variants: BTreeMap<String, String>,
}

#[derive(Debug)]
struct RecurringPerson {
    written: String,
    name: PersonName<Box<str>>,
    episodes: u32,
}

impl RecurringPeople {
    /// Those of a show.
    pub(crate) fn of(show: &ShowStatistics) -> Self {
        let full = show.people.iter().filter(|(name, _)| is_full_name(name));
        let mut people: Vec<RecurringPerson> = full
            .map(|(name, count)| RecurringPerson {
                written: name.clone(),
                name: PersonName::new(name),
                episodes: count.episodes,
            })
            .collect();
        // By alphabet among equals: the sort is stable.
        people.sort_by_key(|person| std::cmp::Reverse(person.episodes));
        Self {
            singles: singles(show, &people),
            variants: variants(&people),
            people,
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether a single name is used again and again in the show, and nobody else's: one person's.
    pub(crate) fn is_one_person(&self, single: &str) -> bool {
        self.singles.contains(&person_key(single))
    }

    /// The key by which a full name goes in the whole show: one for "Jane Doe" and "Jane Q. Doe", where
    /// no other Jane Doe is there.
    pub(crate) fn key_of(&self, name: &str) -> String {
        let own = person_key(name);
        self.variants.get(&own).cloned().unwrap_or(own)
    }

    /// The one person whom a single name fits: named in several episodes, and far more often than
    /// anybody else whom it would fit. A short form fits nobody: who is meant stands nowhere in the
    /// episode.
    pub(super) fn unique_match(&self, form: &str) -> Option<(&str, NameMatch)> {
        let single = PersonName::<&str>::new(form);
        if !single.is_single() {
            return None;
        }
        let mut matching = self
            .people
            .iter()
            .take(COMMONEST)
            .take_while(|person| person.episodes >= RECURRING)
            .filter_map(|person| Some((person, single.matches(&person.name)?)))
            .filter(|(person, how)| match how {
                NameMatch::Given => person.name.has_word(form),
                NameMatch::Surname | NameMatch::Handle => true,
                _ => false,
            });
        let (best, how) = matching.next()?;
        // Another form of the same name is no rival.
        let rival = matching.find(|(other, _)| best.name.matches(&other.name).is_none());
        let dominates = rival.is_none_or(|(other, _)| other.episodes * 4 <= best.episodes);
        // The commonest form of the name stands for all of them.
        let same = |person: &&RecurringPerson| best.name.matches(&person.name).is_some();
        let commonest = self.people.iter().take(COMMONEST).find(same);
        let commonest = commonest.unwrap_or(best);
        dominates.then_some((commonest.written.as_str(), how))
    }

    /// The one full name that a site's short name is made of.
    pub(super) fn spelled_out(&self, slug: &str) -> Option<&str> {
        let mut owners = self
            .people
            .iter()
            .filter(|person| person.name.has_handle(slug));
        let owner = owners.next()?;
        owners.next().is_none().then_some(owner.written.as_str())
    }
}

/// The keys of single names that several episodes have, and that no full name of the show claims.
fn singles(show: &ShowStatistics, people: &[RecurringPerson]) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, (&str, u32)> = BTreeMap::new();
    for (name, count) in &show.people {
        if is_full_name(name) || is_nobody(name) || is_initials(name) {
            continue;
        }
        let (_, most) = counts.entry(person_key(name)).or_insert((name, 0));
        *most = (*most).max(count.episodes);
    }
    // In how many episodes the commonest full name is that has a word.
    let mut owners: FxHashMap<String, u32> = FxHashMap::default();
    for person in people {
        for word in words(&person.written) {
            let most = owners.entry(folded_word(word)).or_default();
            *most = (*most).max(person.episodes);
        }
    }
    let claimed = |name: &str, episodes: u32| {
        let most = owners.get(&folded_word(name)).copied();
        most.is_some_and(|most| most * 4 > episodes)
    };
    counts
        .into_iter()
        .filter(|(_, (name, episodes))| *episodes >= RECURRING && !claimed(name, *episodes))
        .map(|(key, _)| key)
        .collect()
}

/// The keys of names that go by the key of another one; people come sorted, the commonest first.
fn variants(people: &[RecurringPerson]) -> BTreeMap<String, String> {
    let mut by_ends: BTreeMap<(String, String), Vec<&RecurringPerson>> = BTreeMap::new();
    for person in people {
        let mut words = words(&person.written).map(person_key);
        if let (Some(first), Some(last)) = (words.next(), words.last()) {
            by_ends.entry((first, last)).or_default().push(person);
        }
    }
    let mut variants = BTreeMap::new();
    for same in by_ends.values() {
        let (bare, longer): (Vec<&RecurringPerson>, Vec<&RecurringPerson>) = same
            .iter()
            .partition(|person| words(&person.written).count() == 2);
        let mut fuller: Vec<String> = longer
            .iter()
            .map(|person| person_key(&person.written))
            .collect();
        fuller.sort();
        fuller.dedup();
        // Two with other names between: whose the bare name is, nobody knows.
        if let ([one], Some(bare)) = (fuller.as_slice(), bare.first()) {
            variants.insert(one.clone(), person_key(&bare.written));
        }
    }
    variants
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::statistics::PersonStatistics;

    fn show(people: &[(&str, u32)]) -> ShowStatistics {
        let count = |episodes| PersonStatistics {
            episodes,
            ..PersonStatistics::default()
        };
        ShowStatistics {
            people: people
                .iter()
                .map(|(name, episodes)| ((*name).to_owned(), count(*episodes)))
                .collect(),
            ..ShowStatistics::default()
        }
    }

    #[test]
    fn single_names_mean_who_is_named_far_more_often() {
        let people = [
            ("Wes Roe", 40),
            ("Wes Doe", 2),
            ("Scott Roe", 8),
            ("Scott Doe", 4),
            ("Robert Quill", 12),
            ("Bob Quill", 3),
        ];
        let show = show(&people);
        let recurring = RecurringPeople::of(&show);
        let cases = [
            ("Wes", Some("Wes Roe")),
            // A rival who is named half as often.
            ("Scott", None),
            // Two forms of one name.
            ("Bob", Some("Robert Quill")),
            ("Quill", Some("Robert Quill")),
            // A full name is nobody else's.
            ("Wes Poe", None),
            ("Kim", None),
            // Short forms of who is not there.
            ("Rob", None),
        ];
        for (form, expected) in cases {
            let found = recurring.unique_match(form).map(|(name, _)| name);
            assert_eq!(found, expected, "{form}");
        }
        assert_eq!(recurring.spelled_out("scottdoe"), Some("Scott Doe"));
        assert_eq!(recurring.spelled_out("kimroe"), None);
    }

    #[test]
    fn single_names_that_are_used_again_and_again_are_one_person() {
        let people = [
            ("Joe", 9),
            ("Rob", 2),
            ("Kim", 9),
            ("Kim Quill", 4),
            ("Ann", 9),
            ("Ann Quill", 1),
            ("Speaker", 9),
        ];
        let recurring = RecurringPeople::of(&show(&people));
        let cases = [
            ("Joe", true),
            ("JOE", true),
            // In too few episodes.
            ("Rob", false),
            // Perhaps Kim Quill.
            ("Kim", false),
            // Ann Quill was there once.
            ("Ann", true),
            ("Speaker", false),
        ];
        for (name, expected) in cases {
            assert_eq!(recurring.is_one_person(name), expected, "{name}");
        }
    }

    #[test]
    fn middle_names_may_be_left_out() {
        let people = [
            ("Jane Doe", 4),
            ("Jane Q. Doe", 1),
            ("Max Roe", 4),
            ("Max A. Roe", 1),
            ("Max B. Roe", 1),
        ];
        let recurring = RecurringPeople::of(&show(&people));
        let cases = [
            ("Jane Q. Doe", "Jane Doe", true),
            // Two of them: nobody knows which.
            ("Max A. Roe", "Max Roe", false),
            ("Max A. Roe", "Max B. Roe", false),
        ];
        for (one, other, expected) in cases {
            let same = recurring.key_of(one) == recurring.key_of(other);
            assert_eq!(same, expected, "{one} / {other}");
        }
    }
}
