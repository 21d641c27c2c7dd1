//! A graph that is kept open: what is made of it once, and how nodes are found in it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock};

use rustc_hash::FxHashMap;

use crate::analyze::paths::PathFinder;
use crate::analyze::recommend::Recommender;
use crate::analyze::topics::{Topics, find_topics};
use crate::graph::{EntityId, KnowledgeGraph, Node, find_node};
use crate::query::{Answer, Dataset, SavedQuery};
use crate::vocabulary::Kind;

/// The longest name that is looked up, in bytes: the longest of a graph has a thousand characters.
const LONGEST: usize = 4_000;

/// A graph that is kept open, with all that answers need. It never changes.
#[derive(Debug)]
pub struct Session {
    pub(super) graph: KnowledgeGraph,
    pub(super) queries: Vec<SavedQuery>,
    pub(super) dataset: Dataset,
    /// The nodes by their IRIs, which the answers of queries hold.
    pub(super) by_iri: FxHashMap<String, EntityId>,
    /// The answers of the last queries, so that their next pages cost nothing.
    pub(super) answers: Mutex<VecDeque<(String, Arc<Answer>)>>,
    topics: OnceLock<Topics>,
    recommender: OnceLock<Recommender>,
    paths: OnceLock<PathFinder>,
}

impl Session {
    /// A session over a graph, with the queries that ship.
    pub fn new(graph: KnowledgeGraph) -> Self {
        let by_iri = graph
            .nodes()
            .map(|node| (graph.node_iri(node).into_owned(), node.id.clone()));
        Self {
            by_iri: by_iri.collect(),
            dataset: Dataset::of(&graph),
            graph,
            queries: SavedQuery::all_shipped(),
            answers: Mutex::default(),
            topics: OnceLock::new(),
            recommender: OnceLock::new(),
            paths: OnceLock::new(),
        }
    }

    /// The same session with these queries instead.
    #[must_use]
    pub fn with_queries(mut self, queries: Vec<SavedQuery>) -> Self {
        self.queries = queries;
        self
    }

    /// The same session with these topics, instead of those that it would find.
    #[must_use]
    pub fn with_topics(self, topics: Topics) -> Self {
        Self {
            topics: topics.into(),
            ..self
        }
    }

    /// The topics: found when they are asked for first.
    pub(super) fn topics(&self) -> &Topics {
        self.topics.get_or_init(|| find_topics(&self.graph, None))
    }

    /// What recommends: made when it is asked first.
    pub(super) fn recommender(&self) -> &Recommender {
        self.recommender
            .get_or_init(|| Recommender::new(&self.graph))
    }

    /// What finds paths: made when it is asked first.
    pub(super) fn paths(&self) -> &PathFinder {
        self.paths.get_or_init(|| PathFinder::new(&self.graph))
    }

    /// The node that an id or a name stands for, or what to do about it.
    pub(super) fn node(&self, name: &str, kinds: &[Kind]) -> Result<&Node, String> {
        let known = self.graph.node(&name.into());
        if let Some(node) = known.filter(|node| kinds.is_empty() || kinds.contains(&node.kind)) {
            return Ok(node);
        }
        sensible(name)?;
        find_node(&self.graph, name, kinds)
            .map_err(|error| format!("{error}; resolve_name searches for names"))
    }
}

/// Refuses names that are longer than any: comparing them with every name would take long.
pub(super) fn sensible(name: &str) -> Result<(), String> {
    match name.len() > LONGEST {
        true => Err(format!(
            "a name of {} bytes is longer than any in the graph; give an id or a name",
            name.len()
        )),
        false => Ok(()),
    }
}
