//! CSV for `neo4j-admin database import`: the tables, and the command that takes them in.

use std::io;

use super::bulk_csv::{kinds, relations, write_tables};
use super::graphml::label_of;
use super::{FolderExporter, Sink};
use crate::graph::KnowledgeGraph;

/// Writes CSV for Neo4j's bulk import.
#[derive(Debug, Clone, Copy, Default)]
#[must_use]
#[non_exhaustive]
pub struct Neo4j;

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
        write_tables(graph, sink)?;
        let mut script = sink.create("import.sh")?;
        // More options may be given: --overwrite-destination=true, where there is a database already.
        let command = self.import_command(graph);
        writeln!(script, "#!/bin/sh\n{} \"$@\"", command.trim_end())?;
        script.flush()
    }
}
