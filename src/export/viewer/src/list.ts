// The list: the same nodes as on the map, for keyboard, screen reader and anyone who prefers to read.

import { KINDS, type Model, type Node, byDate } from "./data";
import { clear, h } from "./dom";
import { type Actions, longList, nodeButton } from "./parts";
import { type Index, fold } from "./search";
import type { State } from "./state";
import { allowed } from "./visible";
import { KIND_NAMES, count } from "./words";

export class List {
  readonly element = h("div", { class: "list", role: "region", "aria-label": "List of everything shown", tabindex: "-1" });

  constructor(
    private readonly model: Model,
    private readonly index: Index,
    private readonly actions: Actions,
  ) {}

  show(state: State): void {
    const through = new Set(allowed(this.model, state));
    const query = fold(state.query);
    const found = query === "" ? [...through] : this.index.find(query, Infinity).map(({ node }) => node).filter((node) => through.has(node));
    const groups = KINDS.map((kind) => [kind, found.filter((node) => node.kind === kind)] as const).filter(([, nodes]) => nodes.length > 0);
    const summary = query === "" ? `${count(found.length, ["entry", "entries"])}` : `${count(found.length, ["entry", "entries"])} for “${state.query}”`;
    clear(
      this.element,
      h("p", { class: "facts", role: "status" }, summary),
      found.length === 0 && h("p", { class: "empty" }, "Nothing passes the filters. Switch something on in the legend, widen the time, or clear the search."),
      ...groups.map(([kind, nodes]) => {
        if (kind === "episode" && query === "") nodes.sort(byDate);
        const id = `list-${kind}`;
        return h(
          "section",
          { "aria-labelledby": id },
          h("h2", { id }, count(nodes.length, KIND_NAMES[kind])),
          longList(
            nodes.map((node) => () => {
              const button = nodeButton(node, this.actions, this.note(node));
              if (node.id === state.node) button.setAttribute("aria-current", "true");
              return h("li", {}, button);
            }),
            60,
            "nodes columns",
          ),
        );
      }),
    );
  }

  private note(node: Node): string | undefined {
    if (node.kind === "episode") return node.date?.slice(0, 10);
    return node.episodes ? `${node.episodes} ep.` : undefined;
  }
}
