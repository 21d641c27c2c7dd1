//! What linking looks up: what the corpus says, what is known beforehand, what the producer decided.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use crate::config::Curation;
use crate::extract::{Candidate, ExtractedEpisode};
use crate::knowledge::Knowledge;
use crate::knowledge::lexicon::{EntryId, Lexicon};
use crate::resolve::coreference::RecurringPeople;
use crate::resolve::curation::{CurationDecision, Curator};
use crate::resolve::resolved::{Identity, LexiconFacts};
use crate::resolve::statistics::{CorpusStatistics, NameStatistics, ShowStatistics};
use crate::text::name_key::key;
use crate::vocabulary::Kind;

/// The tables that episodes are linked by. They never change, so all threads share them.
pub(super) struct LinkingContext {
    pub(super) statistics: Arc<CorpusStatistics>,
    pub(super) knowledge: Arc<Knowledge>,
    pub(super) curator: Option<Curator>,
    /// Keys that differ in spacing alone, and the key that stands for both.
    spacings: FxHashMap<String, String>,
    /// The people of each show, by its name.
    recurring: BTreeMap<String, RecurringPeople>,
    /// The lexicon's things, each made when an episode first asks for it.
    lexicon_things: Vec<OnceLock<LexiconThing>>,
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
            spacings: spacings(&statistics, &knowledge.lexicon),
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
        let kinds = Kind::ENTITIES.iter().zip(expected);
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
        spelled.or_else(|| {
            let mut entries = lexicon.find(&candidate.key).into_iter();
            entries.find(|id| {
                let entry = lexicon.entry(*id);
                entry.kind == kind && key(entry.name) == candidate.key && allowed(*id)
            })
        })
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
            LexiconThing {
                name: entry.name.to_owned(),
                key: key(entry.name),
                facts: Arc::new(facts),
            }
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

    /// The key that stands for a key and the same letters spaced otherwise: "git hub" for "github".
    pub(super) fn spaced<'k>(&'k self, key: &'k str) -> &'k str {
        self.spacings.get(key).map_or(key, String::as_str)
    }

    /// What a product, organization or concept is in the whole corpus: of the kinds that the lexicon has
    /// for its name, where they are several, or of all, the one that most episodes expect. The
    /// episode's own kind stays where the lexicon knows two things of that name and the episode says
    /// clearly which. Events stay what they are: their names are those of what meets there.
    pub(super) fn settled_kind(&self, candidate: &Candidate, kind: Kind, probability: f32) -> Kind {
        const SETTLED: [Kind; 3] = [Kind::Product, Kind::Organization, Kind::Concept];
        if !SETTLED.contains(&kind) {
            return kind;
        }
        let lexicon = &self.knowledge.lexicon;
        let known = |asked: Kind| {
            let mut entries = candidate.entries.iter();
            entries.any(|id| {
                let traits = lexicon.traits(EntryId(*id));
                traits.kind == asked || traits.also == Some(asked)
            })
        };
        let several = SETTLED.iter().filter(|kind| known(**kind)).count() > 1;
        if several && known(kind) && probability >= TOLD_APART {
            return kind;
        }
        let names = &self.statistics.names;
        let Some(count) = names.get(self.spaced(&candidate.key)) else {
            return kind;
        };
        if candidate.entries.is_empty() && kind == Kind::Product && is_bare_tag(candidate, count) {
            return Kind::Concept;
        }
        let expected = Kind::ENTITIES.iter().copied().zip(count.expected_count);
        let (usual, _) = expected
            .filter(|(kind, _)| SETTLED.contains(kind) && (!several || known(*kind)))
            .fold(
                (kind, 0),
                |best, one| if one.1 > best.1 { one } else { best },
            );
        usual
    }

    /// The commonest spelling of a key.
    pub(super) fn spelling(&self, key: &str, otherwise: &str) -> String {
        let name = self.statistics.names.get(key);
        name.and_then(|name| name.spelling())
            .unwrap_or(otherwise)
            .to_owned()
    }
}

/// How sure an episode must be that a name is another thing there than in the rest of the corpus.
const TOLD_APART: f32 = 0.9;

/// Whether a name is a tag and nothing else in the whole corpus, and not written as products are
/// ("NixOS", "log4j"): what an episode is filed under.
fn is_bare_tag(candidate: &Candidate, count: &NameStatistics) -> bool {
    let inside = candidate.form.split(' ').any(|word| {
        let mut rest = word.chars().skip(1);
        rest.any(|c| c.is_uppercase() || c.is_numeric())
    });
    count.tagged == count.episodes && count.linked == 0 && !inside
}

/// Keys of the corpus that differ in spacing alone, each with the key that stands for both: the
/// lexicon's, else that of more episodes.
fn spacings(statistics: &CorpusStatistics, lexicon: &Lexicon) -> FxHashMap<String, String> {
    let mut spacings = FxHashMap::default();
    let mut joined = String::new();
    for (spaced, count) in statistics.names.iter().filter(|(key, _)| key.contains(' ')) {
        joined.clear();
        joined.extend(spaced.split(' '));
        let Some((joined, other)) = statistics.names.get_key_value(&joined) else {
            continue;
        };
        let entry = |name: &NameStatistics| Some(*lexicon.find(name.spelling()?).first()?);
        let stands = match entry(count).or_else(|| entry(other)) {
            Some(id) => key(lexicon.entry(id).name),
            None if count.episodes >= other.episodes => spaced.clone(),
            None => joined.clone(),
        };
        for key in [spaced, joined] {
            if *key != stands {
                spacings.insert(key.clone(), stands.clone());
            }
        }
    }
    spacings
}
