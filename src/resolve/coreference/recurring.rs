//! Those whose full names a show knows: whom its single names and its site's short names mean.

use super::name_match::{NameMatch, PersonName};
use crate::resolve::statistics::{ShowStatistics, is_full_name};

/// In so many episodes somebody is named who is known to the show by one name alone.
const RECURRING: u32 = 3;

/// The full names of a show, taken apart once for all of its episodes; the commonest first.
#[derive(Debug, Default)]
pub(crate) struct RecurringPeople {
    people: Vec<RecurringPerson>,
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
        Self { people }
    }

    /// The one person whom a single name fits: named in several episodes, and far more often than
    /// anybody else whom it would fit.
    pub(super) fn unique_match(&self, form: &str) -> Option<(&str, NameMatch)> {
        let form = PersonName::<&str>::new(form);
        if !form.is_single() {
            return None;
        }
        let mut matching = self
            .people
            .iter()
            .take_while(|person| person.episodes >= RECURRING)
            .filter_map(|person| Some((person, form.matches(&person.name)?)))
            .filter(|(_, how)| {
                matches!(
                    how,
                    NameMatch::Given | NameMatch::Surname | NameMatch::Handle
                )
            });
        let (best, how) = matching.next()?;
        // Another form of the same name is no rival.
        let rival = matching.find(|(other, _)| best.name.matches(&other.name).is_none());
        let dominates = rival.is_none_or(|(other, _)| other.episodes * 4 <= best.episodes);
        dominates.then_some((best.written.as_str(), how))
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
        ];
        for (form, expected) in cases {
            let found = recurring.unique_match(form).map(|(name, _)| name);
            assert_eq!(found, expected, "{form}");
        }
        assert_eq!(recurring.spelled_out("scottdoe"), Some("Scott Doe"));
        assert_eq!(recurring.spelled_out("kimroe"), None);
    }
}
