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
mod list;
mod nearness;
mod options;
mod score;
mod sparse;
mod vocabulary;
mod weights;

use std::cmp::Ordering;
use std::collections::BTreeSet;

use rayon::prelude::*;

use super::grounds::NoGround;
use crate::graph::{EntityId, KnowledgeGraph, Node};
use crate::vocabulary::{Kind, Relation};
use incidence::{IncidenceMatrix, IndexedEpisode};
use index::{Index, things_of};
use list::{ListMaker, Question};
use nearness::Nearness;
use score::{Asked, ScoreQuery, Scorer, rounded};

pub use answer::{Reason, Recommendation, Recommendations, SharedWord, Subject};
pub use explain::{SHOWN, SHOWN_WORDS};
pub use options::{RecommendOptions, Time};
pub use weights::{Limits, PartWeights, Platforms, RelationWeights, TABLE, Weights};

/// The relations that recommendations rest on: what episodes name and link to, and what tells of it that it is
/// no ground (whose host, show or sponsor it is, and which pages are a sponsor's).
pub const RELATIONS: [Relation; 8] = [
    Relation::PartOfShow,
    Relation::HostedBy,
    Relation::HasGuest,
    Relation::About,
    Relation::Mentions,
    Relation::SponsoredBy,
    Relation::LinksTo,
    Relation::HasPage,
];

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
        self.list(options)
            .answer(subject, &question, &mut self.scorer())
    }

    /// What to hear about some entities and pages, which count alike; ids that are neither are
    /// left aside. Where the options follow something, the latest come first.
    pub fn for_entities(&self, ids: &[EntityId], options: &RecommendOptions) -> Recommendations {
        let list = self.list(options);
        let wanted: BTreeSet<u32> = ids.iter().filter_map(|id| self.matrix.entity(id)).collect();
        let score = |at: u32| {
            let episode = &self.matrix.episodes[at as usize];
            let named = wanted
                .iter()
                .filter_map(|entity| episode.incidence(*entity));
            let factor = |entity: u32| list.factor(entity);
            let terms: Vec<(u32, f64)> = named
                .map(|named| (named.entity, named.tie.sqrt() * factor(named.entity)))
                .filter(|(_, value)| *value > 0.0)
                .collect();
            // Whoever asks for an entity wants it however common it is.
            (
                rounded(terms.iter().map(|(_, value)| value).sum()),
                at,
                terms,
            )
        };
        let mut ranking: Vec<ForThings> = (0..self.matrix.episodes.len() as u32)
            .filter(|at| list.is_wanted(*at, None))
            .map(score)
            .filter(|(score, ..)| *score > 0.0)
            .collect();
        let by_score = |a: f64, b: f64| match options.follow.is_empty() {
            true => b.total_cmp(&a),
            false => Ordering::Equal,
        };
        ranking.sort_by(|a, b| by_score(a.0, b.0).then_with(|| list.tie_break(a.1, b.1)));
        let mut room = list.room();
        ranking.retain(|(_, at, _)| room.takes(*at));
        ranking.truncate(options.limit);
        let ids = wanted
            .iter()
            .map(|at| self.matrix.entities[*at as usize].id.clone());
        let nothing = BTreeSet::new();
        let explainer = list.explainer(&nothing);
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

    fn list<'a>(&'a self, options: &'a RecommendOptions) -> ListMaker<'a> {
        ListMaker {
            matrix: &self.matrix,
            index: &self.index,
            options,
        }
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
        self.list(options).answer(subject, &question, scorer)
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
        self.list(options)
            .answer(subject, &question, &mut self.scorer())
    }
}

/// A score, the place of its episode, and the things that it is for, each with its part.
type ForThings = (f64, u32, Vec<(u32, f64)>);

/// What an episode is about, of what is a ground.
fn about(episode: &IndexedEpisode) -> Vec<u32> {
    let grounds = episode
        .incidences
        .iter()
        .filter(|incidence| incidence.is_about && incidence.is_ground);
    grounds.map(|incidence| incidence.entity).collect()
}
