//! One CSV file of nodes per kind and one of edges per relation, with the types of the columns in the header: what
//! databases of property graphs take in, each by a command of its own.

use std::io::{self, Write};

use super::Sink;
use super::attributes::{
    AttributeType, AttributeValue, EdgeAttribute, NodeAttribute, edge_attributes, node_attributes,
};
use super::buffer::Buffer;
use super::csv_row::{CsvRow, cell, cell_text, edge_column, header};
use super::unique_names::UniqueNames;
use crate::graph::{KnowledgeGraph, Node};
use crate::vocabulary::{Kind, Relation};

/// What stands between the items of a list. These readers have no escape for it, so it must be a character
/// that no name holds: the one that ASCII keeps for this purpose.
pub(super) const SEPARATOR: char = '\u{1f}';

/// Writes all tables of a graph.
pub(super) fn write_tables(graph: &KnowledgeGraph, sink: &mut dyn Sink) -> io::Result<()> {
    let names = UniqueNames::new(graph);
    for kind in kinds(graph) {
        nodes(graph, kind, &names, sink.create(&format!("{kind}.csv"))?)?;
    }
    for relation in relations(graph) {
        edges(graph, relation, sink.create(&format!("{relation}.csv"))?)?;
    }
    Ok(())
}

/// The kinds that a graph has.
pub(super) fn kinds(graph: &KnowledgeGraph) -> impl Iterator<Item = Kind> {
    Kind::ALL
        .iter()
        .copied()
        .filter(|kind| graph.nodes_of(*kind).next().is_some())
}

/// The relations that a graph has.
pub(super) fn relations(graph: &KnowledgeGraph) -> impl Iterator<Item = Relation> {
    let mut present: Vec<Relation> = graph.edges().map(|view| view.edge.relation).collect();
    present.sort_unstable();
    present.dedup();
    present.into_iter()
}

/// The columns of a kind's table: not those of other kinds, nor those for drawing.
pub(super) fn node_columns(kind: Kind) -> impl Iterator<Item = NodeAttribute> {
    let all = NodeAttribute::ALL.iter().copied();
    all.filter(move |attribute| has_column(kind, *attribute))
}

const fn has_column(kind: Kind, attribute: NodeAttribute) -> bool {
    use NodeAttribute as A;
    match attribute {
        A::Size | A::Red | A::Green | A::Blue => false,
        A::Source | A::Number | A::Season | A::SeasonName | A::Date | A::Duration => {
            matches!(kind, Kind::Episode)
        }
        A::Language | A::Guid | A::Locations => matches!(kind, Kind::Episode | Kind::Show),
        A::Author | A::Feed | A::Genres => matches!(kind, Kind::Show),
        A::Url => matches!(kind, Kind::Show | Kind::Url),
        A::Category => matches!(kind, Kind::Url),
        A::First | A::Last => kind.is_entity(),
        A::Episodes | A::Mentions => kind.counts_episodes(),
        _ => true,
    }
}

/// Whether the values of a node's attribute are lists.
pub(super) const fn is_list_of_node(attribute: NodeAttribute) -> bool {
    use NodeAttribute as A;
    matches!(attribute, A::Aliases | A::SameAs | A::Locations | A::Genres)
}

/// Whether the values of an edge's attribute are lists.
pub(super) const fn is_list_of_edge(attribute: EdgeAttribute) -> bool {
    matches!(attribute, EdgeAttribute::Where)
}

fn nodes(
    graph: &KnowledgeGraph,
    kind: Kind,
    unique: &UniqueNames<'_>,
    out: impl Write,
) -> io::Result<()> {
    let columns: Vec<NodeAttribute> = node_columns(kind).collect();
    let mut out = Buffer::new(out);
    let names = columns.iter().map(|column| {
        typed(
            column.as_str(),
            column.value_type(),
            is_list_of_node(*column),
        )
    });
    header(&mut out, ["id:ID".to_owned()].into_iter().chain(names));
    for node in graph.nodes_of(kind) {
        node_row(&mut out, node, unique.of(node), &columns);
        out.drain()?;
    }
    out.finish().map(drop)
}

fn node_row<W: Write>(out: &mut Buffer<W>, node: &Node, name: &str, columns: &[NodeAttribute]) {
    let mut row = CsvRow::new(out);
    cell(row.at(0), node.id.as_str());
    node_attributes(node, name, |attribute, value| {
        if let Ok(at) = columns.binary_search(&attribute) {
            put(row.at(1 + at), value);
        }
    });
    row.end(1 + columns.len());
}

fn edges(graph: &KnowledgeGraph, relation: Relation, out: impl Write) -> io::Result<()> {
    let mut out = Buffer::new(out);
    let names = EdgeAttribute::ALL.iter().map(|column| {
        typed(
            edge_column(*column),
            column.value_type(),
            is_list_of_edge(*column),
        )
    });
    let ends = [":START_ID", ":END_ID"].map(String::from);
    header(&mut out, ends.into_iter().chain(names));
    for view in graph.edges().filter(|view| view.edge.relation == relation) {
        let mut row = CsvRow::new(&mut out);
        cell(row.at(0), view.from.id.as_str());
        cell(row.at(1), view.to.id.as_str());
        edge_attributes(view, |attribute, value| {
            put(row.at(2 + attribute as usize), value)
        });
        row.end(2 + EdgeAttribute::ALL.len());
        out.drain()?;
    }
    out.finish().map(drop)
}

fn typed(name: &str, of: AttributeType, list: bool) -> String {
    let of = match of {
        AttributeType::String if list => ":string[]",
        AttributeType::String => "",
        AttributeType::Int => ":int",
        AttributeType::Long => ":long",
        AttributeType::Double => ":double",
    };
    [name, of].concat()
}

fn put<W: Write>(out: &mut Buffer<W>, value: AttributeValue<'_>) {
    match value {
        AttributeValue::Int(number) => out.int(number),
        AttributeValue::Double(number) => out.double(number),
        AttributeValue::Text(text) => cell(out, text),
        AttributeValue::List(_) | AttributeValue::Parts(_) => {
            out.raw("\"");
            let mut first = true;
            value.for_each_item(|item| {
                if !std::mem::take(&mut first) {
                    out.raw(SEPARATOR.encode_utf8(&mut [0; 4]));
                }
                cell_text(out, item);
            });
            out.raw("\"");
        }
    }
}
