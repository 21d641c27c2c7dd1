//! What to hear next: episodes that have to do with an episode, with a draft or with some entities,
//! and why.
//!
//! A [`Recommender`] is made once for a graph and answers any number of questions. The score of a
//! pair is the sum of what both share, each thing by how rare it is, how strongly it is tied to
//! either, and what it is (see [`Weights`]); [`Because`] are the terms of that sum. What pays for an
//! episode is no ground.
//!
//! ```
//! use showgraph::analyze::recommend::{Options, Recommender};
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
//! let answer = recommender.episode(&"episode:a".into(), &Options::default()).expect("it is there");
//! assert_eq!(answer.recommendations.len(), 1);
//! assert_eq!(answer.recommendations[0].episode.label, "Honey");
//! assert_eq!(answer.recommendations[0].because[0].node.label, "Bees");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod diversity;
mod draft;
mod index;
mod nearness;
mod score;
mod ties;
mod weights;

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::graph::{Detail, EntityId, KnowledgeGraph, Node};
use crate::vocabulary::Kind;
use index::{Index, Weighed, weigh};
use nearness::Nearness;
use score::{Accumulator, Query, Scored, Term};
use ties::{Episode, Ties};

pub use score::{SHOWN, TAIL};
pub use weights::{KindWeights, PlaceWeights, RelationWeights, TABLE, Weights};

/// How an answer is to be. The default is the ten best of all episodes.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// At most so many recommendations.
    pub limit: usize,
    /// Which episodes may be recommended, by their time.
    pub time: Time,
    /// Episodes and shows that are not recommended, entities and pages that are no ground.
    pub exclude: BTreeSet<EntityId>,
    /// Balance of maximal marginal relevance, 0 (only unlike each other) to 1 (only relevant);
    /// none is as 1.
    pub diverse: Option<f64>,
    /// By how much more or less a kind counts; 1 where none is given.
    pub kinds: BTreeMap<Kind, f64>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            limit: 10,
            time: Time::Any,
            exclude: BTreeSet::new(),
            diverse: None,
            kinds: BTreeMap::new(),
        }
    }
}

/// Which episodes may be recommended, by their time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Time {
    /// All.
    #[default]
    Any,
    /// Those before the episode that is asked about: by date, else by number within the show. To a
    /// draft without a date and to entities all are earlier.
    Earlier,
    /// Those before a date (ISO 8601, or the beginning of one).
    Before(String),
}

/// What was asked about.
#[derive(Debug, Clone, PartialEq)]
pub enum About<'g> {
    /// An episode of the graph.
    Episode(&'g Node),
    /// An episode that is not in the graph: its source.
    Draft(String),
    /// Entities and pages.
    Things(Vec<&'g Node>),
}

/// Recommendations, and what was asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer<'g> {
    /// What was asked about.
    pub about: About<'g>,
    /// How many entities and pages the question came down to. With 0 there can be no answer.
    pub things: usize,
    /// The recommendations, the best first.
    pub recommendations: Vec<Recommendation<'g>>,
}

/// One episode that is recommended.
#[derive(Debug, Clone, PartialEq)]
pub struct Recommendation<'g> {
    /// The episode.
    pub episode: &'g Node,
    /// The score: above 0, to be compared within one answer only.
    pub score: f64,
    /// What makes up the score, the strongest first: at most [`SHOWN`] things, together more than
    /// half of it.
    pub because: Vec<Because<'g>>,
}

/// A shared thing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Because<'g> {
    /// The entity or page.
    pub node: &'g Node,
    /// Its part of the score, 0 to 1.
    pub share: f64,
}

/// Answers what to hear next.
#[derive(Debug)]
pub struct Recommender<'g> {
    ties: Ties<'g>,
    index: Index,
    nearness: Nearness,
    weights: Weights,
}

impl<'g> Recommender<'g> {
    /// A recommender with the weights that ship. Linear in the number of edges.
    pub fn new(graph: &'g KnowledgeGraph) -> Self {
        let (ties, weights) = (Ties::of(graph), Weights::default());
        Self {
            index: Index::new(&ties, &weights),
            nearness: Nearness::new(&ties, &weights),
            ties,
            weights,
        }
    }

    /// Changes the weights.
    #[must_use]
    pub fn with_weights(mut self, weights: Weights) -> Self {
        self.index = Index::new(&self.ties, &weights);
        self.nearness = Nearness::new(&self.ties, &weights);
        self.weights = weights;
        self
    }

    /// What to hear after an episode; none where the graph has no such episode.
    pub fn episode(&self, id: &EntityId, options: &Options) -> Option<Answer<'g>> {
        let at = self
            .ties
            .episodes
            .binary_search_by(|episode| episode.node.id.cmp(id))
            .ok()?;
        Some(self.answer_for(at as u32, options, &mut self.accumulator()))
    }

    /// What to hear after each episode, in the order of their ids; on all threads of the current
    /// rayon pool.
    pub fn all(&self, options: &Options) -> Vec<Answer<'g>> {
        (0..self.ties.episodes.len() as u32)
            .into_par_iter()
            .map_init(
                || self.accumulator(),
                |accumulator, at| self.answer_for(at, options, accumulator),
            )
            .collect()
    }

    /// What to hear about some entities and pages, which count alike; ids that are neither are
    /// left aside.
    pub fn things(&self, ids: &[EntityId], options: &Options) -> Answer<'g> {
        let wanted: BTreeSet<&EntityId> = ids.iter().collect();
        let things: Vec<Weighed> = wanted
            .into_iter()
            .filter_map(|id| {
                let at = self.ties.things.binary_search_by(|node| node.id.cmp(id));
                Some(Weighed {
                    thing: at.ok()? as u32,
                    tie: 1.0,
                })
            })
            .collect();
        let about = things
            .iter()
            .map(|weighed| self.ties.things[weighed.thing as usize])
            .collect();
        // Whoever asks for a thing wants it however common it is.
        self.answer(
            About::Things(about),
            Asked {
                things: &things,
                at: None,
                episode: None,
                worth: &|_| 1.0,
            },
            options,
            &mut self.accumulator(),
        )
    }

    /// What to hear after an episode that is not in the graph. `draft` is the graph that the same
    /// pipeline made of it; none where that has no episode.
    pub fn draft(&self, draft: &KnowledgeGraph, options: &Options) -> Option<Answer<'g>> {
        let drafted = Ties::of(draft);
        let episode = drafted.episodes.first()?;
        let ties = draft::matched(&episode.ties, &drafted.things, &self.ties);
        let Detail::Episode { source, .. } = &episode.node.detail else {
            return None;
        };
        Some(self.answer(
            About::Draft(source.clone()),
            Asked {
                things: &weigh(&ties, &self.weights),
                at: None,
                episode: Some(episode),
                worth: &|thing| self.index.worth(thing),
            },
            options,
            &mut self.accumulator(),
        ))
    }

    fn accumulator(&self) -> Accumulator {
        Accumulator::new(self.ties.episodes.len())
    }

    fn answer_for(&self, at: u32, options: &Options, accumulator: &mut Accumulator) -> Answer<'g> {
        let episode = &self.ties.episodes[at as usize];
        let asked = Asked {
            things: self.index.vector(at),
            at: Some(at),
            episode: Some(episode),
            worth: &|thing| self.index.worth(thing),
        };
        self.answer(About::Episode(episode.node), asked, options, accumulator)
    }

    fn answer(
        &self,
        about: About<'g>,
        asked: Asked<'_>,
        options: &Options,
        accumulator: &mut Accumulator,
    ) -> Answer<'g> {
        let excluded = |node: &Node| options.exclude.contains(&node.id);
        let worth = |thing: u32| {
            let node = self.ties.things[thing as usize];
            if excluded(node) {
                return 0.0;
            }
            (asked.worth)(thing) * options.kinds.get(&node.kind).copied().unwrap_or(1.0)
        };
        let all_wanted = options.exclude.is_empty() && options.time == Time::Any;
        let wanted = |at: u32| {
            let episode = &self.ties.episodes[at as usize];
            !excluded(episode.node)
                && !episode.show.is_some_and(excluded)
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
        let query = Query {
            things: asked.things,
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
        Answer {
            about,
            things: asked.things.len(),
            recommendations: scored.iter().map(|scored| self.explain(scored)).collect(),
        }
    }

    /// Of equals the latest, and those without a date last; then by id.
    fn tie_break(&self, a: u32, b: u32) -> Ordering {
        let date = |at: u32| Reverse(facts(self.ties.episodes[at as usize].node).date);
        date(a).cmp(&date(b)).then_with(|| a.cmp(&b))
    }

    fn explain(&self, scored: &Scored) -> Recommendation<'g> {
        let because = |term: &Term| Because {
            node: self.ties.things[term.thing as usize],
            // Rounded down, so that shares never add up to more than the whole.
            share: (term.value / scored.score * 1e4).floor().clamp(0.0, 1e4) / 1e4,
        };
        Recommendation {
            episode: self.ties.episodes[scored.episode as usize].node,
            score: scored.score,
            because: scored.terms.iter().map(because).collect(),
        }
    }
}

/// A question, come down to things.
struct Asked<'a> {
    things: &'a [Weighed],
    /// The episode's own place in the graph: it is never its own recommendation.
    at: Option<u32>,
    episode: Option<&'a Episode<'a>>,
    worth: &'a (dyn Fn(u32) -> f64 + Sync),
}

impl Asked<'_> {
    fn is_of_show_of(&self, other: &Episode<'_>) -> bool {
        let show = |episode: &Episode<'_>| episode.show.map(|show| show.id.clone());
        self.episode.and_then(show) == show(other)
    }
}

struct Facts<'n> {
    number: Option<i64>,
    date: Option<&'n str>,
}

fn facts(node: &Node) -> Facts<'_> {
    match &node.detail {
        Detail::Episode { number, date, .. } => Facts {
            number: *number,
            date: date.as_deref(),
        },
        _ => Facts {
            number: None,
            date: None,
        },
    }
}

fn is_in_time(time: &Time, asked: &Asked<'_>, episode: &Episode<'_>) -> bool {
    let own = facts(episode.node);
    match time {
        Time::Any => true,
        Time::Before(day) => own.date.is_some_and(|date| date < day.as_str()),
        Time::Earlier => {
            let Some(than) = asked.episode.map(|episode| facts(episode.node)) else {
                return true;
            };
            match (own.date, than.date, own.number, than.number) {
                (Some(own), Some(than), ..) if own != than => own < than,
                (_, None, ..) if asked.at.is_none() => true,
                (.., Some(own), Some(than)) => own < than && asked.is_of_show_of(episode),
                _ => false,
            }
        }
    }
}
