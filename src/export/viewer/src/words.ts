// The words that people read for the words that files hold.

import type { Edge, Kind, Node } from "./data";

export const KIND_NAMES: Record<Kind, [one: string, many: string]> = {
  show: ["show", "shows"],
  episode: ["episode", "episodes"],
  person: ["person", "people"],
  organization: ["organization", "organizations"],
  product: ["product", "products"],
  concept: ["concept", "concepts"],
  event: ["event", "events"],
  place: ["place", "places"],
  work: ["work", "works"],
  url: ["page", "pages"],
};

/** A relation seen from the node it leaves, and from the node it enters. */
const RELATIONS: Record<string, [out: string, into: string]> = {
  part_of_show: ["Show", "Episodes"],
  hosted_by: ["Hosts", "Hosted"],
  has_guest: ["Guests", "Guest in"],
  about: ["About", "Main topic of"],
  mentions: ["Mentions", "Mentioned in"],
  sponsored_by: ["Sponsors", "Sponsored"],
  links_to: ["Links", "Linked from"],
  refers_to: ["Refers to", "Referred to by"],
  has_page: ["Pages", "Page of"],
  affiliated_with: ["Affiliated with", "People"],
  part_of: ["Part of", "Parts"],
};

export function relationName(relation: string, direction: "out" | "into" = "out"): string {
  const names = RELATIONS[relation];
  if (!names) return relation.replaceAll("_", " ");
  return direction === "out" ? names[0] : names[1];
}

/** What a relation is called in the legend. */
export function relationLabel(relation: string): string {
  return relation.replaceAll("_", " ");
}

const BASES: Record<string, string> = {
  stated: "stated in the notes",
  inferred: "inferred from a pattern",
  lexicon: "known from the lexicon",
};

export function basisName(basis: string): string {
  return BASES[basis] ?? basis;
}

export function count(number: number, [one, many]: [string, string]): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

/** Seconds as h:mm:ss or m:ss. */
export function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  if (parts[0] === 0) parts.shift();
  return parts.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, "0"))).join(":");
}

/** An episode's number and title, without saying the number twice. */
export function episodeTitle(node: Node): string {
  if (node.number === undefined || new RegExp(`(^|\\D)${node.number}(\\D|$)`).test(node.label)) return node.label;
  return `${node.number}. ${node.label}`;
}

export function title(node: Node): string {
  return node.kind === "episode" ? episodeTitle(node) : node.label;
}

export function evidencePlace(edge: Edge): string | undefined {
  if (!edge.source) return undefined;
  return edge.line > 0 ? `${edge.source}:${edge.line}` : edge.source;
}
