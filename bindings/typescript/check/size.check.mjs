import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { size } from "./bundle.mjs";

const from = (names, path = "") => `export { ${names} } from "matrix-widget-protocol${path}";`;

const everything = ["", "/transport", "/widget", "/host"].map((path) => `export * from "matrix-widget-protocol${path}";`).join("");
const sessions = from("startWidget", "/widget") + from("checkData, checkResponse") + from("hostWidget", "/host");

/** What a user imports, by its row in the README. */
const sources = {
  "type guards": from("isWidgetMessage, isRequest, isResponse, isErrorResponse, isForWidget, isForClient"),
  "`isAction`": from("isAction"),
  "`CapabilitySet`": from("CapabilitySet, eventQuery"),
  "`missingCapability`": from("missingCapability"),
  "`describeCapability`": from("describeCapability"),
  "the check of one body": from("SendEventRequest", "/checks"),
  "`checkData` and `checkResponse`": from("checkData, checkResponse"),
  "the transport": from("connect, windowChannel, WidgetError", "/transport"),
  "`startWidget`": from("startWidget", "/widget"),
  "`startWidget` with the checks": from("startWidget", "/widget") + from("checkData, checkResponse"),
  "`hostWidget`": from("hostWidget", "/host"),
  "both sessions with the checks": sessions,
  everything,
};

// The README says how much each of them may add to a bundle.
const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const limits = Object.fromEntries([...readme.matchAll(/^\| (.+) \| ([\d.]+) KB \|$/gm)].map(([, what, most]) => [what, Number(most)]));

test("the README has the sizes", () => assert.deepEqual(Object.keys(limits), Object.keys(sources)));

for (const [what, most] of Object.entries(limits)) {
  test(`${what}: at most ${most} KB, minified and compressed`, async (context) => {
    const actual = await size(sources[what]);
    context.diagnostic(`${actual.toFixed(2)} KB`);
    assert.ok(actual <= most, `${actual} KB`);
  });
}
