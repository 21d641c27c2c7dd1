// Which part of the graph a state shows: pure, the same for the map, the list and the saved picture.

import { type Edge, type Model, type Node, byWeight, other } from "./data";
import type { State } from "./state";

/** More than this at once is neither drawn quickly nor read. */
export const LIMIT = 2000;

/** One line of the map: all that is said between two nodes. */
export interface Tie {
  from: Node;
  to: Node;
  relations: string[];
  weight: number;
}

export interface Visible {
  /** Heaviest first. */
  nodes: Node[];
  ties: Tie[];
  /** How many the filters would let through. */
  total: number;
  has(node: Node): boolean;
}

export function inRange(episode: Node | undefined, { from, to }: State): boolean {
  if (from === undefined && to === undefined) return true;
  if (!episode) return true;
  if (episode.day === undefined) return false;
  return episode.day >= (from ?? -Infinity) && episode.day <= (to ?? Infinity);
}

/** Whether an edge counts: its relation is on, and its episode lies in the time chosen. */
export function edgeOn(edge: Edge, state: State): boolean {
  return !state.offRelations.has(edge.relation) && inRange(edge.episode, state);
}

function nodeOn(node: Node, state: State): boolean {
  if (state.offKinds.has(node.kind)) return false;
  if (node.theme !== undefined && state.offTopics.has(node.theme)) return false;
  if (node.kind === "episode") return inRange(node, state);
  // A node that nothing speaks of in this time, or in these relations, would hang alone.
  const edges = [...node.in, ...node.out];
  return edges.length === 0 || edges.some((edge) => edgeOn(edge, state));
}

/** Everything that the filters let through, heaviest first. */
export function allowed(model: Model, state: State): Node[] {
  return model.ranked.filter((node) => nodeOn(node, state));
}

/** The part that the map draws: the weightiest, whatever was asked for by name, and the whole of an open topic. */
export function visible(model: Model, state: State): Visible {
  const through = allowed(model, state);
  const shown = new Set(through.slice(0, LIMIT));
  const asked = [...state.extra, state.node ?? ""].map((id) => model.byId.get(id));
  for (const node of asked) if (node) shown.add(node);
  for (const node of model.topicsByKey.get(state.topic ?? "")?.members ?? []) if (nodeOn(node, state)) shown.add(node);

  const ties = new Map<string, Tie>();
  for (const edge of model.edges) {
    if (edge.from === edge.to || !shown.has(edge.from) || !shown.has(edge.to) || !edgeOn(edge, state)) continue;
    const key = `${edge.from.index} ${edge.to.index}`;
    const tie = ties.get(key);
    if (!tie) ties.set(key, { from: edge.from, to: edge.to, relations: [edge.relation], weight: edge.weight });
    else {
      if (!tie.relations.includes(edge.relation)) tie.relations.push(edge.relation);
      tie.weight = Math.max(tie.weight, edge.weight);
    }
  }
  return {
    nodes: [...shown].sort(byWeight),
    ties: [...ties.values()],
    total: through.length,
    has: (node) => shown.has(node),
  };
}

/** The nodes one step from a node, by the edges that count, heaviest first. */
export function neighbours(node: Node, state: State): Node[] {
  const found = new Set<Node>();
  for (const edge of [...node.out, ...node.in]) if (edgeOn(edge, state)) found.add(other(edge, node));
  found.delete(node);
  return [...found].sort(byWeight);
}
