//! Joins equal names of a document and counts where each stands, first in the notes, then in the
//! transcript. The result is described in [`collected`](super::collected).

use rustc_hash::FxHashSet;

use super::candidates::{self, CandidateSpan, CandidateSpans};
use super::collected::{
    CandidateId, CollectedMentions, NotesBlock, PendingCandidate, RoleHint, ShortForm,
    SpokenMention, WorkMention,
};
use super::coverage::{Reach, is_somebody, widest};
use super::employment::employments;
use super::features::lexicon_label::{LexiconSpans, lexicon_label};
use super::features::name_pattern::{NamePattern, person_name_pattern};
use super::known_names::{ByHash, KnownNames, identity};
use super::mention::{Role, Rule};
use super::metadata::Links;
use super::name_spans::names_in;
use super::readings::works::{WorkSpan, announces_works, works_in};
use super::roles::{SpanRole, roles_in};
use super::sponsorship::sponsors_in;
use super::tokenized::TokenizedDocument;
use super::word::{is_common, is_name_like};
use crate::knowledge::Knowledge;
use crate::knowledge::cues::Section;
use crate::knowledge::work_cues::WorkCues;
use crate::source::BlockKind;
use crate::text::fold::fold_letters;
use crate::text::token::{Separator, Token, WordShape};
use crate::vocabulary::{DocumentPart, DocumentParts};

/// Mentions of a name whose surroundings become features, in the notes and in the transcript; further
/// ones are only counted.
pub(super) const EXAMINED: u32 = 8;
/// Longer names around a name that are remembered of a transcript.
pub(super) const SPOKEN_CONTAINERS: usize = 16;
/// The longest abbreviation, in bytes.
const ABBREVIATION: u32 = 8;

/// Reads a document block by block.
pub(super) struct Collector<'a> {
    tokenized: &'a TokenizedDocument<'a>,
    knowledge: &'a Knowledge,
    links: &'a Links,
    /// The names by a hash of their words.
    by_words: ByHash<CandidateId>,
    /// The candidate spans of the block at hand; kept to be used again.
    spans: CandidateSpans,
    /// The names of these spans, in a block of the notes.
    ids: Vec<CandidateId>,
    /// The names of these spans, in a block of the transcript; none of what is passed over.
    spoken_ids: Vec<Option<CandidateId>>,
    /// Whether the heading above announces works.
    under_works: bool,
    /// The titles of works in the block at hand; kept to be used again.
    found_works: Vec<WorkSpan>,
    /// The roles that are in `out` already.
    given_roles: FxHashSet<(CandidateId, Role, Rule)>,
    out: CollectedMentions,
}

impl<'a> Collector<'a> {
    /// A collector that has read nothing.
    pub(super) fn new(
        tokenized: &'a TokenizedDocument<'a>,
        knowledge: &'a Knowledge,
        links: &'a Links,
    ) -> Self {
        Self {
            tokenized,
            knowledge,
            links,
            by_words: ByHash::default(),
            spans: CandidateSpans::default(),
            ids: Vec::new(),
            spoken_ids: Vec::new(),
            under_works: false,
            found_works: Vec::new(),
            given_roles: FxHashSet::default(),
            out: CollectedMentions::default(),
        }
    }

    /// Collects the names of the notes, and then those of the transcript.
    pub(super) fn run(mut self) -> CollectedMentions {
        let document = self.tokenized.document;
        for block in 0..document.blocks.len() {
            let words = &self.tokenized.blocks[block].words;
            if document.blocks[block].place != DocumentPart::Transcript && !words.is_empty() {
                self.notes(block);
            }
        }
        let known = self.names_by_opening();
        for block in 0..document.blocks.len() {
            if document.blocks[block].place == DocumentPart::Transcript {
                self.transcript(block, &known);
            }
        }
        self.out
    }

    fn notes(&mut self, block: usize) {
        let (tokenized, knowledge) = (self.tokenized, self.knowledge);
        let mut spans = std::mem::take(&mut self.spans);
        candidates::of_notes(
            &mut spans,
            tokenized,
            block,
            knowledge,
            &mut self.out.entries,
        );
        self.leave_out_notices(block, &mut spans);
        let found = spans.found();
        let place = tokenized.document.blocks[block].place;
        let section = tokenized.blocks[block].section;
        let prominence = prominence(tokenized.document.blocks[block].kind, section);
        let heads = matches!(
            tokenized.document.blocks[block].kind,
            BlockKind::Title | BlockKind::Description
        );
        let number = self.out.blocks.len() as u32;
        let first = self.out.mentions.len() as u32;
        self.ids.clear();
        let words = tokenized.words(block);
        let text = tokenized.document.text.buffer();
        let base = tokenized.blocks[block].words.start;
        let mut reach = Reach::default();
        for (at, span) in found.iter().enumerate() {
            let id = self.candidate(block, span);
            self.ids.push(id);
            self.out.add_mention(*span, number, id);
            let candidate = &mut self.out.candidates[id.index()];
            candidate.count += 1;
            candidate.places.insert(place);
            candidate.titled |= heads;
            candidate.noted |= !heads && place == DocumentPart::Notes;
            if heads && let Some(other) = candidate.other_case {
                self.out.candidates[other.index()].titled = true;
            }
            let candidate = &mut self.out.candidates[id.index()];
            candidate.rule = candidate.rule.min(span.rule);
            candidate.sponsor &= section == Section::Sponsor;
            candidate.prominence += prominence;
            let somebody = || is_somebody(span, &found[..at], words, text, tokenized.cues);
            candidate.free += u32::from(!reach.covers(span) || somebody());
            // "A [Ann Quill](…) page": a link ends a name, whatever its neighbours look like.
            let link = |at: u32| tokenized.run(base + at).link;
            if link(span.first) == link(span.last) {
                reach.add(span, words, tokenized.cues);
            }
        }
        let known = found.iter().filter(|span| !span.entries.is_empty());
        let known = known.map(|span| {
            let entries = self.out.entries(span.entries);
            let label = lexicon_label(entries, span.words(), &knowledge.lexicon);
            (span, label)
        });
        let known = LexiconSpans::new(known);
        let words = tokenized.words(block).iter().enumerate();
        let dates = words.filter(|(_, word)| tokenized.cues.is_date(word));
        let dates = dates.map(|(at, _)| at as u32).collect();
        let widest = widest(found);
        self.roles_and_employments(block, found);
        self.short_forms(block, found, widest);
        let ids = std::mem::take(&mut self.ids);
        self.mark_sponsors(block, found, |index| Some(ids[index]));
        self.ids = ids;
        self.works(block);
        self.out.blocks.push(NotesBlock {
            block: block as u32,
            mentions: first..self.out.mentions.len() as u32,
            widest,
            known,
            dates,
        });
        self.spans = spans;
    }

    /// The titles of works in a block.
    fn works(&mut self, block: usize) {
        let (tokenized, cues) = (self.tokenized, WorkCues::embedded());
        let kind = tokenized.document.blocks[block].kind;
        let words = tokenized.words(block);
        if matches!(kind, BlockKind::Heading(_)) {
            self.under_works = announces_works(words, cues);
        }
        if matches!(kind, BlockKind::Tag | BlockKind::Category) {
            return;
        }
        let mut found = std::mem::take(&mut self.found_works);
        works_in(tokenized, block, cues, self.under_works, &mut found);
        for work in found.drain(..) {
            let known = self.out.candidates.len();
            let candidate = self.candidate(block, &work.span);
            if candidate.index() == known {
                let new = &mut self.out.candidates[known];
                new.places.insert(tokenized.document.blocks[block].place);
                new.prominence = prominence(kind, tokenized.blocks[block].section);
                (new.count, new.free, new.sponsor) = (1, 1, false);
            }
            self.out.works.push(WorkMention {
                candidate,
                block: block as u32,
                span: work.span,
                points: work.points,
            });
        }
        self.found_works = found;
    }

    /// Leaves out what is no content: tags that say that this is an episode, the notice of a service
    /// ("Hosted on NAME …"), and the name of the site at the end of a link's text ("Lamp - Wikipedia").
    fn leave_out_notices(&self, block: usize, spans: &mut CandidateSpans) {
        let (words, cues) = (self.tokenized.words(block), self.tokenized.cues);
        let tag = matches!(
            self.tokenized.document.blocks[block].kind,
            BlockKind::Tag | BlockKind::Category
        );
        if tag && words.iter().all(|word| cues.is_page_tag(word)) {
            return spans.retain(|_| false);
        }
        // "Transcript", "Links": a heading that says what follows.
        let heading = matches!(
            self.tokenized.document.blocks[block].kind,
            BlockKind::Heading(_)
        );
        if heading && cues.section(words) != Section::Other {
            spans.retain(|span| span.words() < words.len());
        }
        let mut starts = 0..words.len();
        let notice = starts.find(|at| {
            (*at == 0 || words[*at].gap >= Separator::Sentence) && cues.opens_notice(words, *at)
        });
        let notice = notice.map_or(u32::MAX, |at| at as u32);
        spans.retain(|span| span.first < notice && !self.is_site_name(block, span));
    }

    /// Whether a span is set off at the end of a link's text and names the site that the link leads to.
    fn is_site_name(&self, block: usize, span: &CandidateSpan) -> bool {
        let words = self.tokenized.words(block);
        let (first, last) = (span.first as usize, span.last as usize);
        if first == 0 || words[first].gap < Separator::Symbol {
            return false;
        }
        let base = self.tokenized.blocks[block].words.start;
        let link = |at: usize| self.tokenized.run(base + at as u32).link;
        let Some(own) = link(last) else {
            return false;
        };
        let closes = last + 1 == words.len() || link(last + 1) != Some(own);
        let target = self.links.targets[own as usize].as_ref();
        let domain = target.filter(|target| target.platform);
        let domain = domain.and_then(|target| target.domain.as_deref());
        let text = self.tokenized.document.text.buffer();
        closes
            && link(first - 1) == Some(own)
            && domain.is_some_and(|domain| {
                domain == fold_letters(words[first..=last].iter().map(|word| word.text(text)))
            })
    }

    /// Marks the names that the text calls sponsors.
    fn mark_sponsors(
        &mut self,
        block: usize,
        spans: &[CandidateSpan],
        id: impl Fn(usize) -> Option<CandidateId>,
    ) {
        for index in sponsors_in(self.tokenized, block, self.tokenized.cues, spans) {
            if let Some(id) = id(index) {
                self.out.candidates[id.index()].sponsors = true;
            }
        }
    }

    /// Who hosts, who is a guest, and who works where.
    fn roles_and_employments(&mut self, block: usize, spans: &[CandidateSpan]) {
        let (tokenized, cues) = (self.tokenized, self.tokenized.cues);
        let names = names_in(tokenized, block, cues, spans);
        for SpanRole { span, role, rule } in roles_in(tokenized, block, cues, &names) {
            let candidate = self.ids[span];
            if self.given_roles.insert((candidate, role, rule)) {
                self.out.roles.push(RoleHint {
                    candidate,
                    role,
                    rule,
                    block: block as u32,
                    span: spans[span],
                });
            }
        }
        let found = employments(tokenized, block, cues, &names).into_iter();
        let found = found.map(|employment| employment.map(|span| self.ids[span]));
        self.out.employments.extend(found);
    }

    /// The name that a span's words make: a new one where they stand for the first time.
    fn candidate(&mut self, block: usize, span: &CandidateSpan) -> CandidateId {
        let base = self.tokenized.blocks[block].words.start;
        let (first, last) = (base + span.first, base + span.last);
        let words = &self.tokenized.tokens[first as usize..=last as usize];
        let new = CandidateId::new(self.out.candidates.len());
        let identity = identity(words);
        let id = *self.by_words.entry(identity).or_insert(new);
        if id == new {
            let other_case = self.by_words.get(&(identity ^ 1)).copied();
            let mut titled = false;
            if let Some(other) = other_case {
                let other = &mut self.out.candidates[other.index()];
                other.other_case = Some(new);
                titled = other.titled;
            }
            self.out.candidates.push(PendingCandidate {
                block: block as u32,
                first,
                last,
                rule: span.rule,
                entries: span.entries,
                count: 0,
                free: 0,
                spoken: 0,
                spoken_inner: 0,
                places: DocumentParts::default(),
                titled,
                noted: false,
                prominence: 0.0,
                sponsor: true,
                sponsors: false,
                mentions: None,
                spoken_containers: Vec::new(),
                other_case,
            });
        } else {
            let known = &mut self.out.candidates[id.index()];
            if known.entries.is_empty() {
                known.entries = span.entries;
            }
        }
        id
    }

    /// "Google Kubernetes Engine (GKE)" and "GKE (Google Kubernetes Engine)".
    fn short_forms(&mut self, block: usize, spans: &[CandidateSpan], widest: u32) {
        let words = self.tokenized.words(block);
        let text = self.tokenized.document.text.buffer();
        for (index, short) in spans.iter().enumerate() {
            let at = short.first as usize;
            if short.first != short.last
                || !words[at]
                    .shape
                    .intersects(WordShape::ALL_CAPS.union(WordShape::MIXED))
                || words[at].end - words[at].start > ABBREVIATION
            {
                continue;
            }
            let letters = words[at].text(text);
            let nearby = short.first.saturating_sub(widest + 1);
            let start = spans.partition_point(|other| other.first < nearby);
            let beside = spans.iter().enumerate().skip(start);
            for (other, long) in beside.take_while(|(_, other)| other.first <= short.last + 1) {
                let behind = long.last + 1 == short.first && words[at].gap == Separator::Bracket;
                let before = short.last + 1 == long.first
                    && words[long.first as usize].gap == Separator::Bracket;
                let spelled = &words[long.first as usize..=long.last as usize];
                if (behind || before) && spelled.len() > 1 && spells(letters, spelled, text) {
                    self.out.short_forms.push(ShortForm {
                        short: self.ids[index],
                        long: self.ids[other],
                    });
                }
            }
        }
    }

    /// The names of the notes, to be recognised in the transcript.
    fn names_by_opening(&self) -> KnownNames {
        let mut known = KnownNames::default();
        let blocks = &self.tokenized.document.blocks;
        if blocks
            .iter()
            .all(|block| block.place != DocumentPart::Transcript)
        {
            return known;
        }
        for candidate in &self.out.candidates {
            let words = &self.tokenized.tokens[candidate.first as usize..=candidate.last as usize];
            // Single lower-case words of the notes would match everywhere and mean little.
            if words.len() > 1 || is_name_like(&words[0]) || !is_common(&words[0]) {
                known.add(words);
            }
        }
        known
    }

    fn transcript(&mut self, block: usize, known: &KnownNames) {
        let words = self.tokenized.words(block);
        if words.is_empty() {
            return;
        }
        let text = self.tokenized.document.text.buffer();
        let mut spans = std::mem::take(&mut self.spans);
        candidates::of_transcript(
            &mut spans,
            self.tokenized,
            block,
            self.knowledge,
            &mut self.out.entries,
        );
        for at in 0..words.len() {
            for last in known.beginning(&words[at..]) {
                spans.add_known(at, at + last);
            }
        }
        spans.sort();
        let found = spans.found();
        let widest = widest(found);
        let mut ids = std::mem::take(&mut self.spoken_ids);
        ids.clear();
        for (index, span) in found.iter().enumerate() {
            let first = span.first as usize;
            let opens = first == 0 || words[first].gap >= Separator::Quote;
            let alone = span.first == span.last;
            // "Yeah", "So", "Right": a capital at the start of a sentence says nothing.
            if opens && alone && span.entries.is_empty() && is_common(&words[first]) {
                ids.push(None);
                continue;
            }
            let id = self.candidate(block, span);
            ids.push(Some(id));
            let candidate = &mut self.out.candidates[id.index()];
            candidate.count += 1;
            candidate.spoken += 1;
            let spelled = &words[first..=span.last as usize];
            if candidate.spoken <= EXAMINED
                && !(alone && opens)
                && person_name_pattern(spelled, text, self.tokenized.cues) != NamePattern::Other
            {
                self.out.spoken.push(SpokenMention {
                    candidate: id,
                    block: block as u32,
                    span: *span,
                });
            }
            candidate.spoken_inner += u32::from(!opens);
            candidate.sponsor = false;
            candidate.places.insert(DocumentPart::Transcript);
            candidate.rule = candidate.rule.min(span.rule);
            let mut free = true;
            // What contains a span comes before it.
            for container in candidates::containers(found, CandidateSpan::clone, index, widest) {
                free = false;
                let containers = &mut candidate.spoken_containers;
                if let Some(container) = ids[container]
                    && containers.len() < SPOKEN_CONTAINERS
                    && !containers.contains(&container)
                {
                    containers.push(container);
                }
            }
            candidate.free += u32::from(free);
        }
        self.mark_sponsors(block, found, |index| ids[index]);
        self.spans = spans;
        self.spoken_ids = ids;
    }
}

/// How much a mention in such a block speaks for a main topic, from 0 to 1.
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
