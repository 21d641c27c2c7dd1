// Builds the viewer into one HTML file, `dist/template.html`, that needs no network and no server:
// script and style stand inside it, and a Content-Security-Policy allows exactly these two, by hash.
// `showgraph view` fills the template's marks with a graph.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { defineConfig } from "vite";

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** The folder of the package that a bundled module comes from, if it comes from one. */
function packageOf(id) {
  const at = id.replace(/[\0?].*$/, "").lastIndexOf("/node_modules/");
  if (at < 0) return undefined;
  const rest = id.slice(at + "/node_modules/".length).split("/");
  const name = rest[0].startsWith("@") ? rest.slice(0, 2).join("/") : rest[0];
  return join(id.slice(0, at), "node_modules", name);
}

/** The licence texts of the bundled packages: their authors ask that they travel along. */
function licences(ids) {
  const folders = new Set([...ids].map(packageOf).filter((folder) => folder !== undefined));
  return [...folders].sort().map((folder) => {
    const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    if (about.license !== "MIT") throw new Error(`${about.name} is under ${about.license}: only MIT may be bundled`);
    const holder = dirname(folder);
    const file = [folder, holder]
      .filter(existsSync)
      .flatMap((place) => readdirSync(place).map((name) => join(place, name)))
      .find((path) => /\/licen[cs]e(\.txt|\.md)?$/i.test(path));
    const text = file ? readFileSync(file, "utf8") : `MIT, ${about.author?.name ?? about.author ?? about.repository?.url ?? ""}`;
    return `${about.name} ${about.version}\n\n${text.trim()}`;
  });
}

/** Puts script, style, policy and licences into the one page. */
function singleFile() {
  return {
    name: "single-file",
    enforce: "post",
    generateBundle(_options, bundle) {
      const files = Object.values(bundle);
      const page = files.find((file) => file.fileName === "index.html");
      const script = files.find((file) => file.type === "chunk");
      const style = files.find((file) => file.fileName.endsWith(".css"));
      const code = script.code.trim();
      const css = String(style.source).trim();
      // An inline script ends at the first "</script", whatever stands round it.
      if (/<\/script|<!--/i.test(code)) throw new Error("the script holds a text that would end it");
      if (/<\/style/i.test(css)) throw new Error("the style holds a text that would end it");
      const policy = [
        "default-src 'none'",
        `script-src ${hash(code)}`,
        `style-src ${hash(css)}`,
        // The layout's worker and the saved picture are made by the page itself.
        "worker-src blob:",
        "img-src blob: data:",
        "base-uri 'none'",
        "form-action 'none'",
      ].join("; ");
      const notice = licences(Object.keys(script.modules)).join("\n\n----\n\n").replaceAll("--", "- -");
      page.source = String(page.source)
        .replace(/<script type="module"[^>]*><\/script>\s*/, "")
        .replace(/<link rel="stylesheet"[^>]*>\s*/, "")
        .replace("<!--policy-->", () => `<meta http-equiv="Content-Security-Policy" content="${policy}">`)
        .replace("<!--style-->", () => `<style>${css}</style>`)
        .replace("<!--script-->", () => `<script>${code}</script>`)
        .replace("<!--licences-->", () => `<!--\nThis page holds code of these projects:\n\n${notice}\n-->`);
      page.fileName = "template.html";
      for (const name of Object.keys(bundle)) if (bundle[name] !== page) delete bundle[name];
    },
  };
}

export default defineConfig({
  base: "./",
  plugins: [singleFile()],
  build: {
    target: "es2022",
    // The folder keeps its .gitignore, so that cargo can watch it before the first build.
    emptyOutDir: false,
    cssCodeSplit: false,
    modulePreload: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { output: { format: "iife" } },
  },
});
