// The adapter of the widget of matrix-widget-api.
import { CurrentApiVersions, WidgetApi } from "matrix-widget-api";
import { Unsupported, serve } from "./adapter.mjs";
import { PackageWidget } from "./package-widget.mjs";

class Widget extends PackageWidget {
  constructor() {
    super("matrix-widget-api");
  }

  create({ widgetId, ask, versions }) {
    // The package lists its own versions.
    if (!versions.every((version) => CurrentApiVersions.includes(version))) throw new Unsupported();
    this.widget = new WidgetApi(widgetId, "https://client.example.org");
    this.widget.requestCapabilities(ask);
    const state = ({ state }) => ({ changes: state, isComplete: true });
    this.widget.on("action:send_event", this.acknowledging(this.widget, "event"));
    this.widget.on("action:send_to_device", this.acknowledging(this.widget, "toDevice"));
    this.widget.on("action:update_state", this.acknowledging(this.widget, "state", state));
    this.widget.on("action:widget_config", this.acknowledging(this.widget, "modalConfig"));
    this.listen(this.widget);
    this.widget.on("ready", () => this.notice("ready"));
    this.widget.start();
  }

  calls() {
    const { widget } = this;
    const requestCapabilities = ({ capabilities }) => {
      widget.requestCapabilities(capabilities);
      return widget.updateRequestedCapabilities();
    };
    return {
      contentLoaded: () => widget.sendContentLoaded(),
      getOpenId: async () => this.openId(widget.requestOpenIDConnectToken()),
      requestCapabilities,
      requestCapabilitiesAgain: requestCapabilities,
      navigate: ({ uri }) => widget.navigateTo(uri),
      sendEvent: ({ type, content, state_key: key, room_id: room, delay }) =>
        typeof key === "string"
          ? widget.sendStateEvent(type, key, content, room, delay)
          : widget.sendRoomEvent(type, content, room, delay),
      // The package requires `encrypted`.
      sendToDevice: ({ type, encrypted = true, messages }) => widget.sendToDevice(type, encrypted, messages),
      sendSticker: (sticker) => widget.sendSticker(sticker),
      downloadFile: ({ content_uri: uri }) => widget.downloadFile(uri),
      watchTurnServers: async ({ consumer }) => this.#watch(consumer),
      unwatchTurnServers: async (args) => this.unwatchTurnServers(args),
      openModal: async ({ url, name, buttons, data, type }) => {
        await widget.openModalWidget(url, name, buttons, data, type);
        this.notice("modalOpened");
        widget.once("action:close_modal", this.acknowledging(widget, "modalClosed"));
      },
      closeModal: (data) => widget.closeModalWidget(data),
    };
  }

  async #watch(consumer) {
    const servers = this.widget.getTurnServers();
    this.watching(consumer, () => servers.return());
    try {
      for await (const server of servers) this.notice("turnServers", server);
    } catch (error) {
      this.turnFailed(error);
    }
  }
}

await serve(() => new Widget());
