//! Where the nodes of a graph stand on a map: what belongs together lies together, and nothing overlaps.
//!
//! ForceAtlas2 (Jacomy et al., "ForceAtlas2, a continuous graph layout algorithm for handy network visualization
//! designed for the Gephi software", 2014) with forces that say what the graph says: what many speak of draws
//! little, what few share draws much, and members of one theme draw each other more than strangers. What hangs on
//! a single node is set beside it afterwards.
//!
//! The same graph gives the same places on every machine: nothing is left to chance, and of the functions whose
//! last digit may differ between platforms none is used.

mod arithmetic;
mod body;
mod forces;
mod quadtree;
mod room;

use std::collections::{BTreeMap, HashMap};

use rustc_hash::FxBuildHasher;

use crate::graph::{EntityId, KnowledgeGraph, Node};
use crate::vocabulary::{Kind, Relation};
use arithmetic::{float, ln, sunflower};
use body::Body;
use forces::Spring;
use room::Rectangle;

pub use room::MapShape;

/// A place on a map, in the unit of the sizes that were asked for; y grows upwards.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[allow(clippy::exhaustive_structs, reason = "a point is no more than that")]
pub struct Place {
    /// To the right of the middle.
    pub x: f64,
    /// Above the middle.
    pub y: f64,
}

/// Where nodes stand.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layout {
    places: BTreeMap<EntityId, Place>,
}

impl Layout {
    /// Finds places for some nodes of a graph, whose `size` is their width and height on the map.
    ///
    /// Two thousand nodes take half a second, and the time grows with their number times its logarithm.
    #[must_use]
    pub fn of(
        graph: &KnowledgeGraph,
        nodes: &[&Node],
        shape: MapShape,
        size: impl Fn(&Node) -> (f64, f64),
    ) -> Self {
        let mut rectangles: Vec<Rectangle> = nodes
            .iter()
            .map(|node| {
                let (width, height) = size(node);
                Rectangle::new(width, height)
            })
            .collect();
        let ties = Ties::between(graph, nodes);
        let hung = ties.hung(nodes);
        arrange(nodes, &ties, &hung, &mut rectangles);
        room::fit(&mut rectangles, &hung, shape);
        room::part(&mut rectangles);
        let places = nodes.iter().zip(&rectangles);
        Self {
            places: places
                .map(|(node, at)| (node.id.clone(), Place { x: at.x, y: at.y }))
                .collect(),
        }
    }

    /// Where a node stands, if it was given a place.
    #[must_use]
    pub fn place(&self, id: &EntityId) -> Option<Place> {
        self.places.get(id).copied()
    }
}

/// All that is said between two nodes, by their positions in the list.
struct Tie {
    from: usize,
    to: usize,
    loose: bool,
    close: bool,
}

/// The ties between the nodes of a map.
struct Ties {
    ties: Vec<Tie>,
    /// The other ends, node by node.
    ends: Vec<Vec<usize>>,
}

impl Ties {
    fn between(graph: &KnowledgeGraph, nodes: &[&Node]) -> Self {
        let numbers: HashMap<&EntityId, usize, FxBuildHasher> =
            (nodes.iter().map(|node| &node.id)).zip(0..).collect();
        let mut found: BTreeMap<(usize, usize), (bool, bool)> = BTreeMap::new();
        for view in graph.edges() {
            let ends = numbers.get(&view.from.id).zip(numbers.get(&view.to.id));
            if let Some((&from, &to)) = ends.filter(|(from, to)| from != to) {
                let (loose, close) = found.entry((from, to)).or_insert((true, false));
                // Of these nearly every episode has one: they say little about what belongs together.
                *loose &= matches!(
                    view.edge.relation,
                    Relation::PartOfShow | Relation::HostedBy | Relation::SponsoredBy
                );
                *close |= matches!(
                    view.edge.relation,
                    Relation::About
                        | Relation::HasGuest
                        | Relation::PartOf
                        | Relation::AffiliatedWith
                        | Relation::HasPage
                );
            }
        }
        let mut ends = vec![Vec::new(); nodes.len()];
        for &(from, to) in found.keys() {
            ends[from].push(to);
            ends[to].push(from);
        }
        let ties = found.into_iter();
        Self {
            ties: ties
                .map(|((from, to), (loose, close))| Tie {
                    from,
                    to,
                    loose,
                    close,
                })
                .collect(),
            ends,
        }
    }

    /// What hangs on a single node, and on which: it takes no part, and is set beside its host. Episodes stand for
    /// themselves.
    fn hung(&self, nodes: &[&Node]) -> Vec<Option<usize>> {
        let host = |(node, ends): (&&Node, &Vec<usize>)| match ends.as_slice() {
            [host] if node.kind != Kind::Episode => {
                // Of two that have only each other, one stays.
                let stays = self.ends[*host].len() > 1 || nodes[*host].kind == Kind::Episode;
                stays.then_some(*host)
            }
            _ => None,
        };
        nodes.iter().zip(&self.ends).map(host).collect()
    }
}

/// Gives the nodes their first places and lets the forces move them; `hung` ones are left out.
fn arrange(nodes: &[&Node], ties: &Ties, hung: &[Option<usize>], rectangles: &mut [Rectangle]) {
    let themes = themes(nodes, ties);
    let inner: Vec<usize> = (0..nodes.len()).filter(|at| hung[*at].is_none()).collect();
    let mut numbers = vec![None; nodes.len()];
    for (number, at) in inner.iter().enumerate() {
        numbers[*at] = Some(number);
    }
    let mut bodies = start(&inner, &themes);
    let episodes = (inner.iter())
        .filter(|at| nodes[**at].kind == Kind::Episode)
        .count()
        .max(2);
    let springs: Vec<Spring> = (ties.ties.iter())
        .filter_map(|tie| {
            let (a, b) = numbers[tie.from].zip(numbers[tie.to])?;
            let crowd = ties.ends[tie.to].len().clamp(1, episodes);
            let rarity = (1.0 - ln(float(crowd)) / ln(float(episodes))).max(0.07);
            let kin = themes[tie.from].is_some() && themes[tie.from] == themes[tie.to];
            let weight = match (tie.loose, tie.close) {
                (true, _) => 0.01,
                (_, close) => {
                    let base = if close { 2.0 } else { 1.0 };
                    base * rarity * rarity.sqrt() * if kin { 3.0 } else { 0.6 }
                }
            };
            Some(Spring { a, b, weight })
        })
        .collect();
    forces::settle(&mut bodies, &springs);
    for (at, body) in inner.iter().zip(&bodies) {
        (rectangles[*at].x, rectangles[*at].y) = (body.x, body.y);
    }
}

/// The theme of each node: its own, or that which most of its neighbours have.
fn themes<'a>(nodes: &[&'a Node], ties: &Ties) -> Vec<Option<&'a str>> {
    let guessed = |ends: &[usize]| {
        let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
        for topic in ends.iter().filter_map(|at| nodes[*at].topic.as_deref()) {
            *votes.entry(topic).or_default() += 1;
        }
        let most = votes
            .into_iter()
            .max_by_key(|(key, count)| (*count, std::cmp::Reverse(*key)));
        most.map(|(key, _)| key)
    };
    (nodes.iter().zip(&ties.ends))
        .map(|(node, ends)| node.topic.as_deref().or_else(|| guessed(ends)))
        .collect()
}

/// First places: members of a theme together, themes round the middle.
fn start(inner: &[usize], themes: &[Option<&str>]) -> Vec<Body> {
    let mut members: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
    for (number, at) in inner.iter().enumerate() {
        members.entry(themes[*at]).or_default().push(number);
    }
    let spread = match members.len() {
        1 => 0.0,
        _ => 14.0 * float(inner.len()).sqrt(),
    };
    let mut bodies = vec![Body::default(); inner.len()];
    for ((x, y), members) in arithmetic::directions().zip(members.into_values()) {
        for (number, (near_x, near_y)) in members.into_iter().zip(sunflower(8.0)) {
            bodies[number] = Body::at(x * spread + near_x, y * spread + near_y);
        }
    }
    bodies
}
