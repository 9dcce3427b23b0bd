// The adapter of a widget that is made with Nordeck's toolkit.
import { WidgetApiImpl } from "@matrix-widget-toolkit/api";
import { EventDirection, EventKind, Symbols, WidgetEventCapability } from "matrix-widget-api";
import { Unsupported, serve } from "./adapter.mjs";
import { PackageWidget } from "./package-widget.mjs";

class Widget extends PackageWidget {
  constructor() {
    super("@matrix-widget-toolkit/api");
  }

  create({ widgetId, ask, versions, modal }) {
    // The toolkit lists its own versions, and knows modal widgets by their ID.
    if (modal || versions.length > 0) throw new Unsupported();
    const search = new URLSearchParams({
      widgetId,
      parentUrl: "https://client.example.org/",
      matrix_room_id: "!room:example.org",
      matrix_user_id: "@me:example.org",
    });
    globalThis.window = { location: new URL(`https://widget.example.org/index.html?${search}`) };
    // The application gets the toolkit when the negotiation is over.
    this.toolkit = WidgetApiImpl.create({ capabilities: ask, supportStandalone: true });
    this.toolkit.then((toolkit) => {
      this.notice("ready");
      this.#observe(toolkit, ask);
      // What the toolkit has no methods for.
      this.listen(toolkit.matrixWidgetApi);
    });
  }

  /** Observes what the widget asks for. */
  #observe(toolkit, ask) {
    const options = { roomIds: Symbols.AnyRoom };
    for (const { kind, direction, eventType } of WidgetEventCapability.findEventCapabilities(ask)) {
      if (direction !== EventDirection.Receive) continue;
      if (kind === EventKind.ToDevice) {
        toolkit.observeToDeviceMessages(eventType).subscribe((message) => this.notice("toDevice", message));
      } else if (kind === EventKind.State) {
        const next = (event) => this.notice("state", { changes: [event] });
        toolkit.observeStateEvents(eventType, options).subscribe({ next, error: () => undefined });
      } else if (kind === EventKind.Event) {
        const next = (event) => this.notice("event", event);
        toolkit.observeRoomEvents(eventType, options).subscribe({ next, error: () => undefined });
      }
    }
  }

  calls() {
    const call = (body) => async (args) => body(await this.toolkit, args);
    const requestCapabilities = call((toolkit, args) => this.#request(toolkit, args));
    return {
      contentLoaded: async () => {
        throw new Error("the toolkit does not send content_loaded");
      },
      getOpenId: call((toolkit) => this.openId(toolkit.requestOpenIDConnectToken())),
      requestCapabilities,
      requestCapabilitiesAgain: requestCapabilities,
      navigate: call((toolkit, { uri }) => toolkit.navigateTo(uri)),
      sendEvent: call((toolkit, args) => this.#send(toolkit, args)),
      // The toolkit requires `encrypted`.
      sendToDevice: call((toolkit, { type, encrypted = true, messages }) =>
        toolkit.sendToDeviceMessage(type, encrypted, messages),
      ),
      sendSticker: call((toolkit, sticker) => toolkit.matrixWidgetApi.sendSticker(sticker)),
      downloadFile: call((toolkit, { content_uri: uri }) => toolkit.downloadFile(uri)),
      watchTurnServers: call((toolkit, { consumer }) => this.#watch(toolkit, consumer)),
      unwatchTurnServers: async (args) => this.unwatchTurnServers(args),
      openModal: call(async (toolkit, { url, name, buttons, data }) => {
        this.notice("modalClosed", await toolkit.openModal(new URL(url).pathname, name, { buttons, data }));
      }),
    };
  }

  #request(toolkit, { capabilities }) {
    toolkit.requestCapabilities(capabilities).then(
      () => this.notice("decided", capabilities),
      ({ message }) => {
        // A refusal is a decision, too.
        if (message.startsWith("Capabilities rejected")) this.notice("decided", capabilities);
        else this.report({ notice: { name: "decided", error: { message } } });
      },
    );
  }

  #send(toolkit, { type, content, state_key: stateKey, room_id: roomId, delay }) {
    if (typeof stateKey !== "string") {
      return delay === undefined
        ? toolkit.sendRoomEvent(type, content, { roomId })
        : toolkit.sendDelayedRoomEvent(type, content, delay, { roomId });
    }
    return delay === undefined
      ? toolkit.sendStateEvent(type, content, { roomId, stateKey })
      : toolkit.sendDelayedStateEvent(type, content, delay, { roomId, stateKey });
  }

  #watch(toolkit, consumer) {
    const next = ({ urls, username, credential }) =>
      this.notice("turnServers", { uris: urls, username, password: credential });
    const subscription = toolkit.observeTurnServers().subscribe({ next, error: (error) => this.turnFailed(error) });
    this.watching(consumer, () => subscription.unsubscribe());
  }
}

await serve(() => new Widget());
