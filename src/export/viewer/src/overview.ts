// What the panel says before anything is chosen: what the podcast is about, at a glance.

import { type Model, type Node, dateOf, episodesOf } from "./data";
import { h } from "./dom";
import { type Actions, facts, nodeButton, section, topicButton } from "./parts";
import type { State } from "./state";
import { scheme, topicColour } from "./theme";
import { inRange } from "./visible";
import { KIND_NAMES, count } from "./words";

export function overview(model: Model, state: State, actions: Actions): HTMLElement[] {
  const episodes = model.episodes.filter((one) => inRange(one, state));
  const days = episodes.map(({ day }) => day).filter((day) => day !== undefined);
  const span = days.length > 0 ? `${dateOf(Math.min(...days))} to ${dateOf(Math.max(...days))}` : "";
  if (model.nodes.length === 0) {
    return [h("h2", { tabindex: "-1" }, model.title), h("p", { class: "empty" }, "This graph is empty: nothing in it passed the filters it was made with.")];
  }
  const several = (["person", "product", "concept", "organization", "work", "place"] as const)
    .map((kind) => [kind, most(model, episodes, [kind], Infinity).length] as const)
    .filter(([, number]) => number > 0)
    .map(([kind, number]) => count(number, KIND_NAMES[kind]));
  return [
    h("header", {}, h("h2", { tabindex: "-1" }, model.title), facts(count(episodes.length, KIND_NAMES.episode), span), facts(...several)),
    topics(model, state, actions),
    bars("Most talked about", talkedAbout(model, episodes, 12), actions),
    guests(episodes, actions),
    bars("Organizations", most(model, episodes, ["organization"], 6), actions),
    bars("Works", most(model, episodes, ["work"], 6), actions),
    bars("Places", most(model, episodes, ["place"], 6), actions),
    h("p", { class: "hint" }, "Choose a node on the map, or press ", h("kbd", {}, "/"), " and type a name."),
  ].filter((part): part is HTMLElement => part !== null);
}

function topics(model: Model, state: State, actions: Actions): HTMLElement | null {
  if (model.topics.length === 0) return null;
  const colours = scheme(state);
  return section(
    "Topics",
    h(
      "ul",
      { class: "nodes" },
      ...model.topics
        .slice(0, colours.topics.length)
        .map((topic) => h("li", {}, topicButton(topic, topicColour(model, topic.key, colours), actions))),
    ),
  );
}

/**
 * The products and concepts that the most episodes speak of. An episode that somebody pays for does not
 * speak of the sponsor by that, and what is as often a sponsor as a topic is left out, like the show itself.
 */
export function talkedAbout(model: Model, episodes: Node[], limit: number): [Node, number][] {
  const inside = new Set(episodes);
  const shows = new Set(model.nodes.filter(({ kind }) => kind === "show").map(({ label }) => label.toLowerCase()));
  const found: [Node, number][] = [];
  for (const node of model.ranked) {
    if (node.kind !== "product" && node.kind !== "concept") continue;
    if ([node.label, ...node.aliases].some((name) => shows.has(name.toLowerCase()))) continue;
    const from = (relations: string[]) =>
      new Set(node.in.filter((edge) => inside.has(edge.from) && relations.includes(edge.relation)).map((edge) => edge.from)).size;
    const talked = from(["about", "mentions"]);
    if (talked > from(["sponsored_by"])) found.push([node, talked]);
  }
  return found.sort((a, b) => b[1] - a[1]).slice(0, limit);
}

/** The nodes of some kinds that the most episodes name. */
function most(model: Model, episodes: Node[], kinds: string[], limit: number): [Node, number][] {
  const times = new Map<Node, number>();
  const inside = new Set(episodes);
  for (const node of model.ranked) {
    if (kinds.includes(node.kind)) times.set(node, episodesOf(node).filter((one) => inside.has(one)).length);
  }
  return [...times].filter(([, number]) => number > 0).sort((a, b) => b[1] - a[1]).slice(0, limit);
}

function bars(heading: string, rows: [Node, number][], actions: Actions): HTMLElement | null {
  if (rows.length === 0) return null;
  const top = rows[0]?.[1] ?? 1;
  return section(
    heading,
    h(
      "ul",
      { class: "nodes bars" },
      ...rows.map(([node, number]) => {
        const bar = h("span", { class: "bar", "aria-hidden": "true" });
        bar.style.width = `${(100 * number) / top}%`;
        return h("li", {}, bar, nodeButton(node, actions, count(number, KIND_NAMES.episode)));
      }),
    ),
  );
}

/** Who was there most often, then who was there last. */
function guests(episodes: Node[], actions: Actions): HTMLElement | null {
  const times = new Map<Node, Node[]>();
  for (const one of episodes) {
    for (const edge of one.out) if (edge.relation === "has_guest") times.set(edge.to, [...(times.get(edge.to) ?? []), one]);
  }
  const last = (person: Node) => times.get(person)?.at(-1)?.day ?? 0;
  const people = [...times].sort(([a, x], [b, y]) => y.length - x.length || last(b) - last(a)).slice(0, 10);
  if (people.length === 0) return null;
  const note = (list: Node[]) => (list.length > 1 ? `${list.length} times` : list[0]?.date?.slice(0, 4));
  return section("Guests", h("ul", { class: "nodes" }, ...people.map(([person, list]) => h("li", {}, nodeButton(person, actions, note(list))))), h("p", { class: "facts" }, `${count(times.size, ["guest", "guests"])} in all`));
}
