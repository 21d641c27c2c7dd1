//! The words of a graph's episodes, as the vectors of their texts and heads.
//!
//! A term weighs `(1 + ln count) · idf`, `idf = ln((1 + n) / (1 + episodes)) + 1` for n episodes, and
//! vectors have the length 1, as scikit-learn's TF-IDF has it (sublinear). Terms of too many episodes say
//! nothing, and neither do the names of hosts, sponsors, platforms and of the show itself.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::sparse::{Entry, normalized};
use crate::analyze::grounds::NoGround;
use crate::graph::{EdgeView, EntityId, KnowledgeGraph, Node, TermVector};
use crate::knowledge::terms::{visit_terms, visit_terms_in};
use crate::text::token::Language;
use crate::vocabulary::{Kind, Relation};

/// The rules that take what an episode is about from its categories and tags.
const GIVEN: [&str; 2] = ["category", "tag"];

/// The terms of a graph's episodes, sorted, each with its weight.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    places: FxHashMap<Box<str>, u32>,
    terms: Vec<Box<str>>,
    idf: Vec<f64>,
}

impl Vocabulary {
    /// The terms of all episodes of a graph but those in more than the share `hub` of them.
    pub(super) fn of(graph: &KnowledgeGraph, hub: f64) -> Self {
        let vectors = graph.nodes_of(Kind::Episode).filter_map(terms);
        let mut most_of: FxHashMap<&str, u32> = FxHashMap::default();
        for term in vectors.flat_map(TermVector::terms) {
            let most = most_of.entry(term.term).or_default();
            *most = term.episodes.max(*most);
        }
        let mut episodes_with: Vec<(&str, u32)> = most_of.into_iter().collect();
        episodes_with.sort_unstable();
        let counts = episodes_with.iter().map(|(_, episodes)| *episodes);
        let most = f64::from(counts.max().unwrap_or(0));
        let here = graph.nodes_of(Kind::Episode).count() as f64;
        // The graph may be a part of that whose episodes were counted, where hubs were left out.
        let all = if most > here {
            most / hub.max(0.1)
        } else {
            here
        };
        let mut vocabulary = Self::default();
        for (term, episodes) in episodes_with {
            if f64::from(episodes) <= (hub * all).max(2.0) {
                vocabulary
                    .places
                    .insert(term.into(), vocabulary.terms.len() as u32);
                vocabulary.terms.push(term.into());
                vocabulary
                    .idf
                    .push(((1.0 + all) / (1.0 + f64::from(episodes))).ln() + 1.0);
            }
        }
        vocabulary
    }

    /// How many terms.
    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }

    /// A term by its place.
    pub(super) fn term(&self, at: u32) -> &str {
        &self.terms[at as usize]
    }

    /// The vector of an episode's text.
    pub(super) fn text(&self, episode: &Node, silent: &BTreeSet<u32>) -> Vec<Entry> {
        let terms = terms(episode).into_iter().flat_map(TermVector::terms);
        let counts = terms.filter_map(|term| Some((*self.places.get(term.term)?, term.count)));
        self.weighed(counts.collect(), silent)
    }

    /// The vector of an episode's title, description, tags and guests.
    pub(super) fn head(
        &self,
        episode: &Node,
        edges: &[EdgeView<'_>],
        silent: &BTreeSet<u32>,
    ) -> Vec<Entry> {
        let mut counts: Vec<(u32, u32)> = Vec::new();
        let named = edges.iter().filter(|view| match view.edge.relation {
            Relation::HasGuest => true,
            Relation::About => GIVEN.contains(&&*view.edge.rule),
            _ => false,
        });
        let named = named.map(|view| view.to.label.as_str());
        let tag = episode.detail.episode();
        let tag = tag.and_then(|episode| episode.language.as_deref());
        let language = tag.map_or(Language::English, Language::of_tag);
        let head = [episode.label.as_str()]
            .into_iter()
            .chain(episode.description.as_deref());
        for text in head.chain(named) {
            visit_terms_in(language, text, |term| {
                counts.extend(self.places.get(term).map(|at| (*at, 1)));
            });
        }
        self.weighed(counts, silent)
    }

    /// Counts of one term are added.
    fn weighed(&self, mut counts: Vec<(u32, u32)>, silent: &BTreeSet<u32>) -> Vec<Entry> {
        counts.sort_unstable();
        counts.dedup_by(|next, first| {
            let same = next.0 == first.0;
            if same {
                first.1 = first.1.saturating_add(next.1);
            }
            same
        });
        let said = counts.into_iter().filter(|(at, _)| !silent.contains(at));
        let weight = |(at, count): (u32, u32)| {
            (
                at,
                (1.0 + f64::from(count.max(1)).ln()) * self.idf[at as usize],
            )
        };
        normalized(said.map(weight).collect())
    }

    /// The terms of an entity's names, sorted. Of a name of several words its pairs are the entity's
    /// own, of a person each word too.
    pub(super) fn of_names(&self, entity: &Node) -> Vec<u32> {
        let mut found = Vec::new();
        for name in [&entity.label].into_iter().chain(&entity.aliases) {
            let mut pairs = Vec::new();
            let mut words = Vec::new();
            visit_terms(name, |term| {
                let list = if term.contains(' ') {
                    &mut pairs
                } else {
                    &mut words
                };
                list.extend(self.places.get(term));
            });
            let whole = entity.kind == Kind::Person || !name.trim().contains([' ', '-', '/', '.']);
            found.append(&mut pairs);
            if whole {
                found.append(&mut words);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The terms that say nothing in a show's episodes.
    pub(super) fn silent(
        &self,
        graph: &KnowledgeGraph,
        no_ground: &NoGround<'_>,
        show: Option<&EntityId>,
    ) -> BTreeSet<u32> {
        let named = no_ground
            .named(show)
            .into_iter()
            .filter_map(|id| graph.node(id));
        named.flat_map(|node| self.of_names(node)).collect()
    }
}

fn terms(episode: &Node) -> Option<&TermVector> {
    episode.detail.episode()?.terms.as_ref()
}
