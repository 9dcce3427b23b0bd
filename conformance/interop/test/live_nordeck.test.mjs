import assert from "node:assert/strict";
import { test } from "node:test";
import { WidgetApiImpl } from "@matrix-widget-toolkit/api";
import { MatrixCapabilities as Known } from "matrix-widget-api";
import { replace } from "../src/frozen.mjs";
import { Host } from "../src/live/host.mjs";
import { MESSAGE, live } from "../src/live/live.mjs";
import * as world from "../src/world.mjs";

const { ALICE, BOB, CAPABILITY, OPENID, ROOM, TURN } = world;
const MESSAGES = [CAPABILITY.sendEvent("m.room.message"), CAPABILITY.receiveEvent("m.room.message")];

/** Our host, with a widget of Nordeck's toolkit. */
class NordeckHost extends Host {
  constructor(clock, options) {
    super(clock, { ...options, createWidget: (id, capabilities) => ({ start: () => this.#start(id, capabilities) }) });
  }

  #start(widgetId, capabilities) {
    const search = new URLSearchParams({
      widgetId,
      parentUrl: "https://client.example.org/",
      matrix_room_id: ROOM,
      matrix_user_id: ALICE,
    });
    const href = `https://widget.example.org/index.html?${search}`;
    globalThis.window.location = new URL(href);
    this.created = WidgetApiImpl.create({ capabilities });
  }

  /** Completes the negotiation, and returns the widget's API. */
  async ready() {
    await this.negotiate();
    return this.result(this.created);
  }
}

/** Runs a test of our host with a widget of Nordeck's toolkit. */
function flow(name, body) {
  test(`session_host with Nordeck's toolkit, ${name}`, async () => {
    const restore = replace(globalThis, "window", {});
    try {
      await live((open, clock) => body((options) => open(new NordeckHost(clock, options))));
    } finally {
      restore();
    }
  });
}

flow("start and initial capabilities", async (open) => {
  const host = open({ capabilities: [Known.MSC2931Navigate] });
  const widget = await host.ready();
  assert.ok(widget.hasInitialCapabilities());
  assert.equal(widget.widgetParameters.roomId, ROOM);
  await host.result(widget.navigateTo("https://matrix.to/#/@bob:example.org"));
});

flow("more capabilities, one request at a time", async (open) => {
  const host = open({ refused: [Known.StickerSending] });
  const widget = await host.ready();
  await host.result(widget.requestCapabilities([Known.MSC2931Navigate]));
  // The host allows three prompts a minute.
  await host.run("advance", { ms: 60_000 });
  const both = Promise.all([
    widget.requestCapabilities([Known.AlwaysOnScreen]),
    widget.requestCapabilities([Known.Screenshots]),
  ]);
  await host.result(both);
  await host.run("advance", { ms: 60_000 });
  assert.match((await host.refused(widget.requestCapabilities([Known.StickerSending]))).message, /rejected/);
});

flow("sent events come back", async (open) => {
  const host = open({ capabilities: MESSAGES });
  const widget = await host.ready();
  const sending = widget.sendRoomEvent("m.room.message", MESSAGE);
  assert.ok((await host.state(sending)).pending);
  const event = { ...world.text, event_id: "$sent-1", content: MESSAGE };
  await host.run("event", { event });
  assert.deepEqual(await host.result(sending), event);
});

flow("delayed events", async (open) => {
  const host = open({ capabilities: [...MESSAGES, Known.MSC4157SendDelayedEvent] });
  const widget = await host.ready();
  const sent = await host.result(widget.sendDelayedRoomEvent("m.room.message", MESSAGE, 5000));
  assert.deepEqual(sent, { delay_id: "delay-1" });
});

flow("room events and room state are observed", async (open) => {
  const host = open({ capabilities: [...MESSAGES, CAPABILITY.receiveState("m.room.topic")] });
  const widget = await host.ready();
  const [messages, topics] = [[], []];
  widget.observeRoomEvents("m.room.message").subscribe((event) => messages.push(event.event_id));
  widget.observeStateEvents("m.room.topic").subscribe((event) => topics.push(event.event_id));
  await host.settle();
  assert.deepEqual(messages, ["$emote", "$text"]);
  assert.deepEqual(topics, ["$topic"]);
  const topic = { ...world.topic, event_id: "$changed" };
  await host.run("event", { event: { ...world.text, event_id: "$new" } });
  await host.run("event", { event: topic });
  // The toolkit does not list `update_state`.
  await host.run("state", { events: [topic] });
  assert.deepEqual(messages, ["$emote", "$text", "$new"]);
  assert.deepEqual(topics, ["$topic", "$changed"]);
  assert.ok(!host.takeLines().includes("update_state"));
  assert.deepEqual(await host.result(widget.receiveSingleStateEvent("m.room.topic")), world.topic);
});

flow("relations", async (open) => {
  const host = open({ capabilities: MESSAGES });
  const widget = await host.ready();
  const reading = widget.readEventRelations("$text", { relationType: "m.thread", limit: 1 });
  const { chunk, nextToken } = await host.result(reading);
  assert.deepEqual(chunk.map((event) => event.event_id), ["$wave"]);
  assert.equal(nextToken, "1");
});

flow("to-device messages", async (open) => {
  const type = "org.example.keys";
  const host = open({ capabilities: [CAPABILITY.sendToDevice(type), CAPABILITY.receiveToDevice(type)] });
  const widget = await host.ready();
  const received = [];
  widget.observeToDeviceMessages(type).subscribe((message) => received.push(message));
  await host.result(widget.sendToDeviceMessage(type, true, { [BOB]: { "*": { key: 1 } } }));
  await host.run("toDevice", { message: { type, sender: BOB, content: { key: 1 } }, encrypted: true });
  assert.deepEqual(received, [{ type, sender: BOB, content: { key: 1 }, encrypted: true }]);
});

flow("OpenID", async (open) => {
  const host = open();
  const widget = await host.ready();
  const all = Promise.all([widget.requestOpenIDConnectToken(), widget.requestOpenIDConnectToken()]);
  for (const credentials of await host.result(all)) assert.equal(credentials.access_token, OPENID.access_token);
});

flow("TURN servers", async (open) => {
  const host = open({ capabilities: [Known.MSC3846TurnServers] });
  const widget = await host.ready();
  const servers = [];
  widget.observeTurnServers().subscribe({ next: (server) => servers.push(server), error: () => undefined });
  await host.settle();
  assert.deepEqual(servers, [{ urls: TURN.uris, username: TURN.username, credential: TURN.password }]);
});

flow("user directory and files", async (open) => {
  const host = open({
    capabilities: [Known.MSC3973UserDirectorySearch, Known.MSC4039UploadFile, Known.MSC4039DownloadFile],
  });
  const widget = await host.ready();
  const { results } = await host.result(widget.searchUserDirectory("bo", { limit: 1 }));
  assert.deepEqual(results, [{ userId: BOB, displayName: "Bob", avatarUrl: "mxc://example.org/bob" }]);
  assert.deepEqual(await host.result(widget.uploadFile("Hello")), { content_uri: "mxc://example.org/uploaded" });
  assert.deepEqual(await host.result(widget.downloadFile("mxc://example.org/file")), { file: "SGVsbG8" });
});

flow("modal widget of the same origin, without the capability", async (open) => {
  const host = open();
  const widget = await host.ready();
  let definition, close;
  host.operations.openModal = (_, __, ___, opened) => {
    definition = opened.widget;
    return (async function* () {
      yield {};
      yield await new Promise((resolve) => (close = resolve));
    })();
  };
  const buttons = [{ id: "save", label: "Save", kind: "m.primary" }];
  const opened = widget.openModal("/modal", "Choose", { buttons, data: { from: 1 } });
  assert.ok((await host.state(opened)).pending);

  const modal = open({ widgetId: definition.id, modal: definition.data });
  const inside = await modal.ready();
  assert.deepEqual(inside.getWidgetConfig().data, { from: 1 });
  const clicks = [];
  inside.observeModalButtons().subscribe((button) => clicks.push(button));
  await modal.call("click", { button: "save" });
  assert.deepEqual(clicks, ["save"]);
  await modal.result(inside.setModalButtonEnabled("save", false));
  await modal.result(inside.closeModal({ chosen: 1 }));
  close(modal.take("closeModal")[0]);
  assert.deepEqual(await host.result(opened), { chosen: 1 });

  const again = widget.openModal("/modal", "Again");
  await host.settle();
  close({ "m.exited": true });
  assert.equal(await host.result(again), undefined);
});
