//! What linking looks up: what the corpus says, what is known beforehand, what the producer decided.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashSet;

use super::spellings::Spellings;
use crate::config::Curation;
use crate::extract::{Candidate, ExtractedEpisode};
use crate::knowledge::Knowledge;
use crate::knowledge::gazetteer::Gazetteer;
use crate::knowledge::lexicon::EntryId;
use crate::knowledge::weights::WEIGHED_KINDS;
use crate::resolve::coreference::RecurringPeople;
use crate::resolve::curation::{CurationDecision, Curator};
use crate::resolve::resolved::{Identity, LexiconFacts};
use crate::resolve::statistics::{CorpusStatistics, ShowStatistics};
use crate::text::name_key::key;
use crate::vocabulary::Kind;

/// The tables that episodes are linked by. They never change, so all threads share them.
pub(super) struct LinkingContext {
    pub(super) statistics: Arc<CorpusStatistics>,
    pub(super) knowledge: Arc<Knowledge>,
    pub(super) curator: Option<Curator>,
    /// Keys that differ in spacing alone, and the key that stands for both.
    spellings: Spellings,
    /// The keys of full names of people who take part in some episode.
    participants: FxHashSet<String>,
    /// The people of each show, by its name.
    recurring: BTreeMap<String, RecurringPeople>,
    /// The lexicon's things, each made when an episode first asks for it: most never are.
    lexicon_things: Vec<OnceLock<Box<LexiconThing>>>,
    nobody: RecurringPeople,
    no_show: ShowStatistics,
}

/// A thing that the lexicon knows, as episodes take it over.
#[derive(Clone)]
pub(super) struct LexiconThing {
    pub(super) name: String,
    /// The key of its name.
    pub(super) key: String,
    pub(super) facts: Arc<LexiconFacts>,
}

impl LinkingContext {
    pub(super) fn new(statistics: Arc<CorpusStatistics>, knowledge: Arc<Knowledge>) -> Self {
        let shows = statistics.shows.iter();
        Self {
            spellings: Spellings::of(&statistics, &knowledge.lexicon),
            participants: participants(&statistics),
            recurring: shows
                .map(|(name, show)| (name.clone(), RecurringPeople::of(show)))
                .collect(),
            lexicon_things: vec![OnceLock::new(); knowledge.lexicon.size()],
            statistics,
            knowledge,
            curator: None,
            nobody: RecurringPeople::default(),
            no_show: ShowStatistics::default(),
        }
    }

    /// Compiles what the producer decided; nothing where that is nothing.
    pub(super) fn curate(&mut self, curation: &Curation) {
        self.curator = Curator::new(curation, |name| self.usual_kind(name));
    }

    /// What a name is in most episodes, or by the lexicon.
    fn usual_kind(&self, name: &str) -> Option<Kind> {
        let lexicon = &self.knowledge.lexicon;
        if let Some(id) = lexicon.find(name).first() {
            return Some(lexicon.entry(*id).kind);
        }
        let expected = self.statistics.names.get(&key(name))?.expected_count;
        let kinds = WEIGHED_KINDS.iter().zip(expected);
        let (kind, most) = kinds.rev().max_by_key(|(_, count)| *count)?;
        (most > 0).then_some(*kind)
    }

    /// The counts of an episode's show.
    pub(super) fn show(&self, episode: &ExtractedEpisode) -> &ShowStatistics {
        let shows = &self.statistics.shows;
        shows.get(&episode.episode.show).unwrap_or(&self.no_show)
    }

    /// The people of an episode's show.
    pub(super) fn recurring(&self, episode: &ExtractedEpisode) -> &RecurringPeople {
        let show = episode.episode.show.as_str();
        self.recurring.get(show).unwrap_or(&self.nobody)
    }

    /// What the producer decided about a candidate.
    pub(super) fn curation_decision(&self, candidate: &Candidate) -> Option<CurationDecision> {
        let curator = self.curator.as_ref()?;
        curator.decision(candidate, &self.knowledge.lexicon)
    }

    /// Whether the producer forbids to take a form for a name, and for what other forms stand for.
    pub(super) fn forbids<'f>(
        &self,
        form: &str,
        name: &str,
        others: impl Iterator<Item = &'f str>,
    ) -> bool {
        let curator = self.curator.as_ref();
        curator.is_some_and(|curator| curator.forbids(form, name, others))
    }

    /// The lexicon's entry for a candidate of a kind.
    pub(super) fn entry(&self, candidate: &Candidate, kind: Kind) -> Option<EntryId> {
        let lexicon = &self.knowledge.lexicon;
        // Only a producer forbids anything.
        let allowed = |id: EntryId| {
            self.curator.is_none() || {
                let entry = lexicon.entry(id);
                !self.forbids(&candidate.form, entry.name, entry.aliases())
            }
        };
        let entries = candidate.entries.iter().map(|id| EntryId(*id));
        let spelled = entries
            .filter(|id| {
                let traits = lexicon.traits(*id);
                traits.kind == kind || traits.also == Some(kind)
            })
            .filter(|id| allowed(*id))
            .min_by_key(|id| {
                let traits = lexicon.traits(*id);
                (traits.kind != kind, std::cmp::Reverse(traits.known))
            });
        // "initContainers" is that entry too, in letters that do not count as its name in a text.
        let same_key = || {
            let mut entries = lexicon.find(&candidate.key).into_iter();
            entries.find(|id| {
                let entry = lexicon.entry(*id);
                entry.kind == kind && key(entry.name) == candidate.key && allowed(*id)
            })
        };
        let same_letters = || {
            let id = self.other_spelling(&candidate.key)?;
            let traits = lexicon.traits(id);
            let is_one = traits.kind == kind || traits.also == Some(kind);
            Some(id).filter(|id| is_one && allowed(*id))
        };
        spelled.or_else(same_key).or_else(same_letters)
    }

    /// The thing that an entry of the lexicon describes.
    pub(super) fn lexicon_thing(&self, id: EntryId) -> &LexiconThing {
        let lexicon = &self.knowledge.lexicon;
        self.lexicon_things[id.0 as usize].get_or_init(|| {
            let entry = lexicon.entry(id);
            let wikidata = entry.wikidata;
            let item = wikidata.map(|id| format!("http://www.wikidata.org/entity/{id}"));
            let whole = entry.part_of.and_then(|whole| {
                let whole = lexicon.entry(*lexicon.find(whole).first()?);
                Some(Identity {
                    kind: whole.kind,
                    key: key(whole.name),
                })
            });
            let facts = LexiconFacts {
                aliases: entry.aliases().map(str::to_owned).collect(),
                same_as: item
                    .into_iter()
                    .chain(entry.url.map(str::to_owned))
                    .collect(),
                part_of: whole,
            };
            Box::new(LexiconThing {
                name: entry.name.to_owned(),
                key: key(entry.name),
                facts: Arc::new(facts),
            })
        })
    }

    /// The place that the gazetteer knows by a name: called as the corpus calls it, in English where it does so
    /// anywhere, and a part of its country.
    pub(super) fn place(&self, candidate: &Candidate) -> Option<LexiconThing> {
        let gazetteer = Gazetteer::embedded();
        let place = gazetteer.find_name(&candidate.form)?;
        let episodes = |name: &str| {
            self.statistics
                .names
                .get(&key(name))
                .map_or(0, |name| name.episodes)
        };
        let english = place.name();
        let name = match episodes(english) {
            0 => place
                .names()
                .rev()
                .max_by_key(|name| episodes(name))
                .unwrap_or(english),
            _ => english,
        };
        let facts = LexiconFacts {
            aliases: place
                .names()
                .filter(|other| *other != name)
                .map(str::to_owned)
                .collect(),
            same_as: Vec::new(),
            part_of: gazetteer.country(&place).map(|country| Identity {
                kind: Kind::Place,
                key: key(country.name()),
            }),
        };
        Some(LexiconThing {
            name: name.to_owned(),
            key: key(english),
            facts: Arc::new(facts),
        })
    }

    /// The long form that the corpus gives for a short one, where it gives only one.
    pub(super) fn long_form(&self, short: &str) -> Option<&str> {
        let long = self.statistics.abbreviations.get(short)?;
        match long.len() {
            1 => long.keys().next().map(String::as_str),
            _ => None,
        }
    }

    /// The key that stands for a key and the same letters written otherwise: "git hub" for "github".
    pub(super) fn common_spelling<'k>(&'k self, key: &'k str) -> &'k str {
        self.spellings.common(key)
    }

    /// Whether a key is that of a full name of somebody who takes part in some episode.
    pub(super) fn takes_part(&self, key: &str) -> bool {
        self.participants.contains(key)
    }

    /// What the lexicon knows by another spelling of a key.
    pub(super) fn other_spelling(&self, key: &str) -> Option<EntryId> {
        self.spellings.entry(key)
    }

    /// The commonest spelling of a key.
    pub(super) fn spelling(&self, key: &str, otherwise: &str) -> String {
        let name = self.statistics.names.get(key);
        name.and_then(|name| name.spelling())
            .unwrap_or(otherwise)
            .to_owned()
    }
}

fn participants(statistics: &CorpusStatistics) -> FxHashSet<String> {
    let people = statistics.shows.values().flat_map(|show| &show.people);
    let participants = people.filter(|(_, person)| person.hosted + person.guested > 0);
    let keys = participants.map(|(name, _)| key(name));
    keys.filter(|key| key.contains(' ')).collect()
}
