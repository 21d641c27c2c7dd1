//! A graph of which the edges wait where they were put while it was built: in memory, or in a file.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;

use super::edge_id::{EdgeNumber, NodeHash};
use super::edge_rows::{EdgeRow, NumberedEdge, RowReader};
use super::model::{Edge, EdgeView, EntityId, KnowledgeGraph, Node};
use super::stream::{GraphStream, UNNAMED};
use crate::error::Result;
use crate::spill::{Place, Spill};
use crate::vocabulary::Relation;

/// A graph whose nodes are known and whose edges are read when they are asked for.
///
/// Its edges come in the order of their ids although none of them is sorted before: an id begins with letters of the
/// node that the edge leaves, so that the edges of one node are together, and these are few.
pub struct WaitingGraph {
    pub(super) base_iri: String,
    /// Sorted by id.
    pub(super) nodes: Vec<Node>,
    /// The shows of the episodes, by their places among the nodes.
    pub(super) shows: Vec<u32>,
    /// The place of each node among the nodes, by its number in the order in which nodes were first seen.
    pub(super) places: Vec<u32>,
    pub(super) rows: Spill,
    /// How many edges there are of each relation.
    pub(super) relations: BTreeMap<Relation, usize>,
    pub(super) order: EdgeOrder,
    /// Edges that leave other nodes than episodes; those that leave one node stand together.
    pub(super) between: Vec<NumberedEdge>,
}

/// Edges that leave one node.
enum EdgeGroup {
    /// The rows of an episode.
    Episode(Place),
    /// A part of those that leave other nodes.
    Between(Range<u32>),
}

/// The order of edges by their ids: groups of them in the order of the letters that all ids of a group begin with.
pub(super) struct EdgeOrder {
    /// By [`NodeHash::head`].
    groups: Vec<(u32, EdgeGroup)>,
    /// By the place of a node.
    hashes: Vec<NodeHash>,
}

impl EdgeOrder {
    /// `episodes` are the places of episodes among the nodes, each with that of its rows.
    pub(super) fn new(
        ids: &[EntityId],
        places: &[u32],
        episodes: impl Iterator<Item = (u32, Place)>,
        between: &[NumberedEdge],
    ) -> Self {
        let hashes: Vec<NodeHash> = ids.iter().map(|id| NodeHash::of(id.as_str())).collect();
        let head = |node: u32| hashes[node as usize].head();
        let mut groups: Vec<(u32, EdgeGroup)> = episodes
            .map(|(node, rows)| (head(node), EdgeGroup::Episode(rows)))
            .collect();
        let mut start = 0;
        for of_node in between.chunk_by(|a, b| a.from == b.from) {
            let end = start + of_node.len() as u32;
            let node = places[of_node[0].from as usize];
            groups.push((head(node), EdgeGroup::Between(start..end)));
            start = end;
        }
        groups.sort_by_key(|(head, _)| *head);
        Self { groups, hashes }
    }
}

impl WaitingGraph {
    /// How many nodes.
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// Whether its edges are so many that they wait in a file.
    pub fn is_on_disk(&self) -> bool {
        self.rows.is_on_disk()
    }

    /// The graph without the words of its episodes' texts: episodes are then compared by things alone.
    #[must_use]
    pub fn without_terms(mut self) -> Self {
        for node in &mut self.nodes {
            if let Some(episode) = node.detail.episode_mut() {
                episode.terms = None;
            }
        }
        self
    }

    /// The graph, with all of its edges in memory.
    ///
    /// # Errors
    ///
    /// Where the edges cannot be read.
    pub fn into_graph(mut self) -> Result<KnowledgeGraph> {
        let nodes = std::mem::take(&mut self.nodes);
        let ids: Vec<EntityId> = nodes.iter().map(|node| node.id.clone()).collect();
        let base_iri = std::mem::take(&mut self.base_iri);
        let mut graph = KnowledgeGraph::from_sorted(base_iri, nodes, std::iter::empty());
        graph.reserve_edges(self.relations.values().sum());
        for run in self.runs() {
            for (from, to, edge) in self.named(self.read(run)?, |node| ids[node].as_str()) {
                graph.push(from, to, edge);
            }
        }
        Ok(graph)
    }

    /// Groups whose ids begin with the same letters, mostly one: their edges are sorted together.
    fn runs(&self) -> impl Iterator<Item = &[(u32, EdgeGroup)]> {
        self.order.groups.chunk_by(|a, b| a.0 == b.0)
    }

    fn read(&self, run: &[(u32, EdgeGroup)]) -> Result<Vec<NumberedEdge>> {
        let mut found: Vec<NumberedEdge> = Vec::new();
        for (_, group) in run {
            match group {
                EdgeGroup::Episode(rows) => {
                    let read: Vec<EdgeRow> = self.rows.read(*rows)?;
                    let mut reader = RowReader::default();
                    found.extend(read.into_iter().map(|row| reader.edge(row)));
                }
                EdgeGroup::Between(range) => {
                    let edges = &self.between[range.start as usize..range.end as usize];
                    found.extend_from_slice(edges);
                }
            }
        }
        Ok(found)
    }

    /// Edges of a run with their ids and the places of their ends, sorted. `id` gives the id of the node at a place.
    fn named<'n>(
        &self,
        edges: Vec<NumberedEdge>,
        id: impl Fn(usize) -> &'n str,
    ) -> impl Iterator<Item = (u32, u32, Edge)> {
        let mut named: Vec<(EdgeNumber, u32, (u32, u32, Edge))> = edges
            .into_iter()
            .map(|one| {
                let place = |number: u32| self.places[number as usize];
                let (from, to) = (place(one.from), place(one.to));
                let hash = |node: u32| self.order.hashes[node as usize];
                let relation = one.edge.relation;
                let of_edge = EdgeNumber::new(hash(from), relation, hash(to), one.number);
                (of_edge, one.number, (from, to, one.edge))
            })
            .collect();
        named.sort_by_key(|(of_edge, ..)| *of_edge);
        for meeting in named.chunk_by_mut(|a, b| a.0 == b.0) {
            if let [(of_edge, _, (.., edge))] = meeting {
                edge.id = of_edge.id();
                continue;
            }
            for (of_edge, number, (from, to, edge)) in meeting.iter_mut() {
                let (from, to) = (id(*from as usize), id(*to as usize));
                edge.id = of_edge.id_in_words(from, edge.relation, to, *number);
            }
            meeting.sort_by(|(.., (.., a)), (.., (.., b))| a.id.cmp(&b.id));
        }
        // Where two things have one id, they are one node, and what both say is said once.
        named.dedup_by(|(.., (.., next)), (.., (.., first))| next.id == first.id);
        let named = named.into_iter().map(|(.., edge)| edge);
        named.filter(|(from, to, _)| from != to)
    }
}

impl GraphStream for WaitingGraph {
    fn base_iri(&self) -> &str {
        &self.base_iri
    }

    fn name(&self) -> &str {
        match &*self.shows {
            [only] => &self.nodes[*only as usize].label,
            _ => UNNAMED,
        }
    }

    fn nodes(&self) -> Box<dyn Iterator<Item = &Node> + '_> {
        Box::new(self.nodes.iter())
    }

    fn relations(&self) -> BTreeMap<Relation, usize> {
        self.relations.clone()
    }

    fn visit_leaving(&self, node: usize, visit: &mut dyn FnMut(usize, &Edge)) -> io::Result<()> {
        let head = self.order.hashes[node].head();
        let groups = &self.order.groups;
        let start = groups.partition_point(|(other, _)| *other < head);
        let end = start + groups[start..].partition_point(|(other, _)| *other == head);
        let place = |number: u32| self.places[number as usize] as usize;
        let run = self.read(&groups[start..end]).map_err(io::Error::other)?;
        for edge in run.iter().filter(|edge| place(edge.from) == node) {
            if place(edge.to) != node {
                visit(place(edge.to), &edge.edge);
            }
        }
        Ok(())
    }

    fn visit_edges(&self, visit: &mut dyn FnMut(EdgeView<'_>) -> io::Result<()>) -> io::Result<()> {
        let id = |node: usize| self.nodes[node].id.as_str();
        for run in self.runs() {
            let read = self.read(run).map_err(io::Error::other)?;
            for (from, to, edge) in self.named(read, id) {
                visit(EdgeView {
                    from: &self.nodes[from as usize],
                    to: &self.nodes[to as usize],
                    edge: &edge,
                })?;
            }
        }
        Ok(())
    }
}
