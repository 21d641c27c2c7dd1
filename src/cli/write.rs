//! From the name of a format to the exporter that writes it.

use std::path::Path;

use showgraph::error::Result;
use showgraph::export::{
    Csv, Cyjs, Dot, Exporter, FolderExporter, Format, Gexf, GraphMl, Json, JsonLd, Mermaid, NQuads,
    Neo4j, Obsidian, Turtle,
};
use showgraph::graph::KnowledgeGraph;

use super::output::Staged;

/// Stages a graph in one format, under the name that the format has in a folder.
pub fn stage(
    staged: &mut Staged,
    folder: &Path,
    format: Format,
    graph: &KnowledgeGraph,
) -> Result<()> {
    let target = folder.join(format.file_name());
    match format {
        Format::GraphMl => file(staged, &target, &GraphMl::new(), graph),
        Format::JsonLd => file(staged, &target, &JsonLd::new(), graph),
        Format::Dot => file(staged, &target, &Dot::new(), graph),
        Format::Json => file(staged, &target, &Json::new(), graph),
        Format::Gexf => file(staged, &target, &Gexf::new(), graph),
        Format::Cyjs => file(staged, &target, &Cyjs::new(), graph),
        Format::NQuads => file(staged, &target, &NQuads::new(), graph),
        Format::Turtle => file(staged, &target, &Turtle::new(), graph),
        Format::Mermaid => file(staged, &target, &Mermaid::new(), graph),
        Format::Neo4j => files(staged, &target, &Neo4j::new(), graph),
        Format::Obsidian => files(staged, &target, &Obsidian::new(), graph),
        Format::Csv => files(staged, &target, &Csv::new(), graph),
    }
}

fn file(
    staged: &mut Staged,
    target: &Path,
    exporter: &impl Exporter,
    graph: &KnowledgeGraph,
) -> Result<()> {
    staged.write(target, |out| exporter.write(graph, out).map(drop))
}

fn files(
    staged: &mut Staged,
    target: &Path,
    exporter: &impl FolderExporter,
    graph: &KnowledgeGraph,
) -> Result<()> {
    staged.write_folder(target, |sink| exporter.write_to(graph, sink))
}
