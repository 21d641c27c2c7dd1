//! What to hear next: episodes that have to do with an episode, with a draft or with some entities,
//! and why.
//!
//! A [`Recommender`] is made once for a graph and answers any number of questions; it is of its own
//! and can be kept open beside the graph. The score of a pair is the sum of what both share, things and
//! words, and of being near in time (`src/data/recommend.toml` says how); each [`Reason`] and
//! [`SharedWord`] is a part of that sum. Hosts, the show itself, platforms and what pays for an episode
//! are no ground.
//!
//! ```
//! use showgraph::analyze::recommend::{RecommendOptions, Recommender};
//! use showgraph::export::parse_graph;
//!
//! let saved = r#"{"attributes": {"base_iri": "https://showgraph.example/"},
//!     "nodes": [
//!         {"key": "concept:bees", "attributes": {"kind": "concept", "label": "Bees"}},
//!         {"key": "episode:a", "attributes": {"kind": "episode", "label": "Hives", "source": "a.md"}},
//!         {"key": "episode:b", "attributes": {"kind": "episode", "label": "Honey", "source": "b.md"}},
//!         {"key": "episode:c", "attributes": {"kind": "episode", "label": "Boats", "source": "c.md"}}],
//!     "edges": [
//!         {"key": "1", "source": "episode:a", "target": "concept:bees", "attributes":
//!             {"relation": "about", "weight": 1.0, "confidence": 1.0, "basis": "stated"}},
//!         {"key": "2", "source": "episode:b", "target": "concept:bees", "attributes":
//!             {"relation": "mentions", "weight": 1.0, "confidence": 1.0, "basis": "stated"}}]}"#;
//! let graph = parse_graph(saved.into(), "graph.json")?;
//! let recommender = Recommender::new(&graph);
//! let answer = recommender.episode(&"episode:a".into(), &RecommendOptions::default()).expect("it is there");
//! assert_eq!(answer.recommendations.len(), 1);
//! assert_eq!(answer.recommendations[0].label.as_ref(), "Honey");
//! assert_eq!(answer.recommendations[0].because[0].label.as_ref(), "Bees");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answer;
mod arrange;
mod draft;
mod explain;
mod incidence;
mod index;
mod nearness;
mod options;
mod score;
mod sparse;
mod vocabulary;
mod weights;

use std::cell::RefCell;
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::grounds::NoGround;
use crate::graph::{EntityId, KnowledgeGraph, Node};
use crate::vocabulary::Kind;
use explain::Explainer;
use incidence::{IncidenceMatrix, IndexedEpisode};
use index::{Index, things_of};
use nearness::Nearness;
use score::{Asked, ScoreQuery, Scorer, rounded};
use sparse::cosine;

pub use answer::{Reason, Recommendation, Recommendations, SharedWord, Subject};
pub use explain::{SHOWN, SHOWN_WORDS};
pub use options::{RecommendOptions, Time};
pub use weights::{Limits, PartWeights, Platforms, RelationWeights, TABLE, Weights};

/// Of several episodes that were heard, each counts so many times as much as the one after it.
const FADING: f64 = 0.7;

/// Answers what to hear next.
#[derive(Debug)]
pub struct Recommender {
    matrix: IncidenceMatrix,
    index: Index,
    nearness: Nearness,
    weights: Weights,
}

impl Recommender {
    /// A recommender with the weights that ship. Linear in the number of edges and words.
    pub fn new(graph: &KnowledgeGraph) -> Self {
        Self::with_weights(graph, Weights::default())
    }

    /// A recommender with other weights.
    pub fn with_weights(graph: &KnowledgeGraph, weights: Weights) -> Self {
        let no_ground = NoGround::of(graph, &weights.platforms.slugs());
        let matrix = IncidenceMatrix::of(graph, &no_ground, &weights);
        Self {
            index: Index::new(graph, &matrix, &no_ground, &weights),
            nearness: Nearness::new(&matrix, weights.limits.nearness_days),
            matrix,
            weights,
        }
    }

    /// What to hear after an episode; none where the recommender has no such episode.
    pub fn episode(&self, id: &EntityId, options: &RecommendOptions) -> Option<Recommendations> {
        let at = self.matrix.episode(id)?;
        Some(self.answer_for(at, options, &mut self.scorer()))
    }

    /// What to hear after each episode, in the order of their ids; on all threads of the current
    /// rayon pool.
    pub fn all(&self, options: &RecommendOptions) -> Vec<Recommendations> {
        (0..self.matrix.episodes.len() as u32)
            .into_par_iter()
            .map_init(
                || self.scorer(),
                |scorer, at| self.answer_for(at, options, scorer),
            )
            .collect()
    }

    /// Of each episode the `count` nearest others with their scores, in the order of their ids.
    pub(in crate::analyze) fn nearest(&self, count: usize) -> Vec<Vec<(f64, u32)>> {
        let nearest = |scorer: &mut Scorer<'_>, at: u32| {
            let mut ranking = scorer.scores(&ScoreQuery {
                asked: &[self.asked(at)],
                things: None,
                words: None,
                nearness: true,
            });
            ranking.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            ranking.truncate(count);
            ranking
        };
        (0..self.matrix.episodes.len() as u32)
            .into_par_iter()
            .map_init(|| self.scorer(), nearest)
            .collect()
    }

    /// What to hear after several episodes, the last of which was heard last and counts most. They are
    /// not recommended. Ids of no episode are left aside.
    pub fn heard(&self, ids: &[EntityId], options: &RecommendOptions) -> Recommendations {
        let mut known: Vec<u32> = Vec::new();
        for at in ids.iter().filter_map(|id| self.matrix.episode(id)) {
            // Heard twice is heard last.
            known.retain(|other| *other != at);
            known.push(at);
        }
        let mut weight = 1.0;
        let mut asked: Vec<Asked<'_>> = Vec::new();
        for at in known.iter().rev() {
            asked.push(Asked {
                weight,
                ..self.asked(*at)
            });
            weight *= FADING;
        }
        let id = |at: &u32| self.matrix.episodes[*at as usize].id.clone();
        let subject = Subject::Heard(known.iter().map(id).collect());
        let question = Question {
            asked: &asked,
            about: known.iter().flat_map(|at| self.about(*at)).collect(),
            last: known.last().map(|at| &self.matrix.episodes[*at as usize]),
        };
        self.answer(subject, &question, options, &mut self.scorer())
    }

    /// What to hear about some entities and pages, which count alike; ids that are neither are
    /// left aside. Where the options follow something, the latest come first.
    pub fn for_entities(&self, ids: &[EntityId], options: &RecommendOptions) -> Recommendations {
        let wanted: BTreeSet<u32> = ids.iter().filter_map(|id| self.matrix.entity(id)).collect();
        let score = |at: u32| {
            let episode = &self.matrix.episodes[at as usize];
            let named = wanted
                .iter()
                .filter_map(|entity| episode.incidence(*entity));
            let factor = |entity: u32| self.factor(options, entity);
            let terms: BTreeMap<u32, f64> = named
                .map(|named| (named.entity, named.tie.sqrt() * factor(named.entity)))
                .filter(|(_, value)| *value > 0.0)
                .collect();
            // Whoever asks for an entity wants it however common it is.
            (rounded(terms.values().sum()), at, terms)
        };
        let mut ranking: Vec<(f64, u32, BTreeMap<u32, f64>)> = (0..self.matrix.episodes.len()
            as u32)
            .filter(|at| self.is_wanted(*at, options, None))
            .map(score)
            .filter(|(score, ..)| *score > 0.0)
            .collect();
        let by_score = |a: f64, b: f64| match options.follow.is_empty() {
            true => b.total_cmp(&a),
            false => Ordering::Equal,
        };
        ranking.sort_by(|a, b| by_score(a.0, b.0).then_with(|| self.tie_break(a.1, b.1)));
        let mut room = self.room(options);
        ranking.retain(|(_, at, _)| room.takes(*at));
        ranking.truncate(options.limit);
        let ids = wanted
            .iter()
            .map(|at| self.matrix.entities[*at as usize].id.clone());
        let nothing = BTreeSet::new();
        let explainer = self.explainer(&nothing);
        Recommendations {
            subject: Subject::Entities(ids.collect()),
            entities: wanted.len(),
            recommendations: ranking
                .into_iter()
                .map(|(score, at, things)| explainer.of_things(at, score, things))
                .collect(),
        }
    }

    /// What to hear after an episode of a larger graph, of which this recommender knows a part that
    /// may lack the episode; none where the larger graph has no such episode. Nodes have the same ids in
    /// both.
    pub fn episode_of(
        &self,
        larger: &KnowledgeGraph,
        id: &EntityId,
        options: &RecommendOptions,
    ) -> Option<Recommendations> {
        if let Some(answer) = self.episode(id, options) {
            return Some(answer);
        }
        let node = larger.node(id).filter(|node| node.kind == Kind::Episode)?;
        let no_ground = NoGround::of(larger, &self.weights.platforms.slugs());
        let number = |id: &EntityId| self.matrix.entity(id);
        let episode = IndexedEpisode::of(larger, node, &no_ground, &self.weights, number);
        let subject = Subject::Episode {
            episode: episode.id.clone(),
            source: episode.source.clone(),
        };
        Some(self.answer_outside(subject, node, &episode, options))
    }

    /// What to hear after an episode that is not in the graph. `graph` is the graph that the
    /// recommender was made of, `draft` the one that the same pipeline made of the episode; none
    /// where that has no episode.
    pub fn draft(
        &self,
        graph: &KnowledgeGraph,
        draft: &KnowledgeGraph,
        options: &RecommendOptions,
    ) -> Option<Recommendations> {
        let node = draft.nodes_of(Kind::Episode).next()?;
        let episode = draft::matched(draft, node, graph, &self.matrix, &self.weights);
        let subject = Subject::Draft {
            source: episode.source.clone(),
        };
        Some(self.answer_outside(subject, node, &episode, options))
    }

    fn scorer(&self) -> Scorer<'_> {
        Scorer::new(
            &self.index,
            &self.nearness,
            &self.weights,
            self.matrix.episodes.len(),
        )
    }

    fn asked(&self, at: u32) -> Asked<'_> {
        Asked {
            at: Some(at),
            things: self.index.things.row(at),
            text: self.index.text.row(at),
            day: self.matrix.episodes[at as usize].day,
            weight: 1.0,
        }
    }

    fn about(&self, at: u32) -> Vec<u32> {
        about(&self.matrix.episodes[at as usize])
    }

    fn answer_for(
        &self,
        at: u32,
        options: &RecommendOptions,
        scorer: &mut Scorer<'_>,
    ) -> Recommendations {
        let episode = &self.matrix.episodes[at as usize];
        let subject = Subject::Episode {
            episode: episode.id.clone(),
            source: episode.source.clone(),
        };
        let question = Question {
            asked: &[self.asked(at)],
            about: self.about(at).into_iter().collect(),
            last: Some(episode),
        };
        self.answer(subject, &question, options, scorer)
    }

    fn answer_outside(
        &self,
        subject: Subject,
        node: &Node,
        episode: &IndexedEpisode,
        options: &RecommendOptions,
    ) -> Recommendations {
        let nothing = BTreeSet::new();
        let silent = self.index.silent.get(&episode.show).unwrap_or(&nothing);
        let asked = Asked {
            at: None,
            things: &things_of(&episode.incidences, &self.index.rarity),
            text: &self.index.vocabulary.text(node, silent),
            day: episode.day,
            weight: 1.0,
        };
        let question = Question {
            asked: &[asked],
            about: about(episode).into_iter().collect(),
            last: Some(episode),
        };
        self.answer(subject, &question, options, &mut self.scorer())
    }

    fn answer(
        &self,
        subject: Subject,
        question: &Question<'_>,
        options: &RecommendOptions,
        scorer: &mut Scorer<'_>,
    ) -> Recommendations {
        let silenced = self.silenced(options);
        let thing = |at: u32| self.factor(options, at);
        let word = |at: u32| f64::from(u8::from(options.words && !silenced.contains(&at)));
        let plain = options.exclude.is_empty() && options.kinds.is_empty() && options.words;
        let query = ScoreQuery {
            asked: question.asked,
            things: (!plain).then_some(&thing),
            words: (!plain).then_some(&word),
            nearness: options.words,
        };
        let mut ranking = scorer.scores(&query);
        ranking.retain(|(_, at)| self.is_wanted(*at, options, question.last));
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
        let mut room = self.room(options);
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

    fn explainer<'a>(&'a self, about: &'a BTreeSet<u32>) -> Explainer<'a> {
        Explainer {
            matrix: &self.matrix,
            index: &self.index,
            about,
        }
    }

    /// By how much more or less a thing counts.
    fn factor(&self, options: &RecommendOptions, at: u32) -> f64 {
        let entity = &self.matrix.entities[at as usize];
        match options.exclude.contains(&entity.id) {
            true => 0.0,
            false => options.kinds.get(&entity.kind).copied().unwrap_or(1.0),
        }
    }

    /// The words in the names of things that do not count.
    fn silenced(&self, options: &RecommendOptions) -> BTreeSet<u32> {
        let mut silenced = BTreeSet::new();
        if !options.exclude.is_empty() || options.kinds.values().any(|factor| *factor == 0.0) {
            for (at, names) in (0..).zip(&self.index.names) {
                if !names.is_empty() && self.factor(options, at) == 0.0 {
                    silenced.extend(names);
                }
            }
        }
        silenced
    }

    /// Whether an episode may be recommended.
    fn is_wanted(
        &self,
        at: u32,
        options: &RecommendOptions,
        last: Option<&IndexedEpisode>,
    ) -> bool {
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

    fn room(&self, options: &RecommendOptions) -> Room<'_> {
        Room {
            matrix: &self.matrix,
            limit: options.show_limit,
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
    fn tie_break(&self, a: u32, b: u32) -> Ordering {
        let date = |at: u32| Reverse(self.matrix.episodes[at as usize].date.as_deref());
        date(a).cmp(&date(b)).then_with(|| a.cmp(&b))
    }
}

/// What is asked about.
struct Question<'a> {
    asked: &'a [Asked<'a>],
    /// What they are about.
    about: BTreeSet<u32>,
    /// The last of them: what may only be earlier is earlier than that.
    last: Option<&'a IndexedEpisode>,
}

/// How many of each show may still come.
struct Room<'a> {
    matrix: &'a IncidenceMatrix,
    limit: Option<usize>,
    taken: BTreeMap<Option<&'a EntityId>, usize>,
}

impl Room<'_> {
    fn takes(&mut self, at: u32) -> bool {
        let Some(limit) = self.limit else { return true };
        let taken = self
            .taken
            .entry(self.matrix.episodes[at as usize].show.as_ref())
            .or_default();
        *taken += 1;
        *taken <= limit
    }
}

/// What an episode is about, of what is a ground.
fn about(episode: &IndexedEpisode) -> Vec<u32> {
    let grounds = episode
        .incidences
        .iter()
        .filter(|incidence| incidence.is_about && incidence.is_ground);
    grounds.map(|incidence| incidence.entity).collect()
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
