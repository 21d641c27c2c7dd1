"""Scores exports of labelled episodes: a row per family of shows, a column per kind.

usage: table.py SHOWGRAPH SHARED WORK

SHOWGRAPH  the binary
SHARED     holds gold/ (labelled episodes) and eval/score.py
WORK       a scratch folder, made anew

Fails when a figure is below its floor in floors.json.
"""
import importlib.util
import json
import pathlib
import shutil
import subprocess
import sys

KINDS = ["person", "host", "guest", "product", "organization", "concept", "event"]


def load_scorer(path):
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gather(work, name, sets):
    """Copies notes and labels of several sets into one folder each, and the labels by family too."""
    notes, labels = work / name / "notes", work / name / "labels"
    families = {}
    for folder in (notes, labels / "all"):
        folder.mkdir(parents=True)
    for note_set, label_set in sets:
        for label in sorted(label_set.glob("*.json")):
            family = label.stem.split("-")[0]
            (labels / family).mkdir(exist_ok=True)
            families[family] = labels / family
            shutil.copy(label, labels / "all")
            shutil.copy(label, labels / family)
            shutil.copy(note_set / f"{label.stem}.md", notes)
    return notes, {**dict(sorted(families.items())), "all": labels / "all"}


def export(showgraph, notes, output):
    run = subprocess.run([showgraph, "export", notes, "-o", output, "--format", "graphml", "--quiet"])
    if run.returncode > 1:
        sys.exit(f"the export of {notes} failed with status {run.returncode}")
    return output / "graph.graphml"


def print_table(title, rows):
    print(f"\n{title}: precision / recall / F1")
    print(f"{'':12s}" + "".join(f"{kind:^20s}" for kind in KINDS) + f"{'macro F1':>9s}")
    for family, result in rows.items():
        cells = (" / ".join(f"{result[kind][figure]:.3f}"[1:] if result[kind][figure] < 1 else "1.00"
                            for figure in ("precision", "recall", "f1")) for kind in KINDS)
        print(f"{family:12s}" + "".join(f"{cell:^20s}" for cell in cells) + f"{result['macro_f1']:9.3f}")


def main(showgraph, shared, work):
    shutil.rmtree(work, ignore_errors=True)
    scorer = load_scorer(shared / "eval" / "score.py")
    gold = shared / "gold"
    parts = {
        "notes": [(gold / "notes", gold / "labels"), (gold / "notes-only", gold / "labels-notes")],
        "full": [(gold / "full", gold / "labels")],
    }
    floors = json.loads((pathlib.Path(__file__).parent / "floors.json").read_text())
    failures = []
    for part, sets in parts.items():
        notes, families = gather(work, part, sets)
        found = scorer.predictions(export(showgraph, notes, work / part / "output"))
        rows = {family: scorer.score(found, labels, part == "notes") for family, labels in families.items()}
        print_table(part, rows)
        for kind, figures in floors[part].items():
            for figure, floor in figures.items():
                got = rows["all"][kind][figure]
                if got < floor:
                    failures.append(f"{part}: {figure} of {kind} is {got:.3f}, below its floor {floor:.3f}")
    print()
    if failures:
        sys.exit("\n".join(failures))
    print("every figure is at or above its floor")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*(pathlib.Path(argument).resolve() for argument in sys.argv[1:]))
