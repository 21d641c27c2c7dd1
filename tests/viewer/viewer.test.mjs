// What a person does with the page: reads, searches, clicks, filters, saves; by mouse and by keyboard.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { WORK, launch, opened, pictured, ran, saved } from "./browser.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const SAMPLE = "sample/graph.html";
const search = (page) => page.getByRole("combobox", { name: /search/i });
const hits = (page) => page.getByRole("listbox", { name: "Found" }).getByRole("option");
const heading = (page) => page.locator(".panel h2");
const shown = async (page) => Number(/([\d,]+) nodes/.exec(await page.locator(".status").textContent())?.[1].replace(",", ""));

test("a search leads to the sentence in the notes that says it", () =>
  opened(browser, SAMPLE, {}, async (page) => {
    await search(page).fill("federation");
    await hits(page).first().click();
    assert.match(await heading(page).textContent(), /federation/i);
    assert.match(page.url(), /#.*node=/);

    const episode = page.locator(".claims > li", { hasText: "Kubernetes 1.3" }).first();
    assert.match(await episode.locator("blockquote").first().textContent(), /federation/i);
    assert.match(await episode.locator("mark").first().textContent(), /federation/i);

    const place = episode.locator("a.place").first();
    const [, source, line] = /^(.*):(\d+)$/.exec(await place.getAttribute("title"));
    const target = fileURLToPath(new URL(await place.getAttribute("href"), page.url().split("#")[0]).href.split("#")[0]);
    assert.ok(target.endsWith(source), `${target} is ${source}`);
    const said = readFileSync(target, "utf8").split("\n")[Number(line) - 1];
    assert.match(said, /federation/i, `${source}:${line} says it`);
  }));

test("aliases are found, and so are words in another order", () =>
  opened(browser, SAMPLE, {}, async (page) => {
    const data = JSON.parse(await page.locator("#data").textContent());
    const known = data.nodes.filter((node) => node.kind !== "url" && node.aliases?.some((alias) => alias.length > 3));
    assert.ok(known.length > 0, "the sample has aliases");
    for (const node of known.slice(0, 5)) {
      await search(page).fill(node.aliases.find((alias) => alias.length > 3).toUpperCase());
      assert.ok((await page.locator(`[role=option][data-node="${node.id}"]`).count()) > 0, node.id);
    }
    await search(page).fill("1.3 kubernetes");
    assert.match(await hits(page).first().textContent(), /Kubernetes 1\.3/);
    await search(page).fill("no such thing");
    assert.match(await page.locator("#hits").textContent(), /Nothing is called “no such thing”/);
  }));

test("the answers stay open for whoever leaves the search and comes back at once", () =>
  opened(browser, SAMPLE, {}, async (page) => {
    await search(page).fill("kuber");
    await search(page).evaluate((input) => {
      input.blur();
      input.focus();
    });
    await page.waitForTimeout(300);
    assert.ok(await hits(page).first().isVisible());
    await search(page).evaluate((input) => input.blur());
    await hits(page).first().waitFor({ state: "hidden" });
  }));

test("everything works by keyboard alone", () =>
  opened(browser, SAMPLE, {}, async (page) => {
    const keys = async (...names) => {
      for (const name of names) await page.keyboard.press(name);
    };
    await keys("/");
    await page.keyboard.type("kuber");
    const offered = await hits(page).count();
    assert.ok(offered > 1);
    await keys("ArrowDown");
    assert.equal(await hits(page).nth(1).getAttribute("aria-selected"), "true");
    await keys("ArrowUp", "Enter");
    const first = await heading(page).textContent();
    assert.match(first, /kuber/i);
    assert.ok(await heading(page).evaluate((element) => element === document.activeElement), "the panel has the focus");

    await keys("Tab");
    await page.locator(".panel .node").first().focus();
    await keys("Enter");
    assert.notEqual(await heading(page).textContent(), first);

    await keys("Escape");
    assert.ok(!page.url().includes("node="));

    await keys("l");
    assert.ok(await page.getByRole("region", { name: /list/i }).isVisible());
    await page.locator(".list .node").first().focus();
    await keys("Enter");
    assert.match(page.url(), /view=list/);
    assert.match(page.url(), /node=/);
    assert.equal(await page.locator(".list [aria-current=true]").count(), 1);
    await keys("m", "?");
    assert.ok(await page.getByRole("dialog").isVisible());
    await keys("Escape");
    assert.ok(!(await page.getByRole("dialog").isVisible()));

    await page.locator(".stage").focus();
    const before = await pictured(page);
    await page.locator(".stage").focus();
    await keys("ArrowRight", "+");
    const moved = await pictured(page);
    assert.notDeepEqual(moved.discs[0], before.discs[0]);
    await keys("0");
    assert.equal((await pictured(page)).source, before.source);
  }));

test("a kind can be switched off and on, and the address remembers it", () =>
  opened(browser, SAMPLE, {}, async (page) => {
    const all = await shown(page);
    const people = page.getByRole("navigation").locator('[data-word="person"] input');
    const number = Number(await page.locator('[data-word="person"] .note').textContent());
    await people.uncheck();
    assert.equal(await shown(page), all - number);
    await page.keyboard.press("l");
    assert.equal(await page.getByRole("heading", { name: /people|person/ }).count(), 0);
    await page.reload();
    await page.locator("#app[data-layout=done]").waitFor();
    assert.ok(!(await people.isChecked()));
    assert.ok(await page.locator(".list").isVisible());
    await people.check();
    assert.ok((await page.getByRole("heading", { name: /people/ }).count()) > 0);

    const mentions = page.locator('[data-word="mentions"] input');
    await mentions.uncheck();
    assert.ok((await page.locator(".list .node").count()) > 0);
    await mentions.check();
    await page.locator('[data-word="episode"]').hover();
    await page.getByRole("button", { name: "Show only episodes" }).click();
    assert.deepEqual(await page.locator(".list h2").count(), 1);
  }));

test("the time slider leaves the episodes of a time", () =>
  opened(browser, SAMPLE, { hash: "#view=list" }, async (page) => {
    const episodes = async () => Number(/(\d+) episode/.exec(await page.locator("#list-episode").textContent())[1]);
    const all = await episodes();
    const from = page.getByRole("slider", { name: /first/i });
    await from.focus();
    for (let press = 0; press < 4; press++) await page.keyboard.press("PageUp");
    const some = await episodes();
    assert.ok(some < all && some > 0, `${some} of ${all}`);
    const [, day] = /from=([\d-]+)/.exec(page.url());
    const dates = await page.locator("section[aria-labelledby=list-episode] .note").allTextContents();
    assert.ok(dates.every((date) => date >= day), `${dates} from ${day}`);
    await page.getByRole("button", { name: "all time" }).click();
    assert.equal(await episodes(), all);
    await page.getByRole("slider", { name: /last/i }).focus();
    await page.keyboard.press("Home");
    assert.ok((await episodes()) < all);
  }));

test("a click on the map opens the node under it, a click beside closes it", () =>
  opened(browser, SAMPLE, {}, async (page) => {
    const { names, discs } = await pictured(page);
    const stage = await page.locator(".stage").boundingBox();
    // The largest disc with its name right of it.
    const disc = discs
      .toSorted((a, b) => b.radius - a.radius)
      .find(({ x, y, radius }) => names.some((name) => Math.abs(name.x - x - radius - 3) < 0.5 && Math.abs(name.y - y) < name.size / 2));
    const name = names.find(({ x, y, size }) => Math.abs(x - disc.x - disc.radius - 3) < 0.5 && Math.abs(y - disc.y) < size / 2);
    await page.mouse.click(stage.x + disc.x, stage.y + disc.y);
    assert.equal(await heading(page).textContent(), name.text);

    const lit = await pictured(page);
    const grey = lit.discs.filter(({ colour }) => colour === "#dcdad5").length;
    assert.ok(grey > 0 && grey < lit.discs.length, "neighbours stand out, the rest steps back");
    // Two clicks at once are a double click.
    await page.waitForTimeout(400);
    await page.mouse.click(stage.x + 8, stage.y + 8);
    await page.waitForFunction(() => !location.hash.includes("node="));
  }));

test("names on the map never lie over each other", () =>
  opened(browser, SAMPLE, {}, async (page) => {
    const { names } = await pictured(page);
    assert.ok(names.length > 10, `${names.length} names`);
    for (const [at, a] of names.entries()) {
      for (const b of names.slice(at + 1)) {
        const apart = a.x + a.width <= b.x + 0.5 || b.x + b.width <= a.x + 0.5 || Math.abs(a.y - b.y) >= Math.min(a.size, b.size);
        assert.ok(apart, `"${a.text}" and "${b.text}"`);
      }
    }
  }));

test("no name lies under the buttons of the map", () =>
  opened(browser, "around/graph.html", {}, async (page) => {
    const stage = await page.locator(".stage").boundingBox();
    const buttons = await page.locator(".zoom").boundingBox();
    const left = buttons.x - stage.x;
    const top = buttons.y - stage.y;
    for (let turn = 0; turn < 4; turn++) {
      const { names } = await pictured(page);
      assert.ok(names.length > 0);
      const under = names.filter(({ x, y, width, size }) => x + width > left && x < left + buttons.width && y > top && y - size < top + buttons.height);
      assert.deepEqual(under, []);
      // Other names come near the corner.
      await page.locator(".stage").focus();
      await page.keyboard.press(turn % 2 ? "ArrowUp" : "ArrowLeft");
    }
  }));

/** The data that a page holds. */
function held(name) {
  const page = readFileSync(resolve(WORK, name), "utf8");
  return JSON.parse(/<script id="data" type="application\/json">([^]*?)<\/script>/.exec(page)[1]);
}

test("an episode says what to hear next, and why", () => {
  const { nodes, recommendations } = held(SAMPLE);
  assert.ok(recommendations.length > 10, "the page finds them by itself");
  const best = recommendations[0];
  return opened(browser, SAMPLE, { hash: `#node=${encodeURIComponent(nodes[best.from].id)}` }, async (page) => {
    const next = page.locator(".panel section", { has: page.getByRole("heading", { name: "What to hear next" }) });
    const first = next.locator(".claims > li").first();
    assert.ok((await first.textContent()).includes(nodes[best.to].label));
    assert.ok((await first.locator(".reasons .name").first().textContent()).includes(best.because[0].label));
    const shares = await first.locator(".reasons .note").allTextContents();
    assert.ok(shares.every((share) => /^[1-9]\d* %$/.test(share)), String(shares));
    await first.locator(".node").first().click();
    assert.equal(await heading(page).textContent(), nodes[best.to].label);
  });
});

test("topics are found and named after things, without a file that tells them", () => {
  const { nodes, topics } = held(SAMPLE);
  assert.ok(topics.length > 2);
  const titles = new Set(nodes.filter(({ kind }) => kind === "episode").map(({ label }) => label));
  return opened(browser, SAMPLE, {}, async (page) => {
    const names = await page.locator(".legend button.name").allTextContents();
    assert.ok(names.length > 2, String(names));
    for (const name of names) assert.ok(!name.split(", ").some((part) => titles.has(part)), name);
  });
});

/** Where the nodes stand that the map does not draw faint; of the light colours. */
const lit = async (page) => {
  const { discs, squares } = await pictured(page);
  const [, faint] = /faint: "(#\w+)"/.exec(readFileSync("src/export/viewer/src/theme.ts", "utf8"));
  return [...discs, ...squares].filter(({ colour }) => colour !== faint);
};

for (const width of [1280, 360]) {
  test(`a topic opens with its members and episodes in view, ${width} pixels wide`, () => {
    const { topics } = held(SAMPLE);
    const narrower = topics.find(({ parent, episodes }) => parent && episodes?.length > 0) ?? topics[0];
    return opened(browser, SAMPLE, { width, hash: `#topic=${encodeURIComponent(narrower.key)}` }, async (page) => {
      assert.equal(await heading(page).textContent(), narrower.name);
      const episodes = page.locator(".panel section", { has: page.getByRole("heading", { name: /Episodes/ }) }).locator(".node");
      assert.ok((await episodes.count()) > 0, "the panel names its episodes");
      const members = page.locator(".panel section", { has: page.getByRole("heading", { name: "What it is made of" }) }).locator(".node");
      assert.ok((await members.count()) > 0, "and its members");

      const stage = await page.locator(".stage").boundingBox();
      const panel = await page.locator(".panel").boundingBox();
      const foot = panel.x < stage.x + stage.width ? Math.min(stage.height, panel.y - stage.y) : stage.height;
      const marks = await lit(page);
      assert.ok(marks.length > 1, `${marks.length} marks`);
      for (const { x, y } of marks) assert.ok(x >= 0 && x <= stage.width && y >= 0 && y <= foot, `${x},${y} in ${stage.width},${foot}`);
    });
  });
}

test("a click on a topic's name on the map opens it", () =>
  opened(browser, SAMPLE, {}, async (page) => {
    const { topics } = held(SAMPLE);
    const stage = await page.locator(".stage").boundingBox();
    const { names, discs, squares } = await pictured(page);
    const titles = names.filter(({ text }) => topics.some(({ name }) => name.startsWith(text)));
    assert.ok(titles.length > 0, "the map names topics");
    // A mark that lies over a name takes the click: where nothing lies, the name does.
    const free = ({ x, y }) => [...discs, ...squares].every((mark) => Math.hypot(mark.x - x, mark.y - y) > mark.radius + 4);
    const spots = titles.flatMap((title) =>
      [0.1, 0.3, 0.5, 0.7, 0.9].map((part) => ({ title, x: title.x + part * title.width, y: title.y - title.size / 3 })),
    );
    const spot = spots.find(free);
    assert.ok(spot, "a part of a name that nothing covers");
    const { title } = spot;
    await page.mouse.click(stage.x + spot.x, stage.y + spot.y);
    await page.waitForFunction(() => location.hash.includes("topic="));
    assert.ok((await heading(page).textContent()).startsWith(title.text));
  }));

test("the guests of what is spoken of come by how much they had to say of it", () => {
  const { nodes, edges, relations } = held(SAMPLE);
  const guests = new Map();
  for (const [from, to, relation] of edges) if (relations[relation] === "has_guest") guests.set(from, [...(guests.get(from) ?? []), to]);
  /** How much each guest had to say of a node. */
  const said = (node) => {
    const most = new Map();
    for (const [from, to, , weight] of edges) if (to === node && guests.has(from)) most.set(from, Math.max(most.get(from) ?? 0, weight));
    const sums = new Map();
    for (const [episode, weight] of most) for (const guest of guests.get(episode)) sums.set(guest, (sums.get(guest) ?? 0) + weight);
    return sums;
  };
  const at = nodes.findIndex(({ kind }, node) => (kind === "product" || kind === "concept") && new Set(said(node).values()).size > 2);
  assert.ok(at >= 0);
  const sums = said(at);
  return opened(browser, SAMPLE, { hash: `#node=${encodeURIComponent(nodes[at].id)}` }, async (page) => {
    const list = page.locator(".panel section", { hasText: "Guests of these episodes" });
    const names = await list.locator(".node").evaluateAll((found) => found.map((one) => one.dataset.node));
    const worth = names.map((id) => sums.get(nodes.findIndex((node) => node.id === id)));
    assert.ok(worth.length > 2, nodes[at].id);
    assert.deepEqual(worth, worth.toSorted((a, b) => b - a), `${nodes[at].id}: ${names}`);
  });
});

test("the map is saved as SVG and PNG, and is the same each time", async () => {
  const sources = [];
  for (let time = 0; time < 2; time++) {
    await opened(browser, SAMPLE, {}, async (page) => {
      const picture = await pictured(page);
      assert.ok(picture.lines > 10 && picture.discs.length > 10);
      sources.push(picture.source);
      const { name, bytes } = await saved(page, "PNG");
      assert.match(name, /\.png$/);
      assert.equal(bytes.subarray(1, 4).toString(), "PNG");
      assert.ok(bytes.length > 10_000);
    });
  }
  assert.equal(sources[0], sources[1]);
});

test("names that look like markup show as text and run nothing", () =>
  opened(browser, "hostile/graph.html", {}, async (page) => {
    const hostile = "<img src=x onerror=alert(1)>";
    await search(page).fill("<img");
    await hits(page).first().click();
    assert.equal(await heading(page).textContent(), hostile);
    const panel = await page.locator(".panel").textContent();
    for (const text of ["</script><script>alert(2)</script>", '"><svg onload=alert(3)>', "<b>quoted</b>"]) {
      assert.ok(panel.includes(text), text);
    }
    assert.ok((await pictured(page)).source.includes("&lt;img src=x onerror=alert(1)&gt;"));
    assert.equal(await page.locator("img, iframe, object, embed, [onerror], [onload]").count(), 0);
    await search(page).fill("Episode");
    await hits(page).first().click();
    const targets = await page.locator("a").evaluateAll((links) => links.map((link) => link.protocol));
    assert.ok(targets.every((protocol) => ["http:", "https:", "mailto:", "file:"].includes(protocol)), String(targets));
    assert.match(await page.locator(".panel").textContent(), /follow me/);
    await search(page).fill("");
    await page.getByRole("button", { name: "List" }).click();
    assert.ok((await page.locator(".list").textContent()).includes(hostile));
    assert.equal(await page.evaluate(() => window.pwned), undefined);
  }));

test("the policy of the page keeps out what is put into it, and nothing else would", async () => {
  const page = readFileSync(resolve(WORK, SAMPLE), "utf8");
  const put = [
    "<script>window.ran.push('script')</script>",
    "<img src='x:' onerror=\"window.ran.push('handler')\">",
    "<a id='way' href=\"javascript:void window.ran.push('address')\">way</a>",
    "<iframe srcdoc=\"<script>parent.ran.push('frame')</script>\"></iframe>",
  ].join("\n");
  const policy = /<meta http-equiv="Content-Security-Policy"[^>]*>/;
  assert.match(page, policy);
  // Without the policy all of it runs: so it is the policy that keeps it out.
  assert.deepEqual(await ran(browser, "attacked.html", page.replace(policy, "") + put), ["address", "frame", "handler", "script"]);
  assert.deepEqual(await ran(browser, "attacked.html", page + put), []);
});

test("an address that means nothing does no harm", () =>
  opened(browser, SAMPLE, { hash: "#node=person:nobody&view=x&from=later&off-kinds=<b>&topic=&theme=pink" }, async (page) => {
    assert.match(await page.locator(".panel").textContent(), /Nothing here has the id "person:nobody"/);
    assert.ok((await shown(page)) > 10);
  }));

test("light and dark follow the system and can be chosen", async () => {
  const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const papers = {};
  for (const scheme of ["light", "dark"]) {
    await opened(browser, SAMPLE, { scheme }, async (page) => {
      papers[scheme] = await paper(page);
      await page.getByRole("combobox", { name: /colours/i }).selectOption(scheme === "light" ? "dark" : "light");
      assert.notEqual(await paper(page), papers[scheme]);
    });
  }
  assert.notEqual(papers.light, papers.dark);
});

/** Each text of the page whose contrast with what is behind it is below 4.5 to 1 (WCAG 2.2, 1.4.3). */
function faint() {
  const parse = (colour) => {
    const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
    return { rgb: [r, g, b], a };
  };
  const luminance = ([r, g, b]) =>
    [r, g, b].map((value) => value / 255).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)).reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { rgb, a } = parse(getComputedStyle(at).backgroundColor);
      if (a > 0.5) return rgb;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.querySelector("#app"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !element.checkVisibility() || element.closest("option, .unseen, [disabled]")) continue;
    const [a, b] = [luminance(parse(getComputedStyle(element).color).rgb), luminance(behind(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) found.push(`${contrast.toFixed(2)} ${walker.currentNode.textContent.trim()}`);
  }
  return found;
}

for (const scheme of ["light", "dark"]) {
  test(`every text can be read in the ${scheme} scheme`, () =>
    opened(browser, SAMPLE, { scheme }, async (page) => {
      assert.deepEqual(await page.evaluate(faint), []);
      await search(page).fill("kubernetes");
      await hits(page).first().click();
      assert.deepEqual(await page.evaluate(faint), []);
    }));
}

test("a telephone has room for all of it", () =>
  opened(browser, SAMPLE, { width: 360, height: 740 }, async (page) => {
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth && [...document.querySelectorAll(".bar > *, .timeline > *")].every((element) => element.getBoundingClientRect().right <= innerWidth + 1));
    assert.ok(await fits());
    assert.ok(!(await page.locator(".legend").isVisible()));
    await page.getByRole("button", { name: "Legend" }).click();
    assert.ok(await page.locator(".legend").isVisible());
    await page.getByRole("button", { name: "Legend" }).click();
    await search(page).fill("federation");
    await hits(page).first().click();
    const panel = await page.locator(".panel").boundingBox();
    const stage = await page.locator(".stage").boundingBox();
    assert.ok(panel.width <= 360 && panel.y > stage.y + 100, "part of the map stays in view");
    assert.ok(await fits());
    await page.getByRole("button", { name: /close/i }).click();
    assert.ok(!(await page.locator(".panel").isVisible()));
  }));

test("a graph without nodes, and one without dates, say so in words", async () => {
  await opened(browser, "empty/graph.html", {}, async (page) => {
    assert.match(await page.locator(".panel").textContent(), /empty/);
    assert.match(await page.locator(".timeline").textContent(), /No episode has a date/);
    assert.match(await page.locator(".status").textContent(), /Nothing/);
  });
});

test("a page can open at a node", () =>
  opened(browser, "around/graph.html", {}, async (page) => {
    assert.match(await heading(page).textContent(), /Bigtable/);
    const nodes = JSON.parse(await page.locator("#data").textContent()).nodes.length;
    await page.keyboard.press("Escape");
    await page.reload();
    await page.locator("#app[data-layout=done]").waitFor();
    assert.doesNotMatch(await heading(page).textContent(), /Bigtable/, "what was closed stays closed");
    assert.ok(nodes > 2 && nodes < JSON.parse(readFileSync(resolve(WORK, "sample/graph.json"), "utf8")).nodes.length);
  }));

const podcast = "podcast/graph.html";
test("a whole podcast: what it is about, who spoke of machine learning, where it is said", { skip: !existsSync(resolve(WORK, podcast)) && "the corpora are not here" }, () =>
  opened(browser, podcast, {}, async (page) => {
    const overview = await page.locator(".panel").textContent();
    assert.match(overview, /Most talked about/);
    assert.match(overview, /Guests/);
    await search(page).fill("machine learning");
    await hits(page).first().click();
    assert.match(await heading(page).textContent(), /machine learning/i);
    const guests = page.locator(".panel section", { hasText: "Guests of these episodes" });
    assert.ok((await guests.locator(".node").count()) >= 5);
    assert.ok((await page.locator(".panel blockquote").count()) >= 5);
    assert.ok((await page.locator(".panel a.place").count()) >= 5);
    const { names } = await pictured(page);
    assert.ok(names.length > 5);
  }));
