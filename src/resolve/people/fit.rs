//! How one name fits another: as the same, a longer or shorter form, a part of it, an account name.

use super::words::{equal, fold, words};
use crate::knowledge::name_lists;

/// How well a form fits a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// The same words.
    Same,
    /// A longer or shorter form of the full name.
    Variant,
    /// The given name, or a usual short form of it.
    Given,
    /// The surname.
    Surname,
    /// An account name made of the name, or one that stands beside it.
    Handle,
    /// The first letters of the name.
    Initials,
    /// Another spelling of what sounds the same.
    Sound,
}

impl Fit {
    pub(super) const fn reason(self) -> &'static str {
        match self {
            Self::Same => "same name",
            Self::Variant => "longer and shorter form",
            Self::Given => "given name",
            Self::Surname => "surname",
            Self::Handle => "account name",
            Self::Initials => "initials",
            Self::Sound => "sound",
        }
    }
}

/// A name, taken apart into its words: to be compared with many others.
#[derive(Debug)]
pub(super) struct Name<'n> {
    words: Vec<&'n str>,
}

impl<'n> Name<'n> {
    pub(super) fn new(name: &'n str) -> Self {
        Self {
            words: words(name).collect(),
        }
    }

    /// Whether it is one word, titles aside.
    pub(super) const fn is_single(&self) -> bool {
        self.words.len() == 1
    }

    /// Whether an account name is made of it.
    pub(super) fn makes(&self, handle: &str) -> bool {
        !self.words.is_empty() && is_handle(handle, &self.words)
    }

    /// How it fits a full name, if it does.
    pub(super) fn fit(&self, name: &Name) -> Option<Fit> {
        let (form, name) = (&self.words, &name.words);
        let (Some(form_first), Some(name_first)) = (form.first(), name.first()) else {
            return None;
        };
        if form.len() == name.len() && form.iter().zip(name).all(|(a, b)| equal(a, b)) {
            return Some(Fit::Same);
        }
        if form.len() > 1 && name.len() > 1 {
            return is_variant(form, name).then_some(Fit::Variant);
        }
        // One of them is a single word.
        let (single, full) = if form.len() == 1 {
            (form_first, name)
        } else {
            (name_first, form)
        };
        if full.len() < 2 {
            return name_lists::same_given(single, full[0]).then_some(Fit::Given);
        }
        if name_lists::same_given(single, full[0]) || shortens(single, full[0], 4) {
            return Some(Fit::Given);
        }
        if full[1..].iter().any(|word| equal(word, single)) && single.chars().count() > 2 {
            return Some(Fit::Surname);
        }
        is_handle(single, full).then_some(Fit::Handle)
    }
}

/// "Francesc Campoy" and "Francesc Campoy Flores", "J. Doe" and "Jane Doe", "Mike Roe" and
/// "Michael Roe": the first names agree, and one surname is part of the other.
fn is_variant(one: &[&str], other: &[&str]) -> bool {
    let initial = |a: &str, b: &str| {
        a.chars().count() == 1 && b.to_lowercase().starts_with(&a.to_lowercase())
    };
    let same_surname = equal(one[one.len() - 1], other[other.len() - 1]);
    let given = name_lists::same_given(one[0], other[0])
        || initial(one[0], other[0])
        || initial(other[0], one[0])
        || same_surname && (shortens(one[0], other[0], 3) || shortens(other[0], one[0], 3));
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let surnames = short[1..].iter().all(|word| {
        long[1..]
            .iter()
            .any(|theirs| equal(theirs, word) || initial(word, theirs) || initial(theirs, word))
    });
    given && surnames
}

/// "Kenn" for "Kenneth": so many letters at least, and the rest left out.
pub(super) fn shortens(short: &str, long: &str, least: usize) -> bool {
    short.len() >= least
        && long
            .get(..short.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(short))
}

/// "carterrmorgan", "cmorgan", "carter-morgan", "@carter_morgan" for Carter Morgan.
pub(super) fn is_handle(handle: &str, name: &[&str]) -> bool {
    let (first, last) = (name[0], name[name.len() - 1]);
    // Most are turned away by their first letter.
    let letter = opening(handle);
    if letter != opening(first) && letter != opening(last) {
        return false;
    }
    let (handle, first, last) = (fold(handle), fold(first), fold(last));
    let cut = |short: &str, long: &str| !short.is_empty() && long.starts_with(short);
    let initial = &first[..first.chars().next().map_or(0, char::len_utf8)];
    let joins = |front: &str, back: &str| handle.strip_prefix(front) == Some(back);
    handle.len() > 4
        && (joins(&first, &last)
            || joins(initial, &last)
            || joins(&last, &first)
            || handle.starts_with(&first) && handle.ends_with(&last)
            // "jaredb", "gilesgas"
            || first.len() > 3
                && handle
                    .strip_prefix(&first)
                    .is_some_and(|rest| cut(rest, &last)))
}

/// The first letter or digit, in lower case.
fn opening(word: &str) -> Option<char> {
    word.chars()
        .find(|c| c.is_alphanumeric())
        .and_then(|c| c.to_lowercase().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_fit_names() {
        let cases = [
            ("Carter", "Carter Morgan", Some(Fit::Given)),
            ("CARTER", "Carter Morgan", Some(Fit::Given)),
            ("Morgan", "Carter Morgan", Some(Fit::Surname)),
            (
                "Francesc Campoy",
                "Francesc Campoy Flores",
                Some(Fit::Variant),
            ),
            ("Mike Hoye", "Michael Hoye", Some(Fit::Variant)),
            ("Bob", "Robert Roe", Some(Fit::Given)),
            ("Dr. Jane Doe", "Jane Doe", Some(Fit::Same)),
            ("J. Doe", "Jane Doe", Some(Fit::Variant)),
            ("carter-morgan", "Carter Morgan", Some(Fit::Handle)),
            ("Kenn Knowles", "Kenneth Knowles", Some(Fit::Variant)),
            ("Kenn", "Kenneth Knowles", Some(Fit::Given)),
            ("jaredb", "Jared Bhatti", Some(Fit::Handle)),
            ("gilesgas", "Giles Gaskell", Some(Fit::Handle)),
            ("markets", "Mark Mandel", None),
            ("Emi", "Emiliano (Emi) Martínez", Some(Fit::Surname)),
            ("Mark Mandel", "Mark Mirchandani", None),
            ("Mark", "Francesc Campoy Flores", None),
            ("Jane Roe", "Jane Doe", None),
        ];
        for (form, name, expected) in cases {
            assert_eq!(
                Name::new(form).fit(&Name::new(name)),
                expected,
                "{form} / {name}"
            );
        }
    }
}
