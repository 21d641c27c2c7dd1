// Opens pages in Debian's Chromium and watches them: whatever goes wrong in a page fails its test.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export const WORK = resolve(process.env.SHOWGRAPH_PAGES ?? "target/tests/viewer");

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // WebGL without a graphics card.
      "--use-gl=angle",
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
    ],
  });
}

/**
 * Opens a page of the work folder, waits until the map stands, hands it to `visit`, and checks that
 * nothing was asked of a network, no script of the notes ran, and nothing was written to the console.
 */
export async function opened(browser, name, options, visit) {
  const { hash = "", width = 1280, height = 800, scheme = "light", layout = true } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: "reduce",
    acceptDownloads: true,
  });
  const address = pathToFileURL(resolve(WORK, name)).href;
  const troubles = [];
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on("console", (message) => troubles.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => troubles.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on("request", (request) => {
    const url = request.url();
    if (url.split("#")[0] !== address && !url.startsWith("blob:")) troubles.push(`request: ${url}`);
  });
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  try {
    await page.goto(address + hash);
    if (layout) await page.locator("#app[data-layout=done]").waitFor({ timeout: 120_000 });
    await visit(page);
    troubles.push(...(await page.evaluate(() => window.violations)).map((violation) => `policy: ${violation}`));
    assert.deepEqual(troubles, []);
  } finally {
    await context.close();
  }
}

/** What of the scripts ran that were put into a page, sorted: each adds its name to `window.ran`. */
export async function ran(browser, name, text) {
  const file = resolve(WORK, name);
  await writeFile(file, text);
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.addInitScript(() => (window.ran = window.parent === window ? [] : undefined));
  try {
    await page.goto(pathToFileURL(file).href);
    await page.locator("#app[data-layout=done]").waitFor({ timeout: 120_000 });
    await page.evaluate(() => document.getElementById("way").click());
    // Handlers and frames come later than what waits for them.
    await page.waitForTimeout(1000);
    return (await page.evaluate(() => window.ran)).sort();
  } finally {
    await context.close();
  }
}

/** Presses a button that saves a file, and reads what was saved. */
export async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button, exact: true }).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Names and marks of a saved picture. */
export async function pictured(page) {
  const { bytes } = await saved(page, "SVG");
  const picture = await page.evaluate((source) => {
    const xml = new DOMParser().parseFromString(source, "image/svg+xml");
    const pen = document.createElement("canvas").getContext("2d");
    const family = xml.documentElement.getAttribute("font-family");
    const numbers = (element, names) => names.map((name) => Number(element.getAttribute(name)));
    return {
      broken: xml.querySelector("parsererror")?.textContent ?? "",
      names: [...xml.querySelectorAll("text")].map((text) => {
        const [x, y, size, weight] = numbers(text, ["x", "y", "font-size", "font-weight"]);
        pen.font = `${weight || 400} ${size}px ${family}`;
        return { text: text.textContent, x, y, size, width: pen.measureText(text.textContent).width };
      }),
      discs: [...xml.querySelectorAll("circle")].map((circle) => {
        const [x, y, radius] = numbers(circle, ["cx", "cy", "r"]);
        return { x, y, radius, colour: circle.getAttribute("fill") };
      }),
      // The first square is the paper.
      squares: [...xml.querySelectorAll("rect")].slice(1).map((square) => {
        const [x, y, side] = numbers(square, ["x", "y", "width"]);
        return { x: x + side / 2, y: y + side / 2, radius: side / 2, colour: square.getAttribute("fill") };
      }),
      lines: xml.querySelectorAll("line").length,
    };
  }, bytes.toString("utf8"));
  assert.equal(picture.broken, "");
  return { ...picture, source: bytes.toString("utf8") };
}
