"""Answers every saved query once more with pyoxigraph and rdflib over the exported files.

    queries.py BINARY FOLDER

FOLDER is an output folder with graph.json, graph.jsonld and graph.nq. The text of a query goes to
the other stores as it stands, so its defaults count; `showgraph query` runs with no parameters.
Rows must be the same in the same order, constructed triples must be the same set.
"""

import json
import pathlib
import subprocess
import sys
from decimal import Decimal

import pyoxigraph
import rdflib

# A literal is what stands in the file, not what rdflib would write.
rdflib.NORMALIZE_LITERALS = False

QUERIES = pathlib.Path(__file__).parents[2] / "queries"
XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float")}


def literal(value, datatype, language=None):
    """Numbers by their value: 50 and 50.0 are one decimal."""
    if datatype in NUMBERS:
        return ("number", Decimal(value).normalize())
    return ("literal", value, None if datatype == XSD + "string" else datatype, language)


def of_json(term):
    if term is None:
        return None
    if term["type"] == "uri":
        return ("iri", term["value"])
    return literal(term["value"], term.get("datatype"), term.get("xml:lang"))


def of_oxigraph(term):
    if term is None:
        return None
    if isinstance(term, pyoxigraph.NamedNode):
        return ("iri", term.value)
    return literal(term.value, term.datatype.value, term.language)


def of_rdflib(term):
    if term is None:
        return None
    if isinstance(term, rdflib.URIRef):
        return ("iri", str(term))
    return literal(str(term), str(term.datatype) if term.datatype else None, term.language)


def ours(binary, folder, path):
    """The form of an answer and the answer."""
    text = path.read_text("utf-8")
    construct = "\nCONSTRUCT " in text
    command = [binary, "query", path.stem, "--graph", str(folder / "graph.json")]
    command += ["--format", "nquads" if construct else "json"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode in (0, 1) and not done.stderr, done.stderr
    if construct:
        store = pyoxigraph.Store()
        store.load(done.stdout.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
        triples = {tuple(of_oxigraph(term) for term in quad.triple) for quad in store}
        return "triples", triples
    answer = json.loads(done.stdout)
    if "boolean" in answer:
        return "truth", answer["boolean"]
    columns = answer["head"]["vars"]
    rows = answer["results"]["bindings"]
    return "rows", [tuple(of_json(row.get(column)) for column in columns) for row in rows]


def by_oxigraph(store, text):
    answer = store.query(text)
    if isinstance(answer, pyoxigraph.QueryBoolean):
        return "truth", bool(answer)
    if isinstance(answer, pyoxigraph.QueryTriples):
        return "triples", {tuple(of_oxigraph(term) for term in triple) for triple in answer}
    return "rows", [tuple(of_oxigraph(term) for term in row) for row in answer]


def by_rdflib(graph, text):
    answer = graph.query(text)
    if answer.type == "ASK":
        return "truth", answer.askAnswer
    if answer.type == "CONSTRUCT":
        return "triples", {tuple(of_rdflib(term) for term in triple) for triple in answer}
    return "rows", [tuple(of_rdflib(term) for term in row) for row in answer]


def difference(found, expected):
    if found[0] == "triples":
        lost, more = expected[1] - found[1], found[1] - expected[1]
        return f"{len(lost)} triples are missing, {len(more)} too many: {[*lost, *more][:2]}"
    if found[0] == "rows":
        for at, (one, other) in enumerate(zip(found[1], expected[1])):
            if one != other:
                return f"row {at + 1}: {one}, expected {other}"
        return f"{len(found[1])} rows, expected {len(expected[1])}"
    return f"{found[1]}, expected {expected[1]}"


def main():
    binary, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    oxigraph = pyoxigraph.Store()
    oxigraph.bulk_load(path=str(folder / "graph.nq"), format=pyoxigraph.RdfFormat.N_QUADS)
    # The other file, so that both are proved.
    from_jsonld = rdflib.Graph()
    from_jsonld.parse(folder / "graph.jsonld", format="json-ld")
    stores = [
        (f"pyoxigraph {pyoxigraph.__version__}: graph.nq", lambda text: by_oxigraph(oxigraph, text)),
        (f"rdflib {rdflib.__version__}: graph.jsonld", lambda text: by_rdflib(from_jsonld, text)),
    ]
    paths = sorted(QUERIES.glob("*.rq"))
    assert len(paths) >= 16, "the queries are there"
    failed = False
    for name, ask in stores:
        same = 0
        for path in paths:
            expected = ours(binary, folder, path)
            try:
                found = ask(path.read_text("utf-8"))
            except Exception as error:
                failed = True
                print(f"  FAILED {name}, {path.stem}: {type(error).__name__}: {str(error)[:500]}")
                continue
            if found == expected:
                same += 1
            else:
                failed = True
                print(f"  FAILED {name}, {path.stem}: {difference(found, expected)[:500]}")
        print(f"  ok {name}: {same} of {len(paths)} queries with the same answer")
    sys.exit(failed)


main()
