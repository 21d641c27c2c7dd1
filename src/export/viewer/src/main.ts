// Puts the page together: reads the graph, keeps the state, and lets each part show it.

import "./style.css";
import { type Model, type Node, type Payload, parse } from "./data";
import { details, topicDetails } from "./details";
import { clear, h } from "./dom";
import { bindKeys, helpDialog } from "./keys";
import { type Places, type Radius, type Run, layout, radii, settle, stored } from "./layout";
import { Legend } from "./legend";
import { List } from "./list";
import { GraphMap } from "./map";
import { overview } from "./overview";
import type { Actions } from "./parts";
import { save } from "./save";
import { Index, SearchBox } from "./search";
import { TimeSlider } from "./slider";
import { type State, Store, type Theme } from "./state";
import { nodeColour, onSystemChange, scheme } from "./theme";
import { LIMIT, type Visible, neighbours, visible } from "./visible";

const app = document.getElementById("app") as HTMLElement;

function initial(model: Model): State {
  // Pages are many and each says little; a single show ties all episodes into one knot.
  const shows = model.nodes.filter(({ kind }) => kind === "show").length;
  const others = model.nodes.some(({ kind }) => kind !== "url" && kind !== "show");
  return {
    view: "map",
    theme: "auto",
    colour: model.topics.length > 0 ? "topic" : "kind",
    node: model.start,
    query: "",
    offKinds: new Set(others ? (shows > 1 ? ["url"] : ["show", "url"]) : []),
    offRelations: new Set(),
    offTopics: new Set(),
    extra: new Set(),
  };
}

class Page {
  private readonly store: Store;
  private readonly legend: Legend;
  private readonly slider: TimeSlider;
  private readonly list: List;
  private readonly search: SearchBox;
  private readonly stage = h("div", { class: "stage", tabindex: "0", role: "application", "aria-roledescription": "map", "aria-label": "Map of the graph. The list view holds the same for keyboard and screen reader." });
  private readonly panel = h("aside", { class: "panel", "aria-label": "About the choice" });
  private readonly body = h("div", { class: "body" });
  private readonly status = h("p", { class: "status", role: "status" });
  private readonly help = helpDialog();
  private map: GraphMap | undefined;
  private readonly places: Places;
  /** For the nodes of the first map, or of the last whole layout. */
  private radius?: Radius;
  private shown: Visible;
  private run: Run | undefined;
  private readonly views: Record<State["view"], HTMLButtonElement>;
  private readonly theme: HTMLSelectElement;

  private readonly actions: Actions = {
    open: (node) => this.open(node),
    openTopic: (key) => this.openTopic(key),
    expand: (node) => {
      const extra = new Set(this.store.get().extra);
      for (const one of neighbours(node, this.store.get())) if (!this.shown.has(one)) extra.add(one.id);
      this.store.update({ extra });
    },
    colour: (node) => nodeColour(this.model, node, this.store.get(), scheme(this.store.get())),
  };

  constructor(private readonly model: Model) {
    this.places = stored(model);
    this.store = new Store(initial(model));
    const index = new Index(model);
    this.legend = new Legend(model, this.store, this.actions);
    this.slider = new TimeSlider(model, this.store);
    this.list = new List(model, index, this.actions);
    this.search = new SearchBox(index, { choose: (node) => this.open(node), type: (query) => this.store.update({ query }), colour: this.actions.colour });
    const view = (name: State["view"], text: string) =>
      h("button", { type: "button", onclick: () => this.store.update({ view: name }) }, text);
    this.views = { map: view("map", "Map"), list: view("list", "List") };
    this.theme = h("select", { "aria-label": "Colours of the page", onchange: () => this.store.update({ theme: this.theme.value as Theme }) }, ...(["auto", "light", "dark"] as const).map((name) => h("option", { value: name }, name)));
    this.build();
    this.shown = visible(model, this.store.get());
    this.startMap();
    this.store.subscribe((state, before) => this.render(state, before));
    this.render(this.store.get(), undefined);
    // A page may open with a topic, and with all places known.
    this.frameTopic();
    onSystemChange(() => this.render(this.store.get(), undefined));
    bindKeys({
      search: () => this.search.focus(),
      view: (view) => this.store.update({ view }),
      close: () => this.close(),
      help: () => this.help.showModal(),
      map: () => this.map,
      stage: this.stage,
    });
  }

  private build(): void {
    const picture = (format: "svg" | "png") =>
      h("button", { type: "button", onclick: () => this.map && void save(this.map, format, this.model.title) }, format.toUpperCase());
    const drawer = h("button", { type: "button", class: "drawer", "aria-expanded": "false", onclick: () => drawer.setAttribute("aria-expanded", String(app.classList.toggle("legend-open"))) }, "Legend");
    const zoom = (text: string, label: string, act: (map: GraphMap) => void) =>
      h("button", { type: "button", "aria-label": label, title: label, onclick: () => this.map && act(this.map) }, text);
    app.append(
      h(
        "header",
        { class: "bar" },
        h("h1", {}, this.model.title),
        this.search.element,
        h("div", { class: "group", role: "group", "aria-label": "View" }, this.views.map, this.views.list),
        drawer,
        h("div", { class: "group saving", role: "group", "aria-label": "Save the map as" }, h("span", { class: "caption" }, "Save"), picture("svg"), picture("png")),
        this.theme,
        h("button", { type: "button", class: "round", "aria-label": "Help", title: "Help ( ? )", onclick: () => this.help.showModal() }, "?"),
      ),
      this.legend.element,
      h(
        "main",
        { class: "main" },
        this.stage,
        this.list.element,
        h(
          "div",
          { class: "zoom", role: "group", "aria-label": "Zoom" },
          zoom("+", "Nearer", (map) => map.zoom(1 / 1.5)),
          zoom("−", "Farther", (map) => map.zoom(1.5)),
          zoom("◻", "The whole map", (map) => map.reset()),
        ),
        this.status,
      ),
      this.panel,
      h("footer", { class: "timeline" }, this.slider.element),
      this.help,
    );
    const shut = h("button", { type: "button", class: "round shut", "aria-label": "Close the panel", title: "Close ( Esc )", onclick: () => this.close() }, "×");
    this.panel.append(shut, this.body);
    new ResizeObserver(() => this.map?.resize()).observe(this.stage);
  }

  private startMap(): void {
    try {
      this.map = new GraphMap(this.stage, this.model, {
        select: (node) => (node ? this.open(node) : this.close()),
        selectTopic: (key) => this.openTopic(key),
      });
    } catch {
      // Without WebGL the list still says everything.
      this.views.map.disabled = true;
      this.status.textContent = "This browser cannot draw the map (no WebGL): here is the list.";
      this.store.update({ view: "list" });
    }
  }

  private open(node: Node): void {
    this.store.update({ node: node.id, topic: undefined });
    if (this.store.get().view === "map") this.map?.reveal(node, this.covered());
    this.body.querySelector("h2")?.focus({ preventScroll: true });
  }

  /** Opens a topic: what belongs to it stands in the panel, and together on the map. */
  private openTopic(key: string): void {
    app.classList.remove("legend-open");
    this.store.update({ topic: key, node: undefined });
    this.frameTopic();
    this.body.querySelector("h2")?.focus({ preventScroll: true });
  }

  private frameTopic(): void {
    const { topic, view } = this.store.get();
    const members = this.model.topicsByKey.get(topic ?? "")?.members;
    // While the map is being arranged nothing has its place yet: the topic is framed when it has.
    if (view === "map" && members && !this.run) this.map?.frame(members.filter((node) => this.shown.has(node)), this.covered());
  }

  /** How much of the map's foot the panel covers: nothing where it stands beside the map. */
  private covered(): number {
    const [map, panel] = [this.stage.getBoundingClientRect(), this.panel.getBoundingClientRect()];
    return panel.left < map.right ? Math.max(0, map.bottom - panel.top) : 0;
  }

  private close(): void {
    const { node, topic } = this.store.get();
    if (node !== undefined || topic !== undefined) this.store.update({ node: undefined, topic: undefined });
    app.classList.remove("legend-open");
  }

  private render(state: State, before: State | undefined): void {
    const filters = ["offKinds", "offRelations", "offTopics", "from", "to", "extra"] as const;
    const filtered = !before || filters.some((key) => state[key] !== before[key]);
    const chosen = !before || state.node !== before.node || state.topic !== before.topic;
    const dressed = !before || state.theme !== before.theme || state.colour !== before.colour;

    if (dressed) this.dress(state);
    this.legend.show(state);
    this.slider.show(state);
    this.search.set(state.query);
    for (const view of ["map", "list"] as const) this.views[view].setAttribute("aria-pressed", String(state.view === view));
    app.dataset["view"] = state.view;
    if (state.view === "list" && (filtered || chosen || before?.view !== "list" || state.query !== before?.query)) this.list.show(state);

    // A node beyond the weightiest is on the map as long as it is open.
    const outside = chosen && (!this.shown.has(this.model.byId.get(state.node ?? "") as Node) || this.shown.nodes.length > LIMIT);
    if (filtered || outside) this.shown = visible(this.model, state);
    if (filtered || chosen || dressed) this.fillPanel(state, chosen);
    if (filtered || outside) this.arrange(state);
    else if (chosen || dressed) this.map?.highlight(state, scheme(state));
  }

  private dress(state: State): void {
    const colours = scheme(state);
    document.documentElement.dataset["theme"] = colours.dark ? "dark" : "light";
    this.theme.value = state.theme;
  }

  private fillPanel(state: State, chosen: boolean): void {
    const node = state.node === undefined ? undefined : this.model.byId.get(state.node);
    const open = state.node !== undefined || state.topic !== undefined;
    app.classList.toggle("panel-open", open);
    const content = node
      ? details(node, this.model, state, this.shown, this.actions)
      : state.node !== undefined
        ? [h("h2", { tabindex: "-1" }, "Not in this graph"), h("p", { class: "empty" }, `Nothing here has the id "${state.node}".`)]
        : state.topic !== undefined
          ? topicDetails(state.topic, this.model, state, this.actions)
          : overview(this.model, state, this.actions);
    clear(this.body, ...content);
    if (chosen) this.panel.scrollTop = 0;
  }

  /** Gives every shown node a place: by a whole layout when most are new, else beside its neighbours. */
  private arrange(state: State): void {
    const map = this.map;
    if (!map) return;
    const news = this.shown.nodes.filter((node) => !this.places.has(node)).length;
    if (news * 3 > this.shown.nodes.length) {
      this.run?.stop();
      const shown = this.shown;
      app.dataset["layout"] = "running";
      const { clientWidth: width, clientHeight: height } = this.stage;
      const radius = radii(shown.nodes, width, height);
      this.radius = radius;
      const run = layout(this.model, shown, this.places, width, height, radius, (share) => {
        this.status.textContent = `Arranging ${shown.nodes.length.toLocaleString("en")} nodes … ${Math.round(share * 100)} %`;
      });
      this.run = run;
      void run.done.then(() => {
        if (this.run !== run) return;
        this.run = undefined;
        app.dataset["layout"] = "done";
        this.draw(map);
        this.frameTopic();
      });
      return;
    }
    if (this.run) return;
    settle(this.shown, this.places);
    app.dataset["layout"] = "done";
    this.draw(map, state);
  }

  private draw(map: GraphMap, state = this.store.get()): void {
    settle(this.shown, this.places);
    this.radius ??= radii(this.shown.nodes, this.stage.clientWidth, this.stage.clientHeight);
    map.show(this.shown, this.places, this.radius, state, scheme(state));
    const { nodes, total } = this.shown;
    const number = nodes.length.toLocaleString("en");
    this.status.textContent =
      nodes.length === 0
        ? "Nothing passes the filters. Switch something on in the legend, or widen the time."
        : total > nodes.length
          ? `The ${number} weightiest of ${total.toLocaleString("en")}; search or expand for the rest`
          : `${number} nodes`;
  }
}

try {
  const model = parse(JSON.parse(document.getElementById("data")?.textContent ?? "") as Payload);
  document.title = model.title;
  new Page(model);
} catch (error) {
  app.append(h("p", { class: "broken" }, `The graph in this page cannot be read (${error instanceof Error ? error.message : String(error)}). Write it again with showgraph view.`));
  throw error;
}
