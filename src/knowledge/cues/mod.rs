//! The words of show notes that say what stands beside them: headings, link labels, roles, cues.
//!
//! The words are data (`src/data/cues`, a file a language); here they are turned into sets of word hashes, so
//! that a lookup costs no allocation. The notes of a language are read with its words and those of English.

mod section;
mod shipped;
mod table;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::BuildHasherDefault;

use rustc_hash::FxHashMap;

use super::identity_hasher::IdentityHasher;
use super::word_set::WordSet;
use crate::text::token::{Separator, Token};
use crate::vocabulary::Kind;
pub use section::Section;

/// Which side of a cue the person stands on, and what the cue makes of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Cue {
    /// "hosts A": a host follows.
    HostAfterCue,
    /// "joined by A": a guest follows.
    GuestAfterCue,
    /// "A joins us": a guest stands before.
    GuestBeforeCue,
    /// "A talks with": a host stands before.
    HostBeforeCue,
    /// "guest host A": a host of this one episode follows.
    GuestHostAfterCue,
    /// "berichtet A": a host follows, if it is a given name alone.
    GivenHostAfterCue,
    /// "A berichtet": a host stands before, if it is a given name alone.
    GivenHostBeforeCue,
}

/// What a word is, as its ending says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum WordForm {
    /// "bebieron", "regardaient".
    Verb,
    /// "quickly", "lentamente".
    Adverb,
}

/// On which side of its trigger word a name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Side {
    /// The name follows: "speaking at NAME".
    After,
    /// The name stands before: "NAME acquires".
    Before,
}

/// Cue phrases by the hashes of their words.
type Phrases<T> = FxHashMap<Box<[u32]>, Vec<T>>;

/// All cue words.
pub struct Cues {
    sections: Phrases<Section>,
    labels: WordSet,
    roles: WordSet,
    person_verbs: WordSet,
    credit_tasks: WordSet,
    /// How verbs end, and adverbs.
    endings: [Box<[String]>; 2],
    cues: Phrases<Cue>,
    /// The first and the last words of cues: most words are neither, and need no look-up.
    opening: WordSet,
    closing: WordSet,
    kinds: Phrases<(Side, Kind)>,
    /// The last word of what stands before names of a kind, the first of what stands behind them.
    kinds_closing: WordSet,
    kinds_opening: WordSet,
    nouns: HashMap<u32, Kind, BuildHasherDefault<IdentityHasher>>,
    tails: BTreeMap<Kind, HashSet<String>>,
    dates: WordSet,
    person_particles: WordSet,
    name_particles: WordSet,
    titles: WordSet,
    networks: WordSet,
    event_heads: WordSet,
    introductions: WordSet,
    title_introductions: WordSet,
    line_openers: WordSet,
    announcements: WordSet,
    former: WordSet,
    orders: WordSet,
    units: WordSet,
    /// Headings above lists of hosts and guests.
    people_headings: Phrases<Cue>,
    sponsors_before: Phrases<()>,
    sponsors_after: Phrases<()>,
    /// The last words of what stands before sponsors, the first of what stands behind them.
    sponsors_closing: WordSet,
    sponsors_opening: WordSet,
    own_works: WordSet,
    sponsors_and: WordSet,
    page_tags: WordSet,
    notices: Phrases<()>,
    notices_opening: WordSet,
    joints: WordSet,
    employment_verbs: WordSet,
    employment_places: WordSet,
    copulas: WordSet,
    articles: WordSet,
    likenesses: WordSet,
    parting: WordSet,
}

/// The longest cue phrase, in words.
const LONGEST: usize = 4;

impl Cues {
    /// What a heading announces: the earliest class (in the order of [`Section`]) with a phrase in it.
    pub fn section(&self, heading: &[Token]) -> Section {
        let mut found = Section::Other;
        for start in 0..heading.len() {
            for end in start + 1..=(start + LONGEST).min(heading.len()) {
                let words: Vec<u32> = heading[start..end].iter().map(|t| t.hash).collect();
                for section in self.sections.get(words.as_slice()).into_iter().flatten() {
                    // "about" opens a biography and "about" inside a heading means nothing.
                    if *section != Section::Biography || start == 0 {
                        found = found.min(*section);
                    }
                }
            }
        }
        found
    }

    /// Whether words are a label that names nothing itself ("docs", "blog post").
    pub fn is_label(&self, words: &[Token]) -> bool {
        !words.is_empty()
            && words.len() <= 3
            && words.iter().all(|word| self.labels.contains(&word.hash))
    }

    /// Whether a word says what a person is.
    pub fn is_role(&self, word: &Token) -> bool {
        self.roles.contains(&word.hash)
    }

    /// Whether a word names what is done for an episode: the last word of a credit's label.
    pub fn is_credit_task(&self, word: &Token) -> bool {
        self.credit_tasks.contains(&word.hash)
    }

    /// Whether a word says what people do: a verb that stands behind names.
    pub fn is_person_verb(&self, word: &Token) -> bool {
        self.person_verbs.contains(&word.hash)
    }

    /// Whether a word in small letters is a verb or an adverb, by its ending: in no name, and in few terms.
    pub fn word_form(&self, word: &str) -> Option<WordForm> {
        let ends = |list: &[String]| {
            let mut endings = list.iter();
            // "only" and "dio" are too short to tell.
            endings.any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending.as_str()))
        };
        let [verbs, adverbs] = &self.endings;
        if ends(verbs) {
            Some(WordForm::Verb)
        } else if ends(adverbs) {
            Some(WordForm::Adverb)
        } else {
            None
        }
    }

    /// Whether a word of `text` is a small one that stands inside names of persons: "van", not "Van".
    pub fn is_person_particle(&self, word: &Token, text: &str) -> bool {
        self.person_particles.contains(&word.hash) && is_lower(word.text(text))
    }

    /// Whether a word of `text` is a small one that stands inside names of persons or organizations, for
    /// the rules on roles: "Bank of America". Fewer of persons' particles than
    /// [`is_person_particle`](Self::is_person_particle) knows.
    pub fn is_name_particle(&self, word: &Token, text: &str) -> bool {
        self.name_particles.contains(&word.hash) && is_lower(word.text(text))
    }

    /// Whether a word is a title before a person's name: "Dr".
    pub fn is_title(&self, word: &Token) -> bool {
        self.titles.contains(&word.hash)
    }

    /// Whether a word joins two names of a list: "and".
    pub fn is_joint(&self, word: &Token) -> bool {
        self.joints.contains(&word.hash)
    }

    /// Whether a word opens what is said of a person behind the name: "NAME is …", "NAME works …".
    pub fn is_employment_verb(&self, word: &Token) -> bool {
        self.employment_verbs.contains(&word.hash)
    }

    /// Whether a word stands between a role and the organization: "at".
    pub fn is_employment_place(&self, word: &Token) -> bool {
        self.employment_places.contains(&word.hash)
    }

    /// Whether a word says that one thing is another: "is".
    pub fn is_copula(&self, word: &Token) -> bool {
        self.copulas.contains(&word.hash)
    }

    /// Whether a small word stands between two names and in none: "Music by NAME", "NAME as NAME".
    pub fn parts_names(&self, word: &Token) -> bool {
        self.parting.contains(&word.hash)
    }

    /// Whether a word says that what follows is but an example: "guests like NAME".
    pub fn is_likeness(&self, word: &Token) -> bool {
        self.likenesses.contains(&word.hash)
    }

    /// Whether a word is an article.
    pub fn is_article(&self, word: &Token) -> bool {
        self.articles.contains(&word.hash)
    }

    /// Whether a word names a site where people have accounts.
    pub fn is_network(&self, word: &Token) -> bool {
        self.networks.contains(&word.hash)
    }

    /// Whether names of conferences end with a word.
    pub fn is_event_head(&self, word: &Token) -> bool {
        self.event_heads.contains(&word.hash)
    }

    /// Whether a word introduces a guest: "featuring NAME".
    pub fn introduces_guest(&self, word: &Token) -> bool {
        self.introductions.contains(&word.hash)
    }

    /// Whether a word of a title introduces a guest: "Interview: NAME" too.
    pub fn introduces_guest_in_title(&self, word: &Token) -> bool {
        self.title_introductions.contains(&word.hash)
    }

    /// Whether a word opens a line before the name that the line is about: "Introducing NAME".
    pub fn opens_line(&self, word: &Token) -> bool {
        self.line_openers.contains(&word.hash)
    }

    /// Whether a word says what a title does with the name behind it: "Announcing NAME".
    pub fn announces(&self, word: &Token) -> bool {
        self.announcements.contains(&word.hash)
    }

    /// Whose names a list has under a heading of these words: hosts' or guests'.
    pub fn people_heading(&self, heading: &[Token]) -> Option<Cue> {
        let words: Vec<u32> = heading.iter().map(|word| word.hash).collect();
        let cues = self.people_headings.get(words.as_slice())?;
        cues.first().copied()
    }

    /// Whether the cue that ends before `words[at]` says who has a part in another episode: "our former
    /// host A", "last week's guest A", "Next week our guest will be A".
    pub fn is_elsewhere(&self, words: &[Token], at: usize) -> bool {
        let sentence = (0..at)
            .rev()
            .find(|start| *start == 0 || words[*start].gap >= Separator::Sentence)
            .unwrap_or(0);
        (sentence..at).any(|index| {
            let close = index + 4 >= at;
            if self.former.contains(&words[index].hash) && index + 3 >= at && index + 1 < at {
                return true;
            }
            let unit = words.get(index + 1).filter(|_| index + 1 < at);
            let timed = self.orders.contains(&words[index].hash)
                && unit.is_some_and(|unit| self.units.contains(&unit.hash));
            // "In last week's episode we talked with A": one word before the order at most.
            timed && (index <= sentence + 1 || close)
        })
    }

    /// The cues whose phrase ends right before `words[at]`.
    pub fn before(&self, words: &[Token], at: usize) -> impl Iterator<Item = Cue> {
        let closes = at > 0 && self.closing.contains(&words[at - 1].hash);
        let longest = if closes { LONGEST.min(at) } else { 0 };
        (1..=longest).rev().flat_map(move |length| {
            self.lookup(&words[at - length..at]).filter(|cue| {
                matches!(
                    cue,
                    Cue::HostAfterCue
                        | Cue::GuestAfterCue
                        | Cue::GuestHostAfterCue
                        | Cue::GivenHostAfterCue
                )
            })
        })
    }

    /// The cues whose phrase begins at `words[at]`.
    pub fn after(&self, words: &[Token], at: usize) -> impl Iterator<Item = Cue> {
        let opens = self.opening.contains(&words[at].hash);
        let longest = if opens {
            LONGEST.min(words.len() - at)
        } else {
            0
        };
        (1..=longest).rev().flat_map(move |length| {
            self.lookup(&words[at..at + length]).filter(|cue| {
                matches!(
                    cue,
                    Cue::GuestBeforeCue | Cue::HostBeforeCue | Cue::GivenHostBeforeCue
                )
            })
        })
    }

    fn lookup(&self, words: &[Token]) -> impl Iterator<Item = Cue> {
        found(&self.cues, words)
    }

    /// The kinds of names that the trigger words right before `words[at]` announce.
    pub fn kind_cues_before(&self, words: &[Token], at: usize) -> impl Iterator<Item = Kind> {
        let closes = at > 0 && self.kinds_closing.contains(&words[at - 1].hash);
        let longest = if closes { LONGEST.min(at) } else { 0 };
        (1..=longest)
            .flat_map(move |length| found(&self.kinds, &words[at - length..at]))
            .filter(|(side, _)| *side == Side::After)
            .map(|(_, kind)| kind)
    }

    /// The kinds of names that the trigger words from `words[at]` on tell of.
    pub fn kind_cues_after(&self, words: &[Token], at: usize) -> impl Iterator<Item = Kind> {
        let opens = self.kinds_opening.contains(&words[at].hash);
        let longest = if opens {
            LONGEST.min(words.len() - at)
        } else {
            0
        };
        (1..=longest)
            .flat_map(move |length| found(&self.kinds, &words[at..at + length]))
            .filter(|(side, _)| *side == Side::Before)
            .map(|(_, kind)| kind)
    }

    /// The kind of the things that a noun is a word for ("company", "library").
    pub fn noun(&self, word: &Token) -> Option<Kind> {
        self.nouns.get(&word.hash).copied()
    }

    /// Whether a noun behind a name of a kind says no more than that kind: the last word of a
    /// [`name_key::key`](crate::text::name_key::key).
    pub fn says_kind(&self, noun: &str, kind: Kind) -> bool {
        self.tails
            .get(&kind)
            .is_some_and(|nouns| nouns.contains(noun))
    }

    /// Whether the words right before `words[at]` announce a sponsor: "brought to you by".
    pub fn announces_sponsor(&self, words: &[Token], at: usize) -> bool {
        let closes = at > 0 && self.sponsors_closing.contains(&words[at - 1].hash);
        let longest = if closes { LONGEST.min(at) } else { 0 };
        (1..=longest).any(|length| {
            found(&self.sponsors_before, &words[at - length..at])
                .next()
                .is_some()
        })
    }

    /// Whether the words from `words[at]` on thank a sponsor: "for supporting the show".
    pub fn thanks_sponsor(&self, words: &[Token], at: usize) -> bool {
        self.sponsors_opening.contains(&words[at].hash) && opens(&self.sponsors_after, words, at)
    }

    /// Whether a word says that a sentence is about the episode or speaks to its listeners.
    pub fn is_own_work(&self, word: &Token) -> bool {
        self.own_works.contains(&word.hash)
    }

    /// Whether a word joins a sponsor to the one before.
    pub fn joins_sponsors(&self, word: &Token) -> bool {
        self.sponsors_and.contains(&word.hash)
    }

    /// Whether a word of a tag says that the page is an episode.
    pub fn is_page_tag(&self, word: &Token) -> bool {
        self.page_tags.contains(&word.hash)
    }

    /// Whether the notice of a service begins at `words[at]`: "Hosted on NAME".
    pub fn opens_notice(&self, words: &[Token], at: usize) -> bool {
        self.notices_opening.contains(&words[at].hash) && opens(&self.notices, words, at)
    }

    /// Whether a word is a month's name.
    pub fn is_date(&self, word: &Token) -> bool {
        self.dates.contains(&word.hash)
    }
}

fn found<T: Copy>(phrases: &Phrases<T>, words: &[Token]) -> impl Iterator<Item = T> {
    let mut key = [0; LONGEST];
    for (slot, word) in key.iter_mut().zip(words) {
        *slot = word.hash;
    }
    let found = phrases.get(&key[..words.len()]);
    found.into_iter().flatten().copied()
}

/// Whether one of the phrases begins at `words[at]`.
fn opens(phrases: &Phrases<()>, words: &[Token], at: usize) -> bool {
    let longest = LONGEST.min(words.len() - at);
    (1..=longest).any(|length| found(phrases, &words[at..at + length]).next().is_some())
}

fn is_lower(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::words_of;

    #[test]
    fn headings() {
        let cues = Cues::embedded();
        let cases = [
            ("Sponsors", Section::Sponsor),
            ("LogRocket - Sponsor", Section::Sponsor),
            ("About Carter", Section::Biography),
            ("All about Rust", Section::Other),
            ("Episode Links", Section::Links),
            ("Cool things of the week", Section::Picks),
            ("Tweet us your tasty treats", Section::Contact),
            ("Credits", Section::Credits),
            ("Where can you find us next?", Section::Events),
            ("Upcoming events", Section::Events),
        ];
        for (heading, expected) in cases {
            assert_eq!(cues.section(&words_of(heading)), expected, "{heading}");
        }
    }

    #[test]
    fn labels_and_cues() {
        let cues = Cues::embedded();
        assert!(cues.is_label(&words_of("blog post")));
        assert!(!cues.is_label(&words_of("initContainers")));
        let text = words_of("Ann is joined by Bob");
        assert!(cues.before(&text, 4).any(|cue| cue == Cue::GuestAfterCue));
        assert!(cues.after(&text, 1).any(|cue| cue == Cue::HostBeforeCue));
        let text = words_of("speaking at RustConf in September");
        let announced: Vec<Kind> = cues.kind_cues_before(&text, 2).collect();
        assert_eq!(announced, [Kind::Event]);
        assert!(cues.is_date(&text[4]));
        let text = words_of("Example acquires a startup");
        assert_eq!(
            cues.kind_cues_after(&text, 1).next(),
            Some(Kind::Organization)
        );
        assert_eq!(cues.noun(&text[3]), Some(Kind::Organization));
    }
}
