//! Everything that can be written of a graph, in memory.

use std::collections::BTreeMap;

use showgraph::export::{
    Annotations, Exporter, Flavors, FolderExporter, Format, GraphMl, GraphMlFlavor, JsonLdPages,
    Subfolder,
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

/// All formats, flavours and extra files. Mermaid is there for graphs that it takes.
pub fn all(graph: &KnowledgeGraph) -> Files {
    let mut files = BTreeMap::new();
    for format in Format::ALL {
        match format.write_to(Flavors::new(), graph, &mut files) {
            Ok(()) => {}
            // The file may have been opened before the graph was found too large.
            Err(_) if *format == Format::Mermaid => drop(files.remove(format.file_name())),
            Err(error) => panic!("memory takes everything: {error}"),
        }
    }
    let mut files = texts(files);
    for flavor in [GraphMlFlavor::Yed, GraphMlFlavor::Apoc] {
        let graphml = GraphMl::new().with_flavor(flavor);
        files.insert(
            format!("{}/graph.graphml", flavor.as_str()),
            text(&graphml, graph),
        );
    }
    files.insert("evidence.jsonld".into(), text(&Annotations::new(), graph));
    let mut pages = BTreeMap::new();
    JsonLdPages::new()
        .write_to(graph, &mut Subfolder::new("jsonld/", &mut pages))
        .expect("memory takes everything");
    files.extend(texts(pages));
    files
}

fn texts(files: BTreeMap<String, Vec<u8>>) -> Files {
    let text = |bytes| String::from_utf8(bytes).expect("every format is UTF-8");
    files
        .into_iter()
        .map(|(path, bytes)| (path, text(bytes)))
        .collect()
}
