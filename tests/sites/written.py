"""The sites that are compared: what their files are, and which of their pages are episodes."""

import os
import re
from dataclasses import dataclass, field


@dataclass
class Site:
    """A whole site. Paths are below its top folder."""

    name: str
    generator: str
    # What the paths of episodes begin with, as a regular expression.
    episodes: str
    # Where an episode is written that links to all others, and its front matter.
    links: str
    links_front: str = "---\ntitle: Links\ndate: 2024-06-01\nepisode: 900\n---\n"
    files: dict = field(default_factory=dict)
    # Folders that are copied into it: from where, and to where.
    copied: dict = field(default_factory=dict)
    # Changes the files before they are built.
    mend: object = None
    # What Hugo needs to build it, as TOML.
    build: str = ""
    # Pages that the generator publishes and showgraph on purpose does not.
    held_back: tuple = ()
    # Pages whose titles showgraph reads otherwise on purpose.
    titles: tuple = ()
    status: int = 0


def page(front, body="Words about the shore.\n"):
    """A file with front matter in YAML."""
    return f"---\n{front}\n---\n{body}"


def of_corpora(own, shared):
    """The notes of this repository as the sites that they are, and those of two other shows."""
    sites = [
        Site(
            name="own-hugo",
            generator="hugo",
            episodes="content/post/",
            links="content/post/links.md",
            copied={f"{own}/platform-hour": ""},
            mend=without_theme,
        ),
        Site(
            name="own-jekyll",
            generator="jekyll",
            episodes="_posts/",
            links="_posts/2024-06-01-links.md",
            copied={f"{own}/crate-and-keel": ""},
        ),
    ]
    hugo = 'baseURL = "https://cloud.example/"\ntitle = "Cloud"\n[permalinks.page]\npost = "/post/:slug/"\n'
    if os.path.isdir(f"{shared}/gcp-podcast"):
        sites.append(
            Site(
                name="shared-hugo",
                generator="hugo",
                episodes="content/post/",
                links="content/post/links/index.md",
                files={"hugo.toml": hugo},
                copied={f"{shared}/gcp-podcast": "content/post"},
                mend=closed_transcripts,
            )
        )
    if os.path.isdir(f"{shared}/rustacean-station"):
        sites.append(
            Site(
                name="shared-jekyll",
                generator="jekyll",
                episodes="_posts/",
                links="_posts/2024-06-01-links.md",
                files={
                    "_config.yml": "title: Station\nurl: https://station.example\npermalink: /episode/:slug/\n"
                },
                copied={f"{shared}/rustacean-station": "_posts"},
            )
        )
    return sites


def without_theme(root):
    """The theme of our own site is not there."""
    path = f"{root}/config.toml"
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(re.sub("theme = .*\n", "", text))
    closed_transcripts(root)


def closed_transcripts(root):
    """Closes transcript shortcodes: Hugo stops at one that is never closed, showgraph reads on."""
    for folder, _, files in os.walk(root):
        for name in files:
            path = os.path.join(folder, name)
            if not name.endswith(".md"):
                continue
            with open(path, encoding="utf-8") as file:
                text = file.read()
            if "{{< transcript" in text and "{{< /transcript" not in text:
                with open(path, "a", encoding="utf-8") as file:
                    file.write("\n{{< /transcript >}}\n")

