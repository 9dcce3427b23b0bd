import { WidgetError, gone } from "./error.js";
import { type Timer, startTimer } from "./timer.js";
import type { CustomBody, PendingResponse, RequestOptions } from "./types.js";

const maxWaiting = 512;

type MaySend = (action: string, inFlight: readonly string[]) => boolean;

/** A request to the peer, which waits to be sent or to be answered. */
interface Outgoing {
  readonly action: string;
  send(): void;
  resolve(response: object): void;
  reject(reason: unknown): void;
}

/** The requests to the peer. */
export class Outbox {
  readonly #prefix = [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("");
  readonly #post: (requestId: string, action: string, data: object) => void;
  readonly #maySend: MaySend | undefined;
  readonly #waiting = new Map<string, Outgoing>();
  readonly #sent = new Map<string, Outgoing>();
  #count = 0;
  #isStopped = false;

  constructor(post: (requestId: string, action: string, data: object) => void, maySend: MaySend | undefined) {
    this.#post = post;
    this.#maySend = maySend;
  }

  /** Sends a request as soon as it may be sent. */
  add(action: string, data: CustomBody, { timeout, signal }: RequestOptions): PendingResponse<CustomBody> {
    const requestId = `${this.#prefix}-${++this.#count}`;
    const response = new Promise<CustomBody>((resolve, reject) => {
      let timer: Timer;
      const settle =
        <Outcome>(outcome: (value: Outcome) => void) =>
        (value: Outcome) => {
          this.#waiting.delete(requestId);
          this.#sent.delete(requestId);
          clearTimeout(timer);
          signal?.removeEventListener("abort", abort);
          outcome(value);
          this.flush();
        };
      const fail = settle(reject);
      const abort = () => fail(signal?.reason);
      const limit = timeout ?? timeoutOf(action, data);
      const send = () => {
        const expire = () => fail(new WidgetError("there was no answer in time", {}, "timeout"));
        timer = startTimer(expire, limit);
        this.#post(requestId, action, data);
      };
      signal?.addEventListener("abort", abort);
      if (this.#isStopped) fail(gone());
      else if (signal?.aborted) abort();
      else if (this.#waiting.size >= maxWaiting) fail(new WidgetError("too many requests wait to be sent", {}, "full"));
      else this.#waiting.set(requestId, { action, send, resolve: settle(resolve as (value: object) => void), reject: fail });
      this.flush();
    });
    return Object.assign(response, { requestId });
  }

  /** Sends the waiting requests that may be sent. */
  flush(): void {
    for (const [requestId, outgoing] of this.#waiting) {
      if (
        this.#maySend?.(
          outgoing.action,
          [...this.#sent.values()].map(({ action }) => action),
        ) === false
      )
        continue;
      this.#waiting.delete(requestId);
      this.#sent.set(requestId, outgoing);
      try {
        outgoing.send();
      } catch (error) {
        outgoing.reject(error);
      }
    }
  }

  /** Returns the request that an answer belongs to. */
  sent(requestId: string, action: string): Outgoing | undefined {
    const outgoing = this.#sent.get(requestId);
    return outgoing?.action === action ? outgoing : undefined;
  }

  /** Fails all requests, and further ones. */
  stop(): void {
    this.#isStopped = true;
    for (const { reject } of [...this.#sent.values(), ...this.#waiting.values()]) reject(gone());
  }
}

/** Returns the time in milliseconds to wait for the answer to a request. */
function timeoutOf(action: string, { timeout_ms: timeout }: CustomBody): number {
  if (action.endsWith("load_file")) return typeof timeout === "number" ? timeout + 5_000 : 120_000;
  return action === "send_to_device" ? 60_000 : 10_000;
}
