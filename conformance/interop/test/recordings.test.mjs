import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { record } from "../src/record.mjs";
import { kindOf } from "../src/recording.mjs";

const folder = new URL("../recordings/", import.meta.url);

// Must run before the first test, because the test runner then reports the package's unhandled rejections.
const fresh = await record();
const flows = [...fresh].filter(([name]) => name.endsWith(".jsonl"));
const messages = (text) => text.trimEnd().split("\n").map((line) => JSON.parse(line));

test("recordings/ contains exactly the recorded files", async () => {
  assert.deepEqual((await readdir(folder)).sort(), [...fresh.keys()].sort());
});

for (const [name, text] of fresh) {
  test(`${name} equals a new recording`, async () => {
    const committed = await readFile(new URL(name, folder), "utf8");
    if (committed === text) return;
    const [then, now] = [committed.split("\n"), text.split("\n")];
    const length = Math.max(then.length, now.length);
    const index = Array.from({ length }, (_, i) => i).find((i) => then[i] !== now[i]);
    const show = (line) => line ?? "(end of file)";
    assert.fail(
      [
        `recordings/${name}, line ${index + 1} differs`,
        `  committed: ${show(then[index])}`,
        `  recorded:  ${show(now[index])}`,
        "If this is intended, run `npm run record`",
      ].join("\n"),
    );
  });
}

test("every response answers a pending request, except for known duplicates", () => {
  const repeated = {};
  for (const [name, text] of flows) {
    const answered = new Map();
    messages(text).forEach((message, index) => {
      const key = `${message.api} ${message.requestId}`;
      if (!message.response) return answered.set(key, false);
      assert(answered.has(key), `${name}, line ${index + 1}: response without a request`);
      if (answered.get(key)) repeated[name] = (repeated[name] ?? 0) + 1;
      answered.set(key, true);
    });
  }
  assert.deepEqual(repeated, {
    // If a driver rejects a navigation, the client sends an error and then an acknowledgement.
    "navigation.jsonl": 2,
    // If a driver gives no token, the client sends an error, and then the next update.
    "openid.jsonl": 1,
    // Each listener in the widget acknowledges the servers.
    "turn_servers.jsonl": 1,
  });
});

test("responses repeat their requests", () => {
  for (const [name, text] of flows) {
    const requests = new Map();
    messages(text).forEach(({ response, ...request }, index) => {
      const key = `${request.api} ${request.requestId}`;
      if (response) assert.deepEqual(request, requests.get(key), `${name}, line ${index + 1}`);
      else requests.set(key, request);
    });
  }
});

for (const kind of ["request", "response"]) {
  test(`bad-${kind}s.json lists only ${kind}s`, () => {
    for (const { flow, line, why } of JSON.parse(fresh.get(`bad-${kind}s.json`))) {
      const message = messages(fresh.get(`${flow}.jsonl`))[line - 1];
      assert(message && kindOf(message) === kind, `${flow}, line ${line} is not a ${kind}`);
      assert(why);
    }
  });
}
