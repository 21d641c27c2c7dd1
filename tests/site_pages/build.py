"""Builds a site with Hugo and one with Eleventy out of sample notes and the pages of `showgraph site`.

    build.py SHOWGRAPH HUGO TOOLS
"""

import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

SHOWGRAPH, HUGO, TOOLS = sys.argv[1], sys.argv[2], os.path.abspath(sys.argv[3])
WORK = os.path.join(TOOLS, "work")
HOSTILE = 'Bees {{< ref "x" >}} {% raw %} {{ 1 }} </script><script>alert(1)</script> & `a` *b* <!-- é'


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def run(*command, cwd=None):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, (command, done.stdout[-2000:], done.stderr[-2000:])
    return done


def files(folder):
    found = {}
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


class Page(HTMLParser):
    """The links of a page, its JSON-LD, and the elements that it has."""

    def __init__(self, html):
        super().__init__()
        self.links, self.jsonld, self.tags, self.text, self.inside = [], [], [], "", None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.append(tag)
        if tag == "a" and attributes.get("href"):
            self.links.append(attributes["href"])
        self.inside = "jsonld" if attributes.get("type") == "application/ld+json" else tag
        if self.inside == "jsonld":
            self.jsonld.append("")

    def handle_endtag(self, _):
        self.inside = None

    def handle_data(self, data):
        if self.inside == "jsonld":
            self.jsonld[-1] += data
        else:
            self.text += data


def check(public, below, expected):
    """Follows every link of the pages below an address."""
    pages, links = 0, 0
    for name, html in files(public).items():
        if not name.startswith(below) or not name.endswith(".html"):
            continue
        page = Page(html.decode("utf-8"))
        assert name.endswith("index.html"), name
        here = "/" + name[: -len("index.html")]
        pages += 1
        for link in page.links:
            parts = urlsplit(urljoin("https://site.example" + here, link))
            assert parts.netloc == "site.example", (name, link)
            target = os.path.join(public, unquote(parts.path).lstrip("/"))
            target = os.path.join(target, "index.html") if parts.path.endswith("/") else target
            assert os.path.isfile(target), f"{name}: {link} leads nowhere"
            links += 1
        for text in page.jsonld:
            data = json.loads(text)
            assert data["@context"] == "https://schema.org" and data["hasPart"], (name, data)
        assert page.tags.count("script") == len(page.jsonld), name
    assert pages == expected and links > 2 * pages, (pages, expected, links)
    return pages, links


def rerun(notes, pages, *flags):
    """Writes the pages; again they are the same, the producer's own are kept, and dropped ones vanish."""
    command = [SHOWGRAPH, "--quiet", "site", notes, "-o", pages, *flags]
    run(*command)
    first = files(pages)
    own = [name for name in first if name.endswith(".md")]
    write(f"{pages}/by-hand.md", "---\ntitle: By hand\n---\nMine.\n")
    write(f"{pages}/guests/nobody.md", "")
    taken = next(name for name in sorted(own) if "index" not in name)
    mine = first[taken].decode().replace("generated_by: showgraph\n", "").replace("episodes", "instalments")
    write(f"{pages}/{taken}", mine)
    run(*command)
    second = files(pages)
    assert second.pop("by-hand.md") and second.pop("guests/nobody.md") == b""
    assert second.pop(taken) == mine.encode()
    assert ".showgraph-files" in second and taken.encode() not in second[".showgraph-files"].split(b"\n")
    changed = [name for name in second if name != ".showgraph-files" and second[name] != first[name]]
    assert not changed and len(second) == len(first) - 1, changed
    # The page is given back: the mark stands in it again.
    os.remove(f"{pages}/by-hand.md")
    os.remove(f"{pages}/guests/nobody.md")
    write(f"{pages}/{taken}", first[taken].decode())
    run(*command)
    assert files(pages) == first
    related = json.loads(first["related.json"])
    assert related and all("recommendations" in one for one in related)
    return len(own)


def hugo():
    site = f"{WORK}/hugo"
    shutil.copytree("tests/corpus/platform-hour/content", f"{site}/content")
    for name, body in files(f"{site}/content").items():
        # The sample does not close all that it opens, which stops Hugo.
        write(f"{site}/content/{name}", re.sub(r"{{< /[^>]*>}}", "", body.decode("utf-8")))
    for number in (1, 2):
        write(
            f"{site}/content/post/hostile-{number}/index.md",
            f"---\ntitle: {json.dumps(HOSTILE + str(number))}\ndate: 2024-0{number}-01\nguests: [\"Ann <b>Quill</b> {{{{< x >}}}}\"]\n"
            f"tags: [Kubernetes, Bigtable]\n---\nKubernetes and Bigtable with bees.\n",
        )
    head = '{{ with .Params.showgraph.jsonld }}<script type="application/ld+json">{{ . | safeJS }}</script>{{ end }}'
    write(f"{site}/hugo.toml", 'baseURL = "https://site.example/"\ntitle = "Site"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n')
    for layout in ("single", "list"):
        write(f"{site}/layouts/_default/{layout}.html", f"<title>{{{{ .Title }}}}</title>{head}{{{{ .Content }}}}")
    write(f"{site}/layouts/index.html", "home")
    for name in SHORTCODES:
        write(f"{site}/layouts/shortcodes/{name}.html", "")
    count = rerun(f"{site}/content", f"{site}/content/topics", "--episode-pages", "/post/{stem}/")
    run(HUGO, "--quiet", "--source", site, "--destination", f"{site}/public", cwd=site)
    print("hugo: %d pages, %d links" % check(f"{site}/public", "topics/", count))


def eleventy():
    site = f"{WORK}/eleventy"
    shutil.copytree("tests/corpus/tideline", f"{site}/notes")
    write(f"{site}/notes/episodes/0199.md", f"---\ntitle: {json.dumps(HOSTILE)}\nnumber: 199\n---\nKubernetes and a hostile title.\n")
    write(
        f"{site}/_includes/topic.njk",
        "<title>{{ title }}</title>{% if showgraph.jsonld %}"
        '<script type="application/ld+json">{{ showgraph.jsonld | safe }}</script>{% endif %}{{ content | safe }}',
    )
    # The notes' own templates are not of interest here: their pages need only be there.
    write(f"{site}/episodes.njk", "---\npagination:\n  data: stems\n  size: 1\n  alias: stem\npermalink: /episodes/{{ stem }}/\n---\n{{ stem }}\n")
    stems = [name[:-3] for name in os.listdir(f"{site}/notes/episodes") if name.endswith(".md")]
    write(f"{site}/_data/stems.json", json.dumps(stems))
    write(f"{site}/.eleventyignore", "notes/\n")
    write(f"{site}/package.json", '{"type": "module"}')
    count = rerun(f"{site}/notes", f"{site}/topics", "--episode-pages", "/episodes/{stem}/", "--layout", "topic.njk")
    run("node", f"{TOOLS}/node_modules/@11ty/eleventy/cmd.cjs", "--quiet", cwd=site)
    print("eleventy: %d pages, %d links" % check(f"{site}/_site", "topics/", count))


def hostile_titles(public):
    """No title became markup: it stands there as it was written."""
    found = 0
    for name, html in files(public).items():
        if name.startswith("topics/") and name.endswith(".html"):
            page = Page(html.decode("utf-8"))
            found += HOSTILE in page.text
    assert found, "the hostile title is on no page"


# The shortcodes that a theme would have.
SHORTCODES = {
    part.split()[0]
    for body in files("tests/corpus/platform-hour/content").values()
    for part in body.decode("utf-8").split("{{< ")[1:]
} - {"figure", "ref", "relref", "youtube"}
hugo()
hostile_titles(f"{WORK}/hugo/public")
eleventy()
