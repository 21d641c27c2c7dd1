//! Names that look like entities and that no lexicon has: what is worth adding to one.

use std::collections::{BTreeMap, BTreeSet};

use super::resolver::Resolver;
use super::summary::is_full_name;
use crate::extract::{EpisodeFacts, ExtractedEpisode, Quote, Rule};
use crate::knowledge::lexicon::Lexicon;
use crate::vocabulary::Kind;

/// Below this probability in an episode a name does not look like an entity there. Lower than what
/// the graph asks for: what it just misses gains most from an entry.
const PLAUSIBLE: f32 = 0.25;

/// A name that may be worth an entry.
#[derive(Debug, Clone, PartialEq)]
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

/// What is known of one key.
struct Tally<'m> {
    mass: [f32; 5],
    episodes: u32,
    mentions: u32,
    forms: BTreeMap<&'m str, u32>,
    best: f32,
    example: (&'m EpisodeFacts, &'m Quote),
}

/// The names of a corpus that look like entities and are in no lexicon, most valuable first: those
/// that would be found in most episodes, and most surely. People need no entry where the notes give
/// their full names, so only organizations, products, concepts and events are suggested.
pub fn suggest(
    mentions: &[ExtractedEpisode],
    resolver: &Resolver,
    lexicon: &Lexicon,
) -> Vec<Suggestion> {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for document in mentions {
        let show = resolver.show(document);
        let mut seen = BTreeSet::new();
        for candidate in &document.candidates {
            let alone = candidate.free > 0 && candidate.rule != Rule::Handle;
            if !alone || !candidate.entries.is_empty() || candidate.key.len() < 2 {
                continue;
            }
            let all = resolver.scores(candidate, show).probabilities();
            let sure = 1.0 - all[0];
            if sure < PLAUSIBLE {
                continue;
            }
            let tally = tallies.entry(&candidate.key).or_insert(Tally {
                mass: [0.0; 5],
                episodes: 0,
                mentions: 0,
                forms: BTreeMap::new(),
                best: 0.0,
                example: (&document.episode, &candidate.quote),
            });
            tally.mentions += candidate.count;
            *tally.forms.entry(&candidate.form).or_default() += candidate.count;
            if seen.insert(&candidate.key) {
                tally.episodes += 1;
                for (mass, probability) in tally.mass.iter_mut().zip(&all[1..]) {
                    *mass += probability;
                }
            }
            if sure > tally.best {
                tally.best = sure;
                tally.example = (&document.episode, &candidate.quote);
            }
        }
    }
    let mut found: Vec<(f32, Suggestion)> = tallies
        .into_values()
        .filter_map(|tally| suggestion(tally, lexicon))
        .collect();
    found.sort_by(|(x, a), (y, b)| y.total_cmp(x).then_with(|| a.name.cmp(&b.name)));
    found
        .into_iter()
        .map(|(_, suggestion)| suggestion)
        .collect()
}

/// A suggestion with its worth, unless it is a person or some spelling is known.
fn suggestion(tally: Tally, lexicon: &Lexicon) -> Option<(f32, Suggestion)> {
    let kinds = Kind::ENTITIES.iter().zip(tally.mass);
    let (kind, mass) = kinds.rev().max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    let mut forms: Vec<(&str, u32)> = tally.forms.into_iter().collect();
    forms.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let known = forms.iter().any(|(form, _)| !lexicon.find(form).is_empty());
    if *kind == Kind::Person || known {
        return None;
    }
    let mut forms = forms.into_iter().map(|(form, _)| form.to_owned());
    let name = forms.next()?;
    // Two capitalised words that may be a person's are only worth it when they are surely none.
    let doubtful = is_full_name(&name) && tally.mass[0] * 2.0 > mass;
    let (episode, quote) = tally.example;
    (!doubtful).then(|| {
        let suggestion = Suggestion {
            kind: *kind,
            name,
            forms: forms.collect(),
            episodes: tally.episodes,
            mentions: tally.mentions,
            confidence: mass / tally.episodes as f32,
            source: episode
                .file_of(quote)
                .map_or_else(String::new, |path| path.to_string()),
            quote: quote.clone(),
        };
        (mass, suggestion)
    })
}
