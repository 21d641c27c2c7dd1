// Where nodes stand. Nothing here is left to chance: places to start from follow from the order of
// the nodes, the worker runs a fixed number of rounds, so the same graph gives the same picture.

import Graph from "graphology";
import FA2Layout from "graphology-layout-forceatlas2/worker";
import noverlap from "graphology-layout-noverlap";
import type { Model, Node } from "./data";
import type { Visible } from "./visible";

export interface Point {
  x: number;
  y: number;
}

export type Places = Map<Node, Point>;

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/** The n-th seed of a sunflower: even density, no direction preferred. */
function seed(n: number, spacing: number): Point {
  const radius = spacing * Math.sqrt(n + 0.5);
  return { x: radius * Math.cos(n * GOLDEN_ANGLE), y: radius * Math.sin(n * GOLDEN_ANGLE) };
}

/** Radius of a node in pixels. */
export type Radius = (node: Node) => number;

/** Nodes grow with their weight, as far as all of them together leave most of the map free. */
export function radii(nodes: Node[], width: number, height: number): Radius {
  const budget = 0.08 * width * height;
  const least = Math.max(1.6, Math.min(3.5, Math.sqrt(budget / (12 * Math.max(1, nodes.length)))));
  const scaled = (most: number) => (node: Node) => {
    if (node.kind === "show") return least + 0.4 * most;
    if (node.kind === "episode") return least + 1;
    return least + most * Math.max(0, Math.min(1, node.weight)) ** 0.75;
  };
  for (let most = 17; most > 5; most -= 1) {
    const area = nodes.reduce((sum, node) => sum + Math.PI * scaled(most)(node) ** 2, 0);
    if (area <= budget) return scaled(most);
  }
  return scaled(5);
}

/** Ties of these say little about what belongs together: nearly every episode has them. */
const LOOSE = new Set(["part_of_show", "hosted_by", "sponsored_by"]);
const CLOSE = new Set(["about", "has_guest", "part_of", "affiliated_with", "has_page"]);

/**
 * How strongly two nodes are drawn together: what many speak of draws little, what few share draws
 * much, and members of one topic draw each other more than strangers.
 */
function pull(relations: string[], rarity: number, kin: boolean): number {
  if (relations.every((relation) => LOOSE.has(relation))) return 0.01;
  const base = relations.some((relation) => CLOSE.has(relation)) ? 2 : 1;
  return base * rarity * (kin ? 3 : 0.6);
}

/** The places that the page was written with. */
export function stored(model: Model): Places {
  return new Map(model.nodes.flatMap((node) => (node.at ? [[node, { x: node.at[0], y: node.at[1] }]] : [])));
}

/** Starting places: members of a topic together, topics round the middle, heaviest first. */
function start(model: Model, nodes: Node[], topics: Map<Node, string | undefined>): Places {
  const groups = new Map<string, Node[]>(model.topics.map((topic) => [topic.key, []]));
  for (const node of nodes) {
    const key = topics.get(node) ?? "";
    const group = groups.get(key);
    if (group) group.push(node);
    else groups.set(key, [node]);
  }
  const places: Places = new Map();
  const filled = [...groups.values()].filter((group) => group.length > 0);
  const spread = filled.length > 1 ? 14 * Math.sqrt(nodes.length) : 0;
  filled.forEach((group, at) => {
    const angle = (2 * Math.PI * at) / filled.length;
    group.forEach((node, n) => {
      const { x, y } = seed(n, 8);
      places.set(node, { x: x + spread * Math.cos(angle), y: y + spread * Math.sin(angle) });
    });
  });
  return places;
}

/** The topic that most of a node's neighbours have. */
function guess(node: Node): string | undefined {
  const votes = new Map<string, number>();
  for (const edge of [...node.out, ...node.in]) {
    const topic = (edge.from === node ? edge.to : edge.from).theme;
    if (topic !== undefined) votes.set(topic, (votes.get(topic) ?? 0) + edge.weight);
  }
  return [...votes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
}

/** Places for newcomers: beside the neighbours that have one already. */
export function settle(shown: Visible, places: Places): void {
  const near = new Map<Node, Node[]>();
  for (const { from, to } of shown.ties) {
    if (places.has(from) && !places.has(to)) near.set(to, [...(near.get(to) ?? []), from]);
    if (places.has(to) && !places.has(from)) near.set(from, [...(near.get(from) ?? []), to]);
  }
  const extent = Math.sqrt(places.size + 1) * 14;
  shown.nodes.forEach((node) => {
    if (places.has(node)) return;
    const hosts = (near.get(node) ?? []).map((host) => places.get(host) as Point);
    const step = seed(node.index % 61, 9);
    if (hosts.length === 0) {
      const edge = seed(node.index % 997, 1);
      const length = Math.hypot(edge.x, edge.y) || 1;
      places.set(node, { x: (edge.x / length) * extent * 1.1, y: (edge.y / length) * extent * 1.1 });
      return;
    }
    const x = hosts.reduce((sum, host) => sum + host.x, 0) / hosts.length;
    const y = hosts.reduce((sum, host) => sum + host.y, 0) / hosts.length;
    places.set(node, { x: x + step.x, y: y + step.y });
  });
}

/** A layout that is on its way; `stop` ends it where it stands. */
export interface Run {
  done: Promise<void>;
  stop(): void;
}

function rounds(order: number): number {
  return order > 1500 ? 260 : order > 500 ? 400 : 600;
}

/** Moves nodes apart that would overlap when the layout fills a map of this size. */
function part(graph: Graph, model: Model, radius: Radius, width: number, height: number): void {
  const extent = (axis: "x" | "y") => {
    const values = graph.mapNodes((_, at) => at[axis] as number);
    return Math.max(1, Math.max(...values) - Math.min(...values));
  };
  const unit = Math.max(extent("x") / Math.max(width, 100), extent("y") / Math.max(height, 100));
  graph.updateEachNodeAttributes((key, at) => ({ ...at, size: radius(model.nodes[Number(key)] as Node) * unit }));
  noverlap.assign(graph, {
    maxIterations: graph.order < 600 ? 200 : 80,
    settings: { ratio: 1.1, margin: 1.5 * unit, expansion: 1.05, gridSize: 30, speed: 4 },
  });
}

/** Sets nodes with one neighbour round it, the heaviest nearest, away from the middle of the whole. */
function hang(graph: Graph, nodes: Node[], ends: Map<Node, Node[]>, radius: Radius): void {
  const hung = new Map<Node, number>();
  for (const node of nodes) {
    const host = ends.get(node)?.[0];
    if (graph.hasNode(node.index) || !host) continue;
    const at = graph.hasNode(host.index) ? graph.getNodeAttributes(host.index) : { x: 0, y: 0 };
    const n = hung.get(host) ?? 0;
    hung.set(host, n + 1);
    const step = seed(n + 1, 7);
    graph.addNode(node.index, { x: at["x"] + step.x, y: at["y"] + step.y, size: radius(node) });
  }
}

/** Brings a layout to the size and shape of a screen: the middle at 0, room for each node. */
function rescale(graph: Graph, aspect: number): void {
  let x = 0;
  let y = 0;
  graph.forEachNode((_, at) => {
    x += at["x"] / graph.order;
    y += at["y"] / graph.order;
  });
  const distances = graph.mapNodes((_, at) => Math.hypot(at["x"] - x, at["y"] - y)).sort((a, b) => a - b);
  const reach = distances[Math.floor(distances.length * 0.9)] || 1;
  const factor = (Math.sqrt(graph.order) * 15) / reach;
  const spread = (axis: "x" | "y", middle: number) =>
    graph.mapNodes((_, at) => Math.abs(at[axis] - middle)).sort((a, b) => a - b)[Math.floor(graph.order * 0.95)] || 1;
  const stretch = Math.max(0.72, Math.min(1.4, Math.sqrt((aspect * spread("y", y)) / spread("x", x))));
  graph.updateEachNodeAttributes((_, at) => {
    const [dx, dy] = [(at["x"] - x) * factor * stretch, ((at["y"] - y) * factor) / stretch];
    // A few far nodes must not make everything else small: beyond the reach, distance counts less.
    const far = Math.hypot(dx, dy) / (reach * factor);
    const shrink = far > 1 ? (1 + Math.log(far) * 0.6) / far : 1;
    return { ...at, x: dx * shrink, y: dy * shrink };
  });
}

/**
 * Lays out what is shown: ForceAtlas2 in a worker, then a pass that frees what overlaps.
 *
 * `width` and `height` are those of the map in pixels; `progress` is called after each round with the
 * share that is done.
 */
export function layout(model: Model, shown: Visible, places: Places, width: number, height: number, radius: Radius, progress: (share: number) => void): Run {
  const graph = new Graph({ type: "undirected" });
  const topics = new Map(shown.nodes.map((node) => [node, node.theme ?? guess(node)]));
  const ends = new Map<Node, Node[]>(shown.nodes.map((node) => [node, []]));
  for (const { from, to } of shown.ties) {
    ends.get(from)?.push(to);
    ends.get(to)?.push(from);
  }
  // What hangs on a single node takes no part: it is set beside its host when that has its place.
  const inner = shown.nodes.filter((node) => (ends.get(node)?.length ?? 0) !== 1 || node.kind === "episode");
  const from = start(model, inner, topics);
  for (const node of inner) graph.addNode(node.index, { ...from.get(node), size: radius(node) });
  const episodes = Math.max(2, inner.filter(({ kind }) => kind === "episode").length);
  for (const tie of shown.ties) {
    if (!graph.hasNode(tie.from.index) || !graph.hasNode(tie.to.index)) continue;
    const crowd = Math.min(episodes, ends.get(tie.to)?.length ?? 1);
    const rarity = Math.max(0.02, 1 - Math.log(crowd) / Math.log(episodes)) ** 1.5;
    const kin = topics.get(tie.from) !== undefined && topics.get(tie.from) === topics.get(tie.to);
    graph.mergeEdge(tie.from.index, tie.to.index, { weight: pull(tie.relations, rarity, kin) });
  }

  const finish = () => {
    rescale(graph, width / Math.max(1, height));
    hang(graph, shown.nodes, ends, radius);
    // Each pass may widen the whole, which then is drawn smaller: the second makes up for the first.
    for (let pass = 0; pass < 2; pass++) part(graph, model, radius, width, height);
    graph.forEachNode((key, at) => places.set(model.nodes[Number(key)] as Node, { x: at["x"], y: at["y"] }));
  };

  let stopped = false;
  let stop = () => {};
  const done = new Promise<void>((resolve) => {
    if (graph.order < 2) {
      finish();
      resolve();
      return;
    }
    const total = rounds(graph.order);
    const worker = new FA2Layout(graph, {
      settings: {
        barnesHutOptimize: graph.order > 400,
        barnesHutTheta: 0.7,
        edgeWeightInfluence: 1,
        gravity: 0.4,
        linLogMode: true,
        outboundAttractionDistribution: false,
        scalingRatio: 1,
        slowDown: 1 + Math.log(graph.order),
        strongGravityMode: false,
      },
    });
    let round = 0;
    stop = () => {
      if (stopped) return;
      stopped = true;
      worker.kill();
      resolve();
    };
    graph.on("eachNodeAttributesUpdated", () => {
      if (stopped) return;
      round += 1;
      progress(round / total);
      if (round < total) return;
      stopped = true;
      worker.stop();
      // The supervisor still asks for one more round; it is told to end once it has.
      setTimeout(() => {
        worker.kill();
        finish();
        resolve();
      });
    });
    worker.start();
  });
  return { done, stop: () => stop() };
}
