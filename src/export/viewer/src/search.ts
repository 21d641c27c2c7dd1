// Search as you type over labels and aliases: a combobox by the book (ARIA authoring practices).

import { type Model, type Node, byWeight } from "./data";
import { h } from "./dom";
import { dot } from "./parts";
import { KIND_NAMES, title } from "./words";

/** Letters without case, accents and doubled space: what people type for what is written. */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}

export interface Hit {
  node: Node;
  /** The alias that was found, where it was not the label. */
  alias?: string;
}

interface Entry {
  node: Node;
  forms: { text: string; folded: string }[];
}

const MOST = 40;

/** How well a form answers: 0 is the thing itself, undefined is nothing. */
function distance(form: string, query: string): number | undefined {
  if (form === query) return 0;
  if (form.startsWith(query)) return 1;
  const at = form.indexOf(query);
  if (at < 0) return undefined;
  return /[^\p{L}\p{N}]/u.test(form[at - 1] ?? "") ? 2 : 4;
}

export class Index {
  private readonly entries: Entry[];

  constructor(model: Model) {
    this.entries = model.nodes.map((node) => {
      const number = node.kind === "episode" && node.number !== undefined ? [String(node.number)] : [];
      return { node, forms: [node.label, ...node.aliases, ...number].map((text) => ({ text, folded: fold(text) })) };
    });
  }

  /** The best answers first; ties go to the weightier. All words must be there, in any order. */
  find(text: string, limit = MOST): Hit[] {
    const query = fold(text);
    if (query === "") return [];
    const words = query.split(" ");
    const found: (Hit & { score: number })[] = [];
    for (const { node, forms } of this.entries) {
      let best: { score: number; alias?: string } | undefined;
      forms.forEach((form, at) => {
        let score = distance(form.folded, query);
        if (score === undefined && words.length > 1 && words.every((word) => form.folded.includes(word))) score = 5;
        if (score === undefined) return;
        // Pages are many and long-winded: the thing itself comes before what links to it.
        score += (at > 0 ? 0.5 : 0) + (node.kind === "url" ? 3 : 0);
        if (!best || score < best.score) best = { score, alias: at > 0 ? form.text : undefined };
      });
      if (best) found.push({ node, ...(best as { score: number; alias?: string }) });
    }
    found.sort((a, b) => a.score - b.score || byWeight(a.node, b.node));
    return found.slice(0, limit);
  }
}

interface Handlers {
  choose(node: Node): void;
  type(query: string): void;
  colour(node: Node): string;
}

export class SearchBox {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private readonly status: HTMLElement;
  private hits: Hit[] = [];
  private active = -1;
  /** Closes the list a little after the box was left. */
  private leaving?: ReturnType<typeof setTimeout>;

  constructor(
    private readonly index: Index,
    private readonly handlers: Handlers,
  ) {
    this.list = h("ul", { id: "hits", class: "hits", role: "listbox", "aria-label": "Found", hidden: true });
    this.status = h("span", { class: "unseen", role: "status" });
    this.input = h("input", {
      type: "search",
      class: "search",
      placeholder: "Search names  ( / )",
      autocomplete: "off",
      spellcheck: "false",
      role: "combobox",
      "aria-label": "Search names and aliases",
      "aria-expanded": "false",
      "aria-controls": "hits",
      "aria-autocomplete": "list",
      oninput: () => this.typed(),
      onfocus: () => this.refresh(),
      onblur: () => this.left(),
      onkeydown: (event: KeyboardEvent) => this.key(event),
    });
    this.element = h("div", { class: "searching", role: "search" }, this.input, this.list, this.status);
  }

  focus(): void {
    this.input.focus();
    this.input.select();
  }

  set(query: string): void {
    if (this.input.value !== query) this.input.value = query;
  }

  private left(): void {
    this.leaving = setTimeout(() => this.close(), 120);
  }

  private typed(): void {
    this.refresh();
    this.handlers.type(this.input.value);
  }

  private refresh(): void {
    // Whoever comes back at once finds the list open.
    clearTimeout(this.leaving);
    const query = this.input.value;
    this.hits = this.index.find(query);
    this.active = this.hits.length > 0 ? 0 : -1;
    const rows = this.hits.map(({ node, alias }, at) =>
      h(
        "li",
        {
          id: `hit-${at}`,
          role: "option",
          "data-node": node.id,
          // Before blur, which would close the list under the pointer.
          onmousedown: (event: MouseEvent) => {
            event.preventDefault();
            this.choose(at);
          },
        },
        dot(node, this.handlers),
        h("span", { class: "name" }, title(node)),
        h("span", { class: "note" }, alias ? `“${alias}”` : KIND_NAMES[node.kind][0]),
      ),
    );
    if (rows.length === 0 && fold(query) !== "") rows.push(h("li", { class: "empty" }, `Nothing is called “${query}”.`));
    this.list.replaceChildren(...rows);
    this.open(rows.length > 0);
    this.mark();
    this.status.textContent = fold(query) === "" ? "" : `${this.hits.length === MOST ? `${MOST} or more` : this.hits.length} found`;
  }

  private open(open: boolean): void {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
  }

  private close(): void {
    this.open(false);
    this.input.removeAttribute("aria-activedescendant");
  }

  private mark(): void {
    [...this.list.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === this.active)));
    if (this.active < 0) this.input.removeAttribute("aria-activedescendant");
    else {
      this.input.setAttribute("aria-activedescendant", `hit-${this.active}`);
      this.list.children[this.active]?.scrollIntoView({ block: "nearest" });
    }
  }

  private choose(at: number): void {
    const hit = this.hits[at];
    if (!hit) return;
    this.close();
    this.handlers.choose(hit.node);
  }

  private key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (this.list.hidden) this.refresh();
      else if (this.hits.length > 0) {
        this.active = (this.active + step + this.hits.length) % this.hits.length;
        this.mark();
      }
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!this.list.hidden) this.choose(this.active);
      else this.refresh();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (!this.list.hidden && this.input.value !== "") this.close();
      else {
        this.input.value = "";
        this.typed();
        this.input.blur();
      }
    }
  }
}
