// The adapter of the client of matrix-widget-api.
import { ClientWidgetApi, Widget, WidgetDriver, WidgetKind } from "matrix-widget-api";
import { Target } from "../interop/src/windows.mjs";
import { Adapter, Unsupported, serve } from "./adapter.mjs";

const without = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value !== null));

/** Asks the kit for everything. */
class Driver extends WidgetDriver {
  constructor(adapter, { rooms }) {
    super();
    this.adapter = adapter;
    this.rooms = rooms;
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

  async sendDelayedEvent(delay, type, content, stateKey, roomId) {
    return sent(await this.#ask("sendEvent", { type, content, state_key: stateKey, delay }, roomId));
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

  askOpenID(observer) {
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
    // The kit returns servers once.
    yield await this.#ask("turnServers", {});
    await new Promise(() => undefined);
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

  async downloadFile(uri) {
    return this.#ask("downloadFile", { content_uri: uri });
  }

  getKnownRooms() {
    return this.rooms;
  }

  processError(error) {
    const { matrix_api_error } = error;
    return matrix_api_error && { matrix_api_error };
  }
}

function sent({ room_id, event_id, delay_id }) {
  return { roomId: room_id, eventId: event_id, delayId: delay_id };
}

class Host extends Adapter {
  #iframe = new Target();

  constructor() {
    super("host", "matrix-widget-api", "https://client.example.org");
    this.#iframe.contentWindow = this.other;
  }

  create({ widgetId, url, user, room, rooms, waitForIframeLoad, modal, custom, openId }) {
    if (modal || openId) throw new Unsupported();
    const kind = room ? WidgetKind.Room : WidgetKind.Account;
    this.viewed = room;
    this.driver = new Driver(this, { rooms });
    const widget = new Widget({ id: widgetId, creatorUserId: user, type: "m.custom", url, waitForIframeLoad, data: {} });
    this.client = new ClientWidgetApi(widget, this.#iframe, this.driver, kind);
    this.client.setViewedRoomId(room);
    // What a client answers itself.
    for (const [action, op] of [
      ["m.sticker", "sendSticker"],
      ["set_always_on_screen", "setAlwaysOnScreen"],
      ["open_modal", "openModal"],
    ]) {
      this.#handle(action, op);
    }
    for (const [action, capability] of Object.entries(custom)) this.#handle(action, action, capability);
  }

  #handle(action, op, capability) {
    this.client.on(`action:${action}`, (event) => {
      if (capability && !this.client.hasCapability(capability)) return;
      event.preventDefault();
      const { detail } = event;
      this.ask("driver", { op, data: detail.data, rooms: this.viewed ? [this.viewed] : [] }).then(
        (value) => this.client.transport.reply(detail, value ?? {}),
        (error) => this.client.transport.reply(detail, { error: { message: error.message } }),
      );
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
      end: async () => this.client.stop(),
      modalShown: async () => this.return({ id: args.id, value: {} }),
    };
    if (name === "click") throw new Unsupported();
    const call = calls[name] ?? (() => this.client.transport.send(name, args));
    this.outcome(id, (async () => call())());
  }
}

await serve(() => new Host());
