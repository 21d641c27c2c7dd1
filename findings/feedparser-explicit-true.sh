#!/bin/sh
# Library:  feedparser 6.0.14 (Python).
# Input:    itunes:explicit with the values that Apple's guide to podcast RSS
#           asks for, `true` and `false`, and with the older `yes`.
# Expected: `true` means explicit, as `yes` did; `false` means not explicit.
# Seen:     only `yes` gives True. `true` and `false` both give None, so an
#           explicit episode of a feed that follows today's guide can't be told
#           from a clean one, and `if entry.itunes_explicit` lets it pass.
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
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>
  <title>Kettle Hour</title><link>https://kettle.example/</link>
  <description>Talks about tea.</description>
  <item><title>Scalded</title><itunes:explicit>{}</itunes:explicit></item>
</channel></rss>"""

seen = {
    value: feedparser.parse(FEED.format(value)).entries[0].itunes_explicit
    for value in ("yes", "true", "false")
}
for value, flag in seen.items():
    print(f"<itunes:explicit>{value}</itunes:explicit>: {flag}")
sys.exit(0 if seen == {"yes": True, "true": None, "false": None} else "the behaviour has changed")
PY
venv/bin/python read.py
