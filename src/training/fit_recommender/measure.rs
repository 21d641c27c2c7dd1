//! How well rankings agree with what editors linked to.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use showgraph::analyze::recommend::{RecommendOptions, Recommender, Weights};
use showgraph::graph::{EntityId, KnowledgeGraph};
use showgraph::vocabulary::Kind;

/// How many recommendations are looked at.
const LIMIT: usize = 50;

/// A graph with the links of its editors.
pub struct Site {
    recommender: Option<Recommender>,
    gold: Vec<(EntityId, BTreeSet<EntityId>)>,
}

impl Site {
    /// Reads the links.
    pub fn new(graph: &KnowledgeGraph, gold: &Path) -> Result<Self, String> {
        let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", gold.display());
        let text = std::fs::read_to_string(gold).map_err(|error| failed(&error))?;
        let links: BTreeMap<String, Vec<String>> =
            serde_json::from_str(&text).map_err(|error| failed(&error))?;
        let mut ids: HashMap<&str, &EntityId> = HashMap::new();
        for node in graph.nodes_of(Kind::Episode) {
            if let Some(source) = node.detail.episode().map(|episode| &episode.source) {
                ids.insert(source, &node.id);
                let bundle = source.rsplit('/').nth(1);
                if let Some(bundle) = bundle.filter(|_| source.ends_with("/index.md")) {
                    ids.insert(bundle, &node.id);
                }
            }
        }
        let find = |name: &String| ids.get(name.as_str()).map(|id| EntityId::clone(id));
        let gold = links
            .iter()
            .filter_map(|(from, to)| {
                let to: BTreeSet<EntityId> = to.iter().filter_map(find).collect();
                Some((find(from)?, to)).filter(|(_, to)| !to.is_empty())
            })
            .collect();
        Ok(Self {
            recommender: Some(Recommender::new(graph)),
            gold,
        })
    }

    /// Ranks for the episodes at some positions.
    pub fn judge(&mut self, weights: &Weights, used: &dyn Fn(usize) -> bool) -> Judged {
        let recommender = self
            .recommender
            .take()
            .expect("it is put back below")
            .with_weights(weights.clone());
        let options = RecommendOptions {
            limit: LIMIT,
            ..RecommendOptions::default()
        };
        let mut judged = Judged::default();
        for (position, (id, wanted)) in self.gold.iter().enumerate() {
            if !used(position) {
                continue;
            }
            let answer = recommender
                .episode(id, &options)
                .expect("the episode comes from the same graph");
            let ranks = answer
                .recommendations
                .iter()
                .enumerate()
                .filter(|(_, found)| wanted.contains(&found.episode))
                .map(|(rank, _)| rank)
                .collect();
            judged.queries.push((wanted.len(), ranks));
        }
        self.recommender = Some(recommender);
        judged
    }
}

/// Of each episode, how many links it has and at which ranks, from 0, they were found.
#[derive(Default)]
pub struct Judged {
    queries: Vec<(usize, Vec<usize>)>,
}

/// The figures of a ranking, each the mean over the episodes.
pub struct Figures {
    pub episodes: usize,
    pub recall_5: f64,
    pub recall_10: f64,
    pub mrr: f64,
    pub ndcg_10: f64,
}

impl Judged {
    /// Puts others to these.
    pub fn add(&mut self, other: Self) {
        self.queries.extend(other.queries);
    }

    /// What the fit maximises.
    pub fn goal(&self) -> f64 {
        let soft = |rank: &usize| 1.0 / (1.0 + ((*rank as f64 - 9.5) / 2.0).exp());
        self.mean(|links, ranks| {
            let recall = ranks.iter().map(soft).sum::<f64>() / links as f64;
            (gain(ranks, LIMIT) / ideal(links, LIMIT) + recall) / 2.0
        })
    }

    /// What is reported.
    pub fn figures(&self) -> Figures {
        let recall = |at: usize| {
            self.mean(|links, ranks| {
                ranks.iter().filter(|rank| **rank < at).count() as f64 / links as f64
            })
        };
        Figures {
            episodes: self.queries.len(),
            recall_5: recall(5),
            recall_10: recall(10),
            mrr: self.mean(|_, ranks| ranks.first().map_or(0.0, |rank| 1.0 / (*rank as f64 + 1.0))),
            ndcg_10: self.mean(|links, ranks| gain(ranks, 10) / ideal(links, 10)),
        }
    }

    fn mean(&self, of: impl Fn(usize, &[usize]) -> f64) -> f64 {
        let sum: f64 = self
            .queries
            .iter()
            .map(|(links, ranks)| of(*links, ranks))
            .sum();
        sum / self.queries.len().max(1) as f64
    }
}

fn gain(ranks: &[usize], limit: usize) -> f64 {
    let gains = ranks.iter().filter(|rank| **rank < limit);
    gains.map(|rank| 1.0 / (*rank as f64 + 2.0).log2()).sum()
}

fn ideal(links: usize, limit: usize) -> f64 {
    gain(&(0..links).collect::<Vec<_>>(), limit)
}
