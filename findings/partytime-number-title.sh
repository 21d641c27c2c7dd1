#!/bin/sh
# Library:  podcast-partytime 5.0.0 (npm).
# Input:    RSS items whose title is written in digits only (an episode about a
#           year), whose guid is "0012", and whose person is called "1984".
# Expected: the text as written. RSS 2.0 knows no numbers here: title and guid
#           are strings, and a guid has to be compared as it stands.
# Seen:     text that looks like a number is read as one. The title and the
#           person disappear, the guid loses its zeros ("12"), and an item
#           which has such a title and no description is left out altogether.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund podcast-partytime@5.0.0

cat > read.mjs <<'JS'
import { parseFeed } from "podcast-partytime";

const feed = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel>
  <title>Books on Air</title><link>https://books.example/</link>
  <description>One novel an episode.</description><language>en</language>
  ${["A Winter Tale", "1984", "2666"].map((title, i) => `<item>
    <title>${title}</title>
    ${title === "2666" ? "" : "<description>We read it aloud.</description>"}
    <guid isPermaLink="false">00${12 + i}</guid>
    <podcast:person role="guest">${title === "1984" ? "1984" : "Otto Brandt"}</podcast:person>
    <enclosure url="https://books.example/${i}.mp3" type="audio/mpeg" length="1"/>
  </item>`).join("")}
</channel></rss>`;

const seen = parseFeed(feed).items.map((item) => [
  item.title ?? null,
  item.guid,
  (item.podcastPeople ?? []).map((person) => person.name),
]);
console.log("three items in the feed; read:", JSON.stringify(seen));
const today = [
  ["A Winter Tale", "12", ["Otto Brandt"]],
  [null, "13", []],
];
if (JSON.stringify(seen) !== JSON.stringify(today)) {
  console.error("the behaviour has changed");
  process.exit(1);
}
JS
node read.mjs
