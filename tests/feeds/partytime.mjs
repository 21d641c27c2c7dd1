// Prints what podcast-partytime makes of feeds: one JSON object a file and line, for compare.py.
//
//     node partytime.mjs OUTPUT < FILES
//
// Is run from the folder that its packages are installed in.

import { readFileSync, writeFileSync } from "node:fs";

// Its log goes to standard output, which is why its answers do not.
process.env.LOG = "silent";
const { parseFeed } = (await import("podcast-partytime")).default;

const item = (one) => ({
  title: one.title ?? null,
  guid: one.guid || one.link || null,
  published: one.pubDate && !Number.isNaN(one.pubDate.getTime()) ? one.pubDate.getTime() / 1000 : null,
  duration: one.duration || null,
  files: one.enclosure?.url ? [one.enclosure.url] : [],
  transcripts: (one.podcastTranscripts ?? []).map((transcript) => transcript.url),
  people: (one.podcastPeople ?? []).map((person) => person.name),
  chapters_file: one.podcastChapters?.url ?? null,
});

const lines = [];
for (const file of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  let read;
  try {
    const feed = parseFeed(readFileSync(file, "utf8"));
    read = feed ? { file, items: (feed.items ?? []).map(item) } : { file, refused: "null" };
  } catch (error) {
    read = { file, refused: String(error) };
  }
  lines.push(`${JSON.stringify(read)}\n`);
}
writeFileSync(process.argv[2], lines.join(""));
