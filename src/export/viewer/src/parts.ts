// Small pieces that the panel, the list and the search share.

import type { Edge, Model, Node, Topic } from "./data";
import { h, link } from "./dom";
import { KIND_NAMES, clock, evidencePlace, title } from "./words";

export interface Actions {
  open(node: Node): void;
  openTopic(key: string): void;
  /** Shows a node's neighbours that are not among the weightiest. */
  expand(node: Node): void;
  /** The colour that the map gives a node now. */
  colour(node: Node): string;
}

/** A node's mark as on the map: a square for episodes and shows, a disc for the rest. */
export function dot(node: Node, actions: Pick<Actions, "colour">): HTMLElement {
  return swatch(actions.colour(node), node.kind === "episode" || node.kind === "show");
}

export function swatch(colour: string, square = false): HTMLElement {
  const mark = h("span", { class: square ? "dot square" : "dot", "aria-hidden": "true" });
  mark.style.background = colour;
  return mark;
}

/** A node that can be opened. */
export function nodeButton(node: Node, actions: Actions, note?: string): HTMLButtonElement {
  return h(
    "button",
    { type: "button", class: "node", onclick: () => actions.open(node), "data-node": node.id },
    dot(node, actions),
    h("span", { class: "name" }, title(node)),
    note ? h("span", { class: "note" }, note) : null,
    h("span", { class: "unseen" }, `, ${KIND_NAMES[node.kind][0]}`),
  );
}

/** A topic that can be opened. */
export function topicButton(topic: Topic, colour: string, actions: Actions): HTMLButtonElement {
  return h(
    "button",
    { type: "button", class: "node", onclick: () => actions.openTopic(topic.key) },
    swatch(colour),
    h("span", { class: "name" }, topic.name),
    h("span", { class: "note" }, String(topic.members.length)),
  );
}

/** A list of nodes; a long one shows its start and offers the rest. */
export function nodeList(nodes: Node[], actions: Actions, note?: (node: Node) => string | undefined, start = 12, style = "nodes"): HTMLElement {
  return longList(
    nodes.map((node) => () => h("li", {}, nodeButton(node, actions, note?.(node)))),
    start,
    style,
  );
}

/** A list that shows its start and offers the rest. */
export function longList(items: (() => HTMLElement)[], start: number, style: string): HTMLElement {
  const list = h("ul", { class: style }, ...items.slice(0, start).map((item) => item()));
  if (items.length <= start) return list;
  const more = h(
    "button",
    {
      type: "button",
      class: "more",
      onclick: () => {
        const rest = items.slice(start).map((item) => item());
        list.append(...rest);
        more.remove();
        // Whoever pressed the button by keyboard goes on reading where it stood.
        rest[0]?.querySelector<HTMLElement>("button, a")?.focus();
      },
    },
    `Show ${items.length - start} more`,
  );
  return h("div", {}, list, more);
}

export function section(heading: string, ...children: (HTMLElement | string | null | false)[]): HTMLElement {
  return h("section", {}, h("h3", {}, heading), ...children);
}

function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** A long path as its file and the beginning of the folder round it. */
function short(place: string): string {
  const parts = place.split("/");
  const file = parts.pop() ?? "";
  const folder = parts.pop();
  if (place.length <= 40 || folder === undefined) return place;
  return `${parts.length > 0 ? "…/" : ""}${folder.length > 24 ? `${folder.slice(0, 23)}…` : folder}/${file}`;
}

const path = (source: string) => source.split("/").map(encodeURIComponent).join("/");

/** Where the notes say it: a link when the page knows where the notes lie, else the place in words. */
export function placeLink(edge: Edge, model: Model): HTMLElement | null {
  const place = evidencePlace(edge);
  if (!place || !edge.source) return null;
  const address = model.notes && fill(model.notes, { source: path(edge.source), line: String(Math.max(edge.line, 1)) });
  return address ? link(address, short(place), { class: "place", title: place }) : h("code", { class: "place" }, place);
}

const AUDIO = /\.(mp3|m4a|ogg|oga|opus|aac|flac|wav)$/i;

/** The address of a moment in an episode: as the page was told, or a link to audio in its notes. */
function audioAddress(episode: Node, seconds: number, model: Model): string | undefined {
  if (model.audio) {
    const slug = episode.id.slice(episode.id.indexOf(":") + 1);
    const number = String(episode.number ?? "");
    return fill(model.audio, { slug, number, seconds: String(seconds), source: path(episode.source ?? "") });
  }
  const file = episode.out.map((edge) => edge.to.url).find((url) => url && AUDIO.test(url.replace(/[?#].*/, "")));
  return file && `${file.replace(/#.*/, "")}#t=${seconds}`;
}

/** When it is said; a link when the audio is known. */
export function timeLink(edge: Edge, model: Model): HTMLElement | null {
  if (edge.seconds === undefined || !edge.episode) return null;
  const address = audioAddress(edge.episode, edge.seconds, model);
  const text = `at ${clock(edge.seconds)}`;
  return address ? link(address, `▶ ${text}`, { class: "time" }) : h("span", { class: "time" }, text);
}

/** Facts in one line, with a dot between them. */
export function facts(...items: (HTMLElement | string | null | undefined | false)[]): HTMLElement {
  const line = h("p", { class: "facts" });
  items
    .filter((item): item is HTMLElement | string => !!item)
    .forEach((item, at) => line.append(...(at > 0 ? [" · "] : []), item));
  return line;
}
