// The adapter of the client of matrix-widget-api.
import { ClientWidgetApi, MatrixCapabilities, Widget, WidgetDriver, WidgetKind } from "matrix-widget-api";
import { Target } from "../interop/src/windows.mjs";
import { Adapter, serve } from "./adapter.mjs";

/** Returns an object without its members that are undefined or null. */
function without(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value !== null));
}

/** Asks the kit for everything. */
class Driver extends WidgetDriver {
  constructor(adapter, { rooms, openId }) {
    super();
    this.adapter = adapter;
    this.rooms = rooms;
    this.openId = openId ?? "ask";
  }

  #ask(op, data, roomId) {
    const room = roomId ?? this.adapter.viewed;
    return this.adapter.ask("driver", { op, data: without(data), rooms: room ? [room] : [] });
  }

  async validateCapabilities(requested) {
    if (requested.size === 0) return requested;
    return this.adapter.ask("prompt", { capabilities: [...requested] });
  }

  async sendEvent(type, content, stateKey, roomId) {
    return sent(await this.#ask("sendEvent", { type, content, state_key: stateKey }, roomId));
  }

  async sendStickyEvent(duration, type, content, roomId) {
    return sent(await this.#ask("sendEvent", { type, content, sticky_duration_ms: duration }, roomId));
  }

  async sendDelayedEvent(delay, type, content, stateKey, roomId) {
    return delayed(await this.#ask("sendEvent", { type, content, state_key: stateKey, delay }, roomId));
  }

  async sendDelayedStickyEvent(delay, duration, type, content, roomId) {
    return delayed(await this.#ask("sendEvent", { type, content, delay, sticky_duration_ms: duration }, roomId));
  }

  async sendToDevice(type, encrypted, messages) {
    await this.#ask("sendToDevice", { type, encrypted, messages });
  }

  async readRoomTimeline(roomId, type, msgtype, stateKey, limit, since) {
    const data = { type, msgtype, state_key: stateKey, limit: limit || undefined, since };
    return (await this.#ask("readTimeline", data, roomId)).events;
  }

  async readRoomState(roomId, type, stateKey) {
    return (await this.#ask("readState", { type, state_key: stateKey ?? true }, roomId)).events;
  }

  async readStickyEvents(roomId) {
    return (await this.#ask("readStickyEvents", {}, roomId)).events;
  }

  async readRoomAccountData(type) {
    return (await this.#ask("readRoomAccountData", { type })).events;
  }

  async readEventRelations(id, roomId, relation, type, from, to, limit, direction) {
    const data = { event_id: id, rel_type: relation, event_type: type, from, to, limit, direction };
    const { chunk, prev_batch: prevBatch, next_batch: nextBatch } = await this.#ask("readRelations", data, roomId);
    return { chunk, prevBatch, nextBatch };
  }

  askOpenID(observer) {
    if (this.openId === "block") return observer.update({ state: "blocked" });
    if (typeof this.openId === "object") return observer.update({ state: "allowed", token: this.openId });
    observer.update({ state: "request" });
    this.#ask("openId", {}).then(
      ({ state, ...token }) => observer.update(state === "allowed" ? { state, token } : { state }),
      () => observer.update({ state: "blocked" }),
    );
  }

  async navigate(uri) {
    await this.#ask("navigate", { uri });
  }

  async *getTurnServers() {
    const id = this.adapter.begin("driver", { op: "turnServers", data: {}, rooms: [] });
    for (;;) yield await this.adapter.next(id);
  }

  async cancelScheduledDelayedEvent(delayId) {
    await this.#ask("updateDelayedEvent", { delay_id: delayId, action: "cancel" });
  }

  async restartScheduledDelayedEvent(delayId) {
    await this.#ask("updateDelayedEvent", { delay_id: delayId, action: "restart" });
  }

  async sendScheduledDelayedEvent(delayId) {
    await this.#ask("updateDelayedEvent", { delay_id: delayId, action: "send" });
  }

  async searchUserDirectory(term, limit) {
    const { limited, results } = await this.#ask("searchUserDirectory", { search_term: term, limit });
    const users = results.map(({ user_id: userId, display_name: displayName, avatar_url: avatarUrl }) => ({
      userId,
      displayName,
      avatarUrl,
    }));
    return { limited, results: users };
  }

  async getMediaConfig() {
    return this.#ask("getMediaConfig", {});
  }

  async uploadFile(file) {
    return { contentUri: (await this.#ask("uploadFile", { file })).content_uri };
  }

  async downloadFile(uri) {
    return this.#ask("downloadFile", { content_uri: uri });
  }

  async getRtcTransports() {
    return this.#ask("getRtcTransports", {});
  }

  async getRtcLivekitToken(data) {
    return this.#ask("getLivekitToken", data);
  }

  async delegateRtcLivekitDelayedLeave(data) {
    return this.#ask("delegateDelayedLeave", data);
  }

  getKnownRooms() {
    return this.rooms;
  }

  processError(error) {
    const { matrix_api_error } = error;
    return matrix_api_error && { matrix_api_error };
  }
}

function sent({ room_id: roomId, event_id: eventId }) {
  return { roomId, eventId };
}

function delayed({ room_id: roomId, delay_id: delayId }) {
  return { roomId, delayId };
}

class Host extends Adapter {
  #iframe = new Target();

  constructor() {
    super("host", "matrix-widget-api", "https://client.example.org");
    this.#iframe.contentWindow = this.other;
  }

  create({ widgetId, url, user, room, rooms, waitForIframeLoad, modal, custom, openId }) {
    const kind = modal ? WidgetKind.Modal : room ? WidgetKind.Room : WidgetKind.Account;
    this.viewed = room;
    this.driver = new Driver(this, { rooms, openId });
    const definition = modal ?? { type: "m.custom", url, waitForIframeLoad, data: {} };
    const widget = new Widget({ id: widgetId, creatorUserId: user, ...definition });
    this.client = new ClientWidgetApi(widget, this.#iframe, this.driver, kind);
    this.client.setViewedRoomId(room);
    this.#handle("m.sticker", "sendSticker", MatrixCapabilities.StickerSending);
    this.#handle("set_always_on_screen", "setAlwaysOnScreen", MatrixCapabilities.AlwaysOnScreen);
    for (const [action, capability] of Object.entries(custom)) this.#handle(action, action, capability);
    if (modal) this.#modal(modal);
    else this.#opener();
  }

  /** Leaves a request to the driver. */
  #handle(action, op, capability) {
    this.#answer(action, (data) => {
      if (capability && !this.client.hasCapability(capability)) return undefined;
      return this.ask("driver", { op, data, rooms: this.viewed ? [this.viewed] : [] });
    });
  }

  /** Answers what the package leaves to the client. */
  #answer(action, respond) {
    this.client.on(`action:${action}`, (event) => {
      const { detail } = event;
      const response = respond(detail.data);
      if (!response) return;
      event.preventDefault();
      response.then(
        (value) => this.client.transport.reply(detail, value ?? {}),
        (error) => this.client.transport.reply(detail, { error: { message: error.message } }),
      );
    });
  }

  /** Opens modal widgets. */
  #opener() {
    this.#answer("open_modal", async (data) => {
      const id = this.begin("driver", { op: "openModal", data, rooms: [] });
      await this.next(id); // until it is shown
      this.next(id).then((result) => this.client.notifyModalWidgetClose(result));
      return {};
    });
  }

  /** Shows this widget as a modal widget. */
  #modal(modal) {
    this.client.once("ready", () => this.client.sendWidgetConfig(modal));
    this.client.on("action:close_modal", (event) => {
      event.preventDefault();
      this.client.transport.reply(event.detail, {});
      this.notice("closeModal", event.detail.data);
      this.client.stop();
    });
    this.#answer("set_button_enabled", async (data) => {
      this.notice("buttonEnabled", data);
      return {};
    });
  }

  frameLoaded() {
    this.#iframe.dispatch("load", new Event("load"));
  }

  viewRoom({ room }) {
    this.viewed = room;
    this.client.setViewedRoomId(room);
  }

  joinRoom({ room }) {
    this.driver.rooms.push(room);
  }

  #leave(left) {
    this.driver.rooms = this.driver.rooms.filter((room) => room !== left);
  }

  event({ event }) {
    this.client.feedEvent(event).catch(() => undefined);
  }

  state({ events }) {
    for (const event of events) this.client.feedStateUpdate(event).catch(() => undefined);
  }

  toDevice({ message, encrypted }) {
    this.client.feedToDevice(message, encrypted).catch(() => undefined);
  }

  call({ id, name, args }) {
    const calls = {
      screenshot: () => this.client.takeScreenshot(),
      visibility: () => this.client.updateVisibility(args.visible),
      themeChange: () => this.client.updateTheme(args),
      languageChange: () => this.client.updateLanguage(args.lang),
      click: () => this.client.notifyModalWidgetButtonClicked(args.button),
      roomLeft: async () => this.#leave(args.room),
      end: async () => this.client.stop(),
      modalShown: async () => this.return({ id: args.id, value: {} }),
    };
    const call = calls[name] ?? (() => this.client.transport.send(name, args));
    this.outcome(id, (async () => call())());
  }
}

await serve(() => new Host());
