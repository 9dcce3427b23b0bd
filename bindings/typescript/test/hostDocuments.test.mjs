import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Widget, navigate, room, sendReaction, settled, uri } from "./hosted.mjs";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout", "Date"] }));
afterEach(() => mock.timers.reset());

test("the driver's work for an earlier document counts until it is done or overdue", async () => {
  const signals = [];
  const driver = { navigate: (_, { signal }) => (signals.push(signal), new Promise(() => {})) };
  const limits = { owedRequests: 1 };
  const widget = await new Widget([navigate], { driver, limits }).load();
  const early = widget.send("navigate", { uri });
  await widget.load();
  assert.equal(widget.told("reloaded").length, 1);
  assert.equal(signals[0].aborted, true);
  assert.match((await widget.ask("navigate", { uri })).error.message, /too many/);
  mock.timers.tick(60_000);
  const late = widget.send("navigate", { uri });
  await settled();
  assert.deepEqual([early, late].flatMap((id) => widget.answersTo(id)), []);
});

test("requests that wait for a decision get no answer in another document, or after the end", async () => {
  const never = () => new Promise(() => {});
  const driver = {
    watchTurnServers: () => ({ [Symbol.asyncIterator]: () => ({ next: never }) }),
    openModal: never,
    readState: never,
  };
  const ask = ["m.turn_servers", "m.modals", "m.receive.state_event:m.room.topic"];
  const widget = new Widget(ask, { driver, features: ["state_updates"], limits: { owedRequests: 4 } });
  widget.answers.supported_api_versions = null;
  await widget.load();
  const requests = () => [
    widget.send("watch_turn_servers"),
    widget.send("open_modal", { type: "m.custom", url: "https://widget.example.org/" }),
    widget.send("get_openid"),
  ];
  const early = requests();
  await widget.load();
  widget.answers.supported_api_versions = { supported_versions: [] };
  const late = requests();
  widget.session.end();
  await settled();
  const answers = [...early, ...late].map((id) => widget.answersTo(id));
  const openId = [{ state: "request" }];
  assert.deepEqual(answers, [[], [], openId, [], [], openId]);
});

test("with an opaque origin, a new document gets nothing that was decided for its predecessor", async () => {
  let decide;
  const promptOpenId = () => new Promise((resolve) => (decide = resolve));
  const getOpenIdCredentials = () => assert.fail("the prompt was withdrawn");
  const widget = await new Widget([navigate], { checksOrigin: false, promptOpenId, driver: { getOpenIdCredentials } }).load();
  widget.send("get_openid");
  widget.answers.capabilities = null;
  widget.session.frameLoaded(); // a sign of reloading
  const since = widget.send("get_openid");
  await settled();
  widget.receive({ ...widget.requests("capabilities").at(-1), response: { capabilities: [navigate] } });
  decide(true);
  await settled();
  const credentials = widget.requests("openid_credentials").map(({ data }) => data);
  assert.deepEqual(credentials, [{ original_request_id: since, state: "blocked" }]);
});

test("each document is told of the visibility, theme and language", async () => {
  const options = { features: ["appearance"], theme: { name: "light" }, language: "en" };
  const widget = new Widget([], options);
  widget.answers.supported_api_versions = { supported_versions: ["org.matrix.msc2873"] };
  const told = () => ["visibility", "theme_change", "language_change"].map((action) => widget.requests(action).map(({ data }) => data));
  await widget.load();
  assert.deepEqual(told(), [[], [], []]);
  widget.session.setVisible(false);
  widget.session.setTheme({ name: "dark" });
  widget.session.setTheme({ name: "dark" });
  widget.session.setLanguage("de");
  const once = [[{ visible: false }], [{ name: "dark" }], [{ lang: "de" }]];
  assert.deepEqual(told(), once);
  await widget.load();
  assert.deepEqual(told(), once.map(([data]) => [data, data]));
});

test("the application is told once of a widget that does not send content_loaded", async () => {
  const widget = new Widget([], { waitForIframeLoad: false });
  widget.session.frameLoaded();
  mock.timers.tick(5_000);
  widget.session.frameLoaded();
  mock.timers.tick(4_999);
  assert.equal(widget.told("noContentLoaded").length, 0);
  mock.timers.tick(1);
  mock.timers.tick(60_000);
  assert.equal(widget.told("noContentLoaded").length, 1);
  assert.deepEqual(widget.posts, []);
  await widget.ask("content_loaded");
  assert.equal(widget.requests("notify_capabilities").length, 1);
});

test("after each sign of reloading, an unanswered question is repeated three times in all", async () => {
  const widget = await new Widget([navigate], { driver: { navigate: () => {} } }).load();
  widget.answers.capabilities = null;
  for (const count of [1, 2]) {
    widget.session.frameLoaded();
    for (let tries = 0; tries < 6; tries++) mock.timers.tick(10_000);
    await settled();
    assert.equal(widget.requests("capabilities").length, 1 + count * 3);
    assert.equal(widget.told("noCapabilities").length, count);
    assert.match((await widget.ask("navigate", { uri })).error.message, /not established/);
    widget.receive({ ...widget.requests("capabilities").at(-1), response: { capabilities: [navigate] } });
    await settled();
  }
});

test("after an error from the same document, the conversation goes on", async () => {
  const results = [];
  const driver = { navigate: () => new Promise((resolve) => results.push(resolve)) };
  const widget = await new Widget([navigate], { driver }).load();
  const early = widget.send("navigate", { uri });
  widget.answers.capabilities = null;
  widget.session.frameLoaded();
  widget.session.setVisible(false);
  const held = widget.send("navigate", { uri });
  const more = widget.send("request_capabilities", { capabilities: ["m.sticker"] });
  results.shift()();
  await settled();
  assert.deepEqual([early, held, more].map((id) => widget.answersTo(id)), [[], [], []]);
  assert.deepEqual([results.length, widget.requests("visibility").length], [0, 0]);
  widget.receive({ ...widget.requests("capabilities").at(-1), response: { error: { message: "asked already" } } });
  await settled();
  results.shift()();
  await settled();
  assert.deepEqual([early, held, more].map((id) => widget.answersTo(id)), [[{}], [{}], [{}]]);
  assert.equal(widget.requests("visibility").length, 1);
  const late = widget.send("navigate", { uri });
  results.shift()();
  await settled();
  assert.deepEqual(widget.answersTo(late), [{}]);
  mock.timers.tick(60_000);
  assert.deepEqual([widget.told("reloaded"), widget.told("noCapabilities")], [[], []]);
});

test("versions of an earlier document do not count", async () => {
  const topic = "org.matrix.msc2762.receive.state_event:m.room.topic";
  const version = "org.matrix.msc2762_update_state";
  const widget = new Widget([topic], { features: ["state_updates"] });
  widget.answers.supported_api_versions = null;
  await widget.load();
  const [early] = widget.requests("supported_api_versions");
  await widget.load();
  const [, late] = widget.requests("supported_api_versions");
  widget.receive({ ...early, response: { supported_versions: [] } });
  await settled();
  widget.receive({ ...late, response: { supported_versions: [version] } });
  await settled();
  assert.deepEqual(widget.requests("update_state").map(({ data }) => data.state), [[]]);
});

test("wishes that wait for an open prompt end with their document", async () => {
  const prompts = [];
  const prompt = (capabilities, { signal }) => new Promise((resolve) => prompts.push({ capabilities, signal, resolve }));
  const widget = await new Widget([navigate], { prompt }).load();
  assert.deepEqual(await widget.ask("request_capabilities", { capabilities: ["m.sticker"] }), {});
  widget.answers.capabilities = { capabilities: [sendReaction] };
  await widget.load();
  assert.deepEqual(prompts.map(({ signal }) => signal.aborted), [true, false]);
  prompts[0].resolve([navigate]);
  prompts[1].resolve([sendReaction]);
  await settled();
  assert.deepEqual(widget.requests("notify_capabilities").map(({ data }) => data), [
    { requested: [sendReaction], approved: [sendReaction] },
  ]);
  assert.equal(prompts.length, 2);
});

test("the end withdraws prompts", async () => {
  const signals = [];
  const promptOpenId = ({ signal }) => (signals.push(signal), new Promise(() => {}));
  const prompt = (_, { signal }) => promptOpenId({ signal });
  const open = await new Widget([navigate], { prompt }).load();
  open.session.end();
  assert.equal(signals.pop().aborted, true);
  const widget = await new Widget([], { promptOpenId }).load();
  await widget.ask("get_openid");
  await widget.load();
  assert.equal(signals[0].aborted, false, "a new document may have asked before its load event");
  widget.session.end();
  assert.equal(signals[0].aborted, true);
});

test("a widget that failed to negotiate can request capabilities, and is asked for its versions then", async () => {
  const widget = new Widget([], { driver: { navigate: () => {} } });
  widget.answers.capabilities = { error: { message: "not yet" } };
  await widget.load();
  assert.equal(widget.told("negotiationFailed").length, 1);
  assert.deepEqual([widget.requests("notify_capabilities"), widget.requests("supported_api_versions")], [[], []]);
  assert.deepEqual(await widget.ask("request_capabilities", { capabilities: [navigate] }), {});
  assert.equal(widget.requests("supported_api_versions").length, 1);
  assert.deepEqual(await widget.ask("navigate", { uri }), {});
});

test("after the end, nothing is sent, and everything is told to stop", async () => {
  const signals = [];
  const driver = {
    navigate: (_, { signal }) => (signals.push(signal), new Promise(() => {})),
    watchTurnServers: ({ signal }) => (signals.push(signal), (async function* () {})()),
  };
  const widget = await new Widget([navigate], { driver }).load();
  widget.send("navigate", { uri });
  widget.answers.screenshot = null;
  widget.answers["com.example.wave"] = null;
  const wave = widget.session.requestCustom("com.example.wave", {});
  widget.session.end();
  widget.session.end();
  const count = widget.posts.length;
  await assert.rejects(wave, { reason: "gone" });
  await assert.rejects(widget.session.requestCustom("com.example.wave", {}));
  assert.equal(widget.session.pushEvent(room, { type: "m.reaction", event_id: "$e", content: {} }), "notReady");
  widget.send("supported_api_versions");
  const told = widget.events.length;
  widget.session.frameLoaded();
  widget.session.viewRoom("!other:example.org");
  widget.session.joinRoom("!other:example.org");
  widget.session.setVisible(false);
  widget.session.click("m.close");
  mock.timers.tick(600_000);
  await settled();
  assert.equal(widget.posts.length, count);
  assert.equal(widget.events.length, told);
  assert.deepEqual(signals.map(({ aborted }) => aborted), [true]);
  assert.deepEqual(await widget.session.closed, { "m.exited": true });
});

test("the first content_loaded of a new document is not a sign of reloading", async () => {
  const widget = await new Widget([navigate]).load();
  await widget.ask("content_loaded");
  await widget.load();
  assert.equal(widget.requests("capabilities").length, 2);
  await widget.ask("content_loaded");
  assert.equal(widget.requests("capabilities").length, 2);
  await widget.ask("content_loaded");
  assert.equal(widget.requests("capabilities").length, 3);
  assert.equal(widget.told("reloaded").length, 2);
});
