//! The identity of an edge: ten letters made from what the edge says, not from where it stands.
//!
//! The first five come from the node that the edge leaves, so that sorting edges by their ids keeps those of one node
//! together; the rest from that node, the relation, the node that it enters and its number among those of the same
//! sort. Nothing else of the corpus has a part in it, so that an edge keeps its id when episodes come and go. Two
//! edges of a large corpus may meet in ten letters: then both get a longer id, in words.

use std::fmt;

use crate::text::stable_hash::stable_hash;
use crate::vocabulary::Relation;

/// How many letters a short id has, each of five bits.
const LETTERS: usize = 10;
/// How many of them tell the node that the edge leaves.
const OF_NODE: usize = 5;
/// How many bits tell the node, and how many the rest.
const HALF: u32 = 5 * OF_NODE as u32;
/// In the order of ASCII, so that ids sort as the numbers behind them do.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";

/// The identity of an edge: unique in its graph, and an XML NMTOKEN.
///
/// Graphs of our own making have ids of ten letters; any text that is read from a file is one, too.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EdgeId(Letters);

/// Short ids lie in the edge itself: there are many edges.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Letters {
    Short([u8; LETTERS]),
    Text(Box<str>),
}

impl EdgeId {
    /// The id as it stands in files.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Letters::Short(letters) => str::from_utf8(letters).unwrap_or_default(),
            Letters::Text(text) => text,
        }
    }
}

impl From<&str> for EdgeId {
    fn from(text: &str) -> Self {
        match <[u8; LETTERS]>::try_from(text.as_bytes()) {
            Ok(letters) => Self(Letters::Short(letters)),
            Err(_) => Self(Letters::Text(text.into())),
        }
    }
}

impl From<String> for EdgeId {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl Default for EdgeId {
    fn default() -> Self {
        Self(Letters::Text(Box::default()))
    }
}

impl PartialOrd for EdgeId {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for EdgeId {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl fmt::Debug for EdgeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for EdgeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The number behind a short id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct EdgeNumber(u64);

/// What the ids of a node's edges are made from.
#[derive(Debug, Clone, Copy)]
pub(super) struct NodeHash(u64);

impl NodeHash {
    pub(super) fn of(node: &str) -> Self {
        Self(spread(stable_hash(node)))
    }

    /// What the ids of all its edges begin with, as a number.
    pub(super) fn head(self) -> u32 {
        (self.0 >> (u64::BITS - HALF)) as u32
    }
}

impl EdgeNumber {
    /// `number` counts the edges of one relation between the same two nodes, from 1.
    pub(super) fn new(from: NodeHash, relation: Relation, to: NodeHash, number: u32) -> Self {
        let relation = stable_hash(relation.as_str());
        let mut own = spread(from.0 ^ relation);
        own = spread(own.rotate_left(23) ^ to.0);
        own = spread(own.rotate_left(23) ^ u64::from(number));
        Self(u64::from(from.head()) << HALF | own >> (u64::BITS - HALF))
    }

    /// The short id.
    pub(super) fn id(self) -> EdgeId {
        let letter = |at: usize| {
            let shift = 5 * (LETTERS - 1 - at);
            ALPHABET[(self.0 >> shift & 31) as usize]
        };
        EdgeId(Letters::Short(std::array::from_fn(letter)))
    }

    /// The id of one of several edges that meet in this number: in words, which no other edge shares. It sorts
    /// where the short id would.
    pub(super) fn id_in_words(
        self,
        from: &str,
        relation: Relation,
        to: &str,
        number: u32,
    ) -> EdgeId {
        format!("{}.{from}.{relation}.{to}.{number}", self.id()).into()
    }
}

/// Spreads the differences between numbers over all bits: the finalizer of MurmurHash3 (Appleby, 2011).
const fn spread(mut number: u64) -> u64 {
    number ^= number >> 33;
    number = number.wrapping_mul(0xff51_afd7_ed55_8ccd);
    number ^= number >> 33;
    number = number.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    number ^ number >> 33
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn number(from: &str, relation: Relation, to: &str, number: u32) -> EdgeNumber {
        EdgeNumber::new(NodeHash::of(from), relation, NodeHash::of(to), number)
    }

    #[test]
    fn ids_never_change() {
        let id = number("episode:a", Relation::Mentions, "person:b", 1).id();
        assert_eq!(id.as_str(), "meeksehi9n");
    }

    #[test]
    fn each_part_of_an_edge_shows_in_its_id() {
        let mut ids = BTreeSet::new();
        for relation in Relation::ALL {
            for (from, to) in [("a", "b"), ("b", "a"), ("a", "c"), ("c", "b")] {
                for count in 1..50 {
                    assert!(ids.insert(number(from, *relation, to, count).id()));
                }
            }
        }
    }

    #[test]
    fn ids_sort_as_their_numbers_do_and_those_of_one_node_stand_together() {
        let mut numbers: Vec<EdgeNumber> = (0..500)
            .map(|at| {
                number(
                    &format!("{}", at % 20),
                    Relation::About,
                    &format!("{at}"),
                    1,
                )
            })
            .collect();
        numbers.sort_unstable();
        let ids: Vec<EdgeId> = numbers.iter().map(|number| number.id()).collect();
        assert!(ids.is_sorted());
        let nodes: Vec<&str> = ids.iter().map(|id| &id.as_str()[..OF_NODE]).collect();
        assert_eq!(nodes.chunk_by(|a, b| a == b).count(), 20);
    }

    #[test]
    fn edges_that_meet_in_a_number_are_told_apart_in_words() {
        let number = number("a", Relation::About, "b", 1);
        let id = number.id_in_words("a", Relation::About, "b", 2);
        assert_eq!(id.as_str(), format!("{}.a.about.b.2", number.id()));
        assert!(number.id() < id);
    }

    #[test]
    fn any_text_is_an_id() {
        for text in ["", "e1", "0123456789", "episode:a.mentions.person:b"] {
            assert_eq!(EdgeId::from(text).as_str(), text);
        }
    }
}
