//! Everything that can be written of a graph, in memory.

use std::collections::BTreeMap;

use showgraph::export::{
    Annotations, Csv, Cyjs, Dot, Exporter, FolderExporter, Format, Gexf, GraphMl, GraphMlFlavor,
    Json, JsonLd, JsonLdPages, Mermaid, NQuads, Neo4j, Obsidian, Turtle,
};
use showgraph::graph::KnowledgeGraph;

/// Files by their path below the output folder.
pub type Files = BTreeMap<String, String>;

/// One file as text.
pub fn text(exporter: &impl Exporter, graph: &KnowledgeGraph) -> String {
    let bytes = exporter
        .write(graph, Vec::new())
        .expect("memory takes everything");
    String::from_utf8(bytes).expect("every format is UTF-8")
}

/// The files of a folder, their paths below that folder.
pub fn folder(exporter: &impl FolderExporter, graph: &KnowledgeGraph) -> Files {
    let mut files = BTreeMap::new();
    exporter
        .write_to(graph, &mut files)
        .expect("memory takes everything");
    files
        .into_iter()
        .map(|(path, bytes)| {
            (
                path,
                String::from_utf8(bytes).expect("every format is UTF-8"),
            )
        })
        .collect()
}

/// All formats, flavours and extra files. Mermaid is there for graphs that it takes.
pub fn all(graph: &KnowledgeGraph) -> Files {
    let mut files = Files::new();
    for format in Format::ALL {
        let name = format.file_name().to_owned();
        let folder = match format {
            Format::GraphMl => Err(text(&GraphMl::new(), graph)),
            Format::JsonLd => Err(text(&JsonLd::new(), graph)),
            Format::Dot => Err(text(&Dot::new(), graph)),
            Format::Json => Err(text(&Json::new(), graph)),
            Format::Gexf => Err(text(&Gexf::new(), graph)),
            Format::Cyjs => Err(text(&Cyjs::new(), graph)),
            Format::NQuads => Err(text(&NQuads::new(), graph)),
            Format::Turtle => Err(text(&Turtle::new(), graph)),
            Format::Mermaid => match Mermaid::new().write(graph, Vec::new()) {
                Ok(bytes) => Err(String::from_utf8(bytes).expect("every format is UTF-8")),
                Err(_) => continue,
            },
            Format::Neo4j => Ok(folder(&Neo4j::new(), graph)),
            Format::Obsidian => Ok(folder(&Obsidian::new(), graph)),
            Format::Csv => Ok(folder(&Csv::new(), graph)),
        };
        match folder {
            Err(text) => {
                files.insert(name, text);
            }
            Ok(folder) => {
                files.extend(
                    folder
                        .into_iter()
                        .map(|(path, text)| (name.clone() + &path, text)),
                );
            }
        }
    }
    for (name, flavor) in [("yed", GraphMlFlavor::Yed), ("apoc", GraphMlFlavor::Apoc)] {
        let graphml = GraphMl::new().with_flavor(flavor);
        files.insert(format!("{name}/graph.graphml"), text(&graphml, graph));
    }
    files.insert("evidence.jsonld".into(), text(&Annotations::new(), graph));
    for (path, text) in folder(&JsonLdPages::new(), graph) {
        files.insert(format!("jsonld/{path}"), text);
    }
    files
}
