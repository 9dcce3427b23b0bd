import type { UpdateTurnServersRequest } from "../../generated/payloads.js";
import { WidgetError } from "../../transport/error.js";
import { startTimer, type Timer } from "../../transport/timer.js";
import type { Core } from "./core.js";
import type { Received } from "./wire.js";

/** The subscription of a widget to TURN servers. */
interface Subscription {
  readonly controller: AbortController;
  /** The requests that wait for the first servers, or `undefined` once there are some. */
  watches: Received[] | undefined;
  timer: Timer;
}

/** TURN servers for the widget. */
export class Turn {
  readonly #core: Core;
  #current: Subscription | undefined;

  constructor(core: Core) {
    this.#core = core;
  }

  watch(request: Received): void {
    const current = this.#current;
    if (current !== undefined) {
      if (current.watches === undefined) request.answer({});
      else current.watches.push(request);
      return;
    }
    const timer = startTimer(() => this.#end(subscription, "the client has no TURN servers yet"), this.#core.limits.decision);
    const subscription: Subscription = { controller: new AbortController(), watches: [request], timer };
    this.#current = subscription;
    void this.#follow(subscription);
  }

  /** Handles an `unwatch_turn_servers` request, a new epoch, or the end of the session. */
  unwatch(): void {
    if (this.#current) this.#end(this.#current, "the widget no longer watches TURN servers");
  }

  async #follow(subscription: Subscription): Promise<void> {
    const { signal } = subscription.controller;
    let reason: string | WidgetError = "the client has no TURN servers";
    try {
      for await (const servers of this.#core.driver.watchTurnServers?.({ signal }) ?? []) {
        if (signal.aborted) return;
        this.#deliver(subscription, servers);
      }
    } catch (error) {
      if (error instanceof WidgetError) reason = error;
      else if (!signal.aborted) this.#core.tell({ type: "driverFailed", error });
    }
    if (signal.aborted) return;
    if (subscription.watches === undefined) this.#core.tell({ type: "turnServersEnded" });
    this.#end(subscription, reason);
  }

  /** Sends servers. The first ones follow the answer, because widgets lose those that come earlier. */
  #deliver(subscription: Subscription, servers: UpdateTurnServersRequest): void {
    clearTimeout(subscription.timer);
    const { watches = [] } = subscription;
    subscription.watches = undefined;
    for (const request of watches) request.answer({});
    this.#core.push("update_turn_servers", servers);
  }

  #end(subscription: Subscription, reason: string | WidgetError): void {
    if (this.#current === subscription) this.#current = undefined;
    clearTimeout(subscription.timer);
    subscription.controller.abort();
    for (const request of subscription.watches ?? []) request.refuse(reason);
  }
}
