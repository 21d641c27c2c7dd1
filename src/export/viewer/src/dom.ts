// Builds elements. Text from the notes only ever becomes a text node: nothing here parses markup.

type Child = Node | string | null | undefined | false;
type Props = Record<string, string | number | boolean | null | undefined | ((event: never) => void)>;

function fill<T extends Element>(element: T, props: Props, children: Child[]): T {
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), value as EventListener);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child !== null && child !== undefined && child !== false) element.append(child);
  return element;
}

/** An HTML element; a property that is a function listens to the event of its name, less "on". */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), props, children);
}

/** An SVG element. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), props, children);
}

const SAFE = new Set(["http:", "https:", "mailto:"]);

/** The address when it is safe to follow: a web address, a mail address, or a path. */
export function safeHref(address: string | undefined): string | undefined {
  if (!address) return undefined;
  const scheme = /^\s*([a-z][a-z0-9+.-]*):/i.exec(address.replace(/[\u0000-\u0020]/g, ""));
  if (scheme && !SAFE.has(`${scheme[1]?.toLowerCase()}:`)) return undefined;
  // Two slashes at the start would leave the folder for another host.
  return /^\s*(\/\/|\\)/.test(address) ? undefined : address;
}

/** A link that opens beside this page; plain text where the address is not safe. */
export function link(address: string | undefined, text: string, props: Props = {}): HTMLElement {
  const href = safeHref(address);
  if (href === undefined) return h("span", props, text);
  return h("a", { ...props, href, target: "_blank", rel: "noopener noreferrer" }, text);
}

/** A text with each occurrence of one of the names set off. */
export function marked(text: string, names: string[]): Child[] {
  const wanted = names.filter((name) => name.length > 1).sort((a, b) => b.length - a.length);
  if (wanted.length === 0) return [text];
  const pattern = wanted.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  const parts: Child[] = [];
  let end = 0;
  for (const match of text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, "giu"))) {
    parts.push(text.slice(end, match.index), h("mark", {}, match[0]));
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  return parts;
}

export function clear(element: Element, ...children: Child[]): void {
  element.replaceChildren(...children.filter((child): child is Node | string => !!child));
}
