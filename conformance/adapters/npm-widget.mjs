// The adapter of the widget of matrix-widget-api.
import { WidgetApi } from "matrix-widget-api";
import { Adapter, Unsupported, serve } from "./adapter.mjs";

/** The notices of requests that a widget acknowledges. */
const NOTICES = { send_event: "event", send_to_device: "toDevice", update_state: "state", close_modal: "modalClosed" };

class Widget extends Adapter {
  constructor() {
    super("widget", "https://widget.example.org");
    this.window.parent = this.other;
  }

  create({ widgetId, ask, versions, modal }) {
    if (modal || versions.length > 0) throw new Unsupported();
    this.widget = new WidgetApi(widgetId, "https://client.example.org");
    this.widget.requestCapabilities(ask);
    for (const [action, notice] of Object.entries(NOTICES)) {
      this.widget.on(`action:${action}`, (event) => {
        event.preventDefault();
        this.notice(notice, event.detail.data);
        this.widget.transport.reply(event.detail, {});
      });
    }
    this.widget.on("action:screenshot", (event) => {
      event.preventDefault();
      this.ask("driver", { op: "screenshot", data: event.detail.data }).then(
        (value) => this.widget.transport.reply(event.detail, value ?? {}),
        (error) => this.widget.transport.reply(event.detail, { error: { message: error.message } }),
      );
    });
    this.widget.on("ready", () => this.notice("ready"));
    this.widget.start();
  }

  call({ id, name, args }) {
    const { widget } = this;
    const calls = {
      contentLoaded: () => widget.sendContentLoaded(),
      getOpenId: () => this.#openId(),
      requestCapabilities: () => {
        widget.requestCapabilities(args.capabilities);
        return widget.updateRequestedCapabilities();
      },
      navigate: () => widget.navigateTo(args.uri),
      sendEvent: () => widget.sendRoomEvent(args.type, args.content),
      sendToDevice: () => widget.sendToDevice(args.type, args.encrypted, args.messages),
      sendSticker: () => widget.sendSticker(args),
      downloadFile: () => widget.downloadFile(args.content_uri),
      openModal: () => widget.openModalWidget(args.url, args.name, args.buttons, args.data, args.type),
      closeModal: () => widget.closeModalWidget(args),
    };
    if (!calls[name]) throw new Unsupported();
    this.outcome(id, (async () => calls[name]())());
  }

  async #openId() {
    this.widget.requestOpenIDConnectToken().then(
      (token) => this.notice("openId", { state: "allowed", ...token }),
      () => this.notice("openId", { state: "blocked" }),
    );
  }
}

await serve(() => new Widget());
