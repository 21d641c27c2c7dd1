#!/bin/sh
# Library:  feedparser 6.0.14 (Python).
# Input:    a podcast feed that announces a live show: podcast:liveItem inside
#           the channel, after the channel's own link and description.
# Expected: the show keeps its link and description. The podcast namespace says
#           that a liveItem is built like an <item>, so its link, guid and
#           description belong to the live show only.
# Seen:     no entry for the live show, and its link, description and guid
#           replace those of the show: feed.link is the page of one stream.
#           The title stays. Without the liveItem everything is right.
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
<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel>
  <title>Kettle Hour</title>
  <link>https://kettle.example/</link>
  <description>Talks about tea.</description>
  {}
  <item><title>Green leaves</title><guid isPermaLink="false">kettle-1</guid></item>
</channel></rss>"""
LIVE = """<podcast:liveItem status="pending" start="2024-03-01T18:00:00Z" end="2024-03-01T19:00:00Z">
    <title>Spring tasting</title>
    <link>https://kettle.example/live/spring</link>
    <description>We taste the first harvest.</description>
    <guid isPermaLink="false">kettle-live-1</guid>
    <enclosure url="https://kettle.example/live.mp3" type="audio/mpeg" length="1"/>
    <podcast:contentLink href="https://kettle.example/live/spring">Listen in the browser</podcast:contentLink>
  </podcast:liveItem>"""

def show(feed):
    parsed = feedparser.parse(feed)
    f = parsed.feed
    return [f.title, f.link, f.description, f.get("id")], [e.title for e in parsed.entries]

plain, live = show(FEED.format("")), show(FEED.format(LIVE))
print("without a live item:", *plain)
print("with a live item:   ", *live)
same = plain == (
    ["Kettle Hour", "https://kettle.example/", "Talks about tea.", None], ["Green leaves"]
) and live == (
    ["Kettle Hour", "https://kettle.example/live/spring", "We taste the first harvest.", "kettle-live-1"],
    ["Green leaves"],
)
sys.exit(0 if same else "the behaviour has changed")
PY
venv/bin/python read.py
