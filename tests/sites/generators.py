"""Asks Hugo and Jekyll for the pages of a site: file, title, date, address, aliases and content."""

import json
import os
import re
import subprocess

HUGO_PAGES = """\
{{- $pages := slice -}}
{{- range site.RegularPages -}}
{{- $aliases := slice -}}
{{- range .Aliases -}}
{{- $aliases = $aliases | append (cond (hasPrefix . "/") (absURL (strings.TrimPrefix "/" .)) (print "../" .)) -}}
{{- end -}}
{{- $pages = $pages | append (dict "file" .File.Filename "title" .Title "date" .Date "url" .Permalink
    "aliases" $aliases "key" .TranslationKey "content" .Content) -}}
{{- end -}}
{{- $pages | jsonify -}}
"""

JEKYLL_PAGES = """\
---
layout: null
permalink: /pages.json
---
[{% for page in site.documents %}{% unless forloop.first %},{% endunless %}
{"file": {{ page.relative_path | jsonify }}, "title": {{ page.title | jsonify }},
 "date": {{ page.date | date_to_xmlschema | jsonify }}, "url": {{ page.url | absolute_url | jsonify }},
 "content": {{ page.content | jsonify }}}{% endfor %}]
"""


def write(path, text):
    """Writes a file with its folders."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def hugo(program, site, config):
    """The pages that Hugo publishes, of all languages. `config` is further configuration, as TOML.

    What the site itself does not need to be built is added aside: a template that lists the pages, and
    empty templates for the shortcodes that its theme would have.
    """
    aside = site + ".build"
    write(f"{aside}/layouts/index.json", HUGO_PAGES)
    for name in shortcodes(site):
        if not os.path.exists(f"{site}/layouts/shortcodes/{name}.html"):
            write(f"{aside}/layouts/shortcodes/{name}.html", "{{ with .Inner }}{{ . }}{{ end }}")
    write(
        f"{aside}/hugo.toml",
        'disableKinds = ["taxonomy", "term", "RSS", "sitemap", "404"]\n[outputs]\nhome = ["json"]\n'
        "[markup.goldmark.renderer]\nunsafe = true\n"
        f'[[module.mounts]]\nsource = "{aside}/layouts"\ntarget = "layouts"\n' + config,
    )
    own = next(
        name
        for name in ["hugo.toml", "hugo.yaml", "config.toml", "config/_default/hugo.toml"]
        if os.path.exists(f"{site}/{name}")
    )
    command = [program, "--source", site, "--destination", f"{aside}/public", "--logLevel", "error"]
    if own.startswith("config/"):
        write(f"{site}/config/pages/hugo.toml", open(f"{aside}/hugo.toml").read())
        command += ["--environment", "pages"]
    else:
        command += ["--config", f"{site}/{own},{aside}/hugo.toml"]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        raise SystemExit(f"{site}: Hugo says: {run.stdout}{run.stderr}")
    pages = []
    for folder, _, files in sorted(os.walk(f"{aside}/public")):
        if "index.json" in files:
            with open(f"{folder}/index.json", encoding="utf-8") as file:
                pages += json.load(file)
    for page in pages:
        page["file"] = os.path.relpath(page["file"], site)
    return pages


def includes(site):
    """The names of the files that a site's posts include, as those of a theme are."""
    names = set()
    for folder, _, files in os.walk(site):
        for name in files:
            if name.endswith((".md", ".markdown")):
                with open(f"{folder}/{name}", encoding="utf-8") as file:
                    names |= set(re.findall(r"{%-?\s*include\s+([\w./-]+)", file.read()))
    return names


def shortcodes(site):
    """The names of the shortcodes that a site's pages use, less those that Hugo has itself."""
    own = {"ref", "relref", "figure", "youtube", "vimeo", "highlight", "param", "details", "qr"}
    names = set()
    for folder, _, files in os.walk(f"{site}/content"):
        for name in files:
            if name.endswith(".md"):
                with open(f"{folder}/{name}", encoding="utf-8") as file:
                    names |= set(re.findall(r"{{[<%]\s*/?\s*([\w-]+)", file.read()))
    return names - own


def jekyll(program, site):
    """The posts and documents that Jekyll publishes."""
    aside = site + ".build"
    for name in includes(site):
        if not os.path.exists(f"{site}/_includes/{name}"):
            write(f"{site}/_includes/{name}", "")
    # A page of the site: Jekyll renders documents before pages.
    write(f"{site}/pages.json", JEKYLL_PAGES)
    command = [program, "build", "--quiet", "--disable-disk-cache"]
    command += ["--source", site, "--destination", aside]
    subprocess.run(command, check=True, env={**os.environ, "JEKYLL_NO_BUNDLER_REQUIRE": "true", "TZ": "UTC"})
    os.remove(f"{site}/pages.json")
    with open(f"{aside}/pages.json", encoding="utf-8") as file:
        # Files of a collection without front matter are listed, too, without a path.
        pages = [page for page in json.load(file) if page["file"]]
    for page in pages:
        if not os.path.exists(f"{site}/{page['file']}"):
            # The path begins below the folder for collections.
            [folder] = [name for name in os.listdir(site) if os.path.exists(f"{site}/{name}/{page['file']}")]
            page["file"] = f"{folder}/{page['file']}"
        page["aliases"] = []
        page["key"] = page["file"]
    return pages
