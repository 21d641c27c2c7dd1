//! Decides which collected names are kept as candidates: sums the weights of each name's features over
//! its mentions, and drops what is most likely no entity whatever other episodes say.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::candidates::{CandidateSpan, containers};
use super::collect::{EXAMINED, SPOKEN_CONTAINERS};
use super::collected::{CandidateId, CollectedMentions, PendingCandidate, RoleHint, SpokenMention};
use super::features::context::{LinkTarget, MentionContext};
use super::features::lexicon_label::{LexiconSpans, lexicon_label};
use super::features::subject::{Nature, Subject};
use super::features::transcript::{SpokenCounts, of_transcript};
use super::features::{self, FeatureSet, name_pattern, person};
use super::mention::{
    Abbreviation, Account, AffiliationMention, Candidate, ExtractedEpisode, Reading, Role, Rule,
};
use super::metadata::Links;
use super::quote::Quoter;
use super::readings::places::PlaceReader;
use super::readings::{KNOWN, reading};
use super::tokenized::TokenizedDocument;
use super::word::is_common;
use crate::knowledge::Knowledge;
use crate::knowledge::addresses::PageType;
use crate::knowledge::features::{FeatureValue, family, value};
use crate::knowledge::gazetteer::Gazetteer;
use crate::knowledge::lexicon::EntryId;
use crate::knowledge::weights::Scores;
use crate::text::compose::{composed, is_decomposed};
use crate::text::distinct::DistinctList;
use crate::text::name_key::key;
use crate::text::token::Separator;
use crate::vocabulary::Kind;

/// Blocks that a candidate remembers: a name in more of them is no boilerplate.
const BLOCKS: usize = 8;
/// Longer names around a name that are remembered of the notes.
const CONTAINERS: usize = 64;

/// Classifies what was collected of a document.
pub(super) struct Classifier<'a> {
    pub tokenized: &'a TokenizedDocument<'a>,
    pub knowledge: &'a Knowledge,
    pub links: &'a Links,
    pub collected: &'a CollectedMentions,
}

/// What is known of one name beside its mentions in the notes.
struct CandidateEvidence<'c> {
    roles: &'c [&'c RoleHint],
    spoken: &'c [&'c SpokenMention],
    /// It is said to work somewhere; somebody is said to work there.
    works: bool,
    employs: bool,
    /// How many names of the lexicon are spoken more often.
    rank: u32,
}

/// What was decided of one name.
struct Decision<'c> {
    /// It is likely enough by itself.
    is_kept: bool,
    roles: &'c [&'c RoleHint],
    scores: Scores,
    reading: Option<Reading>,
}

/// Of each pending candidate its index among the candidates that are kept.
type KeptIndices = Vec<Option<u32>>;

/// Names of several words that are kept: by their keys, which are only made of what opens like one.
#[derive(Default)]
struct KeptNames {
    openings: FxHashSet<u32>,
    keys: FxHashSet<String>,
}

/// How often the lexicon's names are spoken, most often first.
struct SpokenRanks(Vec<u32>);

impl SpokenRanks {
    fn new(candidates: &[PendingCandidate]) -> Self {
        let known = candidates.iter().filter(|known| !known.entries.is_empty());
        let mut counts: Vec<u32> = known.map(|candidate| candidate.spoken).collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        Self(counts)
    }

    /// How many are spoken more often than a name that is spoken so often.
    fn of(&self, spoken: u32) -> u32 {
        self.0.partition_point(|count| *count > spoken) as u32
    }
}

impl Classifier<'_> {
    /// Adds the candidates that are kept, and what ties them, to the episode.
    ///
    /// With `traced` all are kept, and the names of each candidate's features are given.
    pub(super) fn classify(
        self,
        quoter: &mut Quoter,
        out: &mut ExtractedEpisode,
        traced: bool,
    ) -> Vec<Vec<String>> {
        out.subject = self.subject();
        let mut roles: Vec<&RoleHint> = self.collected.roles.iter().collect();
        if out.subject == Subject::Other {
            self.leave_out_subjects(&mut roles);
        }
        roles.sort_by_key(|hint| hint.candidate);
        let mut spoken: Vec<&SpokenMention> = self.collected.spoken.iter().collect();
        spoken.sort_by_key(|mention| mention.candidate);
        let (decisions, traces) = self.decide(&roles, &spoken, out.subject, traced);
        let mut indices: KeptIndices = vec![None; decisions.len()];
        let mut kept = Vec::new();
        let candidates = &self.collected.candidates;
        let kept_names = self.kept_names(&decisions);
        for (index, (candidate, decision)) in candidates.iter().zip(&decisions).enumerate() {
            // "dark mode" may come to nothing by itself, and yet be "Dark Mode" or "dark modes" again.
            let other_case = candidate.other_case;
            if decision.is_kept
                || other_case.is_some_and(|id| decisions[id.index()].is_kept)
                || self.is_form_of(candidate, &kept_names)
            {
                indices[index] = Some(kept.len() as u32);
                kept.push((candidate, decision));
            }
        }
        out.candidates.reserve(kept.len());
        for (candidate, decision) in kept {
            self.accounts(candidate, out.candidates.len() as u32, &mut out.accounts);
            let candidate = self.finished(quoter, candidate, decision, &indices);
            out.candidates.push(candidate);
        }
        out.accounts.sort();
        out.accounts.dedup();
        self.relations(quoter, &indices, out);
        traces
    }

    /// The decision on each name, and the names of its features where they are traced. Role hints and
    /// spoken mentions come sorted by name.
    fn decide<'c>(
        &self,
        mut roles: &'c [&'c RoleHint],
        mut spoken: &'c [&'c SpokenMention],
        subject: Subject,
        traced: bool,
    ) -> (Vec<Decision<'c>>, Vec<Vec<String>>) {
        let candidates = &self.collected.candidates;
        let mut employed = vec![(false, false); candidates.len()];
        for employment in &self.collected.employments {
            employed[employment.person.index()].0 = true;
            employed[employment.organization.index()].1 = true;
        }
        let mut works: Vec<Option<f32>> = vec![None; candidates.len()];
        for work in &self.collected.works {
            let points = &mut works[work.candidate.index()];
            *points = Some(points.unwrap_or(work.points).max(work.points));
        }
        let places = PlaceReader {
            tokenized: self.tokenized,
            collected: self.collected,
            gazetteer: Gazetteer::embedded(),
        };
        let ranks = SpokenRanks::new(candidates);
        let nature = Nature {
            subject,
            language: self.tokenized.language,
        };
        let mut features = FeatureSet::new(&self.knowledge.model, traced);
        let mut decisions = Vec::with_capacity(candidates.len());
        let mut traces = Vec::new();
        for (index, candidate) in candidates.iter().enumerate() {
            let id = CandidateId::new(index);
            let evidence = CandidateEvidence {
                roles: take_front(&mut roles, |hint| hint.candidate == id),
                spoken: take_front(&mut spoken, |mention| mention.candidate == id),
                works: employed[index].0,
                employs: employed[index].1,
                rank: ranks.of(candidate.spoken),
            };
            features.clear();
            self.features(&mut features, candidate, nature, &evidence);
            let scores = features.score();
            let stated = self.collected.entries(candidate.entries).iter();
            let stated = stated.map(|id| self.knowledge.lexicon.traits(EntryId(*id)).kind);
            let reading = match works[index] {
                Some(points) => reading(Kind::Work, points),
                None if stated.clone().any(|kind| kind == Kind::Work) => reading(Kind::Work, KNOWN),
                None if stated.clone().any(|kind| kind == Kind::Place) => {
                    reading(Kind::Place, KNOWN)
                }
                None => reading(Kind::Place, places.points(candidate)),
            };
            let is_sure = !evidence.roles.is_empty() || reading.is_some();
            decisions.push(Decision {
                is_kept: traced || candidate.sponsors || is_sure || !scores.is_prunable(),
                roles: evidence.roles,
                scores,
                reading,
            });
            if traced {
                traces.push(features.take_names());
            }
        }
        (decisions, traces)
    }

    /// Leaves out the roles that a title gives which is a name and no more: an interview with somebody, or a
    /// piece about somebody. Shows about technology talk with people, others tell as often of them;
    /// there the text has to say more.
    fn leave_out_subjects(&self, roles: &mut Vec<&RoleHint>) {
        let named = |hint: &RoleHint| hint.rule == Rule::TitleWith && hint.span.first == 0;
        let titles: Vec<u32> = roles
            .iter()
            .filter(|hint| named(hint))
            .map(|hint| hint.block)
            .collect();
        let employed = |hint: &RoleHint| {
            let mut all = self.collected.employments.iter();
            all.any(|employment| employment.person == hint.candidate)
        };
        roles.retain(|hint| {
            hint.rule != Rule::TitleWith || !titles.contains(&hint.block) || employed(hint)
        });
    }

    /// The names of several words that are kept.
    fn kept_names(&self, decisions: &[Decision]) -> KeptNames {
        let mut names = KeptNames::default();
        let candidates = self.collected.candidates.iter().zip(decisions);
        for (candidate, _) in
            candidates.filter(|(one, decision)| decision.is_kept && one.first < one.last)
        {
            names
                .openings
                .insert(self.tokenized.tokens[candidate.first as usize].hash);
            names.keys.insert(key(&self.form(candidate)));
        }
        names
    }

    /// Whether a name of several words is another form of one that is kept.
    fn is_form_of(&self, candidate: &PendingCandidate, names: &KeptNames) -> bool {
        candidate.first < candidate.last
            && names
                .openings
                .contains(&self.tokenized.tokens[candidate.first as usize].hash)
            && names.keys.contains(&key(&self.form(candidate)))
    }

    /// A name as a reader sees it where it stands first.
    fn form(&self, candidate: &PendingCandidate) -> Cow<'_, str> {
        let document = self.tokenized.document;
        let span = self.tokenized.span(candidate.first, candidate.last);
        let visible = document.visible(&document.blocks[candidate.block as usize], span);
        match visible {
            Cow::Borrowed(text) => composed(text),
            Cow::Owned(text) if is_decomposed(&text) => Cow::Owned(composed(&text).into_owned()),
            owned => owned,
        }
    }

    /// What the notes are about, by what the lexicon knows in them.
    fn subject(&self) -> Subject {
        let lexicon = &self.knowledge.lexicon;
        let collected = self.collected;
        let known = collected.candidates.iter().filter(|candidate| {
            let words = &self.tokenized.tokens[candidate.first as usize..=candidate.last as usize];
            let plain = words.len() == 1 && is_common(&words[0]);
            // Where a show can be heard or followed says nothing of what it is about.
            let network = self.tokenized.cues.is_network(&words[words.len() - 1]);
            !plain
                && !network
                && collected.entries(candidate.entries).iter().any(|id| {
                    let entry = lexicon.traits(EntryId(*id));
                    entry.technical && !entry.is_ambiguous(words.len())
                })
        });
        // Source code is a thing of technology, whatever it is called.
        let code = |target: &&LinkTarget| matches!(target.page, PageType::Repo | PageType::Package);
        let code = self.links.targets.iter().flatten().filter(code);
        let code: BTreeSet<&str> = code
            .filter_map(|target| target.subject.as_deref())
            .collect();
        let blocks = self.collected.blocks.iter();
        let words = blocks.map(|block| self.tokenized.words(block.block as usize).len());
        Subject::of(known.count() + code.len(), words.sum())
    }

    fn features(
        &self,
        out: &mut FeatureSet,
        candidate: &PendingCandidate,
        nature: Nature,
        evidence: &CandidateEvidence,
    ) {
        let (tokenized, collected) = (self.tokenized, self.collected);
        let (lexicon, cues) = (&self.knowledge.lexicon, self.tokenized.cues);
        let entries = collected.entries(candidate.entries);
        let words = &tokenized.tokens[candidate.first as usize..=candidate.last as usize];
        let label = lexicon_label(entries, words.len(), lexicon);
        let text = tokenized.document.text.buffer();
        features::of_form(out, text, words, entries, label, nature, (lexicon, cues));
        name_pattern::of_form(out, text, words, cues);
        for (_, mention) in collected.mentions_of(candidate).take(EXAMINED as usize) {
            let block = collected.block_of(mention);
            let context = self.context(block.block, &block.known, &block.dates);
            let entries = collected.entries(mention.span.entries);
            let label = lexicon_label(entries, mention.span.words(), lexicon);
            features::of_mention(out, &context, &mention.span, label);
        }
        let unknown = LexiconSpans::default();
        for hint in evidence.roles {
            let role = match hint.role {
                Role::Host => value!("host"),
                Role::Guest => value!("guest"),
            };
            out.add(family!("role"), role);
            out.add(family!("role_rule"), FeatureValue::new(hint.rule.as_str()));
            let context = self.context(hint.block, &unknown, &[]);
            person::of_role(out, &context, &hint.span, role);
        }
        for mention in evidence.spoken {
            let context = self.context(mention.block, &unknown, &[]);
            person::of_mention(out, &context, &mention.span);
        }
        if evidence.works {
            out.add(family!("employment"), value!("person"));
        }
        if evidence.employs {
            out.add(family!("employment"), value!("employer"));
        }
        let spoken = SpokenCounts {
            mentions: candidate.spoken,
            inner: candidate.spoken_inner,
            rank: evidence.rank,
        };
        of_transcript(out, &spoken, label);
        let written = match candidate.count - candidate.spoken {
            0 => value!("0"),
            1 => value!("1"),
            2 => value!("2"),
            3 => value!("3"),
            4 => value!("4"),
            _ => value!("5+"),
        };
        out.add(family!("written"), written);
        nature.of_mentions(
            out,
            features::rule_value(candidate.rule),
            written,
            words.len(),
        );
        if candidate.titled && candidate.noted {
            out.add(family!("titled"), value!("again"));
        }
        if candidate.free == 0 {
            out.add(family!("standalone"), value!("never"));
        }
    }

    fn context<'c>(
        &'c self,
        block: u32,
        known: &'c LexiconSpans,
        dates: &'c [u32],
    ) -> MentionContext<'c> {
        MentionContext {
            tokenized: self.tokenized,
            block: block as usize,
            targets: &self.links.targets,
            cues: self.tokenized.cues,
            known,
            dates,
        }
    }

    /// The accounts that the notes show beside a name.
    fn accounts(&self, candidate: &PendingCandidate, person: u32, out: &mut Vec<Account>) {
        let mentions = self.collected.mentions_of(candidate);
        for (_, mention) in mentions.take(EXAMINED as usize) {
            let block = self.collected.block_of(mention);
            let context = self.context(block.block, &block.known, &block.dates);
            let names = person::accounts(&context, &mention.span).into_iter();
            out.extend(names.map(|name| Account { person, name }));
        }
    }

    /// A name that is kept, with all that its mentions show.
    fn finished(
        &self,
        quoter: &mut Quoter,
        pending: &PendingCandidate,
        decision: &Decision,
        indices: &KeptIndices,
    ) -> Candidate {
        let collected = self.collected;
        let span = self.tokenized.span(pending.first, pending.last);
        let form = self.form(pending).into_owned();
        let (mut inside, mut pages) = (Vec::new(), DistinctList::default());
        // Most names stand in one block.
        let mut blocks = Vec::with_capacity(1);
        for (id, mention) in collected.mentions_of(pending) {
            let block = collected.block_of(mention);
            let fingerprint = self.tokenized.blocks[block.block as usize].fingerprint;
            if blocks.len() < BLOCKS && blocks.last() != Some(&fingerprint) {
                blocks.push(fingerprint);
            }
            let page = self.page(block.block as usize, &mention.span);
            if let Some(page) = page {
                pages.push(page);
            }
            let all = collected.mentions_in(block);
            let own = id.index() - block.mentions.start as usize;
            for container in containers(all, |other| other.span, own, block.widest) {
                let container = all[container].candidate;
                if inside.len() < CONTAINERS && !inside.contains(&container) {
                    inside.push(container);
                }
            }
        }
        for container in &pending.spoken_containers {
            if inside.len() < SPOKEN_CONTAINERS && !inside.contains(container) {
                inside.push(*container);
            }
        }
        let inside = inside.into_iter().filter_map(|id| indices[id.index()]);
        Candidate {
            key: key(&form),
            form,
            entries: collected.entries(pending.entries).to_vec(),
            scores: decision.scores,
            rule: if pending.sponsors {
                Rule::Sponsor
            } else {
                pending.rule
            },
            count: pending.count,
            free: pending.free,
            inside: inside.collect(),
            places: pending.places,
            quote: quoter.quote(pending.block as usize, span),
            prominence: pending.prominence.min(1.0),
            sponsor: pending.sponsor,
            blocks,
            pages: pages.into_vec(),
            roles: decision
                .roles
                .iter()
                .map(|hint| (hint.role, hint.rule))
                .collect(),
            reading: decision.reading,
        }
    }

    /// The page that a mention links to, or that the label behind it does.
    fn page(&self, block: usize, span: &CandidateSpan) -> Option<u32> {
        let words = self.tokenized.words(block);
        let base = self.tokenized.blocks[block].words.start;
        let link = |at: u32| self.tokenized.run(base + at).link;
        let own = link(span.first);
        let page = match own {
            Some(_) if own == link(span.last) => {
                let opens = span.first == 0 || link(span.first - 1) != own;
                let closes = span.last as usize + 1 == words.len() || link(span.last + 1) != own;
                own.filter(|_| opens && closes)
            }
            None => {
                // "Bigtable [docs](…)": the label labels all that stands before it in its clause.
                let first = span.first as usize;
                let opens = first == 0 || words[first].gap > Separator::Ampersand;
                let mut next = span.last as usize + 1;
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

    /// Who works where, and what is short for what: of names that are kept.
    fn relations(&self, quoter: &mut Quoter, indices: &KeptIndices, out: &mut ExtractedEpisode) {
        let document = self.tokenized.document;
        let index = |id: CandidateId| indices[id.index()];
        for employment in &self.collected.employments {
            let (Some(person), Some(organization)) =
                (index(employment.person), index(employment.organization))
            else {
                continue;
            };
            let block = &document.blocks[employment.block as usize];
            out.affiliations.push(AffiliationMention {
                person,
                organization,
                role: employment
                    .role
                    .map(|span| document.visible(block, span).into_owned()),
                quote: quoter.statement(
                    employment.block as usize,
                    employment.stated[0],
                    employment.stated[1],
                ),
            });
        }
        for pair in &self.collected.short_forms {
            if let (Some(short), Some(long)) = (index(pair.short), index(pair.long)) {
                out.abbreviations.push(Abbreviation { short, long });
            }
        }
        for block in &self.collected.blocks {
            let block = block.block as usize;
            if self.tokenized.words(block).len() > 2 {
                out.blocks.push(self.tokenized.blocks[block].fingerprint);
            }
        }
    }
}

/// Takes what is at the front of a list.
fn take_front<'l, T>(rest: &mut &'l [T], is_own: impl Fn(&T) -> bool) -> &'l [T] {
    let (own, others) = rest.split_at(rest.partition_point(is_own));
    *rest = others;
    own
}
