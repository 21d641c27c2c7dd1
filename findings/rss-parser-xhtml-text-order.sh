#!/bin/sh
# Library:  rss-parser 3.13.0 (npm), with the xml2js 0.5.0 that it asks for.
# Input:    an Atom entry whose content has type="xhtml" (RFC 4287, 3.1.1.3),
#           with two emphasized words inside one sentence.
# Expected: `content` holds the sentence in its order; the RFC wants the markup
#           inside the div to be handled as XHTML, where order is meaning.
# Seen:     all plain text comes first and all child elements after it, so the
#           sentence is shuffled in `content` and in `contentSnippet`: "Mara
#           thanks  and not .OttoIda". Nothing says who was thanked any more.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund rss-parser@3.13.0 xml2js@0.5.0

cat > read.js <<'JS'
const Parser = require("rss-parser");

const feed = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>Kettle Hour</title><id>tag:kettle.example,2024:show</id><updated>2024-03-01T10:00:00Z</updated>
  <entry>
    <title>Green leaves</title><id>tag:kettle.example,2024:1</id><updated>2024-03-01T10:00:00Z</updated>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Mara thanks <b>Otto</b> and not <b>Ida</b>.</div></content>
  </entry>
</feed>`;

new Parser().parseString(feed).then(({ items: [item] }) => {
  console.log("content:       ", item.content);
  console.log("contentSnippet:", item.contentSnippet);
  if (item.contentSnippet !== "Mara thanks  and not .OttoIda" || item.content.includes("<b>Otto</b> and not")) {
    console.error("the behaviour has changed");
    process.exit(1);
  }
});
JS
node read.js
