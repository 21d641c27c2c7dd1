//! Names that look like entities and that no lexicon has: what is worth adding to one.

use std::collections::{BTreeMap, BTreeSet};

use super::linking::Resolver;
use super::statistics::is_full_name;
use crate::extract::{ExtractedEpisode, Quote, Rule};
use crate::knowledge::lexicon::Lexicon;
use crate::knowledge::weights::WEIGHED_KINDS;
use crate::vocabulary::Kind;

/// Below this probability in an episode a name does not look like an entity there. Lower than what
/// the graph asks for: what it just misses gains most from an entry.
const PLAUSIBLE: f32 = 0.25;

/// A name that may be worth an entry.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Suggestion {
    /// What it probably is.
    pub kind: Kind,
    /// The commonest spelling.
    pub name: String,
    /// The other spellings.
    pub forms: Vec<String>,
    /// In how many episodes it looks like an entity.
    pub episodes: u32,
    /// How often it stands there.
    pub mentions: u32,
    /// The mean probability of that kind over these episodes.
    pub confidence: f32,
    /// The file of the best example.
    pub source: String,
    /// The best example.
    pub quote: Quote,
}

/// What is counted of one key.
struct Tally {
    expected_count: [f32; 5],
    episodes: u32,
    mentions: u32,
    forms: BTreeMap<String, u32>,
    best: f32,
    /// File and quotation of the best example.
    example: (String, Quote),
}

/// Collects the names of a corpus that look like entities and are in no lexicon. The episodes must
/// be added in input order: of equal examples the first one is kept.
#[derive(Default)]
pub struct Suggestions {
    tallies: BTreeMap<String, Tally>,
}

impl Suggestions {
    /// Adds the names of an episode; `resolver` is that of its corpus.
    pub fn add(&mut self, episode: &ExtractedEpisode, resolver: &Resolver) {
        let show = resolver.show(episode);
        let mut seen = BTreeSet::new();
        for candidate in &episode.candidates {
            let alone = candidate.free > 0 && candidate.rule != Rule::Handle;
            if !alone || !candidate.entries.is_empty() || candidate.key.len() < 2 {
                continue;
            }
            let all = resolver.scores(candidate, show).probabilities();
            let sure = 1.0 - all[0];
            if sure < PLAUSIBLE {
                continue;
            }
            let example = || {
                let file = episode.episode.file_of(&candidate.quote);
                let path = file.map_or_else(String::new, |path| path.to_string());
                (path, candidate.quote.clone())
            };
            let tally = self.tallies.entry(candidate.key.clone());
            let tally = tally.or_insert_with(|| Tally {
                expected_count: [0.0; 5],
                episodes: 0,
                mentions: 0,
                forms: BTreeMap::new(),
                best: 0.0,
                example: example(),
            });
            tally.mentions += candidate.count;
            *tally.forms.entry(candidate.form.clone()).or_default() += candidate.count;
            if seen.insert(&candidate.key) {
                tally.episodes += 1;
                for (sum, probability) in tally.expected_count.iter_mut().zip(&all[1..]) {
                    *sum += probability;
                }
            }
            if sure > tally.best {
                tally.best = sure;
                tally.example = example();
            }
        }
    }

    /// The suggestions, most valuable first: the names that would be found in most episodes, and most
    /// surely. People need no entry where the notes give their full names, so only organizations,
    /// products, concepts and events are suggested.
    pub fn finish(self, lexicon: &Lexicon) -> Vec<Suggestion> {
        let tallies = self.tallies.into_values();
        let mut found: Vec<(f32, Suggestion)> = tallies
            .filter_map(|tally| suggestion(tally, lexicon))
            .collect();
        found.sort_by(|(x, a), (y, b)| y.total_cmp(x).then_with(|| a.name.cmp(&b.name)));
        found
            .into_iter()
            .map(|(_, suggestion)| suggestion)
            .collect()
    }
}

/// A suggestion with its worth, unless it is a person or some spelling is known.
fn suggestion(tally: Tally, lexicon: &Lexicon) -> Option<(f32, Suggestion)> {
    let kinds = WEIGHED_KINDS.iter().zip(tally.expected_count);
    let (kind, expected) = kinds.rev().max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    let mut forms: Vec<(String, u32)> = tally.forms.into_iter().collect();
    forms.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let known = forms.iter().any(|(form, _)| !lexicon.find(form).is_empty());
    if *kind == Kind::Person || known {
        return None;
    }
    let mut forms = forms.into_iter().map(|(form, _)| form);
    let name = forms.next()?;
    // Two capitalised words that may be a person's are only worth it when they are surely none.
    let doubtful = is_full_name(&name) && tally.expected_count[0] * 2.0 > expected;
    let (source, quote) = tally.example;
    (!doubtful).then(|| {
        let suggestion = Suggestion {
            kind: *kind,
            name,
            forms: forms.collect(),
            episodes: tally.episodes,
            mentions: tally.mentions,
            confidence: expected / tally.episodes as f32,
            source,
            quote,
        };
        (expected, suggestion)
    })
}
