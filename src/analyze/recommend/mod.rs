//! What to hear next: episodes that have to do with an episode, with a draft or with some entities,
//! and why.
//!
//! A [`Recommender`] is made once for a graph and answers any number of questions; it is of its own
//! and can be kept open beside the graph. The score of a pair is the sum of what both share, each
//! entity or page by how rare it is, how much it weighs in either, and what it is (see [`Weights`]);
//! each [`Reason`] is a term of that sum. What pays for an episode is no ground.
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
mod diversity;
mod draft;
mod incidence;
mod index;
mod nearness;
mod options;
mod score;
mod weights;

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::graph::{EntityId, KnowledgeGraph};
use crate::vocabulary::Kind;
use incidence::{IncidenceMatrix, IndexedEpisode};
use index::{Index, WeightedEntity, weigh};
use nearness::Nearness;
use score::{Accumulator, ScoreQuery, Scored, Term};

pub use answer::{Reason, Recommendation, Recommendations, Subject};
pub use options::{RecommendOptions, Time};
pub use score::{SHOWN, TAIL};
pub use weights::{KindWeights, PlaceWeights, RelationWeights, TABLE, Weights};

/// Answers what to hear next.
#[derive(Debug)]
pub struct Recommender {
    matrix: IncidenceMatrix,
    index: Index,
    nearness: Nearness,
    weights: Weights,
}

impl Recommender {
    /// A recommender with the weights that ship. Linear in the number of edges.
    pub fn new(graph: &KnowledgeGraph) -> Self {
        let (matrix, weights) = (IncidenceMatrix::of(graph), Weights::default());
        Self {
            index: Index::new(&matrix, &weights),
            nearness: Nearness::new(&matrix, &weights),
            matrix,
            weights,
        }
    }

    /// Changes the weights.
    #[must_use]
    pub fn with_weights(mut self, weights: Weights) -> Self {
        self.index = Index::new(&self.matrix, &weights);
        self.nearness = Nearness::new(&self.matrix, &weights);
        self.weights = weights;
        self
    }

    /// What to hear after an episode; none where the recommender has no such episode.
    pub fn episode(&self, id: &EntityId, options: &RecommendOptions) -> Option<Recommendations> {
        let at = self
            .matrix
            .episodes
            .binary_search_by(|episode| episode.id.cmp(id))
            .ok()?;
        Some(self.answer_for(at as u32, options, &mut self.accumulator()))
    }

    /// What to hear after each episode, in the order of their ids; on all threads of the current
    /// rayon pool.
    pub fn all(&self, options: &RecommendOptions) -> Vec<Recommendations> {
        (0..self.matrix.episodes.len() as u32)
            .into_par_iter()
            .map_init(
                || self.accumulator(),
                |accumulator, at| self.answer_for(at, options, accumulator),
            )
            .collect()
    }

    /// What to hear about some entities and pages, which count alike; ids that are neither are
    /// left aside.
    pub fn for_entities(&self, ids: &[EntityId], options: &RecommendOptions) -> Recommendations {
        let wanted: BTreeSet<&EntityId> = ids.iter().collect();
        let entities: Vec<WeightedEntity> = wanted
            .into_iter()
            .filter_map(|id| {
                Some(WeightedEntity {
                    entity: self.matrix.entity(id)?,
                    weight: 1.0,
                })
            })
            .collect();
        let ids = entities
            .iter()
            .map(|weighted| self.matrix.entities[weighted.entity as usize].id.clone())
            .collect();
        // Whoever asks for an entity wants it however common it is.
        self.answer(
            Subject::Entities(ids),
            Asked {
                entities: &entities,
                at: None,
                episode: None,
                worth: &|_| 1.0,
            },
            options,
            &mut self.accumulator(),
        )
    }

    /// What to hear after an episode of a larger graph, of which this recommender knows a part that
    /// may lack the episode; none where the larger graph has no such episode. `graph` is the part that
    /// the recommender was made of.
    pub fn episode_of(
        &self,
        graph: &KnowledgeGraph,
        larger: &KnowledgeGraph,
        id: &EntityId,
        options: &RecommendOptions,
    ) -> Option<Recommendations> {
        if let Some(answer) = self.episode(id, options) {
            return Some(answer);
        }
        let node = larger.node(id).filter(|node| node.kind == Kind::Episode)?;
        let episode = draft::matched(larger, node, graph, &self.matrix);
        let subject = Subject::Episode {
            episode: episode.id.clone(),
            source: episode.source.clone(),
        };
        Some(self.answer_outside(subject, &episode, options))
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
        let episode = draft::matched(draft, node, graph, &self.matrix);
        let subject = Subject::Draft {
            source: episode.source.clone(),
        };
        Some(self.answer_outside(subject, &episode, options))
    }

    fn accumulator(&self) -> Accumulator {
        Accumulator::new(self.matrix.episodes.len())
    }

    fn answer_for(
        &self,
        at: u32,
        options: &RecommendOptions,
        accumulator: &mut Accumulator,
    ) -> Recommendations {
        let episode = &self.matrix.episodes[at as usize];
        let asked = Asked {
            entities: self.index.vector(at),
            at: Some(at),
            episode: Some(episode),
            worth: &|entity| self.index.worth(entity),
        };
        let subject = Subject::Episode {
            episode: episode.id.clone(),
            source: episode.source.clone(),
        };
        self.answer(subject, asked, options, accumulator)
    }

    fn answer_outside(
        &self,
        subject: Subject,
        episode: &IndexedEpisode,
        options: &RecommendOptions,
    ) -> Recommendations {
        let asked = Asked {
            entities: &weigh(&episode.incidences, &self.weights),
            at: None,
            episode: Some(episode),
            worth: &|entity| self.index.worth(entity),
        };
        self.answer(subject, asked, options, &mut self.accumulator())
    }

    fn answer(
        &self,
        subject: Subject,
        asked: Asked<'_>,
        options: &RecommendOptions,
        accumulator: &mut Accumulator,
    ) -> Recommendations {
        let excluded = |id: &EntityId| options.exclude.contains(id);
        let worth = |at: u32| {
            let entity = &self.matrix.entities[at as usize];
            if excluded(&entity.id) {
                return 0.0;
            }
            (asked.worth)(at) * options.kinds.get(&entity.kind).copied().unwrap_or(1.0)
        };
        let all_wanted = options.exclude.is_empty() && options.time == Time::Any;
        let wanted = |at: u32| {
            let episode = &self.matrix.episodes[at as usize];
            !excluded(&episode.id)
                && !episode.show.as_ref().is_some_and(excluded)
                && is_in_time(&options.time, &asked, episode)
        };
        let day = asked.episode.and_then(|episode| episode.day);
        let factor = |at: u32| {
            if asked.at != Some(at) && (all_wanted || wanted(at)) {
                self.nearness.of(day, at)
            } else {
                0.0
            }
        };
        let query = ScoreQuery {
            entities: asked.entities,
            worth: &worth,
            factor: &factor,
            tie_break: &|a, b| self.tie_break(a, b),
        };
        let scored = match options.diverse {
            None => accumulator.best(&self.index, &query, options.limit),
            Some(balance) => {
                let pool = options.limit.saturating_mul(diversity::POOL);
                let ranking = accumulator.best(&self.index, &query, pool);
                diversity::diversify(&self.index, ranking, balance, options.limit)
            }
        };
        Recommendations {
            subject,
            entities: asked.entities.len(),
            recommendations: scored.iter().map(|scored| self.explain(scored)).collect(),
        }
    }

    /// Of equals the latest, and those without a date last; then by id.
    fn tie_break(&self, a: u32, b: u32) -> Ordering {
        let date = |at: u32| Reverse(self.matrix.episodes[at as usize].date.as_deref());
        date(a).cmp(&date(b)).then_with(|| a.cmp(&b))
    }

    fn explain(&self, scored: &Scored) -> Recommendation {
        let reason = |term: &Term| {
            let entity = &self.matrix.entities[term.entity as usize];
            Reason {
                id: entity.id.clone(),
                label: entity.label.clone(),
                kind: entity.kind,
                // Rounded down, so that shares never add up to more than the whole.
                share: (term.value / scored.score * 1e4).floor().clamp(0.0, 1e4) / 1e4,
            }
        };
        let episode = &self.matrix.episodes[scored.episode as usize];
        Recommendation {
            episode: episode.id.clone(),
            source: episode.source.clone(),
            label: episode.label.clone(),
            score: scored.score,
            because: scored.terms.iter().map(reason).collect(),
        }
    }
}

/// A question, come down to entities and pages.
struct Asked<'a> {
    entities: &'a [WeightedEntity],
    /// The episode's own place: it is never its own recommendation.
    at: Option<u32>,
    episode: Option<&'a IndexedEpisode>,
    worth: &'a (dyn Fn(u32) -> f64 + Sync),
}

impl Asked<'_> {
    fn is_of_show_of(&self, other: &IndexedEpisode) -> bool {
        self.episode.and_then(|episode| episode.show.as_ref()) == other.show.as_ref()
    }
}

fn is_in_time(time: &Time, asked: &Asked<'_>, episode: &IndexedEpisode) -> bool {
    match time {
        Time::Any => true,
        Time::Before(day) => episode
            .date
            .as_deref()
            .is_some_and(|date| date < day.as_str()),
        Time::Earlier => {
            let Some(than) = asked.episode else {
                return true;
            };
            match (&episode.date, &than.date, episode.number, than.number) {
                (Some(own), Some(than), ..) if own != than => own < than,
                (_, None, ..) if asked.at.is_none() => true,
                (.., Some(own), Some(than)) => own < than && asked.is_of_show_of(episode),
                _ => false,
            }
        }
    }
}
