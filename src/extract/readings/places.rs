//! How much speaks for a name being that of a place.

use super::holds;
use crate::extract::candidates::CandidateSpan;
use crate::extract::collect::EXAMINED;
use crate::extract::collected::{CollectedMentions, PendingCandidate};
use crate::extract::tokenized::TokenizedDocument;
use crate::extract::word::{is_common, is_name_like};
use crate::knowledge::gazetteer::{Gazetteer, Place};
use crate::knowledge::name_lists;
use crate::knowledge::name_lists::WordClass;
use crate::source::BlockKind;
use crate::text::token::{Separator, Token, WordShape};

/// The longest name of a place, in words, that is read by its surroundings alone.
const UNKNOWN: usize = 3;
/// From this rank on a place beside a name says that it is one too.
const KNOWN_WELL: u8 = 5;

/// Reads places.
pub(in crate::extract) struct PlaceReader<'a> {
    pub tokenized: &'a TokenizedDocument<'a>,
    pub collected: &'a CollectedMentions,
    pub gazetteer: &'a Gazetteer,
}

/// What one mention shows.
#[derive(Default)]
struct Signs {
    points: f32,
    /// It is a part of a longer name.
    is_part: bool,
    /// Of a person's, by the look of it.
    of_person: bool,
}

impl PlaceReader<'_> {
    /// The points of a name, from its own form and from the mention that shows most.
    pub(in crate::extract) fn points(&self, candidate: &PendingCandidate) -> f32 {
        let words = &self.tokenized.tokens[candidate.first as usize..=candidate.last as usize];
        let (first, last) = (&words[0], &words[words.len() - 1]);
        let ends = is_name_like(last) || !last.shape.contains(WordShape::LOWER);
        if !is_name_like(first) && !holds(&self.gazetteer.cues.openers, first) || !ends {
            return 0.0;
        }
        let entries = self.collected.entries(candidate.entries);
        let known = self.gazetteer.find(words);
        let known = known.filter(|place| self.is_spelled_so(place, words));
        let headed = known.is_none() && self.is_headed(words);
        if known.is_none() && !headed && (words.len() > UNKNOWN || !entries.is_empty()) {
            return 0.0;
        }
        let mut points = match known {
            Some(place) => prior(&place, words),
            None if headed => 2.0,
            None => -2.0,
        };
        // What the lexicon knows by this name is likelier meant.
        if !entries.is_empty() {
            points -= 2.5;
        }
        points + self.surroundings(candidate, known.is_some() || headed)
    }

    /// Whether a single word in capitals is a short form of a place's name, and the other way round: "LA" is a city,
    /// "La" and "ROM" are none.
    fn is_spelled_so(&self, place: &Place, words: &[Token]) -> bool {
        const SHORT: u32 = 5;
        let [word] = words else { return true };
        let capitals = word.shape.contains(WordShape::ALL_CAPS);
        if !capitals && word.end - word.start > SHORT {
            return true;
        }
        let text = word
            .text(self.tokenized.document.text.buffer())
            .to_lowercase();
        let mut names = place.names().filter(|name| name.to_lowercase() == text);
        names.any(|name| capitals != name.chars().any(char::is_lowercase))
    }

    /// What the mentions of a name show.
    fn surroundings(&self, candidate: &PendingCandidate, known: bool) -> f32 {
        let (mut best, mut second) = (f32::MIN, f32::MIN);
        let (mut of_person, mut parts, mut seen) = (false, 0, 0);
        let mentions = self.collected.mentions_of(candidate);
        for (_, mention) in mentions.take(EXAMINED as usize) {
            let block = self.collected.block_of(mention).block;
            seen += 1;
            if self.collected.is_in_work(block, &mention.span) {
                parts += 1;
                continue;
            }
            let signs = self.signs(block as usize, &mention.span, known);
            of_person |= signs.of_person;
            if signs.is_part {
                parts += 1;
            } else {
                second = second.max(best.min(signs.points));
                best = best.max(signs.points);
            }
        }
        if seen == 0 {
            // Speech: no marks, and capitals at the whim of who wrote it down.
            return if candidate.spoken_inner > 0 && candidate.free * 2 > candidate.count {
                0.0
            } else {
                -1.5
            };
        }
        if parts == seen {
            return -4.0;
        }
        let again = if second > 0.0 { 0.5 } else { 0.0 };
        best + again + if of_person { -3.0 } else { 0.0 }
    }

    fn signs(&self, block: usize, span: &CandidateSpan, known: bool) -> Signs {
        let cues = &self.gazetteer.cues;
        let words = self.tokenized.words(block);
        let (first, last) = (span.first as usize, span.last as usize);
        let title_case = self.tokenized.blocks[block].title_case;
        let mut signs = Signs::default();
        let name = |word: &Token| {
            let class = name_lists::of_hash(word.hash);
            class.intersects(WordClass::GIVEN | WordClass::SURNAME)
                && !class.intersects(WordClass::COMMON | WordClass::STOP)
        };
        if first > 0 && words[first].gap.joins() {
            let (word, before) = (&words[first - 1], first.checked_sub(2).map(|at| &words[at]));
            let joined = words[first - 1].gap.joins();
            let before = before.filter(|_| joined);
            if holds(&cues.of, word) && before.is_some_and(|noun| holds(&cues.nouns, noun)) {
                signs.points += 4.0;
            } else if holds(&cues.of, word) && before.is_some_and(is_name_like) && !title_case {
                // "University of Oxford": the longer name decides.
                signs.points -= 0.5;
            } else if holds(&cues.of, word) {
                // "a tour of Lisbon"
                signs.points += 1.0;
            } else if holds(&cues.before, word) {
                let verb = before.is_some_and(|verb| holds(&cues.verbs, verb));
                signs.points += if holds(&cues.weak, word) { 1.0 } else { 2.0 };
                signs.points += f32::from(verb);
            } else if holds(&cues.nouns, word) || holds(&cues.verbs, word) {
                signs.points += 1.5;
            } else if holds(&cues.articles, word)
                && before.is_some_and(|word| holds(&cues.before, word) && !holds(&cues.weak, word))
            {
                // "in the Netherlands"
                signs.points += 1.5;
            } else if is_name_like(word) && !title_case && !opens(words, first - 1) {
                signs.is_part = true;
                signs.of_person |= name(word);
            }
        }
        if let Some(next) = words.get(last + 1) {
            let possessive = words[last].shape.contains(WordShape::POSSESSIVE);
            if next.gap.joins() && !possessive {
                let capitals = words[last].shape.contains(WordShape::ALL_CAPS);
                if is_name_like(next) && (capitals || !title_case || words.len() <= 6) {
                    signs.is_part = true;
                    signs.of_person |= name(next);
                } else if holds(&cues.speech, next) {
                    signs.points -= 2.5;
                }
            }
            if next.gap.joins() && possessive && is_name_like(next) {
                // "America's Dance Crew": a longer name, most often.
                signs.points -= 1.0;
            }
            if next.gap == Separator::Comma
                && let Some(place) = self.known_from(words, last + 1)
            {
                signs.points += if place.holds { 3.0 } else { 1.0 };
            }
            // What stands in one list is of one kind: "Georgia and Utah".
            if known && is_and(next) && self.known_from(words, last + 2).is_some() {
                signs.points += 1.5;
            }
        }
        if self.known_before(words, first).is_some() && known {
            signs.points += 1.5;
        }
        let base = self.tokenized.blocks[block].words.start;
        if let Some(link) = self.tokenized.run(base + span.first).link {
            let href = &self.tokenized.document.links[link as usize].href;
            let map = [
                "google.com/maps",
                "maps.google.",
                "goo.gl/maps",
                "openstreetmap.org",
            ];
            if map.iter().any(|map| href.contains(map)) {
                signs.points += 3.0;
            }
        }
        let kind = self.tokenized.document.blocks[block].kind;
        if matches!(kind, BlockKind::Tag | BlockKind::Category) && words.len() == last - first + 1 {
            signs.points += 1.25;
        }
        if title_case {
            signs.points *= 0.75;
        }
        signs
    }

    /// The well-known place whose name begins at a word.
    fn known_from(&self, words: &[Token], at: usize) -> Option<Place> {
        (1..=3).rev().find_map(|size| {
            let name = words.get(at..at + size)?;
            let joined = name[1..].iter().all(|word| word.gap.joins());
            self.known_well(name).filter(|_| joined)
        })
    }

    /// The well-known place before a name in a list: "Ohio, Utah and X".
    fn known_before(&self, words: &[Token], first: usize) -> Option<Place> {
        let end = match words[first].gap {
            Separator::Comma => first,
            // "and": a small word between two names.
            Separator::Space if first > 1 && is_and(&words[first - 1]) => first - 1,
            _ => return None,
        };
        (1..=3).rev().find_map(|size| {
            let name = words.get(end.checked_sub(size)?..end)?;
            let joined = name[1..].iter().all(|word| word.gap.joins());
            self.known_well(name).filter(|_| joined)
        })
    }

    fn known_well(&self, name: &[Token]) -> Option<Place> {
        let place = self.gazetteer.find(name)?;
        let meant = place.rank >= KNOWN_WELL && !place.plain;
        (meant && is_name_like(&name[0])).then_some(place)
    }

    /// Whether its own words say that a name is a place's: "Passaic River", "Lake Tahoe", "Interstate 376".
    fn is_headed(&self, words: &[Token]) -> bool {
        let cues = &self.gazetteer.cues;
        let (first, last) = (&words[0], &words[words.len() - 1]);
        let capital = |word: &Token| is_name_like(word) || word.shape.contains(WordShape::DIGITS);
        // "Random Forest", "Data Lake": plain words make other names.
        let own = |words: &[Token]| {
            words.iter().any(|word| capital(word) && !is_common(word))
                && words
                    .iter()
                    .all(|word| capital(word) || word.end - word.start <= 3)
        };
        words.len() > 1
            && (holds(&cues.heads, last) && is_name_like(last) && own(&words[..words.len() - 1])
                || holds(&cues.openers, first) && capital(last) && own(&words[1..]))
    }
}

/// What a known place's size and the ambiguity of its name are worth.
fn prior(place: &Place, words: &[Token]) -> f32 {
    let size = match place.rank {
        9 => 3.0,
        8 => 2.75,
        7 => 2.25,
        6 => 1.75,
        5 => 1.25,
        4 => 0.75,
        3 => 0.5,
        2 => 0.0,
        _ => -0.5,
    };
    let capitals = words
        .iter()
        .all(|word| word.shape.contains(WordShape::ALL_CAPS));
    if capitals || words.len() > 1 && !place.plain {
        return size;
    }
    let class = name_lists::of_hash(words[0].hash);
    let doubt = if place.plain || class.intersects(WordClass::COMMON | WordClass::STOP) {
        2.5
    } else if class.contains(WordClass::COMMON_GIVEN) {
        2.0
    } else if class.contains(WordClass::GIVEN) {
        1.0
    } else if class.contains(WordClass::SURNAME) {
        0.5
    } else {
        0.0
    };
    // "London" is a surname too, and hardly ever meant as one.
    size - if place.rank >= 8 && doubt <= 1.0 {
        doubt / 2.0
    } else {
        doubt
    }
}

/// Whether a word opens a sentence with a capital that says nothing: "Visit Lisbon".
fn opens(words: &[Token], at: usize) -> bool {
    let opens = at == 0 || words[at].gap >= Separator::Quote;
    opens && is_common(&words[at])
}

/// "and" in five languages.
fn is_and(word: &Token) -> bool {
    use crate::text::token::word_hash;
    use std::sync::LazyLock;
    static AND: LazyLock<[u32; 7]> =
        LazyLock::new(|| ["and", "or", "und", "et", "y", "e", "ou"].map(word_hash));
    AND.contains(&word.hash)
}
