//! The people of one episode, as they are found.

use std::cell::{Cell, OnceCell};

use rustc_hash::FxHashMap;

use super::name_match::PersonName;
use super::recurring::RecurringPeople;
use super::words::folded_words;
use crate::extract::{Candidate, Quote, Role, Rule};
use crate::resolve::statistics::{ShowStatistics, is_full_name};
use crate::text::work;
use crate::vocabulary::DocumentParts;

/// A person of an episode.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// The fullest name.
    pub name: String,
    /// Whether the name says who it is: at least two words, or a page, or a slug of the site.
    pub is_identified: bool,
    /// Every other form used for this person in the episode.
    pub forms: Vec<(String, &'static str)>,
    /// Addresses of the person's pages.
    pub urls: Vec<String>,
    /// The part, and the rule that gives it.
    pub role: Option<(Role, Rule)>,
    /// The candidates that are this person.
    pub candidates: Vec<u32>,
    /// Mentions: of candidates and turns.
    pub count: u32,
    /// In which parts of the document.
    pub places: DocumentParts,
    /// The first mention.
    pub quote: Quote,
    /// The rule that found the person.
    pub rule: Rule,
    /// How sure.
    pub confidence: f32,
    /// The site's own short name, that nothing spells out.
    pub(super) slug: bool,
    /// Account names that stand beside the name.
    pub(super) accounts: Vec<String>,
    pub(super) turns: u32,
}

impl Person {
    /// Takes a candidate away, as a person of its own; who loses all mentions loses the part too.
    pub(crate) fn split_off(&mut self, index: u32, candidate: &Candidate) -> Self {
        self.candidates.retain(|other| *other != index);
        self.forms.retain(|(form, _)| *form != candidate.form);
        self.count = self.count.saturating_sub(candidate.count);
        Self {
            name: candidate.form.clone(),
            is_identified: is_full_name(&candidate.form),
            forms: Vec::new(),
            urls: Vec::new(),
            role: if self.count == 0 {
                self.role.take()
            } else {
                None
            },
            candidates: vec![index],
            count: candidate.count,
            places: candidate.places,
            quote: candidate.quote.clone(),
            rule: candidate.rule,
            confidence: self.confidence,
            slug: false,
            accounts: Vec::new(),
            turns: 0,
        }
    }
}

/// A candidate that is a person's name.
pub(crate) struct NamedCandidate {
    /// Its index.
    pub index: u32,
    /// The probability that it is a person.
    pub probability: f32,
    /// Whether it is only spoken and known from nowhere else: the transcript may have misspelled it.
    pub from_transcript_only: bool,
}

/// The name of a person and the other forms, taken apart.
#[derive(Debug, Default)]
pub(super) struct KnownNames {
    pub(super) name: PersonName<Box<str>>,
    pub(super) forms: Vec<PersonName<Box<str>>>,
}

/// The people of an episode, as far as they are known.
pub(super) struct EpisodePeople<'a> {
    pub(super) people: Vec<Person>,
    /// The names of each, taken apart: what is compared with all that come.
    names: Vec<KnownNames>,
    pub(super) show: &'a ShowStatistics,
    /// Those whom the whole show knows.
    pub(super) recurring: &'a RecurringPeople,
    /// How many comparisons of names may still be made.
    left: Cell<usize>,
    /// Who has a name, by its folded words; made when no comparison is left.
    by_name: OnceCell<FxHashMap<String, Vec<usize>>>,
}

/// So many pairs of names are compared in an episode at most: all pairs of a thousand names. Of what comes
/// behind, only equal names are joined: a note may name anybody, and must not take time without end for it.
const COMPARISONS: usize = 2_000_000;

impl<'a> EpisodePeople<'a> {
    /// Nobody yet.
    pub(super) fn new(show: &'a ShowStatistics, recurring: &'a RecurringPeople) -> Self {
        Self {
            people: Vec::new(),
            names: Vec::new(),
            show,
            recurring,
            left: Cell::new(COMPARISONS),
            by_name: OnceCell::new(),
        }
    }

    /// Whether so many comparisons may be made; takes them off those that are left.
    pub(super) fn affords(&self, comparisons: usize) -> bool {
        let left = self.left.get().checked_sub(comparisons);
        self.left.set(left.unwrap_or(0));
        if left.is_some() {
            work::steps(comparisons);
        }
        left.is_some()
    }

    /// Adds a person.
    pub(super) fn push(&mut self, person: Person) -> usize {
        let at = self.people.len();
        if let Some(known) = self.by_name.get_mut() {
            known
                .entry(folded_words(&person.name))
                .or_default()
                .push(at);
        }
        self.people.push(person);
        self.names.push(KnownNames::default());
        self.renamed(at);
        at
    }

    /// Takes the name of a person apart that is new or has changed, and the forms that were added.
    pub(super) fn renamed(&mut self, at: usize) {
        let (person, known) = (&self.people[at], &mut self.names[at]);
        known.name = PersonName::new(&person.name);
        let added = person.forms[known.forms.len()..].iter();
        known
            .forms
            .extend(added.map(|(form, _)| PersonName::new(form)));
    }

    /// The names of a person.
    pub(super) fn names_of(&self, at: usize) -> &KnownNames {
        &self.names[at]
    }

    /// The people who have a name, whatever its letter case, accents and titles.
    pub(super) fn of_same_name(&self, name: &str) -> &[usize] {
        let known = self.by_name.get_or_init(|| {
            let mut known: FxHashMap<String, Vec<usize>> = FxHashMap::default();
            for (at, person) in self.people.iter().enumerate() {
                known
                    .entry(folded_words(&person.name))
                    .or_default()
                    .push(at);
            }
            known
        });
        known.get(&folded_words(name)).map_or(&[], Vec::as_slice)
    }
}
