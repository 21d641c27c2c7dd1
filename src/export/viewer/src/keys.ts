// Everything can be done by keyboard; this is the list of keys, and what they do.

import { h } from "./dom";
import type { GraphMap } from "./map";
import type { View } from "./state";

const KEYS: [keys: string, does: string][] = [
  ["/", "search; arrows choose, Enter opens"],
  ["l  m", "list, map"],
  ["Esc", "close the panel"],
  ["+  −  0", "nearer, farther, the whole map"],
  ["arrows", "move the map, when it has the focus"],
  ["Tab", "from one control to the next"],
  ["?", "this help"],
];

export function helpDialog(): HTMLDialogElement {
  const dialog = h(
    "dialog",
    { class: "help", "aria-label": "Help" },
    h("h2", {}, "How to read this"),
    h(
      "p",
      {},
      "Squares are episodes, discs are what they speak of; the larger, the more it matters in this podcast. What stands together is spoken of together. Choose anything to see where each claim comes from: the sentence in the notes, the file and the line.",
    ),
    h("dl", {}, ...KEYS.flatMap(([keys, does]) => [h("dt", {}, h("kbd", {}, keys)), h("dd", {}, does)])),
    h("p", {}, "The address of this page keeps your choice: copy it to share what you see."),
    h("form", { method: "dialog" }, h("button", {}, "Close")),
  );
  return dialog;
}

interface Commands {
  search(): void;
  view(view: View): void;
  close(): void;
  help(): void;
  map(): GraphMap | undefined;
  stage: HTMLElement;
}

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-0.15, 0],
  ArrowRight: [0.15, 0],
  ArrowUp: [0, -0.15],
  ArrowDown: [0, 0.15],
};

export function bindKeys(commands: Commands): void {
  const plain: Record<string, () => void> = {
    "/": () => commands.search(),
    l: () => commands.view("list"),
    m: () => commands.view("map"),
    "?": () => commands.help(),
    Escape: () => commands.close(),
    "+": () => commands.map()?.zoom(1 / 1.5),
    "=": () => commands.map()?.zoom(1 / 1.5),
    "-": () => commands.map()?.zoom(1.5),
    "0": () => commands.map()?.reset(),
  };
  document.addEventListener("keydown", (event) => {
    const target = event.target as HTMLElement;
    const typing = target.matches("input:not([type=checkbox], [type=radio], [type=range]), textarea, select");
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing || document.querySelector("dialog[open]")) return;
    const arrow = ARROWS[event.key];
    const action = arrow && target === commands.stage ? () => commands.map()?.pan(...arrow) : plain[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
