//! What the formats with attributes write for every node and edge: names of attributes, and whole
//! attributes that have few values. It is composed once per file, so that most of an element is
//! copied in a few large pieces.

use std::io::Write;
use std::marker::PhantomData;

use super::attributes::{
    AttributeValue, EdgeAttribute, NodeAttribute, edge_attributes, node_attributes,
};
use super::buffer::Buffer;
use super::style;
use crate::graph::{EdgeView, Node};
use crate::vocabulary::{Basis, DocumentPart, DocumentParts, Kind, Relation};

/// How a format writes an attribute.
pub(super) trait AttributeSyntax {
    /// Before the value of the first attribute of a node or edge: its name.
    fn open_first(out: &mut Buffer<Vec<u8>>, prefix: &str, name: &str);

    /// Between the values of two attributes: the name of the second.
    fn open_next(out: &mut Buffer<Vec<u8>>, prefix: &str, name: &str);

    /// A value.
    fn value<W: Write>(out: &mut Buffer<W>, value: AttributeValue<'_>);
}

/// The composed parts of a format.
pub(super) struct Templates<S> {
    /// Before the value of each attribute.
    node_names: Vec<String>,
    edge_names: Vec<String>,
    /// An attribute with its value, or several that stand together, by that value.
    kinds: Vec<String>,
    colours: Vec<String>,
    relations: Vec<String>,
    places: Vec<String>,
    bases: Vec<String>,
    syntax: PhantomData<S>,
}

impl<S: AttributeSyntax> Templates<S> {
    pub(super) fn new() -> Self {
        let node = |attribute: NodeAttribute, out: &mut Buffer<Vec<u8>>| match attribute {
            NodeAttribute::Kind => S::open_first(out, "n_", attribute.as_str()),
            _ => S::open_next(out, "n_", attribute.as_str()),
        };
        let edge = |attribute: EdgeAttribute, out: &mut Buffer<Vec<u8>>| match attribute {
            EdgeAttribute::EdgeId => S::open_first(out, "e_", attribute.as_str()),
            _ => S::open_next(out, "e_", attribute.as_str()),
        };
        Self {
            node_names: composed(NodeAttribute::ALL, |out, name| node(*name, out)),
            edge_names: composed(EdgeAttribute::ALL, |out, name| edge(*name, out)),
            kinds: composed(Kind::ALL, |out, kind| {
                node(NodeAttribute::Kind, out);
                S::value(out, AttributeValue::Text(kind.as_str()));
            }),
            colours: composed(Kind::ALL, |out, kind| {
                use NodeAttribute as A;
                for (name, value) in [A::Red, A::Green, A::Blue].iter().zip(style::colour(*kind)) {
                    node(*name, out);
                    S::value(out, AttributeValue::Int(value.into()));
                }
            }),
            relations: composed(Relation::ALL, |out, relation| {
                use EdgeAttribute as A;
                for name in [A::Relation, A::Label, A::Interaction] {
                    edge(name, out);
                    S::value(out, AttributeValue::Text(relation.as_str()));
                }
            }),
            places: composed(&sets_of_places(), |out, places| {
                edge(EdgeAttribute::Where, out);
                S::value(out, AttributeValue::Parts(*places));
            }),
            bases: composed(Basis::ALL, |out, basis| {
                edge(EdgeAttribute::Basis, out);
                S::value(out, AttributeValue::Text(basis.as_str()));
            }),
            syntax: PhantomData,
        }
    }

    /// The attributes of a node, whose `name` is unique in the graph. What closes the last one is left to the caller.
    pub(super) fn node<W: Write>(&self, out: &mut Buffer<W>, node: &Node, name: &str) {
        use NodeAttribute as A;
        node_attributes(node, name, |attribute, value| match attribute {
            A::Kind => out.raw(&self.kinds[node.kind as usize]),
            A::Red => out.raw(&self.colours[node.kind as usize]),
            A::Green | A::Blue => {}
            _ => {
                out.raw(&self.node_names[attribute as usize]);
                S::value(out, value);
            }
        });
    }

    /// The attributes of an edge. What closes the last one is left to the caller.
    pub(super) fn edge<W: Write>(&self, out: &mut Buffer<W>, view: EdgeView<'_>) {
        use EdgeAttribute as A;
        edge_attributes(view, |name, value| match name {
            A::Relation => out.raw(&self.relations[view.edge.relation as usize]),
            A::Label | A::Interaction => {}
            A::Where => out.raw(&self.places[view.edge.places.number()]),
            A::Basis => out.raw(&self.bases[view.edge.basis as usize]),
            _ => {
                out.raw(&self.edge_names[name as usize]);
                S::value(out, value);
            }
        });
    }
}

/// What is written for each item.
fn composed<T>(items: &[T], write: impl Fn(&mut Buffer<Vec<u8>>, &T)) -> Vec<String> {
    let one = |item| {
        let mut out = Buffer::new(Vec::new());
        write(&mut out, item);
        let bytes = out.finish().expect("memory takes all");
        String::from_utf8(bytes).expect("texts were written")
    };
    items.iter().map(one).collect()
}

/// Every set of places, by [`DocumentParts::number`].
fn sets_of_places() -> Vec<DocumentParts> {
    let mut sets = vec![DocumentParts::default()];
    for place in DocumentPart::ALL {
        let with = |set: &DocumentParts| set.union(DocumentParts::of(*place));
        sets.extend(sets.iter().map(with).collect::<Vec<_>>());
    }
    sets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_stand_at_their_numbers() {
        for (at, places) in sets_of_places().iter().enumerate() {
            assert_eq!(places.number(), at);
        }
    }
}
