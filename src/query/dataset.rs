//! A graph's triples in three sorted orders: what the engine reads.
//!
//! Every term is a number, and a pattern is a range of one of the orders, found by bisection. Made
//! for one graph and a few questions, it is ready several times sooner than a general store.

use std::collections::HashMap;
use std::convert::Infallible;
use std::rc::Rc;
use std::sync::Arc;

use oxrdf::{Term, TermRef};
use spareval::{InternalQuad, QueryableDataset};

use crate::graph::KnowledgeGraph;
use crate::rdf::for_each_triple;

/// The triples of a graph, ready to be asked. A clone shares them.
#[derive(Debug, Clone, Default)]
pub struct Dataset(Arc<TripleIndex>);

/// The triples themselves.
#[derive(Debug, Default)]
pub struct TripleIndex {
    terms: Vec<Term>,
    numbers: HashMap<Term, u32>,
    /// TripleIndex as subject, predicate, object; sorted, like the other two.
    by_subject: Vec<[u32; 3]>,
    /// As predicate, object, subject.
    by_predicate: Vec<[u32; 3]>,
    /// As object, subject, predicate.
    by_object: Vec<[u32; 3]>,
}

impl Dataset {
    /// Loads the triples of a graph.
    ///
    /// # Complexity
    ///
    /// O(n log n) for n triples: about 15 for each edge and 10 for each node.
    pub fn of(graph: &KnowledgeGraph) -> Self {
        let mut dataset = TripleIndex::default();
        let mut triples = Vec::with_capacity(graph.edge_count() * 16 + graph.node_count() * 12);
        // The triples of a resource come one after the other.
        let mut last: Option<(String, u32)> = None;
        let loaded: Result<(), Infallible> = for_each_triple(graph, |triple| {
            let iri = match triple.subject {
                oxrdf::NamedOrBlankNodeRef::NamedNode(node) => node.as_str(),
                oxrdf::NamedOrBlankNodeRef::BlankNode(node) => node.as_str(),
            };
            let subject = match &last {
                Some((known, number)) if known == iri => *number,
                _ => {
                    let number = dataset.number(triple.subject.into());
                    last = Some((iri.to_owned(), number));
                    number
                }
            };
            let predicate = dataset.number(triple.predicate.into());
            let object = dataset.number(triple.object);
            triples.push([subject, predicate, object]);
            Ok(())
        });
        match loaded {
            Ok(()) => {}
        }
        triples.sort_unstable();
        triples.dedup();
        let turned = |turn: fn([u32; 3]) -> [u32; 3]| {
            let mut turned: Vec<[u32; 3]> = triples.iter().copied().map(turn).collect();
            turned.sort_unstable();
            turned
        };
        dataset.by_predicate = turned(|[s, p, o]| [p, o, s]);
        dataset.by_object = turned(|[s, p, o]| [o, s, p]);
        dataset.by_subject = triples;
        Self(Arc::new(dataset))
    }

    /// How many triples there are.
    pub fn len(&self) -> usize {
        self.0.by_subject.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.by_subject.is_empty()
    }

    /// What the engine reads.
    pub(super) fn triples(&self) -> &TripleIndex {
        &self.0
    }
}

impl TripleIndex {
    fn number(&mut self, term: TermRef<'_>) -> u32 {
        let term = term.into_owned();
        if let Some(number) = self.numbers.get(&term) {
            return *number;
        }
        // 2^32 terms would need more memory than the graph's own indices allow.
        let number = u32::try_from(self.terms.len()).unwrap_or(u32::MAX);
        self.terms.push(term.clone());
        self.numbers.insert(term, number);
        number
    }
}

/// A term as the engine holds it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum EncodedTerm {
    /// A term of the graph.
    Known(u32),
    /// A term that the query computed, and that no triple has.
    Computed(Rc<Term>),
}

impl EncodedTerm {
    /// `Err` for a term that no triple has.
    fn known(number: Option<&Self>) -> Result<Option<u32>, ()> {
        match number {
            None => Ok(None),
            Some(Self::Known(number)) => Ok(Some(*number)),
            Some(Self::Computed(_)) => Err(()),
        }
    }
}

/// The triples that begin with these terms.
fn range<'d>(sorted: &'d [[u32; 3]], prefix: &[u32]) -> &'d [[u32; 3]] {
    let key = |triple: &[u32; 3]| triple[..prefix.len()].cmp(prefix);
    let from = sorted.partition_point(|triple| key(triple).is_lt());
    let rest = &sorted[from..];
    &rest[..rest.partition_point(|triple| key(triple).is_eq())]
}

/// Puts the terms of a triple back into their places.
type Turn = fn([u32; 3]) -> [u32; 3];

impl<'d> QueryableDataset<'d> for &'d TripleIndex {
    type InternalTerm = EncodedTerm;
    type Error = Infallible;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&EncodedTerm>,
        predicate: Option<&EncodedTerm>,
        object: Option<&EncodedTerm>,
        graph_name: Option<Option<&EncodedTerm>>,
    ) -> impl Iterator<Item = Result<InternalQuad<EncodedTerm>, Infallible>> + use<'d> {
        let straight: Turn = |triple| triple;
        let from_predicate: Turn = |[p, o, s]| [s, p, o];
        let from_object: Turn = |[o, s, p]| [s, p, o];
        let dataset: &'d TripleIndex = self;
        let (by_subject, by_predicate, by_object) = (
            dataset.by_subject.as_slice(),
            dataset.by_predicate.as_slice(),
            dataset.by_object.as_slice(),
        );
        let terms = (
            EncodedTerm::known(subject),
            EncodedTerm::known(predicate),
            EncodedTerm::known(object),
        );
        // All triples are in the default graph.
        let (found, turn) = match (terms, graph_name) {
            ((Ok(s), Ok(p), Ok(o)), Some(None)) => match (s, p, o) {
                (None, None, None) => (by_subject, straight),
                (Some(s), None, None) => (range(by_subject, &[s]), straight),
                (Some(s), Some(p), None) => (range(by_subject, &[s, p]), straight),
                (Some(s), Some(p), Some(o)) => (range(by_subject, &[s, p, o]), straight),
                (None, Some(p), None) => (range(by_predicate, &[p]), from_predicate),
                (None, Some(p), Some(o)) => (range(by_predicate, &[p, o]), from_predicate),
                (None, None, Some(o)) => (range(by_object, &[o]), from_object),
                (Some(s), None, Some(o)) => (range(by_object, &[o, s]), from_object),
            },
            _ => (&by_subject[..0], straight),
        };
        found.iter().map(move |triple| {
            let [subject, predicate, object] = turn(*triple).map(EncodedTerm::Known);
            Ok(InternalQuad {
                subject,
                predicate,
                object,
                graph_name: None,
            })
        })
    }

    fn internal_named_graphs(
        &self,
    ) -> impl Iterator<Item = Result<EncodedTerm, Infallible>> + use<'d> {
        std::iter::empty()
    }

    fn contains_internal_graph_name(&self, _: &EncodedTerm) -> Result<bool, Infallible> {
        Ok(false)
    }

    fn internalize_term(&self, term: Term) -> Result<EncodedTerm, Infallible> {
        Ok(match self.numbers.get(&term) {
            Some(number) => EncodedTerm::Known(*number),
            None => EncodedTerm::Computed(Rc::new(term)),
        })
    }

    fn externalize_term(&self, term: EncodedTerm) -> Result<Term, Infallible> {
        Ok(match term {
            EncodedTerm::Known(number) => self.terms[number as usize].clone(),
            EncodedTerm::Computed(term) => Rc::unwrap_or_clone(term),
        })
    }
}
