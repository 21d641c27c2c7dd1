// Colours of both schemes. The style sheet has those of the page; here are those of the map. Those of
// kinds come with the graph: they are the same in every format.

import type { Model, Node } from "./data";
import type { State } from "./state";

export interface Scheme {
  dark: boolean;
  paper: string;
  ink: string;
  faint: string;
  edge: string;
  accent: string;
  topics: string[];
  other: string;
  slate: string;
}

// Hues in an order that keeps neighbours of the list apart; each at least 3 to 1 against its paper.
const LIGHT: Scheme = {
  dark: false,
  paper: "#fbfaf8",
  ink: "#1d2329",
  faint: "#dcdad5",
  edge: "#d3d0ca",
  accent: "#b3400c",
  topics: [
    "#2f6fb7", "#c8622d", "#2c8a56", "#b5386a", "#7a54b8", "#8f7010", "#14858f", "#a5489f",
    "#5c7d18", "#c23b2c", "#4a5fc1", "#96593a", "#2f7f74", "#8a4b6b", "#5f6f80",
  ],
  other: "#a09e99",
  slate: "#7b8794",
};

const DARK: Scheme = {
  dark: true,
  paper: "#15181c",
  ink: "#e9e6e1",
  faint: "#2c3137",
  edge: "#363c43",
  accent: "#ffb27d",
  topics: [
    "#6aa9f0", "#f09a63", "#63c68f", "#ee82a6", "#b596f4", "#d6b64f", "#4fc4d3", "#df8fd9",
    "#a7c655", "#f27d6f", "#93a3f7", "#d49d79", "#77c2b7", "#d194b1", "#9fb0c2",
  ],
  other: "#6b7076",
  slate: "#8594a5",
};

const system = window.matchMedia("(prefers-color-scheme: dark)");

export function scheme(state: State): Scheme {
  const dark = state.theme === "auto" ? system.matches : state.theme === "dark";
  return dark ? DARK : LIGHT;
}

export function onSystemChange(listener: () => void): void {
  system.addEventListener("change", listener);
}

/** The colour of a topic: the largest have one of their own, the rest share one. */
export function topicColour(model: Model, key: string | undefined, colours: Scheme): string {
  const theme = model.topicsByKey.get(key ?? "")?.members[0]?.theme;
  const at = model.topics.findIndex((topic) => topic.key === theme);
  return colours.topics[at] ?? colours.other;
}

export function nodeColour(model: Model, node: Node, state: State, colours: Scheme): string {
  if (state.colour === "kind") return model.colours[node.kind] ?? colours.other;
  // Few graphs give episodes a topic: the squares without one stay in the background, but visible.
  if (node.theme === undefined && (node.kind === "episode" || node.kind === "show")) return colours.slate;
  return topicColour(model, node.theme, colours);
}

/** A colour so far on the way from one to another (0 to 1), as #rrggbb. */
export function mix(from: string, to: string, share: number): string {
  const channel = (colour: string, at: number) => Number.parseInt(colour.slice(1 + 2 * at, 3 + 2 * at), 16);
  const mixed = [0, 1, 2].map((at) => {
    const value = channel(from, at) + (channel(to, at) - channel(from, at)) * share;
    return Math.round(value).toString(16).padStart(2, "0");
  });
  return `#${mixed.join("")}`;
}
