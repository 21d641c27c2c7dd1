//! What only the whole corpus can tell, as counts.
//!
//! A [`Summary`] of one document is folded into another by [`Summary::merge`], which is associative
//! and commutative: all counts are integers, so any split of the corpus, in any order, on any number
//! of machines gives the same summary.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::extract::{Mentions, Role};
use crate::vocabulary::{Kind, Place};

/// Probabilities are counted in thousandths.
const UNIT: f32 = 1000.0;

/// What the corpus says of one name (by its key).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NameCount {
    /// In how many episodes it was a candidate.
    pub episodes: u32,
    /// Over these episodes: the probability of each kind of [`Kind::ENTITIES`], in thousandths.
    pub mass: [u64; 5],
    /// In how many it labels a link.
    pub linked: u32,
    /// In how many it is a tag or category.
    pub tagged: u32,
    /// How it is spelled, and how often.
    pub forms: BTreeMap<String, u32>,
}

/// What the corpus says of one person of a show.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PersonCount {
    /// In how many episodes of the show the name stands.
    pub episodes: u32,
    /// In how many the front matter or a cue makes the person a host.
    pub hosted: u32,
    /// In how many a guest.
    pub guested: u32,
    /// In how many the person speaks in the transcript.
    pub spoke: u32,
}

/// The counts of one show.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ShowCount {
    /// How many episodes.
    pub episodes: u32,
    /// In how many of them a block of notes stands, by fingerprint.
    pub blocks: HashMap<u64, u32>,
    /// Its people, by full name as written.
    pub people: BTreeMap<String, PersonCount>,
}

/// The counts of a corpus.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// How many episodes.
    pub episodes: u32,
    /// By key of the name.
    pub names: HashMap<String, NameCount>,
    /// By name of the show.
    pub shows: BTreeMap<String, ShowCount>,
    /// Short forms that some document explains: key of the short form, key of the long form, in how
    /// many documents.
    pub abbreviations: BTreeMap<String, BTreeMap<String, u32>>,
}

impl Summary {
    /// The summary of one document.
    pub fn of(mentions: &Mentions) -> Self {
        let mut summary = Self {
            episodes: 1,
            ..Self::default()
        };
        let mut show = ShowCount {
            episodes: 1,
            ..ShowCount::default()
        };
        for block in &mentions.blocks {
            show.blocks.insert(*block, 1);
        }
        for candidate in &mentions.candidates {
            let count = summary.names.entry(candidate.key.clone()).or_default();
            let probabilities = candidate.scores.probabilities();
            let first = count.episodes == 0;
            count.episodes = 1;
            for (mass, probability) in count.mass.iter_mut().zip(&probabilities[1..]) {
                let thousandths = (probability * UNIT).round() as u64;
                *mass = if first {
                    thousandths
                } else {
                    (*mass).max(thousandths)
                };
            }
            count.linked = count.linked.max(u32::from(!candidate.pages.is_empty()));
            let tagged =
                candidate.prominence >= 0.5 && candidate.places.contains(Place::FrontMatter);
            count.tagged = count.tagged.max(u32::from(tagged));
            *count.forms.entry(candidate.form.clone()).or_default() += candidate.count;

            let (kind, probability) = candidate.best();
            if kind == Kind::Person && probability >= 0.5 {
                let person = show.people.entry(candidate.form.clone()).or_default();
                person.episodes = 1;
                for (role, _) in &candidate.roles {
                    match role {
                        Role::Host => person.hosted = 1,
                        Role::Guest => person.guested = 1,
                    }
                }
            }
        }
        for credit in mentions.credits.iter().filter(|credit| !credit.sponsor) {
            let name = credit.full_name.as_ref().unwrap_or(&credit.name);
            let person = show.people.entry(name.clone()).or_default();
            person.episodes = 1;
            match credit.role {
                Some(Role::Host) => person.hosted = 1,
                Some(Role::Guest) => person.guested = 1,
                None => {}
            }
        }
        for speaker in mentions
            .speakers
            .iter()
            .filter(|speaker| is_full_name(&speaker.label))
        {
            let person = show.people.entry(speaker.label.clone()).or_default();
            person.episodes = 1;
            person.spoke = 1;
        }
        for pair in &mentions.abbreviations {
            let key = |index: u32| mentions.candidates[index as usize].key.clone();
            let long = summary.abbreviations.entry(key(pair.short)).or_default();
            long.insert(key(pair.long), 1);
        }
        summary.shows.insert(mentions.episode.show.clone(), show);
        summary
    }

    /// Folds another summary into this one.
    pub fn merge(&mut self, other: Self) {
        self.episodes += other.episodes;
        for (key, theirs) in other.names {
            let mine = self.names.entry(key).or_default();
            mine.episodes += theirs.episodes;
            mine.linked += theirs.linked;
            mine.tagged += theirs.tagged;
            for (mine, theirs) in mine.mass.iter_mut().zip(theirs.mass) {
                *mine += theirs;
            }
            for (form, count) in theirs.forms {
                *mine.forms.entry(form).or_default() += count;
            }
        }
        for (name, theirs) in other.shows {
            let mine = self.shows.entry(name).or_default();
            mine.episodes += theirs.episodes;
            for (block, count) in theirs.blocks {
                *mine.blocks.entry(block).or_default() += count;
            }
            for (person, theirs) in theirs.people {
                let mine = mine.people.entry(person).or_default();
                mine.episodes += theirs.episodes;
                mine.hosted += theirs.hosted;
                mine.guested += theirs.guested;
                mine.spoke += theirs.spoke;
            }
        }
        for (short, theirs) in other.abbreviations {
            let mine = self.abbreviations.entry(short).or_default();
            for (long, count) in theirs {
                *mine.entry(long).or_default() += count;
            }
        }
    }
}

/// Two words or more, the first of them more than an initial.
pub fn is_full_name(name: &str) -> bool {
    let mut words = name.split_whitespace();
    words.next().is_some_and(|first| first.chars().count() > 1) && words.next().is_some()
}

impl NameCount {
    /// The commonest spelling; of equals the one with more capitals, then the first by alphabet.
    pub fn spelling(&self) -> Option<&str> {
        let capitals = |form: &str| form.chars().filter(|c| c.is_uppercase()).count();
        self.forms
            .iter()
            .max_by(|(a, x), (b, y)| {
                (x, capitals(a))
                    .cmp(&(y, capitals(b)))
                    .then_with(|| b.cmp(a))
            })
            .map(|(form, _)| form.as_str())
    }
}
