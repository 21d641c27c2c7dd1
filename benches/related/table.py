"""The README's table of recommendations out of what the scorer of shared/relate says.

usage: table.py SHARED ALL.json EARLIER.json FIGURES

ALL.json and EARLIER.json are written by `relate.py score … --json`, the second one with `--earlier`.
"""
import json
import pathlib
import sys

COLUMNS = ["showgraph", "text alone", "earlier episodes only: showgraph", "text alone"]
# What the shows are, as shared/relate/README.md says it.
SHOWS = {
    "ado": "technical, English",
    "castalio": "interviews, Portuguese",
    "axrp": "research, English, with transcripts",
    "breadcrumbs": "conversation, English",
    "binaergewitter": "technical, German",
}


def row(title, linking, figures):
    return "\t".join([title, str(linking)] + [f"{figure:.3f}".removeprefix("0") for figure in figures])


def main(shared, every, earlier, figures):
    results = [json.loads(pathlib.Path(path).read_text()) for path in (every, earlier)]
    scored = [result[method] for result in results for method in ("showgraph", "tfidf")]
    key = next(name for name in next(iter(scored[0].values())) if name.lower().startswith("ndcg"))
    rows, total = [], 0
    for show, title in SHOWS.items():
        linking = len(json.loads((pathlib.Path(shared) / "relate" / show / "gold.json").read_text()))
        total += linking
        rows.append(row(title, linking, [method[show][key] for method in scored]))
    means = [sum(method[show][key] for show in SHOWS) / len(SHOWS) for method in scored]
    rows.append(row("mean of these five shows", total, means))
    header = "\t".join(["nDCG@10", "linking episodes"] + COLUMNS)
    pathlib.Path(figures).write_text("\n".join([header, *rows]) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
