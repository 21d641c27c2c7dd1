//! How one name matches another: as the same, a longer or shorter form, a part of it, an account name.

use std::hash::{Hash, Hasher};
use std::iter::once;

use rustc_hash::FxHasher;

use super::words::{equal, folded_word, words};
use crate::knowledge::name_lists;
use crate::text::fold::{fold_letters, without_accents};

/// How a form matches a person's name; the surer, the smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NameMatch {
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

impl NameMatch {
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

/// A name, taken apart into its words: to be compared with many others. The words are borrowed
/// (`&str`) where the name lives long enough, and owned (`Box<str>`) in tables.
#[derive(Debug, Default)]
pub(super) struct PersonName<S> {
    words: Vec<NameWord<S>>,
}

/// A word of a name, with what tells it from most others before a letter is compared.
#[derive(Debug)]
struct NameWord<S> {
    text: S,
    /// The hash of the word in small letters, without accents: two words that are equal have the same.
    folded: u64,
    /// Its first letter or digit, in lower case.
    opening: Option<char>,
    /// Whether it is one letter, that may stand for a word.
    is_initial: bool,
    /// Whether the lists have other forms of it as a given name.
    has_given_forms: bool,
}

impl<S: AsRef<str>> NameWord<S> {
    fn new(text: S) -> Self {
        let word = text.as_ref();
        let mut hasher = FxHasher::default();
        folded_word(word).hash(&mut hasher);
        Self {
            folded: hasher.finish(),
            opening: opening(word),
            is_initial: word.chars().nth(1).is_none(),
            has_given_forms: name_lists::has_given_forms(word),
            text,
        }
    }

    fn text(&self) -> &str {
        self.text.as_ref()
    }

    /// Whether two words differ in letter case and accents at most.
    fn equals<T: AsRef<str>>(&self, other: &NameWord<T>) -> bool {
        self.folded == other.folded && equal(self.text(), other.text())
    }

    /// Whether it is the first letter of another word.
    fn is_initial_of<T: AsRef<str>>(&self, other: &NameWord<T>) -> bool {
        let lower = |word: &str| word.to_lowercase();
        self.is_initial && lower(other.text()).starts_with(&lower(self.text()))
    }

    /// Whether both are forms of one given name.
    fn is_same_given<T: AsRef<str>>(&self, other: &NameWord<T>) -> bool {
        (self.folded == other.folded || self.has_given_forms && other.has_given_forms)
            && name_lists::same_given(self.text(), other.text())
    }
}

impl<'n, S: From<&'n str> + AsRef<str>> PersonName<S> {
    pub(super) fn new(name: &'n str) -> Self {
        let words = words(name).map(|word| NameWord::new(S::from(word)));
        Self {
            words: words.collect(),
        }
    }
}

impl<S: AsRef<str>> PersonName<S> {
    /// Whether it is one word, titles aside.
    pub(super) fn is_single(&self) -> bool {
        self.words.len() == 1
    }

    /// Whether a single word is one of the name's words, in full: no short form, no account.
    pub(super) fn has_word(&self, single: &str) -> bool {
        self.words.iter().any(|word| equal(word.text(), single))
    }

    /// Whether an account name is made of it.
    pub(super) fn has_handle(&self, handle: &str) -> bool {
        !self.words.is_empty() && is_handle(handle, opening(handle), &self.words)
    }

    /// How it matches a full name, if it does.
    pub(super) fn matches<T: AsRef<str>>(&self, name: &PersonName<T>) -> Option<NameMatch> {
        let (form, name) = (&self.words, &name.words);
        let (Some(form_first), Some(name_first)) = (form.first(), name.first()) else {
            return None;
        };
        let same = |(one, other): (&NameWord<S>, &NameWord<T>)| one.equals(other);
        if form.len() == name.len() && form.iter().zip(name).all(same) {
            return Some(NameMatch::Same);
        }
        if form.len() > 1 && name.len() > 1 {
            return is_variant(form, name).then_some(NameMatch::Variant);
        }
        if form.len() == 1 {
            match_single(form_first, name)
        } else {
            match_single(name_first, form)
        }
    }
}

/// How a single word matches a name.
fn match_single<S: AsRef<str>, T: AsRef<str>>(
    single: &NameWord<S>,
    full: &[NameWord<T>],
) -> Option<NameMatch> {
    let first = &full[0];
    if full.len() < 2 {
        return single.is_same_given(first).then_some(NameMatch::Given);
    }
    if single.equals(first)
        || single.is_same_given(first)
        || shortens(single.text(), first.text(), 4)
    {
        return Some(NameMatch::Given);
    }
    let is_surname = full[1..].iter().any(|word| word.equals(single));
    if is_surname && single.text().chars().count() > 2 {
        return Some(NameMatch::Surname);
    }
    is_handle(single.text(), single.opening, full).then_some(NameMatch::Handle)
}

/// "Francesc Campoy" and "Francesc Campoy Flores", "J. Doe" and "Jane Doe", "Mike Roe" and
/// "Michael Roe": the first names agree, and one surname is part of the other.
fn is_variant<S: AsRef<str>, T: AsRef<str>>(one: &[NameWord<S>], other: &[NameWord<T>]) -> bool {
    if one.len() <= other.len() {
        is_variant_of(one, other)
    } else {
        is_variant_of(other, one)
    }
}

/// The same of a name and one that has as many words, or more.
fn is_variant_of<S: AsRef<str>, T: AsRef<str>>(
    short: &[NameWord<S>],
    long: &[NameWord<T>],
) -> bool {
    // Most are turned away by their surnames.
    let surnames = short[1..].iter().all(|word| {
        long[1..].iter().any(|theirs| {
            theirs.equals(word) || word.is_initial_of(theirs) || theirs.is_initial_of(word)
        })
    });
    if !surnames {
        return false;
    }
    let (first, full_first) = (&short[0], &long[0]);
    let same_surname = short[short.len() - 1].equals(&long[long.len() - 1]);
    first.is_same_given(full_first)
        || first.is_initial_of(full_first)
        || full_first.is_initial_of(first)
        || same_surname
            && (shortens(first.text(), full_first.text(), 3)
                || shortens(full_first.text(), first.text(), 3))
}

/// "Kenn" for "Kenneth": so many letters at least, and the rest left out.
pub(super) fn shortens(short: &str, long: &str, least: usize) -> bool {
    short.len() >= least
        && long
            .get(..short.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(short))
}

/// "carterrmorgan", "cmorgan", "carter-morgan", "@carter_morgan" for Carter Morgan: a handle, with its first
/// letter.
fn is_handle<S: AsRef<str>>(handle: &str, letter: Option<char>, name: &[NameWord<S>]) -> bool {
    let (first, last) = (&name[0], &name[name.len() - 1]);
    // Most are turned away by their first letter.
    if letter != first.opening && letter != last.opening {
        return false;
    }
    let [handle, first, last] =
        [handle, first.text(), last.text()].map(|word| fold_letters(once(&*without_accents(word))));
    // "jdoe2" is who was too late for "jdoe".
    let is_long = handle.len() > 4;
    let handle = handle.trim_end_matches(|c: char| c.is_ascii_digit());
    let cut = |short: &str, long: &str| !short.is_empty() && long.starts_with(short);
    let initial = &first[..first.chars().next().map_or(0, char::len_utf8)];
    let joins = |front: &str, back: &str| handle.strip_prefix(front) == Some(back);
    is_long
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
    fn forms_match_names() {
        let cases = [
            ("Carter", "Carter Morgan", Some(NameMatch::Given)),
            ("CARTER", "Carter Morgan", Some(NameMatch::Given)),
            ("Morgan", "Carter Morgan", Some(NameMatch::Surname)),
            (
                "Francesc Campoy",
                "Francesc Campoy Flores",
                Some(NameMatch::Variant),
            ),
            ("Mike Hoye", "Michael Hoye", Some(NameMatch::Variant)),
            ("Bob", "Robert Roe", Some(NameMatch::Given)),
            ("Dr. Jane Doe", "Jane Doe", Some(NameMatch::Same)),
            ("J. Doe", "Jane Doe", Some(NameMatch::Variant)),
            ("carter-morgan", "Carter Morgan", Some(NameMatch::Handle)),
            ("Kenn Knowles", "Kenneth Knowles", Some(NameMatch::Variant)),
            ("Kenn", "Kenneth Knowles", Some(NameMatch::Given)),
            ("jaredb", "Jared Bhatti", Some(NameMatch::Handle)),
            ("gilesgas", "Giles Gaskell", Some(NameMatch::Handle)),
            ("jdoe2", "Jane Doe", Some(NameMatch::Handle)),
            ("jana", "Jána Kovářová", Some(NameMatch::Given)),
            ("Jana Kovarova", "Jana Kovářová", Some(NameMatch::Same)),
            ("Prof. Jane Doe, PhD", "Jane Doe", Some(NameMatch::Same)),
            ("Nathan", "John Harker", None),
            ("markets", "Mark Mandel", None),
            ("Emi", "Emiliano (Emi) Martínez", Some(NameMatch::Surname)),
            ("Mark Mandel", "Mark Mirchandani", None),
            ("Mark", "Francesc Campoy Flores", None),
            ("Jane Roe", "Jane Doe", None),
        ];
        for (form, name, expected) in cases {
            assert_eq!(
                PersonName::<&str>::new(form).matches(&PersonName::<&str>::new(name)),
                expected,
                "{form} / {name}"
            );
        }
    }
}
