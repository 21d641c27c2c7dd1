//! The table that a [`CorpusStatistics`] gives: which surface form, in which episode, is which entity of
//! which kind.
//!
//! A [`Resolver`] never changes, and [`Resolver::episode`] looks at one episode alone: the table is
//! applied to all of them side by side. Names become one entity when their keys agree, when the
//! lexicon lists both, when a document explains one by the other, or when only a version number is
//! between them: never because they look alike, and never through a third name.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::corpus;
use super::curation::{Curator, Verdict};
use super::entity::{Identity, LexiconFacts, ResolvedEpisode};
use super::episode::Episode;
use super::people::Regulars;
use super::summary::{CorpusStatistics, ShowStatistics};
use crate::config::Curation;
use crate::extract::features::FeatureSet;
use crate::extract::{Candidate, ExtractedEpisode};
use crate::knowledge::Knowledge;
use crate::knowledge::lexicon::EntryId;
use crate::knowledge::weights::Scores;
use crate::text::name_key::key;
use crate::vocabulary::{DocumentPart, DocumentParts, Kind};

/// Applies what the corpus says to each episode.
pub struct Resolver<'a> {
    pub(super) summary: &'a CorpusStatistics,
    pub(super) knowledge: &'a Knowledge,
    pub(super) curator: Option<Curator>,
    /// The people of each show.
    regulars: BTreeMap<&'a str, Regulars<'a>>,
    /// The lexicon's things, each made when an episode first asks for it.
    known: Vec<OnceLock<KnownThing>>,
    nobody: Regulars<'a>,
    nothing: ShowStatistics,
}

/// A thing that the lexicon knows, as episodes take it over.
#[derive(Clone)]
pub(super) struct KnownThing {
    pub name: String,
    /// The key of its name.
    pub key: String,
    pub known: Arc<LexiconFacts>,
}

/// A candidate with what the whole corpus makes of it.
pub(super) struct Judged<'m> {
    pub index: u32,
    pub candidate: &'m Candidate,
    pub kind: Kind,
    pub probability: f32,
}

impl<'a> Resolver<'a> {
    /// A resolver for the corpus that was summed up.
    pub fn new(summary: &'a CorpusStatistics, knowledge: &'a Knowledge) -> Self {
        let shows = summary.shows.iter();
        Self {
            summary,
            knowledge,
            curator: None,
            known: vec![OnceLock::new(); knowledge.lexicon.size()],
            regulars: shows
                .map(|(name, show)| (name.as_str(), Regulars::of(show)))
                .collect(),
            nobody: Regulars::default(),
            nothing: ShowStatistics::default(),
        }
    }

    /// The same, told what a producer knows better.
    #[must_use]
    pub fn curated(mut self, curation: &Curation) -> Self {
        self.curator = Curator::new(curation, |name| self.usual_kind(name));
        self
    }

    /// What a name is in most episodes, or by the lexicon.
    fn usual_kind(&self, name: &str) -> Option<Kind> {
        let lexicon = &self.knowledge.lexicon;
        if let Some(id) = lexicon.find(name).first() {
            return Some(lexicon.entry(*id).kind);
        }
        let mass = self.summary.names.get(&key(name))?.mass;
        let kinds = Kind::ENTITIES.iter().zip(mass);
        let (kind, most) = kinds.rev().max_by_key(|(_, mass)| *mass)?;
        (most > 0).then_some(*kind)
    }

    /// The counts of an episode's show.
    pub fn show(&self, mentions: &ExtractedEpisode) -> &ShowStatistics {
        self.summary
            .shows
            .get(&mentions.episode.show)
            .unwrap_or(&self.nothing)
    }

    /// The people of an episode's show.
    pub(super) fn regulars(&self, mentions: &ExtractedEpisode) -> &Regulars<'a> {
        let show = mentions.episode.show.as_str();
        self.regulars.get(show).unwrap_or(&self.nobody)
    }

    /// The scores of a candidate, with what other episodes say.
    pub fn scores(&self, candidate: &Candidate, show: &ShowStatistics) -> Scores {
        let mut features = FeatureSet::new(&self.knowledge.model, false);
        self.scores_by(&mut features, candidate, show)
    }

    fn scores_by(
        &self,
        features: &mut FeatureSet,
        candidate: &Candidate,
        show: &ShowStatistics,
    ) -> Scores {
        features.clear();
        corpus::features(features, candidate, self.summary, show);
        let mut scores = candidate.scores;
        scores.add(&features.score());
        scores
    }

    /// Resolves an episode.
    pub fn episode(&self, mentions: &ExtractedEpisode) -> ResolvedEpisode {
        ResolvedEpisode {
            episode: mentions.episode.clone(),
            links: mentions.links.clone(),
            ..self.names(mentions)
        }
    }

    /// Resolves an episode of which nothing else is wanted.
    pub fn resolve(&self, mentions: ExtractedEpisode) -> ResolvedEpisode {
        let named = self.names(&mentions);
        ResolvedEpisode {
            episode: mentions.episode,
            links: mentions.links,
            ..named
        }
    }

    /// What the names of an episode mean.
    fn names(&self, mentions: &ExtractedEpisode) -> ResolvedEpisode {
        let show = self.show(mentions);
        let judged = self.judge(mentions, show);
        let read = self
            .curator
            .as_ref()
            .map(|curator| curator.read(mentions, &self.knowledge.lexicon));
        let (written, mentions) = (mentions, read.as_ref().unwrap_or(mentions));
        let judged: Vec<Judged> = judged
            .into_iter()
            .map(|judged| Judged {
                candidate: &mentions.candidates[judged.index as usize],
                ..judged
            })
            .collect();
        Episode::new(self, written, mentions).resolve(&judged, show)
    }

    /// What each candidate is, where it is anything.
    fn judge<'m>(&self, mentions: &'m ExtractedEpisode, show: &ShowStatistics) -> Vec<Judged<'m>> {
        let mut judged: Vec<Option<Judged>> = Vec::with_capacity(mentions.candidates.len());
        let mut features = FeatureSet::new(&self.knowledge.model, false);
        for (index, candidate) in mentions.candidates.iter().enumerate() {
            let (mut kind, mut probability) = self.scores_by(&mut features, candidate, show).best();
            let spoken = candidate.places == DocumentParts::of(DocumentPart::Transcript);
            let mut sure = probability >= self.knowledge.model.threshold(kind, spoken);
            match self.curated_verdict(candidate) {
                Some(Verdict::Drop) => sure = false,
                Some(Verdict::Kind(stated)) => (kind, probability, sure) = (stated, 1.0, true),
                None => {}
            }
            judged.push(sure.then_some(Judged {
                index: index as u32,
                candidate,
                kind,
                probability,
            }));
        }
        // A part of a longer name is no entity of its own, unless it also stands alone or is known.
        let covered: Vec<bool> = judged
            .iter()
            .map(|judgement| {
                judgement.as_ref().is_some_and(|judgement| {
                    judgement.candidate.free == 0
                        && judgement.candidate.inside.iter().any(|longer| {
                            judged[*longer as usize].as_ref().is_some_and(|longer| {
                                // "I/O 2016" is an event of its own, and the one that is meant.
                                let dated = longer.kind == Kind::Event
                                    && longer.candidate.key.ends_with(|c: char| c.is_ascii_digit());
                                let known = !judgement.candidate.entries.is_empty();
                                longer.kind == judgement.kind
                                    && (dated
                                        || !known && longer.probability >= judgement.probability)
                            })
                        })
                })
            })
            .collect();
        let mut judged: Vec<Judged> = judged
            .into_iter()
            .zip(covered)
            .filter_map(|(judgement, covered)| judgement.filter(|_| !covered))
            .collect();
        self.join_spellings(mentions, &mut judged);
        judged
    }

    /// Other spellings of what was found: "initContainers" beside "init containers".
    fn join_spellings<'m>(&self, mentions: &'m ExtractedEpisode, judged: &mut Vec<Judged<'m>>) {
        let mut by_key: FxHashMap<&str, (Kind, f32)> = FxHashMap::default();
        let mut found = vec![false; mentions.candidates.len()];
        for judgement in judged.iter() {
            found[judgement.index as usize] = true;
            if judgement.kind != Kind::Person {
                by_key.insert(
                    &judgement.candidate.key,
                    (judgement.kind, judgement.probability),
                );
            }
        }
        for (index, candidate) in mentions
            .candidates
            .iter()
            .enumerate()
            .filter(|(index, _)| !found[*index])
        {
            // A single small word is no spelling of a name: "go" is not Go.
            let telling = candidate.entries.is_empty()
                && (candidate.form.contains([' ', '-'])
                    || candidate.form.contains(char::is_uppercase));
            if let Some((kind, probability)) =
                by_key.get(candidate.key.as_str()).filter(|_| telling)
            {
                judged.push(Judged {
                    index: index as u32,
                    candidate,
                    kind: *kind,
                    probability: *probability,
                });
            }
        }
    }

    /// What the producer says of a candidate.
    fn curated_verdict(&self, candidate: &Candidate) -> Option<Verdict> {
        let curator = self.curator.as_ref()?;
        curator.verdict(candidate, &self.knowledge.lexicon)
    }

    /// Whether the producer says that a candidate is no entity.
    pub fn drops(&self, candidate: &Candidate) -> bool {
        self.curated_verdict(candidate) == Some(Verdict::Drop)
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
        spelled.or_else(|| {
            let mut entries = lexicon.find(&candidate.key).into_iter();
            entries.find(|id| {
                let entry = lexicon.entry(*id);
                entry.kind == kind && key(entry.name) == candidate.key && allowed(*id)
            })
        })
    }

    /// The thing that an entry of the lexicon describes.
    pub(super) fn known(&self, id: EntryId) -> &KnownThing {
        let lexicon = &self.knowledge.lexicon;
        self.known[id.0 as usize].get_or_init(|| {
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
            let known = LexiconFacts {
                aliases: entry.aliases().map(str::to_owned).collect(),
                same_as: item
                    .into_iter()
                    .chain(entry.url.map(str::to_owned))
                    .collect(),
                part_of: whole,
            };
            KnownThing {
                name: entry.name.to_owned(),
                key: key(entry.name),
                known: Arc::new(known),
            }
        })
    }

    /// The long form that the corpus gives for a short one, where it gives only one.
    pub(super) fn long_form(&self, short: &str) -> Option<&str> {
        let long = self.summary.abbreviations.get(short)?;
        match long.len() {
            1 => long.keys().next().map(String::as_str),
            _ => None,
        }
    }

    /// The commonest spelling of a key.
    pub(super) fn spelling(&self, key: &str, otherwise: &str) -> String {
        self.summary
            .names
            .get(key)
            .and_then(|count| count.spelling())
            .unwrap_or(otherwise)
            .to_owned()
    }
}
