//! Gathers what a document says of each distinct name.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::Knowledge;
use super::cues::Section;
use super::features::{self, Context, Features, Known, Target, fold, is_common};
use super::mention::{
    Abbreviation, Affiliation, Candidate, CreditMention, EpisodeFacts, LinkMention, Mentions,
    Quote, Role, Rule, Speaker,
};
use super::model::IdentityHasher;
use super::people::{self, Employment, Hint};
use super::quote::Quoter;
use super::reading::Reading;
use super::spans::{self, Proposal, is_name_like};
use super::token::{Gap, Shape, Token};
use crate::source::{BlockKind, CreditRole, Document, LinkKind, Span};
use crate::vocabulary::{Place, Places};

/// Mentions whose surroundings are looked at; further ones are only counted.
const LOOKED_AT: u32 = 8;
/// Blocks that a candidate remembers: a name in more of them is no boilerplate.
const BLOCKS: usize = 8;
/// Longer names around a candidate that are remembered: in notes, and in transcripts.
const INSIDE: usize = 64;
const INSIDE_SPOKEN: usize = 16;
/// A candidate that is none with at least this probability is dropped at once.
const HOPELESS: f32 = 0.985;

/// A candidate in the making.
struct Draft<'a> {
    block: usize,
    first: u32,
    last: u32,
    rule: Rule,
    count: u32,
    free: u32,
    spoken: u32,
    /// Spoken mentions that do not open a sentence.
    spoken_inner: u32,
    inside: Vec<u32>,
    places: Places,
    prominence: f32,
    sponsor: bool,
    blocks: Vec<u64>,
    pages: Vec<u32>,
    entries: Vec<u32>,
    roles: Vec<(Role, Rule)>,
    features: Features<'a>,
}

type ByHash<T> = HashMap<u64, T, BuildHasherDefault<IdentityHasher>>;

pub struct Collector<'a> {
    document: &'a Document,
    knowledge: &'a Knowledge,
    reading: Reading<'a>,
    quoter: Quoter<'a>,
    named: bool,
    drafts: Vec<Draft<'a>>,
    by_words: ByHash<u32>,
    /// Of each link of the document: its place among the mentions' links, and what it shows.
    links: Vec<Option<u32>>,
    targets: Vec<Option<Target>>,
    affiliations: Vec<(u32, u32, Option<Span>, usize)>,
    abbreviations: Vec<Abbreviation>,
    out: Mentions,
}

impl<'a> Collector<'a> {
    pub fn new(document: &'a Document, knowledge: &'a Knowledge, named: bool) -> Self {
        Self {
            document,
            knowledge,
            reading: Reading::new(document, &knowledge.cues),
            quoter: Quoter::new(document),
            named,
            drafts: Vec::new(),
            by_words: ByHash::default(),
            links: Vec::new(),
            targets: Vec::new(),
            affiliations: Vec::new(),
            abbreviations: Vec::new(),
            out: Mentions::default(),
        }
    }

    pub fn run(mut self) -> (Mentions, Vec<Vec<String>>) {
        self.episode();
        self.credits();
        self.read_links();
        for block in 0..self.document.blocks.len() {
            let words = &self.reading.passages[block].words;
            if self.document.blocks[block].place != Place::Transcript && !words.is_empty() {
                self.notes(block);
            }
        }
        let known = self.known_phrases();
        for block in 0..self.document.blocks.len() {
            if self.document.blocks[block].place == Place::Transcript {
                self.transcript(block, &known);
            }
        }
        self.speakers();
        self.finish()
    }

    fn episode(&mut self) {
        let front = &self.document.front;
        let title = self
            .document
            .blocks
            .iter()
            .position(|block| block.kind == BlockKind::Title);
        let quote = title.map_or_else(Quote::default, |block| {
            self.quoter.quote(block, self.document.blocks[block].span)
        });
        let url = front
            .url
            .as_deref()
            .and_then(|url| self.knowledge.addresses.read(url));
        self.out.episode = EpisodeFacts {
            source: self.document.source.clone(),
            show: front
                .show
                .clone()
                .or_else(|| self.document.show.clone())
                .unwrap_or_default(),
            title: front
                .title
                .clone()
                .unwrap_or_else(|| self.document.source.clone()),
            number: front.number,
            date: front.date.clone(),
            duration: front.duration,
            description: front.description.clone(),
            slug: front.slug.clone(),
            url: url.map(|address| address.canonical),
            quote,
        };
    }

    fn credits(&mut self) {
        for credit in &self.document.front.credits {
            self.out.credits.push(CreditMention {
                name: credit.name.clone(),
                full_name: credit.full_name.clone(),
                is_slug: credit.is_slug,
                role: match credit.role {
                    CreditRole::Host => Some(Role::Host),
                    CreditRole::Guest => Some(Role::Guest),
                    CreditRole::Other | CreditRole::Sponsor => None,
                },
                sponsor: credit.role == CreditRole::Sponsor,
                urls: credit.urls.clone(),
                quote: self.quoter.value(credit.span),
            });
        }
    }

    fn read_links(&mut self) {
        for link in &self.document.links {
            let address = self.knowledge.addresses.read(&link.href);
            let block = link.block as usize;
            let (mut place, mut target) = (None, None);
            if let Some(address) = address.filter(|_| link.kind != LinkKind::Image) {
                target = Some(Target {
                    page: address.shape,
                    subject: address
                        .subject
                        .as_deref()
                        .map(|name| fold([name].into_iter())),
                    domain: address
                        .domain
                        .as_deref()
                        .map(|name| fold([name].into_iter())),
                });
                place = Some(self.out.links.len() as u32);
                let host = &self.document.blocks[block];
                self.out.links.push(LinkMention {
                    href: link.href.clone(),
                    text: self.document.visible(host, link.text).into_owned(),
                    url: address.canonical,
                    category: address.category,
                    shape: address.shape,
                    quote: self.quoter.quote(block, link.text),
                    places: Places::of(host.place),
                    sponsor: self.reading.passages[block].section == Section::Sponsor,
                    block: self.reading.passages[block].fingerprint,
                });
            }
            self.links.push(place);
            self.targets.push(target);
        }
    }

    fn notes(&mut self, block: usize) {
        let knowledge = self.knowledge;
        let proposals = spans::of_notes(&self.reading, block, &knowledge.lexicon, &knowledge.cues);
        let place = self.document.blocks[block].place;
        let passage = &self.reading.passages[block];
        let (section, fingerprint) = (passage.section, passage.fingerprint);
        if self.reading.words(block).len() > 2 {
            self.out.blocks.push(fingerprint);
        }
        let drafts: Vec<u32> = proposals
            .iter()
            .map(|proposal| self.draft(block, proposal))
            .collect();
        let verdicts: Vec<&'static str> = proposals
            .iter()
            .map(|proposal| features::verdict(&proposal.entries, &knowledge.lexicon))
            .collect();
        let known = Known::new(proposals.iter().zip(verdicts.iter().copied()));
        let widest = widest(&proposals);
        let words = self.reading.words(block).iter().enumerate();
        let dates: Vec<u32> = words
            .filter(|(_, word)| knowledge.cues.is_date(word))
            .map(|(at, _)| at as u32)
            .collect();
        for (index, proposal) in proposals.iter().enumerate() {
            let containers = containers(&proposals, index, widest);
            let draft = &mut self.drafts[drafts[index] as usize];
            draft.count += 1;
            draft.places.insert(place);
            draft.rule = draft.rule.min(proposal.rule);
            draft.sponsor &= section == Section::Sponsor;
            if draft.blocks.len() < BLOCKS && draft.blocks.last() != Some(&fingerprint) {
                draft.blocks.push(fingerprint);
            }
            draft.prominence += prominence(self.document.blocks[block].kind, section);
            let mut free = true;
            for container in containers {
                free = false;
                let container = drafts[container];
                if draft.inside.len() < INSIDE && !draft.inside.contains(&container) {
                    draft.inside.push(container);
                }
            }
            draft.free += u32::from(free);
            if draft.count <= LOOKED_AT {
                let context = Context {
                    reading: &self.reading,
                    block,
                    targets: &self.targets,
                    cues: &self.knowledge.cues,
                    known: &known,
                    dates: &dates,
                };
                features::of_mention(&mut draft.features, &context, proposal, verdicts[index]);
            }
            self.pages(block, proposal, drafts[index]);
        }
        for Hint {
            proposal,
            role,
            rule,
        } in people::hints(&self.reading, block, &knowledge.cues, &proposals)
        {
            let draft = &mut self.drafts[drafts[proposal] as usize];
            if !draft.roles.contains(&(role, rule)) {
                draft.roles.push((role, rule));
                let name = match role {
                    Role::Host => "host",
                    Role::Guest => "guest",
                };
                draft.features.add("part", name);
                draft.features.add("hint", rule.as_str());
            }
        }
        for Employment {
            person,
            organization,
            role,
        } in people::employments(&self.reading, block, &knowledge.cues, &proposals)
        {
            let (person, organization) = (drafts[person], drafts[organization]);
            self.drafts[person as usize].features.add("works", "person");
            self.drafts[organization as usize]
                .features
                .add("works", "employer");
            let base = self.reading.passages[block].words.start;
            let role = role
                .map(|(first, last)| self.reading.span(base + first as u32, base + last as u32));
            self.affiliations.push((person, organization, role, block));
        }
        self.abbreviate(block, &proposals, &drafts, widest);
    }

    /// The draft of a proposal's words: a new one where they stand for the first time.
    fn draft(&mut self, block: usize, proposal: &Proposal) -> u32 {
        let base = self.reading.passages[block].words.start;
        let (first, last) = (base + proposal.first, base + proposal.last);
        let words = &self.reading.tokens[first as usize..=last as usize];
        let hash = identity(words);
        if let Some(draft) = self.by_words.get(&hash) {
            let known = &mut self.drafts[*draft as usize];
            if known.entries.is_empty() && !proposal.entries.is_empty() {
                known.entries.clone_from(&proposal.entries);
            }
            return *draft;
        }
        let features = Features::new(&self.knowledge.model, self.named);
        let index = self.drafts.len() as u32;
        self.drafts.push(Draft {
            block,
            first,
            last,
            rule: proposal.rule,
            count: 0,
            free: 0,
            spoken: 0,
            spoken_inner: 0,
            inside: Vec::new(),
            places: Places::default(),
            prominence: 0.0,
            sponsor: true,
            blocks: Vec::new(),
            pages: Vec::new(),
            entries: proposal.entries.clone(),
            roles: Vec::new(),
            features,
        });
        self.by_words.insert(hash, index);
        index
    }

    /// The pages that a proposal's mention links to, or that the label behind it does.
    fn pages(&mut self, block: usize, proposal: &Proposal, draft: u32) {
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
                let opens = first == 0 || words[first].gap > Gap::Ampersand;
                let mut next = proposal.last as usize + 1;
                let bracketed =
                    |at: usize| words.get(at).is_some_and(|word| word.gap == Gap::Bracket);
                // "Google Kubernetes Engine (GKE) [docs](…)"
                if bracketed(next) && bracketed(next + 1) {
                    next += 1;
                }
                let follows = words
                    .get(next)
                    .is_some_and(|word| word.gap.joins() || word.gap == Gap::Bracket);
                (opens && follows).then(|| link(next as u32)).flatten()
            }
            Some(_) => None,
        };
        let page = page.and_then(|link| self.links[link as usize]);
        let pages = &mut self.drafts[draft as usize].pages;
        if let Some(page) = page.filter(|page| !pages.contains(page)) {
            pages.push(page);
        }
    }

    /// "Google Kubernetes Engine (GKE)" and "GKE (Google Kubernetes Engine)".
    fn abbreviate(&mut self, block: usize, proposals: &[Proposal], drafts: &[u32], widest: u32) {
        let words = self.reading.words(block);
        let text = self.document.text.buffer();
        for (index, short) in proposals.iter().enumerate() {
            let at = short.first as usize;
            if short.first != short.last
                || !words[at].shape.any(Shape::ALL_CAPS.union(Shape::MIXED))
                || words[at].end - words[at].start > 8
            {
                continue;
            }
            let letters = words[at].text(text);
            let nearby = short.first.saturating_sub(widest + 1);
            let start = proposals.partition_point(|other| other.first < nearby);
            let beside = proposals.iter().enumerate().skip(start);
            for (other, long) in beside.take_while(|(_, other)| other.first <= short.last + 1) {
                let behind = long.last + 1 == short.first && words[at].gap == Gap::Bracket;
                let before =
                    short.last + 1 == long.first && words[long.first as usize].gap == Gap::Bracket;
                let spelled = &words[long.first as usize..=long.last as usize];
                if (behind || before) && spelled.len() > 1 && spells(letters, spelled, text) {
                    self.abbreviations.push(Abbreviation {
                        short: drafts[index],
                        long: drafts[other],
                    });
                }
            }
        }
    }

    /// The names of the notes by their first word, to be recognised in the transcript.
    fn known_phrases(&self) -> ByHash<Vec<u32>> {
        let mut known = ByHash::<Vec<u32>>::default();
        for (index, draft) in self.drafts.iter().enumerate() {
            let (first, last) = (draft.first, draft.last);
            let word = &self.reading.tokens[first as usize];
            // Single lower-case words of the notes would match everywhere and mean little.
            if first != last || is_name_like(word) || !is_common(word) {
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
        let mut proposals = spans::of_transcript(&self.reading, block, &self.knowledge.lexicon);
        let found = proposals.len();
        for (at, word) in words.iter().enumerate() {
            for draft in known.get(&u64::from(word.hash)).into_iter().flatten() {
                let draft = &self.drafts[*draft as usize];
                let length = (draft.last - draft.first) as usize;
                if let Some(here) = words.get(at..=at + length)
                    && here[1..].iter().all(|word| word.gap.joins())
                    && same_words(
                        here,
                        &self.reading.tokens[draft.first as usize..=draft.last as usize],
                    )
                {
                    proposals.push(Proposal {
                        first: at as u32,
                        last: (at + length) as u32,
                        rule: Rule::Phrase,
                        entries: Vec::new(),
                    });
                }
            }
        }
        if proposals.len() > found {
            // A stable sort: of equals, what the rules proposed comes first and stays.
            proposals.sort_by_key(place);
            proposals.dedup_by_key(|proposal| place(proposal));
        }
        let widest = widest(&proposals);
        let mut drafts: Vec<u32> = Vec::with_capacity(proposals.len());
        for (index, proposal) in proposals.iter().enumerate() {
            let words = self.reading.words(block);
            let first = proposal.first as usize;
            let opens = first == 0 || words[first].gap >= Gap::Quote;
            let alone = proposal.first == proposal.last;
            // "Yeah", "So", "Right": a capital at the start of a sentence says nothing.
            if opens && alone && proposal.entries.is_empty() && is_common(&words[first]) {
                drafts.push(NO_DRAFT);
                continue;
            }
            drafts.push(self.draft(block, proposal));
            let draft = &mut self.drafts[drafts[index] as usize];
            draft.count += 1;
            draft.spoken += 1;
            draft.spoken_inner += u32::from(!opens);
            draft.sponsor = false;
            draft.places.insert(Place::Transcript);
            draft.rule = draft.rule.min(proposal.rule);
            let mut free = true;
            // What contains it comes before it.
            for container in containers(&proposals, index, widest) {
                free = false;
                let container = drafts[container];
                if draft.inside.len() < INSIDE_SPOKEN && !draft.inside.contains(&container) {
                    draft.inside.push(container);
                }
            }
            draft.free += u32::from(free);
        }
    }

    fn speakers(&mut self) {
        let mut by_label: HashMap<&str, usize> = HashMap::new();
        let mut last: Option<Span> = None;
        for (index, block) in self.document.blocks.iter().enumerate() {
            let Some(label) = block.speaker else { continue };
            // Continuation paragraphs share the label's span with the turn that they continue.
            if last == Some(label) {
                continue;
            }
            last = Some(label);
            let name = self.document.text.slice(label).trim();
            let at = *by_label.entry(name).or_insert_with(|| {
                self.out.speakers.push(Speaker {
                    label: name.to_owned(),
                    turns: 0,
                    quote: Quote::default(),
                });
                self.out.speakers.len() - 1
            });
            self.out.speakers[at].turns += 1;
            if self.out.speakers[at].turns == 1 {
                let quote = self.quoter.quote(index, label.cover(block.span));
                self.out.speakers[at].quote = quote;
            }
        }
    }

    fn finish(mut self) -> (Mentions, Vec<Vec<String>>) {
        let mut features = Vec::new();
        let mut kept: Vec<Option<u32>> = Vec::with_capacity(self.drafts.len());
        let mut scores = Vec::with_capacity(self.drafts.len());
        let mut count = 0;
        for index in 0..self.drafts.len() {
            let draft = &mut self.drafts[index];
            let verdict = features::verdict(&draft.entries, &self.knowledge.lexicon);
            // Only now: the name may have stood in a longer one first, where the lexicon sees that.
            features::of_form(
                &mut draft.features,
                self.document.text.buffer(),
                &self.reading.tokens[draft.first as usize..=draft.last as usize],
                &draft.entries,
                verdict,
                &self.knowledge.lexicon,
            );
            features::of_transcript(
                &mut draft.features,
                draft.spoken,
                draft.spoken_inner,
                verdict,
                draft.spoken_inner == 0,
            );
            let written = draft.count - draft.spoken;
            draft.features.add(
                "written",
                ["0", "1", "2", "3", "4"]
                    .get(written as usize)
                    .unwrap_or(&"5+"),
            );
            if draft.free == 0 {
                draft.features.add("free", "never");
            }
            let score = draft.features.score();
            let keep = self.named || score.probabilities()[0] < HOPELESS || !draft.roles.is_empty();
            kept.push(keep.then_some(count));
            count += u32::from(keep);
            scores.push(score);
        }
        let drafts = std::mem::take(&mut self.drafts);
        for (index, (mut draft, scores)) in drafts.into_iter().zip(scores).enumerate() {
            if kept[index].is_none() {
                continue;
            }
            let candidate = self.candidate(&mut draft, scores, &kept);
            self.out.candidates.push(candidate);
            if self.named {
                features.push(draft.features.into_names());
            }
        }
        for (person, organization, role, block) in std::mem::take(&mut self.affiliations) {
            if let (Some(person), Some(organization)) =
                (kept[person as usize], kept[organization as usize])
            {
                let quote = self.out.candidates[person as usize].quote.clone();
                let block = &self.document.blocks[block];
                let role = role.map(|span| self.document.visible(block, span).into_owned());
                self.out.affiliations.push(Affiliation {
                    person,
                    organization,
                    role,
                    quote,
                });
            }
        }
        for Abbreviation { short, long } in std::mem::take(&mut self.abbreviations) {
            if let (Some(short), Some(long)) = (kept[short as usize], kept[long as usize]) {
                self.out.abbreviations.push(Abbreviation { short, long });
            }
        }
        (self.out, features)
    }

    fn candidate(
        &mut self,
        draft: &mut Draft,
        scores: super::model::Scores,
        kept: &[Option<u32>],
    ) -> Candidate {
        let span = self.reading.span(draft.first, draft.last);
        let block = &self.document.blocks[draft.block];
        let form = self.document.visible(block, span).into_owned();
        Candidate {
            key: key(&form),
            form,
            entries: std::mem::take(&mut draft.entries),
            scores,
            rule: draft.rule,
            count: draft.count,
            free: draft.free,
            inside: draft
                .inside
                .iter()
                .filter_map(|index| kept[*index as usize])
                .collect(),
            places: draft.places,
            quote: self.quoter.quote(draft.block, span),
            prominence: draft.prominence.min(1.0),
            sponsor: draft.sponsor,
            blocks: std::mem::take(&mut draft.blocks),
            pages: std::mem::take(&mut draft.pages),
            roles: std::mem::take(&mut draft.roles),
        }
    }
}

/// A place in [`Collector::transcript`] for a proposal that is none after all: a single word, which
/// contains nothing.
const NO_DRAFT: u32 = u32::MAX;

/// The order of proposals: by first word, the longer ones first.
fn place(proposal: &Proposal) -> (u32, Reverse<u32>) {
    (proposal.first, Reverse(proposal.last))
}

/// The most words that a proposal has beyond its first.
fn widest(proposals: &[Proposal]) -> u32 {
    let widths = proposals
        .iter()
        .map(|proposal| proposal.last - proposal.first);
    widths.max().unwrap_or(0)
}

/// The proposals of a block that properly contain one of them. They stand before it, and not far.
fn containers(proposals: &[Proposal], index: usize, widest: u32) -> impl Iterator<Item = usize> {
    let own = &proposals[index];
    let from = own.last.saturating_sub(widest);
    let start = proposals[..index].partition_point(|other| other.first < from);
    (start..index).filter(move |at| proposals[*at].last >= own.last)
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

/// Words that make the same name, written with a capital or without one.
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

/// The name without case, punctuation, camel case and plural: spellings with one key are one name.
pub fn key(form: &str) -> String {
    let mut out = String::with_capacity(form.len() + 4);
    let mut word = 0;
    let mut before = ' ';
    for c in form.chars().chain([' ']) {
        let letter = c.is_alphanumeric() || c == '+' || c == '#';
        // "initContainers" is "init containers".
        let hump = letter && before.is_lowercase() && c.is_uppercase();
        if !letter || hump {
            if matches!(&out[word..], "the" | "a") && word == 0 && !hump {
                out.clear();
            }
            let long = out.len() - word > 3;
            if long && out.ends_with('s') && !out.ends_with("ss") {
                out.pop();
            }
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
            word = out.len();
        }
        if letter {
            out.extend(c.to_lowercase());
        }
        before = c;
    }
    out.truncate(out.trim_end().len());
    if out.is_empty() {
        form.trim().to_lowercase()
    } else {
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_join_spellings() {
        let cases = [
            ("Init Containers", "init container"),
            ("init-container", "init container"),
            ("The Linux Foundation", "linux foundation"),
            ("Kubernetes", "kubernete"),
            ("C++", "c++"),
            ("Redis", "redi"),
            ("access", "access"),
            ("initContainers", "init container"),
            ("The", "the"),
            ("A-Team", "team"),
        ];
        for (form, expected) in cases {
            assert_eq!(key(form), expected, "{form}");
        }
    }
}
