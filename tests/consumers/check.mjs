// Reads an output folder of showgraph with the programs of the JavaScript world.
//
//     node check.mjs FOLDER
//
// To be run from a folder that has the packages of package.json. As in check.py, graph.json is the
// measure, and what is not there is not read.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = path.resolve(process.env.CONSUMERS ?? '.', 'node_modules');
const require = createRequire(path.join(modules, 'x.js'));
const here = path.dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2];
// Slow readers get graphs of so many edges at most.
const SLOW_LIMIT = Number(process.env.CONSUMERS_LIMIT ?? 10_000);

const at = (name) => path.join(folder, name);
const read = (name) => fs.readFileSync(at(name), 'utf8');
const version = (name) => JSON.parse(fs.readFileSync(path.join(modules, name, 'package.json'))).version;

const saved = JSON.parse(read('graph.json'));

// What stands for characters that XML has no way to write.
const cleaned = (value) =>
  typeof value === 'string'
    ? value.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
    : value;
const cleanedAll = (attributes) =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, cleaned(value)]));

function count(items, of) {
  const counts = {};
  for (const item of items) counts[of(item)] = (counts[of(item)] ?? 0) + 1;
  return counts;
}

const kinds = count(saved.nodes, (node) => node.attributes.kind);
const relations = count(saved.edges, (edge) => edge.attributes.relation);
const numbers = (nodes, edges) => `${nodes} nodes, ${edges} edges`;

function graphologyJson() {
  const Graph = require('graphology');
  const graph = Graph.from(saved);
  const back = graph.export();
  const sorted = (items) => items.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  // The `id` of nodes is for others; this reader knows them by `key`.
  const nodes = saved.nodes.map(({ key, attributes }) => ({ key, attributes }));
  assert.deepEqual(sorted(back.nodes), sorted(nodes));
  assert.deepEqual(sorted(back.edges), sorted(saved.edges));
  assert.deepEqual(back.attributes, saved.attributes);
  assert.deepEqual(back.options, saved.options);
  return ['graphology', `graph.json, there and back: ${numbers(graph.order, graph.size)}`];
}

function graphologyGraphml() {
  const Graph = require('graphology');
  const { parse } = require('graphology-graphml');
  const graph = parse(Graph, read('graph.graphml'));
  assert.equal(graph.type, 'directed');
  for (const { key, attributes } of saved.nodes) {
    // The words of an episode stand in graph.json alone.
    const { r, g, b, terms, ...expected } = cleanedAll(attributes);
    // This reader makes one colour of the three.
    expected.color = '#' + [r, g, b].map((channel) => channel.toString(16).padStart(2, '0')).join('');
    assert.deepEqual(graph.getNodeAttributes(key), expected, key);
  }
  for (const { key, source, target, attributes } of saved.edges) {
    assert.deepEqual(graph.extremities(key), [source, target], key);
    assert.deepEqual(graph.getEdgeAttributes(key), cleanedAll(attributes), key);
  }
  assert.equal(graph.order, saved.nodes.length);
  assert.equal(graph.size, saved.edges.length);
  return ['graphology-graphml', `graph.graphml: ${numbers(graph.order, graph.size)}`];
}

function graphologyGexf() {
  const Graph = require('graphology');
  const { parse } = require('graphology-gexf');
  const graph = parse(Graph, read('graph.gexf'), { addMissingNodes: false });
  for (const { key, attributes } of saved.nodes) {
    const found = graph.getNodeAttributes(key);
    assert.equal(found.label, cleaned(attributes.label));
    assert.equal(found.kind, attributes.kind);
    assert.equal(found.size, attributes.size);
  }
  assert.deepEqual(count(graph.edges(), (edge) => graph.getEdgeAttribute(edge, 'relation')), relations);
  assert.equal(graph.order, saved.nodes.length);
  return ['graphology-gexf', `graph.gexf: ${numbers(graph.order, graph.size)}`];
}

function cytoscapeJson() {
  const cytoscape = require('cytoscape');
  const file = JSON.parse(read('graph.cyjs'));
  const cy = cytoscape({ headless: true, elements: file.elements, data: file.data });
  assert.deepEqual(count(cy.nodes().toArray(), (node) => node.data('kind')), kinds);
  assert.deepEqual(count(cy.edges().toArray(), (edge) => edge.data('interaction')), relations);
  for (const { key, attributes } of saved.nodes) {
    const data = cy.getElementById(key).data();
    assert.equal(data.label, attributes.label);
    assert.deepEqual(data.aliases ?? [], JSON.parse(attributes.aliases ?? '[]'));
  }
  for (const { key, source, target, attributes } of saved.edges) {
    const data = cy.getElementById(key).data();
    assert.deepEqual([data.source, data.target], [source, target]);
    assert.equal(data.source_path, attributes.source);
  }
  return ['cytoscape', `graph.cyjs: ${numbers(cy.nodes().length, cy.edges().length)}`];
}

function cytoscapeGraphml() {
  const { JSDOM } = require('jsdom');
  const cytoscape = require('cytoscape');
  const { window } = new JSDOM('');
  const jquery = require('jquery')(window);
  Object.assign(globalThis, { window, DOMParser: window.DOMParser, XMLSerializer: window.XMLSerializer });
  require('cytoscape-graphml')(cytoscape, jquery);
  // It sets an empty style on each element, against which cytoscape warns.
  cytoscape.warnings(false);
  const cy = cytoscape({ headless: true });
  cy.graphml({ layoutBy: 'null' });
  cy.graphml(read('graph.graphml'));
  assert.deepEqual(count(cy.nodes().toArray(), (node) => node.data('n_kind')), kinds);
  assert.deepEqual(count(cy.edges().toArray(), (edge) => edge.data('e_relation')), relations);
  for (const { key, attributes } of saved.nodes) {
    assert.equal(cy.getElementById(key).data('n_label'), cleaned(attributes.label), key);
  }
  return ['cytoscape-graphml', `graph.graphml: ${numbers(cy.nodes().length, cy.edges().length)}`];
}

// Writers need not agree on what they escape.
const unescaped = (line) => line.replace(/\\u(\w{4})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
const lines = (quads) => new Set(quads.split('\n').filter((line) => line !== '').map(unescaped));

async function jsonLd() {
  const jsonld = require('jsonld');
  const document = JSON.parse(read('graph.jsonld'));
  const triples = lines(await jsonld.toRDF(document, { format: 'application/n-quads' }));
  if (fs.existsSync(at('graph.nq'))) assert.deepEqual(triples, lines(read('graph.nq')));
  const flat = await jsonld.flatten(document);
  assert.equal(flat.length, saved.nodes.length + saved.edges.length);
  const frame = JSON.parse(fs.readFileSync(path.join(here, '../../src/data/frame.jsonld'), 'utf8'));
  const framed = await jsonld.frame(document, frame, { omitGraph: false });
  assert.equal(framed['@graph'].length, kinds.episode ?? 0);
  for (const episode of framed['@graph']) {
    assert.equal(episode['@type'], 'PodcastEpisode');
    // A part of a graph may have episodes without their show.
    if (kinds.show) assert.equal(typeof episode.partOfSeries, 'object');
  }
  return ['jsonld', `graph.jsonld: ${triples.size} triples, ${framed['@graph'].length} framed episodes`];
}

// A reader that takes a document piece by piece needs the types first.
async function jsonLdStreaming() {
  const { JsonLdParser } = require('jsonld-streaming-parser');
  const parser = new JsonLdParser({ streamingProfile: true });
  let quads = 0;
  await new Promise((resolve, reject) => {
    parser.on('data', () => (quads += 1)).on('error', reject).on('end', resolve);
    fs.createReadStream(at('graph.jsonld')).on('error', reject).pipe(parser);
  });
  if (fs.existsSync(at('graph.nq'))) assert.equal(quads, lines(read('graph.nq')).size);
  return ['jsonld-streaming-parser', `graph.jsonld, as a stream: ${quads} triples`];
}

function dotTsGraphviz() {
  const { parse } = require('@ts-graphviz/ast');
  const document = parse(read('graph.dot'), { maxASTNodes: 0 });
  const [graph] = document.children.filter(({ type }) => type === 'Graph');
  const found = count(graph.children, ({ type }) => type);
  const { Node: nodes = 0, Edge: edges = 0 } = found;
  assert.deepEqual([nodes, edges], [saved.nodes.length, saved.edges.length]);
  return ['@ts-graphviz/ast', `graph.dot: ${numbers(nodes, edges)}`];
}

function d3Force() {
  const { forceLink, forceSimulation } = require('d3-force');
  const { nodes, edges } = structuredClone(saved);
  const link = forceLink(edges).id(({ id }) => id);
  forceSimulation(nodes).force('link', link).stop().tick();
  for (const edge of edges) assert.equal(typeof edge.source.x, 'number');
  return ['d3-force', `graph.json: ${numbers(nodes.length, edges.length)}`];
}

// The vocabulary of schema.org as classes with their parents and the types of their properties, from
// the type declarations of schema-dts, which are generated from schema.org's own file.
function vocabulary() {
  const text = fs.readFileSync(path.join(modules, 'schema-dts/dist/schema.d.ts'), 'utf8');
  const classes = new Map();
  let current;
  for (const line of text.split('\n')) {
    const [, name, parents] = line.match(/^(?:export )?interface (\w+?)(?:Base|Leaf) extends (.*) \{/) ?? [];
    if (name) {
      current = classes.get(name) ?? { parents: new Set(), properties: new Map() };
      classes.set(name, current);
      for (const [, parent] of parents.matchAll(/(\w+)Base/g)) {
        if (parent !== name) current.parents.add(parent);
      }
    }
    const [, property, types] = line.match(/^ +"(\w+)"\?: SchemaValue<([^,]+),/) ?? [];
    if (property) current.properties.set(property, new Set(types.split('|').map((type) => type.trim())));
  }
  return classes;
}

function ancestors(classes, name, found = new Set()) {
  if (!found.has(name)) {
    found.add(name);
    for (const parent of classes.get(name)?.parents ?? []) ancestors(classes, parent, found);
  }
  return found;
}

// Properties whose values are data: of which type, as schema.org calls it.
const DATA_TYPES = {
  identifier: 'Text',
  name: 'Text',
  alternateName: 'Text',
  description: 'Text',
  sameAs: 'URL',
  url: 'URL',
  webFeed: 'URL',
  creditText: 'Text',
  genre: 'Text',
  inLanguage: 'Text',
  episodeNumber: 'Integer',
  datePublished: 'Date',
  duration: 'Duration',
};

function schemaOrg() {
  const classes = vocabulary();
  const SCHEMA = 'https://schema.org/';
  const { '@graph': graph } = JSON.parse(read('graph.jsonld'));
  const list = (value) => (Array.isArray(value) ? value : [value]);
  const types = new Map(graph.map((item) => [item['@id'], list(item['@type'])]));
  const seen = new Set();
  for (const item of graph) {
    for (const type of list(item['@type']).filter((type) => !type.includes(':'))) {
      assert.ok(classes.has(type), `${SCHEMA}${type} is no class`);
      seen.add(type);
      const lineage = ancestors(classes, type);
      for (const [property, value] of Object.entries(item)) {
        if (property.startsWith('@') || property.includes(':')) continue;
        seen.add(property);
        const owner = [...lineage].find((name) => classes.get(name)?.properties.has(property));
        assert.ok(owner, `${property} is no property of ${type}`);
        const range = classes.get(owner).properties.get(property);
        for (const one of list(value)) {
          const data = DATA_TYPES[property];
          if (data) {
            assert.ok(range.has(data), `${property} takes no ${data}: ${[...range]}`);
            continue;
          }
          const fitting = (types.get(one) ?? []).some((name) =>
            [...ancestors(classes, name)].some((parent) => range.has(parent)),
          );
          assert.ok(fitting, `${property} of ${type} takes no ${types.get(one)}: ${[...range]}`);
        }
      }
    }
  }
  return ['schema-dts', `graph.jsonld: ${seen.size} terms of schema.org, domains and ranges fit`];
}

async function mermaidParse() {
  const { JSDOM } = require('jsdom');
  const { window } = new JSDOM('');
  Object.assign(globalThis, { window, document: window.document });
  const { default: mermaid } = await import(require.resolve('mermaid'));
  const { diagramType } = await mermaid.parse(read('graph.mmd'));
  assert.equal(diagramType, 'flowchart-v2');
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(read('graph.mmd'));
  assert.equal(db.getVertices().size, saved.nodes.length);
  assert.equal(db.getEdges().length, saved.edges.length);
  return ['mermaid', `graph.mmd: ${numbers(saved.nodes.length, saved.edges.length)}`];
}

const checks = [
  ['graph.json', Infinity, 'graphology', graphologyJson],
  ['graph.graphml', Infinity, 'graphology-graphml', graphologyGraphml],
  ['graph.gexf', Infinity, 'graphology-gexf', graphologyGexf],
  ['graph.cyjs', Infinity, 'cytoscape', cytoscapeJson],
  ['graph.graphml', SLOW_LIMIT, 'cytoscape-graphml', cytoscapeGraphml],
  ['graph.jsonld', SLOW_LIMIT, 'jsonld', jsonLd],
  ['graph.jsonld', SLOW_LIMIT, 'jsonld-streaming-parser', jsonLdStreaming],
  ['graph.jsonld', Infinity, 'schema-dts', schemaOrg],
  ['graph.dot', SLOW_LIMIT, '@ts-graphviz/ast', dotTsGraphviz],
  ['graph.json', SLOW_LIMIT, 'd3-force', d3Force],
  ['graph.mmd', Infinity, 'mermaid', mermaidParse],
];

for (const [name, limit, reader, check] of checks) {
  if (!fs.existsSync(at(name))) continue;
  if (saved.edges.length > limit) {
    console.log(`  -- ${reader}: left out, more than ${limit} edges`);
    continue;
  }
  try {
    const [module, said] = await check();
    console.log(`  ok ${module} ${version(module)}: ${said}`);
  } catch (error) {
    process.exitCode = 1;
    console.log(`  FAILED ${reader}: ${String(error.stack ?? error).slice(0, 1500)}`);
  }
}
