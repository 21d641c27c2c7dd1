#!/bin/sh
# Library:  feedparser 6.0.14 (Python).
# Input:    an RSS item with a host and a guest, each in its own podcast:person.
# Expected: both persons with their names. The podcast namespace says that an
#           item may hold several podcast:person and that the text of the
#           element is the person's name; feedparser's page on namespaces says
#           that elements of other namespaces are found as `prefix_element`.
# Seen:     `podcast_person` is {'role': 'guest'}: only the last element, and of
#           it only the attributes. No name is left anywhere in the entry. The
#           name comes through only where the element has no attribute at all.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check feedparser==6.0.14

cat > feed.xml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0">
  <channel>
    <title>Kettle Hour</title>
    <link>https://kettle.example/</link>
    <description>Talks about tea.</description>
    <item>
      <title>Green leaves</title>
      <guid isPermaLink="false">kettle-1</guid>
      <podcast:person role="host">Mara Lindqvist</podcast:person>
      <podcast:person role="guest">Otto Brandt</podcast:person>
    </item>
    <item>
      <title>Black leaves</title>
      <guid isPermaLink="false">kettle-2</guid>
      <podcast:person>Mara Lindqvist</podcast:person>
    </item>
  </channel>
</rss>
XML

cat > read.py <<'PY'
import sys
import feedparser

with_roles, without_role = feedparser.parse("feed.xml").entries
print("two persons with roles:  ", with_roles.podcast_person)
print("one person without a role:", without_role.podcast_person)
same = (
    with_roles.podcast_person == {"role": "guest"}
    and "Otto" not in repr(with_roles)
    and "Mara" not in repr(with_roles)
    and without_role.podcast_person == "Mara Lindqvist"
)
sys.exit(0 if same else "the behaviour has changed")
PY
venv/bin/python read.py
