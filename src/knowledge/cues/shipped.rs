//! The cue words that ship with the crate, read into sets of hashes: those of English, and for notes in
//! another language its own beside them.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use super::table::{CueTable, Introductions, Particles, Words};
use super::{Cue, Cues, Phrases, Side};
use crate::knowledge::word_set::WordSet;
use crate::text::name_key::key;
use crate::text::token::{Language, words_of};
use crate::vocabulary::Kind;

const ENGLISH: &str = include_str!("../../data/cues/en.toml");

fn shipped(toml: &str) -> CueTable {
    toml::from_str(toml).expect("shipped cues")
}

impl Cues {
    /// The words of English that ship with the crate.
    ///
    /// # Panics
    ///
    /// Never with the shipped data: a test reads it.
    pub fn embedded() -> Self {
        Self::new(&shipped(ENGLISH))
    }

    /// The words for notes in another language, read once: its own and those of English. Languages
    /// without a file share one.
    pub fn of(language: Language) -> &'static Self {
        static READ: [OnceLock<Cues>; 6] = [const { OnceLock::new() }; 6];
        let (at, own) = match language {
            Language::German => (1, include_str!("../../data/cues/de.toml")),
            Language::French => (2, include_str!("../../data/cues/fr.toml")),
            Language::Spanish => (3, include_str!("../../data/cues/es.toml")),
            Language::Portuguese => (4, include_str!("../../data/cues/pt.toml")),
            Language::English => (0, ""),
            Language::Other => (5, include_str!("../../data/cues/other.toml")),
        };
        READ[at].get_or_init(|| {
            let mut table = shipped(ENGLISH);
            table.extend(shipped(own));
            Self::new(&table)
        })
    }

    fn new(table: &CueTable) -> Self {
        let mut sections = Phrases::default();
        for (section, phrases) in &table.sections {
            for phrase in phrases {
                sections
                    .entry(hashes(phrase))
                    .or_insert_with(Vec::new)
                    .push(*section);
            }
        }
        let mut cues = Phrases::default();
        let lists = [
            (Cue::HostAfterCue, &table.cues.host_before),
            (Cue::GuestHostAfterCue, &table.cues.guest_host_before),
            (Cue::GuestAfterCue, &table.cues.guest_before),
            (Cue::GuestBeforeCue, &table.cues.guest_after),
            (Cue::HostBeforeCue, &table.cues.host_after),
            (Cue::GivenHostAfterCue, &table.cues.given_host_before),
            (Cue::GivenHostBeforeCue, &table.cues.given_host_after),
        ];
        for (cue, phrases) in lists {
            for phrase in phrases {
                cues.entry(hashes(phrase))
                    .or_insert_with(Vec::new)
                    .push(cue);
            }
        }
        let mut people_headings = Phrases::default();
        for (cue, phrases) in [
            (Cue::HostAfterCue, &table.people_headings.hosts),
            (Cue::GuestAfterCue, &table.people_headings.guests),
        ] {
            for phrase in phrases {
                people_headings
                    .entry(hashes(phrase))
                    .or_insert_with(Vec::new)
                    .push(cue);
            }
        }
        let mut kinds: Phrases<(Side, Kind)> = Phrases::default();
        let mut nouns = HashMap::default();
        let mut tails = BTreeMap::new();
        let (mut kinds_closing, mut kinds_opening) = (WordSet::default(), WordSet::default());
        for (kind, words) in &table.kinds {
            for (side, phrases) in [(Side::After, &words.before), (Side::Before, &words.after)] {
                for phrase in phrases {
                    let phrase = hashes(phrase);
                    match side {
                        Side::After => kinds_closing.extend(phrase.last().copied()),
                        Side::Before => kinds_opening.extend(phrase.first().copied()),
                    }
                    kinds.entry(phrase).or_default().push((side, *kind));
                }
            }
            tails.insert(*kind, words.tails.iter().map(|noun| key(noun)).collect());
            for noun in &words.nouns {
                if let [noun] = *hashes(noun) {
                    nouns.insert(noun, *kind);
                }
            }
        }
        let set = |words: &Words| hashes_of(&[&words.words]);
        let Particles {
            shared,
            persons,
            organizations,
            ..
        } = &table.particles;
        let Introductions { anywhere, titles } = &table.introductions;
        let mut roles = set(&table.roles);
        roles.extend(plurals(&table.roles));
        let phrases = |list: &[String]| -> Phrases<()> {
            list.iter()
                .map(|phrase| (hashes(phrase), vec![()]))
                .collect()
        };
        let ends = |phrases: &Phrases<()>| -> WordSet {
            phrases
                .keys()
                .filter_map(|words| words.last().copied())
                .collect()
        };
        let starts = |phrases: &Phrases<()>| -> WordSet {
            phrases
                .keys()
                .filter_map(|words| words.first().copied())
                .collect()
        };
        let sponsors_before = phrases(&table.sponsorship.before);
        let sponsors_after = phrases(&table.sponsorship.after);
        let notices = phrases(&table.notices.words);
        Self {
            sections,
            labels: set(&table.labels),
            roles,
            person_verbs: set(&table.person_verbs),
            credit_tasks: set(&table.credit_tasks),
            endings: [&table.endings.verbs, &table.endings.adverbs]
                .map(|list| list.as_slice().into()),
            opening: cues
                .keys()
                .filter_map(|words| words.first().copied())
                .collect(),
            closing: cues
                .keys()
                .filter_map(|words| words.last().copied())
                .collect(),
            cues,
            kinds,
            kinds_closing,
            kinds_opening,
            nouns,
            tails,
            dates: set(&table.dates),
            person_particles: hashes_of(&[shared, persons]),
            name_particles: hashes_of(&[shared, organizations]),
            titles: set(&table.titles),
            networks: set(&table.networks),
            event_heads: set(&table.event_heads),
            introductions: hashes_of(&[anywhere]),
            title_introductions: hashes_of(&[anywhere, titles]),
            line_openers: set(&table.line_openers),
            announcements: set(&table.announcements),
            former: hashes_of(&[&table.elsewhere.before]),
            orders: hashes_of(&[&table.elsewhere.orders]),
            units: hashes_of(&[&table.elsewhere.units]),
            parting: hashes_of(&[&table.particles.parting]),
            likenesses: hashes_of(&[&table.elsewhere.like]),
            people_headings,
            sponsors_closing: ends(&sponsors_before),
            sponsors_opening: starts(&sponsors_after),
            sponsors_before,
            sponsors_after,
            own_works: hashes_of(&[&table.sponsorship.own]),
            sponsors_and: hashes_of(&[&table.sponsorship.and]),
            page_tags: set(&table.page_tags),
            notices_opening: starts(&notices),
            notices,
            joints: set(&table.joints),
            employment_verbs: hashes_of(&[&table.employment.verbs]),
            employment_places: hashes_of(&[&table.employment.places]),
            copulas: hashes_of(&[&table.employment.copulas]),
            articles: hashes_of(&[&table.employment.articles]),
        }
    }
}

/// "Engineers" for "engineer"; of words with a hyphen, the last one is meant.
fn plurals(words: &Words) -> impl Iterator<Item = u32> {
    words.words.iter().filter_map(|word| {
        let plural = format!("{word}s");
        hashes(&plural).last().copied()
    })
}

fn hashes_of(lists: &[&Vec<String>]) -> WordSet {
    let words = lists.iter().copied().flatten();
    words.flat_map(|word| hashes(word)).collect()
}

fn hashes(phrase: &str) -> Box<[u32]> {
    words_of(phrase).iter().map(|word| word.hash).collect()
}
