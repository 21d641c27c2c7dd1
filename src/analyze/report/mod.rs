//! What a graph tells about its show as a whole: what it is about and how that moved over the years, who is
//! heard, what ties it together, and where it is thin.
//!
//! [`report`] finds it, [`GraphReport`] holds it as data; [`export::report`](crate::export::report) writes it.

mod answer;
mod episodes;
mod people;
mod things;

pub use answer::{Bridge, Dated, GraphReport, Named, Pair, Share, Theme, Thin};

use super::grounds::NoGround;
use super::recommend::Weights;
use super::topics::Topics;
use crate::graph::KnowledgeGraph;
use crate::vocabulary::Kind;

/// Gathers the report of a graph; `topics` are those of the same graph.
///
/// ```
/// use showgraph::analyze::report::report;
/// use showgraph::analyze::topics::find_topics;
/// use showgraph::graph::KnowledgeGraph;
///
/// let graph = KnowledgeGraph::default();
/// assert_eq!(report(&graph, &find_topics(&graph, None)).episodes, 0);
/// ```
pub fn report(graph: &KnowledgeGraph, topics: &Topics) -> GraphReport {
    let ground = NoGround::of(graph, &Weights::default().platforms.slugs());
    let barred = ground.of_any_show();
    let episodes = graph.nodes_of(Kind::Episode).count();
    let themes = topics.themes().map(|theme| Theme {
        key: theme.key.clone(),
        name: theme.name.clone(),
        episodes: theme.episodes.len(),
        years: theme.years.clone(),
    });
    let (newcomers, departed) = things::comings_and_goings(graph, &barred);
    GraphReport {
        shows: people::shows(graph, episodes),
        episodes,
        years: episodes::years(graph),
        themes: themes.collect(),
        hosts: people::hosts(graph, episodes),
        guests: people::returning_guests(graph),
        hubs: things::hubs(graph, &barred, episodes),
        bridges: things::bridges(graph, topics, &barred),
        pairs: things::unexpected_pairs(graph, topics, &barred),
        newcomers,
        departed,
        alone: episodes::alone(graph, &barred),
        thin: episodes::thin(graph),
    }
}
