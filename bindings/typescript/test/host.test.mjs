import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { actionInfo, registry } from "matrix-widget-protocol";
import { WidgetError } from "matrix-widget-protocol/transport";

import { Widget, navigate, room, sendReaction, settled, uri } from "./hosted.mjs";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout", "Date"] }));
afterEach(() => mock.timers.reset());

test("a client without a driver refuses every action, and lists no version of them", async () => {
  const every = ["m.sticker", "m.always_on_screen", navigate, sendReaction, "org.matrix.msc2762.timeline:*"];
  const widget = await new Widget(every).load();
  assert.deepEqual(widget.requests("notify_capabilities")[0].data.approved, every);
  const own = ["supported_api_versions", "content_loaded", "get_openid", "org.matrix.msc2974.request_capabilities"];
  for (const action of Object.keys(registry.fromWidget).filter((action) => !own.includes(action))) {
    const { error } = await widget.ask(action, { uri, type: "m.reaction", content: {} });
    assert.ok(error.message, action);
  }
  assert.deepEqual(await widget.ask("get_openid"), { state: "request" });
  assert.equal(widget.requests("openid_credentials")[0].data.state, "blocked");
  const { supported_versions: versions } = await widget.ask("supported_api_versions");
  assert.deepEqual(versions, ["0.0.1", "0.0.2", "0.1.0", "org.matrix.msc2871", "org.matrix.msc2974"]);
});

test("a driver's method is listed by the versions of its action", async () => {
  const widget = await new Widget([], { driver: { navigate: () => {} } }).load();
  const { supported_versions: versions } = await widget.ask("supported_api_versions");
  assert.ok(versions.includes(actionInfo("fromWidget", "navigate").version));
});

test("a client without a prompt grants nothing, and a failing one neither", async () => {
  const fail = () => {
    throw new Error("closed");
  };
  for (const prompt of [undefined, fail, async () => fail(), () => undefined, () => 5]) {
    const calls = [];
    const widget = await new Widget([navigate], { prompt, driver: { navigate: (data) => void calls.push(data) } }).load();
    assert.deepEqual(widget.requests("notify_capabilities")[0].data, { requested: [navigate], approved: [] });
    assert.match((await widget.ask("navigate", { uri })).error.message, /^missing capability/);
    assert.deepEqual(calls, []);
  }
});

test("only capabilities of the policy are granted without a prompt, and only if the widget requests them", async () => {
  const approved = [sendReaction, "m.sticker"];
  const widget = await new Widget([sendReaction, navigate], { prompt: undefined, approved }).load();
  assert.deepEqual(widget.session.granted.strings, [sendReaction]);
});

test("the driver gets frozen data and explicit rooms", async () => {
  const calls = [];
  const driver = {
    sendEvent(data, work) {
      calls.push([data, work]);
      assert.throws(() => (data.content.nested.x = 1), TypeError);
      assert.throws(() => work.rooms.push("!other:example.org"), TypeError);
      return { event_id: "$e" };
    },
  };
  const widget = await new Widget([sendReaction], { driver, room: undefined }).load();
  widget.session.viewRoom(room);
  const data = { type: "m.reaction", content: { nested: { list: [{}] } } };
  const requestId = widget.send("send_event", data);
  widget.session.viewRoom("!other:example.org");
  await settled();
  assert.deepEqual(widget.answersTo(requestId), [{ room_id: room, event_id: "$e" }]);
  const [[received, work]] = calls;
  assert.ok([received, received.content, received.content.nested.list[0], work.rooms].every(Object.isFrozen));
  assert.deepEqual([work.room, work.rooms], [room, [room]]);
});

test("failures of the driver are errors, and only those that it means for the widget are told", async () => {
  const secret = new Error("token=secret");
  const failures = [
    () => {
      throw secret;
    },
    () => Promise.reject(secret),
    () => Promise.reject(new WidgetError("read-only", { matrix_api_error: { http_status: 403, response: {} }, secret: 1 })),
  ];
  const driver = { navigate: () => failures.shift()() };
  const widget = await new Widget([navigate], { driver }).load();
  for (const error of [
    { message: "the client failed to answer" },
    { message: "the client failed to answer" },
    { message: "read-only", matrix_api_error: { http_status: 403, response: {} } },
  ]) {
    assert.deepEqual(await widget.ask("navigate", { uri }), { error });
  }
  assert.deepEqual(widget.told("driverFailed").map(({ error }) => error), [secret, secret]);
});

test("a result that the channel cannot carry is an error", async () => {
  const driver = { searchUserDirectory: () => ({ limited: false, results: [], extra: () => {} }) };
  const widget = await new Widget(["org.matrix.msc3973.user_directory_search"], { driver }).load();
  const { error } = await widget.ask("user_directory_search", { search_term: "a" });
  assert.equal(error.message, "the client failed to answer");
});

test("malformed results of the driver do not reach the widget", async () => {
  const results = [undefined, {}, { event_id: 5 }, { delay_id: "d" }];
  const driver = { sendEvent: () => results.shift(), readTimeline: () => [{ room, events: [null, 5, { type: 5 }] }] };
  const widget = await new Widget([sendReaction, "org.matrix.msc2762.receive.event:m.reaction"], { driver }).load();
  for (let count = 0; count < 4; count++) {
    assert.ok((await widget.ask("send_event", { type: "m.reaction", content: {} })).error);
  }
  assert.deepEqual(await widget.ask("read_events", { type: "m.reaction" }), { events: [] });
});

test("features that the client does not claim are refused", async () => {
  const delayed = "org.matrix.msc4157.send.delayed_event";
  const calls = [];
  const driver = { sendEvent: (data) => calls.push(data) };
  const widget = await new Widget([sendReaction, delayed], { driver }).load();
  assert.deepEqual(widget.session.granted.strings, [sendReaction]);
  const { error } = await widget.ask("send_event", { type: "m.reaction", content: {}, delay: 5 });
  assert.equal(error.message, `missing capability: ${delayed}`);
  assert.deepEqual(calls, []);
});

test("custom actions need the capability that the client states", async () => {
  const [fly, free] = [[], []];
  const customActions = {
    "com.example.fly": { capability: "com.example.flight", handle: (data) => void fly.push(data) },
    "com.example.free": { capability: null, handle: (data) => (free.push(data), { done: true }) },
  };
  const refused = await new Widget(["com.example.flight"], { customActions, prompt: () => [] }).load();
  assert.equal((await refused.ask("com.example.fly", { a: 1 })).error.message, "missing capability: com.example.flight");
  assert.deepEqual(await refused.ask("com.example.free", { a: 1 }), { done: true });
  assert.ok((await refused.ask("toString")).error);
  assert.deepEqual([fly, free], [[], [{ a: 1 }]]);
  const granted = await new Widget(["com.example.flight"], { customActions }).load();
  assert.deepEqual(await granted.ask("com.example.fly", { a: 1 }), {});
  assert.deepEqual(fly, [{ a: 1 }]);
});

test("requests beyond the limit are refused, and versions are answered all the same", async () => {
  const driver = { navigate: () => new Promise(() => {}) };
  const widget = await new Widget([navigate], { driver, limits: { owedRequests: 2 } }).load();
  const [first, second, third] = [1, 2, 3].map(() => widget.send("navigate", { uri }));
  await settled();
  assert.deepEqual([first, second].flatMap((id) => widget.answersTo(id)), []);
  assert.equal(widget.answersTo(third)[0].error.message, "too many requests without an answer");
  assert.ok((await widget.ask("supported_api_versions")).supported_versions);
  mock.timers.tick(60_000);
  await settled();
  assert.equal(widget.answersTo(first)[0].error.message, "the client did not answer in time");
  const fourth = widget.send("navigate", { uri });
  await settled();
  assert.deepEqual(widget.answersTo(fourth), []);
});

test("state is read again only if more of it can be received", async () => {
  const topic = "org.matrix.msc2762.receive.state_event:m.room.topic";
  const reads = [];
  const driver = { readState: (query, { rooms }) => (reads.push([query.type, ...rooms]), []) };
  const widget = new Widget([topic, "org.matrix.msc2762.timeline:!a:example.org"], { driver, features: ["state_updates"] });
  widget.answers.supported_api_versions = { supported_versions: ["org.matrix.msc2762_update_state"] };
  await widget.load();
  const first = [["m.room.topic", room], ["m.room.topic", "!a:example.org"]];
  assert.deepEqual(reads, first);
  await widget.ask("request_capabilities", { capabilities: [navigate, sendReaction] });
  assert.deepEqual(reads, first);
  assert.equal(widget.requests("update_state").length, 1);
  await widget.ask("request_capabilities", { capabilities: ["org.matrix.msc2762.timeline:!b:example.org"] });
  assert.deepEqual(reads.slice(2), [["m.room.topic", "!b:example.org"]]);
  assert.equal(widget.requests("update_state").length, 2);
});

test("a decided request for OpenID credentials is answered beyond the limit", async () => {
  const driver = { navigate: () => new Promise(() => {}) };
  const widget = await new Widget([navigate], { driver, openId: "block", limits: { owedRequests: 1 } }).load();
  widget.send("navigate", { uri });
  assert.deepEqual(await widget.ask("get_openid"), { state: "blocked" });
});

test("account data is read from the viewed room and from opened rooms", async () => {
  const capability = "com.beeper.capabilities.receive.room_account_data:m.tag";
  const asked = [];
  const driver = { readRoomAccountData: (_, { rooms }) => (asked.push(rooms), { events: [] }) };
  const widget = await new Widget([capability, "org.matrix.msc2762.timeline:!a:example.org"], { driver }).load();
  const read = (rooms) => widget.ask("com.beeper.read_room_account_data", { type: "m.tag", room_ids: rooms });
  for (const rooms of [undefined, null, [room]]) assert.deepEqual(await read(rooms), { events: [] });
  assert.deepEqual(await read([room, "!a:example.org"]), { events: [] });
  assert.match((await read([room, "!b:example.org"])).error.message, /no access/);
  assert.deepEqual(asked, [[room], [room], [room], [room, "!a:example.org"]]);
});

test("`*` stands for the rooms of the user at the time of the request", async () => {
  const asked = [];
  const driver = { readTimeline: (_, { rooms }) => (asked.push(rooms), []) };
  const ask = ["org.matrix.msc2762.receive.event:m.reaction", "org.matrix.msc2762.timeline:*"];
  const widget = await new Widget(ask, { driver, rooms: ["!a:example.org"] }).load();
  const read = () => widget.ask("read_events", { type: "m.reaction", room_ids: "*" });
  await read();
  widget.session.joinRoom("!b:example.org");
  widget.session.leaveRoom("!a:example.org");
  await read();
  assert.deepEqual(asked, [[room, "!a:example.org"], [room, "!b:example.org"]]);
});

test("only changes of what is being read wait for the read", async () => {
  const state = (type) => ({ type, state_key: "", event_id: "$t", room_id: room, content: { new: true } });
  const [topic, name] = ["m.room.topic", "m.room.name"];
  const reads = [];
  const driver = { readState: ({ type }) => new Promise((resolve) => reads.push([type, resolve])) };
  const widget = new Widget([`m.receive.state_event:${topic}`], { driver, features: ["state_updates"] });
  widget.answers.supported_api_versions = { supported_versions: ["org.matrix.msc2762_update_state"] };
  await widget.load();
  reads.pop()[1]([]);
  await settled();
  await widget.ask("request_capabilities", { capabilities: [`m.receive.state_event:${name}`] });
  assert.deepEqual(reads.map(([type]) => type), [name]);
  widget.session.pushState([state(topic), state(name)]);
  reads.pop()[1]([{ room, events: [{ ...state(name), content: {} }] }]);
  await settled();
  const updates = widget.requests("update_state").map(({ data }) => data.state.map(({ type, content }) => [type, content]));
  assert.deepEqual(updates, [[], [[topic, { new: true }]], [[name, { new: true }]]]);
});

test("requests that wait for TURN servers count", async () => {
  const driver = { watchTurnServers: () => ({ [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) }) };
  const widget = await new Widget(["m.turn_servers"], { driver, limits: { owedRequests: 2 } }).load();
  const watches = [1, 2, 3].map(() => widget.send("watch_turn_servers"));
  await settled();
  assert.deepEqual(watches.map((id) => widget.answersTo(id).length), [0, 0, 1]);
  assert.deepEqual(await widget.ask("unwatch_turn_servers"), {});
  assert.deepEqual(watches.map((id) => widget.answersTo(id).length), [1, 1, 1]);
});

test("malformed messages change nothing and do not throw", async () => {
  const widget = await new Widget([navigate]).load();
  const count = widget.posts.length;
  const cyclic = {};
  cyclic.self = cyclic;
  const request = { api: "fromWidget", widgetId: "w", requestId: "1", action: "supported_api_versions", data: {} };
  for (const value of [null, undefined, 5, 5n, "text", [], cyclic, Symbol("a"), () => {}, new Map()]) {
    widget.receive(value);
    for (const member of ["api", "widgetId", "requestId", "action"]) if (value !== "text") widget.receive({ ...request, [member]: value });
    if (value !== null && value !== undefined) widget.receive({ ...request, response: value });
    widget.receive({ ...request, api: "toWidget", action: "capabilities", response: value });
  }
  await settled();
  const sent = widget.posts.slice(count);
  assert.deepEqual(sent, []);
  for (const data of [5, "text", [], true]) assert.ok((await widget.ask("get_openid", data)).error);
  assert.deepEqual(await widget.ask("content_loaded", cyclic), {});
});

test("pushes tell what has become of them", async () => {
  const reaction = "org.matrix.msc2762.receive.event:m.reaction";
  const topic = "org.matrix.msc2762.receive.state_event:m.room.topic";
  const sticky = "org.matrix.msc4407.receive.sticky_event";
  const event = { type: "m.reaction", event_id: "$e", content: {} };
  const state = { type: "m.room.topic", state_key: "", event_id: "$t", room_id: room, content: {} };
  const widget = new Widget([reaction, topic, sticky], { features: ["state_updates"], limits: { held: 2 } });
  widget.answers.supported_api_versions = { supported_versions: ["org.matrix.msc2762_update_state"] };
  assert.equal(widget.session.pushEvent(room, event), "notReady");
  assert.equal(widget.session.pushState([state]), "notReady");
  await widget.load();
  assert.equal(widget.session.pushEvent(room, event), "sent");
  assert.equal(widget.session.pushEvent("!other:example.org", event), "notAllowed");
  for (const id of [undefined, "~local", 5]) {
    assert.equal(widget.session.pushEvent(room, { ...event, event_id: id }), "notAllowed");
  }
  const stuck = { ...event, event_id: "$s", msc4354_sticky: { duration_ms: 5000 } };
  assert.deepEqual([1, 2].map(() => widget.session.pushEvent(room, stuck)), ["sent", "duplicate"]);
  assert.equal(widget.session.pushState([state]), "sent");
  for (const other of [{ ...event, room_id: room }, { ...state, type: "m.room.name" }, { ...state, room_id: "!a:b" }, {}]) {
    assert.equal(widget.session.pushState([other]), "notAllowed");
  }
  const message = { type: "a", sender: "@a:b", content: {} };
  assert.equal(widget.session.pushToDevice(message, true), "notAllowed");
  widget.answers.capabilities = null;
  widget.session.frameLoaded(); // it is not known whether the document has been replaced
  const pushes = [1, 2, 3].map(() => widget.session.pushEvent(room, event));
  assert.deepEqual(pushes, ["sent", "sent", "full"]);
  assert.equal(widget.requests("update_state").at(-1).data.state.length, 1);
});

test("request sends only what the widget may get", async () => {
  const widget = new Widget(["m.capability.screenshot"]);
  await assert.rejects(widget.session.request("screenshot", {}), WidgetError);
  widget.answers.screenshot = { screenshot: "AA" };
  await widget.load();
  assert.deepEqual(await widget.session.request("screenshot", {}), { screenshot: "AA" });
  const other = await new Widget([]).load();
  await assert.rejects(other.session.request("screenshot", {}), /m\.capability\.screenshot/);
  await assert.rejects(other.session.requestCustom("screenshot", {}), /m\.capability\.screenshot/);
  assert.deepEqual(other.requests("screenshot"), []);
});

test("an application's callback that throws does not end the session", async (context) => {
  context.mock.method(console, "error", () => {});
  const onEvent = () => {
    throw new Error("a bug");
  };
  const widget = await new Widget([navigate], { onEvent, driver: { navigate: () => {} } }).load();
  assert.deepEqual(await widget.ask("navigate", { uri }), {});
});

/** A widget that may receive the topic, and knows `update_state`. */
async function watchingTopic(options) {
  const ask = ["m.receive.state_event:m.room.topic", "m.receive.sticky_event", "m.send.state_event:m.room.name"];
  const widget = new Widget(ask, {
    features: ["state_updates"],
    ...options,
  });
  widget.answers.supported_api_versions = null;
  await widget.load();
  const [question] = widget.requests("supported_api_versions");
  widget.receive({ ...question, response: { supported_versions: ["org.matrix.msc2762_update_state"] } });
  await settled();
  return widget;
}

test("state that was read before the versions are known is sent then", async () => {
  const topic = { type: "m.room.topic", state_key: "", event_id: "$t", content: {} };
  const widget = await watchingTopic({ driver: { readState: () => [{ room, events: [topic] }] } });
  assert.deepEqual(widget.requests("update_state").map(({ data }) => data.state), [[{ ...topic, room_id: room }]]);
  assert.deepEqual(widget.told("stateFailed"), []);
});

test("only the first round answers a wish for state that is refused", async () => {
  const widget = await watchingTopic({ prompt: () => [] });
  assert.equal(widget.requests("update_state").length, 1);
  assert.deepEqual(await widget.ask("request_capabilities", { capabilities: ["m.receive.state_event:m.room.name"] }), {});
  assert.equal(widget.requests("notify_capabilities").length, 2);
  assert.equal(widget.requests("update_state").length, 1);
});

test("a room that becomes accessible has its state and its sticky events read", async () => {
  const reads = [];
  const driver = {
    readState: (_, { rooms }) => (reads.push(["state", ...rooms]), []),
    readStickyEvents: ({ room }) => (reads.push(["sticky", room]), []),
  };
  const widget = await watchingTopic({ driver, room: undefined });
  assert.deepEqual(reads, []);
  for (const viewed of [room, room, null, "!a:example.org"]) widget.session.viewRoom(viewed);
  await settled();
  const expected = [room, "!a:example.org"].flatMap((room) => [["state", room], ["sticky", room]]);
  assert.deepEqual(reads, expected);
  await widget.ask("request_capabilities", { capabilities: ["org.matrix.msc2762.timeline:*"] });
  for (const known of ["!b:example.org", "!b:example.org"]) widget.session.joinRoom(known);
  await settled();
  const joined = [["state", "!b:example.org"], ["sticky", "!b:example.org"]];
  assert.deepEqual(reads.slice(-2), joined);
  assert.equal(reads.length, 7, "the sticky events of the viewed room are read again");
});

test("OpenID credentials reach a widget of any origin", async () => {
  const credentials = { access_token: "token", expires_in: 5, matrix_server_name: "example.org", token_type: "Bearer" };
  for (const checksOrigin of [true, false]) {
    const driver = { getOpenIdCredentials: () => credentials };
    const widget = await new Widget([], { driver, checksOrigin, promptOpenId: () => true }).load();
    await widget.ask("get_openid");
    const [{ data }] = widget.requests("openid_credentials");
    assert.deepEqual(data, { original_request_id: "1", state: "allowed", ...credentials });
  }
});

test("the user is asked once about OpenID credentials, and requests for them count", async () => {
  let prompts = 0;
  const promptOpenId = () => ++prompts === 1;
  const driver = { getOpenIdCredentials: () => ({}), navigate: () => new Promise(() => {}) };
  const widget = await new Widget([navigate], { driver, promptOpenId, limits: { owedRequests: 1 } }).load();
  for (let count = 0; count < 3; count++) assert.deepEqual(await widget.ask("get_openid"), { state: "request" });
  assert.equal(prompts, 1);
  widget.send("navigate", { uri });
  assert.match((await widget.ask("get_openid")).error.message, /too many/);
});
