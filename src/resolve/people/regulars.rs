//! Those whose full names a show knows: whom its single names and its site's short names mean.

use super::fit::{Fit, Name};
use crate::resolve::summary::{ShowStatistics, is_full_name};

/// In so many episodes somebody is named who is known to the show by one name alone.
const REGULAR: u32 = 3;

/// The full names of a show, taken apart once for all of its episodes; the commonest first.
#[derive(Debug, Default)]
pub struct Regulars<'s> {
    names: Vec<Regular<'s>>,
}

#[derive(Debug)]
struct Regular<'s> {
    written: &'s str,
    name: Name<'s>,
    episodes: u32,
}

impl<'s> Regulars<'s> {
    /// Those of a show.
    pub fn of(show: &'s ShowStatistics) -> Self {
        let full = show.people.iter().filter(|(name, _)| is_full_name(name));
        let mut names: Vec<Regular> = full
            .map(|(name, count)| Regular {
                written: name,
                name: Name::new(name),
                episodes: count.episodes,
            })
            .collect();
        // By alphabet among equals: the sort is stable.
        names.sort_by_key(|regular| std::cmp::Reverse(regular.episodes));
        Self { names }
    }

    /// The one person whom a single name fits: named in several episodes, and far more often than
    /// anybody else whom it would fit.
    pub(super) fn meant(&self, form: &str) -> Option<(&'s str, Fit)> {
        let form = Name::new(form);
        if !form.is_single() {
            return None;
        }
        let mut fitting = self
            .names
            .iter()
            .take_while(|regular| regular.episodes >= REGULAR)
            .filter_map(|regular| Some((regular, form.fit(&regular.name)?)))
            .filter(|(_, fit)| matches!(fit, Fit::Given | Fit::Surname | Fit::Handle));
        let (best, how) = fitting.next()?;
        // Another form of the same name is no rival.
        let rival = fitting.find(|(other, _)| best.name.fit(&other.name).is_none());
        let dominates = rival.is_none_or(|(other, _)| other.episodes * 4 <= best.episodes);
        dominates.then_some((best.written, how))
    }

    /// The one full name that a site's short name is made of.
    pub(super) fn spelled_out(&self, slug: &str) -> Option<&'s str> {
        let mut names = self.names.iter().filter(|known| known.name.makes(slug));
        let name = names.next()?;
        names.next().is_none().then_some(name.written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::summary::PersonStatistics;

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
        let regulars = Regulars::of(&show);
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
            let meant = regulars.meant(form).map(|(name, _)| name);
            assert_eq!(meant, expected, "{form}");
        }
        assert_eq!(regulars.spelled_out("scottdoe"), Some("Scott Doe"));
        assert_eq!(regulars.spelled_out("kimroe"), None);
    }
}
