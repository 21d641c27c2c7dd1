//! Gathers the distinct names of a document and where each is mentioned: drafts of candidates, which
//! [`weigh`](super::weigh) then weighs one by one.
//!
//! Most drafts come to nothing. So nothing is kept of a draft here but counts, and of a mention in the
//! notes but its proposal; all lie in a few long arrays, and what costs more is left until a name has
//! proved worth it.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;

use super::features::look::{Look, look};
use super::features::{LexiconSpans, is_common, verdict};
use super::mention::{Abbreviation, Role, Rule};
use super::people::{self, Employment, Hint};
use super::reading::TokenizedDocument;
use super::spans::{self, Entries, Proposal, Proposals, is_name_like};
use crate::knowledge::Knowledge;
use crate::knowledge::cues::Section;
use crate::knowledge::weights::IdentityHasher;
use crate::source::{BlockKind, Span};
use crate::text::token::{Separator, Token, WordShape};
use crate::vocabulary::{DocumentPart, DocumentParts};

/// Mentions whose surroundings are looked at, in the notes and in the transcript; further ones are
/// only counted.
pub const LOOKED_AT: u32 = 8;
/// Longer names around a candidate that are remembered of a transcript.
pub const INSIDE_SPOKEN: usize = 16;

/// No mention, and no draft.
pub const NONE: u32 = u32::MAX;

/// A distinct name: a candidate in the making.
pub struct Draft {
    /// The block of its first mention, and the words there, first and last.
    pub block: u32,
    pub first: u32,
    pub last: u32,
    pub rule: Rule,
    pub entries: Entries,
    pub count: u32,
    pub free: u32,
    pub spoken: u32,
    /// Spoken mentions that do not open a sentence.
    pub spoken_inner: u32,
    pub places: DocumentParts,
    pub prominence: f32,
    pub sponsor: bool,
    /// The first and the last of its mentions in the notes.
    pub mentions: (u32, u32),
    /// Longer drafts that contain it in the transcript.
    pub around: Vec<u32>,
    /// The same words, with a capital where this has none or the other way round.
    pub twin: u32,
}

/// A mention in the notes.
pub struct Mention {
    pub proposal: Proposal,
    /// Its block, as an index of [`Gathered::notes`].
    pub note: u32,
    pub draft: u32,
    /// The next mention of the same draft.
    pub next: u32,
}

/// A block of front matter or notes that was read.
pub struct Note {
    pub block: u32,
    /// Its mentions, sorted by place, longer ones first.
    pub mentions: Range<u32>,
    /// The most words that one of them has beyond its first.
    pub widest: u32,
    /// What the lexicon knows in it.
    pub known: LexiconSpans,
    /// Its words that are dates, in order.
    pub dates: Vec<u32>,
}

/// "NAME is a ROLE at ORGANIZATION", as drafts.
pub struct Work {
    pub person: u32,
    pub organization: u32,
    pub role: Option<Span>,
    pub block: u32,
}

/// The part that a rule gives to a draft, and the mention that it read it off.
pub struct Part {
    pub draft: u32,
    pub role: Role,
    pub rule: Rule,
    pub block: u32,
    pub proposal: Proposal,
}

/// A mention in the transcript that may be of a person.
pub struct Heard {
    pub draft: u32,
    pub block: u32,
    pub proposal: Proposal,
}

/// All that was gathered.
#[derive(Default)]
pub struct Gathered {
    pub drafts: Vec<Draft>,
    pub mentions: Vec<Mention>,
    pub notes: Vec<Note>,
    /// The lexicon's entries of all proposals.
    pub entries: Vec<u32>,
    /// The parts that rules give to drafts, each once.
    pub parts: Vec<Part>,
    pub heard: Vec<Heard>,
    pub works: Vec<Work>,
    pub abbreviations: Vec<Abbreviation>,
}

impl Gathered {
    /// The lexicon's entries of a proposal.
    pub fn entries(&self, of: Entries) -> &[u32] {
        &self.entries[of.start as usize..of.end as usize]
    }
}

type ByHash<T> = HashMap<u64, T, BuildHasherDefault<IdentityHasher>>;

/// Reads a document block by block.
pub struct Collector<'a> {
    reading: &'a TokenizedDocument<'a>,
    knowledge: &'a Knowledge,
    by_words: ByHash<u32>,
    /// The proposals of the block at hand, and their drafts.
    proposals: Proposals,
    drafts: Vec<u32>,
    out: Gathered,
}

impl<'a> Collector<'a> {
    pub fn new(reading: &'a TokenizedDocument<'a>, knowledge: &'a Knowledge) -> Self {
        Self {
            reading,
            knowledge,
            by_words: ByHash::default(),
            proposals: Proposals::default(),
            drafts: Vec::new(),
            out: Gathered::default(),
        }
    }

    /// Gathers the names of the notes, and then those of the transcript.
    pub fn run(mut self) -> Gathered {
        let document = self.reading.document;
        for block in 0..document.blocks.len() {
            let words = &self.reading.passages[block].words;
            if document.blocks[block].place != DocumentPart::Transcript && !words.is_empty() {
                self.notes(block);
            }
        }
        let known = self.known_phrases();
        for block in 0..document.blocks.len() {
            if document.blocks[block].place == DocumentPart::Transcript {
                self.transcript(block, &known);
            }
        }
        self.out
    }

    fn notes(&mut self, block: usize) {
        let (reading, knowledge) = (self.reading, self.knowledge);
        let mut proposals = std::mem::take(&mut self.proposals);
        proposals.of_notes(reading, block, knowledge, &mut self.out.entries);
        let found = proposals.found();
        let place = reading.document.blocks[block].place;
        let section = reading.passages[block].section;
        let prominence = prominence(reading.document.blocks[block].kind, section);
        let note = self.out.notes.len() as u32;
        let first = self.out.mentions.len() as u32;
        self.drafts.clear();
        // They stand sorted, so one contains another that reaches no further than any before it.
        let mut reach = None;
        for proposal in found {
            let draft = self.draft(block, proposal);
            self.drafts.push(draft);
            let mention = self.out.mentions.len() as u32;
            self.out.mentions.push(Mention {
                proposal: *proposal,
                note,
                draft,
                next: NONE,
            });
            let draft = &mut self.out.drafts[draft as usize];
            match std::mem::replace(&mut draft.mentions.1, mention) {
                NONE => draft.mentions.0 = mention,
                before => self.out.mentions[before as usize].next = mention,
            }
            draft.count += 1;
            draft.places.insert(place);
            draft.rule = draft.rule.min(proposal.rule);
            draft.sponsor &= section == Section::Sponsor;
            draft.prominence += prominence;
            draft.free += u32::from(reach.is_none_or(|reach| reach < proposal.last));
            reach = reach.max(Some(proposal.last));
        }
        let known = found.iter().filter(|proposal| !proposal.entries.is_empty());
        let known = known.map(|proposal| {
            let entries = self.out.entries(proposal.entries);
            let verdict = verdict(entries, proposal.words(), &knowledge.lexicon);
            (proposal, verdict)
        });
        let known = LexiconSpans::new(known);
        let words = reading.words(block).iter().enumerate();
        let dates = words.filter(|(_, word)| knowledge.cues.is_date(word));
        let dates = dates.map(|(at, _)| at as u32).collect();
        let widest = widest(found);
        self.hints(block, found);
        self.abbreviate(block, found, widest);
        self.out.notes.push(Note {
            block: block as u32,
            mentions: first..self.out.mentions.len() as u32,
            widest,
            known,
            dates,
        });
        self.proposals = proposals;
    }

    /// Who plays which part, and who works where.
    fn hints(&mut self, block: usize, proposals: &[Proposal]) {
        let (reading, cues) = (self.reading, &self.knowledge.cues);
        let names = people::names_in(reading, block, cues, proposals);
        for Hint {
            proposal,
            role,
            rule,
        } in people::hints(reading, block, cues, &names)
        {
            let draft = self.drafts[proposal];
            let same = |part: &Part| (part.draft, part.role, part.rule) == (draft, role, rule);
            if !self.out.parts.iter().any(same) {
                self.out.parts.push(Part {
                    draft,
                    role,
                    rule,
                    block: block as u32,
                    proposal: proposals[proposal],
                });
            }
        }
        for Employment {
            person,
            organization,
            role,
        } in people::employments(reading, block, cues, &names)
        {
            let base = reading.passages[block].words.start;
            self.out.works.push(Work {
                person: self.drafts[person],
                organization: self.drafts[organization],
                role: role
                    .map(|(first, last)| reading.span(base + first as u32, base + last as u32)),
                block: block as u32,
            });
        }
    }

    /// The draft of a proposal's words: a new one where they stand for the first time.
    fn draft(&mut self, block: usize, proposal: &Proposal) -> u32 {
        let base = self.reading.passages[block].words.start;
        let (first, last) = (base + proposal.first, base + proposal.last);
        let words = &self.reading.tokens[first as usize..=last as usize];
        let index = self.out.drafts.len() as u32;
        let identity = identity(words);
        let draft = *self.by_words.entry(identity).or_insert(index);
        if draft == index {
            let twin = self.by_words.get(&(identity ^ 1)).copied();
            if let Some(twin) = twin {
                self.out.drafts[twin as usize].twin = index;
            }
            self.out.drafts.push(Draft {
                block: block as u32,
                first,
                last,
                rule: proposal.rule,
                entries: proposal.entries,
                count: 0,
                free: 0,
                spoken: 0,
                spoken_inner: 0,
                places: DocumentParts::default(),
                prominence: 0.0,
                sponsor: true,
                mentions: (NONE, NONE),
                around: Vec::new(),
                twin: twin.unwrap_or(NONE),
            });
        } else {
            let known = &mut self.out.drafts[draft as usize];
            if known.entries.is_empty() {
                known.entries = proposal.entries;
            }
        }
        draft
    }

    /// "Google Kubernetes Engine (GKE)" and "GKE (Google Kubernetes Engine)".
    fn abbreviate(&mut self, block: usize, proposals: &[Proposal], widest: u32) {
        let words = self.reading.words(block);
        let text = self.reading.document.text.buffer();
        for (index, short) in proposals.iter().enumerate() {
            let at = short.first as usize;
            if short.first != short.last
                || !words[at]
                    .shape
                    .any(WordShape::ALL_CAPS.union(WordShape::MIXED))
                || words[at].end - words[at].start > 8
            {
                continue;
            }
            let letters = words[at].text(text);
            let nearby = short.first.saturating_sub(widest + 1);
            let start = proposals.partition_point(|other| other.first < nearby);
            let beside = proposals.iter().enumerate().skip(start);
            for (other, long) in beside.take_while(|(_, other)| other.first <= short.last + 1) {
                let behind = long.last + 1 == short.first && words[at].gap == Separator::Bracket;
                let before = short.last + 1 == long.first
                    && words[long.first as usize].gap == Separator::Bracket;
                let spelled = &words[long.first as usize..=long.last as usize];
                if (behind || before) && spelled.len() > 1 && spells(letters, spelled, text) {
                    self.out.abbreviations.push(Abbreviation {
                        short: self.drafts[index],
                        long: self.drafts[other],
                    });
                }
            }
        }
    }

    /// The names of the notes by their first word, to be recognised in the transcript.
    fn known_phrases(&self) -> ByHash<Vec<u32>> {
        let mut known = ByHash::<Vec<u32>>::default();
        let blocks = &self.reading.document.blocks;
        if blocks
            .iter()
            .all(|block| block.place != DocumentPart::Transcript)
        {
            return known;
        }
        for (index, draft) in self.out.drafts.iter().enumerate() {
            let word = &self.reading.tokens[draft.first as usize];
            // Single lower-case words of the notes would match everywhere and mean little.
            if draft.first != draft.last || is_name_like(word) || !is_common(word) {
                known
                    .entry(u64::from(word.hash))
                    .or_default()
                    .push(index as u32);
            }
        }
        known
    }

    fn transcript(&mut self, block: usize, known: &ByHash<Vec<u32>>) {
        let words = self.reading.words(block);
        if words.is_empty() {
            return;
        }
        let text = self.reading.document.text.buffer();
        let mut proposals = std::mem::take(&mut self.proposals);
        proposals.of_transcript(self.reading, block, self.knowledge, &mut self.out.entries);
        for (at, word) in words.iter().enumerate() {
            for draft in known.get(&u64::from(word.hash)).into_iter().flatten() {
                let draft = &self.out.drafts[*draft as usize];
                let length = (draft.last - draft.first) as usize;
                if let Some(here) = words.get(at..=at + length)
                    && here[1..].iter().all(|word| word.gap.joins())
                    && same_words(
                        here,
                        &self.reading.tokens[draft.first as usize..=draft.last as usize],
                    )
                {
                    proposals.known(at, at + length);
                }
            }
        }
        proposals.settle();
        let found = proposals.found();
        let widest = widest(found);
        self.drafts.clear();
        for (index, proposal) in found.iter().enumerate() {
            let first = proposal.first as usize;
            let opens = first == 0 || words[first].gap >= Separator::Quote;
            let alone = proposal.first == proposal.last;
            // "Yeah", "So", "Right": a capital at the start of a sentence says nothing.
            if opens && alone && proposal.entries.is_empty() && is_common(&words[first]) {
                self.drafts.push(NONE);
                continue;
            }
            let own = self.draft(block, proposal);
            self.drafts.push(own);
            let draft = &mut self.out.drafts[own as usize];
            draft.count += 1;
            draft.spoken += 1;
            let spelled = &words[first..=proposal.last as usize];
            if draft.spoken <= LOOKED_AT
                && !(alone && opens)
                && look(spelled, text, &self.knowledge.cues) != Look::Other
            {
                self.out.heard.push(Heard {
                    draft: own,
                    block: block as u32,
                    proposal: *proposal,
                });
            }
            draft.spoken_inner += u32::from(!opens);
            draft.sponsor = false;
            draft.places.insert(DocumentPart::Transcript);
            draft.rule = draft.rule.min(proposal.rule);
            let mut free = true;
            // What contains it comes before it.
            let containers = spans::containers(found, Proposal::clone, index, widest);
            for container in containers {
                free = false;
                let container = self.drafts[container];
                if draft.around.len() < INSIDE_SPOKEN && !draft.around.contains(&container) {
                    draft.around.push(container);
                }
            }
            draft.free += u32::from(free);
        }
        self.proposals = proposals;
    }
}

/// The most words that a proposal has beyond its first.
fn widest(proposals: &[Proposal]) -> u32 {
    let widths = proposals
        .iter()
        .map(|proposal| proposal.last - proposal.first);
    widths.max().unwrap_or(0)
}

/// How much standing there makes a name a main topic.
fn prominence(kind: BlockKind, section: Section) -> f32 {
    match kind {
        _ if section == Section::Sponsor => 0.0,
        BlockKind::Title => 0.7,
        BlockKind::Category => 1.0,
        BlockKind::Tag => 0.5,
        BlockKind::Chapter => 0.2,
        BlockKind::Description => 0.3,
        BlockKind::Heading(_) => 0.3,
        _ => 0.0,
    }
}

/// Words that make the same name; the last bit tells whether any has a capital.
fn identity(words: &[Token]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for word in words {
        hash = (hash ^ u64::from(word.hash)).wrapping_mul(0x0100_0000_01b3);
        hash ^= hash >> 29;
    }
    (hash << 1) | u64::from(words.iter().any(is_name_like))
}

fn same_words(one: &[Token], other: &[Token]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| a.hash == b.hash)
}

/// Whether letters are the initials of words ("GKE", "CNCF"); small words may be left out.
fn spells(letters: &str, words: &[Token], text: &str) -> bool {
    let initials: String = words
        .iter()
        .filter_map(|word| word.text(text).chars().next())
        .flat_map(char::to_lowercase)
        .collect();
    let capitals: String = words
        .iter()
        .filter(|word| is_name_like(word))
        .filter_map(|word| word.text(text).chars().next())
        .flat_map(char::to_lowercase)
        .collect();
    let letters = letters.trim_end_matches('s').to_lowercase();
    letters.len() > 1 && (letters == initials || letters == capitals)
}
