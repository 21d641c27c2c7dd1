//! The layout of the files in `src/data/cues`, one a language. That of English describes each list; the others
//! add to it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::section::Section;
use crate::vocabulary::Kind;

/// A file.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CueTable {
    pub sections: BTreeMap<Section, Vec<String>>,
    pub labels: Words,
    pub roles: Words,
    pub person_verbs: Words,
    pub endings: Endings,
    pub credit_tasks: Words,
    pub cues: CuePhrases,
    pub elsewhere: Elsewhere,
    pub people_headings: PeopleHeadings,
    pub kinds: BTreeMap<Kind, KindWords>,
    pub dates: Words,
    pub particles: Particles,
    pub titles: Words,
    pub networks: Words,
    pub event_heads: Words,
    pub introductions: Introductions,
    pub line_openers: Words,
    pub announcements: Words,
    pub sponsorship: Sponsorship,
    pub notices: Words,
    pub page_tags: Words,
    pub joints: Words,
    pub employment: EmploymentWords,
}

/// How words end that are in no name and no term.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Endings {
    pub verbs: Vec<String>,
    pub adverbs: Vec<String>,
}

/// How a text says where somebody works.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct EmploymentWords {
    pub verbs: Vec<String>,
    pub places: Vec<String>,
    pub copulas: Vec<String>,
    pub articles: Vec<String>,
}

impl CueTable {
    /// Adds the words of another language.
    pub(super) fn extend(&mut self, other: Self) {
        for (section, words) in other.sections {
            self.sections.entry(section).or_default().extend(words);
        }
        for (kind, words) in other.kinds {
            let own = self.kinds.entry(kind).or_default();
            own.before.extend(words.before);
            own.after.extend(words.after);
            own.nouns.extend(words.nouns);
            own.tails.extend(words.tails);
        }
        let lists = [
            (&mut self.labels.words, other.labels.words),
            (&mut self.roles.words, other.roles.words),
            (&mut self.person_verbs.words, other.person_verbs.words),
            (&mut self.credit_tasks.words, other.credit_tasks.words),
            (&mut self.endings.verbs, other.endings.verbs),
            (&mut self.endings.adverbs, other.endings.adverbs),
            (&mut self.cues.host_before, other.cues.host_before),
            (
                &mut self.cues.guest_host_before,
                other.cues.guest_host_before,
            ),
            (&mut self.cues.guest_before, other.cues.guest_before),
            (&mut self.cues.guest_after, other.cues.guest_after),
            (&mut self.cues.host_after, other.cues.host_after),
            (
                &mut self.cues.given_host_before,
                other.cues.given_host_before,
            ),
            (&mut self.cues.given_host_after, other.cues.given_host_after),
            (&mut self.elsewhere.before, other.elsewhere.before),
            (&mut self.elsewhere.orders, other.elsewhere.orders),
            (&mut self.elsewhere.units, other.elsewhere.units),
            (&mut self.elsewhere.like, other.elsewhere.like),
            (&mut self.people_headings.hosts, other.people_headings.hosts),
            (
                &mut self.people_headings.guests,
                other.people_headings.guests,
            ),
            (&mut self.dates.words, other.dates.words),
            (&mut self.particles.shared, other.particles.shared),
            (&mut self.particles.persons, other.particles.persons),
            (&mut self.particles.parting, other.particles.parting),
            (
                &mut self.particles.organizations,
                other.particles.organizations,
            ),
            (&mut self.titles.words, other.titles.words),
            (&mut self.networks.words, other.networks.words),
            (&mut self.event_heads.words, other.event_heads.words),
            (
                &mut self.introductions.anywhere,
                other.introductions.anywhere,
            ),
            (&mut self.introductions.titles, other.introductions.titles),
            (&mut self.line_openers.words, other.line_openers.words),
            (&mut self.announcements.words, other.announcements.words),
            (&mut self.sponsorship.before, other.sponsorship.before),
            (&mut self.sponsorship.after, other.sponsorship.after),
            (&mut self.sponsorship.own, other.sponsorship.own),
            (&mut self.sponsorship.and, other.sponsorship.and),
            (&mut self.notices.words, other.notices.words),
            (&mut self.page_tags.words, other.page_tags.words),
            (&mut self.joints.words, other.joints.words),
            (&mut self.employment.verbs, other.employment.verbs),
            (&mut self.employment.places, other.employment.places),
            (&mut self.employment.copulas, other.employment.copulas),
            (&mut self.employment.articles, other.employment.articles),
        ];
        for (own, other) in lists {
            own.extend(other);
        }
    }
}

/// How sponsors are named in running text.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Sponsorship {
    pub before: Vec<String>,
    pub after: Vec<String>,
    pub own: Vec<String>,
    pub and: Vec<String>,
}

/// Small words inside names.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Particles {
    pub shared: Vec<String>,
    pub persons: Vec<String>,
    pub organizations: Vec<String>,
    pub parting: Vec<String>,
}

/// What stands before guests.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Introductions {
    pub anywhere: Vec<String>,
    pub titles: Vec<String>,
}

/// The words beside names of a kind.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct KindWords {
    pub before: Vec<String>,
    pub after: Vec<String>,
    pub nouns: Vec<String>,
    /// Nouns that add nothing to a name of the kind.
    pub tails: Vec<String>,
}

/// Words that put a person into another episode.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Elsewhere {
    pub before: Vec<String>,
    pub orders: Vec<String>,
    pub units: Vec<String>,
    pub like: Vec<String>,
}

/// Headings above lists of people.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PeopleHeadings {
    pub hosts: Vec<String>,
    pub guests: Vec<String>,
}

/// A set of words.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Words {
    pub words: Vec<String>,
}

/// Phrases before and after hosts and guests.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CuePhrases {
    pub host_before: Vec<String>,
    pub guest_host_before: Vec<String>,
    pub guest_before: Vec<String>,
    pub guest_after: Vec<String>,
    pub host_after: Vec<String>,
    pub given_host_before: Vec<String>,
    pub given_host_after: Vec<String>,
}
