import assert from "node:assert/strict";
import { test } from "node:test";

import { size } from "./bundle.mjs";

const from = (names, path = "") => `export { ${names} } from "matrix-widget-protocol${path}";`;

// What a user imports, and the most that it may add to a bundle, in KB.
for (const [what, source, most] of [
  ["the guards", from("isWidgetMessage, isRequest, isResponse, isErrorResponse, isForWidget, isForClient"), 0.4],
  ["isAction", from("isAction"), 1.2],
  ["capabilities", from("CapabilitySet, eventQuery"), 3],
  ["missingCapability", from("missingCapability"), 5],
  ["describeCapability", from("describeCapability"), 4],
  ["the session of a client", from("hostWidget", "/host"), 20.5],
  ["the check of one body", from("SendEventRequest", "/checks"), 2],
  ["all checks", from("checkData, checkResponse"), 5],
  ["the transport without checks", from("connect, windowChannel, WidgetError", "/transport"), 2.5],
  ["the session of a widget without checks", from("startWidget", "/widget"), 7],
  ["the session of a widget", from("startWidget", "/widget") + from("checkData, checkResponse"), 11.5],
  ["the whole package", `export * from "matrix-widget-protocol";`, 24],
]) {
  test(`${what}: at most ${most} KB, minified and compressed`, async (context) => {
    const actual = await size(source);
    context.diagnostic(`${actual.toFixed(2)} KB`);
    assert.ok(actual <= most, `${actual} KB`);
  });
}
