//! Weighs drafts: which are worth being candidates, and what a candidate's mentions say together.

use super::collect::{Draft, Gathered, Heard, INSIDE_SPOKEN, LOOKED_AT, Mention, NONE, Part};
use super::features::{self, Context, Features, LexiconSpans, Spoken, look, person};
use super::mention::{
    Abbreviation, Account, AffiliationMention, Candidate, ExtractedEpisode, Role,
};
use super::quote::Quoter;
use super::reading::TokenizedDocument;
use super::spans::{Proposal, containers};
use super::stated::Links;
use crate::knowledge::Knowledge;
use crate::knowledge::weights::{FeatureValue, Scores, family, value};
use crate::text::name_key::key;
use crate::text::token::Separator;

/// Blocks that a candidate remembers: a name in more of them is no boilerplate.
const BLOCKS: usize = 8;
/// Longer names around a candidate that are remembered of the notes.
const INSIDE: usize = 64;

/// Weighs what was gathered of a document.
pub struct Weigher<'a> {
    pub reading: &'a TokenizedDocument<'a>,
    pub knowledge: &'a Knowledge,
    pub links: &'a Links,
    pub gathered: &'a Gathered,
}

/// What is said of one draft, beside its mentions.
struct Said<'g> {
    parts: &'g [&'g Part],
    heard: &'g [&'g Heard],
    works: bool,
    employs: bool,
    rank: u32,
}

/// How often the lexicon's names are spoken, most often first.
struct Ranks(Vec<u32>);

impl Ranks {
    fn new(drafts: &[Draft]) -> Self {
        let known = drafts.iter().filter(|draft| !draft.entries.is_empty());
        let mut counts: Vec<u32> = known.map(|draft| draft.spoken).collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        Self(counts)
    }

    /// How many are spoken more often than a name that is spoken so often.
    fn of(&self, spoken: u32) -> u32 {
        self.0.partition_point(|count| *count > spoken) as u32
    }
}

impl Weigher<'_> {
    /// Adds the candidates, and what ties them, to the mentions.
    ///
    /// With `traced` no draft is dropped, and the names of each candidate's features are given.
    pub fn weigh(
        self,
        quoter: &mut Quoter,
        out: &mut ExtractedEpisode,
        traced: bool,
    ) -> Vec<Vec<String>> {
        let drafts = &self.gathered.drafts;
        let mut parts: Vec<&Part> = self.gathered.parts.iter().collect();
        parts.sort_by_key(|part| part.draft);
        let mut heard: Vec<&Heard> = self.gathered.heard.iter().collect();
        heard.sort_by_key(|heard| heard.draft);
        let mut works = vec![(false, false); drafts.len()];
        for work in &self.gathered.works {
            works[work.person as usize].0 = true;
            works[work.organization as usize].1 = true;
        }
        let mut features = Features::new(&self.knowledge.model, traced);
        let mut traces = Vec::new();
        let ranks = Ranks::new(drafts);
        let mut weighed = Vec::with_capacity(drafts.len());
        let (mut parts, mut heard) = (parts.as_slice(), heard.as_slice());
        for (index, draft) in drafts.iter().enumerate() {
            let said = Said {
                parts: first_of(&mut parts, |part| part.draft as usize == index),
                heard: first_of(&mut heard, |heard| heard.draft as usize == index),
                works: works[index].0,
                employs: works[index].1,
                rank: ranks.of(draft.spoken),
            };
            features.clear();
            self.features(&mut features, draft, &said);
            let scores = features.score();
            let hopeful = traced || !said.parts.is_empty() || !scores.are_hopeless();
            weighed.push((hopeful, said.parts, scores));
            if traced {
                traces.push(features.take_names());
            }
        }
        // Of each draft: its place among the candidates, or none.
        let mut kept = vec![NONE; drafts.len()];
        let mut chosen = Vec::new();
        for (index, (draft, (hopeful, parts, scores))) in drafts.iter().zip(&weighed).enumerate() {
            // "dark mode" may come to nothing by itself, and yet be "Dark Mode" again.
            let twin = weighed.get(draft.twin as usize);
            if *hopeful || twin.is_some_and(|(hopeful, ..)| *hopeful) {
                kept[index] = chosen.len() as u32;
                chosen.push((draft, *parts, *scores));
            }
        }
        out.candidates.reserve(chosen.len());
        for (draft, parts, scores) in chosen {
            self.accounts(draft, out.candidates.len() as u32, &mut out.accounts);
            let candidate = self.candidate(quoter, draft, parts, scores, &kept);
            out.candidates.push(candidate);
        }
        out.accounts.sort();
        out.accounts.dedup();
        self.relations(&kept, out);
        traces
    }

    fn mentions(&self, draft: &Draft) -> impl Iterator<Item = (u32, &Mention)> {
        let mut next = draft.mentions.0;
        std::iter::from_fn(move || {
            let index = next;
            let mention = self.gathered.mentions.get(index as usize)?;
            next = mention.next;
            Some((index, mention))
        })
    }

    fn features(&self, out: &mut Features, draft: &Draft, said: &Said) {
        let Self {
            reading, knowledge, ..
        } = *self;
        let lexicon = &knowledge.lexicon;
        let entries = self.gathered.entries(draft.entries);
        let words = &reading.tokens[draft.first as usize..=draft.last as usize];
        let verdict = features::verdict(entries, words.len(), lexicon);
        let text = reading.document.text.buffer();
        features::of_form(out, text, words, entries, verdict, lexicon);
        look::of_form(out, text, words, &knowledge.cues);
        for (_, mention) in self.mentions(draft).take(LOOKED_AT as usize) {
            let note = &self.gathered.notes[mention.note as usize];
            let context = self.context(note.block, &note.known, &note.dates);
            let entries = self.gathered.entries(mention.proposal.entries);
            let verdict = features::verdict(entries, mention.proposal.words(), lexicon);
            features::of_mention(out, &context, &mention.proposal, verdict);
        }
        let unknown = LexiconSpans::default();
        for part in said.parts {
            let role = match part.role {
                Role::Host => value!("host"),
                Role::Guest => value!("guest"),
            };
            out.add(family!("part"), role);
            out.add(family!("hint"), FeatureValue::new(part.rule.as_str()));
            let context = self.context(part.block, &unknown, &[]);
            person::of_part(out, &context, &part.proposal, role);
        }
        for heard in said.heard {
            let context = self.context(heard.block, &unknown, &[]);
            person::of_mention(out, &context, &heard.proposal);
        }
        if said.works {
            out.add(family!("works"), value!("person"));
        }
        if said.employs {
            out.add(family!("works"), value!("employer"));
        }
        let spoken = Spoken {
            mentions: draft.spoken,
            inner: draft.spoken_inner,
            rank: said.rank,
        };
        features::of_transcript(out, &spoken, verdict);
        let written = match draft.count - draft.spoken {
            0 => value!("0"),
            1 => value!("1"),
            2 => value!("2"),
            3 => value!("3"),
            4 => value!("4"),
            _ => value!("5+"),
        };
        out.add(family!("written"), written);
        if draft.free == 0 {
            out.add(family!("free"), value!("never"));
        }
    }

    fn context<'c>(&'c self, block: u32, known: &'c LexiconSpans, dates: &'c [u32]) -> Context<'c> {
        Context {
            reading: self.reading,
            block: block as usize,
            targets: &self.links.targets,
            cues: &self.knowledge.cues,
            known,
            dates,
        }
    }

    /// The accounts that the notes show beside a name.
    fn accounts(&self, draft: &Draft, person: u32, out: &mut Vec<Account>) {
        for (_, mention) in self.mentions(draft).take(LOOKED_AT as usize) {
            let note = &self.gathered.notes[mention.note as usize];
            let context = self.context(note.block, &note.known, &note.dates);
            let names = person::accounts(&context, &mention.proposal).into_iter();
            out.extend(names.map(|name| Account { person, name }));
        }
    }

    fn candidate(
        &self,
        quoter: &mut Quoter,
        draft: &Draft,
        parts: &[&Part],
        scores: Scores,
        kept: &[u32],
    ) -> Candidate {
        let document = self.reading.document;
        let span = self.reading.span(draft.first, draft.last);
        let block = &document.blocks[draft.block as usize];
        let form = document.visible(block, span).into_owned();
        let (mut inside, mut blocks, mut pages) = (Vec::new(), Vec::new(), Vec::new());
        for (index, mention) in self.mentions(draft) {
            let note = &self.gathered.notes[mention.note as usize];
            let fingerprint = self.reading.passages[note.block as usize].fingerprint;
            if blocks.len() < BLOCKS && blocks.last() != Some(&fingerprint) {
                blocks.push(fingerprint);
            }
            let page = self.page(note.block as usize, &mention.proposal);
            pages.extend(page.filter(|page| !pages.contains(page)));
            let range = note.mentions.start as usize..note.mentions.end as usize;
            let all = &self.gathered.mentions[range];
            let own = (index - note.mentions.start) as usize;
            for container in containers(all, |other| other.proposal, own, note.widest) {
                let container = all[container].draft;
                if inside.len() < INSIDE && !inside.contains(&container) {
                    inside.push(container);
                }
            }
        }
        for container in &draft.around {
            if inside.len() < INSIDE_SPOKEN && !inside.contains(container) {
                inside.push(*container);
            }
        }
        inside.retain_mut(|container| {
            *container = kept[*container as usize];
            *container != NONE
        });
        Candidate {
            key: key(&form),
            form,
            entries: self.gathered.entries(draft.entries).to_vec(),
            scores,
            rule: draft.rule,
            count: draft.count,
            free: draft.free,
            inside,
            places: draft.places,
            quote: quoter.quote(draft.block as usize, span),
            prominence: draft.prominence.min(1.0),
            sponsor: draft.sponsor,
            blocks,
            pages,
            roles: parts.iter().map(|part| (part.role, part.rule)).collect(),
        }
    }

    /// The page that a mention links to, or that the label behind it does.
    fn page(&self, block: usize, proposal: &Proposal) -> Option<u32> {
        let words = self.reading.words(block);
        let base = self.reading.passages[block].words.start;
        let link = |at: u32| self.reading.run(base + at).link;
        let own = link(proposal.first);
        let page = match own {
            Some(_) if own == link(proposal.last) => {
                let opens = proposal.first == 0 || link(proposal.first - 1) != own;
                let closes =
                    proposal.last as usize + 1 == words.len() || link(proposal.last + 1) != own;
                own.filter(|_| opens && closes)
            }
            None => {
                // "Bigtable [docs](…)": the label labels all that stands before it in its clause.
                let first = proposal.first as usize;
                let opens = first == 0 || words[first].gap > Separator::Ampersand;
                let mut next = proposal.last as usize + 1;
                let bracketed = |at: usize| {
                    words
                        .get(at)
                        .is_some_and(|word| word.gap == Separator::Bracket)
                };
                // "Google Kubernetes Engine (GKE) [docs](…)"
                if bracketed(next) && bracketed(next + 1) {
                    next += 1;
                }
                let follows = words
                    .get(next)
                    .is_some_and(|word| word.gap.joins() || word.gap == Separator::Bracket);
                (opens && follows).then(|| link(next as u32)).flatten()
            }
            Some(_) => None,
        };
        page.and_then(|link| self.links.places[link as usize])
    }

    /// Who works where, and what is short for what: of drafts that are candidates now.
    fn relations(&self, kept: &[u32], out: &mut ExtractedEpisode) {
        let document = self.reading.document;
        let place = |draft: u32| Some(kept[draft as usize]).filter(|place| *place != NONE);
        for work in &self.gathered.works {
            let (Some(person), Some(organization)) = (place(work.person), place(work.organization))
            else {
                continue;
            };
            let block = &document.blocks[work.block as usize];
            out.affiliations.push(AffiliationMention {
                person,
                organization,
                role: work
                    .role
                    .map(|span| document.visible(block, span).into_owned()),
                quote: out.candidates[person as usize].quote.clone(),
            });
        }
        for pair in &self.gathered.abbreviations {
            if let (Some(short), Some(long)) = (place(pair.short), place(pair.long)) {
                out.abbreviations.push(Abbreviation { short, long });
            }
        }
        for note in &self.gathered.notes {
            let block = note.block as usize;
            if self.reading.words(block).len() > 2 {
                out.blocks.push(self.reading.passages[block].fingerprint);
            }
        }
    }
}

/// Takes what is at the front of a list.
fn first_of<'l, T>(rest: &mut &'l [T], is_own: impl Fn(&T) -> bool) -> &'l [T] {
    let (own, others) = rest.split_at(rest.partition_point(is_own));
    *rest = others;
    own
}
