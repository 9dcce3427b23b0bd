import { type CapabilitySet, eventQuery } from "../../capability/set.js";
import type { MatrixEvent } from "../../generated/payloads.js";
import { type Core, within } from "./core.js";
import { isWider, reach, receivable } from "./view.js";

/** The longest time for which an event is sticky, in milliseconds. */
const longest = 60 * 60 * 1000;

/** The number of sticky events that are remembered. */
const maxRemembered = 10_000;

const flag = "m.receive.sticky_event";

/** Sticky events for the widget, which become receivable after they were sent. */
export class Sticky {
  readonly #core: Core;
  #controller = new AbortController();
  /** The times when the events that the widget has got are no longer sticky, in order. */
  #sent = new Map<string, number>();

  constructor(core: Core) {
    this.#core = core;
  }

  /** Handles a round, after the widget has been told. */
  round(before: CapabilitySet): void {
    const { granted } = this.#core.rights;
    const permissions = receivable(granted);
    const isNew = !before.may(flag) || isWider(permissions, granted, before);
    if (!granted.may(flag) || permissions.length === 0 || !isNew) return;
    for (const room of reach(this.#core.rights, this.#core.known)) this.#read(room);
  }

  /** Handles a room that is viewed or known now. */
  room(room: string): void {
    const { rights, known } = this.#core;
    const isReceivable = rights.granted.may(flag) && receivable(rights.granted).length > 0;
    if (isReceivable && reach(rights, known).includes(room)) this.#read(room);
  }

  /** Handles an event that is to be sent because it has just happened. Returns `false` if the widget has got it already. */
  isNew(event: MatrixEvent): boolean {
    return !isSticky(event) || this.#remember(event) !== false;
  }

  /** Begins a new epoch, or ends the session. */
  reset(): void {
    this.#controller.abort();
    this.#controller = new AbortController();
    this.#sent.clear();
  }

  #read(room: string): void {
    const { driver, limits } = this.#core;
    const { signal } = this.#controller;
    const work = async (signal: AbortSignal) => [...((await driver.readStickyEvents?.({ room, rooms: [room], signal })) ?? [])];
    void within(limits.driver, signal, work).then(
      (events) => {
        const { granted, viewed } = this.#core.rights;
        for (const event of events.map((event) => ({ ...event, room_id: room }))) {
          if (granted.mayReceive(eventQuery(event), viewed) && this.#remember(event)) this.#core.push("send_event", event);
        }
      },
      () => {}, // A room that cannot be read has none.
    );
  }

  /** Remembers an event. Returns `false` if it was remembered before, or `undefined` if it has no ID. */
  #remember({ event_id: id, type }: MatrixEvent): boolean | undefined {
    if (typeof id !== "string") return undefined;
    // Once decrypted, an event is sent again.
    const form = `${type === "m.room.encrypted"} ${id}`;
    const now = Date.now();
    for (const [form, until] of this.#sent) {
      if (until > now && this.#sent.size < maxRemembered) break;
      this.#sent.delete(form);
    }
    if (this.#sent.has(form)) return false;
    this.#sent.set(form, now + longest);
    return true;
  }
}

function isSticky({ sticky, msc4354_sticky }: MatrixEvent): boolean {
  return typeof Object(sticky ?? msc4354_sticky).duration_ms === "number";
}
