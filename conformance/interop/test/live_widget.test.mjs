import assert from "node:assert/strict";
import {
  MatrixCapabilities as Known,
  WidgetApiFromWidgetAction as FromWidget,
  WidgetApiToWidgetAction as ToWidget,
} from "matrix-widget-api";
import { MatrixError } from "../src/driver.mjs";
import { LINK, MESSAGE, NOTHING, flows } from "../src/live/live.mjs";
import { Widget } from "../src/live/widget.mjs";
import * as world from "../src/world.mjs";

const { BOB, CAPABILITY, LOBBY, OPENID, PRIVATE, ROOM, TRANSPORT, TURN } = world;
/** Runs a test of the Rust session and of the npm package, which must be built. */
const flow = (...test) => {
  for (const program of ["session_widget", "typescript-widget.mjs"]) flows(program, Widget)(...test);
};

flow("load with waitForIframeLoad: ready after notify_capabilities", async (open) => {
  const widget = open({ capabilities: [Known.MSC2931Navigate] });
  await widget.settle();
  assert.deepEqual(widget.takeLines(), ["supported_api_versions", "supported_api_versions: answer"]);
  await widget.loadIframe();
  assert.deepEqual(widget.take("approved"), [[Known.MSC2931Navigate]]);
  assert.deepEqual(widget.take("ready"), [null]);
  // The package answers this with an error, which has no effect.
  await widget.call("contentLoaded");
  assert.ok(widget.takeLines().includes("content_loaded: error"));
  assert.deepEqual(await widget.call("navigate", { uri: LINK }), { ok: {} });
});

flow("load without waitForIframeLoad: negotiation begins at content_loaded", async (open) => {
  const widget = await open({ waitForIframeLoad: false, capabilities: [Known.MSC2931Navigate] }).negotiate();
  assert.deepEqual(widget.take("ready"), []);
  await widget.call("contentLoaded");
  assert.deepEqual(widget.take("ready"), [null]);
  // The second time, nothing is sent.
  widget.takeLines();
  await widget.call("contentLoaded");
  assert.deepEqual(widget.takeLines(), []);
});

flow("load in a client that does not negotiate", async (open) => {
  const widget = open();
  await widget.call("contentLoaded");
  await widget.run("advance", { ms: 10_000 });
  assert.deepEqual(widget.take("notNegotiated"), [null]);
  await widget.negotiate();
  assert.deepEqual(widget.take("ready"), [null]);
});

flow("requests before the session is ready wait", async (open) => {
  const widget = open({ capabilities: [Known.MSC2931Navigate] });
  const navigated = await widget.begin("navigate", { uri: LINK });
  assert.equal(navigated(), undefined);
  assert.ok(!widget.takeLines().includes("org.matrix.msc2931.navigate"));
  await widget.negotiate();
  assert.deepEqual(navigated(), { ok: {} });
});

flow("negotiation: each capability is requested once, and refused ones are refused", async (open) => {
  const widget = open({ capabilities: ["m.sticker", "m.sticker", Known.AlwaysOnScreen], refused: ["m.sticker"] });
  await widget.negotiate();
  assert.deepEqual(widget.take("approved"), [[Known.AlwaysOnScreen]]);
  const messages = widget.lines.map((line) => JSON.parse(line));
  const answer = messages.find(({ action, response }) => action === "capabilities" && response);
  assert.deepEqual(answer.response, { capabilities: ["m.sticker", Known.AlwaysOnScreen] });
});

flow("negotiation: a second capabilities request gets an error", async (open) => {
  const widget = await open({ capabilities: [Known.MSC2931Navigate] }).negotiate();
  await widget.refused(widget.client.transport.send("capabilities", {}));
  assert.deepEqual(await widget.call("navigate", { uri: LINK }), { ok: {} });
});

flow("negotiation with a client that never decides", async (open) => {
  const widget = open({ capabilities: [Known.MSC2931Navigate] });
  widget.backend.validateCapabilities = () => Promise.reject(new Error("The user closed the dialog"));
  await widget.negotiate();
  await widget.run("advance", { ms: 60_000 });
  assert.deepEqual(widget.take("ready"), []);
});

flow("negotiation with a client whose versions are malformed: ready without a notification", async (open) => {
  for (const supported_versions of [undefined, null, "0.0.1", ["0.0.1", 1]]) {
    const widget = open({ widgetId: `${supported_versions}`, capabilities: [Known.MSC2931Navigate] });
    widget.listen(widget.client, FromWidget.SupportedApiVersions, () => ({ supported_versions }));
    widget.backend.validateCapabilities = NOTHING;
    await widget.negotiate();
    assert.deepEqual(widget.take("ready"), [null]);
    assert.deepEqual(widget.take("approved"), []);
  }
});

flow("second load event: the client asks again, and the same document goes on", async (open) => {
  const widget = await open({ capabilities: [Known.MSC2931Navigate] }).negotiate();
  await widget.loadIframe();
  assert.deepEqual(await widget.call("navigate", { uri: LINK }), { ok: {} });
});

flow("reload: the new document negotiates with the same client", async (open) => {
  const widget = await open({ capabilities: [Known.MSC2931Navigate] }).negotiate();
  widget.backend.navigate = NOTHING;
  const navigated = await widget.begin("navigate", { uri: LINK });
  await widget.reload({ capabilities: [Known.StickerSending] });
  assert.equal(navigated(), undefined);
  assert.deepEqual(widget.take("ready"), [null, null]);
  // The package sends the first approvals, too.
  assert.ok(widget.take("approved").at(-1).includes(Known.StickerSending));
});

flow("versions", async (open) => {
  const widget = await open().negotiate();
  const versions = await widget.result(widget.client.getWidgetVersions());
  assert.ok(versions.includes("org.matrix.msc2762_update_state"));
  assert.ok(!versions.includes("org.matrix.msc2873"));
});

flow("renegotiation", async (open) => {
  const widget = await open({ capabilities: [Known.AlwaysOnScreen], refused: [Known.StickerSending] }).negotiate();
  const capabilities = [Known.AlwaysOnScreen, Known.MSC2931Navigate, Known.StickerSending];
  await widget.call("requestCapabilities", { capabilities });
  // What is approved already is not requested again.
  assert.deepEqual(widget.take("decided"), [[Known.MSC2931Navigate, Known.StickerSending]]);
  assert.deepEqual(widget.take("approved").at(-1), [Known.AlwaysOnScreen, Known.MSC2931Navigate]);
  assert.deepEqual(await widget.call("navigate", { uri: LINK }), { ok: {} });
  widget.takeLines();
  await widget.call("requestCapabilities", { capabilities });
  assert.deepEqual(widget.takeLines(), []);
  await widget.call("requestCapabilitiesAgain", { capabilities: [Known.StickerSending] });
  assert.deepEqual(widget.take("decided"), [[Known.StickerSending]]);
});

flow("send_event", async (open) => {
  const widget = await open({
    capabilities: [
      CAPABILITY.timeline(LOBBY),
      CAPABILITY.sendEvent("m.room.message#m.text"),
      CAPABILITY.sendState("m.room.topic"),
    ],
  }).negotiate();
  const send = (data) => widget.call("sendEvent", data);
  const message = { type: "m.room.message", content: MESSAGE };
  assert.deepEqual(await send(message), { ok: { room_id: ROOM, event_id: "$sent-1" } });
  assert.deepEqual(await send({ ...message, room_id: LOBBY }), { ok: { room_id: LOBBY, event_id: "$sent-2" } });
  assert.ok((await send({ type: "m.room.topic", state_key: "", content: {} })).ok.event_id);
  assert.ok((await send({ ...message, room_id: PRIVATE })).error.message);
  assert.ok((await send({ ...message, content: { msgtype: "m.emote" } })).error.message);
  assert.ok((await send({ type: "m.reaction" })).error.message);
});

flow("delayed and sticky events", async (open) => {
  const widget = await open({
    capabilities: [
      Known.MSC4157SendDelayedEvent,
      Known.MSC4157UpdateDelayedEvent,
      Known.MSC4407SendStickyEvent,
      CAPABILITY.sendEvent("m.rtc.member"),
    ],
  }).negotiate();
  const send = (data) => widget.call("sendEvent", { type: "m.rtc.member", content: {}, ...data });
  assert.deepEqual(await send({ delay: 5000 }), { ok: { room_id: ROOM, delay_id: "delay-1" } });
  assert.deepEqual(await send({ sticky_duration_ms: 1000 }), { ok: { room_id: ROOM, event_id: "$sent-2" } });
  const both = await send({ delay: 5000, sticky_duration_ms: 1000 });
  assert.deepEqual(both, { ok: { room_id: ROOM, delay_id: "delay-3" } });
  for (const action of ["cancel", "restart", "send"]) {
    assert.deepEqual(await widget.call("updateDelayedEvent", { delay_id: "delay-1", action }), { ok: {} });
  }
  // An answer without the ID that belongs to the request is malformed.
  widget.backend.sendDelayedEvent = async () => ({ roomId: ROOM, eventId: "$sent" });
  assert.match((await send({ delay: 5000 })).error, /delay_id: missing field/);
});

flow("driver failures", async (open) => {
  const widget = await open({ capabilities: [CAPABILITY.sendEvent("m.rtc.member")] }).negotiate();
  const send = () => widget.begin("sendEvent", { type: "m.rtc.member", content: {} });
  const body = { errcode: "M_LIMIT_EXCEEDED", error: "Too many", retry_after_ms: 2000 };
  widget.backend.sendEvent = () => Promise.reject(new MatrixError(429, body));
  const { error } = (await send())();
  assert.equal(error.matrix_api_error.http_status, 429);
  assert.deepEqual(error.matrix_api_error.response, body);
  // The client does not answer.
  widget.backend.sendEvent = NOTHING;
  const silent = await send();
  assert.equal(silent(), undefined);
  await widget.run("advance", { ms: 10_000 });
  assert.match(silent().error, /in time/);
});

flow("read_events and read_relations", async (open) => {
  const widget = await open({
    capabilities: [
      CAPABILITY.timeline(LOBBY),
      CAPABILITY.timeline(ROOM),
      CAPABILITY.receiveEvent("m.room.message"),
      CAPABILITY.receiveEvent("m.reaction"),
      CAPABILITY.receiveState("m.room.member"),
      CAPABILITY.accountData("m.tag"),
    ],
  }).negotiate();
  const ids = (events) => events.map((event) => event.event_id);
  const read = async (data) => ids((await widget.call("readEvents", data)).ok.events);
  assert.deepEqual(await read({ type: "m.room.message" }), ["$emote", "$text"]);
  assert.deepEqual(await read({ type: "m.room.message", room_ids: "*" }), ["$emote", "$text", "$lobby-text"]);
  assert.deepEqual(await read({ type: "m.room.member", state_key: BOB }), ["$bob-joins"]);
  assert.ok((await widget.call("readEvents", { type: "m.room.topic", state_key: true })).error.message);
  const relations = (await widget.call("readRelations", { event_id: "$text", limit: 2 })).ok;
  // The package applies the limit before it leaves out what the widget may not receive.
  assert.deepEqual(ids(relations.chunk), ["$wave"]);
  assert.equal(relations.next_batch, "2");
  const tags = (await widget.call("readRoomAccountData", { type: "m.tag" })).ok;
  assert.equal(tags.events[0].type, "m.tag");
});

flow("room events", async (open) => {
  const capabilities = [CAPABILITY.timeline(LOBBY), CAPABILITY.receiveEvent("m.room.message")];
  const widget = await open({ capabilities }).negotiate();
  for (const event of [world.text, world.lobbyText, world.privateText]) {
    await widget.result(widget.client.feedEvent(event));
  }
  assert.deepEqual(widget.take("event"), [world.text, world.lobbyText]);
  await widget.refused(widget.client.transport.send("send_event", { content: {} }));
});

flow("room state that the client sends", async (open) => {
  const widget = await open({ capabilities: [CAPABILITY.receiveState("m.room.topic")] }).negotiate();
  assert.deepEqual(widget.take("state"), [{ changes: [world.topic], isComplete: true }]);
  // The package sends everything again when the viewed room changes.
  widget.takeLines();
  widget.client.setViewedRoomId(LOBBY);
  widget.client.setViewedRoomId(ROOM);
  await widget.settle();
  assert.deepEqual(widget.takeLines(), ["update_state", "update_state: answer"]);
  assert.deepEqual(widget.take("state"), []);
  const changed = { ...world.topic, event_id: "$changed", content: { topic: "New" } };
  await widget.result(widget.client.feedStateUpdate(changed));
  assert.deepEqual(widget.take("state"), [{ changes: [changed], isComplete: false }]);
  await widget.refused(widget.client.transport.send("update_state", { state: [{}] }));
});

flow("room state that the widget reads", async (open) => {
  const widget = await open({ capabilities: [CAPABILITY.receiveState("m.room.topic")], versions: [] }).negotiate();
  assert.ok(widget.takeLines().includes("org.matrix.msc2876.read_events"));
  assert.deepEqual(widget.take("state"), [{ changes: [world.topic], isComplete: true }]);
  const changed = { ...world.topic, event_id: "$changed" };
  await widget.result(widget.client.feedEvent(changed));
  assert.deepEqual(widget.take("event"), [changed]);
  assert.deepEqual(widget.take("state"), [{ changes: [changed], isComplete: false }]);
});

flow("to-device messages", async (open) => {
  const type = "org.example.keys";
  const capabilities = [CAPABILITY.sendToDevice(type), CAPABILITY.receiveToDevice(type)];
  const widget = await open({ capabilities }).negotiate();
  const messages = { [BOB]: { DEVICE: { key: 1 } } };
  let given;
  widget.backend.sendToDevice = async (...all) => (given = all);
  // Without `encrypted`, it is true.
  assert.deepEqual(await widget.call("sendToDevice", { type, messages }), { ok: {} });
  assert.deepEqual(given, [type, true, messages]);
  const message = { type, sender: BOB, content: { key: 1 } };
  await widget.result(widget.client.feedToDevice(message, true));
  await widget.result(widget.client.feedToDevice(message, undefined));
  const [first, second] = widget.take("toDevice");
  assert.deepEqual([first.message.content, first.encrypted, second.encrypted], [{ key: 1 }, true, false]);
});

flow("OpenID allowed, blocked, and decided later", async (open) => {
  const widget = await open().negotiate();
  const [allowed, blocked, pending] = [{ state: "allowed", token: OPENID }, { state: "blocked" }, { state: "request" }];
  const ask = async () => {
    await widget.call("getOpenId");
    return widget.take("openId").map((data) => data.state ?? data);
  };
  assert.deepEqual(await ask(), ["allowed"]);
  widget.backend.askOpenID = (observer) => observer.update(blocked);
  assert.deepEqual(await ask(), ["blocked"]);
  let observer;
  widget.backend.askOpenID = (given) => {
    observer = given;
    observer.update(pending);
  };
  assert.deepEqual(await ask(), []);
  // A second caller shares the request.
  widget.takeLines();
  assert.deepEqual(await ask(), []);
  assert.deepEqual(widget.takeLines(), []);
  observer.update(allowed);
  await widget.settle();
  assert.equal(widget.take("openId")[0].access_token, OPENID.access_token);
  const foreign = { original_request_id: "other", state: "blocked" };
  await widget.refused(widget.client.transport.send("openid_credentials", foreign));
});

flow("TURN servers", async (open) => {
  const widget = await open({ capabilities: [Known.MSC3846TurnServers] }).negotiate();
  const renewed = { ...TURN, username: "renewed" };
  let renew;
  widget.backend.getTurnServers = async function* () {
    yield TURN;
    for (;;) yield await new Promise((resolve) => (renew = resolve));
  };
  await widget.call("watchTurnServers", { consumer: 1 });
  assert.deepEqual(widget.take("turnServers"), [TURN]);
  widget.takeLines();
  await widget.call("watchTurnServers", { consumer: 2 });
  assert.deepEqual(widget.takeLines(), []);
  renew(renewed);
  await widget.settle();
  assert.deepEqual(widget.take("turnServers"), [renewed]);
  await widget.call("unwatchTurnServers", { consumer: 1 });
  await widget.call("unwatchTurnServers", { consumer: 2 });
  assert.ok(widget.takeLines().includes("unwatch_turn_servers"));

  const refused = await open({ widgetId: "refused" }).negotiate();
  await refused.call("watchTurnServers", { consumer: 1 });
  assert.ok(refused.take("turnFailed")[0].error.message);
});

flow("modal widget: its opener, and itself", async (open) => {
  const opener = await open({ capabilities: [CAPABILITY.modals] }).negotiate();
  const definition = {
    type: "m.custom",
    url: "https://widget.example.org/modal.html",
    name: "Choose",
    data: { from: [1] },
    buttons: [{ id: "save", label: "Save", kind: "m.primary", disabled: true }],
  };
  let shown;
  const openings = opener.listen(opener.client, FromWidget.OpenModalWidget);
  await opener.call("openModal", definition);
  assert.deepEqual(openings, [definition]);
  assert.deepEqual(opener.take("modalOpened"), [null]);
  assert.ok((await opener.call("openModal", definition)).error);

  const modal = await open({ widgetId: "modal_w", modal: true }).negotiate();
  assert.deepEqual(modal.take("ready"), []);
  await modal.result(modal.client.sendWidgetConfig(definition));
  assert.deepEqual(modal.take("modalConfig"), [definition]);
  assert.deepEqual(modal.take("ready"), [null]);
  const enabled = modal.listen(modal.client, FromWidget.SetModalButtonEnabled);
  assert.deepEqual(await modal.call("setModalButtonEnabled", { button: "save", enabled: true }), { ok: {} });
  assert.deepEqual(enabled, [{ button: "save", enabled: true }]);
  modal.operations.buttonClicked = (click) => void (shown = click);
  await modal.result(modal.client.notifyModalWidgetButtonClicked("save"));
  assert.deepEqual(shown, { id: "save" });
  const results = modal.listen(modal.client, FromWidget.CloseModalWidget);
  await modal.call("closeModal", { chosen: ["$text"] });
  assert.deepEqual(modal.take("closing"), [null]);

  await opener.result(opener.client.notifyModalWidgetClose(results[0]));
  assert.deepEqual(opener.take("modalClosed"), [{ chosen: ["$text"] }]);
  await opener.refused(opener.client.notifyModalWidgetClose({}));
});

flow("files", async (open) => {
  const widget = await open({ capabilities: [Known.MSC4039UploadFile, Known.MSC4039DownloadFile] }).negotiate();
  assert.deepEqual(await widget.call("getMediaConfig"), { ok: { "m.upload.size": 52_428_800 } });
  const uploaded = await widget.call("uploadFile", { file: "Hello" });
  assert.deepEqual(uploaded, { ok: { content_uri: "mxc://example.org/uploaded" } });
  const downloaded = await widget.call("downloadFile", { content_uri: "mxc://example.org/file" });
  assert.deepEqual(downloaded, { ok: { file: "SGVsbG8" } });
  // Files have a longer deadline.
  widget.backend.uploadFile = NOTHING;
  const upload = await widget.begin("uploadFile", { file: "Hello" });
  await widget.run("advance", { ms: 119_000 });
  assert.equal(upload(), undefined);
  await widget.run("advance", { ms: 1000 });
  assert.ok(upload().error);
});

flow("other requests", async (open) => {
  const widget = await open({
    capabilities: [
      Known.MSC3973UserDirectorySearch,
      Known.MSC4515RtcTransports,
      Known.MSC4533RtcLivekitGetToken,
      Known.MSC4533RtcLivekitDelegateDelayedLeave,
      Known.StickerSending,
      Known.AlwaysOnScreen,
    ],
  }).negotiate();
  const { ok } = await widget.call("searchUserDirectory", { search_term: "bo", limit: 1 });
  assert.deepEqual(ok.results, [{ user_id: BOB, display_name: "Bob", avatar_url: "mxc://example.org/bob" }]);
  assert.deepEqual(await widget.call("getRtcTransports"), { ok: { rtc_transports: [TRANSPORT] } });
  const place = { room_id: ROOM, slot_id: "m.call#ROOM", member: { id: "member-1" } };
  const token = await widget.call("getLivekitToken", { ...place, url: "https://livekit.example.org" });
  assert.deepEqual(token, { ok: { jwt: "header.payload.signature" } });
  assert.deepEqual(await widget.call("delegateDelayedLeave", { ...place, delay_id: "delay-1" }), { ok: {} });
  const stickers = widget.listen(widget.client, FromWidget.SendSticker);
  const sticker = { name: "Cat", content: { url: "mxc://example.org/cat" } };
  assert.deepEqual(await widget.call("sendSticker", sticker), { ok: {} });
  assert.deepEqual(stickers, [sticker]);
  widget.listen(widget.client, FromWidget.UpdateAlwaysOnScreen, () => ({ success: true }));
  assert.deepEqual(await widget.call("setAlwaysOnScreen", { value: true }), { ok: { success: true } });
});

flow("visibility, theme, language and screenshots", async (open) => {
  const widget = await open({ capabilities: [Known.Screenshots] }).negotiate();
  await widget.result(widget.client.updateVisibility(false));
  assert.deepEqual(widget.take("visibility"), [false]);
  const got = [];
  widget.operations.themeChange = (theme) => void got.push(theme);
  widget.operations.languageChange = (language) => void got.push(language);
  await widget.result(widget.client.updateTheme({ name: "dark" }));
  await widget.result(widget.client.updateLanguage("de"));
  assert.deepEqual(got, [{ name: "dark" }, { lang: "de" }]);
  widget.operations.screenshot = () => ({ screenshot: "data:image/png;base64,UE5H" });
  assert.deepEqual(await widget.result(widget.client.takeScreenshot()), { screenshot: "data:image/png;base64,UE5H" });
  widget.operations.screenshot = () => {
    throw new Error("There is nothing to see");
  };
  assert.equal((await widget.refused(widget.client.takeScreenshot())).message, "There is nothing to see");
  widget.operations.screenshot = NOTHING;
  const silent = widget.client.takeScreenshot();
  assert.ok((await widget.state(silent)).pending);
  await widget.run("advance", { ms: 9000 });
  await widget.refused(silent);
});

flow("custom actions, and actions of the other direction", async (open) => {
  const widget = await open().negotiate();
  widget.listen(widget.client, "org.example.ping", (data) => ({ pong: data }));
  const data = { numbers: [0.5, 1e21], nothing: null };
  assert.deepEqual(await widget.call("org.example.ping", data), { ok: { pong: data } });
  assert.ok((await widget.call("org.example.unknown", {})).error.message);
  widget.operations["org.example.poke"] = (poke) => ({ poked: poke });
  const { transport } = widget.client;
  assert.deepEqual(await widget.result(transport.send("org.example.poke", { with: 1 })), { poked: { with: 1 } });
  const toWidget = Object.values(ToWidget);
  for (const action of Object.values(FromWidget).filter((action) => !toWidget.includes(action))) {
    await widget.refused(transport.send(action, {}));
  }
});

flow("end", async (open) => {
  const widget = await open({ capabilities: [Known.MSC2931Navigate] }).negotiate();
  widget.stopClient();
  const navigated = await widget.begin("navigate", { uri: LINK });
  assert.equal(navigated(), undefined);
  await widget.call("end");
  assert.match(navigated().error, /ended/);
});
