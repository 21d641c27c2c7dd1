"""Reads an output folder of showgraph with the programs of the Python world.

    check.py FOLDER

What graph.json holds is the measure: each reader must find the same nodes, edges and attributes.
Files that are not there are not read. One line per reader says what it read.
"""

import collections
import csv
import json
import math
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version

import duckdb
import igraph
import networkx
import obsidiantools.api as obsidiantools
import polars
import pydot
import pyoxigraph
import pyshacl
import rdflib
from lxml import etree
from pyld import jsonld

HERE = pathlib.Path(__file__).parent
SCHEMA = "https://schema.org/"

# Slow readers get graphs of so many edges at most; CONSUMERS_LIMIT sets another limit.
LAYOUT_LIMIT = 5_000
SHACL_LIMIT = 1_500
SLOW_LIMIT = int(os.environ.get("CONSUMERS_LIMIT", 10_000))

csv.field_size_limit(sys.maxsize)


class Graph:
    """graph.json, as it is written."""

    def __init__(self, folder):
        saved = json.loads((folder / "graph.json").read_text("utf-8"))
        self.base = saved["attributes"]["base_iri"]
        self.nodes = {node["key"]: node["attributes"] for node in saved["nodes"]}
        self.edges = {edge["key"]: edge for edge in saved["edges"]}
        assert len(self.nodes) == len(saved["nodes"]), "node ids are unique"
        assert len(self.edges) == len(saved["edges"]), "edge ids are unique"

    def kinds(self):
        return collections.Counter(node["kind"] for node in self.nodes.values())

    def relations(self):
        return collections.Counter(edge["attributes"]["relation"] for edge in self.edges.values())


def cleaned(value):
    """What stands for characters that XML has no way to write."""
    if not isinstance(value, str):
        return value
    return re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", value)


def same(found, expected, what):
    if found != expected:
        keys = {key for key in {*found, *expected} if found.get(key) != expected.get(key)}
        example = sorted(keys)[0]
        raise AssertionError(
            f"{what}: {len(keys)} differ, for example {example!r}: "
            f"{found.get(example)!r}, expected {expected.get(example)!r}"
        )


# The words of an episode, which only graph.json holds: they are there for the tool's own comparisons.
OWN = "terms"


def attributes_of(graph):
    nodes = {
        key: {k: cleaned(v) for k, v in node.items() if k != OWN}
        for key, node in graph.nodes.items()
    }
    edges = {
        key: {k: cleaned(v) for k, v in edge["attributes"].items()}
        for key, edge in graph.edges.items()
    }
    return nodes, edges


def ends_of(graph):
    return {key: (edge["source"], edge["target"]) for key, edge in graph.edges.items()}


def graphml_schema(folder, graph):
    schema = etree.XMLSchema(etree.parse(HERE / "graphml.xsd"))
    parser = etree.XMLParser(huge_tree=True)
    schema.assertValid(etree.parse(folder / "graph.graphml", parser))
    for flavor in ("yed", "apoc"):
        if (folder / flavor / "graph.graphml").exists():
            etree.parse(folder / flavor / "graph.graphml", parser)
    return "lxml", "graph.graphml is valid"


def graphml_networkx(folder, graph):
    read = networkx.read_graphml(folder / "graph.graphml", force_multigraph=True)
    assert read.is_directed()
    nodes, edges = attributes_of(graph)
    same(dict(read.nodes(data=True)), nodes, "nodes")
    same({key: data for _, _, key, data in read.edges(keys=True, data=True)}, edges, "edges")
    same({key: (a, b) for a, b, key in read.edges(keys=True)}, ends_of(graph), "ends")
    return "networkx", f"graph.graphml: {len(read)} nodes, {read.number_of_edges()} edges"


def graphml_igraph(folder, graph):
    read = igraph.Graph.Read_GraphML(str(folder / "graph.graphml"))
    assert read.is_directed()
    if read.vcount():
        assert collections.Counter(read.vs["kind"]) == graph.kinds()
        labels = {vertex["id"]: vertex["label"] for vertex in read.vs}
        nodes, _ = attributes_of(graph)
        same(labels, {key: node["label"] for key, node in nodes.items()}, "labels")
    if read.ecount():
        assert collections.Counter(read.es["relation"]) == graph.relations()
        weights = {edge["edge_id"]: edge["weight"] for edge in read.es}
        expected = {key: edge["attributes"]["weight"] for key, edge in graph.edges.items()}
        same(weights, expected, "weights")
    return "igraph", f"graph.graphml: {read.vcount()} nodes, {read.ecount()} edges"


def json_networkx(folder, graph):
    read = networkx.node_link_graph(json.loads((folder / "graph.json").read_text("utf-8")), edges="edges")
    assert read.is_directed() and read.is_multigraph()
    assert {key: node["attributes"] for key, node in read.nodes(data=True)} == graph.nodes
    same({key: (a, b) for a, b, key in read.edges(keys=True)}, ends_of(graph), "ends")
    return "networkx", f"graph.json: {len(read)} nodes, {read.number_of_edges()} edges"


def cyjs_networkx(folder, graph):
    read = networkx.cytoscape_graph(json.loads((folder / "graph.cyjs").read_text("utf-8")))
    assert read.is_directed() and read.is_multigraph()
    assert {key: node["label"] for key, node in read.nodes(data=True)} == {
        key: node["label"] for key, node in graph.nodes.items()
    }
    same({key: (a, b) for a, b, key in read.edges(keys=True)}, ends_of(graph), "ends")
    return "networkx", f"graph.cyjs: {len(read)} nodes, {read.number_of_edges()} edges"


def names_are_unique(folder, graph):
    """Data frames of igraph know vertices by `name` and join those that share it."""
    read = igraph.Graph.Read_GraphML(str(folder / "graph.graphml"))
    if read.vcount():
        names = read.vs["name"]
        assert len(set(names)) == len(names), collections.Counter(names).most_common(1)
    if read.ecount():
        back = igraph.Graph.TupleList(
            [(read.vs[edge.source]["name"], read.vs[edge.target]["name"]) for edge in read.es], directed=True
        )
        tied = {end for edge in read.es for end in edge.tuple}
        assert (back.vcount(), back.ecount()) == (len(tied), read.ecount())
    return "igraph", f"graph.graphml: {read.vcount()} names, as many nodes"


def gexf_schema(folder, graph):
    schema = etree.XMLSchema(etree.parse(HERE / "gexf.xsd"))
    read = etree.parse(folder / "graph.gexf", etree.XMLParser(huge_tree=True))
    schema.assertValid(read)
    # What XML Schema has no way to say: a value is of a declared attribute, and of its type.
    space = "{http://gexf.net/1.3}"
    readers = {"string": str, "integer": int, "long": int, "double": float}
    declared = {
        attributes.get("class"): {at.get("id"): readers[at.get("type")] for at in attributes}
        for attributes in read.iter(space + "attributes")
    }
    values = 0
    for of in ("node", "edge"):
        for element in read.iter(space + of):
            for value in element.iter(space + "attvalue"):
                declared[of][value.get("for")](value.get("value"))
                values += 1
    return "lxml", f"graph.gexf is valid, {values} values of their declared types"


def gexf_networkx(folder, graph):
    read = networkx.read_gexf(folder / "graph.gexf", version="1.3")
    nodes, _ = attributes_of(graph)
    labels = {key: data["label"] for key, data in read.nodes(data=True)}
    same(labels, {key: node["label"] for key, node in nodes.items()}, "labels")
    kinds = collections.Counter(data["kind"] for _, data in read.nodes(data=True))
    assert kinds == graph.kinds()
    found = collections.Counter(data["relation"] for _, _, data in read.edges(data=True))
    assert found == graph.relations(), (found, graph.relations())
    viz = {key: data["viz"]["size"] for key, data in read.nodes(data=True)}
    same(viz, {key: node["size"] for key, node in nodes.items()}, "sizes")
    return "networkx", f"graph.gexf: {len(read)} nodes, {read.number_of_edges()} edges"


def quads(path, format):
    return set(pyoxigraph.parse(path=str(path), format=format))


def rdf_oxigraph(folder, graph):
    json_ld = quads(folder / "graph.jsonld", pyoxigraph.RdfFormat.JSON_LD)
    nodes = (term for quad in json_ld for term in (quad.subject, quad.object))
    assert not any(isinstance(node, pyoxigraph.BlankNode) for node in nodes), "blank nodes"
    for name, format in (
        ("graph.nq", pyoxigraph.RdfFormat.N_QUADS),
        ("graph.ttl", pyoxigraph.RdfFormat.TURTLE),
    ):
        if (folder / name).exists():
            assert quads(folder / name, format) == json_ld, f"{name} has other triples"
    if (folder / "evidence.jsonld").exists():
        evidence = quads(folder / "evidence.jsonld", pyoxigraph.RdfFormat.JSON_LD)
        assert not any(isinstance(quad.subject, pyoxigraph.BlankNode) for quad in evidence)
        annotation = pyoxigraph.NamedNode("http://www.w3.org/ns/oa#Annotation")
        count = sum(quad.object == annotation for quad in evidence)
        with_source = [edge for edge in graph.edges.values() if edge["attributes"].get("source")]
        assert count == len(with_source), "one annotation per edge with a source"
    graph.triples = len(json_ld)
    return "pyoxigraph", f"graph.jsonld, graph.nq, graph.ttl: {len(json_ld)} triples each"


def rdf_rdflib(folder, graph):
    for name, format in (("graph.jsonld", "json-ld"), ("graph.nq", "nquads"), ("graph.ttl", "turtle")):
        if not (folder / name).exists():
            continue
        read = rdflib.Dataset(default_union=True)
        read.parse(str(folder / name), format=format)
        triples = set(read.triples((None, None, None)))
        assert len(triples) == graph.triples, f"{name}: {len(triples)}, expected {graph.triples}"
        assert not any(isinstance(term, rdflib.BNode) for triple in triples for term in triple)
        episodes = set(read.subjects(rdflib.RDF.type, rdflib.URIRef(SCHEMA + "PodcastEpisode")))
        assert len(episodes) == graph.kinds()["episode"], name
    return "rdflib", f"graph.jsonld, graph.nq, graph.ttl: {graph.triples} triples each"


def lines_of(n_quads):
    return [line for line in n_quads.split("\n") if line]


def jsonld_pyld(folder, graph):
    document = json.loads((folder / "graph.jsonld").read_text("utf-8"))
    # There are no blank nodes to be named: the canonical form is the sorted lines.
    triples = lines_of(jsonld.to_rdf(document, {"format": "application/n-quads"}))
    assert len(set(triples)) == graph.triples, (len(triples), graph.triples)
    if (folder / "graph.nq").exists():
        own = lines_of((folder / "graph.nq").read_text("utf-8"))
        plain = [{re.sub(r"\\u(\w{4})", lambda code: chr(int(code[1], 16)), line) for line in lines} for lines in (triples, own)]
        assert plain[0] == plain[1], sorted(plain[0] ^ plain[1])[:2]
    flat = jsonld.flatten(document)
    assert len(flat) == len(graph.nodes) + len(graph.edges), "one object per node and edge"
    frame = json.loads((HERE / "../../src/data/frame.jsonld").read_text("utf-8"))
    framed = jsonld.frame(document, frame, {"omitGraph": False})
    episodes = framed["@graph"]
    assert len(episodes) == graph.kinds()["episode"], "the roots are the episodes"
    for episode in episodes:
        assert episode["@type"] == "PodcastEpisode", episode
        # A part of a graph may have episodes without their show.
        if graph.kinds()["show"]:
            assert isinstance(episode.get("partOfSeries"), dict), "the show is nested"
        assert "sg:Link" not in json.dumps(episode.get("partOfSeries"))
    return "PyLD", f"graph.jsonld: {len(set(triples))} triples, {len(episodes)} framed episodes"


def jsonld_remote(folder, graph):
    """The remote context gives other terms: both kinds must not be loaded into one store."""

    def loader(url, options):
        assert url == "https://schema.org", url
        # What schema.org serves, cut down to what matters: its terms are those of http://.
        context = {"@context": {"@vocab": "http://schema.org/"}}
        return {"contextUrl": None, "documentUrl": url, "document": context}

    options = {"documentLoader": loader}
    document = json.loads((folder / "remote/graph.jsonld").read_text("utf-8"))
    expanded = jsonld.expand(document, options)
    terms = {key for item in expanded for key in item}
    assert not any(term.startswith(SCHEMA) for term in terms), terms
    assert len(jsonld.flatten(expanded)) == len(graph.nodes) + len(graph.edges)
    remote = lines_of(jsonld.to_rdf(document, options | {"format": "application/n-quads"}))
    assert len(set(remote)) == graph.triples
    pages = sorted((folder / "jsonld").glob("*.jsonld"))
    assert len(pages) == graph.kinds()["episode"]
    for path in pages:
        page = jsonld.expand(json.loads(path.read_text("utf-8")), options)
        assert len(page) == 1 and page[0]["@type"] == ["http://schema.org/PodcastEpisode"], path
    return "PyLD", f"remote/graph.jsonld and {len(pages)} pages"


def shown(label):
    """A label as Graphviz shows it, cut marks aside."""
    return re.sub(r"[\t\r\n ]+", " ", label)


def dot_pydot(folder, graph):
    (read,) = pydot.graph_from_dot_file(str(folder / "graph.dot"), encoding="utf-8")
    names = {node.get_name() for node in read.get_nodes()} - {"graph", "node", "edge", '"\\n"'}
    assert names == {f'"{key}"' for key in graph.nodes}, "nodes"
    assert len(read.get_edges()) == len(graph.edges), "edges"
    return "pydot", f"graph.dot: {len(names)} nodes, {len(read.get_edges())} edges"


def dot_graphviz(folder, graph):
    engines = ["sfdp"] if len(graph.edges) > 500 else ["dot", "neato", "sfdp"]
    nodes, _ = attributes_of(graph)
    for engine in engines:
        command = [engine, f"-K{engine}", "-Tsvg", str(folder / "graph.dot")]
        done = subprocess.run(command, capture_output=True, timeout=300, check=False)
        assert done.returncode == 0, done.stderr.decode()
        # Graphviz of Debian has no triangulation and says so; nothing else may be said.
        said = [line for line in done.stderr.decode().splitlines() if "triangulation" not in line]
        said = [line for line in said if "scaling" not in line and "overlap" not in line]
        assert not said, said
        svg = etree.fromstring(done.stdout, etree.XMLParser(huge_tree=True))
        space = {"s": "http://www.w3.org/2000/svg", "x": "http://www.w3.org/1999/xlink"}
        found = svg.xpath("//s:g[contains(@class, 'node')]/s:title/text()", namespaces=space)
        assert sorted(found) == sorted(graph.nodes), engine
        drawn = svg.xpath("//s:g[contains(@class, 'edge')]", namespaces=space)
        assert len(drawn) == len(graph.edges), engine
        for group in svg.xpath("//s:g[contains(@class, 'node')]", namespaces=space):
            key = group.findtext("s:title", namespaces=space)
            (link,) = group.xpath(".//s:a", namespaces=space)
            tooltip = link.get("{http://www.w3.org/1999/xlink}title")
            label = shown(f"{nodes[key]['kind']}: {nodes[key]['label']}")[:200]
            label = re.sub("[\x7f-\x9f]", "\ufffd", label)
            assert shown(tooltip).startswith(label), (tooltip, label)
            url = nodes[key].get("url", "")
            if re.fullmatch(r"https?://[\w./?=&%+~:@#-]+", url, re.ASCII):
                assert link.get("{http://www.w3.org/1999/xlink}href") == url, url
        for link in svg.xpath("//s:a/@x:href", namespaces=space):
            assert link.startswith(("https://", "http://", "mailto:")), link
    return "Graphviz", f"graph.dot: {', '.join(engines)}; links and tooltips in the SVG"


def csv_readers(folder, graph):
    def rows(name):
        with open(folder / "csv" / name, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    nodes, _ = attributes_of(graph)
    labels = {key: node["label"] for key, node in nodes.items()}
    same({row["id"]: row["label"] for row in rows("nodes.csv")}, labels, "csv labels")
    ends = {row["id"]: (row["source"], row["target"]) for row in rows("edges.csv")}
    same(ends, ends_of(graph), "csv ends")
    return "csv", f"csv/: {len(labels)} nodes, {len(ends)} edges"


def csv_duckdb(folder, graph):
    counts = {}
    for name in ("nodes", "edges"):
        path = str(folder / "csv" / f"{name}.csv")
        read = "read_csv(?, header=true, all_varchar=true, quote='\"', escape='\"', delim=',', max_line_size=100000000)"
        column = "kind" if name == "nodes" else "relation"
        query = f"select {column}, count(*) from {read} group by 1"
        counts[name] = dict(duckdb.execute(query, [path]).fetchall())
    assert counts["nodes"] == graph.kinds(), counts
    assert counts["edges"] == graph.relations(), counts
    return "duckdb", f"csv/: {len(graph.nodes)} nodes, {len(graph.edges)} edges"


def csv_types(folder, graph):
    """Readers take the types of columns from the first rows: each column shows its type there."""
    numbers = {"episodes", "mentions", "number", "season", "duration", "r", "g", "b"}
    numbers |= {"count", "line", "column", "seconds"}
    fractions = {"weight", "size", "confidence"}
    _, edges = attributes_of(graph)
    for name, items in (("nodes", graph.nodes), ("edges", edges)):
        path = folder / "csv" / f"{name}.csv"
        present = {key for item in items.values() for key, value in item.items() if value != ""}
        by_polars = polars.read_csv(path).schema
        by_duckdb = dict(duckdb.execute(f"select column_name, column_type from (describe from '{path}')").fetchall())
        for column in present & numbers & set(by_polars):
            assert by_polars[column] == polars.Int64, (name, column, by_polars[column])
            assert by_duckdb[column] == "BIGINT", (name, column, by_duckdb[column])
        for column in present & fractions & set(by_polars):
            assert by_polars[column] == polars.Float64, (name, column, by_polars[column])
            assert by_duckdb[column] == "DOUBLE", (name, column, by_duckdb[column])
    return "polars", "csv/: numbers are numbers; for DuckDB, too"


def kuzu(folder, graph):
    """A database made by the shipped statements holds the graph, lists and quotes included."""
    import ladybug

    if not graph.nodes:
        return "ladybug", "kuzu/: no tables"
    with tempfile.TemporaryDirectory() as place:
        connection = ladybug.Connection(ladybug.Database(f"{place}/db"))
        before = os.getcwd()
        os.chdir(folder / "kuzu")
        try:
            for statement in pathlib.Path("import.cypher").read_text("utf-8").split(";\n"):
                if statement.strip():
                    connection.execute(statement)
        finally:
            os.chdir(before)

        def rows(question):
            answer, found = connection.execute(question), []
            while answer.has_next():
                found.append(answer.get_next())
            return found

        nodes, edges = attributes_of(graph)
        found = {row[0]: (row[1], row[2] or []) for row in rows("match (n) return n.id, n.label, n.aliases")}
        aliases = {
            key: [cleaned(alias) for alias in json.loads(node.get("aliases", "[]"))]
            for key, node in graph.nodes.items()
        }
        same(found, {key: (node["label"], aliases[key]) for key, node in nodes.items()}, "labels and aliases")
        found = {row[2]: (row[0], row[1]) for row in rows("match (a)-[e]->(b) return a.id, b.id, e.edge_id")}
        same(found, ends_of(graph), "ends")
        found = {row[0]: row[1] or "" for row in rows("match ()-[e]->() return e.edge_id, e.quote")}
        same(found, {key: edge.get("quote", "") for key, edge in edges.items()}, "quotes")
    return "ladybug", f"kuzu/: {len(nodes)} nodes, {len(edges)} edges"


def shacl(folder, graph):
    shapes = rdflib.Graph().parse(HERE / "../../src/data/shapes.ttl")
    data = rdflib.Graph().parse(folder / "graph.ttl")
    holds, _, said = pyshacl.validate(data, shacl_graph=shapes)
    assert holds, said[:1000]
    # The shapes see what is missing.
    name = rdflib.URIRef(SCHEMA + "name")
    for subject in list(data.subjects(name))[:1]:
        data.remove((subject, name, None))
        assert not pyshacl.validate(data, shacl_graph=shapes)[0], "a node without a name"
    return "pyshacl", f"graph.ttl: {graph.triples} triples fulfil shapes.ttl"


NEO4J_TYPES = {"", "ID", "START_ID", "END_ID", "int", "long", "double", "string[]"}


def neo4j(folder, graph):
    """The rules of neo4j-admin's CSV: headers, types, ids that are defined before they are used."""
    command = (folder / "neo4j/import.sh").read_text("utf-8")
    ids, edges = {}, 0
    for option, name in re.findall(r"--(nodes|relationships)=\w+=(\S+)", command):
        with open(folder / "neo4j" / name, encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader)
            types = [column.rpartition(":")[2] if ":" in column else "" for column in header]
            assert set(types) <= NEO4J_TYPES, header
            assert len(set(header)) == len(header), header
            for row in reader:
                assert len(row) == len(header), (name, row)
                for cell, of in zip(row, types):
                    if cell and of in ("int", "long"):
                        int(cell)
                    if cell and of == "double":
                        assert math.isfinite(float(cell))
                if option == "nodes":
                    assert header[0] == "id:ID" and row[0] not in ids, row[0]
                    record = dict(zip(header, row))
                    ids[row[0]] = record["label"]
                    aliases = record["aliases:string[]"].split("\x1f") if record["aliases:string[]"] else []
                    known = json.loads(graph.nodes[row[0]].get("aliases", "[]"))
                    assert aliases == [cleaned(alias) for alias in known], row[0]
                else:
                    assert header[:2] == [":START_ID", ":END_ID"]
                    assert row[0] in ids and row[1] in ids, row[:2]
                    edges += 1
    nodes, _ = attributes_of(graph)
    same(ids, {key: node["label"] for key, node in nodes.items()}, "labels")
    assert edges == len(graph.edges)
    return "csv", f"neo4j/: {len(ids)} nodes, {edges} edges, every end known"


def obsidian(folder, graph):
    vault = folder / "obsidian"
    notes = {path.relative_to(vault).with_suffix("").as_posix(): path for path in vault.rglob("*.md")}
    assert len(notes) == len(graph.nodes)
    # A link names the note only, so no two may have one name, in whatever case.
    stems = {path.stem for path in notes.values()}
    assert len({stem.lower() for stem in stems}) == len(notes)
    links, titles = 0, {}
    for path in notes.values():
        text = path.read_text("utf-8")
        head, body = text.removeprefix("---\n").split("\n---\n", 1)
        fields = dict(line.split(": ", 1) for line in head.split("\n") if not line.startswith(" ") and ": " in line)
        titles[json.loads(fields["id"])] = json.loads(fields["title"])
        for target in re.findall(r"^- \[\[([^\]|]+)(?:\|[^\]|]*)?\]\]", body, re.MULTILINE):
            assert target in stems, f"{path}: {target}"
            links += 1
    same(titles, {key: node["label"] for key, node in graph.nodes.items()}, "titles")
    assert links == 2 * len(graph.edges), "each edge stands in the notes of both its ends"
    if len(graph.edges) > SLOW_LIMIT:
        return "Obsidian's rules", f"obsidian/: {len(notes)} notes, {links} links"
    read = obsidiantools.Vault(vault).connect()
    assert not read.nonexistent_notes, read.nonexistent_notes[:3]
    assert read.graph.number_of_nodes() == len(notes)
    return "obsidiantools", f"obsidian/: {len(notes)} notes, {links} links, none leads nowhere"


CHECKS = [
    # file, how many edges at most, check
    ("graph.graphml", None, graphml_schema),
    ("graph.graphml", None, graphml_networkx),
    ("graph.graphml", None, graphml_igraph),
    ("graph.graphml", None, names_are_unique),
    ("graph.json", None, json_networkx),
    ("graph.cyjs", None, cyjs_networkx),
    ("graph.gexf", None, gexf_schema),
    ("graph.gexf", None, gexf_networkx),
    ("graph.jsonld", None, rdf_oxigraph),
    ("graph.jsonld", SLOW_LIMIT, rdf_rdflib),
    ("graph.jsonld", SLOW_LIMIT, jsonld_pyld),
    ("remote/graph.jsonld", SLOW_LIMIT, jsonld_remote),
    ("graph.dot", SLOW_LIMIT, dot_pydot),
    ("graph.dot", LAYOUT_LIMIT, dot_graphviz),
    ("csv", None, csv_readers),
    ("csv", None, csv_duckdb),
    ("csv", None, csv_types),
    ("neo4j", None, neo4j),
    ("kuzu", SLOW_LIMIT, kuzu),
    ("graph.ttl", SHACL_LIMIT, shacl),
    ("obsidian", None, obsidian),
]


def version_of(reader):
    if reader == "Graphviz":
        said = subprocess.run(["dot", "-V"], capture_output=True, text=True, check=True).stderr
        return said.split()[4]
    try:
        return version(reader)
    except ModuleNotFoundError:
        return ".".join(map(str, sys.version_info[:2]))


def main():
    folder = pathlib.Path(sys.argv[1])
    graph = Graph(folder)
    failed = False
    for name, limit, check in CHECKS:
        if not (folder / name).exists():
            continue
        if limit is not None and len(graph.edges) > limit:
            print(f"  -- {check.__name__}: left out, more than {limit} edges")
            continue
        if check is dot_graphviz and shutil.which("dot") is None:
            print("  -- dot_graphviz: left out, Graphviz is not installed")
            continue
        try:
            reader, said = check(folder, graph)
            print(f"  ok {reader} {version_of(reader)}: {said}")
        except Exception as error:
            failed = True
            print(f"  FAILED {check.__name__}: {type(error).__name__}: {str(error)[:2000]}")
    sys.exit(failed)


main()
