// The adapter of the widget of `bindings/typescript`, which must be built. The texts of the kit reach it through a bridge.
import { actionInfo, checkData, checkResponse, registry } from "../../bindings/typescript/dist/index.js";
import { startWidget } from "../../bindings/typescript/dist/session/widget/index.js";
import { WidgetError, textChannel } from "../../bindings/typescript/dist/transport/index.js";
import { Adapter, serve } from "./adapter.mjs";

/** What the kit calls the error of a failure. */
const failure = ({ reason, error, message }) => (reason === "refused" ? error : message);

const camelCase = (variant) => variant[0].toLowerCase() + variant.slice(1);

/** The unstable name of each action of a widget, by its variant. */
const ACTIONS = new Map(Object.values(registry.fromWidget).map(({ variant, name }) => [camelCase(variant), name]));

class Widget extends Adapter {
  #consumers = new Map();
  #requested = new Set();
  #servers;

  constructor() {
    super("widget", "matrix-widget-protocol", "https://widget.example.org");
  }

  create({ widgetId, ask, versions, modal }) {
    this.#requested = new Set(ask);
    const listen = (receive) => {
      this.receive = receive;
      return () => (this.receive = () => {});
    };
    this.widget = startWidget({
      widgetId,
      capabilities: ask,
      checkData,
      checkResponse,
      channel: textChannel({ send: (text) => this.report({ post: text }), listen }),
      isLoaded: false,
      isModal: modal === true,
      handlers: {
        visibility: ({ visible }) => this.notice("visibility", visible),
        widget_config: (data) => this.notice("modalConfig", data),
      },
      fallback: (data, { action }) => this.#driver(action, data),
      onWarning: (warning) => this.notice(warning.includes("capabilities") ? "notNegotiated" : "stateMissing", null),
    });
    this.widget.ready.then(() => this.notice("ready", null));
    this.#follow(this.widget.events(), (event) => this.notice("event", event));
    this.#follow(this.widget.toDevice(), (message) => this.notice("toDevice", { message, encrypted: message.encrypted }));
    const isStateListed = (versions ?? []).includes("org.matrix.msc2762_update_state");
    const state = () => this.#follow(this.widget.state(), (change) => this.notice("state", change));
    if (isStateListed) state();
    else this.widget.ready.then(state);
  }

  async message({ text }) {
    this.receive(text);
    if (!text.includes("notify_capabilities")) return;
    await Promise.resolve();
    this.notice("approved", this.widget.approved);
  }

  call({ id, name, args = {} }) {
    const { widget } = this;
    const notice = (name, promise, data) =>
      promise.then(
        (value) => this.notice(name, data(value)),
        (error) => this.report({ notice: { name, error: failure(error) } }),
      );
    const requestCapabilities = (options) => {
      const isNew = (text) => !widget.isApproved(text) && (options?.again || !this.#requested.has(text));
      const requested = args.capabilities.filter(isNew);
      for (const text of requested) this.#requested.add(text);
      const decided = widget.requestCapabilities(args.capabilities, options);
      if (requested.length > 0) void notice("decided", decided, () => requested);
    };
    const turnServers = (servers) => {
      // All consumers get the same servers.
      if (servers !== this.#servers) this.notice("turnServers", servers);
      this.#servers = servers;
    };
    const calls = {
      contentLoaded: () => widget.contentLoaded(),
      getOpenId: () =>
        notice("openId", widget.getOpenIdToken(), (token) => ({ state: token ? "allowed" : "blocked", ...token })),
      requestCapabilities: () => requestCapabilities(),
      requestCapabilitiesAgain: () => requestCapabilities({ again: true }),
      watchTurnServers: () => {
        const servers = widget.turnServers();
        this.#consumers.set(args.consumer, servers);
        this.#follow(servers, turnServers, "turnFailed");
      },
      unwatchTurnServers: () => this.#consumers.get(args.consumer).return(),
      openModal: () => {
        const opening = widget.openModal(args);
        this.outcome(
          id,
          opening.then(() => ({})),
        );
        return notice("modalOpened", opening, ({ closed }) => {
          void notice("modalClosed", closed, (result) => result);
          return null;
        });
      },
      closeModal: () => notice("closing", widget.closeModal(args), () => null),
      end: () => widget.end(),
    };
    if (calls[name]) void calls[name]();
    else if (ACTIONS.has(name)) this.outcome(id, widget.request(ACTIONS.get(name), args));
    else this.outcome(id, widget.requestCustom(name, args));
  }

  async #driver(action, data) {
    const { variant } = actionInfo("toWidget", action) ?? {};
    try {
      return await this.ask("driver", { op: variant ? camelCase(variant) : action, data });
    } catch ({ message, matrix_api_error }) {
      throw new WidgetError(message, matrix_api_error && { matrix_api_error });
    }
  }

  async #follow(values, report, name) {
    try {
      for await (const value of values) report(value);
    } catch (error) {
      this.report({ notice: { name, error: failure(error) } });
    }
  }

  outcome(id, promise) {
    promise.then(
      (value) => this.report({ outcome: { id, ok: value } }),
      (error) => this.report({ outcome: { id, error: failure(error) } }),
    );
  }
}

await serve(() => new Widget());
