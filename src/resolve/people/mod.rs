//! Who is who among the people of one episode.
//!
//! Full names are gathered from front matter, notes and speaker labels; longer and shorter forms of
//! one name ("Francesc Campoy", "Francesc Campoy Flores") are united where only one person fits.
//! Then single names, labels, slugs and handles are healed to the one person of the episode whom
//! they fit, else to the one regular of the show; where none or two fit, the name stays a person of
//! this episode alone. First names are never pooled over the corpus.
//!
//! `fit` says how one name fits another, `heal` whom a name means in the episode and `regulars` whom
//! in the show, `gather` takes the names in, and `roles` gives the people their parts.

mod fit;
mod gather;
mod heal;
mod label;
mod regulars;
mod roles;
mod words;

use crate::extract::{Candidate, ExtractedEpisode, Quote, Role, Rule};
use crate::vocabulary::DocumentParts;

use super::summary::{ShowStatistics, is_full_name};
pub use regulars::Regulars;

/// A person of an episode.
#[derive(Debug, Clone)]
pub struct Person {
    /// The fullest name.
    pub name: String,
    /// Whether the name says who it is: at least two words, or a page, or a slug of the site.
    pub known: bool,
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
    slug: bool,
    /// Account names that stand beside the name.
    accounts: Vec<String>,
    turns: u32,
}

impl Person {
    /// Takes a candidate away, as a person of its own; who loses all mentions loses the part too.
    pub fn part(&mut self, index: u32, candidate: &Candidate) -> Self {
        self.candidates.retain(|other| *other != index);
        self.forms.retain(|(form, _)| *form != candidate.form);
        self.count = self.count.saturating_sub(candidate.count);
        Self {
            name: candidate.form.clone(),
            known: is_full_name(&candidate.form),
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
pub struct NamedCandidate {
    /// Its index.
    pub index: u32,
    /// The probability that it is a person.
    pub probability: f32,
    /// Whether it is only spoken and known from nowhere else: the transcript may have misspelled it.
    pub by_ear: bool,
}

/// Resolves the people of an episode.
///
/// `unsure` are names that are no person by themselves, and may be one that the notes spell otherwise.
pub fn resolve(
    mentions: &ExtractedEpisode,
    named: &[NamedCandidate],
    unsure: &[NamedCandidate],
    show: &ShowStatistics,
    regulars: &Regulars,
) -> Vec<Person> {
    let mut cast = Cast {
        people: Vec::new(),
        show,
        regulars,
    };
    cast.credits(mentions);
    let (full, single): (Vec<_>, Vec<_>) = named
        .iter()
        .partition(|named| is_full_name(&mentions.candidates[named.index as usize].form));
    for named in full {
        cast.candidate(mentions, named, true);
    }
    cast.speakers(mentions);
    for named in single {
        cast.candidate(mentions, named, false);
    }
    for named in unsure {
        let form = &mentions.candidates[named.index as usize].form;
        if is_full_name(form) && cast.heard(form).is_some() {
            cast.candidate(mentions, named, true);
        }
    }
    cast.roles(mentions);
    cast.people
}

/// The people of an episode, as far as they are known.
struct Cast<'a> {
    people: Vec<Person>,
    show: &'a ShowStatistics,
    regulars: &'a Regulars<'a>,
}
