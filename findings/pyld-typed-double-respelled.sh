#!/bin/sh
# Library:  PyLD 3.3.0 (Python).
# Input:    a JSON-LD edge whose confidence is text with the type xsd:double, and
#           one whose confidence is text with the type xsd:decimal.
# Expected: N-Quads with the texts as they are. By the JSON-LD 1.1 API (Object to
#           RDF Conversion) only JSON numbers are turned into canonical doubles;
#           a text is the lexical form already.
# Seen:     the double is parsed and written anew, with digits that the text does
#           not have, and so is another term than the same number in the N-Quads
#           that were exported beside it. The decimal stays what it is.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check PyLD==3.3.0

cat > read.py <<'PY'
import sys
from pyld import jsonld

def quads(datatype):
    document = {
        "@id": "https://podcast.example/edge/1",
        "https://podcast.example/confidence": {
            "@value": "0.933",
            "@type": "http://www.w3.org/2001/XMLSchema#" + datatype,
        },
    }
    return jsonld.to_rdf(document, {"format": "application/n-quads"}).split(" ", 2)[2].split("^^")[0]

double, decimal = quads("double"), quads("decimal")
print("double: ", double)
print("decimal:", decimal)
same = (double, decimal) == ('"9.330000000000001E-1"', '"0.933"')
sys.exit(0 if same else "the behaviour has changed")
PY
venv/bin/python read.py
