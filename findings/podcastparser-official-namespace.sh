#!/bin/sh
# Library:  podcastparser 0.6.11 (Python).
# Input:    the same item twice, with the two namespace names of the podcast
#           namespace: the address of its document on GitHub, and the short
#           one, https://podcastindex.org/namespace/1.0.
# Expected: the same result. The namespace's document names the short address as
#           the namespace and asks readers to take both for the same.
# Seen:     with the short address persons, transcript and chapters are dropped
#           without an error or a warning; with the address on GitHub they are
#           all there.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check podcastparser==0.6.11

cat > read.py <<'PY'
import io
import sys
import podcastparser

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:podcast="{}"><channel>
  <title>Kettle Hour</title><link>https://kettle.example/</link>
  <description>Talks about tea.</description>
  <item>
    <title>Green leaves</title>
    <guid isPermaLink="false">kettle-1</guid>
    <enclosure url="https://kettle.example/1.mp3" type="audio/mpeg" length="1"/>
    <podcast:person role="guest">Otto Brandt</podcast:person>
    <podcast:transcript url="https://kettle.example/1.vtt" type="text/vtt"/>
    <podcast:chapters url="https://kettle.example/1.json" type="application/json+chapters"/>
  </item>
</channel></rss>"""
LONG = "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"
SHORT = "https://podcastindex.org/namespace/1.0"

def podcast_fields(uri):
    data = io.BytesIO(FEED.format(uri).encode())
    (episode,) = podcastparser.parse("https://kettle.example/feed.xml", data)["episodes"]
    return {
        "persons": [person["name"] for person in episode.get("persons", [])],
        "transcript": episode.get("transcript_url"),
        "chapters": episode.get("chapters_json_url"),
    }

long, short = podcast_fields(LONG), podcast_fields(SHORT)
print(f"{LONG}: {long}")
print(f"{SHORT}: {short}")
same = long == {
    "persons": ["Otto Brandt"],
    "transcript": "https://kettle.example/1.vtt",
    "chapters": "https://kettle.example/1.json",
} and short == {"persons": [], "transcript": None, "chapters": None}
sys.exit(0 if same else "the behaviour has changed")
PY
venv/bin/python read.py
