// The graph as the page carries it, read into objects that know their neighbours.
//
// `showgraph view` writes the block (src/export/html/data.rs): nodes as objects with the attribute names
// of graph.json, edges as short rows that point into them. `page.fixture.ts` holds what Rust writes of a
// small graph with everything in it, so that the compiler compares the two.

export const KINDS = ["show", "episode", "person", "organization", "product", "concept", "event", "place", "work", "url"] as const;
export type Kind = (typeof KINDS)[number];

export interface RawNode {
  id: string;
  kind: Kind;
  label: string;
  aliases?: string[];
  same_as?: string[];
  description?: string;
  episodes?: number;
  mentions?: number;
  weight: number;
  topic?: string;
  /** Its place on the map, if it is shown at first: in pixels from the middle of a large one, y upwards. */
  at?: [x: number, y: number];
  source?: string;
  number?: number;
  date?: string;
  duration?: number;
  url?: string;
  category?: string;
}

/** What only some edges have. */
export interface EdgeExtra {
  seconds?: number;
  /** Where it differs from the file of the episode. */
  source?: string;
  text?: string;
  href?: string;
  role?: string;
}

export type RawEdge = [
  from: number,
  to: number,
  relation: number,
  weight: number,
  count: number,
  confidence: number,
  basis: number,
  rule: number,
  line: number,
  quote: string,
  extra?: EdgeExtra,
];

export interface RawTopic {
  key: string;
  name: string;
  parent?: string;
  /** What belongs to it beside the nodes that name it, the most characteristic first. */
  members?: number[];
  /** Of a narrower topic the episodes that talk about it; those of the widest have its key as their topic. */
  episodes?: number[];
  /** Keys of the topics nearest to it. */
  neighbours?: string[];
}

export interface RawReason {
  id: string;
  label: string;
  share: number;
}

export interface RawRecommendation {
  from: number;
  to: number;
  score: number;
  because: RawReason[];
}

export interface Payload {
  title: string;
  /** Address of a line of the notes, with {source} and {line}. */
  notes?: string;
  /** Address of a second of the audio, with {source}, {slug}, {number} and {seconds}. */
  audio?: string;
  /** Node that the page opens with. */
  start?: string;
  /** The colour of each kind. */
  colours: Record<Kind, string>;
  relations: string[];
  bases: string[];
  rules: string[];
  nodes: RawNode[];
  edges: RawEdge[];
  topics: RawTopic[];
  recommendations: RawRecommendation[];
}

export interface Node extends RawNode {
  index: number;
  aliases: string[];
  same_as: string[];
  out: Edge[];
  in: Edge[];
  /** The widest topic that its topic belongs to: what is coloured and switched. */
  theme?: string;
  /** Days since 1970, of episodes with a date. */
  day?: number;
}

export interface Edge {
  index: number;
  from: Node;
  to: Node;
  relation: string;
  weight: number;
  count: number;
  confidence: number;
  basis: string;
  rule: string;
  /** The file it was said in, and the line; 0 when the notes have no line for it. */
  source?: string;
  line: number;
  quote: string;
  seconds?: number;
  text?: string;
  href?: string;
  role?: string;
  /** The episode it was said in, where one is known. */
  episode?: Node;
}

export interface Topic {
  key: string;
  name: string;
  parent?: string;
  /** The most characteristic first; with those of its parts. */
  members: Node[];
  parts: Topic[];
  neighbours: string[];
}

export interface Recommendation {
  episode: Node;
  score: number;
  because: RawReason[];
}

export interface Model {
  title: string;
  notes?: string;
  audio?: string;
  start?: string;
  colours: Record<string, string>;
  relations: string[];
  nodes: Node[];
  edges: Edge[];
  byId: Map<string, Node>;
  /** Heaviest first. */
  ranked: Node[];
  episodes: Node[];
  /** The widest ones, largest first; none when the graph was made without topics. */
  topics: Topic[];
  /** Those and their parts. */
  topicsByKey: Map<string, Topic>;
  recommendations: Map<Node, Recommendation[]>;
}

const DAY = 86_400_000;

/** The day of an ISO 8601 date or date-time, counted from 1970. */
export function dayOf(date: string | undefined): number | undefined {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(date ?? "");
  if (!match) return undefined;
  return Math.floor(Date.UTC(Number(match[1]), Number(match[2] ?? 1) - 1, Number(match[3] ?? 1)) / DAY);
}

/** A day as YYYY-MM-DD. */
export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** Heaviest first; ties in the order of the ids, so that the picture never depends on chance. */
export function byWeight(a: Node, b: Node): number {
  return b.weight - a.weight || (b.episodes ?? 0) - (a.episodes ?? 0) || a.index - b.index;
}

/** Oldest first; those without a date last. */
export function byDate(a: Node, b: Node): number {
  return (a.day ?? Infinity) - (b.day ?? Infinity) || (a.number ?? 0) - (b.number ?? 0) || a.index - b.index;
}

/** The episodes that name a node, each once. */
export function episodesOf(node: Node): Node[] {
  const found = new Set<Node>();
  for (const edge of [...node.in, ...node.out]) if (edge.episode && edge.episode !== node) found.add(edge.episode);
  return [...found].sort(byDate);
}

export function other(edge: Edge, node: Node): Node {
  return edge.from === node ? edge.to : edge.from;
}

const bySize = (a: Topic, b: Topic) => b.members.length - a.members.length || (a.key < b.key ? -1 : 1);

/** Puts nodes into their topics, and topics into wider ones. Topics without members are left out. */
function group(named: RawTopic[], nodes: Node[], ranked: Node[]): Map<string, Topic> {
  const topics = new Map<string, RawTopic>(named.map((topic) => [topic.key, topic]));
  const members = new Map<string, Set<Node>>();
  /** A topic's key and those of the ones it belongs to, the widest last; a circle ends where it closes. */
  const line = (key: string): string[] => {
    const found: string[] = [];
    for (let at: string | undefined = key; at !== undefined && !found.includes(at); at = topics.get(at)?.parent) {
      if (!topics.has(at)) break;
      found.push(at);
    }
    return found;
  };
  const put = (node: Node, key: string) => {
    if (!topics.has(key)) topics.set(key, { key, name: "" });
    const chain = line(key);
    for (const each of chain) members.set(each, (members.get(each) ?? new Set()).add(node));
    node.theme ??= chain.at(-1);
  };
  for (const topic of named) for (const at of [...(topic.members ?? []), ...(topic.episodes ?? [])]) put(nodes[at] as Node, topic.key);
  for (const node of ranked) if (node.topic !== undefined) put(node, node.topic);

  const filled = new Map<string, Topic>();
  for (const [key, set] of members) {
    const all = [...set];
    const { name, neighbours } = topics.get(key) as RawTopic;
    // Without names of their own, topics are called by their weightiest members: things, if there are
    // any, for titles of episodes are long and people are of many topics.
    const things = all.filter(({ kind }) => kind === "concept" || kind === "product" || kind === "organization");
    const called = name || (things.length > 0 ? things : all).slice(0, 3).map((node) => node.label).join(", ");
    filled.set(key, { key, name: called, members: all, parts: [], neighbours: neighbours ?? [], parent: line(key)[1] });
  }
  for (const topic of filled.values()) filled.get(topic.parent ?? "")?.parts.push(topic);
  for (const topic of filled.values()) topic.parts.sort(bySize);
  return filled;
}

export function parse(payload: Payload): Model {
  const nodes: Node[] = payload.nodes.map((raw, index) => ({
    ...raw,
    label: raw.label.trim() || raw.id,
    index,
    aliases: raw.aliases ?? [],
    same_as: raw.same_as ?? [],
    out: [],
    in: [],
    day: dayOf(raw.date),
  }));
  // A feed holds many episodes: then the file tells of none.
  const bySource = new Map<string, Node | undefined>();
  for (const node of nodes) {
    if (node.source) bySource.set(node.source, bySource.has(node.source) ? undefined : node);
  }
  const edges = payload.edges.map((raw, index): Edge => {
    const [from, to, relation, weight, count, confidence, basis, rule, line, quote, extra] = raw;
    const edge: Edge = {
      index,
      from: nodes[from] as Node,
      to: nodes[to] as Node,
      relation: payload.relations[relation] ?? "",
      weight,
      count,
      confidence,
      basis: payload.bases[basis] ?? "",
      rule: payload.rules[rule] ?? "",
      line,
      quote,
      ...extra,
    };
    edge.source ??= edge.from.source;
    edge.episode = edge.from.kind === "episode" ? edge.from : bySource.get(edge.source ?? "");
    edge.from.out.push(edge);
    edge.to.in.push(edge);
    return edge;
  });

  const ranked = [...nodes].sort(byWeight);
  const topicsByKey = group(payload.topics, nodes, ranked);

  const recommendations = new Map<Node, Recommendation[]>();
  for (const { from, to, score, because } of payload.recommendations) {
    const episode = nodes[from] as Node;
    const list = recommendations.get(episode) ?? [];
    list.push({ episode: nodes[to] as Node, score, because });
    recommendations.set(episode, list);
  }

  return {
    title: payload.title,
    notes: payload.notes,
    audio: payload.audio,
    start: payload.start,
    colours: payload.colours,
    relations: payload.relations,
    nodes,
    edges,
    byId: new Map(nodes.map((node) => [node.id, node])),
    ranked,
    episodes: nodes.filter((node) => node.kind === "episode").sort(byDate),
    topics: [...topicsByKey.values()].filter((topic) => topic.parent === undefined).sort(bySize),
    topicsByKey,
    recommendations,
  };
}
