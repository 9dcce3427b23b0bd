// The adapter of the client of `bindings/typescript`, which must be built. The texts of the kit reach it through a bridge.
import { registry } from "../../bindings/typescript/dist/index.js";
import { WidgetError, textChannel } from "../../bindings/typescript/dist/transport/index.js";
import { hostWidget } from "../../bindings/typescript/dist/session/host/index.js";
import { Adapter, serve } from "./adapter.mjs";

/** The actions of widgets, whose methods the driver has. Those of the session and with other methods do no harm. */
const OPERATIONS = Object.values(registry.fromWidget).map(({ variant }) => variant[0].toLowerCase() + variant.slice(1));

class Host extends Adapter {
  /** The credentials that the user has just allowed. */
  #credentials;

  constructor() {
    super("host", "matrix-widget-protocol", "https://client.example.org");
  }

  create({ widgetId, url, room, rooms, waitForIframeLoad, opaqueOrigin, modal, custom, openId }) {
    const channel = textChannel({
      send: (text) => this.report({ post: text }),
      listen: (receive) => {
        this.receive = receive;
        return () => (this.receive = undefined);
      },
    });
    const handle = (op) => (data, work) => this.#work(op, { data, rooms: work.rooms }, work.signal);
    this.session = hostWidget(channel, {
      widgetId,
      url,
      room: room ?? undefined,
      rooms,
      waitForIframeLoad: modal ? modal.waitForIframeLoad !== false : waitForIframeLoad,
      checksOrigin: opaqueOrigin !== true,
      modal: modal ?? undefined,
      openId: openId ?? undefined,
      features: ["delayed_events", "sticky_events", "state_updates", "appearance"],
      customActions: Object.fromEntries(
        Object.entries(custom ?? {}).map(([action, capability]) => [action, { capability, handle: handle(action) }]),
      ),
      prompt: (capabilities, { signal }) => this.#ask("prompt", { capabilities }, signal),
      promptOpenId: async ({ signal }) => {
        const { state, ...credentials } = await this.#work("openId", { asksUser: true }, signal);
        this.#credentials = credentials;
        return state === "allowed";
      },
      driver: {
        ...Object.fromEntries(OPERATIONS.map((op) => [op, handle(op)])),
        readTimeline: (data, work) => this.#read("readTimeline", data, work),
        readState: (data, work) => this.#read("readState", data, work),
        readStickyEvents: async ({ rooms, signal }) => (await this.#work("readStickyEvents", { rooms }, signal)).events,
        getOpenIdCredentials: async ({ signal }) => {
          const allowed = this.#credentials;
          this.#credentials = undefined;
          return allowed ?? this.#work("openId", { asksUser: false }, signal);
        },
        watchTurnServers: ({ signal }) => this.#turnServers(signal),
        openModal: (modal, { signal }) => this.#openModal(modal, signal),
      },
      onEvent: ({ type, ...details }) => {
        if (type === "granted") this.notice(type, details.capabilities.strings);
        else if (type !== "driverFailed") this.notice(type, details);
      },
    });
    this.session.closed.then((data) => this.notice("closeModal", data));
  }

  /** Begins something that the kit answers, and reports if it is no longer needed. */
  #begin(kind, details, signal) {
    const id = this.begin(kind, details);
    signal.addEventListener("abort", () => this.notice("cancelled", id));
    return id;
  }

  #ask(kind, details, signal) {
    return this.next(this.#begin(kind, details, signal));
  }

  /** Asks the kit for the result of an operation. */
  async #work(op, details, signal) {
    return failing(this.#ask("driver", { op, ...details }, signal));
  }

  /** The kit returns the events of all rooms in one list, each with its room. */
  async #read(op, data, { rooms, signal }) {
    const { events } = await this.#work(op, { data, rooms }, signal);
    return events.map((event) => ({ room: rooms.length === 1 ? rooms[0] : event.room_id, events: [event] }));
  }

  async *#turnServers(signal) {
    const id = this.#begin("driver", { op: "turnServers" }, signal);
    for (;;) yield await failing(this.next(id));
  }

  async #openModal({ id: widgetId, url, room, data }, signal) {
    const id = this.#begin("driver", { op: "openModal", url, room, widget: { id: widgetId, data } }, signal);
    await failing(this.next(id));
    return { closed: this.next(id) };
  }

  message({ text }) {
    this.receive?.(text);
  }

  frameLoaded() {
    this.session.frameLoaded();
  }

  viewRoom({ room }) {
    this.session.viewRoom(room);
  }

  joinRoom({ room }) {
    this.session.joinRoom(room);
  }

  event({ event }) {
    this.notice("push", this.session.pushEvent(event.room_id, event));
  }

  state({ events }) {
    this.notice("push", this.session.pushState(events));
  }

  toDevice({ message, encrypted }) {
    this.notice("push", this.session.pushToDevice(message, encrypted === true));
  }

  call({ id, name, args }) {
    const calls = {
      click: () => this.session.click(args.button),
      visibility: () => this.session.setVisible(args.visible),
      themeChange: () => this.session.setTheme(args),
      languageChange: () => this.session.setLanguage(args.lang),
      roomLeft: () => this.session.leaveRoom(args.room),
      modalShown: () => this.return({ id: args.id, value: {} }),
      end: () => this.session.end(),
      screenshot: () => this.session.request("screenshot", {}),
    };
    const call = calls[name] ?? (() => this.session.requestCustom(name, args ?? {}));
    this.outcome(id, (async () => call())());
  }
}

/** Returns the kit's result. Its errors are for the widget. */
async function failing(result) {
  try {
    return await result;
  } catch ({ message, matrix_api_error }) {
    throw new WidgetError(message, matrix_api_error === undefined ? {} : { matrix_api_error });
  }
}

await serve(() => new Host());
