//! What only the whole corpus can tell, as counts.
//!
//! The [`CorpusStatistics`] of one document are folded into another by [`CorpusStatistics::merge`], which is associative
//! and commutative: all counts are integers, so any split of the corpus, in any order, on any number
//! of machines gives the same counts.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use serde::{Deserialize, Serialize, Serializer};

use crate::extract::{ExtractedEpisode, Role};
use crate::knowledge::weights::{OUTCOMES, WEIGHED_KINDS, likeliest_kind};
use crate::vocabulary::{DocumentPart, DocumentParts, Kind};

/// Probabilities are counted in thousandths.
const UNIT: f32 = 1000.0;

/// What the corpus says of one name (by its key).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NameStatistics {
    /// In how many episodes it was a candidate.
    pub episodes: u32,
    /// In how many of them it is expected to be of each kind of [`WEIGHED_KINDS`]: the sum of its
    /// probabilities, in thousandths.
    pub expected_count: [u64; WEIGHED_KINDS.len()],
    /// In how many it labels a link.
    pub linked: u32,
    /// In how many it is a tag or category.
    pub tagged: u32,
    /// In how many it stands in the notes or the transcript.
    pub written: u32,
    /// How it is spelled, and how often, sorted by spelling.
    pub forms: Vec<(String, u32)>,
}

/// What the corpus says of one person of a show.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PersonStatistics {
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
#[non_exhaustive]
pub struct ShowStatistics {
    /// How many episodes.
    pub episodes: u32,
    /// In how many of them a block of notes stands, by fingerprint.
    #[serde(serialize_with = "sorted")]
    pub blocks: FxHashMap<u64, u32>,
    /// Its people, by name as written.
    pub people: BTreeMap<String, PersonStatistics>,
}

/// The counts of a corpus.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CorpusStatistics {
    /// How many episodes.
    pub episodes: u32,
    /// By key of the name. Boxed, since a hash table is half empty and copied where it grows: counts
    /// that lie in it would make the peak of memory.
    #[serde(serialize_with = "sorted")]
    pub names: FxHashMap<String, Box<NameStatistics>>,
    /// By name of the show.
    pub shows: BTreeMap<String, ShowStatistics>,
    /// Short forms that some document explains: key of the short form, key of the long form, in how
    /// many documents.
    pub abbreviations: BTreeMap<String, BTreeMap<String, u32>>,
}

/// Writes a map by its keys, so that equal counts give equal bytes.
fn sorted<K, V, S>(map: &FxHashMap<K, V>, serializer: S) -> Result<S::Ok, S::Error>
where
    K: Ord + Serialize,
    V: Serialize,
    S: Serializer,
{
    serializer.collect_map(map.iter().collect::<BTreeMap<_, _>>())
}

impl CorpusStatistics {
    /// The statistics of one document.
    pub fn of(episode: &ExtractedEpisode) -> Self {
        let mut statistics = Self::default();
        statistics.add(episode);
        statistics
    }

    /// Counts one document more.
    pub fn add(&mut self, episode: &ExtractedEpisode) {
        self.episodes += 1;
        let likeliest: Vec<[f32; OUTCOMES]> = episode
            .candidates
            .iter()
            .map(|candidate| candidate.scores.probabilities())
            .collect();
        self.add_names(episode, &likeliest);
        let key = |index: u32| &episode.candidates[index as usize].key;
        let explained = episode.abbreviations.iter();
        let explained: BTreeSet<_> = explained
            .map(|pair| (key(pair.short), key(pair.long)))
            .collect();
        for (short, long) in explained {
            let known = self.abbreviations.entry(short.clone()).or_default();
            *known.entry(long.clone()).or_default() += 1;
        }
        let show = self.shows.entry(episode.episode.show.clone()).or_default();
        show.add(episode, &likeliest);
    }

    fn add_names(&mut self, episode: &ExtractedEpisode, likeliest: &[[f32; OUTCOMES]]) {
        // A document counts once for each key, whatever its spellings there.
        let mut here: FxHashMap<&str, DocumentCount> = FxHashMap::default();
        here.reserve(episode.candidates.len());
        for (candidate, likeliest) in episode.candidates.iter().zip(likeliest) {
            let count_here = here.entry(&candidate.key).or_default();
            for (most, probability) in count_here.probabilities.iter_mut().zip(&likeliest[1..]) {
                *most = (*most).max((probability * UNIT).round() as u64);
            }
            count_here.linked |= !candidate.pages.is_empty();
            count_here.tagged |=
                candidate.prominence >= 0.5 && candidate.places.contains(DocumentPart::FrontMatter);
            count_here.written |= candidate.places != DocumentParts::of(DocumentPart::FrontMatter);
            let count = entry(&mut self.names, &candidate.key);
            count.add_spelling(Cow::Borrowed(&candidate.form), candidate.count);
        }
        #[expect(clippy::iter_over_hash_type, reason = "sums have no order")]
        for (key, count_here) in here {
            let count = entry(&mut self.names, key);
            count.episodes += 1;
            count.linked += u32::from(count_here.linked);
            count.tagged += u32::from(count_here.tagged);
            count.written += u32::from(count_here.written);
            for (sum, probability) in count
                .expected_count
                .iter_mut()
                .zip(count_here.probabilities)
            {
                *sum += probability;
            }
        }
    }

    /// Adds the counts of another part of the corpus.
    pub fn merge(&mut self, other: Self) {
        self.episodes += other.episodes;
        #[expect(clippy::iter_over_hash_type, reason = "sums have no order")]
        for (key, theirs) in other.names {
            match self.names.entry(key) {
                Entry::Occupied(mine) => mine.into_mut().merge(*theirs),
                Entry::Vacant(free) => {
                    free.insert(theirs);
                }
            }
        }
        for (name, theirs) in other.shows {
            self.shows.entry(name).or_default().merge(theirs);
        }
        for (short, theirs) in other.abbreviations {
            let mine = self.abbreviations.entry(short).or_default();
            for (long, count) in theirs {
                *mine.entry(long).or_default() += count;
            }
        }
    }
}

/// What one document counts of a name.
#[derive(Default)]
struct DocumentCount {
    probabilities: [u64; WEIGHED_KINDS.len()],
    linked: bool,
    tagged: bool,
    written: bool,
}

/// The count of a name; the key is copied only where it is new.
fn entry<'n>(
    names: &'n mut FxHashMap<String, Box<NameStatistics>>,
    key: &str,
) -> &'n mut NameStatistics {
    if !names.contains_key(key) {
        names.insert(key.to_owned(), Box::default());
    }
    names.get_mut(key).expect("it is there now")
}

impl ShowStatistics {
    fn add(&mut self, episode: &ExtractedEpisode, likeliest: &[[f32; OUTCOMES]]) {
        self.episodes += 1;
        let blocks: BTreeSet<u64> = episode.blocks.iter().copied().collect();
        for block in blocks {
            *self.blocks.entry(block).or_default() += 1;
        }
        // In how many episodes, so each document counts once for each person.
        let mut people: BTreeMap<&str, PersonStatistics> = BTreeMap::new();
        for (candidate, likeliest) in episode.candidates.iter().zip(likeliest) {
            let (kind, probability) = likeliest_kind(likeliest);
            if kind == Kind::Person && probability >= 0.5 {
                let person = people.entry(&candidate.form).or_default();
                for (role, _) in &candidate.roles {
                    person.play(Some(*role));
                }
            }
        }
        for credit in episode.credits.iter().filter(|credit| !credit.sponsor) {
            let name = credit.full_name.as_ref().unwrap_or(&credit.name);
            people.entry(name).or_default().play(credit.role);
        }
        let speakers = episode.speakers.iter();
        for speaker in speakers.filter(|one| one.turns > 1 || is_full_name(&one.label)) {
            people.entry(&speaker.label).or_default().spoke = 1;
        }
        for (name, mut person) in people {
            person.episodes = 1;
            self.person(name.to_owned(), &person);
        }
    }

    fn merge(&mut self, other: Self) {
        self.episodes += other.episodes;
        #[expect(clippy::iter_over_hash_type, reason = "sums have no order")]
        for (block, count) in other.blocks {
            *self.blocks.entry(block).or_default() += count;
        }
        for (name, theirs) in other.people {
            self.person(name, &theirs);
        }
    }

    fn person(&mut self, name: String, theirs: &PersonStatistics) {
        let mine = self.people.entry(name).or_default();
        mine.episodes += theirs.episodes;
        mine.hosted += theirs.hosted;
        mine.guested += theirs.guested;
        mine.spoke += theirs.spoke;
    }
}

impl PersonStatistics {
    /// Counts the role in one episode.
    fn play(&mut self, role: Option<Role>) {
        match role {
            Some(Role::Host) => self.hosted = 1,
            Some(Role::Guest) => self.guested = 1,
            None => {}
        }
    }
}

/// Two words or more, the first of them more than an initial.
pub(super) fn is_full_name(name: &str) -> bool {
    let mut words = name.split_whitespace();
    words.next().is_some_and(|first| first.chars().count() > 1) && words.next().is_some()
}

impl NameStatistics {
    /// Adds the counts of the name in another part of the corpus.
    fn merge(&mut self, other: Self) {
        self.episodes += other.episodes;
        self.linked += other.linked;
        self.tagged += other.tagged;
        self.written += other.written;
        for (mine, theirs) in self.expected_count.iter_mut().zip(other.expected_count) {
            *mine += theirs;
        }
        for (form, count) in other.forms {
            self.add_spelling(Cow::Owned(form), count);
        }
    }

    /// Counts a spelling.
    fn add_spelling(&mut self, form: Cow<'_, str>, count: u32) {
        match self
            .forms
            .binary_search_by(|(known, _)| known.as_str().cmp(&form))
        {
            Ok(at) => self.forms[at].1 += count,
            Err(at) => {
                // Most names have one spelling: room for the four that a vector begins with would be
                // a good part of the table.
                if self.forms.len() < 4 {
                    self.forms.reserve_exact(1);
                }
                self.forms.insert(at, (form.into_owned(), count));
            }
        }
    }

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
