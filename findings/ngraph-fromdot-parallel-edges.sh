#!/bin/sh
# Library:  ngraph.fromdot 7.1.0 (npm).
# Input:    a DOT file in which one person is both the host and a guest of the
#           same show: two edges between the same nodes, with different labels.
# Expected: two edges. The DOT language makes one edge for every statement, and
#           only the keyword `strict` forbids several between the same nodes.
# Seen:     one edge, with the label of the last statement; the relation written
#           first is lost without an error. A graph made with
#           `multigraph: true` and passed as second argument keeps both.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund ngraph.fromdot@7.1.0

cat > read.js <<'JS'
const fromDot = require("ngraph.fromdot");

const graph = fromDot(`digraph {
  mara -> kettle_hour [label="host of"]
  mara -> kettle_hour [label="guest of"]
}`);
const labels = [];
graph.forEachLink((link) => { labels.push(link.data.label); });
console.log("two edges in the file; read:", labels);
if (labels.length !== 1 || labels[0] !== "guest of") {
  console.error("the behaviour has changed");
  process.exit(1);
}
JS
node read.js
