import type { OpenModalRequest } from "../../generated/payloads.js";
import { WidgetError } from "../../transport/error.js";
import type { CustomBody } from "../../transport/types.js";
import { website } from "../../website.js";
import { type Core, GaveUp, type Rights, within } from "./core.js";
import type { ModalWidget } from "./driver.js";
import type { Received } from "./wire.js";

/** The button that closes a modal widget. */
const closeButton = "m.close";

/** The data of a modal widget that the user or the client has closed. */
export const exited: CustomBody = { "m.exited": true };

/** The modal widget that a widget opens. */
export class Opener {
  readonly #core: Core;
  #controller: AbortController | undefined;

  constructor(core: Core) {
    this.#core = core;
  }

  /** Handles an `open_modal` request of a widget that has these rights. */
  open(request: Received, data: OpenModalRequest, rights: Rights): void {
    if (this.#controller !== undefined) return request.refuse("a modal widget is open");
    const modal = this.#modal(data, rights);
    if (typeof modal === "string") return request.refuse(modal);
    const controller = new AbortController();
    this.#controller = controller;
    void this.#show(request, modal, controller);
  }

  /** Closes the modal widget: at the end of the epoch or the session. */
  close(): void {
    this.#controller?.abort();
    this.#controller = undefined;
  }

  async #show(request: Received, modal: ModalWidget, controller: AbortController): Promise<void> {
    const { driver, limits } = this.#core;
    try {
      const shown = await within(limits.decision, controller.signal, (signal) => {
        // The modal widget is also closed when its opener ends later.
        if (driver.openModal === undefined) throw new WidgetError("the client shows no modal widgets");
        signal.addEventListener("abort", () => controller.abort());
        return driver.openModal(modal, { signal: controller.signal });
      });
      request.answer({});
      const data = await Promise.resolve(shown.closed).catch(() => exited);
      if (!controller.signal.aborted) this.#core.push("close_modal", data ?? exited);
    } catch (error) {
      const isMeant = error instanceof WidgetError;
      if (!isMeant && !(error instanceof GaveUp)) this.#core.tell({ type: "driverFailed", error });
      request.refuse(isMeant ? error : "the client has not shown the modal widget");
    }
    if (this.#controller === controller) this.#controller = undefined;
  }

  /** Returns the modal widget, or why the widget may not open it. */
  #modal(data: OpenModalRequest, { granted, viewed }: Rights): ModalWidget | string {
    const { modal, url: ownUrl, modalUrl, widgetId } = this.#core.options;
    const id = `modal_${widgetId}`;
    if (modal !== undefined) return "a modal widget cannot open another";
    const url = urlOf(() => modalUrl?.(data, { id, room: viewed }) ?? data.url);
    if (url === undefined) return "data.url: expected an http: or https: URL";
    const isOwnPage = ownUrl !== undefined && urlOf(() => ownUrl)?.origin === url.origin;
    if (!isOwnPage && !granted.may("m.modals")) {
      return "missing capability to open another origin: org.matrix.msc2790.modals";
    }
    return Object.freeze({ id, url: url.href, room: viewed, data });
  }
}

/** Returns a URL that a frame can load. */
function urlOf(text: () => string): URL | undefined {
  try {
    return website(text());
  } catch {
    return undefined;
  }
}

/** The buttons of a modal widget, in its own session. */
export class Buttons {
  readonly #modal: OpenModalRequest;
  /** `true` for the buttons that are enabled, by ID. */
  #enabled = new Map<string, boolean>();
  #isConfigured = false;

  constructor(modal: OpenModalRequest) {
    this.#modal = modal;
    this.reload();
  }

  /** Begins a new epoch, in which the buttons are as they were at first. */
  reload(): void {
    this.#isConfigured = false;
    this.#enabled.clear();
    const { buttons } = this.#modal;
    for (const { id, disabled } of Array.isArray(buttons) ? buttons.map(Object) : []) {
      if (typeof id === "string" && !this.#enabled.has(id)) this.#enabled.set(id, disabled !== true);
    }
  }

  /** Returns the data of `widget_config`: the members that MSC2790 defines. */
  configure(): CustomBody {
    this.#isConfigured = true;
    const names = ["type", "url", "name", "data", "waitForIframeLoad", "buttons"] as const;
    return Object.fromEntries(names.map((name) => [name, this.#modal[name] ?? undefined]).filter(([, value]) => value !== undefined));
  }

  /** Returns what a click does. Before `widget_config`, a click on `m.close` closes. */
  click(button: string): "close" | "tell" | undefined {
    if (!this.#isConfigured) return button === closeButton ? "close" : undefined;
    return button === closeButton || this.#enabled.get(button) ? "tell" : undefined;
  }

  /** Enables or disables a button. Returns the reason if it cannot. */
  enable(button: string, isEnabled: boolean): string | undefined {
    if (button === closeButton) return "data.button: the close button is always enabled";
    if (!this.#enabled.has(button)) return "data.button: expected the ID of a button, found another string";
    this.#enabled.set(button, isEnabled);
    return undefined;
  }
}
