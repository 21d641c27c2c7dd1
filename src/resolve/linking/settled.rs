//! One thing has one kind in a corpus, unless a text tells two apart: what a name is where episodes
//! read it differently.

use std::borrow::Cow;

use super::candidate_keys::CandidateKeys;
use super::context::LinkingContext;
use super::things::without_version;
use crate::extract::Candidate;
use crate::extract::features::FeatureSet;
use crate::knowledge::lexicon::EntryId;
use crate::knowledge::weights::WEIGHED_KINDS;
use crate::resolve::corpus_features;
use crate::resolve::statistics::{NameStatistics, is_full_name};
use crate::text::name_key::key;
use crate::vocabulary::Kind;

/// How many episodes a tag must have for it to be what they are filed under.
const FILED: u32 = 3;

/// How much likelier a full name must be somebody, or something, in the corpus for an episode that reads
/// it otherwise to be wrong.
const CLEARLY: u64 = 2;

impl LinkingContext {
    /// What a candidate is in the whole corpus: of the kinds that the lexicon has for its name, or of all
    /// where it has none, the one that most episodes expect. A person is a thing, or a thing a person,
    /// only where the corpus says so clearly. `features` is only room to work in.
    pub(super) fn settled_kind<'m>(
        &self,
        features: &mut FeatureSet,
        keys: &CandidateKeys<'m>,
        candidate: &'m Candidate,
        kind: Kind,
    ) -> Kind {
        let own = self
            .statistics
            .names
            .get(&candidate.key)
            .map(|count| &**count);
        if kind == Kind::Person {
            let named = candidate.entries.is_empty()
                && candidate.roles.is_empty()
                && !self.takes_part(&candidate.key);
            let full = named && is_full_name(&candidate.form);
            let other = own.filter(|_| full).and_then(clearly_a_thing);
            return other.unwrap_or(kind);
        }
        let entries = self.entries_of(keys, candidate, kind);
        let lexicon = &self.knowledge.lexicon;
        let has = |asked: Kind| {
            let mut entries = entries.iter();
            entries.any(|id| {
                let traits = lexicon.traits(EntryId(*id));
                traits.kind == asked || traits.also == Some(asked)
            })
        };
        let is_known = Kind::ENTITIES
            .iter()
            .any(|kind| *kind != Kind::Person && has(*kind));
        if !is_known
            && candidate.key.contains(' ')
            && (has(Kind::Person)
                || self.takes_part(&candidate.key)
                || own.is_some_and(clearly_a_person))
        {
            return Kind::Person;
        }
        // Who meets somewhere gives the event its name.
        if is_known && kind == Kind::Event && !has(kind) || !is_known && self.is_word(candidate) {
            return kind;
        }
        // All forms of one thing are counted under its name.
        let counted = match entries.iter().min().filter(|_| is_known) {
            Some(id) => self.lexicon_thing(EntryId(*id)).key.as_str(),
            None => self.common_spelling(&candidate.key),
        };
        let Some(count) = self
            .statistics
            .names
            .get(counted)
            .map_or(own, |count| Some(&**count))
        else {
            return kind;
        };
        if !is_known && kind == Kind::Product && is_bare_tag(count) {
            return Kind::Concept;
        }
        // One episode has nothing to settle, and a name of two things says of neither that it is meant.
        let is_possible = if is_known { has(kind) } else { true };
        if is_possible && (count.episodes < 2 || entries.len() > 1) {
            return kind;
        }
        let possible = expected(count).filter(|(kind, _)| !is_known || has(*kind));
        // Kinds that are not weighed are the lexicon's alone.
        let stated = entries.first().filter(|_| is_known);
        let stated = || stated.map(|id| lexicon.traits(EntryId(*id)).kind);
        self.likeliest(features, count, possible)
            .or_else(stated)
            .unwrap_or(kind)
    }

    /// The kind that a corpus takes a name for: what its episodes expect, each by itself, and what that
    /// says to each of them. Of equals the first kind, in every episode.
    fn likeliest(
        &self,
        features: &mut FeatureSet,
        count: &NameStatistics,
        possible: impl DoubleEndedIterator<Item = (Kind, u64)> + Clone,
    ) -> Option<Kind> {
        let (best, most) = possible.clone().rev().max_by_key(|(_, count)| *count)?;
        let mut others = possible.clone().filter(|(kind, _)| *kind != best);
        if others.all(|(_, count)| count * CLEARLY < most) {
            return Some(best);
        }
        features.clear();
        corpus_features::add_common(features, count);
        let weights = features.score();
        let score = |(kind, expected): &(Kind, u64)| {
            let at = WEIGHED_KINDS.iter().position(|known| known == kind);
            (*expected as f32).max(1.0).ln() + at.map_or(0.0, |at| weights.0[at + 1])
        };
        let best = possible
            .rev()
            .max_by(|one, other| score(one).total_cmp(&score(other)));
        best.map(|(kind, _)| kind)
    }

    /// What the lexicon has for a candidate, for the name of which it is a version, or for the same name
    /// written otherwise.
    fn entries_of<'m>(
        &self,
        keys: &CandidateKeys<'m>,
        candidate: &'m Candidate,
        kind: Kind,
    ) -> Cow<'m, [u32]> {
        if !candidate.entries.is_empty() {
            return Cow::Borrowed(&candidate.entries);
        }
        // Editions of a conference are events of their own.
        if kind != Kind::Event
            && let Some(bare) = without_version(&candidate.key)
            && let Some(other) = keys.of(bare).next()
        {
            return Cow::Borrowed(&other.entries);
        }
        // "IndieHackers" is Indie Hackers, in letters that do not count as that name in a text.
        let capital = candidate.form.contains(char::is_uppercase);
        let same_key = || {
            let lexicon = &self.knowledge.lexicon;
            let mut entries = lexicon.find(&candidate.key).into_iter();
            entries.find(|id| key(lexicon.entry(*id).name) == candidate.key)
        };
        let same_key = capital.then(same_key).flatten();
        let other = same_key.or_else(|| self.other_spelling(&candidate.key));
        other.map(|id| id.0).into_iter().collect()
    }

    /// Whether a candidate is a word that the lexicon's name of the same letters is not: an apple is not
    /// Apple.
    fn is_word(&self, candidate: &Candidate) -> bool {
        let form = &candidate.form;
        !form.contains([' ', '-'])
            && !form.contains(char::is_uppercase)
            && !self.knowledge.lexicon.find(form).is_empty()
    }
}

/// The kinds of things with how much the corpus expects each.
fn expected(count: &NameStatistics) -> impl DoubleEndedIterator<Item = (Kind, u64)> + Clone {
    let kinds = WEIGHED_KINDS.iter().copied().zip(count.expected_count);
    kinds.filter(|(kind, _)| *kind != Kind::Person)
}

/// How much a corpus expects a name to be a person's.
fn expected_person(count: &NameStatistics) -> u64 {
    let kinds = WEIGHED_KINDS.iter().zip(count.expected_count);
    kinds
        .filter(|(kind, _)| **kind == Kind::Person)
        .map(|(_, count)| count)
        .sum()
}

fn clearly_a_person(count: &NameStatistics) -> bool {
    let things: u64 = expected(count).map(|(_, count)| count).sum();
    expected_person(count) > things * CLEARLY
}

fn clearly_a_thing(count: &NameStatistics) -> Option<Kind> {
    let (kind, most) = expected(count).rev().max_by_key(|(_, count)| *count)?;
    (most > expected_person(count) * CLEARLY).then_some(kind)
}

/// Whether a name is a tag of several episodes and nothing else in the whole corpus, and nowhere written
/// as products are ("NixOS", "log4j"): what episodes are filed under.
fn is_bare_tag(count: &NameStatistics) -> bool {
    let inside = |form: &str| {
        form.split(' ').any(|word| {
            let mut rest = word.chars().skip(1);
            rest.any(|c| c.is_uppercase() || c.is_numeric())
        })
    };
    let forms = || count.forms.iter().map(|(form, _)| form.as_str());
    // Scripts without capitals do not write products otherwise than words.
    let cased = forms().any(|form| form.chars().any(|c| c.is_lowercase() || c.is_uppercase()));
    count.written == 0 && (!cased || count.episodes >= FILED && !forms().any(inside))
}
