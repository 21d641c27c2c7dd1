#!/bin/sh
# Library:  python-frontmatter 1.3.0 (Python), with PyYAML 6.0.3.
# Input:    a Markdown note without front matter that begins with a thematic
#           break (`---`, CommonMark 4.1) and has another one further down.
# Expected: no metadata and the whole text as content: the docstring of `parse`
#           promises the original text where there is no front matter.
# Seen:     everything between the two rules is gone. It is read as YAML, which
#           makes it a string; what isn't a mapping is dropped without an error.
#           Saving the post afterwards deletes the paragraph from the file.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-frontmatter==1.3.0 PyYAML==6.0.3

cat > note.md <<'MD'
---

Mara Lindqvist and Otto Brandt talk about the first harvest.

---

Recorded in the old tea house.
MD

cat > read.py <<'PY'
import sys
import frontmatter

post = frontmatter.load("note.md")
print(f"metadata {post.metadata!r}, content {post.content!r}")
same = post.metadata == {} and post.content == "Recorded in the old tea house."
sys.exit(0 if same else "the behaviour has changed")
PY
venv/bin/python read.py
