import type { Direction } from "../envelope.js";
import { renamed } from "../generated/names.js";
import { isErrorResponse, readMessage } from "../guards.js";
import type { Channel, ReceivedText } from "./channel.js";
import { WidgetError, malformed } from "./error.js";
import { Outbox } from "./outbox.js";
import { type Timer, startTimer } from "./timer.js";
import type { BodyCheck, Connection, ConnectionOptions, CustomBody, Handler, Handlers } from "./types.js";

const maxOwed = 256;
const maxOwedLength = 128 << 20;

/**
 * Connects to a peer: answers its requests with handlers, and sends requests to it.
 *
 * Handlers are found by either name of an action. Answers are matched by direction, ID and action; the first answer counts. Bodies
 * are never logged.
 *
 * ```js
 * const channel = windowChannel({ peer: window.parent, origin: "https://client.example.org" });
 * const client = connect(
 *   channel,
 *   { api: "fromWidget", widgetId: "w" },
 *   { capabilities: () => ({ capabilities: ["org.matrix.msc2931.navigate"] }), notify_capabilities: () => {} },
 * );
 * await client.request("content_loaded", {});
 * ```
 */
export function connect<Api extends Direction>(
  channel: Channel,
  options: ConnectionOptions<Api>,
  handlers: NoInfer<Handlers<Exclude<Direction, Api>>>,
): Connection<Api> {
  const { api, widgetId, checkData, checkResponse, fallback, maySend, onError = console.error } = options;
  const { answerTimeout = api === "fromWidget" ? 9_000 : 60_000 } = options;
  const theirs = api === "fromWidget" ? "toWidget" : "fromWidget";
  const byAction = new Map(
    Object.entries(handlers).map(([name, handler]) => [nameOf(theirs, name), handler as Handler<object, object>]),
  );
  const post = (requestId: string, action: string, data: object) => channel.send({ api, widgetId, requestId, action, data });
  const outbox = new Outbox(post, maySend);
  const owed = new Map<AbortController, Timer>();
  let owedLength = 0;

  function receive(received: unknown, text?: ReceivedText): void {
    // Spreading an array of bytes, which has no `api`, would be slow.
    if (typeof received !== "object" || received === null || !("api" in received)) return;
    const { data, response, ...header } = received as { data?: unknown; response?: unknown };
    // A malformed `response` does not make the header invalid.
    const message = readMessage(header);
    if (message?.widgetId !== widgetId) return;
    const action = nameOf(message.api, message.action);
    const faultOf = (part: string, body: unknown, check?: BodyCheck): string | undefined => {
      if (text?.duplicate !== undefined) return `${text.duplicate}: duplicate field`;
      if (typeof body !== "object" || Array.isArray(body)) return `${part}: expected an object`;
      return check?.(message.api, action, body).error?.message;
    };

    if (response === undefined || response === null) {
      if (message.api !== theirs) return;
      serve(
        text?.length ?? 0,
        (response) => text?.respond(response) ?? { ...received, response },
        (signal) => {
          const body = data ?? {};
          const fault = faultOf("data", body, checkData);
          if (fault !== undefined) throw new WidgetError(fault);
          const handler = byAction.get(action) ?? fallback;
          if (!handler) throw new WidgetError(`unknown action: ${message.action}`);
          return handler(body as object, { action, requestId: message.requestId, signal });
        },
      );
      return;
    }
    const outgoing = message.api === api ? outbox.sent(message.requestId, action) : undefined;
    if (!outgoing) return;
    if (isErrorResponse(response)) {
      const { error } = response;
      return outgoing.reject(new WidgetError(error.message, error as CustomBody));
    }
    const fault = faultOf("response", response, checkResponse);
    if (fault === undefined) outgoing.resolve(response);
    else outgoing.reject(malformed(fault));
  }

  /** Answers a request with the result of `handle`, exactly once. */
  function serve(
    length: number,
    answer: (response: object) => object | string,
    handle: (signal: AbortSignal) => object | void | PromiseLike<object | void>,
  ): void {
    const isFull = owed.size >= maxOwed || owedLength + length > maxOwedLength;
    const controller = new AbortController();
    const send = (response: object): void => {
      if (!owed.has(controller)) return;
      channel.send(answer(response));
      clearTimeout(owed.get(controller));
      owed.delete(controller);
      owedLength -= length;
    };
    const refuse = (error: unknown): void => {
      const isMeant = error instanceof WidgetError;
      if (!isMeant) onError(error);
      send({ error: isMeant ? error.error : { message: "the request failed" } });
    };
    const respond = (response: object | void): void => {
      try {
        send(response ?? {});
      } catch (error) {
        // The channel cannot carry this response.
        refuse(error);
      }
    };
    const expire = () => {
      refuse(new WidgetError("there was no answer in time"));
      controller.abort();
    };
    owed.set(controller, startTimer(expire, answerTimeout));
    owedLength += length;
    try {
      if (isFull) throw new WidgetError("too many pending requests");
      const response = handle(controller.signal);
      if (isPromise(response)) response.then(respond, refuse);
      else respond(response);
    } catch (error) {
      refuse(error);
    }
  }

  const unlisten = channel.listen(receive);
  const request: Connection<Api>["requestCustom"] = (action, data, options = {}) =>
    outbox.add(nameOf(api, action), data, options);
  return {
    request: request as unknown as Connection<Api>["request"],
    requestCustom: request,
    flush: () => outbox.flush(),
    stop() {
      unlisten();
      const pending = [...owed];
      owed.clear();
      for (const [controller, timer] of pending) {
        clearTimeout(timer);
        controller.abort();
      }
      outbox.stop();
    },
  };
}

/** Returns the unstable name of an action. */
function nameOf(api: Direction, action: string): string {
  const names: { readonly [name: string]: string } = renamed[api];
  return (Object.hasOwn(names, action) && names[action]) || action;
}

function isPromise<Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> {
  return typeof (value as { then?: unknown } | undefined)?.then === "function";
}
