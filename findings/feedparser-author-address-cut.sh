#!/bin/sh
# Library:  feedparser 6.0.14 (Python).
# Input:    an RSS author in the usual form `address (Name)`, where the top-level
#           domain has more than four letters.
# Expected: name "Mara Lindqvist" and the whole address. RSS 2.0 gives exactly
#           this form as the example for <author>, and feedparser documents
#           `author_detail` as the name and the address taken from it.
# Seen:     the address is cut after the fourth letter of the top-level domain
#           ("mara@kettle.stud"), and the rest sticks to the name, which also
#           loses its closing bracket: "io (Mara Lindqvist". With ".org" both are
#           right. So grouping episodes by author makes a second, wrong person.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check feedparser==6.0.14

cat > read.py <<'PY'
import sys
import feedparser

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel>
  <title>Kettle Hour</title><link>https://kettle.example/</link>
  <description>Talks about tea.</description>
  <item><title>Green leaves</title><author>{}</author></item>
</channel></rss>"""

EXPECTED_TODAY = {
    "mara@kettle.org (Mara Lindqvist)": ("Mara Lindqvist", "mara@kettle.org"),
    "mara@kettle.studio (Mara Lindqvist)": ("io (Mara Lindqvist", "mara@kettle.stud"),
}
same = True
for author, today in EXPECTED_TODAY.items():
    detail = feedparser.parse(FEED.format(author)).entries[0].author_detail
    seen = (detail.get("name"), detail.get("email"))
    print(f"{author}: name {seen[0]!r}, address {seen[1]!r}")
    same = same and seen == today
sys.exit(0 if same else "the behaviour has changed")
PY
venv/bin/python read.py
