"""Runs showgraph and what else turns notes into entities over the same labelled notes, one after the other.

usage: compare.py SHOWGRAPH SHARED TOOLS WORK FIGURES

SHOWGRAPH  the binary
SHARED     holds gold/ (labelled episodes) and eval/score.py
TOOLS      a folder with the programs of requirements.txt
WORK       a scratch folder, made anew
FIGURES    what is written: a row a program, tab-separated; the README shows the same rows

Each program gets a folder of Markdown files and the time that it needs, at most ten minutes. What it finds
is scored as showgraph is: precision and recall of the labelled names of each episode, F1 of both.
"""
import collections
import importlib.metadata
import importlib.util
import json
import pathlib
import re
import resource
import shutil
import subprocess
import sys

KINDS = ["person", "organization", "product", "concept", "event"]
LIMIT = 600


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cpu_seconds(command):
    """Runs a command; its CPU time, or None where it did not end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        done = subprocess.run([str(part) for part in command], timeout=LIMIT, capture_output=True, text=True)
    except subprocess.TimeoutExpired:
        return None
    if done.returncode > 1:
        sys.exit(f"{command[0]} failed with status {done.returncode}:\n{done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def prediction(kind, label):
    return {"kind": kind, "label": label, "forms": [label], "relations": set()}


def entities_of_lines(path):
    """What spacy_entities.py wrote."""
    lines = map(json.loads, path.read_text(encoding="utf8").splitlines())
    return {line["episode"]: [prediction(*entity) for entity in line["entities"]] for line in lines}


def entities_of_textgraph(path):
    """textgraph-kg: chunks mention entities, and chunks belong to documents by their spans."""
    graph = json.loads(path.read_text(encoding="utf8"))
    episodes = {document["doc_id"]: pathlib.Path(document["path"]).stem for document in graph["docs"]}
    found = collections.defaultdict(dict)
    for edge in graph["edges"]:
        parts = edge["object"].split(":", 2)
        if edge["predicate"] == "MENTIONS" and parts[0] == "entity":
            for span in edge["source_spans"]:
                found[episodes[span["doc_id"]]][parts[1].lower(), parts[2]] = None
    return {episode: [prediction(*entity) for entity in entities] for episode, entities in found.items()}


def entities_of_graphify(path):
    """graphify without a language model: pages and headings; it names no kinds, so each counts as a concept."""
    graph = json.loads(path.read_text(encoding="utf8"))
    found = collections.defaultdict(list)
    for node in graph["nodes"]:
        if node.get("node_kind") != "page":
            found[pathlib.Path(node["source_file"]).stem].append(prediction("concept", node["label"]))
    return dict(found)


def main(showgraph, shared, tools, work, figures):
    shutil.rmtree(work, ignore_errors=True)
    notes, labels = work / "notes", work / "labels"
    notes.mkdir(parents=True)
    labels.mkdir()
    gold = shared / "gold"
    for note_set, label_set in [("notes", "labels"), ("notes-only", "labels-notes")]:
        for label in (gold / label_set).glob("*.json"):
            shutil.copy(label, labels)
            shutil.copy(gold / note_set / f"{label.stem}.md", notes)
    scorer = load(shared / "eval" / "score.py")
    tools = tools / "bin"
    spacy_script = pathlib.Path(__file__).parent / "spacy_entities.py"
    # graphify writes beside what it reads.
    shutil.copytree(notes, work / "graphify")
    programs = [
        ("showgraph", [showgraph, "export", notes, "-o", work / "showgraph", "--format", "graphml", "--threads", "1", "--quiet"],
         lambda: scorer.predictions(work / "showgraph" / "graph.graphml")),
        (f"spaCy {importlib.metadata.version('spacy')}, en_core_web_sm", [tools / "python", spacy_script, notes, work / "spacy.jsonl"],
         lambda: entities_of_lines(work / "spacy.jsonl")),
        (f"graphify {importlib.metadata.version('graphifyy')}, without a model", [tools / "graphify", "update", work / "graphify"],
         lambda: entities_of_graphify(work / "graphify" / "graphify-out" / "graph.json")),
        (f"textgraph-kg {importlib.metadata.version('textgraph-kg')}",
         [tools / "textgraph", "build", notes, "--json-only", work / "textgraph.json"],
         lambda: entities_of_textgraph(work / "textgraph.json")),
    ]
    rows = []
    for name, command, read in programs:
        seconds = cpu_seconds(command)
        if seconds is None:
            rows.append([name, f"more than {LIMIT}"] + ["–"] * len(KINDS))
        else:
            result = scorer.score(read(), labels, True)
            rows.append([name, f"{seconds:.2f}"] + [re.sub("^0", "", f"{result[kind]['f1']:.2f}") for kind in KINDS])
        print("\t".join(rows[-1]), flush=True)
    table = [["program", "CPU seconds"] + KINDS, *rows]
    figures.write_text("".join("\t".join(row) + "\n" for row in table), encoding="utf8")


if __name__ == "__main__":
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    # Not resolved: a program of a virtual environment is a link.
    main(*(pathlib.Path(argument).absolute() for argument in sys.argv[1:]))
