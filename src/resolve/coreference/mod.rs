//! Coreference among the people of one episode: which names mean the same person.
//!
//! Full names are collected from front matter, notes and speaker labels; longer and shorter forms of
//! one name ("Francesc Campoy", "Francesc Campoy Flores") are united where only one person fits.
//! Then single names, labels, slugs and handles are linked to the one person of the episode whom
//! they match, else to the one recurring person of the show. Where two of the episode match, the one who
//! speaks or whose address is linked is meant, else nobody. Where nobody matches, a name that the show
//! uses again and again is one person of the show, any other one a person of this episode alone. First
//! names are never pooled over shows.
//!
//! `name_match` says how one name matches another, `link` whom a name means in the episode and
//! `recurring` whom in the show, `collect` takes the names in, and `roles` gives the people their
//! roles.

mod collect;
mod labels;
mod link;
mod name_match;
mod person;
mod recurring;
mod roles;
mod words;

use crate::extract::ExtractedEpisode;

use super::statistics::{ShowStatistics, is_full_name};
use person::EpisodePeople;
pub(super) use person::{NamedCandidate, Person};
pub(super) use recurring::RecurringPeople;

/// Resolves the people of an episode.
///
/// `unsure` are names that are no person by themselves, and may be one that the notes spell otherwise.
pub(super) fn people_of(
    episode: &ExtractedEpisode,
    named: &[NamedCandidate],
    unsure: &[NamedCandidate],
    show: &ShowStatistics,
    recurring: &RecurringPeople,
) -> Vec<Person> {
    let mut found = EpisodePeople::new(show, recurring);
    found.collect_credits(episode);
    let (full, single): (Vec<_>, Vec<_>) = named
        .iter()
        .partition(|named| is_full_name(&episode.candidates[named.index as usize].form));
    for named in full {
        found.collect_candidate(episode, named, true);
    }
    found.collect_speakers(episode);
    for named in single {
        found.collect_candidate(episode, named, false);
    }
    for named in unsure {
        let form = &episode.candidates[named.index as usize].form;
        if is_full_name(form) && found.phonetic_match(form).is_some() {
            found.collect_candidate(episode, named, true);
        }
    }
    found.assign_roles(episode);
    found.people
}
