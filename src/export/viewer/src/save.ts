// Saves what the map shows, as SVG or PNG: both are drawn from the same picture.

import { svg } from "./dom";
import { FONT, type GraphMap, type Picture, writeNames } from "./map";

/** XML has no way to write these, escaped or not. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "");
}

const round = (value: number) => Math.round(value * 100) / 100;

export function toSvg(picture: Picture, title: string): string {
  const { width, height, scheme } = picture;
  const inside = (x: number, y: number) => x > -40 && y > -40 && x < width + 40 && y < height + 40;
  const text = (content: string, x: number, y: number, size: number, bold: boolean, colour: string) =>
    svg(
      "text",
      {
        x: round(x),
        y: round(y),
        "font-size": size,
        "font-weight": bold ? 600 : null,
        fill: colour,
        stroke: scheme.paper,
        "stroke-width": bold ? 5 : 3.5,
        "paint-order": "stroke",
        "stroke-linejoin": "round",
      },
      printable(content),
    );
  const root = svg(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, width, height, "font-family": FONT },
    svg("title", {}, printable(title)),
    svg("rect", { width, height, fill: scheme.paper }),
    svg(
      "g",
      {},
      ...picture.lines
        .filter(({ x1, y1, x2, y2 }) => inside(x1, y1) || inside(x2, y2))
        .map(({ x1, y1, x2, y2, colour, width: thickness }) =>
          svg("line", { x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2), stroke: colour, "stroke-width": round(thickness) }),
        ),
    ),
    svg(
      "g",
      {},
      ...picture.marks
        .filter(({ x, y }) => inside(x, y))
        .map(({ x, y, radius, square, colour }) =>
          square
            ? svg("rect", { x: round(x - radius), y: round(y - radius), width: round(2 * radius), height: round(2 * radius), fill: colour })
            : svg("circle", { cx: round(x), cy: round(y), r: round(radius), fill: colour }),
        ),
    ),
    svg("g", {}, ...picture.labels.map(({ text: content, x, y, size, bold }) => text(content, x, y, size, bold, scheme.ink))),
    svg("g", {}, ...picture.titles.map(({ text: content, x, y, size, colour }) => text(content, x, y, size, true, colour))),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}\n`;
}

function toPng(picture: Picture): Promise<Blob | null> {
  const scale = 2;
  const canvas = document.createElement("canvas");
  canvas.width = picture.width * scale;
  canvas.height = picture.height * scale;
  const pen = canvas.getContext("2d") as CanvasRenderingContext2D;
  pen.scale(scale, scale);
  pen.fillStyle = picture.scheme.paper;
  pen.fillRect(0, 0, picture.width, picture.height);
  for (const { x1, y1, x2, y2, colour, width } of picture.lines) {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.beginPath();
    pen.moveTo(x1, y1);
    pen.lineTo(x2, y2);
    pen.stroke();
  }
  for (const { x, y, radius, square, colour } of picture.marks) {
    pen.fillStyle = colour;
    pen.beginPath();
    if (square) pen.rect(x - radius, y - radius, 2 * radius, 2 * radius);
    else pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.fill();
  }
  writeNames(pen, picture);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

/** Hands a picture of the map to the reader's downloads. */
export async function save(map: GraphMap, format: "svg" | "png", title: string): Promise<void> {
  const picture = map.picture();
  const blob = format === "svg" ? new Blob([toSvg(picture, title)], { type: "image/svg+xml" }) : await toPng(picture);
  if (!blob) return;
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = `${title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").toLowerCase() || "graph"}.${format}`;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
