import type { CapabilitySet } from "../../capability/set.js";
import { startTimer } from "../../transport/timer.js";
import type { HostDriver } from "./driver.js";
import type { HostEvent, HostOptions, Limits } from "./options.js";
import type { Wire } from "./wire.js";

/** The error of a request that needs grants before the first decision. */
export const notEstablished = "the session is not established";

/** The rights of a widget at some time. They do not change: a request keeps those of its receipt. */
export interface Rights {
  readonly granted: CapabilitySet;
  readonly viewed: string | undefined;
}

/** What the parts of a session share. */
export interface Core {
  readonly options: HostOptions;
  readonly limits: Limits;
  readonly driver: HostDriver;
  readonly wire: Wire;
  /** The rooms of the user, for which `*` stands. */
  readonly known: ReadonlySet<string>;
  readonly rights: Rights;
  /** `true` if the origin of the widget is checked, so that what the user approves can outlive a document. */
  readonly checksOrigin: boolean;
  /** `true` if both sides know `update_state`, and `undefined` until the versions of the widget are known. */
  readonly handlesState: boolean | undefined;
  /** The number of the first request since a sign of reloading, while it is not known whether the document has been replaced. */
  readonly since: number | undefined;
  /** Tells the application. */
  tell(event: HostEvent): void;
  /** Sends a request whose answer does not matter to the loaded document. */
  push(action: string, data: object): void;
}

/** Calls `work`, and gives up at a deadline or when `signal` is aborted. A result that comes later is ignored. */
export function within<Value>(
  ms: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Value | PromiseLike<Value>,
  onLate?: () => void,
): Promise<Value> {
  const controller = new AbortController();
  return new Promise<Value>((resolve, reject) => {
    const giveUp = () => {
      if (controller.signal.aborted) return;
      clearTimeout(timer);
      controller.abort();
      reject(new GaveUp());
    };
    const timer = startTimer(giveUp, ms);
    const settle =
      <Outcome>(outcome: (value: Outcome) => void) =>
      (value: Outcome) => {
        signal?.removeEventListener("abort", giveUp);
        clearTimeout(timer);
        if (controller.signal.aborted) onLate?.();
        else outcome(value);
      };
    signal?.addEventListener("abort", giveUp);
    if (signal?.aborted) return giveUp();
    // The work begins at once. A method that throws fails like one that rejects.
    new Promise<Value>((done) => done(work(controller.signal))).then(settle(resolve), settle(reject));
  });
}

/** The failure of work that was given up. */
export class GaveUp extends Error {}
