// What the panel says of one node: what it is, and where each claim comes from.

import { type Edge, type Model, type Node, byDate, byWeight, episodesOf, other } from "./data";
import { h, link, marked } from "./dom";
import { type Actions, dot, facts, longList, nodeButton, nodeList, placeLink, section, swatch, timeLink, topicButton } from "./parts";
import type { State } from "./state";
import { topicColour, scheme } from "./theme";
import type { Visible } from "./visible";
import { neighbours } from "./visible";
import { KIND_NAMES, basisName, clock, count, relationName } from "./words";

export function details(node: Node, model: Model, state: State, shown: Visible, actions: Actions): HTMLElement[] {
  const parts = [head(node, model, actions)];
  if (node.kind === "episode") parts.push(...episode(node, model, actions));
  else if (node.kind === "show") parts.push(section("Episodes", nodeList(episodesOf(node), actions, (one) => one.date?.slice(0, 10), 30)));
  else parts.push(...entity(node, model, actions));
  const hidden = neighbours(node, state).filter((one) => !shown.has(one) && !state.offKinds.has(one.kind));
  if (hidden.length > 0) {
    const more = h("button", { type: "button", class: "wide", onclick: () => actions.expand(node) }, `Add ${count(hidden.length, ["more neighbour", "more neighbours"])} to the map`);
    parts.push(more);
  }
  return parts;
}

function head(node: Node, model: Model, actions: Actions): HTMLElement {
  const topic = model.topicsByKey.get(node.topic ?? "");
  const chip = topic && h("button", { type: "button", class: "topic", onclick: () => actions.openTopic(topic.key) }, topic.name);
  const day = node.date?.slice(0, 10);
  const number = node.number === undefined ? "" : ` ${node.number}`;
  const kind = h("span", { class: "kind" }, dot(node, actions), `${KIND_NAMES[node.kind][0]}${node.kind === "episode" ? number : ""}`);
  return h(
    "header",
    {},
    facts(kind, day && h("time", { datetime: day }, day), node.duration !== undefined && clock(node.duration), node.category),
    h("h2", { tabindex: "-1" }, node.label),
    node.aliases.length > 0 && h("p", { class: "aliases" }, "Also: ", node.aliases.join(" · ")),
    node.description ? h("p", { class: "description" }, node.description) : null,
    node.url ? h("p", { class: "address" }, link(node.url, node.url)) : null,
    node.episodes !== undefined && node.kind !== "episode"
      ? facts(count(node.episodes, KIND_NAMES.episode), node.mentions !== undefined && count(node.mentions, ["mention", "mentions"]), chip)
      : chip ? facts(chip) : null,
    sameAs(node),
  );
}

function sameAs(node: Node): HTMLElement | null {
  if (node.same_as.length === 0) return null;
  const name = (iri: string) => iri.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
  return h("p", { class: "same" }, "Same as ", ...node.same_as.flatMap((iri, at) => [at > 0 ? ", " : "", link(iri, name(iri))]));
}

/** The nodes at the other end of some edges, each once, with the strongest edge. */
function ends(edges: Edge[], node: Node): Map<Node, Edge> {
  const found = new Map<Node, Edge>();
  for (const edge of edges) {
    const end = other(edge, node);
    const known = found.get(end);
    if (!known || edge.weight > known.weight) found.set(end, edge);
  }
  return found;
}

const of = (edges: Edge[], relation: string) => edges.filter((edge) => edge.relation === relation);

function quote(edge: Edge, model: Model, names: string[], withRelation = true): HTMLElement {
  const times = edge.count > 1 && `${edge.count} times`;
  return h(
    "div",
    { class: "evidence" },
    edge.quote ? h("blockquote", {}, ...marked(edge.quote, names)) : null,
    facts(
      withRelation && relationName(edge.relation, "into").toLowerCase(),
      times,
      placeLink(edge, model),
      timeLink(edge, model),
      h("span", { title: `Rule "${edge.rule}", confidence ${edge.confidence.toFixed(2)}` }, basisName(edge.basis)),
    ),
  );
}

/** Rows of a node and what the notes say of it. */
function claims(heading: string, edges: Edge[], node: Node, model: Model, actions: Actions, start = 8): HTMLElement | null {
  const found = [...ends(edges, node)].sort(([a], [b]) => byWeight(a, b));
  if (found.length === 0) return null;
  return section(
    heading,
    longList(
      found.map(([end, edge]) => () =>
        h("li", {}, nodeButton(end, actions, edge.role), quote(edge, model, [end.label, ...end.aliases, ...(node.kind === "episode" ? [] : [node.label])], false)),
      ),
      start,
      "claims",
    ),
  );
}

function pages(edges: Edge[], node: Node, actions: Actions, heading: string): HTMLElement | null {
  const found = [...ends(edges, node)];
  if (found.length === 0) return null;
  return section(
    heading,
    longList(
      found.map(([page, edge]) => () =>
        h(
          "li",
          { class: "page" },
          link(page.url, edge.text || page.label),
          h("button", { type: "button", class: "quiet", onclick: () => actions.open(page), title: "Who else links here" }, page.category ?? "page"),
        ),
      ),
      10,
      "pages",
    ),
  );
}

function episode(node: Node, model: Model, actions: Actions): HTMLElement[] {
  const named = new Map<string, Node[]>();
  const told = new Set([...of(node.out, "hosted_by"), ...of(node.out, "has_guest"), ...of(node.out, "about")].map((edge) => edge.to));
  for (const end of ends(of(node.out, "mentions"), node).keys()) {
    if (!told.has(end)) named.set(end.kind, [...(named.get(end.kind) ?? []), end]);
  }
  const counts = new Map(node.out.map((edge) => [edge.to, edge.count]));
  const mentions = (["person", "organization", "product", "concept", "event", "place", "work"] as const).map((kind) => {
    const nodes = named.get(kind)?.sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || byWeight(a, b));
    const heading = KIND_NAMES[kind][1];
    const note = (one: Node) => ((counts.get(one) ?? 1) > 1 ? `${counts.get(one)}×` : undefined);
    return nodes && section(`${heading[0]?.toUpperCase()}${heading.slice(1)} named`, nodeList(nodes, actions, note));
  });
  const hosts = [...ends(of(node.out, "hosted_by"), node).keys()];
  const references = [...ends([...of(node.out, "refers_to"), ...of(node.in, "refers_to")], node).keys()].sort(byDate);
  return [
    claims("Guests", of(node.out, "has_guest"), node, model, actions),
    hosts.length > 0 && section("Hosts", nodeList(hosts, actions)),
    claims("About", of(node.out, "about"), node, model, actions),
    recommendations(node, model, actions),
    references.length > 0 && section("Linked episodes", nodeList(references, actions, (one) => one.date?.slice(0, 10))),
    ...mentions,
    claims("Sponsors", of(node.out, "sponsored_by"), node, model, actions),
    pages(of(node.out, "links_to"), node, actions, "Links"),
  ].filter((part): part is HTMLElement => !!part);
}

function recommendations(node: Node, model: Model, actions: Actions): HTMLElement | null {
  const found = model.recommendations.get(node) ?? [];
  if (found.length === 0) return null;
  return section(
    "What to hear next",
    longList(
      found.map(({ episode: next, because }) => () => {
        const telling = because.filter(({ share }, at) => at === 0 || share >= 0.005);
        const reasons = telling.map(({ id, label, share }) => {
          const reason = model.byId.get(id);
          const part = `${Math.round(share * 100)} %`;
          return h("li", {}, reason ? nodeButton(reason, actions, part) : h("span", {}, `${label} ${part}`));
        });
        return h("li", {}, nodeButton(next, actions, next.date?.slice(0, 10)), reasons.length > 0 && h("ul", { class: "nodes reasons", "aria-label": "because both share" }, ...reasons));
      }),
      5,
      "claims",
    ),
  );
}

function entity(node: Node, model: Model, actions: Actions): HTMLElement[] {
  const episodes = episodesOf(node);
  const names = [node.label, ...node.aliases];
  const spoken = episodes.map((one) => () => {
    const edges = [...node.in, ...node.out].filter((edge) => edge.episode === one && other(edge, node) === one);
    const [first, ...rest] = edges.sort((a, b) => b.weight - a.weight || a.index - b.index);
    const quotes = [first, ...rest.filter((edge) => edge.quote !== first?.quote)].filter((edge) => edge !== undefined);
    return h(
      "li",
      {},
      nodeButton(one, actions, one.date?.slice(0, 10)),
      ...quotes.map((edge) => quote(edge, model, names)),
    );
  });
  const affiliated = node.kind === "person" ? claims("Affiliated with", of(node.out, "affiliated_with"), node, model, actions) : claims("People", of(node.in, "affiliated_with"), node, model, actions);
  const parts = [...ends(of(node.in, "part_of"), node).keys()].sort(byWeight);
  const whole = [...ends(of(node.out, "part_of"), node).keys()].sort(byWeight);
  return [
    node.kind === "person" ? affiliated : guests(node, episodes, actions),
    spoken.length > 0
      ? section(node.kind === "url" ? "Linked from, by date" : "Episodes by date", longList(spoken, 20, "claims"))
      : h("p", { class: "empty" }, "No episode here names it."),
    node.kind !== "person" && affiliated,
    whole.length > 0 && section("Part of", nodeList(whole, actions)),
    parts.length > 0 && section("Its parts", nodeList(parts, actions)),
    node.kind === "url" ? claims("Page of", of(node.in, "has_page"), node, model, actions) : pages(of(node.out, "has_page"), node, actions, "Pages"),
  ].filter((part): part is HTMLElement => !!part);
}

/** Who was a guest when it was spoken of: first those of the episodes that speak of it most. */
function guests(node: Node, episodes: Node[], actions: Actions): HTMLElement | null {
  if (node.kind === "url") return null;
  const spoken = new Map<Node, number>();
  for (const edge of node.in) spoken.set(edge.from, Math.max(spoken.get(edge.from) ?? 0, edge.weight));
  return guestList(episodes, spoken, `Guests of ${episodes.length === 1 ? "this episode" : "these episodes"}`, actions, 8);
}

/** The guests of episodes; `spoken` says how much each of these has to do with what is asked about. */
function guestList(episodes: Node[], spoken: Map<Node, number>, heading: string, actions: Actions, start: number): HTMLElement | null {
  const times = new Map<Node, Node[]>();
  for (const one of episodes) for (const { to } of of(one.out, "has_guest")) times.set(to, [...(times.get(to) ?? []), one]);
  if (times.size === 0) return null;
  const share = (person: Node) => (times.get(person) ?? []).reduce((sum, one) => sum + (spoken.get(one) ?? 0), 0);
  const people = [...times.keys()].sort((a, b) => share(b) - share(a) || byWeight(a, b));
  const note = (person: Node) => {
    const their = times.get(person) as Node[];
    return their.length > 1 ? `${their.length} episodes` : their[0]?.date?.slice(0, 4);
  };
  return section(heading, nodeList(people, actions, note, start, "nodes inline"));
}

/** What the panel says of a topic. */
export function topicDetails(key: string, model: Model, state: State, actions: Actions): HTMLElement[] {
  const topic = model.topicsByKey.get(key);
  if (!topic) return [h("h2", { tabindex: "-1" }, "No such topic"), h("p", { class: "empty" }, `This graph has no topic "${key}".`)];
  const near = topic.neighbours.map((one) => model.topicsByKey.get(one)).filter((one) => one !== undefined).slice(0, 5);
  const members = topic.members.filter(({ kind }) => kind !== "episode" && kind !== "url");
  const own = topic.members.filter(({ kind }) => kind === "episode");
  const weights = new Map<Node, number>();
  for (const member of members) for (const one of episodesOf(member)) weights.set(one, (weights.get(one) ?? 0) + member.weight);
  const related = own.length > 0 ? own : [...weights.keys()].sort((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0) || byDate(a, b)).slice(0, Math.max(10, Math.ceil(weights.size / 4)));
  const parent = model.topicsByKey.get(topic.parent ?? "");
  return [
    h(
      "header",
      {},
      facts(h("span", { class: "kind" }, swatch(topicColour(model, key, scheme(state))), "topic"), parent && h("button", { type: "button", class: "topic", onclick: () => actions.openTopic(parent.key) }, parent.name)),
      h("h2", { tabindex: "-1" }, topic.name),
      facts(count(members.length, ["member", "members"]), count(own.length || weights.size, KIND_NAMES.episode)),
    ),
    section("What it is made of", nodeList(members.filter(({ kind }) => kind !== "person"), actions, (one) => (one.episodes ? `${one.episodes}` : undefined))),
    guestList(related, weights, "Guests", actions, 10),
    topic.parts.length > 0 &&
      section(
        "Its parts",
        h(
          "ul",
          { class: "nodes" },
          ...topic.parts.map((part) => h("li", {}, topicButton(part, topicColour(model, part.key, scheme(state)), actions))),
        ),
      ),
    near.length > 0 && section("Near it", h("ul", { class: "nodes inline" }, ...near.map((one) => h("li", {}, topicButton(one, topicColour(model, one.key, scheme(state)), actions))))),
    related.length > 0 && section(own.length > 0 ? "Episodes by date" : "Episodes closest to it, by date", longList(related.sort(byDate).map((one) => () => h("li", {}, nodeButton(one, actions, one.date?.slice(0, 10)))), 20, "nodes")),
  ].filter((part): part is HTMLElement => !!part);
}

