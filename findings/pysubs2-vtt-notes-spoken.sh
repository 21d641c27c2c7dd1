#!/bin/sh
# Library:  pysubs2 1.8.1 (Python).
# Input:    a WebVTT transcript with a comment block and a named cue between two
#           spoken lines.
# Expected: two cues with the spoken words only. In WebVTT a block that begins
#           with NOTE is a comment which readers skip, and the line before a cue's
#           times is its identifier (any text, not only a number).
# Seen:     comment and identifier are appended to the words of the cue before
#           them, so an editor's private remark becomes speech. A file whose
#           identifiers are numbers comes out right.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pysubs2==1.8.1

cat > read.py <<'PY'
import sys
import pysubs2

TALK = """WEBVTT

{}
00:00:01.000 --> 00:00:04.000
Did you sell the shop?

{}00:00:05.000 --> 00:00:06.000
Never.
"""

def spoken(first, between):
    return [cue.plaintext for cue in pysubs2.SSAFile.from_string(TALK.format(first, between), "vtt")]

numbered = spoken("1", "2\n")
named = spoken("question", "NOTE ask the lawyer before we publish\n\nanswer\n")
print("numbers:         ", numbered)
print("comment and name:", named)
same = numbered == ["Did you sell the shop?", "Never."] and named == [
    "Did you sell the shop?\n\nNOTE ask the lawyer before we publish\n\nanswer",
    "Never.",
]
sys.exit(0 if same else "the behaviour has changed")
PY
venv/bin/python read.py
