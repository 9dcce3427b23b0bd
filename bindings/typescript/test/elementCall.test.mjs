import assert from "node:assert/strict";
import { test } from "node:test";

import {
  CapabilitySet,
  approvedForElementCall,
  elementCallCapabilities,
  elementCallSettings,
  elementCallTemplate,
  elementCallUrl,
  readElementCallUrl,
  requestedByElementCall,
} from "matrix-widget-protocol";

import { json } from "./material.mjs";

const facts = (name) => json(`crates/matrix-widget-protocol/tests/fixtures/element_call/${name}.json`);

const call = { userId: "@alice:example.org", deviceId: "PHONE", roomId: "!room:example.org" };
const { versions, element_web, element_x } = facts("capabilities");

/** The capabilities of a list of facts, in the order in which Element Call requests them. */
function expected({ before, timeline = true, send, receive, send_state_keys, receive_state, to_device, after }) {
  const member = "org.matrix.msc3401.call.member";
  const key = (text) => text.replace("U", call.userId).replace("_D", `_${call.deviceId}`);
  return [
    ...before,
    ...(timeline ? [`org.matrix.msc2762.timeline:${call.roomId}`] : []),
    ...send.map((type) => `org.matrix.msc2762.send.event:${type}`),
    ...receive.map((type) => `org.matrix.msc2762.receive.event:${type}`),
    ...send_state_keys.map((text) => `org.matrix.msc2762.send.state_event:${member}#${key(text)}`),
    ...receive_state.map((type) => `org.matrix.msc2762.receive.state_event:${type}`),
    ...to_device.map((type) => `org.matrix.msc3819.send.to_device:${type}`),
    ...to_device.map((type) => `org.matrix.msc3819.receive.to_device:${type}`),
    ...after,
  ];
}

test("readElementCallUrl reads the URLs of hosts as in the vectors", () => {
  const { read, refused } = facts("urls");
  for (const { by, url, parameters } of read) assert.deepEqual(readElementCallUrl(url), parameters, by);
  for (const { url, place } of refused) {
    assert.throws(() => readElementCallUrl(url), { message: `${place}: duplicate parameter with different values` });
  }
});

test("readElementCallUrl keeps names that objects inherit", () => {
  const read = readElementCallUrl("https://e/#?__proto__=a&toString=b");
  assert.equal(Object.getPrototypeOf(read), Object.prototype);
  assert.deepEqual(Object.entries(read), [["__proto__", "a"], ["toString", "b"]]);
  assert.equal(elementCallUrl("https://e/", read), "https://e/#?__proto__=a&toString=b");
});

test("elementCallUrl and elementCallTemplate write URLs as in the vectors", () => {
  for (const { page, parameters, url, template } of facts("urls").written) {
    assert.equal(elementCallUrl(page, parameters), url);
    assert.equal(elementCallTemplate(page, parameters), template);
  }
});

test("elementCallSettings combines parameters, presets and defaults as in the vectors", () => {
  const { of_every_url, without_intent, of_every_intent, of_platforms, of_intents, urls } = facts("settings");
  for (const platform of ["desktop", "mobile"]) {
    const preset = (intent) => ({
      ...of_every_url,
      ...(intent === null ? without_intent : { ...of_every_intent, ...of_platforms[platform], ...of_intents[intent] }),
    });
    for (const intent of Object.keys(of_intents)) {
      const parameters = { widgetId: "w", parentUrl: "p", intent };
      assert.deepEqual(elementCallSettings(parameters, platform), preset(intent), intent);
    }
    for (const { query, differs_from, settings } of urls) {
      const read = readElementCallUrl(`https://e/#?${query}`);
      assert.deepEqual(elementCallSettings(read, platform), { ...preset(differs_from), ...settings }, query);
    }
  }
});

test("elementCallSettings ignores null and names that objects inherit", () => {
  const defaults = elementCallSettings({}, "desktop");
  const odd = { widgetId: "w", parentUrl: "p", intent: "constructor", header: null, toString: "x", callIntent: "audio" };
  assert.deepEqual(elementCallSettings(odd, "desktop"), defaults);
});

test("requestedByElementCall returns the capabilities of the current version in order", () => {
  assert.deepEqual(requestedByElementCall(call), expected(versions["0.24.0"]));
  const sdk = requestedByElementCall({ ...call, application: "org.example" });
  assert.ok(sdk.some((text) => text.endsWith("call.member#_@alice:example.org_PHONE_org.example")));
});

test("approvedForElementCall approves what any version requests and nothing else", () => {
  const approved = approvedForElementCall(call);
  const all = Object.values(versions).map(expected);
  for (const requested of all) {
    assert.deepEqual(new CapabilitySet(requested, "msc2762").approvedBy(approved), requested);
  }
  assert.deepEqual(new Set(approved.strings), new Set(all.flat()));
});

test("approvedForElementCall approves nothing without valid IDs", () => {
  for (const wrong of [{ userId: "" }, { userId: "alice" }, { deviceId: undefined }, { deviceId: "" }, { roomId: "*" }]) {
    assert.deepEqual(approvedForElementCall({ ...call, ...wrong }).strings, []);
    assert.deepEqual(requestedByElementCall({ ...call, ...wrong }), []);
  }
});

test("elementCallCapabilities has the lists of Element Web and Element X", () => {
  for (const [host, list] of Object.entries({ element_web, element_x })) {
    const rows = elementCallCapabilities.filter((row) => row[host]).map(({ template }) =>
      template
        .replace("{user_id}", call.userId)
        .replace("{device_id}", call.deviceId)
        .replace("{room_id}", call.roomId)
        .replace("{application}", "m.call"),
    );
    assert.deepEqual(new Set(rows), new Set(expected(list)));
  }
});
