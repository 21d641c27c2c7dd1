#!/bin/sh
# Library:  webvtt-py 0.6.0 (Python).
# Input:    one WebVTT cue in which two people speak, each in a voice span.
# Expected: question and answer stay with their speakers. WebVTT lets a cue hold
#           any number of voice spans, and a span may be left open only where it
#           covers the whole cue, so closed spans as here are the correct form.
# Seen:     `caption.voice` is the first name, `caption.text` is both sentences
#           without the second name: the answer is put into the mouth of the one
#           who asked. The second speaker is only found in `raw_text`.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check webvtt-py==0.6.0

cat > talk.vtt <<'VTT'
WEBVTT

00:00:01.000 --> 00:00:04.000
<v Mara Lindqvist>Did you sell the shop?</v>
<v Otto Brandt>Never.</v>
VTT

cat > read.py <<'PY'
import sys
import webvtt

(caption,) = webvtt.read("talk.vtt").captions
print(f"voice {caption.voice!r}, text {caption.text!r}")
same = caption.voice == "Mara Lindqvist" and caption.text == "Did you sell the shop?\nNever."
sys.exit(0 if same else "the behaviour has changed")
PY
venv/bin/python read.py
