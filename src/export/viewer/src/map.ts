// The map: sigma draws nodes and lines, a layer of our own above it the names.

import { NodeSquareProgram } from "@sigma/node-square";
import Graph from "graphology";
import Sigma from "sigma";
import type { EdgeDisplayData, NodeDisplayData } from "sigma/types";
import type { Model, Node, Topic } from "./data";
import { h } from "./dom";
import { type Box, Boxes, type Label, type Spot, placeLabels, shorten } from "./labels";
import type { Places, Point, Radius } from "./layout";
import type { State } from "./state";
import { type Scheme, mix, nodeColour, topicColour } from "./theme";
import { type Visible, neighbours } from "./visible";

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';

/** What a picture of the map consists of, in pixels. */
export interface Picture {
  width: number;
  height: number;
  lines: { x1: number; y1: number; x2: number; y2: number; colour: string; width: number }[];
  marks: { x: number; y: number; radius: number; square: boolean; colour: string }[];
  labels: Label[];
  titles: TopicTitle[];
  scheme: Scheme;
}

interface TopicTitle {
  key: string;
  text: string;
  x: number;
  y: number;
  size: number;
  width: number;
  colour: string;
}

interface Handlers {
  select(node: Node | undefined): void;
  selectTopic(key: string): void;
}

export class GraphMap {
  private readonly graph = new Graph({ type: "directed" });
  private readonly sigma: Sigma;
  private readonly names: HTMLCanvasElement;
  private readonly pen: CanvasRenderingContext2D;
  private readonly widths = new Map<string, number>();
  private shown: Visible | undefined;
  private state: State | undefined;
  private scheme: Scheme | undefined;
  private hovered: Node | undefined;
  /** Width of a line, when none stands out. */
  private thickness = 1;
  /** What stands out: undefined when all do. */
  private lit: Set<Node> | undefined;
  /** Names of topics as they stand on the map now. */
  private titled: TopicTitle[] = [];

  constructor(
    private readonly container: HTMLElement,
    private readonly model: Model,
    handlers: Handlers,
  ) {
    this.sigma = new Sigma(this.graph, container, {
      allowInvalidContainer: true,
      defaultDrawNodeHover: () => {},
      hideEdgesOnMove: false,
      labelFont: FONT,
      maxCameraRatio: 2.5,
      minCameraRatio: 0.02,
      nodeProgramClasses: { square: NodeSquareProgram },
      renderLabels: false,
      stagePadding: 40,
      zIndex: true,
      nodeReducer: (key, data) => this.drawnNode(this.node(key), data as NodeDisplayData),
      edgeReducer: (key, data) => this.drawnEdge(key, data as EdgeDisplayData),
    });
    this.names = h("canvas", { class: "names", "aria-hidden": "true" });
    container.append(this.names);
    this.pen = this.names.getContext("2d") as CanvasRenderingContext2D;
    this.sigma.on("afterRender", () => this.drawNames());
    this.sigma.on("clickNode", ({ node }) => handlers.select(this.node(node)));
    this.sigma.on("clickStage", ({ event }) => {
      const title = this.titleAt(event);
      if (title) handlers.selectTopic(title.key);
      else handlers.select(undefined);
    });
    this.sigma.on("moveBody", ({ event }) => container.classList.toggle("pointing", this.hovered !== undefined || this.titleAt(event) !== undefined));
    this.sigma.on("enterNode", ({ node }) => this.hover(this.node(node)));
    this.sigma.on("leaveNode", () => this.hover(undefined));
  }

  /** Draws a part of the graph. */
  show(shown: Visible, places: Places, radius: Radius, state: State, scheme: Scheme): void {
    this.shown = shown;
    this.sigma.setSetting("stagePadding", this.sigma.getDimensions().width < 600 ? 14 : 36);
    this.graph.clear();
    for (const node of shown.nodes) {
      const place = places.get(node);
      if (!place) continue;
      const type = node.kind === "episode" || node.kind === "show" ? "square" : "circle";
      this.graph.addNode(node.index, { ...place, size: radius(node), type });
    }
    const degree = new Map<Node, number>();
    for (const { to } of shown.ties) degree.set(to, (degree.get(to) ?? 0) + 1);
    // Few lines may be strong, thousands must be faint to be seen at all.
    const crowd = Math.min(1, shown.ties.length / 10_000);
    this.thickness = 1.1 - 0.6 * crowd;
    const episodes = shown.nodes.filter(({ kind }) => kind === "episode").length;
    for (const { from, to } of shown.ties) {
      if (!this.graph.hasNode(from.index) || !this.graph.hasNode(to.index)) continue;
      // A line to what nearly every episode names tells nothing and hides the rest: it fades.
      const fade = Math.min(1, Math.log(degree.get(to) ?? 1) / Math.log(Math.max(3, episodes)));
      this.graph.addEdge(from.index, to.index, { fade: 0.1 + 0.5 * crowd + (0.8 - 0.5 * crowd) * fade });
    }
    this.highlight(state, scheme);
  }

  /** Draws the same part again, with another choice or other colours. */
  highlight(state: State, scheme: Scheme): void {
    this.state = state;
    this.scheme = scheme;
    this.lit = this.spotlight();
    this.sigma.refresh();
  }

  /**
   * Makes sure that a node can be seen: if it lies outside the view, or under the `covered` pixels
   * at its foot, it is brought into the middle of the rest.
   */
  reveal(node: Node, covered: number): void {
    const at = this.sigma.getNodeDisplayData(node.index);
    const place = this.position(node);
    if (!at || !place) return;
    const { width, height } = this.sigma.getDimensions();
    const rim = 30;
    if (place.x > rim && place.y > rim && place.x < width - rim && place.y < height - covered - rim) return;
    const camera = this.sigma.getCamera();
    const ratio = Math.min(camera.ratio, 0.6);
    const [top, shifted] = [0, covered / 2].map((y) => this.sigma.viewportToFramedGraph({ x: 0, y }).y) as [number, number];
    this.move({ x: at.x, y: at.y + ((shifted - top) * ratio) / camera.ratio, ratio });
  }

  /** Brings nodes into view together, in what the `covered` pixels at the map's foot leave of it. */
  frame(nodes: Iterable<Node>, covered: number): void {
    const spots = [...nodes].map((node) => this.sigma.getNodeDisplayData(node.index)).filter((at) => at !== undefined);
    if (spots.length === 0) return;
    const span = (values: number[]): [middle: number, length: number] => {
      const [least, most] = [Math.min(...values), Math.max(...values)];
      return [(least + most) / 2, most - least];
    };
    const [x, wide] = span(spots.map((at) => at.x));
    const [y, high] = span(spots.map((at) => at.y));
    const camera = this.sigma.getCamera();
    const { width, height } = this.sigma.getDimensions();
    // How much of the graph a pixel shows when the camera's ratio is 1.
    const [origin, beside, below] = [[0, 0], [1, 0], [0, 1]].map(([x, y]) => this.sigma.viewportToFramedGraph({ x, y } as { x: number; y: number })) as [Point, Point, Point];
    const across = (beside.x - origin.x) / camera.ratio;
    const down = (below.y - origin.y) / camera.ratio;
    const rim = 40;
    const fits = (length: number, unit: number, pixels: number) => length / (Math.abs(unit) * Math.max(pixels - 2 * rim, rim));
    // One node alone, or a few in one spot, are not looked at through a microscope.
    const ratio = camera.getBoundedRatio(Math.max(fits(wide, across, width), fits(high, down, height - covered), 0.15));
    this.move({ x, y: y + (covered / 2) * down * ratio, ratio });
  }

  zoom(factor: number): void {
    const camera = this.sigma.getCamera();
    this.move({ ratio: camera.getBoundedRatio(camera.ratio * factor) });
  }

  /** Moves by shares of what is in view. */
  pan(dx: number, dy: number): void {
    const { x, y, ratio } = this.sigma.getCamera().getState();
    this.move({ x: x + dx * ratio, y: y - dy * ratio });
  }

  reset(): void {
    this.move({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  }

  resize(): void {
    this.sigma.resize();
    this.sigma.refresh();
  }

  /** Names that can be read now, as placed. */
  labels(): Label[] {
    return this.compose().labels;
  }

  /** Where a node stands in the container, in pixels. */
  position(node: Node): { x: number; y: number } | undefined {
    const at = this.sigma.getNodeDisplayData(node.index);
    return at && this.sigma.framedGraphToViewport(at);
  }

  private move(state: { x?: number; y?: number; ratio?: number; angle?: number }): void {
    const camera = this.sigma.getCamera();
    if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) camera.setState(state);
    else void camera.animate(state, { duration: 280 });
  }

  private node(key: string): Node {
    return this.model.nodes[Number(key)] as Node;
  }

  private hover(node: Node | undefined): void {
    this.hovered = node;
    this.container.classList.toggle("pointing", node !== undefined);
    this.lit = this.spotlight();
    this.sigma.refresh({ skipIndexation: true });
  }

  private selected(): Node | undefined {
    return this.state?.node === undefined ? undefined : this.model.byId.get(this.state.node);
  }

  private spotlight(): Set<Node> | undefined {
    const state = this.state;
    if (!state) return undefined;
    const centre = this.selected() ?? this.hovered;
    if (centre) return new Set([centre, ...neighbours(centre, state), ...(this.hovered ? [this.hovered] : [])]);
    const topic = this.model.topicsByKey.get(state.topic ?? "");
    return topic && new Set(topic.members);
  }

  private drawnNode(node: Node, data: NodeDisplayData): Partial<NodeDisplayData> {
    const { state, scheme } = this;
    if (!state || !scheme) return data;
    const colour = nodeColour(this.model, node, state, scheme);
    if (node === this.selected() || node === this.hovered) return { ...data, color: colour, size: data.size + 2.5, zIndex: 3 };
    if (this.lit && !this.lit.has(node)) return { ...data, color: scheme.faint, zIndex: 0 };
    return { ...data, color: colour, zIndex: this.lit ? 2 : 1 };
  }

  private drawnEdge(key: string, data: EdgeDisplayData): Partial<EdgeDisplayData> {
    const { state, scheme } = this;
    if (!state || !scheme) return data;
    const [from, to] = this.graph.extremities(key).map((end) => this.node(end)) as [Node, Node];
    const centre = this.selected() ?? this.hovered;
    if (centre) {
      const touches = from === centre || to === centre;
      if (!touches) return { ...data, hidden: true };
      return { ...data, size: 1.4, color: mix(nodeColour(this.model, from === centre ? to : from, state, scheme), scheme.paper, 0.35), zIndex: 1 };
    }
    if (this.lit && !(this.lit.has(from) && this.lit.has(to))) return { ...data, hidden: true };
    const tint = from.kind === "episode" ? to : from;
    const colour = mix(nodeColour(this.model, tint, state, scheme), scheme.edge, 0.7);
    return { ...data, size: this.thickness, color: mix(colour, scheme.paper, this.graph.getEdgeAttribute(key, "fade")), zIndex: 0 };
  }

  /** The map as it stands: what the layer of names draws, and what is saved. */
  compose(): Picture {
    const { width, height } = this.sigma.getDimensions();
    const scheme = this.scheme as Scheme;
    const spots: Spot[] = [];
    const marks: Picture["marks"] = [];
    const taken = new Boxes();
    for (const box of this.covered()) taken.add(box);
    const zoomed = this.sigma.getCamera().ratio;
    for (const node of this.shown?.nodes ?? []) {
      const data = this.sigma.getNodeDisplayData(node.index);
      if (!data) continue;
      const { x, y } = this.sigma.framedGraphToViewport(data);
      const size = this.sigma.scaleSize(data.size);
      marks.push({ x, y, radius: size, square: data.type === "square", colour: data.color });
      if (this.lit && !this.lit.has(node)) continue;
      const centre = node === this.selected() || node === this.hovered;
      // Titles of episodes are long: they wait until the reader comes near, or asks for them.
      if (node.kind === "episode" && !this.lit && zoomed > 0.5) continue;
      const rank = centre ? Infinity : node.kind === "episode" ? size * 0.5 : size;
      spots.push({ node, x, y, radius: size, rank, wanted: centre });
    }
    const titles = this.lit ? [] : this.titles(taken, width, height);
    const labels = placeLabels(spots, width, height, (text, size, bold) => this.measure(text, size, bold), taken);
    return { width, height, lines: [], marks, labels, titles, scheme };
  }

  /** What lies over the map: a name under it could not be read. */
  private covered(): Box[] {
    const { left, top } = this.container.getBoundingClientRect();
    const over = [...(this.container.parentElement?.querySelectorAll(".zoom") ?? [])].map((one) => one.getBoundingClientRect());
    return over
      .filter(({ width }) => width > 0)
      .map((box) => ({ left: box.left - left - 2, right: box.right - left + 2, top: box.top - top - 2, bottom: box.bottom - top + 2 }));
  }

  /** The map with its lines, for saving. */
  picture(): Picture {
    const picture = this.compose();
    this.graph.forEachEdge((key, _data, from, to) => {
      const drawn = this.sigma.getEdgeDisplayData(key);
      const [a, b] = [from, to].map((end) => this.position(this.node(end)));
      if (!drawn || drawn.hidden || !a || !b) return;
      picture.lines.push({ x1: a.x, y1: a.y, x2: b.x, y2: b.y, colour: drawn.color, width: this.sigma.scaleSize(drawn.size) });
    });
    return picture;
  }

  /** Names of topics at the middle of their members, as long as the whole is in view. */
  private titles(taken: Boxes, width: number, height: number): TopicTitle[] {
    const { state, scheme, shown } = this;
    if (!state || !scheme || !shown || state.colour !== "topic" || this.sigma.getCamera().ratio < 0.6) return [];
    const titles: TopicTitle[] = [];
    for (const topic of this.model.topics.slice(0, scheme.topics.length)) {
      const middle = this.middle(topic, shown);
      if (!middle) continue;
      const text = brief(topic.name);
      const size = width < 600 ? 13 : 15;
      const half = this.measure(text, size, true) / 2;
      const box: Box = { left: middle.x - half, right: middle.x + half, top: middle.y - size * 0.7, bottom: middle.y + size * 0.7 };
      // Pushed back into the picture where a topic lies at its edge.
      const shift = Math.max(4 - box.left, 0) + Math.min(width - 4 - box.right, 0);
      box.left += shift;
      box.right += shift;
      if (box.top < 2 || box.bottom > height - 2 || taken.hits(box)) continue;
      taken.add({ ...box, left: box.left - 4, right: box.right + 4 });
      titles.push({ key: topic.key, text, x: box.left, y: middle.y + size * 0.35, size, width: 2 * half, colour: topicColour(this.model, topic.key, scheme) });
    }
    return titles;
  }

  private titleAt({ x, y }: Point): TopicTitle | undefined {
    return this.titled.find((title) => x >= title.x && x <= title.x + title.width && y >= title.y - title.size && y <= title.y + title.size * 0.4);
  }

  private middle(topic: Topic, shown: Visible): { x: number; y: number } | undefined {
    const points = topic.members.filter((node) => shown.has(node)).map((node) => this.position(node)).filter((at) => at !== undefined);
    if (points.length < 3) return undefined;
    const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] as number;
    return { x: median(points.map(({ x }) => x)), y: median(points.map(({ y }) => y)) };
  }

  private measure(text: string, size: number, bold: boolean): number {
    const key = `${bold ? "b" : ""}${size} ${text}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      this.pen.font = font(size, bold);
      width = this.pen.measureText(text).width;
      this.widths.set(key, width);
    }
    return width;
  }

  private drawNames(): void {
    if (!this.scheme) return;
    const picture = this.compose();
    this.titled = picture.titles;
    const scale = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
    if (this.names.width !== width || this.names.height !== height) {
      this.names.width = width;
      this.names.height = height;
    }
    this.pen.setTransform(scale, 0, 0, scale, 0, 0);
    this.pen.clearRect(0, 0, picture.width, picture.height);
    writeNames(this.pen, picture);
  }
}

/** As many of a topic's names as fit into a title, at least the first. */
function brief(name: string): string {
  const [first = "", ...rest] = name.split(", ");
  let text = first;
  for (const part of rest) {
    if (text.length + part.length > 22) break;
    text += `, ${part}`;
  }
  return shorten(text);
}

export function font(size: number, bold: boolean): string {
  return `${bold ? "600 " : ""}${size}px ${FONT}`;
}

/** Writes names with a rim of the paper's colour, so that they can be read over anything. */
export function writeNames(pen: CanvasRenderingContext2D, { titles, labels, scheme }: Picture): void {
  pen.lineJoin = "round";
  pen.strokeStyle = scheme.paper;
  const write = (text: string, x: number, y: number, rim: number, colour: string) => {
    pen.lineWidth = rim;
    pen.strokeText(text, x, y);
    pen.fillStyle = colour;
    pen.fillText(text, x, y);
  };
  for (const { text, x, y, size, bold } of labels) {
    pen.font = font(size, bold);
    write(text, x, y, 3.5, scheme.ink);
  }
  for (const { text, x, y, size, colour } of titles) {
    pen.font = font(size, true);
    write(text, x, y, 5, colour);
  }
}
