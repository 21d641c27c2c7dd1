//! The programs that read a graph, and the format that each reads best: what `export --for` takes and
//! `showgraph formats` lists.

use std::fmt;
use std::str::FromStr;

use super::{Format, GraphMlFlavor};

/// A program that reads graphs.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Reader {
    /// The name on the command line.
    pub name: &'static str,
    /// What it reads best: all nodes, edges and attributes, in the least time.
    pub format: Format,
    /// The flavour of GraphML, where it needs one.
    pub graphml: Option<GraphMlFlavor>,
    /// Whether it needs to be told where nodes stand.
    pub positions: bool,
    /// How it is opened there.
    pub how: &'static str,
    /// The time and the memory that loading took, where they were measured.
    pub load: Option<Load>,
}

/// What loading a graph of 6,426 nodes and 15,454 edges took, in one run of the program on two cores.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Load {
    /// Seconds.
    pub seconds: f32,
    /// Mebibytes, where they were measured.
    pub memory: Option<u16>,
}

impl Reader {
    /// Every one: viewers, libraries, databases, tables, notes.
    pub const ALL: &'static [Self] = &[
        Self::new(
            "gephi",
            Format::Gexf,
            "File > Open > graph.gexf; sizes and colours are set, run the layout ForceAtlas 2",
        ),
        Self::new(
            "cytoscape",
            Format::Cyjs,
            "File > Import > Network from File; map the style to kind and interaction",
        ),
        Self::new(
            "yed",
            Format::GraphMl,
            "open graph.graphml, Layout > Organic",
        )
        .with_flavor(GraphMlFlavor::Yed),
        Self::new("graphviz", Format::Dot, "sfdp -Tsvg graph.dot -o graph.svg"),
        Self::new(
            "viz.js",
            Format::Dot,
            "viz.renderSVGElement(dot, {engine: \"nop\"})",
        )
        .with_positions(),
        Self::new(
            "networkx",
            Format::GraphMl,
            "networkx.read_graphml(\"graph.graphml\")",
        )
        .loads_in(4.3, None),
        Self::new(
            "igraph",
            Format::GraphMl,
            "igraph.Graph.Read_GraphML(\"graph.graphml\")",
        )
        .loads_in(1.0, Some(46)),
        Self::new(
            "r-igraph",
            Format::GraphMl,
            "read_graph(\"graph.graphml\", format = \"graphml\")",
        )
        .loads_in(3.8, None),
        Self::new(
            "graph-tool",
            Format::GraphMl,
            "graph_tool.load_graph(\"graph.graphml\")",
        )
        .loads_in(1.8, Some(21)),
        Self::new(
            "rustworkx",
            Format::GraphMl,
            "rustworkx.read_graphml(\"graph.graphml\")",
        )
        .loads_in(1.1, Some(112)),
        Self::new(
            "networkit",
            Format::GraphMl,
            "networkit.readGraph(\"graph.graphml\", networkit.Format.GraphML)",
        )
        .loads_in(2.3, Some(4)),
        Self::new(
            "jgrapht",
            Format::GraphMl,
            "GraphMLImporter, with setSchemaValidation(false) in a seventh of the time",
        )
        .loads_in(33.8, None),
        Self::new(
            "boost",
            Format::GraphMl,
            "boost::read_graphml, with ignore_other_properties",
        )
        .loads_in(1.2, Some(37)),
        Self::new("graphology", Format::Json, "Graph.from(json)").loads_in(1.0, Some(80)),
        Self::new(
            "sigma",
            Format::Json,
            "Graph.from(json), then new Sigma(graph, container)",
        ),
        Self::new("d3", Format::Json, "forceLink(edges).id(node => node.id)").loads_in(1.0, None),
        Self::new("cytoscape.js", Format::Cyjs, "cytoscape({elements})").loads_in(4.2, None),
        Self::new("vis-network", Format::Dot, "vis.parseDOTNetwork(dot)").loads_in(9.2, Some(116)),
        Self::new("echarts", Format::Gexf, "dataTool.gexf.parse(xml)").loads_in(33.9, Some(1012)),
        Self::new(
            "neo4j",
            Format::Neo4j,
            "in the folder neo4j: sh import.sh, which calls neo4j-admin database import",
        ),
        Self::new(
            "neo4j-apoc",
            Format::GraphMl,
            "CALL apoc.import.graphml(\"graph.graphml\", {readLabels: true, storeNodeIds: true})",
        )
        .with_flavor(GraphMlFlavor::Apoc),
        Self::new(
            "kuzu",
            Format::Kuzu,
            "in the folder kuzu: run import.cypher",
        ),
        Self::new(
            "ladybug",
            Format::Kuzu,
            "in the folder kuzu: run import.cypher",
        ),
        Self::new(
            "rdflib",
            Format::NQuads,
            "Dataset().parse(\"graph.nq\", format=\"nquads\")",
        )
        .loads_in(53.0, Some(390)),
        Self::new(
            "oxigraph",
            Format::NQuads,
            "oxigraph load --location STORE --file graph.nq",
        )
        .loads_in(3.6, Some(258)),
        Self::new(
            "jena",
            Format::NQuads,
            "tdb2.tdbloader --loc STORE graph.nq",
        ),
        Self::new(
            "pyld",
            Format::JsonLd,
            "jsonld.frame(document, frame), with frame.jsonld of --frame",
        )
        .loads_in(36.4, Some(675)),
        Self::new("pandas", Format::Csv, "pandas.read_csv(\"csv/nodes.csv\")")
            .loads_in(0.2, Some(41)),
        Self::new("polars", Format::Csv, "polars.read_csv(\"csv/nodes.csv\")")
            .loads_in(0.24, Some(38)),
        Self::new("duckdb", Format::Csv, "FROM 'csv/nodes.csv'").loads_in(1.1, Some(62)),
        Self::new(
            "obsidian",
            Format::Obsidian,
            "open the folder obsidian as a vault",
        ),
        Self::new(
            "github",
            Format::Mermaid,
            "paste graph.mmd into a code block mermaid; parts of up to 500 edges",
        ),
    ];

    const fn new(name: &'static str, format: Format, how: &'static str) -> Self {
        Self {
            name,
            format,
            graphml: None,
            positions: false,
            how,
            load: None,
        }
    }

    const fn with_flavor(mut self, flavor: GraphMlFlavor) -> Self {
        self.graphml = Some(flavor);
        self
    }

    const fn with_positions(mut self) -> Self {
        self.positions = true;
        self
    }

    const fn loads_in(mut self, seconds: f32, memory: Option<u16>) -> Self {
        self.load = Some(Load { seconds, memory });
        self
    }
}

impl fmt::Display for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name)
    }
}

impl FromStr for Reader {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .iter()
            .copied()
            .find(|reader| reader.name == text)
            .ok_or_else(|| {
                let known: Vec<&str> = Self::ALL.iter().map(|reader| reader.name).collect();
                format!("\"{text}\" is none of {}", known.join(", "))
            })
    }
}
