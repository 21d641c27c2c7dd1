//! CSV for `neo4j-admin database import`: one file of nodes per kind, one of edges per relation, and
//! the command that takes them in.

use std::io::{self, Write};

use super::attributes::{
    AttributeType, AttributeValue, EdgeAttribute, NodeAttribute, edge_attributes, node_attributes,
};
use super::buffer::Buffer;
use super::csv_row::{CsvRow, cell, cell_text, edge_column, header};
use super::graphml::label_of;
use super::{FolderExporter, Sink};
use crate::graph::{KnowledgeGraph, Node};
use crate::vocabulary::{Kind, Relation};

/// Writes CSV for Neo4j's bulk import.
#[derive(Debug, Clone, Copy, Default)]
#[must_use]
#[non_exhaustive]
pub struct Neo4j;

/// What stands between the items of a list. Neo4j has no escape for it, so it must be a character
/// that no name holds: the one that ASCII keeps for this purpose.
const SEPARATOR: char = '\u{1f}';

impl Neo4j {
    /// There is one way only.
    pub fn new() -> Self {
        Self
    }

    /// The command that imports the folder into an empty database, to be run inside it.
    pub fn import_command(self, graph: &KnowledgeGraph) -> String {
        let mut command = String::from("neo4j-admin database import full neo4j");
        for kind in kinds(graph) {
            command += &format!(" \\\n  --nodes={}={kind}.csv", label_of(kind));
        }
        for relation in relations(graph) {
            let name = relation.as_str();
            command += &format!(" \\\n  --relationships={}={name}.csv", name.to_uppercase());
        }
        command += " \\\n  --array-delimiter=U+001F --multiline-fields=true\n";
        command
    }
}

impl FolderExporter for Neo4j {
    fn write_to(&self, graph: &KnowledgeGraph, sink: &mut dyn Sink) -> io::Result<()> {
        for kind in kinds(graph) {
            nodes(graph, kind, sink.create(&format!("{kind}.csv"))?)?;
        }
        for relation in relations(graph) {
            edges(graph, relation, sink.create(&format!("{relation}.csv"))?)?;
        }
        let mut script = sink.create("import.sh")?;
        // More options may be given: --overwrite-destination=true, where there is a database already.
        let command = self.import_command(graph);
        writeln!(script, "#!/bin/sh\n{} \"$@\"", command.trim_end())?;
        script.flush()
    }
}

fn kinds(graph: &KnowledgeGraph) -> impl Iterator<Item = Kind> {
    Kind::ALL
        .iter()
        .copied()
        .filter(|kind| graph.nodes_of(*kind).next().is_some())
}

fn relations(graph: &KnowledgeGraph) -> impl Iterator<Item = Relation> {
    let mut present: Vec<Relation> = graph.edges().map(|view| view.edge.relation).collect();
    present.sort_unstable();
    present.dedup();
    present.into_iter()
}

/// Whether a file of this kind has the column: not those of other kinds, nor those for drawing.
const fn has_column(kind: Kind, attribute: NodeAttribute) -> bool {
    use NodeAttribute as A;
    match attribute {
        A::Size | A::Red | A::Green | A::Blue => false,
        A::Source | A::Number | A::Date | A::Duration => matches!(kind, Kind::Episode),
        A::Url | A::Category => matches!(kind, Kind::Url),
        A::Episodes | A::Mentions => kind.is_entity() || matches!(kind, Kind::Url),
        _ => true,
    }
}

fn nodes(graph: &KnowledgeGraph, kind: Kind, out: impl Write) -> io::Result<()> {
    let columns: Vec<NodeAttribute> = NodeAttribute::ALL
        .iter()
        .copied()
        .filter(|column| has_column(kind, *column))
        .collect();
    let mut out = Buffer::new(out);
    let names = columns.iter().map(|column| {
        let list = matches!(column, NodeAttribute::Aliases | NodeAttribute::SameAs);
        typed(column.as_str(), column.value_type(), list)
    });
    header(&mut out, ["id:ID".to_owned()].into_iter().chain(names));
    for node in graph.nodes_of(kind) {
        node_row(&mut out, node, &columns);
        out.drain()?;
    }
    out.finish().map(drop)
}

fn node_row<W: Write>(out: &mut Buffer<W>, node: &Node, columns: &[NodeAttribute]) {
    let mut row = CsvRow::new(out);
    cell(row.at(0), node.id.as_str());
    node_attributes(node, |attribute, value| {
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
            *column == EdgeAttribute::Where,
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
