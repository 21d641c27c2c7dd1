//! CSV for Kùzu and the databases that continue it (Ladybug): the tables, and the statements that make a database
//! of them.
//!
//! In their own CSV these databases have no way to write a list whose items hold a comma or a bracket, so the
//! statements split the items themselves (<https://docs.kuzudb.com/import/copy-from-subquery/>).

use std::fmt::Write as _;
use std::io;

use super::attributes::{AttributeType, EdgeAttribute};
use super::bulk_csv::{
    SEPARATOR, is_list_of_edge, is_list_of_node, kinds, node_columns, relations, write_tables,
};
use super::csv_row::edge_column;
use super::graphml::label_of;
use super::{FolderExporter, Sink};
use crate::graph::KnowledgeGraph;
use crate::vocabulary::{Kind, Relation};

/// Writes CSV with the statements for Kùzu.
#[derive(Debug, Clone, Copy, Default)]
#[must_use]
#[non_exhaustive]
pub struct Kuzu;

/// A column of a table: its name, its type, and whether its values are lists.
type Column = (&'static str, AttributeType, bool);

impl Kuzu {
    /// There is one way only.
    pub fn new() -> Self {
        Self
    }

    /// The statements that make tables and fill them from the files, to be run in the folder: one a line.
    pub fn statements(self, graph: &KnowledgeGraph) -> String {
        let mut statements = String::new();
        for kind in kinds(graph) {
            node_table(&mut statements, kind);
        }
        for relation in relations(graph) {
            edge_table(&mut statements, graph, relation);
        }
        statements
    }
}

impl FolderExporter for Kuzu {
    fn write_to(&self, graph: &KnowledgeGraph, sink: &mut dyn Sink) -> io::Result<()> {
        write_tables(graph, sink)?;
        let mut script = sink.create("import.cypher")?;
        script.write_all(self.statements(graph).as_bytes())?;
        script.flush()
    }
}

fn node_table(statements: &mut String, kind: Kind) {
    let columns: Vec<Column> = node_columns(kind)
        .map(|column| {
            (
                column.as_str(),
                column.value_type(),
                is_list_of_node(column),
            )
        })
        .collect();
    let label = label_of(kind);
    let _ = writeln!(
        statements,
        "CREATE NODE TABLE {label}(`id` STRING, {}, PRIMARY KEY(`id`));",
        declared(&columns, true)
    );
    let _ = writeln!(
        statements,
        "COPY {label} FROM (LOAD WITH HEADERS (`id` STRING, {}) FROM '{kind}.csv' (header=true, parallel=false) \
         RETURN `id`, {});",
        declared(&columns, false),
        values(&columns)
    );
}

/// One table for all pairs of kinds that a relation ties.
fn edge_table(statements: &mut String, graph: &KnowledgeGraph, relation: Relation) {
    let columns: Vec<Column> = EdgeAttribute::ALL
        .iter()
        .map(|column| {
            (
                edge_column(*column),
                column.value_type(),
                is_list_of_edge(*column),
            )
        })
        .collect();
    let edges = graph.edges().filter(|view| view.edge.relation == relation);
    let mut pairs: Vec<(Kind, Kind)> = edges.map(|view| (view.from.kind, view.to.kind)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let ends: Vec<String> = pairs
        .iter()
        .map(|(from, to)| format!("FROM {} TO {}", label_of(*from), label_of(*to)))
        .collect();
    let table = relation.as_str().to_uppercase();
    let _ = writeln!(
        statements,
        "CREATE REL TABLE {table}({}, {});",
        ends.join(", "),
        declared(&columns, true)
    );
    for (from, to) in pairs {
        // An id begins with the kind.
        let _ = writeln!(
            statements,
            "COPY {table} FROM (LOAD WITH HEADERS (`from_id` STRING, `to_id` STRING, {}) FROM '{relation}.csv' \
             (header=true, parallel=false) WHERE starts_with(`from_id`, '{from}:') AND starts_with(`to_id`, '{to}:') \
             RETURN `from_id`, `to_id`, {}) (from='{}', to='{}');",
            declared(&columns, false),
            values(&columns),
            label_of(from),
            label_of(to)
        );
    }
}

/// The columns with their types, in the database or as they stand in the file.
fn declared(columns: &[Column], in_database: bool) -> String {
    let columns = columns.iter().map(|(name, of, list)| {
        let of = match of {
            AttributeType::String if *list && in_database => "STRING[]",
            AttributeType::String => "STRING",
            AttributeType::Int => "INT32",
            AttributeType::Long => "INT64",
            AttributeType::Double => "DOUBLE",
        };
        format!("`{name}` {of}")
    });
    columns.collect::<Vec<_>>().join(", ")
}

/// What goes from the file into the columns.
fn values(columns: &[Column]) -> String {
    let columns = columns.iter().map(|(name, _, list)| match list {
        true => format!("string_split(`{name}`, '{SEPARATOR}') AS `{name}`"),
        false => format!("`{name}`"),
    });
    columns.collect::<Vec<_>>().join(", ")
}
