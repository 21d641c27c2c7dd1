//! Builds the trie of a lexicon: of the shipped one in the build script, which compiles this too, of users' ones at
//! run time.

use std::borrow::Cow;

use super::trie::{EdgeRow, EntryForm, OPENING_BITS, ROOT, SEEN_BITS, Trie, mix, slot, to};
use crate::knowledge::rows::{self, number, set_bit};

/// A slot of the table without an edge.
const NO_EDGE: EdgeRow = [0; size_of::<EdgeRow>()];

/// Collects forms; nodes and edges grow as they come.
pub(super) struct TrieBuilder {
    edges: Vec<EdgeRow>,
    used: usize,
    nodes: u32,
    /// Each with the node that it ends in.
    forms: Vec<(u32, EntryForm)>,
}

impl TrieBuilder {
    /// Makes room for about so many edges.
    pub(super) fn with_capacity(edges: usize) -> Self {
        Self {
            edges: vec![NO_EDGE; (edges.max(8) * 2).next_power_of_two()],
            used: 0,
            nodes: 1,
            forms: Vec::with_capacity(edges),
        }
    }

    /// Adds a form with the hashes of its words.
    pub(super) fn insert(&mut self, words: impl Iterator<Item = u32>, form: EntryForm) {
        let mut node = ROOT;
        for word in words {
            node = self.step(node, word);
        }
        if node != ROOT {
            self.forms.push((node, form));
        }
    }

    fn step(&mut self, from: u32, word: u32) -> u32 {
        if self.used * 2 > self.edges.len() {
            self.grow();
        }
        let slot = slot(&self.edges, from, word);
        let edge = &mut self.edges[slot];
        if *edge == NO_EDGE {
            *edge = rows::row(&[from, word, self.nodes]);
            self.nodes += 1;
            self.used += 1;
        }
        to(edge)
    }

    fn grow(&mut self) {
        let larger = vec![NO_EDGE; self.edges.len() * 2];
        for edge in std::mem::replace(&mut self.edges, larger) {
            if edge != NO_EDGE {
                let slot = slot(&self.edges, number(&edge, 0), number(&edge, 4));
                self.edges[slot] = edge;
            }
        }
    }

    pub(super) fn finish(self) -> Trie {
        let mut opening = vec![[0]; 1 << (OPENING_BITS - 3)];
        let mut seen = vec![[0]; 1 << (SEEN_BITS - 3)];
        for edge in self.edges.iter().filter(|edge| **edge != NO_EDGE) {
            let (from, word) = (number(edge, 0), number(edge, 4));
            set_bit(&mut seen, mix(from, word) >> (32 - SEEN_BITS));
            if from == ROOT {
                set_bit(&mut opening, word >> (32 - OPENING_BITS));
            }
        }
        // The order of insertion is kept within a node.
        let mut forms = self.forms;
        forms.sort_by_key(|(node, _)| *node);
        let mut starts = Vec::with_capacity(self.nodes as usize + 1);
        let mut start = 0;
        for node in 0..=self.nodes {
            let before = forms[start..].iter().take_while(|(own, _)| *own < node);
            start += before.count();
            starts.push((start as u32).to_le_bytes());
        }
        Trie {
            edges: Cow::Owned(self.edges),
            opening: Cow::Owned(opening),
            seen: Cow::Owned(seen),
            starts: Cow::Owned(starts),
            forms: Cow::Owned(forms.into_iter().map(|(_, form)| form.to_row()).collect()),
        }
    }
}
