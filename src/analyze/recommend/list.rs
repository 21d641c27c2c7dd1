//! From scores to a list: which episodes may come, in which order, and for which reasons.

use std::cell::RefCell;
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

use super::answer::{Recommendation, Recommendations, Subject};
use super::arrange;
use super::explain::Explainer;
use super::incidence::{IncidenceMatrix, IndexedEpisode};
use super::index::Index;
use super::options::{RecommendOptions, Time};
use super::score::{Asked, ScoreQuery, Scorer};
use super::sparse::cosine;
use crate::graph::EntityId;

/// What is asked about.
pub(super) struct Question<'a> {
    /// The episodes.
    pub asked: &'a [Asked<'a>],
    /// What they are about.
    pub about: BTreeSet<u32>,
    /// The last of them: what may only be earlier is earlier than that.
    pub last: Option<&'a IndexedEpisode>,
}

/// How many of each show may still come.
pub(super) struct Room<'a> {
    matrix: &'a IncidenceMatrix,
    limit: Option<usize>,
    taken: BTreeMap<Option<&'a EntityId>, usize>,
}

impl Room<'_> {
    /// Whether one more of its show may come.
    pub(super) fn takes(&mut self, at: u32) -> bool {
        let Some(limit) = self.limit else { return true };
        let taken = self
            .taken
            .entry(self.matrix.episodes[at as usize].show.as_ref())
            .or_default();
        *taken += 1;
        *taken <= limit
    }
}

/// Makes lists of scores.
pub(super) struct ListMaker<'a> {
    /// What the episodes name.
    pub matrix: &'a IncidenceMatrix,
    /// The vectors behind the score.
    pub index: &'a Index,
    /// How the list is to be.
    pub options: &'a RecommendOptions,
}

impl ListMaker<'_> {
    /// The episodes that are recommended, the best first; none of those that are asked about.
    pub(super) fn answer(
        &self,
        subject: Subject,
        question: &Question<'_>,
        scorer: &mut Scorer<'_>,
    ) -> Recommendations {
        let options = self.options;
        let silenced = self.silenced();
        let thing = |at: u32| self.factor(at);
        let word = |at: u32| f64::from(u8::from(options.words && !silenced.contains(&at)));
        let plain = options.exclude.is_empty() && options.kinds.is_empty() && options.words;
        let query = ScoreQuery {
            asked: question.asked,
            things: (!plain).then_some(&thing),
            words: (!plain).then_some(&word),
            nearness: options.words,
        };
        let mut ranking = scorer.scores(&query);
        ranking.retain(|(_, at)| self.is_wanted(*at, question.last));
        // The best five belong together, however few are wanted.
        let limit = options.limit.max(arrange::TOP);
        let narrowed = options.show_limit.is_some();
        let pool = match narrowed {
            true => ranking.len(),
            false => limit.saturating_mul(arrange::POOL),
        };
        let order = |a: &(f64, u32), b: &(f64, u32)| {
            b.0.total_cmp(&a.0).then_with(|| self.tie_break(a.1, b.1))
        };
        let all = if ranking.len() > pool {
            ranking.select_nth_unstable_by(pool, order);
            let rest = ranking.split_off(pool);
            [ranking.as_slice(), &rest].concat()
        } else {
            ranking.clone()
        };
        ranking.sort_by(order);
        let mut room = self.room();
        ranking.retain(|(_, at)| room.takes(*at));

        let explainer = self.explainer(&question.about);
        let scores: BTreeMap<u32, f64> = ranking
            .iter()
            .copied()
            .map(|(score, at)| (at, score))
            .collect();
        let made = RefCell::new(BTreeMap::new());
        let explained = |at: u32, score: f64| -> Recommendation {
            let mut made = made.borrow_mut();
            let new = || explainer.of(at, score, scorer.terms(&query, at));
            made.entry(at).or_insert_with(new).clone()
        };
        let mut picked = match options.diverse {
            Some(balance) => {
                arrange::diversify(ranking, balance, limit, |a, b| self.likeness(a, b))
            }
            None if options.same => ranking.iter().map(|(_, at)| *at).take(limit).collect(),
            None => arrange::vary(ranking.iter().map(|(_, at)| *at), limit, |at| {
                let first = explained(at, scores[&at]).because.into_iter().next()?;
                (first.share > arrange::RESTS)
                    .then(|| self.matrix.entity(&first.id))
                    .flatten()
            }),
        };
        let score_of = |at: u32| scores.get(&at).copied();
        self.keep_about(&mut picked, &all, question, |at| {
            let score =
                score_of(at).or_else(|| all.iter().find(|one| one.1 == at).map(|one| one.0));
            explained(at, score.unwrap_or_default())
        });
        picked.truncate(options.limit);
        let score =
            |at: u32| score_of(at).or_else(|| all.iter().find(|one| one.1 == at).map(|one| one.0));
        Recommendations {
            subject,
            entities: question
                .asked
                .iter()
                .map(|asked| asked.things.len() + asked.text.len())
                .sum(),
            recommendations: picked
                .into_iter()
                .map(|at| explained(at, score(at).unwrap_or_default()))
                .collect(),
        }
    }

    /// Sees to it that what the question is about is a reason of one of the first five, where an episode
    /// that may be recommended has it.
    fn keep_about(
        &self,
        picked: &mut [u32],
        all: &[(f64, u32)],
        question: &Question<'_>,
        explained: impl Fn(u32) -> Recommendation,
    ) {
        let top = picked.len().min(arrange::TOP);
        if top == 0 || question.about.is_empty() {
            return;
        }
        let is_about = |at: u32| {
            let because = explained(at).because;
            let ids = because
                .iter()
                .filter_map(|reason| self.matrix.entity(&reason.id));
            ids.into_iter()
                .any(|entity| question.about.contains(&entity))
        };
        if picked[..top].iter().any(|at| is_about(*at)) {
            return;
        }
        let mut company: BTreeSet<u32> = BTreeSet::new();
        for entity in &question.about {
            company.extend(
                self.index
                    .things
                    .column(*entity)
                    .iter()
                    .map(|entry| entry.at),
            );
        }
        let best = all
            .iter()
            .filter(|(_, at)| company.contains(at))
            .min_by(|a, b| b.0.total_cmp(&a.0).then_with(|| self.tie_break(a.1, b.1)));
        if let Some((_, best)) = best.filter(|(_, best)| is_about(*best)) {
            match picked.iter().position(|at| at == best) {
                Some(place) => picked[top - 1..=place].rotate_right(1),
                None => picked[top - 1] = *best,
            }
        }
    }

    /// What gives reasons.
    pub(super) fn explainer<'a>(&'a self, about: &'a BTreeSet<u32>) -> Explainer<'a> {
        Explainer {
            matrix: self.matrix,
            index: self.index,
            about,
        }
    }

    /// By how much more or less a thing counts.
    pub(super) fn factor(&self, at: u32) -> f64 {
        let options = self.options;
        let entity = &self.matrix.entities[at as usize];
        match options.exclude.contains(&entity.id) {
            true => 0.0,
            false => options.kinds.get(&entity.kind).copied().unwrap_or(1.0),
        }
    }

    /// The words in the names of things that do not count.
    fn silenced(&self) -> BTreeSet<u32> {
        let options = self.options;
        let mut silenced = BTreeSet::new();
        if !options.exclude.is_empty() || options.kinds.values().any(|factor| *factor == 0.0) {
            for (at, names) in (0..).zip(&self.index.names) {
                if !names.is_empty() && self.factor(at) == 0.0 {
                    silenced.extend(names);
                }
            }
        }
        silenced
    }

    /// Whether an episode may be recommended.
    pub(super) fn is_wanted(&self, at: u32, last: Option<&IndexedEpisode>) -> bool {
        let options = self.options;
        let episode = &self.matrix.episodes[at as usize];
        let excluded = |id: &EntityId| options.exclude.contains(id);
        let follows = |id: &EntityId| {
            let entity = self.matrix.entity(id);
            entity.is_some_and(|entity| episode.incidence(entity).is_some())
        };
        (options.exclude.is_empty()
            || !excluded(&episode.id) && !episode.show.as_ref().is_some_and(excluded))
            && (options.follow.is_empty() || options.follow.iter().any(follows))
            && is_in_time(&options.time, last, episode)
    }

    /// Room for as many of each show as are wanted.
    pub(super) fn room(&self) -> Room<'_> {
        Room {
            matrix: self.matrix,
            limit: self.options.show_limit,
            taken: BTreeMap::new(),
        }
    }

    /// How alike two episodes are, 0 to 1: by their things, and by their words where both have some.
    fn likeness(&self, one: u32, other: u32) -> f64 {
        let things = cosine(self.index.things.row(one), self.index.things.row(other));
        let text = |at| self.index.text.row(at);
        if text(one).is_empty() || text(other).is_empty() {
            return things;
        }
        f64::midpoint(things, cosine(text(one), text(other)))
    }

    /// Of equals the latest, and those without a date last; then by id.
    pub(super) fn tie_break(&self, a: u32, b: u32) -> Ordering {
        let date = |at: u32| Reverse(self.matrix.episodes[at as usize].date.as_deref());
        date(a).cmp(&date(b)).then_with(|| a.cmp(&b))
    }
}

fn is_in_time(time: &Time, than: Option<&IndexedEpisode>, episode: &IndexedEpisode) -> bool {
    match time {
        Time::Any => true,
        Time::Before(day) => episode
            .date
            .as_deref()
            .is_some_and(|date| date < day.as_str()),
        Time::Earlier => {
            let Some(than) = than else {
                return true;
            };
            match (&episode.date, &than.date, episode.number, than.number) {
                (Some(own), Some(than), ..) if own != than => own < than,
                (_, None, _, None) => true,
                (.., Some(own), Some(number)) => own < number && than.show == episode.show,
                _ => false,
            }
        }
    }
}
