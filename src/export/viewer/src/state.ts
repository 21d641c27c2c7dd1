// What the reader has chosen, and how it stands in the address: a link to the page restores it.

import { dateOf, dayOf } from "./data";

export type View = "map" | "list";
export type Theme = "auto" | "light" | "dark";
export type Colour = "topic" | "kind";

export interface State {
  view: View;
  theme: Theme;
  colour: Colour;
  /** Id of the node whose panel is open. */
  node?: string;
  /** Key of the topic whose panel is open. */
  topic?: string;
  query: string;
  offKinds: ReadonlySet<string>;
  offRelations: ReadonlySet<string>;
  offTopics: ReadonlySet<string>;
  /** First and last day shown. */
  from?: number;
  to?: number;
  /** Ids of nodes shown although they are not among the weightiest. */
  extra: ReadonlySet<string>;
}

export class Store {
  private listeners: ((state: State, before: State) => void)[] = [];
  private state: State;

  /** The initial state is what an empty fragment stands for. */
  constructor(private readonly initial: State) {
    this.state = { ...initial, ...decode(location.hash, initial) };
    window.addEventListener("hashchange", () => this.set({ ...this.initial, ...decode(location.hash, this.initial) }));
  }

  get(): State {
    return this.state;
  }

  subscribe(listener: (state: State, before: State) => void): void {
    this.listeners.push(listener);
  }

  /** Changes the state, the address, and whoever listens. */
  update(patch: Partial<State>): void {
    this.set({ ...this.state, ...patch });
    const fragment = encode(this.state, this.initial);
    if (fragment !== location.hash.slice(1)) history.replaceState(null, "", `#${fragment}`);
  }

  /** Switches one word of a set. */
  toggle(set: "offKinds" | "offRelations" | "offTopics", word: string): void {
    const words = new Set(this.state[set]);
    if (!words.delete(word)) words.add(word);
    this.update({ [set]: words });
  }

  private set(state: State): void {
    const before = this.state;
    this.state = state;
    for (const listener of this.listeners) listener(state, before);
  }
}

const SETS = { "off-kinds": "offKinds", "off-relations": "offRelations", "off-topics": "offTopics", show: "extra" } as const;

function words(set: ReadonlySet<string>): string {
  return [...set].sort().join(" ");
}

/** The state as a fragment, without `#`: only what differs from the initial state. */
export function encode(state: State, initial: State): string {
  const fields = new URLSearchParams();
  for (const name of ["view", "theme", "colour"] as const) {
    if (state[name] !== initial[name]) fields.set(name, state[name]);
  }
  // An empty value says that the node a page opens with was closed.
  if (state.node !== initial.node) fields.set("node", state.node ?? "");
  if (state.topic) fields.set("topic", state.topic);
  if (state.query) fields.set("q", state.query);
  for (const [name, key] of Object.entries(SETS)) {
    if (words(state[key]) !== words(initial[key])) fields.set(name, words(state[key]));
  }
  for (const name of ["from", "to"] as const) {
    const day = state[name];
    if (day !== undefined) fields.set(name, dateOf(day));
  }
  return fields.toString();
}

function oneOf<T extends string>(value: string | null, allowed: readonly T[]): T | undefined {
  return allowed.find((word) => word === value);
}

/** What a fragment says; words that mean nothing are passed over. */
export function decode(fragment: string, initial: State): Partial<State> {
  const fields = new URLSearchParams(fragment.replace(/^#/, ""));
  const state: Partial<State> = {
    view: oneOf(fields.get("view"), ["map", "list"]) ?? initial.view,
    theme: oneOf(fields.get("theme"), ["auto", "light", "dark"]) ?? initial.theme,
    colour: oneOf(fields.get("colour"), ["topic", "kind"]) ?? initial.colour,
    node: fields.has("node") ? fields.get("node") || undefined : initial.node,
    topic: fields.get("topic") || undefined,
    query: fields.get("q") ?? "",
    from: dayOf(fields.get("from") ?? undefined),
    to: dayOf(fields.get("to") ?? undefined),
  };
  for (const [name, key] of Object.entries(SETS)) {
    const value = fields.get(name);
    if (value !== null) state[key] = new Set(value.split(" ").filter(Boolean));
  }
  return state;
}
