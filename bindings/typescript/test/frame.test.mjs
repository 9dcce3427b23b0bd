import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";

import { hostWidget } from "matrix-widget-protocol/host";

const origin = "https://widget.example.org";
const url = `${origin}/poll?widgetId=w`;

/** The listeners of the client's window. */
const listeners = new Set();

beforeEach(() => {
  listeners.clear();
  globalThis.addEventListener = (_, listener) => listeners.add(listener);
  globalThis.removeEventListener = (_, listener) => listeners.delete(listener);
});
afterEach(() => {
  delete globalThis.addEventListener;
  delete globalThis.removeEventListener;
});

class Frame extends EventTarget {
  posts = [];
  src = "";
  contentWindow = { postMessage: (message, target) => this.posts.push([message.action, target]) };
  #sandbox;

  constructor(sandbox = null) {
    super();
    this.#sandbox = sandbox;
  }

  getAttribute(name) {
    return name === "sandbox" ? this.#sandbox : null;
  }

  async load() {
    this.dispatchEvent(new Event("load"));
    await turn();
  }

  send(action, { source = this.contentWindow, from = origin } = {}) {
    const data = { api: "fromWidget", widgetId: "w", requestId: "1", action, data: {} };
    for (const listener of listeners) listener({ source, origin: from, data });
  }
}

test("hostWidget listens, loads the URL, and asks at the load event", async () => {
  const frame = new Frame();
  const session = hostWidget(frame, { widgetId: "w", url });
  assert.equal(frame.src, url);
  frame.send("supported_api_versions");
  assert.deepEqual(frame.posts, [["supported_api_versions", origin]]);
  await frame.load();
  assert.deepEqual(frame.posts[1], ["capabilities", origin]);
  session.end();
  frame.send("supported_api_versions");
  await frame.load();
  assert.equal(frame.posts.length, 2);
  assert.equal(listeners.size, 0);
});

test("hostWidget ignores other windows and other origins", () => {
  const frame = new Frame();
  hostWidget(frame, { widgetId: "w", url });
  for (const other of [
    { source: { postMessage() {} } },
    { source: null },
    { from: "https://evil.example.org" },
    { from: "null" },
    { from: `${origin}:8443` },
  ]) {
    frame.send("supported_api_versions", other);
  }
  assert.deepEqual(frame.posts, []);
});

test("what the user approves outlives a document only with a checked origin", async () => {
  for (const [sandbox, prompts] of [
    [null, 1],
    ["allow-scripts allow-same-origin", 1],
    ["allow-scripts", 2],
  ]) {
    const frame = new Frame(sandbox);
    const responses = { capabilities: { capabilities: ["m.sticker"] }, supported_api_versions: { supported_versions: [] } };
    frame.contentWindow.postMessage = (message) => {
      const data = { ...message, response: responses[message.action] ?? {} };
      const from = prompts === 1 ? origin : "null";
      queueMicrotask(() => listeners.forEach((listener) => listener({ source: frame.contentWindow, origin: from, data })));
    };
    let count = 0;
    const prompt = (capabilities) => ((count += 1), capabilities);
    const session = hostWidget(frame, { widgetId: "w", url, prompt });
    await frame.load();
    await frame.load();
    assert.deepEqual(session.granted.strings, ["m.sticker"], sandbox);
    assert.equal(count, prompts, sandbox);
    session.end();
  }
});

test("an opaque origin is identified by its window", async () => {
  for (const [sandbox, target] of [
    [null, origin],
    ["", "*"],
    ["allow-scripts", "*"],
    ["allow-scripts allow-same-origin", origin],
    ["ALLOW-SAME-ORIGIN", origin],
    ["allow-scripts allow-same-origin-x", "*"],
  ]) {
    const frame = new Frame(sandbox);
    const session = hostWidget(frame, { widgetId: "w", url });
    frame.send("supported_api_versions", { from: target === "*" ? "null" : origin });
    assert.deepEqual(frame.posts, [["supported_api_versions", target]], sandbox);
    session.end();
  }
});

test("hostWidget takes the URL of a frame, and rejects other schemes", () => {
  const frame = new Frame();
  frame.src = url;
  hostWidget(frame, { widgetId: "w" });
  frame.send("supported_api_versions");
  assert.equal(frame.posts.length, 1);
  for (const bad of ["", "about:blank", "data:text/html,a", "javascript:alert(1)", "blob:https://example.org/1"]) {
    const other = new Frame();
    assert.throws(() => hostWidget(other, { widgetId: "w", url: bad }), TypeError, bad);
    assert.equal(other.src, "");
  }
});
