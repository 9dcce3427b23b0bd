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
const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url));

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
  const file = pathname.startsWith("/dist/")
    ? pathname
    : { ".html": `test/browser${pathname}`, ".js": `build/browser${pathname}` }[extname(pathname)];
  if (file === undefined) return response.writeHead(404).end();
  response.setHeader("content-type", types[extname(pathname)]).end(read(file));
});
await once(server.listen(0), "listening");

/** Opens the page of the client, and returns the reports of both pages. */
async function reportsOf(search) {
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
  const reported = ["host", "widget"].map((page) => new Promise((resolve) => (reports[page] = resolve)));
  const url = `http://localhost:${server.address().port}/host.html${search}`;
  const chromium = spawn("chromium", [...flags, url], { stdio: ["ignore", "ignore", "pipe"] });
  // "close" also waits for helper processes, which share the streams and write to the profile.
  const ended = once(chromium, "close");
  const errors = text(chromium.stderr);
  const timer = setTimeout(() => chromium.kill(), limit);
  const early = ended.then(async () =>
    Promise.reject(new Error(`chromium exited before both pages reported\n${await errors}`)),
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

const navigate = "org.matrix.msc2931.navigate";
const reaction = "org.matrix.msc2762.send.event:m.reaction";
try {
  for (const search of ["", "?sandbox"]) {
    const [host, widget] = await reportsOf(search);
    assert.deepEqual(host, {
      granted: [navigate, reaction, "com.example.fly"],
      visited: ["https://matrix.to/#/!room:example.org"],
      stickers: ["sticker"],
      screenshot: "x",
    });
    assert.deepEqual(widget, {
      approved: [navigate, reaction],
      failures: [
        "missing capability: m.sticker",
        "the request failed",
        "unknown action: org.matrix.msc4039.get_media_config",
      ],
      token: "token",
      file: "file",
    });
  }
  console.log("browser: negotiation, requests in both directions, OpenID, files and refusals passed, also in a sandbox");
} finally {
  server.close();
  server.closeAllConnections();
}
