//! Which part of a saved graph a command works on: flags in, [`Filter`] out.

use showgraph::error::{Error, Result};
use showgraph::graph::{EntityId, Filter, KnowledgeGraph, find_node};
use showgraph::vocabulary::Kind;

use super::args::{FilterArgs, LimitArgs};

/// A node that the user names.
pub fn node(graph: &KnowledgeGraph, name: &str, kinds: &[Kind]) -> Result<EntityId> {
    match find_node(graph, name, kinds) {
        Ok(node) => Ok(node.id.clone()),
        Err(error) => Err(Error::Argument(error.to_string())),
    }
}

/// The part of the graph that a filter keeps.
pub fn kept(filter: &Filter, graph: KnowledgeGraph) -> Result<KnowledgeGraph> {
    let all = graph.node_count();
    let part = filter.apply(graph);
    if part.node_count() == 0 && all > 0 {
        let message = format!("nothing is left of the graph's {all} nodes: give fewer limits");
        return Err(Error::Argument(message));
    }
    Ok(part)
}

impl LimitArgs {
    /// Whether they leave the graph as it is, whatever it is.
    pub fn are_none(&self) -> bool {
        // A name can be found in no empty graph.
        let filter = self.resolve(&KnowledgeGraph::default());
        filter.is_ok_and(|filter| filter == Filter::new())
    }

    /// The filter that the flags stand for; names are looked up in the graph.
    pub fn resolve(&self, graph: &KnowledgeGraph) -> Result<Filter> {
        let mut filter = Filter::new()
            .with_relations(self.relations.iter().copied())
            .with_min_confidence(self.min_confidence)
            .with_min_weight(self.min_weight)
            .with_min_episodes(self.min_episodes);
        for name in &self.episodes {
            filter = filter.with_episode(node(graph, name, &[Kind::Episode])?);
        }
        for name in &self.around {
            filter = filter.with_around(node(graph, name, &[])?);
        }
        if let Some(hops) = self.hops {
            filter = filter.with_hops(hops);
        }
        if let Some(count) = self.top {
            filter = filter.with_top(count);
        }
        if self.collapse_parallel {
            filter = filter.with_collapsed_parallels();
        }
        if let Some(day) = &self.since {
            filter = filter.with_since(day.clone());
        }
        if let Some(day) = &self.until {
            filter = filter.with_until(day.clone());
        }
        Ok(filter)
    }
}

impl FilterArgs {
    /// The filter that the flags stand for; names are looked up in the graph.
    pub fn resolve(&self, graph: &KnowledgeGraph) -> Result<Filter> {
        let filter = self.limits.resolve(graph)?;
        Ok(filter
            .with_kinds(self.kinds.iter().copied())
            .with_projection(self.project.iter().copied()))
    }
}
