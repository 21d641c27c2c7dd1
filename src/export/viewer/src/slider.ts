// The time slider: a bar for each month, and two thumbs between which episodes are shown.

import { type Model, dateOf, dayOf } from "./data";
import { h, svg } from "./dom";
import type { State, Store } from "./state";

interface Bin {
  first: number;
  last: number;
  name: string;
  episodes: number;
}

/** Months between two days; days when there are only a few. */
function bins(days: number[]): Bin[] {
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const found: Bin[] = [];
  const byMonth = last - first > 92;
  for (let day = first; day <= last; ) {
    const date = dateOf(day);
    const [year, month] = date.split("-").map(Number) as [number, number];
    const begin = byMonth ? (dayOf(date.slice(0, 7)) as number) : day;
    const next = byMonth ? (dayOf(new Date(Date.UTC(year, month, 1)).toISOString()) as number) : day + 1;
    found.push({ first: begin, last: next - 1, name: byMonth ? date.slice(0, 7) : date, episodes: 0 });
    day = next;
  }
  for (const day of days) {
    const bin = found.find((one) => day <= one.last);
    if (bin) bin.episodes += 1;
  }
  return found;
}

export class TimeSlider {
  readonly element: HTMLElement;
  private readonly bins: Bin[];
  private readonly bars: SVGRectElement[] = [];
  private low!: HTMLInputElement;
  private high!: HTMLInputElement;
  private readonly output = h("output", { class: "span" });
  private readonly reset: HTMLButtonElement;

  constructor(
    model: Model,
    private readonly store: Store,
  ) {
    const days = model.episodes.map(({ day }) => day).filter((day) => day !== undefined);
    this.bins = days.length > 0 ? bins(days) : [];
    this.reset = h("button", { type: "button", class: "quiet", onclick: () => this.store.update({ from: undefined, to: undefined }) }, "all time");
    if (this.bins.length < 2) {
      const why = days.length === 0 ? "No episode has a date: there is no time to choose." : `All episodes are of ${this.bins[0]?.name}.`;
      this.element = h("div", { class: "slider" }, h("p", { class: "empty" }, why));
      return;
    }
    const top = Math.max(...this.bins.map(({ episodes }) => episodes));
    const width = this.bins.length;
    const chart = svg("svg", { class: "chart", viewBox: `0 0 ${width} 20`, preserveAspectRatio: "none", "aria-hidden": "true" });
    this.bins.forEach(({ episodes }, at) => {
      const height = episodes === 0 ? 0 : 3 + (17 * episodes) / top;
      const bar = svg("rect", { x: at + 0.08, y: 20 - height, width: 0.84, height });
      this.bars.push(bar);
      chart.append(bar);
    });
    this.low = this.thumb("First month shown", "from");
    this.high = this.thumb("Last month shown", "to");
    this.element = h(
      "div",
      { class: "slider", role: "group", "aria-label": "Time" },
      this.output,
      h("div", { class: "track" }, chart, this.low, this.high),
      this.reset,
    );
  }

  show(state: State): void {
    if (this.bins.length < 2) return;
    const at = (day: number | undefined, otherwise: number) => {
      if (day === undefined) return otherwise;
      const found = this.bins.findIndex(({ last }) => day <= last);
      return found < 0 ? this.bins.length - 1 : found;
    };
    const [from, to] = [at(state.from, 0), at(state.to, this.bins.length - 1)];
    this.low.value = String(from);
    this.high.value = String(to);
    const [first, last] = [this.bins[from] as Bin, this.bins[to] as Bin];
    this.low.setAttribute("aria-valuetext", first.name);
    this.high.setAttribute("aria-valuetext", last.name);
    this.bars.forEach((bar, bin) => bar.classList.toggle("out", bin < from || bin > to));
    const episodes = this.bins.slice(from, to + 1).reduce((sum, bin) => sum + bin.episodes, 0);
    this.output.textContent = `${first.name} – ${last.name} · ${episodes} ep.`;
    this.reset.hidden = state.from === undefined && state.to === undefined;
    // Of two thumbs in one place, the one that can still move lies on top.
    this.low.classList.toggle("above", from > this.bins.length / 2);
  }

  private thumb(label: string, end: "from" | "to"): HTMLInputElement {
    const last = this.bins.length - 1;
    return h("input", {
      type: "range",
      min: 0,
      max: last,
      step: 1,
      class: end,
      "aria-label": label,
      oninput: () => {
        const low = Math.min(Number(this.low.value), end === "from" ? Number(this.high.value) : last);
        const high = Math.max(Number(this.high.value), low);
        this.store.update({
          from: low === 0 ? undefined : this.bins[low]?.first,
          to: high === last ? undefined : this.bins[high]?.last,
        });
      },
    });
  }
}
