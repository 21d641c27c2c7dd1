// Which names can be read at once: the weightiest first, none over another or over a weightier node.

import type { Node } from "./data";

export interface Spot {
  node: Node;
  x: number;
  y: number;
  radius: number;
  /** Names with a higher rank are placed first. */
  rank: number;
  /** Shown even where it is crowded. */
  wanted: boolean;
}

export interface Label {
  node: Node;
  text: string;
  /** Left end of the base line. */
  x: number;
  y: number;
  size: number;
  bold: boolean;
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const CELL = 80;
const MAX_LENGTH = 34;
/** Between a node and its name, in pixels. */
const GAP = 3;
/** Between two names. */
const AIR = 3;

/** Boxes by the cells of a grid that they touch. */
export class Boxes {
  private cells = new Map<number, Box[]>();

  private *keys(box: Box): Generator<number> {
    for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); x++)
      for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); y++) yield x * 10_007 + y;
  }

  add(box: Box): void {
    for (const key of this.keys(box)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(box);
      else this.cells.set(key, [box]);
    }
  }

  hits(box: Box): boolean {
    for (const key of this.keys(box))
      for (const other of this.cells.get(key) ?? [])
        if (box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top) return true;
    return false;
  }
}

export function shorten(text: string): string {
  const letters = [...text];
  return letters.length <= MAX_LENGTH ? text : `${letters.slice(0, MAX_LENGTH - 1).join("").trimEnd()}…`;
}

export function fontSize(spot: Spot): number {
  return Math.round(Math.min(16, 10.5 + spot.radius * 0.42));
}

/** Width of a text in pixels, at a size, bold or not. */
export type Measure = (text: string, size: number, bold: boolean) => number;

/** The boxes that one name could take: right of its node, left of it, below, above. */
function* candidates(spot: Spot, width: number, size: number): Generator<Box> {
  const gap = spot.radius + GAP;
  const half = size * 0.62;
  yield { left: spot.x + gap, right: spot.x + gap + width, top: spot.y - half, bottom: spot.y + half };
  yield { left: spot.x - gap - width, right: spot.x - gap, top: spot.y - half, bottom: spot.y + half };
  yield { left: spot.x - width / 2, right: spot.x + width / 2, top: spot.y + gap, bottom: spot.y + gap + 2 * half };
  yield { left: spot.x - width / 2, right: spot.x + width / 2, top: spot.y - gap - 2 * half, bottom: spot.y - gap };
}

const disc = ({ x, y, radius }: Spot): Box => ({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });

/**
 * Places names on a picture of a given size, the weightiest first.
 *
 * A name never covers another name or a weightier node; where there is room it covers no node at
 * all. `taken` holds what is there already, and afterwards the names too.
 */
export function placeLabels(spots: Spot[], width: number, height: number, measure: Measure, taken: Boxes): Label[] {
  const inside = spots.filter(({ x, y }) => x > -20 && y > -20 && x < width + 20 && y < height + 20);
  const discs = new Boxes();
  for (const spot of inside) discs.add(disc(spot));
  const most = Math.max(24, (width * height) / 5000);
  const labels: Label[] = [];
  inside.sort((a, b) => Number(b.wanted) - Number(a.wanted) || b.rank - a.rank || a.node.index - b.node.index);
  for (const spot of inside) {
    if (labels.length >= most) break;
    const text = shorten(spot.node.label);
    const size = fontSize(spot);
    const bold = spot.wanted;
    const free = [...candidates(spot, measure(text, size, bold), size)].filter(
      (box) => box.left >= 2 && box.right <= width - 2 && box.top >= 2 && box.bottom <= height - 2 && !taken.hits(box),
    );
    taken.add(disc(spot));
    const box = free.find((one) => !discs.hits(one)) ?? free[0];
    if (!box) continue;
    taken.add({ ...box, left: box.left - AIR, right: box.right + AIR });
    labels.push({ node: spot.node, text, x: box.left, y: (box.top + box.bottom) / 2 + size * 0.35, size, bold });
  }
  return labels;
}
