// The legend: what the colours mean, and switches for topics, kinds and relations.

import type { Model } from "./data";
import { KINDS } from "./data";
import { h } from "./dom";
import type { Actions } from "./parts";
import type { State, Store } from "./state";
import { scheme, topicColour } from "./theme";
import { KIND_NAMES, relationLabel } from "./words";

type SetName = "offKinds" | "offRelations" | "offTopics";

interface Row {
  word: string;
  name: string;
  number: number;
  swatch?: HTMLElement;
  open?: () => void;
}

export class Legend {
  readonly element: HTMLElement;
  private readonly boxes: { set: SetName; word: string; box: HTMLInputElement }[] = [];
  private readonly swatches: { swatch: HTMLElement; colour: (state: State) => string; kind: boolean }[] = [];
  private readonly radios: HTMLInputElement[] = [];

  constructor(
    model: Model,
    private readonly store: Store,
    actions: Actions,
  ) {
    const tally = (words: string[]) => {
      const counts = new Map<string, number>();
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
      return counts;
    };
    const kinds = tally(model.nodes.map((node) => node.kind));
    const relations = tally(model.edges.map((edge) => edge.relation));
    const topics: Row[] = model.topics.map((topic) => ({
      word: topic.key,
      name: topic.name,
      number: topic.members.length,
      swatch: this.swatch((state) => topicColour(model, topic.key, scheme(state)), false),
      open: () => actions.openTopic(topic.key),
    }));
    const kindRows: Row[] = KINDS.filter((kind) => kinds.has(kind)).map((kind) => {
      const square = kind === "episode" || kind === "show";
      const swatch = this.swatch((state) => model.colours[kind] ?? scheme(state).other, true);
      swatch.classList.toggle("square", square);
      return { word: kind, name: KIND_NAMES[kind][1], number: kinds.get(kind) ?? 0, swatch };
    });
    const relationRows: Row[] = model.relations
      .filter((word) => relations.has(word))
      .map((word) => ({ word, name: relationLabel(word), number: relations.get(word) ?? 0 }));
    this.element = h(
      "nav",
      { class: "legend", "aria-label": "Legend and filters" },
      model.topics.length > 0 && this.colours(),
      topics.length > 0 && this.group("Topics", "offTopics", topics),
      this.group("Kinds", "offKinds", kindRows),
      this.group("Relations", "offRelations", relationRows),
    );
  }

  /** Brings switches and swatches in line with the state. */
  show(state: State): void {
    for (const { set, word, box } of this.boxes) box.checked = !state[set].has(word);
    for (const { swatch, colour, kind } of this.swatches) {
      // Kinds have no colour of their own while colours mean topics: only their shape is told.
      swatch.style.background = kind && state.colour === "topic" ? "var(--muted)" : colour(state);
    }
    for (const radio of this.radios) radio.checked = radio.value === state.colour;
  }

  private swatch(colour: (state: State) => string, kind: boolean): HTMLElement {
    const swatch = h("span", { class: "dot", "aria-hidden": "true" });
    this.swatches.push({ swatch, colour, kind });
    return swatch;
  }

  private colours(): HTMLElement {
    const choice = (value: "topic" | "kind") => {
      const radio = h("input", { type: "radio", name: "colour", value, onchange: () => this.store.update({ colour: value }) });
      this.radios.push(radio);
      return h("label", {}, radio, value);
    };
    return h("fieldset", { class: "colours" }, h("legend", {}, "Colour by"), choice("topic"), choice("kind"));
  }

  private group(name: string, set: SetName, rows: Row[]): HTMLElement {
    const words = rows.map(({ word }) => word);
    const all = h("button", { type: "button", class: "quiet", "aria-label": `Show all ${name.toLowerCase()}`, onclick: () => this.store.update({ [set]: new Set() }) }, "all");
    const list = rows.map((row) => {
      const box = h("input", { type: "checkbox", "aria-label": row.open ? `Show ${row.name}` : null, onchange: () => this.store.toggle(set, row.word) });
      this.boxes.push({ set, word: row.word, box });
      const only = h(
        "button",
        {
          type: "button",
          class: "quiet only",
          "aria-label": `Show only ${row.name}`,
          onclick: () => this.store.update({ [set]: new Set(words.filter((word) => word !== row.word)) }),
        },
        "only",
      );
      const number = h("span", { class: "note" }, row.number.toLocaleString("en"));
      const label = row.open
        ? [h("label", { class: "pick" }, box, row.swatch), h("button", { type: "button", class: "name", onclick: row.open, title: row.name }, row.name)]
        : [h("label", { class: "pick name" }, box, row.swatch, h("span", {}, row.name))];
      return h("li", { "data-word": row.word }, ...label, only, number);
    });
    return h("section", { "aria-label": name }, h("div", { class: "heading" }, h("h3", {}, name), all), h("ul", {}, ...list));
  }
}
