import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { CapabilitySet, checkData, checkResponse, parseCapability, registry } from "matrix-widget-protocol";
import { startWidget } from "matrix-widget-protocol/widget";

import { families, flags, formerFlags } from "../dist/generated/capabilities.js";
import { covers } from "../dist/session/widget/capabilities.js";

// The scenarios of `conformance/` test the conversation. These tests are of what no message shows.
mock.timers.enable({ apis: ["setTimeout"] });

const topic = "org.matrix.msc2762.receive.state_event:m.room.topic";

/** A widget whose client is the test. */
function start(options) {
  const client = { sent: [], count: 0 };
  const channel = {
    send: (message) => void client.sent.push(message),
    listen: (receive) => {
      client.receive = receive;
      return () => (client.receive = () => {});
    },
  };
  /** Sends a request, and returns its response. */
  client.request = async (action, data) => {
    const requestId = `client-${++client.count}`;
    client.receive({ api: "toWidget", widgetId: "w", requestId, action, data });
    await settled();
    return client.sent.find((message) => message.requestId === requestId).response;
  };
  /** Answers the last request of the widget with this action. */
  client.answer = async (action, response) => {
    client.receive({ ...client.sent.findLast((message) => message.action === action && !message.response), response });
    await settled();
  };
  client.negotiate = async (approved = [], versions = ["org.matrix.msc2871"]) => {
    await client.answer("supported_api_versions", { supported_versions: versions });
    await client.request("capabilities", {});
    await client.request("notify_capabilities", { requested: approved, approved });
  };
  const widget = startWidget({ widgetId: "w", capabilities: [], checkData, checkResponse, channel, ...options });
  return { client, widget };
}

/** Lets promises settle. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

const actionsOf = ({ sent }) =>
  sent.filter(({ api, response }) => api === "fromWidget" && !response).map(({ action }) => action);

test("startWidget reads the ID and the origin from the URL of the page", () => {
  const posted = [];
  globalThis.parent = { postMessage: (message, origin) => posted.push([message.widgetId, message.action, origin]) };
  globalThis.addEventListener = () => {};
  globalThis.location = {
    href: "https://widget.example.org/?widgetId=w&parentUrl=https%3A%2F%2Fclient.example.org%2F%23%2Froom",
  };
  startWidget({ capabilities: [], checkData, checkResponse });
  assert.deepEqual(posted, [
    ["w", "supported_api_versions", "https://client.example.org"],
    ["w", "content_loaded", "https://client.example.org"],
  ]);
  for (const [search, message] of [
    ["", "widgetId: missing parameter"],
    ["?widgetId=w", "parentUrl: missing parameter"],
    ["?widgetId=w&parentUrl=commet%3A%2F%2Fwidget", "origin: missing option"],
  ]) {
    globalThis.location = { href: `https://widget.example.org/${search}` };
    assert.throws(() => startWidget({ capabilities: [], checkData, checkResponse }), { message });
  }
  startWidget({ capabilities: [], checkData, checkResponse, origin: "*", widgetId: "w", isLoaded: false });
  assert.deepEqual(posted.at(-1), ["w", "supported_api_versions", "*"]);
});

test("exactly the actions that need a capability wait until the widget is ready", () => {
  const { client, widget } = start({ isLoaded: false });
  const own = ["watch_turn_servers", "unwatch_turn_servers", "open_modal", "org.matrix.msc2974.request_capabilities"];
  const known = Object.values(registry.fromWidget).filter(({ name }) => !own.includes(name));
  for (const { name } of known) {
    client.sent.length = 0;
    widget.request(name, {}, { signal: AbortSignal.abort() }).catch(() => {});
  }
  for (const { name, capabilities } of known) {
    client.sent.length = 0;
    const controller = new AbortController();
    widget.request(name, {}, { signal: controller.signal }).catch(() => {});
    const isGated = capabilities.length > 0 || name === "org.matrix.msc3869.read_relations";
    assert.equal(client.sent.length, isGated ? 0 : 1, name);
    controller.abort();
  }
});

test("a widget judges approvals like CapabilitySet", () => {
  const bodies = [
    "m.room.message",
    "m.room.message#m.text",
    "m.room.message#",
    "m.topic\\#1#key",
    "m.topic",
    "!r:example.org",
    "*",
  ];
  const prefixes = families.flatMap(({ prefixes }) => prefixes);
  const strings = prefixes.flatMap((prefix) => bodies.map((body) => prefix + body));
  strings.push(...flags.flat(), ...formerFlags.flat(), "com.example.fly");
  for (const granted of strings) {
    const set = new CapabilitySet([granted], "msc2762");
    for (const wanted of strings) {
      const expected = granted === wanted || set.covers(parseCapability(wanted, "msc2762"));
      // The widget does not validate rooms.
      if (/timeline:m/.test(granted + wanted)) continue;
      assert.equal(covers([granted], wanted), expected, `${granted} covers ${wanted}`);
    }
  }
});

test("requestCapabilities returns the approved capabilities", async () => {
  const { client, widget } = start({ capabilities: ["m.sticker"] });
  await client.negotiate(["m.sticker"]);
  assert.deepEqual(widget.approved, ["m.sticker"]);
  assert.deepEqual(await widget.requestCapabilities(["m.sticker"]), ["m.sticker"]);
  const more = widget.requestCapabilities(["m.sticker", "m.navigate", "m.always_on_screen"]);
  await client.answer("org.matrix.msc2974.request_capabilities", {});
  const requested = ["org.matrix.msc2931.navigate", "m.always_on_screen"];
  await client.request("notify_capabilities", { requested, approved: ["m.navigate"] });
  assert.deepEqual(await more, ["m.sticker", "org.matrix.msc2931.navigate"]);
  assert.ok(widget.isApproved("m.navigate"));
  assert.deepEqual(await widget.requestCapabilities(["m.always_on_screen"]), []);
});

test("requestCapabilities fails with the error of the client", async () => {
  const { client, widget } = start();
  await client.negotiate();
  const more = widget.requestCapabilities(["m.sticker"]);
  const failed = assert.rejects(more, { message: "not now", reason: "refused" });
  await client.answer("org.matrix.msc2974.request_capabilities", { error: { message: "not now" } });
  await failed;
});

test("getOpenIdToken returns credentials, or undefined if they are refused", async () => {
  const credentials = { access_token: "t", expires_in: 5, matrix_server_name: "example.org", token_type: "Bearer" };
  for (const [decision, expected] of [
    [{ state: "allowed", ...credentials }, "t"],
    [{ state: "blocked" }, undefined],
  ]) {
    const { client, widget } = start();
    const token = widget.getOpenIdToken();
    assert.equal(token, widget.getOpenIdToken());
    await client.answer("get_openid", { state: "request" });
    const { requestId } = client.sent.find(({ action }) => action === "get_openid");
    assert.deepEqual(await client.request("openid_credentials", { original_request_id: requestId, ...decision }), {});
    assert.equal((await token)?.access_token, expected);
  }
});

test("subscriptions begin with the call, deliver in order, and end with break and with the session", async () => {
  const { client, widget } = start();
  const [all, first] = [widget.events(), widget.events()];
  for (const id of ["$1", "$2"]) await client.request("send_event", { type: "m.x", event_id: id });
  for await (const event of first) {
    assert.equal(event.event_id, "$1");
    break;
  }
  widget.end();
  const seen = [];
  for await (const { event_id: id } of all) seen.push(id);
  for await (const { event_id: id } of first) seen.push(id);
  for await (const { event_id: id } of widget.events()) seen.push(id);
  assert.deepEqual(seen, ["$1", "$2"]);
});

test("a subscriber that does not take its values stops the client", async () => {
  const { client, widget } = start();
  const events = widget.events();
  for (let count = 0; count < 512; count++) assert.deepEqual(await client.request("send_event", { type: "m.x" }), {});
  const full = { error: { message: "too many pending requests" } };
  assert.deepEqual(await client.request("send_event", { type: "m.x" }), full);
  await events.next();
  assert.deepEqual(await client.request("send_event", { type: "m.x" }), {});
});

test("a late subscriber of state begins with the current state", async () => {
  const { client, widget } = start({ capabilities: [topic] });
  const early = widget.state();
  await client.negotiate([topic], ["org.matrix.msc2871", "org.matrix.msc2762_update_state"]);
  const entry = (id) => ({ type: "m.room.topic", state_key: "", room_id: "!r:example.org", event_id: id });
  await client.request("update_state", { state: [entry("$1")] });
  await client.request("update_state", { state: [entry("$2")] });
  assert.deepEqual((await early.next()).value, { changes: [entry("$1")], isComplete: true });
  assert.deepEqual((await early.next()).value, { changes: [entry("$2")], isComplete: false });
  assert.deepEqual((await widget.state().next()).value, { changes: [entry("$2")], isComplete: true });
  assert.ok(!actionsOf(client).includes("org.matrix.msc2876.read_events"));
});

test("state is read only for subscribers, from all rooms that the capabilities open", async () => {
  const timeline = "org.matrix.msc2762.timeline:!other:example.org";
  const { client, widget } = start({ capabilities: [topic, timeline] });
  await client.negotiate([topic, timeline]);
  assert.ok(!actionsOf(client).includes("org.matrix.msc2876.read_events"));
  const state = widget.state();
  const reads = client.sent.filter(({ action }) => action === "org.matrix.msc2876.read_events");
  const read = { type: "m.room.topic", state_key: true };
  assert.deepEqual(
    reads.map(({ data }) => data),
    [read, { ...read, room_ids: ["!other:example.org"] }],
  );
  client.receive({ ...reads[0], response: { error: { message: "no" } } });
  client.receive({ ...reads[1], response: { events: [] } });
  assert.deepEqual((await state.next()).value, { changes: [], isComplete: true });
});

test("turnServers delivers the latest servers, and fails if the client refuses", async () => {
  const { client, widget } = start();
  await client.negotiate();
  const servers = (username) => ({ uris: [], username, password: "p" });
  const first = widget.turnServers();
  await client.request("update_turn_servers", servers("a"));
  await client.answer("watch_turn_servers", {});
  await client.request("update_turn_servers", servers("b"));
  const second = widget.turnServers();
  assert.deepEqual((await first.next()).value, servers("b"));
  assert.deepEqual((await second.next()).value, servers("b"));
  await first.return();
  await second.return();
  assert.deepEqual(actionsOf(client).slice(-2), ["watch_turn_servers", "unwatch_turn_servers"]);
  const third = widget.turnServers();
  await client.answer("watch_turn_servers", { error: { message: "no servers" } });
  await assert.rejects(third.next(), { message: "no servers" });
  assert.deepEqual(await third.next(), { done: true, value: undefined });
});

test("openModal waits until the modal widget is shown, and closed until it is closed", async () => {
  const { client, widget } = start();
  await client.negotiate();
  const modal = { type: "m.custom", url: "https://widget.example.org/modal" };
  for (const [result, expected] of [
    [{ answer: 42 }, { answer: 42 }],
    [{ "m.exited": true }, undefined],
  ]) {
    const opening = widget.openModal(modal);
    await assert.rejects(widget.openModal(modal), { message: "a modal widget is already open" });
    await client.answer("open_modal", {});
    const { closed } = await opening;
    await client.request("close_modal", result);
    assert.deepEqual(await closed, expected);
  }
  const refused = assert.rejects(widget.openModal(modal), { message: "no modals" });
  await client.answer("open_modal", { error: { message: "no modals" } });
  await refused;
});

test("a widget lists all versions, except of what the application does not handle", async () => {
  const { client } = start();
  const { supported_versions: listed } = await client.request("supported_api_versions", {});
  const actions = [...Object.values(registry.fromWidget), ...Object.values(registry.toWidget)];
  const known = new Set(actions.flatMap(({ version }) => version ?? []));
  for (const version of ["org.matrix.msc2873", "org.matrix.msc2762_update_state"]) {
    assert.ok(known.delete(version));
    assert.ok(!listed.includes(version));
  }
  for (const version of known) assert.ok(listed.includes(version), version);
});

test("versions tell of theme and language only if the application handles them", async () => {
  for (const [handlers, isListed] of [
    [{}, false],
    [{ theme_change: () => {} }, true],
    [{ language_change: () => {} }, true],
  ]) {
    const { client } = start({ handlers });
    const { supported_versions: versions } = await client.request("supported_api_versions", {});
    assert.equal(versions.includes("org.matrix.msc2873"), isListed);
  }
});

test("end fails what is pending, and what is begun later", async () => {
  const { client, widget } = start();
  const opening = widget.openModal({ type: "m.custom", url: "https://widget.example.org/modal" });
  const pending = [widget.ready, widget.getOpenIdToken(), widget.requestCapabilities(["m.sticker"]), opening];
  widget.end();
  const { length } = client.sent;
  pending.push(widget.getOpenIdToken(), widget.requestCapabilities(["m.navigate"]));
  await Promise.all(pending.map((promise) => assert.rejects(promise, { reason: "gone" })));
  assert.deepEqual(await widget.turnServers().next(), { done: true, value: undefined });
  assert.equal(client.sent.length, length);
});
