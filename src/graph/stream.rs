//! A graph whose edges come one after the other: all that most formats need of one.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use super::model::{Edge, EdgeView, KnowledgeGraph, Node, iri_of};
use crate::vocabulary::{Kind, Relation};

/// A graph whose nodes lie in memory and whose edges are visited in their order, wherever they lie.
pub trait GraphStream: Sync {
    /// The base of the IRIs, with its closing `/`.
    fn base_iri(&self) -> &str;

    /// The name of the graph: that of its show, if it has just one.
    fn name(&self) -> &str;

    /// All nodes, sorted by id.
    fn nodes(&self) -> Box<dyn Iterator<Item = &Node> + '_>;

    /// How many edges of each relation.
    fn relations(&self) -> BTreeMap<Relation, usize>;

    /// The IRI of a node: its own, made valid; where that cannot be done, or where it is one that runs code when it
    /// is followed, base IRI + `kind/slug`.
    fn node_iri<'n>(&self, node: &'n Node) -> Cow<'n, str> {
        iri_of(self.base_iri(), node)
    }

    /// Visits the edges that leave the node at a place among [`GraphStream::nodes`], in no particular order: each with
    /// the place of the node that it enters.
    ///
    /// # Errors
    ///
    /// Where they cannot be read.
    fn visit_leaving(&self, node: usize, visit: &mut dyn FnMut(usize, &Edge)) -> io::Result<()>;

    /// Visits all edges, sorted by id.
    ///
    /// # Errors
    ///
    /// Where they cannot be read, and the first error that `visit` returns.
    fn visit_edges(&self, visit: &mut dyn FnMut(EdgeView<'_>) -> io::Result<()>) -> io::Result<()>;
}

/// What a graph is called that is about several shows.
pub(super) const UNNAMED: &str = "showgraph";

impl GraphStream for KnowledgeGraph {
    fn base_iri(&self) -> &str {
        self.base_iri()
    }

    fn name(&self) -> &str {
        let mut shows = self.shows_with_episodes().into_iter();
        match (shows.next(), shows.next()) {
            (Some(only), None) => &only.label,
            _ => UNNAMED,
        }
    }

    fn nodes(&self) -> Box<dyn Iterator<Item = &Node> + '_> {
        Box::new(self.nodes())
    }

    fn relations(&self) -> BTreeMap<Relation, usize> {
        let mut relations = BTreeMap::new();
        for view in self.edges() {
            *relations.entry(view.edge.relation).or_default() += 1;
        }
        relations
    }

    fn visit_leaving(&self, node: usize, visit: &mut dyn FnMut(usize, &Edge)) -> io::Result<()> {
        self.edges_leaving(node)
            .for_each(|(to, edge)| visit(to, edge));
        Ok(())
    }

    fn visit_edges(&self, visit: &mut dyn FnMut(EdgeView<'_>) -> io::Result<()>) -> io::Result<()> {
        self.edges().try_for_each(visit)
    }
}

impl KnowledgeGraph {
    /// The shows that the graph is about; others are only named by them.
    pub(crate) fn shows_with_episodes(&self) -> Vec<&Node> {
        let shows: Vec<&Node> = self.nodes_of(Kind::Show).collect();
        let mut with_episodes: Vec<_> = self
            .edges()
            .filter(|view| view.edge.relation == Relation::PartOfShow)
            .map(|view| &view.to.id)
            .collect();
        with_episodes.sort_unstable();
        with_episodes.dedup();
        let own = shows.iter().copied();
        let own: Vec<&Node> = own
            .filter(|show| with_episodes.binary_search(&&show.id).is_ok())
            .collect();
        // Of a part of a graph the episodes may be left out.
        if own.is_empty() { shows } else { own }
    }
}
