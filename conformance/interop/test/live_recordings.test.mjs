import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { Host } from "../src/live/host.mjs";
import { Live, live } from "../src/live/live.mjs";
import { kindOf } from "../src/recording.mjs";

const folder = new URL("../recordings/", import.meta.url);
const bad = JSON.parse(await readFile(new URL("bad-requests.json", folder), "utf8"));

/** Malformed requests that the rules of the sessions accept: a missing or null list is empty. */
const ACCEPTED = new Set(["org.matrix.msc2974.request_capabilities"]);

/** Our widget, whose application refuses all requests. */
class Peer extends Live {
  constructor(clock, widgetId, ask) {
    super(clock, "session_widget", "https://client.example.org");
    this.queue("create", { widgetId, ask });
  }

  driver(_, answer) {
    answer({ error: { message: "not now" } });
  }
}

/** Plays the requests of one direction of a recording to a session. Expects one answer to each. */
function replay(api, flow, lines, open) {
  test(`${flow}.jsonl: each ${api} request gets one answer`, () =>
    live(async (add, clock) => {
      const widgets = new Set(lines.map(({ widgetId }) => widgetId));
      for (const widgetId of widgets) {
        const own = lines.map((line, index) => ({ ...line, index })).filter((line) => line.widgetId === widgetId);
        const session = add(await open(clock, widgetId, capabilitiesOf(own)));
        for (const { index, ...message } of own) {
          if (message.api !== api || kindOf(message) !== "request") continue;
          const { response: _, ...request } = message;
          session.lines = [];
          await session.run("message", { text: JSON.stringify(message) });
          const answers = session.lines.map((line) => JSON.parse(line)).filter((line) => line.response);
          const place = `${flow}, line ${index + 1}`;
          const [answer, ...others] = answers.filter((line) => line.requestId === request.requestId);
          assert.ok(answer, `${place}: no answer`);
          assert.deepEqual(others, [], `${place}: several answers`);
          const { response, ...echo } = answer;
          assert.deepEqual(echo, request, place);
          const why = bad.find((entry) => entry.flow === flow && entry.line === index + 1)?.why;
          if (why && !ACCEPTED.has(request.action)) assert.ok(response.error, `${place}: ${why}`);
        }
      }
    }));
}

/** Returns the capabilities that a recorded widget requests. */
function capabilitiesOf(lines) {
  const answers = lines.filter(({ action, response }) => action === "capabilities" && response);
  const lists = answers.map(({ response }) => response.capabilities);
  return lists.find((list) => Array.isArray(list) && list.every((item) => typeof item === "string")) ?? [];
}

for (const name of (await readdir(folder)).filter((name) => name.endsWith(".jsonl"))) {
  const flow = name.replace(/\.jsonl$/, "");
  const text = await readFile(new URL(name, folder), "utf8");
  const lines = text.trimEnd().split("\n").map((line) => JSON.parse(line));

  replay("fromWidget", flow, lines, async (clock, widgetId, capabilities) => {
    const host = new Host(clock, { widgetId, capabilities });
    await host.negotiate();
    return host;
  });
  replay("toWidget", flow, lines, async (clock, widgetId, capabilities) => {
    const widget = new Peer(clock, widgetId, capabilities);
    await widget.settle();
    return widget;
  });
}
