import assert from "node:assert/strict";
import {
  MatrixCapabilities as Known,
  WidgetApiFromWidgetAction as FromWidget,
  WidgetApiToWidgetAction as ToWidget,
  WidgetDriver,
} from "matrix-widget-api";
import { MatrixError } from "../src/driver.mjs";
import { Host } from "../src/live/host.mjs";
import { LINK, MESSAGE, NOTHING, flows } from "../src/live/live.mjs";
import * as world from "../src/world.mjs";

const { ALICE, BOB, CAPABILITY, LOBBY, OPENID, PRIVATE, ROOM, TRANSPORT, TURN } = world;
const flow = flows("session_host", Host);

flow("load with waitForIframeLoad: negotiation begins at the load event", async (open) => {
  const host = open({ capabilities: [Known.MSC2931Navigate] });
  host.startWidget();
  await host.settle();
  assert.deepEqual(host.takeLines(), ["supported_api_versions", "supported_api_versions: answer"]);
  assert.deepEqual(await host.result(host.widget.sendContentLoaded()), {});
  assert.deepEqual(host.takeLines(), ["content_loaded", "content_loaded: answer"]);
  await host.run("frameLoaded");
  assert.ok(host.widget.hasCapability(Known.MSC2931Navigate));
  assert.deepEqual(host.asked, [[Known.MSC2931Navigate]]);
});

flow("load without waitForIframeLoad: negotiation begins at content_loaded", async (open) => {
  const host = open({ capabilities: [Known.MSC2931Navigate], waitForIframeLoad: false });
  await host.negotiate();
  assert.deepEqual(host.asked, []);
  host.takeLines();
  assert.deepEqual(await host.result(host.widget.sendContentLoaded()), {});
  const [first, second] = host.takeLines().slice(1);
  assert.deepEqual([first, second], ["content_loaded: answer", "capabilities"]);
  assert.ok(host.widget.hasCapability(Known.MSC2931Navigate));
});

flow("reload: the new document negotiates again, and its predecessor's request gets no answer", async (open) => {
  const host = await open({ capabilities: [Known.MSC2931Navigate] }).negotiate();
  host.operations.navigate = NOTHING;
  assert.ok((await host.state(host.widget.navigateTo(LINK))).pending);
  host.loadAgain([Known.MSC2931Navigate, Known.StickerSending]);
  await host.run("frameLoaded");
  assert.deepEqual(host.take("reloaded"), [null]);
  assert.equal(host.take("cancelled").length, 1);
  // The session remembers the first approval.
  assert.deepEqual(host.asked, [[Known.MSC2931Navigate], [Known.StickerSending]]);
  assert.ok(host.widget.hasCapability(Known.MSC2931Navigate));
  delete host.operations.navigate;
  await host.result(host.widget.navigateTo(LINK));
});

flow("reload without waitForIframeLoad: content_loaded is the sign of it", async (open) => {
  const host = await open({ capabilities: [Known.MSC2931Navigate], waitForIframeLoad: false }).negotiate();
  await host.result(host.widget.sendContentLoaded());
  // The same document may send it again.
  await host.result(host.widget.sendContentLoaded());
  assert.deepEqual(host.take("reloaded"), []);
  await host.result(host.widget.navigateTo(LINK));
  host.loadAgain([]);
  await host.result(host.widget.sendContentLoaded());
  assert.deepEqual(host.take("reloaded"), [null]);
  await host.refused(host.widget.navigateTo(LINK));
});

flow("reload before the decision: the prompt is withdrawn", async (open) => {
  const host = open({ capabilities: [Known.MSC2931Navigate] });
  host.approves = false;
  await host.negotiate();
  host.loadAgain([Known.StickerSending]);
  host.approves = true;
  await host.run("frameLoaded");
  assert.equal(host.take("cancelled").length, 1);
  host.prompts.pop()([Known.MSC2931Navigate]);
  await host.settle();
  assert.equal(host.take("late").length, 1);
  await host.refused(host.widget.navigateTo(LINK));
  assert.ok(host.widget.hasCapability(Known.StickerSending));
});

flow("second load event: the same document keeps its capabilities", async (open) => {
  const host = await open({ capabilities: [Known.MSC2931Navigate] }).negotiate();
  // The widget answers the second `capabilities` with an error.
  await host.run("frameLoaded");
  assert.deepEqual(host.take("reloaded"), []);
  await host.result(host.widget.navigateTo(LINK));
});

flow("versions", async (open) => {
  const host = await open().negotiate();
  const versions = await host.result(host.widget.getClientVersions());
  for (const version of ["org.matrix.msc2871", "org.matrix.msc2974", "org.matrix.msc2762_update_state"]) {
    assert.ok(versions.includes(version), version);
  }
});

flow("negotiation: refused and unknown strings are in requested only", async (open) => {
  const capabilities = ["m.sticker", "m.sticker", "org.example.unknown", "org.matrix.msc2762.timeline:nowhere"];
  const host = open({ capabilities: [...capabilities, Known.AlwaysOnScreen], refused: ["m.sticker"] });
  const notified = host.listen(host.widget, ToWidget.NotifyCapabilities);
  await host.negotiate();
  const requested = [...new Set([...capabilities, Known.AlwaysOnScreen])];
  assert.deepEqual(notified, [{ requested, approved: [Known.AlwaysOnScreen] }]);
  assert.deepEqual(host.asked, [["m.sticker", Known.AlwaysOnScreen]]);
});

flow("negotiation: requests before the decision are refused", async (open) => {
  const host = open({ capabilities: [Known.MSC2931Navigate] });
  host.approves = false;
  await host.negotiate();
  await host.refused(host.widget.navigateTo(LINK));
  host.prompts.pop()([Known.MSC2931Navigate]);
  await host.settle();
  await host.result(host.widget.navigateTo(LINK));
  assert.deepEqual(host.done, ["navigate"]);
});

flow("negotiation without wishes", async (open) => {
  const host = open();
  const notified = host.listen(host.widget, ToWidget.NotifyCapabilities);
  await host.negotiate();
  assert.deepEqual(notified, [{ requested: [], approved: [] }]);
  assert.deepEqual(host.asked, []);
});

flow("negotiation: a prompt that fails refuses everything", async (open) => {
  const host = open({ capabilities: [Known.MSC2931Navigate] });
  const notified = host.listen(host.widget, ToWidget.NotifyCapabilities);
  host.approves = null;
  await host.negotiate();
  assert.deepEqual(notified, [{ requested: [Known.MSC2931Navigate], approved: [] }]);
  await host.refused(host.widget.navigateTo(LINK));
});

flow("negotiation with a widget that breaks the protocol", async (open) => {
  for (const capabilities of [undefined, null]) {
    const host = open({ widgetId: `${capabilities}` });
    host.listen(host.widget, ToWidget.Capabilities, () => ({ capabilities }));
    const notified = host.listen(host.widget, ToWidget.NotifyCapabilities);
    await host.negotiate();
    assert.deepEqual(notified, [{ requested: [], approved: [] }]);
  }
  for (const capabilities of ["m.sticker", [5], {}]) {
    const host = open({ widgetId: `${capabilities}` });
    host.listen(host.widget, ToWidget.Capabilities, () => ({ capabilities }));
    const notified = host.listen(host.widget, ToWidget.NotifyCapabilities);
    await host.negotiate();
    assert.deepEqual(host.take("negotiationFailed"), [null]);
    assert.deepEqual(notified, []);
    // The session goes on without capabilities.
    await host.result(host.widget.requestOpenIDConnectToken());
    await host.refused(host.widget.transport.send(FromWidget.MSC2931Navigate, { uri: LINK }));
  }
});

flow("versions that are malformed or missing do not matter", async (open) => {
  for (const supported_versions of [undefined, "0.0.1", ["0.0.1", 1]]) {
    const host = open({ capabilities: [Known.MSC2931Navigate] });
    host.listen(host.widget, ToWidget.SupportedApiVersions, () => ({ supported_versions }));
    await host.negotiate();
    await host.result(host.widget.navigateTo(LINK));
  }
});

flow("renegotiation: the notification has the totals", async (open) => {
  const host = open({ capabilities: [Known.AlwaysOnScreen], refused: [Known.StickerSending] });
  const notified = host.listen(host.widget, ToWidget.NotifyCapabilities);
  await host.negotiate();
  host.widget.requestCapabilities([Known.MSC2931Navigate, Known.StickerSending]);
  await host.result(host.widget.updateRequestedCapabilities());
  assert.deepEqual(notified.at(-1), {
    requested: [Known.AlwaysOnScreen, Known.MSC2931Navigate, Known.StickerSending],
    approved: [Known.AlwaysOnScreen, Known.MSC2931Navigate],
  });
  // The package asks for everything again. Nothing is new, so no prompt is shown.
  const prompts = host.asked.length;
  await host.result(host.widget.updateRequestedCapabilities());
  assert.equal(host.asked.length, prompts);
  assert.equal(notified.length, 3);
  await host.result(host.widget.navigateTo(LINK));
  await host.refused(host.widget.transport.send("org.matrix.msc2974.request_capabilities", { capabilities: [5] }));
});

flow("send_event", async (open) => {
  const member = "org.matrix.msc3401.call.member";
  const host = await open({
    capabilities: [
      CAPABILITY.timeline(LOBBY),
      CAPABILITY.sendEvent("m.room.message#m.text"),
      CAPABILITY.sendState("m.room.topic"),
      CAPABILITY.sendState(`${member}#_@alice:example.org_DEVICE`),
    ],
  }).negotiate();
  const { widget } = host;
  const sent = (promise) => host.result(promise);
  const [viewed, lobby] = [
    await sent(widget.sendRoomEvent("m.room.message", MESSAGE)),
    await sent(widget.sendRoomEvent("m.room.message", MESSAGE, LOBBY)),
  ];
  assert.deepEqual(viewed, { room_id: ROOM, event_id: "$sent-1" });
  assert.deepEqual(lobby, { room_id: LOBBY, event_id: "$sent-2" });
  assert.equal((await sent(widget.sendStateEvent("m.room.topic", "", {}))).event_id, "$sent-3");
  await sent(widget.sendStateEvent(member, "_@alice:example.org_DEVICE", {}));
  // The viewed room may be named.
  assert.equal((await sent(widget.sendRoomEvent("m.room.message", MESSAGE, ROOM))).room_id, ROOM);
  const operations = host.done.length;
  for (const refused of [
    () => widget.sendRoomEvent("m.room.message", { msgtype: "m.emote" }),
    () => widget.sendRoomEvent("m.room.message", {}),
    () => widget.sendRoomEvent("m.reaction", {}),
    () => widget.sendRoomEvent("m.room.message", MESSAGE, PRIVATE),
    () => widget.sendRoomEvent("m.room.message", MESSAGE, undefined, 5000),
    () => widget.sendStateEvent(member, "_@bob:example.org_DEVICE", {}),
    () => widget.transport.send("send_event", { type: 5, content: {} }),
    () => widget.transport.send("send_event", undefined),
  ]) {
    await host.refused(refused());
  }
  assert.equal(host.done.length, operations);
});

flow("delayed and sticky events", async (open) => {
  const host = await open({
    capabilities: [
      Known.MSC4157SendDelayedEvent,
      Known.MSC4157UpdateDelayedEvent,
      Known.MSC4407SendStickyEvent,
      CAPABILITY.sendEvent("m.rtc.member"),
    ],
  }).negotiate();
  const { widget } = host;
  const send = (delay, duration) => host.result(widget.sendRoomEvent("m.rtc.member", {}, undefined, delay, duration));
  assert.deepEqual(await send(5000), { room_id: ROOM, delay_id: "delay-1" });
  assert.deepEqual(await send(undefined, 3_600_000), { room_id: ROOM, event_id: "$sent-2" });
  assert.deepEqual(await send(5000, 3_600_000), { room_id: ROOM, delay_id: "delay-3" });
  for (const action of ["cancel", "restart", "send"]) {
    await host.result(widget[`${action}ScheduledDelayedEvent`]("delay-1"));
  }
  await host.refused(widget.sendRoomEvent("m.rtc.member", {}, undefined, -1));
});

flow("driver failures: the widget gets the homeserver's error", async (open) => {
  const host = await open({ capabilities: [CAPABILITY.sendEvent("m.rtc.member"), Known.MSC2931Navigate] }).negotiate();
  const body = { errcode: "M_LIMIT_EXCEEDED", error: "Too many", retry_after_ms: 2000, "org.example.kept": [1] };
  host.operations.sendEvent = () => Promise.reject(new MatrixError(429, body));
  const error = await host.refused(host.widget.sendRoomEvent("m.rtc.member", {}));
  assert.equal(error.message, "Too many");
  assert.equal(error.data.matrix_api_error.http_status, 429);
  assert.deepEqual(error.data.matrix_api_error.response, body);
  host.operations.navigate = () => {
    throw new Error("There is no such room");
  };
  assert.equal((await host.refused(host.widget.navigateTo(LINK))).message, "There is no such room");
  // A driver that does not answer.
  host.operations.sendEvent = NOTHING;
  const silent = host.widget.sendRoomEvent("m.rtc.member", {});
  assert.ok((await host.state(silent)).pending);
  await host.run("advance", { ms: 60_000 });
  await host.refused(silent);
});

flow("a driver without any method of its own", async (open) => {
  const driver = new WidgetDriver();
  const sending = [CAPABILITY.sendEvent("m.room.message"), CAPABILITY.sendToDevice("m.any")];
  const capabilities = [...Object.values(Known), ...sending];
  const host = await open({ driver, capabilities }).negotiate();
  const { widget } = host;
  for (const refused of [
    () => widget.sendRoomEvent("m.room.message", {}),
    () => widget.sendRoomEvent("m.room.message", {}, undefined, 5000, 1000),
    () => widget.cancelScheduledDelayedEvent("delay-1"),
    () => widget.sendToDevice("m.any", false, { [BOB]: { "*": {} } }),
    () => widget.navigateTo(LINK),
    () => widget.getTurnServers().next(),
    () => widget.getMediaConfig(),
    () => widget.uploadFile("Hello"),
    () => widget.downloadFile("mxc://example.org/file"),
    () => widget.getRtcTransports(),
  ]) {
    await host.refused(refused());
  }
});

flow("navigate", async (open) => {
  const host = await open({ capabilities: [Known.MSC2931Navigate] }).negotiate();
  await host.result(host.widget.navigateTo(LINK));
  assert.throws(() => host.widget.navigateTo("https://example.org"));
  const raw = (uri) => host.widget.transport.send("org.matrix.msc2931.navigate", { uri });
  await host.result(raw("matrix:u/bob:example.org"));
  await host.refused(raw("https://example.org"));
  assert.deepEqual(host.done, ["navigate", "navigate"]);
});

flow("read_events", async (open) => {
  const host = await open({
    capabilities: [
      CAPABILITY.timeline(ROOM),
      CAPABILITY.timeline(LOBBY),
      CAPABILITY.receiveEvent("m.room.message"),
      CAPABILITY.receiveState("m.room.member"),
    ],
  }).negotiate();
  const { widget } = host;
  const ids = async (promise) => (await host.result(promise)).map((event) => event.event_id);
  assert.deepEqual(await ids(widget.readRoomEvents("m.room.message")), ["$emote", "$text"]);
  assert.deepEqual(await ids(widget.readRoomEvents("m.room.message", 1)), ["$emote"]);
  assert.deepEqual(await ids(widget.readRoomEvents("m.room.message", 10, "m.emote")), ["$emote"]);
  assert.deepEqual(await ids(widget.readRoomEvents("m.room.message", 10, undefined, [ROOM, LOBBY])), [
    "$emote",
    "$text",
    "$lobby-text",
  ]);
  // All rooms have no order of their own.
  const everywhere = await ids(widget.readRoomEvents("m.room.message", 10, undefined, ["*"]));
  assert.deepEqual(everywhere.sort(), ["$emote", "$lobby-text", "$text"]);
  assert.deepEqual(await ids(widget.readRoomEvents("m.room.message", 10, undefined, [])), []);
  assert.deepEqual(await ids(widget.readStateEvents("m.room.member", 10, BOB)), ["$bob-joins"]);
  for (const refused of [
    () => widget.readRoomEvents("m.reaction"),
    () => widget.readRoomEvents("m.room.message", 0),
    () => widget.readRoomEvents("m.room.message", 1, undefined, [ROOM, PRIVATE]),
    () => widget.readStateEvents("m.room.topic"),
  ]) {
    await host.refused(refused());
  }
});

flow("read_events with a state key reads the current state of widgets without update_state", async (open) => {
  const host = open({ capabilities: [CAPABILITY.receiveState("m.room.topic")] });
  host.listen(host.widget, ToWidget.SupportedApiVersions, () => ({ supported_versions: ["0.0.2"] }));
  await host.negotiate();
  assert.deepEqual(await host.result(host.widget.readStateEvents("m.room.topic")), [world.topic]);
  // The first read was for `update_state`, before the widget's versions were known.
  assert.deepEqual(host.done, ["readState", "readState"]);
  assert.equal(host.take("cancelled").length, 1);
});

flow("read_relations", async (open) => {
  const host = await open({
    capabilities: [
      CAPABILITY.timeline(LOBBY),
      CAPABILITY.receiveEvent("m.room.message"),
      CAPABILITY.receiveEvent("m.reaction"),
    ],
  }).negotiate();
  const read = (...args) => host.widget.readEventRelations("$text", ...args);
  const ids = ({ chunk }) => chunk.map((event) => event.event_id);
  // The state event is not covered.
  assert.deepEqual(ids(await host.result(read())), ["$wave", "$answer", "$like", "$edit"]);
  assert.deepEqual(ids(await host.result(read(LOBBY))), ["$echo"]);
  assert.deepEqual(ids(await host.result(read(undefined, "m.annotation", "m.reaction"))), ["$like"]);
  const page = await host.result(read(undefined, undefined, undefined, 2));
  assert.equal(page.next_batch, "2");
  await host.refused(read(PRIVATE));
});

flow("room account data", async (open) => {
  const host = await open({ capabilities: [CAPABILITY.accountData("m.tag")] }).negotiate();
  const [tags] = await host.result(host.widget.readRoomAccountData("m.tag"));
  assert.equal(tags.room_id, ROOM);
  await host.refused(host.widget.readRoomAccountData("m.fully_read"));
  assert.deepEqual(host.done, ["readRoomAccountData"]);
});

flow("room events", async (open) => {
  const host = open({
    capabilities: [CAPABILITY.timeline(LOBBY), CAPABILITY.receiveEvent("m.room.message#m.text")],
  });
  const received = host.listen(host.widget, ToWidget.SendEvent);
  // Nothing is sent before the session is established, or later instead.
  await host.run("event", { event: world.text });
  await host.negotiate();
  for (const event of [world.text, world.emote, world.lobbyText, world.privateText, world.topic]) {
    await host.run("event", { event });
  }
  assert.deepEqual(received, [world.text, world.lobbyText]);
  assert.deepEqual(host.take("push"), ["notReady", "queued", "notAllowed", "queued", "notAllowed", "notAllowed"]);
});

flow("room state", async (open) => {
  const capabilities = [CAPABILITY.receiveState("m.room.topic"), CAPABILITY.receiveState("org.example.none")];
  const host = open({ capabilities });
  const received = host.listen(host.widget, ToWidget.UpdateState);
  await host.negotiate();
  assert.deepEqual(received, [{ state: [world.topic] }]);
  const changed = { ...world.topic, event_id: "$changed", content: { topic: "New" } };
  await host.run("state", { events: [changed, world.bobJoins] });
  assert.deepEqual(received[1], { state: [changed] });
  // Renegotiation sends only what is new.
  host.widget.requestCapabilityToReceiveState("m.room.member");
  await host.result(host.widget.updateRequestedCapabilities());
  assert.deepEqual(received[2].state.map((event) => event.event_id).sort(), ["$alice-joins", "$bob-joins"]);
});

flow("room state: a failed read is tried again, and the widget gets an empty list", async (open) => {
  const host = open({ capabilities: [CAPABILITY.receiveState("m.room.topic")] });
  const received = host.listen(host.widget, ToWidget.UpdateState);
  host.operations.readState = () => Promise.reject(new Error("The room is gone"));
  await host.negotiate();
  assert.deepEqual(host.done, ["readState", "readState"]);
  assert.deepEqual(received, [{ state: [] }]);
});

flow("sticky events", async (open) => {
  const host = open({ capabilities: [Known.MSC4407ReceiveStickyEvent, CAPABILITY.receiveEvent("m.rtc.member")] });
  const received = host.listen(host.widget, ToWidget.SendEvent);
  await host.negotiate();
  assert.deepEqual(received, [world.sticky]);
  await host.run("event", { event: world.sticky });
  assert.equal(received.length, 1);
});

flow("to-device messages", async (open) => {
  const type = "org.example.keys";
  const host = open({ capabilities: [CAPABILITY.sendToDevice(type), CAPABILITY.receiveToDevice(type)] });
  const received = host.listen(host.widget, ToWidget.SendToDevice);
  await host.negotiate();
  const messages = { [BOB]: { DEVICE: { key: 1 }, OTHER: {} } };
  let given;
  host.operations.sendToDevice = (_, data) => (given = data) && {};
  await host.result(host.widget.sendToDevice(type, false, messages));
  assert.deepEqual(given, { type, encrypted: false, messages });
  await host.refused(host.widget.sendToDevice("org.example.other", true, messages));
  const message = { type, sender: BOB, content: { key: 1 } };
  await host.run("toDevice", { message, encrypted: true });
  await host.run("toDevice", { message: { ...message, type: "m.room_key" }, encrypted: true });
  assert.deepEqual(received, [{ ...message, encrypted: true }]);
});

flow("OpenID allowed or blocked by the policy", async (open) => {
  const allowing = await open({ openId: OPENID }).negotiate();
  assert.deepEqual(await allowing.result(allowing.widget.requestOpenIDConnectToken()), { state: "allowed", ...OPENID });
  const blocking = await open({ openId: "block" }).negotiate();
  await blocking.refused(blocking.widget.requestOpenIDConnectToken());
  assert.deepEqual(blocking.done, []);
});

flow("OpenID decided by the user: callers at the same time share a decision", async (open) => {
  const host = await open().negotiate();
  let decide;
  host.operations.openId = () => new Promise((resolve) => (decide = resolve));
  const ask = () => host.widget.requestOpenIDConnectToken();
  const all = Promise.all([ask(), ask()]);
  assert.ok((await host.state(all)).pending);
  assert.deepEqual(host.done, ["openId"]);
  decide({ state: "allowed", ...OPENID });
  for (const credentials of await host.result(all)) assert.equal(credentials.access_token, OPENID.access_token);

  const blocked = await open({ widgetId: "blocked" }).negotiate();
  blocked.operations.openId = () => ({ state: "blocked" });
  await blocked.refused(blocked.widget.requestOpenIDConnectToken());
});

flow("TURN servers", async (open) => {
  const host = await open({ capabilities: [Known.MSC3846TurnServers] }).negotiate();
  const renewed = { ...TURN, username: "renewed" };
  let renew;
  host.operations.turnServers = async function* () {
    yield TURN;
    yield await new Promise((resolve) => (renew = resolve));
    await NOTHING();
  };
  const servers = host.widget.getTurnServers();
  assert.deepEqual((await host.result(servers.next())).value, TURN);
  const next = servers.next();
  await host.settle();
  renew(renewed);
  assert.deepEqual((await host.result(next)).value, renewed);
  await host.result(servers.return());
  assert.equal(host.take("cancelled").length, 1);

  host.operations.turnServers = async function* () {};
  await host.refused(host.widget.getTurnServers().next());
  const bare = await open({ widgetId: "bare" }).negotiate();
  await bare.refused(bare.widget.getTurnServers().next());
});

flow("modal widget that closes itself", async (open) => {
  const opener = await open({ capabilities: [CAPABILITY.modals] }).negotiate();
  const closed = opener.listen(opener.widget, ToWidget.CloseModalWidget);
  const [modal, shown] = await showModal(open, opener);
  const clicks = modal.listen(modal.widget, ToWidget.ButtonClicked);
  await opener.refused(opener.widget.openModalWidget("https://widget.example.org/modal.html", "Again"));
  await modal.call("click", { button: "save" });
  assert.deepEqual(clicks, []);
  await modal.result(modal.widget.setModalButtonEnabled("save", true));
  assert.deepEqual(modal.take("buttonEnabled"), [{ button: "save", enabled: true }]);
  await modal.call("click", { button: "save" });
  await modal.call("click", { button: "m.close" });
  assert.deepEqual(clicks, [{ id: "save" }, { id: "m.close" }]);
  await modal.refused(modal.widget.setModalButtonEnabled("unknown", true));
  await modal.result(modal.widget.closeModalWidget({ chosen: ["$text"] }));
  const [result] = modal.take("closeModal");
  shown(result);
  await opener.settle();
  assert.deepEqual(closed, [{ chosen: ["$text"] }]);
});

flow("modal widget that the user closes", async (open) => {
  const opener = await open({ capabilities: [CAPABILITY.modals] }).negotiate();
  const closed = opener.listen(opener.widget, ToWidget.CloseModalWidget);
  const [, shown] = await showModal(open, opener);
  shown({ "m.exited": true });
  await opener.settle();
  assert.equal(closed.length, 1);
  assert.equal(closed[0]["m.exited"], true);
  await opener.refused(opener.widget.closeModalWidget());
});

flow("modal widget without the capability: only pages of the same origin", async (open) => {
  const host = await open().negotiate();
  await host.refused(host.widget.openModalWidget("https://elsewhere.example.org/", "Choose"));
  await host.result(host.widget.openModalWidget("https://widget.example.org/modal.html", "Choose"));
});

/** Opens a modal widget, and plays its negotiation. Returns its session, and a function that closes it. */
async function showModal(open, opener) {
  let definition, close;
  opener.operations.openModal = (_, __, ___, { widget }) => {
    definition = widget;
    return (async function* () {
      yield {};
      yield await new Promise((resolve) => (close = resolve));
    })();
  };
  const buttons = [{ id: "save", label: "Save", kind: "m.primary", disabled: true }];
  const url = "https://widget.example.org/modal.html?$matrix_room_id";
  await opener.result(opener.widget.openModalWidget(url, "Choose", buttons, { from: [1] }));
  assert.equal(definition.id, "modal_w");
  const modal = open({ widgetId: definition.id, modal: definition.data });
  const configs = modal.listen(modal.widget, ToWidget.WidgetConfig);
  await modal.negotiate();
  assert.deepEqual(configs, [{ type: "m.custom", url, name: "Choose", buttons, data: { from: [1] } }]);
  return [modal, close];
}

flow("files", async (open) => {
  const host = await open({ capabilities: [Known.MSC4039UploadFile, Known.MSC4039DownloadFile] }).negotiate();
  const { widget } = host;
  assert.deepEqual(await host.result(widget.getMediaConfig()), { "m.upload.size": 52_428_800 });
  assert.deepEqual(await host.result(widget.uploadFile("Hello")), { content_uri: "mxc://example.org/uploaded" });
  assert.deepEqual(await host.result(widget.downloadFile("mxc://example.org/file")), { file: "SGVsbG8" });
  await host.refused(widget.downloadFile("https://example.org/file"));
});

flow("user directory", async (open) => {
  const host = await open({ capabilities: [Known.MSC3973UserDirectorySearch] }).negotiate();
  const { limited, results } = await host.result(host.widget.searchUserDirectory("bo", 1));
  assert.equal(limited, true);
  assert.deepEqual(results, [{ user_id: BOB, display_name: "Bob", avatar_url: "mxc://example.org/bob" }]);
  await host.refused(host.widget.searchUserDirectory("bo", -1));
});

flow("RTC transports and LiveKit", async (open) => {
  const host = await open({
    capabilities: [
      Known.MSC4515RtcTransports,
      Known.MSC4533RtcLivekitGetToken,
      Known.MSC4533RtcLivekitDelegateDelayedLeave,
    ],
  }).negotiate();
  const { widget } = host;
  assert.deepEqual(await host.result(widget.getRtcTransports()), { rtc_transports: [TRANSPORT] });
  const place = { room_id: ROOM, slot_id: "m.call#ROOM", member: { id: "member-1" } };
  const token = await host.result(widget.getRtcLivekitToken({ ...place, url: "https://livekit.example.org" }));
  assert.deepEqual(token, { jwt: "header.payload.signature" });
  await host.result(widget.delegateRtcLivekitDelayedLeave({ ...place, delay_id: "delay-1" }));
});

flow("stickers and always on screen", async (open) => {
  const host = await open({ capabilities: [Known.StickerSending, Known.AlwaysOnScreen] }).negotiate();
  await host.result(host.widget.sendSticker({ name: "Cat", content: { url: "mxc://example.org/cat" } }));
  assert.equal(await host.result(host.widget.setAlwaysOnScreen(true)), true);
  const bare = await open({ widgetId: "bare" }).negotiate();
  await bare.refused(bare.widget.sendSticker({ name: "Cat", content: { url: "mxc://example.org/cat" } }));
  await bare.refused(bare.widget.setAlwaysOnScreen(true));
});

flow("visibility, theme, language and screenshots", async (open) => {
  const host = open({ capabilities: [Known.Screenshots] });
  const visibility = host.listen(host.widget, ToWidget.UpdateVisibility);
  const themes = host.listen(host.widget, ToWidget.ThemeChange);
  const languages = host.listen(host.widget, ToWidget.LanguageChange);
  await host.call("visibility", { visible: false });
  await host.call("themeChange", { name: "dark", is_dark: true });
  await host.call("languageChange", { lang: "de" });
  await host.negotiate();
  assert.deepEqual(visibility, [{ visible: false }]);
  assert.deepEqual(themes, [{ name: "dark", is_dark: true }]);
  assert.deepEqual(languages, [{ lang: "de" }]);
  // The package answers with an error until the widget listens.
  assert.ok((await host.call("screenshot")).error);
  host.listen(host.widget, ToWidget.TakeScreenshot, () => ({ screenshot: "data:image/png;base64,UE5H" }));
  assert.deepEqual(await host.call("screenshot"), { ok: { screenshot: "data:image/png;base64,UE5H" } });
  const bare = await open({ widgetId: "bare" }).negotiate();
  assert.ok((await bare.call("screenshot")).error);
});

flow("custom actions, and actions of the other direction", async (open) => {
  const host = await open({
    capabilities: ["org.example.capability"],
    custom: { "org.example.ping": null, "org.example.gated": "org.example.capability" },
  }).negotiate();
  host.operations["org.example.ping"] = (_, data) => ({ pong: data });
  host.operations["org.example.gated"] = () => ({});
  const { transport } = host.widget;
  const data = { numbers: [0.5, 1e21], nothing: null, response: { error: { message: "none" } } };
  assert.deepEqual(await host.result(transport.send("org.example.ping", data)), { pong: data });
  await host.result(transport.send("org.example.gated", {}));
  await host.refused(transport.send("org.example.unknown", {}));
  const fromWidget = Object.values(FromWidget);
  for (const action of Object.values(ToWidget).filter((action) => !fromWidget.includes(action))) {
    await host.refused(transport.send(action, {}));
  }
  host.listen(host.widget, "org.example.poke", (poke) => ({ poked: poke }));
  assert.deepEqual(await host.call("org.example.poke", { with: 1 }), { ok: { poked: { with: 1 } } });
});

flow("end", async (open) => {
  const host = await open({ capabilities: [Known.MSC2931Navigate] }).negotiate();
  host.operations.navigate = NOTHING;
  const owed = host.widget.navigateTo(LINK);
  await host.settle();
  await host.call("end");
  assert.ok((await host.state(owed)).pending);
  assert.ok((await host.state(host.widget.navigateTo(LINK))).pending);
  assert.equal(host.take("cancelled").length, 1);
});
