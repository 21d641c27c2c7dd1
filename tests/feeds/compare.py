#!/usr/bin/env python3
"""Compares what the feed reader makes of other projects' test feeds with what they make of them.

    compare.py READ.jsonl VERDICTS.tsv [READER=READ.jsonl]...

READ.jsonl is what the example `feed_items` printed; a READER (the crate rss, podcast-partytime) printed its
own. Each feed is read by feedparser and by podcastparser as well; of feed-rs's feeds the answers that it ships
count (`.serde.json`). Counts of items, titles, guids,
dates (as instants) and durations are compared. Every difference has to match a line of VERDICTS.tsv (reader,
file, field, verdict, why), and every line there has to match a difference: what changes is seen.
"""

import datetime
import email.utils
import fnmatch
import html
import json
import logging
import re
import sys
from collections import Counter
from pathlib import Path

import feedparser
import podcastparser

# What Python's readers say of broken feeds on the way is theirs.
logging.disable(logging.CRITICAL)


def plain(text):
    """A title as it is to be shown, whatever a reader leaves of HTML in it."""
    if text is None:
        return None
    for _ in range(2):
        text = html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", text))
    return " ".join(text.split()) or None


def instant(text):
    """Seconds since 1970 of an ISO 8601 date; without a zone it is taken for UTC, as readers do."""
    if not text:
        return None
    at = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    if at.tzinfo is None:
        at = at.replace(tzinfo=datetime.timezone.utc)
    return int(at.timestamp())


def ours(read):
    for item in read.get("items", []):
        yield {
            "title": plain(item["title"] or item["itunes_title"]),
            "guid": item["identity"],
            "has_guid": item["guid"] is not None,
            "enclosed": item["enclosed"],
            "told": bool(item["title"] or item["description"]),
            "published": instant(item["published"] or item["updated"]),
            "duration": item["duration"] and int(item["duration"]),
            "files": set(item["enclosures"]),
            "chapters": [[int(start), plain(title)] for start, title in item["chapters"]],
            "chapters_file": item["chapters_file"],
            "transcripts": set(item["transcripts"]),
            "people": item["podcast_people"],
            "number": item["number"],
        }


def by_feedparser(path):
    read = feedparser.parse(path)
    for entry in read.entries:
        at = entry.get("published_parsed") or entry.get("updated_parsed") or entry.get("created_parsed")
        yield {
            "title": plain(entry.get("title")),
            "guid": entry.get("id") or entry.get("link"),
            "published": at and int(datetime.datetime(*at[:6], tzinfo=datetime.timezone.utc).timestamp()),
            "files": {file.href for file in entry.get("enclosures", []) if file.get("href")},
            "chapters": [
                [int(chapter["start_parsed"].total_seconds()), plain(chapter.get("title"))]
                for chapter in entry.get("psc_chapters", {}).get("chapters", [])
                if chapter.get("start_parsed") is not None
            ],
        }


def by_podcastparser(path):
    with open(path, "rb") as stream:
        read = podcastparser.parse("", stream)
    for episode in read["episodes"]:
        yield {
            "title": plain(episode["title"]),
            "guid": episode["guid"] or None,
            "published": int(episode["published"]) or None,
            "duration": episode["total_time"] or None,
            "files": {file["url"] for file in episode["enclosures"]},
            "chapters": [[int(chapter["start"]), plain(chapter["title"])] for chapter in episode.get("chapters", [])],
            "chapters_file": episode.get("chapters_json_url"),
            "transcripts": {episode[key] for key in ("transcript_url",) if episode.get(key)},
            "people": [person["name"] for person in episode.get("persons", [])],
            "number": episode.get("number"),
        }


def by_feed_rs(path):
    read = json.loads(Path(path).with_suffix(".serde.json").read_text())
    for entry in read["entries"]:
        title = entry.get("title") or {}
        seconds = [media["duration"]["secs"] for media in entry.get("media", []) if media.get("duration")]
        yield {
            "title": plain(title.get("content")),
            "guid": entry.get("id"),
            "published": instant(entry.get("published") or entry.get("updated")),
            "duration": seconds[0] if seconds else None,
        }


def rfc_2822(text):
    """Seconds since 1970 of a date that its reader leaves as it is."""
    try:
        at = email.utils.parsedate_to_datetime(text or "")
    except ValueError:
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=datetime.timezone.utc)
    return int(at.timestamp())


def clock(text):
    """Seconds of a duration that its reader leaves as it is; None for what is no plain one."""
    parts = (text or "").strip().split(":")
    if not all(part.isdigit() for part in parts):
        return None
    return sum(int(part) * 60**at for at, part in enumerate(reversed(parts))) or None


def printed(reader, path):
    """What a reader of another language printed of a feed."""
    read = PRINTED[reader][path]
    if "refused" in read:
        raise ValueError(read["refused"])
    for item in read["items"]:
        known = {field: value for field, value in item.items() if value is not None}
        known["title"] = plain(item["title"])
        known["files"] = set(item["files"])
        known["transcripts"] = set(item["transcripts"])
        if reader == "rss":
            # It hands dates and durations on: what cannot be read of them is not its difference.
            for field, read_as in [("published", rfc_2822), ("duration", clock)]:
                value = read_as(known.pop(field, None))
                if value is not None:
                    known[field] = value
        yield known


PRINTED = {}
READERS = {
    "feedparser": by_feedparser,
    "podcastparser": by_podcastparser,
    "feed-rs": by_feed_rs,
    "rss": lambda path: printed("rss", path),
    "partytime": lambda path: printed("partytime", path),
}


def readers_of(path):
    yield "feedparser"
    # It reads RSS alone, and of its items those alone that have a file.
    if b"<enclosure" in Path(path).read_bytes():
        yield "podcastparser"
    if Path(path).with_suffix(".serde.json").exists():
        yield "feed-rs"
    # It reads RSS alone, the other RSS 2.0 alone.
    head = Path(path).read_bytes()[:4096]
    if b"<channel" in head:
        yield "rss"
    if b"<rss" in head:
        yield "partytime"


def differences(read):
    """Yields (reader, field, what we say, what the reader says)."""
    mine = list(ours(read))
    if "refused" in read:
        version = feedparser.parse(read["file"]).version
        if version:
            yield "feedparser", "refused", read["refused"], version
        return
    for reader in readers_of(read["file"]):
        try:
            theirs = list(READERS[reader](read["file"]))
        except Exception as refused:  # Whatever stops a reader is a difference to be named.
            if mine:
                yield reader, "refused", f"{len(mine)} items", type(refused).__name__
            continue
        # podcastparser puts the newest first.
        if reader == "podcastparser":
            key = lambda item: (item.get("guid") or "", item.get("title") or "")
            mine_here, theirs = sorted(mine, key=key), sorted(theirs, key=key)
        elif reader == "partytime":
            # It leaves out items that have not all of this.
            needed = ("has_guid", "enclosed", "told")
            mine_here = [item for item in mine if all(item[field] for field in needed)]
        else:
            mine_here = mine
        if len(mine_here) != len(theirs):
            yield reader, "count", len(mine_here), len(theirs)
            continue
        for item, other in zip(mine_here, theirs):
            for field in other:
                # Of items without a guid nobody knows one: feedparser says so, feed-rs makes one up.
                if field == "guid" and (other[field] is None or not item["has_guid"] and reader == "feed-rs"):
                    continue
                # Files of media:content count as enclosures for us alone.
                has_all = isinstance(other[field], set) and other[field] <= item[field]
                if item[field] != other[field] and not has_all:
                    yield reader, field, item[field], other[field]


def main():
    reads = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
    for reader, printed_by in (argument.split("=", 1) for argument in sys.argv[3:]):
        of_reader = map(json.loads, open(printed_by, encoding="utf-8"))
        PRINTED[reader] = {read["file"]: read for read in of_reader}
    lines = open(sys.argv[2], encoding="utf-8").read().splitlines()
    verdicts = [line.split("\t") for line in lines if line and not line.startswith("#")]
    used = Counter()
    unknown = 0
    compared = Counter()
    for read in reads:
        file = "/".join(read["file"].split("/")[-3:])
        compared["files"] += 1
        compared["items"] += len(read.get("items", []))
        for reader, field, mine, other in differences(read):
            compared["differences"] += 1
            for index, (of, pattern, about, *_) in enumerate(verdicts):
                if of == reader and about in (field, "*") and fnmatch.fnmatch(file, pattern):
                    used[index] += 1
                    break
            else:
                unknown += 1
                print(f"{reader}\t{file}\t{field}\tours {mine!r}\ttheirs {other!r}")
    for index, verdict in enumerate(verdicts):
        if not used[index]:
            unknown += 1
            print("no such difference any more: " + "\t".join(verdict), file=sys.stderr)
    summary = ", ".join(f"{number} {what}" for what, number in compared.items())
    print(f"{summary}, {unknown} without a verdict", file=sys.stderr)
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
