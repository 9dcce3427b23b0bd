// Runs a client page and a widget page of another origin in a real browser.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { text } from "node:stream/consumers";

const limit = 60_000;
const types = { ".html": "text/html", ".js": "text/javascript" };
const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const modules = Object.entries(manifest.exports).filter(([, module]) => module.default);
const imports = Object.fromEntries(modules.map(([path, { default: file }]) => [manifest.name + path.slice(1), file.slice(1)]));
/** Returns a page that runs a script. */
const page = (script) =>
  `<!doctype html><meta charset="utf-8" /><title>${script}</title>
  <script type="importmap">${JSON.stringify({ imports })}</script><body></body>
  <script type="module" src="${script}"></script>`;
const pages = {
  "/host.html": page("/host.js"),
  "/widget.html": page("/widget.js"),
  "/readmeHost.html": page("/readmeHost.js"),
  "/readmeWidget.html": page("/readme/widget.js"),
};
const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

/** The functions that settle the reports of the pages. Each page reports once. */
const reports = {};

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  // To this server, a page with an opaque origin is of another origin.
  response.setHeader("access-control-allow-origin", "*");
  if (request.method === "POST") {
    const page = pathname.slice("/report/".length);
    const report = JSON.parse(await text(request));
    reports[page](report.error === undefined ? report : Promise.reject(new Error(`${page}: ${report.error}`)));
    return response.end();
  }
  const folders = { ".html": "test/browser", ".js": pathname.startsWith("/readme/") ? "build" : "build/browser" };
  const folder = pathname.startsWith("/dist/") ? "" : folders[extname(pathname)];
  if (folder === undefined) return response.writeHead(404).end();
  const widget = `http://127.0.0.1:${server.address().port}/readmeWidget.html`;
  const code = (pages[pathname] ?? read(folder + pathname)).replace("https://poll.example.org/", widget);
  response.setHeader("content-type", types[extname(pathname)]).end(code);
});
await once(server.listen(0), "listening");

/** Opens the page of a client, and returns the reports of these pages. */
async function reportsOf(client, pages) {
  const profile = mkdtempSync(join(tmpdir(), "matrix-widget-browser-"));
  const flags = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    `--user-data-dir=${profile}`,
  ];
  const reported = pages.map((page) => new Promise((resolve) => (reports[page] = resolve)));
  const url = `http://localhost:${server.address().port}/${client}`;
  const chromium = spawn("chromium", [...flags, url], { stdio: ["ignore", "ignore", "pipe"] });
  // "close" also waits for helper processes, which share the streams and write to the profile.
  const ended = once(chromium, "close");
  const errors = text(chromium.stderr);
  const timer = setTimeout(() => chromium.kill(), limit);
  const early = ended.then(async () =>
    Promise.reject(new Error(`chromium exited before the pages reported\n${await errors}`)),
  );
  try {
    return await Promise.race([Promise.all(reported), early]);
  } finally {
    clearTimeout(timer);
    early.catch(() => {});
    chromium.kill();
    await ended;
    rmSync(profile, { recursive: true });
  }
}

const flags = ["org.matrix.msc4039.download_file", "m.capability.screenshot"];
const granted = ["org.matrix.msc2931.navigate", "org.matrix.msc2762.receive.event:m.reaction"];
const approved = [...granted, ...flags];
const asked = [...granted, "m.sticker", ...flags];
const link = "https://matrix.to/#/!room:example.org";
try {
  for (const [search, reloads] of [
    ["", 1],
    ["?sandbox", 0],
  ]) {
    const [host, widget] = await reportsOf(`host.html${search}`, ["host", "widget"]);
    assert.deepEqual(host, {
      granted: approved,
      // What the user has approved is granted again after the reload. What the user has refused is asked again.
      prompts: reloads === 1 ? [asked, ["m.sticker"]] : [asked],
      reloads,
      visited: reloads === 1 ? [link, link] : [link],
      screenshot: "x",
    });
    assert.deepEqual(widget, {
      approved,
      failures: ["missing capability: m.sticker", "the client failed to answer", "the client does not support this action"],
      token: "token",
      file: "file",
    });
  }
  const [{ sent }] = await reportsOf("readmeHost.html", ["host"]);
  const relation = { rel_type: "m.annotation", event_id: "$1", key: "👍" };
  assert.deepEqual(sent, ["!room:example.org", "m.reaction", { "m.relates_to": relation }, null]);
  console.log("browser: the examples of the README, negotiation, a reload, a forger, requests in both directions, OpenID, files, also in a sandbox: passed");
} finally {
  server.close();
  server.closeAllConnections();
}
