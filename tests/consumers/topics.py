"""Has skosify look at the concept scheme that `showgraph topics` writes: it must have nothing to mend.

usage: topics.py TOPICS.jsonld

skosify completes, repairs and checks SKOS vocabularies: what it adds or removes was missing or wrong.
"""
import logging
import sys

import rdflib
import skosify
from rdflib.namespace import RDF, SKOS

# Relations of schema.org and of our own, which SKOS says nothing about.
logging.getLogger().addFilter(lambda record: not record.getMessage().startswith("Don't know what to do with relation"))


class Complaints(logging.Handler):
    def __init__(self):
        super().__init__(logging.WARNING)
        self.said = []

    def emit(self, record):
        self.said.append(record.getMessage())


def main(path):
    complaints = Complaints()
    logging.getLogger().addHandler(complaints)
    written = rdflib.Graph().parse(path)
    mended = skosify.skosify(path)
    failures = [f"skosify: {said}" for said in complaints.said]
    failures += [f"skosify removes {' '.join(triple)}" for triple in sorted(set(written) - set(mended))]
    failures += [f"skosify adds {' '.join(triple)}" for triple in sorted(set(mended) - set(written))]
    concepts = set(written.subjects(RDF.type, SKOS.Concept))
    if not concepts:
        failures.append("there is no skos:Concept")
    if failures:
        sys.exit("\n".join(failures))
    print(f"  {len(concepts)} concepts, nothing to mend")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
