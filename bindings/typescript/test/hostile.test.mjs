// Clients with widgets and drivers that do harm.
import assert from "node:assert/strict";
import { test } from "node:test";

import { WidgetError, textChannel } from "matrix-widget-protocol/transport";

import { Widget, navigate, room, settled, uri } from "./hosted.mjs";

test("a list of capabilities with holes is malformed", async () => {
  for (const length of [1, 2 ** 32 - 1]) {
    const widget = new Widget();
    widget.answers.capabilities = { capabilities: new Array(length) };
    await widget.load();
    assert.deepEqual(widget.events, [{ type: "negotiationFailed" }]);
  }
});

test("values that are not messages are not read", () => {
  const widget = new Widget();
  const value = new Proxy(new Uint8Array(1), {
    ownKeys: () => assert.fail("the value was copied"),
  });
  widget.receive(value);
  assert.deepEqual(widget.posts, []);
});

test("a custom action without a stated capability is refused", async () => {
  const handle = () => assert.fail("the action was carried out");
  const widget = await new Widget([navigate], { customActions: { "com.example.fly": { handle } } }).load();
  const answer = await widget.ask("com.example.fly", {});
  assert.equal(answer.error.message, "the client does not support this action");
});

test("a custom action accepts either name of its capability", async () => {
  const handle = () => ({ flown: true });
  const customActions = { "com.example.fly": { capability: "m.navigate", handle } };
  const widget = await new Widget([navigate], { customActions }).load();
  assert.deepEqual(await widget.ask("com.example.fly", {}), { flown: true });
});

test("only the known members of a driver's result reach the widget", async () => {
  const secret = { event_id: "$secret" };
  const widget = await new Widget([navigate, "org.matrix.msc2762.receive.event:m.reaction"], {
    driver: { navigate: () => secret, readRelations: () => ({ chunk: [], original_event: secret }) },
  }).load();
  assert.deepEqual(await widget.ask(navigate, { uri }), {});
  const relations = await widget.ask("org.matrix.msc3869.read_relations", { event_id: "$1", room_id: room });
  assert.deepEqual(JSON.parse(JSON.stringify(relations)), { chunk: [] });
});

test("an error with a URL that is not a string is answered", async () => {
  const url = new URL("https://user:secret@example.org/?access_token=secret");
  const matrix_api_error = { http_status: 500, http_headers: {}, url, response: {} };
  const fail = () => {
    throw new WidgetError("failed", { matrix_api_error });
  };
  const widget = await new Widget([navigate], { driver: { navigate: fail } }).load();
  const { error } = await widget.ask(navigate, { uri });
  assert.equal(error.message, "failed");
  assert.ok(!JSON.stringify(error).includes("secret"));
});

test("a failing prompt for credentials is reported", async () => {
  const error = new Error("no window");
  const promptOpenId = () => Promise.reject(error);
  const widget = await new Widget([], { promptOpenId }).load();
  widget.send("get_openid");
  await settled();
  assert.deepEqual(widget.events.at(-1), { type: "driverFailed", error });
});

test("textChannel reads a text with many response members once", () => {
  let receive;
  const channel = textChannel({ send: () => {}, listen: (listener) => ((receive = listener), () => {}) });
  let received;
  channel.listen((_, text) => (received = text));
  const text = `{"api":"fromWidget",${'"response":1,'.repeat(100_000)}"end":1}`;
  const { indexOf } = String.prototype;
  let searches = 0;
  String.prototype.indexOf = function (...parameters) {
    searches += parameters[0] === "null" ? 1 : 0;
    return indexOf.apply(this, parameters);
  };
  try {
    receive(text);
  } finally {
    String.prototype.indexOf = indexOf;
  }
  assert.equal(received.duplicate, "response");
  assert.ok(searches <= 1, `${searches} searches`);
});
