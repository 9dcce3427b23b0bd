import { Adapter, Unsupported } from "./adapter.mjs";

/** The part that adapters of widgets share: those of `matrix-widget-api`, and of libraries that are made with it. */
export class PackageWidget extends Adapter {
  #consumers = new Map();

  constructor(name) {
    super("widget", name, "https://widget.example.org");
    this.window.parent = this.other;
  }

  /** Returns a listener that acknowledges a request, and reports it. */
  acknowledging(api, notice, data = (data) => data) {
    return (event) => {
      event.preventDefault();
      this.notice(notice, data(event.detail.data));
      api.transport.reply(event.detail, {});
    };
  }

  /** Handles what the application handles with the `WidgetApi` of the package. */
  listen(api) {
    api.on("action:visibility", this.acknowledging(api, "visibility", ({ visible }) => visible));
    api.on("action:screenshot", (event) => {
      event.preventDefault();
      this.ask("driver", { op: "screenshot", data: event.detail.data }).then(
        (value) => api.transport.reply(event.detail, value ?? {}),
        (error) => api.transport.reply(event.detail, { error: { message: error.message } }),
      );
    });
  }

  /** Reports credentials, or a refusal. */
  openId(credentials) {
    credentials.then(
      (token) => this.notice("openId", { state: "allowed", ...token }),
      () => this.notice("openId", { state: "blocked" }),
    );
  }

  /** Keeps what ends the watch of a consumer. */
  watching(consumer, stop) {
    this.#consumers.set(consumer, stop);
  }

  unwatchTurnServers({ consumer }) {
    this.#consumers.get(consumer)();
    this.#consumers.delete(consumer);
  }

  turnFailed(error) {
    this.report({ notice: { name: "turnFailed", error: { message: error.message } } });
  }

  call({ id, name, args }) {
    const call = this.calls()[name];
    if (!call) throw new Unsupported();
    this.outcome(id, (async () => call(args))());
  }
}
