"""Compares what showgraph finds on whole sites with what their generators publish.

Every episode that the generator publishes has to be one, and nothing else; title, date and the links
between episodes have to be the generator's. To see that addresses are known, too, each site gets an
episode more, which links to the address of every other.
"""

import argparse
import datetime
import html
import json
import os
import re
import shutil
import subprocess
import sys
from urllib.parse import unquote, urljoin, urlsplit

import generators
import written
from hugo_sites import HUGO
from jekyll_sites import JEKYLL

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))


def main():
    parser = argparse.ArgumentParser()
    for name in ["showgraph", "work", "hugo", "jekyll"]:
        parser.add_argument("--" + name)
    parser.add_argument("only", nargs="*")
    arguments = parser.parse_args()
    arguments.work = os.path.abspath(arguments.work)
    programs = {"hugo": arguments.hugo, "jekyll": arguments.jekyll}
    for name, program in programs.items():
        if not program:
            print(f"{name} is not installed: its sites are passed over")
    shutil.rmtree(arguments.work, ignore_errors=True)
    faults = count = 0
    for site in HUGO + JEKYLL + corpora():
        if not programs[site.generator] or arguments.only and site.name not in arguments.only:
            continue
        said = list(compare(site, programs[site.generator], arguments))
        count += 1
        faults += len(said)
        print(f"{'differs' if said else 'same   '} {site.name}")
        for fault in said:
            print(f"    {fault}")
    print(f"{count} sites, {faults} differences")
    sys.exit(min(faults, 1))


def compare(site, program, arguments):
    """Says what differs on one site."""
    root = os.path.join(arguments.work, site.name)
    for path, text in site.files.items():
        generators.write(os.path.join(root, path), text)
    for folder, below in site.copied.items():
        shutil.copytree(folder, os.path.join(root, below), dirs_exist_ok=True)
    if site.mend:
        site.mend(root)
    pages = publish(site, program, root)
    # The addresses are known now: one more episode links to each.
    links = "".join(
        f"- [Episode {number}]({page['url'] if number % 2 else urlsplit(page['url']).path})\n"
        for number, page in enumerate(pages)
    )
    generators.write(os.path.join(root, site.links), site.links_front + links)
    pages = publish(site, program, root)

    graph, status = read(arguments, root)
    episodes = {}
    for node in graph["nodes"]:
        if node["attributes"]["kind"] == "episode":
            episodes[node["attributes"]["source"]] = (node["key"], node["attributes"])
    if status != site.status:
        yield f"exit status {status}, expected {site.status}"
    expected = {page["file"] for page in pages} - set(site.held_back)
    # The translations of an episode are one with it: of each only one file is named.
    keys = {page["file"]: page["key"] for page in pages}
    found = {keys.get(file, file) for file in episodes}
    for key in sorted({keys[file] for file in expected} - found):
        yield f"{key}: published, and no episode"
    for file in sorted(set(episodes) - expected):
        yield f"{file}: not published, and an episode"
    for page in pages:
        if page["file"] in episodes:
            yield from facts(site, page, episodes[page["file"]][1])
    yield from references(pages, episodes, graph)


def publish(site, program, root):
    """The episodes that the generator publishes."""
    if site.generator == "hugo":
        pages = generators.hugo(program, root, site.build)
    else:
        pages = generators.jekyll(program, root)
    return [page for page in pages if re.match(site.episodes, page["file"])]


def read(arguments, root):
    """The graph that showgraph makes of a site, and its exit status."""
    output = root + ".graph"
    command = [arguments.showgraph, "export", root, "-o", output, "--format", "json", "--quiet"]
    run = subprocess.run(command)
    with open(f"{output}/graph.json", encoding="utf-8") as file:
        return json.load(file), run.returncode


def facts(site, page, episode):
    """Says which facts of an episode differ."""
    title = " ".join(page["title"].split())
    if title and html.unescape(title) != episode["label"] and page["file"] not in site.titles:
        yield f"{page['file']}: title {episode['label']!r}, published {title!r}"
    ours, theirs = episode.get("date"), page["date"]
    if theirs.startswith("0001") and ours is None:
        return
    if ours is None or not same_date(ours, theirs):
        yield f"{page['file']}: date {ours}, published {theirs}"


def same_date(ours, theirs):
    """Whether a date is the published one, as exactly as it is given."""
    theirs = datetime.datetime.fromisoformat(theirs.replace("Z", "+00:00"))
    if "T" not in ours:
        # A day without a time is midnight in the site's own zone.
        return ours == theirs.date().isoformat()
    ours = datetime.datetime.fromisoformat(ours.replace("Z", "+00:00"))
    if ours.tzinfo is None:
        ours = ours.replace(tzinfo=theirs.tzinfo)
    return ours == theirs


def address(url):
    """An address in one form."""
    parts = urlsplit(url)
    path = re.sub(r"/(index\.html)?$", "", unquote(parts.path))
    return parts.netloc.removeprefix("www."), path.lower()


def references(pages, episodes, graph):
    """Says which links between episodes differ."""
    by_address = {}
    for page in pages:
        for alias in [page["url"], *(page["aliases"] or [])]:
            by_address[address(urljoin(page["url"], alias))] = page["file"]
    expected = set()
    for page in pages:
        for href in re.findall(r'<a\s[^>]*href="([^"]*)"', page["content"]):
            target = by_address.get(address(urljoin(page["url"], html.unescape(href))))
            if target and target != page["file"] and target in episodes and page["file"] in episodes:
                expected.add((page["file"], target))
    files = {key: file for file, (key, _) in episodes.items()}
    found = {
        (files[edge["source"]], files[edge["target"]])
        for edge in graph["edges"]
        if edge["attributes"]["relation"] == "refers_to"
    }
    for pair in sorted(expected - found):
        yield "{}: links to {}, not found".format(*pair)
    for pair in sorted(found - expected):
        yield "{}: links to {}, not published so".format(*pair)


def corpora():
    """The notes of this repository, and of other shows where they lie beside it, as sites."""
    return written.of_corpora(f"{TOP}/tests/corpus", f"{os.environ.get('SHOWGRAPH_SHARED', f'{TOP}/../shared')}/corpora")


main()
